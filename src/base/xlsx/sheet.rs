use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use itertools::Itertools as _;

use super::bare::{Bare, Run, bare_cells};
use super::cell::{Cell, Formula, Value};
use super::span::Span;
use super::validation::Validation;
use super::xml::Text;
use crate::formula::{Address, Rect};

/// A row that is written in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// From 1.
    pub number: u32,
    /// Is it hidden?
    pub hidden: bool,
    /// The format of its cells that are not written.
    pub style: Option<u32>,
    /// Its cells among the sheet's.
    pub(super) cells: Span,
    /// Those that hold only a format, among the sheet's.
    pub(super) bare: Span,
    /// The bytes of its element in the text of the part.
    pub(super) bytes: Span,
    /// The bytes of its start tag.
    pub(super) tag: Span,
}

/// Columns that are looked at alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    /// The first, from 1.
    pub first: u32,
    /// The last.
    pub last: u32,
    /// Are they hidden?
    pub hidden: bool,
    /// The format of their cells that are not written.
    pub style: Option<u32>,
}

/// A table of Excel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its cells, header and totals too.
    pub area: Rect,
    /// Rows of its header: 1, or 0 where it has none.
    pub header_rows: u32,
}

/// One sheet as it is written in the file: only the cells that are there, in the order of the page. Those that are
/// only a format are known by [`Sheet::is_written`] and [`Sheet::style`].
///
/// A sheet may state a million rows and hold ten cells: only the ten take time and memory.
///
/// ```
/// # use chiffrage_base::xlsx::{Book, Value};
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let bytes = std::fs::read("../../tests/samples/buyer/fr_dqe_four_lots_synthetic.xlsx")?;
/// # let book = Book::open(bytes).map_err(|f| f.message.en)?;
/// let lot = book.find("Lot 3 ROR").unwrap();
/// let sheet = book.sheet(lot).map_err(|f| f.message.en)?;
/// for (row, cells) in sheet.rows() {
///     for cell in cells {
///         println!("{}: {:?} {:?} (row hidden: {})", cell.at, cell.value, cell.formula_text(), row.hidden);
///     }
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// The cells that are written, by row, then by column; those that hold only a format are left out, unless
    /// they are written in an unusual way.
    pub cells: Vec<Cell>,
    /// Columns that differ from the rest.
    pub columns: Vec<Columns>,
    /// Cells merged into one: the first of each holds its value.
    pub merged: Vec<Rect>,
    /// The area whose rows can be filtered; those filtered out are hidden.
    pub filter: Option<Rect>,
    /// Is the sheet protected from changes? By Excel alone: nothing is encrypted.
    pub protected: bool,
    /// Tables of Excel.
    pub tables: Vec<Table>,
    /// Areas that pivot tables fill.
    pub pivots: Vec<Rect>,
    /// What numbers its author lets into cells.
    pub validations: Vec<Validation>,
    /// The rows that are written.
    pub(super) rows: Vec<Row>,
    /// The cells that hold only a format.
    pub(super) bare: Vec<Run>,
    /// How many cells are written, with those.
    pub(super) count: usize,
    /// The area the sheet states, and the bytes of the value where it does.
    pub(super) dimension: Option<(Rect, Range<usize>)>,
    /// The bytes of the element `sheetData`, and of its start tag.
    pub(super) data: (Range<usize>, Range<usize>),
    /// The name of the part.
    pub(super) part: Arc<str>,
    /// The text of the part.
    pub(super) text: Text,
}

