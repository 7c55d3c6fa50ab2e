//! Scenarios: overlays of the shipped bid, and what is wrong with them reported at their lines (method §7).

use std::collections::BTreeMap;

use chiffrage::diag::{Errors, Finding};
use chiffrage::engine::{Estimate, Inputs, course_value, daily_costs, estimate};
use chiffrage::model::bid::{Base, Course, MixId, Nature, PositionId, Quantity, SiteId, Volume};
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
    assert_eq!(count, 14);
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
            .map(|r| e.plan.crews[r.crew].members.raw[0].spread)
            .map(|s| e.plan.spreads[s].sites.iter().filter(|site| !site.heads[m].shown().is_zero()).count())
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
    months.into_iter().map(|m| plan.demand.raw[0].row(PositionId::from(0))[m - 1].shown()).collect()
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
            (FTE, (|bid| match &bid.lots.raw[0].positions.raw[0].base {
                Base::Capacity(course) => course,
                _ => panic!("no FTE"),
            }) as fn(&Bid) -> &Course),
            ("lots.a.volumes.seats.per_month", |bid| match &bid.lots.raw[0].volumes.raw[0].1 {
                Volume::PerMonth(course) => course,
                _ => panic!("no volume"),
            }),
            ("lots.a.platform.seat.count", |bid| &bid.lots.raw[0].platform.raw[0].count),
            ("pools.infra.minimum", |bid| &bid.pools.raw[0].minimum),
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
            let (inputs, lot) = (Inputs::exact(bid), &bid.lots.raw[0]);
            let shares = |k: usize| -> Vec<_> {
                let shares = bid.mixes.raw[0].in_year(k).iter();
                shares.map(|(site, fig)| (&bid.sites[*site].id, inputs[*fig])).collect()
            };
            let of_year = |k: usize| match place {
                0 => bid.mixes[lot.positions.raw[0].mix[k]].id.clone(),
                1 => match lot.lines.raw[0].quantity[k] {
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
    let ids = |mix: &[MixId]| mix.iter().map(|mix| bid.mixes[*mix].id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&bid.lots.raw[0].positions.last().unwrap().mix), ["south", "near"]);
    assert_eq!(ids(&bid.pools.raw[0].members.raw[0].mix), ["ally", "near"]);
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

// ---- Relative changes -------------------------------------------------------------------------------------------------

/// A change of a scenario, with what it does written out.
fn relative(id: &str, select: &str, what: &str) -> String {
    format!("[changes.{id}]\nselect = \"{select}\"\n{what}\n")
}

/// The value of a figure of a bid, the last of its path.
fn value(bid: &Bid, path: &str) -> Decimal {
    let found = bid.figures.iter().rfind(|figure| figure.path == path);
    found.unwrap_or_else(|| panic!("no {path}")).value
}

/// What a day costs of a profile of the small bid in some months.
fn daily(bid: &Bid, profile: &str, months: &[usize]) -> Vec<Decimal> {
    let profile = bid.profiles.position(|one| one.id == profile).unwrap();
    let costs = daily_costs(bid, &Inputs::exact(bid), profile, SiteId::from(0));
    months.iter().map(|m| costs[m - 1].unwrap().shown()).collect()
}

/// Low, mode and high alike, with the note and the question kept; it rests on the weaker of the two sources.
#[test]
fn a_range_is_multiplied_as_a_whole() {
    let range = "{ low = 1, mode = 2, high = 4, source = \"Q7\", ask = \"Combien ?\" }";
    let text = small(&[("x", &[change("held", FTE, range), relative("twice", FTE, "times = 1.5")].concat())]);
    let laid = Scenarios::of(&text).unwrap().lay("x", &text).unwrap();
    let bid = bid_of(&text, &laid.root).unwrap().0;
    let figure = bid.figures.iter().find(|figure| figure.path == FTE).unwrap();
    assert_eq!((figure.value, figure.range), (dec!(3), Some((dec!(1.5), dec!(6)))));
    assert_eq!((&figure.source, figure.ask.as_deref()), (&Source::Assumption, Some("Combien ?")));
    // Reported once, from what the base has.
    assert_eq!(laid.changes.len(), 1);
    let reported = (laid.changes[0].before.as_deref(), laid.changes[0].after.as_deref());
    assert_eq!(reported, (Some("2"), Some("3 (1.5 – 6)")));
}

/// (2 + 1) × 3 and 2 × 3 + 1: as written, and those of a scenario that is extended first.
#[test]
fn relative_changes_apply_in_the_order_of_the_chain() {
    let (plus, times) = (relative("a", FTE, "plus = 1"), relative("b", FTE, "times = 3"));
    assert_eq!(value(&valid(&[plus.clone(), times.clone()].concat()), FTE), dec!(9));
    assert_eq!(value(&valid(&[times.clone(), plus.clone()].concat()), FTE), dec!(7));
    let text = small(&[("first", &times), ("x", &format!("extends = \"first\"\n{plus}"))]);
    let root = Scenarios::of(&text).unwrap().lay("x", &text).unwrap().root;
    assert_eq!(value(&bid_of(&text, &root).unwrap().0, FTE), dec!(7));
}

/// 500 a day stated in January 2027, 10 % a year. By hand: from year 2, a tenth more on 500 × 1.1 is 605; 50 more from
/// July 2027 is 550, and 550 × 1.1 = 605 in 2028; steps after the start are changed too, each drifted from its own month.
#[test]
fn a_daily_cost_changes_from_a_date_with_its_drift_kept() {
    let path = "rates.paris.daily_cost.developer";
    let drift = change("drift", "sites.paris.drift", "0.1");
    let costs = |card: &str, what: &str| {
        let changes = [drift.clone(), change("card", path, card), relative("later", path, what)].concat();
        daily(&valid(&changes), "developer", &[6, 7, 12, 13, 18, 19])
    };
    let (plain, steps) = ("500", "{ from = { \"2027-01\" = 500, \"2028-07\" = 600 } }");
    let amounts = |of: [&str; 6]| of.map(|text| text.parse::<Decimal>().unwrap());
    assert_eq!(costs(plain, "times = 1.1\nfrom_year = 2"), amounts(["500", "500", "500", "605", "605", "605"]));
    assert_eq!(costs(plain, "plus = 50\nfrom_month = 7"), amounts(["500", "550", "550", "605", "605", "605"]));
    assert_eq!(costs(steps, "times = 1.1\nfrom_year = 2"), amounts(["500", "500", "500", "605", "605", "660"]));
    assert_eq!(costs(steps, "times = 1.1\nfrom_month = 19"), amounts(["500", "500", "500", "550", "550", "660"]));
    assert_eq!(costs(steps, "times = 2"), amounts(["1000", "1000", "1000", "1100", "1100", "1200"]));
}

/// 0.25, 0.55 and 0.2: ten points more for the last leave 0.7 to the others, of 0.8: 0.21875 and 0.48125. A share that is set
/// alone is moved alike; of several, each is as written.
#[test]
fn one_share_is_moved_and_the_others_make_room() {
    let mix = change("mix", "mixes.m", "{ label = \"m\", shares = { paris = 0.25, ally = 0.55, porto = 0.2 } }");
    let shares = |changes: &str| {
        let base = small(&[("first", &mix), ("x", &format!("extends = \"first\"\n{changes}"))]);
        let root = Scenarios::of(&base).unwrap().lay("x", &base)?.root;
        let bid = bid_of(&base, &root)?.0;
        Ok::<_, Errors>(["paris", "ally", "porto"].map(|site| value(&bid, &format!("mixes.m.shares.{site}"))))
    };
    let moved = [dec!(0.21875), dec!(0.48125), dec!(0.3)];
    assert_eq!(shares(&relative("a", "mixes.m.shares.porto", "plus = 0.1")).unwrap(), moved);
    assert_eq!(shares(&change("a", "mixes.m.shares.porto", "0.3")).unwrap(), moved);
    let several: Vec<String> = [("paris", "0.1"), ("ally", "0.2"), ("porto", "0.7")]
        .map(|(site, share)| change(site, &format!("mixes.m.shares.{site}"), share))
        .to_vec();
    assert_eq!(shares(&several.concat()).unwrap(), [dec!(0.1), dec!(0.2), dec!(0.7)]);
    let code = |changes: &str| shares(changes).unwrap_err().sorted()[0].code.name();
    assert_eq!(code(&relative("a", "mixes.m.shares.porto", "plus = 0.9")), "E0206");
    assert_eq!(code(&relative("a", "mixes.m.shares.porto", "plus = -0.3")), "E0206");
    assert_eq!(code(&relative("a", "mixes.m.shares.porto", "times = 1.1")), "E0318");
    assert_eq!(code(&relative("a", "mixes.porto.shares.porto", "plus = -0.1")), "E0318");
}

/// What a relative change cannot be made of, with where it is reported.
#[test]
fn relative_changes_that_cannot_be_made_are_reported_at_their_place() {
    let cases = [
        (FTE, "times = -1", "E0318", "-1"),
        (FTE, "times = \"two\"", "E0204", "\"two\""),
        (FTE, "times = 2\nplus = 1", "E0305", "select"),
        (FTE, "times = 2\nto = 1", "E0305", "select"),
        (FTE, "times = 79228162514264337593543950335", "E0318", "79228162514264337593543950335"),
        ("contract.months", "times = 1.3", "E0204", "1.3"),
        ("lots.a.teams.dev", "times = 2", "E0313", "select"),
        ("lots.a.teams.dev.mix", "times = 2", "E0313", "select"),
        // Inherited from the policy, and not written here.
        ("lots.a.margin", "plus = 0.1", "E0313", "select"),
        ("policy.margin", "plus = 0.9", "E0206", "0.9"),
        ("sites.paris.drift", "plus = 0.1\nfrom_year = 2", "E0317", "2"),
        ("rates.paris.daily_cost.developer", "times = 2\nfrom_year = 3", "E0304", "3"),
    ];
    for (path, what, code, underlined) in cases {
        let changes = relative("a", path, what);
        let text = small(&[("x", &changes)]);
        let laid = Scenarios::of(&text).and_then(|scenarios| scenarios.lay("x", &text));
        let findings = laid.and_then(|laid| bid_of(&text, &laid.root)).expect_err(&changes);
        let reported = findings.sorted();
        let one = reported.iter().find(|finding| finding.code.name() == code);
        let one = one.unwrap_or_else(|| panic!("{changes}: {reported:#?}"));
        let at = one.labels[0].0;
        let place = &text.sources.text(at.file)[at.span()];
        let expected = if underlined == "select" { format!("\"{path}\"") } else { underlined.to_owned() };
        assert_eq!(place, expected, "{changes}: {reported:#?}");
    }
}

proptest! {
    #![proptest_config(generate::cases(96))]

    /// From its start on a figure over time is so many times, or so much more than, what it was; before, what it was.
    #[test]
    fn a_course_changes_relatively_from_its_start_on_alone(
        held in course(), start in start(), by in 1..40_u32, adds in any::<bool>(),
    ) {
        let by = Decimal::new(i64::from(by), 1);
        let months = |changes: &str| -> Vec<Exact> {
            let bid = valid(&[change("length", "contract.months", &MONTHS.to_string()), changes.to_owned()].concat());
            let Base::Capacity(course) = &bid.lots.raw[0].positions.raw[0].base else { panic!("no FTE") };
            (0..MONTHS as usize).map(|m| course_value(course, &Inputs::exact(&bid), m)).collect()
        };
        let written = change("held", FTE, &held);
        let what = format!("{} = {by}\n{}", if adds { "plus" } else { "times" }, start.0);
        let before = months(&written);
        let found = months(&[written, relative("later", FTE, &what)].concat());
        for (m, (found, before)) in found.iter().zip(&before).enumerate() {
            let by = Exact::from(by);
            let changed = if adds { *before + by } else { *before * by };
            let expected = if m < start.1 as usize { *before } else { changed };
            let gap = (*found - expected).shown().abs();
            prop_assert!(gap < dec!(0.0000000000000001), "month {}: {found:?}, expected {expected:?}", m + 1);
        }
    }
}
