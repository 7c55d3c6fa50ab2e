//! A formula with its value.

use rust_decimal::Decimal;

use super::super::Cell;
use crate::unit::Exact;

/// A formula, and what it comes to; without a formula, a number written as it is.
#[derive(Debug, Clone)]
pub struct Calc {
    /// The formula, without its `=`.
    pub formula: String,
    /// What it comes to, exactly.
    pub value: Exact,
}

impl Calc {
    /// A formula with what it comes to.
    pub fn new(formula: impl Into<String>, value: Exact) -> Self {
        Self { formula: formula.into(), value }
    }

    /// A number that no formula makes.
    pub fn plain(value: Exact) -> Self {
        Self::new("", value)
    }

    /// As a cell that carries its number in full, shown as `look` says.
    pub fn cell(self, look: fn(Decimal, u32) -> Cell, places: u32) -> Cell {
        let value = self.value.shown();
        if self.formula.is_empty() {
            return look(value, value.normalize().scale());
        }
        Cell::Formula(self.formula, Box::new(Cell::Carried(Box::new(look(value, places)))))
    }
}
