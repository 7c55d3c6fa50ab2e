//! The price form of a workbook one of whose parts is anything: found, matched with our DQE, searched for faults.
#![no_main]

use chiffrage::buyer::MatchReport;
use chiffrage::buyer::faults::{faults, stale};
use chiffrage::buyer::form::form_of;
use chiffrage::buyer::matching::{matching, ours};
use chiffrage::unit::Lang;
use chiffrage::xlsx::Book;
use chiffrage_fuzz::{SHOP, workbook};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(book) = Book::open(workbook(data)) else { return };
    let Ok(form) = form_of(&book) else { return };
    let ours = ours(&SHOP.bid, &SHOP.estimate.dqe);
    let matching = matching(&form, &ours);
    let report = MatchReport { form: &form, matching: &matching, ours: &ours, lang: Lang::Fr };
    let _ = (report.to_json(), report.sheets(), report.to_map("f.xlsx", chiffrage::buyer::form::Term::of(&SHOP.bid)));
    if let Ok(calculation) = book.calculation() {
        let _ = faults(&form, &calculation, &stale(&calculation), &[], SHOP.bid.figure(SHOP.bid.contract.vat).value);
    }
});
