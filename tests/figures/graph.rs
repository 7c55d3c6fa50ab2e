//! The method recorded: a graph evaluated on other figures has the engine's own digits, and its slopes are those of the engine.

use chiffrage::engine::{Estimate, Inputs, Named, Parts, Table, cash, estimate_with, loads, outlook, staffing};
use chiffrage::graph::{Cell, Float, Graph, LANES, Recorded, Recorder, Recording, Values, record};
use chiffrage::model::Bid;
use chiffrage::model::bid::Rule;
use chiffrage::model::figure::Fig;
use chiffrage::unit::{Exact, Number};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{RngSeed, TestRunner};
use rust_decimal::{Decimal, dec};

use crate::by_hand::exact;
use crate::generate::{any_bid, cases};
use crate::support;

/// The cells of a table.
fn rows<K: From<usize>, N: Number>(cells: &mut Vec<N>, table: &Table<K, N>)
where
    usize: From<K>,
{
    table.ids().for_each(|row| cells.extend(table.row(row)));
}

/// Every cell of the method (§1 to §6), in an order of its own.
fn cells<N: Named>(bid: &Bid, inputs: &Inputs<N>, estimate: &Estimate<N>) -> Vec<N> {
    let Estimate { plan, cost, price, dqe } = estimate;
    let mut cells: Vec<N> = Vec::new();
    rows(&mut cells, &plan.worked);
    plan.demand.iter().for_each(|demand| rows(&mut cells, demand));
    plan.pools.iter().for_each(|pool| rows(&mut cells, &pool.charge));
    rows(&mut cells, &plan.effort);
    plan.pools.iter().for_each(|pool| cells.extend(pool.demand.iter().chain(&pool.need)));
    for profile in bid.profiles.keys() {
        for site in bid.sites.keys() {
            cells.extend(cost.rates.daily(profile, site).iter().chain(cost.rates.head_month(profile, site)));
        }
    }
    let parts = |parts: &Parts<N>| [parts.own, parts.partners, parts.platform, parts.one_offs];
    cost.labour.iter().chain(&cost.direct).for_each(|of| cells.extend(parts(of)));
    cells.extend(cost.platform.iter().flatten().chain(&cost.full).chain(&price.spread));
    price.sold.iter().for_each(|sold| cells.extend([sold.full, sold.sell]));
    for line in dqe.lines.iter().flatten() {
        cells.extend([line.unit_price, line.unrounded, line.gross_unit_price, line.amount]);
        cells.extend(line.quantities.iter().chain(&line.amounts));
    }
    for total in dqe.lots.iter().chain([&dqe.total]) {
        cells.extend([total.net, total.vat, total.gross, total.sell, total.full]);
        cells.extend(total.margin());
    }
    rows(&mut cells, &staffing(bid, inputs, plan).heads);
    for year in loads(bid, inputs, plan).iter().flat_map(|load| &load.years) {
        cells.extend([year.load, year.capacity]);
    }
    let outlook = outlook(bid, inputs, estimate, None);
    let cash = cash(bid, inputs, &outlook);
    cells.extend(outlook.revenue.iter().chain(&outlook.revised).chain(&outlook.coefficients));
    cells.extend(outlook.cost.iter().chain(&outlook.frozen).chain(&cash.balance));
    cells.extend([cash.peak_need, cash.financing]);
    cells
}

/// A bid recorded with all its figures, and its cells.
fn recorded<'r>(recorder: &'r Recorder, bid: &Bid) -> (Graph, Vec<Recorded<'r>>) {
    let recording = record(recorder, bid, &Inputs::exact(bid), |_| true).expect("the bid has a price");
    let Recording { inputs, estimate } = recording;
    let cells = cells(bid, &inputs, &estimate);
    (recorder.finish(), cells)
}

/// The bid's figures, each times its factor in hundredths.
fn setting(bid: &Bid, hundredths: &[u32]) -> Inputs<Exact> {
    Inputs::exact(bid)
        .map(|fig, value| *value * Exact::from(Decimal::new(i64::from(hundredths[fig.index() % hundredths.len()]), 2)))
}

