//! What hangs on a changed cell gets its new value, and nothing else does. Expected figures are worked by hand.

use chiffrage::formula::{Address, Book, ErrorValue, Recalculated, Rect, Value};
use rust_decimal::{Decimal, dec};

fn at(text: &str) -> Address {
    Address::parse(text).unwrap()
}

/// A book of sheets, each a name and its cells: `=` starts a formula, cached as 0.
fn book(sheets: &[(&str, &[(&str, &str)])]) -> Book {
    let mut book = Book::default();
    for (name, _) in sheets {
        book.add_sheet(name);
    }
    for (sheet, (_, cells)) in sheets.iter().enumerate() {
        for (cell, written) in *cells {
            match (written.strip_prefix('='), written.parse::<Decimal>()) {
                (Some(formula), _) => book.put_formula(sheet, at(cell), formula, Some(dec!(0).into())),
                (None, Ok(number)) => book.put(sheet, at(cell), number.into()),
                (None, Err(_)) => book.put(sheet, at(cell), Value::text(written)),
            }
        }
    }
    book
}

/// What changed, as `'Sheet'!A1=value`.
fn changed(book: &Book, done: &Recalculated) -> Vec<String> {
    let one = |change: &chiffrage::formula::Change| {
        let now = match &change.now {
            Value::Number(n) => n.to_string(),
            other => format!("{other:?}"),
        };
        format!("{}={now}", book.place(change.sheet, change.at))
    };
    done.changed.iter().map(one).collect()
}

#[test]
fn a_price_moves_its_amount_the_totals_and_the_recap() {
    let mut book = book(&[
        (
            "Récap",
            &[("B2", "='Lot 1'!K12"), ("B3", "='Lot 2'!K12"), ("B4", "=SUM(B2:B3)"), ("B5", "=ROUND(B4*TauxTVA,2)")],
        ),
        (
            "Lot 1",
            &[
                ("J9", "12"),
                ("K9", "=IF(OR(E9=\"\",J9=\"\"),\"\",E9*J9)"),
                ("J10", "3"),
                ("K10", "=IF(OR(E10=\"\",J10=\"\"),\"\",E10*J10)"),
                ("K12", "=SUM(K9:K11)"),
            ],
        ),
        ("Lot 2", &[("K12", "=SUM(K9:K11)")]),
    ]);
    book.put_name(None, "TauxTVA", "0.2");
    let done = book.recalculate(&[(1, at("E9"), dec!(720.55).into()), (1, at("E10"), dec!(100).into())]);
    // 12 × 720.55 = 8,646.60; 3 × 100 = 300; 8,946.60 in all; VAT 1,789.32. Lot 2 does not move.
    let expected = [
        "'Récap'!B2=8946.6",
        "'Récap'!B4=8946.6",
        "'Récap'!B5=1789.32",
        "'Lot 1'!K9=8646.6",
        "'Lot 1'!K10=300",
        "'Lot 1'!K12=8946.6",
    ];
    assert_eq!(changed(&book, &done), expected);
    assert!(done.beyond.is_empty());
    // The same price again moves nothing.
    let done = book.recalculate(&[(1, at("E9"), dec!(720.55).into())]);
    assert!(done.changed.is_empty() && done.beyond.is_empty());
}

#[test]
fn only_what_hangs_on_the_change_is_computed() {
    // B1 is stale: it should be 2. It does not hang on A2, and what hangs on both takes it as the file has it.
    let mut book = book(&[("F", &[("A1", "1"), ("A2", "1"), ("B1", "=A1+1"), ("B2", "=A2+1"), ("B3", "=B1+B2")])]);
    let done = book.recalculate(&[(0, at("A2"), dec!(5).into())]);
    assert_eq!(changed(&book, &done), ["'F'!B2=6", "'F'!B3=6"]);
    let done = book.recalculate_all();
    assert_eq!(changed(&book, &done), ["'F'!B1=2", "'F'!B3=8"]);
}

