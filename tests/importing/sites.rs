//! Of which site the costs of a file are, as its map says and reads it again.

use rust_xlsxwriter::{Format, Workbook};

use crate::support::bid::Bid;

/// A matrix of two countries over four cities, of which the bid has cards: what a day of a tester costs in each.
fn matrix(bid: &Bid) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Matrice").unwrap();
    sheet.write(0, 0, "Coût d’une journée par profil et par site, en euros").unwrap();
    sheet.merge_range(2, 1, 2, 2, "France", &Format::new()).unwrap();
    sheet.merge_range(2, 3, 2, 4, "Filiales", &Format::new()).unwrap();
    sheet.write_row(3, 0, ["Profil", "Paris", "Lyon", "Porto", "Sfax"]).unwrap();
    for (row, (label, costs)) in
        [("Architecte", [617, 548, 402, 293]), ("Testeur", [349, 308, 228, 163])].into_iter().enumerate()
    {
        let row = u32::try_from(row).unwrap() + 4;
        sheet.write(row, 0, label).unwrap();
        sheet.write_row(row, 1, costs).unwrap();
    }
    book.save(bid.path("matrix.xlsx")).unwrap();
}

const MATRIX: &str = "models/rates/maps/matrix.toml";
const TO_RATES: [&str; 5] = ["matrix.xlsx", "--base-month", "2026-01", "-o", "models/rates"];

#[test]
fn a_map_that_the_tool_wrote_gives_the_same_cards_again() {
    let bid = Bid::new();
    matrix(&bid);
    let shipped = ["paris", "lyon"].map(|site| bid.read(&format!("models/rates/{site}.toml")));
    let run = bid.rates(&["matrix.xlsx", "--map", MATRIX]);
    assert_eq!(run.code, 0, "{}", run.err);
    let map = bid.read(MATRIX);
    assert!(map.contains("\"France Paris\" = \"france-paris\"\n"), "{map}");
    // Once as it was written, then with other names for two of the cards.
    for (map, cards) in [
        (map.clone(), ["france-paris", "france-lyon"]),
        (map.replace("= \"france-", "= \"siege-"), ["siege-paris", "siege-lyon"]),
    ] {
        bid.write(MATRIX, &map);
        let run = bid.rates(&[&TO_RATES[..], &["--force"]].concat());
        assert_eq!(run.code, 0, "{}", run.err);
        assert!(!run.err.contains("W0612"), "{}", run.err);
        for (card, cost) in [(cards[0], 349), (cards[1], 308), ("porto", 228), ("sfax", 163)] {
            let text = bid.read(&format!("models/rates/{card}.toml"));
            let line = text.lines().find(|line| line.starts_with("tester ")).unwrap_or_default();
            assert!(line.contains(&format!("value = {cost},")), "{card}: {text}");
        }
        assert_eq!(bid.read(MATRIX).replace("base_month = \"2026-01\"\n", ""), map);
    }
    assert_eq!(["paris", "lyon"].map(|site| bid.read(&format!("models/rates/{site}.toml"))), shipped);
}

/// What a map says of a column wins over the place in its heading.
#[test]
fn the_site_of_a_column_is_what_its_map_says() {
    let bid = Bid::new();
    bid.write("card.csv", "Profil;CJM Paris;CJM Lyon\nTesteur;349;308\n");
    let columns = "[columns]\nprofile = \"Profil\"\nprices.\"CJM Paris\" = { site = \"Siège\" }\n\
                   prices.\"CJM Lyon\" = { site = \"Agence\" }\n";
    bid.write("map.toml", columns);
    let rows = bid.rows(&["card.csv", "--map", "map.toml"]);
    let read: Vec<_> = rows.iter().map(|row| (row["site"].as_str(), row["daily_cost"].as_f64())).collect();
    assert_eq!(read, [(Some("Siège"), Some(349.0)), (Some("Agence"), Some(308.0))]);
}

#[test]
fn sites_of_a_map_are_left_out_or_reported() {
    let bid = Bid::new();
    bid.write("card.csv", "Profil;CJM Paris;CJM Lyon\nTesteur;349;308\n");
    bid.write("map.toml", "[sites]\n\"Lyon\" = \"-\"\n");
    let args = ["card.csv", "--map", "map.toml", "--base-month", "2027-01", "-o", "models/rates/one.toml"];
    let run = bid.rates(&args);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("the map leaves it out") && !run.err.contains("W0612"), "{}{}", run.out, run.err);
    let card = bid.read("models/rates/one.toml");
    assert!(card.contains("value = 349,") && !card.contains("308"), "{card}");
    assert_eq!(bid.read("map.toml").matches("\"Lyon\" = \"-\"").count(), 1);
    // A key that is no site of the file: it names no card.
    bid.write("map.toml", "[sites]\n\"Lion\" = \"siege-lyon\"\n");
    let run = bid.rates(&["card.csv", "--map", "map.toml"]);
    assert!(run.code == 0 && run.err.contains("W0612") && run.err.contains("did you mean `Lyon`?"), "{}", run.err);
}

