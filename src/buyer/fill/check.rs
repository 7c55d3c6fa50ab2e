//! What stands against filling a cell, and which cells would be left empty.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

use rust_decimal::Decimal;

use super::plan::{What, is_blank};
use crate::buyer::form::{RowKind, asks_for_price, figure, letters};
use crate::buyer::{Answer, Table, Target};
use crate::diag::{At, Code, Finding, listed};
use crate::formula::{Address, Rect};
use crate::text;
use crate::unit::TypedNumber;
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
        type Cells<'a> = Vec<&'a (Address, At, What)>;
        let help = "in a protected form the cells to fill are the open ones: name those in the map. If these are the \
                    price cells, ask the buyer for a file in which they are open: a bidder does not remove protection";
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
        let held = typed.map_or_else(|| text.unwrap_or_default().to_owned(), |typed| typed.normalize().to_string());
        let shown = self.shown(cell);
        let sheet = &self.book.sheets[self.place].name;
        let message = text!(
            "{cell} de `{sheet}` porte {held}, saisi par l’acheteur, et notre prix est {new}",
            "{shown} holds {held}, typed by the buyer, and our price is {new}"
        );
        let help = text!(
            "ce chiffre est-il imposé ? Écrivez `-` pour le laisser, ou `!` après le code pour le remplacer par notre prix",
            "is the buyer's figure imposed? Write `-` to leave it, or `!` after the code to write our price over it"
        );
        Some(Finding::error(Code::OverFigure, message).at(at, text!("ici", "put here")).help(help))
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

    /// The cells that the map leaves empty: open rows, and those of its `rows` that look like lines and that are not `named`
    /// in it. `waiting` are the rows that the form leaves to be filled, with what each asks for.
    pub fn empty(
        &self, table: &Table, rows: Range<u32>, named: &HashSet<Address>, waiting: &HashMap<u32, RowKind>,
    ) -> Vec<Empty> {
        let place = |row: u32, column: Option<u32>| {
            column.map_or_else(|| format!("row {row}"), |column| Address { row, column }.to_string())
        };
        let (prices, factors) = (table.columns.asked(), table.columns.factors());
        let mut found = Vec::new();
        let open = |place, at, is_factor| Empty { place, at, is_factor, is_open: true };
        let undecided = table.rows.iter().filter(|row| row.2 == Target::Open);
        found.extend(undecided.map(|(row, at, _)| open(place(*row, prices), *at, false)));
        let cells = table.cells.iter().filter(|cell| cell.2 == Target::Open);
        found.extend(cells.map(|(cell, at, _)| open(cell.to_string(), *at, false)));
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
                found.push(Empty { place: cell(column).to_string(), at: table.at, is_factor, is_open: false });
            }
        }
        found
    }

    fn shown(&self, cell: Address) -> String {
        format!("{cell} of `{}`", self.book.sheets[self.place].name)
    }
}

/// A cell that the map leaves empty.
pub(super) struct Empty {
    /// The cell, or its row where the map has no column for it.
    pub place: String,
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
        let (what, this) = if self.is_factor { ("coefficient", "this coefficient") } else { ("price", "this price") };
        let why = if self.is_open { "it is open in the map" } else { "the map does not speak of its row" };
        let help = if self.is_factor {
            "an empty cell makes an offer irregular. Write its figure under `coefficients`, as `40 = 1.25`, or `-` where none is \
             due; --partial fills the rest all the same"
        } else {
            "an empty price makes an offer irregular. Name our line, or `-` where no price is due; --partial fills the rest all \
             the same"
        };
        let message = format!("{} of `{}` gets no {what}: {why}", self.place, table.sheet);
        Finding::error(Code::EmptyPrice, message).at(self.at, this).help(help)
    }
}
