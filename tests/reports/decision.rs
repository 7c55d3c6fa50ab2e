//! What a comparison recommends: by its rule, among what the bidder can choose; on one page, for every eye.

use std::fs;
use std::path::Path;
use std::process::Command;

use chiffrage::app::{CompareRequest, Compared, compare};
use chiffrage::model::{Text, load};
use chiffrage::report;
use chiffrage::scenario::Aim;
use chiffrage::scenario::Hold;
use chiffrage::sheet::{Cell, Drawing, Drawn, Seen};
use chiffrage::unit::Lang;
use rust_decimal::Decimal;

use crate::support;
use crate::support::program;

/// The scenarios that change only teams, mixes, one-offs and the price policy, beside the base, by what is in their files: the
/// others are of volumes, sites, cards, platform, dates, or of other lots.
const CHOICES: [&str; 6] =
    ["Offre de base", "Hybride progressif", "Nearshore 30 %", "Nearshore 50 %", "Tout en France", "Prix offensif"];

fn compared(text: &Text, lang: Lang) -> Compared<'_> {
    let request = CompareRequest { scenarios: &[], baseline: "base", lot: None, bridged: true, hold: Hold::Margins };
    compare(text, &request, lang, |_| || ()).unwrap_or_else(|refused| panic!("{refused:#?}"))
}

fn shipped() -> Text {
    load(&support::root().join("models"), &support::root().join("templates"))
}

fn plain(words: &str) -> String {
    words.replace('\u{a0}', " ")
}

/// By the README's table: 42 055 184,23 € for the base with 14,4 %, 41 073 046,66 € and 35 146 620 € of cost for nearshore
/// 50 %, which is 14,4 % too and the least of those; the price push is cheapest, all onshore has most people in France.
#[test]
fn each_rule_names_its_scenario() {
    let text = shipped();
    let compared = compared(&text, Lang::Fr);
    let heading = |aim| plain(&compared.decided(aim).unwrap().title[0]);
    assert_eq!(heading(Aim::Margin), "Recommandé : Nearshore 50 %");
    assert_eq!(heading(Aim::Price), "Recommandé : Prix offensif");
    assert_eq!(heading(Aim::Onshore), "Recommandé : Tout en France");
    let decided = compared.decided(Aim::Margin).unwrap();
    let mut names: Vec<String> = decided.rows.iter().map(|row| report::shown(&row.cells[0], Lang::Fr)).collect();
    // What the others are compared to is above them, and the chart begins below it.
    assert_eq!(names.remove(0), "Offre de base (référence)");
    names.push("Offre de base".into());
    names.sort();
    let mut expected = CHOICES.map(|name| name.replace(" %", "\u{a0}%"));
    expected.sort();
    assert_eq!(names.iter().map(|name| plain(name)).collect::<Vec<_>>(), expected.map(|name| plain(&name)));
    // 41 073 046,66 − 42 055 184,23 = −982 137,57; of margin, 41 073 046,66 − 35 146 620 less 42 055 184,23 − 35 982 202.
    let row =
        decided.rows.iter().find(|row| plain(&report::shown(&row.cells[0], Lang::Fr)) == "Nearshore 50 %").unwrap();
    let number = |cell: usize| row.cells[cell].number().unwrap();
    assert_eq!(number(1), Decimal::from(41_073_047));
    assert_eq!(number(2), Decimal::from(-982_138));
    let margin = Decimal::from(41_073_047 - 35_146_620);
    let before = Decimal::from(42_055_184 - 35_982_202);
    assert!((number(3) - margin).abs() <= Decimal::ONE && (number(4) - (margin - before)).abs() <= Decimal::TWO);
    // What is not a choice is said to be none.
    let notes = plain(&decided.notes.join("\n"));
    for hazard in ["Volumes doublés", "Nearshore 30 %, productivité faible", "Lots 3 et 4 seuls"] {
        assert!(notes.contains(&format!("« {hazard} »")), "{hazard}: {notes}");
    }
}

