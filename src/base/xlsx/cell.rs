use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::span::Span;
use crate::formula::{Address, Rect, moved, read_number};

/// What a cell holds: typed by a person, or the result of its formula when the file was saved.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Value {
    /// Nothing: the cell is there for its format, or its formula was never computed.
    #[default]
    Empty,
    /// A number as it is written in the file, to be read exactly.
    Number(Box<str>),
    /// A text: the cell's own, of the shared table, or the result of a formula.
    Text(Arc<str>),
    /// True or false.
    Bool(bool),
    /// An error, such as `#DIV/0!`.
    Error(Box<str>),
    /// A date in ISO 8601 (a cell of type `d`; other dates are numbers).
    Date(Box<str>),
}

impl Value {
    /// The number that was meant, to the 15 digits of a spreadsheet: a file may write the binary number nearest to it in
    /// full. `None` where it is no number, or past what exact decimals hold. This is the one reading of a number of a file.
    ///
    /// ```
    /// use chiffrage_base::xlsx::Value;
    /// use rust_decimal::dec;
    /// assert_eq!(Value::Number("1.5E3".into()).number(), Some(dec!(1500)));
    /// assert_eq!(Value::Number("29.999999999999996".into()).number(), Some(dec!(30)));
    /// assert_eq!(Value::Text("12".into()).number(), None);
    /// ```
    #[must_use]
    pub fn number(&self) -> Option<Decimal> {
        if let Self::Number(text) = self { read_number(text) } else { None }
    }

    /// The text, where it is one.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// Is there nothing?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }
}

/// How a cell is computed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Formula {
    /// By a formula of its own.
    Own(Arc<str>),
    /// By one that it shares with others: the formula of the master cell, moved from there to here.
    Shared {
        /// As it is in the master.
        text: Arc<str>,
        /// The cell that holds the text.
        master: Address,
    },
    /// By a formula that fills an area at once; only its first cell holds the formula.
    Array {
        /// Its text.
        text: Arc<str>,
        /// The cells that it fills.
        area: Rect,
    },
    /// As a cell of an Excel data table (what-if), which no formula can express.
    Table {
        /// The cells that it fills.
        area: Rect,
    },
}

/// A cell that is written in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Its place.
    pub at: Address,
    /// The place of its format among [`Book::styles`](super::Book::styles).
    pub style: u32,
    /// Its value.
    pub value: Value,
    /// How it is computed, `None` where it was typed.
    pub formula: Option<Box<Formula>>,
    /// The bytes of its element in the text of the part.
    pub(super) bytes: Span,
}

impl Cell {
    /// The bytes of its element in the text of the part.
    pub(super) fn bytes(&self) -> Range<usize> {
        self.bytes.range()
    }

    /// The bytes of the formula's text, as its master has it.
    #[must_use]
    pub fn formula_length(&self) -> usize {
        match self.formula.as_deref() {
            Some(Formula::Own(text) | Formula::Shared { text, .. } | Formula::Array { text, .. }) => text.len(),
            Some(Formula::Table { .. }) | None => 0,
        }
    }

    /// The formula's text as Excel shows it in this cell, without the `=`; `None` where the cell has none, or is a cell
    /// of a data table. A shared formula is moved here from its master; one that cannot be read is given as it is.
    #[must_use]
    pub fn formula_text(&self) -> Option<Cow<'_, str>> {
        match &**self.formula.as_ref()? {
            Formula::Own(text) | Formula::Array { text, .. } => Some(Cow::Borrowed(text)),
            Formula::Shared { text, master } => {
                let rows = i64::from(self.at.row) - i64::from(master.row);
                let columns = i64::from(self.at.column) - i64::from(master.column);
                if (rows, columns) == (0, 0) {
                    return Some(Cow::Borrowed(text));
                }
                Some(moved(text, rows, columns).map_or(Cow::Borrowed(text), Cow::Owned))
            }
            Formula::Table { .. } => None,
        }
    }
}