impl Sheet {
    /// The bytes of its part.
    #[must_use]
    pub fn bytes(&self) -> Cow<'_, [u8]> {
        self.text.bytes()
    }

    /// The rows that are written, each with its cells, as [`Sheet::cells`] has them.
    #[must_use]
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = (&Row, &[Cell])> {
        self.rows.iter().map(|row| (row, &self.cells[row.cells.range()]))
    }

    /// The row of that number, with its cells, where it is written.
    #[must_use]
    pub fn row(&self, number: u32) -> Option<(&Row, &[Cell])> {
        let row = &self.rows[self.rows.binary_search_by_key(&number, |r| r.number).ok()?];
        Some((row, &self.cells[row.cells.range()]))
    }

    /// The cell at that place, where it is one of [`Sheet::cells`].
    #[must_use]
    pub fn cell(&self, at: Address) -> Option<&Cell> {
        let place = self.cells.binary_search_by_key(&at, |c| c.at).ok()?;
        Some(&self.cells[place])
    }

    /// Is a cell written at that place?
    #[must_use]
    pub fn is_written(&self, at: Address) -> bool {
        self.cell(at).is_some() || self.bare(at).is_some()
    }

    /// The places of all that is written, by row, then by column.
    pub fn written(&self) -> impl Iterator<Item = Address> {
        self.rows()
            .flat_map(|(row, cells)| cells.iter().map(|cell| cell.at).merge(self.bare_in(row).map(|cell| cell.at)))
    }

    /// The cell at that place that holds only a format.
    fn bare(&self, at: Address) -> Option<Bare> {
        let row = self.row(at.row)?.0;
        self.bare_from(row, at.column).filter(|cell| cell.at == at)
    }

    /// The first cell of a row that holds only a format, from a column on.
    fn bare_from(&self, row: &Row, column: u32) -> Option<Bare> {
        let runs = self.runs(row);
        let run = runs.get(runs.partition_point(|run| run.last < column))?;
        self.bare_of(run).find(|cell| cell.at.column >= column)
    }

    /// The cells of a row that hold only a format.
    pub(super) fn bare_in(&self, row: &Row) -> impl Iterator<Item = Bare> {
        self.runs(row).iter().flat_map(|run| self.bare_of(run))
    }

    /// The columns of the cells of a row that hold only a format, each with the place of that format.
    pub fn blank(&self, row: &Row) -> impl Iterator<Item = (u32, u32)> {
        self.bare_in(row).map(|cell| (cell.at.column, cell.style))
    }

    /// The same, as the text of those that follow one another.
    pub(super) fn bare_texts(&self, row: &Row) -> impl Iterator<Item = &str> {
        self.runs(row).iter().map(|run| &self.text.xml[run.bytes.clone()])
    }

    fn runs(&self, row: &Row) -> &[Run] {
        &self.bare[row.bare.range()]
    }

    fn bare_of(&self, run: &Run) -> impl Iterator<Item = Bare> {
        bare_cells(&self.text.xml[..run.bytes.end], run.row, run.bytes.start)
    }

    /// Where the first cell is of a row that is written from a column on, in the sheet and in the text of the part.
    pub(super) fn written_from(&self, row: &Row, column: u32) -> Option<(Address, Range<usize>)> {
        let cells = &self.cells[row.cells.range()];
        let cell = cells.get(cells.partition_point(|cell| cell.at.column < column)).map(|cell| (cell.at, cell.bytes()));
        let bare = self.bare_from(row, column).map(|cell| (cell.at, cell.bytes));
        cell.into_iter().chain(bare).min_by_key(|(at, _)| *at)
    }

    /// The value at that place; empty where no cell is written.
    #[must_use]
    pub fn value(&self, at: Address) -> &Value {
        const NOTHING: &Value = &Value::Empty;
        self.cell(at).map_or(NOTHING, |cell| &cell.value)
    }

    /// The areas that array formulas and data tables fill.
    pub fn filled(&self) -> impl Iterator<Item = Rect> {
        self.cells.iter().filter_map(|cell| match cell.formula.as_deref() {
            Some(Formula::Array { area, .. } | Formula::Table { area }) => Some(*area),
            _ => None,
        })
    }

    /// The merged area that a cell is in.
    #[must_use]
    pub fn merge(&self, at: Address) -> Option<Rect> {
        self.merged.iter().copied().find(|area| area.holds(at))
    }

    /// What is said of a column, where something is.
    #[must_use]
    pub fn column(&self, number: u32) -> Option<&Columns> {
        self.columns.iter().find(|c| (c.first..=c.last).contains(&number))
    }

    /// The format that a cell has or, not being written, would have: the row's, else the column's.
    #[must_use]
    pub fn style(&self, at: Address) -> u32 {
        if let Some(cell) = self.cell(at) {
            return cell.style;
        }
        if let Some(cell) = self.bare(at) {
            return cell.style;
        }
        let row = self.row(at.row).and_then(|(row, _)| row.style);
        row.or_else(|| self.column(at.column).and_then(|c| c.style)).unwrap_or(0)
    }
}
