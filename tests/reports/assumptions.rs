//! What the price rests on, for a director and an auditor: the questions first, by euros, in words.

use chiffrage::app::{Priced, priced};
use chiffrage::model;
use chiffrage::scenario::BASE;
use chiffrage::sheet::{Cell, Sheet};
use chiffrage::unit::Lang;
use chiffrage::workbook::bytes;
use rust_decimal::{Decimal, dec};

use crate::support::bid::Bid;
use crate::support::root;
use crate::support::spreadsheet::parts;

fn shop() -> Priced {
    let text = model::load(&root().join("models"), &root().join("templates"));
    priced(text, BASE).unwrap_or_else(|refused| panic!("{refused:#?}"))
}

fn column(sheet: &Sheet, key: &str) -> usize {
    sheet.columns.iter().position(|column| column.key == key).unwrap_or_else(|| panic!("no {key}"))
}

fn text(cell: &Cell) -> &str {
    match cell.shown() {
        Cell::Text(text) => text,
        _ => "",
    }
}

/// The full cost of the bid with a figure set to a value, as the command prices it.
fn cost_with(bid: &Bid, path: &str, value: &str) -> Decimal {
    let run = bid.run(&["price", "--format", "json", "--set", &format!("{path} = {value}")]);
    assert_eq!(run.code, 0, "{}", run.err);
    let data: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let total = data["rows"].as_array().unwrap().iter().find(|row| row["kind"] == "total").unwrap().clone();
    total["full_cost"].to_string().parse().unwrap()
}

/// What is at stake is the difference of the cost at the ends of the range: priced again by the command, to the euro.
#[test]
fn the_questions_come_first_by_the_euros_at_stake() {
    let shop = shop();
    let sheet = shop.assumptions(Lang::Fr).unwrap().questions;
    let stakes = column(&sheet, "stake");
    let amounts: Vec<Decimal> = sheet.rows.iter().filter_map(|row| row.cells[stakes].number()).collect();
    assert!(amounts.len() > 15 && amounts.is_sorted_by(|a, b| a >= b), "{amounts:?}");
    let asked = shop.bid.questions();
    assert_eq!(sheet.rows.len(), asked.len(), "every question, those without a range at the end");
    let (bid, figures) = (Bid::new(), column(&sheet, "figures"));
    for path in ["lots.ror.teams.beta.positions.developer.fte.years.3", "lots.identite.one_offs.clearances.amount"] {
        let row = sheet.rows.iter().find(|row| text(&row.cells[figures]) == path).unwrap();
        let (low, high) = shop.bid.figures.iter().find(|figure| figure.path == path).unwrap().range.unwrap();
        let at = |value: Decimal| cost_with(&bid, path, &value.to_string());
        let stake = row.cells[stakes].number().unwrap();
        assert!((at(high) - at(low) - stake).abs() <= dec!(1), "{path}: {stake}");
    }
}

/// What a reader sees has no path, key or file of the models; data have them.
#[test]
fn what_a_director_reads_is_in_words() {
    let shop = shop();
    for lang in [Lang::Fr, Lang::En] {
        let book = shop.assumptions_book(lang).unwrap();
        assert_eq!(book.sheets[0].name, "Questions");
        for sheet in &book.sheets {
            let read = (0..sheet.columns.len()).filter(|c| !sheet.columns[*c].only_data).collect::<Vec<_>>();
            for row in &sheet.rows {
                for cell in read.iter().filter_map(|c| row.cells.get(*c)) {
                    let words = text(cell);
                    let is_path = |path: &str| words.contains(path);
                    assert!(!shop.bid.figures.iter().any(|figure| is_path(&figure.path)), "{}: {words}", sheet.name);
                    assert!(!words.contains(".toml") && !words.contains(['{', '}']), "{}: {words}", sheet.name);
                    assert!(lang == Lang::En || words != "assumption", "{}: {words}", sheet.name);
                }
            }
        }
    }
}

/// The register has every figure once, and can be filtered.
#[test]
fn the_register_has_every_figure() {
    let shop = shop();
    let book = shop.assumptions_book(Lang::Fr).unwrap();
    let register = book.sheets.last().unwrap();
    let path = column(register, "path");
    let mut paths: Vec<&str> = register.rows.iter().map(|row| text(&row.cells[path])).collect();
    let mut figures: Vec<&str> = shop.bid.figures.iter().map(|figure| figure.path.as_str()).collect();
    paths.sort_unstable();
    figures.sort_unstable();
    assert_eq!(paths, figures);
    let parts = parts(&bytes(&book).unwrap());
    let filtered = |(_, content): &&(String, Vec<u8>)| String::from_utf8_lossy(content).contains("<autoFilter ref=\"A");
    assert_eq!(parts.iter().filter(filtered).count(), 1);
    // A share is read in percent: the VAT of 20 % is no 0,2.
    let value = column(register, "value");
    let vat = register.rows.iter().find(|row| text(&row.cells[path]) == "contract.vat").unwrap();
    assert_eq!(chiffrage::report::shown(&vat.cells[value], Lang::Fr), "20\u{a0}%");
}
