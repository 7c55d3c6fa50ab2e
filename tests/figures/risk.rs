//! Risk (method §9): distributions against their own formulas, draws against the engine, and what must not change them.

use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::Duration;

use typed_index_collections::TiSlice;

use chiffrage::diag::{Code, Findings};
use chiffrage::engine::{Inputs, estimate_with};
use chiffrage::graph::Float;
use chiffrage::model::bid::LotId;
use chiffrage::model::figure::{Distribution, Fig, Figure};
use chiffrage::model::{self, Bid};
use chiffrage::risk::{CHANCES, Draws, Outcome, Quantile, Sample, SoFar, Watch, draws, drivers, summary};
use chiffrage::sheet::{Cell, Drawing, RiskShow, Risked};
use chiffrage::unit::{Lang, Number as _};
use itertools::Itertools as _;
use rust_decimal::{Decimal, dec};

use crate::support;

fn figure(low: Decimal, mode: Decimal, high: Decimal, distribution: Distribution) -> Figure {
    let (bid, _, _) = support::shipped();
    Figure { value: mode, range: Some((low, high)), distribution, ..bid.figures[0].clone() }
}

fn quantile(low: Decimal, mode: Decimal, high: Decimal, distribution: Distribution) -> Quantile {
    Quantile::of(&figure(low, mode, high, distribution), false).expect("it has a range")
}

fn float(value: Decimal) -> f64 {
    Float::from_decimal(value).0
}

/// Shares from 0.0005 to 0.9995.
fn shares() -> impl Iterator<Item = f64> {
    (0..1000).map(|n| (f64::from(n) + 0.5) / 1000.0)
}

/// PERT with its mode at an end or in the middle has a cumulative distribution that can be written down: with the mode at
/// the low end `F(x) = 1 − (1 − x)⁵`, in the middle `F(x) = x³ (10 − 15 x + 6 x²)`.
#[test]
fn a_pert_range_has_its_own_distribution() {
    let (zero, half, one) = (dec!(0), dec!(0.5), dec!(1));
    let [at_low, at_high, middle] = [zero, one, half].map(|mode| quantile(zero, mode, one, Distribution::Pert));
    for share in shares() {
        let below = 1.0 - (1.0 - at_low.at(share)).powi(5);
        assert!((below - share).abs() < 1e-6, "low end, {share}: {below}");
        let below = at_high.at(share).powi(5);
        assert!((below - share).abs() < 1e-6, "high end, {share}: {below}");
        let x = middle.at(share);
        let below = x.powi(3) * (10.0 - 15.0 * x + 6.0 * x * x);
        assert!((below - share).abs() < 1e-6, "middle, {share}: {below}");
    }
}

/// Of a triangle from 2 over 3 to 6, a quarter is below the mode: 3 is its first quartile, `6 − √(12 × 0.25)` its third.
#[test]
fn a_triangular_and_a_uniform_range_have_theirs() {
    let triangle = quantile(dec!(2), dec!(3), dec!(6), Distribution::Triangular);
    for (share, expected) in [(0.0, 2.0), (0.25, 3.0), (0.75, 6.0 - 3_f64.sqrt()), (1.0, 6.0)] {
        assert!((triangle.at(share) - expected).abs() < 1e-12, "{share}: {}", triangle.at(share));
    }
    let uniform = quantile(dec!(2), dec!(3), dec!(6), Distribution::Uniform);
    for (share, expected) in [(0.0, 2.0), (0.25, 3.0), (0.5, 4.0), (1.0, 6.0)] {
        assert!((uniform.at(share) - expected).abs() < 1e-12, "{share}: {}", uniform.at(share));
    }
}

