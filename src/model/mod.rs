//! The model: from TOML files to a valid [`Bid`].
//!
//! `tree` is the text with its places, `shape` the description that reader and schema share, `raw` the
//! tables as written, `resolve` the step to `bid`, where every id is resolved and every total checked.

pub mod bid;
mod calendar;
pub mod figure;
mod load;
mod raw;
mod resolve;
mod schema;
mod shape;
mod tree;
mod words;

pub use bid::Bid;
pub use load::{Text, load, load_texts};
pub use schema::{KINDS, schema};
pub use words::{nature_name, unit_name, zone_name};

use crate::diag::Findings;
use shape::{Reader, Shape as _};

/// From the text of a bid to the bid, or every problem at once.
///
/// # Errors
/// All findings of the files, of the reader and of the resolution, none of which hides another
/// unless it must: what cannot be read cannot be resolved.
pub fn bid(text: &Text) -> Result<(Bid, Findings), Findings> {
    let mut reader = Reader { defaults: text.defaults.clone(), findings: text.findings.clone(), ..Reader::default() };
    let root = raw::Root::read(&text.root, &mut reader);
    match root {
        Some(root) => resolve::resolve(&root, reader.figures, reader.findings),
        None => Err(reader.findings),
    }
}