#[test]
fn a_formula_without_a_value_gets_one_where_it_is_needed() {
    let mut book = book(&[("F", &[("A1", "1"), ("A2", "1")])]);
    book.put_formula(0, at("B1"), "A1+1", None);
    book.put_formula(0, at("B2"), "A2+B1", None);
    let done = book.recalculate(&[(0, at("A2"), dec!(5).into())]);
    // B1 does not hang on A2: it is used, and not reported.
    assert_eq!(changed(&book, &done), ["'F'!B2=7"]);
}

#[test]
fn whole_columns_names_and_ranges_are_followed() {
    let mut book = book(&[
        (
            "F",
            &[
                ("C1", "=SUM(A:A)"),
                ("C2", "=SUM(Prix)"),
                ("C3", "=SUM(3:3)"),
                ("C4", "=Gauche*2"),
                ("C5", "=SUMIF(A1:A5,\">0\",A1:A5)"),
                ("C6", "=SUM(A6:A1000)"),
            ],
        ),
        ("G", &[("A1", "=F!A3*2")]),
    ]);
    book.put_name(None, "Prix", "F!$A$1:$A$5");
    // Written as seen from A1: the cell two to the left of the formula's, one row up (from C4: A3).
    book.put_name(None, "Gauche", "F!XFC1048576");
    book.put_name(Some(1), "Prix", "0");
    let done = book.recalculate(&[(0, at("A3"), dec!(7).into())]);
    assert_eq!(changed(&book, &done), ["'F'!C1=7", "'F'!C2=7", "'F'!C5=7", "'G'!A1=14"]);
    // C3 reads its own row; a name that goes round the sheet is not followed.
    let beyond: Vec<String> = done.beyond.iter().map(|b| format!("{}: {}", book.place(b.sheet, b.at), b.why)).collect();
    assert_eq!(beyond, ["'F'!C3: a formula that reads itself, directly or through others"]);
}

#[test]
fn what_rests_on_something_beyond_is_beyond_and_says_where() {
    let mut book = book(&[(
        "F",
        &[
            ("A1", "1"),
            ("B1", "=A1*RAND()"),
            ("B2", "=B1+1"),
            ("B3", "=IF(A1=1,\"\",B1)"),
            ("B4", "=IFERROR(B1,0)"),
            ("C1", "=NOW()"),
            ("D1", "=OFFSET(A9,1,0)"),
        ],
    )]);
    let done = book.recalculate(&[(0, at("A1"), dec!(2).into())]);
    let beyond: Vec<_> = done
        .beyond
        .iter()
        .map(|b| (b.at.to_string(), b.why.to_string(), b.why.at.map(|(_, at)| at.to_string())))
        .collect();
    let rand = "the function RAND".to_owned();
    // What reads cells that only its evaluation would reveal may depend on the price; the time of day does not.
    assert_eq!(
        beyond,
        [
            ("B1".to_owned(), rand.clone(), None),
            ("D1".to_owned(), "the function OFFSET".to_owned(), None),
            ("B2".to_owned(), rand.clone(), Some("B1".to_owned())),
            ("B3".to_owned(), rand.clone(), Some("B1".to_owned())),
            ("B4".to_owned(), rand, Some("B1".to_owned())),
        ]
    );
    // The guard keeps off the branch not taken.
    let done = book.recalculate(&[(0, at("A1"), dec!(1).into())]);
    assert_eq!(done.beyond.iter().map(|b| b.at.to_string()).collect::<Vec<_>>(), ["B1", "D1", "B2", "B4"]);
    assert_eq!(book.value(0, at("B3")), Ok(Value::text("")));
}

