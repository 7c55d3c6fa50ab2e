//! What the price rests on: the buyer's word, documents, rate cards, assumptions.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::rest_figures::{Reader, Weakest, Work};
use crate::engine::{Estimate, Inputs, Parts, Row, cell, formula, item_months};
use crate::model::Bid;
use crate::model::bid::{Index, Nature, OverheadBase, Payer};
use crate::model::figure::Strength;
use crate::unit::{Exact, Number as _};

/// A layer of the method: what kind of figure a euro rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layer {
    /// How much is to be done: FTE, volumes, days for a unit, quantities of lines sold by the day, gains, pools'
    /// minima and shares, how many items of the platform (method §2).
    Effort,
    /// Where: shares of mixes, productivity, coordination, absence (§1 and §3).
    Place,
    /// At what cost: daily costs, drift, exchange rates, per-head costs, unit prices of the platform, one-offs (§4).
    Rates,
    /// At what price: overheads, provision, margin (§4 and §5).
    Policy,
}

impl Layer {
    /// Every layer, in the order of the method.
    pub const ALL: [Self; 4] = [Self::Effort, Self::Place, Self::Rates, Self::Policy];
}

/// Euros by the weakest source among the figures of one layer that made them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rest {
    /// In the order of [`Strength`]: the buyer's word, documents, rate cards, assumptions.
    pub by: [Decimal; 4],
    /// Euros that no figure of this layer made: a one-off has no place, and no effort.
    pub untouched: Decimal,
}

impl Rest {
    /// All of its euros: the price.
    #[must_use]
    pub fn total(&self) -> Decimal {
        self.by.iter().sum::<Decimal>() + self.untouched
    }
}

/// What the price of a bid rests on. See [`rests`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rests {
    /// Layer by layer, in the order of [`Layer::ALL`].
    pub layers: [Rest; 4],
    /// All layers together: each euro counts for the weakest source of all the figures that made it. In the order of
    /// [`Strength`].
    pub all: [Decimal; 4],
}

impl Rests {
    /// One layer.
    #[must_use]
    pub fn of(&self, layer: Layer) -> &Rest {
        &self.layers[layer as usize]
    }

    /// Euros that rest on nothing weaker than this, all layers together.
    #[must_use]
    pub fn on(&self, strength: Strength) -> Decimal {
        self.all[strength as usize]
    }
}

/// How much of the bid's price rests on what: euros of `Σ sell`, unrounded, by the weakest source among the figures
/// that made them. Each layer, and all of them together, totals `Σ sell` but for the last of 28 digits (to 1e-9).
///
/// **A euro** is one of direct cost, month by month: of the days of a row of the plan at a site, of the per-head cost
/// of those heads, of the days and per-head costs of those who coordinate them, of an item of the platform, of a
/// one-off. Its overheads (those whose base it is part of), provision and margin are added to it in proportion, so
/// that the euros of a nature make its selling price. A euro of a spread nature is sold in each nature that carries
/// it, at that nature's margin; the key of the spread is not counted, since it says where a euro goes and not that
/// it is there.
///
/// **A figure made a euro** if it enters the formula of that euro in that month. A course counts by the point in force, two points on a slope. The
/// coordination ratio of a site counts for all work done there, 0 or not; the coordinator's rates only for the
/// coordinator's own euros.
///
/// **It did not** where it cannot matter:
/// - the gain of the first year, and a gain of exactly 0 without a range; the drift before the first January; an exchange rate of exactly 1;
/// - the productivity of the reference site where it is 1 without a ramp, which is the definition of the reference;
/// - of a ramp, the start once the ramp is over (its length still counts, since it says that it is over);
/// - absence weights that the model does not state (a twelfth each), and all absence for per-head costs;
/// - the reference site's days, for the days that a driver takes at the reference site itself: they cancel out;
/// - of a pool, the minimum and the other lots' demands in a month where the demand is above the minimum (one's own
///   demand is then the charge);
/// - an application, in a month where it is not yet on board;
/// - quantities and weights of shared lines, prices given, VAT: they say how a price is asked for, not what is sold.
///
/// Public holidays, the start and the length of the contract and the spans of teams are not figures: they carry no
/// source in the bid and are not counted.
///
/// `estimate` must be that of `bid` on `inputs`.
#[must_use]
pub fn rests(bid: &Bid, inputs: &Inputs<Exact>, estimate: &Estimate<Exact>) -> Rests {
    let mut ledger =
        Ledger { reader: Reader { bid, inputs, estimate }, cells: vec![BTreeMap::new(); CELL_PARTS * cells(bid)] };
    ledger.people();
    ledger.platform();
    ledger.one_offs();
    ledger.sold()
}