/// Where the engine would take the same branches, the graph has its digits; says whether it would.
fn has_the_engines_digits(bid: &Bid, graph: &Graph, recorded: &[Recorded<'_>], inputs: &Inputs<Exact>) -> bool {
    let values = graph.exact(inputs);
    if !graph.holds(&values) {
        return false;
    }
    let priced = estimate_with(bid, inputs).expect("a setting under which the graph holds has a price");
    let engines = cells(bid, inputs, &priced);
    assert_eq!(engines.len(), recorded.len());
    for (place, (engine, cell)) in engines.iter().zip(recorded).enumerate() {
        let again = values.of(*cell);
        // Nothing has no digits: `0` and `0.00` are the same.
        let same = again.is_same(*engine) || (again.is_zero() && engine.is_zero());
        assert!(same, "cell {place}: {again:?} in the graph, {engine:?} by the engine");
    }
    true
}

/// How many settings of the shipped bid; 1,000 are tried by `CHIFFRAGE_SETTINGS=1000`.
fn settings() -> usize {
    std::env::var("CHIFFRAGE_SETTINGS").ok().and_then(|text| text.parse().ok()).unwrap_or(50)
}

/// All figures of the shipped bid move at once, each for itself, by up to a fifth.
#[test]
fn the_graph_of_the_shipped_bid_has_the_engines_digits() {
    let (bid, _, _) = support::shipped();
    let recorder = Recorder::new();
    let (graph, recorded) = recorded(&recorder, &bid);
    assert!(has_the_engines_digits(&bid, &graph, &recorded, &Inputs::exact(&bid)));
    let mut runner = TestRunner::new(ProptestConfig { rng_seed: RngSeed::Fixed(14), ..ProptestConfig::default() });
    for _ in 0..settings() {
        let factors = vec(80_u32..=120, bid.figures.len()).new_tree(&mut runner).expect("factors").current();
        let inputs = setting(&bid, &factors);
        let holds = has_the_engines_digits(&bid, &graph, &recorded, &inputs);
        assert!(holds || estimate_with(&bid, &inputs).is_err(), "what is nothing and what is not are as they were");
    }
}

/// A figure that becomes nothing may change what there is: the graph then reports that it does not hold, or is right.
#[test]
fn a_graph_reports_where_it_does_not_hold() {
    let (bid, _, _) = support::shipped();
    let recorder = Recorder::new();
    let (graph, recorded) = recorded(&recorder, &bid);
    let mut departs = 0;
    for place in (0..bid.figures.len()).step_by(11) {
        let mut inputs = Inputs::exact(&bid);
        inputs.set(Fig::at(place), Exact::ZERO);
        departs += usize::from(!has_the_engines_digits(&bid, &graph, &recorded, &inputs));
    }
    assert!(departs > 0, "some figure is all the effort of its months");
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn graphs_of_random_bids_have_the_engines_digits(spec in any_bid(), factors in vec(90_u32..=110, 40)) {
        let bid = spec.bid();
        let recorder = Recorder::new();
        let (graph, recorded) = recorded(&recorder, &bid);
        prop_assert!(has_the_engines_digits(&bid, &graph, &recorded, &Inputs::exact(&bid)));
        has_the_engines_digits(&bid, &graph, &recorded, &setting(&bid, &factors));
    }

    #[test]
    fn programs_of_random_bids_are_the_engine(
        spec in any_bid(), factors in vec(vec(90_u32..=110, 40), 3), step in 1_usize..6,
    ) {
        let bid = spec.bid();
        let varies = |fig: Fig| fig.index().is_multiple_of(step);
        program_is_the_engine(&bid, varies, &settings_of(&bid, varies, &factors));
    }

    /// Invariant 10: the slope of the unrounded price and of the cost by a figure is what a small change of it makes,
    /// towards greater values: a team at a pool's minimum, a ramp that ends at a month, are met as often as not.
    #[test]
    fn slopes_of_random_bids_are_the_engines(spec in any_bid(), first in 0_usize..1000) {
        let bid = spec.bid();
        let count = bid.figures.len();
        slopes_are_the_engines(&bid, (0..8).map(|step| Fig::at((first + step * count / 8) % count)));
    }
}

/// Recorded with every structure, it holds where something becomes nothing and nothing something: a site without a share, a
/// team that starts later and so learns later, days no longer ordered, a pool whose demand ends.
#[test]
fn a_graph_of_every_structure_holds_where_something_becomes_nothing() {
    let (bid, inputs, _) = support::shipped();
    let recorder = Recorder::of_every_structure();
    let Recording { estimate, .. } = record(&recorder, &bid, &inputs, |_| true).expect("the bid has a price");
    let graph = recorder.finish();
    let set = |path: &str, value: Decimal| (path.to_owned(), value);
    let settings = [
        vec![],
        vec![set("mixes.hybrid.shares.porto", dec!(0)), set("mixes.hybrid.shares.paris", dec!(0.45))],
        vec![set("lots.ror.teams.run.positions.operations.fte", dec!(0))],
        vec![
            set("dqe.ror.sections.expertise.lines.design-system.quantity", dec!(12)),
            set("dqe.ror.sections.expertise.lines.ux.quantity", dec!(0)),
            set("dqe.pfc.sections.managed.lines.devops.quantity.years.1", dec!(0)),
        ],
        vec![set("lots.pfc.applications.ripsc.late", dec!(20)), set("lots.annuaire.platform.oracle.count", dec!(0))],
    ];
    for setting in settings {
        let mut inputs = inputs.clone();
        for (path, value) in &setting {
            let place = bid.figures.iter().position(|figure| figure.path == *path).expect("a figure");
            inputs.set(Fig::at(place), (*value).into());
        }
        let priced = estimate_with(&bid, &inputs).expect("a price");
        let values = graph.exact(&inputs);
        let mut compared = 0;
        let mut is_the_engine = |recorded: Recorded<'_>, engine: Exact| {
            assert_eq!(values.of(recorded).rounded(12), engine.rounded(12), "{setting:?}");
            compared += 1;
        };
        estimate.cost.full.iter().zip(&priced.cost.full).for_each(|(a, b)| is_the_engine(*a, *b));
        let lines = estimate.dqe.lines.iter().flatten().zip(priced.dqe.lines.iter().flatten());
        lines.for_each(|(a, b)| is_the_engine(a.unrounded, b.unrounded));
        estimate.dqe.lots.iter().zip(&priced.dqe.lots).for_each(|(a, b)| is_the_engine(a.gross, b.gross));
        assert!(compared > 100, "{compared}");
    }
}

