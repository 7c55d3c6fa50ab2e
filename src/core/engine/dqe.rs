//! Unit prices, amounts, totals, and what rounding leaves (method §5).

use std::iter::Sum;
use std::ops::AddAssign;

use typed_index_collections::{TiSlice, TiVec, ti_vec};

use super::effort::quantity;
use super::formula;
use super::{Cost, Inputs, Name, Named, Origin, Parts, Plan, Price, Thing, What, cell};
use crate::diag::message::estimate::{self as message, Negative};
use crate::diag::{Errors, Finding, Findings};
use crate::model::Bid;
use crate::model::bid::{Base, LineId, Lot, LotId, Nature, PositionId, Rule};
use crate::unit::{Exact, Number as _};

/// The DQE.
#[derive(Debug, Clone)]
pub struct Dqe<N> {
    /// By lot, then by line.
    pub lines: TiVec<LotId, TiVec<LineId, LineAmounts<N>>>,
    /// By lot.
    pub lots: TiVec<LotId, LotTotal<N>>,
    /// Over the lots.
    pub total: LotTotal<N>,
}

/// The figures of a line.
#[derive(Debug, Clone)]
pub struct LineAmounts<N> {
    /// `PU(j)`, rounded.
    pub unit_price: N,
    /// Before rounding.
    pub unrounded: N,
    /// `round(PU × (1 + VAT))`.
    pub gross_unit_price: N,
    /// `q(j, k)`.
    pub quantities: Vec<N>,
    /// `amount(j, k)`, to the cent.
    pub amounts: Vec<N>,
    /// Their sum.
    pub amount: N,
}

/// Totals of a lot, or of all.
#[derive(Debug, Clone, Copy)]
pub struct LotTotal<N> {
    /// HT: `Σ amounts`.
    pub net: N,
    /// TVA.
    pub vat: N,
    /// TTC.
    pub gross: N,
    /// `Σ sell`, unrounded.
    pub sell: N,
    /// `Σ full`.
    pub full: N,
}

impl LineAmounts<Exact> {
    /// The decimals that its quantities have.
    #[must_use]
    pub fn quantity_places(&self) -> u32 {
        self.quantities.iter().map(|q| q.shown().normalize().scale()).max().unwrap_or(0)
    }
}

impl<N: Named> LotTotal<N> {
    /// Nothing.
    pub const ZERO: Self = Self { net: N::ZERO, vat: N::ZERO, gross: N::ZERO, sell: N::ZERO, full: N::ZERO };

    /// What rounding and given prices leave: `Σ amounts − Σ sell`.
    #[must_use]
    pub fn residue(&self) -> N {
        self.net - self.sell
    }

    /// The margin of the rounded DQE: `(Σ amounts − Σ full) / Σ amounts`.
    #[must_use]
    pub fn margin(&self) -> Option<N> {
        margin(self.net, self.full)
    }
}

impl<N: Named> AddAssign for LotTotal<N> {
    fn add_assign(&mut self, other: Self) {
        self.net += other.net;
        self.vat += other.vat;
        self.gross += other.gross;
        self.sell += other.sell;
        self.full += other.full;
    }
}

impl<N: Named> Sum for LotTotal<N> {
    fn sum<I: Iterator<Item = Self>>(totals: I) -> Self {
        totals.fold(Self::ZERO, |mut sum, total| {
            sum += total;
            sum
        })
    }
}

/// `(amount − full) / amount`; `None` where there is no amount, since nothing has no margin.
pub fn margin<N: Named>(amount: N, full: N) -> Option<N> {
    (!amount.is_zero()).then(|| (amount - full) / amount)
}

impl<N: Named> Dqe<N> {
    /// `Σ amounts` of a nature of a lot, in a contract year or in all.
    #[must_use]
    pub fn amount(&self, bid: &Bid, lot: LotId, nature: Nature, year: Option<usize>) -> N {
        let lines = bid.lots[lot].lines.iter().zip(&self.lines[lot]);
        let of_nature = lines.filter(|(line, _)| line.nature == nature);
        of_nature.map(|(_, line)| year.map_or(line.amount, |k| line.amounts[k])).sum()
    }

