//! Bridges (method §8), worked by hand on the small bid of tests/cases/base.toml, and their invariants on the shipped one.

use chiffrage::app::{self, CompareRequest};
use chiffrage::model::{self, Text};
use chiffrage::scenario::{Base, Bridge, Comparison, Driver, Hold, Steps, compare, compare_ticking};
use chiffrage::sheet::Width;
use chiffrage::unit::Lang;
use rust_decimal::{Decimal, dec};

use crate::support;
use crate::support::{change, small};

/// The bridge from the base of a text to its scenario `x`.
fn bridge_to_x(text: &Text) -> Bridge {
    bridge(text, &["base", "x"])
}

fn bridge(text: &Text, ids: &[&str]) -> Bridge {
    let base = Base::of(text).unwrap_or_else(|findings| panic!("{findings:#?}"));
    let ids: Vec<String> = ids.iter().map(|id| (*id).to_owned()).collect();
    let Comparison { bridges, .. } = compare(&base, &ids, true).unwrap_or_else(|findings| panic!("{findings:#?}"));
    bridges.into_iter().next().unwrap()
}

/// The parts that are not 0, by driver.
fn parts(steps: &Steps) -> Vec<(Driver, Decimal)> {
    Driver::ALL.into_iter().zip(steps.parts).filter(|(_, part)| !part.is_zero()).collect()
}

/// Each driver moved alone explains the whole difference. Lot a builds with 2 developers, 480,000 over 24 months.
#[test]
fn each_driver_alone_is_the_whole_difference() {
    let cases = [
        // A third developer: 20 × 500 × 24 = 240,000, sold 300,000.
        (Driver::Volume, "lots.a.teams.dev.positions.dev.fte", "3", dec!(240_000), dec!(300_000)),
        // Half in Rabat: 1 developer in Paris 240,000; 1 / 0.8 = 1.25 there at 200 a day 120,000; 360,000 for 480,000.
        (Driver::Mix, "lots.a.mix", "\"south\"", dec!(-120_000), dec!(-150_000)),
        // 100 more a day: 2 × 20 × 100 × 24 = 96,000.
        (Driver::Rates, "rates.paris.daily_cost.developer", "600", dec!(96_000), dec!(120_000)),
        // Two days of absence a month: 18 worked for 20, a tenth off all labour (1,248,000).
        (Driver::Productivity, "sites.paris.absence_days", "24", dec!(-124_800), dec!(-156_000)),
        // Licences paid once: 12,000, sold 15,000, which is 625 a month.
        (
            Driver::Platform,
            "lots.a.one_offs.licence",
            "{ label = \"Licence\", nature = \"build\", month = 1, amount = 12000 }",
            dec!(12_000),
            dec!(15_000),
        ),
        // A provision of a tenth on all cost.
        (Driver::Overheads, "policy.provision", "0.1", dec!(124_800), dec!(156_000)),
        // Half of the price: 1,248,000 / 0.5 = 2,496,000 for 1,560,000.
        (Driver::Margin, "policy.margin", "0.5", dec!(0), dec!(936_000)),
    ];
    assert_eq!(cases.len(), Driver::ALL.len());
    for (driver, select, to, cost, price) in cases {
        let found = bridge_to_x(&small(&[("x", &change("only", select, to))])).total;
        assert_eq!(parts(&found.price), [(driver, price)], "{select}");
        assert_eq!(found.cost.parts[driver as usize], cost, "{select}");
        assert_eq!(found.price.after, dec!(1_560_000) + price, "{select}");
    }
}

