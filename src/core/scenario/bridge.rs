//! What explains the difference between two scenarios, driver by driver (method §8).

use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};
use rust_decimal::Decimal;

use super::pieces::{Driver, drivers, mixture, pieces};
use super::{Base, HeldPrices, Outcome};
use crate::diag::Errors;
use crate::engine::{Dqe, Inputs, estimate_with};
use crate::model::Bid;
use crate::unit::{Exact, Number, apportioned};

/// What explains the difference between two scenarios.
#[derive(Debug, Clone)]
pub struct Bridge {
    /// In all.
    pub total: Sides,
    /// By lot, each with its id: those of the first scenario, then those that only the second has.
    pub lots: Vec<(String, Sides)>,
    /// Drivers whose pieces do not fit together one without the others, such as a cost of a nature
    /// that no line sells and the line that sells it: they move as one, and their part is counted with the first of them.
    pub joined: Vec<Driver>,
    /// What moves from the first scenario to the second: each driver that is not joined, and the joined ones as one.
    pub movers: Vec<Vec<Driver>>,
}

impl Bridge {
    /// In all, or for a lot; nothing for a lot that neither has.
    #[must_use]
    pub fn of(&self, lot: Option<&str>) -> Option<&Sides> {
        match lot {
            None => Some(&self.total),
            Some(id) => self.lots.iter().find(|lot| lot.0 == id).map(|lot| &lot.1),
        }
    }
}

/// The two sides of a bid.
#[derive(Debug, Clone)]
pub struct Sides {
    /// Price, HT.
    pub price: Steps,
    /// Full cost.
    pub cost: Steps,
}

impl Sides {
    /// From one margin to the other, in euros: what each driver adds to the price, less what it adds to the cost.
    #[must_use]
    pub fn margin(&self) -> Steps {
        let Self { price, cost } = self;
        let parts = std::array::from_fn(|driver| price.parts[driver] - cost.parts[driver]);
        let worths = price.worths.iter().zip(&cost.worths).map(|(price, cost)| *price - *cost).collect();
        Steps { before: price.before - cost.before, after: price.after - cost.after, parts, worths }
    }
}

impl Steps {
    /// The drivers that make up the difference, the largest first: as many as make four fifths of all that moves, three at
    /// most.
    #[must_use]
    pub fn largest(&self) -> Vec<(Driver, Decimal)> {
        let mut moved: Vec<(Driver, Decimal)> = Driver::ALL.into_iter().zip(self.parts).collect();
        moved.retain(|(_, part)| !part.is_zero());
        moved.sort_by_key(|(_, part)| std::cmp::Reverse(part.abs()));
        let all: Decimal = moved.iter().map(|(_, part)| part.abs()).sum();
        let mut named = Decimal::ZERO;
        let needed = moved.iter().take_while(|(_, part)| {
            let is_needed = named * Decimal::from(5) < all * Decimal::from(4);
            named += part.abs();
            is_needed
        });
        let count = needed.count().min(3);
        moved.truncate(count);
        moved
    }
}

/// From one amount to another, in euros to the cent: `before + Σ parts = after`.
#[derive(Debug, Clone)]
pub struct Steps {
    /// In the first scenario.
    pub before: Decimal,
    /// In the second.
    pub after: Decimal,
    /// What each driver adds, in the order of [`Driver::ALL`].
    pub parts: [Decimal; Driver::ALL.len()],
    /// What each set of movers comes to, the others as in the first scenario: a set is a number, one bit a mover in the
    /// order of [`Bridge::movers`].
    pub worths: Vec<Exact>,
}

/// What a mixture of two scenarios comes to: price and cost, in all and by lot.
type Worth = Vec<[Exact; 2]>;

/// Explains the difference between two scenarios: a driver's part is its Shapley value, the average over
/// all orders in which the drivers could move from the first scenario to the second.
#[must_use]
pub fn bridge(base: &Base<'_>, before: &Outcome, after: &Outcome) -> Bridge {
    bridge_at(base, before, after, None)
}

