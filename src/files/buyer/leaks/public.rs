//! The texts of the models that the buyer reads: none may hold one of our words or figures.

use super::part::Judge;
use super::{Secrets, Whose};
use crate::diag::message::leak;
use crate::diag::{At, Findings};
use crate::model::tree::Value;
use crate::model::{Bid, Node};
use crate::unit::Budget;

/// Every text of a bid that its DQE shows, beside the headings of its columns.
pub fn shown(bid: &Bid) -> impl Iterator<Item = &str> {
    let document = &bid.document;
    let own = [&document.title, &document.bidder, &document.footer].into_iter().chain(&document.notes);
    let own = own.chain(document.reference.as_ref());
    let contract = [&bid.contract.title.fr, &bid.contract.buyer.fr];
    let lots = bid.lots.iter().flat_map(|lot| {
        let sections = lot.sections.iter().flat_map(|section| [&section.code, &section.label]);
        let lines = lot.lines.iter().flat_map(|line| [&line.code, &line.label]);
        [&lot.label.fr].into_iter().chain(sections).chain(lines)
    });
    own.chain(contract).chain(lots).map(String::as_str)
}

/// The texts that the buyer reads and that hold one of our words or figures, each where the models write it.
#[must_use]
pub fn internal(secrets: &Secrets<'_>, root: &Node) -> Findings {
    // Texts of the models, each short: nothing of them is left out.
    let budget = Budget::of(i64::MAX);
    let judge = Judge { secrets, whose: Whose::Ours, against: None, budget: &budget };
    let mut written = Vec::new();
    texts(root, &mut Vec::new(), &mut written);
    let mut findings = Findings::default();
    let mut told: Vec<&str> = Vec::new();
    for text in shown(secrets.bid) {
        if told.contains(&text) {
            continue;
        }
        judge.text(text, |(_, what, sure)| {
            if !sure {
                return;
            }
            told.push(text);
            let at = written.iter().find(|(known, _)| *known == text).map(|(_, at)| *at);
            findings.push(leak::internal(text, &what, at));
        });
    }
    findings
}

/// The texts of the models that a DQE may show, each with its place.
fn texts<'t>(node: &'t Node, path: &mut Vec<&'t str>, found: &mut Vec<(&'t str, At)>) {
    match &node.value {
        Value::Table(table) => {
            for (key, entry) in table {
                path.push(key);
                // Below these, every text: a label is in one of many tables.
                if ["contract", "document", "dqe", "lots"].contains(&path[0]) {
                    texts(&entry.node, path, found);
                }
                path.pop();
            }
        }
        Value::List(nodes) => nodes.iter().for_each(|node| texts(node, path, found)),
        Value::Text(text) => found.push((text, node.at)),
        _ => {}
    }
}
