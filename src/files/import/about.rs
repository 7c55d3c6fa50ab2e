//! What is known of the prices that words are about, before it is asked whether the words are understood.

use std::ops::Range;

use rust_decimal::Decimal;

use super::meaning::Answers;
use super::sentence::Token;
use super::vocabulary::said_of_itself::{ELSEWHERE_WRITTEN, PAYERS, PAYING};
use super::vocabulary::statements::is_in;
use crate::unit::{brief, one_line};

/// Where words around prices are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In a heading, all of whose words must be understood.
    Heading,
    /// In a title or a note.
    Around,
    /// In the name of the sheet.
    Name,
    /// Beside the price of a row.
    Row,
    /// In another sheet, which says something of the prices only where it names them.
    Elsewhere,
}

/// What is known of the prices that words are about.
#[derive(Clone, Copy)]
pub struct About<'a> {
    /// Does the file say that the prices are of a day or an hour?
    pub is_timed: bool,
    /// Where the words are.
    pub place: Place,
    /// Is there a seniority?
    pub is_graded: bool,
    /// What of the words was taken over by the terms of the prices.
    pub read: Read,
    /// Is it the name of a site, or a label?
    pub is_name: &'a dyn Fn(&str) -> bool,
    /// Amounts of the years before it are old: whether they still hold is asked. 0 where no year is.
    pub oldest: u32,
    /// What the map says of texts.
    pub answers: &'a Answers,
}

/// What of some words was taken over by the terms of prices, so that it is read, divided by, or refused elsewhere.
#[derive(Debug, Clone, Copy, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is by itself")]
pub struct Read {
    /// A number of days or hours, by which they are divided.
    pub count: Option<Decimal>,
    /// Weeks, months or years, in which another column is.
    pub longer: bool,
    /// Hours.
    pub hours: bool,
    /// VAT.
    pub gross: bool,
    /// Without charges.
    pub bare: bool,
    /// Thousands or hundredths.
    pub multiple: bool,
    /// Several years, each in a column.
    pub yearly: bool,
    /// What it is sold at, in a column.
    pub sold: bool,
    /// What is paid to employees, in a column.
    pub salaried: bool,
    /// The least and the most that it may be, in columns.
    pub bounded: bool,
}

/// A text around prices that is not understood, and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// The cell; empty where it is the name of the sheet.
    pub cell: String,
    /// All that is written there.
    pub text: String,
    /// Its words that are not understood.
    pub words: String,
    /// Is nothing in it known to change amounts? All such texts of a file are answered at once.
    pub is_note: bool,
}

/// Words of a text that are not understood.
#[derive(Debug, Clone)]
pub struct Asked {
    /// They.
    pub words: String,
    /// Is nothing in them known to change amounts?
    pub is_note: bool,
}

impl Doubt {
    /// Where it is, as messages name it: its cell and its first words.
    #[must_use]
    pub fn place(&self) -> String {
        place(&self.cell, &self.text)
    }
}

/// Where a text is, as messages name it: its cell and its first words; the name of a sheet has no cell.
#[must_use]
pub fn place(cell: &str, text: &str) -> String {
    let words = brief(text);
    if cell.is_empty() { format!("`{words}`") } else { format!("{cell} `{words}`") }
}

impl Asked {
    /// It, of a text and its cell.
    #[must_use]
    pub fn at(self, cell: String, text: &str) -> Doubt {
        Doubt { cell, text: one_line(text), words: self.words, is_note: self.is_note }
    }
}

/// Whether a sentence says that someone pays, that another does, or that a part of a cost is elsewhere.
#[derive(Debug, Clone, Copy, Default)]
pub struct Paid {
    /// Does someone pay?
    pub at_all: bool,
    /// Is it another than the employer?
    pub by_others: bool,
    /// Is it written elsewhere, or still to come on top?
    pub apart: bool,
}

impl Paid {
    /// Of the tokens of a sentence.
    #[must_use]
    pub fn of(tokens: &[Token]) -> Self {
        let has = |list: &str| tokens.iter().any(|token| is_in(list, &token.word));
        let is_on_top = tokens.windows(2).any(|pair| pair[0].word == "on" && pair[1].word == "top");
        let is_paid = has(PAYING);
        Self { at_all: is_paid, by_others: is_paid && has(PAYERS), apart: is_on_top || has(ELSEWHERE_WRITTEN) }
    }
}

/// What a part of a sentence is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Its tokens.
    pub of: Range<usize>,
    /// What it states.
    pub what: What,
}

/// What a statement is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// What amounts have in them.
    Included,
    /// How long they hold, or who may read them.
    Apart,
    /// How many days are worked.
    Capacity,
    /// What a cost is made of.
    Definition,
    /// How it is worked out.
    Formula,
    /// Other amounts than those of the card.
    Others,
    /// How amounts change from one year to the next, each of which has a column.
    Yearly,
    /// What a day's cost is without: overheads, margin, taxes, travel; or what is not to be done with the card.
    Outside,
    /// Something of the amounts, in so many words that it is no title of theirs.
    Note,
}
