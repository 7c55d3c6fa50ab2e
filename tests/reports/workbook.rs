//! The DQE workbook as others read it: cached values, recalculation by LibreOffice (method §10, 8),
//! nothing internal, the same bytes twice.

use calamine::{Data, DataType as _};
use chiffrage::engine::staffing as people;
use chiffrage::model::bid::LotId;
use chiffrage::scenario::{Base, compare};
use chiffrage::sheet::{self, Book};
use chiffrage::unit::Lang;
use chiffrage::workbook::{bytes, is_ours};

use crate::support;
use crate::support::spreadsheet::{agree, cells, number, parts, recalculated};

/// Every formula of a book, recalculated, shows what the engine says, to the cent.
fn agrees(book: &Book, least: usize) {
    let xlsx = bytes(book).unwrap();
    let formulas = cells(&xlsx).1.len();
    assert!(formulas >= least, "{formulas} formulas: is the workbook alive?");
    let folder = tempfile::tempdir().unwrap();
    let Some(recalculated) = recalculated(&xlsx, folder.path()) else { return };
    assert_eq!(agree(&xlsx, &recalculated), formulas);
}

#[test]
fn libreoffice_computes_the_engine_s_cents_in_every_cell() {
    let (bid, _, estimate) = support::shipped();
    // 4 lots of about 20 lines, each with 8 formulas and more.
    agrees(&sheet::dqe(&bid, &estimate.dqe, None), 600);
    agrees(&sheet::dqe(&bid, &estimate.dqe, Some(LotId::from(2))), 150);
}

/// The comparison of the base and every scenario: differences, totals, bridges and waterfalls are formulas.
#[test]
fn a_comparison_recalculated_shows_the_same() {
    let text = chiffrage::model::load(&support::root().join("models"), &support::root().join("templates"));
    let base = Base::of(&text).unwrap_or_else(|f| panic!("{f:#?}"));
    let comparison = compare(&base, &base.ids(), true).unwrap_or_else(|f| panic!("{f:#?}"));
    // 11 scenarios with 4 formulas in the summary, 4 in each of 4 lots and 6 in all, then the rest.
    agrees(&sheet::compare_book(&comparison, None, &text.sources, Lang::Fr), 400);
    agrees(&sheet::compare_book(&comparison, Some("ror"), &text.sources, Lang::En), 150);
}

#[test]
fn cached_values_are_the_engine_s_cents() {
    let (bid, _, estimate) = support::shipped();
    let (values, _) = cells(&bytes(&sheet::dqe(&bid, &estimate.dqe, None)).unwrap());
    let recap: Vec<f64> = values
        .iter()
        .filter(|(at, data)| at.0 == "Récapitulatif" && at.2 == 4 && data.is_float())
        .map(|(_, d)| number(Some(d)))
        .collect();
    let gross = estimate
        .dqe
        .lots
        .iter()
        .chain([&estimate.dqe.total])
        .map(|t| t.gross.shown().to_string().parse::<f64>().unwrap());
    assert_eq!(recap, gross.collect::<Vec<_>>());
}

#[test]
fn the_same_bid_gives_the_same_bytes() {
    let make = || {
        let (bid, inputs, estimate) = support::shipped();
        let people = people(&bid, &inputs, &estimate.plan);
        let people = sheet::People {
            bid: &bid,
            inputs: &inputs,
            estimate: &estimate,
            staffing: &people,
            whom: sheet::Whom::default(),
            lang: Lang::Fr,
        };
        let staffing = people.book(rust_decimal::Decimal::ONE);
        (bytes(&sheet::dqe(&bid, &estimate.dqe, None)).unwrap(), bytes(&staffing).unwrap())
    };
    let (first, second) = (make(), make());
    assert!(first == second);
    assert!(is_ours(&first.0) && !is_ours(b"PK"));
}

/// Words that only the bidder may read: ids of the model, sites, partners, terms of cost.
#[test]
fn the_dqe_holds_nothing_internal() {
    let (bid, _, estimate) = support::shipped();
    let mut forbidden: Vec<String> =
        ["marge", "coût complet", "cjm", "nearshore", "provision", "overhead", "margin", "models/"]
            .map(str::to_owned)
            .to_vec();
    forbidden.extend(bid.sites.iter().map(|s| s.id.to_lowercase()));
    forbidden.extend(bid.sites.iter().map(|s| s.label.fr.to_lowercase()));
    forbidden.extend(bid.mixes.iter().map(|m| m.id.to_lowercase()));
    forbidden.extend(bid.partners.iter().map(|p| p.label.fr.to_lowercase()));
    forbidden
        .extend(bid.lots.iter().flat_map(|l| &l.positions).map(|p| p.id.to_lowercase()).filter(|id| id.contains('-')));
    for (name, content) in parts(&bytes(&sheet::dqe(&bid, &estimate.dqe, None)).unwrap()) {
        assert!(!name.contains("comment") && !name.contains("externalLink"), "{name}");
        let text = String::from_utf8(content).unwrap().to_lowercase().replace("pagemargins", "");
        assert!(!text.contains("hidden"), "{name} hides something");
        for word in &forbidden {
            // A word of the model may be a word of the language too, but not within these parts.
            assert!(!text.contains(word.as_str()), "`{word}` stands in {name}");
        }
    }
}

/// A label that looks like a formula is text.
#[test]
fn a_label_is_never_a_formula() {
    let (mut bid, _, estimate) = support::shipped();
    bid.lots.raw[0].lines.raw[0].label = "=HYPERLINK(\"http://x\")".into();
    bid.lots.raw[0].lines.raw[1].label = "@SUM(A1)".into();
    bid.lots.raw[0].lines.raw[2].label = "-1+1".into();
    let (values, formulas) = cells(&bytes(&sheet::dqe(&bid, &estimate.dqe, None)).unwrap());
    for text in ["=HYPERLINK(\"http://x\")", "@SUM(A1)", "-1+1"] {
        let places: Vec<_> =
            values.iter().filter(|(_, d)| **d == Data::String(text.into())).map(|(at, _)| at).collect();
        assert_eq!(places.len(), 2, "{text} stands in the lot's sheet and in the BPU");
        assert!(places.iter().all(|at| !formulas.contains(at)));
    }
}
