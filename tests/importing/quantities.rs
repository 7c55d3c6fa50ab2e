//! The quantities of a buyer's DQE, imported by the real command into the layout of one lot.

use std::fs;

use chiffrage::xlsx::Package;
use rust_xlsxwriter::{Format, Formula, Workbook};
use serde_json::Value;

use crate::support;
use crate::support::bid::Bid;

impl Bid {
    /// Exit code, output, errors.
    fn quantities(&self, args: &[&str]) -> (i32, String, String) {
        let run = self.run(&[&["import", "quantities"], args, &["--lang", "en"]].concat());
        (run.code, run.out, run.err)
    }

    fn taken(&self, args: &[&str]) -> Vec<Value> {
        let (code, out, err) = self.quantities(&[args, &["--format", "json"]].concat());
        assert_eq!(code, 0, "{err}");
        serde_json::from_str::<Value>(&out).unwrap()["rows"].as_array().unwrap().clone()
    }

    /// The DQE of a lot, as data.
    fn dqe(&self, lot: &str) -> String {
        let run = self.run(&["price", "--lot", lot, "--by", "year", "--format", "json"]);
        assert_eq!(run.code, 0, "{}", run.err);
        run.out
    }
}

/// A form of one lot: code, label, unit, price, then the quantities under `headings`.
fn form(bid: &Bid, headings: &[&str], lines: &[(&str, &str, &str, &[&str])]) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("ROR").unwrap();
    let column = |n: usize| u16::try_from(n).unwrap();
    let fixed = ["N° de prix", "Désignation", "Unité", "Prix unitaire HT"];
    for (n, words) in fixed.iter().chain(headings).enumerate() {
        sheet.write(0, column(n), *words).unwrap();
    }
    for (row, (code, label, unit, quantities)) in lines.iter().enumerate() {
        let row = u32::try_from(row + 1).unwrap();
        for (n, words) in [code, label, unit].into_iter().enumerate() {
            sheet.write(row, column(n), *words).unwrap();
        }
        for (n, quantity) in quantities.iter().enumerate() {
            match quantity.parse::<f64>() {
                Ok(number) => sheet.write(row, column(n + 4), number).unwrap(),
                Err(_) => sheet.write(row, column(n + 4), *quantity).unwrap(),
            };
        }
    }
    book.save(bid.path("form.xlsx")).unwrap();
}

/// The shipped bid, its contract starting in another month.
fn starting(month: &str) -> Bid {
    let bid = Bid::new();
    let contract = bid.read("models/contract.toml");
    bid.write("models/contract.toml", contract.replace("\"2027-03\"", &format!("\"{month}\"")));
    bid
}

const SIMPLE: (&str, &str, &str) = ("3.1", "Unité d'œuvre d'évolution simple", "UO");
const MEDIUM: (&str, &str, &str) = ("3.2", "Unité d'œuvre d'évolution moyenne", "UO");
const COMPLEX: (&str, &str, &str) = ("3.3", "Unité d'œuvre d'évolution complexe", "UO");

fn row<'a>(rows: &'a [Value], place: &str) -> &'a Value {
    rows.iter().find(|row| row["place"] == place).unwrap_or_else(|| panic!("{place} is not reported: {rows:#?}"))
}

