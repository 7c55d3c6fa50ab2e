//! The cells that can be explained, computed by the engine on any number.

use super::{LineFigure, Measure, Scope, Target};
use crate::engine::{
    Cash, Duty, Estimate, Inputs, Ledger, Load, Name, Named, Post, PostId, Staffing, Thing, What, cash, cell,
    effort_away, loads, outlook, revision_coefficients, site_break_even, staffing,
};
use crate::model::Bid;
use crate::model::bid::{LotId, Nature, SiteId, Unit as LineUnit, Zone};

/// A priced bid whose cells are looked up.
pub(super) struct Cells<'a, N> {
    bid: &'a Bid,
    inputs: &'a Inputs<N>,
    estimate: &'a Estimate<N>,
    staffing: Staffing<N>,
}

impl<'a, N: Named> Cells<'a, N> {
    pub fn of(bid: &'a Bid, inputs: &'a Inputs<N>, estimate: &'a Estimate<N>) -> Self {
        Self { bid, inputs, estimate, staffing: staffing(bid, inputs, &estimate.plan) }
    }

    /// A cell.
    pub fn cell(&self, target: Target) -> N {
        let Estimate { plan, price, dqe, .. } = self.estimate;
        match target {
            Target::Line { lot, line } => dqe.lines[lot][line].unit_price,
            Target::Nature { lot, nature } => price.of(lot, nature).sell,
            Target::OfLine { lot, line, figure } => {
                let line = &dqe.lines[lot][line];
                match figure {
                    LineFigure::GrossPrice => line.gross_unit_price,
                    LineFigure::Amount => line.amount,
                    LineFigure::AmountIn(k) => line.amounts[k],
                }
            }
            Target::Revision { year } => revision_coefficients(self.bid, self.inputs)[year],
            Target::Lot(lot) => dqe.lots[lot].gross,
            Target::Measure { scope, measure } => self.measure(scope, measure),
            Target::PaysFrom { lot, site } => {
                let sites = site_break_even(self.bid, self.inputs, plan, lot);
                sites.into_iter().find(|one| one.site == site).map_or(N::ZERO, |one| one.pays_from)
            }
        }
    }

    /// The margin of a lot's rounded DQE.
    pub fn margin(&self, lot: LotId) -> N {
        let total = &self.estimate.dqe.lots[lot];
        (total.net - total.full) / total.net
    }

    fn measure(&self, scope: Scope, measure: Measure) -> N {
        match measure {
            Measure::Gross => self.gross(scope),
            Measure::Net => self.net(scope),
            Measure::Cost => self.cost(scope),
            Measure::Margin => {
                let net = self.net(scope);
                (net - self.cost(scope)) / net
            }
            Measure::MarginEuros => self.net(scope) - self.cost(scope),
            Measure::Days => self.days(scope, |_| true),
            Measure::Fte => {
                let months = self.months(scope);
                let count = N::whole(u32::try_from(months.len()).unwrap_or(u32::MAX));
                months.map(|m| self.heads(scope, m)).sum::<N>() / count
            }
            Measure::Peak => {
                let months = (0..self.bid.contract.months).map(|m| self.heads(scope, m));
                months.reduce(|peak, month| if month > peak { month } else { peak }).unwrap_or(N::ZERO)
            }
            Measure::Labour => self.labour(scope),
            Measure::Buyer => {
                let paid = self.lots(scope).map(|lot| self.estimate.cost.buyer(self.bid, lot)).sum();
                self.gross(scope) + paid
            }
            Measure::WorkUnit => self.work_unit(scope),
            Measure::Asked => effort_away(self.bid, self.inputs, &self.estimate.plan, scope.lot).0,
            Measure::Away => effort_away(self.bid, self.inputs, &self.estimate.plan, scope.lot).1,
            Measure::AwayDays => {
                let works = |post: &Post| matches!(post.duty, Duty::Work { .. });
                let away = |post: &Post| works(post) && self.bid.sites[post.site].zone != Zone::Onshore;
                over(self.days(scope, away), self.days(scope, works))
            }
            Measure::Vat => self.lots(scope).map(|lot| self.estimate.dqe.lots[lot].vat).sum(),
            Measure::Revenue | Measure::Revised => {
                let outlook = outlook(self.bid, self.inputs, self.estimate, scope.lot);
                let months = if measure == Measure::Revised { &outlook.revised } else { &outlook.revenue };
                months[self.months(scope)].iter().copied().sum()
            }
            Measure::Cash => {
                let balance = self.cash(scope).balance;
                let is_cut = scope.year.is_some() || scope.month.is_some();
                let end = if is_cut { self.months(scope).end } else { balance.len() };
                balance[end - 1]
            }
            Measure::PeakNeed => self.cash(scope).peak_need,
            Measure::Financing => self.cash(scope).financing,
            Measure::Load => self.days_asked(scope).0,
            Measure::Capacity => self.days_asked(scope).1,
            Measure::LoadRatio => {
                let (load, capacity) = self.days_asked(scope);
                load / capacity
            }
            Measure::DailyCost => over(self.labour(scope), self.days(scope, |_| true)),
            Measure::DailyRate => over(self.net(scope), self.days(scope, |_| true)),
        }
    }

    fn cash(&self, scope: Scope) -> Cash<N> {
        cash(self.bid, self.inputs, &outlook(self.bid, self.inputs, self.estimate, scope.lot))
    }

    fn lots(&self, scope: Scope) -> impl Iterator<Item = LotId> + use<N> {
        self.bid.lots_or(scope.lot)
    }

