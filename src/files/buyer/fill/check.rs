//! What prevents filling a cell, and which cells would be left empty.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

use rust_decimal::Decimal;

use super::cell::{What, is_blank};
use crate::buyer::form::{RowKind, asks_for_price, figure, letters};
use crate::buyer::{Answer, Table, Target};
use crate::diag::message::fill::{self as message, Asked, Closed, Doubt, Place, Undecided};
use crate::diag::{At, Finding};
use crate::formula::{Address, Rect};
use crate::unit::TypedNumber;
use crate::xlsx::{Book, Sheet, State};

/// The sheet that cells are checked on.
pub(super) struct Check<'a> {
    book: &'a Book,
    place: usize,
    sheet: &'a Sheet,
    /// What array formulas fill.
    filled: Vec<Rect>,
    /// How many areas have a data validation.
    validated: usize,
}

/// The work of looking whether an area has a cell.
const WORK_OF_AN_AREA: usize = 4;

impl<'a> Check<'a> {
    /// The sheet at a place of the workbook.
    pub fn of(book: &'a Book, place: usize, sheet: &'a Sheet) -> Self {
        let validated = sheet.validations.iter().map(|of| of.areas.len()).sum();
        Self { book, place, sheet, filled: sheet.filled().collect(), validated }
    }

    /// Does the protection of its sheet keep a cell from being changed?
    pub fn is_locked(&self, cell: Address) -> bool {
        let style = self.book.styles.get(self.sheet.style(cell) as usize);
        self.sheet.protected && style.is_none_or(|style| style.locked)
    }

    /// What there is to say of the cells that are locked, each with where the map names it: prices are refused, a column of
    /// which none is open (`filled`) in one finding; quantities stay blank.
    pub fn locked(&self, table: &Table, cells: &[(Address, At, What)], filled: impl Fn(u32) -> bool) -> Vec<Finding> {
        type Cells<'a> = Vec<&'a (Address, At, What)>;
        let (quantities, prices): (Cells<'_>, Cells<'_>) =
            cells.iter().partition(|(_, _, what)| matches!(what, What::Quantity(_)));
        let mut findings = Vec::new();
        let columns: BTreeSet<u32> = prices.iter().map(|(cell, ..)| cell.column).collect();
        for column in columns {
            let of: Vec<_> = prices.iter().filter(|(cell, ..)| cell.column == column).collect();
            if let [(first, at, _), .., (last, ..)] = of[..]
                && !filled(column)
            {
                let (column, count) = (letters(column), of.len());
                let ends = (&*first.to_string(), &*last.to_string());
                findings.push(message::locked_column(&column, &table.sheet, count, ends, *at));
                continue;
            }
            let locked = of.iter().map(|(cell, at, _)| message::locked(&cell.to_string(), self.name(), *at));
            findings.extend(locked);
        }
        if !quantities.is_empty() {
            let cells: Vec<String> = quantities.iter().map(|(cell, ..)| cell.to_string()).collect();
            findings.push(message::locked_quantities(&table.sheet, cells.iter().map(String::as_str), table.at));
        }
        findings
    }

    /// Why a cell cannot be filled, whatever the map says.
    pub fn refusal(&self, cell: Address, at: At) -> Option<Finding> {
        let why = self.closed(cell)?;
        Some(message::closed(&cell.to_string(), self.name(), &why, at))
    }

    fn closed(&self, cell: Address) -> Option<Closed> {
        if let Some(written) = self.sheet.cell(cell).filter(|cell| cell.formula.is_some()) {
            return Some(written.formula_text().map_or(Closed::DataTable, |text| Closed::Formula(text.to_string())));
        }
        if let Some(area) = self.sheet.merge(cell).filter(|area| area.first() != cell) {
            return Some(Closed::Merged { area: area.to_string(), first: area.first().to_string() });
        }
        if let Some(area) = self.sheet.pivots.iter().find(|area| area.holds(cell)) {
            return Some(Closed::Pivot(area.to_string()));
        }
        let header = |area: &Rect, rows: u32| area.holds(cell) && cell.row < area.top + rows;
        if let Some(table) = self.sheet.tables.iter().find(|table| header(&table.area, table.header_rows)) {
            return Some(Closed::Header(table.name.clone()));
        }
        self.filled.iter().any(|area| area.holds(cell)).then_some(Closed::Array)
    }

    /// Why words in a cell keep a price out of it, unless the map says that it is meant.
    pub fn over_words(&self, cell: Address, at: At) -> Option<Finding> {
        Some(message::over_words(&cell.to_string(), self.name(), &self.words(cell)?, at))
    }

    /// Why a figure that the buyer typed keeps another price out of a cell, unless the map says that it is meant. A 0 only
    /// waits for its price.
    pub fn over_figure(&self, cell: Address, at: At, new: Decimal) -> Option<Finding> {
        let value = self.sheet.value(cell);
        let text = value.text().filter(|text| text.contains(|c: char| c.is_ascii_digit()));
        let typed = match text.map(|text| (text, figure(text))) {
            Some((_, Some(TypedNumber::Sure(typed, _)))) => Some(typed),
            Some((text, _)) if !text.contains(char::is_alphabetic) => None,
            Some(_) => return None,
            None => Some(value.number()?),
        };
        if typed.is_some_and(|typed| typed.is_zero() || typed == new) {
            return None;
        }
        let held = typed.map(|typed| typed.normalize()).ok_or(text.unwrap_or_default());
        Some(message::over_figure(&cell.to_string(), self.name(), held, new, at))
    }

