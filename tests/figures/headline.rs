//! What a comparison says of nearshore, in words: worked by hand on the small bid of tests/cases/base.toml, 1,560,000 over
//! 24 months for 6 people in Paris: lot a builds with 2 and has half of a pool of 3, lot b runs with 1 and has the other.

use chiffrage::model;
use chiffrage::report::{self, Page};
use chiffrage::scenario::{Base, Comparison, compare};
use chiffrage::sheet::{self, Width};
use chiffrage::unit::Lang;

use crate::support;
use crate::support::{change, small};

/// Half of lot a's build in Rabat: 1 developer in Paris 240,000; 1 / 0.8 = 1.25 there at 200 a day 120,000; 360,000 for
/// 480,000, sold 450,000 for 600,000.
const SOUTH: [&str; 2] = ["lots.a.mix", "\"south\""];

/// Half of lot b's run at a site that costs more than Paris: 0.5 × 20 × (400 + 700) × 24 = 264,000 for 192,000, sold
/// 330,000 for 240,000.
const DEAR: [[&str; 2]; 4] = [
    ["rates.dear", "{ currency = \"EUR\", base_month = \"2027-01\", daily_cost = { operator = 700 } }"],
    [
        "sites.dear",
        "{ label = \"Dear\", zone = \"nearshore\", calendar = \"even\", card = \"dear\", absence_days = 0, productivity = { steady = 1 }, coordination = 0, drift = 0, per_head_month = 0 }",
    ],
    ["mixes.dear", "{ label = \"Half dear\", shares = { paris = 0.5, dear = 0.5 } }"],
    ["lots.b.mix", "\"dear\""],
];

/// The sentences on the scenario `x` and the base, in their order, with blanks as plain ones.
fn reported(changes: &[[&str; 2]], ids: &[&str], lot: Option<&str>, lang: Lang) -> Vec<String> {
    let changes: Vec<String> =
        changes.iter().enumerate().map(|(i, [select, to])| change(&format!("c{i}"), select, to)).collect();
    let text = small(&[("x", &changes.concat())]);
    let base = Base::of(&text).unwrap_or_else(|findings| panic!("{findings:#?}"));
    let ids: Vec<String> = ids.iter().map(|id| (*id).to_owned()).collect();
    let comparison: Comparison = compare(&base, &ids, true).unwrap_or_else(|findings| panic!("{findings:#?}"));
    let plain = |lines: Vec<String>| lines.iter().map(|line| line.replace('\u{a0}', " ")).collect::<Vec<_>>();
    let table = plain(sheet::compare(&comparison, lot, Width::Narrow, lang).notes);
    let page = plain(sheet::compare_page(&comparison, lot, None, &text.sources, lang).headline);
    let book = sheet::compare_book(&comparison, lot, &text.sources, lang);
    let summary = plain(book.sheets[0].notes.clone());
    // The terminal, the page and the workbook say the same.
    assert_eq!(summary, table);
    assert!(table.starts_with(&page), "{table:#?}\n{page:#?}");
    page
}

/// Lot a takes Rabat and gains 150,000; lot b takes what is dear and loses 90,000; the pool stays. Of 6 people 1.5 go.
#[test]
fn where_nearshore_pays_and_where_not_by_lot_and_by_nature() {
    let changes = [&[SOUTH], &DEAR[..]].concat();
    let sentences = reported(&changes, &["base", "x"], None, Lang::Fr);
    let expected = [
        "Le plus de nearshore, x : 60 000 € de moins que l’offre de base (3,8 %) ; 25,0 % du travail hors de France pour 25,0 % demandés, 1,5 ETP de moins en France (sur 6,0).",
        "Il est rentable dans : Lot a −150 000 € ; pas dans : Lot b +90 000 €.",
        "Par nature : Build −150 000 €, Run applicatif +90 000 € ; rien sur MCO/MCS infrastructure.",
    ];
    assert_eq!(sentences[..3], expected);
    let sentences = reported(&changes, &["base", "x"], None, Lang::En);
    let expected = [
        "Most nearshore, x: €60,000 less than the base bid (3.8%); 25.0% of the work away from France for 25.0% asked, 1.5 FTE fewer in France (of 6.0).",
        "It pays in: Lot a −€150,000; not in: Lot b +€90,000.",
        "By nature: Build −€150,000, Application run +€90,000; nothing on Infrastructure run.",
    ];
    assert_eq!(sentences[..3], expected);
}

