//! Formulas, a line each: read, moved, computed among one another.
#![no_main]

use chiffrage::formula::{Address, Book, Expr, Value, moved};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let mut book = Book::default();
    let sheet = book.add_sheet("Feuille 1");
    let other = book.add_sheet("S2");
    book.put_name(None, "TVA", "'Feuille 1'!$B$1");
    for (row, line) in (1..=20).zip(text.lines()) {
        let _ = Expr::parse(line);
        if let Ok(there) = moved(line, 3, 2) {
            assert!(there.contains("#REF!") || Expr::parse(line).is_err() || Expr::parse(&there).is_ok(), "{line} {there}");
        }
        book.put_formula(sheet, Address { row, column: 1 }, line, None);
        book.put(sheet, Address { row, column: 2 }, Value::Text("12,5".into()));
        book.put_formula(other, Address { row, column: 2 }, line, None);
    }
    let _ = book.recalculate_all();
});
