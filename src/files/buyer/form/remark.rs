//! Words around prices that say what they pay for, and where they are.

use super::claim::{Around, Claim, claims};
use crate::formula::Address;
use crate::sheet::column_letters;
use crate::unit::{Lang, one_line};

/// Words around prices, and what they say of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// The words.
    pub words: String,
    /// Where they are.
    pub place: RemarkAt,
    /// What they say that the columns of the table do not.
    pub claims: Vec<Claim>,
}

/// Where words around prices are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RemarkAt {
    /// Above the table.
    Title,
    /// In a row of their own, beside or below.
    Note,
    /// The name of the sheet.
    Sheet,
    /// The title of the lines' section.
    Section,
    /// A cell of the row.
    Cell(Address),
    /// Beside a cell.
    Comment(Address),
    /// How a cell shows numbers.
    Format(Address),
}

/// Words shown of a remark.
const SHOWN: usize = 60;

impl Remark {
    /// What a text says of the prices it is around; `None` where it says nothing of them.
    #[must_use]
    pub fn of(text: &str, around: Around, place: RemarkAt) -> Option<Self> {
        let claims = claims(text, around);
        (!claims.is_empty()).then(|| Self { words: one_line(text), place, claims })
    }

    /// Without what some of its claims are for.
    #[must_use]
    pub fn without(mut self, is_known: impl Fn(&Claim) -> bool) -> Option<Self> {
        self.claims.retain(|claim| !is_known(claim));
        (!self.claims.is_empty()).then_some(self)
    }

    /// Where they are and what they are, in words.
    #[must_use]
    pub fn name(&self, lang: Lang) -> String {
        let words: String = self.words.chars().take(SHOWN).collect();
        let cell = |at: Address| format!("{}{}", column_letters((at.column as usize).saturating_sub(1)), at.row);
        let place = match self.place {
            RemarkAt::Title => lang.pick("le titre", "the title").to_owned(),
            RemarkAt::Note => lang.pick("une note", "a note").to_owned(),
            RemarkAt::Sheet => lang.pick("le nom de la feuille", "the name of the sheet").to_owned(),
            RemarkAt::Section => lang.pick("la section", "the section").to_owned(),
            RemarkAt::Cell(at) => cell(at),
            RemarkAt::Comment(at) => format!("{} {}", lang.pick("le commentaire de", "the comment on"), cell(at)),
            RemarkAt::Format(at) => format!("{} {}", lang.pick("le format de", "the format of"), cell(at)),
        };
        match lang {
            Lang::Fr => format!("{place} dit « {words} », à vérifier"),
            Lang::En => format!("{place} says “{words}”, to check"),
        }
    }
}
