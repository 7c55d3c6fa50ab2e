//! The map of a buyer's file.
#![no_main]

use chiffrage::buyer::Map;
use chiffrage::diag::{Sources, render};
use chiffrage_fuzz::SHOP;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let mut sources = Sources::default();
    let file = sources.add("f.map.toml".into(), text.into());
    if let Err(findings) = Map::read(file, text, &SHOP.bid) {
        let _ = render(&findings, &sources, chiffrage::unit::Lang::En, false, None);
    }
});