/// Means in closed form: `(low + 4 mode + high) / 6`, `(low + mode + high) / 3`, `(low + high) / 2`. In a Latin hypercube the
/// mean of many draws is all but exact.
#[test]
fn the_mean_of_the_draws_is_that_of_the_range() {
    let cases = [
        (Distribution::Pert, (2.0 + 4.0 * 3.0 + 6.0) / 6.0),
        (Distribution::Triangular, (2.0 + 3.0 + 6.0) / 3.0),
        (Distribution::Uniform, (2.0 + 6.0) / 2.0),
    ];
    for (distribution, expected) in cases {
        let mut bid = support::shipped().0;
        let fig = ranged(&bid)[0];
        bid.figures[fig.index()] =
            Figure { path: bid.figure(fig).path.clone(), ..figure(dec!(2), dec!(3), dec!(6), distribution) };
        let sample = Sample::of(&bid, 20_000, 3);
        let of = |draw: u32| sample.values(draw).find(|(own, _)| *own == fig).expect("it is drawn").1;
        let mean = (0..20_000).map(of).sum::<f64>() / 20_000.0;
        assert!((mean - expected).abs() < 1e-4, "{distribution:?}: {mean}, in closed form {expected}");
    }
}

fn ranged(bid: &Bid) -> Vec<Fig> {
    (0..bid.figures.len()).map(Fig::at).filter(|fig| bid.figure(*fig).range.is_some_and(|(l, h)| l < h)).collect_vec()
}

fn drawn(bid: &Bid, draws_made: u32, seed: u64) -> Draws {
    let inputs = Inputs::exact(bid);
    let estimate = estimate_with(bid, &inputs).expect("it has a price");
    draws(bid, &inputs, &estimate, &Sample::of(bid, draws_made, seed), &|_| {}).expect("all draws have a price")
}

/// On a thousand draws, cost, cost without provision and unrounded price are the exact engine's on the same draws; so is
/// revenue at held prices.
#[test]
fn every_draw_is_the_engines() {
    let bid = support::shipped().0;
    let inputs = Inputs::exact(&bid);
    let bid_dqe = estimate_with(&bid, &inputs).expect("it has a price").dqe;
    let sample = Sample::of(&bid, 1000, 11);
    let drawn = drawn(&bid, 1000, 11);
    let near = |got: f64, exact: Decimal| {
        let exact = float(exact);
        (got - exact).abs() <= 1e-9 * exact.abs()
    };
    for draw in 0..1000 {
        let mut inputs = inputs.clone();
        for (fig, value) in sample.values(draw) {
            inputs.set(fig, Decimal::try_from(value).expect("it is finite").into());
        }
        let estimate = estimate_with(&bid, &inputs).expect("it has a price");
        for (lot, cells) in drawn.at(draw as usize).iter_enumerated() {
            let cost = estimate.dqe.lots[lot].full.shown();
            assert!(near(cells.cost, cost), "draw {draw}, lot {lot:?}: cost {} and {cost}", cells.cost);
            let price = estimate.dqe.unrounded(Some(lot)).shown();
            assert!(near(cells.price, price), "draw {draw}, lot {lot:?}: price {} and {price}", cells.price);
            let lines = estimate.dqe.lines[lot].iter().zip(&bid_dqe.lines[lot]);
            let amounts = lines.flat_map(|(line, held)| {
                line.quantities.iter().map(|q| (q.shown() * held.unit_price.shown()).round_dp(2))
            });
            let revenue: Decimal = amounts.sum();
            // Amounts are rounded to the cent: half a cent of a product in floats may fall to either side.
            let cents = (cells.revenue - float(revenue)).abs();
            assert!(
                cents < 0.011 || near(cells.revenue, revenue),
                "draw {draw}, lot {lot:?}: {} {revenue}",
                cells.revenue
            );
        }
    }
}

/// A range more, or threads fewer, change no other figure's draws.
#[test]
fn a_draw_follows_from_the_seed_and_the_path_alone() {
    let bid = support::shipped().0;
    let figs = ranged(&bid);
    let mut fewer = bid.clone();
    fewer.figures[figs[0].index()].range = None;
    let (all, less) = (Sample::of(&bid, 500, 5), Sample::of(&fewer, 500, 5));
    for draw in 0..500 {
        let of_all: Vec<(Fig, f64)> = all.values(draw).filter(|(fig, _)| *fig != figs[0]).collect();
        assert_eq!(of_all, less.values(draw).collect_vec(), "draw {draw}");
    }
    let other_seed = Sample::of(&bid, 500, 6);
    assert_ne!(all.values(0).collect_vec(), other_seed.values(0).collect_vec());
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be made");
        pool.install(|| summary(&drawn(&bid, 5000, 5), None, 80))
    };
    assert_eq!(on(1), on(2));
}

