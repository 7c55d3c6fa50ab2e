//! What the plan costs (method §4).

use super::formula;
use super::plan::{course_value, day_effort, heads_per_fte};
use super::{Inputs, Plan, Table, cell};
use crate::model::Bid;
use crate::model::bid::{Index, Item, Nature, OverheadBase, Payer, Position};
use crate::unit::Number;

/// What the plan costs, by (lot, nature) and month.
#[derive(Debug, Clone)]
pub struct Cost<N> {
    /// What a head costs, by profile and site.
    pub rates: Rates<N>,
    /// Direct cost, each (lot, nature) a row of [`cell`].
    pub direct: Parts<Table<N>>,
    totals: Vec<Parts<N>>,
    /// `full(l, n)`, before any spread.
    full: Vec<N>,
}

/// Direct cost, by what overheads are rates of. The four parts are the whole.
#[derive(Debug, Clone, Copy)]
pub struct Parts<T> {
    /// People at one's own sites: days and per-head costs.
    pub own: T,
    /// People at partners' sites: days and per-head costs.
    pub partners: T,
    /// Platform items the bidder pays.
    pub platform: T,
    /// One-offs.
    pub one_offs: T,
}

impl<N: Number> Parts<N> {
    /// Nothing.
    pub const ZERO: Self = Self { own: N::ZERO, partners: N::ZERO, platform: N::ZERO, one_offs: N::ZERO };

    /// The direct cost.
    #[must_use]
    pub fn direct(&self) -> N {
        self.own + self.partners + self.platform + self.one_offs
    }

    /// What an overhead is a rate of.
    #[must_use]
    pub fn base(&self, base: OverheadBase) -> N {
        match base {
            OverheadBase::OwnLabour => self.own,
            OverheadBase::Partners => self.partners,
            OverheadBase::Platform => self.platform,
            OverheadBase::Direct => self.direct(),
        }
    }

    /// `Σ overheads (rate × base)`.
    #[must_use]
    pub fn overheads(&self, bid: &Bid, inputs: &Inputs<N>) -> N {
        bid.overheads.iter().map(|o| inputs[o.rate] * self.base(o.base)).sum()
    }

    /// The full cost, with the provision of a nature of a lot.
    #[must_use]
    pub fn full(&self, bid: &Bid, inputs: &Inputs<N>, lot: Index, nature: Nature) -> N {
        let provision = inputs[bid.lots[lot].terms(nature).provision];
        formula::full(self.direct(), self.overheads(bid, inputs), provision)
    }

    fn labour(&mut self, bid: &Bid, site: Index, amount: N) {
        if bid.sites[site].partner.is_some() { self.partners += amount } else { self.own += amount }
    }
}

impl<N: Number> Cost<N> {
    /// The direct cost of a (lot, nature), part by part.
    #[must_use]
    pub fn parts(&self, cell: Index) -> Parts<N> {
        self.totals[cell]
    }

    /// `full(l, n)`, before any spread.
    #[must_use]
    pub fn full(&self, cell: Index) -> N {
        self.full[cell]
    }

    /// The direct cost of a (lot, nature) in some months, part by part.
    #[must_use]
    pub fn parts_in(&self, cell: Index, months: std::ops::Range<usize>) -> Parts<N> {
        let sum = |table: &Table<N>| table.row(cell)[months.clone()].iter().copied().sum();
        Parts {
            own: sum(&self.direct.own),
            partners: sum(&self.direct.partners),
            platform: sum(&self.direct.platform),
            one_offs: sum(&self.direct.one_offs),
        }
    }

    /// `full` of a (lot, nature) in the month `m`, where it falls.
    #[must_use]
    pub fn full_in(&self, bid: &Bid, inputs: &Inputs<N>, lot: Index, nature: Nature, m: usize) -> N {
        self.parts_in(cell(lot, nature), m..m + 1).full(bid, inputs, lot, nature)
    }
}

/// What a head costs by the month, for the profiles and sites that the plan uses.
#[derive(Debug, Clone)]
pub struct Rates<N> {
    sites: usize,
    /// By profile and site: a row of `daily`, or none.
    rows: Vec<Option<Index>>,
    /// `daily_cost(profile, s, m)`.
    daily: Table<N>,
    /// `worked × daily_cost + per_head_month`.
    head_month: Table<N>,
}