#[test]
fn circles_are_found_and_the_rest_is_computed() {
    let mut book = book(&[(
        "F",
        &[
            ("A1", "1"),
            ("B1", "=A1+B3"),
            ("B2", "=B1+1"),
            ("B3", "=B2+1"),
            ("C1", "=B2*2"),
            ("D1", "=A1*2"),
            ("E1", "=E1+A1"),
        ],
    )]);
    let done = book.recalculate(&[(0, at("A1"), dec!(2).into())]);
    assert_eq!(changed(&book, &done), ["'F'!D1=4"]);
    assert_eq!(done.beyond.iter().map(|b| b.at.to_string()).collect::<Vec<_>>(), ["B1", "C1", "E1", "B2", "B3"]);
}

#[test]
fn an_array_formula_fills_its_cells() {
    let mut book = book(&[("F", &[("A1", "1"), ("A2", "2"), ("B1", "10"), ("B2", "20"), ("D1", "=SUM(C1:C3)")])]);
    book.put_array_formula(0, Rect { top: 1, left: 3, bottom: 3, right: 3 }, "A1:A2*B1:B2");
    book.put_array_formula(0, Rect::cell(at("E1")), "SUM(A1:A2*B1:B2)");
    let done = book.recalculate(&[(0, at("A2"), dec!(3).into())]);
    assert_eq!(book.value(0, at("C2")), Ok(dec!(60).into()));
    // A third cell has no answer, and what sums it neither.
    assert_eq!(book.value(0, at("C3")), Ok(Value::Error(ErrorValue::Missing)));
    assert_eq!(book.value(0, at("D1")), Ok(Value::Error(ErrorValue::Missing)));
    assert_eq!(book.value(0, at("E1")), Ok(dec!(70).into()));
    assert_eq!(done.changed.len(), 5);
}

#[test]
fn a_long_chain_is_computed_whatever_its_order() {
    let rows = 20_000_u32;
    for backwards in [false, true] {
        let mut book = Book::default();
        let sheet = book.add_sheet("F");
        for row in 1..=rows {
            let from = if backwards { row + 1 } else { row - 1 };
            let read = if (backwards && row == rows) || (!backwards && row == 1) {
                "B1".to_owned()
            } else {
                format!("A{from}")
            };
            book.put_formula(sheet, Address { row, column: 1 }, &format!("{read}+1"), Some(dec!(0).into()));
        }
        let done = book.recalculate(&[(sheet, at("B1"), dec!(5).into())]);
        assert_eq!(done.changed.len(), rows as usize);
        let last = Address { row: if backwards { 1 } else { rows }, column: 1 };
        assert_eq!(book.value(sheet, last), Ok((Decimal::from(rows) + dec!(5)).into()));
    }
}

/// Formulas made to hurt: each ends within the stack that a program has.
#[test]
fn hostile_formulas_end() {
    let run = || {
        let nested = |open: &str, close: &str, n: usize| format!("{}A1{}", open.repeat(n), close.repeat(n));
        let deep = [
            nested("(", ")", 64),
            nested("IF(A1,", ",2)", 64),
            nested("-(1+2*3^", ")", 64),
            nested("SUMPRODUCT(1=1&1+1*1^", ")", 64),
            nested("VLOOKUP(1=1&1+1*1^", ",A1:A1,1)", 64),
            nested("(", ")", 4_000),
            nested("IF(", ",2)", 1_500),
            "-".repeat(8_000) + "A1",
            "A1".to_owned() + &"%".repeat(8_000),
            vec!["A1"; 2_700].join("+"),
            vec!["A1"; 2_700].join("^"),
            "(".repeat(8_000),
            "{".repeat(8_000),
            "A1:".repeat(2_000) + "A1",
            "\"".repeat(8_001),
            "x".repeat(9_000),
        ];
        for text in deep {
            let mut book = Book::default();
            let sheet = book.add_sheet("F");
            book.put(sheet, at("A1"), dec!(1).into());
            book.put_formula(sheet, at("B1"), &text, None);
            // And names within one another, each as deep.
            for n in 1..if text.len() < 2_000 { 20 } else { 1 } {
                let name = format!("nom_{}", n - 1);
                book.put_name(None, &format!("nom_{n}"), &text.replacen("A1", &name, 1));
            }
            book.put_formula(sheet, at("B2"), "nom_19", None);
            book.recalculate(&[(sheet, at("A1"), dec!(1).into())]);
        }
    };
    // What the main thread of Windows has.
    std::thread::Builder::new().stack_size(1 << 20).spawn(run).unwrap().join().unwrap();
}

