//! What people cost by the month: a head of each profile at each site, and an FTE of effort of each crew (method §3 and §4).

use super::formula;
use super::{Inputs, Plan, Table};
use crate::model::Bid;
use crate::model::bid::Index;
use crate::unit::Number;

/// What people cost by the month, for the profiles and sites that the plan uses.
#[derive(Debug, Clone)]
pub struct Rates<N> {
    sites: usize,
    /// By profile and site: a row of `daily`, or none.
    rows: Vec<Option<Index>>,
    /// `daily_cost(profile, s, m)`.
    daily: Table<N>,
    /// `worked × daily_cost + per_head_month`.
    head_month: Table<N>,
    /// What one FTE of effort of each crew costs at one's own sites, coordination included.
    own: Table<N>,
    /// The same at partners' sites; no row where a plan has no partner.
    partners: Table<N>,
}

impl<N: Number> Rates<N> {
    /// The rates of every profile and site that the plan uses.
    pub(super) fn of(bid: &Bid, inputs: &Inputs<N>, plan: &Plan<N>) -> Self {
        let months = bid.contract.months;
        let mut rates = Self {
            sites: bid.sites.len(),
            rows: vec![None; bid.profiles.len() * bid.sites.len()],
            daily: Table::with_capacity(64, months),
            head_month: Table::with_capacity(64, months),
            own: Table::new(0, months),
            partners: Table::new(0, months),
        };
        for member in plan.crews.iter().flat_map(|crew| &crew.members) {
            for (site, _) in &plan.spreads[member.spread].sites {
                let coordinator = bid.sites[*site].coordinator.map(|profile| (profile, bid.contract.reference));
                for (profile, site) in std::iter::once((member.profile, *site)).chain(coordinator) {
                    if rates.rows[profile * rates.sites + site].is_none() {
                        rates.head(bid, inputs, plan, profile, site);
                    }
                }
            }
        }
        rates.crews(bid, inputs, plan);
        rates
    }

    /// `daily_cost(profile, s, m)` by month; the pair must be one the plan uses.
    #[must_use]
    pub fn daily(&self, profile: Index, site: Index) -> &[N] {
        self.row(profile, site).map_or(&[], |row| self.daily.row(row))
    }

    /// What a head costs in each month; the pair must be one the plan uses.
    #[must_use]
    pub fn head_month(&self, profile: Index, site: Index) -> &[N] {
        self.row(profile, site).map_or(&[], |row| self.head_month.row(row))
    }

    /// The row of a profile at a site; none where the plan does not use it.
    fn row(&self, profile: Index, site: Index) -> Option<Index> {
        if site < self.sites { *self.rows.get(profile * self.sites + site)? } else { None }
    }

    /// Works out what a profile costs at a site.
    fn head(&mut self, bid: &Bid, inputs: &Inputs<N>, plan: &Plan<N>, profile: Index, site: Index) {
        let place = profile * self.sites + site;
        // The card lacks a month only where nobody of this profile works there then.
        let daily = daily_costs(bid, inputs, profile, site).into_iter().map(|d| d.unwrap_or(N::ZERO));
        self.rows[place] = Some(self.daily.push(daily));
        self.head_month.push(plan.worked.row(site).iter().map(|_| N::ZERO));
        self.recost(bid, inputs, plan, place);
    }

    /// Works out what a head costs from its daily cost.
    fn recost(&mut self, bid: &Bid, inputs: &Inputs<N>, plan: &Plan<N>, place: Index) {
        let Some(row) = self.rows[place] else { return };
        let site = place % self.sites;
        let per_head = inputs[bid.sites[site].per_head_month];
        let months = plan.worked.row(site).iter().zip(self.daily.row(row));
        let heads = self.head_month.row_mut(row).iter_mut().zip(months);
        heads.for_each(|(head, (worked, daily))| *head = formula::head_month(*worked, *daily, per_head));
    }

