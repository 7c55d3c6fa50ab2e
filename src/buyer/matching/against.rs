//! What in the buyer's form speaks against a map that a person wrote.

use super::evidence::Sureness;
use super::ours::OurLot;
use super::{Found, Matcher, Words, lots};
use crate::buyer::form::{Form, LotMention, Row};

/// The buyer's form beside our lots.
pub struct Against<'a> {
    ours: &'a [OurLot],
    words: Words<'a>,
}

impl<'a> Against<'a> {
    /// Of a form.
    #[must_use]
    pub fn of(form: &Form, ours: &'a [OurLot]) -> Self {
        Self { ours, words: Words::of(form, ours) }
    }

    /// The lot that a row or a sheet names by its number or its name, where that leaves no doubt.
    #[must_use]
    pub fn lot(&self, mention: &LotMention) -> Option<usize> {
        let (lot, by) = lots::lot(mention, self.ours)?;
        (by.at_most() == Sureness::Sure).then_some(lot)
    }

    /// By row, of those that a map says are of one lot: the line of the lot that the row surely is.
    #[must_use]
    pub fn lines(&self, rows: &[&Row], lot: usize) -> Vec<Option<usize>> {
        let found = Matcher { ours: self.ours, words: &self.words }.group(lot, rows);
        let sure = |found: Found| match found {
            Found::Line(own) if own.sureness == Sureness::Sure => Some(own.line),
            _ => None,
        };
        found.into_iter().map(sure).collect()
    }
}