/// The one that loses least often, then earns most in 80 % of the draws, of those of the table of risks.
#[test]
fn the_safest_is_named_once_risk_is_known() {
    let text = shipped();
    let compared = compared(&text, Lang::En).with_risk(400, 7).unwrap_or_else(|refused| panic!("{refused:#?}"));
    let risks = compared.risks().unwrap();
    let column = |key: &str| risks.columns.iter().position(|column| column.key == key).unwrap();
    let number = |row: usize, key: &str| risks.rows[row].cells[column(key)].number().unwrap();
    let name = |row: usize| report::shown(&risks.rows[row].cells[0], Lang::En);
    let choices = ["Base bid", "Hybrid, step by step", "Nearshore 30%", "Nearshore 50%", "All onshore", "Price push"];
    let rows = (0..risks.rows.len()).filter(|row| choices.contains(&name(*row).as_str()));
    let safest = rows.min_by_key(|row| (number(*row, "loss").round_dp(3), -number(*row, "margin_at_80"))).unwrap();
    let decided = compared.decided(Aim::Risk).unwrap();
    assert!(decided.title[0].ends_with(&format!(": {}", name(safest))), "{} is not {}", decided.title[0], name(safest));
    let best = decided.rows.iter().find(|row| report::shown(&row.cells[0], Lang::En) == name(safest)).unwrap();
    assert_eq!(best.cells[7].number(), Some(number(safest, "margin_at_80")));
}

/// The picture is sorted by price; the workbook's chart has the same rows, and its first sheet says the same.
#[test]
fn page_and_workbook_begin_with_the_decision() {
    let text = shipped();
    let compared = compared(&text, Lang::Fr);
    let page = compared.page(Some(Aim::Margin)).unwrap();
    let front = page.front.as_ref().unwrap();
    let Drawing::Bars { groups, .. } = &front.picture.drawing else { panic!("bars") };
    let deltas: Vec<Decimal> = groups.iter().map(|(_, cells)| cells[0].number().unwrap()).collect();
    assert!(deltas.is_sorted() && deltas.len() == CHOICES.len() - 1, "{deltas:?}");
    let book = compared.book(Some(Aim::Margin));
    let first = &book.sheets[0];
    assert_eq!(first.title[0], front.heading);
    assert_eq!(first.contents.len(), book.sheets.len() - 1);
    let Drawn::Columns { rows, series, .. } = &first.charts[0].drawn else { panic!("columns") };
    let drawn: Vec<Decimal> = first.rows[rows.clone()].iter().filter_map(|row| row.cells[series[0]].number()).collect();
    assert_eq!(drawn, deltas);
    // A version is compared to be understood, not to be chosen.
    assert!(compared.page(None).unwrap().front.is_none());
    let is_hidden =
        |sheet: &chiffrage::sheet::Sheet| sheet.columns.iter().filter(|column| column.seen == Seen::ByCharts).count();
    assert_eq!(book.sheets.iter().map(is_hidden).sum::<usize>(), 2, "the keys of scenarios twice");
    assert!(front.key_figures.iter().all(|(_, cell)| matches!(cell, Cell::Text(_) | Cell::Percent(_))));
}

/// Runs Chromium without a network of its own.
fn chromium(program: &Path, folder: &Path, args: &[&str]) -> String {
    let output = Command::new(program)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
        .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
        .args(["--disable-dev-shm-usage", "--window-size=1280,1000"])
        .arg(format!("--user-data-dir={}", folder.join("profile").display()))
        .args(args)
        .output()
        .unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn html(lang: Lang) -> String {
    let text = shipped();
    let compared = compared(&text, lang).with_risk(200, 1).unwrap_or_else(|refused| panic!("{refused:#?}"));
    report::html(&compared.page(Some(Aim::Margin)).unwrap_or_else(|refused| panic!("{refused:#?}")))
}

/// On A4 the decision is alone on the first page, and all of it is there.
#[test]
fn page_one_is_the_decision_alone() {
    let (Some(browser), Some(to_text)) =
        (program(&["chromium", "chromium-browser", "google-chrome"]), support::program_with(&["pdftotext"], "-v"))
    else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    fs::write(file("page.html"), html(Lang::Fr)).unwrap();
    let print = format!("--print-to-pdf={}", file("page.pdf").display());
    let address = format!("file://{}", file("page.html").display());
    chromium(&browser, folder.path(), &[&print, "--no-pdf-header-footer", &address]);
    let page = |number: &str| {
        let output = Command::new(&to_text)
            .args(["-f", number, "-l", number, "-layout"])
            .arg(file("page.pdf"))
            .arg("-")
            .output();
        plain(&String::from_utf8_lossy(&output.unwrap().stdout))
    };
    let (first, second) = (page("1"), page("2"));
    for words in ["Recommandé : Nearshore 50 %", "Règle :", "Pourquoi", "Ce qui doit être vrai", "Ne se produit pas"]
    {
        assert!(first.contains(words), "{words}: {first}");
    }
    assert!(!first.contains("Annexe") && second.trim_start().starts_with("Annexe"), "{second}");
}
