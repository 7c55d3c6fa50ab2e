//! The rows that the form shows for a table of the map.

use crate::buyer::Table;
use crate::buyer::form::{self, Row, SheetForm};

/// The rows of a sheet, those of another table beside this one left out.
pub(super) fn rows<'a>(sheet: &'a SheetForm, table: &Table) -> impl Iterator<Item = &'a Row> {
    let asked = table.columns.asked();
    let is_own = move |at: u32| asked.is_none_or(|asked| asked == at);
    let beside = |form: &&form::Table| {
        sheet.tables.iter().any(|other| other.header == form.header && !std::ptr::eq(other, *form))
    };
    let own =
        sheet.tables.iter().filter(move |form| !beside(form) || form.columns.asked().is_none_or(|c| is_own(c.at)));
    own.flat_map(|table| &table.rows)
}
