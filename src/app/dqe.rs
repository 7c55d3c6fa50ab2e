use super::{Priced, Refused};
use crate::buyer::leaks::{Secrets, internal};
use crate::diag::message::output::placeholder;
use crate::diag::{Errors, Findings};
use crate::engine::{Estimate, Inputs};
use crate::model::bid::LotId;
use crate::model::tree::Value;
use crate::model::{Bid, Node};
use crate::sheet::{self, Book};
use crate::unit::{Exact, fold};

/// What says in a text that it is still to be filled in, as [`fold`] leaves it.
const PLACEHOLDERS: [&str; 4] = ["a completer", "a renseigner", "todo", "xxx"];

/// The texts of `templates/document.toml` that are still to be filled in. `root` is the tree of the bid's text.
pub fn placeholders(root: &Node) -> Findings {
    let mut findings = Findings::default();
    if let Some(document) = root.table().and_then(|table| table.get("document")) {
        open_texts(&document.node, &mut findings);
    }
    findings
}

fn open_texts(node: &Node, findings: &mut Findings) {
    match &node.value {
        Value::Table(table) => table.values().for_each(|entry| open_texts(&entry.node, findings)),
        Value::Text(text) => {
            let folded = format!(" {} ", fold(text));
            if PLACEHOLDERS.iter().any(|words| folded.contains(&format!(" {words} "))) {
                findings.push(placeholder(text, node.at));
            }
        }
        _ => {}
    }
}

/// The DQE of a lot or of all. `root` is the tree of the bid's text, scenarios among it.
///
/// # Errors
/// A text of it is internal.
pub fn dqe(
    bid: &Bid, inputs: &Inputs<Exact>, estimate: &Estimate<Exact>, root: &Node, lot: Option<LotId>,
) -> Result<Book, Errors> {
    internal(&Secrets::of(bid, inputs, estimate, root), root).without_errors()?;
    Ok(sheet::dqe(bid, &estimate.dqe, lot))
}

impl Priced {
    /// The DQE of a lot or of all, and what is still to be completed in it.
    ///
    /// # Errors
    /// A text of it is internal.
    pub fn dqe_book(&self, lot: Option<LotId>) -> Result<(Book, Findings), Refused> {
        let book = dqe(&self.bid, &self.inputs, &self.estimate, &self.text.root, lot);
        let book = book.map_err(|errors| self.refused(errors))?;
        Ok((book, placeholders(&self.text.root)))
    }
}
