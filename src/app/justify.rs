use super::{Priced, Refused};
use crate::diag::message::command::{Named, costs_not_disclosed, unknown};
use crate::model::bid::Index;
use crate::sheet::Justified;

/// What is asked of a sub-detail of prices.
#[derive(Debug, Clone, Default)]
pub struct JustifyRequest {
    /// Of one lot alone.
    pub lot: Option<Index>,
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
        let lots = request.lot.map_or(0..self.bid.lots.len(), |l| l..l + 1);
        let all = lots.flat_map(|l| (0..self.bid.lots[l].lines.len()).map(move |j| (l, j)));
        let code = |(l, j): (Index, Index)| self.bid.lots[l].lines[j].code.as_str();
        let wanted = |at: &(Index, Index)| request.line.as_deref().is_none_or(|line| code(*at) == line);
        let lines: Vec<_> = all.clone().filter(wanted).collect();
        if let (Some(line), true) = (&request.line, lines.is_empty()) {
            return Err(unknown(Named::Line, line, all.map(code)).into());
        }
        Ok(Justified { bid: &self.bid, inputs: &self.inputs, estimate: &self.estimate, lines })
    }
}
