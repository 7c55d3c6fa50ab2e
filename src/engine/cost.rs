//! What the plan costs (method §4).
//!
//! Cost is linear in effort, so what one FTE of each crew costs in a month is worked out once
//! ([`Rates`]), and months of equal effort are costed together.

use super::formula;
use super::plan::course_value;
use super::{Inputs, Plan, Row, Table, cell};
use crate::model::Bid;
use crate::model::bid::{Index, Item, Nature, OverheadBase, Payer};
use crate::unit::Number;

/// What the plan costs, each (lot, nature) a place of [`cell`].
#[derive(Debug, Clone)]
pub struct Cost<N> {
    /// What a head and a crew cost.
    pub rates: Rates<N>,
    /// The labour of each row of the plan, then of each idle one.
    pub labour: Vec<Parts<N>>,
    /// The direct cost of each (lot, nature).
    pub direct: Vec<Parts<N>>,
    /// `full(l, n)` of each (lot, nature), before any spread.
    pub full: Vec<N>,
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

    /// The cost of people, one's own and partners'.
    #[must_use]
    pub fn labour(&self) -> N {
        self.own + self.partners
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

    /// Adds other parts to these.
    pub fn add(&mut self, other: &Self) {
        self.own += other.own;
        self.partners += other.partners;
        self.platform += other.platform;
        self.one_offs += other.one_offs;
    }
}

/// Direct cost by month, each (lot, nature) a row of [`cell`].
pub type Monthly<N> = Parts<Table<N>>;

impl<N: Number> Monthly<N> {
    /// The direct cost of a (lot, nature) in some months, part by part.
    #[must_use]
    pub fn within(&self, cell: Index, months: std::ops::Range<usize>) -> Parts<N> {
        let sum = |table: &Table<N>| table.row(cell)[months.clone()].iter().copied().sum();
        Parts {
            own: sum(&self.own),
            partners: sum(&self.partners),
            platform: sum(&self.platform),
            one_offs: sum(&self.one_offs),
        }
    }