/// Rows 18 and 20 of the sample hold 60, 60, 50, 40 and 12, 12, 10, 8.
#[test]
fn the_sample_fills_the_layout_of_one_lot_and_no_other() {
    let bid = Bid::new();
    let file = support::root().join("tests/samples/buyer/fr_dqe_four_lots_synthetic.xlsx").display().to_string();
    let others = ["identite", "annuaire", "pfc"].map(|lot| bid.dqe(lot));
    let before = bid.read("templates/dqe/ror.toml");
    let rows = bid.taken(&[&file, "--lot", "ror"]);
    assert_eq!(row(&rows, "Lot 3 ROR!F18:I18")["after"], "60 60 50 40");
    assert_eq!(row(&rows, "Lot 3 ROR!F20:I20")["line"], "3.3");
    assert_eq!(row(&rows, "Lot 3 ROR!31")["reason"], "to decide: 6.1?");
    assert_eq!(bid.read("templates/dqe/ror.toml"), before, "nothing is written without --write");
    let (code, _, err) = bid.quantities(&[&file, "--lot", "ror", "--write"]);
    assert!(code == 0 && err.contains("(4 lines changed)"), "{err}");
    let after = bid.read("templates/dqe/ror.toml");
    let source = "source = \"DQE fr_dqe_four_lots_synthetic.xlsx, Lot 3 ROR!F18:I18\"";
    let simple = format!(
        "simple.quantity  = {{ years = {{ 1 = {{ value = 60, {source} }}, 3 = {{ value = 50, {source} }}, 4 = {{ value = 40, {source} }} }} }}\n"
    );
    assert!(after.contains(&simple), "{after}");
    assert!(
        after.starts_with("# DQE of ROR:") && after.contains("[sections.managed.lines.devops.quantity]\nlow  = 20\n")
    );
    assert_eq!(bid.run(&["check"]).code, 0);
    assert_eq!(["identite", "annuaire", "pfc"].map(|lot| bid.dqe(lot)), others);
    let (_, _, err) = bid.quantities(&[&file, "--lot", "ror", "--write"]);
    assert!(err.contains("(0 lines changed)"), "{err}");
    assert_eq!(bid.read("templates/dqe/ror.toml"), after);
}

/// What the map decides is read where codes and labels left it open.
#[test]
fn a_map_decides() {
    let bid = Bid::new();
    let file = support::root().join("tests/samples/buyer/fr_dqe_four_lots_synthetic.xlsx").display().to_string();
    assert_eq!(bid.run(&["map", &file, "-o", "ror.map.toml"]).code, 0);
    let map = bid.read("ror.map.toml");
    let at = map.find("lot = \"ror\"").unwrap();
    let decided = map[at..].replacen("\n31 = \"?\"", "\n31 = \"6.1\"", 1);
    assert_ne!(decided, map[at..]);
    fs::write(bid.path("ror.map.toml"), format!("{}{decided}", &map[..at])).unwrap();
    let rows = bid.taken(&[&file, "--lot", "ror", "--map", "ror.map.toml"]);
    assert_eq!(row(&rows, "Lot 3 ROR!F31:I31")["line"], "6.1");
    assert!(rows.iter().all(|row| row["place"].as_str().unwrap().starts_with("Lot 3")));
    let (code, _, err) = bid.quantities(&[&file, "--lot", "ror", "--map", "models/mixes.toml"]);
    assert!(code == 2 && err.contains("E0202"), "{err}");
}

/// 480 in four years, as they are now, is what is there; 240 of 120 a year are 60 a year, and the years are ours.
#[test]
fn a_total_without_years_is_spread_only_where_that_is_said() {
    let bid = Bid::new();
    let lines = [
        (SIMPLE.0, SIMPLE.1, SIMPLE.2, &["240"][..]),
        (MEDIUM.0, MEDIUM.1, MEDIUM.2, &["400"]),
        (COMPLEX.0, COMPLEX.1, COMPLEX.2, &["selon besoin"]),
    ];
    form(&bid, &["Quantité"], &lines);
    let rows = bid.taken(&["form.xlsx", "--lot", "ror"]);
    assert_eq!(row(&rows, "ROR!2")["reason"], "a total of 240 without years (--spread divides it)");
    assert_eq!(row(&rows, "ROR!E3")["after"], "100 100 100 100");
    assert_eq!(row(&rows, "ROR!4")["reason"], "no quantity: `selon besoin`");
    let (code, _, err) = bid.quantities(&["form.xlsx", "--lot", "ror", "--spread", "--write"]);
    assert!(code == 0 && err.contains("W0608"), "{err}");
    let written = "simple.quantity  = { value = 60, source = \"assumption\", note = \"DQE form.xlsx, ROR!E2: 240 over the contract\" }";
    assert!(bid.read("templates/dqe/ror.toml").contains(written));
    assert_eq!(bid.run(&["check"]).code, 0);
}

