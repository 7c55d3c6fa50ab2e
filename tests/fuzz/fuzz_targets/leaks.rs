//! What leaks from a workbook one of whose parts is anything, and from anything as a file of text.
#![no_main]

use std::sync::LazyLock;

use chiffrage::buyer::leaks::{Secrets, Whose, findings, leaks, leaks_since, plain, report};
use chiffrage::unit::Lang;
use chiffrage::xlsx::Book;
use chiffrage_fuzz::{SHOP, workbook};
use libfuzzer_sys::fuzz_target;

static BEFORE: LazyLock<Book> = LazyLock::new(|| Book::open(workbook(b"<a/>")).expect("a workbook"));

fuzz_target!(|data: &[u8]| {
    thread_local! {
        static SECRETS: Secrets<'static> = Secrets::of(&SHOP.bid, &SHOP.inputs, &SHOP.estimate, &SHOP.text.root);
    }
    SECRETS.with(|secrets| {
        let _ = report("f.txt", &plain(data, secrets), Lang::Fr);
        let Ok(book) = Book::open(workbook(data)) else { return };
        for whose in [Whose::Ours, Whose::Theirs] {
            let _ = findings(&leaks(&book, secrets, whose));
        }
        assert!(leaks_since(&book, &book, secrets).is_empty());
        let _ = leaks_since(&BEFORE, &book, secrets);
    });
});
