//! The buyer's own price form.

mod data;
pub mod faults;
pub mod fill;
pub mod form;
mod layout;
pub mod leaks;
mod map;
pub mod matching;
mod propose;
mod told;

pub use layout::Layout;
pub use map::{Answer, Columns, Map, Table, Target, Yearly};
pub use told::{Told, named};

use crate::diag::{Code, Finding, listed};
use crate::xlsx::Book;

/// Nothing like a price form was found: what was looked for, and where.
#[must_use]
pub fn no_form(book: &Book) -> Finding {
    let sheets = listed(book.sheets.iter().map(|sheet| sheet.name.as_str()));
    Finding::error(Code::NoForm, format!("no price form was found in the sheets: {sheets}")).help(
        "a header row was looked for that names what is bought (code, désignation, prestations) and its price, quantity \
         or amount, with lines below: is this the buyer's price file? If so, write the map by hand",
    )
}
