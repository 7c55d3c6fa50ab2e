//! Our DQE, as it is matched.

use rust_decimal::Decimal;

use super::wording::Wording;
use crate::buyer::form::Code;
use crate::engine::Dqe;
use crate::model::Bid;
use crate::model::bid::Unit;
use crate::unit::Exact;

/// A lot of our bid.
#[derive(Debug, Clone)]
pub struct OurLot {
    /// Its id.
    pub id: String,
    /// Its number.
    pub number: u32,
    /// Its name, in French.
    pub label: String,
    /// Its lines.
    pub lines: Vec<OurLine>,
}

/// A line of our DQE.
#[derive(Debug, Clone)]
pub struct OurLine {
    /// Its code.
    pub code: Code,
    /// Its wording.
    pub label: String,
    /// Its unit.
    pub unit: Unit,
    /// Its quantities by contract year.
    pub quantities: Vec<Decimal>,
    /// What all of it costs, HT.
    pub amount: Decimal,
    pub(super) words: Wording,
    pub(super) section: Wording,
}

/// The lots of our DQE.
#[must_use]
pub fn ours(bid: &Bid, dqe: &Dqe<Exact>) -> Vec<OurLot> {
    let lots = bid.lots.iter().zip(&dqe.lines).enumerate().map(|(l, (lot, amounts))| {
        let lines = lot.sections.iter().flat_map(|section| {
            let section_words = Wording::new(&section.label);
            let line = move |j: usize| {
                let (line, amounts) = (&lot.lines[j], &amounts[j]);
                OurLine {
                    code: Code::new(&line.code),
                    label: line.label.clone(),
                    unit: line.unit,
                    quantities: amounts.quantities.iter().map(|q| q.shown().normalize()).collect(),
                    amount: amounts.amount.shown(),
                    words: Wording::new(&line.label),
                    section: section_words.clone(),
                }
            };
            section.lines.clone().map(line)
        });
        OurLot {
            id: lot.id.clone(),
            number: u32::try_from(bid.lot_number(l)).unwrap_or_default(),
            label: lot.label.fr.clone(),
            lines: lines.collect(),
        }
    });
    lots.collect()
}

impl OurLine {
    /// Its quantity over the contract.
    #[must_use]
    pub fn quantity(&self) -> Decimal {
        self.quantities.iter().fold(Decimal::ZERO, |sum, q| sum.saturating_add(*q))
    }
}
