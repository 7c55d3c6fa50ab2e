//! Every figure of the model by what it moves (method §9, *Sensitivity*).

use rust_decimal::Decimal;

use super::{Float, Graph, Output, Program, Recorder, Recording, record};
use crate::diag::Errors;
use crate::engine::{Inputs, estimate_with};
use crate::model::Bid;
use crate::model::bid::{PoolId, ProfileId, SiteId};
use crate::model::figure::Fig;
use crate::unit::{Exact, Number as _};

/// What moves an output.
#[derive(Debug, Clone)]
pub struct Sensitivity {
    /// What is moved.
    pub output: Output,
    /// Its value.
    pub value: Exact,
    /// The figures that move it, or have a range; what moves it most first.
    pub figures: Vec<FigureMove>,
    /// What a day's work moves it, of each profile at each site that the bid employs.
    pub people: Vec<PeopleMove>,
}

/// What a figure moves.
#[derive(Debug, Clone)]
pub struct FigureMove {
    /// The figure.
    pub fig: Fig,
    /// `∂output/∂figure`, towards greater values.
    pub slope: Decimal,
    /// `figure × slope`: a hundred times what 1 % of it moves.
    pub moves: Decimal,
    /// The output at both ends of its range; the points of a course move as one.
    pub swing: Option<Swing>,
    /// What keeps it from moving the output, or some months of it.
    pub held: Vec<Held>,
}

/// An output at the ends of a range, to a millionth of a euro; nothing where the bid then has no price.
#[derive(Debug, Clone, Copy)]
pub struct Swing {
    /// At its low end.
    pub low: Option<Exact>,
    /// At its high end.
    pub high: Option<Exact>,
}

/// A kink at which a figure is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// The pool.
    pub pool: PoolId,
    /// Is the pool at its minimum, so that demand moves nothing? Else demand exceeds the minimum, which moves nothing.
    pub at_minimum: bool,
    /// In how many months.
    pub months: usize,
}

/// What the cost of people moves: `cost × slope`, over the contract.
#[derive(Debug, Clone, Copy)]
pub struct PeopleMove {
    /// The profile.
    pub profile: ProfileId,
    /// The site.
    pub site: SiteId,
    /// A hundred times what 1 % of their cost moves.
    pub moves: Decimal,
}

/// What moves an output of a bid, as priced on its inputs.
///
/// # Errors
/// As [`engine::estimate`](crate::engine::estimate).
pub fn sensitivity(bid: &Bid, inputs: &Inputs<Exact>, output: Output) -> Result<Sensitivity, Errors> {
    let recorder = Recorder::new();
    let recording = record(&recorder, bid, inputs, |_| true)?;
    let cell = output.of(&recording.estimate);
    let graph = recorder.finish();
    let floats = inputs.map(|_, value| Float::from_decimal(value.shown()));
    let slopes = graph.slopes(&graph.floats(&floats), cell);
    // Below this it is the last digits of floats.
    let least = cell.value().shown().abs() * Decimal::new(1, 12);
    let shown = |moves: Float| moves.decimal().filter(|moves| moves.abs() > least);
    let held = held(bid, &recording, &graph, output);
    let whole = bid.whole_numbers();
    let courses = bid.courses();
    let varies = |fig: Fig| bid.figure(fig).range.is_some();
    let ends = Ends { bid, inputs, output, program: graph.specialise(&graph.exact(inputs), varies, &[cell.into()]) };
    let mut figures = Vec::new();
    for (place, figure) in bid.figures.iter().enumerate() {
        let fig = Fig::at(place);
        let slope = slopes.of(fig);
        let moves = shown(floats[fig] * slope).filter(|_| !whole.contains(&fig));
        let swing = figure.range.map(|_| ends.swing(&of_one_course(&courses, fig)));
        let swing = swing.filter(|swing| moves.is_some() || swing.moves());
        let held: Vec<Held> = held.iter().filter(|(figs, _)| figs.contains(&fig)).map(|(_, held)| *held).collect();
        if moves.is_some() || swing.is_some() || !held.is_empty() {
            let slope = moves.and_then(|_| slope.decimal()).unwrap_or_default();
            figures.push(FigureMove { fig, slope, moves: moves.unwrap_or_default(), swing, held });
        }
    }
    figures.sort_by_key(|figure| std::cmp::Reverse(figure.moves.abs()));
    let mut people = Vec::new();
    for profile in bid.profiles.keys() {
        for site in bid.sites.keys() {
            let months = recording.estimate.cost.rates.head_month(profile, site).iter();
            let moves: Float = months.map(|cost| Float::from_decimal(cost.shown()) * slopes.at(*cost)).sum();
            people.extend(shown(moves).map(|moves| PeopleMove { profile, site, moves }));
        }
    }
    Ok(Sensitivity { output, value: cell.value(), figures, people })
}

impl Swing {
    /// Does the output differ at the two ends?
    fn moves(&self) -> bool {
        self.low != self.high
    }
}

/// The figures that pools hold, with how.
fn held(bid: &Bid, recording: &Recording<'_>, graph: &Graph, output: Output) -> Vec<(Vec<Fig>, Held)> {
    let mut all = Vec::new();
    for (pool, plan) in recording.estimate.plan.pools.iter_enumerated() {
        let lots = bid.lots_or(output.lot());
        let serves = lots.into_iter().any(|l| plan.charge.row(l).iter().any(|charge| charge.value() != Exact::ZERO));
        let staffed = |m: &usize| serves && plan.need[*m].value() != Exact::ZERO;
        let (at_minimum, above): (Vec<usize>, Vec<usize>) =
            (0..bid.contract.months).filter(staffed).partition(|m| plan.need[*m].value() > plan.demand[*m].value());
        if !at_minimum.is_empty() {
            let demand = at_minimum.iter().filter_map(|m| plan.demand[*m].node());
            all.push((graph.figures_of(demand), Held { pool, at_minimum: true, months: at_minimum.len() }));
        }
        if !above.is_empty() {
            let held = Held { pool, at_minimum: false, months: above.len() };
            all.push((bid.pools[pool].minimum.figures(), held));
        }
    }
    all
}

/// A figure with the others of its course.
fn of_one_course(courses: &[Vec<Fig>], fig: Fig) -> Vec<Fig> {
    courses.iter().find(|figs| figs.contains(&fig)).cloned().unwrap_or_else(|| vec![fig])
}

/// An output that is computed at the ends of ranges.
struct Ends<'a> {
    bid: &'a Bid,
    inputs: &'a Inputs<Exact>,
    output: Output,
    /// Of the output, by the figures that have a range.
    program: Program,
}

impl Ends<'_> {
    fn swing(&self, figs: &[Fig]) -> Swing {
        Swing { low: self.at(figs, |range| range.0), high: self.at(figs, |range| range.1) }
    }

    /// By the program where it is right, by the engine where it is not.
    fn at(&self, figs: &[Fig], end: fn((Decimal, Decimal)) -> Decimal) -> Option<Exact> {
        let mut inputs = self.inputs.clone();
        for fig in figs {
            if let Some(range) = self.bid.figure(*fig).range {
                inputs.set(*fig, end(range).into());
            }
        }
        let cells = self.program.at(|fig| Float::from_decimal(inputs[fig].shown()));
        let value = cells.and_then(|cells| cells[0].decimal().map(Exact::from));
        let value = value.or_else(|| estimate_with(self.bid, &inputs).ok().map(|estimate| self.output.of(&estimate)));
        value.map(|value| value.rounded(6))
    }
}
