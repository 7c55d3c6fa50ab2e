use super::{Priced, Refused};
use crate::diag::message::command::{Named, costs_not_disclosed, unknown};
use crate::model::bid::{LineId, LotId};
use crate::sheet::Justified;

/// What is asked of a sub-detail of prices.
#[derive(Debug, Clone, Default)]
pub struct JustifyRequest {
    /// Of one lot alone.
    pub lot: Option<LotId>,
    /// Of the lines of this code alone.
    pub line: Option<String>,
    /// Is it said that costs are to be disclosed?
    pub disclosed: bool,
}

impl Priced {
    /// What the unit prices of the bid are made of, for the buyer who asks.
    ///
    /// # Errors
    /// It is not said that costs are to be disclosed, or no line has the code.
    pub fn justified(&self, request: &JustifyRequest) -> Result<Justified<'_>, Refused> {
        if !request.disclosed {
            return Err(costs_not_disclosed().into());
        }
        let lots = self.bid.lots_or(request.lot);
        let all = lots.flat_map(|l| self.bid.lots[l].lines.keys().map(move |j| (l, j)));
        let code = |(l, j): (LotId, LineId)| self.bid.lots[l].lines[j].code.as_str();
        let wanted = |at: &(LotId, LineId)| request.line.as_deref().is_none_or(|line| code(*at) == line);
        let lines: Vec<_> = all.clone().filter(wanted).collect();
        if let (Some(line), true) = (&request.line, lines.is_empty()) {
            return Err(unknown(Named::Line, line, all.map(code)).into());
        }
        Ok(Justified { bid: &self.bid, inputs: &self.inputs, estimate: &self.estimate, lines })
    }
}
