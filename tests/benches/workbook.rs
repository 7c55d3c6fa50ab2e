//! Making the DQE workbook and the living one, against deflating the same parts, the floor of any xlsx writer, and
//! against the writer itself on cells laid out already.
//!
//! `cargo bench -p chiffrage-benches --bench workbook` prints all in one run; their ratios are what counts.

use std::hint::black_box;
use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;

use chiffrage::engine::{Inputs, estimate};
use chiffrage::model::{bid, load};
use chiffrage::sheet::{self, Living};
use chiffrage::unit::Lang;
use chiffrage::workbook::bytes;
use criterion::{Criterion, criterion_group, criterion_main};
use zip::write::SimpleFileOptions;

fn workbook(c: &mut Criterion) {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    let (bid, _) = bid(&load(&root.join("models"), &root.join("templates"))).expect("the shipped bid is valid");
    let estimate = estimate(&bid).expect("the shipped bid has a price");
    let book = sheet::dqe(&bid, &estimate.dqe, None);
    let parts = parts(&bytes(&book).expect("a workbook"));
    let mut group = c.benchmark_group("dqe");
    group.bench_function("lay out", |b| b.iter(|| sheet::dqe(black_box(&bid), &estimate.dqe, None)));
    group.bench_function("save", |b| b.iter(|| bytes(black_box(&book))));
    group.bench_function("deflate the same bytes", |b| b.iter(|| deflate(black_box(&parts), None)));
    group.bench_function("deflate the same bytes, level 3", |b| b.iter(|| deflate(black_box(&parts), Some(3))));
    group.finish();
    let inputs = Inputs::exact(&bid);
    let living = Living { bid: &bid, inputs: &inputs, estimate: &estimate, scenario: "base", lang: Lang::Fr };
    let book = living.book().expect("a priced bid");
    let parts = self::parts(&bytes(&book).expect("a workbook"));
    let mut group = c.benchmark_group("living");
    group.sample_size(20);
    group.bench_function("lay out", |b| b.iter(|| black_box(&living).book()));
    group.bench_function("save", |b| b.iter(|| bytes(black_box(&book))));
    group.bench_function("deflate the same bytes, level 3", |b| b.iter(|| deflate(black_box(&parts), Some(3))));
    group.finish();
}

fn parts(xlsx: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(xlsx)).expect("a zip file");
    let mut all = Vec::new();
    for i in 0..archive.len() {
        let mut part = archive.by_index(i).expect("a part");
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("its bytes");
        all.push((part.name().expect("its name").into_owned(), bytes));
    }
    all
}

fn deflate(parts: &[(String, Vec<u8>)], level: Option<i64>) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_level(level);
    for (name, bytes) in parts {
        writer.start_file(name, options).expect("a part");
        writer.write_all(bytes).expect("its bytes");
    }
    writer.finish().expect("a zip file").into_inner()
}

criterion_group!(benches, workbook);
criterion_main!(benches);
