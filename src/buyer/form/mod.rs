//! The buyer's price form: which rows head columns, what each column is for, what each row is, which lot it is for.
//!
//! It is found by the words of French and English forms and by what stands below them, on a [`View`] of each sheet
//! that a workbook of any format can give. Nothing here knows our bid: [`crate::buyer`] matches it.

mod code;
mod columns;
mod header;
mod heading;
mod lot;
mod quantity;
mod rows;
mod totals;
mod view;

pub use code::Code;
pub use columns::{Column, Columns, letters};
pub use heading::{Period, period};
pub use lot::LotMention;
pub use quantity::{Quantity, years};
pub use rows::{Price, Row, RowKind};
pub use view::{Content, View, ViewCell, ViewRow, views};

use rayon::prelude::*;

use crate::diag::Finding;
use crate::xlsx::Book;

/// The price forms of a workbook.
#[derive(Debug, Clone, Default)]
pub struct Form {
    /// The sheets that hold one, in the workbook's order.
    pub sheets: Vec<SheetForm>,
}

/// The price form of a sheet.
#[derive(Debug, Clone)]
pub struct SheetForm {
    /// Its place among the workbook's sheets, from 0.
    pub sheet: usize,
    /// Its name.
    pub name: String,
    /// Is it hidden from the reader?
    pub hidden: bool,
    /// The lot that its title or its name says it is for.
    pub lot: Option<LotMention>,
    /// Its tables, from the top.
    pub tables: Vec<Table>,
}

/// A table of a form: a header, and the rows below it.
#[derive(Debug, Clone)]
pub struct Table {
    /// The first and last row of its header, from 1.
    pub header: (u32, u32),
    /// Its columns.
    pub columns: Columns,
    /// Its rows that hold something.
    pub rows: Vec<Row>,
}

impl Table {
    /// Does it only add up lots? Nothing of it is filled in.
    #[must_use]
    pub fn is_recap(&self) -> bool {
        self.columns.is_recap()
    }

    /// Its lines to price, those for the record and variants too.
    pub fn lines(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|r| matches!(r.kind, RowKind::Line | RowKind::Memo | RowKind::Variant))
    }
}

impl SheetForm {
    /// Has it lines to price?
    #[must_use]
    pub fn is_priced(&self) -> bool {
        !self.hidden && self.tables.iter().any(|t| !t.is_recap() && t.lines().next().is_some())
    }
}

/// Finds the price forms of a workbook.
///
/// # Errors
/// A sheet that cannot be read.
pub fn form_of(book: &Book) -> Result<Form, Finding> {
    Ok(form(&views(book, &book.all_sheets()?)))
}

/// Finds the price forms of sheets that are looked at, in the workbook's order.
#[must_use]
pub fn form(views: &[View]) -> Form {
    let sheets = views.par_iter().enumerate().filter_map(|(at, view)| sheet_form(at, view));
    Form { sheets: sheets.collect() }
}

fn sheet_form(sheet: usize, view: &View) -> Option<SheetForm> {
    let headers = header::headers(view);
    let mut tables: Vec<Table> = Vec::new();
    let mut at = 0;
    while at < headers.len() {
        let same = |h: &header::Header| h.columns.iter().map(key).eq(headers[at].columns.iter().map(key));
        // Page breaks repeat a header: its table goes on.
        let next = (at + 1..headers.len()).find(|n| !same(&headers[*n])).unwrap_or(headers.len());
        let before = headers.get(next).map(|h| h.rows.0);
        let body = view.between(headers[at].rows.1, before);
        let repeated: Vec<(u32, u32)> = headers[at + 1..next].iter().map(|h| h.rows).collect();
        let is_header = |row: u32| repeated.iter().any(|(first, last)| (*first..=*last).contains(&row));
        let columns = columns::columns(&headers[at], body);
        let rows = rows::rows(view, &columns, body, is_header);
        tables.push(Table { header: headers[at].rows, columns, rows });
        at = next;
    }
    tables.retain(|t| t.lines().next().is_some() || t.rows.iter().any(|r| r.kind == RowKind::Lot));
    let first = tables.first()?.header.0;
    let mut title = view.rows.iter().take_while(|r| r.row < first).flat_map(ViewRow::texts);
    let lot = title.find_map(|(_, text)| lot::lot_mention(text));
    let name = lot::lot_mention(&view.name);
    Some(SheetForm { sheet, name: view.name.clone(), hidden: view.hidden, lot: lot.or(name), tables })
}

fn key(headed: &header::Headed) -> (u32, heading::Role, Option<heading::Tax>, Option<Period>) {
    (headed.column, headed.heading.role, headed.heading.tax, headed.heading.period)
}
