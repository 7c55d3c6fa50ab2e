use itertools::Itertools as _;
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

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
        let made = ranges.par_iter().map(axis).map(|axis| (Order::of(draws, seed, &axis.name), axis));
        let (orders, axes): (Vec<Order>, Vec<Axis>) = made.unzip();
        let mut moved = vec![None; axes.len()];
        for set in bid.correlated(&ranges) {
            let of_set = set.ranges.iter().map(|range| &orders[*range]);
            let strata = of_set.map(|order| (0..draws).map(|draw| order.stratum(draw)).collect()).collect_vec();
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
        let order = &self.orders[axis];
        self.below(order, order.stratum(draw), draw)
    }

    /// The same in each of some draws.
    #[must_use]
    pub fn shares(&self, axis: usize, draws: &[u32]) -> Vec<f64> {
        let moved = self.moved[axis].as_ref();
        let moved = moved.map(|moved| draws.iter().map(|draw| moved[*draw as usize]).collect_vec());
        let (order, draws) = (&self.orders[axis], moved.as_deref().unwrap_or(draws));
        order.strata(draws).zip(draws).map(|(stratum, draw)| self.below(order, stratum, *draw)).collect()
    }

    fn below(&self, order: &Order, stratum: u32, draw: u32) -> f64 {
        (f64::from(stratum) + order.within(draw)) / f64::from(self.draws)
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
    /// Of each round, by the high half that it begins with: what changes the low half.
    rounds: [Vec<u32>; ROUNDS],
    key: u64,
}

/// Rounds of the network: as many as make it indistinguishable from a random order, an even number.
const ROUNDS: usize = 6;

impl Order {
    fn of(strata: u32, seed: u64, name: &str) -> Self {
        let bits = (u32::BITS - strata.saturating_sub(1).leading_zeros()).max(2);
        let key = name.bytes().fold(mixed(seed), |key, byte| mixed(key ^ u64::from(byte)));
        let halves = [bits / 2, bits - bits / 2];
        let round = |round: usize| {
            let [low, high] = if round.is_multiple_of(2) { halves } else { [halves[1], halves[0]] };
            let noise = |high: u64| mixed(key.wrapping_add((round as u64) << 56) ^ high);
            // The low bits of the noise, as many as the half has.
            let changes = |high: u64| u32::try_from(noise(high) >> 32).unwrap_or_default() & mask(low);
            (0..=u64::from(mask(high))).map(changes).collect()
        };
        Self { strata, halves, rounds: std::array::from_fn(round), key }
    }

    /// The stratum at a place.
    fn stratum(&self, place: u32) -> u32 {
        self.among(self.once(place))
    }

    /// The strata at some places: those of most at once, without waiting for one another.
    fn strata(&self, places: &[u32]) -> impl Iterator<Item = u32> {
        let strata = places.iter().map(|place| self.once(*place)).collect_vec();
        strata.into_iter().map(|stratum| self.among(stratum))
    }

    /// The first stratum that there is, from one on.
    fn among(&self, mut stratum: u32) -> u32 {
        while stratum >= self.strata {
            stratum = self.once(stratum);
        }
        stratum
    }

    /// Where in its stratum a draw is: 53 bits, as many as a float from 0 to 1 holds.
    fn within(&self, place: u32) -> f64 {
        fraction(mixed(self.key ^ (u64::from(place) << 32)) >> 11)
    }

    fn once(&self, value: u32) -> u32 {
        let [low_bits, _] = self.halves;
        let (mut low, mut high) = (value & mask(low_bits), value >> low_bits);
        for changes in &self.rounds {
            (low, high) = (high, low ^ changes[high as usize]);
        }
        // An even number of rounds: the halves are what they were.
        (high << low_bits) | low
    }
}

/// So many bits, all set.
fn mask(bits: u32) -> u32 {
    (1 << bits) - 1
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
            let taken = (0..strata).map(|place| order.stratum(place)).sorted().collect_vec();
            assert_eq!(taken, (0..strata).collect_vec(), "of {strata}");
        }
    }
}
