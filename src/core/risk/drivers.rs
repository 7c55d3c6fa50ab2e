use itertools::Itertools as _;
use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};
use rust_decimal::Decimal;

use typed_index_collections::TiSlice;

use super::draws::{Cells, total};
use super::ends::Moved;
use super::{Draws, Sample};
use crate::engine::{Estimate, Inputs};
use crate::graph::Float;
use crate::model::Bid;
use crate::model::bid::LotId;
use crate::unit::Exact;

/// What drivers move, in euros.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Full cost.
    Cost,
    /// The unrounded price that the margins of the policy make of it.
    Price,
    /// Revenue at the unit prices of the bid, less cost.
    Margin,
}

impl Outcome {
    fn of(self, cells: &Cells<f64>) -> f64 {
        match self {
            Self::Cost => cells.cost,
            Self::Price => cells.price,
            Self::Margin => cells.revenue - cells.cost,
        }
    }
}

/// Figures drawn together, by what they move.
#[derive(Debug, Clone, PartialEq)]
pub struct Driver {
    /// Their place among the axes of the sample.
    pub axis: usize,
    /// The outcome with all of them at their low ends, in euros; nothing where the bid then has no price.
    pub low: Option<Decimal>,
    /// The same at their high ends.
    pub high: Option<Decimal>,
    /// The share of the variance of the outcome that they explain by themselves.
    pub share: Decimal,
}

impl Driver {
    /// How far apart the outcome is at the two ends.
    #[must_use]
    pub fn swing(&self) -> Option<Decimal> {
        Some((self.high? - self.low?).abs())
    }
}

/// The figures with a range, by what they move, the largest swing first (method §9, *Sensitivity*).
#[must_use]
pub fn drivers(
    bid: &Bid, inputs: &Inputs<Exact>, priced: &Estimate<Exact>, (sample, draws): (&Sample, &Draws), outcome: Outcome,
    lot: Option<LotId>,
) -> Vec<Driver> {
    let of = |lots: &TiSlice<LotId, Cells<f64>>| outcome.of(&lot.map_or_else(|| total(lots), |lot| lots[lot]));
    let outcomes: Vec<f64> = (0..draws.len()).map(|draw| of(draws.at(draw))).collect();
    let moved = Moved::new(bid, inputs, priced, sample);
    let at = |axis: usize, end: fn((Decimal, Decimal)) -> Decimal| {
        let ends = sample.axes[axis].figures.iter().filter_map(|(fig, _)| Some((*fig, end(bid.figure(*fig).range?))));
        Float(of(&moved.lots(ends)?)).decimal()
    };
    let ranks = |axis: usize| (0..sample.draws()).map(move |draw| sample.rank(axis, draw));
    let driver = |axis: usize| Driver {
        axis,
        low: at(axis, |range| range.0),
        high: at(axis, |range| range.1),
        share: Float(share_of_variance(ranks(axis), &outcomes)).decimal().unwrap_or_default(),
    };
    let mut drivers: Vec<Driver> = (0..sample.axes.len()).into_par_iter().map(driver).collect();
    drivers.sort_by_key(|driver| std::cmp::Reverse(driver.swing()));
    drivers
}

/// What they move, with every range at its mode, in euros.
#[must_use]
pub fn at_modes(draws: &Draws, outcome: Outcome, lot: Option<LotId>) -> Decimal {
    let cells = lot.map_or_else(|| total(&draws.modes), |lot| draws.modes[lot]);
    Float(outcome.of(&cells)).decimal().unwrap_or_default()
}

/// The bins of a share of variance.
const BINS: usize = 32;

/// `1 − (1 − R²)(n − 1)/(n − 32)`, not below 0, where `R²` is the variance of the mean outcome of a bin over that of the outcome:
/// 32 bins of as many draws each, by the rank of a key, ties in the order of the draws; the first bins take those that are left
/// over.
pub(super) fn share_of_variance(keys: impl Iterator<Item = f64>, outcomes: &[f64]) -> f64 {
    let count = outcomes.len();
    if count <= BINS {
        return 0.0;
    }
    let ranked = keys.zip(outcomes.iter().copied());
    let ranked: Vec<f64> = ranked.sorted_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, outcome)| outcome).collect();
    let mean = |values: &[f64]| values.iter().sum::<f64>() / float(values.len());
    let whole = mean(&ranked);
    let variance: f64 = ranked.iter().map(|outcome| (outcome - whole) * (outcome - whole)).sum();
    if variance <= 0.0 {
        return 0.0;
    }
    let mut left = ranked.as_slice();
    let mut between = 0.0;
    for bin in 0..BINS {
        let (own, others) = left.split_at(count / BINS + usize::from(bin < count % BINS));
        let apart = mean(own) - whole;
        between += float(own.len()) * apart * apart;
        left = others;
    }
    let unexplained = 1.0 - between / variance;
    (1.0 - unexplained * (float(count) - 1.0) / (float(count) - float(BINS))).max(0.0)
}

#[allow(clippy::cast_precision_loss, reason = "draws are counted in millions")]
fn float(count: usize) -> f64 {
    count as f64
}