/// Volume, rates and margin multiply, so their parts depend on the order, which the Shapley value averages out.
///
/// Build costs 480,000; 720,000 with a third developer (V); 576,000 at 600 a day (R); 864,000 with both. Its price is
/// 1.25 times that; twice with a margin of a half (M), for build alone. Over the sets of the other two drivers, none
/// and both weighing a third, one a sixth:
///
/// - V: 1.25 × 240,000 / 3 + 1.25 × 288,000 / 6 + 2 × 240,000 / 6 + 2 × 288,000 / 3 = 432,000
/// - R: 1.25 × 96,000 / 3 + 1.25 × 144,000 / 6 + 2 × 96,000 / 6 + 2 × 144,000 / 3 = 198,000
/// - M: 0.75 × (480,000 / 3 + 720,000 / 6 + 576,000 / 6 + 864,000 / 3) = 498,000
///
/// and 432,000 + 198,000 + 498,000 = 1,128,000 = 1,728,000 − 600,000. In cost, V and R share 384,000: the means of
/// 240,000 and 288,000, of 96,000 and 144,000.
#[test]
fn drivers_that_multiply_share_their_product() {
    let scenario = [
        change("team", "lots.a.teams.dev.positions.dev.fte", "3"),
        change("card", "rates.paris.daily_cost.developer", "600"),
        change("margin", "lots.a.margin", "{ default = 0.2, build = 0.5 }"),
    ];
    let found = bridge_to_x(&small(&[("x", &scenario.concat())]));
    let price = [(Driver::Volume, dec!(432_000)), (Driver::Rates, dec!(198_000)), (Driver::Margin, dec!(498_000))];
    assert_eq!(parts(&found.total.price), price);
    assert_eq!(parts(&found.total.cost), [(Driver::Volume, dec!(264_000)), (Driver::Rates, dec!(120_000))]);
    // All of it is lot a's.
    assert_eq!(parts(&found.of(Some("a")).unwrap().price), price);
    assert_eq!(parts(&found.of(Some("b")).unwrap().price), []);
}

/// A lot that leaves: lot b's 600,000 (run 240,000, its half of the pool 360,000) go, and lot a carries the whole
/// minimum of the pool: 360,000 more.
#[test]
fn a_lot_that_leaves_strands_the_pool() {
    let found = bridge_to_x(&small(&[("x", &change("out", "lots.b.in_bid", "false"))]));
    assert_eq!(parts(&found.total.price), [(Driver::Volume, dec!(-240_000))]);
    assert_eq!(parts(&found.of(Some("a")).unwrap().price), [(Driver::Volume, dec!(360_000))]);
    let b = &found.of(Some("b")).unwrap().price;
    assert_eq!((b.before, b.after), (dec!(600_000), dec!(0)));
}

/// A site, its card and its mix that only one scenario has cost nothing by being there: what moves is the mix.
#[test]
fn definitions_stand_in_every_mixture() {
    let scenario = [
        change(
            "card",
            "rates.tunis",
            "{ currency = \"EUR\", base_month = \"2027-01\", daily_cost = { developer = 200 } }",
        ),
        change(
            "site",
            "sites.tunis",
            "{ label = \"Tunis\", zone = \"offshore\", calendar = \"even\", card = \"tunis\", absence_days = 0, productivity = { steady = 1 }, coordination = 0, drift = 0, per_head_month = 0 }",
        ),
        change("mix", "mixes.tunis", "{ label = \"Tunis\", shares = { tunis = 1 } }"),
        change("use", "lots.a.mix", "\"tunis\""),
        change("price", "policy.margin", "0.5"),
    ];
    let text = small(&[("x", &scenario.concat())]);
    // 2 × 20 × 300 × 24 = 288,000 less of cost; at 1.25 or 2 times, 360,000 or 576,000: 468,000 on average.
    // Margin: 0.75 × (1,248,000 + 960,000) / 2 = 828,000.
    let there = bridge_to_x(&text).total.price;
    assert_eq!(parts(&there), [(Driver::Mix, dec!(-468_000)), (Driver::Margin, dec!(828_000))]);
    // And back the same, with the other sign.
    let back = bridge(&text, &["x", "base"]).total.price;
    assert_eq!(parts(&back), [(Driver::Mix, dec!(468_000)), (Driver::Margin, dec!(-828_000))]);
}

