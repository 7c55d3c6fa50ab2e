//! Filling a buyer's file, step by step, against inflating and deflating its sheets: the floor of any way to change them.
//!
//! `cargo bench -p chiffrage-benches --bench fill` prints all in one run; their ratios are what counts.

use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use chiffrage::buyer::Map;
use chiffrage::buyer::fill::{Asked, Plan, Proof, Read};
use chiffrage::diag::Sources;
use chiffrage::engine::estimate;
use chiffrage::formula::Address;
use chiffrage::model::{bid, load};
use chiffrage::xlsx::{Book, Package, Value};
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use flate2::Compression;
use flate2::write::DeflateEncoder;

/// The form that is laid out as French ones are, and the largest sample.
const FILES: [&str; 2] = ["fr_dqe_four_lots_synthetic.xlsx", "us_gsa_s70_multisheet_price_proposal.xlsx"];

fn fill(c: &mut Criterion) {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    let (bid, _) = bid(&load(&root.join("models"), &root.join("templates"))).expect("the shipped bid is valid");
    let estimate = estimate(&bid).expect("the shipped bid has a price");
    for name in FILES {
        let bytes = fs::read(root.join("tests/samples/buyer").join(name)).expect("the sample");
        let book = Book::open(bytes.clone()).expect("a workbook");
        let text = map(&book);
        let file = Sources::default().add("map.toml".into(), text.clone());
        let map = Map::read(file, &text, &bid).expect("a map");
        let read = || Read::of(Book::open(bytes.clone()).expect("a workbook")).expect("its sheets");
        // Each turn is of a file read for it: what reading a file may take is not spent by the turns before.
        let timed = |turns: u64, work: &dyn Fn(&Plan<'_>) -> Duration| -> Duration {
            let turn = || {
                let read = read();
                let plan = Plan::of(&bid, &estimate.dqe, &map, &read, Asked::default());
                assert!(!plan.findings.has_errors());
                work(&plan)
            };
            (0..turns).map(|_| turn()).sum()
        };
        let parts: Vec<_> = book.sheets.iter().map(|s| book.package.part(&s.part).expect("a part")).collect();
        let mut group = c.benchmark_group(name);
        group.bench_function("read", |b| b.iter(read));
        group.bench_function("plan", |b| {
            let plan = |read: &mut Read| Plan::of(&bid, &estimate.dqe, &map, read, Asked::default()).findings;
            b.iter_batched_ref(read, plan, BatchSize::PerIteration);
        });
        group.bench_function("look for faults", |b| {
            b.iter_custom(|turns| timed(turns, &|plan| took(|| plan.faults())));
        });
        group.bench_function("recompute, splice, pack", |b| {
            b.iter_custom(|turns| timed(turns, &|plan| took(|| plan.write())));
        });
        group.bench_function("prove", |b| {
            let prove = |plan: &Plan<'_>| {
                let filled = plan.write().expect("a file");
                let new = Package::open(filled.bytes.clone()).expect("a workbook");
                took(|| Proof::of(plan, &filled, &new))
            };
            b.iter_custom(|turns| timed(turns, &prove));
        });
        group.bench_function("inflate the sheets", |b| {
            let inflate = |book: &mut Book| {
                book.sheets.iter().filter_map(|s| book.package.part(&s.part).ok()).map(|p| p.len()).sum::<usize>()
            };
            let open = || Book::open(bytes.clone()).expect("a workbook");
            b.iter_batched_ref(open, inflate, BatchSize::PerIteration);
        });
        group.bench_function("deflate the sheets", |b| b.iter(|| parts.iter().map(|p| deflate(p)).sum::<usize>()));
        group.finish();
    }
}

/// How long a piece of work takes.
fn took<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    black_box(work());
    start.elapsed()
}

/// Six prices on every sheet, in cells that hold a number or nothing.
fn map(book: &Book) -> String {
    let mut text = String::new();
    for (place, entry) in book.sheets.iter().enumerate() {
        let sheet = book.sheet(place).expect("a sheet");
        let free = |at: Address| sheet.merge(at).is_none_or(|area| area.first() == at);
        let open = sheet.cells.iter().filter(|c| c.formula.is_none() && free(c.at));
        let open = open.filter(|c| matches!(c.value, Value::Number(_) | Value::Empty)).take(6);
        let _ = writeln!(text, "[tables.t{place}]\nsheet = {:?}\nlot = \"ror\"\n[tables.t{place}.cells]", entry.name);
        open.for_each(|cell| text.push_str(&format!("{} = \"3.1\"\n", cell.at)));
    }
    text
}

fn deflate(bytes: &[u8]) -> usize {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::new(3));
    encoder.write_all(bytes).expect("its bytes");
    encoder.finish().expect("deflated").len()
}

criterion_group!(benches, fill);
criterion_main!(benches);