    /// What a lot, or all, would come to HT if nothing were rounded: `Σ PU × Σ q`, of unrounded unit prices.
    #[must_use]
    pub fn unrounded(&self, lot: Option<LotId>) -> N {
        let lots = self.lines.iter_enumerated().filter(|(l, _)| lot.is_none_or(|lot| lot == *l));
        lots.flat_map(|(_, lines)| lines).map(|line| line.unrounded * line.quantities.iter().copied().sum()).sum()
    }
}

impl Dqe<Exact> {
    /// The same quantities at other unit prices; a line for which `price` has none keeps its own.
    #[must_use]
    pub fn at_prices(&self, bid: &Bid, inputs: &Inputs<Exact>, price: impl Fn(LotId, LineId) -> Option<Exact>) -> Self {
        let mut dqe = Self { total: LotTotal::ZERO, ..self.clone() };
        let vat = inputs[bid.contract.vat];
        for (l, lines) in dqe.lines.iter_mut_enumerated() {
            for (j, line) in lines.iter_mut_enumerated() {
                let Some(unit_price) = price(l, j) else { continue };
                line.amounts = line.quantities.iter().map(|q| formula::amount(unit_price, *q)).collect();
                line.amount = line.amounts.iter().copied().sum();
                line.gross_unit_price = formula::gross_unit_price(unit_price, vat, bid.contract.price_decimals);
                (line.unit_price, line.unrounded) = (unit_price, unit_price);
            }
            let net = lines.iter().map(|line| line.amount).sum::<Exact>();
            let tax = (net * vat).rounded(2);
            dqe.lots[l] = LotTotal { net, vat: tax, gross: net + tax, ..dqe.lots[l] };
            dqe.total += dqe.lots[l];
        }
        dqe
    }
}

/// Prices every line.
pub fn dqe<N: Named>(
    bid: &Bid, inputs: &Inputs<N>, plan: &Plan<N>, cost: &Cost<N>, price: &Price<N>,
) -> Result<Dqe<N>, Errors> {
    let mut findings = Findings::default();
    let mut dqe = Dqe { lines: TiVec::with_capacity(bid.lots.len()), lots: TiVec::new(), total: LotTotal::ZERO };
    let vat = inputs[bid.contract.vat];
    let mut labour: TiVec<LotId, TiVec<PositionId, Option<&Parts<N>>>> =
        bid.lots.iter().map(|lot| ti_vec![None; lot.positions.len()]).collect();
    for (row, parts) in plan.rows.iter().zip(&cost.labour) {
        if let Origin::Position(position) = row.origin {
            labour[row.lot][position] = Some(parts);
        }
    }
    for (l, lot) in bid.lots.iter_enumerated() {
        let labour = &labour[l];
        let pricer = Pricer { bid, inputs, plan, cost, price, labour, l, lot };
        let prices = pricer.unit_prices(&mut findings);
        let lines: TiVec<_, _> = prices.into_iter_enumerated().map(|(j, p)| pricer.amounts(j, p, vat)).collect();
        let name = Name::of(What::Net).lot(l);
        let net = lines.iter().map(|line| line.amount).sum::<N>().named(|| name);
        let tax = (net * vat).rounded(2).named(|| name.step(What::Vat));
        let of_lot = |get: fn(super::Sold<N>) -> N| Nature::ALL.into_iter().map(|n| get(price.of(l, n))).sum::<N>();
        let gross = (net + tax).named(|| name.step(What::Gross));
        let full = of_lot(|s| s.full).named(|| name.step(What::FullOfLot));
        let total = LotTotal { net, vat: tax, gross, sell: of_lot(|s| s.sell), full };
        dqe.total += total;
        dqe.lines.push(lines);
        dqe.lots.push(total);
    }
    findings.without_errors().map(|_| dqe)
}