/// Scenarios built for it: `price-push` is two drivers, margins and gains. With a scenario for each alone, the part of
/// each is the mean of what it adds first and of what it adds last.
#[test]
fn the_bridge_of_a_shipped_scenario_is_that_of_scenarios_built_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let models = folder.path().join("models");
    support::copy(&support::root().join("models"), &models);
    let head = "label = \"x\"\nwhy = \"To see.\"\n";
    let margins =
        change("a", "policy.margin.build", "0.11") + &change("b", "policy.margin.{default,infrastructure}", "0.10");
    let gains = change("a", "policy.gain.{run,infrastructure}", "0.03") + &change("b", "policy.gain.build", "0.02");
    std::fs::write(models.join("scenarios/margins.toml"), format!("{head}{margins}")).unwrap();
    std::fs::write(models.join("scenarios/gains.toml"), format!("{head}{gains}")).unwrap();
    let text = model::load(&models, &support::root().join("templates"));
    let net = |id: &str| {
        let figures = Base::of(&text).unwrap_or_else(|f| panic!("{f:#?}")).outcome(id).unwrap().figures(None).unwrap();
        figures.net.value().unwrap()
    };
    let (base, both, margins, gains) = (net("base"), net("price-push"), net("margins"), net("gains"));
    let gain = ((gains - base) + (both - margins)) / dec!(2);
    let margin = ((margins - base) + (both - gains)) / dec!(2);
    let found = bridge(&text, &["base", "price-push"]).total.price;
    let cents = |amount: Decimal| amount.round_dp(2);
    let parts = parts(&found);
    assert_eq!(parts.iter().map(|part| part.0).collect::<Vec<_>>(), [Driver::Productivity, Driver::Margin]);
    // Half a cent each way: one of the two takes the odd cent.
    assert!((parts[0].1 - gain).abs() <= dec!(0.005) && (parts[1].1 - margin).abs() <= dec!(0.005), "{parts:?}");
    assert_eq!(cents(parts[0].1 + parts[1].1), both - base);
}

/// To the cent, between any two of the shipped scenarios: in all and by lot, in price and in cost.
#[test]
fn parts_total_the_difference_to_the_cent() {
    let text = model::load(&support::root().join("models"), &support::root().join("templates"));
    let base = Base::of(&text).unwrap_or_else(|f| panic!("{f:#?}"));
    for first in ["base", "price-push", "lots-3-4"] {
        let ids: Vec<String> = std::iter::once(first.to_owned()).chain(base.ids()).collect();
        let compared = compare(&base, &ids, true).unwrap_or_else(|f| panic!("{f:#?}"));
        for (outcome, bridge) in compared.outcomes.iter().skip(1).zip(&compared.bridges) {
            assert_eq!(bridge.total.price.after, outcome.figures(None).unwrap().net.value().unwrap());
            let lots = bridge.lots.iter().map(|(_, sides)| sides);
            for steps in std::iter::once(&bridge.total).chain(lots).flat_map(|sides| [&sides.price, &sides.cost]) {
                assert_eq!(steps.before + steps.parts.iter().sum::<Decimal>(), steps.after, "{}", outcome.id);
                assert!(steps.parts.iter().all(|part| part.scale() <= 2));
            }
        }
    }
}

/// What a scenario's text shares with the base is read once: the bid is priced as if all were read again.
#[test]
fn reading_only_what_changed_prices_the_same() {
    let text = model::load(&support::root().join("models"), &support::root().join("templates"));
    let base = Base::of(&text).unwrap_or_else(|f| panic!("{f:#?}"));
    for id in base.ids() {
        let (again, _) = model::bid_of(&text, &base.lay(&id).unwrap().root).unwrap();
        let again = chiffrage::engine::estimate(&again).unwrap().dqe;
        let once = base.outcome(&id).unwrap().estimate.dqe;
        assert_eq!(format!("{once:?}"), format!("{again:?}"), "{id}");
    }
}

/// A cost of a nature that no line sells and the line that sells it go together: neither has a price without the other, so
/// that they move as one. The rest is still separated.
///
/// A licence of the run, 12,000, and its line, at a margin of 0.2: 15,000, 625 a month. The card adds 96,000, sold 120,000.
#[test]
fn drivers_that_go_together_are_joined() {
    let line =
        "{ code = \"L1\", label = \"Licence\", unit = \"month\", nature = \"run\", quantity = \"months\", weight = 1 }";
    let scenario = [
        change(
            "licence",
            "lots.a.one_offs.licence",
            "{ label = \"Licence\", nature = \"run\", month = 1, amount = 12000 }",
        ),
        change("line", "dqe.a.sections.main.lines.licence", line),
        change("card", "rates.paris.daily_cost.developer", "600"),
    ];
    let found = bridge_to_x(&small(&[("x", &scenario.concat())]));
    assert_eq!(found.joined, [Driver::Volume, Driver::Platform]);
    // The part of both is counted with the first.
    let price = &found.total.price;
    assert_eq!(parts(price), [(Driver::Volume, dec!(15_000)), (Driver::Rates, dec!(120_000))]);
    assert_eq!(price.before + price.parts.iter().sum::<Decimal>(), price.after);
}