#[test]
fn quantities_that_do_not_add_up_or_are_missing_are_told() {
    let bid = Bid::new();
    let years = ["Quantité année 1", "Quantité année 2", "Quantité année 3", "Quantité année 4", "Quantité totale"];
    let lines = [
        (SIMPLE.0, SIMPLE.1, SIMPLE.2, &["1", "2", "3", "4", "11"][..]),
        (MEDIUM.0, MEDIUM.1, MEDIUM.2, &["1", "2", "", "4", "8"]),
        (COMPLEX.0, COMPLEX.1, COMPLEX.2, &["-1", "2", "3", "4", "8"]),
    ];
    form(&bid, &years, &lines);
    let (code, _, err) = bid.quantities(&["form.xlsx", "--lot", "ror"]);
    assert!(code == 0 && err.contains("W0610") && err.contains("come to 10, and the total says 11"), "{err}");
    let rows = bid.taken(&["form.xlsx", "--lot", "ror"]);
    assert_eq!(row(&rows, "ROR!E2:H2")["after"], "1 2 3 4");
    assert_eq!(row(&rows, "ROR!3")["reason"], "no quantity for year 3, and no total says that it is 0");
    assert_eq!(row(&rows, "ROR!4")["reason"], "no quantity: `-1`");
    // A fifth year, after the contract.
    form(&bid, &["Quantité année 1", "Quantité année 5"], &[(SIMPLE.0, SIMPLE.1, SIMPLE.2, &["1", "2"])]);
    let (code, _, err) = bid.quantities(&["form.xlsx", "--lot", "ror", "--write"]);
    assert!(code == 2 && err.contains("E0606") && err.contains("after the contract: year 5"), "{err}");
    let (code, _, err) = bid.quantities(&["form.xlsx", "--lot", "rorr"]);
    assert!(code == 2 && err.contains("E0301"), "{err}");
}

/// Year 3 is blank and the total is that of the others: 0, for the import, in the layout and in the filled file alike. Where
/// the total is another, or there is none, nothing says so.
#[test]
fn a_blank_year_is_0_where_the_total_of_the_buyer_says_so() {
    let bid = Bid::new();
    let years = ["Quantité année 1", "Quantité année 2", "Quantité année 3", "Quantité année 4", "Quantité totale"];
    let blank = (SIMPLE.0, SIMPLE.1, SIMPLE.2, &["1", "2", "", "4", "7"][..]);
    let other = (MEDIUM.0, MEDIUM.1, MEDIUM.2, &["1", "2", "", "4", "8"][..]);
    let none = (COMPLEX.0, COMPLEX.1, COMPLEX.2, &["", "", "", "", "0"][..]);
    form(&bid, &years, &[blank, other, none]);
    let rows = bid.taken(&["form.xlsx", "--lot", "ror"]);
    assert_eq!(row(&rows, "ROR!E2:H2")["after"], "1 2 0 4");
    assert_eq!(row(&rows, "ROR!3")["reason"], "no quantity for year 3, and no total says that it is 0");
    assert_eq!(row(&rows, "ROR!E4:H4")["after"], "0 0 0 0");
    // The same by the map.
    assert_eq!(bid.run(&["map", "form.xlsx", "-o", "map.toml"]).code, 0);
    let after =
        |rows: &[Value]| rows.iter().map(|row| (row["place"].clone(), row["after"].clone())).collect::<Vec<_>>();
    assert_eq!(after(&bid.taken(&["form.xlsx", "--lot", "ror", "--map", "map.toml"])), after(&rows));
    // In the layout, what nothing says is to be decided.
    assert_eq!(bid.run(&["map", "form.xlsx", "--layout", "laid-out"]).code, 0);
    let layout = bid.read("laid-out/dqe/ror.toml");
    let quantities: Vec<&str> = layout.lines().filter(|line| line.starts_with("quantity")).collect();
    assert_eq!(
        quantities,
        ["quantity = { years = { 1 = 1, 2 = 2, 3 = 0, 4 = 4 } }", "quantity = \"?\"", "quantity = 0"]
    );
    assert!(layout.contains("l’acheteur laisse une année vide"), "{layout}");
    // What the buyer says is 0 is not filled with ours.
    let fill =
        ["fill", "form.xlsx", "--map", "map.toml", "-o", "out.xlsx", "--partial", "--quantities", "--format", "json"];
    let run = bid.run(&fill);
    assert_eq!(run.code, 0, "{}", run.err);
    let told: Value = serde_json::from_str(&run.out).unwrap();
    let quantities = told["fills"].as_array().unwrap().iter().filter(|fill| fill["what"] == "quantity");
    assert_eq!(quantities.map(|fill| fill["cell"].as_str().unwrap()).collect::<Vec<_>>(), ["G3"]);
    assert_eq!((&told["changed"]["quantity"], &told["changed"]["unit_price"]), (&1.into(), &3.into()));
    let run =
        bid.run(&["fill", "form.xlsx", "--map", "map.toml", "-o", "out.xlsx", "--partial", "--quantities", "--force"]);
    let said = run.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("Écrit en plus des prix demandés : quantités (1 : ROR!G3)."), "{said}");
}

