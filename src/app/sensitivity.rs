use crate::diag::Finding;
use crate::diag::message::cell::no_sensitivity;
use crate::graph::Output;
use crate::model::Bid;
use crate::model::bid::Index;
use crate::trace::{Measure, Scope, Target};

/// The figure whose sensitivity is asked for: `price`, `cost` or `margin`, of a lot or of all; anything else is what
/// `explain` calls a cell, in that lot if there is one.
///
/// # Errors
/// A name that nothing carries, or that of a figure which has no sensitivity.
pub fn output(bid: &Bid, of: &str, lot: Option<Index>) -> Result<Output, Finding> {
    match of {
        "price" => return Ok(Output::Price(lot)),
        "cost" => return Ok(Output::Cost(lot)),
        "margin" => return Ok(Output::Margin(lot)),
        _ => {}
    }
    let name = lot.map_or_else(|| of.to_owned(), |lot| format!("{}/{of}", bid.lots[lot].id));
    let of_lots = |lot: Option<Index>| Scope { lot, ..Scope::default() };
    match Target::parse(bid, &name)? {
        Target::Line { lot, line } => Ok(Output::Line(lot, line)),
        Target::Lot(lot) => Ok(Output::Price(Some(lot))),
        Target::Nature { lot, nature } => Ok(Output::Nature(lot, nature)),
        Target::Measure { scope, measure: Measure::Net } if scope == of_lots(scope.lot) => Ok(Output::Price(scope.lot)),
        Target::Measure { scope, measure: Measure::Cost } if scope == of_lots(scope.lot) => Ok(Output::Cost(scope.lot)),
        Target::Measure { scope, measure: Measure::Margin } if scope == of_lots(scope.lot) => {
            Ok(Output::Margin(scope.lot))
        }
        Target::Measure { .. } | Target::PaysFrom { .. } => Err(no_sensitivity(&name)),
    }
}
