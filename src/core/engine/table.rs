use std::marker::PhantomData;

use typed_index_collections::{TiVec, ti_vec};

use super::id::CellId;
use crate::model::Bid;
use crate::model::bid::{LotId, Nature};
use crate::unit::Number;

/// Rows by contract month, one for each id, in one allocation: days, heads, money.
#[derive(Debug, Clone)]
pub struct Table<K, N> {
    months: usize,
    cells: Vec<N>,
    of: PhantomData<fn(K)>,
}

impl<K: From<usize>, N: Number> Table<K, N>
where
    usize: From<K>,
{
    /// `rows` rows of nothing.
    #[must_use]
    pub fn new(rows: usize, months: usize) -> Self {
        Self { months, cells: vec![N::ZERO; rows * months], of: PhantomData }
    }

    /// An empty table with room for `rows` rows.
    #[must_use]
    pub fn with_capacity(rows: usize, months: usize) -> Self {
        Self { months, cells: Vec::with_capacity(rows * months), of: PhantomData }
    }

    /// A row, one cell a month.
    #[must_use]
    pub fn row(&self, row: K) -> &[N] {
        let row = usize::from(row);
        &self.cells[row * self.months..(row + 1) * self.months]
    }

    /// A row to change.
    pub fn row_mut(&mut self, row: K) -> &mut [N] {
        let row = usize::from(row);
        &mut self.cells[row * self.months..(row + 1) * self.months]
    }

    /// Adds a row: its id.
    pub fn push(&mut self, cells: impl IntoIterator<Item = N>) -> K {
        self.cells.extend(cells);
        K::from(self.rows() - 1)
    }

    /// The ids of its rows.
    pub fn ids(&self) -> impl Iterator<Item = K> {
        (0..self.rows()).map(K::from)
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
    pub fn total(&self, row: K) -> N {
        self.row(row).iter().copied().sum()
    }
}

/// The same for each nature of each lot.
pub(super) fn cells<T: Clone>(bid: &Bid, of_each: T) -> TiVec<CellId, T> {
    ti_vec![of_each; bid.lots.len() * Nature::ALL.len()]
}

/// The cell of a nature of a lot, among those of all lots.
#[must_use]
pub fn cell(lot: LotId, nature: Nature) -> CellId {
    CellId::from(usize::from(lot) * Nature::ALL.len() + nature as usize)
}
