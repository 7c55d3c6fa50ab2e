//! Forecast revision, the scissors, and cash (method §6).

use super::cost::frozen;
use super::{Estimate, Inputs, Monthly, Name, Named, What, formula, monthly, revenue, staffing};
use crate::model::Bid;
use crate::model::bid::{LotId, Nature, Safeguard};
use crate::unit::Number;

/// Revenue and cost by month, as bid and as forecast, of a lot or of all.
#[derive(Debug, Clone)]
pub struct Outlook<N> {
    /// Revenue at bid prices.
    pub revenue: Vec<N>,
    /// Revenue once prices are revised, as forecast.
    pub revised: Vec<N>,
    /// Full cost.
    pub cost: Vec<N>,
    /// Full cost if daily costs and platform prices stayed as in the first month.
    pub frozen: Vec<N>,
    /// The revision coefficient of each contract year.
    pub coefficients: Vec<N>,
}

/// The revision of prices in a contract year.
#[derive(Debug, Clone, Copy)]
pub struct Revised<N> {
    /// Before it is rounded.
    pub capped: N,
    /// As the contract rounds it.
    pub coefficient: N,
}

/// The two curves of a contract year, and their gap.
#[derive(Debug, Clone, Copy)]
pub struct Scissors<N> {
    /// The revision coefficient of prices.
    pub prices: N,
    /// Full cost against the same work at the first month's daily costs and platform prices.
    pub costs: N,
    /// What revision adds to revenue.
    pub gained: N,
    /// What drift adds to cost.
    pub drifted: N,
}

/// The cash curve.
#[derive(Debug, Clone)]
pub struct Cash<N> {
    /// The balance at the end of each month, to the last payment.
    pub balance: Vec<N>,
    /// The deepest need, 0 or more.
    pub peak_need: N,
    /// What financing the negative balances costs.
    pub financing: N,
}

/// The revision coefficient of each contract year: 1 before the first revised year; capped against
/// the year before, or against the prices as bid; rounded as the contract says.
#[must_use]
pub fn revision_coefficients<N: Named>(bid: &Bid, inputs: &Inputs<N>) -> Vec<N> {
    revisions(bid, inputs).into_iter().map(|year| year.coefficient).collect()
}

/// The revision of prices in each contract year.
#[must_use]
pub fn revisions<N: Named>(bid: &Bid, inputs: &Inputs<N>) -> Vec<Revised<N>> {
    let as_bid = Revised { capped: N::ONE, coefficient: N::ONE };
    let Some(revision) = &bid.contract.revision else { return vec![as_bid; bid.years()] };
    let mut before = N::ONE;
    let of_year = |k: usize| {
        if k < revision.from_year {
            return as_bid;
        }
        let free = formula::revision(inputs[revision.fixed], inputs[revision.variable], inputs[revision.index], k);
        let capped = revision.cap.map_or(free, |(cap, safeguard)| {
            let on = match safeguard {
                Safeguard::Yearly => before,
                Safeguard::Cumulative => N::ONE,
            };
            free.least(on * (N::ONE + inputs[cap]))
        });
        let name = Name::of(What::Coefficient).year(k);
        before = capped.named(|| name.step(What::Capped));
        Revised { capped: before, coefficient: before.rounded(revision.decimals).named(|| name) }
    };
    (0..bid.years()).map(of_year).collect()
}

/// Revenue and cost by month, of one lot or of all.
#[must_use]
pub fn outlook<N: Named>(bid: &Bid, inputs: &Inputs<N>, estimate: &Estimate<N>, lot: Option<LotId>) -> Outlook<N> {
    let plan = &estimate.plan;
    let as_bid = monthly(bid, inputs, plan, &estimate.cost.rates);
    let frozen = frozen(bid, inputs, plan, &estimate.cost.rates);
    let revenue = revenue(bid, estimate, &staffing(bid, inputs, plan), &as_bid);
    let lots: Vec<LotId> = bid.lots_or(lot).collect();
    let months = bid.contract.months;
    let name = |what: What| Name { lot, ..Name::of(what) };
    let of_lots = |m: usize| lots.iter().map(|l| revenue.of_lot(*l, m)).sum::<N>();
    let revenue: Vec<N> = (0..months).map(of_lots).collect();
    let coefficients = revision_coefficients(bid, inputs);
    let revised = revenue.iter().enumerate().map(|(m, r)| {
        let before = r.named(|| name(What::Revenue).month(m));
        (before * coefficients[bid.year_of(m)]).named(|| name(What::Revised).month(m))
    });
    let revised = revised.collect();
    let cost_of = |cost: &Monthly<N>| -> Vec<N> {
        let of_month = |m: usize| {
            let of_lot = |l: &LotId| Nature::ALL.into_iter().map(|n| cost.full(bid, inputs, *l, n, m)).sum::<N>();
            lots.iter().map(of_lot).sum::<N>().named(|| name(What::MonthCost).month(m))
        };
        (0..months).map(of_month).collect()
    };
    Outlook { revenue, revised, cost: cost_of(&as_bid), frozen: cost_of(&frozen), coefficients }
}

impl<N: Named> Outlook<N> {
    /// The scissors of a contract year, from 0.
    #[must_use]
    pub fn scissors(&self, bid: &Bid, k: usize) -> Scissors<N> {
        let sum = |cells: &[N]| cells[bid.months_of(k)].iter().copied().sum::<N>();
        let (cost, frozen) = (sum(&self.cost), sum(&self.frozen));
        Scissors {
            prices: self.coefficients[k],
            costs: if frozen.is_zero() { N::ONE } else { cost / frozen },
            gained: sum(&self.revised) - sum(&self.revenue),
            drifted: cost - frozen,
        }
    }
}

/// The cash curve: forecast revenue, VAT left aside, is paid after the contract's delay; costs in their month.
#[must_use]
pub fn cash<N: Named>(bid: &Bid, inputs: &Inputs<N>, outlook: &Outlook<N>) -> Cash<N> {
    let delay = bid.contract.payment_delay;
    let months = outlook.cost.len();
    let mut balance = Vec::with_capacity(months + delay);
    let mut sum = N::ZERO;
    for m in 0..months + delay {
        if m >= delay {
            sum += outlook.revised[m - delay];
        }
        if m < months {
            sum = sum - outlook.cost[m];
        }
        balance.push(sum.named(|| Name::of(What::Balance).month(m)));
    }
    let deepest = balance.iter().copied().fold(N::ZERO, Number::least);
    let overdraft = |(m, b): (usize, &N)| b.least(N::ZERO).named(|| Name::of(What::Overdraft).month(m));
    let overdrawn: N = balance.iter().enumerate().map(overdraft).sum();
    let yearly = inputs[bid.contract.financing_rate] / N::whole(12);
    Cash { peak_need: N::ZERO - deepest, financing: N::ZERO - overdrawn * yearly, balance }
}

impl<N: Named> Cash<N> {
    /// The month, from 0, of the deepest need; none where there is none.
    #[must_use]
    pub fn peak_month(&self) -> Option<usize> {
        let deepest = N::ZERO - self.peak_need;
        self.balance.iter().position(|b| *b == deepest && deepest < N::ZERO)
    }

    /// The first month, from 0, from which the balance stays at 0 or above; none where it ends below.
    #[must_use]
    pub fn break_even(&self) -> Option<usize> {
        let first = self.balance.iter().rposition(|b| *b < N::ZERO).map_or(0, |m| m + 1);
        (first == 0 || first < self.balance.len()).then_some(first)
    }
}
