//! A bid priced earlier, beside one to price: what goes into a step of the method alike in both comes out alike, digit
//! for digit, and is taken over. What is worked out again is what changed, and what follows from it.

use std::collections::HashMap;

use super::{Estimate, Inputs, Origin, Plan, Table};
use crate::model::Bid;
use crate::model::bid::{Base, Course, Held, Index, Line, Lot, Position, Volume};
use crate::model::figure::Fig;
use crate::unit::Number;

/// A bid that is priced.
#[derive(Debug, Clone, Copy)]
pub struct Earlier<'a, N> {
    /// The bid.
    pub bid: &'a Bid,
    /// The values of its figures.
    pub inputs: &'a Inputs<N>,
    /// What it comes to.
    pub estimate: &'a Estimate<N>,
}

/// A bid to price, and one priced earlier over the same months.
pub struct Beside<'a, N> {
    bid: &'a Bid,
    inputs: &'a Inputs<N>,
    earlier: Earlier<'a, N>,
    /// By lot: what it is in the earlier bid.
    lots: Vec<Option<Counterpart>>,
}

/// A lot of the earlier bid.
struct Counterpart {
    /// Its place.
    lot: Index,
    /// By position of our lot: the place of the one of the same id.
    positions: Vec<Option<Index>>,
}

impl<'a, N: Number> Beside<'a, N> {
    /// Puts two bids side by side; nothing where they are not of the same months.
    pub fn of(bid: &'a Bid, inputs: &'a Inputs<N>, earlier: Earlier<'a, N>) -> Option<Self> {
        let span = |bid: &Bid| (bid.contract.start, bid.contract.months);
        if span(bid) != span(earlier.bid) {
            return None;
        }
        let counterpart = |lot: &Lot| {
            let theirs = earlier.bid.lot(&lot.id)?;
            Some(Counterpart { lot: theirs, positions: matched(lot, &earlier.bid.lots[theirs]) })
        };
        let lots = bid.lots.iter().map(counterpart).collect();
        Some(Self { bid, inputs, earlier, lots })
    }

