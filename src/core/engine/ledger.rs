//! What a bid comes to, cut by nature, contract year, profile or site.

use std::ops::Range;

use super::id::PostId;
use super::{Estimate, Inputs, Monthly, Named, Post, Staffing, What, cell, monthly, staffing};
use crate::model::Bid;
use crate::model::bid::{LotId, Nature};

/// A priced bid, ready to be cut.
pub struct Ledger<'a, N> {
    bid: &'a Bid,
    inputs: &'a Inputs<N>,
    estimate: &'a Estimate<N>,
    staffing: Staffing<N>,
    monthly: Monthly<N>,
}

/// A cut of a lot.
#[derive(Debug, Clone, Copy)]
pub struct Cut<N> {
    /// Days worked.
    pub days: N,
    /// Heads × months.
    pub heads: N,
    /// The cost of people.
    pub labour: N,
    /// The direct cost.
    pub direct: N,
    /// The full cost; nothing for profiles and sites, which bear no overheads of their own.
    pub full: N,
    /// The price, of the rounded DQE; likewise.
    pub price: N,
}

impl<N: Named> Cut<N> {
    /// Nothing.
    pub const ZERO: Self =
        Self { days: N::ZERO, heads: N::ZERO, labour: N::ZERO, direct: N::ZERO, full: N::ZERO, price: N::ZERO };

    /// Is there nothing in it, neither work nor euros?
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        let Self { days, heads, labour, direct, full, price } = self;
        [days, heads, labour, direct, full, price].into_iter().all(|figure| figure.is_zero())
    }

    /// Adds another cut to this.
    pub fn add(&mut self, other: &Self) {
        self.days += other.days;
        self.heads += other.heads;
        self.labour += other.labour;
        self.direct += other.direct;
        self.full += other.full;
        self.price += other.price;
    }
}

impl<'a, N: Named> Ledger<'a, N> {
    /// Opens a priced bid.
    #[must_use]
    pub fn of(bid: &'a Bid, inputs: &'a Inputs<N>, estimate: &'a Estimate<N>) -> Self {
        let staffing = staffing(bid, inputs, &estimate.plan);
        let monthly = monthly(bid, inputs, &estimate.plan, &estimate.cost.rates);
        Self { bid, inputs, estimate, staffing, monthly }
    }

    /// A nature of a lot.
    #[must_use]
    pub fn nature(&self, lot: LotId, nature: Nature) -> Cut<N> {
        let place = cell(lot, nature);
        let of_nature = |post: &Post| post.lot == lot && post.nature == nature;
        Cut {
            days: self.staffing.days_where(&self.estimate.plan, of_nature).into_iter().sum(),
            heads: self.staffing.heads_where(of_nature).into_iter().sum(),
            labour: self.estimate.cost.direct[place].labour(),
            direct: self.estimate.cost.direct[place].direct(),
            full: self.estimate.price.sold[place].full,
            price: self.estimate.dqe.amount(self.bid, lot, nature, None),
        }
    }

    /// A lot's contract year, from 0; its cost where it falls.
    #[must_use]
    pub fn year(&self, lot: LotId, k: usize) -> Cut<N> {
        let months = self.bid.months_of(k);
        let in_year = |cells: Vec<N>| cells[months.clone()].iter().copied().sum::<N>();
        let full = |n: Nature| self.full(lot, n, months.clone());
        let parts = |n: Nature| self.monthly.within(cell(lot, n), months.clone());
        Cut {
            days: in_year(self.staffing.days_where(&self.estimate.plan, |post| post.lot == lot)),
            heads: in_year(self.staffing.heads_where(|post| post.lot == lot)),
            labour: Nature::ALL.into_iter().map(|n| parts(n).labour()).sum(),
            direct: Nature::ALL.into_iter().map(|n| parts(n).direct()).sum(),
            full: Nature::ALL.into_iter().map(full).sum(),
            price: Nature::ALL.into_iter().map(|n| self.estimate.dqe.amount(self.bid, lot, n, Some(k))).sum(),
        }
    }

    /// The full cost of a nature of a lot in some months, where it falls.
    #[must_use]
    pub fn full(&self, lot: LotId, nature: Nature, months: Range<usize>) -> N {
        months.map(|m| self.monthly.full(self.bid, self.inputs, lot, nature, m)).sum()
    }

    /// The cost in some months of the people that `keep` takes.
    #[must_use]
    pub fn labour(&self, keep: impl Fn(&Post) -> bool, months: &Range<usize>) -> N {
        let rates = &self.estimate.cost.rates;
        let of_post = |(index, post): (PostId, &Post)| {
            let name = post.name(&self.estimate.plan, What::People).profile(post.profile).site(post.site);
            let rate = rates.head_month(post.profile, post.site);
            let heads = self.staffing.heads.row(index).iter().zip(rate).enumerate();
            let months = heads.skip(months.start).take(months.len());
            months.map(|(m, (head, rate))| (*head * *rate).named(|| name.month(m))).sum::<N>()
        };
        self.staffing.posts_where(keep).map(of_post).sum()
    }

    /// The people of a lot that `keep` takes: a profile's, a site's.
    #[must_use]
    pub fn people(&self, lot: LotId, keep: impl Fn(&Post) -> bool) -> Cut<N> {
        let mut cut = Cut::ZERO;
        for (index, _) in self.staffing.posts_where(|post| post.lot == lot && keep(post)) {
            cut.days += self.staffing.days(&self.estimate.plan, index).sum();
            cut.heads += self.staffing.heads.row(index).iter().copied().sum();
        }
        cut.labour = self.labour(|post| post.lot == lot && keep(post), &(0..self.bid.contract.months));
        cut.direct = cut.labour;
        cut
    }
}
