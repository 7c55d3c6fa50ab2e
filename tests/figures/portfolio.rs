//! Every set of the lots: against figures worked by hand, against the same bids priced one by one, and as properties.

use std::fs;

use assert_cmd::Command;
use chiffrage::engine::{self, Broken, Inputs, LotSet, Portfolio};
use chiffrage::model::{self, Bid, bid_of};
use chiffrage::scenario::Scenarios;
use chiffrage::unit::Exact;
use itertools::Itertools as _;
use proptest::prelude::*;
use rust_decimal::{Decimal, dec};
use serde_json::Value;

use crate::generate;
use crate::generate::{pooled_bid, priced};
use crate::support;

fn portfolio(bid: &Bid) -> Portfolio<Exact> {
    engine::portfolio(bid, &Inputs::exact(bid), &priced(bid)).unwrap_or_else(|f| panic!("{f:#?}"))
}

/// The base of the cases worked by hand, with other text laid over it.
fn case(over: &str) -> Bid {
    let table = |text: &str| text.parse::<toml::Table>().unwrap();
    let base = table(&fs::read_to_string(support::root().join("tests/cases/base.toml")).unwrap());
    let over = table(over);
    let texts = base.iter().chain(&over).map(|(key, table)| (format!("{key}.toml"), toml::to_string(table).unwrap()));
    let texts = texts.collect_vec();
    generate::bid_of(&texts)
}

/// A set by its lots' ids: `a+b`.
fn set<'a>(bid: &Bid, all: &'a Portfolio<Exact>, ids: &str) -> &'a LotSet<Exact> {
    let found = all.sets.iter().find(|set| set.lots.iter().map(|l| bid.lots[*l].id.as_str()).join("+") == ids);
    found.unwrap_or_else(|| panic!("no set {ids}"))
}

fn stranded(bid: &Bid, set: &LotSet<Exact>, id: &str) -> Decimal {
    let lot = bid.lot(id).unwrap();
    exact(set.losses.iter().find(|loss| loss.lot == lot).unwrap().stranded())
}

fn exact(number: Exact) -> Decimal {
    number.value().unwrap()
}

// ---- By hand ---------------------------------------------------------------------------------------------------------

/// The base bid (tests/cases/base.toml): each lot asks 1 FTE of a pool that takes 3 however few lots there are; an FTE
/// of it costs 20 × 400 = 8,000 a month, 192,000 over the 24 months. Margin is 0.2 of the price.
///
/// Alone, a lot pays 3 FTE of the pool: 576,000. Together they need max(3, 1 + 1) = 3, and each pays 1.5: 288,000.
///
/// - a alone: build 2 × 10,000 × 24 = 480,000, pool 576,000: 1,056,000, sold 1,320,000.
/// - b alone: run 8,000 × 24 = 192,000, pool 576,000: 768,000, sold 960,000.
/// - a and b: 480,000 + 192,000 + 576,000 = 1,248,000, sold 1,560,000; of which a 768,000 and b 480,000.
///
/// Pooling saves 1,056,000 + 768,000 − 1,248,000 = 576,000: the 3 FTE that one of them would pay for nothing; the
/// buyer saves 1,320,000 + 960,000 − 1,560,000 = 720,000. Without b, the set had planned 1,248,000 − 480,000 = 768,000
/// for a, which costs 1,056,000: 288,000 are stranded, the 1.5 FTE that b was to pay. Without a, 768,000 − 480,000 =
/// 288,000 as well.
#[test]
fn two_lots_under_the_minimum_of_a_pool() {
    let bid = case("");
    let all = portfolio(&bid);
    let names = all.sets.iter().map(|set| set.lots.iter().map(|l| bid.lots[*l].id.as_str()).join("+")).collect_vec();
    assert_eq!(names, ["a", "b", "a+b"]);
    let figures = |ids: &str| {
        let set = set(&bid, &all, ids);
        (exact(set.total.net), exact(set.total.full), exact(set.saved()), exact(set.saved_price()))
    };
    assert_eq!(figures("a"), (dec!(1_320_000), dec!(1_056_000), dec!(0), dec!(0)));
    assert_eq!(figures("b"), (dec!(960_000), dec!(768_000), dec!(0), dec!(0)));
    assert_eq!(figures("a+b"), (dec!(1_560_000), dec!(1_248_000), dec!(576_000), dec!(720_000)));
    let both = set(&bid, &all, "a+b");
    assert_eq!(exact(both.total.margin().unwrap()), dec!(0.2));
    assert_eq!((stranded(&bid, both, "a"), stranded(&bid, both, "b")), (dec!(288_000), dec!(288_000)));
    let without_b = both.losses[1];
    assert_eq!((exact(without_b.planned), exact(without_b.rest)), (dec!(768_000), dec!(1_056_000)));
    assert!(set(&bid, &all, "a").losses.is_empty(), "nothing is left of a lot alone");
}

