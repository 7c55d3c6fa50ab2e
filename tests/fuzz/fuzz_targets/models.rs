//! The models: one file of the shipped bid is anything. Its first byte says which.
#![no_main]

use std::sync::LazyLock;

use chiffrage::diag::render;
use chiffrage::engine::estimate;
use chiffrage::model::{bid, load_texts};
use chiffrage_fuzz::model_texts;
use libfuzzer_sys::fuzz_target;

static TEXTS: LazyLock<Vec<(String, String)>> = LazyLock::new(model_texts);

fuzz_target!(|data: &[u8]| {
    let Some((which, text)) = data.split_first() else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    let which = usize::from(*which) % TEXTS.len();
    let texts = TEXTS.iter().enumerate().map(|(n, (name, own))| (name.as_str(), if n == which { text } else { own.as_str() }));
    let read = load_texts(texts);
    match bid(&read) {
        Ok((bid, _)) => drop(estimate(&bid)),
        Err(findings) => drop(render(&findings, &read.sources, chiffrage::unit::Lang::En, false, None)),
    }
});
