//! What of a file is out of sight: hidden and very hidden sheets, hidden rows and columns, rows that a filter hides.

use super::cell::Row;
use super::file::Hidden;
use crate::diag::listed;
use crate::diag::message::form::{HiddenSheet, OutOfSight};
use crate::sheet::column_letters;
use crate::xlsx::Looks;

/// A sheet that is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// Its name.
    pub name: String,
    /// How it is hidden, if it is.
    pub hidden: Option<Hidden>,
}

/// What of a sheet is out of sight, of the rows that hold something.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sight {
    rows: Vec<String>,
    columns: Vec<String>,
    filtered: bool,
}

impl Sight {
    /// Of the rows of a sheet.
    #[must_use]
    pub fn of(rows: &[Row], looks: &Looks) -> Self {
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let hidden = rows.iter().filter(|row| looks.hides_row(number(row.number)));
        let mut columns: Vec<usize> = rows.iter().flat_map(|row| &row.cells).map(|cell| cell.column).collect();
        columns.sort_unstable();
        columns.dedup();
        columns.retain(|column| looks.hides_column(number(*column + 1)));
        Self {
            rows: hidden.map(|row| row.number.to_string()).collect(),
            columns: columns.into_iter().map(column_letters).collect(),
            filtered: looks.is_filtered(),
        }
    }

    /// What is out of sight.
    pub fn parts(&self) -> Vec<OutOfSight> {
        let some = |of: &[String]| (!of.is_empty()).then(|| listed(of.iter().map(String::as_str)));
        let rows = match (some(&self.rows), self.filtered) {
            (Some(rows), true) => Some(OutOfSight::Filtered(rows)),
            (Some(rows), false) => Some(OutOfSight::Rows(rows)),
            (None, true) => Some(OutOfSight::Filter),
            (None, false) => None,
        };
        rows.into_iter().chain(some(&self.columns).map(OutOfSight::Columns)).collect()
    }
}

impl From<Hidden> for HiddenSheet {
    fn from(how: Hidden) -> Self {
        match how {
            Hidden::Hidden => Self::Hidden,
            Hidden::VeryHidden => Self::VeryHidden,
        }
    }
}
