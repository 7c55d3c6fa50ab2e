//! Revenue by month (method §6).

use super::id::CellId;
use super::{Estimate, Monthly, Name, Named, Staffing, Table, Thing, What, cell};
use crate::model::Bid;
use crate::model::bid::{LotId, Nature, Unit};

/// Revenue at bid prices, without VAT, each (lot, nature) a row of [`cell`].
#[derive(Debug, Clone)]
pub struct Revenue<N>(pub Table<CellId, N>);

impl<N: Named> Revenue<N> {
    /// A lot's revenue in a month.
    #[must_use]
    pub fn of_lot(&self, lot: LotId, m: usize) -> N {
        Nature::ALL.into_iter().map(|n| self.0.row(cell(lot, n))[m]).sum()
    }
}

/// Spreads the amounts of every line over the months of their years.
#[must_use]
pub fn revenue<N: Named>(
    bid: &Bid, estimate: &Estimate<N>, staffing: &Staffing<N>, monthly: &Monthly<N>,
) -> Revenue<N> {
    let months = bid.contract.months;
    let mut table: Table<CellId, N> = Table::new(bid.lots.len() * Nature::ALL.len(), months);
    for (l, lot) in bid.lots.iter_enumerated() {
        for nature in Nature::ALL {
            let row = cell(l, nature);
            let name = Name::of(What::Revenue).nature(l, nature);
            let days = staffing.days_where(&estimate.plan, |post| post.lot == l && post.nature == nature);
            let days = days.into_iter().enumerate();
            let days: Vec<N> = days.map(|(m, d)| d.named(|| name.step(What::NatureDays).month(m))).collect();
            let cost: Vec<N> = (0..months).map(|m| monthly.within(row, m..m + 1).direct()).collect();
            let lines = lot.lines.iter_enumerated().zip(&estimate.dqe.lines[l]);
            for ((j, line), amounts) in lines.filter(|((_, line), _)| line.nature == nature) {
                let of_line = name.step(What::LineRevenue).thing(Thing::Line(j));
                for (k, amount) in amounts.amounts.iter().enumerate() {
                    let year = bid.months_of(k);
                    let weights: Vec<N> = match line.unit {
                        Unit::Month => cost[year.clone()].iter().map(|c| presence(*c)).collect(),
                        _ => days[year.clone()].to_vec(),
                    };
                    let cells = table.row_mut(row)[year.clone()].iter_mut().zip(year);
                    for (part, (cell, m)) in spread_over(*amount, &weights).into_iter().zip(cells) {
                        *cell += part.named(|| of_line.month(m));
                    }
                }
            }
            table.row_mut(row).iter_mut().enumerate().for_each(|(m, cell)| *cell = cell.named(|| name.month(m)));
        }
    }
    Revenue(table)
}

fn presence<N: Named>(cost: N) -> N {
    if cost.is_zero() { N::ZERO } else { N::ONE }
}

/// An amount over months pro rata to weights (evenly where there are none), each share to the cent,
/// the last month that has one taking the remainder.
fn spread_over<N: Named>(amount: N, weights: &[N]) -> Vec<N> {
    let mut total: N = weights.iter().copied().sum();
    let even = total.is_zero();
    if even {
        total = N::whole(u32::try_from(weights.len()).unwrap_or(u32::MAX));
    }
    let weight = |w: &N| if even { N::ONE } else { *w };
    let mut parts: Vec<N> = weights.iter().map(|w| (amount * weight(w) / total).rounded(2)).collect();
    let last = weights.iter().rposition(|w| even || !w.is_zero()).unwrap_or(0);
    let before: N = parts.iter().enumerate().filter(|(m, _)| *m != last).map(|(_, p)| *p).sum();
    if let Some(part) = parts.get_mut(last) {
        *part = amount - before;
    }
    parts
}
