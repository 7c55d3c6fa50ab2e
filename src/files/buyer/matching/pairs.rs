//! The pairs of a row and a line that may be one.

use std::cmp::Reverse;

use super::evidence::{Agrees, Evidence, Sureness};
use super::ours::{Index, OurLot};
use super::theirs::Theirs;
use super::wording::{Step, Weights};
use crate::model::bid::{LineId, Unit};
use crate::unit::Budget;

/// Pairs whose points differ by less than this are as good as one another.
pub(super) const CLOSE: u32 = 120;

/// The work of holding a term of a row against a line.
const WORK_OF_A_TERM: usize = 300;
/// A pair that may be one: a line by its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair {
    /// The line.
    pub line: LineId,
    /// How sure it is.
    pub sureness: Sureness,
    /// What speaks for it.
    pub evidence: Evidence,
}

impl Pair {
    /// How good it is.
    pub fn order(&self) -> (Sureness, u32) {
        (self.sureness, self.evidence.points())
    }

    /// Is it nearly as good as another?
    pub fn near(&self, other: &Self) -> bool {
        self.evidence.points() + CLOSE > other.evidence.points()
    }
}

/// The lines that a row may be, the best first.
pub(super) fn pairs(
    row: &Theirs<'_>, lot: &OurLot, index: &Index<'_>, weights: &Weights, budget: &Budget,
) -> Vec<Pair> {
    let lines = index.lines(&row.words, row.row.code.as_ref().map(|code| code.key.as_str()));
    if budget.draw(lines.len().saturating_mul((1 + row.words.terms.len()).saturating_mul(WORK_OF_A_TERM))).is_err() {
        return Vec::new();
    }
    // One of our codes that is another line's speaks against the words.
    let coded = row.row.code.as_ref().is_some_and(|code| index.has_code(&code.key));
    let pair = |line: LineId| {
        let evidence = Evidence::of(row, &lot.lines[line], weights);
        let other_code = coded && evidence.code == Agrees::No;
        // A person of some experience is one of the profile, at a price that may not be.
        let level = matches!(row.words.step, Step::One(_)) && lot.lines[line].words.step == Step::None;
        // Twelve of our months are a year of the buyer's by a rule that a person confirms.
        let months = row.unit.from(Unit::Month).is_some() && lot.lines[line].unit == Unit::Month;
        let most = match () {
            () if months => Sureness::Doubtful,
            () if (other_code || level || row.words.guessed) && !evidence.verbatim => Sureness::Likely,
            () => Sureness::Sure,
        };
        evidence.sureness().map(|sureness| Pair { line, sureness: sureness.min(most), evidence })
    };
    let mut pairs: Vec<Pair> = lines.into_iter().filter_map(pair).collect();
    pairs.sort_by_key(|pair| (Reverse(pair.order()), pair.line));
    pairs
}
