use rust_decimal::Decimal;

use super::amount::amount;
use super::args::{Args, Format, Goal as GoalArg, Solve, Sweep};
use super::bid::{lot_of, templates};
use super::console::{Console, Failed};
use super::files;
use super::progress::Progress;
use crate::diag::message::command::{
    Syntax, descending_bracket, keeps_no_figure, keeps_no_share, out_of_reach, unreadable,
};
use crate::diag::{At, Errors, Findings, Reported};
use crate::model;
use crate::scenario::{Axis, Base, Dial, Goal, Hold, Outcome, Surface, checked, solve as search};
use crate::sheet::{self, Shown, Swept};

/// The word of `--keep` that keeps unit prices.
const PRICE: &str = "price";

/// Prices a grid over one or more values.
pub fn run(args: &Args, verb: &Sweep, console: &Console) -> Result<(), Failed> {
    let mut text = model::load(&args.models, &templates(args));
    files::ready(verb.output.as_ref(), verb.force, &text.paths)?;
    // What is asked for is a text too: findings underline it.
    let asked: Vec<(At, &String)> = verb.vary.iter().map(|asked| (whole(&mut text, "--vary", asked), asked)).collect();
    let refused = |errors: Errors| Failed::new(errors, text.sources.clone());
    let base = Base::of(&text).map_err(refused)?;
    let outcome = base.outcome(&args.scenario).map_err(refused)?;
    // Everything that is wrong with the request is reported at once.
    let mut wrong = Findings::default();
    let (hold, kept) = held(&verb.keep, &outcome, &mut wrong);
    let mut axes = Vec::new();
    for (at, asked) in asked {
        let axis = range(asked).map_err(|expected| unreadable(at, expected).into()).and_then(|(path, values)| {
            let dial = Dial::of(&outcome, path, &kept, at)?;
            Ok(Axis { dial, values, at })
        });
        axes.extend(or_told(axis, &mut wrong));
    }
    wrong.without_errors().map_err(refused)?;
    keeps(&kept, &axes.iter().map(|axis| &axis.dial).collect::<Vec<_>>(), &outcome)?;
    checked(&base, &outcome, &axes).map_err(refused)?;
    let lot = lot_of(&outcome.bid, verb.table.lot.as_deref())?;
    let surface = Surface::of(&outcome, hold, lot);
    let points = axes.iter().map(|axis| axis.values.len() as u64).product();
    let progress = Progress::of(points);
    let grid = surface.grid(&axes, &|| progress.tick());
    progress.done();
    let of = what(&outcome, lot, hold, console);
    let swept = Swept { axes: &axes, grid: &grid, now: &surface.now(), of: &of, lang: console.lang };
    let shown = verb.show.map_or(if hold == Hold::Price { Shown::Margin } else { Shown::Price }, Shown::from);
    if let Some(path) = &verb.output {
        if files::is_page(path) {
            return files::write_page(&swept.page(), path, verb.force, &text.paths, console);
        }
        let book = swept.book(&outcome.bid.document.bidder);
        return files::write_book(&book, path, verb.force, &text.paths, console);
    }
    let sheet = match verb.table.format {
        Format::Table | Format::Markdown => swept.table(shown),
        // Data have every figure of every point.
        Format::Json | Format::Csv => swept.list(),
    };
    console.draw(&sheet, verb.table.format.into());
    Ok(())
}

/// Looks for the value that reaches a target.
pub fn solve(args: &Args, verb: &Solve, console: &Console) -> Result<(), Failed> {
    let mut text = model::load(&args.models, &templates(args));
    let at = whole(&mut text, "--by", &verb.by);
    let (goal_at, bracket_at) = (
        whole(&mut text, "--for", &verb.goal),
        whole(&mut text, "--between", verb.between.as_deref().unwrap_or_default()),
    );
    let refused = |errors: Errors| Failed::new(errors, text.sources.clone());
    let base = Base::of(&text).map_err(refused)?;
    let outcome = base.outcome(&args.scenario).map_err(refused)?;
    let mut wrong = Findings::default();
    let (hold, kept) = held(&verb.keep, &outcome, &mut wrong);
    let aim = or_told(goal(&verb.goal).map_err(|expected| Errors::from(unreadable(goal_at, expected))), &mut wrong);
    let dial = or_told(Dial::of(&outcome, &verb.by, &kept, at), &mut wrong);
    let between = verb
        .between
        .as_deref()
        .map(|text| bounds(text).map_err(|expected| Errors::from(unreadable(bracket_at, expected))))
        .transpose();
    let between = or_told(between.and_then(|ends| ordered(ends, bracket_at)), &mut wrong);
    let asked = aim.and_then(|aim| Ok((aim, dial?, between?)));
    let (((goal, target), dial, between), _) = wrong.settle(asked).map_err(refused)?;
    let bracket = between.unwrap_or_else(|| dial.bracket(&outcome));
    keeps(&kept, &[&dial], &outcome)?;
    let axis = Axis { dial: dial.clone(), values: vec![bracket.0, bracket.1], at };
    checked(&base, &outcome, std::slice::from_ref(&axis)).map_err(refused)?;
    let lot = lot_of(&outcome.bid, verb.table.lot.as_deref())?;
    let surface = Surface::of(&outcome, hold, lot);
    let solution = search(&surface, &dial, goal, target, bracket);
    if solution.found.is_none() {
        let message = sheet::out_of_reach(&solution, goal, target);
        let bracket = (bracket.0.normalize(), bracket.1.normalize());
        let follow_policy = goal == Goal::Margin && hold == Hold::Margins;
        return Err(refused(out_of_reach(message, at, bracket, follow_policy).into()));
    }
    let of = what(&outcome, lot, hold, console);
    let sheet = sheet::solution(&solution, &dial, goal, target, &surface.now(), &of, console.lang);
    console.draw(&sheet, verb.table.format.into());
    Ok(())
}