/// Draws are wanted as long as there are fewer than so many; what was said of the last of them.
struct Until(usize, Mutex<Option<(usize, Decimal, Decimal)>>);

impl Watch for Until {
    fn advance(&self, _: u64) {}

    fn goes_on(&self, so_far: &SoFar<'_>) -> bool {
        let (cost, error) = so_far.cost(90).expect("there are a hundred");
        *self.1.lock().unwrap() = Some((so_far.draws(), cost, error));
        so_far.draws() < self.0
    }
}

/// Ctrl-C pressed while draws are made, as a terminal does it on Unix: the draws that are made are kept, shown, and reported.
/// Elsewhere no program presses it; the test says so.
#[test]
fn ctrl_c_keeps_what_is_drawn() {
    const ASKED: u32 = 4_000_000;
    if !cfg!(unix) {
        eprintln!("skipped: no program here presses Ctrl-C for another");
        return;
    }
    // Pressed before the program listens, it ends it; then later.
    let pressed_after = |milliseconds: u64| {
        let mut command = support::chiffrage();
        command.args(["risk", "--lang", "en", "--format", "json", "--draws", &ASKED.to_string()]);
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
        std::thread::sleep(Duration::from_millis(milliseconds));
        let press = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
        assert!(press.expect("there is a kill").success());
        let ran = child.wait_with_output().expect("it ends");
        ran.status.code().is_some().then_some(ran)
    };
    let ran = [300, 1000, 4000].into_iter().find_map(pressed_after).expect("it listens after four seconds");
    let said = String::from_utf8(ran.stderr).expect("it is UTF-8");
    assert!(ran.status.success() && said.contains("stopped: "), "{said}");
    let words = said.split("stopped: ").nth(1).expect("it is said");
    let made: u32 = words.split(' ').next().expect("a number").replace(',', "").parse().expect("a number");
    assert!(0 < made && made < ASKED, "{made}");
    assert!(serde_json::from_slice::<serde_json::Value>(&ran.stdout).is_ok(), "what is drawn is shown");
}

#[test]
fn draws_that_are_stopped_are_kept() {
    let bid = support::shipped().0;
    let inputs = Inputs::exact(&bid);
    let estimate = estimate_with(&bid, &inputs).expect("it has a price");
    let all = drawn(&bid, 70_000, 1);
    let until = Until(20_000, Mutex::new(None));
    let sample = Sample::of(&bid, 70_000, 1);
    let stopped = draws(&bid, &inputs, &estimate, &sample, &until).expect("all draws have a price");
    let (seen, cost, error) = until.1.into_inner().unwrap().expect("it was asked");
    assert!((20_000..70_000).contains(&seen) && stopped.len() == seen, "{seen}");
    assert!((0..seen).all(|draw| stopped.at(draw) == all.at(draw)));
    // A tenth of them cost more than P90; a standard deviation of the number below it is √(0.09 n).
    let costs =
        (0..seen).map(|draw| stopped.at(draw).iter().map(|lot| lot.cost).sum::<f64>()).sorted_by(f64::total_cmp);
    let costs: Vec<f64> = costs.collect();
    let deviation = (0.09 * seen as f64).sqrt();
    let rank = |deviations: f64| (0.9 * seen as f64 + deviations * deviation) as usize;
    let beside = |value: Decimal, low: f64, high: f64| float(value) >= low && float(value) <= high;
    assert!(beside(cost, costs[rank(0.0) - 2], costs[rank(0.0) + 2]), "{cost}");
    let (low, high) = (costs[rank(1.0) - 2] - costs[rank(-1.0) + 2], costs[rank(1.0) + 2] - costs[rank(-1.0) - 2]);
    assert!(beside(error, low / 2.0, high / 2.0), "{error}, not {low} to {high}");
}

