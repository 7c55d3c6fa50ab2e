//! What a cell of another file holds.

use rust_decimal::Decimal;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held {
    /// A number, as a spreadsheet shows it: to 15 digits, without the noise of binary floats.
    Number(Decimal),
    /// Words, without blanks at the ends.
    Text(String),
    /// A day, as `2027-03-01`.
    Date(String),
    /// A formula whose result the file does not hold and that is beyond the tool.
    Formula(String),
    /// What is none of these: a time, an error of a formula, true or false; in words.
    Other(String),
}

impl Held {
    /// What it says.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Text(text) | Self::Date(text) | Self::Other(text) => text.clone(),
            Self::Formula(text) => format!("={text}"),
        }
    }
}