/// Of lot b alone, 600,000 and 90,000 dearer. It has 2.5 people, half a one goes: a fifth.
#[test]
fn one_lot_is_told_by_nature() {
    let changes = [&[SOUTH], &DEAR[..]].concat();
    let sentences = reported(&changes, &["base", "x"], Some("b"), Lang::Fr);
    let expected = [
        "Le plus de nearshore, x : 90 000 € de plus que l’offre de base (15,0 %) ; 20,0 % du travail hors de France pour 20,0 % demandés, 0,5 ETP de moins en France (sur 2,5).",
        "Par nature : Run applicatif +90 000 € ; rien sur MCO/MCS infrastructure.",
    ];
    assert_eq!(sentences[..2], expected);
}

/// Lot b takes no more nearshore than in the base: of it, nothing is reported.
#[test]
fn a_lot_without_more_nearshore_is_left_out() {
    let sentences = reported(&[SOUTH], &["base", "x"], None, Lang::Fr);
    assert_eq!(sentences[1], "Il est rentable dans chaque lot qui en prend : Lot a −150 000 €.");
    assert_eq!(sentences[2], "Par nature : Build −150 000 € ; rien sur Run applicatif, MCO/MCS infrastructure.");
}

/// A gain of a tenth a year is of the driver productivity too: what nearshore is worth cannot be separated from it. Build
/// 225,000 and 202,500, run 120,000 and 108,000, the pool at its minimum 720,000: 1,375,500.
#[test]
fn gains_are_not_told_as_nearshore() {
    let sentences = reported(&[SOUTH, ["policy.gain", "0.1"]], &["base", "x"], None, Lang::Fr);
    assert!(
        sentences[0].starts_with(
            "Le plus de nearshore, x : 184 500 € de moins que l’offre de base (11,8 %) ; 16,2 % du travail"
        ),
        "{sentences:#?}"
    );
    for word in ["dont", "rentable", "Par nature"] {
        assert!(!sentences.iter().any(|line| line.contains(word)), "{word}: {sentences:#?}");
    }
}

/// A margin of a half beside: 1,128,000 × 2 = 2,256,000; of it the mix takes 120,000 off at 1.25 times or twice, 195,000
/// on average. Natures move by the margin too, and are not reported.
#[test]
fn another_driver_is_told_apart() {
    let sentences = reported(&[SOUTH, ["policy.margin", "0.5"]], &["base", "x"], None, Lang::Fr);
    let start = "Le plus de nearshore, x : 696 000 € de plus que l’offre de base (44,6 %), dont 195 000 € de moins par le mix et la productivité ; ";
    assert!(sentences[0].starts_with(start), "{sentences:#?}");
    assert_eq!(sentences[1], "Il est rentable dans chaque lot qui en prend : Lot a −195 000 €.");
    assert!(!sentences.iter().any(|line| line.contains("Par nature")), "{sentences:#?}");
}

/// Held against x, the base costs 60,000 more than its 1,500,000, with 1.5 people more in France than its 4.5.
#[test]
fn the_first_scenario_is_named_whichever_it_is() {
    let changes = [&[SOUTH], &DEAR[..]].concat();
    let sentences = reported(&changes, &["x", "base"], None, Lang::Fr);
    let expected = "Le moins de nearshore, Offre de base : 60 000 € de plus que « x » (4,0 %), 1,5 ETP de plus en France (sur 4,5).";
    assert_eq!(sentences[0], expected);
    let sentences = reported(&changes, &["x", "base"], None, Lang::En);
    let expected = "Least nearshore, Base bid: €60,000 more than “x” (4.0%), 1.5 FTE more in France (of 4.5).";
    assert_eq!(sentences[0], expected);
}

/// The whole of `compare` is one screen of a terminal; a narrow one cuts no word off.
#[test]
fn the_shipped_comparison_is_one_screen() {
    let text = model::load(&support::root().join("models"), &support::root().join("templates"));
    let base = Base::of(&text).unwrap_or_else(|findings| panic!("{findings:#?}"));
    let comparison = compare(&base, &base.ids(), true).unwrap_or_else(|findings| panic!("{findings:#?}"));
    let drawn = |width: u16| {
        let page = Page { styled: false, width: Some(width) };
        let sheets =
            [sheet::compare(&comparison, None, Width::Narrow, Lang::Fr), sheet::bridges(&comparison, None, Lang::Fr)];
        sheets.map(|sheet| report::text(&sheet, Lang::Fr, page)).concat()
    };
    let widest = |screen: &str| screen.lines().map(|line| line.chars().count()).max().unwrap();
    let screen = drawn(100);
    assert!(screen.lines().count() <= 60 && widest(&screen) <= 100, "{screen}");
    let narrow = drawn(40);
    assert!(widest(&narrow) <= 40, "{narrow}");
    assert!(narrow.replace('\n', " ").contains("Par nature\u{a0}: Build\u{a0}−905"), "{narrow}");
}
