//! Unit prices that stay as they were signed (method §8): quantities and costs are each scenario's own.

use foldhash::HashMap;

use super::Outcome;
use crate::engine::{Dqe, Inputs};
use crate::model::Bid;
use crate::model::bid::{LineId, LotId};
use crate::unit::Exact;

/// The unit prices of a scenario, by lot and line.
#[derive(Debug, Default, Clone)]
pub struct HeldPrices(HashMap<(String, String), Exact>);

impl HeldPrices {
    /// Those of a scenario.
    #[must_use]
    pub fn of(outcome: &Outcome) -> Self {
        let lots = outcome.bid.lots.iter().zip(&outcome.estimate.dqe.lines);
        let lines = lots.flat_map(|(lot, lines)| {
            let lines = lot.lines.iter().zip(lines);
            lines.map(|(line, amounts)| ((lot.id.clone(), line.id.clone()), amounts.unit_price))
        });
        Self(lines.collect())
    }

    /// A DQE with these prices on its own quantities. A line that has none here keeps its own.
    #[must_use]
    pub fn on(&self, bid: &Bid, inputs: &Inputs<Exact>, dqe: &Dqe<Exact>) -> Dqe<Exact> {
        dqe.at_prices(bid, inputs, |lot, line| self.price(bid, lot, line))
    }

    /// The lines of a bid that have no price here, each as `ror/3.1`.
    #[must_use]
    pub fn lines_without(&self, bid: &Bid) -> Vec<String> {
        let lines = bid.lots.iter_enumerated().flat_map(|(l, lot)| lot.lines.keys().map(move |j| (l, j)));
        let without = lines.filter(|(l, j)| self.price(bid, *l, *j).is_none());
        without.map(|(l, j)| format!("{}/{}", bid.lots[l].id, bid.lots[l].lines[j].code)).collect()
    }

    fn price(&self, bid: &Bid, lot: LotId, line: LineId) -> Option<Exact> {
        let of = &bid.lots[lot];
        self.0.get(&(of.id.clone(), of.lines[line].id.clone())).copied()
    }
}
