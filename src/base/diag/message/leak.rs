//! 08: what the buyer must not read.

use crate::diag::{At, Code, Finding};
use crate::text;
use crate::unit::Text;

/// A text of the models that the buyer reads, in a DQE or as a question, and that holds what only the bidder may; `at` is
/// where they write it.
pub fn internal(shown: &str, what: &Text, at: Option<At>, is_question: bool) -> Finding {
    let message = text!("l’acheteur lirait `{shown}` : {what}", "the buyer would read `{shown}`: {what}", what);
    let finding = Finding::error(Code::Internal, message).help(text!(
        "modifiez ce texte : ce que seul le soumissionnaire peut lire n’y a pas sa place",
        "change the text: what only the bidder may read has no place in it"
    ));
    match at {
        Some(at) if is_question => {
            finding.at(at, text!("la liste de questions contient ce texte", "the list of questions has this text"))
        }
        Some(at) => finding.at(at, text!("le DQE affiche ce texte", "the DQE shows this text")),
        None => finding,
    }
}