impl<N: Number> Rates<N> {
    fn new(bid: &Bid) -> Self {
        let months = bid.contract.months;
        Self {
            sites: bid.sites.len(),
            rows: vec![None; bid.profiles.len() * bid.sites.len()],
            daily: Table::with_capacity(32, months),
            head_month: Table::with_capacity(32, months),
        }
    }

    /// `daily_cost(profile, s, m)` by month; the pair must be one the plan uses.
    #[must_use]
    pub fn daily(&self, profile: Index, site: Index) -> &[N] {
        self.rows[profile * self.sites + site].map_or(&[], |row| self.daily.row(row))
    }

    /// What a head costs in each month; the pair must be one the plan uses.
    #[must_use]
    pub fn head_month(&self, profile: Index, site: Index) -> &[N] {
        self.rows[profile * self.sites + site].map_or(&[], |row| self.head_month.row(row))
    }

    /// Works out the rates of a profile at a site, once.
    fn need(&mut self, bid: &Bid, inputs: &Inputs<N>, worked: &Table<N>, profile: Index, site: Index) {
        let place = profile * self.sites + site;
        if self.rows[place].is_some() {
            return;
        }
        // The card lacks a month only where nobody of this profile works there then.
        let daily: Vec<N> =
            daily_costs(bid, inputs, profile, site).into_iter().map(|d| d.unwrap_or(N::ZERO)).collect();
        let per_head = inputs[bid.sites[site].per_head_month];
        let head = worked.row(site).iter().zip(&daily).map(|(w, d)| formula::head_month(*w, *d, per_head));
        self.head_month.push(head);
        self.rows[place] = Some(self.daily.push(daily));
    }

    /// The same rates with every month's daily cost as in the first: prices without drift, for §6.
    #[must_use]
    pub fn frozen(&self, bid: &Bid, inputs: &Inputs<N>, worked: &Table<N>) -> Self {
        let mut frozen = self.clone();
        for (place, row) in self.rows.iter().enumerate() {
            if let Some(row) = row {
                let site = place % self.sites;
                let first = self.daily.row(*row)[0];
                let per_head = inputs[bid.sites[site].per_head_month];
                frozen.daily.row_mut(*row).fill(first);
                let heads = frozen.head_month.row_mut(*row).iter_mut().zip(worked.row(site));
                heads.for_each(|(head, worked)| *head = formula::head_month(*worked, first, per_head));
            }
        }
        frozen
    }
}

/// `daily_cost(profile, s, m) = card × (1 + drift)^J × fx`, by month; `None` where the card lacks it.
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

/// Costs the plan.
pub fn cost<N: Number>(bid: &Bid, inputs: &Inputs<N>, plan: &Plan<N>) -> Cost<N> {
    let mut rates = Rates::new(bid);
    for place in &plan.places {
        rates.need(bid, inputs, &plan.worked, plan.rows[place.row].profile, place.site);
    }
    // Lines sold by the day with no quantity are priced too, on what a day would cost.
    for position in bid.lots.iter().flat_map(|lot| &lot.positions) {
        if let crate::model::bid::Who::Profile(profile) = position.who
            && matches!(position.base, crate::model::bid::Base::DayLine { .. })
        {
            for (site, _) in heads_per_fte(bid, inputs, &position.mix, position.onshore.is_some(), &vec![true; bid.contract.months]) {
                rates.need(bid, inputs, &plan.worked, profile, site);
                if let Some(coordinator) = bid.sites[site].coordinator {
                    rates.need(bid, inputs, &plan.worked, coordinator, bid.contract.reference);
                }
            }
        }
    }
    priced(bid, inputs, plan, rates)
}

