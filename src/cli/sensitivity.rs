use super::args::{Args, Format, Sensitivity};
use super::bid::priced_with_count;
use super::console::{Console, Failed};
use super::files;

/// The rows of a table, unless `--top` says otherwise; data and files have every row.
const TOP: usize = 20;

/// `sensitivity`: ranks every figure of the model by what it moves.
pub fn run(args: &Args, verb: &Sensitivity, console: &Console) -> Result<(), Failed> {
    let priced = priced_with_count(args, console)?;
    let lot = priced.lot(verb.table.lot.as_deref())?;
    let report = priced.sensitivity(verb.of.trim(), verb.by.into(), lot, console.lang)?;
    match &verb.output {
        Some(path) if files::is_page(path) => {
            files::write_page(&report.page(verb.top), path, verb.force, &priced.text.paths, console)
        }
        Some(path) => files::write_book(&report.book(verb.top), path, verb.force, &priced.text.paths, console),
        None => {
            let to_read = matches!(verb.table.format, Format::Table | Format::Markdown);
            console.draw(&report.table(verb.top.or(to_read.then_some(TOP))), verb.table.format.into());
            Ok(())
        }
    }
}
