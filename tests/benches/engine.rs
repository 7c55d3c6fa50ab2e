//! The exact engine on the shipped bid, and on bids of ten and a hundred times its positions, of other lengths, and
//! of more sites in each mix.
//!
//! `cargo bench -p chiffrage-benches --bench engine` prints times; speed is looked at, never a test. The ratios of the sizes, in one run,
//! say whether cost grows linearly with positions, months and sites.

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, SystemTime};

use chiffrage::engine::{Inputs, estimate_with};
use chiffrage::graph::{Float, LANES, Recorder, record};
use chiffrage::model::bid::{Bid, MixId, PositionId, Rule, SiteId};
use chiffrage::model::figure::{Fig, Figure};
use chiffrage::model::{bid, load};
use criterion::{Criterion, criterion_group, criterion_main};
use rust_decimal::Decimal;

fn shipped() -> Bid {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    bid(&load(&root.join("models"), &root.join("templates"))).expect("the shipped bid is valid").0
}

/// The same bid with every lot's positions `times` over, each copy there for a span of months of its
/// own, so that no two are placed alike: as much more work to place and to cost.
fn larger(times: usize) -> Bid {
    let mut bid = shipped();
    let months = bid.contract.months;
    for lot in &mut bid.lots {
        let days: Vec<PositionId> =
            lot.lines.iter().filter_map(|l| if let Rule::Day(p) = l.rule { Some(p) } else { None }).collect();
        let own: Vec<_> =
            lot.positions.iter_enumerated().filter(|(p, _)| !days.contains(p)).map(|(_, p)| p.clone()).collect();
        for copy in 1..times {
            lot.positions.extend(own.iter().cloned().map(|mut position| {
                let first = copy % 24;
                position.window = first..(first + 24).min(months).max(first + 1);
                position
            }));
        }
    }
    bid
}

/// The same bid over another contract: its calendars, steps and quantities go on as in its last year.
fn longer(months: usize) -> Bid {
    let mut bid = shipped();
    let years = months.div_ceil(12);
    let was = bid.contract.months;
    bid.contract.months = months;
    for calendar in &mut bid.calendars {
        calendar.open = (0..months).map(|m| calendar.open[m % 12]).collect();
        calendar.holidays.resize(months, Vec::new());
    }
    let last = |mix: &mut Vec<MixId>| mix.resize(years, *mix.last().expect("a year"));
    let sold: Vec<bool> = bid.figures.iter().map(|figure| !figure.value.is_zero()).collect();
    for lot in &mut bid.lots {
        for position in &mut lot.positions {
            last(&mut position.mix);
            // What lasts to the end of the contract does so still.
            let end = if position.window.end == was { months } else { position.window.end.min(months) };
            position.window = position.window.start.min(months - 1)..end.max(1);
        }
        for line in &mut lot.lines {
            // The last year stays the last: what is sold at the end of the contract is sold there still.
            let end = *line.quantity.last().expect("a year");
            line.quantity.resize(years, end);
            if end.fig().is_none_or(|fig| sold[fig.index()]) {
                line.quantity[years - 1] = end;
            }
        }
        lot.one_offs.iter_mut().for_each(|one_off| one_off.month = one_off.month.min(months - 1));
    }
    bid.pools.iter_mut().flat_map(|pool| &mut pool.members).for_each(|member| last(&mut member.mix));
    bid
}

/// The same bid with each mix spread evenly over `count` sites, copies of those it has: as many more places to work.
fn wider(count: usize) -> Bid {
    let mut bid = shipped();
    let own = bid.sites.len();
    for copy in 2..count.max(2) {
        let mut site = bid.sites.raw[1].clone();
        site.id = format!("copy-{copy}");
        bid.sites.push(site);
    }
    let like: Figure = bid.figures[0].clone();
    let even = Fig::add(&mut bid.figures, Figure { value: Decimal::ONE / Decimal::from(count), ..like });
    // Paris, then Lyon and its copies: sites that have a cost for every profile.
    let sites: Vec<SiteId> = [0, 1].into_iter().chain(own..).take(count).map(SiteId::from).collect();
    for mix in &mut bid.mixes {
        mix.steps = vec![(0, sites.iter().map(|site| (*site, even)).collect())];
    }
    bid
}

fn engine(c: &mut Criterion) {
    let mut group = c.benchmark_group("estimate");
    group.sample_size(30);
    for times in [1, 10, 100] {
        let bid = larger(times);
        let inputs = Inputs::exact(&bid);
        group.bench_function(format!("shipped x{times}"), |b| b.iter(|| estimate_with(black_box(&bid), &inputs)));
    }
    for months in [12, 24, 48, 96, 192] {
        let bid = longer(months);
        let inputs = Inputs::exact(&bid);
        drop(estimate_with(&bid, &inputs).unwrap_or_else(|why| panic!("{months} months: {why:#?}")));
        group.bench_function(format!("{months} months"), |b| b.iter(|| estimate_with(black_box(&bid), &inputs)));
    }
    for sites in [1, 2, 4, 8, 16] {
        let bid = wider(sites);
        let inputs = Inputs::exact(&bid);
        drop(estimate_with(&bid, &inputs).unwrap_or_else(|why| panic!("{sites} sites: {why:#?}")));
        group.bench_function(format!("{sites} sites"), |b| b.iter(|| estimate_with(black_box(&bid), &inputs)));
    }
    group.finish();
}