#[test]
fn slopes_of_the_shipped_bid_are_the_engines() {
    let (bid, _, _) = support::shipped();
    let step = if settings() > 50 { 1 } else { 9 };
    slopes_are_the_engines(&bid, (0..bid.figures.len()).step_by(step).map(Fig::at));
}

/// The cells that are sampled: the unrounded price and the full cost of all, and what each nature of a lot sells for.
fn sampled<N: Named>(estimate: &Estimate<N>) -> Vec<N> {
    let sells = estimate.price.sold.iter().map(|sold| sold.sell);
    sells.chain([estimate.dqe.unrounded(None), estimate.dqe.total.full]).collect()
}

/// A program for some figures computes the engine's cells up to the last digits of a float (method §9), wherever it reports that
/// it holds; says in how many of the settings it did.
fn program_is_the_engine(bid: &Bid, varies: impl Fn(Fig) -> bool, settings: &[Inputs<Exact>]) -> usize {
    let recorder = Recorder::new();
    let recording = record(&recorder, bid, &Inputs::exact(bid), |_| true).expect("the bid has a price");
    let cells: Vec<Cell> = sampled(&recording.estimate).into_iter().map(Cell::from).collect();
    let graph = recorder.finish();
    let base = graph.exact(&Inputs::exact(bid));
    let program = graph.specialise(&base, &varies, &cells);
    let mut machine = program.machine();
    let mut held = 0;
    for settings in settings.chunks(LANES) {
        for (lane, inputs) in settings.iter().enumerate() {
            for (place, fig) in program.figures().enumerate() {
                machine.set(place, lane, Float::from_decimal(inputs[fig].shown()));
            }
        }
        machine.run();
        let holds = machine.holds();
        for (lane, inputs) in settings.iter().enumerate().filter(|(lane, _)| holds[*lane]) {
            held += 1;
            let priced = estimate_with(bid, inputs).expect("a setting under which the program holds has a price");
            for (place, engine) in sampled(&priced).into_iter().enumerate() {
                let (engine, own) = (exact(engine), machine.output(place, lane).decimal().expect("it is finite"));
                let within = dec!(0.000000001) * engine.abs().max(dec!(0.01));
                assert!((engine - own).abs() <= within, "cell {place}: {own} by the program, {engine} by the engine");
            }
        }
    }
    held
}

