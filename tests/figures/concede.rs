//! Where a reduction of the price is taken (method §9b, *Negotiation*), worked out by hand.
//!
//! The bid: a developer at 400 € a day, 260 open days in 2027 less 24 of absence, 236 days: 94,400 €; a provision of 5 %, a
//! margin of 10 %, one unit sold. Full cost 99,120 €, price 99,120 / 0.9 = 110,133.33 €; 5 % less is 104,626.66 €.

use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::support;

struct Bid(TempDir);

impl Bid {
    fn new() -> Self {
        let bid = Self(tempfile::tempdir().expect("a folder can be made"));
        support::copy(&support::root().join("tests/bad_input/small"), bid.0.path());
        bid.replace("templates/dqe/one.toml", "quantity = 10", "quantity = 1");
        bid.replace("models/policy.toml", "provision = 0", "provision = 0.05");
        bid
    }

    fn shipped() -> Self {
        let bid = Self(tempfile::tempdir().expect("a folder can be made"));
        for folder in ["models", "templates"] {
            support::copy(&support::root().join(folder), &bid.0.path().join(folder));
        }
        bid
    }

    fn path(&self, file: &str) -> std::path::PathBuf {
        self.0.path().join(file)
    }

    fn replace(&self, file: &str, from: &str, to: &str) {
        let text = std::fs::read_to_string(self.path(file)).expect("it can be read");
        assert!(text.contains(from), "{file}: {from}");
        std::fs::write(self.path(file), text.replace(from, to)).expect("it can be written");
    }

    /// Its exit code, what it prints, and its findings.
    fn run(&self, args: &[&str]) -> (Option<i32>, String, String) {
        let mut command = support::chiffrage();
        let ran = command.current_dir(self.0.path()).args(args).args(["--lang", "en"]).output().expect("it runs");
        let text = |bytes| String::from_utf8(bytes).expect("it is UTF-8");
        (ran.status.code(), text(ran.stdout), text(ran.stderr))
    }

    fn table(&self, args: &[&str]) -> Value {
        let (code, out, errors) = self.run(&[&["concede", "--draws", "100", "--format", "json"], args].concat());
        assert_eq!(code, Some(0), "{errors}");
        serde_json::from_str(&out).expect("it is JSON")
    }

    fn net(&self, scenario: &str) -> f64 {
        let (_, out, _) = self.run(&["dqe", "--scenario", scenario, "--format", "json", "--force"]);
        let recap: Value = serde_json::from_str(&out).expect("it is JSON");
        let total = recap["rows"].as_array().and_then(|rows| rows.iter().find(|row| row["kind"] == "total"));
        let row = total.expect("a recap has its total").as_object().expect("a row has keys").clone();
        row.iter().find(|(key, _)| key.contains("net")).expect("the total has its price").1.as_f64().expect("euros")
    }
}

fn near(value: &Value, expected: f64, within: f64) {
    let got = value.as_f64().unwrap_or_else(|| panic!("{value} is no number"));
    assert!((got - expected).abs() <= within, "{got}, expected {expected}");
}

const FLOORS: [&str; 4] = ["--floor", "policy.margin=0.05", "--floor", "policy.provision=0"];

/// At share t of the way, 94,400 × (1.05 − 0.05 t) / (0.9 + 0.05 t) = 104,626.66 where t = 4,956.006 / 9,951.333.
/// Alone at its floor the margin gives 110,133.33 − 99,120 / 0.95 = 5,796.49, the provision 110,133.33 − 94,400 / 0.9 = 5,244.44.
#[test]
fn every_lever_goes_the_same_share_of_its_way() {
    let bid = Bid::new();
    let table = bid.table(&[&["-5%"], &FLOORS[..], &["--save", "conceded"]].concat());
    let rows = table["rows"].as_array().expect("rows");
    assert_eq!(rows.len(), 3, "{table:#}");
    for (row, path, alone) in [(&rows[0], "policy.margin", -5796.49), (&rows[1], "policy.provision", -5244.44)] {
        assert_eq!(row["path"], path);
        near(&row["price_at_floor"], alone, 0.5);
        near(&row["share"], 0.498_024, 1e-6);
    }
    // Margin 11,013.33 now; with 5 % of margin on 104,336.84 it is 5,216.84. A provision is cost: without it the margin is that
    // of 104,888.89.
    near(&rows[0]["margin_at_floor"], 5216.84 - 11013.33, 1.0);
    near(&rows[1]["margin_at_floor"], 10488.89 - 11013.33, 1.0);
    // Nothing varies: what is earned at 80 % is what is earned.
    near(&rows[0]["assured_at_floor"], 5216.84 - 11013.33, 1.0);
    near(&rows[2]["price"], 104_626.66 - 110_133.33, 0.001);
    let parts = rows[..2].iter().map(|row| row["price"].as_f64().expect("euros")).sum::<f64>();
    near(&rows[2]["price"], parts, 0.001);
    assert!((bid.net("conceded") - 104_626.66).abs() < 0.001, "the scenario is the proposal: {}", bid.net("conceded"));
}