/// The draws that are written out price to what is written beside them.
#[test]
fn written_draws_can_be_priced_again() {
    let bid = support::shipped().0;
    let sample = Sample::of(&bid, 100, 2);
    let names = Draws::names(&bid, &sample);
    let records = drawn(&bid, 100, 2).records(&sample).collect_vec();
    assert_eq!((records.len(), names.len()), (100, records[0].len()));
    for record in records.iter().step_by(25) {
        let value = |name: &str| &record[names.iter().position(|own| own == name).unwrap_or_else(|| panic!("{name}"))];
        let mut inputs = Inputs::exact(&bid);
        for fig in ranged(&bid) {
            inputs.set(fig, Decimal::from_str_exact(value(&bid.figure(fig).path)).expect("it is a number").into());
        }
        let estimate = estimate_with(&bid, &inputs).expect("it has a price");
        for (lot, total) in bid.lots.iter().zip(&estimate.dqe.lots) {
            let written: f64 = value(&format!("{}.cost", lot.id)).parse().expect("it is a number");
            let cost = float(total.full.shown());
            assert!((written - cost).abs() <= 1e-9 * cost, "{}: {written} and {cost}", lot.id);
        }
    }
}

/// Figures of one group take the same share of their ranges, and so do the points of a course.
#[test]
fn a_group_moves_together() {
    let mut bid = support::shipped().0;
    let figs = ranged(&bid);
    for fig in &figs[..2] {
        bid.figures[fig.index()].group = Some("together".to_owned());
        bid.figures[fig.index()].distribution = Distribution::Uniform;
    }
    let sample = Sample::of(&bid, 100, 9);
    for draw in 0..100 {
        let values = sample.values(draw).collect_vec();
        let share = |fig: Fig| {
            let (low, high) = bid.figure(fig).range.expect("it has a range");
            let value = values.iter().find(|(own, _)| *own == fig).expect("it is drawn").1;
            let [low, high] = [low, high].map(float);
            (value - low) / (high - low)
        };
        assert!((share(figs[0]) - share(figs[1])).abs() < 1e-9, "draw {draw}");
    }
}

/// The page draws what the draws say: the bid is on its curve where as many draws are below it, and the columns of cost hold the
/// draws of their stretch.
#[test]
#[allow(clippy::cast_precision_loss, reason = "counts of a few thousand")]
fn the_page_draws_the_draws() {
    const COUNT: u32 = 4000;
    let bid = support::shipped().0;
    let drawn = drawn(&bid, COUNT, 3);
    let cells = (0..drawn.len()).map(|draw| {
        let sum = |get: fn(&chiffrage::risk::Cells<f64>) -> f64| drawn.at(draw).iter().map(get).sum::<f64>();
        (sum(|lot| lot.cost), sum(|lot| lot.price))
    });
    let cells = cells.collect_vec();
    let lots = [(None, summary(&drawn, None, 80))];
    let risked = Risked {
        bid: &bid,
        lots: &lots,
        confidence: 80,
        show: RiskShow::Both,
        draws: COUNT,
        asked: COUNT,
        seed: 3,
        ranges: 60,
        lang: Lang::Fr,
    };
    let page = risked.page(None);
    let number = |cell: &Cell| float(cell.number().expect("it is a number"));
    let front = page.front.expect("there is a curve");
    let Drawing::Curve { marks, .. } = &front.picture.drawing else { panic!("{:?}", front.picture) };
    let price = float(estimate_with(&bid, &Inputs::exact(&bid)).expect("it has a price").dqe.total.net.shown());
    let [own, share] = &marks[0].1;
    assert!((number(own) - price).abs() <= 0.5, "in whole euros: {own:?} and {price}");
    let below = cells.iter().filter(|cells| cells.1 <= price).count() as f64 / f64::from(COUNT);
    // A straight line across one of 24 columns.
    assert!((number(share) - below).abs() < 0.01, "{share:?} and {below}");

    let Drawing::Histogram { ends, columns, .. } = &page.sections[0].pictures[0].drawing else { panic!("no columns") };
    let [low, high] = ends.each_ref().map(number);
    let wide = (high - low) / columns.len() as f64;
    assert_eq!(columns.len(), 24);
    for (i, column) in columns.iter().enumerate().skip(1).take(22) {
        let (from, to) = (low + wide * i as f64, low + wide * (i + 1) as f64);
        let count = cells.iter().filter(|cells| (from..to).contains(&cells.0)).count() as f64;
        // Where columns begin is rounded as it is written: a draw may be on the other side.
        assert!((number(column) * f64::from(COUNT) - count).abs() <= 1.0, "column {i}: {column:?} and {count}");
    }
    let whole: f64 = columns.iter().map(number).sum();
    assert!((whole - 1.0).abs() < 1e-9, "{whole}");
}

