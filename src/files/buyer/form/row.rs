//! A row of a table: what it says, and what it is.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::beyond::Stated;
use super::code::Code;
use super::lot::LotMention;
use super::period::Period;
use super::remark::Remark;
use crate::formula::Address;
use crate::unit::Lang;

/// A cell of a workbook: the place of its sheet, and where it is there.
pub type Place = (usize, Address);

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its number, from 1.
    pub row: u32,
    /// What it is.
    pub kind: RowKind,
    /// The lot it says it is of: by its own cell, or by the last title above it in the table.
    pub lot: Option<LotMention>,
    /// The label of its section.
    pub section: Option<String>,
    /// The number of its price.
    pub code: Option<Code>,
    /// What it says is bought.
    pub label: String,
    /// Its unit, as written; where the table has none, what its price pays for.
    pub unit: String,
    /// What its price is for, where that is none of its unit: several of them, another time.
    pub stated: Option<Stated>,
    /// What is written around it that says what its price pays for, beyond that.
    pub remarks: Vec<Arc<Remark>>,
    /// Its quantities by time: those typed or computed, and 0 for a year that the buyer left blank and did not count. None where
    /// each may count several units.
    pub quantities: Vec<(Period, Decimal)>,
    /// What its price cell holds.
    pub price: Price,
    /// The one cell that a formula there takes its price from.
    pub source: Option<Place>,
}

impl Row {
    pub(super) fn note(row: u32) -> Self {
        Self {
            row,
            kind: RowKind::Note,
            lot: None,
            section: None,
            code: None,
            label: String::new(),
            unit: String::new(),
            stated: None,
            remarks: Vec::new(),
            quantities: Vec::new(),
            price: Price::Empty,
            source: None,
        }
    }

    /// Its unit as written, with what its price is for beyond it.
    #[must_use]
    pub fn counted_by(&self, lang: Lang) -> String {
        let stated = self.stated.map(|stated| stated.name(lang));
        let unit = Some(self.unit.trim().to_owned()).filter(|unit| !unit.is_empty());
        unit.into_iter().chain(stated).collect::<Vec<_>>().join(" / ")
    }
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RowKind {
    /// A line to price.
    Line,
    /// A line for the record (`PM`): no price is due.
    Memo,
    /// A variant or an option whose amount is in brackets: outside the total.
    Variant,
    /// A line that asks for a coefficient: by what prices are multiplied, or lowered. No price goes there.
    Coefficient,
    /// The heading of a section.
    Section,
    /// The title, or the total, of a lot.
    Lot,
    /// The total of a section.
    Subtotal,
    /// The total before tax.
    Net,
    /// The tax.
    Vat,
    /// The total with tax.
    Gross,
    /// The table's header again.
    Header,
    /// Words.
    Note,
}

impl RowKind {
    /// Is it a line of what is bought, or what changes its price?
    #[must_use]
    pub fn is_line(self) -> bool {
        matches!(self, Self::Line | Self::Memo | Self::Variant | Self::Coefficient)
    }
}

/// What a price cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Price {
    /// Nothing: it waits for a price.
    Empty,
    /// Words.
    Text(String),
    /// A number.
    Number(Decimal),
    /// A formula: no place for a price.
    Formula(String),
}
