//! What stands against filling a cell, and which cells would be left empty.

use std::collections::{BTreeSet, HashSet};

use super::plan::{What, is_blank};
use crate::buyer::form::{asks_for_price, letters};
use crate::buyer::{Table, Target};
use crate::diag::{At, Code, Finding, listed};
use crate::formula::{Address, Rect};
use crate::xlsx::{Book, Sheet, State};

/// The sheet that cells are checked on.
pub(super) struct Check<'a> {
    book: &'a Book,
    place: usize,
    sheet: &'a Sheet,
    /// What array formulas fill.
    filled: Vec<Rect>,
}

impl<'a> Check<'a> {
    /// The sheet at a place of the workbook.
    pub fn of(book: &'a Book, place: usize, sheet: &'a Sheet) -> Self {
        Self { book, place, sheet, filled: sheet.filled().collect() }
    }

    /// Does the protection of its sheet keep a cell from being changed?
    pub fn is_locked(&self, cell: Address) -> bool {
        let style = self.book.styles.get(self.sheet.style(cell) as usize);
        self.sheet.protected && style.is_none_or(|style| style.locked)
    }

    /// What there is to say of the cells that are locked, each with where the map names it: prices are refused, a column of
    /// which none is open (`filled`) in one finding; quantities stay blank.
    pub fn locked(&self, table: &Table, cells: &[(Address, At, What)], filled: impl Fn(u32) -> bool) -> Vec<Finding> {
        let help = "in a protected form the cells to fill are the open ones: name those in the map. If these are the \
                    price cells, ask the buyer for a file in which they are open: a bidder does not remove protection";
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
                let message = format!(
                    "the price column {column} of `{}` is locked: all its {count} cells, {first} to {last}",
                    table.sheet
                );
                findings.push(Finding::error(Code::Locked, message).at(*at, "its first price").help(help));
                continue;
            }
            findings.extend(of.iter().map(|(cell, at, _)| {
                let message = format!("{} is locked by the buyer", self.shown(*cell));
                Finding::error(Code::Locked, message).at(*at, "put here").help(help)
            }));
        }
        if !quantities.is_empty() {
            let cells: Vec<String> = quantities.iter().map(|(cell, ..)| cell.to_string()).collect();
            let message = format!("{} blank quantities of `{}` are locked: they stay blank", cells.len(), table.sheet);
            let cells = listed(cells.iter().map(String::as_str));
            let finding = Finding::warning(Code::Locked, message).at(table.at, "in this table");
            findings.push(finding.help(format!("the buyer asks for no quantity there: {cells}")));
        }
        findings
    }

    /// Why a cell cannot be filled, whatever the map says.
    pub fn refusal(&self, cell: Address, at: At) -> Option<Finding> {
        let shown = self.shown(cell);
        let finding = |code, what: String, help: &str| Some(Finding::error(code, what).at(at, "put here").help(help));
        if let Some(written) = self.sheet.cell(cell).filter(|cell| cell.formula.is_some()) {
            let text = written.formula_text().map_or("a data table".into(), |text| format!("`={text}`"));
            let help =
                "the buyer computes this cell: is this the right column? A price goes where the buyer typed nothing";
            return finding(Code::OverFormula, format!("{shown} holds a formula, {text}"), help);
        }
        if let Some(area) = self.sheet.merge(cell).filter(|area| area.first() != cell) {
            let help = format!("a merged cell holds its value in {}: put the price there", area.first());
            return finding(Code::OverMerged, format!("{shown} is hidden under the merged cell {area}"), &help);
        }
        if let Some(area) = self.sheet.pivots.iter().find(|area| area.holds(cell)) {
            let help = "a pivot table writes over its area: a price goes into the data that it sums up";
            return finding(Code::OverPivot, format!("{shown} is in the pivot table at {area}"), help);
        }
        let header = |area: &Rect, rows: u32| area.holds(cell) && cell.row < area.top + rows;
        if let Some(table) = self.sheet.tables.iter().find(|table| header(&table.area, table.header_rows)) {
            let help = "the names of a table's columns are not to be changed: is this the right row?";
            return finding(Code::OverHeader, format!("{shown} is in the header of the table {}", table.name), help);
        }
        if self.filled.iter().any(|area| area.holds(cell)) {
            let help = "the buyer computes this cell";
            return finding(Code::OverFormula, format!("{shown} is filled by an array formula"), help);
        }
        None
    }

    /// Why words in a cell keep a price out of it, unless the map says that it is meant.
    pub fn over_words(&self, cell: Address, at: At) -> Option<Finding> {
        let message = format!("{} holds the words `{}`", self.shown(cell), self.words(cell)?);
        let help = "is this the right cell? If the price goes there all the same, write `!` after the code in the map";
        Some(Finding::error(Code::OverWords, message).at(at, "put here").help(help))
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
        let what = match self.words(cell) {
            Some(words) => format!("holds the words `{words}`"),
            None if row || column || sheet => "is hidden".to_owned(),
            None => return None,
        };
        let message = format!("{} {what}", self.shown(cell));
        let help = "it is filled all the same: is this the cell that the buyer meant?";
        Some(Finding::warning(Code::DoubtfulCell, message).at(at, "put here").help(help))
    }

    /// The price cells that the map leaves empty, each with why and where it says so: open rows, and rows under the header
    /// that look like lines and that it does not speak of. `waiting` are the rows that the form leaves to be priced.
    pub fn empty(&self, table: &Table, waiting: &HashSet<u32>) -> Vec<(String, &'static str, At)> {
        let open = "it is open in the map";
        let mut found = Vec::new();
        for (row, at, _) in table.rows.iter().filter(|row| row.2 == Target::Open) {
            let cell = table.columns.unit_price.map(|column| Address { row: *row, column });
            found.push((cell.map_or_else(|| format!("row {row}"), |cell| cell.to_string()), open, *at));
        }
        for (cell, at, _) in table.cells.iter().filter(|cell| cell.2 == Target::Open) {
            found.push((cell.to_string(), open, *at));
        }
        let Some(column) = table.columns.unit_price else { return found };
        let known = table.rows.iter().map(|row| row.0).chain(table.cells.iter().map(|cell| cell.0.row));
        let known: HashSet<u32> = known.collect();
        let of_line = [table.columns.unit, table.columns.quantity];
        let of_line = of_line.into_iter().flatten().chain(table.columns.quantities.iter().map(|q| q.1));
        let of_line: Vec<u32> = of_line.collect();
        for (row, _) in self.sheet.rows().filter(|(row, _)| row.number > table.header && !known.contains(&row.number)) {
            let cell = |column| Address { row: row.number, column };
            let price = self.sheet.cell(cell(column));
            let open = price.is_none_or(|price| price.formula.is_none() && is_blank(&price.value));
            let counted = || of_line.iter().any(|column| !is_blank(self.sheet.value(cell(*column))));
            if open && (waiting.contains(&row.number) || counted()) {
                found.push((cell(column).to_string(), "the map does not speak of its row", table.at));
            }
        }
        found
    }

    fn shown(&self, cell: Address) -> String {
        format!("{cell} of `{}`", self.book.sheets[self.place].name)
    }
}