/// Demands of 2.5 and 1 on the same pool: a alone needs 3, b alone 3, together 3.5, and each pays its demand.
///
/// - a alone 480,000 + 3 × 192,000 = 1,056,000; within the set 480,000 + 2.5 × 192,000 = 960,000.
/// - b alone 192,000 + 3 × 192,000 = 768,000; within the set 192,000 + 1 × 192,000 = 384,000.
/// - The set 960,000 + 384,000 = 1,344,000: it saves 2.5 FTE, 1,824,000 − 1,344,000 = 480,000.
/// - Without b, a costs 1,056,000 − 960,000 = 96,000 more: half an FTE. Without a, b 768,000 − 384,000 = 384,000 more.
#[test]
fn two_lots_over_the_minimum_of_a_pool() {
    let bid = case("[lots.a.teams.ops.positions]\npool = { pool = \"infra\", fte = 2.5 }");
    let all = portfolio(&bid);
    let both = set(&bid, &all, "a+b");
    assert_eq!((exact(both.total.full), exact(both.saved())), (dec!(1_344_000), dec!(480_000)));
    assert_eq!((stranded(&bid, both, "a"), stranded(&bid, both, "b")), (dec!(384_000), dec!(96_000)));
}

/// A third lot that asks nothing of the pool saves nothing and strands nothing: it pays its own developer, 20 × 500 ×
/// 24 = 240,000, in any set.
#[test]
fn a_lot_outside_the_pool_changes_nothing() {
    let bid = case(
        "[lots.c]\nlabel = \"Lot c\"\nnumber = 3\n[lots.c.teams.dev]\nnature = \"build\"\n\
         positions = { dev = { profile = \"developer\", fte = 1 } }\n\
         [dqe.c.sections.main]\ncode = \"1\"\nlabel = \"Services\"\n[dqe.c.sections.main.lines]\n\
         build = { code = \"B1\", label = \"Build\", unit = \"month\", nature = \"build\", quantity = 1, weight = 1 }",
    );
    let all = portfolio(&bid);
    assert_eq!(all.sets.len(), 7);
    let saved = |ids: &str| exact(set(&bid, &all, ids).saved());
    assert_eq!((saved("a+c"), saved("b+c"), saved("a+b+c")), (dec!(0), dec!(0), dec!(576_000)));
    let three = set(&bid, &all, "a+b+c");
    assert_eq!(exact(three.total.full), dec!(1_488_000));
    assert_eq!(["a", "b", "c"].map(|id| stranded(&bid, three, id)), [dec!(288_000), dec!(288_000), dec!(0)]);
}

// ---- Rules -----------------------------------------------------------------------------------------------------------

const RULES: &str = r#"
[contract.exclusivity]
one-only = { label = "One lot", source = "assumption", at_most = 1 }
apart    = { label = "a and b apart", source = "assumption", lots = ["a", "b"] }
"#;

#[test]
fn a_set_that_breaks_a_rule_says_which() {
    let bid = case(RULES);
    let all = portfolio(&bid);
    assert!(set(&bid, &all, "a").broken.is_empty());
    assert_eq!(set(&bid, &all, "a+b").broken, [0, 1].map(|rule| Broken::Exclusivity(rule.into())));
    // A lot of a rule may be out of the bid: the rule still counts those that are in it.
    let bid = case(&format!("{RULES}\n[lots.b]\nin_bid = false"));
    assert!(portfolio(&bid).sets.iter().all(|set| set.broken.is_empty()));
}

