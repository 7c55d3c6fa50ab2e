//! What the plan costs (method §4).
//!
//! Cost is linear in effort, so what one FTE of each crew costs in a month is worked out once
//! ([`Rates`]).

use super::effort::course_value;
use super::formula;
use super::{Inputs, Plan, Rates, Row, Table, cell};
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
    /// What each item of each lot's platform comes to over the contract, whoever pays.
    pub platform: Vec<Vec<N>>,
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

/// Costs the plan.
pub fn cost<N: Number>(bid: &Bid, inputs: &Inputs<N>, plan: &Plan<N>) -> Cost<N> {
    let rates = Rates::of(bid, inputs, plan);
    let labour = labour(plan, &rates);
    let item = |item: &Item| item_months(bid, inputs, item).into_iter().sum();
    let platform: Vec<Vec<N>> = bid.lots.iter().map(|lot| lot.platform.iter().map(item).collect()).collect();
    let mut direct = vec![Parts::ZERO; bid.lots.len() * Nature::ALL.len()];
    for (row, labour) in plan.rows.iter().zip(&labour) {
        direct[cell(row.lot, row.nature)].add(labour);
    }
    for (l, lot) in bid.lots.iter().enumerate() {
        for (item, total) in lot.platform.iter().zip(&platform[l]).filter(|(item, _)| item.paid_by == Payer::Bidder) {
            direct[cell(l, item.nature)].platform += *total;
        }
        for one_off in &lot.one_offs {
            direct[cell(l, one_off.nature)].one_offs += inputs[one_off.amount];
        }
    }
    let lots = 0..bid.lots.len();
    let each = lots.flat_map(|l| Nature::ALL.into_iter().map(move |n| (l, n)));
    let full = each.map(|(l, n)| direct[cell(l, n)].full(bid, inputs, l, n)).collect();
    Cost { rates, labour, platform, direct, full }
}

impl<N: Number> Cost<N> {
    /// What the buyer pays for a lot's platform over the contract: reported in its total cost of
    /// ownership, never priced.
    #[must_use]
    pub fn buyer(&self, bid: &Bid, lot: Index) -> N {
        let items = bid.lots[lot].platform.iter().zip(&self.platform[lot]);
        items.filter(|(item, _)| item.paid_by == Payer::Buyer).map(|(_, total)| *total).sum()
    }
}

/// The labour of each row of a plan, then of each idle one: `Σ effort × what an FTE of its crew costs`.
fn labour<N: Number>(plan: &Plan<N>, rates: &Rates<N>) -> Vec<Parts<N>> {
    let costed = |row: &Row| {
        let effort = plan.effort.row(row.effort);
        let over =
            |rates: &[N]| effort.iter().zip(rates).filter(|(e, _)| !e.is_zero()).map(|(e, rate)| *e * *rate).sum();
        let (own, partners) = rates.of_crew(row.crew);
        Parts { own: over(own), partners: over(partners), ..Parts::ZERO }
    };
    plan.rows.iter().chain(&plan.idle).map(costed).collect()
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
