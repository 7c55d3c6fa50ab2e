//! What of a buyer's file is not read, or not for sure: no form and at which step, columns of prices that are missing or
//! that several could be, what is out of sight.

use std::collections::BTreeSet;

use super::form::{
    self, Column, Form, Part, RowKind, SheetForm, Table, Term, View, ViewRow, asks, asks_for_price, letters,
    names_what_is_bought, reading, speaks_of_prices, steps, total,
};
use crate::diag::message::form::{self as message, HiddenSheet, NoForm, OutOfSight, UnreadTable};
use crate::diag::{Finding, listed};
use crate::formula::Rect;
use crate::unit::one_line;
use crate::xlsx::{Book, State};

/// Nothing like a price form was found: at which step of each sheet, and what to write. `without` is what it would be without
/// a column of prices.
pub fn no_form(book: &Book, views: &[View], form: &Form, without: &Form) -> Finding {
    let step = |at: usize, view: &View| match nearest_header(view) {
        _ if view.hidden && form.sheets.iter().any(|sheet| sheet.sheet == at) => NoForm::Hidden,
        None => NoForm::NoHeader,
        Some(row) if row.texts().any(|(_, text)| asks(text)) => NoForm::NoLine(row.row),
        Some(row) => NoForm::NoPrice(row.row, headings(row)),
    };
    let grids = views.iter().enumerate().filter(|(at, _)| book.sheets[*at].is_grid);
    let steps: Vec<(&str, NoForm)> = grids.map(|(at, view)| (view.name.as_str(), step(at, view))).collect();
    message::no_form(&steps, &candidates(without))
}

/// What a workbook would be the form of, were one of the columns below its headings that of prices.
#[must_use]
pub fn without_prices(views: &[View]) -> Form {
    let sheets = views.iter().enumerate().filter(|(_, view)| !view.hidden);
    let of = |(at, view): (usize, &View)| form::without_prices(at, view, nearest_header(view)?.row);
    let sheets = sheets.filter_map(of).filter(SheetForm::is_priced).collect();
    let budget = views.first().map(|view| view.budget.clone()).unwrap_or_default();
    Form { sheets, budget, ..Form::default() }
}

/// The columns that could be those of prices, by sheet and by cell, with their headings.
fn candidates(form: &Form) -> String {
    let tables = form.sheets.iter().flat_map(|sheet| sheet.tables.iter().map(move |table| (sheet, table)));
    let named = tables
        .filter(|(_, table)| !table.columns.candidates.is_empty())
        .map(|(sheet, table)| format!("`{}` {}", sheet.name, table.columns.candidates_below(table.header.1)));
    let named: Vec<String> = named.collect();
    listed(named.iter().map(String::as_str))
}

/// The row of a sheet that is most like a header.
fn nearest_header(view: &View) -> Option<&ViewRow> {
    let count = |row: &ViewRow| row.texts().filter(|(_, text)| reading(text).0 == Part::Heading).count();
    let rows = view.rows.iter().map(|row| (count(row), row)).filter(|(count, _)| *count > 1);
    // The first of those with the most headings.
    rows.rev().max_by_key(|(count, _)| *count).map(|(_, row)| row)
}

fn headings(row: &ViewRow) -> String {
    let cells = row.texts().map(|(column, text)| {
        let text: String = one_line(text).chars().take(30).collect();
        format!("{}{} `{text}`", letters(column), row.row)
    });
    let cells: Vec<String> = cells.collect();
    listed(cells.iter().map(String::as_str))
}

/// A form of which no table has a column of prices: there is nothing to fill.
#[must_use]
pub fn no_price_column(form: &Form, views: &[View]) -> Option<Finding> {
    let tables = || form.sheets.iter().flat_map(|sheet| sheet.tables.iter().map(move |table| (sheet, table)));
    if tables().any(|(_, table)| table.columns.asked().is_some()) {
        return None;
    }
    let named = tables().filter(|(_, table)| !table.is_recap()).filter_map(|(sheet, table)| {
        let row = views.get(sheet.sheet)?.row(table.header.1)?;
        Some(format!("`{}` ({})", sheet.name, headings(row)))
    });
    let named: Vec<String> = named.collect();
    Some(message::no_price_column(&listed(named.iter().map(String::as_str)), &candidates(form)))
}

