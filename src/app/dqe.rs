use crate::buyer::leaks::{Secrets, internal};
use crate::diag::Errors;
use crate::engine::{Estimate, Inputs};
use crate::model::bid::Index;
use crate::model::{Bid, Node};
use crate::sheet::{self, Book};
use crate::unit::Exact;

/// The DQE of a lot or of all. `root` is the tree of the bid's text, scenarios among it.
///
/// # Errors
/// A text of it is internal.
pub fn dqe(
    bid: &Bid, inputs: &Inputs<Exact>, estimate: &Estimate<Exact>, root: &Node, lot: Option<Index>,
) -> Result<Book, Errors> {
    internal(&Secrets::of(bid, inputs, estimate, root), root).without_errors()?;
    Ok(sheet::dqe(bid, &estimate.dqe, lot))
}