    fn months(&self, scope: Scope) -> std::ops::Range<usize> {
        match (scope.month, scope.year) {
            (Some(m), _) => m..m + 1,
            (None, Some(k)) => self.bid.months_of(k),
            (None, None) => 0..self.bid.contract.months,
        }
    }

    fn natures(scope: Scope) -> impl Iterator<Item = Nature> {
        Nature::ALL.into_iter().filter(move |nature| scope.nature.is_none_or(|one| one == *nature))
    }

    /// Is a post of the scope?
    fn takes(&self, scope: Scope, post: &Post) -> bool {
        let Scope { lot, nature, profile, site, zone, .. } = scope;
        lot.is_none_or(|lot| lot == post.lot)
            && nature.is_none_or(|nature| nature == post.nature)
            && profile.is_none_or(|profile| profile == post.profile)
            && site.is_none_or(|site| site == post.site)
            && zone.is_none_or(|zone| zone == self.bid.sites[post.site].zone)
    }

    fn gross(&self, scope: Scope) -> N {
        self.lots(scope).map(|lot| self.estimate.dqe.lots[lot].gross).sum()
    }

    fn net(&self, scope: Scope) -> N {
        if !scope.is_cut() {
            return self.lots(scope).map(|lot| self.estimate.dqe.lots[lot].net).sum();
        }
        let amount = |(lot, nature)| self.estimate.dqe.amount(self.bid, lot, nature, scope.year);
        self.lots(scope).flat_map(|lot| Self::natures(scope).map(move |nature| (lot, nature))).map(amount).sum()
    }

    /// The full cost: as it is sold, or where it falls in a year or a month.
    fn cost(&self, scope: Scope) -> N {
        if !scope.is_cut() {
            return self.lots(scope).map(|lot| self.estimate.dqe.lots[lot].full).sum();
        }
        let in_time = scope.year.is_some() || scope.month.is_some();
        let ledger = in_time.then(|| Ledger::of(self.bid, self.inputs, self.estimate));
        let cost = |(lot, nature)| match &ledger {
            Some(ledger) => ledger.full(lot, nature, self.months(scope)),
            None => self.estimate.price.of(lot, nature).full,
        };
        self.lots(scope).flat_map(|lot| Self::natures(scope).map(move |nature| (lot, nature))).map(cost).sum()
    }

    /// Heads in a month, site by site.
    fn heads(&self, scope: Scope, m: usize) -> N {
        let at = |site: SiteId| {
            let posts = self.staffing.posts_where(|post| post.site == site && self.takes(scope, post));
            let heads: N = posts.map(|(place, _)| self.staffing.heads.row(place)[m]).sum();
            heads.named(|| Name { lot: scope.lot, ..Name::of(What::SiteHeads).site(site).month(m) })
        };
        self.bid.sites.keys().map(at).sum()
    }

    /// Days of the posts that `keep` takes, site by site.
    fn days(&self, scope: Scope, keep: impl Fn(&Post) -> bool) -> N {
        let months = self.months(scope);
        let at = |site: SiteId| {
            let kept = |post: &Post| post.site == site && self.takes(scope, post) && keep(post);
            let posts = self.staffing.posts_where(kept);
            let of_post = |place: PostId| {
                let days = self.staffing.days(&self.estimate.plan, place);
                days.skip(months.start).take(months.len()).sum::<N>()
            };
            let days: N = posts.map(|(place, _)| of_post(place)).sum();
            days.named(|| Name { lot: scope.lot, ..Name::of(What::SiteDays).site(site) })
        };
        self.bid.sites.keys().map(at).sum()
    }

    /// The cost of people: of each nature of each lot, or month by month of a profile, a site or a year.
    fn labour(&self, scope: Scope) -> N {
        if scope.is_of_people() || scope.year.is_some() || scope.month.is_some() {
            let ledger = Ledger::of(self.bid, self.inputs, self.estimate);
            return ledger.labour(|post| self.takes(scope, post), &self.months(scope));
        }
        let labour = |(lot, nature)| self.estimate.cost.direct[cell(lot, nature)].labour();
        self.lots(scope).flat_map(|lot| Self::natures(scope).map(move |nature| (lot, nature))).map(labour).sum()
    }

    /// The load and the capacity of the natures whose lines state a workload.
    fn days_asked(&self, scope: Scope) -> (N, N) {
        let takes = |load: &Load<N>| {
            scope.lot.is_none_or(|lot| lot == load.lot) && scope.nature.is_none_or(|nature| nature == load.nature)
        };
        let years = |k: usize| scope.year.is_none_or(|year| year == k);
        let loads = loads(self.bid, self.inputs, &self.estimate.plan).into_iter().filter(takes);
        let years = loads.flat_map(|load| load.years.into_iter().enumerate().filter(|(k, _)| years(*k)));
        years.fold((N::ZERO, N::ZERO), |(load, capacity), (_, year)| (load + year.load, capacity + year.capacity))
    }

    /// The amounts of lines sold by the work unit, over how many are sold.
    fn work_unit(&self, scope: Scope) -> N {
        let (mut amount, mut count) = (N::ZERO, N::ZERO);
        for lot in self.lots(scope) {
            let lines = self.bid.lots[lot].lines.iter_enumerated().zip(&self.estimate.dqe.lines[lot]);
            for ((j, _), line) in lines.filter(|((_, line), _)| line.unit == LineUnit::WorkUnit) {
                let name = Name::of(What::Quantity).lot(lot).thing(Thing::Line(j));
                amount += line.amount;
                count += line.quantities.iter().copied().sum::<N>().named(|| name);
            }
        }
        over(amount, count)
    }
}

/// One over the other; nothing over nothing.
fn over<N: Named>(part: N, whole: N) -> N {
    if whole.is_zero() { N::ZERO } else { part / whole }
}