/// What a program leaves that computes nothing: formulas without results. 2 × 10 = 20 and 20 + 5 = 25; SUM of four
/// years; a number that binary floats made of 30; a date where a number belongs; a hidden row.
#[test]
fn quantities_are_computed_and_read_as_they_were_typed() {
    let bid = Bid::new();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("ROR").unwrap();
    let headings = ["N° de prix", "Désignation", "Unité", "Prix unitaire HT"];
    sheet.write_row(0, 0, headings).unwrap();
    sheet.write_row(0, 4, (1..=4).map(|n| format!("Quantité année {n}"))).unwrap();
    sheet.write(0, 8, "Quantité totale").unwrap();
    for (row, (code, label, unit)) in [(1, SIMPLE), (2, MEDIUM), (3, COMPLEX)] {
        sheet.write_row(row, 0, [code, label, unit]).unwrap();
        sheet.write_row(row, 4, [10, 20, 30, 40]).unwrap();
    }
    let formula = |text: &str| Formula::new(text).set_result("none");
    sheet.write(1, 5, formula("2*E2")).unwrap();
    sheet.write(1, 6, formula("F2+5")).unwrap();
    sheet.write(1, 8, formula("SUM(E2:H2)")).unwrap();
    sheet.write(2, 6, 29.999_999_999_999_996).unwrap();
    sheet.write(2, 8, Formula::new("1/0").set_result("#DIV/0!")).unwrap();
    sheet.set_row_hidden(2).unwrap();
    sheet.write_with_format(3, 5, 46_000, &Format::new().set_num_format("dd/mm/yyyy")).unwrap();
    let package = Package::open(book.save_to_buffer().unwrap()).unwrap();
    let part = "xl/worksheets/sheet1.xml";
    let text = String::from_utf8(package.part(part).unwrap()).unwrap();
    assert_eq!(text.matches("<v>none</v>").count(), 3);
    let bytes = package.with(&[(part.to_owned(), text.replace("<v>none</v>", "").into_bytes())]).unwrap();
    fs::write(bid.path("form.xlsx"), bytes).unwrap();
    let rows = bid.taken(&["form.xlsx", "--lot", "ror"]);
    assert_eq!(row(&rows, "ROR!E2:H2")["after"], "10 20 25 40");
    assert_eq!(row(&rows, "ROR!E3:H3")["after"], "10 20 30 40");
    // 45,658 is the 1st of January 2025: 334 days of eleven months and eight more.
    assert_eq!(row(&rows, "ROR!4")["reason"], "no quantity: the date 2025-12-09");
    let (code, _, err) = bid.quantities(&["form.xlsx", "--lot", "ror"]);
    assert!(code == 0 && err.contains("W0611") && err.contains("columns: ROR!E3:H3"), "{err}");
    assert!(
        err.contains("W0610") && err.contains("the years come to 100, and beside them there is no quantity"),
        "{err}"
    );
    assert!(!err.contains("come to 95"), "the computed total agrees: {err}");
    assert!(err.contains("Nothing was written. --write puts these quantities into templates"), "{err}");
}

/// A map may write a sheet's name in another case; one that the file does not have is reported at its line.
#[test]
fn a_map_names_a_sheet_as_excel_does() {
    let bid = Bid::new();
    let years = ["Quantité année 1", "Quantité année 2", "Quantité année 3", "Quantité année 4"];
    form(&bid, &years, &[(SIMPLE.0, SIMPLE.1, SIMPLE.2, &["1", "2", "3", "4"])]);
    assert_eq!(bid.run(&["map", "form.xlsx", "-o", "map.toml"]).code, 0);
    let map = bid.read("map.toml");
    assert!(map.contains("\"ROR\""), "{map}");
    let args = ["form.xlsx", "--lot", "ror", "--map", "map.toml"];
    fs::write(bid.path("map.toml"), map.replace("\"ROR\"", "\" ror\"")).unwrap();
    assert_eq!(row(&bid.taken(&args), "ROR!E2:H2")["after"], "1 2 3 4");
    fs::write(bid.path("map.toml"), map.replace("\"ROR\"", "\"RORR\"")).unwrap();
    let (code, _, err) = bid.quantities(&args);
    assert!(code == 2 && err.contains("E0710") && err.contains("it has: ROR"), "{err}");
}