/// A line by the day of another profile is volume, whatever it does to its price.
///
/// Ten days a year of a developer at 500 cost 10,000, sold 12,500; of an operator at 400, 8,000 and 10,000. With a margin of
/// a half instead, a price is twice its cost: the 2,000 of cost are 2,500 of price at 1.25 times and 4,000 at twice, and
/// the margin adds 0.75 times a cost of 10,000 or of 8,000. Volume: −(2,500 + 4,000) / 2; margin: 0.75 × (10,000 + 8,000) / 2.
#[test]
fn another_profile_of_a_line_by_the_day_is_volume() {
    let line = |profile: &str, margin: &str| {
        let line = format!(
            "{{ code = \"D1\", label = \"Day\", unit = \"day\", nature = \"on-demand\", quantity = 10, day = \"{profile}\" }}"
        );
        let margin = format!("{{ default = 0.2, on-demand = {margin} }}");
        change("line", "dqe.a.sections.main.lines.day", &line) + &change("margin", "lots.a.margin", &margin)
    };
    let found = |margin| {
        let text = small(&[("before", &line("developer", "0.2")), ("x", &line("operator", margin))]);
        bridge(&text, &["before", "x"]).total
    };
    assert_eq!(parts(&found("0.2").price), [(Driver::Volume, dec!(-2_500))]);
    assert_eq!(parts(&found("0.2").cost), [(Driver::Volume, dec!(-2_000))]);
    assert_eq!(parts(&found("0.5").price), [(Driver::Volume, dec!(-3_250)), (Driver::Margin, dec!(6_750))]);
}

/// Which natures are spread is overheads, and so are the lines that come or go with it; what else changes is not.
///
/// A manager steers lot a: 20 × 600 × 24 = 288,000, sold at a margin of 0.5 for 576,000. Spread over build and
/// infrastructure, at theirs of 0.2, it is sold for 360,000: 216,000 less, at no other cost. A third developer costs
/// 240,000, sold 300,000 either way, since what is spread is sold at 0.2 over both.
#[test]
fn what_is_spread_is_overheads_with_its_lines() {
    const LINE: &str = "dqe.a.sections.main.lines.steering";
    let line = "{ code = \"G1\", label = \"Steering\", unit = \"month\", nature = \"governance\", quantity = \"months\", weight = 1 }";
    let steered = [
        change(
            "team",
            "lots.a.teams.lead",
            "{ nature = \"governance\", positions = { lead = { profile = \"manager\", fte = 1 } } }",
        ),
        change("margin", "lots.a.margin", "{ default = 0.2, governance = 0.5 }"),
    ]
    .concat();
    let sold = format!("{steered}{}", change("line", LINE, line));
    let removed = format!("[changes.gone]\nselect = \"{LINE}\"\nremove = true\n");
    for spread in [
        change("spread", "lots.a.spread.governance", "true"),
        change("spread", "policy.spread.governance", "true"),
        change("spread", "policy.spread", "{ governance = true }"),
    ] {
        let more = change("more", "lots.a.teams.dev.positions.dev.fte", "3");
        let x = format!("extends = \"sold\"\n{spread}{removed}{more}");
        let text = small(&[("sold", &sold), ("x", &x)]);
        let there = bridge(&text, &["sold", "x"]);
        assert_eq!(there.movers, [[Driver::Volume], [Driver::Overheads]], "{spread}");
        assert_eq!(
            parts(&there.total.price),
            [(Driver::Volume, dec!(300_000)), (Driver::Overheads, dec!(-216_000))],
            "{spread}"
        );
        assert_eq!(parts(&there.total.cost), [(Driver::Volume, dec!(240_000))], "{spread}");
        let back = bridge(&text, &["x", "sold"]).total.price;
        assert_eq!(parts(&back), [(Driver::Volume, dec!(-300_000)), (Driver::Overheads, dec!(216_000))], "{spread}");
    }
    // A section of nothing else goes with it too.
    let section = format!("{{ code = \"2\", label = \"Steering\", lines = {{ steering = {line} }} }}");
    let sold = steered + &change("section", "dqe.a.sections.steering", &section);
    let gone = "[changes.gone]\nselect = \"dqe.a.sections.steering\"\nremove = true\n";
    let x = format!("extends = \"sold\"\n{}{gone}", change("spread", "lots.a.spread.governance", "true"));
    let found = bridge(&small(&[("sold", &sold), ("x", &x)]), &["sold", "x"]);
    assert_eq!(found.movers, [[Driver::Overheads]]);
    assert_eq!(parts(&found.total.price), [(Driver::Overheads, dec!(-216_000))]);
}

