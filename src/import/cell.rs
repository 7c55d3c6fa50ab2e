//! What a cell of a file of others holds.

use rust_decimal::Decimal;

use crate::sheet::column_letters;

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

impl Row {
    /// What a column holds.
    #[must_use]
    pub fn held(&self, column: usize) -> Option<&Held> {
        self.cells.binary_search_by_key(&column, |c| c.column).ok().map(|at| &self.cells[at].held)
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