    /// Why the data validation of a cell keeps a price out of it, unless the map says that it is meant.
    pub fn kept_out(&self, cell: Address, at: At, new: Decimal) -> Option<Finding> {
        // Once the budget is spent, the file is refused before anything is written.
        self.book.package.budget().draw(self.validated.saturating_mul(WORK_OF_AN_AREA)).ok()?;
        let of = self.sheet.validations.iter().find(|of| of.keeps_out(cell, new))?;
        Some(message::kept_out(&cell.to_string(), self.name(), (of.least, of.most, of.whole), new, at))
    }

    /// The words that a cell holds and that ask for no price, as many as can be shown.
    fn words(&self, cell: Address) -> Option<String> {
        let text = self.sheet.value(cell).text().filter(|text| text.chars().any(char::is_alphabetic))?;
        (!asks_for_price(text)).then(|| text.chars().take(40).collect::<String>().escape_debug().to_string())
    }

    /// Why a cell that can be filled may not be the one that the buyer meant.
    pub fn doubt(&self, cell: Address, at: At) -> Option<Finding> {
        let row = self.sheet.row(cell.row).is_some_and(|(row, _)| row.hidden);
        let column = self.sheet.column(cell.column).is_some_and(|column| column.hidden);
        let sheet = self.book.sheets[self.place].state != State::Visible;
        let why = match self.words(cell) {
            Some(words) => Doubt::Words(words),
            None if row || column || sheet => Doubt::Hidden,
            None => return None,
        };
        Some(message::doubtful(&cell.to_string(), self.name(), &why, at))
    }

    /// The cells that the map leaves empty: open rows, and those of its `rows` that look like lines and that are not `named`
    /// in it. `waiting` are the rows that the form leaves to be filled, with what each asks for.
    pub fn empty(
        &self, table: &Table, rows: Range<u32>, named: &HashSet<Address>, waiting: &HashMap<u32, RowKind>,
    ) -> Vec<Empty> {
        let place = |row: u32, column: Option<u32>| {
            column.map_or(Place::Row(row), |column| Place::Cell(Address { row, column }.to_string()))
        };
        let (prices, factors) = (table.columns.asked(), table.columns.factors());
        let mut found = Vec::new();
        let open = |place, at, is_factor| Empty { place, at, is_factor, is_open: true };
        let undecided = table.rows.iter().filter(|row| row.2 == Target::Open);
        found.extend(undecided.map(|(row, at, _)| open(place(*row, prices), *at, false)));
        let cells = table.cells.iter().filter(|cell| cell.2 == Target::Open);
        found.extend(cells.map(|(cell, at, _)| open(Place::Cell(cell.to_string()), *at, false)));
        let coefficients = table.coefficients.iter().filter(|of| of.2 == Answer::Open);
        found.extend(coefficients.map(|(row, at, _)| open(place(*row, factors), *at, true)));
        let of_line = [table.columns.unit, table.columns.quantity];
        let of_line = of_line.into_iter().flatten().chain(table.columns.quantities.iter().map(|q| q.1));
        let of_line: Vec<u32> = of_line.collect();
        for (row, _) in self.sheet.rows().filter(|(row, _)| rows.contains(&row.number)) {
            let is_factor = waiting.get(&row.number) == Some(&RowKind::Coefficient);
            let Some(column) = (if is_factor { factors } else { prices }) else { continue };
            let cell = |column| Address { row: row.number, column };
            let price = self.sheet.cell(cell(column));
            let blank = price.is_none_or(|price| price.formula.is_none() && is_blank(&price.value));
            let counted = || of_line.iter().any(|column| !is_blank(self.sheet.value(cell(*column))));
            if blank && !named.contains(&cell(column)) && (waiting.contains_key(&row.number) || counted()) {
                found.push(Empty {
                    place: Place::Cell(cell(column).to_string()),
                    at: table.at,
                    is_factor,
                    is_open: false,
                });
            }
        }
        found
    }

    fn name(&self) -> &str {
        &self.book.sheets[self.place].name
    }
}

/// A cell that the map leaves empty.
pub(super) struct Empty {
    /// The cell, or its row where the map has no column for it.
    pub place: Place,
    /// Where the map says so.
    at: At,
    /// Does it ask for a coefficient?
    is_factor: bool,
    /// Is it open in the map, or not in it?
    is_open: bool,
}

impl Empty {
    /// What there is to decide.
    pub fn finding(&self, table: &Table) -> Finding {
        let asked = if self.is_factor { Asked::Coefficient } else { Asked::Price };
        let why = if self.is_open { Undecided::Open } else { Undecided::Unnamed };
        message::empty(&self.place, &table.sheet, asked, why, self.at)
    }
}