/// The columns of prices that several could be, each by the cells of their headings: none is chosen.
#[must_use]
pub fn open_columns(form: &Form) -> Vec<Finding> {
    let of_table = |table: &Table, name: &str| {
        let columns = table.columns.prices.iter().map(|(_, column)| column).chain(&table.columns.unit_price);
        let open: BTreeSet<Vec<u32>> = columns.filter(|column| !column.rivals.is_empty()).map(all).collect();
        let finding = |at: &Vec<u32>| {
            let cells: Vec<String> = at.iter().map(|at| format!("{}{}", letters(*at), table.header.1)).collect();
            message::several_price_columns(name, &listed(cells.iter().map(String::as_str)))
        };
        open.iter().map(finding).collect::<Vec<_>>()
    };
    let sheets = form.sheets.iter().filter(|sheet| sheet.is_priced());
    sheets.flat_map(|sheet| sheet.tables.iter().flat_map(|table| of_table(table, &sheet.name))).collect()
}

/// The tables whose columns are of calendar years that are no years of the contract, each by the cells of their headings.
#[must_use]
pub fn open_years(form: &Form, term: Term) -> Vec<Finding> {
    let sheets = form.sheets.iter().filter(|sheet| sheet.is_priced());
    let tables = sheets.flat_map(|sheet| sheet.tables.iter().map(move |table| (sheet, table)));
    let open = tables.filter_map(|(sheet, table)| {
        let columns = table.columns.in_calendar_years(table.header.1);
        (!columns.is_empty()).then(|| message::calendar_years(&sheet.name, &columns.join(", "), term.start))
    });
    open.collect()
}

fn all(column: &Column) -> Vec<u32> {
    let mut all: Vec<u32> = std::iter::once(column.at).chain(column.rivals.iter().copied()).collect();
    all.sort_unstable();
    all
}

/// A grid that reads like a table to price and that no table of the form is: where it is, for reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// The place of its sheet.
    pub sheet: usize,
    /// Its name.
    pub name: String,
    /// The row of its headings.
    pub header: u32,
    /// Its blank cells below them, from the first to the last.
    pub cells: Rect,
    /// Its headings, with their cells.
    headings: String,
}

impl Unread {
    /// As it is reported while a map is proposed.
    pub fn warning(&self) -> Finding {
        self.described().proposed()
    }

    /// As it is reported when a map leaves it out: a warning where a `partial` file is asked for.
    pub fn unfilled(&self, partial: bool) -> Finding {
        self.described().unfilled(partial)
    }

    fn described(&self) -> UnreadTable<'_> {
        let Self { name, cells, header, headings, .. } = self;
        UnreadTable { sheet: name, header: *header, cells: cells.to_string(), headings }
    }
}

/// So many rows above a grid may say that it is one of prices.
const TITLES: u32 = 3;
/// Cells of words that head a grid, at least.
const HEADINGS: usize = 3;
/// The label of a line without headings has no more letters.
const LONGEST_LABEL: usize = 120;

/// The grids of a workbook that read like tables to price and that are not read: rows with a label and cells that wait, below
/// headings that name what is bought where prices are spoken of, below the steps of a scale, or where the cells show euros.
#[must_use]
pub fn unread_tables(book: &Book, views: &[View], form: &Form) -> Vec<Unread> {
    let grids = views.iter().enumerate().filter(|(at, view)| book.sheets[*at].is_grid && !view.hidden);
    grids.flat_map(|(at, view)| Looked::new(at, view, form).unread()).collect()
}

/// A sheet on which grids that are not read are looked for.
struct Looked<'a> {
    at: usize,
    view: &'a View,
    /// Is a table to price read on it?
    priced: bool,
    /// The rows of its tables that are read, each up to the furthest of those that begin above it.
    read: Vec<(u32, u32)>,
}

/// The headings of a grid: where its labels are, and its columns that may wait.
struct Heads {
    /// Any column left of those that wait, where the headings do not say it.
    label: Option<u32>,
    first: u32,
    last: u32,
}

impl<'a> Looked<'a> {
    fn new(at: usize, view: &'a View, form: &Form) -> Self {
        let sheets = || form.sheets.iter().filter(|sheet| sheet.sheet == at);
        let tables = sheets().flat_map(|sheet| &sheet.tables);
        // A table's rows go on to the next: what comes after its lines and totals may be another.
        let holds = |kind: RowKind| !matches!(kind, RowKind::Note | RowKind::Section);
        let last = |table: &Table| table.rows.iter().rfind(|row| holds(row.kind)).map_or(table.header.1, |row| row.row);
        let mut read: Vec<(u32, u32)> = tables.map(|table| (table.header.0, last(table))).collect();
        read.sort_unstable();
        // A form may have a table in every other row.
        let mut furthest = 0;
        for (_, last) in &mut read {
            furthest = furthest.max(*last);
            *last = furthest;
        }
        Self { at, view, priced: sheets().any(SheetForm::is_priced), read }
    }

