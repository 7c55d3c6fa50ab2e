use std::path::PathBuf;

use super::args::{Args, Output};
use super::bid::priced_with_count;
use super::console::{Console, Failed};
use super::files;
use crate::sheet::Living;

/// Writes the living workbook.
pub fn run(args: &Args, verb: &Output, console: &Console) -> Result<(), Failed> {
    let priced = priced_with_count(args, console)?;
    let living = Living {
        bid: &priced.bid,
        inputs: &priced.inputs,
        estimate: &priced.estimate,
        scenario: &args.scenario,
        lang: console.lang,
    };
    let path = verb.output.clone().unwrap_or_else(|| PathBuf::from(console.lang.pick("modele.xlsx", "model.xlsx")));
    files::write_book(&living.book(), &path, verb.force, &priced.paths, console)
}
