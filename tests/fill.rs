//! The buyer's file, filled: by a map, nothing else changed, proved.

use std::path::Path;

use chiffrage::buyer::{Map, Target};
use chiffrage::diag::{Code, Findings, Sources};
use chiffrage::model::{self, Bid};

/// The shipped bid.
fn bid() -> Bid {
    model::bid(&model::load(Path::new("models"), Path::new("templates"))).unwrap().0
}

fn map(text: &str) -> Result<Map, Findings> {
    let mut sources = Sources::default();
    let file = sources.add("map.toml".into(), text.into());
    Map::read(file, text, &bid())
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
        [tables.ror.cells]
        G44 = \"2.1\"
    ";
    let map = map(text).unwrap();
    let table = &map.tables[0];
    assert_eq!((table.columns.unit_price, &*table.columns.quantities), (Some(5), &[(0, 6), (3, 9)][..]));
    let bid = bid();
    let lot = |id: &str| bid.lots.iter().position(|lot| lot.id == id).unwrap();
    let targets: Vec<Target> = table.rows.iter().map(|row| row.2).collect();
    let line = |id: &str| Target::Line { lot: lot(id), line: 0 };
    assert_eq!(targets, [line("ror"), line("pfc"), Target::Open, Target::Theirs]);
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
    ";
    let findings = map(text).unwrap_err();
    let told: Vec<_> = findings.sorted().iter().map(|f| (f.code, f.message.clone())).collect();
    let count = |code: Code| told.iter().filter(|(c, _)| *c == code).count();
    // The column, the header's row, `ten`, `44`, and a line of no lot.
    assert_eq!(count(Code::BadPlace), 5, "{told:?}");
    assert_eq!(count(Code::UnknownId), 2, "{told:?}");
    assert_eq!(count(Code::OutOfContract), 1, "{told:?}");
    // No column for the prices of the first table.
    assert_eq!(count(Code::MissingKey), 1, "{told:?}");
    assert!(map("tabels = 1").unwrap_err().sorted()[0].message.contains("the file has no key `tabels`"));
}
