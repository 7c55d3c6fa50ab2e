use super::args::{Args, Sensitivity};
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
    if let Some(path) = &verb.report.output {
        let drawn = (|| report.page(verb.top), || report.book(verb.top));
        return files::write_report(drawn, path, verb.report.force, &priced.text.paths, console);
    }
    let to_read = verb.table.shape.format.is_to_read();
    console.draw(&report.table(verb.top.or(to_read.then_some(TOP))), verb.table.shape.format);
    Ok(())
}
