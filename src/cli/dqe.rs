use std::path::PathBuf;

use super::args::{Args, Dqe};
use super::bid::priced_with_warnings;
use super::console::{Console, Failed};
use super::files;
use crate::app;
use crate::diag::message::output::unnamed_bidder;

/// What a bidder's name says until it is written.
const UNNAMED: &str = "à compléter";

/// Writes the DQE unless a text of it is internal, and prints its recap.
pub fn run(args: &Args, verb: &Dqe, console: &Console) -> Result<(), Failed> {
    let priced = priced_with_warnings(args, console)?;
    let lot = priced.lot(verb.table.lot.as_deref())?;
    let book = app::dqe(&priced.bid, &priced.inputs, &priced.estimate, &priced.root, lot);
    let book = book.map_err(|errors| Failed::new(errors, priced.sources.clone()))?;
    if priced.bid.document.bidder.to_lowercase().contains(UNNAMED) {
        console.findings(&unnamed_bidder(&priced.bid.document.bidder).into(), &priced.sources);
    }
    let path = verb.output.output.clone().unwrap_or_else(|| PathBuf::from("dqe.xlsx"));
    files::write_book(&book, &path, verb.output.force, &priced.paths, console)?;
    if let Some(recap) = book.sheets.first() {
        console.draw(recap, verb.table.format.into());
    }
    Ok(())
}
