//! The sections of a layout: the buyer's, what tables are called, or ours where a form has none.

use crate::support::bid::Bid;

/// A sheet of rows; `None` leaves one blank.
fn workbook(rows: &[Option<&[&str]>]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("Lot 3 ROR").unwrap();
    for (row, cells) in (0..).zip(rows) {
        if let Some(cells) = cells {
            sheet.write_row(row, 0, cells.iter().copied()).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

/// The layout of ROR, and its sections.
fn laid_out(rows: &[Option<&[&str]>]) -> (Bid, Vec<(String, String)>) {
    let bid = Bid::new();
    bid.write("buyer.xlsx", workbook(rows));
    let run = bid.run(&["map", "buyer.xlsx", "--layout", "laid"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let text = bid.read("laid/dqe/ror.toml");
    let heads = |line: &&str| line.starts_with("[sections.") && !line.contains(".lines.");
    let label = |line: &str| {
        let after = text.split_once(line).unwrap().1;
        after.lines().find_map(|of| of.strip_prefix("label = ")).unwrap().trim_matches('"').to_owned()
    };
    let sections = text.lines().filter(heads).map(|line| (line.to_owned(), label(line))).collect();
    (bid, sections)
}

/// A form without sections is laid out in ours, so that the scenarios which change our lines still find them.
#[test]
fn a_form_without_sections_is_laid_out_in_ours() {
    let (bid, sections) = laid_out(&[
        Some(&["N°", "Désignation", "Unité", "PU HT"]),
        Some(&["1", "Pilotage du lot, gouvernance et coordination inter-lots", "mois"]),
        Some(&["2", "Unité d'œuvre d'évolution simple", "UO"]),
        Some(&["3", "Unité d'œuvre d'évolution moyenne", "UO"]),
        Some(&["4", "Unité d'œuvre d'évolution complexe", "UO"]),
    ]);
    let named: Vec<(&str, &str)> = sections.iter().map(|(id, label)| (id.as_str(), label.as_str())).collect();
    assert_eq!(
        named,
        [
            ("[sections.governance]", "Pilotage et gouvernance"),
            ("[sections.build]", "Build : conception, développement, tests et recette")
        ]
    );
    // `ror-volumes` changes build.simple, build.medium and build.complex.
    let run = bid.run(&["check", "--templates", "laid"]);
    assert!(!run.err.contains("E0301"), "{}", run.err);
}

/// What each of several tables of a sheet is called is a section.
#[test]
fn titles_of_tables_are_sections() {
    let (_, sections) = laid_out(&[
        Some(&["Annexe financière du lot 3"]),
        Some(&["Tableau 1 – Prix forfaitaires"]),
        Some(&["N°", "Désignation", "Unité", "Prix forfaitaire HT"]),
        Some(&["1", "Plan de réversibilité", "forfait"]),
        Some(&["2", "Transfert de connaissances et assistance au repreneur", "forfait"]),
        None,
        Some(&["Tableau 2 – Prix des profils"]),
        Some(&["N°", "Profil", "Unité", "TJM HT"]),
        Some(&["3", "Journée d'architecte", "jour"]),
    ]);
    let labels: Vec<&str> = sections.iter().map(|(_, label)| label.as_str()).collect();
    assert_eq!(labels, ["Tableau 1 – Prix forfaitaires", "Tableau 2 – Prix des profils"]);
}

/// What a person answered in the map is laid out so; what stays open is to decide.
#[test]
fn what_a_map_answers_is_laid_out_so() {
    let bid = Bid::new();
    let rows = [
        Some(&["N°", "Désignation", "Unité", "PU HT"][..]),
        Some(&["1", "Prestation A", "mois"]),
        Some(&["2", "Prestation B", "jour"]),
        Some(&["3", "Unité d'œuvre d'évolution simple", "UO"]),
    ];
    bid.write("buyer.xlsx", workbook(&rows));
    assert_eq!(bid.run(&["map", "buyer.xlsx", "-o", "map.toml"]).code, 0);
    let map = bid.read("map.toml");
    assert!(map.contains("\n2 = \"?\"") && map.contains("\n3 = \"?\""), "{map}");
    bid.write("map.toml", map.replace("\n2 = \"?\"", "\n2 = \"2.1\"").into_bytes());
    let open = |arguments: &[&str]| {
        let run = bid.run(arguments);
        assert_eq!(run.code, 0, "{}", run.err);
        let text = bid.read(&format!("{}/dqe/ror.toml", arguments.last().unwrap()));
        let of = |label: &str| {
            text.split(&format!("= \"{label}\"")).nth(1).unwrap().split("\n\n").next().unwrap().to_owned()
        };
        ["Prestation A", "Prestation B"].map(|label| of(label).contains("nature   = \"?\""))
    };
    assert_eq!(open(&["map", "buyer.xlsx", "--layout", "before"]), [true, true]);
    assert_eq!(open(&["map", "buyer.xlsx", "--map", "map.toml", "--layout", "after"]), [false, true]);
}
