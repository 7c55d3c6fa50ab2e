use crate::engine::{Estimate, Named, cell};
use crate::model::bid::{LineId, LotId, Nature};

/// A figure of an estimate that others move, before any rounding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Output {
    /// The price HT of a lot, or of all.
    Price(Option<LotId>),
    /// The full cost of a lot, or of all.
    Cost(Option<LotId>),
    /// The margin of a lot, or of all, as a share of the price.
    Margin(Option<LotId>),
    /// What a nature of a lot sells for.
    Nature(LotId, Nature),
    /// The unit price of a line of a lot.
    Line(LotId, LineId),
}

impl Output {
    /// Its value in an estimate.
    #[must_use]
    pub fn of<N: Named>(self, estimate: &Estimate<N>) -> N {
        let full = |lot: Option<LotId>| lot.map_or(&estimate.dqe.total, |l| &estimate.dqe.lots[l]).full;
        match self {
            Self::Price(lot) => estimate.dqe.unrounded(lot),
            Self::Cost(lot) => full(lot),
            Self::Margin(lot) => {
                let price = estimate.dqe.unrounded(lot);
                (price - full(lot)) / price
            }
            Self::Nature(lot, nature) => estimate.price.sold[cell(lot, nature)].sell,
            Self::Line(lot, line) => estimate.dqe.lines[lot][line].unrounded,
        }
    }

    /// The lot that it is of; none where it is of all.
    #[must_use]
    pub fn lot(self) -> Option<LotId> {
        match self {
            Self::Price(lot) | Self::Cost(lot) | Self::Margin(lot) => lot,
            Self::Nature(lot, _) | Self::Line(lot, _) => Some(lot),
        }
    }
}
