//! Faults in the buyer's own file: totals that leave something out or count it twice, amounts of another row, taxes at
//! another rate, typed figures that disagree. They are reported and never mended: the file is the buyer's.
//!
//! Totals are followed through sub-totals, names and other sheets down to the amounts of lines: what matters is how often
//! each line counts, however the formula is written.

mod lines;
mod taxes;
mod terms;
mod totals;
mod words;

use std::collections::BTreeSet;

use rust_decimal::{Decimal, dec};

use super::form::{Form, RowKind, SheetForm, Table};
use crate::formula::{Address, Book, ErrorValue, Value};

/// A cell of the workbook: the place of its sheet, and the cell.
type Cell = (usize, Address);

/// A fault in the buyer's file.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    /// What is wrong.
    pub kind: Kind,
    /// The place of its sheet in the workbook.
    pub sheet: usize,
    /// The name of the sheet.
    pub sheet_name: String,
    /// The cell.
    pub at: Address,
    /// The cell's formula; `None` where it is typed.
    pub formula: Option<String>,
    /// What the cell has in excess, in euros, with our prices in it; negative where it lacks, `None` where it is
    /// not known.
    pub excess: Option<Decimal>,
}

/// What is wrong with a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// A total lacks these cells.
    LeavesOut(Vec<String>),
    /// A total counts these cells more than once.
    CountsTwice(Vec<String>),
    /// A total counts cells of another block.
    CountsOther(Vec<String>),
    /// A total gives another sum than its lines.
    TotalDiffers(Figures),
    /// A figure is typed, and disagrees with what it should be.
    TypedDiffers(Figures),
    /// An amount takes prices or quantities of other rows.
    OtherRow(Vec<String>),
    /// A price that is computed is not that of the row with the same words, where it is asked.
    PriceDiffers(Figures),
    /// An amount is not its price times its quantity.
    AmountDiffers(Figures),
    /// A total quantity is not the sum of its years.
    QuantityDiffers(Figures),
    /// The tax is not at the contract's rate.
    VatRate {
        /// The rate that the cell comes to, or holds.
        rate: Decimal,
        /// The contract's.
        due: Decimal,
    },
    /// A total with tax is not the net and the tax.
    GrossDiffers(Figures),
    /// A formula gives an error.
    Broken(ErrorValue),
    /// Formulas of the sheet hold results that they no longer give.
    Stale(Vec<String>),
}

/// Two figures that should be one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figures {
    /// What the cell gives.
    pub held: Decimal,
    /// What it should.
    pub due: Decimal,
}

impl Figures {
    fn excess(self) -> Option<Decimal> {
        self.held.checked_sub(self.due)
    }

    /// Do they differ by more than the rounding of their parts explains?
    fn differ(self, parts: usize) -> bool {
        let reach = dec!(0.01) * Decimal::from(parts.clamp(1, 1_000));
        self.excess().is_none_or(|excess| excess.abs() > reach)
    }
}

/// Finds the faults of a form: `file` as the buyer sent it, the formulas that are `stale` in it, `prices` what we put in
/// its cells, `vat` the contract's rate (0.2).
///
/// ```
/// use chiffrage_base::xlsx::Book;
/// use chiffrage_files::buyer::{faults::{faults, stale}, form::form_of};
/// let bytes = std::fs::read("../../tests/samples/buyer/fr_dqe_four_lots_synthetic.xlsx").unwrap();
/// let book = Book::open(bytes).unwrap();
/// let (form, file) = (form_of(&book).unwrap(), book.calculation().unwrap());
/// let found = faults(&form, &file, &stale(&file), &[], rust_decimal::dec!(0.2));
/// assert!(found.is_empty());
/// ```
#[must_use]
pub fn faults(
    form: &Form, file: &Book, stale: &BTreeSet<Cell>, prices: &[(usize, Address, Value)], vat: Decimal,
) -> Vec<Fault> {
    let mut filled = file.clone();
    for (sheet, at, value) in prices {
        filled.put(*sheet, *at, value.clone());
    }
    filled.recalculate_all();
    let search = Search { form, book: &filled, vat };
    let mut found = totals::faults(&search);
    found.extend(lines::faults(&search));
    found.extend(taxes::faults(&search));
    found.extend(broken(&search));
    found.extend(stale_by_sheet(&search, stale));
    found.sort_by_key(|fault| (fault.sheet, fault.at));
    found
}

/// What is searched.
struct Search<'a> {
    form: &'a Form,
    book: &'a Book,
    vat: Decimal,
}

