//! Cells that several sheets of a comparison have.

use super::super::{Cell, Sheet};
use crate::scenario::Comparison;
use crate::unit::Lang;

/// The place of a cell of a body row: `D12`.
pub(super) fn at(sheet: &Sheet, row: usize, column: usize) -> String {
    sheet.address(row, column)
}

/// A formula with the value it has.
pub(super) fn formula(text: String, value: Cell) -> Cell {
    Cell::Formula(text, Box::new(value))
}

/// A lot by its number and name, as the first scenario that has it says.
pub(super) fn lot_name(comparison: &Comparison, id: &str, lang: Lang) -> String {
    let found = comparison.outcomes.iter().find_map(|outcome| Some((&outcome.bid, outcome.bid.lot(id)?)));
    found.map_or_else(|| id.to_owned(), |(bid, l)| format!("Lot {}", super::super::price::lot_name(bid, l, lang)))
}