/// What a pattern writes in several places is a thing of its own in each: two teams, each with its effort.
#[test]
fn a_pattern_writes_each_place_its_own() {
    let team = "{ nature = \"build\", positions = { writer = { profile = \"developer\", fte = 1 } } }";
    // Lot b sells no build: a line for it.
    let line =
        "{ code = \"B1\", label = \"Build\", unit = \"month\", nature = \"build\", quantity = \"months\", weight = 1 }";
    let text = small(&[(
        "x",
        &(change("docs", "lots.*.teams.docs", team) + &change("line", "dqe.b.sections.main.lines.build", line)),
    )]);
    let base = Base::of(&text).unwrap_or_else(|f| panic!("{f:#?}"));
    let outcome = base.outcome("x").unwrap_or_else(|f| panic!("{f:#?}"));
    let paths = ["a", "b"].map(|lot| format!("lots.{lot}.teams.docs.positions.writer.fte"));
    for path in &paths {
        assert_eq!(outcome.bid.figures.iter().filter(|figure| figure.path == *path).count(), 1, "{path}");
    }
}

/// A comparison whose first scenario lacks a lot shows the lots of all.
#[test]
fn lots_of_every_scenario_are_compared() {
    let text = small(&[("x", &change("out", "lots.b.in_bid", "false"))]);
    let base = Base::of(&text).unwrap_or_else(|f| panic!("{f:#?}"));
    let compared = compare(&base, &["x".to_owned(), "base".to_owned()], true).unwrap_or_else(|f| panic!("{f:#?}"));
    assert_eq!(compared.lots(), ["a", "b"]);
    let book = chiffrage::sheet::compare_book(&compared, None, &text.sources, chiffrage::unit::Lang::En);
    let lots = book.sheets.iter().find(|sheet| sheet.name == "Lots").unwrap();
    // Two lots and their total: lot a under both, lot b under the base, all under both, with a heading each.
    assert_eq!(lots.rows.len(), 3 + 5);
}

/// What the small bid lacks: platform items of which a volume counts one, a cost that falls once, a line by the day, one
/// at a given price, a second site that may be the reference, a manager wherever one may be wanted.
const RICH: &[(&str, &str)] = &[
    ("lots.a.platform.seat", SEAT),
    ("lots.a.platform.node", SEAT),
    ("lots.a.volumes.nodes", "{ items = \"node\" }"),
    ("lots.a.teams.dev.positions.ops", "{ profile = \"developer\", each = \"nodes\", days = 1 }"),
    ("lots.a.one_offs.travel", "{ label = \"Travel\", nature = \"build\", month = 1, amount = 1000 }"),
    ("lots.a.applications.one", "{ label = \"One\", joins = 1, late = 0, size = 1 }"),
    (
        "dqe.a.sections.main.lines.day",
        "{ code = \"D1\", label = \"Day\", unit = \"day\", nature = \"on-demand\", quantity = 10, day = \"developer\" }",
    ),
    (
        "dqe.a.sections.main.lines.gift",
        "{ code = \"G1\", label = \"Gift\", unit = \"lump-sum\", nature = \"build\", quantity = 1, given = 3 }",
    ),
    (
        "sites.lyon",
        "{ label = \"Lyon\", zone = \"onshore\", calendar = \"even\", card = \"paris\", absence_days = 0, productivity = { steady = 1 }, coordination = 0, drift = 0, per_head_month = 0 }",
    ),
    ("rates.porto.daily_cost.manager", "300"),
    ("policy.gain", "{ default = 0 }"),
    ("policy.margin", "{ default = 0.2 }"),
];

const SEAT: &str = "{ label = \"Seat\", nature = \"build\", count = 2, unit_month = 10, drift = 0, \
                    base_month = \"2027-01\", paid_by = \"bidder\" }";

