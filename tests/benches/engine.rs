//! The exact engine on the shipped bid, and on bids of ten and a hundred times its positions.
//!
//! `cargo bench --bench engine` prints times; speed is looked at, never a test. The ratios of the three
//! sizes, in one run, say whether cost grows linearly.

use std::hint::black_box;
use std::path::Path;

use chiffrage::engine::{Inputs, estimate_with};
use chiffrage::model::bid::{Bid, Rule};
use chiffrage::model::{bid, load};
use criterion::{Criterion, criterion_group, criterion_main};

fn shipped() -> Bid {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    bid(&load(&root.join("models"), &root.join("templates"))).expect("the shipped bid is valid").0
}

/// The same bid with every lot's positions `times` over, each copy there for a span of months of its
/// own, so that no two are placed alike: as much more work to place and to cost.
fn larger(times: usize) -> Bid {
    let mut bid = shipped();
    let months = bid.contract.months;
    for lot in &mut bid.lots {
        let days: Vec<usize> =
            lot.lines.iter().filter_map(|l| if let Rule::Day(p) = l.rule { Some(p) } else { None }).collect();
        let own: Vec<_> =
            lot.positions.iter().enumerate().filter(|(p, _)| !days.contains(p)).map(|(_, p)| p.clone()).collect();
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

fn engine(c: &mut Criterion) {
    let mut group = c.benchmark_group("estimate");
    group.sample_size(30);
    for times in [1, 10, 100] {
        let bid = larger(times);
        let inputs = Inputs::exact(&bid);
        group.bench_function(format!("shipped x{times}"), |b| b.iter(|| estimate_with(black_box(&bid), &inputs)));
    }
    group.finish();
}

fn reading(c: &mut Criterion) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    c.bench_function("read the shipped bid", |b| {
        b.iter(|| bid(&load(&root.join("models"), &root.join("templates"))));
    });
}

criterion_group!(benches, engine, reading);
criterion_main!(benches);
