//! What leaks from a workbook one of whose parts is anything, and from anything as a file of text.
#![no_main]

use std::sync::LazyLock;

use chiffrage::buyer::leaks::{Against, How, Origin, Secrets, Whose, compared, leaks, plain, report};
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
        let _ = report("f.txt", &plain(data, secrets), &Origin::Unknown, Lang::Fr);
        let Ok(book) = Book::open(workbook(data)) else { return };
        for whose in [Whose::Ours, Whose::Theirs] {
            let _ = leaks(&book, secrets, whose);
        }
        let with = |before, against| compared(before, &book, secrets, against, &|_, _, _| false);
        assert_eq!(with(&book, Against::Buyer).how, How::Same);
        for against in [Against::Buyer, Against::Dqe] {
            let _ = with(&BEFORE, against);
        }
    });
});