/// The method recorded, against an exact run of the engine in the same group: recording at most 2 runs, evaluating in floats
/// 0.1, the slopes of the price by every figure 0.2.
fn graph(c: &mut Criterion) {
    let mut group = c.benchmark_group("graph");
    let bid = shipped();
    let inputs = Inputs::exact(&bid);
    group.bench_function("exact engine", |b| b.iter(|| estimate_with(black_box(&bid), &inputs)));
    group.bench_function("record", |b| {
        b.iter(|| {
            let recorder = Recorder::new();
            drop(record(&recorder, black_box(&bid), &inputs, |_| true));
            recorder.finish()
        });
    });
    let recorder = Recorder::new();
    let recording = record(&recorder, &bid, &inputs, |_| true).expect("the shipped bid has a price");
    let price = recording.estimate.dqe.unrounded(None);
    let graph = recorder.finish();
    println!("{} nodes, {} conditions", graph.nodes().len(), graph.conditions().len());
    let floats = Inputs::<Float>::of(&bid);
    group.bench_function("evaluate exactly", |b| b.iter(|| graph.exact(black_box(&inputs))));
    group.bench_function("evaluate in floats", |b| b.iter(|| graph.floats(black_box(&floats))));
    let values = graph.floats(&floats);
    group.bench_function("slopes of the price", |b| b.iter(|| graph.slopes(black_box(&values), price)));
    let base = graph.exact(&inputs);
    let varies = |fig: Fig| fig.index().is_multiple_of(9);
    group.bench_function("specialise for one figure in nine", |b| {
        b.iter(|| graph.specialise(black_box(&base), varies, &[price.into()]));
    });
    let program = graph.specialise(&base, varies, &[price.into()]);
    println!("{} figures vary: {} steps", program.figures().len(), program.size());
    let mut machine = program.machine();
    for (place, fig) in program.figures().enumerate() {
        (0..LANES).for_each(|lane| machine.set(place, lane, floats[fig]));
    }
    group.bench_function("run on 64 settings", |b| b.iter(|| black_box(&mut machine).run()));
    group.finish();
}

/// What this thread has had of a processor, which other work on the machine hardly changes; time gone by where the system
/// does not report it.
fn processor_time() -> Duration {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = stat.and_then(|stat| stat.split_whitespace().next()?.parse().ok());
    nanoseconds.map_or_else(|| SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default(), Duration::from_nanos)
}

/// What this process holds of memory, in MB; nothing where the system does not report it.
fn memory() -> f64 {
    let pages =
        std::fs::read_to_string("/proc/self/statm").ok().and_then(|of| of.split_whitespace().nth(1)?.parse().ok());
    pages.map_or(0.0, |pages: f64| pages * 4096.0 / 1e6)
}

/// What a run takes on average, in processor time.
fn one_of<T>(mut run: impl FnMut() -> T) -> f64 {
    (0..20).for_each(|_| drop(black_box(run())));
    let before = processor_time();
    (0..400).for_each(|_| drop(black_box(run())));
    (processor_time() - before).as_secs_f64() / 400.0
}

/// The same as ratios to an exact run, of processor time, and what the graph holds of memory: printed, not measured by
/// criterion, so that they are right on a machine that others use.
fn ratios(_: &mut Criterion) {
    let bid = shipped();
    let inputs = Inputs::exact(&bid);
    let floats = Inputs::<Float>::of(&bid);
    let before = memory();
    let recorder = Recorder::new();
    let recording = record(&recorder, &bid, &inputs, |_| true).expect("the shipped bid has a price");
    let price = recording.estimate.dqe.unrounded(None);
    let graph = recorder.finish();
    println!("the graph: {} nodes, {:.1} MB with its recording", graph.nodes().len(), memory() - before);
    let values = graph.floats(&floats);
    let exact = one_of(|| estimate_with(&bid, &inputs));
    println!("an exact run: {:.2} ms of a processor", exact * 1e3);
    let record_all = |recorder: fn() -> Recorder| {
        one_of(|| {
            let recorder = recorder();
            drop(record(&recorder, &bid, &inputs, |_| true));
            recorder.finish()
        })
    };
    for (what, took) in [
        ("record", record_all(Recorder::new)),
        ("record with names", record_all(Recorder::naming)),
        ("record every structure", record_all(Recorder::of_every_structure)),
        ("evaluate exactly", one_of(|| graph.exact(&inputs))),
        ("evaluate in floats", one_of(|| graph.floats(&floats))),
        ("slopes of the price", one_of(|| graph.slopes(&values, price))),
    ] {
        println!("{what}: {:.3} exact runs", took / exact);
    }
}

fn reading(c: &mut Criterion) {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    c.bench_function("read the shipped bid", |b| {
        b.iter(|| bid(&load(&root.join("models"), &root.join("templates"))));
    });
}

criterion_group!(benches, ratios, engine, graph, reading);
criterion_main!(benches);
