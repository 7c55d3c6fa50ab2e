use itertools::Itertools as _;

use super::{Quantile, correlate};
use crate::model::Bid;
use crate::model::bid::Together;
use crate::model::figure::Fig;

/// Figures that are drawn together: those of one course, or of one group.
#[derive(Debug, Clone)]
pub struct Axis {
    /// What it is called: the path of its figure or course, or the name of its group.
    pub name: String,
    /// Its figures, each with its values.
    pub figures: Vec<(Fig, Quantile)>,
}

/// Which values each draw takes: a Latin hypercube. Of `n` draws, an axis takes one value in each of `n` strata, in an order
/// that follows from the seed and the name of the axis alone (method §9); correlated ones are then put in another order.
///
/// A draw is computed from its place, so that the threads that compute it make no difference.
#[derive(Debug, Clone)]
pub struct Sample {
    /// The figures drawn together, in the order of the bid.
    pub axes: Vec<Axis>,
    orders: Vec<Order>,
    /// Of an axis that is correlated: by draw, the one whose value it takes.
    moved: Vec<Option<Vec<u32>>>,
    draws: u32,
}

impl Sample {
    /// Of the ranges of a bid.
    #[must_use]
    pub fn of(bid: &Bid, draws: u32, seed: u64) -> Self {
        let (ranges, whole) = (bid.ranges(), bid.whole_numbers());
        let axis = |range: &Together| {
            let quantile = |fig: &Fig| Some((*fig, Quantile::of(bid.figure(*fig), whole.contains(fig))?));
            Axis { name: range.name.clone(), figures: range.figures.iter().filter_map(quantile).collect() }
        };
        let axes = ranges.iter().map(axis).collect_vec();
        let orders = axes.iter().map(|axis| Order::of(draws, seed, &axis.name)).collect_vec();
        let mut moved = vec![None; axes.len()];
        for set in bid.correlated(&ranges) {
            let of_set = set.ranges.iter().map(|range| &orders[*range]);
            let strata = of_set.map(|order| (0..draws).map(|draw| order.at(draw).0).collect()).collect_vec();
            for (range, places) in set.ranges.iter().zip(correlate::places(&strata, &set.matrix)) {
                moved[*range] = Some(places);
            }
        }
        Self { axes, orders, moved, draws }
    }

    /// How many draws there are.
    #[must_use]
    pub fn draws(&self) -> u32 {
        self.draws
    }

    /// The share of all values of an axis that are below the one that it takes in a draw.
    #[must_use]
    pub fn share(&self, axis: usize, draw: u32) -> f64 {
        let draw = self.moved[axis].as_ref().map_or(draw, |moved| moved[draw as usize]);
        let (stratum, within) = self.orders[axis].at(draw);
        (f64::from(stratum) + within) / f64::from(self.draws)
    }

    /// What ranks the draws by the values of an axis: as many draws have one key as have the same values.
    #[must_use]
    pub fn rank(&self, axis: usize, draw: u32) -> f64 {
        let (share, figures) = (self.share(axis, draw), &self.axes[axis].figures);
        let is_stepped = figures.iter().all(|(_, quantile)| quantile.is_stepped());
        // They all grow with the share.
        if is_stepped { figures.iter().map(|(_, quantile)| quantile.at(share)).sum() } else { share }
    }

    /// The values that the figures take in a draw.
    pub fn values(&self, draw: u32) -> impl Iterator<Item = (Fig, f64)> {
        self.axes.iter().enumerate().flat_map(move |(at, axis)| {
            let share = self.share(at, draw);
            axis.figures.iter().map(move |(fig, quantile)| (*fig, quantile.at(share)))
        })
    }
}

/// An order of the strata, computed at any place: a Feistel network over the least power of two that holds them all,
/// repeated until it meets a stratum that there is.
#[derive(Debug, Clone)]
struct Order {
    strata: u32,
    /// The bits of the low and the high half.
    halves: [u32; 2],
    key: u64,
}

/// Rounds of the network: as many as make it indistinguishable from a random order, an even number.
const ROUNDS: u64 = 6;

impl Order {
    fn of(strata: u32, seed: u64, name: &str) -> Self {
        let bits = (u32::BITS - strata.saturating_sub(1).leading_zeros()).max(2);
        let key = name.bytes().fold(mixed(seed), |key, byte| mixed(key ^ u64::from(byte)));
        Self { strata, halves: [bits / 2, bits - bits / 2], key }
    }

    /// The stratum at a place, and where in it.
    fn at(&self, place: u32) -> (u32, f64) {
        let mut stratum = place;
        loop {
            stratum = self.once(stratum);
            if stratum < self.strata {
                break;
            }
        }
        // 53 bits, as many as a float from 0 to 1 holds.
        let within = mixed(self.key ^ (u64::from(place) << 32)) >> 11;
        (stratum, fraction(within))
    }

    fn once(&self, value: u32) -> u32 {
        let [mut low_bits, mut high_bits] = self.halves;
        let mask = |bits: u32| (1_u32 << bits) - 1;
        let (mut low, mut high) = (value & mask(low_bits), value >> low_bits);
        for round in 0..ROUNDS {
            let noise = mixed(self.key.wrapping_add(round << 56) ^ u64::from(high));
            // The low bits of the noise, as many as the half has.
            let changed = low ^ (u32::try_from(noise >> 32).unwrap_or_default() & mask(low_bits));
            (low, high) = (high, changed);
            (low_bits, high_bits) = (high_bits, low_bits);
        }
        (high << low_bits) | low
    }
}

/// A number from 0 to below 1 of 53 bits.
#[allow(clippy::cast_precision_loss, reason = "53 bits are what a float holds")]
fn fraction(bits: u64) -> f64 {
    bits as f64 / (1_u64 << 53) as f64
}

/// Every bit of a number spread over all of them (the finaliser of `SplitMix64`).
fn mixed(value: u64) -> u64 {
    let value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

#[cfg(test)]
mod tests {
    use super::Order;
    use itertools::Itertools as _;

    #[test]
    fn every_stratum_is_taken_once() {
        for strata in [1, 2, 3, 5, 64, 1000, 4097] {
            let order = Order::of(strata, 7, "sites.porto.drift");
            let taken = (0..strata).map(|place| order.at(place).0).sorted().collect_vec();
            assert_eq!(taken, (0..strata).collect_vec(), "of {strata}");
        }
    }
}
