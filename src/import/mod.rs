//! Files of others into the models: rate cards and quantities, from workbooks and text files, previewed before anything
//! is written.
//!
//! `file` opens the bytes and gives rows of [`Row`]s; `table` finds headers and columns as they go by; `rates` and
//! `settle` say which row gives which profile which daily cost; `card` puts that into TOML, where comments survive. Every row that is
//! not taken is told with its place and the reason.

mod card;
mod cell;
mod choose;
mod file;
mod heading;
mod layout;
mod map;
mod month;
mod ods;
mod preview;
mod price;
mod profiles;
mod quantities;
mod rates;
mod saved;
mod settle;
mod spread;
mod table;
mod text;
mod xls;

pub use card::{Card, card};
pub use cell::{Cell, Held, Row};
pub use file::File;
pub use layout::layout;
pub use map::{Layout, read as read_map};
pub use preview::{preview, preview_quantities};
pub use price::Per;
pub use profiles::Sure;
pub use quantities::{Buyer, By, Counted, Quantities, Uncounted, quantities};
pub use rates::{Known, Left, Rates, Taken, rates};
pub use saved::write as write_map;

use crate::diag::Findings;
use crate::model::raw;
use crate::model::shape::{Keyed, Reader, Shape};
use crate::model::{Node, Text};

/// What an import must know of a bid, which need not be whole yet.
///
/// # Errors
/// The contract, the profiles or the currencies cannot be read.
pub fn known(text: &Text) -> Result<Known, Findings> {
    let mut reader = Reader { defaults: text.defaults.clone(), ..Reader::default() };
    let contract = part::<raw::Contract>(text, "contract", &mut reader);
    let profiles = part::<Keyed<raw::Profile>>(text, "profiles", &mut reader);
    let currencies = part::<Keyed<raw::Currency>>(text, "currencies", &mut reader);
    let (Some(contract), Some(profiles), Some(currencies)) = (contract, profiles, currencies) else {
        // What could not be read of the files says more than what is missing for it.
        let unread = text.findings.has_errors();
        return Err(if unread { text.findings.clone() } else { reader.findings });
    };
    Ok(Known {
        profiles: profiles.iter().map(|(id, _, profile)| (id.to_owned(), profile.label.clone())).collect(),
        currencies: currencies.iter().map(|(id, _, _)| id.to_owned()).collect(),
        contract: (contract.start.month, contract.months.n as usize),
    })
}

fn part<T: Shape>(text: &Text, key: &'static str, reader: &mut Reader) -> Option<T> {
    let node: &Node = &text.root.table()?.get(key)?.node;
    reader.within(key, |reader| T::read(node, reader))
}
