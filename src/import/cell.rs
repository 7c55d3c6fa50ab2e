//! What a cell of a file of others holds.

use rust_decimal::Decimal;

use super::currency::currency;
use crate::formula::Address;
use crate::sheet::column_letters;
use crate::xlsx::Looks;

/// A row that holds something.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// Its number, from 1: of a text file, its line.
    pub number: usize,
    /// The cells that hold something, from the left.
    pub cells: Vec<Cell>,
}

/// A cell that holds something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Its column, from 0.
    pub column: usize,
    /// What it holds.
    pub held: Held,
    /// Is it in a row or a column that is hidden?
    pub hidden: bool,
    /// The currency that its number format shows.
    pub currency: Option<&'static str>,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held {
    /// A number, as a spreadsheet shows it: to 15 digits, without the noise of binary floats.
    Number(Decimal),
    /// Words, without blanks at the ends.
    Text(String),
    /// A day, as `2027-03-01`.
    Date(String),
    /// What is none of these: a time, an error of a formula, true or false; in words.
    Other(String),
}

impl Cell {
    /// A cell in sight.
    #[must_use]
    pub fn new(column: usize, held: Held) -> Self {
        Self { column, held, hidden: false, currency: None }
    }

    /// Takes over how it is looked at: a number that is shown as a percentage is the text that its readers see.
    pub(super) fn look(&mut self, row: usize, looks: &Looks) {
        let (Ok(row), Ok(column)) = (u32::try_from(row), u32::try_from(self.column + 1)) else { return };
        let at = Address { row, column };
        self.hidden = looks.hides(at);
        self.currency = looks.unit(at).and_then(currency);
        if let Held::Number(number) = &self.held
            && looks.is_percent(at)
            && let Some(number) = number.checked_mul(Decimal::ONE_HUNDRED)
        {
            self.held = Held::Text(format!("{} %", number.normalize()));
        }
    }
}

impl Row {
    /// The cell of a column.
    #[must_use]
    pub fn cell(&self, column: usize) -> Option<&Cell> {
        self.cells.binary_search_by_key(&column, |c| c.column).ok().map(|at| &self.cells[at])
    }

    /// What a column holds.
    #[must_use]
    pub fn held(&self, column: usize) -> Option<&Held> {
        self.cell(column).map(|cell| &cell.held)
    }

    /// The words of a column, a number as its digits; empty where there is nothing.
    #[must_use]
    pub fn words(&self, column: Option<usize>) -> String {
        column.and_then(|column| self.held(column)).map(Held::words).unwrap_or_default()
    }
}

impl Held {
    /// What it says.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Text(text) | Self::Date(text) | Self::Other(text) => text.clone(),
        }
    }
}

/// The address of a cell: row from 1, column from 0.
#[must_use]
pub fn address(row: usize, column: usize) -> String {
    format!("{}{row}", column_letters(column))
}
