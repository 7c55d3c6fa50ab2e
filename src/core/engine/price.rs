//! From cost to selling price: spread natures, margins (method §4 and §5).

use typed_index_collections::TiVec;

use super::formula;
use super::id::CellId;
use super::{Cost, Inputs, Name, Named, What, cell};
use crate::diag::message::estimate as message;
use crate::diag::{Errors, Findings};
use crate::model::Bid;
use crate::model::bid::{LotId, Nature};

/// What each (lot, nature) sells for, each a place of [`cell`].
#[derive(Debug, Clone)]
pub struct Price<N> {
    /// By (lot, nature).
    pub sold: TiVec<CellId, Sold<N>>,
    /// By lot: what the spread natures add to a euro of the others' own full cost.
    pub spread: TiVec<LotId, N>,
}

/// What a nature of a lot costs and sells for.
#[derive(Debug, Clone, Copy)]
pub struct Sold<N> {
    /// `full(l, n)`: its own, and its part of the spread natures; 0 for a nature that is spread.
    pub full: N,
    /// `sell(l, n)`.
    pub sell: N,
}

impl<N: Named> Price<N> {
    /// What a nature of a lot sells for.
    #[must_use]
    pub fn of(&self, lot: LotId, nature: Nature) -> Sold<N> {
        self.sold[cell(lot, nature)]
    }
}

/// Prices every nature of every lot.
pub fn price<N: Named>(bid: &Bid, inputs: &Inputs<N>, cost: &Cost<N>) -> Result<Price<N>, Errors> {
    let mut price = Price { sold: TiVec::with_capacity(bid.lots.len() * Nature::ALL.len()), spread: TiVec::new() };
    let mut findings = Findings::default();
    for (l, lot) in bid.lots.iter_enumerated() {
        let own = |n: Nature| cost.full[cell(l, n)];
        let (mut spread, mut carried) = (N::ZERO, N::ZERO);
        for nature in Nature::ALL {
            if lot.terms(nature).spread { spread += own(nature) } else { carried += own(nature) }
        }
        if !spread.is_zero() && carried.is_zero() {
            findings.push(message::no_carrier(&lot.id, lot.at));
        }
        let name = |what: What| Name::of(what).lot(l);
        let key = || {
            (spread.named(|| name(What::Spread)) / carried.named(|| name(What::Carriers)))
                .named(|| name(What::SpreadKey))
        };
        // A cost may be below zero: it is its size that makes it something.
        let size = carried.greatest(N::ZERO - carried);
        let ratio = if spread.is_absent() { N::ZERO } else { size.if_any(key(), N::ZERO) };
        price.spread.push(ratio);
        for nature in Nature::ALL {
            let terms = lot.terms(nature);
            let name = Name::of(What::Sold).nature(l, nature);
            let with_spread =
                || if ratio.is_absent() { own(nature) } else { (own(nature) + own(nature) * ratio).named(|| name) };
            let full = if terms.spread { N::ZERO } else { with_spread() };
            let sell = formula::sell(full, inputs[terms.margin]).named(|| name.step(What::Sell));
            price.sold.push(Sold { full, sell });
        }
    }
    findings.without_errors().map(|_| price)
}
