//! New values put into a sheet that is anything: they are read back, and nothing else differs.
#![no_main]

use std::collections::BTreeMap;

use chiffrage::formula::Address;
use chiffrage::xlsx::{Book, Sheet, Value};
use chiffrage_fuzz::workbook;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(book) = Book::open(workbook(data)) else { return };
    let Ok(sheet) = book.sheet(0) else { return };
    let mut values = BTreeMap::new();
    for at in ["A1", "C3", "ZZ1000", "XFD1048576"].into_iter().filter_map(Address::parse) {
        values.insert(at, Value::Number("720.5".into()));
    }
    for at in sheet.written().step_by(3).take(20) {
        values.insert(at, Value::Text("a < b & \"c\"".into()));
    }
    let Ok(part) = book.splice(&sheet, &values) else { return };
    let bytes = book.package.with(&[(book.sheets[0].part.clone(), part.bytes())]).expect("what is spliced can be written");
    let new = Book::open(bytes).expect("what is written can be read").sheet(0).expect("what is spliced can be read");
    for (at, value) in &values {
        assert_eq!(new.value(*at), value, "{at}");
    }
    let others = |sheet: &Sheet| sheet.written().filter(|at| !values.contains_key(at)).collect::<Vec<_>>();
    let left = others(&sheet);
    assert_eq!(left, others(&new));
    for at in left.into_iter().take(1_000) {
        assert_eq!((sheet.style(at), sheet.value(at)), (new.style(at), new.value(at)), "{at}");
    }
});
