//! The archive of a spreadsheet file: every part inflated, and the file written anew with one part replaced.
#![no_main]

use chiffrage::xlsx::{Book, Package};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(package) = Package::archive(data.to_vec()) else { return };
    for entry in package.entries() {
        let _ = package.part(&entry.name);
    }
    let _ = package.comments();
    if let Some(entry) = package.entries().first() {
        let name = entry.name.clone();
        if let Ok(bytes) = package.with(&[(name.clone(), b"<new/>".to_vec())]) {
            let new = Package::archive(bytes).expect("what is written can be read");
            assert_eq!(new.part(&name).expect("it is there"), b"<new/>");
        }
    }
    let _ = Book::of(package);
});
