//! The cells of a workbook, one of whose parts is anything, and its recalculation.
#![no_main]

use chiffrage::xlsx::Book;
use chiffrage_fuzz::workbook;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(book) = Book::open(workbook(data)) else { return };
    for place in 0..book.sheets.len() {
        let Ok(sheet) = book.sheet(place) else { continue };
        assert!(sheet.written().is_sorted_by(|one, next| one < next), "cells are in order, each once");
        for cell in sheet.cells.iter().take(1_000) {
            let _ = (cell.formula_text(), cell.value.number(), sheet.style(cell.at), sheet.merge(cell.at));
        }
    }
    if let Ok(mut calculation) = book.calculation() {
        let _ = calculation.recalculate_all();
    }
});