    fn is_read(&self, row: u32) -> bool {
        let above = &self.read[..self.read.partition_point(|(first, _)| *first <= row)];
        above.last().is_some_and(|(_, last)| *last >= row)
    }

    fn unread(&self) -> Vec<Unread> {
        let mut found: Vec<Unread> = Vec::new();
        for (place, row) in self.view.rows.iter().enumerate() {
            let after = found.last().is_some_and(|before| row.row <= before.cells.bottom);
            let work = row.cells.len().saturating_mul(WORK_OF_A_HEADING);
            if self.is_read(row.row) || after || self.view.budget.draw(work).is_err() {
                continue;
            }
            let headed = self.heads(row).and_then(|heads| self.waiting_below(place, &heads)).map(|cells| (row, cells));
            let found_here = headed.or_else(|| self.in_euros(place).map(|cells| (self.title(row), cells)));
            if let Some((head, cells)) = found_here {
                let (name, headings) = (self.view.name.clone(), headings(head));
                found.push(Unread { sheet: self.at, name, header: head.row, cells, headings });
            }
        }
        found
    }

    /// Is a row the title of a table that is read, just below it?
    fn is_title(&self, row: &ViewRow) -> bool {
        row.cells.len() == 1 && !self.is_read(row.row) && self.is_read(row.row + 1)
    }

    /// Do a row's headings, or the rows just above it, speak of prices?
    fn is_titled(&self, row: &ViewRow, says: impl Fn(&str) -> bool) -> bool {
        let titles = self.view.between(row.row.saturating_sub(TITLES + 1), Some(row.row + 1));
        titles.iter().flat_map(ViewRow::texts).any(|(_, text)| says(text))
    }

    /// The title of a grid without headings: the words that are alone just above it, or its first row.
    fn title<'b>(&'b self, row: &'b ViewRow) -> &'b ViewRow {
        let above = self.view.between(row.row.saturating_sub(TITLES + 1), Some(row.row)).last();
        above.filter(|above| above.cells.len() == 1 && !self.is_read(above.row)).unwrap_or(row)
    }

    /// What a row heads, where it reads like the headings of a table to price.
    fn heads(&self, row: &ViewRow) -> Option<Heads> {
        let last = row.texts().last()?.0;
        let label = row.texts().find(|(_, text)| names_what_is_bought(text)).map(|(column, _)| column);
        if let Some(label) = label.filter(|_| row.texts().nth(HEADINGS - 1).is_some())
            && self.is_titled(row, speaks_of_prices)
        {
            return Some(Heads { label: Some(label), first: label + 1, last });
        }
        let steps = steps(row.texts());
        let (first, last) = (steps.first().filter(|first| **first > 1)?, steps.last()?);
        let of_prices = self.priced || self.is_titled(row, speaks_of_prices);
        of_prices.then_some(Heads { label: None, first: *first, last: *last })
    }

    /// The cells that wait in the rows below some headings.
    fn waiting_below(&self, place: usize, heads: &Heads) -> Option<Rect> {
        let is_line = |below: &&ViewRow| match heads.label {
            Some(label) => below.text(Some(label)).is_some() && below.cells.iter().all(|c| c.column <= heads.last),
            None => below.texts().next().is_some_and(|(column, text)| column < heads.first && total(text).is_none()),
        };
        let waits = |below: &ViewRow, column: u32| match below.cell(column) {
            None => true,
            Some(content) => heads.label.is_none() && content.text().is_some_and(asks_for_price),
        };
        let blank =
            |below: &ViewRow| (heads.first..=heads.last).find(|column| waits(below, *column) && !self.is_title(below));
        let mut above = self.view.rows[place].row;
        let mut goes_on = |below: &&ViewRow| {
            let near = below.row <= above + 2 && !self.is_read(below.row);
            above = below.row;
            near && self.view.budget.draw((1 + below.cells.len()).saturating_mul(WORK_OF_A_CELL)).is_ok()
        };
        let lines = self.view.rows[place + 1..].iter().take_while(&mut goes_on).filter(is_line);
        let lines: Vec<(u32, u32)> = lines.filter_map(|below| Some((below.row, blank(below)?))).collect();
        rect(&lines, heads.last)
    }