/// Without provision 104,888.89 is still too much; then 1 − 94,400 / 104,626.66 = 0.0977444, 4.511 % of the way to 0.05.
#[test]
fn some_levers_go_first_and_some_alone() {
    let bid = Bid::new();
    let table = bid.table(&[&["-5%"], &FLOORS[..], &["--first", "policy.provision"]].concat());
    let rows = table["rows"].as_array().expect("rows");
    near(&rows[1]["share"], 1.0, 0.0);
    near(&rows[0]["share"], 0.045_112, 1e-5);
    let table = bid.table(&[&["-2%"], &FLOORS[..], &["--only", "policy.margin"]].concat());
    assert_eq!(table["rows"].as_array().map(Vec::len), Some(2), "{table:#}");
}

/// Ten units: 104,626.66 is none of their prices, 104,626.60 is.
#[test]
fn a_price_that_rounding_does_not_give_is_approached_from_below() {
    let bid = Bid::new();
    bid.replace("templates/dqe/one.toml", "quantity = 1", "quantity = 10");
    let table = bid.table(&["104626.66", "--floor", "policy.margin=0"]);
    let rows = table["rows"].as_array().expect("rows");
    near(&rows[1]["price"], 104_626.60 - 110_133.30, 0.001);
    assert!(table["notes"].to_string().contains("€0.06"), "{table:#}");
}

/// A margin of 9 %: 99,120 / 0.91 = 108,923.08, 1,210.25 less.
#[test]
fn floors_that_do_not_reach_the_target_say_how_far_they_go() {
    let bid = Bid::new();
    let (code, out, errors) = bid.run(&["concede", "-5%", "--floor", "policy.margin=0.09", "--save", "conceded"]);
    assert_eq!(code, Some(1), "{errors}");
    assert!(errors.contains("E0408") && errors.contains("€1,210.25"), "{errors}");
    assert!(out.contains("Margin on the price"), "{out}");
    assert!(!bid.path("models/scenarios").exists());
}

/// No floor is assumed: the levers are listed with what a point of each gives, 99,120 / 0.91 for the margin.
#[test]
fn levers_without_floors_are_listed() {
    let bid = Bid::new();
    let table = bid.table(&["-5%"]);
    let rows = table["rows"].as_array().expect("rows");
    assert_eq!(rows[0]["path"], "policy.margin");
    near(&rows[0]["price"], -1210.25, 0.5);
    assert!(table["notes"].to_string().contains("none is assumed"), "{table:#}");
}

#[test]
fn what_cannot_be_conceded_is_refused_with_its_place() {
    let bid = Bid::new();
    let margin = ["--floor", "policy.margin=0.05"];
    for (args, says) in [
        (&["95%"][..], &["E0510", "two readings", "95%"][..]),
        (&["+5%"], &["E0510", "not below"]),
        (&["much"], &["E0510", "cannot be read"]),
        (&["-5%", "--floor", "policy.margin"], &["E0510", "cannot be read"]),
        (&["-5%", "--floor", "contract.vat=0.1"], &["E0510", "names no lever", "contract.vat=0.1"]),
        (&["-5%", "--floor", "policy.margin=0.2"], &["E0510", "raises the price"]),
        (&["-5%", "--floor", "policy.provision=-2"], &["E0206", "policy.provision=-2"]),
        (&["-5%", "--floor", "policy.margin=0.05", "--only", "policy.gain"], &["E0510", "has a floor"]),
        (&["-5%", "--floor", "policy.margin=0.05", "--first", "policy.gian"], &["E0510", "did you mean"]),
    ] {
        let (code, _, errors) = bid.run(&[&["concede"], args, &["--save", "conceded"]].concat());
        assert!(code == Some(2) && says.iter().all(|words| errors.contains(words)), "{args:?}: {errors}");
    }
    let (code, _, errors) = bid.run(&[&["concede", "-5%", "--save", "base"], &margin[..]].concat());
    assert!(code == Some(2) && errors.contains("E0508"), "{errors}");
    assert!(!Path::new(&bid.path("models/scenarios")).exists());
}

/// Of the shipped bid every kind of lever: the saved scenario has the price aimed at, to the cent.
#[test]
fn the_shipped_bid_is_conceded_to_the_cent() {
    let bid = Bid::shipped();
    let floors = [
        "policy.margin.*=0.05",
        "policy.provision.build=0.02",
        "policy.gain.run=0.04",
        "mixes.hybrid.shares.porto=0.4",
    ];
    let floors: Vec<&str> = floors.iter().flat_map(|floor| ["--floor", floor]).collect();
    let now = bid.net("base");
    let table = bid.table(&[&["-5%"], &floors[..], &["--save", "conceded"]].concat());
    let rows = table["rows"].as_array().expect("rows");
    let kinds: Vec<&str> = rows.iter().filter_map(|row| row["lever"].as_str()).collect();
    for kind in ["Margin", "Provision", "Yearly gain", "Share away"] {
        assert!(kinds.contains(&kind), "{kind}: {kinds:?}");
    }
    let target = (now * 95.0).round() / 100.0;
    assert!((bid.net("conceded") - target).abs() < 0.006, "{} for {target}", bid.net("conceded"));
}
