use super::{Priced, Refused};
use crate::buyer::leaks::{Secrets, internal};
use crate::diag::message::output::unnamed_bidder;
use crate::diag::{Errors, Findings};
use crate::engine::{Estimate, Inputs};
use crate::model::bid::Index;
use crate::model::{Bid, Node};
use crate::sheet::{self, Book};
use crate::unit::Exact;

/// The name of the bidder in a new bid.
const UNNAMED: &str = "à compléter";

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

impl Priced {
    /// The DQE of a lot or of all, and what is still to be completed in it.
    ///
    /// # Errors
    /// A text of it is internal.
    pub fn dqe_book(&self, lot: Option<Index>) -> Result<(Book, Findings), Refused> {
        let book = dqe(&self.bid, &self.inputs, &self.estimate, &self.text.root, lot);
        let book = book.map_err(|errors| self.refused(errors))?;
        let bidder = &self.bid.document.bidder;
        let is_unnamed = bidder.to_lowercase().contains(UNNAMED);
        Ok((book, if is_unnamed { unnamed_bidder(bidder).into() } else { Findings::default() }))
    }
}
