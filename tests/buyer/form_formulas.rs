//! The formulas of every sample: all are read, and all that are not beyond the tool give what the file holds.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use chiffrage::formula::{Address, Value};
use chiffrage::unit::round_half_away;
use chiffrage::xlsx::Book;
use rust_decimal::{Decimal, dec};

fn samples() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
    let mut found = Vec::new();
    for folder in ["buyer", "xlsx", "rates"] {
        let files = fs::read_dir(root.join(folder)).unwrap().map(|entry| entry.unwrap().path());
        found.extend(files.filter(|path| path.extension().is_some_and(|e| e == "xlsx" || e == "xlsm")));
    }
    found.sort();
    found
}

/// What a recalculation of a file makes of it: how many formulas give each thing that the file does not hold.
fn differences(mut book: chiffrage::formula::Book) -> BTreeMap<String, usize> {
    let formulas = book.formulas().len();
    let done = book.recalculate_all();
    let mut found = BTreeMap::new();
    // A program that computes nothing saved no result at all: there is nothing to compare.
    let without_result = done.changed.iter().filter(|change| change.was.is_none()).count();
    let no_results = without_result + done.beyond.len() >= formulas;
    for change in done.changed.iter().filter(|change| change.was.is_some() || !no_results) {
        *found.entry(format!("{:?} for {:?}", change.now, change.was)).or_default() += 1;
    }
    for unanswered in &done.beyond {
        *found.entry(unanswered.why.to_string()).or_default() += 1;
    }
    found
}

#[test]
fn samples_recalculate_to_what_they_hold() {
    let circle = "a formula that reads itself, directly or through others";
    let expected: [(&str, &[(&str, usize)]); 5] = [
        // A1 holds `=A1`, and so on: Excel shows the 0 that it had.
        ("calamine_issue_565_multi_axis_shared.xlsx", &[(circle, 14)]),
        ("closedxml_preserve_charts.xlsx", &[("the function RANDBETWEEN", 7)]),
        ("ironcalc_cf_tests.xlsx", &[("the function TODAY", 12)]),
        // LibreOffice saves no result where a formula gives an empty text.
        ("fr_dqe_four_lots_synthetic.xlsx", &[("Text(\"\") for None", 60)]),
        (
            "ironcalc_invoice.xlsx",
            &[
                ("the function NOW", 1),
                ("the function SEQUENCE", 1),
                ("the function TODAY", 1),
                ("the function WORKDAY", 1),
            ],
        ),
    ];
    let (mut formulas, mut found) = (0, BTreeMap::new());
    for path in samples() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let Ok(book) = Book::open(fs::read(&path).unwrap()) else {
            assert_eq!(name, "calamine_pass_protected.xlsx", "only an encrypted file is not read");
            continue;
        };
        let book = book.calculation().unwrap();
        formulas += book.formulas().len();
        let differences = differences(book);
        if !differences.is_empty() {
            found.insert(name, differences);
        }
    }
    // The sheets of all samples hold 1,680 elements `f`, of which 36 are ranges of sparklines and 23 of conditional formats.
    assert_eq!(formulas, 1_621);
    let expected = expected.map(|(name, told)| {
        (name.to_owned(), told.iter().map(|(told, n)| ((*told).to_owned(), *n)).collect::<BTreeMap<_, _>>())
    });
    assert_eq!(found, BTreeMap::from(expected));
}

/// Every line of a lot at 100.05: its total is that times its quantities, the tax a fifth of it, here and in the recap.
#[test]
fn prices_move_the_form_up_to_the_recap() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples/buyer/fr_dqe_four_lots_synthetic.xlsx");
    let mut book = Book::open(fs::read(path).unwrap()).unwrap().calculation().unwrap();
    let lot = book.sheet("Lot 3 ROR").unwrap();
    let number = |book: &chiffrage::formula::Book, sheet, at: &str| match book.value(sheet, Address::parse(at).unwrap())
    {
        Ok(Value::Number(n)) => n,
        other => panic!("{at}: {other:?}"),
    };
    // All lines but the one for the record, which has no formula.
    let prices: Vec<_> = book
        .formulas()
        .iter()
        .filter(|f| f.sheet == lot && f.text.starts_with("IF(OR("))
        .map(|f| (lot, Address { row: f.at().row, column: 5 }, dec!(100.05).into()))
        .collect();
    let quantity: Decimal =
        prices.iter().map(|(_, at, _)| number(&book, lot, &Address { column: 10, ..*at }.to_string())).sum();
    let done = book.recalculate(&prices);
    assert!(done.beyond.is_empty(), "{:?}", done.beyond);
    let net = quantity * dec!(100.05);
    let vat = round_half_away(net * dec!(0.2), 2);
    let of_lot: Vec<Decimal> = done
        .changed
        .iter()
        .filter(|c| c.sheet == lot)
        .filter_map(|c| match c.now {
            Value::Number(n) => Some(n),
            _ => None,
        })
        .collect();
    for figure in [net, vat, net + vat] {
        assert!(of_lot.contains(&figure), "{figure} in {of_lot:?}");
        assert!(done.changed.iter().any(|c| c.sheet != lot && c.now == figure.into()), "{figure} in the recap");
    }
}