    /// The full cost of a (lot, nature) in the month `m`, where it falls.
    #[must_use]
    pub fn full(&self, bid: &Bid, inputs: &Inputs<N>, lot: Index, nature: Nature, m: usize) -> N {
        self.within(cell(lot, nature), m..m + 1).full(bid, inputs, lot, nature)
    }
}

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
    /// The rates of every profile and site that the plan uses; what a head costs is taken from `known` rates
    /// where they have it.
    fn of(bid: &Bid, inputs: &Inputs<N>, plan: &Plan<N>, known: Option<&Self>) -> Self {
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
                rates.need(bid, inputs, plan, member.profile, *site, known);
                if let Some(coordinator) = bid.sites[*site].coordinator {
                    rates.need(bid, inputs, plan, coordinator, bid.contract.reference, known);
                }
            }
        }
        rates.crews(bid, inputs, plan);
        rates
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
    fn need(
        &mut self, bid: &Bid, inputs: &Inputs<N>, plan: &Plan<N>, profile: Index, site: Index, known: Option<&Self>,
    ) {
        let place = profile * self.sites + site;
        if self.rows[place].is_some() {
            return;
        }
        if let Some((known, row)) = known.and_then(|known| Some((known, known.rows[place]?))) {
            self.rows[place] = Some(self.daily.push(known.daily.row(row).iter().copied()));
            self.head_month.push(known.head_month.row(row).iter().copied());
            return;
        }
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
    fn frozen(&self, bid: &Bid, inputs: &Inputs<N>, plan: &Plan<N>) -> Self {
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

    fn of_crew(&self, crew: Index) -> (&[N], &[N]) {
        let partners = if self.partners.rows() == 0 { &[][..] } else { self.partners.row(crew) };
        (self.own.row(crew), partners)
    }
}

/// Adds the cost of `per_fte × share` heads at a rate.
fn add_heads<N: Number>(sum: &mut [N], per_fte: &[N], share: N, rate: &[N]) {
    let mut last = (N::ZERO, N::ZERO);
    for (sum, (per_fte, rate)) in sum.iter_mut().zip(per_fte.iter().zip(rate)) {
        if per_fte.is_zero() {
            continue;
        }
        if last.0 != *per_fte {
            last = (*per_fte, *per_fte * share);
        }
        *sum += last.1 * *rate;
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

/// Costs the plan; `known` are rates worked out before, of the same cards and days worked.
pub fn cost<N: Number>(bid: &Bid, inputs: &Inputs<N>, plan: &Plan<N>, known: Option<&Rates<N>>) -> Cost<N> {
    let rates = Rates::of(bid, inputs, plan, known);
    let cells = bid.lots.len() * Nature::ALL.len();
    let mut direct = vec![Parts::ZERO; cells];
    let mut labour = Vec::with_capacity(plan.rows.len() + plan.idle.len());
    let crews = (0..plan.crews.len()).map(|c| rates.of_crew(c));
    let crews: Vec<_> = crews.map(|(own, partners)| [(own, running(own)), (partners, running(partners))]).collect();
    for row in plan.rows.iter().chain(&plan.idle) {
        let [own, partners] = &crews[row.crew];
        let effort = plan.effort.row(row.effort);
        let (own, partners) = (in_runs(effort, own.0, &own.1), in_runs(effort, partners.0, &partners.1));
        labour.push(Parts { own, partners, ..Parts::ZERO });
    }
    for (row, labour) in plan.rows.iter().zip(&labour) {
        direct[cell(row.lot, row.nature)].add(labour);
    }
    for (l, lot) in bid.lots.iter().enumerate() {
        for item in lot.platform.iter().filter(|item| item.paid_by == Payer::Bidder) {
            direct[cell(l, item.nature)].platform += item_months(bid, inputs, item).into_iter().sum();
        }
        for one_off in &lot.one_offs {
            direct[cell(l, one_off.nature)].one_offs += inputs[one_off.amount];
        }
    }
    let lots = 0..bid.lots.len();
    let each = lots.flat_map(|l| Nature::ALL.into_iter().map(move |n| (l, n)));
    let full = each.map(|(l, n)| direct[cell(l, n)].full(bid, inputs, l, n)).collect();
    Cost { rates, labour, direct, full }
}

/// Running totals: `running[m]` is the sum of the cells before `m`.
fn running<N: Number>(cells: &[N]) -> Vec<N> {
    let sums = cells.iter().scan(N::ZERO, |sum, cell| {
        *sum += *cell;
        Some(*sum)
    });
    std::iter::once(N::ZERO).chain(sums).collect()
}

/// `Σ effort × rate`, months of equal effort together; `sums` are the rates' running totals.
fn in_runs<N: Number>(effort: &[N], rates: &[N], sums: &[N]) -> N {
    let mut total = N::ZERO;
    let mut start = 0;
    while start < rates.len() {
        let end = (start + 1..rates.len()).find(|m| effort[*m] != effort[start]).unwrap_or(rates.len());
        if !effort[start].is_zero() {
            let rate = if end == start + 1 { rates[start] } else { sums[end] - sums[start] };
            total += effort[start] * rate;
        }
        start = end;
    }
    total
}

/// The direct cost by month, at given rates.
#[must_use]
pub fn monthly<N: Number>(bid: &Bid, inputs: &Inputs<N>, plan: &Plan<N>, rates: &Rates<N>) -> Monthly<N> {
    monthly_at(bid, inputs, plan, rates, |m| m)
}

/// The same at the first month's prices, of people and of the platform: costs without drift, for §6.
#[must_use]
pub fn frozen<N: Number>(bid: &Bid, inputs: &Inputs<N>, plan: &Plan<N>, rates: &Rates<N>) -> Monthly<N> {
    monthly_at(bid, inputs, plan, &rates.frozen(bid, inputs, plan), |_| 0)
}

/// The direct cost by month; `priced_at` says which month's platform prices a month has.
fn monthly_at<N: Number>(
    bid: &Bid, inputs: &Inputs<N>, plan: &Plan<N>, rates: &Rates<N>, priced_at: impl Fn(usize) -> usize + Copy,
) -> Monthly<N> {
    let table = || Table::new(bid.lots.len() * Nature::ALL.len(), bid.contract.months);
    let mut direct = Parts { own: table(), partners: table(), platform: table(), one_offs: table() };
    for row in &plan.rows {
        let (own, partners) = rates.of_crew(row.crew);
        let place = cell(row.lot, row.nature);
        add_effort(direct.own.row_mut(place), plan, row, own);
        add_effort(direct.partners.row_mut(place), plan, row, partners);
    }
    for (l, lot) in bid.lots.iter().enumerate() {
        for item in lot.platform.iter().filter(|item| item.paid_by == Payer::Bidder) {
            let months = direct.platform.row_mut(cell(l, item.nature)).iter_mut();
            months.zip(item_months_at(bid, inputs, item, priced_at)).for_each(|(cell, cost)| *cell += cost);
        }
        for one_off in &lot.one_offs {
            direct.one_offs.row_mut(cell(l, one_off.nature))[one_off.month] += inputs[one_off.amount];
        }
    }
    direct
}

fn add_effort<N: Number>(sum: &mut [N], plan: &Plan<N>, row: &Row, rate: &[N]) {
    let effort = plan.effort.row(row.effort);
    sum.iter_mut().zip(effort.iter().zip(rate)).for_each(|(sum, (effort, rate))| *sum += *effort * *rate);
}

/// `count(i, m) × unit_month(i) × (1 + drift)^J`, by month.
#[must_use]
pub fn item_months<N: Number>(bid: &Bid, inputs: &Inputs<N>, item: &Item) -> Vec<N> {
    item_months_at(bid, inputs, item, |m| m)
}

fn item_months_at<N: Number>(bid: &Bid, inputs: &Inputs<N>, item: &Item, priced_at: impl Fn(usize) -> usize) -> Vec<N> {
    let of_month = |m: usize| {
        let count = course_value(&item.count, inputs, m);
        let januaries = item.base_month.januaries_to(bid.calendar_month(priced_at(m)));
        count * formula::drifted(inputs[item.unit_month], inputs[item.drift], januaries, N::ONE)
    };
    (0..bid.contract.months).map(of_month).collect()
}

/// What the buyer pays for a lot's platform over the contract: reported in its total cost of
/// ownership, never priced.
#[must_use]
pub fn buyer_cost<N: Number>(bid: &Bid, inputs: &Inputs<N>, lot: Index) -> N {
    let items = bid.lots[lot].platform.iter().filter(|item| item.paid_by == Payer::Buyer);
    items.flat_map(|item| item_months(bid, inputs, item)).sum()
}