/// Which value is which driver (method §8): one of each kind that it names, and of what it does not.
#[test]
fn every_value_has_its_driver() {
    use Driver::{Margin, Mix, Overheads, Platform, Productivity, Rates, Volume};
    let weights = "{ 1 = 0.12, 2 = 0.08, 3 = 0.08, 4 = 0.08, 5 = 0.08, 6 = 0.08, 7 = 0.08, 8 = 0.08, 9 = 0.08, 10 = 0.08, 11 = 0.08, 12 = 0.08 }";
    let line = "{ code = \"X\", label = \"X\", unit = \"work-unit\", nature = \"build\", quantity = 2, weight = 1 }";
    let one_off = "{ label = \"X\", nature = \"build\", month = 2, amount = 5 }";
    let cases: &[(Driver, &[(&str, &str)])] = &[
        // Gains, absence, calendars, productivity and coordination.
        (Productivity, &[("policy.gain.build", "0.01")]),
        (Productivity, &[("lots.a.gain", "{ default = 0.01 }")]),
        (Productivity, &[("sites.paris.absence_days", "24")]),
        (Productivity, &[("sites.paris.absence_weights", weights)]),
        (Productivity, &[("sites.paris.calendar", "\"weekdays\"")]),
        (Productivity, &[("calendars.even.holidays.june.days", "1")]),
        (Productivity, &[("sites.porto.productivity.steady", "0.9")]),
        (Productivity, &[("sites.porto.productivity.months", "3")]),
        (Productivity, &[("sites.porto.coordination", "0.2")]),
        (Productivity, &[("sites.porto.coordinator", "\"developer\"")]),
        // Shares, mixes named and the reference site.
        (Mix, &[("mixes.near.shares", "{ paris = 0.7, porto = 0.3 }")]),
        (Mix, &[("policy.mix", "\"near\"")]),
        (Mix, &[("pools.infra.mix", "\"near\"")]),
        (Mix, &[("pools.infra.members.ops.mix", "\"near\"")]),
        (Mix, &[("lots.a.mix", "\"near\"")]),
        (Mix, &[("lots.a.teams.dev.mix", "{ years = { 1 = \"home\", 2 = \"near\" } }")]),
        (Mix, &[("lots.a.teams.dev.positions.dev.mix", "\"near\"")]),
        (Mix, &[("dqe.a.sections.main.lines.day.mix", "\"near\"")]),
        (Mix, &[("contract.reference_site", "\"lyon\"")]),
        // Cards, drift, currencies, per-head costs and a site's partner.
        (Rates, &[("rates.paris.daily_cost.developer", "600")]),
        (Rates, &[("rates.paris.base_month", "\"2026-01\"")]),
        (Rates, &[("rates.rabat.currency", "\"EUR\"")]),
        (Rates, &[("currencies.MAD.eur", "0.2")]),
        (Rates, &[("sites.lyon.card", "\"porto\"")]),
        (Rates, &[("sites.paris.drift", "0.02")]),
        (Rates, &[("sites.paris.per_head_month", "10")]),
        (Rates, &[("sites.lyon.partner", "\"ally\"")]),
        // An item's price, its count unless a volume reads it, one-offs.
        (Platform, &[("lots.a.platform.seat.unit_month", "20")]),
        (Platform, &[("lots.a.platform.seat.drift", "0.02")]),
        (Platform, &[("lots.a.platform.seat.base_month", "\"2026-01\"")]),
        (Platform, &[("lots.a.platform.seat.count", "3")]),
        (Platform, &[("lots.a.platform.node.unit_month", "20")]),
        (Volume, &[("lots.a.platform.node.count", "3")]),
        (Platform, &[("lots.b.platform.seat", &SEAT.replace("build", "run"))]),
        (
            Volume,
            &[
                ("lots.b.platform.seat", &SEAT.replace("build", "run")),
                ("lots.b.volumes.seats", "{ items = \"seat\" }"),
            ],
        ),
        (Platform, &[("lots.a.one_offs.travel.amount", "2000")]),
        (Platform, &[("lots.a.one_offs.travel.month", "2")]),
        (Platform, &[("lots.a.one_offs.more", one_off)]),
        // Overheads, provision and which natures are spread.
        (Overheads, &[("policy.overheads.more", "{ label = \"X\", rate = 0.1, base = \"direct\" }")]),
        (Overheads, &[("policy.provision", "0.1")]),
        (Overheads, &[("lots.a.provision", "{ default = 0.1 }")]),
        (Overheads, &[("policy.spread.transition-in", "true")]),
        (Overheads, &[("lots.a.spread.transition-in", "true")]),
        // Margins, weights, given prices, decimals.
        (Margin, &[("policy.margin.default", "0.3")]),
        (Margin, &[("lots.a.margin", "{ default = 0.3 }")]),
        (Margin, &[("dqe.a.sections.main.lines.build.weight", "2")]),
        (Margin, &[("dqe.a.sections.main.lines.gift.given", "5")]),
        (Margin, &[("contract.price_decimals", "3")]),
        // All else: FTE, volumes, quantities, profiles, dates, lots, pool shares, and what nothing above names.
        (Volume, &[("lots.a.teams.dev.positions.dev.fte", "{ years = { 1 = 2, 2 = 3 } }")]),
        (Volume, &[("lots.a.teams.dev.positions.ops.days", "2")]),
        (Volume, &[("lots.a.volumes.more", "{ per_month = 3 }")]),
        (Volume, &[("lots.a.applications.one.late", "3")]),
        (Volume, &[("lots.a.teams.dev.positions.dev.profile", "\"manager\"")]),
        (
            Volume,
            &[(
                "lots.a.teams.more",
                "{ nature = \"build\", positions = { dev = { profile = \"developer\", fte = 1 } } }",
            )],
        ),
        (Volume, &[("lots.a.teams.dev.onshore", "\"why\"")]),
        (Volume, &[("lots.a.teams.dev.from", "2")]),
        (Volume, &[("sites.porto.zone", "\"offshore\"")]),
        (Volume, &[("lots.a.platform.seat.paid_by", "\"buyer\"")]),
        (Volume, &[("lots.a.platform.seat.nature", "\"infrastructure\"")]),
        (Volume, &[("dqe.a.sections.main.lines.build.quantity", "5")]),
        (Volume, &[("dqe.a.sections.main.lines.build.unit", "\"work-unit\"")]),
        (Volume, &[("dqe.a.sections.main.lines.gift.nature", "\"infrastructure\"")]),
        (Volume, &[("dqe.a.sections.main.lines.day.day", "\"operator\"")]),
        (Volume, &[("dqe.a.sections.main.lines.more", line)]),
        (Volume, &[("pools.infra.minimum", "4")]),
        (
            Volume,
            &[(
                "pools.infra.members",
                "{ ops = { profile = \"operator\", share = 0.5 }, dev = { profile = \"developer\", share = 0.5 } }",
            )],
        ),
        (Volume, &[("contract.start", "\"2027-02\"")]),
        (Volume, &[("contract.months", "12")]),
        (Volume, &[("lots.b.in_bid", "false")]),
    ];
    let changes = |changes: &[(&str, &str)]| -> String {
        changes.iter().enumerate().map(|(n, (path, to))| change(&format!("c{n}"), path, to)).collect()
    };
    let rich = changes(RICH);
    for (driver, changed) in cases {
        let text = small(&[("rich", &rich), ("x", &format!("extends = \"rich\"\n{}", changes(changed)))]);
        let found = bridge(&text, &["rich", "x"]);
        assert_eq!(found.movers, [[*driver]], "{changed:?}");
        let back = bridge(&text, &["x", "rich"]);
        assert_eq!(back.movers, [[*driver]], "{changed:?}, and back");
    }
}