/// The same, with unit prices held, where they are: what the price side moves by is revenue.
#[must_use]
pub fn bridge_at(base: &Base<'_>, before: &Outcome, after: &Outcome, held: Option<&HeldPrices>) -> Bridge {
    let pieces = pieces(&before.root, &after.root);
    let drivers = drivers(&pieces);
    let mut lots: Vec<&str> = before.bid.lots.iter().map(|lot| lot.id.as_str()).collect();
    lots.extend(after.bid.lots.iter().map(|lot| lot.id.as_str()).filter(|id| before.bid.lot(id).is_none()));
    // A set of drivers is a number, one bit each; in it, the pieces of those drivers are as in the second.
    let all = (1_usize << drivers.len()) - 1;
    let worth_of = |set: usize| -> Option<Worth> {
        if set == 0 {
            return Some(worth(&before.bid, &before.estimate.dqe, &lots));
        }
        if set == all {
            return Some(worth(&after.bid, &after.estimate.dqe, &lots));
        }
        let taken = drivers_in(&drivers, set);
        let bid = base.bid_of(&mixture(&before.root, &pieces, &taken)).ok()?;
        let inputs = Inputs::exact(&bid);
        let dqe = estimate_with(&bid, &inputs).ok()?.dqe;
        Some(worth(&bid, &held.map_or_else(|| dqe.clone(), |held| held.on(&bid, &inputs, &dqe)), &lots))
    };
    let worths: Vec<Option<Worth>> = (0..=all).into_par_iter().map(worth_of).collect();
    let joined = joined(drivers.len(), |set| worths[set].is_some());
    // Who moves: each driver that is not joined, and the joined ones as one.
    let alone = (0..drivers.len()).map(|i| 1 << i).filter(|set| joined & set == 0);
    let movers: Vec<usize> = alone.chain((joined != 0).then_some(joined)).collect();
    let sides = |place: usize| {
        let steps = |side: usize| {
            let of_set = |set: usize| worths[set].as_ref().map_or(Exact::ZERO, |worth| worth[place][side]);
            let moved = |set: usize| {
                let sets = movers.iter().enumerate().filter(|(i, _)| set & (1 << i) != 0);
                of_set(sets.map(|(_, mover)| mover).sum())
            };
            let mut parts = [Decimal::ZERO; Driver::ALL.len()];
            let [before, after] = [0, all].map(|set| of_set(set).rounded(2).shown());
            let worths: Vec<Exact> = (0..1_usize << movers.len()).map(moved).collect();
            let shares = apportioned(&shapley(movers.len(), |set| worths[set]), after - before, 2);
            for (mover, part) in movers.iter().zip(shares) {
                parts[drivers[mover.trailing_zeros() as usize] as usize] = part;
            }
            Steps { before, after, parts, worths }
        };
        Sides { price: steps(0), cost: steps(1) }
    };
    let by_lot = lots.iter().enumerate().map(|(i, id)| ((*id).to_owned(), sides(i + 1)));
    let of_mover = |mover: &usize| drivers_in(&drivers, *mover);
    Bridge {
        total: sides(0),
        lots: by_lot.collect(),
        joined: drivers_in(&drivers, joined),
        movers: movers.iter().map(of_mover).collect(),
    }
}

/// The drivers of a set.
fn drivers_in(drivers: &[Driver], set: usize) -> Vec<Driver> {
    drivers.iter().enumerate().filter(|(i, _)| set & (1 << i) != 0).map(|(_, driver)| *driver).collect()
}

/// The bid of the first scenario with the pieces of some drivers as the second has them: one that a bridge weighs.
///
/// # Errors
/// What does not fit together in it: drivers that move as one are wanted together.
pub fn mixed(base: &Base<'_>, before: &Outcome, after: &Outcome, taken: &[Driver]) -> Result<Bid, Errors> {
    base.bid_of(&mixture(&before.root, &pieces(&before.root, &after.root), taken))
}

/// The fewest drivers that must move as one, so that every mixture left has a price; none where all have one.
fn joined(n: usize, has_price: impl Fn(usize) -> bool) -> usize {
    let all = (1_usize << n) - 1;
    let fits = |joined: &usize| (0..=all).filter(|set| [0, *joined].contains(&(set & joined))).all(&has_price);
    let mut candidates: Vec<usize> = (0..=all).filter(|set| set.count_ones() != 1).collect();
    candidates.sort_by_key(|set| set.count_ones());
    candidates.into_iter().find(fits).unwrap_or(all)
}

/// Price and cost in all, then of each lot; nothing for a lot that is not there.
fn worth(bid: &Bid, dqe: &Dqe<Exact>, lots: &[&str]) -> Worth {
    let of_lot = |id: &&str| bid.lot(id).map_or([Exact::ZERO; 2], |l| [dqe.lots[l].net, dqe.lots[l].full]);
    std::iter::once([dqe.total.net, dqe.total.full]).chain(lots.iter().map(of_lot)).collect()
}

/// The Shapley value of each of `n` drivers: `Σ_S |S|! (n − |S| − 1)! / n! × (v(S ∪ i) − v(S))`.
fn shapley(n: usize, worth: impl Fn(usize) -> Exact) -> Vec<Exact> {
    let factorial =
        |n: usize| (1..=n).map(|k| Exact::whole(u32::try_from(k).unwrap_or(1))).fold(Exact::ONE, |a, b| a * b);
    let of_driver = |i: usize| {
        let without = (0..1_usize << n).filter(|set| set & (1 << i) == 0);
        let weighted = without.map(|set| {
            let size = set.count_ones() as usize;
            factorial(size) * factorial(n - size - 1) * (worth(set | 1 << i) - worth(set))
        });
        weighted.sum::<Exact>() / factorial(n)
    };
    (0..n).map(of_driver).collect()
}

#[cfg(test)]
mod tests {
    use super::{joined, shapley};
    use crate::unit::{Exact, Number};
    use rust_decimal::{Decimal, dec};

    /// Three drivers of a product 2 × 3 × 5 that become 4 × 6 × 5: from 30 to 120. By hand, over the two
    /// orders of the first two: (30 + 60) / 2 = 45 each; the third, which does not move, nothing.
    #[test]
    fn a_product_of_drivers() {
        let worth = |set: usize| {
            let of = |i: usize, before: u32, after: u32| Exact::whole(if set & (1 << i) == 0 { before } else { after });
            of(0, 2, 4) * of(1, 3, 6) * of(2, 5, 5)
        };
        let parts: Vec<Decimal> = shapley(3, worth).into_iter().map(Exact::shown).collect();
        assert_eq!(parts, [dec!(45), dec!(45), dec!(0)]);
    }

    /// Of three drivers, the first and the last have a price only together: they are joined, the other is not.
    #[test]
    fn what_has_no_price_alone_is_joined() {
        assert_eq!(joined(3, |set| [0b000, 0b010, 0b101, 0b111].contains(&set)), 0b101);
        assert_eq!(joined(3, |_| true), 0);
        assert_eq!(joined(2, |set| set == 0 || set == 3), 0b11);
        assert_eq!(joined(0, |_| true), 0);
    }
}
