//! A rate card from outside: a text file, a workbook old or new, or anything else.
#![no_main]

use std::sync::LazyLock;

use chiffrage::import::{self, File, Known, Layout};
use chiffrage::unit::Lang;
use chiffrage_fuzz::SHOP;
use libfuzzer_sys::fuzz_target;

static KNOWN: LazyLock<Known> = LazyLock::new(|| import::known(&SHOP.text).expect("the shipped bid is valid"));

fuzz_target!(|data: &[u8]| {
    let Ok(mut file) = File::open(data.to_vec()) else { return };
    if let Ok(rates) = import::rates(&mut file, "card.csv", Layout::default(), &KNOWN) {
        let _ = import::preview(&rates, 100, Lang::Fr);
        let _ = import::card(&rates, "card", None);
    }
});