/// What is likely is not taken: it is to be confirmed, in a map. Of 3.1 the code and the words are ours, of `UO de
/// développement` the words are near.
#[test]
fn what_is_likely_is_to_be_confirmed() {
    let bid = Bid::new();
    let years = ["Quantité année 1", "Quantité année 2", "Quantité année 3", "Quantité année 4"];
    let likely = ("A1", "Journée d'ergonome", "jour", &["1", "2", "3", "4"][..]);
    form(&bid, &years, &[(SIMPLE.0, SIMPLE.1, SIMPLE.2, &["1", "2", "3", "4"]), likely]);
    let rows = bid.taken(&["form.xlsx", "--lot", "ror"]);
    assert_eq!(row(&rows, "ROR!E2:H2")["line"], "3.1");
    assert_eq!(row(&rows, "ROR!3")["reason"], "likely, to confirm: 7.4?");
    assert_eq!(bid.run(&["map", "form.xlsx", "-o", "map.toml"]).code, 0);
    let map = bid.read("map.toml");
    assert!(map.contains("\n3 = \"?\""), "{map}");
    bid.write("map.toml", map.replace("\n3 = \"?\"", "\n3 = \"7.4\""));
    let rows = bid.taken(&["form.xlsx", "--lot", "ror", "--map", "map.toml"]);
    assert_eq!(
        (&row(&rows, "ROR!E3:H3")["line"], &row(&rows, "ROR!E3:H3")["after"]),
        (&"7.4".into(), &"1 2 3 4".into())
    );
}

/// A quantity a year is not the contract's: it is asked, and the map says for which years it holds.
#[test]
fn a_quantity_a_year_is_not_the_contract_s() {
    let bid = Bid::new();
    form(&bid, &["Quantité annuelle"], &[(SIMPLE.0, SIMPLE.1, SIMPLE.2, &["60"][..])]);
    let (code, _, err) = bid.quantities(&["form.xlsx", "--lot", "ror", "--spread"]);
    assert!(code == 2 && err.contains("a quantity of 60 a year: if it holds for each, name E"), "{err}");
    assert_eq!(bid.run(&["map", "form.xlsx", "-o", "map.toml"]).code, 0);
    let map = bid.read("map.toml");
    assert!(!map.contains("\nquantity = "), "{map}");
    let years = "[tables.ror.columns]\nquantities = { 1 = \"E\", 2 = \"E\", 3 = \"E\", 4 = \"E\" }";
    bid.write("map.toml", map.replace("[tables.ror.columns]", years));
    let rows = bid.taken(&["form.xlsx", "--lot", "ror", "--map", "map.toml"]);
    assert_eq!(row(&rows, "ROR!E2:E2")["after"], "60 60 60 60");
    // Nor does the layout take it.
    assert_eq!(bid.run(&["map", "form.xlsx", "--layout", "laid-out"]).code, 0);
    assert!(!bid.read("laid-out/dqe/ror.toml").contains("60"));
}

