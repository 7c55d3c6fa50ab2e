use itertools::Itertools as _;
use rust_decimal::Decimal;

use typed_index_collections::TiSlice;

use super::draws::{Cells, Draws, SoFar, total};
use crate::graph::Float;
use crate::model::bid::LotId;

/// The chances at which quantiles are given, in percent.
pub const CHANCES: [u8; 6] = [5, 10, 50, 80, 90, 95];

/// The confidence that contingency and a price are for unless another is asked for, in percent.
pub const COVERED: u8 = 80;

/// How a figure spreads over the draws, in euros.
#[derive(Debug, Clone, PartialEq)]
pub struct Spread {
    /// At the modes of all ranges.
    pub modes: Decimal,
    /// Its mean.
    pub mean: Decimal,
    /// At each of [`CHANCES`]: what it exceeds in no more of the draws than the rest.
    pub quantiles: [Decimal; CHANCES.len()],
    /// The same at the confidence asked for.
    pub confident: Decimal,
    /// How many draws are in each of equal parts of the span from the 0.5 % to the 99.5 % quantile, those outside in
    /// the first and the last; with where the first begins and the last ends.
    pub histogram: (Decimal, Decimal, Vec<u32>),
}

/// How well the provision covers what may happen to cost.
#[derive(Debug, Clone, PartialEq)]
pub struct Contingency {
    /// `Qc(cost) − cost at the modes` at the confidence c asked for, of full cost, in euros.
    pub full: Decimal,
    /// The same of cost without provision.
    pub bare: Decimal,
    /// The provision at the modes, in euros.
    pub provision: Decimal,
    /// The share of draws in which cost without provision exceeds full cost at the modes.
    pub exceeds: Decimal,
}

/// What the draws say of one lot, or of all.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// Full cost.
    pub cost: Spread,
    /// Full cost without provision.
    pub bare: Spread,
    /// The price that the margins of the policy would make.
    pub price: Spread,
    /// Revenue at the unit prices of the bid.
    pub revenue: Spread,
    /// Revenue at the unit prices of the bid, less cost.
    pub margin: Spread,
    /// The same after the revision of prices.
    pub revised_margin: Spread,
    /// The share of draws whose cost exceeds revenue.
    pub loss: Decimal,
    /// The share of draws whose cost without provision exceeds revenue.
    pub bare_loss: Decimal,
    /// The share of draws whose margin is below that at the modes.
    pub missed: Decimal,
    /// Contingency.
    pub contingency: Contingency,
}

/// What the draws say of a lot, or of all, with contingency at a confidence in percent.
#[must_use]
pub fn summary(draws: &Draws, lot: Option<LotId>, confidence: u8) -> Summary {
    let of = |lots: &TiSlice<LotId, Cells<f64>>| lot.map_or_else(|| total(lots), |lot| lots[lot]);
    let cells: Vec<Cells<f64>> = (0..draws.len()).map(|draw| of(draws.at(draw))).collect();
    let modes = of(&draws.modes);
    let measures: [fn(&Cells<f64>) -> f64; 6] = [
        |cells| cells.cost,
        |cells| cells.price,
        |cells| cells.revenue,
        |cells| cells.revenue - cells.cost,
        |cells| cells.revised - cells.cost,
        |cells| cells.bare,
    ];
    let spread =
        |measure: fn(&Cells<f64>) -> f64| Spread::of(cells.iter().map(measure).collect(), measure(&modes), confidence);
    let [cost, price, revenue, margin, revised_margin, bare] = measures.map(spread);
    let share = |holds: &dyn Fn(&Cells<f64>) -> bool| {
        decimal(ratio(cells.iter().filter(|cells| holds(cells)).count(), cells.len()))
    };
    let earned = |cells: &Cells<f64>| cells.revenue - cells.cost;
    // Draws at which nothing moves are not below by the last digit of a float.
    let target = earned(&modes) - 1e-12 * modes.revenue.abs();
    let [loss, bare_loss, missed, exceeds] = [
        share(&|cells| cells.cost > cells.revenue),
        share(&|cells| cells.bare > cells.revenue),
        share(&|cells| earned(cells) < target),
        share(&|cells| cells.bare > modes.cost),
    ];
    let over = |spread: &Spread| spread.confident - spread.modes;
    let contingency = Contingency { full: over(&cost), bare: over(&bare), provision: cost.modes - bare.modes, exceeds };
    Summary { cost, bare, price, revenue, margin, revised_margin, loss, bare_loss, missed, contingency }
}

/// What is earned at the unit prices of the bid, at the confidence that contingency is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Assured {
    /// The margin, in euros, that 80 % of the draws reach.
    pub margin: Decimal,
    /// The share of draws whose cost exceeds revenue.
    pub loss: Decimal,
}

