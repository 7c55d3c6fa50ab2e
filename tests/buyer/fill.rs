//! The buyer's file, filled: by a map, nothing else changed, proved.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Cursor, Read as _};
use std::path::PathBuf;
use std::sync::OnceLock;

use calamine::Data;
use chiffrage::buyer::fill::{Asked, Filled, Kind, Plan, Proof, Read, TableTotal, Why};
use chiffrage::buyer::{Map, Target};
use chiffrage::diag::{Code, Errors, Severity, Sources};
use chiffrage::engine::Estimate;
use chiffrage::formula::Address;
use chiffrage::model::Bid;
use chiffrage::model::bid::LineId;
use chiffrage::unit::Exact;
use chiffrage::xlsx::{Book, Package, Value};
use rust_decimal::{Decimal, dec};

use crate::support;
use crate::support::shipped;
use crate::support::spreadsheet::{cells, number, recalculated_all};

fn bid() -> Bid {
    shipped().0
}

fn map_of(text: &str, bid: &Bid) -> Result<Map, Errors> {
    let mut sources = Sources::default();
    let file = sources.add("map.toml".into(), text.into());
    Map::read(file, text, bid)
}

fn map(text: &str) -> Result<Map, Errors> {
    map_of(text, &bid())
}

fn sample(name: &str) -> Book {
    Book::open(fs::read(support::root().join("tests/samples").join(name)).unwrap()).unwrap()
}

fn at(text: &str) -> Address {
    Address::parse(text).unwrap()
}

const FORM: &str = "buyer/fr_dqe_four_lots_synthetic.xlsx";
/// The rows of a lot of the synthetic form, and our codes, the `PM` line left to the buyer. Row 21, a variant of row 20,
/// gets another of our lines on purpose; so do rows 26 and 37, of a month and a lump sum, prices of a day.
const ROWS: [(u32, &str); 15] = [
    (10, "1.1"),
    (14, "2.1"),
    (18, "3.1"),
    (19, "3.2"),
    (20, "3.3"),
    (21, "1.2"),
    (25, "4.1"),
    (26, "6.2"),
    (30, "5.1"),
    (31, "6.1"),
    (35, "7.3"),
    (36, "7.4"),
    (37, "7.5"),
    (38, "7.6"),
    (43, "8.1"),
];
/// What the buyer asks for in those rows, over the four years.
const QUANTITIES: [i64; 15] = [1, 48, 210, 150, 42, 8, 45, 45, 45, 140, 55, 60, 4, 20, 1];

fn ror_map() -> String {
    let meant = |row: u32| if [21, 26, 37].contains(&row) { "!" } else { "" };
    let rows: String = ROWS.iter().map(|(row, code)| format!("{row} = \"{code}{}\"\n", meant(*row))).collect();
    format!(
        "[tables.ror]\nsheet = \"Lot 3 ROR\"\nlot = \"ror\"\nheader = 8\n[tables.ror.columns]\n\
         unit = \"D\"\nunit_price = \"E\"\nquantity = \"J\"\namount = \"K\"\n[tables.ror.rows]\n{rows}39 = \"-\"\n"
    )
}

/// The unit price of a line of the lot ROR.
fn price(bid: &Bid, estimate: &Estimate<Exact>, code: &str) -> Decimal {
    let lot = bid.lots.position(|lot| lot.id == "ror").unwrap();
    let line = bid.lots[lot].lines.position(|line| line.code == code).unwrap();
    estimate.dqe.lines[lot][line].unit_price.shown()
}

