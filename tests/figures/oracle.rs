//! The engine against an independent program written from the method (`tests/oracle/oracle.py`, exact
//! fractions, no line of it shared with the engine): the same cents, on the shipped bid.

use std::process::Command;

use chiffrage::engine::{Estimate, cell, staffing};
use chiffrage::model::Bid;
use chiffrage::model::bid::{LotId, Nature};
use chiffrage::unit::{Exact, Number as _};
use rust_decimal::Decimal;
use serde_json::Value;

use crate::support;

fn decimal(value: &Value) -> Decimal {
    value.as_str().and_then(|text| text.parse().ok()).unwrap_or_else(|| panic!("no decimal: {value}"))
}

#[test]
fn an_independent_program_gets_the_same_cents() {
    let Some(python) = support::program(&["python3", "python"]) else { return };
    let output = Command::new(python)
        .arg(support::root().join("tests/oracle/oracle.py"))
        .args(["--models", "models", "--templates", "templates"])
        .current_dir(support::root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let oracle: Value = serde_json::from_slice(&output.stdout).unwrap();
    let (bid, inputs, estimate) = support::shipped();
    let people = staffing(&bid, &inputs, &estimate.plan);
    for (l, lot) in bid.lots.iter_enumerated() {
        let expected = &oracle["lots"][&lot.id];
        lines(&bid, &estimate, l, expected);
        for nature in Nature::ALL {
            let row = &expected["natures"][nature.id()];
            if row.is_null() {
                continue;
            }
            let sold = estimate.price.of(l, nature);
            let days =
                people.days_where(&estimate.plan, |p| p.lot == l && p.nature == nature).into_iter().sum::<Exact>();
            let direct = estimate.cost.direct[cell(l, nature)].direct();
            for (what, ours) in [("direct", direct), ("full", sold.full), ("sell", sold.sell), ("days", days)] {
                assert_eq!(ours.rounded(6).shown(), decimal(&row[what]), "{what} of {}/{}", lot.id, nature.id());
            }
        }
        let total = &estimate.dqe.lots[l];
        for (what, ours) in [("net", total.net), ("vat", total.vat), ("gross", total.gross)] {
            assert_eq!(ours.shown(), decimal(&expected[what]), "{what} of {}", lot.id);
        }
    }
    let total = &estimate.dqe.total;
    for (what, ours) in [("net", total.net), ("vat", total.vat), ("gross", total.gross)] {
        assert_eq!(ours.shown(), decimal(&oracle[what]), "{what} of the bid");
    }
}

/// The draws of a risk, priced by numpy on the same program, are the same to the last digits of a float: cost, price from unrounded
/// unit prices, and revenue at those of the bid.
#[test]
fn an_independent_program_prices_every_draw_alike() {
    let Some(python) = support::python_with("numpy") else { return };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("draws.csv");
    let written = Command::new(assert_cmd::cargo::cargo_bin!("chiffrage"))
        .args(["risk", "--draws", "500", "--seed", "5", "--draws-out"])
        .arg(&file)
        .current_dir(support::root())
        .output()
        .unwrap();
    assert!(written.status.success(), "{}", String::from_utf8_lossy(&written.stderr));
    let output = Command::new(python)
        .arg(support::root().join("tests/oracle/draws.py"))
        .arg(&file)
        .current_dir(support::root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let priced: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(priced["draws"], 500);
    for what in ["cost", "price", "revenue"] {
        let differs: f64 = priced["largest"][what].to_string().parse().unwrap();
        assert!(differs < 1e-9, "{what} differs by {differs}");
    }
}

fn lines(bid: &Bid, estimate: &Estimate<Exact>, l: LotId, expected: &Value) {
    for (line, ours) in bid.lots[l].lines.iter().zip(&estimate.dqe.lines[l]) {
        let expected = &expected["lines"][&line.code];
        let place = format!("{}/{}", bid.lots[l].id, line.code);
        assert_eq!(ours.unit_price.shown(), decimal(&expected["unit_price"]), "unit price of {place}");
        assert_eq!(ours.gross_unit_price.shown(), decimal(&expected["gross_unit_price"]), "gross price of {place}");
        assert_eq!(ours.amount.shown(), decimal(&expected["amount"]), "amount of {place}");
        for (k, amount) in ours.amounts.iter().enumerate() {
            assert_eq!(amount.shown(), decimal(&expected["amounts"][k]), "amount of {place} in year {}", k + 1);
        }
    }
}