/// Q21: who works in a lot and is part of another offer for it may be a subcontractor, and nothing else. The ally works
/// where a mix sends work to its site: half of the build of a, nothing of b.
#[test]
fn a_partner_in_two_offers_of_a_lot_breaks_the_rule_unless_it_is_a_subcontractor() {
    let broken = |role: &str, offers: &str, mix: &str| {
        let bid = case(&format!(
            "[partners]\nally = {{ label = \"Ally\", role = \"{role}\", other_offers = {offers} }}\n\
             [lots.a.teams.dev]\nmix = \"{mix}\""
        ));
        let all = portfolio(&bid);
        let broken = all.sets.iter().filter(|set| !set.broken.is_empty());
        broken.map(|set| set.lots.iter().map(|l| bid.lots[*l].id.as_str()).join("+")).collect_vec()
    };
    assert_eq!(broken("co-contractor", "[\"a\"]", "ally"), ["a", "a+b"]);
    assert_eq!(broken("lead", "[\"a\", \"b\"]", "ally"), ["a", "a+b"]);
    assert!(broken("subcontractor", "[\"a\"]", "ally").is_empty());
    assert!(broken("co-contractor", "[\"b\"]", "ally").is_empty(), "it does nothing in b");
    assert!(broken("co-contractor", "[\"a\"]", "home").is_empty(), "nor here in a");
    assert!(broken("co-contractor", "[]", "ally").is_empty());
}

#[test]
fn the_shipped_bid_holds_no_rule_that_nobody_said() {
    let (bid, _, _) = support::shipped();
    assert!(bid.exclusivity.is_empty() && bid.partners.iter().all(|partner| partner.thing.other_offers.is_empty()));
    let text = out(&["portfolio"]);
    assert!(text.contains("aucune règle connue") && text.contains("(Q1)"), "{text}");
}

// ---- One profile at several prices -----------------------------------------------------------------------------------

/// A day of a developer costs 500: sold at a margin of 0.2 in lot a, 625.00, and of 0.5 in lot b, 1,000.00. A day of an
/// operator is sold in both at 400 / 0.8 = 500.00, but that b has a margin of its own: 800.00; the manager only in a.
#[test]
fn a_profile_sold_at_different_prices_is_told() {
    let line = |code: &str, day: &str| {
        format!(
            "{{ code = \"{code}\", label = \"Day\", unit = \"day\", nature = \"on-demand\", quantity = 10, day = \"{day}\" }}"
        )
    };
    let lines = |lot: &str, profiles: &[&str]| {
        let lines = profiles.iter().enumerate().map(|(n, p)| format!("{p} = {}", line(&format!("D{n}"), p)));
        format!(
            "[dqe.{lot}.sections.days]\ncode = \"2\"\nlabel = \"Days\"\n[dqe.{lot}.sections.days.lines]\n{}\n",
            lines.format("\n")
        )
    };
    let (a, b) = (lines("a", &["manager", "developer", "operator"]), lines("b", &["developer", "operator"]));
    let bid = case(&format!("{a}{b}[lots.b]\nmargin = {{ on-demand = 0.5 }}"));
    let all = portfolio(&bid);
    let reported = all.profiles.iter().map(|one| {
        let lines = one.lines.iter().map(|sold| {
            let lot = &bid.lots[sold.lot];
            format!("{}/{} {}", lot.id, lot.lines[sold.line].code, exact(sold.unit_price).normalize())
        });
        let (low, high) = (exact(one.lowest).normalize(), exact(one.highest).normalize());
        format!("{}: {} ({low} to {high})", bid.profiles[one.profile].id, lines.format(", "))
    });
    assert_eq!(
        reported.collect_vec(),
        ["developer: a/D1 625, b/D0 1000 (625 to 1000)", "operator: a/D2 500, b/D1 800 (500 to 800)",]
    );
    // At one price nothing is reported.
    assert!(portfolio(&case(&format!("{a}{b}"))).profiles.is_empty());
}

