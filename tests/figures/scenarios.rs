//! Scenarios: overlays of the shipped bid, and what is wrong with them reported at their lines (method §7).

use std::collections::BTreeMap;

use chiffrage::diag::{Errors, Finding};
use chiffrage::engine::{Estimate, Inputs, course_value, estimate};
use chiffrage::model::bid::{Base, Course, Nature, Quantity, Volume};
use chiffrage::model::figure::Source;
use chiffrage::model::{self, Bid, Text, bid_of};
use chiffrage::scenario::{BASE, Scenarios};
use chiffrage::unit::Exact;
use proptest::collection::vec;
use proptest::prelude::*;
use rust_decimal::{Decimal, dec};

use crate::generate;
use crate::support;
use crate::support::{change, small};

fn shipped() -> Text {
    model::load(&support::root().join("models"), &support::root().join("templates"))
}

/// The shipped bid under a scenario written here.
fn under(scenario: &str) -> Result<Estimate<Exact>, Errors> {
    let folder = tempfile::tempdir().unwrap();
    let models = folder.path().join("models");
    support::copy(&support::root().join("models"), &models);
    std::fs::write(models.join("scenarios/mine.toml"), scenario).unwrap();
    let text = model::load(&models, &support::root().join("templates"));
    let laid = Scenarios::of(&text)?.lay("mine", &text)?;
    let (bid, _) = bid_of(&text, &laid.root)?;
    estimate(&bid)
}

const HEAD: &str = "label = \"Mine\"\nwhy = \"To see.\"\n";

fn codes(result: Result<Estimate<Exact>, Errors>) -> Vec<&'static str> {
    result.err().map(|f| f.sorted().iter().map(|f| f.code.name()).collect()).unwrap_or_default()
}

#[test]
fn every_shipped_scenario_is_priced_and_changes_something() {
    let text = shipped();
    let scenarios = Scenarios::of(&text).unwrap();
    let base = support::shipped().2.dqe.total.net.shown();
    let mut count = 0;
    for (id, label, why) in scenarios.iter() {
        let laid = scenarios.lay(id, &text).unwrap();
        assert!(!laid.changes.is_empty() && !label.fr.is_empty() && why.en.ends_with('.'), "{id}");
        assert!(laid.changes.iter().all(|c| c.before != c.after), "{id}: a change that changes nothing");
        let (bid, _) = bid_of(&text, &laid.root).unwrap();
        assert_ne!(estimate(&bid).unwrap().dqe.total.net.shown(), base, "{id}");
        count += 1;
    }
    assert_eq!(count, 10);
}

/// An overlay makes a new text: the base is priced as before, after and without it.
#[test]
fn the_base_stays_as_it_was() {
    let text = shipped();
    let before = format!("{:?}", text.root);
    let scenarios = Scenarios::of(&text).unwrap();
    scenarios.lay("nearshore-50", &text).unwrap();
    assert_eq!(format!("{:?}", text.root), before);
    assert!(scenarios.lay(BASE, &text).unwrap().changes.is_empty());
}

/// A scenario that extends another changes it further: one change a path, from what the base has.
#[test]
fn chains_of_extends_are_laid_in_order() {
    let text = shipped();
    let laid = Scenarios::of(&text).unwrap().lay("nearshore-50", &text).unwrap();
    let change = laid.changes.iter().find(|c| c.path == "lots.ror.teams.alpha.mix").unwrap();
    assert_eq!((change.before.as_deref(), change.after.as_deref()), (Some("\"hybrid\""), Some("\"nearshore-50\"")));
    assert_eq!(laid.changes.iter().filter(|c| c.path == "lots.ror.teams.alpha.mix").count(), 1);
}

/// From a contract year on: before it, what was there stays, the mix of the team's lot or policy included.
#[test]
fn a_change_may_begin_in_a_year() {
    let change =
        "[changes.a]\nselect = \"lots.{ror,pfc}.teams.*[nature=run].mix\"\nto = \"nearshore-30\"\nfrom_year = 3\n";
    let changed = under(&format!("{HEAD}{change}")).unwrap();
    let (_, _, base) = support::shipped();
    let ror = support::shipped().0.lot("ror").unwrap();
    let heads = |e: &Estimate<Exact>, m: usize| {
        e.plan
            .rows
            .iter()
            .filter(|r| r.lot == ror && r.nature.id() == "run")
            .map(|r| e.plan.crews[r.crew].members[0].spread)
            .map(|s| e.plan.spreads[s].sites.iter().filter(|(_, heads)| !heads[m].shown().is_zero()).count())
            .max()
            .unwrap()
    };
    // Two sites before the third year as in the base, three from then on.
    assert_eq!((heads(&base, 23), heads(&base, 24)), (2, 2));
    assert_eq!((heads(&changed, 23), heads(&changed, 24)), (2, 3));
}

