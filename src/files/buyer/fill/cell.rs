//! A cell to fill, and what goes into it.

use rust_decimal::Decimal;

use crate::buyer::form::Measure;
use crate::formula::Address;
use crate::model::bid::{LineId, LotId};
use crate::xlsx::Value;

/// What goes into a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// The net unit price.
    UnitPrice,
    /// The net price of an hour, half a day… or in a contract year, from the line's unit price.
    Price(Measure),
    /// The unit price with VAT.
    GrossUnitPrice,
    /// The same of an hour or half a day.
    GrossPrice(Measure),
    /// A coefficient: a figure of the map, no price.
    Coefficient,
    /// The quantity of a contract year from 0, or of all: only where it is asked for.
    Quantity(Option<usize>),
}

/// A cell to fill.
#[derive(Debug, Clone)]
pub struct Fill {
    /// Its sheet's place in the workbook.
    pub sheet: usize,
    /// The cell.
    pub at: Address,
    /// What goes in.
    pub what: What,
    /// Our line: its lot and its place in it; `None` for a coefficient.
    pub line: Option<(LotId, LineId)>,
    /// What the buyer calls it, where the map names that column; else what we do.
    pub label: String,
    /// What it holds.
    pub old: Value,
    /// What it will hold.
    pub new: Decimal,
}

/// Does a cell hold nothing that a person can see?
pub(super) fn is_blank(value: &Value) -> bool {
    value.is_empty() || value.text().is_some_and(|text| text.trim().is_empty())
}
