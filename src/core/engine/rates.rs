//! What people cost by the month: a head of each profile at each site (method §4).

use typed_index_collections::{TiVec, ti_vec};

use super::formula;
use super::id::RateId;
use super::{Inputs, Name, Named, Plan, SpreadSite, Table, What};
use crate::model::Bid;
use crate::model::bid::{ProfileId, SiteId};

/// What people cost by the month, for the profiles and sites that the plan uses.
#[derive(Debug, Clone)]
pub struct Rates<N> {
    /// By profile and site: a row of `daily`, or none.
    rows: TiVec<ProfileId, TiVec<SiteId, Option<RateId>>>,
    /// `daily_cost(profile, s, m)`.
    daily: Table<RateId, N>,
    /// `worked × daily_cost + per_head_month`.
    head_month: Table<RateId, N>,
}

impl<N: Named> Rates<N> {
    /// The rates of every profile and site that the plan uses.
    pub(super) fn of(bid: &Bid, inputs: &Inputs<N>, plan: &Plan<N>) -> Self {
        let months = bid.contract.months;
        let mut rates = Self {
            rows: ti_vec![ti_vec![None; bid.sites.len()]; bid.profiles.len()],
            daily: Table::with_capacity(64, months),
            head_month: Table::with_capacity(64, months),
        };
        for member in plan.crews.iter().flat_map(|crew| &crew.members) {
            for SpreadSite { site, .. } in &plan.spreads[member.spread].sites {
                let coordinator = bid.sites[*site].coordinator.map(|profile| (profile, bid.contract.reference));
                for (profile, site) in std::iter::once((member.profile, *site)).chain(coordinator) {
                    if rates.rows[profile][site].is_none() {
                        rates.head(bid, inputs, plan, profile, site);
                    }
                }
            }
        }
        rates
    }

    /// `daily_cost(profile, s, m)` by month; the pair must be one the plan uses.
    #[must_use]
    pub fn daily(&self, profile: ProfileId, site: SiteId) -> &[N] {
        self.row(profile, site).map_or(&[], |row| self.daily.row(row))
    }

    /// What a head costs in each month; the pair must be one the plan uses.
    #[must_use]
    pub fn head_month(&self, profile: ProfileId, site: SiteId) -> &[N] {
        self.row(profile, site).map_or(&[], |row| self.head_month.row(row))
    }

    /// The row of a profile at a site; none where the plan does not use it.
    fn row(&self, profile: ProfileId, site: SiteId) -> Option<RateId> {
        *self.rows.get(profile)?.get(site)?
    }

    /// Works out what a profile costs at a site.
    fn head(&mut self, bid: &Bid, inputs: &Inputs<N>, plan: &Plan<N>, profile: ProfileId, site: SiteId) {
        // The card lacks a month only where nobody of this profile works there then.
        let daily = daily_costs(bid, inputs, profile, site).into_iter().map(|d| d.unwrap_or(N::ZERO));
        self.rows[profile][site] = Some(self.daily.push(daily));
        self.head_month.push(plan.worked.row(site).iter().map(|_| N::ZERO));
        self.recost(bid, inputs, plan, profile, site);
    }

    /// Works out what a head costs from its daily cost.
    fn recost(&mut self, bid: &Bid, inputs: &Inputs<N>, plan: &Plan<N>, profile: ProfileId, site: SiteId) {
        let Some(row) = self.rows[profile][site] else { return };
        let per_head = inputs[bid.sites[site].per_head_month];
        let name = Name::of(What::HeadMonth).profile(profile).site(site);
        let months = plan.worked.row(site).iter().zip(self.daily.row(row));
        let heads = self.head_month.row_mut(row).iter_mut().zip(months).enumerate();
        heads.for_each(|(m, (head, (worked, daily)))| {
            *head = formula::head_month(*worked, *daily, per_head).named(|| name.month(m));
        });
    }

    /// The same rates with every month's daily cost as in the first.
    pub(super) fn frozen(&self, bid: &Bid, inputs: &Inputs<N>, plan: &Plan<N>) -> Self {
        let mut frozen = self.clone();
        for (profile, sites) in self.rows.iter_enumerated() {
            for (site, row) in sites.iter_enumerated() {
                let Some(row) = *row else { continue };
                // The first month that has a cost: a card may begin later, with the work.
                let costs = self.daily.row(row).iter().copied();
                let first = costs.into_iter().find(|cost| !cost.is_zero()).unwrap_or(N::ZERO);
                frozen.daily.row_mut(row).fill(first);
                frozen.recost(bid, inputs, plan, profile, site);
            }
        }
        frozen
    }
}

/// `daily_cost(profile, s, m) = card × (1 + drift)^J × fx`, by month; `None` where the card lacks it.
#[must_use]
pub fn daily_costs<N: Named>(bid: &Bid, inputs: &Inputs<N>, profile: ProfileId, s: SiteId) -> Vec<Option<N>> {
    let site = &bid.sites[s];
    let name = Name::of(What::DailyCost).profile(profile).site(s);
    let card = &bid.cards[site.card];
    let fx = bid.currencies[card.currency].thing.map_or(N::ONE, |rate| inputs[rate]);
    let mut last = None;
    let mut of_month = |m| {
        let month = bid.calendar_month(m);
        let (stated, fig) = card.in_force(profile, month)?;
        let januaries = stated.januaries_to(month);
        match last {
            Some((same, value)) if same == (fig, januaries) => Some(value),
            _ => {
                let value = formula::drifted(inputs[fig], inputs[site.drift], januaries, fx);
                last = Some(((fig, januaries), value));
                Some(value)
            }
        }
    };
    (0..bid.contract.months).map(|m| Some(of_month(m)?.named(|| name.month(m)))).collect()
}
