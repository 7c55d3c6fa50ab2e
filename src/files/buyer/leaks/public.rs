//! The texts of the models that the buyer reads: none may hold one of our words or figures.

use super::part::Judge;
use super::{Against, Secrets, Whose};
use crate::diag::message::leak;
use crate::diag::{At, Findings};
use crate::model::bid::Question;
use crate::model::tree::Value;
use crate::model::{Bid, Node};
use crate::sheet::question_text;
use crate::unit::Budget;

/// Every text of a bid that its DQE shows, beside the headings of its columns.
pub fn shown(bid: &Bid) -> impl Iterator<Item = &str> {
    let document = &bid.document;
    let own = [&document.title, &document.bidder, &document.footer].into_iter().chain(&document.notes);
    let signature = &document.signature;
    let own =
        own.chain([&document.reference, &signature.place, &signature.name, &signature.capacity].into_iter().flatten());
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
    internal_among(shown(secrets.bid), secrets, Against::Dqe, root)
}

/// The questions to the buyer that hold one of our words or figures, each where the models write it. A question may have
/// terms that both sides use: what nearshore is allowed.
#[must_use]
pub fn internal_questions(secrets: &Secrets<'_>, root: &Node) -> Findings {
    internal_questions_where(|_| true, secrets, root)
}

/// All that the buyer would read and that holds one of our words or figures. A question that nobody wrote is made of labels: where
/// one is reported, it is not said again of its questions.
#[must_use]
pub fn internal_texts(secrets: &Secrets<'_>, root: &Node) -> Findings {
    let mut findings = internal(secrets, root);
    let is_first = findings.is_empty();
    findings.append(internal_questions_where(|question| is_first || question.ask.is_some(), secrets, root));
    findings
}

fn internal_questions_where(keep: impl Fn(&Question) -> bool, secrets: &Secrets<'_>, root: &Node) -> Findings {
    let questions = secrets.bid.questions().into_iter().filter(keep);
    let texts: Vec<String> = questions.map(|question| question_text(secrets.bid, &question)).collect();
    internal_among(texts.iter().map(String::as_str), secrets, Against::Questions, root)
}

fn internal_among<'t>(
    texts: impl Iterator<Item = &'t str>, secrets: &Secrets<'_>, against: Against, root: &Node,
) -> Findings {
    // Texts of the models, each short: nothing of them is left out.
    let budget = Budget::of(i64::MAX);
    let judge = Judge { secrets, whose: Whose::Ours, against: Some(against), budget: &budget };
    let mut written = Vec::new();
    written_in(root, &mut Vec::new(), &mut written);
    let mut findings = Findings::default();
    let mut reported: Vec<&str> = Vec::new();
    for text in texts {
        if reported.contains(&text) {
            continue;
        }
        judge.text(text, |(_, what, sure)| {
            if !sure {
                return;
            }
            reported.push(text);
            let at = written.iter().find(|(known, _)| *known == text).map(|(_, at)| *at);
            findings.push(leak::internal(text, &what, at, against == Against::Questions));
        });
    }
    findings
}

/// The texts of the models that the buyer may read, each with its place.
fn written_in<'t>(node: &'t Node, path: &mut Vec<&'t str>, found: &mut Vec<(&'t str, At)>) {
    match &node.value {
        Value::Table(table) => {
            for (key, entry) in table {
                path.push(key);
                written_in(&entry.node, path, found);
                path.pop();
            }
        }
        Value::List(nodes) => nodes.iter().for_each(|node| written_in(node, path, found)),
        // A label is in one of many tables, a question anywhere.
        Value::Text(text)
            if path.last() == Some(&"ask")
                || path.first().is_some_and(|key| ["contract", "document", "dqe", "lots"].contains(key)) =>
        {
            found.push((text, node.at));
        }
        _ => {}
    }
}
