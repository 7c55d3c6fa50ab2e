//! What in the buyer's form speaks against a map that a person wrote.

use typed_index_collections::TiSlice;

use super::evidence::{Agrees, Evidence, Sureness};
use super::matcher::{Matcher, Words};
use super::ours::OurLot;
use super::theirs::Theirs;
use super::{Found, drawn, lots, priced_by};
use crate::buyer::form::{Form, LotMention, Row, TheirUnit};
use crate::model::bid::{LineId, LotId};
use crate::unit::Budget;

/// The buyer's form beside our lots.
pub struct Against<'a> {
    ours: &'a TiSlice<LotId, OurLot>,
    words: Words<'a>,
    budget: Budget,
}

impl<'a> Against<'a> {
    /// Of a form; of none of its lines where its budget is spent.
    #[must_use]
    pub fn of(form: &Form, ours: &'a TiSlice<LotId, OurLot>) -> Self {
        let none = Form::default();
        let read = if drawn(form).is_ok() { form } else { &none };
        Self { ours, words: Words::of(read, ours), budget: form.budget.clone() }
    }

    /// The lot that a row or a sheet names by its number or its name, where that leaves no doubt.
    #[must_use]
    pub fn lot(&self, mention: &LotMention) -> Option<LotId> {
        let (lot, by) = lots::lot(mention, self.ours)?;
        (by.at_most() == Sureness::Sure).then_some(lot)
    }

    /// By row, of those that may be of one lot: the line of the lot that it is, where that is sure or likely.
    #[must_use]
    pub fn lines(&self, rows: &[&Row], lot: LotId) -> Vec<Option<(LineId, Sureness)>> {
        let found = Matcher { ours: self.ours, words: &self.words, lot: None, budget: &self.budget }.group(lot, rows);
        let kept = |found: Found| match found {
            Found::Line(own) => Some((own.line, own.sureness)).filter(|(_, sureness)| *sureness > Sureness::Doubtful),
            _ => None,
        };
        found.into_iter().map(kept).collect()
    }

    /// Does a row count by a unit that is known and that our line does not count by?
    #[must_use]
    pub fn counts_otherwise(&self, row: &Row, lot: LotId, line: LineId) -> bool {
        priced_by(row).from(self.ours[lot].lines[line].unit).is_some() || self.is_of_another_unit(row, lot, line)
    }

    /// Is a row priced by a unit that the price of our line gives no price for? A piece may be anything.
    #[must_use]
    pub fn is_of_another_unit(&self, row: &Row, lot: LotId, line: LineId) -> bool {
        let theirs = Theirs::new(row, &self.words.known);
        !matches!(theirs.unit, TheirUnit::None | TheirUnit::Piece)
            && Evidence::of(&theirs, &self.ours[lot].lines[line], &self.words.weights).unit == Agrees::No
    }

    /// What speaks for a row being a line.
    #[must_use]
    pub fn evidence(&self, row: &Row, lot: LotId, line: LineId) -> Evidence {
        let theirs = Theirs::new(row, &self.words.known);
        Evidence::of(&theirs, &self.ours[lot].lines[line], &self.words.weights)
    }

    /// Does nothing at all say that a row is a line?
    #[must_use]
    pub fn is_unlike(&self, row: &Row, lot: LotId, line: LineId) -> bool {
        self.evidence(row, lot, line).sureness().is_none()
    }
}
