use std::time::{SystemTime, UNIX_EPOCH};

use super::args::{Args, Drivers, Questions, Risk};
use super::bid::priced_with_count;
use super::console::{Console, Failed};
use super::files;
use super::progress::{Drawing, Progress};
use crate::app::{DriversRequest, QuestionsRequest, RiskRequest};
use crate::report::Format;
use crate::sheet::RiskShow;

/// `risk`: what may happen to cost, price and margin.
pub fn run(args: &Args, verb: &Risk, console: &Console) -> Result<(), Failed> {
    let priced = priced_with_count(args, console)?;
    files::ready(verb.report.output.as_ref(), verb.report.force, &priced.text.paths)?;
    files::ready_csv(verb.draws_out.as_ref(), verb.report.force, &priced.text.paths)?;
    let show = match (verb.hold, verb.reprice) {
        (true, false) => RiskShow::Held,
        (false, true) => RiskShow::Repriced,
        _ => RiskShow::Both,
    };
    let lot = priced.lot(verb.table.lot.as_deref())?;
    let draws = verb.draws.count.unwrap_or(100_000);
    let request = RiskRequest { draws, seed: verb.draws.seed, confidence: verb.confidence, show, lot };
    let drawing = Drawing::of(draws, console.lang);
    let report = priced.risk(request, console.lang, &drawing);
    drawing.done();
    let report = report?;
    if report.made() < draws {
        console.stopped(report.made(), draws);
    }
    if let Some(path) = &verb.draws_out {
        files::write(path, &report.draws())?;
        console.written(path);
    }
    let drawn = (|| Ok(report.page()), || Ok(report.book()));
    if files::written(drawn, &verb.report, &priced.text.paths, console)? {
        return Ok(());
    }
    if verb.table.shape.format == Format::Table {
        console.draw_all(report.overview().into_iter().chain(report.histograms()));
    } else {
        console.draw(&report.table(), verb.table.shape.format);
    }
    Ok(())
}

/// The draws that a ranking is made of, unless `--draws` says otherwise.
const RANKING: u32 = 10_000;

/// `drivers`: what each range moves.
pub fn drivers(args: &Args, verb: &Drivers, console: &Console) -> Result<(), Failed> {
    let priced = priced_with_count(args, console)?;
    files::ready(verb.report.output.as_ref(), verb.report.force, &priced.text.paths)?;
    let lot = priced.lot(verb.table.lot.as_deref())?;
    let draws = verb.draws.count.unwrap_or(RANKING);
    let request = DriversRequest { outcome: verb.of.into(), lot, draws, seed: verb.draws.seed };
    let progress = Progress::new(console.lang);
    progress.of(draws.into());
    let report = priced.drivers(request, console.lang, &|draws| progress.advance(draws));
    progress.done();
    let report = report?;
    let drawn = (|| Ok(report.page(verb.top)), || Ok(report.book(verb.top)));
    if files::written(drawn, &verb.report, &priced.text.paths, console)? {
        return Ok(());
    }
    console.draw(&report.table(verb.table.shape.top(verb.top)), verb.table.shape.format);
    Ok(())
}

/// `questions`: what an answer of the buyer is worth.
pub fn questions(args: &Args, verb: &Questions, console: &Console) -> Result<(), Failed> {
    let priced = priced_with_count(args, console)?;
    files::ready_list(verb.output.as_ref(), verb.force, &priced.text.paths)?;
    let lot = priced.lot(verb.table.lot.as_deref())?;
    let draws = verb.draws.count.unwrap_or(RANKING);
    let request = QuestionsRequest { lot, top: verb.top, draws, seed: verb.draws.seed };
    let progress = Progress::new(console.lang);
    progress.of(draws.into());
    let report = priced.questions(request, console.lang, &|draws| progress.advance(draws));
    progress.done();
    let report = report?;
    // Beside the report, which is the same on every day.
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |now| now.as_secs());
    if let Some(words) = report.overdue(now) {
        console.warn(&words);
    }
    if let Some(path) = &verb.output {
        return files::write_list(&report.list()?, path, verb.force, &priced.text.paths, console);
    }
    console.draw(&report.table(), verb.table.shape.format);
    Ok(())
}
