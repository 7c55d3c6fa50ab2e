use super::args::{Args, Drivers, Format, Risk};
use super::bid::priced_with_count;
use super::console::{Console, Failed};
use super::files;
use super::progress::Progress;
use crate::app::{DriversRequest, RiskRequest};
use crate::sheet::RiskShow;

/// `risk`: what may happen to cost, price and margin.
pub fn run(args: &Args, verb: &Risk, console: &Console) -> Result<(), Failed> {
    let priced = priced_with_count(args, console)?;
    files::ready(verb.output.as_ref(), verb.force, &priced.text.paths)?;
    files::ready_csv(verb.draws_out.as_ref(), verb.force, &priced.text.paths)?;
    let show = match (verb.hold, verb.reprice) {
        (true, false) => RiskShow::Held,
        (false, true) => RiskShow::Repriced,
        _ => RiskShow::Both,
    };
    let lot = priced.lot(verb.table.lot.as_deref())?;
    let request = RiskRequest { draws: verb.draws, seed: verb.seed, show, lot };
    let progress = Progress::default();
    progress.of(verb.draws.into());
    let report = priced.risk(request, console.lang, &|draws| progress.advance(draws));
    progress.done();
    let report = report?;
    if let Some(path) = &verb.draws_out {
        files::write(path, &report.draws())?;
        console.written(path);
    }
    if let Some(path) = &verb.output {
        let drawn = (|| report.page(), || report.book());
        return files::write_report(drawn, path, verb.force, &priced.text.paths, console);
    }
    console.draw(&report.table(), verb.table.format.into());
    if matches!(verb.table.format, Format::Table) {
        report.histograms().iter().for_each(|sheet| console.draw(sheet, verb.table.format.into()));
    }
    Ok(())
}

/// The rows of a table, unless `--top` says otherwise; data and files have every row.
const TOP: usize = 20;

/// `drivers`: what each range moves.
pub fn drivers(args: &Args, verb: &Drivers, console: &Console) -> Result<(), Failed> {
    let priced = priced_with_count(args, console)?;
    files::ready(verb.output.as_ref(), verb.force, &priced.text.paths)?;
    let lot = priced.lot(verb.table.lot.as_deref())?;
    let request = DriversRequest { outcome: verb.of.into(), lot, draws: verb.draws, seed: verb.seed };
    let progress = Progress::default();
    progress.of(verb.draws.into());
    let report = priced.drivers(request, console.lang, &|draws| progress.advance(draws));
    progress.done();
    let report = report?;
    if let Some(path) = &verb.output {
        let drawn = (|| report.page(verb.top), || report.book(verb.top));
        return files::write_report(drawn, path, verb.force, &priced.text.paths, console);
    }
    let to_read = matches!(verb.table.format, Format::Table | Format::Markdown);
    console.draw(&report.table(verb.top.or(to_read.then_some(TOP))), verb.table.format.into());
    Ok(())
}
