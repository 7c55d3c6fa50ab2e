//! A schedule of prices beside the DQE that takes its prices, and maps written by hand that put a price where another is asked.

use chiffrage::buyer::faults::{faults, stale};
use chiffrage::buyer::fill::{Asked, Plan, Read};
use chiffrage::buyer::form::form_of;
use chiffrage::buyer::matching::{matching, ours};
use chiffrage::buyer::{Map, MatchReport};
use chiffrage::diag::{Code, Severity, Sources};
use chiffrage::formula::{Address, Value};
use chiffrage::unit::Lang;
use chiffrage::xlsx::Book;
use rust_decimal::{Decimal, dec};

use crate::support;

/// A workbook of some sheets, each from its rows: cells parted by `|`, `=` before a formula.
fn book(sheets: &[(&str, &str)]) -> Book {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    for (name, rows) in sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(*name).unwrap();
        for (row, text) in (0..).zip(rows.trim().lines()) {
            for (column, cell) in (0..).zip(text.split('|').map(str::trim)) {
                match cell.parse::<f64>() {
                    Ok(number) => sheet.write_number(row, column, number).unwrap(),
                    Err(_) if cell.is_empty() => continue,
                    Err(_) if cell.starts_with('=') => sheet.write_formula(row, column, cell).unwrap(),
                    Err(_) => sheet.write_string(row, column, cell).unwrap(),
                };
            }
        }
    }
    Book::open(workbook.save_to_buffer().unwrap()).unwrap()
}

const BPU: &str = "
Code | Désignation | Unité | PU HT
1 | Pilotage du lot, gouvernance et coordination inter-lots | mois |
2 | Journée d'architecte | jour |
3 | Journée d'ingénieur DevOps | jour |
";

/// The DQE of that schedule, with the prices of its three rows.
fn dqe(prices: [&str; 3]) -> String {
    let [one, two, three] = prices;
    format!(
        "
Code | Désignation | Unité | Quantité | PU HT | Montant HT
1 | Pilotage du lot, gouvernance et coordination inter-lots | mois | 48 | {one} | =D2*E2
2 | Journée d'architecte | jour | 40 | {two} | =D3*E3
3 | Journée d'ingénieur DevOps | jour | 160 | {three} | =D4*E4
| Total HT | | | | =SUM(F2:F4)
"
    )
}

/// Typed twice, taken by an offset, or through a sheet between them: three lines, each once.
#[test]
fn a_schedule_and_its_dqe_are_laid_out_as_one() {
    let (bid, _, estimate) = support::shipped();
    let ours = ours(&bid, &estimate.dqe);
    let offset = "=OFFSET('BPU lot 3'!$D$1,ROW()-1,0)";
    let between = "a\n='BPU lot 3'!D2\n='BPU lot 3'!D3\n='BPU lot 3'!D4";
    for (how, prices) in [
        ("typed", ["", "", ""]),
        ("named", ["='BPU lot 3'!D2", "='BPU lot 3'!D3", "='BPU lot 3'!D4"]),
        ("offset", [offset; 3]),
        ("between", ["=Calcul!A2", "=Calcul!A3", "=Calcul!A4"]),
    ] {
        let book = book(&[("BPU lot 3", BPU), ("Calcul", between), ("DQE lot 3", &dqe(prices))]);
        let form = form_of(&book).unwrap();
        let matching = matching(&form, &ours);
        let report = MatchReport { form: &form, matching: &matching, ours: &ours, lang: Lang::En };
        let layouts = report.to_layouts(&bid, "buyer.xlsx");
        assert_eq!(layouts.len(), 1, "{how}");
        let lines = layouts[0].text.lines().filter(|line| line.starts_with("[sections.") && line.contains(".lines."));
        assert_eq!(lines.count(), 3, "{how}: {}", layouts[0].text);
    }
}

/// The schedule asks 100, 200 and 300; the DQE makes 1,200 of the first, and takes the third for the second.
#[test]
fn prices_that_a_dqe_computes_are_compared_with_those_of_its_schedule() {
    let prices = ["='BPU lot 3'!D2*12", "='BPU lot 3'!D4", "='BPU lot 3'!D4"];
    let book = book(&[("BPU lot 3", BPU), ("DQE lot 3", &dqe(prices))]);
    let file = book.calculation().unwrap();
    let put = |row: u32, price: Decimal| (0, Address { row, column: 4 }, Value::Number(price));
    let put = [put(2, dec!(100)), put(3, dec!(200)), put(4, dec!(300))];
    let found = faults(&form_of(&book).unwrap(), &file, &stale(&file), &put, dec!(0.2));
    let told = found.iter().filter(|fault| fault.says(Lang::En).contains("computed price"));
    let told: Vec<String> =
        told.map(|fault| format!("{} {} {:?}", fault.at, fault.says(Lang::En), fault.excess)).collect();
    let line = |cell: &str, held: &str, due: &str, excess: i64| {
        let excess = Some(Decimal::from(excess));
        format!("{cell} the computed price is {held}, that of the same line where it is asked {due} {excess:?}")
    };
    // 1,100 more a month for 48 months; 100 more a day for 40 days.
    assert_eq!(told, [line("E2", "1,200.00", "100.00", 52_800), line("E3", "300.00", "200.00", 4_000)]);
}

