//! A workbook of 100,000 formulas: read, made ready, and recomputed after a price, after all prices, and wholly.
//!
//! `cargo bench -p chiffrage-benches --bench formula`. Ten times fewer formulas show what each costs as a book grows.

use std::hint::black_box;

use chiffrage::formula::{Address, Book, Value};
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use rust_decimal::dec;

/// Rows of a sheet, five formulas each.
const ROWS: u32 = 2_000;

/// A form of `sheets` lots: quantities of four years, their sum, guarded amounts, a running sum of ten, a share of the
/// total, and a recap.
fn form(sheets: usize) -> Book {
    let mut book = Book::default();
    let zero = || Some(dec!(0).into());
    for lot in 0..sheets {
        let sheet = book.add_sheet(&format!("Lot {lot}"));
        let last = ROWS + 1;
        for row in 2..=last {
            let cell = |column| Address { row, column };
            for column in 6..=9 {
                book.put(sheet, cell(column), dec!(3).into());
            }
            book.put_formula(sheet, cell(10), &format!("SUM(F{row}:I{row})"), Some(dec!(12).into()));
            let amount = format!("IF(OR(E{row}=\"\",J{row}=\"\"),\"\",E{row}*J{row})");
            book.put_formula(sheet, cell(11), &amount, Some(Value::text("")));
            book.put_formula(sheet, cell(12), &format!("SUM(K{}:K{row})", row.saturating_sub(9).max(2)), zero());
            book.put_formula(sheet, cell(13), &format!("ROUND(L{row}*TauxTVA,2)"), zero());
            book.put_formula(sheet, cell(14), &format!("IFERROR(K{row}/K$1,0)"), zero());
        }
        book.put_formula(sheet, Address { row: 1, column: 11 }, &format!("SUM(K2:K{last})"), zero());
    }
    let recap = book.add_sheet("Recap");
    let lots: Vec<String> = (0..sheets).map(|lot| format!("'Lot {lot}'!K1")).collect();
    book.put_formula(recap, Address { row: 1, column: 1 }, &lots.join("+"), zero());
    book.put_name(None, "TauxTVA", "0.2");
    book
}

fn prices(sheets: usize, rows: u32) -> Vec<(usize, Address, Value)> {
    let of_sheet = |sheet| (2..2 + rows).map(move |row| (sheet, Address { row, column: 5 }, dec!(720.50).into()));
    (0..sheets).flat_map(of_sheet).collect()
}

fn formulas(c: &mut Criterion) {
    for (name, sheets) in [("formulas: 10,000", 1), ("formulas: 100,000", 10)] {
        let mut group = c.benchmark_group(name);
        group.sample_size(10);
        group.bench_function("read", |b| b.iter(|| form(black_box(sheets))));
        let book = form(sheets);
        let mut after = |name: &str, changes: Vec<(usize, Address, Value)>| {
            group.bench_function(name, |b| {
                b.iter_batched_ref(|| book.clone(), |book| book.recalculate(&changes), BatchSize::PerIteration);
            });
        };
        after("after one price", prices(1, 1));
        after("after all prices", prices(sheets, ROWS));
        group.finish();
    }
}

criterion_group!(benches, formulas);
criterion_main!(benches);
