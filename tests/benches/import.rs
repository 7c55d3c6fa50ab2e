//! A rate card of 100,000 rows, and what reading its cells alone takes.

use std::hint::black_box;
use std::io::Cursor;

use calamine::{Reader as _, Xlsx};
use chiffrage::import::{self, File, Known, Layout};
use chiffrage::model;
use criterion::{Criterion, criterion_group, criterion_main};
use rust_xlsxwriter::Workbook;

const ROWS: u32 = 100_000;

/// Ten columns, of which the import reads four; one row in ten thousand is of a profile of the bid.
fn row(n: u32) -> [String; 9] {
    let profile =
        if n.is_multiple_of(10_000) { "Architecte".to_owned() } else { format!("Ingénieur spécialité {n}") };
    let text = |words: &str| format!("{words} {}", n % 50);
    [
        profile,
        "Paris".into(),
        text("Entité"),
        text("Filière"),
        text("Contrat"),
        text("Source"),
        text("Statut"),
        text("Avis"),
        "EUR".into(),
    ]
}

const HEADINGS: [&str; 10] =
    ["Profil", "Site", "Entité", "Filière", "Contrat", "Source", "Statut", "Avis", "Devise", "CJM"];

fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, HEADINGS).expect("headings");
    for n in 0..ROWS {
        sheet.write_row(n + 1, 0, row(n)).expect("a row");
        sheet.write(n + 1, 9, 612.5).expect("a price");
    }
    book.save_to_buffer().expect("a workbook")
}

fn text() -> Vec<u8> {
    let lines = (0..ROWS).map(|n| format!("{};\"612,50\"\n", row(n).join(";")));
    std::iter::once(HEADINGS.join(";") + "\n").chain(lines).collect::<String>().into_bytes()
}

fn import(criterion: &mut Criterion) {
    let root = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    let bid = model::load(&root.join("models"), &root.join("templates"));
    let known: Known = import::known(&bid).expect("the shipped bid");
    let (workbook, text) = (workbook(), text());
    let mut group = criterion.benchmark_group("import");
    group.sample_size(10);
    group.bench_function("calamine alone", |b| {
        b.iter(|| {
            let mut book = Xlsx::new(Cursor::new(workbook.clone())).expect("a workbook");
            let mut cells = book.worksheet_cells_reader("Sheet1").expect("its sheet");
            let mut count = 0_usize;
            while let Some(cell) = cells.next_cell().expect("a cell") {
                count += usize::from(black_box(cell).get_position().0 > 0);
            }
            count
        });
    });
    group.bench_function("csv alone", |b| {
        b.iter(|| {
            let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_slice());
            reader.records().map(|record| record.expect("a record").len()).sum::<usize>()
        });
    });
    for (name, bytes) in [("rates of a workbook", &workbook), ("rates of a text file", &text)] {
        group.bench_function(name, |b| {
            b.iter(|| {
                let mut file = File::open(bytes.clone()).expect("a file");
                let rates = import::rates(&mut file, "card", Layout::default(), &known).expect("rates");
                assert_eq!((rates.cards[0].taken.len(), rates.left.len()), (1, ROWS as usize - 1));
                rates
            });
        });
    }
}

criterion_group!(benches, import);
criterion_main!(benches);