/// What a map that a person wrote meets: the codes of its errors, as written and where it says that all is meant.
fn refused(book: &Book, map: &str) -> Vec<Code> {
    let (bid, _, estimate) = support::shipped();
    let mut sources = Sources::default();
    let file = sources.add("map.toml".into(), map.into());
    let map = Map::read(file, map, &bid).unwrap();
    let read = Read::of(book.clone()).unwrap();
    let plan = Plan::of(&bid, &estimate.dqe, &map, &read, Asked { partial: true, ..Asked::default() });
    plan.findings.sorted().into_iter().filter(|f| f.severity == Severity::Error).map(|f| f.code).collect()
}

const LINE: &str = "1 | Unité d'œuvre d'évolution simple | UO | 480 | | =D9*E9";

/// A form of one line, with what is said above it and its headings; the map names its price column by hand.
#[test]
fn a_map_by_hand_puts_no_price_where_another_is_asked() {
    for (above, headings, line, is_refused) in [
        ("", "Code | Désignation | Unité | Quantité | PU HT | Montant HT", LINE, false),
        ("Prix en € TTC", "Code | Désignation | Unité | Quantité | Prix unitaire | Montant", LINE, true),
        ("", "Code | Désignation | Unité | Quantité | Prix unitaire TTC | Montant TTC", LINE, true),
        ("", "Code | Désignation | Unité | Quantité | Prix pour 10 unités | Montant HT", LINE, true),
        ("Prix par lot de 10 unités", "Code | Désignation | Unité | Quantité | PU HT | Montant HT", LINE, true),
        ("", "Code | Désignation | Unité (par 10) | Quantité | PU HT | Montant HT", LINE, true),
        ("", "Code | Désignation | Unité | Quantité | PU HT HNO | Montant HT", LINE, true),
        (
            "",
            "Code | Désignation | Unité | Quantité | PU HT | Montant HT",
            "1 | Unité d'œuvre d'évolution simple | UO | 480 | | =D4*E4/10",
            true,
        ),
    ] {
        let book = book(&[("Lot 3", &format!("Bordereau lot 3\n{above}\n{headings}\n{line}"))]);
        let map = |code: &str| {
            format!(
                "[tables.a]\nsheet = \"Lot 3\"\nlot = \"ror\"\nheader = 3\n[tables.a.columns]\nlabel = \"B\"\n\
                 unit = \"C\"\nunit_price = \"E\"\n[tables.a.rows]\n4 = \"{code}\"\n"
            )
        };
        let expected: &[Code] = if is_refused { &[Code::OtherUnit] } else { &[] };
        assert_eq!(refused(&book, &map("3.1")), expected, "{above} {headings} {line}");
        assert_eq!(refused(&book, &map("3.1!")), [], "{above} {headings} {line}");
    }
}

/// Two tables without quantities, each with the same line of one lot; one of them by its line meant so.
#[test]
fn a_line_that_two_schedules_price_is_reported() {
    let rows = "Désignation | Unité | PU HT\nJournée d'architecte | jour |";
    let book = book(&[("A", rows), ("B", rows)]);
    let (bid, _, estimate) = support::shipped();
    let told = |code: &str| {
        let table = |name: &str, code: &str| {
            format!(
                "[tables.{name}]\nsheet = \"{name}\"\nlot = \"ror\"\nheader = 1\n[tables.{name}.columns]\nlabel = \"A\"\n\
                 unit_price = \"C\"\n[tables.{name}.rows]\n2 = \"{code}\"\n"
            )
        };
        let text = table("A", "7.1") + &table("B", code);
        let mut sources = Sources::default();
        let file = sources.add("map.toml".into(), text.clone());
        let map = Map::read(file, &text, &bid).unwrap();
        let read = Read::of(book.clone()).unwrap();
        let plan = Plan::of(&bid, &estimate.dqe, &map, &read, Asked::default());
        let found = plan.findings.sorted().into_iter().filter(|f| f.code == Code::CountedTwice);
        found.map(|f| f.message.en.clone()).collect::<Vec<_>>()
    };
    assert_eq!(told("7.1"), ["ror/7.1 is priced in two tables, of `A` and of `B`"]);
    assert_eq!(told("7.1!"), [""; 0]);
    assert_eq!(told("7.2"), [""; 0]);
}
