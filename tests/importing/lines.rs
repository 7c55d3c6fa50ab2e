//! What rate cards of a few rows are read as, a line of `tests/samples/rates/lines.txt` each.

use chiffrage::app::{self, Document, RatesRequest, Stated};
use chiffrage::diag::Severity;
use chiffrage::import::{Per, Rates};
use chiffrage::model::{self, Text};
use chiffrage::unit::{Lang, Month, parse_decimal};

use crate::support::root;

/// What the options of a line state.
fn stated(options: &str) -> Stated<'_> {
    let mut stated = Stated { accept: true, ..Stated::default() };
    let mut words = options.split_whitespace();
    while let Some(option) = words.next() {
        let mut value = || words.next().unwrap_or_else(|| panic!("{option} of what?"));
        match option {
            "-" => {}
            "--as-cost" => stated.as_cost = true,
            "--currency" => stated.currency = Some(value()),
            "--site" => stated.site = Some(value()),
            "--per" => stated.per = Per::ALL.into_iter().find(|per| per.id() == value()),
            "--hours-per-day" => stated.hours_per_day = parse_decimal(value()),
            "--base-month" => stated.base_month = Month::parse(value()),
            other => panic!("no option {other}"),
        }
    }
    stated
}

/// The figures that are taken, as a line has them.
fn figures(rates: &Rates) -> String {
    let mut figures: Vec<((u32, String), String)> = Vec::new();
    for card in &rates.cards {
        for taken in &card.taken {
            let site = if card.site.is_empty() { String::new() } else { format!("{}/", card.site) };
            let from = taken.from.map(|month| format!("@{month}")).unwrap_or_default();
            let row = taken.place.trim_start_matches(|c: char| c.is_alphabetic()).parse().unwrap();
            let cost = taken.cost.unwrap().normalize();
            figures.push(((row, taken.place.clone()), format!("{site}{} {}{from} {cost}", taken.place, taken.profile)));
        }
    }
    figures.sort();
    figures.into_iter().map(|figure| figure.1).collect::<Vec<_>>().join(", ")
}

/// What a card of these rows is read as, or the first code of what is said of it.
fn read(text: &Text, options: &str, rows: &str) -> String {
    let file = Document { path: "card.csv".into(), bytes: rows.replace("\\n", "\n").into() };
    let request = RatesRequest { file, map: None, other_maps: Vec::new(), stated: stated(options) };
    let refused = match app::rates(text, request, usize::MAX, Lang::En) {
        Err(refused) => refused,
        Ok(answer) => match answer.taken {
            Ok(_) => return figures(&answer.rates),
            Err(refused) => refused,
        },
    };
    let errors = refused.errors.sorted().into_iter().filter(|finding| finding.severity == Severity::Error);
    errors.map(|finding| finding.code.name().to_owned()).next().unwrap_or_default()
}

#[test]
fn every_line_is_read_or_asked_as_it_says() {
    let text = model::load(&root().join("models"), &root().join("templates"));
    let lines = std::fs::read_to_string(root().join("tests/samples/rates/lines.txt")).unwrap();
    let lines = lines.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut wrong = Vec::new();
    for line in lines {
        let [options, rows, expected] = line.split(" | ").collect::<Vec<_>>()[..] else { panic!("{line}") };
        let read = read(&text, options, rows);
        if read != expected {
            wrong.push(format!("{options} | {rows}\n  read {read}\n  not  {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_said_around_costs_is_understood_or_asked() {
    let text = model::load(&root().join("models"), &root().join("templates"));
    let lines = std::fs::read_to_string(root().join("tests/samples/rates/notes.txt")).unwrap();
    let mut wrong = Vec::new();
    for line in lines.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (expected, note) = line.split_once(" | ").unwrap();
        let note = note.replace('"', "\"\"");
        let card = "Profil;CJM (€)\nTesteur;310\nArchitecte;520";
        let places = [("title", format!("\"{note}\";\n{card}"), 3), ("note", format!("{card}\n;\n\"{note}\";"), 2)];
        for (place, rows, first) in places {
            let read = read(&text, "-", &rows);
            let plain = format!("B{first} tester 310, B{} architect 520", first + 1);
            let is_right = match expected {
                "plain" => read == plain,
                "noted" => read == "E0614",
                _ => read != plain,
            };
            if !is_right {
                wrong.push(format!("{line} as {place}: {read}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
