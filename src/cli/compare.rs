use super::args::{Args, Bridge, Compare, Format};
use super::bid::{lot_of, templates};
use super::console::{Console, Failed};
use super::files;
use super::progress::Progress;
use crate::diag::message::command::third_scenario;
use crate::engine::{MOST_LOTS, portfolio};
use crate::model::{self, Text};
use crate::scenario::{BASE, Base, Comparison, compare_ticking};
use crate::sheet::{self, Width};

/// Compares scenarios: those named, or all of them against the base.
pub fn run(args: &Args, verb: &Compare, console: &Console) -> Result<(), Failed> {
    let text = model::load(&args.models, &templates(args));
    files::ready(verb.output.as_ref(), verb.force, &text.paths)?;
    let base = opened(&text)?;
    let mut ids = if verb.scenarios.is_empty() { base.ids() } else { verb.scenarios.clone() };
    from_scenario(args, &mut ids);
    // What is cut needs no bridge.
    let comparison = compared(&base, &ids, verb.by.is_none(), &text)?;
    let lot = lot_id(&comparison, verb.table.lot.as_deref())?;
    if let Some(path) = &verb.output {
        if files::is_page(path) {
            let page = page(&comparison, lot, &text, console)?;
            return files::write_page(&page, path, verb.force, &text.paths, console);
        }
        let book = sheet::compare_book(&comparison, lot, &text.sources, console.lang);
        return files::write_book(&book, path, verb.force, &text.paths, console);
    }
    let format = verb.table.format.into();
    let to_read = matches!(verb.table.format, Format::Table | Format::Markdown);
    let width = if to_read { Width::Narrow } else { Width::Data };
    if let Some(by) = verb.by {
        console.draw(&sheet::compare_by(&comparison, by.into(), lot, width, console.lang), format);
        return Ok(());
    }
    console.draw(&sheet::compare(&comparison, lot, width, console.lang), format);
    // Data have the drivers in the columns of the one table.
    let bridges = sheet::bridges(&comparison, lot, console.lang);
    if to_read && !bridges.rows.is_empty() {
        console.draw(&bridges, format);
    }
    Ok(())
}

/// The page of a comparison; of all lots, with what their sets come to.
fn page(comparison: &Comparison, lot: Option<&str>, text: &Text, console: &Console) -> Result<sheet::Page, Failed> {
    let first = comparison.outcomes.first().filter(|first| lot.is_none() && first.bid.lots.len() > 1);
    let sets = match first {
        Some(first) if first.bid.lots.len() <= MOST_LOTS => {
            let sets = portfolio(&first.bid, &first.inputs, &first.estimate);
            Some(sets.map_err(|findings| Failed::new(findings, text.sources.clone()))?)
        }
        _ => None,
    };
    Ok(sheet::compare_page(comparison, lot, sets.as_ref(), &text.sources, console.lang))
}

/// Explains the difference between two scenarios.
pub fn bridge(args: &Args, verb: &Bridge, console: &Console) -> Result<(), Failed> {
    let text = model::load(&args.models, &templates(args));
    let base = opened(&text)?;
    let mut ids = verb.scenarios.clone();
    from_scenario(args, &mut ids);
    if ids.len() == 1 {
        ids.insert(0, BASE.to_owned());
    }
    if ids.len() > 2 {
        return Err(third_scenario(&args.scenario).into());
    }
    let comparison = compared(&base, &ids, true, &text)?;
    let lot = lot_id(&comparison, verb.table.lot.as_deref())?;
    let Comparison { outcomes, bridges } = &comparison;
    let ([from, to], Some(bridge)) = (&outcomes[..], bridges.first()) else { return Ok(()) };
    console.draw(&sheet::bridge(bridge, from, to, lot, console.lang), verb.table.format.into());
    Ok(())
}

/// The scenario that every command takes is the baseline of the comparison; the base, where only one is named.
fn from_scenario(args: &Args, ids: &mut Vec<String>) {
    if args.scenario != BASE || (ids.len() == 1 && ids[0] != BASE) {
        ids.retain(|id| *id != args.scenario);
        ids.insert(0, args.scenario.clone());
    }
}

/// The base and its scenarios, or what is wrong with them.
fn opened(text: &Text) -> Result<Base<'_>, Failed> {
    Base::of(text).map_err(|findings| Failed::new(findings, text.sources.clone()))
}

fn compared(base: &Base<'_>, ids: &[String], bridged: bool, text: &Text) -> Result<Comparison, Failed> {
    let steps = ids.len() + if bridged { ids.len().saturating_sub(1) } else { 0 };
    let progress = Progress::of(steps as u64);
    let compared = compare_ticking(base, ids, bridged, &|| progress.tick());
    progress.done();
    compared.map_err(|errors| Failed::new(errors, text.sources.clone()))
}

/// The id of the lot that an option names, by id or number: one of the first scenario, or there would be nothing to hold
/// the others against.
fn lot_id<'a>(comparison: &'a Comparison, asked: Option<&str>) -> Result<Option<&'a str>, Failed> {
    let Some(first) = comparison.outcomes.first() else { return Ok(None) };
    Ok(lot_of(&first.bid, asked)?.map(|l| first.bid.lots[l].id.as_str()))
}