#[test]
fn a_map_is_read() {
    let text = "
        [tables.ror]
        sheet = \"Lot 3 ROR\"
        lot = \"ror\"
        header = 8
        columns = { unit_price = \"E\", quantities = { 1 = \"F\", 4 = \"I\" } }
        [tables.ror.rows]
        10 = \"1.1\"
        11 = \"pfc/1.1\"
        12 = \"?\"
        13 = \"-\"
        14 = \"1.1!\"
        [tables.ror.cells]
        G44 = \"2.1\"
    ";
    let map = map(text).unwrap();
    let table = &map.tables[0];
    assert_eq!((table.columns.unit_price, &*table.columns.quantities), (Some(5), &[(0, 6), (3, 9)][..]));
    let bid = bid();
    let lot = |id: &str| bid.lots.position(|lot| lot.id == id).unwrap();
    let targets: Vec<Target> = table.rows.iter().map(|row| row.2).collect();
    let line = |id: &str, meant: bool| Target::Line { lot: lot(id), line: LineId::from(0), meant };
    let expected = [line("ror", false), line("pfc", false), Target::Open, Target::Theirs, line("ror", true)];
    assert_eq!(targets, expected);
    assert_eq!(table.cells[0].0.to_string(), "G44");
}

#[test]
fn a_map_tells_all_its_mistakes() {
    let text = "
        [tables.ror]
        sheet = \"Lot 3 ROR\"
        lot = \"ror\"
        header = 8
        columns = { unit_price = \"5\", quantities = { 9 = \"F\" } }
        [tables.ror.rows]
        5 = \"1.1\"
        ten = \"1.1\"
        11 = \"99.9\"
        12 = \"rorr/1.1\"
        [tables.ror.cells]
        44 = \"2.1\"
        [tables.loose]
        sheet = \"BPU\"
        rows = { 9 = \"1.1\" }
        [tables.bare]
        sheet = \"BPU\"
        lot = \"ror\"
        rows = { 9 = \"1.1\" }
    ";
    let findings = map(text).unwrap_err();
    let told: Vec<_> = findings.sorted().iter().map(|f| (f.code, f.message.en.clone())).collect();
    let count = |code: Code| told.iter().filter(|(c, _)| *c == code).count();
    // The column, the header's row, `ten`, `44`, and a line of no lot.
    assert_eq!(count(Code::BadPlace), 5, "{told:?}");
    assert_eq!(count(Code::UnknownId), 2, "{told:?}");
    assert_eq!(count(Code::OutOfContract), 1, "{told:?}");
    // No column for the prices of the last table.
    assert_eq!(count(Code::MissingKey), 1, "{told:?}");
    assert!(map("tabels = 1").unwrap_err().sorted()[0].message.en.contains("the file has no key `tabels`"));
}

// ---- The synthetic form ---------------------------------------------------------------------------------------------

fn decimal(filled: &Book, sheet: &str, cell: &str) -> Decimal {
    let sheet = filled.sheet(filled.find(sheet).unwrap()).unwrap();
    sheet.value(at(cell)).number().unwrap_or_else(|| panic!("{cell} holds {:?}", sheet.value(at(cell))))
}

#[test]
fn prices_and_totals_of_the_form_follow() {
    let (bid, _, estimate) = shipped();
    let book = sample(FORM);
    let map = map_of(&ror_map(), &bid).unwrap();
    let read = Read::of(book.clone()).unwrap();
    let plan = Plan::of(&bid, &estimate.dqe, &map, &read, Asked::default());
    assert!(!plan.findings.has_errors(), "{:?}", plan.findings);
    assert_eq!(plan.fills.len(), ROWS.len());
    let filled = plan.write().unwrap();
    assert!(filled.beyond.is_empty());
    let new = Book::open(filled.bytes.clone()).unwrap();
    // By hand, from the quantities that the buyer's file shows.
    let mut net = Decimal::ZERO;
    for ((row, code), quantity) in ROWS.iter().zip(QUANTITIES) {
        let price = price(&bid, &estimate, code);
        assert_eq!(decimal(&new, "Lot 3 ROR", &format!("E{row}")), price);
        assert_eq!(decimal(&new, "Lot 3 ROR", &format!("K{row}")), price * Decimal::from(quantity));
        net += price * Decimal::from(quantity);
    }
    let vat = (net * dec!(0.2)).round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
    for (cell, expected) in [("K46", net), ("K47", vat), ("K48", net + vat)] {
        assert_eq!(decimal(&new, "Lot 3 ROR", cell), expected, "{cell}");
    }
    // The recap follows, on another sheet: the third of its four lots.
    let recap = new.sheet(1).unwrap();
    let shown: Vec<_> = recap.cells.iter().filter_map(|cell| cell.value.number()).collect();
    assert!(shown.contains(&net) && shown.contains(&(net + vat)), "{shown:?}");
    let proof = Proof::of(&plan, &filled, &new.package).unwrap();
    let changed: Vec<_> = proof.parts.iter().filter(|part| part.changed).map(|part| part.name.as_str()).collect();
    assert_eq!(changed, ["xl/worksheets/sheet2.xml", "xl/worksheets/sheet5.xml"]);
    assert_eq!(proof.of_kind(Kind::UnitPrice).count(), ROWS.len());
    // Both totals are known, and their difference is reported to the cent.
    let totals = TableTotal::all(&plan, &filled);
    let [total] = &totals[..] else { panic!("one table") };
    assert_eq!((total.rows, total.total), (Some(net), Some(net)));
    let explained: Decimal = total.differences.iter().map(|part| part.amount).sum();
    assert_eq!(net - total.ours, explained);
    let quantity = total.differences.iter().find(|part| part.code == "ror/3.1").unwrap();
    assert_eq!(quantity.why, Why::Quantity(dec!(210), dec!(480)));
    assert_eq!(quantity.amount, price(&bid, &estimate, "3.1") * dec!(-270));
}

/// 120.333 of a work unit in each year: our amount is rounded to the cent year by year, the buyer's formula is not.
#[test]
fn what_a_formula_without_rounding_leaves_is_reported_as_rounding() {
    let (mut bid, ..) = shipped();
    let lot = bid.lots.position(|lot| lot.id == "ror").unwrap();
    let line = bid.lots[lot].lines.iter().find(|line| line.code == "3.1").unwrap();
    let quantities: Vec<String> =
        line.quantity.iter().filter_map(|quantity| Some(bid.figure(quantity.fig()?).path.clone())).collect();
    bid.figures.iter_mut().filter(|f| quantities.contains(&f.path)).for_each(|f| f.value = dec!(120.333));
    let estimate = chiffrage::engine::estimate(&bid).unwrap();
    let price = price(&bid, &estimate, "3.1");
    let year = (price * dec!(120.333)).round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
    let left = price * dec!(481.332) - year * dec!(4);
    assert!(!left.is_zero(), "{price} × 120.333 ends on a cent");
    let table = "tables.x = { sheet = \"Sheet1\", lot = \"ror\", columns = { unit_price = \"A\", quantity = \"B\", amount = \"C\" }, \
                 rows = { 2 = \"3.1\" } }";
    let map = map_of(table, &bid).unwrap();
    for (formula, differs) in [("=A2*B2", Some(left)), ("=ROUND(A2*B2/4,2)*4", None)] {
        let read = Read::of(made(&[("A2", "0"), ("B2", "481.332"), ("C2", formula)])).unwrap();
        let plan = Plan::of(&bid, &estimate.dqe, &map, &read, Asked { partial: true, quantities: false });
        let [total] = &TableTotal::all(&plan, &plan.write().unwrap())[..] else { panic!("one table") };
        assert_eq!(total.ours, year * dec!(4));
        let why: Vec<_> = total.differences.iter().map(|part| (part.amount, part.why.clone())).collect();
        assert_eq!(why, differs.map(|left| (left, Why::Rounding("A2*B2".into()))).into_iter().collect::<Vec<_>>());
    }
}

/// A form of work units: code, label, price, quantities of years 1 and 2, total. `open` are the cells that a protected
/// sheet leaves open; without any the sheet is not protected.
fn work_units(rows: &[[&str; 4]], open: &[&str]) -> Book {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    let headings = ["N°", "Désignation", "Prix unitaire HT", "Qté année 1", "Qté année 2", "Quantité totale"];
    sheet.write_row(0, 0, headings).unwrap();
    for (row, [code, year_1, year_2, total]) in (1..).zip(rows) {
        sheet.write(row, 0, *code).unwrap().write(row, 1, "Unité d’œuvre").unwrap();
        for (column, text) in (3..).zip([year_1, year_2, total]) {
            match text.parse::<f64>() {
                Ok(number) => sheet.write(row, column, number).unwrap(),
                Err(_) if text.is_empty() => continue,
                // As a program leaves it that computes nothing.
                Err(_) => sheet.write(row, column, rust_xlsxwriter::Formula::new(*text).set_result("none")).unwrap(),
            };
        }
    }
    let unlocked = rust_xlsxwriter::Format::new().set_unlocked();
    for cell in open {
        let cell = at(cell);
        sheet.write_blank(cell.row - 1, u16::try_from(cell.column - 1).unwrap(), &unlocked).unwrap();
    }
    if !open.is_empty() {
        sheet.protect();
    }
    let book = Book::open(workbook.save_to_buffer().unwrap()).unwrap();
    let part = String::from_utf8(book.package.part("xl/worksheets/sheet1.xml").unwrap()).unwrap();
    let part = part.replace("<v>none</v>", "").into_bytes();
    Book::open(book.package.with(&[("xl/worksheets/sheet1.xml".to_owned(), part)]).unwrap()).unwrap()
}

const UNITS: &str = "[tables.x]\nsheet = \"Sheet1\"\nlot = \"ror\"\nheader = 1\n[tables.x.columns]\nunit_price = \"C\"\n\
                     quantities = { 1 = \"D\", 2 = \"E\" }\nquantity = \"F\"\n[tables.x.rows]\n";

/// What is written and reported: the cells, the codes of the findings, the kinds of the cells that changed.
fn of_units(book: &Book, rows: &str, quantities: bool) -> (Vec<String>, Vec<(Code, String)>) {
    let (bid, _, estimate) = shipped();
    let map = map_of(&format!("{UNITS}{rows}"), &bid).unwrap();
    let read = Read::of(book.clone()).unwrap();
    let plan = Plan::of(&bid, &estimate.dqe, &map, &read, Asked { partial: true, quantities });
    let told = plan.findings.sorted().into_iter().filter(|f| ![Code::Unplaced, Code::OtherLine].contains(&f.code));
    let told = told.map(|f| (f.code, f.message.en.clone())).collect();
    (plan.fills.iter().map(|fill| fill.at.to_string()).collect(), told)
}

/// Of four rows: one leaves both years and the total blank, one year 2 whose total is that of year 1, one year 2 whose total
/// is more, one is whole.
#[test]
fn quantities_go_where_the_buyer_leaves_them_blank_if_they_are_asked_for() {
    let rows = [["3.1", "", "", ""], ["3.2", "4", "", "SUM(D3:E3)"], ["3.3", "4", "", "9"], ["2.1", "1", "1", "2"]];
    let map = "2 = \"3.1\"\n3 = \"3.2\"\n4 = \"3.3\"\n5 = \"2.1!\"\n";
    let book = work_units(&rows, &[]);
    assert_eq!(of_units(&book, map, false), (["C2", "C3", "C4", "C5"].map(str::to_owned).to_vec(), vec![]));
    let (cells, _) = of_units(&book, map, true);
    // The buyer says that year 2 of row 3 is 0: none of our prices goes there.
    assert_eq!(cells, ["C2", "D2", "E2", "F2", "C3", "C4", "E4", "C5"]);
    let first = |quantities: bool| {
        let (bid, _, estimate) = shipped();
        let map = map_of(&format!("{UNITS}{map}"), &bid).unwrap();
        let read = Read::of(book.clone()).unwrap();
        let plan = Plan::of(&bid, &estimate.dqe, &map, &read, Asked { partial: true, quantities });
        let lot = bid.lots.position(|lot| lot.id == "ror").unwrap();
        let line = bid.lots[lot].lines.position(|line| line.code == "3.1").unwrap();
        let year = plan.fills.iter().find(|fill| fill.at == at("D2")).map(|fill| fill.new);
        assert!(year.is_none_or(|year| year == estimate.dqe.lines[lot][line].quantities[0].shown()));
        let filled = plan.write().unwrap();
        let proof = Proof::of(&plan, &filled, &Package::open(filled.bytes.clone()).unwrap()).unwrap();
        let count = |kind: Kind| proof.of_kind(kind).count();
        (count(Kind::UnitPrice), count(Kind::Quantity))
    };
    assert_eq!((first(false), first(true)), ((4, 0), (4, 4)));
}

/// In a table without any quantity the bidder fills them in, though the buyer's totals come to 0.
#[test]
fn quantities_left_to_the_bidder_are_filled_under_their_totals() {
    let book = work_units(&[["3.1", "", "", "SUM(D2:E2)"], ["3.2", "", "", "SUM(D3:E3)"]], &[]);
    let (cells, _) = of_units(&book, "2 = \"3.1\"\n3 = \"3.2\"\n", true);
    assert_eq!(cells, ["C2", "D2", "E2", "C3", "D3", "E3"]);
}

#[test]
fn a_locked_cell_is_refused_for_whatever_is_written() {
    let rows = [["3.1", "", "", ""], ["3.2", "4", "", "9"], ["3.3", "4", "4", "8"]];
    let map = "2 = \"3.1\"\n3 = \"3.2!\"\n4 = \"3.3\"\n";
    let locked = |message: &str| (Code::Locked, message.to_owned());
    // Row 3 and the years of row 2 are locked.
    let one = of_units(&work_units(&rows, &["C2", "C4", "F2"]), map, true);
    let quantities = locked("3 blank quantities of `Sheet1` are locked: they stay blank");
    assert_eq!(one.0, ["C2", "F2", "C4"]);
    assert_eq!(one.1, [locked("C3 of `Sheet1` is locked by the buyer"), quantities]);
    // The whole column, in one finding.
    let (cells, told) = of_units(&work_units(&rows, &["A9"]), map, false);
    assert_eq!(cells, [""; 0]);
    assert_eq!(told, [locked("the price column C of `Sheet1` is locked: all its 3 cells, C2 to C4")]);
}

/// A workbook made here: those cells of its first sheet, each a number or a formula.
fn made(cells: &[(&str, &str)]) -> Book {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (cell, content) in cells {
        let at = at(cell);
        let (row, column) = (at.row - 1, u16::try_from(at.column - 1).unwrap());
        match content.parse::<f64>() {
            Ok(number) => sheet.write_number(row, column, number).unwrap(),
            Err(_) => sheet.write_formula(row, column, *content).unwrap(),
        };
    }
    Book::open(workbook.save_to_buffer().unwrap()).unwrap()
}

fn with_part(book: &Book, part: &str, from: &str, to: &str) -> Book {
    let text = String::from_utf8(book.package.part(part).unwrap()).unwrap();
    assert!(text.contains(from), "{part}: {text}");
    let bytes = book.package.with(&[(part.to_owned(), text.replacen(from, to, 1).into_bytes())]).unwrap();
    Book::open(bytes).unwrap()
}

/// A formula that the tool cannot compute depends on the price: the workbook is set to compute when it is opened, and the
/// formula is named. What does not hang on the price is left alone.
#[test]
fn what_is_beyond_the_tool_is_computed_when_opened() {
    let (bid, _, estimate) = shipped();
    let map = map_of("tables.x = { sheet = \"Sheet1\", lot = \"ror\", cells = { A1 = \"3.1!\" } }", &bid).unwrap();
    let cells = [("A1", "1"), ("A2", "=A1*2"), ("A3", "=WORKDAY(A2,1)"), ("A4", "=WORKDAY(1,1)")];
    let calc = "<calcPr calcId=\"124519\" fullCalcOnLoad=\"1\"/>";
    let told = made(&cells);
    // As rust_xlsxwriter writes it; as Excel does; without the element.
    let workbooks = [
        (
            with_part(&told, "xl/workbook.xml", calc, "<calcPr calcId=\"1\"/>"),
            Some("<calcPr calcId=\"1\" fullCalcOnLoad=\"1\"/>"),
        ),
        (with_part(&told, "xl/workbook.xml", calc, ""), Some("</sheets><calcPr fullCalcOnLoad=\"1\"/></workbook>")),
        (told, None),
    ];
    for (book, expected) in workbooks {
        let read = Read::of(book.clone()).unwrap();
        let plan = Plan::of(&bid, &estimate.dqe, &map, &read, Asked::default());
        let filled = plan.write().unwrap();
        let beyond: Vec<_> = filled.beyond.iter().map(|b| (b.at.to_string(), b.text.as_str())).collect();
        assert_eq!(beyond, [("A3".to_owned(), "WORKDAY(A2,1)")]);
        let new = Book::open(filled.bytes.clone()).unwrap();
        let proof = Proof::of(&plan, &filled, &new.package).unwrap();
        let changed: Vec<_> = proof.parts.iter().filter(|part| part.changed).map(|part| part.name.as_str()).collect();
        let workbook = String::from_utf8(new.package.part("xl/workbook.xml").unwrap()).unwrap();
        match expected {
            Some(expected) => {
                assert_eq!(changed, ["xl/workbook.xml", "xl/worksheets/sheet1.xml"]);
                assert!(workbook.contains(expected), "{workbook}");
            }
            None => assert_eq!(changed, ["xl/worksheets/sheet1.xml"]),
        }
        assert_eq!(decimal(&new, "Sheet1", "A2"), price(&bid, &estimate, "3.1") * dec!(2));
    }
}

#[test]
fn the_faults_of_the_buyer_are_told_with_our_prices() {
    let (bid, _, estimate) = shipped();
    // A VAT of 2 %.
    let book = with_part(&sample(FORM), "xl/worksheets/sheet5.xml", "K46*TauxTVA", "K46*0.02");
    let map = map_of(&ror_map(), &bid).unwrap();
    let read = Read::of(book.clone()).unwrap();
    let plan = Plan::of(&bid, &estimate.dqe, &map, &read, Asked::default());
    let net = TableTotal::all(&plan, &plan.write().unwrap())[0].theirs().unwrap();
    let faults = plan.faults();
    let fault = faults.iter().find(|fault| fault.at == at("K47")).unwrap();
    assert_eq!(fault.sheet_name, "Lot 3 ROR");
    let due = (net * dec!(0.2)).round_dp(2) - (net * dec!(0.02)).round_dp(2);
    assert_eq!(fault.excess, Some(-due));
}

// ---- Refusals -------------------------------------------------------------------------------------------------------

/// The codes of the errors that a map of a sample meets.
fn refused(name: &str, table: &str) -> Vec<Code> {
    refused_in(&sample(name), table)
}

fn refused_in(book: &Book, table: &str) -> Vec<Code> {
    let (bid, _, estimate) = shipped();
    let map = map_of(&format!("tables.x = {{ lot = \"ror\", {table} }}"), &bid).unwrap();
    let read = Read::of(book.clone()).unwrap();
    let plan = Plan::of(&bid, &estimate.dqe, &map, &read, Asked::default());
    let findings = plan.findings.sorted();
    findings.into_iter().filter(|f| f.code != Code::Unplaced).map(|f| f.code).collect()
}

#[test]
fn a_sheet_that_is_not_there_is_told() {
    assert_eq!(refused(FORM, "sheet = \"Lot 5\", cells = { E10 = \"1.1\" }"), [Code::UnknownSheet]);
}

#[test]
fn a_formula_is_not_written_over() {
    let column = "sheet = \"Lot 3 ROR\", columns = { unit_price = \"K\" }, rows = { 10 = \"1.1\" }";
    assert_eq!(refused(FORM, column), [Code::OverFormula]);
}

#[test]
fn a_cell_that_a_merge_hides_is_refused() {
    assert_eq!(refused(FORM, "sheet = \"Lot 3 ROR\", cells = { D1 = \"1.1\" }"), [Code::OverMerged]);
}

#[test]
fn the_area_of_a_pivot_is_refused() {
    let book = sample("xlsx/calamine_pivots.xlsx");
    let (name, area) = (0..book.sheets.len())
        .find_map(|place| Some((book.sheets[place].name.clone(), *book.sheet(place).unwrap().pivots.first()?)))
        .unwrap();
    let table = format!("sheet = \"{name}\", cells = {{ {} = \"1.1\" }}", area.first());
    assert_eq!(refused("xlsx/calamine_pivots.xlsx", &table), [Code::OverPivot]);
}

#[test]
fn the_header_of_a_table_is_refused() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    workbook.add_worksheet().add_table(4, 1, 9, 3, &rust_xlsxwriter::Table::new()).unwrap();
    let book = Book::open(workbook.save_to_buffer().unwrap()).unwrap();
    assert_eq!(refused_in(&book, "sheet = \"Sheet1\", cells = { C5 = \"1.1\", C6 = \"1.2\" }"), [Code::OverHeader]);
}

#[test]
fn a_price_left_empty_is_refused_unless_partial() {
    let open = ror_map().replace("10 = \"1.1\"", "10 = \"?\"").replace("14 = \"2.1\"\n", "");
    let (bid, _, estimate) = shipped();
    let book = sample(FORM);
    let map = map_of(&open, &bid).unwrap();
    let empty = |partial: bool| {
        let read = Read::of(book.clone()).unwrap();
        let plan = Plan::of(&bid, &estimate.dqe, &map, &read, Asked { partial, ..Asked::default() });
        let told = plan.findings.sorted().into_iter().filter(|f| f.code == Code::EmptyPrice).count();
        (told, plan.findings.has_errors())
    };
    // The open row, and the row that the map does not speak of; with --partial one warning names both.
    assert_eq!(empty(false), (2, true));
    assert_eq!(empty(true), (1, false));
}

/// A schedule of prices has neither units nor quantities: its rows wait for a price all the same.
#[test]
fn a_schedule_of_prices_is_filled_whole_too() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    let rows = [
        ["N°", "Désignation", "Prix unitaire HT"],
        ["1.1", "Reprise", ""],
        ["1.2", "Vérification", ""],
        ["2.1", "Pilotage", ""],
    ];
    for (row, cells) in (0..).zip(rows) {
        for (column, text) in (0..).zip(cells) {
            sheet.write_string(row, column, text).unwrap();
        }
    }
    let book = Book::open(workbook.save_to_buffer().unwrap()).unwrap();
    let table = "sheet = \"Sheet1\", header = 1, columns = { unit_price = \"C\" }, rows = { 2 = \"1.1\" }";
    // Rows 3 and 4 get no price.
    let codes = refused_in(&book, table);
    assert_eq!(codes.iter().filter(|code| **code == Code::EmptyPrice).count(), 2, "{codes:?}");
}

#[test]
fn a_price_has_a_column_of_its_own() {
    let twice = ror_map().replace("unit_price = \"E\"", "unit_price = \"D\"");
    assert_eq!(map(&twice).unwrap_err().sorted()[0].code, Code::BadPlace);
}

#[test]
fn what_is_not_a_price_cell_of_a_protected_form_is_refused() {
    // The label of a line, where the map says to write over it, and a blank cell.
    let cells = "sheet = \"Lot 3 ROR\", cells = { C10 = \"1.1!\", D9 = \"1.2\", E10 = \"2.1\" }";
    assert_eq!(refused(FORM, cells), [Code::Locked, Code::Locked]);
}

/// Words in a price cell say that no price is due, or that the cell is another; `à compléter` asks for one.
#[test]
fn words_that_ask_for_no_price_are_not_written_over() {
    let words =
        ["pour mémoire", "sans objet", "inclus au 1.1", "Prestation", "à compléter", "À RENSEIGNER *", "… €", ""];
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    let mut cells = String::new();
    for (row, text) in (0..).zip(words) {
        sheet.write_string(row, 0, text).unwrap();
        cells +=
            &format!("A{} = \"{}\", ", row + 1, ["1.1", "1.2", "2.1", "3.1", "3.2", "3.3", "4.1", "5.1"][row as usize]);
    }
    let book = Book::open(workbook.save_to_buffer().unwrap()).unwrap();
    let refused = |cells: &str| refused_in(&book, &format!("sheet = \"Sheet1\", cells = {{ {cells} }}"));
    assert_eq!(refused(&cells), [Code::OverWords; 4]);
    assert_eq!(refused("A1 = \"1.1!\""), [Code::DoubtfulCell]);
}

/// Rows 18 and 19 of the form are the simple and the medium work unit, 3.1 and 3.2 with us too; 35 is a database expert,
/// our 7.3, and its code 6.1 is a DevOps engineer with us, so that it is likely and not sure; 26 is a part of our 4.1.
#[test]
fn a_row_that_is_another_line_s_is_refused_unless_meant() {
    let told = |rows: &str| {
        let table = format!("sheet = \"Lot 3 ROR\", columns.unit_price = \"E\", rows = {{ {rows} }}");
        let (bid, _, estimate) = shipped();
        let book = sample(FORM);
        let map = map_of(&format!("tables.x = {{ lot = \"ror\", {table} }}"), &bid).unwrap();
        let read = Read::of(book.clone()).unwrap();
        let plan = Plan::of(&bid, &estimate.dqe, &map, &read, Asked { partial: true, ..Asked::default() });
        let found = plan.findings.sorted();
        let of = found.into_iter().filter(|f| matches!(f.code, Code::OtherLine | Code::LikeOtherLine));
        of.map(|f| format!("{:?} {}", f.severity, f.message.en)).collect::<Vec<_>>()
    };
    assert_eq!(
        told("18 = \"3.2\", 19 = \"3.1\""),
        [
            "Error row 18 of `Lot 3 ROR`, `3.1 UO Build simple`, reads like `ror/3.1`, not `ror/3.2`",
            "Error row 19 of `Lot 3 ROR`, `3.2 UO Build moyenne`, reads like `ror/3.2`, not `ror/3.1`"
        ]
    );
    assert_eq!(
        told("35 = \"6.1\", 26 = \"6.2\""),
        ["Warning row 35 of `Lot 3 ROR`, `6.1 Expert DBA`, reads like `ror/7.3`, not `ror/6.1`"]
    );
    assert_eq!(told("18 = \"3.2!\", 19 = \"3.1!\", 35 = \"6.1!\", 10 = \"1.1\""), [""; 0]);
    // A line of another lot: told once for all the rows of the sheet.
    assert_eq!(
        told("10 = \"pfc/1.1\", 14 = \"pfc/2.1\""),
        ["Error row 10 of `Lot 3 ROR` is of the lot `ror`, and gets a price of `pfc`"]
    );
    assert_eq!(told("10 = \"pfc/1.1!\""), [""; 0]);
}

/// A DPGF beside a DQE, both with quantities; a price schedule without them counts nothing.
#[test]
fn a_line_that_two_tables_count_is_reported() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    for _ in 0..2 {
        let sheet = workbook.add_worksheet();
        sheet.write_row(0, 0, ["Désignation", "Unité", "Prix unitaire HT", "Quantité"]).unwrap();
        sheet.write_row(1, 0, ["Unité d’œuvre d’évolution simple", "UO"]).unwrap().write(1, 3, 10).unwrap();
    }
    let book = Book::open(workbook.save_to_buffer().unwrap()).unwrap();
    let (bid, _, estimate) = shipped();
    let of = |quantity: &str, code: &str| {
        let table = |n: u32, more: &str, code: &str| {
            format!(
                "[tables.t{n}]\nsheet = \"Sheet{n}\"\nlot = \"ror\"\nheader = 1\n[tables.t{n}.columns]\nlabel = \"A\"\n\
                 unit = \"B\"\nunit_price = \"C\"\n{more}[tables.t{n}.rows]\n2 = \"{code}\"\n"
            )
        };
        let map = map_of(&(table(1, "quantity = \"D\"\n", "3.1") + &table(2, quantity, code)), &bid).unwrap();
        let read = Read::of(book.clone()).unwrap();
        let plan = Plan::of(&bid, &estimate.dqe, &map, &read, Asked { partial: true, ..Asked::default() });
        let found = plan.findings.sorted().into_iter().filter(|f| f.code == Code::CountedTwice);
        found.map(|f| f.message.en.clone()).collect::<Vec<_>>()
    };
    let message = "`Sheet1` and `Sheet2` both count ror/3.1: if the buyer adds them up, each is paid twice";
    assert_eq!(of("quantity = \"D\"\n", "3.1"), [message]);
    assert_eq!(of("quantity = \"D\"\n", "3.1!"), [""; 0]);
    assert_eq!(of("", "3.1"), [""; 0]);
}

/// Row 26 is of a month, ours of a day; row 14 of a month as ours.
#[test]
fn the_price_of_another_unit_is_refused_unless_meant() {
    let of = |map: &str| {
        let (bid, _, estimate) = shipped();
        let read = Read::of(sample(FORM)).unwrap();
        let map = map_of(map, &bid).unwrap();
        let plan = Plan::of(&bid, &estimate.dqe, &map, &read, Asked::default());
        let found = plan.findings.sorted().into_iter().filter(|f| f.code == Code::OtherUnit);
        found.map(|f| f.message.en.clone()).collect::<Vec<_>>()
    };
    assert_eq!(of(&ror_map()), [""; 0]);
    assert_eq!(
        of(&ror_map().replace("26 = \"6.2!\"", "26 = \"6.2\"")),
        ["row 26 of `Lot 3 ROR` is priced by “mois”, our line `ror/6.2` by day"]
    );
}

#[test]
fn a_line_that_a_table_has_twice_is_refused_unless_meant() {
    let with = |code: &str| ror_map().replace("26 = \"6.2!\"", &format!("26 = \"{code}\""));
    let (bid, _, estimate) = shipped();
    let book = sample(FORM);
    let refused = |text: &str| {
        let map = map_of(text, &bid).unwrap();
        let read = Read::of(book.clone()).unwrap();
        let plan = Plan::of(&bid, &estimate.dqe, &map, &read, Asked::default());
        let findings = plan.findings.sorted();
        findings
            .into_iter()
            .filter(|f| f.code != Code::Unplaced)
            .map(|f| (f.code, f.message.en.clone()))
            .collect::<Vec<_>>()
    };
    let message = "`ror/4.1` goes into `Lot 3 ROR` twice: its total counts it twice".to_owned();
    assert_eq!(refused(&with("4.1")), [(Code::Twice, message)]);
    assert_eq!(refused(&with("4.1!")), []);
    // A schedule beside a DQE: tables of their own.
    let other = "[tables.other]\nsheet = \"Récapitulatif\"\nlot = \"ror\"\n[tables.other.cells]\nH30 = \"4.1\"\n";
    assert_eq!(refused(&format!("{}{other}", ror_map())), []);
}

#[test]
fn lines_that_go_nowhere_are_told() {
    let (bid, _, estimate) = shipped();
    let book = sample(FORM);
    let map = map_of(&ror_map(), &bid).unwrap();
    let read = Read::of(book.clone()).unwrap();
    let plan = Plan::of(&bid, &estimate.dqe, &map, &read, Asked::default());
    let told = plan.findings.sorted();
    assert_eq!(told.iter().map(|f| f.code).collect::<Vec<_>>(), [Code::Unplaced]);
    assert!(told[0].help.as_ref().unwrap().en.contains("7.1, 7.2, 7.7, 8.2"));
    // So are all of a lot whose every row is left to the buyer.
    let codes = |answer: &str| {
        let rows: String = ROWS.iter().map(|(row, _)| format!("{row} = \"{answer}\"\n")).collect();
        let text = ror_map();
        let all = format!("{}[tables.ror.rows]\n{rows}39 = \"-\"\n", text.split("[tables.ror.rows]").next().unwrap());
        let map = map_of(&all, &bid).unwrap();
        let asked = Asked { partial: true, ..Asked::default() };
        let plan = Plan::of(&bid, &estimate.dqe, &map, &read, asked);
        plan.findings.sorted().into_iter().map(|f| f.code).collect::<Vec<_>>()
    };
    assert_eq!(codes("-"), [Code::Unplaced]);
}

#[test]
fn a_file_that_differs_in_more_is_not_proved() {
    let (bid, _, estimate) = shipped();
    let book = sample(FORM);
    let map = map_of(&ror_map(), &bid).unwrap();
    let read = Read::of(book.clone()).unwrap();
    let plan = Plan::of(&bid, &estimate.dqe, &map, &read, Asked::default());
    let filled = plan.write().unwrap();
    let new = Book::open(filled.bytes.clone()).unwrap();
    let with = |part: &str, from: &str, to: &str| {
        let text = String::from_utf8(new.package.part(part).unwrap()).unwrap();
        assert!(text.contains(from), "{part}");
        let other = new.package.with(&[(part.to_owned(), text.replacen(from, to, 1).into_bytes())]).unwrap();
        Proof::of(&plan, &filled, &Package::open(other).unwrap()).map_err(|finding| finding.code)
    };
    assert_eq!(with("xl/styles.xml", "Calibri", "Arial").unwrap_err(), Code::NotProved);
    // The buyer's file without our prices.
    assert_eq!(Proof::of(&plan, &filled, &book.package).map_err(|finding| finding.code).unwrap_err(), Code::NotProved);
    // In a sheet that gets prices, a cell that gets none.
    assert_eq!(with("xl/worksheets/sheet5.xml", "<v>60</v>", "<v>61</v>").unwrap_err(), Code::NotProved);
}

// ---- Every sample ---------------------------------------------------------------------------------------------------

fn workbooks() -> Vec<PathBuf> {
    let folders = ["buyer", "rates", "xlsx"].map(|folder| support::root().join("tests/samples").join(folder));
    let files = folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()));
    let is_book = |path: &PathBuf| path.extension().is_some_and(|e| e == "xlsx" || e == "xlsm");
    let mut found: Vec<_> = files.filter(is_book).filter(|p| !p.ends_with("calamine_pass_protected.xlsx")).collect();
    found.sort();
    found
}

