//! What the real command shows of a rate card, and what it refuses.

use serde_json::Value;

use crate::support;
use crate::support::bid::{Bid, Run};

impl Bid {
    /// The command, in English where no language is asked for.
    pub fn rates(&self, args: &[&str]) -> Run {
        let lang: &[&str] = if args.contains(&"--lang") { &[] } else { &["--lang", "en"] };
        self.run(&[&["import", "rates"], args, lang].concat())
    }

    /// The preview's rows, as data, of an import that goes well.
    pub fn rows(&self, args: &[&str]) -> Vec<Value> {
        let run = self.rates(&[args, &["--format", "json", "--lang", "en"]].concat());
        assert_eq!(run.code, 0, "{}", run.err);
        serde_json::from_str::<Value>(&run.out).unwrap()["rows"].as_array().unwrap().clone()
    }

    /// The import is refused, with these codes and no card.
    pub fn refused(&self, args: &[&str], codes: &[&str]) -> String {
        let run = self.rates(&[args, &["-o", "models/rates/refused.toml"]].concat());
        // A damaged file is a refused job, all else a bad argument.
        let exit = if codes.contains(&"E0704") { 1 } else { 2 };
        assert_eq!(run.code, exit, "{args:?}: {}{}", run.out, run.err);
        for code in codes {
            assert!(run.err.contains(code), "{args:?}: no {code}: {}", run.err);
        }
        assert!(!self.path("models/rates/refused.toml").exists(), "{args:?}");
        // The map that it may leave is of this file only.
        let _ = std::fs::remove_file(self.path("models/rates/maps/refused.toml"));
        run.err
    }

    pub fn is_valid(&self) {
        let run = self.run(&["check"]);
        assert_eq!(run.code, 0, "{}", run.err);
    }
}

pub fn sample(name: &str) -> String {
    support::root().join("tests/samples").join(name).display().to_string()
}

/// The figures of a preview: cell, profile, month, daily cost.
pub fn figures(rows: &[Value]) -> Vec<(String, String, String, String)> {
    let text = |row: &Value, key: &str| match &row[key] {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        number => number.to_string().trim_end_matches(".0").to_owned(),
    };
    let taken = rows.iter().filter(|row| row["reason"].is_null());
    taken.map(|row| (text(row, "place"), text(row, "profile"), text(row, "from"), text(row, "daily_cost"))).collect()
}

/// Why the row of a cell was not taken.
pub fn why<'a>(rows: &'a [Value], place: &str) -> &'a str {
    let row = rows.iter().find(|row| row["place"] == place && !row["reason"].is_null());
    row.unwrap_or_else(|| panic!("{place} is not reported: {rows:#?}"))["reason"].as_str().unwrap()
}

pub fn figure(place: &str, profile: &str, from: &str, cost: &str) -> (String, String, String, String) {
    (place.into(), profile.into(), from.into(), cost.into())
}

/// What `--accept` would take is seen before with its figure; a blank cell of a seniority is no row, a dash is no price.
#[test]
fn what_is_proposed_is_shown_with_its_figure() {
    let bid = Bid::new();
    bid.write("card.csv", "Profil;CJM (€)\nTesteur;304\nArchitecte en chef;2 x\nDév. confirmé DEV-01;370\n");
    let rows = bid.rows(&["card.csv"]);
    let proposed: Vec<&Value> =
        rows.iter().filter(|row| row["reason"].as_str().is_some_and(|why| why.starts_with("proposed"))).collect();
    assert!(!proposed.is_empty(), "{rows:#?}");
    for row in proposed {
        assert_eq!(
            (&row["place"], &row["read"], row["daily_cost"].as_f64()),
            (&"B4".into(), &"370".into(), Some(370.0)),
            "{row}"
        );
    }
}
