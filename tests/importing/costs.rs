//! Which figures of a rate card are what a day costs: those of salaries, those with a footnote, those that a formula gives.

use std::io::{Cursor, Write as _};

use rust_xlsxwriter::{Formula, Workbook};

use crate::previews::{figure, figures, why};
use crate::support::bid::Bid;
use crate::support::spreadsheet::parts;

/// The lines of a text file, its cells parted by `;`.
fn card(bid: &Bid, lines: &str) {
    bid.write("card.csv", lines.trim_start());
}

/// What an employee is paid is a part of what a day costs: the map asks, and nothing is taken until it is answered.
#[test]
fn salary_costs_are_asked_for() {
    for heading in [
        "Coût salarial journalier",
        "Salaire chargé / jour",
        "Coût salarial chargé par jour (€)",
        "Rémunération chargée journalière",
        "Daily salary cost",
    ] {
        let bid = Bid::new();
        card(&bid, &format!("Profil;{heading}\nArchitecte;520\nDéveloppeur;410\n"));
        let stated = ["card.csv", "--currency", "EUR", "--base-month", "2026-01", "-o", "models/rates/new.toml"];
        let run = bid.rates(&stated);
        assert!(run.code == 2 && run.out.contains("not the full cost of a day"), "{heading}: {}{}", run.out, run.err);
        let map = bid.read("models/rates/maps/new.toml");
        assert!(map.contains("salary_cost = \"?\"  # "), "{heading}: {map}");
        // Accepting what is proposed is no answer to it.
        assert_eq!(bid.rates(&[&stated[..], &["--accept", "--force"]].concat()).code, 2, "{heading}");
        bid.write("models/rates/maps/new.toml", map.replace("salary_cost = \"?\"", "salary_cost = \"full\""));
        let run = bid.rates(&[&stated[..], &["--force"]].concat());
        assert_eq!(run.code, 0, "{heading}: {}{}", run.out, run.err);
        assert!(bid.read("models/rates/new.toml").contains("value = 520"), "{heading}");
    }
    // Beside the full cost it is left.
    let bid = Bid::new();
    card(&bid, "Profil;Coût salarial journalier;CJM\nArchitecte;520;640\n");
    assert_eq!(figures(&bid.rows(&["card.csv", "--currency", "EUR"])), [figure("C2", "architect", "", "640")]);
}

#[test]
fn figures_with_a_footnote_are_reported_with_its_text() {
    let bid = Bid::new();
    let notes = [
        ("520*", "* hors frais de déplacement", "hors frais de déplacement"),
        ("520 (1)", "(1) à compter de 2028", "à compter de 2028"),
        ("520¹", "1) site de Lyon", "site de Lyon"),
        ("520 € [a]", "[a] à confirmer", "à confirmer"),
    ];
    for (figure_of, note, text) in notes {
        card(&bid, &format!("Profil;CJM\nArchitecte;{figure_of}\nDéveloppeur;410\n\n{note}\n"));
        let rows = bid.rows(&["card.csv", "--currency", "EUR"]);
        assert_eq!(figures(&rows)[0], figure("B2", "architect", "", "520"), "{figure_of}");
        let run = bid.rates(&["card.csv", "--currency", "EUR"]);
        assert!(
            run.err.contains("W0613") && run.err.contains("B2: ") && run.err.contains(text),
            "{figure_of}: {}",
            run.err
        );
        card(&bid, &format!("Profil;CJM\nArchitecte;{figure_of}\nDéveloppeur;410\n"));
        let run = bid.rates(&["card.csv", "--currency", "EUR"]);
        assert!(run.err.contains("whose note is not in the sheet"), "{figure_of}: {}", run.err);
    }
    card(&bid, "Profil;CJM\nArchitecte;520\nDéveloppeur;410\n\n* hors frais\n");
    assert!(!bid.rates(&["card.csv", "--currency", "EUR"]).err.contains("W0613"));
}

/// A workbook as programs other than a spreadsheet write it: its formulas without their values.
fn without_values(xlsx: &[u8]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts(xlsx) {
        writer.start_file(&name, zip::write::SimpleFileOptions::default()).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        writer.write_all(text.replace("<v>0</v>", "").as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A file that a program wrote holds formulas without their results: they are computed where they can be, and reported else.
#[test]
fn formulas_without_a_result_are_computed_or_reported() {
    let bid = Bid::new();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, (label, formula)) in (1..).zip([("Architecte", "=C2*1.25"), ("Développeur", "=FOO(C3)")]) {
        sheet.write(row, 0, label).unwrap();
        sheet.write(row, 1, Formula::new(formula)).unwrap();
        sheet.write(row, 2, 400).unwrap();
    }
    sheet.write(0, 0, "Profil").unwrap();
    sheet.write(0, 1, "CJM (€)").unwrap();
    sheet.write(0, 2, "Observations").unwrap();
    book.save(bid.path("card.xlsx")).unwrap();
    bid.write("card.xlsx", without_values(&std::fs::read(bid.path("card.xlsx")).unwrap()));
    let rows = bid.rows(&["card.xlsx"]);
    assert_eq!(figures(&rows), [figure("B2", "architect", "", "500")]);
    assert!(why(&rows, "A3").contains("a formula without a result: `=FOO(C3)`"), "{}", why(&rows, "A3"));
    let run = bid.rates(&["card.xlsx"]);
    assert!(run.err.contains("A3") || run.err.contains("B3"), "{}", run.err);
}

/// What is wrong of a map's header or columns is named, with what is meant or where it is.
#[test]
fn wrong_headings_of_a_map_are_named() {
    let bid = Bid::new();
    card(&bid, "Grille 2026\nProfil;CJM Junior;CJM Confirmé\nDéveloppeur;300;400\n");
    for (map, expected, help) in [
        (
            "header = 9\n[columns]\nprofile = \"Profil\"\nprice = \"CJM Confirmé\"\n",
            "row 9 has not the headings",
            "write `header = 2`",
        ),
        (
            "[columns]\nprofile = \"Profil\"\nprice = \"CJM Confirmee\"\n",
            "of the map: `CJM Confirmee`",
            "did you mean `CJM Confirmé`?",
        ),
        (
            "[columns]\nprofile = \"B\"\nprice = \"CJM Junior\"\n",
            "of the map: `B`",
            "write the headings as the file has them",
        ),
    ] {
        bid.write("map.toml", map);
        let run = bid.rates(&["card.csv", "--currency", "EUR", "--map", "map.toml"]);
        assert!(run.code == 2 && run.err.contains(expected) && run.err.contains(help), "{map}: {}", run.err);
    }
}

/// `CJM` under a line that says something else, or beside it, is no daily cost until a person says so.
#[test]
fn a_header_that_contradicts_itself_is_asked() {
    for (above, heading, code) in [
        ("", "TJM CJM (€)", "E0604"),
        ("Coût horaire", "CJM (€)", "E0603"),
        ("USD", "CJM (€)", "E0603"),
        ("Prix de vente", "CJM (€)", "E0604"),
    ] {
        let bid = Bid::new();
        card(&bid, &format!(";{above}\nProfil;{heading}\nArchitecte;520\nDéveloppeur;410\n"));
        let run = bid.rates(&["card.csv", "--base-month", "2026-01", "-o", "models/rates/new.toml"]);
        assert!(run.code == 2 && run.err.contains(code), "{above} {heading}: {}{}", run.out, run.err);
        assert!(!bid.path("models/rates/new.toml").exists(), "{above} {heading}");
    }
}