/// Cells of a sheet that a price may go into: typed numbers and blanks, and one that is not written.
fn targets(book: &Book, place: usize) -> Vec<Address> {
    let sheet = book.sheet(place).unwrap();
    let filled: Vec<_> = sheet.filled().collect();
    let free = |at: &Address| {
        let open = !sheet.protected || book.styles.get(sheet.style(*at) as usize).is_some_and(|style| !style.locked);
        let outside = |area: &chiffrage::formula::Rect| !area.holds(*at);
        open && sheet.merge(*at).is_none_or(|area| area.first() == *at)
            && sheet.pivots.iter().all(outside)
            && sheet.tables.iter().all(|table| outside(&table.area) || at.row > table.area.top)
            && filled.iter().all(outside)
    };
    let typed = sheet.cells.iter().filter(|cell| cell.formula.is_none());
    let numbers = typed.filter(|cell| matches!(cell.value, Value::Number(_))).map(|cell| cell.at);
    let nothing = |at: &Address| sheet.cell(*at).is_none_or(|cell| cell.value.is_empty() && cell.formula.is_none());
    let some = |cells: Vec<Address>| -> Vec<Address> {
        let step = cells.len() / 4 + 1;
        cells.into_iter().step_by(step).collect()
    };
    let numbers = some(numbers.filter(free).collect());
    let blanks = some(sheet.written().filter(nothing).filter(free).collect());
    let last = sheet.rows().next_back().map_or(0, |(row, _)| row.number);
    let below = Some(Address { row: last + 3, column: 2 }).filter(free);
    [numbers, blanks, below.into_iter().collect()].concat()
}