/// A partner and its site that only one scenario has are there to be named, also where the other has no partners at all.
#[test]
fn things_of_which_a_bid_has_none_are_definitions_too() {
    let ally = "{ label = \"Ally\", role = \"subcontractor\" }";
    let none = "[changes.sites]\nselect = \"sites.ally\"\nremove = true\n[changes.mixes]\nselect = \"mixes.ally\"\nremove = true\n\
                [changes.partners]\nselect = \"partners\"\nremove = true\n";
    let site = "{ label = \"Ally\", zone = \"onshore\", calendar = \"even\", card = \"ally\", partner = \"ally\", absence_days = 0, productivity = { steady = 1 }, coordination = 0, drift = 0, per_head_month = 0 }";
    let some = [
        change("partner", "partners.ally", ally),
        change("site", "sites.ally", site),
        change("mix", "mixes.ally", "{ label = \"Ally\", shares = { paris = 0.5, ally = 0.5 } }"),
        change("lot", "lots.a.mix", "\"ally\""),
        change("margin", "policy.margin", "0.5"),
    ];
    let text = small(&[("none", none), ("x", &format!("extends = \"none\"\n{}", some.concat()))]);
    let found = bridge(&text, &["none", "x"]);
    assert!(found.joined.is_empty(), "{:?}", found.joined);
    assert_eq!(found.movers, [[Driver::Mix], [Driver::Margin]]);
}

// ---- Unit prices held -------------------------------------------------------------------------------------------------

