//! A cell of a sheet: what it holds, exactly, and how it is shown.

use rust_decimal::Decimal;

use crate::unit::Exact;

/// A cell. Numbers are exact; who draws them rounds them for the eye.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Words.
    Text(String),
    /// Euros, to the cent.
    Money(Decimal),
    /// Euros of a document that is not the offer: whole ones for people, to the cent in data and formulas.
    Euros(Decimal),
    /// The same of a difference, which has a plus above zero in whatever column or picture it is.
    More(Decimal),
    /// A unit price in euros, to so many decimals.
    UnitPrice(Decimal, u32),
    /// A number, to so many decimals at most.
    Number(Decimal, u32),
    /// A share, shown in percent.
    Percent(Decimal),
    /// A share of nothing, which has none: the margin where nothing is sold. A dash; no number in data.
    NoShare,
    /// A rate as the model states it, shown in percent with every decimal.
    Rate(Decimal),
    /// A formula, with its value.
    Formula(String, Box<Cell>),
    /// A cell to fill in, with what it holds.
    Input(Box<Cell>),
    /// A number carried in full, for formulas to go on from, though shown as this cell shows it.
    Carried(Box<Cell>),
    /// A number as it is typed: every digit, nothing else.
    Typed(Decimal),
}

impl Cell {
    /// A share, where there is one.
    #[must_use]
    pub fn share(share: Option<Exact>) -> Self {
        share.map_or(Self::NoShare, |share| Self::Percent(share.shown()))
    }

    /// A number with every decimal it has.
    #[must_use]
    pub fn exact(value: Decimal) -> Self {
        Self::Number(value, value.normalize().scale())
    }

    /// The number that a cell holds, as it is shown.
    #[must_use]
    pub fn number(&self) -> Option<Decimal> {
        let round = crate::unit::round_divided;
        match self {
            Self::Money(value) | Self::Euros(value) | Self::More(value) => Some(round(*value, 2)),
            Self::UnitPrice(value, places) | Self::Number(value, places) => Some(round(*value, *places)),
            Self::Percent(value) => Some(round(*value, 6)),
            Self::Formula(_, value) | Self::Input(value) => value.number(),
            Self::Carried(value) => value.carried(),
            Self::Rate(value) | Self::Typed(value) => Some(*value),
            Self::Empty | Self::NoShare | Self::Text(_) => None,
        }
    }

    /// The number that a cell holds, before any rounding for the eye.
    fn carried(&self) -> Option<Decimal> {
        match self {
            Self::Money(value)
            | Self::Euros(value)
            | Self::More(value)
            | Self::UnitPrice(value, _)
            | Self::Number(value, _)
            | Self::Percent(value) => Some(*value),
            cell => cell.number(),
        }
    }

    /// The cell without its formula: what it shows.
    #[must_use]
    pub fn shown(&self) -> &Self {
        match self {
            Self::Formula(_, value) | Self::Input(value) | Self::Carried(value) => value.shown(),
            cell => cell,
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}