/// The swing of a figure is the engine's at both ends; shares of variance of a bid that is all but linear in its ranges total
/// about 1, and the only range of a bid explains all of it.
#[test]
fn drivers_are_ranked_by_what_they_move() {
    let mut bid = support::shipped().0;
    let inputs = Inputs::exact(&bid);
    let estimate = estimate_with(&bid, &inputs).expect("it has a price");
    let of = |bid: &Bid| {
        let sample = Sample::of(bid, 20_000, 4);
        let drawn = draws(bid, &inputs, &estimate, &sample, &|_| {}).expect("all draws have a price");
        (drivers(bid, &inputs, &estimate, (&sample, &drawn), Outcome::Cost, None), sample)
    };
    let (all, sample) = of(&bid);
    assert_eq!(all.len(), sample.axes.len());
    let swings = all.iter().map(|driver| driver.swing().expect("the ends have a price")).collect_vec();
    assert!(swings.is_sorted_by(|a, b| a >= b), "{swings:?}");
    let cost = |fig: Fig, value: Decimal| {
        let mut inputs = inputs.clone();
        inputs.set(fig, value.into());
        float(estimate_with(&bid, &inputs).expect("it has a price").dqe.total.full.shown())
    };
    let alone = all.iter().find(|driver| sample.axes[driver.axis].figures.len() == 1).expect("some figure is alone");
    let fig = sample.axes[alone.axis].figures[0].0;
    let (low, high) = bid.figure(fig).range.expect("it has a range");
    for (got, end) in [(alone.low, low), (alone.high, high)] {
        let (got, exact) = (float(got.expect("it has a price")), cost(fig, end));
        assert!((got - exact).abs() < 1e-9 * exact, "{}: {got} and {exact}", bid.figure(fig).path);
    }
    let shares: Decimal = all.iter().map(|driver| driver.share).sum();
    assert!(shares > dec!(0.9) && shares < dec!(1.1), "{shares}");
    for other in ranged(&bid).into_iter().filter(|other| *other != fig) {
        bid.figures[other.index()].range = None;
    }
    let (one, _) = of(&bid);
    assert_eq!(one.len(), 1);
    assert!(one[0].share > dec!(0.99), "{}", one[0].share);
}

/// A bid of one range has the quantiles of that range: the provision, on a single lot, is linear in the price.
#[test]
fn quantiles_of_one_range_are_its_own() {
    let mut bid = support::shipped().0;
    for figure in &mut bid.figures {
        figure.range = None;
    }
    let provision = (0..bid.figures.len()).map(Fig::at).find(|fig| bid.figure(*fig).path == "policy.provision.build");
    let fig = provision.expect("the shipped policy has a provision on build");
    let figure = &mut bid.figures[fig.index()];
    let mode = figure.value;
    figure.range = Some((mode - dec!(0.01), mode + dec!(0.03)));
    figure.distribution = Distribution::Uniform;
    let summary = summary(&drawn(&bid, 10_000, 1), None, 90);
    let at = |value: Decimal| {
        let mut inputs = Inputs::exact(&bid);
        inputs.set(fig, value.into());
        let estimate = estimate_with(&bid, &inputs).expect("it has a price");
        float(estimate.dqe.total.full.shown())
    };
    for chance in CHANCES {
        let exact = at(mode - dec!(0.01) + dec!(0.04) * Decimal::from(chance) / dec!(100));
        let got = float(summary.cost.at(chance));
        assert!((got - exact).abs() < 1e-5 * exact, "P{chance}: {got}, exactly {exact}");
    }
    // At 90 % the provision is 0.026 above its mode; contingency without provision is nothing, since nothing else varies.
    let (got, exact) = (float(summary.cost.confident), at(mode + dec!(0.026)));
    assert!((got - exact).abs() < 1e-5 * exact, "at 90 %: {got}, exactly {exact}");
    assert!(summary.contingency.bare.abs() < dec!(0.001), "{}", summary.contingency.bare);
    let (got, exact) = (float(summary.contingency.full), at(mode + dec!(0.026)) - at(mode));
    assert!((got - exact).abs() < 1e-2 * exact, "contingency: {got}, exactly {exact}");
    // Three quarters of the range are above the mode: costs are then above those of the bid, at the same revenue.
    assert_eq!(summary.missed, dec!(0.75));
}

