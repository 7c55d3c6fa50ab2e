//! Rate cards as French companies make them, imported by the real command and held against a table of what they hold
//! (`tests/samples/rates/fr_made.toml`, and small ones by what is odd in them, `fr_small.toml`): every figure is read or asked
//! for, and none is wrong.

use std::collections::{BTreeMap, BTreeSet};

use rust_xlsxwriter::Workbook;
use serde::Deserialize;
use serde_json::Value;

use crate::support;
use crate::support::bid::{Bid, Run};

#[derive(Deserialize)]
struct Table {
    card: Vec<Card>,
}

#[derive(Deserialize)]
struct Card {
    /// A file of the samples, or the name of a small card whose rows are in the table.
    file: String,
    #[serde(default)]
    rows: String,
    #[serde(default)]
    args: Vec<String>,
    #[serde(default)]
    figures: String,
    #[serde(default)]
    left: BTreeMap<String, String>,
    #[serde(default)]
    reported: Vec<String>,
    #[serde(default)]
    refused: Vec<String>,
}

fn cards(table: &str) -> Vec<Card> {
    let path = support::root().join("tests/samples/rates").join(table);
    toml::from_str::<Table>(&std::fs::read_to_string(path).unwrap()).unwrap().card
}

fn import(bid: &Bid, card: &Card, args: &[&str]) -> Run {
    let file = if card.rows.is_empty() {
        support::root().join("tests/samples/rates").join(&card.file).display().to_string()
    } else {
        bid.write("card.csv", &card.rows);
        "card.csv".to_owned()
    };
    let stated = card.args.iter().map(String::as_str);
    let all: Vec<&str> = ["import", "rates", &file].into_iter().chain(stated).chain(args.iter().copied()).collect();
    bid.run(&[&all[..], &["--lang", "en"]].concat())
}

/// A figure: site, cell, profile, month, and the cost without zeros at its end.
type Figure = (String, String, String, String, String);

fn plain(number: &str) -> String {
    if number.contains('.') { number.trim_end_matches('0').trim_end_matches('.').to_owned() } else { number.to_owned() }
}

fn expected(card: &Card) -> BTreeSet<Figure> {
    let none = |text: &str| if text == "-" { String::new() } else { text.replace('_', " ") };
    let figure = |line: &str| {
        let [site, cell, profile, month, cost] = line.split_whitespace().collect::<Vec<_>>()[..] else {
            panic!("{}: {line}", card.file)
        };
        (none(site), cell.to_owned(), profile.to_owned(), none(month), plain(cost))
    };
    card.figures.lines().filter(|line| !line.trim().is_empty()).map(figure).collect()
}

fn rows(run: &Run) -> Vec<Value> {
    serde_json::from_str::<Value>(&run.out).unwrap()["rows"].as_array().unwrap().clone()
}

fn taken(rows: &[Value]) -> BTreeSet<Figure> {
    let text = |row: &Value, key: &str| match &row[key] {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        number => plain(&number.to_string()),
    };
    let of = |row: &Value| {
        let [site, cell, profile, month, cost] =
            ["site", "place", "profile", "from", "daily_cost"].map(|key| text(row, key));
        (site, cell, profile, month, cost)
    };
    rows.iter().filter(|row| row["reason"].is_null()).map(of).collect()
}