/// Prices the lines of one lot.
struct Pricer<'a, N> {
    bid: &'a Bid,
    inputs: &'a Inputs<N>,
    plan: &'a Plan<N>,
    cost: &'a Cost<N>,
    price: &'a Price<N>,
    /// The labour of each position that has any.
    labour: &'a TiSlice<PositionId, Option<&'a Parts<N>>>,
    l: LotId,
    lot: &'a Lot,
}

impl<N: Named> Pricer<'_, N> {
    /// `q(j, k)` of each contract year.
    fn quantities(&self, line: LineId) -> impl Iterator<Item = N> {
        (0..self.bid.years()).map(move |k| quantity(self.bid, self.inputs, self.lot, line, k))
    }

    /// `Q(j) = Σ_k q(j, k)`.
    fn total_quantity(&self, line: LineId) -> N {
        self.quantities(line).sum::<N>().named(|| self.name(What::Quantity, line))
    }

    /// The name of a step of a line.
    fn name(&self, what: What, line: LineId) -> Name {
        Name::of(what).lot(self.l).thing(Thing::Line(line))
    }

    /// The unrounded unit price of every line.
    fn unit_prices(&self, findings: &mut Findings) -> TiVec<LineId, N> {
        let mut prices = ti_vec![N::ZERO; self.lot.lines.len()];
        for nature in Nature::ALL {
            let lines: Vec<LineId> = self.lot.lines.keys().filter(|j| self.lot.lines[*j].nature == nature).collect();
            self.recovered(nature, &lines, findings);
            let sell = self.price.of(self.l, nature).sell;
            let (mut given, mut shares) = (N::ZERO, N::ZERO);
            for &j in &lines {
                match self.lot.lines[j].rule {
                    Rule::Given(fig) => {
                        prices[j] = self.inputs[fig];
                        let price = prices[j].rounded(self.bid.contract.price_decimals);
                        let price = price.named(|| self.name(What::UnitPrice, j));
                        let amount = self.quantities(j).map(|q| formula::amount(price, q)).sum::<N>();
                        given += amount.named(|| self.name(What::LineAmount, j));
                    }
                    Rule::Share(weight) => {
                        let weighted = self.inputs[weight] * self.total_quantity(j);
                        shares += weighted.named(|| self.name(What::Weighted, j));
                    }
                    Rule::Day(position) => prices[j] = self.day_price(j, position),
                }
            }
            let name = Name::of(What::Given).nature(self.l, nature);
            let to_share = sell - given.named(|| name);
            let shares = shares.named(|| name.step(What::Weights));
            let shared = lines.iter().find(|j| matches!(self.lot.lines[**j].rule, Rule::Share(_)));
            if let Some(j) = shared.filter(|_| to_share < N::ZERO) {
                findings.push(self.negative(*j, sell, given));
            }
            for &j in &lines {
                if let Rule::Share(weight) = self.lot.lines[j].rule {
                    prices[j] = self.share_price(j, to_share, self.inputs[weight], shares, findings);
                }
            }
        }
        prices
    }

    fn share_price(&self, j: LineId, to_share: N, weight: N, shares: N, findings: &mut Findings) -> N {
        let line = &self.lot.lines[j];
        if shares.is_zero() && !to_share.is_zero() {
            findings.push(message::no_quantity(&self.lot.id, line.nature.id(), line.at));
        }
        // Without any quantity there is nothing to share.
        N::ZERO.choose(shares, formula::shared(to_share, weight, shares), N::ZERO)
    }

    /// What makes the price of a line negative that shares what its nature sells for: given prices that exceed it, or
    /// a cost below zero, by one-offs of the nature or by those of the natures spread over it.
    fn negative(&self, j: LineId, sell: N, given: N) -> Finding {
        let line = &self.lot.lines[j];
        let direct = &self.cost.direct[cell(self.l, line.nature)];
        let euros = |amount: N| amount.rounded(2).shown();
        let why = if sell >= N::ZERO {
            Negative::Given(euros(given))
        } else if direct.direct() < N::ZERO {
            Negative::OneOffs(euros(direct.one_offs), euros(direct.direct() - direct.one_offs))
        } else {
            let own = self.cost.full[cell(self.l, line.nature)];
            Negative::Spread(euros(own * self.price.spread[self.l]), euros(own))
        };
        message::negative_price(line.nature.id(), why, euros(sell), line.at)
    }

    /// The full cost of a position's days, its part of spread natures included, over its quantity, with margin.
    fn day_price(&self, j: LineId, position: PositionId) -> N {
        let Some(labour) = self.labour[position] else { return N::ZERO };
        let quantity = self.total_quantity(j);
        // Without a quantity, its labour is that of one day in each contract year.
        let days = quantity.if_any(quantity, N::whole(u32::try_from(self.bid.years()).unwrap_or(u32::MAX)));
        let name = Name::of(What::Full).nature(self.l, Nature::OnDemand).thing(Thing::Position(position));
        let own = labour.full_of(self.bid, self.inputs, self.l, Nature::OnDemand, name).full;
        let spread = self.price.spread[self.l];
        let full = if spread.is_absent() { own } else { (own + own * spread).named(|| name.step(What::Sold)) };
        formula::sell(full / days, self.inputs[self.lot.terms(Nature::OnDemand).margin])
    }

    /// Reports a nature whose cost no line recovers.
    fn recovered(&self, nature: Nature, lines: &[LineId], findings: &mut Findings) {
        if self.price.of(self.l, nature).full.is_zero() {
            return;
        }
        let all_of_it = lines.iter().any(|j| match self.lot.lines[*j].rule {
            Rule::Share(_) => true,
            Rule::Given(_) => !self.total_quantity(*j).is_zero(),
            Rule::Day(_) => false,
        });
        let only_days = || !self.has_other_cost(nature);
        if all_of_it || (!lines.is_empty() && only_days()) {
            return;
        }
        let at = self.lot.positions.iter().find(|p| p.nature == nature && !matches!(p.base, Base::DayLine { .. }));
        let at = at.map_or(self.lot.at, |position| position.at);
        findings.push(message::unrecovered(&self.lot.id, nature.id(), !lines.is_empty(), at));
    }

    /// Has this nature a cost that is not of lines sold by the day?
    fn has_other_cost(&self, nature: Nature) -> bool {
        let day_line = |p: PositionId| matches!(self.lot.positions[p].base, Base::DayLine { .. });
        let rows = self.plan.rows.iter().zip(&self.cost.labour).filter(|(row, _)| !row.idle);
        let rows = rows.filter(|(row, labour)| {
            row.lot == self.l && row.nature == nature && !(labour.own.is_zero() && labour.partners.is_zero())
        });
        let people = |(row, _): (&super::Row, _)| match row.origin {
            Origin::Position(p) => !day_line(p),
            Origin::Pool(_) => true,
        };
        let direct = &self.cost.direct[cell(self.l, nature)];
        rows.into_iter().any(people) || !direct.platform.is_zero() || !direct.one_offs.is_zero()
    }

    fn amounts(&self, j: LineId, unrounded: N, vat: N) -> LineAmounts<N> {
        let unit_price = unrounded.rounded(self.bid.contract.price_decimals).named(|| self.name(What::UnitPrice, j));
        let quantities: Vec<N> = self.quantities(j).collect();
        let of_year =
            |(k, q): (usize, &N)| formula::amount(unit_price, *q).named(|| self.name(What::Amount, j).year(k));
        let amounts: Vec<N> = quantities.iter().enumerate().map(of_year).collect();
        let amount = amounts.iter().copied().sum::<N>().named(|| self.name(What::LineAmount, j));
        let gross_unit_price = formula::gross_unit_price(unit_price, vat, self.bid.contract.price_decimals)
            .named(|| self.name(What::GrossUnitPrice, j));
        LineAmounts { unit_price, unrounded, gross_unit_price, quantities, amounts, amount }
    }
}