/// The bid's margin is missed in euros, whatever revenue it is earned on (method §9, *held*).
#[test]
fn a_margin_is_missed_in_euros() {
    let drawn = drawn(&support::shipped().0, 2000, 1);
    let margin =
        |lots: &TiSlice<LotId, chiffrage::risk::Cells<f64>>| lots.iter().map(|lot| lot.revenue - lot.cost).sum::<f64>();
    let target = margin(&drawn.modes);
    let missed = (0..2000).filter(|draw| margin(drawn.at(*draw)) < target - 0.005).count();
    assert_eq!(summary(&drawn, None, 80).missed, Decimal::from(missed) / dec!(2000));
}

/// A comparison draws the same for all its scenarios: the base has the figures of its own risk, and a scenario of other margins
/// its costs, to the last digit.
#[test]
fn scenarios_are_compared_on_the_same_draws() {
    let json = |args: &[&str]| -> serde_json::Value {
        let mut command = support::chiffrage();
        let ran = command.current_dir(support::root()).args(args).args(["--draws", "200", "--format", "json"]).output();
        serde_json::from_slice(&ran.expect("it runs").stdout).expect("it is JSON")
    };
    let compared = json(&["compare", "base", "--set", "policy.margin.build = 0.1", "--risk"]);
    let [base, other] = [&compared["rows"][0], &compared["rows"][1]];
    let alone = json(&["risk"]);
    let measure = |name: &str, at: &str| {
        let rows = alone["rows"].as_array().expect("rows").iter();
        let row = rows.clone().find(|row| row["measure"] == name && row["lot"] == "").expect("it is of all lots");
        row[at].clone()
    };
    for (key, name, at) in [("cost_p50", "cost", "p50"), ("cost_p80", "cost", "p80"), ("margin_p50", "margin", "p50")] {
        assert_eq!(base[key], measure(name, at), "{key}");
    }
    for key in ["cost_p50", "cost_p80", "contingency", "provision"] {
        assert_eq!(base[key], other[key], "{key}");
    }
    assert!(base["margin_at_80"].as_f64() > other["margin_at_80"].as_f64(), "{base} {other}");
}

/// A bid without ranges says so, and shows no bars.
#[test]
fn a_bid_without_ranges_says_so() {
    let models = support::root().join("tests/bad_input/small/models");
    for verb in ["risk", "drivers"] {
        let mut command = support::chiffrage();
        let ran = command.arg("--models").arg(&models).args([verb, "--lang", "en"]).output().expect("it runs");
        let out = String::from_utf8(ran.stdout).expect("it is UTF-8");
        assert!(ran.status.success() && out.contains("No figure of the bid has a range"), "{verb}: {out}");
        assert!(!out.contains("From (€)"), "{verb}: {out}");
    }
}

/// The range of the financing rate in the shipped contract, up to its source.
const RATE: &str = "financing_rate = { low = 0.03, mode = 0.045, high = 0.06,";

/// A copy of the shipped models, and the text of its contract.
fn with_a_financing_rate() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let models = folder.path().join("models");
    support::copy(&support::root().join("models"), &models);
    let text = std::fs::read_to_string(models.join("contract.toml")).expect("it can be read");
    assert!(text.contains(RATE));
    (folder, text)
}