/// An argument as a text that findings can underline.
fn whole(text: &mut model::Text, name: &str, written: &str) -> At {
    let file = text.sources.add(name.to_owned(), written.to_owned());
    text.defaults.resize(file.index() + 1, None);
    At::new(file, &(0..written.len()))
}

/// What went well; what did not is added to the findings.
fn or_told<T>(done: Result<T, Errors>, wrong: &mut Findings) -> Result<T, Reported> {
    done.map_err(|errors| wrong.report_all(errors))
}

/// What `--keep` keeps: unit prices, and shares that make no room.
fn held(keep: &[String], outcome: &Outcome, wrong: &mut Findings) -> (Hold, Vec<String>) {
    let kept: Vec<String> = keep.iter().filter(|word| *word != PRICE).cloned().collect();
    for path in &kept {
        if !outcome.bid.figures.iter().any(|figure| figure.path == *path) {
            wrong.push(keeps_no_figure(path));
        }
    }
    let hold = if kept.len() < keep.len() { Hold::Price } else { Hold::Margins };
    (hold, kept)
}

/// Refuses a `--keep` that keeps nothing: a path that is no share beside one that moves.
fn keeps(kept: &[String], dials: &[&Dial], outcome: &Outcome) -> Result<(), Failed> {
    for path in kept {
        if !dials.iter().any(|dial| dial.keeps(&outcome.bid, path)) {
            return Err(keeps_no_share(path).into());
        }
    }
    Ok(())
}

/// `PATH=FROM..TO:STEP`.
fn range(asked: &str) -> Result<(&str, Vec<Decimal>), Syntax> {
    let wrong = || Syntax::Range;
    let (path, range) = asked.rsplit_once('=').ok_or_else(wrong)?;
    let (range, step) = range.split_once(':').ok_or_else(wrong)?;
    let (from, to) = bounds(range).map_err(|_| wrong())?;
    let step = amount(step).filter(|step| !step.is_zero()).ok_or_else(wrong)?.abs();
    let mut values = Vec::new();
    let (mut value, scale) = (from, from.scale().max(to.scale()).max(step.scale()));
    while if from <= to { value <= to } else { value >= to } {
        let mut shown = value;
        shown.rescale(scale);
        values.push(shown);
        // More than any grid takes: reported when all axes are known.
        if values.len() > 1_000_000 {
            break;
        }
        let next = if from <= to { value.checked_add(step) } else { value.checked_sub(step) };
        value = next.ok_or_else(wrong)?;
    }
    Ok((path.trim(), values))
}

/// `LOW..HIGH`.
fn bounds(text: &str) -> Result<(Decimal, Decimal), Syntax> {
    let (low, high) = text.split_once("..").ok_or(Syntax::Bounds)?;
    match (amount(low), amount(high)) {
        (Some(low), Some(high)) => Ok((low, high)),
        _ => Err(Syntax::Bounds),
    }
}

/// Refuses a bracket whose lower bound is not the lower.
fn ordered(ends: Option<(Decimal, Decimal)>, at: At) -> Result<Option<(Decimal, Decimal)>, Errors> {
    match ends {
        Some((low, high)) if low > high => Err(descending_bracket(at, low, high).into()),
        ends => Ok(ends),
    }
}

/// `price=9,9 M€`.
fn goal(text: &str) -> Result<(Goal, Decimal), Syntax> {
    let (name, value) = text.split_once('=').ok_or(Syntax::Goal)?;
    let goal = <GoalArg as clap::ValueEnum>::from_str(name.trim(), true).map_err(|_| Syntax::Goal)?;
    Ok((goal.into(), amount(value).ok_or(Syntax::Goal)?))
}

/// `Offre de base, tous les lots, prix unitaires tenus`.
fn what(outcome: &Outcome, lot: Option<usize>, hold: Hold, console: &Console) -> String {
    let lang = console.lang;
    let lot = lot.map_or_else(
        || lang.pick("tous les lots", "all lots").to_owned(),
        |l| format!("lot {}", outcome.bid.lots[l].label.get(lang)),
    );
    let held = match hold {
        Hold::Margins => {
            lang.pick("à marges constantes, le prix suit le coût", "margins held, the price follows the cost")
        }
        Hold::Price => lang
            .pick("à prix unitaires constants, la marge suit le coût", "unit prices held, the margin follows the cost"),
    };
    format!("{}, {lot}, {held}", outcome.label.get(lang))
}
