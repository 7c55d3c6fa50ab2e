//! A grid over one or more values of the bid: each point priced exactly.

use rayon::iter::{IndexedParallelIterator as _, IntoParallelIterator as _, ParallelIterator as _};
use rust_decimal::Decimal;

use super::dial::{Dial, turn, write};
use super::{Base, Outcome};
use crate::diag::message::scenario as message;
use crate::diag::{At, Errors};
use crate::engine::{Estimate, Inputs, LineAmounts, Stage, estimate_from, formula, margin};
use crate::unit::Exact;

/// At most so many points.
pub const POINTS: usize = 1_000_000;

/// At most so many axes: each corner of the grid is read, 256 of them.
const AXES: usize = 8;

/// A value and the values it takes.
#[derive(Debug, Clone)]
pub struct Axis {
    /// The value.
    pub dial: Dial,
    /// What it takes, in order.
    pub values: Vec<Decimal>,
    /// Where it is asked for, for findings.
    pub at: At,
}

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

/// A grid: for each point in the order of the axes, the last moving first, what it comes to; nothing where the
/// bid has no price there.
pub type Grid = Vec<Option<Point>>;

/// What a sweep and a search ask of a scenario: its points.
pub struct Surface<'a> {
    outcome: &'a Outcome,
    hold: Hold,
    lot: Option<usize>,
}

impl<'a> Surface<'a> {
    /// Of a scenario, for a lot or for all.
    #[must_use]
    pub fn of(outcome: &'a Outcome, hold: Hold, lot: Option<usize>) -> Self {
        Self { outcome, hold, lot }
    }

    /// What the scenario comes to as it is.
    #[must_use]
    pub fn now(&self) -> Point {
        self.point(&self.outcome.estimate)
    }

    /// What it comes to with dials turned; nothing where it then has no price.
    #[must_use]
    pub fn at(&self, dials: &[(&Dial, Decimal)]) -> Option<Point> {
        let mut inputs = self.outcome.inputs.clone();
        let stage = dials.iter().map(|(dial, _)| dial.stage).min().unwrap_or(Stage::Price);
        turn(dials, &mut inputs);
        let estimate = self.priced(stage, &inputs, &self.outcome.estimate)?;
        Some(self.point(&estimate))
    }

    fn point(&self, estimate: &Estimate<Exact>) -> Point {
        let (dqe, held) = (&estimate.dqe, &self.outcome.estimate.dqe);
        let total = self.lot.map_or(&dqe.total, |l| &dqe.lots[l]);
        let net = match self.hold {
            Hold::Margins => total.net,
            Hold::Price => {
                let lots = self.lot.map_or(0..dqe.lots.len(), |l| l..l + 1);
                let lines = lots.flat_map(|l| dqe.lines[l].iter().zip(&held.lines[l]));
                let amounts = |(line, held): (&LineAmounts<Exact>, &LineAmounts<Exact>)| {
                    line.quantities.iter().map(|q| formula::amount(held.unit_price, *q)).sum::<Exact>()
                };
                lines.map(amounts).sum()
            }
        };
        Point { net, full: total.full }
    }

