//! Scenarios against exact engine runs, in one run of the bench: the ratios are what counts.
//!
//! `cargo bench -p chiffrage-benches --bench scenarios` prints ten engine runs, the comparison of the base and the ten shipped scenarios
//! from the files to the table (reading the files, laying each scenario, pricing it, building the table), the same with
//! the bridge of each, how many times ten engine runs each takes, turn by turn so that whatever else the machine does
//! slows both alike, and sweeps of 100, 1,000 and 10,000 points.

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use chiffrage::diag::{At, FileId};
use chiffrage::engine::{Inputs, estimate_with};
use chiffrage::model::{Text, bid, load};
use chiffrage::report::{Page, text};
use chiffrage::scenario::{Axis, Base, Comparison, Dial, Hold, Surface, compare};
use chiffrage::sheet::{self, Width};
use chiffrage::unit::Lang;
use criterion::{Criterion, criterion_group, criterion_main};
use rust_decimal::Decimal;

fn shipped() -> Text {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    load(&root.join("models"), &root.join("templates"))
}

/// From a text to the table of the base and its ten scenarios, with the bridge of each where `bridged`; the comparison
/// comes with it, so that its freeing is not measured.
fn table(text_of_bid: &Text, bridged: bool) -> (String, Comparison) {
    let base = Base::of(text_of_bid).expect("the shipped bid is valid");
    let comparison = compare(&base, &base.ids(), bridged).expect("every scenario has a price");
    let page = Page { styled: false, width: Some(100) };
    let table = text(&sheet::compare(&comparison, None, Width::Narrow, Lang::Fr), Lang::Fr, page);
    (table, comparison)
}

/// How long something takes, without its freeing.
fn timed<T>(run: impl FnOnce() -> T) -> Duration {
    let since = Instant::now();
    let made = black_box(run());
    let took = since.elapsed();
    drop(made);
    took
}

/// How many times ten engine runs a comparison takes from the files to the table: medians of a hundred turns.
fn ratios(_: &mut Criterion) {
    let (bid, _) = bid(&shipped()).expect("the shipped bid is valid");
    let inputs = Inputs::exact(&bid);
    let compared = |bridged: bool| {
        timed(|| {
            let read = shipped();
            let made = table(&read, bridged);
            (read, made)
        })
    };
    let engine = || timed(|| (0..10).map(|_| estimate_with(black_box(&bid), &inputs)).collect::<Vec<_>>());
    let runs: [&dyn Fn() -> Duration; 3] = [&engine, &|| compared(false), &|| compared(true)];
    let mut times: [Vec<Duration>; 3] = Default::default();
    for _ in 0..100 {
        for (run, times) in runs.iter().zip(&mut times) {
            times.push(run());
        }
    }
    let [engine, plain, bridged] = times.map(|mut times| {
        times.sort();
        times[times.len() / 2]
    });
    let ratio = |time: Duration| time.as_secs_f64() / engine.as_secs_f64();
    println!("ten engine runs: {engine:.1?}");
    println!("ten scenarios, files to table: {plain:.1?}, {:.2} times ten engine runs", ratio(plain));
    println!("with their bridges: {bridged:.1?}, {:.2} times ten engine runs", ratio(bridged));
}

fn comparing(c: &mut Criterion) {
    let mut group = c.benchmark_group("compare");
    let (bid, _) = bid(&shipped()).expect("the shipped bid is valid");
    let inputs = Inputs::exact(&bid);
    group.bench_function("ten engine runs", |b| {
        b.iter(|| (0..10).for_each(|_| drop(black_box(estimate_with(black_box(&bid), &inputs)))));
    });
    group.bench_function("ten scenarios, files to table", |b| b.iter(|| table(&shipped(), false)));
    group.bench_function("ten scenarios with their bridges, files to table", |b| b.iter(|| table(&shipped(), true)));
    let read = shipped();
    group.bench_function("ten scenarios, once the files are read", |b| b.iter(|| table(&read, false)));
    group.finish();
}

fn sweeping(c: &mut Criterion) {
    let text = shipped();
    let base = Base::of(&text).expect("the shipped bid is valid");
    let outcome = base.outcome("base").expect("the base has a price");
    let at = At::new(FileId::default(), &(0..0));
    let axis = |path: &str, count: usize, low: Decimal, high: Decimal| {
        let step = (high - low) / Decimal::from(count.max(2) - 1);
        let values = (0..count).map(|i| low + step * Decimal::from(i)).collect();
        Axis { dial: Dial::of(&outcome, path, &[], at).expect("a figure of the bid"), values, at }
    };
    let surface = Surface::of(&outcome, Hold::Margins, None);
    let mut group = c.benchmark_group("sweep");
    group.sample_size(10);
    for side in [10, 32, 100] {
        // The dearest pair: both values enter before anything is costed.
        let dear = [
            axis("mixes.hybrid.shares.porto", side, Decimal::ZERO, Decimal::new(5, 1)),
            axis("sites.porto.productivity.steady", side, Decimal::new(7, 1), Decimal::ONE),
        ];
        group.bench_function(format!("{} points, share by productivity", side * side), |b| {
            b.iter(|| surface.grid(&dear, &|| ()));
        });
    }
    let usual = [
        axis("mixes.hybrid.shares.porto", 100, Decimal::ZERO, Decimal::new(5, 1)),
        axis("policy.margin.build", 100, Decimal::new(1, 1), Decimal::new(2, 1)),
    ];
    group.bench_function("10000 points, share by margin", |b| b.iter(|| surface.grid(&usual, &|| ())));
    let work = [axis("lots.ror.teams.alpha.positions.developer.fte", 10_000, Decimal::ONE, Decimal::TEN)];
    group.bench_function("10000 points, effort", |b| b.iter(|| surface.grid(&work, &|| ())));
    group.finish();
}

criterion_group!(benches, ratios, comparing, sweeping);
criterion_main!(benches);