/// Costs the plan at given rates.
pub fn priced<N: Number>(bid: &Bid, inputs: &Inputs<N>, plan: &Plan<N>, rates: Rates<N>) -> Cost<N> {
    let months = bid.contract.months;
    let cells = bid.lots.len() * Nature::ALL.len();
    let table = || Table::new(cells, months);
    let mut direct = Parts { own: table(), partners: table(), platform: table(), one_offs: table() };
    for (index, place) in plan.places.iter().enumerate() {
        let row = &plan.rows[place.row];
        let rate = rates.head_month(row.profile, place.site);
        let partner = bid.sites[place.site].partner.is_some();
        let part = if partner { &mut direct.partners } else { &mut direct.own };
        let cells = part.row_mut(cell(row.lot, row.nature)).iter_mut();
        for (cell, (head, rate)) in cells.zip(plan.heads.row(index).iter().zip(rate)) {
            if !head.is_zero() {
                *cell += *head * *rate;
            }
        }
    }
    for (l, lot) in bid.lots.iter().enumerate() {
        for item in lot.platform.iter().filter(|item| item.paid_by == Payer::Bidder) {
            let row = direct.platform.row_mut(cell(l, item.nature));
            row.iter_mut().enumerate().for_each(|(m, cell)| *cell += item_month(bid, inputs, item, m));
        }
        for one_off in &lot.one_offs {
            direct.one_offs.row_mut(cell(l, one_off.nature))[one_off.month] += inputs[one_off.amount];
        }
    }
    let mut cost = Cost { rates, direct, totals: Vec::with_capacity(cells), full: Vec::with_capacity(cells) };
    for l in 0..bid.lots.len() {
        for nature in Nature::ALL {
            let parts = cost.parts_in(cell(l, nature), 0..months);
            cost.full.push(parts.full(bid, inputs, l, nature));
            cost.totals.push(parts);
        }
    }
    cost
}

/// `count(i, m) × unit_month(i) × (1 + drift)^J`.
fn item_month<N: Number>(bid: &Bid, inputs: &Inputs<N>, item: &Item, m: usize) -> N {
    let count = course_value(&item.count, inputs, m);
    let januaries = item.base_month.januaries_to(bid.calendar_month(m));
    count * formula::drifted(inputs[item.unit_month], inputs[item.drift], januaries, N::ONE)
}

/// What the buyer pays for a lot's platform over the contract: reported in its total cost of
/// ownership, never priced.
pub fn buyer_cost<N: Number>(bid: &Bid, inputs: &Inputs<N>, lot: Index) -> N {
    let items = bid.lots[lot].platform.iter().filter(|item| item.paid_by == Payer::Buyer);
    items.map(|item| (0..bid.contract.months).map(|m| item_month(bid, inputs, item, m)).sum::<N>()).sum()
}

/// The direct cost of heads of a profile at sites, their coordination included: what a line sold by
/// the day must recover of its own.
pub fn loaded<N: Number>(
    bid: &Bid, inputs: &Inputs<N>, rates: &Rates<N>, profile: Index, heads: &[(Index, Vec<N>)],
) -> Parts<N> {
    let reference = bid.contract.reference;
    let mut parts = Parts::ZERO;
    for (site, heads) in heads {
        let sum = |rates: &[N]| heads.iter().zip(rates).map(|(h, r)| *h * *r).sum::<N>();
        parts.labour(bid, *site, sum(rates.head_month(profile, *site)));
        let ratio = inputs[bid.sites[*site].coordination];
        if let Some(coordinator) = bid.sites[*site].coordinator
            && !ratio.is_zero()
        {
            parts.labour(bid, reference, ratio * sum(rates.head_month(coordinator, reference)));
        }
    }
    parts
}

/// The direct cost of one day sold in each contract year by a position whose line has no quantity.
pub fn one_day_a_year<N: Number>(
    bid: &Bid, inputs: &Inputs<N>, plan: &Plan<N>, rates: &Rates<N>, gain: N, profile: Index, position: &Position,
) -> Parts<N> {
    let reference = plan.worked.row(bid.contract.reference);
    let all = vec![true; bid.contract.months];
    let mut heads = heads_per_fte(bid, inputs, &position.mix, position.onshore.is_some(), &all);
    for k in 0..bid.years() {
        let effort = day_effort(bid, reference, k, formula::after_gain(gain, k));
        for (_, heads) in &mut heads {
            heads[bid.months_of(k)].iter_mut().for_each(|head| *head = *head * effort);
        }
    }
    loaded(bid, inputs, rates, profile, &heads)
}