#[test]
fn what_is_wrong_with_a_scenario_is_told_at_its_line() {
    let cases = [
        ("extends = \"nowhere\"\n[changes.a]\nselect = \"policy.mix\"\nto = \"onshore\"", "E0301"),
        ("extends = \"mine\"\n[changes.a]\nselect = \"policy.mix\"\nto = \"onshore\"", "E0314"),
        ("[changes.a]\nselect = \"lots.*.teams.*[nature=biuld].mix\"\nto = \"onshore\"", "E0313"),
        ("[changes.a]\nselect = \"lots.rorr.mix\"\nto = \"onshore\"", "E0313"),
        ("[changes.a]\nselect = \"lots.{ror,annuare}.teams.*[nature=build].mix\"\nto = \"onshore\"", "E0313"),
        ("[changes.a]\nselect = \"lots.ror.teams.beta\"\nremove = true\nfrom_year = 3", "E0305"),
        ("[changes.a]\nselect = \"lots.{ror.mix\"\nto = \"onshore\"", "E0313"),
        ("[changes.a]\nselect = \"lots.ror.mixx\"\nto = \"onshore\"", "E0202"),
        ("[changes.a]\nselect = \"policy.margin.build\"\nto = 1.2", "E0206"),
        ("[changes.a]\nselect = \"policy.mix\"\nto = \"onshor\"", "E0301"),
        ("[changes.a]\nselect = \"policy.mix\"", "E0305"),
    ];
    for (scenario, code) in cases {
        assert!(codes(under(&format!("{HEAD}{scenario}\n"))).contains(&code), "{scenario}");
    }
    let findings = under(&format!("{HEAD}[changes.a]\nselect = \"policy.margin.build\"\nto = 1.2\n")).unwrap_err();
    // Its place is the scenario's value, not the model's.
    assert_eq!(findings.sorted().len(), 1);
}

/// The small bid under changes written here.
fn small_under(changes: &str) -> Result<Bid, Errors> {
    let text = small(&[("x", changes)]);
    let laid = Scenarios::of(&text)?.lay("x", &text)?;
    Ok(bid_of(&text, &laid.root)?.0)
}

/// The same, where it is valid.
fn valid(changes: &str) -> Bid {
    small_under(changes).unwrap_or_else(|findings| panic!("{changes}\n{findings:#?}"))
}

const FTE: &str = "lots.a.teams.dev.positions.dev.fte";

/// The FTE of lot a's developer in some months.
fn fte(bid: &Bid, months: impl IntoIterator<Item = usize>) -> Vec<Decimal> {
    let plan = estimate(bid).unwrap_or_else(|findings| panic!("{findings:#?}")).plan;
    months.into_iter().map(|m| plan.demand[0].row(0)[m - 1].shown()).collect()
}

/// A ramp over years from 2 to 8 is 2, 4, 6, 8. From year 3 on it is 1: years 1 and 2 stay on the way to 8.
#[test]
fn a_ramp_stays_as_it_was_before_a_change_begins() {
    let length = change("length", "contract.months", "48");
    let ramp = change("ramp", FTE, "{ years = { 1 = 2, 4 = 8 }, ramp = true }");
    let later = format!("{}from_year = 3\n", change("later", FTE, "1"));
    let years = [1, 12, 13, 24, 25, 36, 37, 48];
    assert_eq!(
        fte(&valid(&[length.clone(), ramp.clone()].concat()), years),
        [2, 2, 4, 4, 6, 6, 8, 8].map(Decimal::from)
    );
    assert_eq!(fte(&valid(&[length, ramp, later].concat()), years), [2, 2, 4, 4, 1, 1, 1, 1].map(Decimal::from));
}

