use rust_decimal::Decimal;

use typed_index_collections::TiVec;

use super::Sample;
use super::draws::{Cells, Run};
use crate::engine::{Estimate, Inputs, estimate_with};
use crate::graph::{Float, Program};
use crate::model::Bid;
use crate::model::bid::LotId;
use crate::model::figure::Fig;
use crate::unit::{Exact, Number as _};

/// A bid that is computed with some of its ranges at other values than their modes.
pub(super) struct Moved<'a> {
    bid: &'a Bid,
    inputs: &'a Inputs<Exact>,
    priced: &'a Estimate<Exact>,
    /// Nothing where the bid has no price at the modes.
    program: Option<Program>,
}

impl<'a> Moved<'a> {
    /// By the figures of a sample.
    pub fn new(bid: &'a Bid, inputs: &'a Inputs<Exact>, priced: &'a Estimate<Exact>, sample: &Sample) -> Self {
        Self { bid, inputs, priced, program: Run::new(bid, inputs, priced, sample).program() }
    }

    /// The lots with some figures at other values, by the program where it is right, by the engine where it is not; nothing
    /// where the bid then has no price.
    pub fn lots(&self, values: impl IntoIterator<Item = (Fig, Decimal)>) -> Option<TiVec<LotId, Cells<f64>>> {
        let mut inputs = self.inputs.clone();
        for (fig, value) in values {
            inputs.set(fig, value.into());
        }
        let program = self.program.as_ref();
        if let Some(cells) = program.and_then(|program| program.at(|fig| Float::from_decimal(inputs[fig].shown()))) {
            return Some(Cells::of_lots(&cells));
        }
        let estimate = estimate_with(self.bid, &inputs).ok()?;
        let of_lot = |lot: LotId| Cells::exact(self.bid, &inputs, &estimate, &self.priced.dqe, lot);
        Some(self.bid.lots.keys().map(of_lot).collect())
    }
}