// ---- Against the same bids, priced one by one ------------------------------------------------------------------------

/// Each set is the bid whose other lots are not in it: its price, its cost and each lot's, to the last digit.
#[test]
fn each_set_is_the_bid_without_the_other_lots() {
    let (bid, _, estimate) = support::shipped();
    let all = portfolio(&bid);
    assert_eq!(all.sets.len(), 15);
    for set in &all.sets {
        let folder = tempfile::tempdir().unwrap();
        let models = folder.path().join("models");
        support::copy(&support::root().join("models"), &models);
        for (_, lot) in bid.lots.iter_enumerated().filter(|(l, _)| !set.lots.contains(l)) {
            let path = models.join(format!("lots/{}.toml", lot.id));
            fs::write(&path, format!("in_bid = false\n{}", fs::read_to_string(&path).unwrap())).unwrap();
        }
        let text = model::load(&models, &support::root().join("templates"));
        let (fewer, _) = model::bid(&text).unwrap();
        let alone = priced(&fewer);
        let both = [(set.total, alone.dqe.total)].into_iter();
        for (ours, theirs) in both.chain(set.by_lot.iter().copied().zip(alone.dqe.lots.iter().copied())) {
            assert_eq!(
                [ours.net, ours.vat, ours.gross, ours.sell, ours.full].map(exact),
                [theirs.net, theirs.vat, theirs.gross, theirs.sell, theirs.full].map(exact)
            );
        }
        assert_eq!(set.by_lot.len(), fewer.lots.len());
    }
    let whole = all.sets.last().unwrap();
    assert_eq!(exact(whole.total.gross), exact(estimate.dqe.total.gross));
}

#[test]
fn the_scenario_of_lots_3_and_4_is_their_set() {
    let (bid, _, _) = support::shipped();
    let all = portfolio(&bid);
    let text = model::load(&support::root().join("models"), &support::root().join("templates"));
    let laid = Scenarios::of(&text).unwrap().lay("lots-3-4", &text).unwrap();
    let scenario = priced(&bid_of(&text, &laid.root).unwrap().0);
    let set = set(&bid, &all, "ror+pfc");
    assert_eq!(
        (exact(set.total.net), exact(set.total.full)),
        (exact(scenario.dqe.total.net), exact(scenario.dqe.total.full))
    );
    // And as the command prints them.
    let json = |args: &[&str]| -> Value { serde_json::from_str(&out(args)).unwrap() };
    let alone = json(&["price", "--scenario", "lots-3-4", "--format", "json"]);
    let total = alone["rows"].as_array().unwrap().iter().find(|row| row["kind"] == "total").unwrap().clone();
    let sets = json(&["portfolio", "--format", "json"]);
    let row = sets["rows"].as_array().unwrap().iter().find(|row| row["lots"] == "3+4").unwrap().clone();
    assert_eq!((&row["net"], &row["margin"], &row["lot_ids"]), (&total["price"], &total["margin"], &"ror pfc".into()));
    // Under the scenario, the sets are those of the two lots it leaves in the bid.
    let two = json(&["portfolio", "--scenario", "lots-3-4", "--format", "json"]);
    let names = two["rows"].as_array().unwrap().iter().map(|row| row["lots"].as_str().unwrap().to_owned());
    assert_eq!(names.collect_vec(), ["3", "4", "3+4"]);
    assert_eq!(two["rows"][2]["net"], row["net"]);
}

