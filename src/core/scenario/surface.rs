//! What a scenario comes to as dials are turned: by the engine, by the recorded method, or by a program of it for many points.

use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};
use rust_decimal::Decimal;

use super::Outcome;
use super::dial::{Dial, turn, turned};
use crate::engine::{Estimate, Inputs, LineAmounts, estimate_with, formula, margin};
use crate::graph::{Cell, Float, Graph, LANES, Machine, Program, Recorder, record};
use crate::model::bid::LotId;
use crate::model::figure::Fig;
use crate::unit::{Exact, Number};

/// What stays as it is when values move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    /// The margins of the policy: the price follows the cost.
    Margins,
    /// The unit prices as the scenario has them: what is earned is their price, and the margin follows.
    Price,
}

/// What the bid comes to at a point.
#[derive(Debug, Clone, Copy)]
pub struct Point {
    /// HT, in euros.
    pub net: Exact,
    /// Full cost, in euros.
    pub full: Exact,
}

impl Point {
    /// The margin as a share of the price; `None` where nothing is sold.
    #[must_use]
    pub fn margin(&self) -> Option<Exact> {
        margin(self.net, self.full)
    }
}

/// A dial turned to a value.
pub type Turn<'a> = (&'a Dial, Decimal);

/// What a sweep and a search ask of a scenario: its points.
pub struct Surface<'a> {
    outcome: &'a Outcome,
    hold: Hold,
    lot: Option<LotId>,
}

impl<'a> Surface<'a> {
    /// Of a scenario, for a lot or for all.
    #[must_use]
    pub fn of(outcome: &'a Outcome, hold: Hold, lot: Option<LotId>) -> Self {
        Self { outcome, hold, lot }
    }

    /// What the scenario comes to as it is.
    #[must_use]
    pub fn now(&self) -> Point {
        let [net, full] = self.cells(&self.outcome.estimate);
        Point { net, full }
    }

    /// What it comes to with dials turned, by the engine; nothing where it then has no price.
    #[must_use]
    pub fn at(&self, turns: &[Turn<'_>]) -> Option<Point> {
        let estimate = estimate_with(&self.outcome.bid, &self.inputs(turns)).ok()?;
        let [net, full] = self.cells(&estimate);
        Some(Point { net, full })
    }

    /// The method as recorded with dials turned; nothing where it then has no price. It is right wherever these dials are
    /// turned and the engine takes the same branches.
    #[must_use]
    pub fn recorded(&self, turns: &[Turn<'_>]) -> Option<Moving<'_>> {
        let figures: Vec<Fig> = turned(turns).into_iter().map(|(fig, _)| fig).collect();
        let inputs = self.inputs(turns);
        let recorder = Recorder::new();
        let recording = record(&recorder, &self.outcome.bid, &inputs, |fig| figures.contains(&fig)).ok()?;
        let cells = self.cells(&recording.estimate).map(Cell::from);
        let graph = recorder.finish();
        Some(Moving { surface: self, graph, cells, figures, inputs })
    }

    fn inputs(&self, turns: &[Turn<'_>]) -> Inputs<Exact> {
        let mut inputs = self.outcome.inputs.clone();
        turn(turns, &mut inputs);
        inputs
    }

    /// The price and the full cost.
    fn cells<N: Number>(&self, estimate: &Estimate<N>) -> [N; 2] {
        let (dqe, held) = (&estimate.dqe, &self.outcome.estimate.dqe);
        let total = self.lot.map_or(&dqe.total, |l| &dqe.lots[l]);
        let net = match self.hold {
            Hold::Margins => total.net,
            Hold::Price => {
                let lots = self.outcome.bid.lots_or(self.lot);
                let lines = lots.flat_map(|l| dqe.lines[l].iter().zip(&held.lines[l]));
                let amounts = |(line, held): (&LineAmounts<N>, &LineAmounts<Exact>)| {
                    let price = N::from_decimal(held.unit_price.shown());
                    line.quantities.iter().map(|q| formula::amount(price, *q)).sum::<N>()
                };
                lines.map(amounts).sum()
            }
        };
        [net, total.full]
    }
}

/// A scenario recorded over the figures that dials turn.
pub struct Moving<'a> {
    surface: &'a Surface<'a>,
    graph: Graph,
    /// The price and the full cost.
    cells: [Cell; 2],
    figures: Vec<Fig>,
    inputs: Inputs<Exact>,
}

impl Moving<'_> {
    /// What the scenario comes to with the dials turned to other values, in the engine's own digits; nothing where it then
    /// has no price.
    #[must_use]
    pub fn at(&self, turns: &[Turn<'_>]) -> Option<Point> {
        let values = self.graph.exact(&self.surface.inputs(turns));
        let [net, full] = self.cells.map(|cell| values.of(cell));
        if self.graph.holds(&values) { Some(Point { net, full }) } else { self.surface.at(turns) }
    }

    fn program(&self) -> Program {
        self.graph.specialise(&self.graph.exact(&self.inputs), |fig| self.figures.contains(&fig), &self.cells)
    }
}

/// Structures of the bid that programs are made for; points of yet others are priced by the engine.
const PROGRAMS: usize = 8;

/// What a scenario comes to at many points, in floats: by programs, and by the engine where none of them is right. `turns`
/// gives the dials at a point; `tick` is called once for each.
pub fn many<'d>(
    surface: &Surface<'_>, count: usize, turns: &(impl Fn(usize) -> Vec<Turn<'d>> + Sync), tick: &(impl Fn() + Sync),
) -> Vec<Option<Point>> {
    let mut points = vec![None; count];
    let mut left: Vec<usize> = (0..count).collect();
    for _ in 0..PROGRAMS {
        // The first point that is left has the structure of many others.
        let Some(moving) = left.first().and_then(|first| surface.recorded(&turns(*first))) else { break };
        let program = moving.program();
        let chunks: Vec<&[usize]> = left.chunks(LANES).collect();
        let computed = chunks.into_par_iter().map_init(
            || program.machine(),
            |machine, chunk| {
                let points = run(&program, machine, chunk, turns);
                points.iter().flatten().for_each(|_| tick());
                chunk.iter().copied().zip(points).collect::<Vec<_>>()
            },
        );
        let computed: Vec<Vec<(usize, Option<Point>)>> = computed.collect();
        left.clear();
        for (place, point) in computed.into_iter().flatten() {
            match point {
                Some(_) => points[place] = point,
                None => left.push(place),
            }
        }
    }
    let priced = left.into_par_iter().map(|place| {
        tick();
        (place, surface.at(&turns(place)))
    });
    for (place, point) in priced.collect::<Vec<_>>() {
        points[place] = point;
    }
    points
}

/// The points of one run of a program: nothing where it is not right.
fn run<'d>(
    program: &Program, machine: &mut Machine<'_>, chunk: &[usize], turns: &impl Fn(usize) -> Vec<Turn<'d>>,
) -> Vec<Option<Point>> {
    for lane in 0..LANES {
        // What is left of the last run is computed as its last point.
        let Some(place) = chunk.get(lane).or(chunk.last()) else { continue };
        for (fig, value) in turned(&turns(*place)) {
            if let Some(input) = program.input(fig) {
                machine.set(input, lane, Float::from_decimal(value));
            }
        }
    }
    machine.run();
    let euros =
        |cell: usize, lane: usize| machine.output(cell, lane).decimal().map(|value| Exact::from(value).rounded(2));
    let point = |lane: usize| Some(Point { net: euros(0, lane)?, full: euros(1, lane)? });
    let holds = machine.holds();
    (0..chunk.len()).map(|lane| point(lane).filter(|_| holds[lane])).collect()
}