/// A workbook of sheets, each with a title and what a day of a tester costs in Lyon and in Lille.
fn sheets(bid: &Bid, of: &[(&str, &str, [i32; 2])]) {
    let mut book = Workbook::new();
    for (name, title, costs) in of {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        sheet.write(0, 0, *title).unwrap();
        sheet.write_row(2, 0, ["Profil", "CJM Lyon (€)", "CJM Lille (€)"]).unwrap();
        sheet.write(3, 0, "Testeur").unwrap();
        sheet.write_row(3, 1, *costs).unwrap();
    }
    book.save(bid.path("card.xlsx")).unwrap();
}

#[test]
fn a_sheet_that_recalls_another_year_is_no_site() {
    let bid = Bid::new();
    let now = ("Budget 2027", "Coûts journaliers 2027", [308, 296]);
    let sites = |args: &[&str]| -> Vec<(String, f64)> {
        let rows = bid.rows(&[&["card.xlsx"], args].concat());
        let site = |row: &serde_json::Value| Some((row["site"].as_str()?.to_owned(), row["daily_cost"].as_f64()?));
        rows.iter().filter_map(site).collect()
    };
    let due = [("Lyon".to_owned(), 308.0), ("Lille".to_owned(), 296.0)];
    for old in [
        ("Rappel 2026", "Pour mémoire : coûts de l’an dernier (2026)", [300, 288]),
        ("Archive", "Coûts journaliers", [300, 288]),
        ("2026", "Rappel des coûts 2026", [300, 288]),
        ("Modèle", "Coûts journaliers", [300, 288]),
        ("Exemple", "Coûts journaliers", [300, 288]),
        ("Brouillon", "Coûts journaliers 2027", [310, 300]),
        ("Old", "Daily costs", [300, 288]),
    ] {
        sheets(&bid, &[now, old]);
        assert_eq!(sites(&[]), due, "{old:?}");
        assert_eq!(sites(&["--site", "Lyon"]), due[..1], "{old:?}");
        let run = bid.rates(&["card.xlsx"]);
        assert!(run.out.contains(&format!("Sheets that are not read: {}.", old.0)), "{}", run.out);
        // Where it is named it is read, and what it says of itself with it.
        let named = sites(&["--sheet", old.0, "--notes-change-nothing"]);
        assert_eq!(
            named,
            [("Lyon".to_owned(), f64::from(old.2[0])), ("Lille".to_owned(), f64::from(old.2[1]))],
            "{old:?}"
        );
    }
}

/// Where no other sheet gives prices, it is asked, and its map answers.
#[test]
fn a_sheet_that_recalls_is_asked_where_it_is_alone() {
    let bid = Bid::new();
    for (name, title, words) in [
        ("Brouillon", "Coûts journaliers 2027", "Brouillon"),
        ("Feuil1", "Modèle vierge – chiffres d’exemple", "Modèle vierge – chiffres d’exemple"),
    ] {
        sheets(&bid, &[(name, title, [308, 296])]);
        let _ = std::fs::remove_file(bid.path("map.toml"));
        let args = ["card.xlsx", "--map", "map.toml"];
        let run = bid.rates(&args);
        assert!(run.code == 2 && run.err.contains("E0603") && run.err.contains(words), "{}", run.err);
        // The map names the sheet, which is no answer.
        let map = bid.read("map.toml");
        assert!(map.contains("sheet = "), "{map}");
        assert_eq!(bid.rates(&args).code, 2);
        bid.write("map.toml", map.replace(&format!("\"{words}\" = \"?\""), &format!("\"{words}\" = \"nothing\"")));
        let run = bid.rates(&args);
        assert_eq!(run.code, 0, "{}\n{}", bid.read("map.toml"), run.err);
    }
    sheets(&bid, &[("Budget", "Annule et remplace la grille du 12 mai", [308, 296])]);
    assert_eq!(bid.rows(&["card.xlsx"]).iter().filter(|row| row["reason"].is_null()).count(), 2);
}