/// What is proposed and accepted gives every figure of the table and no other; what is not stays asked for. Gives how many
/// figures are read, and how many of them without accepting anything.
fn held(cards: &[Card]) -> (usize, usize) {
    let bid = Bid::new();
    let (mut read, mut sure) = (0, 0);
    for card in cards {
        let accepted = import(&bid, card, &["--accept", "--format", "json"]);
        if !card.refused.is_empty() {
            assert_eq!(accepted.code, 2, "{}: {}{}", card.file, accepted.out, accepted.err);
            for text in &card.refused {
                assert!(accepted.err.contains(text), "{}: no {text}: {}", card.file, accepted.err);
            }
            continue;
        }
        assert_eq!(accepted.code, 0, "{}: {}", card.file, accepted.err);
        let all = rows(&accepted);
        assert_eq!(taken(&all), expected(card), "{}", card.file);
        for (place, why) in &card.left {
            let reasons: Vec<&str> =
                all.iter().filter(|row| row["place"] == **place).filter_map(|row| row["reason"].as_str()).collect();
            assert!(reasons.iter().any(|reason| reason.starts_with(why)), "{}, {place}: {reasons:?}", card.file);
        }
        for text in &card.reported {
            assert!(accepted.err.contains(text), "{}: no {text}: {}", card.file, accepted.err);
        }
        // Without it, what is sure is read, and nothing else.
        let plain = import(&bid, card, &["--format", "json"]);
        let unaccepted = if plain.out.is_empty() { BTreeSet::new() } else { taken(&rows(&plain)) };
        assert!(unaccepted.is_subset(&expected(card)), "{}: {unaccepted:?}", card.file);
        (read, sure) = (read + taken(&all).len(), sure + unaccepted.len());
    }
    (read, sure)
}

#[test]
fn every_figure_of_the_made_cards_is_read_or_asked_and_none_is_wrong() {
    let (read, sure) = held(&cards("fr_made.toml"));
    // Hold what is reached: figures read in all, and those of them without accepting anything.
    assert!(read >= 236 && sure >= 118, "{read} read, {sure} of them without accepting");
}

#[test]
fn every_figure_of_the_small_cards_is_read_or_asked_and_none_is_wrong() {
    held(&cards("fr_small.toml"));
}

/// A sheet that sums the others up is no site, and is listed among those that are not read.
#[test]
fn a_summary_of_the_sheets_is_no_site() {
    let bid = Bid::new();
    let mut book = Workbook::new();
    for (name, cost) in [("Synthèse des CJM", 351), ("Paris", 369), ("Lille", 333)] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        sheet.write_row(0, 0, ["Profil", "CJM (€)"]).unwrap();
        sheet.write(1, 0, "Testeur").unwrap();
        sheet.write(1, 1, cost).unwrap();
    }
    book.save(bid.path("grille.xlsx")).unwrap();
    let of = |site: &str, cell: &str, cost: &str| [site, cell, "tester", "", cost].map(str::to_owned).into();
    let expected: BTreeSet<Figure> = [of("Paris", "Paris!B2", "369"), of("Lille", "Lille!B2", "333")].into();
    assert_eq!(taken(&rows(&bid.run(&["import", "rates", "grille.xlsx", "--format", "json"]))), expected);
    let run = bid.run(&["import", "rates", "grille.xlsx", "--lang", "en"]);
    assert!(run.out.contains("Sheets that are not read: Synthèse des CJM."), "{}", run.out);
}

