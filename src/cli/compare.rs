use super::args::{Args, Bridge, Compare, Table};
use super::bid::{scenario, text};
use super::choices::CompareFor;
use super::console::{Console, Failed};
use super::files;
use super::progress::Progress;
use super::version::Version;
use crate::app::{self, CompareRequest, Compared, VersionRequest};
use crate::model::Text;
use crate::scenario::{self, Hold};
use crate::sheet::Width;

/// `compare`: the scenarios named, or all of them against the base.
pub fn run(args: &Args, verb: &Compare, console: &Console) -> Result<(), Failed> {
    let text = text(args)?;
    files::ready(verb.report.output.as_ref(), verb.report.force, &text.paths)?;
    if let Some(with) = &verb.with {
        return versions(args, text, with, verb, console);
    }
    let request = CompareRequest {
        scenarios: &compared(args, &verb.scenarios),
        baseline: &args.scenario,
        lot: verb.table.lot.as_deref(),
        // A breakdown shows no bridge.
        bridged: verb.by.is_none(),
        hold: hold(verb.hold_prices),
    };
    let progress = Progress::new(console.lang);
    let compared = app::compare(&text, &request, console.lang, |steps| progress.ticks(steps));
    progress.done();
    let compared = with_risk(compared?, verb)?;
    let aim = verb.aim.map(scenario::Aim::from);
    let page_aim = Some(aim.unwrap_or_default());
    let drawn = (|| Ok(compared.page(page_aim)?), || Ok(compared.book(page_aim)));
    if files::written(drawn, &verb.report, &text.paths, console)? {
        return Ok(());
    }
    let format = verb.table.shape.format;
    let to_read = verb.table.shape.format.is_to_read();
    let width = if to_read { Width::Narrow } else { Width::Data };
    if let Some(by) = verb.by {
        console.draw(&compared.breakdown(by.into()), format);
        return Ok(());
    }
    if let Some(decided) = aim.filter(|_| to_read).and_then(|aim| compared.decided(aim)) {
        console.draw(&decided, format);
    }
    console.draw(&compared.table(width), format);
    // Data have the drivers in the columns of the one table.
    let bridges = compared.bridges();
    if to_read && !bridges.rows.is_empty() {
        console.draw(&bridges, format);
    }
    if let Some(risks) = compared.risks().filter(|_| to_read) {
        console.draw(&risks, format);
    }
    Ok(())
}

/// The draws that the risk of each scenario is made of, unless `--draws` says otherwise.
const DRAWS: u32 = 5_000;

/// Adds what may happen to each scenario, where it is asked for.
fn with_risk<'a>(compared: Compared<'a>, verb: &Compare) -> Result<Compared<'a>, Failed> {
    if !verb.risk && verb.aim != Some(CompareFor::Risk) {
        return Ok(compared);
    }
    Ok(compared.with_risk(verb.draws.count.unwrap_or(DRAWS), verb.draws.seed)?)
}

/// The scenarios that are named, then what the command line assumes.
fn compared(args: &Args, named: &[String]) -> Vec<String> {
    let assumed = (!args.set.is_empty()).then(|| scenario(args).to_owned());
    named.iter().cloned().chain(assumed).collect()
}

/// `compare --with`: the bid beside an earlier version of it.
fn versions(args: &Args, text: Text, with: &str, verb: &Compare, console: &Console) -> Result<(), Failed> {
    let (text, earlier) = Version::of(args, with)?.beside(text);
    let request = version_request(args, with, &verb.table, verb.hold_prices);
    let compared = with_risk(app::compare_versions(&earlier, &text, &request, console.lang)?, verb)?;
    let drawn = (|| Ok(compared.page(None)?), || Ok(compared.book(None)));
    if files::written(drawn, &verb.report, &text.paths, console)? {
        return Ok(());
    }
    let to_read = verb.table.shape.format.is_to_read();
    let format = verb.table.shape.format;
    if let Some(by) = verb.by {
        console.draw(&compared.breakdown(by.into()), format);
        return Ok(());
    }
    console.draw(&compared.table(if to_read { Width::Narrow } else { Width::Data }), format);
    if to_read {
        for sheet in [compared.bridges(), compared.changes()].into_iter().chain(compared.risks()) {
            if !sheet.rows.is_empty() {
                console.draw(&sheet, format);
            }
        }
    }
    Ok(())
}

fn version_request<'a>(args: &'a Args, with: &'a str, table: &'a Table, hold_prices: bool) -> VersionRequest<'a> {
    VersionRequest { scenario: scenario(args), name: with, lot: table.lot.as_deref(), hold: hold(hold_prices) }
}

fn hold(prices: bool) -> Hold {
    if prices { Hold::Price } else { Hold::Margins }
}

/// `bridge`: the difference between two scenarios.
pub fn bridge(args: &Args, verb: &Bridge, console: &Console) -> Result<(), Failed> {
    let text = text(args)?;
    if let Some(with) = &verb.with {
        let (text, earlier) = Version::of(args, with)?.beside(text);
        let request = version_request(args, with, &verb.table, verb.hold_prices);
        let compared = app::compare_versions(&earlier, &text, &request, console.lang)?;
        console.draw(&compared.bridge(), verb.table.shape.format);
        return Ok(());
    }
    let request = CompareRequest {
        scenarios: &compared(args, &verb.scenarios),
        baseline: &args.scenario,
        lot: verb.table.lot.as_deref(),
        bridged: true,
        hold: hold(verb.hold_prices),
    };
    let progress = Progress::new(console.lang);
    let sheet = app::bridge(&text, &request, console.lang, |steps| progress.ticks(steps));
    progress.done();
    console.draw(&sheet?, verb.table.shape.format);
    Ok(())
}