/// The base and scenario `x` of the small bid at the unit prices of the base.
fn held(changes: &str) -> Comparison {
    let text = small(&[("x", changes)]);
    let base = Base::of(&text).unwrap();
    let ids = ["base", "x"].map(str::to_owned);
    compare_ticking(&base, &ids, true, Hold::Price, &|| ()).unwrap_or_else(|findings| panic!("{findings:#?}"))
}

/// Lot a builds with 2 developers: 480,000 over 24 months, sold 600,000, 25,000 a month. At that price:
#[test]
fn held_prices_move_revenue_cost_and_margin() {
    let fte = change("fte", "lots.a.teams.dev.positions.dev.fte", "3");
    let quantity = change("quantity", "dqe.a.sections.main.lines.build.quantity", "6");
    let margin = change("margin", "policy.margin", "0.5");
    // (changes, revenue, cost): a third developer costs 240,000 and is not sold; 6 months a year sold for 12 are half of
    // 600,000; a margin of the policy moves nothing that is signed; all of it together is the sum.
    let cases = [
        (fte.clone(), dec!(0), dec!(240_000)),
        (quantity.clone(), dec!(-300_000), dec!(0)),
        (margin.clone(), dec!(0), dec!(0)),
        ([fte, quantity, margin].concat(), dec!(-300_000), dec!(240_000)),
    ];
    for (changes, revenue, cost) in cases {
        let Comparison { outcomes, bridges, .. } = held(&changes);
        let total = &bridges[0].total;
        assert_eq!((total.price.after - total.price.before, total.cost.after - total.cost.before), (revenue, cost));
        assert_eq!(parts(&total.margin()).iter().map(|(_, part)| part).sum::<Decimal>(), revenue - cost);
        let figures = outcomes[1].figures(None).unwrap();
        assert_eq!(figures.net.shown(), dec!(1_560_000) + revenue);
        // VAT of a fifth follows the revenue of each lot.
        assert_eq!(figures.gross.shown(), (dec!(1_560_000) + revenue) * dec!(1.2));
    }
}

/// A line that the first has not keeps its own price, and is named.
#[test]
fn a_line_that_the_first_lacks_keeps_its_own_price() {
    let line =
        "{ code = \"G1\", label = \"Given\", unit = \"lump-sum\", nature = \"build\", quantity = 1, given = 1000 }";
    let comparison = held(&change("line", "dqe.a.sections.main.lines.given", line));
    let (held, other) = (comparison.held.as_ref().unwrap(), &comparison.outcomes[1]);
    assert_eq!(held.lines_without(&other.bid), ["a/G1"]);
    // 1,000 in each of the two years beside what is signed.
    assert_eq!(other.figures(None).unwrap().net.shown(), dec!(1_562_000));
}

/// The largest drivers, until they make four fifths of what moves: of 70, −20 and 10 the first two.
#[test]
fn the_largest_drivers_make_up_the_difference() {
    let mut steps = Steps { before: dec!(0), after: dec!(60), parts: [Decimal::ZERO; 7], worths: Vec::new() };
    steps.parts[Driver::Rates as usize] = dec!(70);
    steps.parts[Driver::Mix as usize] = dec!(-20);
    steps.parts[Driver::Margin as usize] = dec!(10);
    assert_eq!(steps.largest(), [(Driver::Rates, dec!(70)), (Driver::Mix, dec!(-20))]);
    steps.parts[Driver::Rates as usize] = dec!(700);
    assert_eq!(steps.largest(), [(Driver::Rates, dec!(700))]);
}

/// What is said of a scenario is what moved it: dates and volumes are not told as nearshore.
#[test]
fn the_headline_names_the_driver_that_moved() {
    let cases = [
        ("start-later", "volumes, FTE and dates +€"),
        ("volumes-double", "volumes, FTE and dates +€"),
        ("wages-drift", "Rates and FX +€"),
        ("partner-dearer", "Rates and FX +€"),
        ("price-push", "Margin −€"),
    ];
    let text = model::load(&support::root().join("models"), &support::root().join("templates"));
    for (id, words) in cases {
        let request = CompareRequest {
            scenarios: &[id.to_owned()],
            baseline: "base",
            lot: None,
            bridged: true,
            hold: Hold::Margins,
        };
        let compared = app::compare(&text, &request, Lang::En, |_| || ()).unwrap();
        let notes = compared.table(Width::Narrow).notes.join("\n").replace('\u{a0}', " ");
        assert!(notes.contains(words) && !notes.contains("nearshore"), "{id}: {notes}");
    }
}