impl Assured {
    /// Of a lot, or of all.
    #[must_use]
    pub fn of(draws: &Draws, lot: Option<LotId>) -> Self {
        let of = |lots: &TiSlice<LotId, Cells<f64>>| lot.map_or_else(|| total(lots), |lot| lots[lot]);
        let loss = |draw: usize| {
            let cells = of(draws.at(draw));
            cells.cost - cells.revenue
        };
        let mut losses: Vec<f64> = (0..draws.len()).map(loss).collect();
        let lost = losses.iter().filter(|loss| **loss > 0.0).count();
        let margin = quantiles(&mut losses, &[f64::from(COVERED) / 100.0]);
        let margin = decimal(-margin[0]);
        Self { margin, loss: decimal(ratio(lost, losses.len())) }
    }
}

impl SoFar<'_> {
    /// The full cost of all lots that a chance in percent of the draws is below, and its standard error, in euros: half the
    /// distance of the costs whose ranks are one standard deviation of a binomial below and above it. Ranges are drawn in
    /// strata, so that it is no more than that. Nothing of fewer than a hundred draws.
    #[must_use]
    pub fn cost(&self, chance: u8) -> Option<(Decimal, Decimal)> {
        let costs = self.cells.chunks(self.lots.max(1)).map(|lots| total(TiSlice::from_ref(lots)).cost);
        let mut costs: Vec<f64> = costs.filter(|cost| !cost.is_nan()).collect();
        if costs.len() < 100 {
            return None;
        }
        let share = f64::from(chance) / 100.0;
        let deviation = (share * (1.0 - share) / float(costs.len())).sqrt();
        let shares = [share - deviation, share, share + deviation].map(|share| share.clamp(0.0, 1.0));
        let costs = quantiles(&mut costs, &shares);
        let [below, middle, above] = costs[..] else { return None };
        Some((decimal(middle), decimal((above - below) / 2.0)))
    }
}

/// The bars of a histogram.
const BARS: usize = 24;

/// The shares of all values below where they begin, and below where they end.
const ENDS: [f64; 2] = [0.005, 0.995];

impl Spread {
    fn of(mut values: Vec<f64>, modes: f64, confidence: u8) -> Self {
        let count = float(values.len());
        let mean = values.iter().sum::<f64>() / count;
        let chances = CHANCES.into_iter().chain([confidence]).map(|chance| f64::from(chance) / 100.0);
        let quantiles = quantiles(&mut values, &ENDS.into_iter().chain(chances).collect_vec());
        let (low, high) = (quantiles[0], quantiles[1]);
        let confident = decimal(quantiles[quantiles.len() - 1]);
        let quantiles = std::array::from_fn(|place| quantiles[ENDS.len() + place]);
        let mut bars = vec![0; BARS];
        let bar = (high - low) / float(BARS);
        for value in &values {
            bars[whole((value - low) / bar).min(BARS - 1)] += 1;
        }
        let [modes, mean, low, high] = [modes, mean, low, high].map(decimal);
        Self { modes, mean, quantiles: quantiles.map(decimal), confident, histogram: (low, high, bars) }
    }

    /// A quantile, by its chance in percent; the mean where it is none of [`CHANCES`].
    #[must_use]
    pub fn at(&self, chance: u8) -> Decimal {
        CHANCES.iter().position(|own| *own == chance).map_or(self.mean, |place| self.quantiles[place])
    }
}

/// What a report shows of a float.
fn decimal(value: f64) -> Decimal {
    Float(value).decimal().unwrap_or_default()
}

/// Type 7: between the two values around the place `(n − 1) × share` of those in order, of each share. The values are put in
/// another order.
pub(super) fn quantiles(values: &mut [f64], shares: &[f64]) -> Vec<f64> {
    let Some(last) = values.len().checked_sub(1) else { return vec![f64::NAN; shares.len()] };
    let place = |share: &f64| float(last) * share;
    let below = |share: &f64| whole(place(share)).min(last);
    let places = shares.iter().map(below).flat_map(|below| [below, (below + 1).min(last)]);
    select(values, 0, &places.sorted().dedup().collect_vec());
    let at = |share: &f64| {
        let (from, to) = (values[below(share)], values[(below(share) + 1).min(last)]);
        from + (place(share) - float(below(share))) * (to - from)
    };
    shares.iter().map(at).collect()
}

/// Puts the values that belong at some places of all values, in ascending order, there; these are the values from one place on.
fn select(values: &mut [f64], from: usize, places: &[usize]) {
    let middle = places.len() / 2;
    let Some(place) = places.get(middle).map(|place| place - from) else { return };
    let (before, _, after) = values.select_nth_unstable_by(place, f64::total_cmp);
    select(before, from, &places[..middle]);
    select(after, from + place + 1, &places[middle + 1..]);
}

fn ratio(part: usize, all: usize) -> f64 {
    if all == 0 { 0.0 } else { float(part) / float(all) }
}

#[allow(clippy::cast_precision_loss, reason = "draws are counted in millions")]
fn float(count: usize) -> f64 {
    count as f64
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in a list, from 0")]
fn whole(place: f64) -> usize {
    place as usize
}