/// Of two values with 7 chances in 10 and 3 in 10, seven tenths of the draws take the first and the others the second; a relative
/// change moves both. Weights that do not total 1 and a mode that is no value are refused.
#[test]
fn a_discrete_range_takes_its_values_with_their_weights() {
    let (folder, text) = with_a_financing_rate();
    let models = folder.path().join("models");
    let contract = models.join("contract.toml");
    let load = |mode: &str, weights: [&str; 2]| {
        let outcomes =
            format!("{{ value = 0.08, weight = {} }}, {{ value = 0.04, weight = {} }}", weights[0], weights[1]);
        let with = format!("financing_rate = {{ mode = {mode}, outcomes = [{outcomes}],");
        std::fs::write(&contract, text.replace(RATE, &with)).expect("it can be written");
        model::load(&models, &support::root().join("templates"))
    };
    let (bid, _) = model::bid(&load("0.04", ["0.3", "0.7"])).expect("it is a bid");
    let place = bid.figures.iter().position(|figure| figure.path == "contract.financing_rate").expect("it is there");
    let fig = Fig::at(place);
    assert_eq!((bid.figure(fig).value, bid.figure(fig).range), (dec!(0.04), Some((dec!(0.04), dec!(0.08)))));
    let sample = Sample::of(&bid, 1000, 2);
    let values = (0..1000).flat_map(|draw| sample.values(draw).filter(|(own, _)| *own == fig)).collect_vec();
    let low = values.iter().filter(|(_, value)| (value - 0.04).abs() < 1e-12).count();
    let high = values.iter().filter(|(_, value)| (value - 0.08).abs() < 1e-12).count();
    assert_eq!((low, high), (700, 300));
    // Draws of one value have one rank, so that a share of variance takes them in the order of the draws.
    let axis = sample.axes.iter().position(|axis| axis.name == "contract.financing_rate").expect("it is drawn");
    let mut ranks = (0..1000).map(|draw| sample.rank(axis, draw)).collect_vec();
    ranks.sort_by(f64::total_cmp);
    ranks.dedup();
    assert_eq!(ranks.len(), 2);

    let doubled = "label = \"x\"\nwhy = \"x\"\n[changes.a]\nselect = \"contract.financing_rate\"\ntimes = 2\n";
    std::fs::write(models.join("scenarios/doubled.toml"), doubled).expect("it can be written");
    let text = load("0.04", ["0.3", "0.7"]);
    let base = chiffrage::scenario::Base::of(&text).expect("it is a bid");
    let outcome = base.outcome("doubled").expect("it has a price");
    let figure =
        outcome.bid.figures.iter().rfind(|figure| figure.path == "contract.financing_rate").expect("it is there");
    assert_eq!((figure.value, figure.range), (dec!(0.08), Some((dec!(0.08), dec!(0.16)))));

    for (mode, weights, code) in [
        ("0.04", ["0.3", "0.6"], Code::Total),
        ("0.05", ["0.3", "0.7"], Code::BadRange),
        ("0.04", ["1.3", "0.7"], Code::OutOfRange),
    ] {
        let errors = model::bid(&load(mode, weights)).expect_err("it is refused");
        let codes = Findings::from(errors).sorted().iter().map(|finding| finding.code).collect_vec();
        assert!(codes.contains(&code), "{mode}, {weights:?}: {codes:?}");
    }
}

/// What a model may write of a range, and what it may not.
#[test]
fn a_range_may_have_a_distribution_and_a_group() {
    let (folder, text) = with_a_financing_rate();
    let models = folder.path().join("models");
    let contract = models.join("contract.toml");
    let load = |with: &str| {
        std::fs::write(&contract, text.replace(RATE, with)).expect("it can be written");
        model::bid(&model::load(&models, &support::root().join("templates")))
    };
    let (bid, _) = load(&format!("{RATE} distribution = \"uniform\", group = \"money\",")).expect("it is a bid");
    let figure = bid.figures.iter().find(|figure| figure.path == "contract.financing_rate").expect("it is there");
    assert_eq!((figure.distribution, figure.group.as_deref()), (Distribution::Uniform, Some("money")));
    for (wrong, code) in [
        (format!("{RATE} distribution = \"normal\","), Code::BadChoice),
        ("financing_rate = { value = 0.045, group = \"money\",".to_owned(), Code::UnknownKey),
    ] {
        let errors = load(&wrong).expect_err("it is refused");
        let codes = Findings::from(errors).sorted().iter().map(|finding| finding.code).collect_vec();
        assert_eq!(codes, [code], "{wrong}");
    }
}