impl Search<'_> {
    fn tables(&self) -> impl Iterator<Item = (&SheetForm, &Table)> {
        self.form.sheets.iter().flat_map(|sheet| sheet.tables.iter().map(move |table| (sheet, table)))
    }

    /// The number in a cell, nothing counting as 0; `None` where that is not known.
    fn number(&self, (sheet, at): Cell) -> Option<Decimal> {
        match self.book.value(sheet, at).ok()? {
            Value::Number(number) => Some(number),
            Value::Empty | Value::Text(_) => Some(Decimal::ZERO),
            Value::Bool(_) | Value::Error(_) => None,
        }
    }

    /// The number in a cell, if there is one.
    fn stated(&self, (sheet, at): Cell) -> Option<Decimal> {
        if let Ok(Value::Number(number)) = self.book.value(sheet, at) { Some(number) } else { None }
    }

    /// Is it typed by a person?
    fn is_typed(&self, (sheet, at): Cell) -> bool {
        self.book.formula(sheet, at).is_none()
    }

    fn sum(&self, cells: &BTreeSet<Cell>) -> Option<Decimal> {
        cells.iter().try_fold(Decimal::ZERO, |sum, cell| sum.checked_add(self.number(*cell)?))
    }

    fn fault(&self, kind: Kind, (sheet, at): Cell, excess: Option<Decimal>) -> Fault {
        Fault {
            kind,
            sheet,
            sheet_name: self.book.sheet_name(sheet).to_owned(),
            at,
            formula: self.book.formula(sheet, at).map(|formula| formula.text.to_string()),
            excess: excess.filter(|excess| !excess.is_zero()).map(|excess| excess.normalize()),
        }
    }

    /// A cell as read from a sheet: with its own sheet's name where it is another.
    fn named(&self, cell: Cell, from: usize) -> String {
        if cell.0 == from { cell.1.to_string() } else { self.book.place(cell.0, cell.1) }
    }
}

/// The columns whose figures the form is about.
fn figures(table: &Table) -> impl Iterator<Item = u32> {
    table.columns.money().chain(table.columns.quantities.iter().map(|(_, column)| column.at))
}

/// Every cell of figures in the rows of a form's tables.
fn cells<'a>(search: &'a Search) -> impl Iterator<Item = Cell> + 'a {
    search.tables().flat_map(|(sheet, table)| {
        let rows = table.rows.iter().filter(|row| !matches!(row.kind, RowKind::Header | RowKind::Note));
        rows.flat_map(move |row| figures(table).map(move |column| (sheet.sheet, Address { row: row.row, column })))
    })
}

/// Errors where they come from: not in formulas that read one.
fn broken(search: &Search) -> Vec<Fault> {
    let error = |(sheet, at): Cell| match search.book.value(sheet, at) {
        Ok(Value::Error(error)) => Some(error),
        _ => None,
    };
    let passed_on = |cell: Cell| {
        let reads = search.book.formula(cell.0, cell.1).map(|formula| search.book.reads(formula)).unwrap_or_default();
        reads
            .into_iter()
            .any(|(sheet, rect)| search.book.filled_cells(sheet, rect).any(|at| error((sheet, at)).is_some()))
    };
    let own = cells(search).filter_map(|cell| Some((cell, error(cell)?))).filter(|(cell, _)| !passed_on(*cell));
    own.map(|(cell, error)| search.fault(Kind::Broken(error), cell, None)).collect()
}

/// The formulas whose result in the file is not what they give there, each by its sheet and cell.
#[must_use]
pub fn stale(file: &Book) -> BTreeSet<Cell> {
    let changed = file.clone().recalculate_all().changed;
    changed.iter().filter(|c| c.was.is_some()).map(|c| (c.sheet, c.at)).collect()
}

/// Those that are stale among the figures of the form: of each sheet, one fault.
fn stale_by_sheet(search: &Search, stale: &BTreeSet<Cell>) -> Vec<Fault> {
    let stale: BTreeSet<Cell> = cells(search).filter(|cell| stale.contains(cell)).collect();
    let sheets: BTreeSet<usize> = stale.iter().map(|(sheet, _)| *sheet).collect();
    let of_sheet = |sheet: usize| {
        let cells: Vec<Cell> = stale.iter().filter(|cell| cell.0 == sheet).copied().collect();
        let names = cells.iter().map(|cell| search.named(*cell, sheet)).collect();
        search.fault(Kind::Stale(names), cells[0], None)
    };
    sheets.into_iter().map(of_sheet).collect()
}