/// What a map has no place for is reported as what it is, and not as missing: a year after the contract, a quantity of each
/// month, several columns of which none is the total.
#[test]
fn quantities_that_a_map_does_not_name_are_reported_as_what_they_are() {
    let bid = Bid::new();
    let why = |headings: &[&str], quantities: &[&str]| {
        form(&bid, headings, &[(SIMPLE.0, SIMPLE.1, SIMPLE.2, quantities)]);
        assert_eq!(bid.run(&["map", "form.xlsx", "-o", "map.toml", "--force"]).code, 0);
        let (code, _, err) = bid.quantities(&["form.xlsx", "--lot", "ror", "--map", "map.toml", "--spread"]);
        assert_eq!(code, 2, "{headings:?}: {err}");
        err
    };
    let years = ["Quantité an 1", "Quantité an 2", "Quantité an 3", "Quantité an 4", "Quantité an 5"];
    let err = why(&years, &["8", "10", "10", "10", "2"]);
    assert!(err.contains("a quantity after the contract: year 5"), "{err}");
    let err = why(&["Quantité mensuelle"], &["4"]);
    assert!(
        err.contains("4 under `Quantité mensuelle` (E): a quantity neither of a year nor of the contract"),
        "{err}"
    );
    let err = why(&["Quantité annuelle"], &["10"]);
    assert!(err.contains("a quantity of 10 a year: if it holds for each, name E"), "{err}");
    let parts = ["Qté période ferme (24 mois)", "Qté reconduction 1", "Qté reconduction 2"];
    form(&bid, &parts, &[(SIMPLE.0, SIMPLE.1, SIMPLE.2, &["20", "10", "10"])]);
    let (code, _, err) = bid.quantities(&["form.xlsx", "--lot", "ror", "--spread"]);
    assert!(code == 2 && err.contains("several columns may be the quantity (E, F, G)"), "{err}");
    assert_eq!(bid.run(&["map", "form.xlsx", "-o", "map.toml", "--force"]).code, 0);
    assert!(bid.read("map.toml").contains("quantity = \"?\""), "{}", bid.read("map.toml"));
}

/// Thirty half-days answered as our line of days are no thirty days: they are refused, and the layout is left as it is.
#[test]
fn quantities_of_another_unit_are_never_taken() {
    let bid = Bid::new();
    let years = ["Quantité année 1", "Quantité année 2", "Quantité année 3", "Quantité année 4"];
    let lines = [
        (SIMPLE.0, SIMPLE.1, SIMPLE.2, &["1", "2", "3", "4"][..]),
        ("A1", "Architecte", "demi-journée", &["30", "30", "30", "30"]),
        ("A2", "DBA", "jour", &["5", "5", "5", "5"]),
    ];
    form(&bid, &years, &lines);
    assert_eq!(bid.run(&["map", "form.xlsx", "-o", "map.toml"]).code, 0);
    let answered: Vec<String> = bid
        .read("map.toml")
        .lines()
        .map(|line| match line.split_once(" = \"") {
            Some(("3", _)) => "3 = \"7.1\"".to_owned(),
            Some(("4", _)) => "4 = \"7.3\"".to_owned(),
            _ => line.to_owned(),
        })
        .collect();
    bid.write("map.toml", answered.join("\n"));
    let rows = bid.taken(&["form.xlsx", "--lot", "ror", "--map", "map.toml"]);
    assert_eq!(row(&rows, "ROR!3")["reason"], "counted in `demi-journée`, and 7.1 in day");
    assert_eq!(row(&rows, "ROR!E4:H4")["after"], "5 5 5 5");
}

/// Years with nothing above them count what the buyer typed below: no amount is known before the prices are.
#[test]
fn bare_years_over_typed_figures_are_quantities() {
    let bid = starting("2027-01");
    for headings in [
        ["An 1", "An 2", "An 3", "An 4"],
        ["2027", "2028", "2029", "2030"],
        ["Année 1 (2027-2028)", "Année 2 (2028-2029)", "Année 3 (2029-2030)", "Année 4 (2030-2031)"],
    ] {
        form(&bid, &headings, &[(SIMPLE.0, SIMPLE.1, SIMPLE.2, &["1200", "900", "600", "300"])]);
        let rows = bid.taken(&["form.xlsx", "--lot", "ror"]);
        assert_eq!(row(&rows, "ROR!E2:H2")["after"], "1200 900 600 300", "{headings:?}");
    }
}