/// A map that fills some cells of every sheet.
fn some_map(book: &Book) -> String {
    let mut text = String::new();
    for (place, entry) in book.sheets.iter().enumerate().filter(|(_, entry)| entry.is_grid) {
        let name = entry.name.replace('\\', "\\\\").replace('"', "\\\"");
        let codes = ["3.1", "3.2", "7.1", "2.1"];
        let cells = targets(book, place).into_iter().enumerate();
        let cells: String = cells.map(|(i, at)| format!("{at} = \"{}!\"\n", codes[i % codes.len()])).collect();
        if cells.is_empty() {
            continue;
        }
        text += &format!("[tables.t{place}]\nsheet = \"{name}\"\nlot = \"ror\"\n[tables.t{place}.cells]\n{cells}\n");
    }
    text
}

/// The headers and bytes of the entries as another library finds them.
fn raw(bytes: &[u8]) -> BTreeMap<String, (Option<zip::DateTime>, u32, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let count = archive.len();
    let entry = |i| {
        let mut file = archive.by_index_raw(i).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        (file.name().unwrap().into_owned(), (file.last_modified(), file.crc32(), bytes))
    };
    (0..count).map(entry).collect()
}

/// The text of a sheet without some cells, without rows that then are empty, without the areas that it states.
fn without(xml: &str, cells: &BTreeSet<String>) -> String {
    let mut out = String::new();
    let mut rest = xml;
    while let Some(at) = rest.match_indices("r=\"").map(|(at, _)| at).find(|at| {
        let name = rest[at + 3..].split('"').next().unwrap();
        cells.contains(name)
    }) {
        let tag = rest[..at].rfind('<').unwrap();
        let open = tag + rest[tag..].find('>').unwrap();
        let close = if rest[tag..].starts_with("<x:") { "</x:c>" } else { "</c>" };
        let closed = rest[..open].ends_with('/');
        let end = if closed { open + 1 } else { open + rest[open..].find(close).unwrap() + close.len() };
        out += &rest[..tag];
        rest = &rest[end..];
    }
    out += rest;
    for name in [" spans=\"", "dimension ref=\""] {
        out = out.split(name).enumerate().map(|(i, t)| if i == 0 { t } else { &t[t.find('"').unwrap()..] }).collect();
    }
    for element in ["row", "x:row"] {
        out = out.replace(&format!("\"></{element}>"), "\"/>");
    }
    out.replace("\" />", "\"/>").replace("sheetData />", "sheetData/>")
}

