//! A row of the buyer's form, read for comparing: its words, in its section, with what they say it is priced by.

use std::collections::HashMap;
use std::sync::Arc;

use super::ours::OurLine;
use super::units::{in_section, named, paid};
use super::wording::{Wording, is_core};
use super::words::Known;
use crate::buyer::form::{Row, Stated, TheirUnit, unit};
use crate::model::bid::{Nature, Unit};
use crate::unit::fold;

/// A row, read for comparing.
pub struct Theirs<'a> {
    /// The row.
    pub row: &'a Row,
    pub(super) folded: String,
    pub(super) words: Wording,
    pub(super) section: Arc<Wording>,
    pub(super) natures: Vec<Nature>,
    pub(super) unit: TheirUnit,
    /// What its label states of how much of the service it is.
    pub(super) stated: Vec<Stated>,
    /// Does its label say nothing but a step or a unit?
    pub(super) bare: bool,
}

/// What a section says of the rows in it.
#[derive(Debug, Clone)]
struct Section {
    words: Arc<Wording>,
    unit: TheirUnit,
}

impl Section {
    fn of(label: Option<&str>, known: &Known) -> Self {
        let label = label.unwrap_or_default();
        Self { words: Arc::new(Wording::among(label, known)), unit: paid(label) }
    }
}

/// The sections of some rows, each read once.
pub(super) struct Sections<'a> {
    known: &'a Known,
    of: HashMap<Option<&'a str>, Section>,
}

impl<'a> Sections<'a> {
    /// Of some rows. `known` are the words of our lines.
    pub fn of(rows: &[&'a Row], known: &'a Known) -> Self {
        let mut of: HashMap<Option<&str>, Section> = HashMap::new();
        for row in rows {
            let label = row.section.as_deref();
            of.entry(label).or_insert_with(|| Section::of(label, known));
        }
        Self { known, of }
    }

    /// Reads a row in its section.
    pub fn read(&self, row: &'a Row) -> Theirs<'a> {
        let label = row.section.as_deref();
        let section = self.of.get(&label).cloned().unwrap_or_else(|| Section::of(label, self.known));
        Theirs::in_section(row, section, self.known)
    }
}

impl<'a> Theirs<'a> {
    /// Reads a row by itself. `known` are the words of our lines.
    #[must_use]
    pub(super) fn new(row: &'a Row, known: &Known) -> Self {
        Self::in_section(row, Section::of(row.section.as_deref(), known), known)
    }

    fn in_section(row: &'a Row, Section { words: section, unit: around }: Section, known: &Known) -> Self {
        let mut words = Wording::among(&row.label, known);
        // A label that says nothing but a step or a unit is of what its section says.
        let bare = words.terms.is_empty();
        if bare {
            words.terms = section.terms.iter().filter(|term| is_core(term)).cloned().collect();
        }
        let unit = in_section(row, around);
        let natures = natures(&words, &section);
        let stated = Stated::of_label(&row.label);
        Self { row, folded: fold(&row.label), words, section, natures, unit, stated, bare }
    }

    /// Its wording, and its section and unit as one text, which lines of one service have in common.
    pub(super) fn service(&self) -> (&Wording, String) {
        (&self.words, format!("{}\n{:?}{:?}", self.row.section.as_deref().unwrap_or_default(), self.unit, self.stated))
    }

    /// Is our line made for it: of its code and its very words, and its unit one that the buyer alone has, such as `atelier`? Our
    /// unit then only says how it is sold.
    pub(super) fn is_our_own(&self, ours: &OurLine) -> bool {
        self.row.stated.is_none()
            && matches!(ours.unit, Unit::WorkUnit | Unit::LumpSum)
            && match unit(&self.row.unit) {
                TheirUnit::Other => true,
                // `millier`; not `lot de 10 UO`.
                TheirUnit::Different => {
                    !self.row.unit.bytes().any(|byte| byte.is_ascii_digit())
                        && named(&self.row.label) == TheirUnit::None
                }
                _ => false,
            }
            && self.has_code(ours)
            && self.folded == ours.folded
    }

    /// Has it the code of one of our lines?
    pub(super) fn has_code(&self, ours: &OurLine) -> bool {
        self.row.code.as_ref().is_some_and(|code| code.key == ours.code.key)
    }
}

/// The natures that a label names. Knowledge is transferred at both ends of a contract: the section says at which.
fn natures(words: &Wording, section: &Wording) -> Vec<Nature> {
    let (own, around) = (words.natures(), section.natures());
    let ends = [Nature::TransitionIn, Nature::TransitionOut];
    match () {
        () if own.is_empty() => around,
        () if own == ends => {
            let at: Vec<Nature> = ends.into_iter().filter(|end| around.contains(end)).collect();
            if at.is_empty() { own } else { at }
        }
        () => own,
    }
}