    /// Works out what one FTE of each crew costs.
    fn crews(&mut self, bid: &Bid, inputs: &Inputs<N>, plan: &Plan<N>) {
        let months = bid.contract.months;
        let has_partner =
            plan.spreads.iter().flat_map(|s| &s.sites).any(|(site, _)| bid.sites[*site].partner.is_some());
        let mut own = Table::new(plan.crews.len(), months);
        let mut partners = Table::new(if has_partner { plan.crews.len() } else { 0 }, months);
        // A head at one's own site with its coordination, worked out once for a profile at a site.
        let mut loaded: Vec<Option<Vec<N>>> = vec![None; self.rows.len()];
        for (c, crew) in plan.crews.iter().enumerate() {
            for member in &crew.members {
                for (site, per_fte) in &plan.spreads[member.spread].sites {
                    let head = self.head_month(member.profile, *site);
                    let coordination = self.coordination(bid, inputs, *site);
                    match (coordination, bid.sites[*site].partner.is_some()) {
                        (None, false) => add_heads(own.row_mut(c), per_fte, member.share, head),
                        (Some(coordination), false) => {
                            let with = || head.iter().zip(coordination).map(|(head, more)| *head + more).collect();
                            let rate = loaded[member.profile * self.sites + site].get_or_insert_with(with);
                            add_heads(own.row_mut(c), per_fte, member.share, rate);
                        }
                        // Those who coordinate a partner's people are one's own.
                        (coordination, true) => {
                            add_heads(partners.row_mut(c), per_fte, member.share, head);
                            let more: Vec<N> = coordination.into_iter().flatten().collect();
                            add_heads(own.row_mut(c), per_fte, member.share, &more);
                        }
                    }
                }
            }
        }
        (self.own, self.partners) = (own, partners);
    }

    /// What coordinating a head at a site costs in each month; nothing where it takes nobody.
    fn coordination<'a>(
        &'a self, bid: &Bid, inputs: &Inputs<N>, site: Index,
    ) -> Option<impl Iterator<Item = N> + use<'a, N>> {
        let ratio = inputs[bid.sites[site].coordination];
        let coordinator = bid.sites[site].coordinator.filter(|_| !ratio.is_zero())?;
        Some(self.head_month(coordinator, bid.contract.reference).iter().map(move |rate| *rate * ratio))
    }

    /// The same rates with every month's daily cost as in the first.
    pub(super) fn frozen(&self, bid: &Bid, inputs: &Inputs<N>, plan: &Plan<N>) -> Self {
        let mut frozen = self.clone();
        for place in 0..self.rows.len() {
            if let Some(row) = self.rows[place] {
                // The first month that has a cost: a card may begin later, with the work.
                let costs = self.daily.row(row).iter().copied();
                let first = costs.into_iter().find(|cost| !cost.is_zero()).unwrap_or(N::ZERO);
                frozen.daily.row_mut(row).fill(first);
                frozen.recost(bid, inputs, plan, place);
            }
        }
        frozen.crews(bid, inputs, plan);
        frozen
    }

    /// What one FTE of effort of a crew costs at one's own sites, and at partners'.
    pub(super) fn of_crew(&self, crew: Index) -> (&[N], &[N]) {
        let partners = if self.partners.rows() == 0 { &[][..] } else { self.partners.row(crew) };
        (self.own.row(crew), partners)
    }
}

/// Adds the cost of `per_fte × share` heads at a rate.
fn add_heads<N: Number>(sum: &mut [N], per_fte: &[N], share: N, rate: &[N]) {
    for (sum, (per_fte, rate)) in
        sum.iter_mut().zip(per_fte.iter().zip(rate)).filter(|(_, (heads, _))| !heads.is_zero())
    {
        *sum += *per_fte * share * *rate;
    }
}

/// `daily_cost(profile, s, m) = card × (1 + drift)^J × fx`, by month; `None` where the card lacks it.
#[must_use]
pub fn daily_costs<N: Number>(bid: &Bid, inputs: &Inputs<N>, profile: Index, site: Index) -> Vec<Option<N>> {
    let site = &bid.sites[site];
    let card = &bid.cards[site.card];
    let fx = inputs[bid.currencies[card.currency].thing];
    let mut last = None;
    let of_month = |m| {
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
    (0..bid.contract.months).map(of_month).collect()
}