struct Sample {
    name: String,
    filled: Filled,
    sheets: Vec<String>,
}

/// Fills every sample in a few cells of every sheet, and proves by other means than the tool's that nothing else changed.
fn all_filled() -> &'static [Sample] {
    static ALL: OnceLock<Vec<Sample>> = OnceLock::new();
    ALL.get_or_init(fill_all)
}

fn fill_all() -> Vec<Sample> {
    let (bid, _, estimate) = shipped();
    let mut all = Vec::new();
    for path in workbooks() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let book = Book::open(fs::read(&path).unwrap()).unwrap();
        let map = map_of(&some_map(&book), &bid).unwrap();
        let read = Read::of(book.clone()).unwrap();
        let plan = Plan::of(&bid, &estimate.dqe, &map, &read, Asked::default());
        assert!(!plan.findings.has_errors(), "{name}: {:?}", plan.findings);
        assert!(plan.fills.len() >= map.tables.len(), "{name}");
        let filled = plan.write().unwrap_or_else(|f| panic!("{name}: {f:?}"));
        let new = Book::open(filled.bytes.clone()).unwrap();
        Proof::of(&plan, &filled, &new.package).unwrap_or_else(|f| panic!("{name}: {f:?}"));
        all.push(Sample { name, filled, sheets: book.sheets.iter().map(|s| s.name.clone()).collect() });
    }
    all
}