/// What sheets of one layout are for is in their names, else in their titles: seniorities, sites, years, or two of them.
#[test]
fn sheets_by_seniority_site_and_year() {
    // The sheets, with their titles and the costs of a developer and an architect; the figures that must be read.
    type Sheets = [(&'static str, &'static str, [u32; 2])];
    let check = |sheets: &Sheets, expected: &[[&str; 5]]| {
        let bid = Bid::new();
        let mut book = Workbook::new();
        for (name, title, costs) in sheets {
            let sheet = book.add_worksheet().set_name(*name).unwrap();
            sheet.write(0, 0, *title).unwrap();
            sheet.write_row(2, 0, ["Profil", "CJM (€)"]).unwrap();
            for (row, (label, cost)) in (3..).zip(["Développeur", "Architecte"].into_iter().zip(costs)) {
                sheet.write(row, 0, label).unwrap();
                sheet.write(row, 1, *cost).unwrap();
            }
        }
        book.save(bid.path("grille.xlsx")).unwrap();
        let expected: BTreeSet<Figure> = expected.iter().map(|figure| figure.map(str::to_owned).into()).collect();
        let run = bid.run(&["import", "rates", "grille.xlsx", "--accept", "--format", "json"]);
        assert_eq!(taken(&rows(&run)), expected, "{sheets:?}: {}", run.err);
    };
    check(
        &[("Junior", "Grille", [300, 500]), ("Confirmé", "Grille", [380, 600])],
        &[
            ["", "Junior!B4", "developer-junior", "", "300"],
            ["", "Confirmé!B4", "developer", "", "380"],
            ["", "Confirmé!B5", "architect", "", "600"],
        ],
    );
    check(
        &[("Feuil1", "CJM des profils juniors", [300, 500]), ("Feuil2", "CJM des profils confirmés", [380, 600])],
        &[
            ["", "Feuil1!B4", "developer-junior", "", "300"],
            ["", "Feuil2!B4", "developer", "", "380"],
            ["", "Feuil2!B5", "architect", "", "600"],
        ],
    );
    check(
        &[
            ("Paris junior", "CJM", [300, 500]),
            ("Lyon junior", "CJM", [290, 480]),
            ("Lyon confirmé", "CJM", [360, 580]),
        ],
        &[
            ["Paris", "Paris junior!B4", "developer-junior", "", "300"],
            ["Lyon", "Lyon junior!B4", "developer-junior", "", "290"],
            ["Lyon", "Lyon confirmé!B4", "developer", "", "360"],
            ["Lyon", "Lyon confirmé!B5", "architect", "", "580"],
        ],
    );
    check(
        &[("Paris 2027", "CJM", [400, 600]), ("Paris 2028", "CJM", [408, 612]), ("Lyon 2027", "CJM", [380, 570])],
        &[
            ["Paris", "Paris 2027!B4", "developer", "2027-01", "400"],
            ["Paris", "Paris 2027!B5", "architect", "2027-01", "600"],
            ["Paris", "Paris 2028!B4", "developer", "2028-01", "408"],
            ["Paris", "Paris 2028!B5", "architect", "2028-01", "612"],
            ["Lyon", "Lyon 2027!B4", "developer", "2027-01", "380"],
            ["Lyon", "Lyon 2027!B5", "architect", "2027-01", "570"],
        ],
    );
    check(
        &[("Feuil1", "Agence de Lyon", [380, 570]), ("Feuil2", "Agence de Nantes", [360, 550])],
        &[
            ["Lyon", "Feuil1!B4", "developer", "", "380"],
            ["Lyon", "Feuil1!B5", "architect", "", "570"],
            ["Nantes", "Feuil2!B4", "developer", "", "360"],
            ["Nantes", "Feuil2!B5", "architect", "", "550"],
        ],
    );
    check(
        &[("Feuil1", "CJM 2027", [380, 570]), ("Feuil2", "CJM 2028", [388, 581])],
        &[
            ["", "Feuil1!B4", "developer", "2027-01", "380"],
            ["", "Feuil1!B5", "architect", "2027-01", "570"],
            ["", "Feuil2!B4", "developer", "2028-01", "388"],
            ["", "Feuil2!B5", "architect", "2028-01", "581"],
        ],
    );
}

