//! What in the buyer's form speaks against a map that a person wrote.

use super::evidence::{Evidence, Sureness, Theirs};
use super::lots;
use super::ours::OurLot;
use super::{Weights, weights};
use crate::buyer::form::{Form, LotMention, Row};

/// The buyer's form beside our lots.
pub struct Against<'a> {
    ours: &'a [OurLot],
    weights: Weights,
}

impl<'a> Against<'a> {
    /// Of a form.
    #[must_use]
    pub fn of(form: &Form, ours: &'a [OurLot]) -> Self {
        Self { ours, weights: weights(form, ours) }
    }

    /// The lot that a row or a sheet names by its number or its name, where that leaves no doubt.
    #[must_use]
    pub fn lot(&self, mention: &LotMention) -> Option<usize> {
        let (lot, by) = lots::lot(mention, self.ours)?;
        (by.at_most() == Sureness::Sure).then_some(lot)
    }

    /// The other line of a lot that a row clearly is: its code and wording are that one's and its wording is not nearer to
    /// this one, or its wording is that one's and nothing of it is this one's.
    #[must_use]
    pub fn line(&self, row: &Row, lot: usize, line: usize) -> Option<usize> {
        let theirs = Theirs::new(row);
        let evidence = |ours| Evidence::of(&theirs, ours, &self.weights);
        let lines = &self.ours[lot].lines;
        let own = evidence(&lines[line]);
        if own.sureness() == Some(Sureness::Sure) {
            return None;
        }
        let others = (0..lines.len()).filter(|at| *at != line);
        let others = others.filter(|at| Evidence::may_be_likely(&theirs, &lines[*at], &self.weights));
        let others = others.map(|at| (evidence(&lines[at]), at));
        let (other, at) = others.max_by_key(|(other, _)| (other.sureness(), other.points()))?;
        let clear = match other.sureness() {
            Some(Sureness::Sure) => own.label < other.label,
            Some(Sureness::Likely) => own.sureness().is_none(),
            _ => false,
        };
        clear.then_some(at)
    }
}