#[test]
fn every_sample_is_filled_and_nothing_else_changes() {
    for (path, sample) in workbooks().iter().zip(all_filled()) {
        let Sample { name, filled, .. } = sample;
        let bytes = fs::read(path).unwrap();
        let (old, new) = (raw(&bytes), raw(&filled.bytes));
        assert_eq!(old.keys().collect::<Vec<_>>(), new.keys().collect::<Vec<_>>(), "{name}");
        let book = Book::open(bytes).unwrap();
        let after = Book::open(filled.bytes.clone()).unwrap();
        let mut may: BTreeMap<&str, &BTreeMap<Address, Value>> =
            book.sheets.iter().zip(&filled.values).map(|(sheet, values)| (sheet.part.as_str(), values)).collect();
        may.retain(|_, values| !values.is_empty());
        for (part, entry) in &old {
            let Some(values) = may.get(part.as_str()) else {
                let told = book.part == *part && !filled.beyond.is_empty();
                assert!(told || *entry == new[part], "{name}: {part}");
                continue;
            };
            assert_eq!(entry.0, new[part].0, "{name}: {part} has another date");
            // Cells without `r` are covered by the tests of splicing.
            if name == "closedxml_cells_without_r.xlsx" {
                continue;
            }
            let cells: BTreeSet<String> = values.keys().map(ToString::to_string).collect();
            let text = |book: &Book| without(&String::from_utf8(book.package.part(part).unwrap()).unwrap(), &cells);
            let written = book.sheet(book.sheets.iter().position(|s| s.part == *part).unwrap()).unwrap();
            let added: BTreeSet<u32> =
                values.keys().map(|at| at.row).filter(|row| written.row(*row).is_none()).collect();
            let mut new = text(&after);
            for row in added {
                new = new.replace(&format!("<row r=\"{row}\"/>"), "").replace(&format!("<x:row r=\"{row}\"/>"), "");
            }
            let new = new
                .replace("<sheetData></sheetData>", "<sheetData/>")
                .replace("<x:sheetData></x:sheetData>", "<x:sheetData/>");
            let old = text(&book);
            let same = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
            let shown = |text: &str| text[same.saturating_sub(80)..].chars().take(200).collect::<String>();
            assert!(old == new, "{name}: {part}\n{}\n{}", shown(&old), shown(&new));
        }
    }
}