/// Settings in which the figures that vary are so many hundredths of what they are.
fn settings_of(bid: &Bid, varies: impl Fn(Fig) -> bool, hundredths: &[Vec<u32>]) -> Vec<Inputs<Exact>> {
    let own = Inputs::exact(bid);
    let setting = |factors: &Vec<u32>| {
        let moved = setting(bid, factors);
        own.map(|fig, value| if varies(fig) { moved[fig] } else { *value })
    };
    std::iter::once(own.clone()).chain(hundredths.iter().map(setting)).collect()
}

#[test]
fn programs_of_the_shipped_bid_are_the_engine() {
    let (bid, _, _) = support::shipped();
    let mut runner = TestRunner::new(ProptestConfig { rng_seed: RngSeed::Fixed(15), ..ProptestConfig::default() });
    for (step, least) in [(1, 1), (9, 20), (50, 40)] {
        let varies = |fig: Fig| fig.index().is_multiple_of(step);
        let mut factors = || vec(80_u32..=120, bid.figures.len()).new_tree(&mut runner).expect("factors").current();
        let factors: Vec<Vec<u32>> = (0..settings()).map(|_| factors()).collect();
        let held = program_is_the_engine(&bid, varies, &settings_of(&bid, varies, &factors));
        assert!(held >= least, "one figure of {step}: {held} settings");
    }
}

/// Figures that set a price given: it is rounded before it is taken off the shares, by steps that have no slope.
fn given(bid: &Bid) -> Vec<Fig> {
    let lines = bid.lots.iter().flat_map(|lot| &lot.lines);
    let of_line = lines.filter_map(|line| match line.rule {
        Rule::Given(price) => Some(line.quantity.iter().filter_map(|q| q.fig()).chain([price]).collect::<Vec<_>>()),
        _ => None,
    });
    of_line.flatten().collect()
}

fn slopes_are_the_engines(bid: &Bid, figures: impl Iterator<Item = Fig>) {
    let recorder = Recorder::new();
    let Recording { estimate, .. } = record(&recorder, bid, &Inputs::exact(bid), |_| true).expect("a price");
    let outputs = [estimate.dqe.unrounded(None), estimate.dqe.total.full];
    let graph = recorder.finish();
    let values: Values<Float> = graph.floats(&Inputs::of(bid));
    let slopes = outputs.map(|output| graph.slopes(&values, output));
    let given = given(bid);
    for fig in figures.filter(|fig| !given.contains(fig) && !bid.figure(*fig).value.is_zero()) {
        let step = bid.figure(fig).value.abs() * dec!(0.000000001);
        let mut inputs = Inputs::exact(bid);
        inputs.set(fig, Exact::from(bid.figure(fig).value + step));
        let Ok(moved) = estimate_with(bid, &inputs) else { continue };
        let again = [moved.dqe.unrounded(None), moved.dqe.total.full];
        for ((before, after), slopes) in outputs.iter().zip(again).zip(&slopes) {
            // What a hundred per cent of the figure would move, were it straight.
            let moves = exact(after - before.value()) / dec!(0.000000001);
            let slope = slopes.of(fig).decimal().expect("a slope is finite") * bid.figure(fig).value.abs();
            let least = exact(before.value()).abs() * dec!(0.000000001);
            let within = dec!(0.000001) * moves.abs().max(slope.abs()) + least;
            let path = &bid.figure(fig).path;
            assert!((moves - slope).abs() <= within, "{path}: {slope} by its slope, {moves} by pricing again");
        }
    }
}
