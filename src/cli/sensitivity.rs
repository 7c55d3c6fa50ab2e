use super::args::{Args, Sensitivity};
use super::bid::priced_with_count;
use super::console::{Console, Failed};
use super::files;

/// `sensitivity`: ranks every figure of the model by what it moves.
pub fn run(args: &Args, verb: &Sensitivity, console: &Console) -> Result<(), Failed> {
    let priced = priced_with_count(args, console)?;
    let lot = priced.lot(verb.table.lot.as_deref())?;
    let report = priced.sensitivity(verb.of.trim(), verb.by.into(), lot, console.lang)?;
    if let Some(path) = &verb.report.output {
        let drawn = (|| report.page(verb.top), || report.book(verb.top));
        return files::write_report(drawn, path, verb.report.force, &priced.text.paths, console);
    }
    console.draw(&report.table(verb.table.shape.top(verb.top)), verb.table.shape.format);
    Ok(())
}
