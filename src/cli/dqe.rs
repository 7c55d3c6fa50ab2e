use std::path::PathBuf;

use super::args::{Args, Dqe};
use super::bid::told;
use super::console::{Console, Failed};
use super::{files, leaks};
use crate::sheet;

/// Writes the DQE unless something leaks in it, and prints its recap.
pub fn run(args: &Args, verb: &Dqe, console: &Console) -> Result<(), Failed> {
    let priced = told(args)?;
    let lot = priced.lot(verb.table.lot.as_deref())?;
    let book = sheet::dqe(&priced.bid, &priced.estimate.dqe, lot);
    let path = verb.output.output.clone().unwrap_or_else(|| PathBuf::from("dqe.xlsx"));
    let check = |bytes: &[u8]| leaks::none_in(bytes, &book, &priced);
    files::write_book_if(&book, &path, verb.output.force, &priced.paths, console, check)?;
    if let Some(recap) = book.sheets.first() {
        console.draw(recap, verb.table.format.into());
    }
    Ok(())
}
