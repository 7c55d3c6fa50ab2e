//! Scales of which one word is not understood: `grosse` beside `petite` and `moyenne`, `urgente` beside `normale`.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Found;
use super::scales::Scale;
use super::theirs::Theirs;
use super::wording::{Step, What};
use crate::buyer::form::RowKind;
use crate::model::bid::LineId;
use crate::unit::fold;

/// A section and a unit, with all that the lines of one service say.
type Service<'a> = (String, Vec<&'a What>);

/// The rows of one service that a word which is no step sets apart from a step beside them, and those steps, where they are fewer than
/// those of our scale that they are `found` to be of: each with that word.
pub(super) fn not_understood(
    rows: &[Theirs<'_>], found: &[Option<Found>], ours: &[Scale<LineId>],
) -> Vec<(usize, Arc<str>)> {
    let mut graded: BTreeMap<Service<'_>, Vec<usize>> = BTreeMap::new();
    let mut others: Vec<(usize, Service<'_>)> = Vec::new();
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| row.row.kind == RowKind::Line) {
        let (words, place) = row.service();
        let mut terms: Vec<&What> = words.terms.iter().filter(|term| !term.detail).map(|term| &term.what).collect();
        terms.sort_unstable();
        match words.step {
            Step::One(_) => graded.entry((place, terms)).or_default().push(at),
            Step::None => others.push((at, (place, terms))),
            Step::Several => {}
        }
    }
    let mut open = Vec::new();
    for (at, (place, terms)) in &others {
        let unknown: Vec<&What> = terms.iter().copied().filter(|what| matches!(what, What::Word(_))).collect();
        let [word @ What::Word(stem)] = unknown[..] else { continue };
        let rest: Vec<&What> = terms.iter().copied().filter(|what| *what != word).collect();
        let Some(steps) = graded.get(&(place.clone(), rest)) else { continue };
        let line = |row: &usize| match &found[*row] {
            Some(Found::Line(own)) => Some(own.line),
            _ => None,
        };
        let lines: Vec<LineId> = steps.iter().filter_map(line).collect();
        // As many steps as ours are all understood.
        let lacks =
            |scale: &Scale<LineId>| scale.lines().any(|line| lines.contains(&line)) && steps.len() < scale.steps.len();
        if ours.iter().any(lacks) {
            let word = written(&rows[*at].row.label, stem);
            open.extend(steps.iter().chain([at]).map(|row| (*row, Arc::clone(&word))));
        }
    }
    open
}

/// The word of a label with a stem, as it is written.
fn written(label: &str, stem: &str) -> Arc<str> {
    let mut words = label.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.find(|word| fold(word).starts_with(stem)).unwrap_or(stem).into()
}
