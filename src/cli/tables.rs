//! The verbs that print or write one report of a priced bid.

use std::path::PathBuf;

use super::args::{
    Args, Assumptions, BreakEven, Dqe, Justify, Load, Output, Pnl, Portfolio, Price, Report, Scenarios as ScenarioList,
    Staffing, StaffingShow,
};
use super::bid::{priced_with_count, priced_with_warnings, scenario};
use super::console::{Console, Failed};
use super::files;
use crate::app::{self, JustifyRequest, People};
use crate::report::Format;
use crate::sheet::Measure;

/// `price`
pub fn price(args: &Args, verb: &Price, console: &Console) -> Result<(), Failed> {
    let priced = priced_with_warnings(args, console)?;
    let lot = priced.lot(verb.table.lot.as_deref())?;
    let (by, lang) = (verb.by.into(), console.lang);
    let drawn = (|| Ok(priced.price_page(by, lot, lang)), || Ok(priced.price_book(by, lot, lang)));
    if files::written(drawn, &verb.report, &priced.text.paths, console)? {
        return Ok(());
    }
    console.draw(&priced.price_table(by, lot, lang), verb.table.shape.format);
    console.pictures(&[priced.price_steps(lot, lang)], verb.table.shape.format);
    Ok(())
}

/// `staffing`
pub fn staffing(args: &Args, verb: &Staffing, console: &Console) -> Result<(), Failed> {
    let priced = priced_with_count(args, console)?;
    let named = People {
        lot: verb.table.lot.clone(),
        site: verb.site.clone(),
        profile: verb.profile.clone(),
        team: verb.team.clone(),
    };
    let whom = priced.whom(&named)?;
    if let Some(path) = &verb.output.output {
        let book = priced.staffing_book(verb.kappa, whom, console.lang);
        return files::write_book(&book, path, verb.output.force, &priced.text.paths, console);
    }
    let format = verb.table.shape.format;
    if !verb.whole {
        let measure = if verb.days { Measure::Days } else { Measure::Heads };
        console.draw(&priced.staffing_table(verb.by.into(), measure, whom, console.lang), format);
        return Ok(());
    }
    let tables = priced.whole_tables(verb.by.into(), verb.kappa, whom, console.lang);
    let shows = [StaffingShow::Plan, StaffingShow::Moves, StaffingShow::Kappa];
    let shown = |show: StaffingShow| match verb.show {
        Some(asked) => show == asked,
        None => format == Format::Table || show == StaffingShow::Plan,
    };
    let shown = tables.iter().zip(shows).filter(|(_, show)| shown(*show));
    for (place, (table, _)) in shown.enumerate() {
        if place > 0 {
            console.print("\n");
        }
        console.draw(table, format);
    }
    Ok(())
}

/// `justify`: what the unit prices are made of, as a workbook or as a page.
pub fn justify(args: &Args, verb: &Justify, console: &Console) -> Result<(), Failed> {
    let priced = priced_with_count(args, console)?;
    let lot = priced.lot(verb.lot.as_deref())?;
    let request = JustifyRequest { lot, line: verb.line.clone(), disclosed: verb.disclose_costs };
    let justified = priced.justified(&request)?;
    let drawn = (|| Ok(justified.page()), || Ok(justified.book()));
    let to = Report { output: Some(verb.output.clone()), charts: None, force: verb.force };
    files::written(drawn, &to, &priced.text.paths, console).map(drop)
}

/// `load`
pub fn load(args: &Args, verb: &Load, console: &Console) -> Result<(), Failed> {
    let priced = priced_with_count(args, console)?;
    let lot = priced.lot(verb.table.lot.as_deref())?;
    console.draw(&priced.load_table(lot, console.lang)?, verb.table.shape.format);
    Ok(())
}