/// What is known of the figures before stays: where they are from, their ranges and notes.
#[test]
fn figures_before_a_change_begins_keep_their_provenance() {
    let points = "{ 1 = { low = 1, mode = 2, high = 4, source = \"Q7\" }, 4 = { value = 8, source = \"CCTP 4.2\", note = \"all\" } }";
    let bid = valid(
        &[
            change("length", "contract.months", "48"),
            change("ramp", FTE, &format!("{{ years = {points}, ramp = true }}")),
            format!("{}from_year = 3\n", change("later", FTE, "{ value = 1, source = \"Q17\" }")),
        ]
        .concat(),
    );
    let figure = |path: &str| {
        let path = format!("{FTE}.{path}");
        bid.figures.iter().find(|figure| figure.path == path).unwrap_or_else(|| panic!("no {path}")).clone()
    };
    let (first, last, new) = (figure("years.1.years.1"), figure("years.1.years.4"), figure("years.3"));
    assert_eq!((first.value, first.range, first.source), (dec!(2), Some((dec!(1), dec!(4))), Source::Record(7)));
    assert_eq!(
        (last.value, last.source, last.note.as_deref()),
        (dec!(8), Source::Document("CCTP 4.2".into()), Some("all"))
    );
    assert_eq!((new.value, new.source), (dec!(1), Source::Record(17)));
}

/// The changes are reported with the source of the value that is new.
#[test]
fn a_change_that_begins_later_is_told_with_its_own_source() {
    let text = small(&[("x", &format!("{}from_year = 2\n", change("later", FTE, "{ value = 1, source = \"Q17\" }")))]);
    let laid = Scenarios::of(&text).unwrap().lay("x", &text).unwrap();
    let one = &laid.changes[0];
    let reported = (one.before.as_deref(), one.after.as_deref(), &one.source);
    assert_eq!(reported, (Some("2"), Some("{ years = { 1 = 2, 2 = 1 } }"), &Source::Record(17)));
}

// ---- All before a change begins stays as it was ---------------------------------------------------------------------

/// Two whole contract years, and a part of a third.
const MONTHS: u32 = 30;

/// Points by year or month, the first at 1, of values drawn by `one`.
fn points(last: u32, one: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    vec((1..=last, one), 1..=4).prop_map(|points| {
        let first = points[0].1.clone();
        let points: BTreeMap<u32, String> = points.into_iter().chain([(1, first)]).collect();
        let points: Vec<String> = points.into_iter().map(|(at, one)| format!("{at} = {one}")).collect();
        format!("{{ {} }}", points.join(", "))
    })
}

/// A figure over time of any kind; thirds and sevenths of it are no finite decimals.
fn course() -> impl Strategy<Value = String> {
    let figure = || (1..=900_u32).prop_map(|n| format!("{}.{:02}", n / 100, n % 100));
    let over = |ramp: bool| {
        let written = move |unit: &'static str| {
            move |points: String| format!("{{ {unit} = {points}{} }}", if ramp { ", ramp = true" } else { "" })
        };
        prop_oneof![
            points(3, figure()).prop_map(written("years")),
            points(MONTHS, figure()).prop_map(written("months")),
        ]
    };
    prop_oneof![figure(), over(false), over(true)]
}

/// Where a change begins: as it is written, and the months before it.
fn start() -> impl Strategy<Value = (String, u32)> {
    prop_oneof![
        (1..=3_u32).prop_map(|year| (format!("from_year = {year}"), (year - 1) * 12)),
        (1..=MONTHS).prop_map(|month| (format!("from_month = {month}"), month - 1)),
    ]
}

/// A value written at a path, or none; then the changes of it from a month on.
fn changed(path: &str, held: &str, later: &[(&str, &str)]) -> Bid {
    let mut changes = change("length", "contract.months", &MONTHS.to_string());
    changes += &change("volume", "lots.a.volumes.seats", "{ per_month = 1 }");
    changes += &change("item", "lots.a.platform.seat", SEAT);
    changes += &change("held", path, held);
    for (place, (to, start)) in later.iter().enumerate() {
        changes += &format!("{}{start}\n", change(&format!("later-{place}"), path, to));
    }
    valid(&changes)
}

const SEAT: &str = "{ label = \"Seat\", nature = \"build\", count = 1, unit_month = 10, drift = 0, \
                    base_month = \"2027-01\", paid_by = \"bidder\" }";

/// Of the months, those before the first start are as held, those from a start on as the value that begins there.
fn assert_in_force<T: PartialEq + std::fmt::Debug>(found: &[T], held: &[T], later: &[(&[T], u32)]) {
    for (m, value) in found.iter().enumerate() {
        // Of several, the last written that has begun.
        let expected = later.iter().rev().find(|(_, before)| m >= *before as usize).map_or(held, |(values, _)| values);
        assert_eq!(*value, expected[m], "in month {}", m + 1);
    }
}

