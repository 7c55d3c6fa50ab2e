use super::args::{Args, Sensitivity};
use super::bid::priced_with_count;
use super::console::{Console, Failed};
use super::files;

/// `sensitivity`: ranks every figure of the model by what it moves.
pub fn run(args: &Args, verb: &Sensitivity, console: &Console) -> Result<(), Failed> {
    let priced = priced_with_count(args, console)?;
    let lot = priced.lot(verb.table.lot.as_deref())?;
    let report = priced.sensitivity(verb.of.trim(), verb.by.into(), lot, console.lang)?;
    let drawn = (|| Ok(report.page(verb.top)), || Ok(report.book(verb.top)));
    if files::written(drawn, &verb.report, &priced.text.paths, console)? {
        return Ok(());
    }
    console.draw(&report.table(verb.table.shape.top(verb.top)), verb.table.shape.format);
    Ok(())
}