/// `pnl`
pub fn pnl(args: &Args, verb: &Pnl, console: &Console) -> Result<(), Failed> {
    let priced = priced_with_count(args, console)?;
    let lot = priced.lot(verb.table.lot.as_deref())?;
    let lang = console.lang;
    let drawn = (|| Ok(priced.pnl_page(lot, lang)?), || Ok(priced.pnl_book(lot, lang)?));
    if files::written(drawn, &verb.report, &priced.text.paths, console)? {
        return Ok(());
    }
    console.draw(&priced.pnl_table(verb.by.into(), lot, lang)?, verb.table.shape.format);
    console.pictures(&priced.pnl_pictures(lot, lang)?, verb.table.shape.format);
    Ok(())
}

/// `break-even`
pub fn break_even(args: &Args, verb: &BreakEven, console: &Console) -> Result<(), Failed> {
    let priced = priced_with_count(args, console)?;
    let site = priced.site(verb.site.as_deref())?;
    let lang = console.lang;
    let drawn = (|| Ok(priced.break_even_page(site, lang)?), || Ok(priced.break_even_book(site, lang)?));
    if files::written(drawn, &verb.report, &priced.text.paths, console)? {
        return Ok(());
    }
    console.draw(&priced.break_even_table(site, lang)?, verb.shape.format);
    console.pictures(&[priced.break_even_picture(site, lang)?], verb.shape.format);
    Ok(())
}

/// `dqe`: writes the workbook, and prints its recap.
pub fn dqe(args: &Args, verb: &Dqe, console: &Console) -> Result<(), Failed> {
    let priced = priced_with_warnings(args, console)?;
    let lot = priced.lot(verb.table.lot.as_deref())?;
    let (book, findings) = priced.dqe_book(lot)?;
    console.findings(&findings, &priced.text.sources);
    let path = verb.output.output.clone().unwrap_or_else(|| PathBuf::from("dqe.xlsx"));
    files::write_book(&book, &path, verb.output.force, &priced.text.paths, console)?;
    if let Some(recap) = book.sheets.first() {
        console.draw(recap, verb.table.shape.format);
    }
    Ok(())
}

/// `assumptions`
pub fn assumptions(args: &Args, verb: &Assumptions, console: &Console) -> Result<(), Failed> {
    let priced = priced_with_count(args, console)?;
    if let Some(path) = &verb.output.output {
        let book = priced.assumptions_book(console.lang)?;
        return files::write_book(&book, path, verb.output.force, &priced.text.paths, console);
    }
    let (all, format) = (priced.assumptions(console.lang)?, verb.shape.format);
    if verb.all {
        console.draw(&all.figures, format);
        return Ok(());
    }
    // The questions first, by what is at stake; data have what the price rests on, and `questions` the questions.
    if format == Format::Table {
        console.draw(&all.questions, format);
        console.print("\n");
    }
    console.draw(&all.basis, format);
    Ok(())
}

/// `portfolio`
pub fn portfolio(args: &Args, verb: &Portfolio, console: &Console) -> Result<(), Failed> {
    let priced = priced_with_count(args, console)?;
    let only = priced.lot(verb.lot.as_deref())?;
    let lang = console.lang;
    let drawn = (|| Ok(priced.lot_sets_page(only, lang)?), || Ok(priced.lot_sets_book(only, lang)?));
    if files::written(drawn, &verb.report, &priced.text.paths, console)? {
        return Ok(());
    }
    let table = priced.lot_sets_table(verb.show.into(), only, lang)?;
    console.draw(&table, verb.shape.format);
    console.heat(&table, verb.shape.format);
    Ok(())
}

/// `scenarios`
pub fn scenarios(args: &Args, verb: &ScenarioList, console: &Console) -> Result<(), Failed> {
    // The base must be valid before its changes mean anything.
    let priced = priced_with_count(args, console)?;
    console.draw(&app::scenarios(&priced.text, console.lang)?, verb.shape.format);
    Ok(())
}

/// `workbook`
pub fn workbook(args: &Args, verb: &Output, console: &Console) -> Result<(), Failed> {
    let priced = priced_with_count(args, console)?;
    let book = priced.living_book(scenario(args), console.lang)?;
    let path = verb.output.clone().unwrap_or_else(|| PathBuf::from(console.lang.pick("modele.xlsx", "model.xlsx")));
    files::write_book(&book, &path, verb.force, &priced.text.paths, console)
}
