use super::args::{Args, Format, Sensitivity};
use super::bid::priced_with_count;
use super::console::{Console, Failed};
use super::files;
use crate::app;
use crate::diag::Errors;
use crate::graph::sensitivity;
use crate::sheet::Sensed;

/// What a table shows without `--top`.
const TOP: usize = 20;

/// Ranks every figure of the model by what it moves.
pub fn run(args: &Args, verb: &Sensitivity, console: &Console) -> Result<(), Failed> {
    let priced = priced_with_count(args, console)?;
    let refused = |errors: Errors| Failed::new(errors, priced.text.sources.clone());
    let lot = priced.lot(verb.table.lot.as_deref())?;
    let output = app::output(&priced.bid, verb.of.trim(), lot).map_err(|finding| refused(finding.into()))?;
    let sensitivity = sensitivity(&priced.bid, &priced.inputs, output).map_err(refused)?;
    let is_shown = verb.output.is_none() && matches!(verb.table.format, Format::Table | Format::Markdown);
    let sensed = Sensed {
        bid: &priced.bid,
        sources: &priced.text.sources,
        sensitivity: &sensitivity,
        by: verb.by.into(),
        // Data and files have every row.
        top: verb.top.or(is_shown.then_some(TOP)),
        lang: console.lang,
    };
    match &verb.output {
        Some(path) if files::is_page(path) => {
            files::write_page(&sensed.page(), path, verb.force, &priced.text.paths, console)
        }
        Some(path) => files::write_book(&sensed.book(), path, verb.force, &priced.text.paths, console),
        None => {
            console.draw(&sensed.sheet(), verb.table.format.into());
            Ok(())
        }
    }
}