/// Own labour, partners, platform, one-offs.
const CELL_PARTS: usize = 4;

fn cells(bid: &Bid) -> usize {
    bid.lots.len() * Nature::ALL.len()
}

/// A part of the direct cost: what overheads are rates of.
#[derive(Debug, Clone, Copy)]
enum Part {
    Own,
    Partners,
    Platform,
    OneOffs,
}

/// The weakest figure of effort, of place and of rates.
type Made = [Weakest; 3];

/// Direct cost, before it is priced.
struct Ledger<'a> {
    reader: Reader<'a>,
    /// By (lot, nature) and part: euros of direct cost by what made them.
    cells: Vec<BTreeMap<Made, Exact>>,
}

impl Ledger<'_> {
    fn add(&mut self, lot: Index, nature: Nature, part: Part, made: Made, euros: Exact) {
        let place = cell(lot, nature) * CELL_PARTS + part as usize;
        *self.cells[place].entry(made).or_insert(Exact::ZERO) += euros;
    }

    /// Each row of the plan, each member of its crew, each site.
    fn people(&mut self) {
        let plan = &self.reader.estimate.plan;
        for row in &plan.rows {
            for (index, member) in plan.crews[row.crew].members.iter().enumerate() {
                for (site, per_fte) in &plan.spreads[member.spread].sites {
                    self.post(row, index, *site, per_fte);
                }
            }
        }
    }

    /// A member of a row's crew at a site, month by month, and its coordination.
    fn post(&mut self, row: &Row, index: Index, site: Index, per_fte: &[Exact]) {
        let Reader { bid, inputs, estimate } = self.reader;
        let effort = estimate.plan.effort.row(row.effort);
        let member = &estimate.plan.crews[row.crew].members[index];
        let (at, reference) = (&bid.sites[site], bid.contract.reference);
        let part = if at.partner.is_some() { Part::Partners } else { Part::Own };
        let ratio = inputs[at.coordination];
        let coordinator = at.coordinator.filter(|_| !ratio.is_zero());
        let first = per_fte.iter().position(|heads| !heads.is_zero()).unwrap_or(0);
        for m in (0..bid.contract.months).filter(|m| !effort[*m].is_zero() && !per_fte[*m].is_zero()) {
            let heads = effort[m] * member.share * per_fte[m];
            let made = self.reader.work(row, index, site, m, first);
            self.heads(row, part, (member.profile, site), m, heads, made);
            if let Some(profile) = coordinator {
                let absence = self.reader.absence(reference, m);
                let made = Work { days: made.heads.max(absence), ..made };
                self.heads(row, Part::Own, (profile, reference), m, heads * ratio, made);
            }
        }
    }

    /// Heads of a profile at a site in a month: their days, and their per-head costs.
    fn heads(&mut self, row: &Row, part: Part, (profile, site): (Index, Index), m: usize, heads: Exact, made: Work) {
        let Reader { bid, inputs, estimate } = self.reader;
        let per_head = bid.sites[site].per_head_month;
        let days = heads * estimate.plan.worked.row(site)[m];
        let daily = (estimate.cost.rates.daily(profile, site)[m], self.reader.daily_cost(profile, site, m));
        self.add(row.lot, row.nature, part, [made.effort, made.days, daily.1], days * daily.0);
        let seat = self.reader.weakest([per_head]);
        self.add(row.lot, row.nature, part, [made.effort, made.heads, seat], heads * inputs[per_head]);
    }

    fn platform(&mut self) {
        let bid = self.reader.bid;
        for (l, lot) in bid.lots.iter().enumerate() {
            for item in lot.platform.iter().filter(|item| item.paid_by == Payer::Bidder) {
                let months = item_months(bid, self.reader.inputs, item);
                for (m, euros) in months.into_iter().enumerate() {
                    let drift = (item.base_month.januaries_to(bid.calendar_month(m)) > 0).then_some(item.drift);
                    let price =
                        self.reader.weakest([item.unit_month]).max(drift.and_then(|d| self.reader.weakest([d])));
                    let count = self.reader.course(&item.count, m);
                    self.add(l, item.nature, Part::Platform, [count, None, price], euros);
                }
            }
        }
    }

    fn one_offs(&mut self) {
        let Reader { bid, inputs, .. } = self.reader;
        for (l, lot) in bid.lots.iter().enumerate() {
            for one_off in &lot.one_offs {
                let made = [None, None, self.reader.weakest([one_off.amount])];
                self.add(l, one_off.nature, Part::OneOffs, made, inputs[one_off.amount]);
            }
        }
    }

    /// Prices every euro, and counts it in each layer and in all.
    fn sold(&self) -> Rests {
        let bid = self.reader.bid;
        let mut layers = [[Exact::ZERO; 5]; 4];
        let mut all = [Exact::ZERO; 5];
        // The last place is for no figure at all.
        let place = |weakest: Weakest| weakest.map_or(4, |strength| strength as usize);
        for lot in 0..bid.lots.len() {
            for nature in Nature::ALL {
                for part in [Part::Own, Part::Partners, Part::Platform, Part::OneOffs] {
                    let euros = &self.cells[cell(lot, nature) * CELL_PARTS + part as usize];
                    if euros.is_empty() {
                        continue;
                    }
                    for (factor, policy) in self.outlets(lot, nature, part) {
                        for ([effort, site, rates], cost) in euros {
                            let made = [*effort, *site, *rates, policy];
                            let sold = *cost * factor;
                            for (layer, weakest) in layers.iter_mut().zip(made) {
                                layer[place(weakest)] += sold;
                            }
                            all[place(made.into_iter().max().flatten())] += sold;
                        }
                    }
                }
            }
        }
        let rest =
            |[a, b, c, d, none]: [Exact; 5]| Rest { by: [a, b, c, d].map(Exact::shown), untouched: none.shown() };
        let all = rest(all);
        Rests { layers: layers.map(rest), all: all.by }
    }

    /// What a euro of a part of the direct cost sells for, in each nature that sells it, and the weakest figure of
    /// policy in that.
    fn outlets(&self, lot: Index, nature: Nature, part: Part) -> Vec<(Exact, Weakest)> {
        let Reader { bid, inputs, estimate } = self.reader;
        let mut one = Parts::ZERO;
        match part {
            Part::Own => one.own = Exact::ONE,
            Part::Partners => one.partners = Exact::ONE,
            Part::Platform => one.platform = Exact::ONE,
            Part::OneOffs => one.one_offs = Exact::ONE,
        }
        let of = &bid.lots[lot];
        let full = one.full(bid, inputs, lot, nature);
        let borne = bid.overheads.iter().filter(|o| applies(o.base, part)).map(|o| o.rate);
        let borne = self.reader.weakest(borne.chain([of.terms(nature).provision]));
        let priced = |full: Exact, nature: Nature| {
            let margin = of.terms(nature).margin;
            (formula::sell(full, inputs[margin]), borne.max(self.reader.weakest([margin])))
        };
        if !of.terms(nature).spread {
            return vec![priced(full, nature)];
        }
        let own = |n: Nature| estimate.cost.full[cell(lot, n)];
        let carriers: Vec<Nature> =
            Nature::ALL.into_iter().filter(|n| !of.terms(*n).spread && !own(*n).is_zero()).collect();
        let carried: Exact = carriers.iter().map(|n| own(*n)).sum();
        carriers.into_iter().map(|n| priced(full * own(n) / carried, n)).collect()
    }
}

/// Is this part of the direct cost in an overhead's base?
fn applies(base: OverheadBase, part: Part) -> bool {
    match base {
        OverheadBase::OwnLabour => matches!(part, Part::Own),
        OverheadBase::Partners => matches!(part, Part::Partners),
        OverheadBase::Platform => matches!(part, Part::Platform),
        OverheadBase::Direct => true,
    }
}
