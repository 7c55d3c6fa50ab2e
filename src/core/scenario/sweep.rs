//! A grid over one or more values of the bid.

use itertools::Itertools as _;
use rayon::iter::{IntoParallelIterator as _, IntoParallelRefIterator as _, ParallelIterator as _};
use rust_decimal::Decimal;

use super::dial::{Dial, write};
use super::surface::{Point, Surface, Turn, many};
use super::{Base, Outcome};
use crate::diag::message::scenario as message;
use crate::diag::{At, Errors};
use crate::unit::{Exact, Number as _};

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

/// A table of at most so many points is priced by the engine, each point.
const EXACT: usize = 500;
/// Of a larger one so many, spread over it, beside its ends and its extremes.
const DRAWN: usize = 100;

/// What a bid comes to at every point of a grid.
#[derive(Debug, Clone)]
pub struct Grid {
    /// In the order of the axes, the last moving first; nothing where the bid has no price.
    pub points: Vec<Option<Point>>,
    /// Of points computed in floats, those that were priced by the engine as well; none where all points are the engine's.
    pub sample: Option<Sample>,
}

/// Points that were priced twice.
#[derive(Debug, Clone, Copy)]
pub struct Sample {
    /// How many.
    pub count: usize,
    /// The largest difference of a price or of a cost, in euros.
    pub difference: Exact,
}

impl Surface<'_> {
    /// What the scenario comes to at every point of a grid, on every core. `tick` is called at each point.
    #[must_use]
    pub fn grid(&self, axes: &[Axis], tick: &(impl Fn() + Sync)) -> Grid {
        let count = axes.iter().map(|axis| axis.values.len()).product();
        let turns = |point: usize| -> Vec<Turn<'_>> {
            let places = places(axes, point).into_iter();
            axes.iter().zip(places).map(|(axis, place)| (&axis.dial, axis.values[place])).collect()
        };
        if count <= EXACT {
            let point = |point: usize| {
                tick();
                self.at(&turns(point))
            };
            return Grid { points: (0..count).into_par_iter().map(point).collect(), sample: None };
        }
        let mut points = many(self, count, &turns, tick);
        let drawn = shown_or_drawn(&points);
        let priced: Vec<Option<Point>> = drawn.par_iter().map(|place| self.at(&turns(*place))).collect();
        let mut difference = Exact::ZERO;
        for (place, exact) in drawn.iter().zip(priced) {
            if let (Some(one), Some(other)) = (exact, points[*place]) {
                for gap in [one.net - other.net, one.full - other.full] {
                    difference = difference.greatest(gap).greatest(Exact::ZERO - gap);
                }
            }
            points[*place] = exact;
        }
        Grid { points, sample: Some(Sample { count: drawn.len(), difference: difference.rounded(2) }) }
    }
}

/// The points of a large grid that the engine prices: both ends, the least and the most of what is shown, some between.
fn shown_or_drawn(points: &[Option<Point>]) -> Vec<usize> {
    let measures: [fn(&Point) -> Option<Decimal>; 3] =
        [|point| point.net.value(), |point| point.full.value(), |point| point.margin().and_then(Exact::value)];
    let extremes = measures.into_iter().flat_map(|measure| {
        let values =
            points.iter().enumerate().filter_map(move |(place, point)| Some((measure(point.as_ref()?)?, place)));
        let ends = values.minmax().into_option();
        ends.into_iter().flat_map(|(least, most)| [least.1, most.1])
    });
    let drawn = (0..DRAWN).map(|i| i * points.len() / DRAWN);
    let ends = [0, points.len() - 1];
    extremes.chain(drawn).chain(ends).sorted_unstable().dedup().collect()
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
