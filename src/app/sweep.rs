use rust_decimal::Decimal;

use super::amount::amount;
use super::{Refused, lot_named};
use crate::diag::message::command::{
    Syntax, descending_bracket, keeps_no_figure, keeps_no_share, out_of_reach, unreadable,
};
use crate::diag::{At, Errors, Findings, Reported};
use crate::model::Text;
use crate::model::bid::LotId;
use crate::scenario::{Axis, Base, Dial, Goal, Grid, Hold, Outcome, Point, Surface, checked, solve as search};
use crate::sheet::{self, AxisName, Book, Page, Sheet, Shown, Swept};
use crate::unit::{Exact, Lang, round_half_away};

/// The word, among what is kept, that keeps unit prices.
const PRICE: &str = "price";

/// A text of a request, and the name that findings give it.
#[derive(Debug, Clone, Copy)]
pub struct Argument<'a> {
    /// The name: `--vary`.
    pub name: &'a str,
    /// The text.
    pub text: &'a str,
}

/// A grid to price.
#[derive(Debug, Clone)]
pub struct SweepRequest<'a> {
    /// The axes: `PATH=FROM..TO:STEP`.
    pub axes: Vec<Argument<'a>>,
    /// What is kept: `price`, or paths of shares.
    pub keep: &'a [String],
    /// The scenario.
    pub scenario: &'a str,
    /// The lot, by its id or number; all lots where none is named.
    pub lot: Option<&'a str>,
}

/// A value to find.
#[derive(Debug, Clone)]
pub struct SolveRequest<'a> {
    /// The target: `price=9,9 M€`.
    pub goal: Argument<'a>,
    /// The path or pattern of the input that varies.
    pub by: Argument<'a>,
    /// The bracket, `LOW..HIGH`; by default every valid value.
    pub between: Option<Argument<'a>>,
    /// What is kept: `price`, or paths of shares.
    pub keep: &'a [String],
    /// The scenario.
    pub scenario: &'a str,
    /// The lot, by its id or number; all lots where none is named.
    pub lot: Option<&'a str>,
}

/// A grid, priced.
#[derive(Debug)]
pub struct PricedGrid {
    axes: Vec<Axis>,
    names: Vec<AxisName>,
    grid: Grid,
    now: Point,
    of: String,
    hold: Hold,
    bidder: String,
    lang: Lang,
}

impl PricedGrid {
    fn swept(&self) -> Swept<'_> {
        Swept { axes: &self.axes, names: &self.names, grid: &self.grid, now: &self.now, of: &self.of, lang: self.lang }
    }

    /// The table of one result; by default the price, or the margin where unit prices are kept.
    #[must_use]
    pub fn table(&self, shown: Option<Shown>) -> Sheet {
        let default = if self.hold == Hold::Price { Shown::Margin } else { Shown::Price };
        self.swept().table(shown.unwrap_or(default))
    }

    /// Every result of every point, a row a point.
    #[must_use]
    pub fn list(&self) -> Sheet {
        self.swept().list()
    }

    /// The page, with heat maps.
    #[must_use]
    pub fn page(&self) -> Page {
        self.swept().page()
    }

    /// The workbook.
    #[must_use]
    pub fn book(&self) -> Book {
        self.swept().book(&self.bidder)
    }
}

/// Prices a grid over one or more inputs. `progress` is called with the number of points, and what it returns at each of
/// them. The texts of the request are added to those of the bid, so that findings underline them.
///
/// # Errors
/// Every problem of the request at once: an axis that cannot be read, an input that does not exist, values that it may not
/// have, too many points.
pub fn sweep<T: Fn() + Sync>(
    text: &mut Text, request: &SweepRequest<'_>, lang: Lang, progress: impl FnOnce(u64) -> T,
) -> Result<PricedGrid, Refused> {
    let asked: Vec<(At, &str)> = request.axes.iter().map(|axis| (added(text, axis), axis.text)).collect();
    let refused = |errors: Errors| Refused::new(errors, &text.sources);
    let base = Base::of(text).map_err(refused)?;
    let outcome = base.outcome(request.scenario).map_err(refused)?;
    let mut wrong = Findings::default();
    let (hold, kept) = held(request.keep, &outcome, &mut wrong);
    let mut axes = Vec::new();
    for (at, asked) in asked {
        let axis = range(asked).map_err(|expected| unreadable(at, expected).into()).and_then(|(path, values)| {
            let dial = Dial::of(&outcome, path, &kept, at)?;
            Ok(Axis { dial, values, at })
        });
        axes.extend(or_reported(axis, &mut wrong));
    }
    wrong.without_errors().map_err(refused)?;
    keeps(&kept, &axes.iter().map(|axis| &axis.dial).collect::<Vec<_>>(), &outcome)?;
    checked(&base, &outcome, &axes).map_err(refused)?;
    let lot = lot_named(&outcome.bid, request.lot)?;
    let surface = Surface::of(&outcome, hold, lot);
    let points = axes.iter().map(|axis| axis.values.len() as u64).product();
    let grid = surface.grid(&axes, &progress(points));
    let (now, of) = (surface.now(), described(&outcome, lot, hold, lang));
    let names = axes.iter().map(|axis| AxisName::of(&outcome.bid, &axis.dial, lang)).collect();
    Ok(PricedGrid { axes, names, grid, now, of, hold, bidder: outcome.bid.document.bidder.clone(), lang })
}