    /// Prices every point of a grid, on every core. Points that share the values that enter the method first
    /// share the work up to there. `tick` is called at each point.
    #[must_use]
    pub fn grid(&self, axes: &[Axis], tick: &(impl Fn() + Sync)) -> Grid {
        let Some(first) = axes.iter().map(|axis| axis.dial.stage).min() else { return Grid::new() };
        let (deep, shallow): (Vec<usize>, Vec<usize>) =
            (0..axes.len()).partition(|axis| axes[*axis].dial.stage == first);
        let count = |of: &[usize]| of.iter().map(|axis| axes[*axis].values.len()).product::<usize>();
        let next = shallow.iter().map(|axis| axes[*axis].dial.stage).min();
        // The inputs at a point, by its places on the deep axes and on the shallow ones.
        let inputs_at = |d: usize, s: usize| {
            let mut dials: Vec<(&Dial, Decimal)> = Vec::with_capacity(axes.len());
            for (of, point) in [(&deep, d), (&shallow, s)] {
                let mut rest = point;
                for axis in of.iter().rev().map(|axis| &axes[*axis]) {
                    dials.push((&axis.dial, axis.values[rest % axis.values.len()]));
                    rest /= axis.values.len();
                }
            }
            let mut inputs = self.outcome.inputs.clone();
            turn(&dials, &mut inputs);
            inputs
        };
        let rows = (0..count(&deep)).into_par_iter().map(|d| {
            let inputs = inputs_at(d, 0);
            let shared = self.priced(first, &inputs, &self.outcome.estimate);
            let Some(next) = next else {
                tick();
                return vec![shared.map(|estimate| self.point(&estimate))];
            };
            // Whether or not the rest has a price at the first point, what comes before it is the same.
            let of_point = |s: usize| {
                let (stage, earlier) = shared.as_ref().map_or((first, &self.outcome.estimate), |one| (next, one));
                let point = self.priced(stage, &inputs_at(d, s), earlier).map(|estimate| self.point(&estimate));
                tick();
                point
            };
            (0..count(&shallow)).into_par_iter().with_min_len(16).map(of_point).collect()
        });
        let rows: Vec<Grid> = rows.collect();
        (0..count(&(0..axes.len()).collect::<Vec<_>>()))
            .map(|point| {
                let places = places(axes, point);
                rows[place(axes, &deep, &places)][place(axes, &shallow, &places)]
            })
            .collect()
    }

    fn priced(&self, stage: Stage, inputs: &Inputs<Exact>, earlier: &Estimate<Exact>) -> Option<Estimate<Exact>> {
        estimate_from(stage, &self.outcome.bid, inputs, earlier).ok()
    }
}

/// The place on each axis of a point of the whole grid, the last axis moving first.
#[must_use]
pub fn places(axes: &[Axis], point: usize) -> Vec<usize> {
    let mut places = vec![0; axes.len()];
    let mut rest = point;
    for (axis, place) in axes.iter().zip(&mut places).rev() {
        *place = rest % axis.values.len();
        rest /= axis.values.len();
    }
    places
}

/// The point that places are in the grid that the axes `of` span alone.
fn place(axes: &[Axis], of: &[usize], places: &[usize]) -> usize {
    of.iter().fold(0, |point, axis| point * axes[*axis].values.len() + places[*axis])
}

/// Refuses a grid that has a value out of its range, or too many points: each corner is read as a scenario
/// that wrote it would be.
///
/// # Errors
/// What is wrong with a corner.
pub fn checked(base: &Base<'_>, outcome: &Outcome, axes: &[Axis]) -> Result<(), Errors> {
    let points = axes.iter().try_fold(1_usize, |points, axis| points.checked_mul(axis.values.len()));
    if points.is_none_or(|points| points > POINTS) {
        return Err(message::large_grid(POINTS, axes[0].at).into());
    }
    if let Some(axis) = axes.get(AXES) {
        return Err(message::many_axes(AXES, axis.at).into());
    }
    for (place, axis) in axes.iter().enumerate() {
        if axes[..place].iter().any(|before| before.dial.shares_a_figure_with(&axis.dial)) {
            return Err(message::turned_twice(&axis.dial.path, axis.at).into());
        }
    }
    for corner in 0..1_usize << axes.len() {
        let mut root = outcome.root.clone();
        let at_corner = |(place, axis): (usize, &Axis)| {
            let value = if corner & (1 << place) == 0 { axis.values.first() } else { axis.values.last() };
            value.copied()
        };
        let values: Vec<Option<Decimal>> = axes.iter().enumerate().map(at_corner).collect();
        let dials: Vec<(&Dial, Decimal)> =
            axes.iter().zip(values).filter_map(|(axis, value)| Some((&axis.dial, value?))).collect();
        write(&dials, &outcome.bid, &mut root, axes[0].at);
        base.bid_of(&root)?;
    }
    Ok(())
}