    /// What the earlier bid came to.
    pub fn estimate(&self) -> &'a Estimate<N> {
        self.earlier.estimate
    }

    /// The effort of a position, where the same goes into it; `worked` are the days worked in our bid.
    pub fn effort(&self, lot: Index, position: Index, worked: &Table<N>) -> Option<&'a [N]> {
        let there = self.lots[lot].as_ref()?;
        let place = there.positions[position]?;
        let (ours, theirs) = (&self.bid.lots[lot], &self.earlier.bid.lots[there.lot]);
        let (our, their) = (&ours.positions[position], &theirs.positions[place]);
        let gain = |lot: &Lot, position: &Position| lot.terms(position.nature).gain;
        let alike = our.window == their.window
            && self.same(gain(ours, our), gain(theirs, their))
            && match (&our.base, &their.base) {
                (Base::Capacity(our), Base::Capacity(their)) => self.same_course(our, their),
                (Base::Driver { volume: v, days }, Base::Driver { volume: their_v, days: their_days }) => {
                    self.same(*days, *their_days)
                        && self.same_volume(ours, *v, theirs, *their_v)
                        && self.same_reference_days(worked)
                }
                (Base::DayLine { line }, Base::DayLine { line: their_line }) => {
                    self.same_quantity(&ours.lines[*line], &theirs.lines[*their_line])
                        && self.same_reference_days(worked)
                }
                _ => false,
            };
        alike.then(|| self.earlier.estimate.plan.demand[there.lot].row(place))
    }

    /// Costs a day of a profile at a site the same, and a head by the month beside it?
    pub fn same_daily_cost(&self, profile: Index, site: Index) -> bool {
        let (Some(our), Some(their)) = (self.bid.sites.get(site), self.earlier.bid.sites.get(site)) else {
            return false;
        };
        let (card, their_card) = (&self.bid.cards[our.card], &self.earlier.bid.cards[their.card]);
        let Some(their_steps) = their_card.costs.get(profile) else { return false };
        let steps = &card.costs[profile];
        card.base == their_card.base
            && self.same(our.drift, their.drift)
            && self.same(our.per_head_month, their.per_head_month)
            && self
                .same(self.bid.currencies[card.currency].thing, self.earlier.bid.currencies[their_card.currency].thing)
            && steps.len() == their_steps.len()
            && steps.iter().zip(their_steps).all(|(our, their)| our.0 == their.0 && self.same(our.1, their.1))
    }

    /// Is a site the same to those who coordinate its people: as many, of the same profile, in the same place?
    pub fn same_coordination(&self, site: Index) -> bool {
        let (Some(our), Some(their)) = (self.bid.sites.get(site), self.earlier.bid.sites.get(site)) else {
            return false;
        };
        our.partner.is_some() == their.partner.is_some()
            && our.coordinator == their.coordinator
            && self.same(our.coordination, their.coordination)
            && self.bid.contract.reference == self.earlier.bid.contract.reference
    }

    /// What an item of a lot's platform comes to, where the same goes into it.
    pub fn item(&self, lot: Index, item: Index) -> Option<N> {
        let there = self.lots[lot].as_ref()?;
        let our = &self.bid.lots[lot].platform[item];
        let their = self.earlier.bid.lots[there.lot].platform.get(item)?;
        let alike = our.base_month == their.base_month
            && self.same(our.unit_month, their.unit_month)
            && self.same(our.drift, their.drift)
            && self.same_course(&our.count, &their.count);
        alike.then(|| self.earlier.estimate.cost.platform[there.lot][item])
    }

    /// By row of a plan of ours, then by idle one: the place of the row of the same origin in the earlier plan.
    pub fn rows(&self, plan: &Plan<N>) -> Vec<Option<Index>> {
        let theirs = &self.earlier.estimate.plan;
        let origins = theirs.rows.iter().chain(&theirs.idle).enumerate();
        let places: HashMap<(Index, Origin), Index> = origins.map(|(r, row)| ((row.lot, row.origin), r)).collect();
        let place = |lot: Index, origin: Origin| {
            let there = self.lots[lot].as_ref()?;
            let origin = match origin {
                Origin::Position(position) => Origin::Position(there.positions[position]?),
                pool @ Origin::Pool(_) => pool,
            };
            places.get(&(there.lot, origin)).copied()
        };
        plan.rows.iter().chain(&plan.idle).map(|row| place(row.lot, row.origin)).collect()
    }

    fn same(&self, our: Fig, their: Fig) -> bool {
        self.inputs[our].is_same(self.earlier.inputs[their])
    }

    fn same_option(&self, our: Option<Fig>, their: Option<Fig>) -> bool {
        match (our, their) {
            (Some(our), Some(their)) => self.same(our, their),
            (None, None) => true,
            _ => false,
        }
    }

    fn same_course(&self, our: &Course, their: &Course) -> bool {
        let point = |(our, their): (&(usize, Fig), &(usize, Fig))| our.0 == their.0 && self.same(our.1, their.1);
        let held = |our: &Held, their: &Held| match (our, their) {
            (Held::Figure(our), Held::Figure(their)) => self.same(*our, *their),
            (Held::Ramp { unit, points }, Held::Ramp { unit: their_unit, points: their_points }) => {
                unit == their_unit && points.len() == their_points.len() && points.iter().zip(their_points).all(point)
            }
            _ => false,
        };
        our.parts.len() == their.parts.len()
            && our.parts.iter().zip(&their.parts).all(|(our, their)| our.0 == their.0 && held(&our.1, &their.1))
    }

    fn same_volume(&self, ours: &Lot, our: Index, theirs: &Lot, their: Index) -> bool {
        match (&ours.volumes[our].1, &theirs.volumes[their].1) {
            (Volume::PerMonth(our), Volume::PerMonth(their)) => self.same_course(our, their),
            (Volume::Items(our), Volume::Items(their)) => {
                self.same_course(&ours.platform[*our].count, &theirs.platform[*their].count)
            }
            (Volume::Applications, Volume::Applications) => {
                let (ours, theirs) = (&ours.applications, &theirs.applications);
                ours.len() == theirs.len()
                    && ours.iter().zip(theirs).all(|(our, their)| {
                        self.same(our.joins, their.joins)
                            && self.same_option(our.late, their.late)
                            && self.same_option(our.size, their.size)
                    })
            }
            (Volume::Line(our), Volume::Line(their)) => self.same_quantity(&ours.lines[*our], &theirs.lines[*their]),
            _ => false,
        }
    }

    fn same_quantity(&self, our: &Line, their: &Line) -> bool {
        let (our, their) = (&our.quantity, &their.quantity);
        our.len() == their.len() && our.iter().zip(their).all(|(our, their)| self.same_option(our.fig(), their.fig()))
    }

    fn same_reference_days(&self, worked: &Table<N>) -> bool {
        let theirs = self.earlier.estimate.plan.worked.row(self.earlier.bid.contract.reference);
        same_cells(worked.row(self.bid.contract.reference), theirs)
    }
}

/// Are the cells of two rows the same, digit for digit?
pub fn same_cells<N: Number>(ours: &[N], theirs: &[N]) -> bool {
    ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(our, their)| our.is_same(*their))
}

/// By position of a lot: the place of the one of the same id in another lot, the same place where nothing moved.
fn matched(ours: &Lot, theirs: &Lot) -> Vec<Option<Index>> {
    let in_place = |p: Index| theirs.positions.get(p).is_some_and(|their| their.id == ours.positions[p].id);
    if (0..ours.positions.len()).all(in_place) {
        return (0..ours.positions.len()).map(Some).collect();
    }
    let places: HashMap<&str, Index> = theirs.positions.iter().enumerate().map(|(p, their)| (&*their.id, p)).collect();
    ours.positions.iter().map(|our| places.get(&*our.id).copied()).collect()
}