#[test]
fn every_filled_sample_opens_in_a_spreadsheet_program_with_the_same_results() {
    let all = all_filled();
    let folder = tempfile::tempdir().unwrap();
    let files: Vec<_> = all.iter().map(|sample| sample.filled.bytes.clone()).collect();
    let Some(computed) = recalculated_all(&files, folder.path()) else { return };
    let mut compared = 0;
    for (sample, computed) in all.iter().zip(computed) {
        let (values, _) = cells(&computed);
        for (name, expected) in sample.sheets.iter().zip(&sample.filled.values) {
            for (at, value) in expected {
                let shown = format!("{} {name}!{at}", sample.name);
                let theirs = values.get(&(name.clone(), at.row - 1, at.column - 1));
                match (value, theirs) {
                    (Value::Number(ours), Some(Data::Float(_) | Data::DateTime(_))) => {
                        let ours: f64 = ours.parse().unwrap();
                        let theirs = match theirs {
                            Some(Data::DateTime(date)) => date.as_f64(),
                            other => number(other),
                        };
                        assert!((ours - theirs).abs() <= 1e-9 * ours.abs().max(1.0), "{shown}: {ours}, {theirs}");
                    }
                    (Value::Number(ours), Some(Data::Int(theirs))) => assert_eq!(**ours, theirs.to_string(), "{shown}"),
                    (Value::Text(ours), Some(Data::String(theirs))) => assert_eq!(**ours, **theirs, "{shown}"),
                    (Value::Text(ours), None) => assert_eq!(&**ours, "", "{shown}"),
                    (Value::Error(ours), Some(Data::Error(theirs))) => {
                        assert_eq!(**ours, theirs.to_string(), "{shown}")
                    }
                    (Value::Bool(ours), Some(Data::Bool(theirs))) => assert_eq!(ours, theirs, "{shown}"),
                    other => panic!("{shown}: {other:?}"),
                }
                compared += 1;
            }
        }
    }
    assert!(compared > 300, "{compared}");
}

// ---- The command ----------------------------------------------------------------------------------------------------