proptest! {
    #![proptest_config(generate::cases(24))]

    /// Method §10, 6: per-lot charges never rise when a lot joins. So, where nobody learns, pooling never costs and a
    /// lost lot never leaves the rest cheaper than planned; and what a set saves is what its parts save, and then what
    /// joining them saves.
    #[test]
    fn pooling_never_costs(spec in pooled_bid()) {
        let mut bid = spec.bid();
        generate::change(&mut bid, |path| path.contains(".productivity."), |_| Decimal::ONE);
        let all = portfolio(&bid);
        prop_assert_eq!(all.sets.len(), (1 << bid.lots.len()) - 1);
        let cut = dec!(0.000001);
        for set in &all.sets {
            prop_assert!(exact(set.saved()) >= -cut, "{:?} loses {:?}", set.lots, set.saved());
            prop_assert_eq!(set.losses.len(), if set.lots.len() > 1 { set.lots.len() } else { 0 });
            for loss in &set.losses {
                prop_assert!(exact(loss.stranded()) >= -cut, "{:?} without {:?} gains", set.lots, loss.lot);
            }
            let by_lot: Exact = set.by_lot.iter().map(|lot| lot.full).sum();
            prop_assert!((exact(by_lot) - exact(set.total.full)).abs() < cut);
        }
        // One core or many, the sets come in one order with one answer.
        let again = portfolio(&bid);
        let figures = |all: &Portfolio<Exact>| all.sets.iter().map(|s| (s.lots.clone(), exact(s.total.net))).collect_vec();
        prop_assert_eq!(figures(&all), figures(&again));
    }
}

// ---- As it is met ----------------------------------------------------------------------------------------------------

fn out(args: &[&str]) -> String {
    let run = Command::from_std(support::chiffrage()).current_dir(support::root()).args(args).assert().success();
    String::from_utf8(run.get_output().stdout.clone()).unwrap()
}

#[test]
fn one_lot_shows_the_sets_that_hold_it() {
    let rows = |args: &[&str]| -> Vec<Value> {
        let args = [&["portfolio", "--format", "json"], args].concat();
        let json: Value = serde_json::from_str(&out(&args)).unwrap();
        json["rows"].as_array().unwrap().clone()
    };
    let sets = rows(&["--lot", "ror"]);
    assert_eq!(sets.len(), 8);
    assert!(sets.iter().all(|row| row["lots"].as_str().unwrap().contains('3')));
    // A set may lose each of its lots where there is a rest: 6 × 2 + 4 × 3 + 4.
    assert_eq!(rows(&["--show", "losses"]).len(), 28);
    for row in rows(&["--show", "profiles"]) {
        assert!(
            row["lowest"].as_f64() < row["highest"].as_f64() && row["unit_price"].as_f64() >= row["lowest"].as_f64()
        );
    }
    assert!(out(&["portfolio", "--lang", "en"]).contains("Pooling saves most in 1+2+3+4"));
}

#[test]
fn the_workbook_holds_the_three_tables_and_is_internal() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lots.xlsx");
    out(&["portfolio", "-o", path.to_str().unwrap()]);
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(&path).unwrap();
    use calamine::Reader as _;
    assert_eq!(book.sheet_names(), ["Ensembles de lots", "Lots perdus", "Prix par profil"]);
    let sets = book.worksheet_range("Ensembles de lots").unwrap();
    assert_eq!(sets.rows().filter(|row| row[0].to_string().split('+').all(|n| n.parse::<u32>().is_ok())).count(), 15);
}

/// With a, b sells its infrastructure for 1.5 × 8,000 / 0.8 = 15,000 a month, just what is given for it, and nothing is
/// left for a line of no quantity. Alone it sells for 30,000, and nothing shares the other 15,000.
#[test]
fn a_set_that_cannot_be_priced_is_named() {
    let bid = case(
        "[dqe.b.sections.main.lines]\n\
         infra = { code = \"I1\", label = \"I\", unit = \"month\", nature = \"infrastructure\", quantity = 0, weight = 1 }\n\
         given = { code = \"I2\", label = \"I\", unit = \"month\", nature = \"infrastructure\", quantity = \"months\", given = 15000 }",
    );
    let findings = engine::portfolio(&bid, &Inputs::exact(&bid), &priced(&bid)).unwrap_err();
    let [finding] = findings.sorted()[..] else { panic!("{findings:#?}") };
    assert_eq!(finding.code.name(), "E0403");
    assert!(finding.message.en.ends_with("(bid without the other lots: `b`)"), "{}", finding.message.en);
}