proptest! {
    #![proptest_config(generate::cases(96))]

    /// Method §7, for every kind of figure over time, wherever a model has one, one change after another.
    #[test]
    fn a_figure_changes_from_its_start_on_alone(
        (held, first, second) in (course(), course(), course()), (a, b) in (start(), start()), place in 0..4_usize,
    ) {
        let (path, of): (_, fn(&Bid) -> &Course) = [
            (FTE, (|bid| match &bid.lots[0].positions[0].base {
                Base::Capacity(course) => course,
                _ => panic!("no FTE"),
            }) as fn(&Bid) -> &Course),
            ("lots.a.volumes.seats.per_month", |bid| match &bid.lots[0].volumes[0].1 {
                Volume::PerMonth(course) => course,
                _ => panic!("no volume"),
            }),
            ("lots.a.platform.seat.count", |bid| &bid.lots[0].platform[0].count),
            ("pools.infra.minimum", |bid| &bid.pools[0].minimum),
        ][place];
        let months = |bid: &Bid| -> Vec<Exact> {
            let inputs = Inputs::exact(bid);
            (0..MONTHS as usize).map(|m| course_value(of(bid), &inputs, m)).collect()
        };
        let alone = |value: &str| months(&changed(path, value, &[]));
        let found = months(&changed(path, &held, &[(&first, &a.0), (&second, &b.0)]));
        assert_in_force(&found, &alone(&held), &[(&alone(&first), a.1), (&alone(&second), b.1)]);
    }

    /// The same of what changes by contract year: a mix, the shares of one, a quantity.
    #[test]
    fn a_yearly_value_changes_from_its_start_on_alone(
        place in 0..3_usize, values in vec((0..4_usize, 0..4_usize, 1..=3_u32), 3), (a, b) in (1..=3_u32, 1..=3_u32),
    ) {
        let kinds: [(&str, [&str; 4]); 3] = [
            ("lots.a.teams.dev.mix", ["\"home\"", "\"near\"", "\"porto\"", "\"south\""]),
            ("dqe.a.sections.main.lines.build.quantity", ["\"months\"", "3", "{ low = 1, mode = 2, high = 3 }", "0.5"]),
            ("mixes.home.shares", ["{ paris = 1 }", "{ paris = 0.6, porto = 0.4 }", "{ porto = 1 }", "{ ally = 1 }"]),
        ];
        let (path, one) = kinds[place];
        // A mix has its shares by year under a key of its own.
        let written: Vec<String> = values.iter().map(|(first, then, year)| match (place, year) {
            (2, _) | (_, 1) => one[*first].to_owned(),
            _ => format!("{{ years = {{ 1 = {}, {year} = {} }} }}", one[*first], one[*then]),
        }).collect();
        let years = |bid: &Bid| -> Vec<String> {
            let (inputs, lot) = (Inputs::exact(bid), &bid.lots[0]);
            let shares = |k: usize| -> Vec<_> {
                let shares = bid.mixes[0].in_year(k).iter();
                shares.map(|(site, fig)| (&bid.sites[*site].id, inputs[*fig])).collect()
            };
            let of_year = |k: usize| match place {
                0 => bid.mixes[lot.positions[0].mix[k]].id.clone(),
                1 => match lot.lines[0].quantity[k] {
                    Quantity::Months => "months".to_owned(),
                    Quantity::Figure(fig) => bid.figure(fig).value.to_string(),
                },
                _ => format!("{:?}", shares(k)),
            };
            (0..3).map(of_year).collect()
        };
        let alone = |value: &str| years(&changed(path, value, &[]));
        let [held, first, second] = [0, 1, 2].map(|n| written[n].as_str());
        let starts = [a, b].map(|year| format!("from_year = {year}"));
        let found = years(&changed(path, held, &[(first, &starts[0]), (second, &starts[1])]));
        assert_in_force(&found, &alone(held), &[(&alone(first), a - 1), (&alone(second), b - 1)]);
    }
}

/// A line's mix before the change is the lot's, as it is where the line has none; so a pool's member's is the pool's.
#[test]
fn what_holds_before_is_what_a_value_inherits() {
    let day = "{ code = \"D1\", label = \"Day\", unit = \"day\", nature = \"on-demand\", quantity = 10, day = \"developer\" }";
    let bid = valid(
        &[
            change("lot", "lots.a.mix", "\"south\""),
            change("pool", "pools.infra.mix", "\"ally\""),
            change("day", "dqe.a.sections.main.lines.day", day),
            format!("{}from_year = 2\n", change("later", "dqe.a.sections.main.lines.day.mix", "\"near\"")),
            format!("{}from_year = 2\n", change("member", "pools.infra.members.ops.mix", "\"near\"")),
        ]
        .concat(),
    );
    let ids = |mix: &[usize]| mix.iter().map(|mix| bid.mixes[*mix].id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&bid.lots[0].positions.last().unwrap().mix), ["south", "near"]);
    assert_eq!(ids(&bid.pools[0].members[0].mix), ["ally", "near"]);
}