#[test]
fn the_command_fills_reports_and_proves() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("ror.map.toml"), ror_map()).unwrap();
    fs::copy(support::root().join("tests/samples").join(FORM), path("buyer.xlsx")).unwrap();
    let run = |output: &str, more: &[&str]| {
        support::chiffrage()
            .current_dir(support::root())
            .arg("fill")
            .arg(path("buyer.xlsx"))
            .arg("--map")
            .arg(path("ror.map.toml"))
            .arg("-o")
            .arg(path(output))
            .args(more)
            .output()
            .unwrap()
    };
    let done = run("out.xlsx", &["--format", "json"]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let told: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap();
    assert_eq!(told["fills"].as_array().unwrap().len(), ROWS.len());
    let changed = told["parts"].as_array().unwrap().iter().filter(|part| part["changed"] == true);
    assert_eq!(changed.count(), 2);
    // Never over the buyer's own file, nor under another ending.
    let before = fs::read(path("buyer.xlsx")).unwrap();
    assert_eq!(run("buyer.xlsx", &["--force"]).status.code(), Some(1));
    assert_eq!(fs::read(path("buyer.xlsx")).unwrap(), before);
    assert_eq!(run("out.xlsm", &[]).status.code(), Some(2));
    assert!(!path("out.xlsm").exists());
    // A price left empty: nothing is written, unless --partial.
    fs::write(path("ror.map.toml"), ror_map().replace("10 = \"1.1\"", "10 = \"?\"")).unwrap();
    let refused = run("open.xlsx", &[]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("E0715"));
    assert!(!path("open.xlsx").exists());
    assert!(run("open.xlsx", &["--partial"]).status.success());
    assert!(path("open.xlsx").exists());
}

/// Two lots filled: what both come to with us and in the file, and that all else is the buyer's, in both languages.
#[test]
fn the_command_adds_up_all_lots_and_says_that_all_else_is_the_buyer_s() {
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("map.toml");
    let annuaire = ror_map().replace("tables.ror", "tables.annuaire").replace("Lot 3 ROR", "Lot 2 Annuaire");
    fs::write(&map, ror_map() + &annuaire.replace("\"ror\"", "\"annuaire\"")).unwrap();
    let run = |more: &[&str]| {
        let done = support::chiffrage()
            .current_dir(support::root())
            .args(["fill", "--force", &format!("tests/samples/{FORM}"), "--map", map.to_str().unwrap(), "-o"])
            .arg(folder.path().join("out.xlsx"))
            .args(more)
            .output()
            .unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8(done.stdout).unwrap()
    };
    let told: serde_json::Value = serde_json::from_str(&run(&["--format", "json"])).unwrap();
    let (bid, _, estimate) = shipped();
    let (mut ours, mut theirs) = (Decimal::ZERO, Decimal::ZERO);
    for lot in ["ror", "annuaire"] {
        let lot = bid.lots.position(|of| of.id == lot).unwrap();
        // All that we sell the lot for, also what no row of the file pays.
        ours += estimate.dqe.lots[lot].net.shown();
        for ((_, code), quantity) in ROWS.iter().zip(QUANTITIES) {
            let line = bid.lots[lot].lines.position(|line| line.code == *code).unwrap();
            theirs += estimate.dqe.lines[lot][line].unit_price.shown() * Decimal::from(quantity);
        }
    }
    let all = |key: &str| told["all"][key].to_string().parse::<Decimal>().unwrap();
    assert_eq!([all("ours"), all("theirs"), all("difference")], [ours, theirs, theirs - ours]);
    assert_eq!(told["all"]["tables_left_out"], 0);
    let nowhere = told["nowhere"].as_array().unwrap();
    let named: Vec<&str> = nowhere.iter().map(|of| of["lot"].as_str().unwrap()).collect();
    assert_eq!(named, ["annuaire", "ror"]);
    assert!(nowhere.iter().all(|of| of["lines"] == serde_json::json!(["7.1", "7.2", "7.7", "8.2"])), "{nowhere:?}");
    let asked = [("unit_price", 30), ("gross_unit_price", 0), ("over_typed", 0), ("quantity", 0)];
    assert!(asked.iter().all(|(kind, count)| told["changed"][kind] == *count), "{}", told["changed"]);
    let french = run(&["--lang", "fr"]);
    assert!(french.contains("Seuls des prix demandés par l’acheteur sont écrits."), "{french}");
    let words = french.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("Prix unitaires HT demandés : 30, "), "{words}");
    assert!(french.contains("En tout") && french.contains("Tout le reste est le fichier de l’acheteur"), "{french}");
    let english = run(&["--lang", "en"]);
    assert!(english.contains("In all") && english.contains("All else is the buyer’s file"), "{english}");
}

/// A form that asks for the price of an hour, of half a day and of a day beside one another is not filled by one of
/// them in silence.
#[test]
fn other_prices_of_a_line_are_not_left_empty_in_silence() {
    let book = sample("buyer/fr_bpu_dqe_dpgf_synthetic.xlsx");
    let (bid, _, estimate) = shipped();
    let read = Read::of(book).unwrap();
    let text = "[tables.bpu]\nsheet = \"BPU\"\nlot = \"ror\"\nheader = 13\n[tables.bpu.columns]\nlabel = \"B\"\n\
                unit_price = \"E\"\n[tables.bpu.rows]\n15 = \"7.1\"\n";
    let map = map_of(text, &bid).unwrap();
    for partial in [false, true] {
        let plan = Plan::of(&bid, &estimate.dqe, &map, &read, Asked { partial, quantities: false });
        let said: Vec<_> =
            plan.findings.sorted().into_iter().filter(|f| f.message.en.contains("another price")).collect();
        let messages: Vec<&str> = said.iter().map(|f| f.message.en.as_str()).collect();
        assert_eq!(
            messages,
            [
                "column D of `BPU` asks for another price of each line: half-day",
                "column C of `BPU` asks for another price of each line: hour",
            ]
        );
        assert!(said.iter().all(|f| f.code == Code::EmptyPrice && (f.severity == Severity::Warning) == partial));
    }
}

/// A form that asks for the price with tax alone is filled with it: round(PU × (1 + VAT)), method.md §5.
#[test]
fn a_form_with_only_a_price_with_tax_is_filled() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_row(0, 0, ["N°", "Désignation", "Unité", "Prix unitaire TTC"]).unwrap();
    sheet.write_row(1, 0, ["1", "Architecte", "jour"]).unwrap();
    sheet.write_row(2, 0, ["2", "Autre", "jour"]).unwrap();
    let read = Read::of(Book::open(workbook.save_to_buffer().unwrap()).unwrap()).unwrap();
    let (bid, _, estimate) = shipped();
    let text = "[tables.x]\nsheet = \"Sheet1\"\nlot = \"ror\"\nheader = 1\n[tables.x.columns]\n\
                gross_unit_price = \"D\"\n[tables.x.rows]\n2 = \"7.1\"\n";
    let map = map_of(text, &bid).unwrap();
    let plan = Plan::of(&bid, &estimate.dqe, &map, &read, Asked { partial: false, quantities: false });
    let cells: Vec<_> = plan.fills.iter().map(|fill| (fill.at.to_string(), fill.new)).collect();
    let gross = (price(&bid, &estimate, "7.1") * dec!(1.2)).round_dp(2);
    assert_eq!(cells, [("D2".to_owned(), gross)]);
    // The other row waits for a price as any does.
    assert!(plan.findings.sorted().iter().any(|f| f.code == Code::EmptyPrice && f.message.en.contains("D3")));
}
