use super::{Refused, priced};
use crate::diag::message::command::{bridge_of_unknown_lot, options_of_another_cell};
use crate::diag::{Errors, Finding, Findings, Sources};
use crate::engine::Inputs;
use crate::model::{Bid, Text};
use crate::scenario::{BASE, Base, Driver, Outcome, bridge, mixed};
use crate::trace::{Across, Step, Target, delta, driver, explain, of_set, part};

/// A figure to explain.
#[derive(Debug, Clone, Copy)]
pub struct ExplainRequest<'a> {
    /// The figure: `ror`, `ror/build`, `ror/3.1`, a figure of a comparison or of a set of lots.
    pub cell: &'a str,
    /// The scenario of the figure, or the one that a difference or a bridge leads to.
    pub scenario: &'a str,
    /// The scenario that a difference or a bridge starts from; by default the base.
    pub against: Option<&'a str>,
    /// The drivers taken from `scenario`, the others staying as in `against`.
    pub drivers: &'a [String],
}

/// A figure down to its sources.
#[derive(Debug)]
pub struct Explanation {
    /// The steps.
    pub step: Step,
    /// The bid that they name parts of.
    pub bid: Bid,
    /// The texts of its figures.
    pub sources: Sources,
    /// The warnings of a figure of one bid.
    pub warnings: Findings,
}

/// Explains a figure of a bid, of a set of its lots, or between two scenarios.
///
/// # Errors
/// The bid cannot be priced, there is no such figure, scenario or driver, or the options belong to another figure.
pub fn explanation(text: Text, request: &ExplainRequest<'_>) -> Result<Explanation, Refused> {
    let cell = request.cell.trim().trim_end_matches('/');
    let across = Across::parse(cell)?;
    let is_of_one_bid = matches!(across, None | Some(Across::Set { .. }));
    if is_of_one_bid && request.drivers.is_empty() && request.against.is_none() {
        let priced = priced(text, request.scenario)?;
        let step = match across {
            Some(Across::Set { lots, cell }) => of_set(&priced.bid, &priced.inputs, lots, cell),
            _ => Target::parse(&priced.bid, cell)
                .map_err(Errors::from)
                .and_then(|target| explain(&priced.bid, &priced.inputs, target)),
        };
        let step = step.map_err(|errors| priced.refused(errors))?;
        return Ok(Explanation { step, bid: priced.bid, sources: priced.text.sources, warnings: priced.warnings });
    }
    if is_of_one_bid == request.drivers.is_empty() {
        return Err(options_of_another_cell(cell).into());
    }
    let drivers = request.drivers.iter().map(|id| driver(id)).collect::<Result<Vec<Driver>, Finding>>()?;
    match between(&text, request, across.as_ref(), &drivers) {
        Ok((step, bid)) => Ok(Explanation { step, bid, sources: text.sources, warnings: Findings::default() }),
        Err(errors) => Err(Refused::new(errors, &text.sources)),
    }
}

/// What is between two scenarios: a difference, a part of their bridge, a mixture of them.
fn between(
    text: &Text, request: &ExplainRequest<'_>, across: Option<&Across<'_>>, drivers: &[Driver],
) -> Result<(Step, Bid), Errors> {
    let base = Base::of(text)?;
    let before = base.outcome(request.against.unwrap_or(BASE))?;
    let after = base.outcome(request.scenario)?;
    let ids = [before.id.as_str(), after.id.as_str()];
    let step = match across {
        Some(Across::Delta { cell, share }) => {
            let of = |outcome: &Outcome| -> Result<Step, Errors> {
                let target = Target::parse(&outcome.bid, cell)?;
                explain(&outcome.bid, &outcome.inputs, target)
            };
            delta(cell, ids, [&of(&before)?, &of(&after)?], *share)
        }
        Some(Across::Part { lot, cost, driver }) => {
            let part = part(&bridge(&base, &before, &after), *lot, *cost, *driver, ids);
            part.ok_or_else(|| bridge_of_unknown_lot(lot.unwrap_or_default()))?
        }
        one => {
            let bid = mixed(&base, &before, &after, drivers)?;
            let inputs = Inputs::exact(&bid);
            let step = match one {
                Some(Across::Set { lots, cell }) => of_set(&bid, &inputs, lots, cell)?,
                _ => explain(&bid, &inputs, Target::parse(&bid, request.cell)?)?,
            };
            return Ok((step, bid));
        }
    };
    Ok((step, after.bid))
}
