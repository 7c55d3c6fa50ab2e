//! What speaks for a row of the buyer's being a line of ours, and how sure that makes it.

use rust_decimal::Decimal;

use super::ours::OurLine;
use super::wording::{TheirUnit, Weights, Wording, unit};
use crate::buyer::form::{Period, Row};
use crate::model::bid::Unit;

/// Does one thing agree on both sides?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Agrees {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// One side says nothing, or nothing that can be compared.
    Unknown,
}

/// How sure a match is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sureness {
    /// A person has to decide.
    Doubtful,
    /// A person should look.
    Likely,
    /// Code and wording say so, and nothing speaks against it.
    Sure,
}

/// What speaks for a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Evidence {
    /// The codes.
    pub code: Agrees,
    /// Was the buyer's code a number that had lost its last zero?
    pub code_mended: bool,
    /// How near the labels are, from 0 to 1000.
    pub label: u32,
    /// The units.
    pub unit: Agrees,
    /// The quantities.
    pub quantity: Agrees,
    /// The sections.
    pub section: Agrees,
    /// Does the buyer's line read like the section that ours stands in?
    pub whole_section: bool,
}

/// A row, read for comparing.
pub struct Theirs<'a> {
    /// The row.
    pub row: &'a Row,
    pub(super) words: Wording,
    pub(super) section: Wording,
    pub(super) unit: TheirUnit,
}

impl<'a> Theirs<'a> {
    /// Reads a row.
    #[must_use]
    pub fn new(row: &'a Row) -> Self {
        let section = row.section.as_deref().unwrap_or_default();
        Self { row, words: Wording::new(&row.label), section: Wording::new(section), unit: unit(&row.unit) }
    }

    fn has_code(&self, ours: &OurLine) -> bool {
        self.row.code.as_ref().is_some_and(|code| code.key == ours.code.key)
    }
}

/// Labels nearer than this, in thousandths, are of one thing unless something speaks against it.
pub const NEAR: u32 = 600;
/// Labels nearer than this are the same but for small words.
pub const SAME: u32 = 850;
/// Labels nearer than this share about half of what they say.
const HALF: u32 = 450;
/// Labels further than this have nothing in common.
pub const FAR: u32 = 250;

impl Evidence {
    /// Of a pair.
    #[must_use]
    pub fn of(theirs: &Theirs<'_>, ours: &OurLine, weights: &Weights) -> Self {
        let (row, none) = (theirs.row, Wording::default());
        let code = if row.code.is_some() { yes(theirs.has_code(ours)) } else { Agrees::Unknown };
        let section = if theirs.section.is_empty() || ours.section.is_empty() {
            Agrees::Unknown
        } else {
            yes(weights.nearness((&theirs.section, &none), (&ours.section, &none)) >= NEAR)
        };
        Self {
            code,
            code_mended: row.code.as_ref().is_some_and(|c| c.mended),
            label: label(theirs, ours, weights),
            unit: unit_agrees(theirs.unit, ours.unit),
            quantity: quantity_agrees(&row.quantities, ours),
            section,
            whole_section: weights.nearness((&theirs.words, &none), (&ours.section, &none)) >= HALF,
        }
    }

    /// Can a pair be likely? Without one code or near labels it is doubtful at most, whatever else speaks for it.
    #[must_use]
    pub fn may_be_likely(theirs: &Theirs<'_>, ours: &OurLine, weights: &Weights) -> bool {
        theirs.has_code(ours) || label(theirs, ours, weights) >= NEAR
    }

    /// How much speaks for it, to compare pairs.
    #[must_use]
    pub fn points(&self) -> u32 {
        let or = |agrees, yes: u32, unknown: u32| match agrees {
            Agrees::Yes => yes,
            Agrees::No => 0,
            Agrees::Unknown => unknown,
        };
        let label = if self.whole_section { self.label.max(FAR) } else { self.label };
        label
            + or(self.code, 500, 150)
            + or(self.unit, 300, 200)
            + or(self.quantity, 150, 50)
            + or(self.section, 100, 50)
    }

    /// How sure it is by itself; `None` where nothing says that they are one.
    #[must_use]
    pub fn sureness(&self) -> Option<Sureness> {
        let coded = self.code == Agrees::Yes;
        let (same_unit, other_unit) = (self.unit == Agrees::Yes, self.unit == Agrees::No);
        let same_quantity = self.quantity == Agrees::Yes;
        let akin = self.section == Agrees::Yes;
        let uncoded = self.code == Agrees::Unknown;
        let sure = (coded && self.label >= NEAR)
            || (coded && same_unit && same_quantity && self.label >= HALF)
            || (uncoded && same_unit && self.label >= SAME);
        let likely = (coded && self.label >= FAR)
            || (coded && same_unit && akin)
            || (same_unit && self.label >= NEAR)
            || self.label >= SAME;
        let doubtful = (coded && (self.label > 0 || akin || same_quantity))
            || self.label >= HALF
            || (akin && same_unit && self.label >= FAR)
            || (self.whole_section && same_unit);
        match () {
            () if sure && !other_unit && !self.code_mended => Some(Sureness::Sure),
            () if likely && !other_unit => Some(Sureness::Likely),
            () if likely || doubtful => Some(Sureness::Doubtful),
            () => None,
        }
    }
}

/// How near the labels are.
fn label(theirs: &Theirs<'_>, ours: &OurLine, weights: &Weights) -> u32 {
    weights.nearness((&theirs.words, &theirs.section), (&ours.words, &ours.section))
}

fn yes(agrees: bool) -> Agrees {
    if agrees { Agrees::Yes } else { Agrees::No }
}

fn unit_agrees(theirs: TheirUnit, ours: Unit) -> Agrees {
    match theirs {
        TheirUnit::None => Agrees::Unknown,
        TheirUnit::Ours(unit) => yes(unit == ours),
        TheirUnit::Piece if matches!(ours, Unit::LumpSum | Unit::WorkUnit) => Agrees::Unknown,
        TheirUnit::Piece | TheirUnit::Other => Agrees::No,
    }
}

fn quantity_agrees(theirs: &[(Period, Decimal)], ours: &OurLine) -> Agrees {
    if theirs.is_empty() {
        return Agrees::Unknown;
    }
    let of = |at: &Period| match at {
        Period::Year(n) => ours.quantities.get(*n as usize - 1).copied().unwrap_or_default(),
        Period::Total | Period::Calendar(_) => ours.quantity(),
    };
    yes(theirs.iter().all(|(at, quantity)| *quantity == of(at)))
}

#[cfg(test)]
mod tests {
    use itertools::iproduct;

    use super::{Agrees, Evidence, NEAR, Sureness};

    #[test]
    fn without_one_code_or_near_labels_a_pair_is_doubtful_at_most() {
        let agrees = [Agrees::Yes, Agrees::No, Agrees::Unknown];
        let mut likely = 0;
        for (code, unit, quantity, section) in iproduct!(agrees, agrees, agrees, agrees) {
            for (label, whole_section, code_mended) in iproduct!(0..=1000, [false, true], [false, true]) {
                let pair = Evidence { code, code_mended, label, unit, quantity, section, whole_section };
                let is_likely = pair.sureness() >= Some(Sureness::Likely);
                assert!(!is_likely || code == Agrees::Yes || label >= NEAR, "{pair:?}");
                likely += usize::from(is_likely);
            }
        }
        assert!(likely > 0);
    }
}