/// A calendar year is a contract year where the contract starts in a January and lasts through it; what covers two of them, or
/// none, is for a person to name.
#[test]
fn calendar_years_are_read_against_the_start_of_the_contract() {
    let years = ["Quantité 2027", "Quantité 2028", "Quantité 2029", "Quantité 2030"];
    let later = ["Quantité 2028", "Quantité 2029", "Quantité 2030", "Quantité 2031"];
    let starts = |start: &str, headings: &[&str]| {
        let bid = starting(start);
        form(&bid, headings, &[(SIMPLE.0, SIMPLE.1, SIMPLE.2, &["10", "20", "30", "40"])]);
        bid
    };
    let rows = starts("2027-01", &years).taken(&["form.xlsx", "--lot", "ror"]);
    assert_eq!(row(&rows, "ROR!E2:H2")["after"], "10 20 30 40");
    let asked =
        [("2027-03", &years, "March 2027"), ("2027-01", &later, "January 2027"), ("2027-09", &years, "September 2027")];
    for (start, headings, name) in asked {
        let bid = starts(start, headings);
        let (code, out, err) = bid.quantities(&["form.xlsx", "--lot", "ror"]);
        let first = headings[0].trim_start_matches("Quantité ");
        assert!(code == 2 && out.contains(&format!("quantities by calendar year, {first} (E)")), "{start}: {out}{err}");
        let run = bid.run(&["--lang", "en", "map", "form.xlsx", "-o", "map.toml"]);
        assert!(run.err.contains("counts by calendar year") && run.err.contains(name), "{}", run.err);
        let map = bid.read("map.toml");
        let open = "quantities = { 1 = \"?\", 2 = \"?\", 3 = \"?\", 4 = \"?\" }";
        assert!(
            map.contains(&format!("{open}  # column of each year of the contract, which starts in {name}: E1 {first}")),
            "{map}"
        );
        bid.write("map.toml", map.replace(open, "quantities = { 1 = \"F\", 2 = \"G\", 3 = \"H\", 4 = \"E\" }"));
        let rows = bid.taken(&["form.xlsx", "--lot", "ror", "--map", "map.toml"]);
        assert_eq!(row(&rows, "ROR!E2:H2")["after"], "20 30 40 10");
    }
    // The layout does not put our quantities in the place of the buyer's.
    let bid = starts("2027-03", &years);
    assert_eq!(bid.run(&["--lang", "en", "map", "form.xlsx", "--layout", "new"]).code, 0);
    let laid_out = bid.read("new/dqe/ror.toml");
    assert!(laid_out.contains("quantity = \"?\"\n# the buyer counts by calendar year"), "{laid_out}");
}

/// What counts hundreds or thousands is never read as plain: the map asks how many units each quantity counts, and the import,
/// the layout and the filled file follow its answer.
#[test]
fn quantities_of_several_units_are_asked_for() {
    for (heading, times) in
        [("Qté (centaines)", 100), ("Quantité en milliers", 1_000), ("Volume (k)", 1_000), ("Qté ×100", 100)]
    {
        let bid = Bid::new();
        let years = ["année 1", "année 2", "année 3", "année 4"].map(|year| format!("{heading} {year}"));
        let headings: Vec<&str> = years.iter().map(String::as_str).collect();
        form(&bid, &headings, &[(SIMPLE.0, SIMPLE.1, SIMPLE.2, &["1", "2", "3", "0.5"])]);
        let (code, out, _) = bid.quantities(&["form.xlsx", "--lot", "ror"]);
        assert!(code == 2 && out.contains(&format!("write `quantity_scale = {times}` in the map")), "{heading}: {out}");
        assert_eq!(bid.run(&["map", "form.xlsx", "-o", "map.toml", "--layout", "new"]).code, 0);
        assert!(bid.read("new/dqe/ror.toml").contains("quantity = \"?\""), "{heading}");
        let fill = || bid.run(&["fill", "form.xlsx", "--map", "map.toml", "-o", "out.xlsx", "--force"]);
        assert!(fill().code == 1 && fill().err.contains("E0724"), "{heading}: {}", fill().err);
        let map = bid.read("map.toml");
        for answer in [times, 1] {
            bid.write("map.toml", map.replace("quantity_scale = \"?\"", &format!("quantity_scale = {answer}")));
            let rows = bid.taken(&["form.xlsx", "--lot", "ror", "--map", "map.toml"]);
            let quantities = [1.0, 2.0, 3.0, 0.5].map(|of| (of * f64::from(answer)).to_string()).join(" ");
            assert_eq!(row(&rows, "ROR!E2:H2")["after"], quantities, "{heading}");
            assert_eq!(fill().code, 0, "{}", fill().err);
        }
        bid.write("map.toml", map.replace("quantity_scale = \"?\"", "quantity_scale = 0"));
        assert!(fill().err.contains("E0710") || fill().err.contains("`quantity_scale`"), "{}", fill().err);
    }
}