/// Levels that the bid does not have: nothing is taken, and the map is left with a `?` each; what is answered there is taken.
#[test]
fn a_map_is_left_where_all_must_be_answered() {
    let bid = Bid::new();
    bid.write("card.csv", "Profil;CJM 0-2 ans;CJM 3-5 ans\nDéveloppeur;290;366\nTesteur;250;305\n");
    let args =
        ["import", "rates", "card.csv", "--base-month", "2026-01", "-o", "models/rates/new.toml", "--lang", "en"];
    let run = bid.run(&args);
    assert!(run.code == 2 && run.err.contains("E0606"), "{}", run.err);
    let map = bid.read("models/rates/maps/new.toml");
    assert!(map.contains("\"Développeur 3-5 ans\" = \"?\"  # developer or developer-junior?"), "{map}");
    let answers = [
        ("Développeur 0-2 ans", "developer-junior"),
        ("Développeur 3-5 ans", "developer"),
        ("Testeur 3-5 ans", "tester"),
    ];
    let answered = answers.iter().fold(map, |map, (label, profile)| {
        map.replace(&format!("\"{label}\" = \"?\""), &format!("\"{label}\" = \"{profile}\""))
    });
    bid.write("models/rates/maps/new.toml", answered);
    let run = bid.run(&args);
    assert_eq!(run.code, 0, "{}", run.err);
    let card = bid.read("models/rates/new.toml");
    for (profile, cost) in [("developer", 366), ("developer-junior", 290), ("tester", 305)] {
        let line = card.lines().find(|line| line.split(' ').next() == Some(profile)).unwrap_or_default();
        assert!(line.contains(&format!("value = {cost},")), "{card}");
    }
    assert!(!card.contains("250"), "{card}");
}

/// Where several columns may be the price, the message gives the columns of a map as they are read, and `--map` writes them
/// with a `?` in the place of the price; answered, nothing of the table is lost.
#[test]
fn a_map_is_left_where_the_price_must_be_chosen() {
    let bid = Bid::new();
    let card = "Code;Profil;Valide du;Valide au;CJM direct;CJM complet\nTST;Testeur;01/01/2027;31/12/2027;300;340\n\
                TST;Testeur;01/01/2025;31/12/2025;280;320\n";
    bid.write("card.csv", card);
    let args = ["import", "rates", "card.csv", "--map", "new.toml", "--lang", "en"];
    let columns = "profile = \"Profil\", from = \"Valide du\", until = \"Valide au\", price = \"CJM direct\"";
    for _ in 0..2 {
        let run = bid.run(&args);
        assert!(run.code == 2 && run.err.contains("E0603") && run.err.contains(columns), "{}", run.err);
        let map = bid.read("new.toml");
        assert!(map.contains("price = \"?\"  # \"CJM direct\" or \"CJM complet\"?"), "{map}");
        assert!(map.contains("until = \"Valide au\"") && map.contains("from = \"Valide du\""), "{map}");
    }
    bid.write("new.toml", bid.read("new.toml").replace("price = \"?\"", "price = \"CJM complet\""));
    let run = bid.run(&[&args[..], &["--format", "json"]].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    let of = ["", "F2", "tester", "2027-01", "340"].map(str::to_owned).into();
    assert_eq!(taken(&rows(&run)), [of].into());
    // As the message has it.
    bid.write("said.toml", format!("columns = {{ {columns} }}\n"));
    let said = ["import", "rates", "card.csv", "--map", "said.toml", "--format", "json"];
    let of = ["", "E2", "tester", "2027-01", "300"].map(str::to_owned).into();
    assert_eq!(taken(&rows(&bid.run(&said))), [of].into());
}

/// The header that a map names is of the site of the title over it.
#[test]
fn a_header_that_a_map_names_keeps_its_title() {
    let bid = Bid::new();
    bid.write(
        "card.csv",
        "Agence de Lyon;;Centre de services Porto;\nProfil;CJM;Profil;CJM\nTesteur;305;Testeur;186\n;\n\
         Agence de Paris;;Bureau de Lille;\nProfil;CJM;Profil;CJM\nTesteur;347;Testeur;311\n",
    );
    let of = |site: &str, cell: &str, cost: &str| [site, cell, "tester", "", cost].map(str::to_owned).into();
    let expected: BTreeSet<Figure> = [of("Paris", "B7", "347"), of("Lille", "D7", "311")].into();
    for map in ["header = 6\n", "header = 6\n[columns]\nprofile = \"Profil\"\nprice = \"CJM\"\n"] {
        bid.write("map.toml", map);
        let run = bid.run(&["import", "rates", "card.csv", "--map", "map.toml", "--format", "json"]);
        assert_eq!(taken(&rows(&run)), expected, "{map}: {}", run.err);
    }
}