#[test]
fn every_name_of_a_formula_is_followed() {
    let mut book = Book::default();
    let sheet = book.add_sheet("F");
    for n in 1..=20 {
        book.put_name(None, &format!("nom_{n}"), &format!("F!$A${n}"));
    }
    let names: Vec<String> = (1..=20).map(|n| format!("nom_{n}")).collect();
    book.put_formula(sheet, at("B1"), &names.join("+"), Some(dec!(0).into()));
    let done = book.recalculate(&[(sheet, at("A20"), dec!(5).into())]);
    assert_eq!(changed(&book, &done), ["'F'!B1=5"]);

    // Longer and deeper than is followed: the cell is never met, and yet the one is computed and the other reported.
    let mut book = Book::default();
    let sheet = book.add_sheet("F");
    for n in 0..3 {
        book.put_name(None, &format!("long_{n}"), &(vec!["0"; 3_500].join("+") + &format!("+long_{}", n + 1)));
    }
    book.put_name(None, "long_3", "F!$A$1");
    book.put_formula(sheet, at("B1"), "long_0", Some(dec!(0).into()));
    book.put_name(None, "deep_0", &format!("{}F!$A$1{}", "ABS(".repeat(60), ")".repeat(60)));
    book.put_name(None, "deep_1", &format!("{}deep_0{}", "ABS(".repeat(60), ")".repeat(60)));
    book.put_formula(sheet, at("B2"), &format!("{}deep_1{}", "ABS(".repeat(60), ")".repeat(60)), Some(dec!(0).into()));
    let done = book.recalculate(&[(sheet, at("A1"), dec!(5).into())]);
    assert_eq!(changed(&book, &done), ["'F'!B1=5"]);
    let beyond: Vec<_> = done.beyond.iter().map(|b| (b.at.to_string(), b.why.to_string())).collect();
    assert_eq!(beyond, [("B2".to_owned(), "names and formulas that nest deeper than the tool follows".to_owned())]);
}

#[test]
fn work_that_has_no_end_is_beyond() {
    // Names of names: sixteen deep, ten wide.
    let mut book = Book::default();
    let sheet = book.add_sheet("F");
    book.put_name(None, "nom_0", "F!$A$1");
    for n in 1..=15 {
        book.put_name(None, &format!("nom_{n}"), &vec![format!("nom_{}", n - 1); 10].join("+"));
    }
    book.put_name(None, "circle", "circle+1");
    book.put_formula(sheet, at("B2"), "circle+A1", None);
    book.put_formula(sheet, at("B3"), "nom_15", None);
    let done = book.recalculate_all();
    let why: Vec<&str> = done.beyond.iter().map(|b| &*b.why.why).collect();
    assert_eq!(why, ["the name circle, which rests on itself", "formulas that read more cells than the tool does"]);

    // A text that doubles forty times.
    let mut book = Book::default();
    let sheet = book.add_sheet("F");
    book.put_formula(sheet, at("C1"), "A2&\"x\"", None);
    for row in 2..=40 {
        book.put_formula(sheet, Address { row, column: 3 }, &format!("C{0}&C{0}", row - 1), None);
    }
    let done = book.recalculate_all();
    // 2^14 characters fit in a cell, 2^15 do not: C1 has one.
    assert_eq!(done.beyond[0].at, at("C16"));
    assert!(done.beyond.iter().all(|b| &*b.why.why == "a text longer than a cell takes"));
}
