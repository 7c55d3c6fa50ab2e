use super::{Recorded, Recorder};
use crate::diag::Errors;
use crate::engine::{Estimate, Inputs, estimate_with};
use crate::model::Bid;
use crate::model::figure::Fig;
use crate::unit::Exact;

/// A bid priced on recorded numbers: cells whose nodes are of one graph.
#[derive(Debug)]
pub struct Recording<'r> {
    /// The figures.
    pub inputs: Inputs<Recorded<'r>>,
    /// The estimate.
    pub estimate: Estimate<Recorded<'r>>,
}

/// Prices a bid on its own figures and records how. Figures that do not vary are constants, which fold.
///
/// # Errors
/// As [`engine::estimate`](crate::engine::estimate).
pub fn record<'r>(
    recorder: &'r Recorder, bid: &Bid, inputs: &Inputs<Exact>, varies: impl Fn(Fig) -> bool,
) -> Result<Recording<'r>, Errors> {
    let inputs =
        inputs.map(|fig, value| if varies(fig) { recorder.figure(fig, *value) } else { Recorded::from(*value) });
    let estimate = estimate_with(bid, &inputs)?;
    Ok(Recording { inputs, estimate })
}
