use crate::model::bid::{Index, Nature};
use crate::unit::Number;

/// Rows by contract month, in one allocation: days, heads, money.
#[derive(Debug, Clone)]
pub struct Table<N> {
    months: usize,
    cells: Vec<N>,
}

impl<N: Number> Table<N> {
    /// `rows` rows of nothing.
    #[must_use]
    pub fn new(rows: usize, months: usize) -> Self {
        Self { months, cells: vec![N::ZERO; rows * months] }
    }

    /// An empty table with room for `rows` rows.
    #[must_use]
    pub fn with_capacity(rows: usize, months: usize) -> Self {
        Self { months, cells: Vec::with_capacity(rows * months) }
    }

    /// A row, one cell a month.
    #[must_use]
    pub fn row(&self, row: Index) -> &[N] {
        &self.cells[row * self.months..(row + 1) * self.months]
    }

    /// A row to change.
    pub fn row_mut(&mut self, row: Index) -> &mut [N] {
        &mut self.cells[row * self.months..(row + 1) * self.months]
    }

    /// Adds a row, and says its place.
    pub fn push(&mut self, cells: impl IntoIterator<Item = N>) -> Index {
        self.cells.extend(cells);
        self.rows() - 1
    }

    /// How many rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.cells.len().checked_div(self.months).unwrap_or(0)
    }

    /// How many months.
    #[must_use]
    pub fn months(&self) -> usize {
        self.months
    }

    /// The sum of a row.
    #[must_use]
    pub fn total(&self, row: Index) -> N {
        self.row(row).iter().copied().sum()
    }
}

/// The row of a (lot, nature) in a table that has one for each.
#[must_use]
pub fn cell(lot: Index, nature: Nature) -> Index {
    lot * Nature::ALL.len() + nature as usize
}
