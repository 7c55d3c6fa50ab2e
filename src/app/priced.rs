use crate::diag::{Errors, Findings};
use crate::engine::{Estimate, Inputs, estimate_with, warnings};
use crate::model::{self, Bid, Node, Text};
use crate::scenario::{BASE, Scenarios};
use crate::unit::Exact;

/// A bid with its plan, cost and price.
#[derive(Debug)]
pub struct Priced {
    /// The bid.
    pub bid: Bid,
    /// The values of its figures.
    pub inputs: Inputs<Exact>,
    /// Its plan, cost and price.
    pub estimate: Estimate<Exact>,
    /// The warnings: none of them stops a price.
    pub warnings: Findings,
}

/// Prices the bid of a text under a scenario.
///
/// # Errors
/// Every problem of the text, of the scenario, of the bid under it and of its price, naming the scenario.
pub fn priced(text: &Text, scenario: &str) -> Result<Priced, Errors> {
    // A text that cannot be read reports its own problems before a scenario reports what follows from them.
    if text.findings.has_errors() {
        model::bid(text)?;
    }
    let named = |errors: Errors| if scenario == BASE { errors } else { errors.of_scenario(scenario) };
    priced_at(text, &laid(text, scenario)?).map_err(named)
}

/// The tree of a text, with a scenario laid over it.
pub(super) fn laid(text: &Text, scenario: &str) -> Result<Node, Errors> {
    if scenario == BASE {
        return Ok(text.root.clone());
    }
    Ok(Scenarios::of(text)?.lay(scenario, text)?.root)
}

/// Prices the bid of another tree of a text.
pub(super) fn priced_at(text: &Text, root: &Node) -> Result<Priced, Errors> {
    let (bid, mut findings) = model::bid_of(text, root)?;
    let inputs = Inputs::exact(&bid);
    let estimate = estimate_with(&bid, &inputs)?;
    findings.append(warnings(&bid, &inputs, &estimate));
    Ok(Priced { bid, inputs, estimate, warnings: findings })
}