    /// The cells from a row on that wait beside a label and show euros: `……… €`, or a blank of such a format on a sheet
    /// without a table that is read.
    fn in_euros(&self, place: usize) -> Option<Rect> {
        let money = |text: &str| text.len() <= LONGEST_LABEL && text.contains('€') && asks_for_price(text);
        let waits = |row: &ViewRow| -> Option<(u32, u32)> {
            let (label, words) = row.texts().next()?;
            let names =
                words.chars().filter(|c| c.is_alphabetic()).count() > 2 && words.chars().count() <= LONGEST_LABEL;
            if !names || total(words).is_some() || asks(words) || asks_for_price(words) {
                return None;
            }
            let asked = row.texts().filter(|(column, text)| *column > label && money(text)).map(|(column, _)| column);
            let of_format = |(column, look): &(u32, form::Look)| {
                *column > label && look.money && !self.priced && row.cell(*column).is_none()
            };
            let blank = row.looks.iter().filter(|look| of_format(look)).map(|(column, _)| *column);
            let columns: Vec<u32> = asked.chain(blank).collect();
            Some((*columns.iter().min()?, *columns.iter().max()?))
        };
        let mut above = self.view.rows[place].row;
        let mut right = 0;
        let mut lines: Vec<(u32, u32)> = Vec::new();
        for row in &self.view.rows[place..] {
            let near = row.row <= above + 1 && !self.is_read(row.row);
            if !near || self.view.budget.draw((1 + row.cells.len()).saturating_mul(WORK_OF_A_CELL)).is_err() {
                break;
            }
            let Some((left, last)) = waits(row) else { break };
            (above, right) = (row.row, right.max(last));
            lines.push((row.row, left));
        }
        // One alone may be anything: a capital, a deposit.
        rect(&lines, right).filter(|_| lines.len() > 1)
    }
}

/// The cells of lines, each from its first that waits, up to the last column.
fn rect(lines: &[(u32, u32)], right: u32) -> Option<Rect> {
    let ((top, _), (bottom, _)) = (lines.first()?, lines.last()?);
    let left = lines.iter().map(|(_, column)| *column).min()?;
    Some(Rect { top: *top, left, bottom: *bottom, right })
}

/// The work of reading a cell as a heading, and of looking at one below it.
const WORK_OF_A_HEADING: usize = 2_000;
const WORK_OF_A_CELL: usize = 50;

/// What of a buyer's file is out of sight: hidden and very hidden sheets, hidden rows and columns of its forms, filters.
///
/// # Errors
/// A sheet that cannot be read.
pub fn out_of_sight(book: &Book, views: &[View], form: &Form) -> Result<Vec<Finding>, Finding> {
    let mut found = Vec::new();
    let state = |state| match state {
        State::Visible => None,
        State::Hidden => Some(HiddenSheet::Hidden),
        State::VeryHidden => Some(HiddenSheet::VeryHidden),
    };
    let hidden = book.sheets.iter().filter_map(|sheet| Some((sheet.name.as_str(), state(sheet.state)?)));
    let hidden: Vec<(&str, HiddenSheet)> = hidden.collect();
    if !hidden.is_empty() {
        found.push(message::hidden_sheets(&hidden));
    }
    for sheet in form.sheets.iter().filter(|sheet| sheet.is_priced()) {
        let looks = book.looks(sheet.sheet)?;
        let view = &views[sheet.sheet];
        let rows = view.rows.iter().map(|row| row.row).filter(|row| looks.hides_row(*row));
        let rows: Vec<String> = rows.map(|row| row.to_string()).collect();
        let columns: BTreeSet<u32> = view.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.column).collect();
        let columns: Vec<String> = columns.into_iter().filter(|c| looks.hides_column(*c)).map(letters).collect();
        let named = |of: &[String]| (!of.is_empty()).then(|| listed(of.iter().map(String::as_str)));
        let filtered = looks.is_filtered();
        let filter = (filtered && rows.is_empty()).then_some(OutOfSight::Filter);
        let rows = named(&rows).map(if filtered { OutOfSight::Filtered } else { OutOfSight::Rows });
        let columns = named(&columns).map(OutOfSight::Columns);
        let parts: Vec<OutOfSight> = [rows, filter, columns].into_iter().flatten().collect();
        if !parts.is_empty() {
            found.push(message::out_of_sight(&sheet.name, &parts));
        }
    }
    Ok(found)
}
