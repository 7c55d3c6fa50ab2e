//! Which figures made a euro, month by month: see [`rests`](super::rests) for what counts.

use crate::engine::{Estimate, Inputs, Origin, Row, formula};
use crate::model::Bid;
use crate::model::bid::{Base, Course, Index, Lot, Volume, Who, Zone};
use crate::model::figure::{Fig, Strength};
use crate::unit::{Exact, Number as _};

/// The weakest source of some figures; `None` of no figure.
pub(super) type Weakest = Option<Strength>;

/// What made the work of a row at a site in a month.
#[derive(Debug, Clone, Copy)]
pub(super) struct Work {
    /// The figures of its effort.
    pub effort: Weakest,
    /// The figures of place of its heads.
    pub heads: Weakest,
    /// The figures of place of its days: of its heads, and the site's absence.
    pub days: Weakest,
}

/// Reads the sources of figures.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub bid: &'a Bid,
    pub inputs: &'a Inputs<Exact>,
    pub estimate: &'a Estimate<Exact>,
}

impl Reader<'_> {
    /// The weakest of some figures.
    pub fn weakest(&self, figs: impl IntoIterator<Item = Fig>) -> Weakest {
        figs.into_iter().map(|fig| self.bid.figure(fig).source.strength()).max()
    }

    /// The work of a member of a row's crew at a site in the month `m`, `first` being the site's first month there.
    pub fn work(&self, row: &Row, member: Index, site: Index, m: usize, first: usize) -> Work {
        let lot = &self.bid.lots[row.lot];
        let reference = self.bid.contract.reference;
        let k = self.bid.year_of(m);
        let (effort, reckoned, mix, onshore, driven) = match row.origin {
            Origin::Position(p) => {
                let position = &lot.positions[p];
                let driven = matches!(position.base, Base::Driver { .. });
                let [effort, reckoned] = self.effort(row.lot, p, m);
                (effort, reckoned, &position.mix, position.onshore.is_some(), driven)
            }
            Origin::Pool(p) => {
                let pool = &self.bid.pools[p];
                let member = &pool.members[member];
                let [effort, reckoned] = self.charge(row.lot, p, m);
                (effort.max(self.weakest([member.share])), reckoned, &member.mix, pool.onshore.is_some(), false)
            }
        };
        let place = self
            .share(site, mix[k], onshore, k)
            .max(self.productivity(site, m - first))
            .max(self.weakest([self.bid.sites[site].coordination]));
        let heads = place.max(reckoned);
        let days = if driven && site == reference { place } else { heads.max(self.absence(site, m)) };
        Work { effort, heads, days }
    }

    /// The figures of a position's effort in a month; then those of the days that turn its days to FTE.
    fn effort(&self, lot: Index, position: Index, m: usize) -> [Weakest; 2] {
        let of = &self.bid.lots[lot];
        let position = &of.positions[position];
        let k = self.bid.year_of(m);
        let reference = self.bid.contract.reference;
        let gain = of.terms(position.nature).gain;
        // A gain of exactly 0 takes nothing away: it made no euro.
        let gains = k > 0 && !(self.inputs[gain].is_zero() && self.bid.figure(gain).range.is_none());
        let gain = if gains { self.weakest([gain]) } else { None };
        let (base, reckoned) = match &position.base {
            Base::Capacity(course) => (self.course(course, m), None),
            Base::Driver { volume, days } => {
                (self.volume(lot, *volume, m).max(self.weakest([*days])), self.absence(reference, m))
            }
            Base::DayLine { line } => {
                let quantity = self.quantity(of, *line, k);
                let year = self.bid.months_of(k).map(|m| self.absence(reference, m));
                (quantity, year.max().flatten())
            }
        };
        [base.max(gain), reckoned]
    }

    /// The same of a pool's charge to a lot.
    fn charge(&self, lot: Index, pool: Index, m: usize) -> [Weakest; 2] {
        let plan = &self.estimate.plan.pools[pool];
        let binding = plan.need[m] != plan.demand[m];
        let lots = (0..self.bid.lots.len()).filter(|l| *l == lot || binding);
        let demands = lots.flat_map(|l| {
            let positions = self.bid.lots[l].positions.iter().enumerate();
            let asks = move |p: &Index| !self.estimate.plan.demand[l].row(*p)[m].is_zero();
            let places = positions.filter(|(_, p)| p.who == Who::Pool(pool)).map(|(p, _)| p).filter(asks);
            places.map(move |p| self.effort(l, p, m)).collect::<Vec<_>>()
        });
        let [effort, reckoned] = demands.fold([None; 2], |[a, b], [c, d]| [a.max(c), b.max(d)]);
        let minimum = if binding { self.course(&self.bid.pools[pool].minimum, m) } else { None };
        [effort.max(minimum), reckoned]
    }

    fn volume(&self, lot: Index, volume: Index, m: usize) -> Weakest {
        let of = &self.bid.lots[lot];
        match &of.volumes[volume].1 {
            Volume::PerMonth(course) => self.course(course, m),
            Volume::Items(item) => self.course(&of.platform[*item].count, m),
            Volume::Applications => {
                let on_board = of.applications.iter().filter(|application| {
                    let late = application.late.map_or(Exact::ZERO, |fig| self.inputs[fig]);
                    !formula::on_board(m, self.inputs[application.joins], late).is_zero()
                });
                self.weakest(on_board.flat_map(|a| [Some(a.joins), a.late, a.size].into_iter().flatten()))
            }
            Volume::Line(line) => self.quantity(of, *line, self.bid.year_of(m)),
        }
    }

    fn quantity(&self, lot: &Lot, line: Index, k: usize) -> Weakest {
        self.weakest(lot.lines[line].quantity[k].fig())
    }

    /// The points of a course that make its value in the month `m`.
    pub fn course(&self, course: &Course, m: usize) -> Weakest {
        let place = course.at(m);
        self.weakest(std::iter::once(place.fig).chain(place.toward.map(|toward| toward.fig)))
    }

    fn share(&self, site: Index, mix: Index, onshore: bool, k: usize) -> Weakest {
        let shares = self.bid.mixes[mix].in_year(k).iter();
        let here = shares.filter(|(s, _)| {
            let moved = onshore && self.bid.sites[*s].zone != Zone::Onshore;
            site == if moved { self.bid.contract.reference } else { *s }
        });
        self.weakest(here.map(|(_, fig)| *fig))
    }

    fn productivity(&self, site: Index, t: usize) -> Weakest {
        let at = &self.bid.sites[site];
        let steady = self.weakest([at.productivity_steady]);
        match at.productivity_start.zip(at.ramp_months) {
            Some((start, months)) => {
                let learning = Exact::whole(u32::try_from(t).unwrap_or(u32::MAX)) < self.inputs[months];
                let start = if learning { self.weakest([start]) } else { None };
                steady.max(self.weakest([months])).max(start)
            }
            None if site == self.bid.contract.reference && self.inputs[at.productivity_steady] == Exact::ONE => None,
            None => steady,
        }
    }

    /// What a site's absence in the month `m` rests on.
    pub fn absence(&self, site: Index, m: usize) -> Weakest {
        let at = &self.bid.sites[site];
        let number = self.bid.calendar_month(m).number() as usize;
        let weight = at.absence_weights.and_then(|weights| self.weakest([weights[number - 1]]));
        self.weakest([at.absence_days]).max(weight)
    }

    /// What a daily cost in the month `m` rests on.
    pub fn daily_cost(&self, profile: Index, site: Index, m: usize) -> Weakest {
        let at = &self.bid.sites[site];
        let card = &self.bid.cards[at.card];
        let month = self.bid.calendar_month(m);
        let (stated, fig) = card.in_force(profile, month)?;
        let drift = (stated.januaries_to(month) > 0).then_some(at.drift);
        let fx = Some(self.bid.currencies[card.currency].thing).filter(|fx| self.inputs[*fx] != Exact::ONE);
        self.weakest([Some(fig), drift, fx].into_iter().flatten())
    }
}
