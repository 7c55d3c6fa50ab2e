//! The verbs that print a table: price, staffing, load, P&L, break-even.

use super::args::{Args, BreakEven, Load, Pnl, PnlBy, Price, Staffing};
use super::bid::{priced_with_count, priced_with_warnings};
use super::console::{Console, Failed};
use super::files;
use crate::app;
use crate::engine::staffing as people;
use crate::sheet;

/// `price`
pub fn price(args: &Args, verb: &Price, console: &Console) -> Result<(), Failed> {
    let priced = priced_with_warnings(args, console)?;
    let lot = priced.lot(verb.table.lot.as_deref())?;
    let by = verb.by.into();
    let sheet = sheet::price(&priced.bid, &priced.inputs, &priced.estimate, by, lot, console.lang);
    console.draw(&sheet, verb.table.format.into());
    Ok(())
}

/// `staffing`
pub fn staffing(args: &Args, verb: &Staffing, console: &Console) -> Result<(), Failed> {
    let priced = priced_with_count(args, console)?;
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
    let priced = priced_with_count(args, console)?;
    let lot = priced.lot(verb.table.lot.as_deref())?;
    let all = app::loads(&priced.bid, &priced.inputs, &priced.estimate, lot);
    let all = all.map_err(|errors| Failed::new(errors, priced.sources.clone()))?;
    console.draw(&sheet::load(&priced.bid, &all, console.lang), verb.table.format.into());
    Ok(())
}

/// `pnl`
pub fn pnl(args: &Args, verb: &Pnl, console: &Console) -> Result<(), Failed> {
    let priced = priced_with_count(args, console)?;
    let lot = priced.lot(verb.table.lot.as_deref())?;
    let forecast = app::forecast(&priced.bid, &priced.inputs, &priced.estimate, lot);
    let (outlook, cash) = forecast.map_err(|errors| Failed::new(errors, priced.sources.clone()))?;
    let sheet = match verb.by {
        PnlBy::Year => sheet::pnl(&priced.bid, &outlook, &cash, console.lang),
        PnlBy::Month => sheet::pnl_months(&priced.bid, &outlook, &cash, console.lang),
    };
    console.draw(&sheet, verb.table.format.into());
    Ok(())
}

/// `break-even`
pub fn break_even(args: &Args, verb: &BreakEven, console: &Console) -> Result<(), Failed> {
    let priced = priced_with_count(args, console)?;
    let site = priced.site(verb.site.as_deref())?;
    let all = app::break_evens(&priced.bid, &priced.inputs, &priced.estimate, site);
    let all = all.map_err(|errors| Failed::new(errors, priced.sources.clone()))?;
    let sheet = sheet::break_even(&priced.bid, &all, console.lang);
    console.draw(&sheet, verb.format.into());
    Ok(())
}
