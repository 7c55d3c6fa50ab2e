//! The verbs that print a table: price, staffing, load, P&L, break-even.

use super::args::{Args, BreakEven, Load, Pnl, PnlBy, Price, Staffing};
use super::bid::{told, warned};
use super::console::{Console, Failed};
use super::files;
use crate::diag::{Code, Finding};
use crate::engine::{break_even as break_evens, cash, loads, outlook, staffing as people};
use crate::sheet;
use crate::unit::{Exact, Number as _};

/// `price`
pub fn price(args: &Args, verb: &Price, console: &Console) -> Result<(), Failed> {
    let priced = warned(args)?;
    let lot = priced.lot(verb.table.lot.as_deref())?;
    let by = verb.by.into();
    let sheet = sheet::price(&priced.bid, &priced.inputs, &priced.estimate, by, lot, console.lang);
    console.draw(&sheet, verb.table.format.into());
    Ok(())
}

/// `staffing`
pub fn staffing(args: &Args, verb: &Staffing, console: &Console) -> Result<(), Failed> {
    let priced = told(args)?;
    let lot = priced.lot(verb.table.lot.as_deref())?;
    let people = people(&priced.bid, &priced.inputs, &priced.estimate.plan);
    let people = sheet::People {
        bid: &priced.bid,
        inputs: &priced.inputs,
        estimate: &priced.estimate,
        staffing: &people,
        lang: console.lang,
    };
    if let Some(path) = &verb.output.output {
        return files::write_book(&people.book(lot), path, verb.output.force, &priced.paths, console);
    }
    let measure = if verb.days { sheet::Measure::Days } else { sheet::Measure::Heads };
    let sheet = people.sheet(lot, verb.by.into(), measure);
    console.draw(&sheet, verb.table.format.into());
    Ok(())
}

/// `load`
pub fn load(args: &Args, verb: &Load, console: &Console) -> Result<(), Failed> {
    let priced = told(args)?;
    let lot = priced.lot(verb.table.lot.as_deref())?;
    let mut all = loads(&priced.bid, &priced.inputs, &priced.estimate.plan);
    all.retain(|load| lot.is_none_or(|lot| load.lot == lot));
    in_range(all.iter().flat_map(|load| &load.years).flat_map(|year| [&year.load, &year.capacity]), "a load")?;
    console.draw(&sheet::load(&priced.bid, &all, console.lang), verb.table.format.into());
    Ok(())
}

/// `pnl`
pub fn pnl(args: &Args, verb: &Pnl, console: &Console) -> Result<(), Failed> {
    let priced = told(args)?;
    let lot = priced.lot(verb.table.lot.as_deref())?;
    let outlook = outlook(&priced.bid, &priced.inputs, &priced.estimate, lot);
    let cash = cash(&priced.bid, &priced.inputs, &outlook);
    let curves = [&outlook.revised, &outlook.cost, &outlook.frozen, &cash.balance];
    in_range(curves.into_iter().flatten(), "the forecast")?;
    let sheet = match verb.by {
        PnlBy::Year => sheet::pnl(&priced.bid, &outlook, &cash, console.lang),
        PnlBy::Month => sheet::pnl_months(&priced.bid, &outlook, &cash, console.lang),
    };
    console.draw(&sheet, verb.table.format.into());
    Ok(())
}

/// `break-even`
pub fn break_even(args: &Args, verb: &BreakEven, console: &Console) -> Result<(), Failed> {
    let priced = told(args)?;
    let site = priced.site(verb.site.as_deref())?;
    let mut all = break_evens(&priced.bid, &priced.inputs, &priced.estimate.plan);
    all.retain(|one| site.is_none_or(|site| one.site == site));
    in_range(all.iter().map(|one| &one.pays_from), "a break-even")?;
    let sheet = sheet::break_even(&priced.bid, &all, console.lang);
    console.draw(&sheet, verb.format.into());
    Ok(())
}

/// Refuses a table whose figures left the decimal's range: an unknown is never shown as 0.
fn in_range<'a>(mut values: impl Iterator<Item = &'a Exact>, what: &str) -> Result<(), Failed> {
    if values.all(|value| value.is_defined()) {
        return Ok(());
    }
    let finding = Finding::error(Code::PastRange, format!("{what} is past what exact decimals hold (28 digits)"));
    Err(finding.help("look for a cost, a rate or a price that is far too large or too small").into())
}