/// Finds the value of an input that reaches a target.
///
/// # Errors
/// Every problem of the request at once, or no value of the bracket reaches the target.
pub fn solve(text: &mut Text, request: &SolveRequest<'_>, lang: Lang) -> Result<Sheet, Refused> {
    let at = added(text, &request.by);
    let goal_at = added(text, &request.goal);
    let between = request.between.map(|between| (added(text, &between), between.text));
    let refused = |errors: Errors| Refused::new(errors, &text.sources);
    let base = Base::of(text).map_err(refused)?;
    let outcome = base.outcome(request.scenario).map_err(refused)?;
    let mut wrong = Findings::default();
    let (hold, kept) = held(request.keep, &outcome, &mut wrong);
    let aim = goal(request.goal.text).map_err(|expected| Errors::from(unreadable(goal_at, expected)));
    let aim = or_reported(aim, &mut wrong);
    let dial = or_reported(Dial::of(&outcome, request.by.text, &kept, at), &mut wrong);
    let between = between.map(|(at, text)| ordered(bounds(text).map_err(|expected| unreadable(at, expected))?, at));
    let between = or_reported(between.transpose(), &mut wrong);
    let asked = aim.and_then(|aim| Ok((aim, dial?, between?)));
    let (((goal, target), dial, between), _) = wrong.settle(asked).map_err(refused)?;
    let lot = lot_named(&outcome.bid, request.lot)?;
    let surface = Surface::of(&outcome, hold, lot);
    let target = target.of(goal, &surface.now());
    let bracket = between.unwrap_or_else(|| dial.bracket(&outcome));
    keeps(&kept, &[&dial], &outcome)?;
    let axis = Axis { dial: dial.clone(), values: vec![bracket.0, bracket.1], at };
    checked(&base, &outcome, std::slice::from_ref(&axis)).map_err(refused)?;
    let solution = search(&surface, &dial, goal, target, bracket);
    if solution.found.is_none() {
        let message = sheet::out_of_reach(&solution, goal, target);
        let bracket = (bracket.0.normalize(), bracket.1.normalize());
        let follow_policy = goal == Goal::Margin && hold == Hold::Margins;
        return Err(refused(out_of_reach(message, at, bracket, follow_policy).into()));
    }
    let of = described(&outcome, lot, hold, lang);
    let name = AxisName::of(&outcome.bid, &dial, lang);
    Ok(sheet::solution(&solution, &name, goal, target, &surface.now(), &of, lang))
}

/// Adds an argument to the texts, so that findings underline it.
pub(super) fn added(text: &mut Text, argument: &Argument<'_>) -> At {
    let file = text.sources.add(argument.name.to_owned(), argument.text.to_owned());
    text.defaults.resize(file.index() + 1, None);
    At::new(file, &(0..argument.text.len()))
}

/// The value; errors are added to the findings.
pub(super) fn or_reported<T>(done: Result<T, Errors>, wrong: &mut Findings) -> Result<T, Reported> {
    done.map_err(|errors| wrong.report_all(errors))
}

/// What a request keeps: unit prices, and shares that make no room.
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

/// Refuses to keep a path that is no share beside one that moves.
fn keeps(kept: &[String], dials: &[&Dial], outcome: &Outcome) -> Result<(), Refused> {
    match kept.iter().find(|path| !dials.iter().any(|dial| dial.keeps(&outcome.bid, path))) {
        Some(path) => Err(keeps_no_share(path).into()),
        None => Ok(()),
    }
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

/// Refuses a bracket whose lower bound is above the upper.
fn ordered((low, high): (Decimal, Decimal), at: At) -> Result<(Decimal, Decimal), Errors> {
    if low > high { Err(descending_bracket(at, low, high).into()) } else { Ok((low, high)) }
}

/// A target, as it is asked for.
#[derive(Debug, Clone, Copy)]
enum Target {
    /// So much.
    Amount(Decimal),
    /// So much more or less than today, as a share of it.
    Change(Decimal),
}

impl Target {
    /// The amount aimed at: of a change, to the cent.
    fn of(self, goal: Goal, now: &Point) -> Decimal {
        match self {
            Self::Amount(amount) => amount,
            Self::Change(share) => {
                let now = goal.of(now).map(Exact::shown).unwrap_or_default();
                round_half_away(now * (Decimal::ONE + share), 2)
            }
        }
    }
}

/// `price=9,9 M€`, `price=-5%`: a percentage of a price or a cost is a change, and has its sign.
fn goal(text: &str) -> Result<(Goal, Target), Syntax> {
    let (name, value) = text.split_once('=').ok_or(Syntax::Goal)?;
    let goal = match name.trim().to_lowercase().as_str() {
        "price" => Goal::Price,
        "margin" => Goal::Margin,
        "cost" => Goal::Cost,
        _ => return Err(Syntax::Goal),
    };
    let number = amount(value).ok_or(Syntax::Goal)?;
    let value = value.trim();
    Ok(match goal {
        Goal::Price | Goal::Cost if value.ends_with('%') => {
            if !value.starts_with(['+', '-', '−']) {
                return Err(Syntax::BarePercent(number));
            }
            (goal, Target::Change(number))
        }
        _ => (goal, Target::Amount(number)),
    })
}

/// `Offre de base, tous les lots, à prix unitaires constants, la marge suit le coût`.
fn described(outcome: &Outcome, lot: Option<LotId>, hold: Hold, lang: Lang) -> String {
    let lot = lot.map_or_else(
        || lang.pick("tous les lots", "all lots").to_owned(),
        |l| format!("lot {}", outcome.bid.lots[l].label.get(lang)),
    );
    let held = match hold {
        Hold::Margins => {
            lang.pick("le prix suit le coût et les taux de marge", "the price follows the cost and the rates of margin")
        }
        Hold::Price => lang
            .pick("à prix unitaires constants, la marge suit le coût", "unit prices held, the margin follows the cost"),
    };
    format!("{}, {lot}, {held}", outcome.label.get(lang))
}