/// The shares of a mix are named alike whichever way it is written, also from the start of the contract.
#[test]
fn the_shares_of_a_mix_are_set_whichever_way_it_is_written() {
    let yearly = "{ label = \"m\", years = { 1 = { paris = 1 }, 2 = { porto = 1 } } }";
    let whole = change("all", "mixes.m.shares", "{ ally = 1 }");
    let bid = valid(&[change("mix", "mixes.m", yearly), whole].concat());
    let mix = bid.mixes.iter().find(|mix| mix.id == "m").unwrap();
    assert_eq!(mix.steps.len(), 1);
    assert_eq!(bid.sites[mix.in_year(1)[0].0].id, "ally");
}

/// A key of the policy may be added as one of a lot: spread over lot a's build, its infrastructure needs no line.
#[test]
fn a_spread_nature_may_be_added_to_the_policy() {
    for path in ["policy.spread.infrastructure", "lots.a.spread.infrastructure"] {
        let lines = ["a", "b"].map(|lot| {
            format!("[changes.line-{lot}]\nselect = \"dqe.{lot}.sections.main.lines.infra\"\nremove = true\n")
        });
        let count = if path.starts_with("policy") { 2 } else { 1 };
        let bid = valid(&[change("spread", path, "true"), lines[..count].concat()].concat());
        let spread = bid.lots.iter().filter(|lot| lot.terms(Nature::Infrastructure).spread);
        assert_eq!(spread.count(), count, "{path}");
    }
}

/// What cannot begin later is refused with a finding of its own, that says what can.
#[test]
fn what_cannot_begin_later_is_told() {
    let cases = [
        ("policy.margin", "0.3", "from_year = 2", "E0317", "`policy.margin` is the same over the whole contract"),
        ("contract.vat", "0.1", "from_year = 2", "E0317", "`contract.vat`"),
        ("lots.a.teams.dev", "{ nature = \"run\" }", "from_month = 3", "E0317", "`lots.a.teams.dev`"),
        ("lots.a.in_bid", "false", "from_year = 2", "E0317", "`lots.a.in_bid`"),
        ("mixes.near.shares.porto", "0.5", "from_year = 2", "E0317", "change `mixes.near.shares` as a whole"),
        ("rates.paris.daily_cost.developer", "1", "from_year = 2", "E0317", "dated steps"),
        ("lots.a.mix", "\"near\"", "from_month = 13", "E0317", "write `from_year`"),
        ("dqe.a.sections.main.lines.build.quantity", "1", "from_month = 13", "E0317", "write `from_year`"),
        (FTE, "1", "from_year = 0", "E0304", "count from 1"),
        (FTE, "1", "from_year = 3", "E0304", "the years 1 to 2, not 3"),
        (FTE, "1", "from_month = 25", "E0304", "the months 1 to 24, not 25"),
        (FTE, "1", "from_year = 2\nfrom_month = 13", "E0305", "in a year or in a month"),
        (FTE, "{ years = { 2 = 1 } }", "from_month = 7", "E0307", "no value is given before 2"),
        (FTE, "{ months = { 9 = 1 } }", "from_month = 7", "E0307", "from month 7 on"),
        ("lots.a.teams.dev.positions.dev.days", "1", "from_year = 2", "E0317", "positions.dev.days`"),
        ("lots.a.one_offs.x", "1", "from_year = 2", "E0317", "one_offs.x`"),
    ];
    for (path, to, start, code, words) in cases {
        let changes = format!("{}{start}\n", change("a", path, to));
        let findings = small_under(&changes).expect_err(&changes);
        let reported = findings.sorted();
        let text = |f: &Finding| format!("{} {}", f.message.en, f.help.as_ref().map_or("", |help| &help.en));
        assert!(reported.iter().all(|f| f.code.name() == code), "{changes}: {reported:#?}");
        assert!(reported.iter().any(|f| text(f).contains(words)), "{changes}: {reported:#?}");
    }
    // Nothing holds before.
    let gone = format!("[changes.a]\nselect = \"{FTE}\"\nremove = true\n{}from_year = 2\n", change("b", FTE, "1"));
    let findings = small_under(&gone).expect_err("no FTE");
    assert!(findings.sorted().iter().any(|f| f.code.name() == "E0313" && f.message.en.contains("before year 2")));
}
