//! What is looked at of a sheet: its cells with something in them, and which are merged.

use std::collections::BTreeMap;
use std::sync::Arc;

use itertools::Itertools as _;
use rust_decimal::Decimal;

use crate::formula::{self, Address, Areas, Rect};
use crate::unit::{Budget, takes_no_room};
use crate::xlsx::{self, Value};

/// A sheet as it is looked at, whatever file it comes from.
#[derive(Debug, Clone, Default)]
pub struct View {
    /// Its name.
    pub name: String,
    /// Is it hidden from the reader?
    pub hidden: bool,
    /// Does its protection keep all cells from being changed but those that are open?
    pub protected: bool,
    /// The rows that hold something, from the top.
    pub rows: Vec<ViewRow>,
    /// The merged ranges; the value of each is in its first cell.
    pub merged: Areas,
    /// What is written beside its cells.
    pub comments: Arc<BTreeMap<Address, String>>,
    /// How each style of the workbook shows a hundred, where it shows more than its digits.
    pub samples: Arc<[Arc<str>]>,
    /// What reading the file may take that it is of. Once it is spent, what is read of the sheet is not all of it: whoever
    /// asks for it draws once more after it.
    pub budget: Budget,
}

/// The work of looking at a cell once, at one of words, and at a byte of them.
const WORK_OF_A_CELL: usize = 22;
const WORK_OF_A_TEXT: usize = 90;
const WORK_OF_A_BYTE: usize = 2;
/// What it takes more to find the merged range that a cell is in.
const WORK_OF_MERGED: usize = 15;
/// The work of copying a byte of a cell's words, without the characters that take no room.
const WORK_OF_A_COPY: usize = 5;

/// A row that holds something.
#[derive(Debug, Clone, Default)]
pub struct ViewRow {
    /// Its number, from 1.
    pub row: u32,
    /// The cells that hold something, from the left.
    pub cells: Vec<ViewCell>,
    /// How its cells look, by column, those that hold nothing too.
    pub looks: Vec<(u32, Look)>,
}

/// The format of a cell, as far as that says what it is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Look {
    /// Is it open where its sheet is protected?
    pub open: bool,
    /// The colour behind it, as a number of its own; 0 for the paper's.
    pub fill: u16,
    /// Is it bold?
    pub bold: bool,
    /// Does it show numbers as euros?
    pub money: bool,
    /// Its style, by its place in the workbook.
    pub format: u32,
}

/// Cells of a row whose format is kept, at most.
const LOOKS: usize = 256;

/// A cell that holds something.
#[derive(Debug, Clone)]
pub struct ViewCell {
    /// Its column, from 1.
    pub column: u32,
    /// What it holds.
    pub content: Content,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Words.
    Text(String),
    /// A number, without the noise that binary floats leave in files.
    Number(Decimal),
    /// A formula without its `=`, and what it came to when the file was saved.
    Formula(String, String),
}

impl ViewCell {
    /// The work of looking at it.
    fn work(&self) -> usize {
        match &self.content {
            Content::Text(text) => WORK_OF_A_TEXT + text.len() * WORK_OF_A_BYTE,
            Content::Formula(formula, shown) => WORK_OF_A_CELL + (formula.len() + shown.len()) * WORK_OF_A_BYTE,
            Content::Number(_) => WORK_OF_A_CELL,
        }
    }
}

impl Content {
    /// The words it shows, blanks at the ends left out; a number is none.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text.trim()).filter(|text| !text.is_empty()),
            Self::Number(_) | Self::Formula(..) => None,
        }
    }

    /// The number typed here.
    #[must_use]
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Text(_) | Self::Formula(..) => None,
        }
    }

    /// The formula.
    #[must_use]
    pub fn formula(&self) -> Option<&str> {
        match self {
            Self::Formula(formula, _) => Some(formula),
            Self::Text(_) | Self::Number(_) => None,
        }
    }
}

/// The sheets of a workbook as they are looked at, in its order. A formula that was saved without its result shows what it
/// comes to.
#[must_use]
pub fn views(book: &xlsx::Book, sheets: &[xlsx::Sheet]) -> Vec<View> {
    let looks = looks(&book.styles);
    let budget = book.package.budget();
    let views = book.sheets.iter().zip(sheets).map(|(entry, sheet)| View::of(entry, sheet, &looks, budget));
    let mut views: Vec<View> = views.collect();
    let samples: Arc<[Arc<str>]> = book.styles.iter().map(xlsx::Style::sample).collect();
    for (place, view) in views.iter_mut().enumerate() {
        view.samples = Arc::clone(&samples);
        // What cannot be read of them says nothing.
        let comments = book.comments(place).unwrap_or_default();
        view.comments = Arc::new(comments.into_iter().map(|comment| (comment.at, comment.text)).collect());
    }
    let is_unknown = |content: &Content| matches!(content, Content::Formula(_, shown) if shown.is_empty());
    if !views.iter().flat_map(|view| &view.rows).flat_map(|row| &row.cells).any(|cell| is_unknown(&cell.content)) {
        return views;
    }
    let mut computed = book.calculation_of(sheets);
    computed.recalculate_all();
    for (sheet, view) in views.iter_mut().enumerate() {
        for row in &mut view.rows {
            let number = row.row;
            for cell in &mut row.cells {
                let at = Address { row: number, column: cell.column };
                if let Content::Formula(_, shown) = &mut cell.content
                    && shown.is_empty()
                {
                    *shown = computed.value(sheet, at).map_or_else(|_| String::new(), |value| computed_text(&value));
                }
            }
        }
    }
    views
}

impl View {
    /// A sheet of a workbook. Once the budget is spent its cells are left out: whoever asks for it draws once more after it.
    #[must_use]
    pub fn of(entry: &xlsx::SheetEntry, sheet: &xlsx::Sheet, looks: &[Look], budget: &Budget) -> Self {
        let content = |cell: &xlsx::Cell| {
            if let Some(formula) = cell.formula_text() {
                return Some(Content::Formula(formula.into_owned(), shown(&cell.value)));
            }
            match &cell.value {
                Value::Empty => None,
                Value::Number(_) => cell.value.number().map(Content::Number),
                // A cell of a data table: computed, by nothing that is known.
                _ if cell.formula.is_some() => Some(Content::Formula(String::new(), shown(&cell.value))),
                value => Some(Content::Text(shown(value))),
            }
        };
        let look = |style: u32| looks.get(style as usize).copied().unwrap_or_default();
        let rows = sheet.rows().map(|(row, cells)| ViewRow {
            row: row.number,
            looks: if cells.is_empty() { Vec::new() } else { row_looks(sheet, row, cells, look) },
            cells: cells
                .iter()
                .filter_map(|cell| {
                    // Drawn before its words are copied: every cell may share one long text.
                    let words = cell.value.text().map_or(0, str::len) * WORK_OF_A_COPY;
                    budget.draw(words).ok()?;
                    let seen = ViewCell { column: cell.at.column, content: content(cell)? };
                    budget.draw(seen.work()).ok().map(|()| seen)
                })
                .collect(),
        });
        Self {
            name: entry.name.clone(),
            hidden: entry.state != xlsx::State::Visible,
            protected: sheet.protected,
            rows: rows.filter(|row| !row.cells.is_empty()).collect(),
            merged: sheet.merged.clone().into(),
            comments: Arc::default(),
            samples: Arc::default(),
            budget: budget.clone(),
        }
    }

    /// Draws the work of looking at the cells of some rows, and their words, so many times; `false` where the budget is spent.
    #[must_use]
    pub fn draw(&self, rows: &[ViewRow], times: usize) -> bool {
        let merged = if self.merged.is_empty() { 0 } else { WORK_OF_MERGED };
        let cost = |row: &ViewRow| {
            WORK_OF_A_CELL + row.cells.len() * merged + row.cells.iter().map(ViewCell::work).sum::<usize>()
        };
        rows.iter().all(|row| self.budget.draw(cost(row).saturating_mul(times)).is_ok())
    }

    /// The contents of some rows and columns of it, each from the first to the last of them.
    #[must_use]
    pub fn part(&self, area: Rect) -> Self {
        let within = |column: u32| (area.left..=area.right).contains(&column);
        let rows = self.between(area.top - 1, area.bottom.checked_add(1)).iter().map(|row| ViewRow {
            row: row.row,
            cells: row.cells.iter().filter(|cell| within(cell.column)).cloned().collect(),
            looks: row.looks.iter().filter(|(column, _)| within(*column)).copied().collect(),
        });
        let merged = self.merged.meeting(area).filter(|area| within(area.left) && within(area.right));
        Self {
            name: self.name.clone(),
            hidden: self.hidden,
            protected: self.protected,
            rows: rows.filter(|row| !row.cells.is_empty()).collect(),
            merged: merged.collect(),
            comments: Arc::clone(&self.comments),
            samples: Arc::clone(&self.samples),
            budget: self.budget.clone(),
        }
    }

    /// A row, if it holds something.
    #[must_use]
    pub fn row(&self, row: u32) -> Option<&ViewRow> {
        self.rows.binary_search_by_key(&row, |r| r.row).ok().map(|at| &self.rows[at])
    }

    /// The rows after one, and before another if there is one.
    #[must_use]
    pub fn between(&self, after: u32, before: Option<u32>) -> &[ViewRow] {
        let from = self.rows.partition_point(|r| r.row <= after);
        let to = before.map_or(self.rows.len(), |before| self.rows.partition_point(|r| r.row < before));
        self.rows.get(from..to).unwrap_or_default()
    }

    /// Is a cell in a merged area that begins in its row, on its left?
    #[must_use]
    pub fn begins_before(&self, row: u32, column: u32) -> bool {
        let area = self.merged.holding(Address { row, column });
        area.is_some_and(|area| area.top == row && area.left < column)
    }

    /// The words at a place, those of a merged range in each of its cells.
    #[must_use]
    pub fn words_at(&self, row: u32, column: u32) -> Option<&str> {
        let merged = self.merged.holding(Address { row, column });
        let (row, column) = merged.map_or((row, column), |area| (area.top, area.left));
        self.row(row)?.cell(column)?.text()
    }
}

/// How the cells of a row look, from the left.
fn row_looks(
    sheet: &xlsx::Sheet, row: &xlsx::Row, cells: &[xlsx::Cell], look: impl Fn(u32) -> Look,
) -> Vec<(u32, Look)> {
    let filled = cells.iter().map(|cell| (cell.at.column, cell.style));
    let all = filled.merge_by(sheet.blank(row), |one, other| one.0 <= other.0).take(LOOKS);
    all.map(|(column, style)| (column, look(style))).collect()
}

/// How the cells of each style look.
#[must_use]
pub fn looks(styles: &[xlsx::Style]) -> Vec<Look> {
    let look = |(at, style): (usize, &xlsx::Style)| Look {
        format: u32::try_from(at).unwrap_or(u32::MAX),
        open: !style.locked,
        fill: u16::try_from(style.fill).unwrap_or(u16::MAX),
        bold: style.bold,
        money: style.shows_euros(),
    };
    styles.iter().enumerate().map(look).collect()
}

impl ViewRow {
    /// The format of a cell; `None` where the file does not have it.
    #[must_use]
    pub fn look(&self, column: u32) -> Option<Look> {
        self.looks.binary_search_by_key(&column, |(column, _)| *column).ok().map(|at| self.looks[at].1)
    }

    /// What a column holds.
    #[must_use]
    pub fn cell(&self, column: u32) -> Option<&Content> {
        self.cells.binary_search_by_key(&column, |c| c.column).ok().map(|at| &self.cells[at].content)
    }

    /// The words of a column.
    #[must_use]
    pub fn text(&self, column: Option<u32>) -> Option<&str> {
        self.cell(column?)?.text()
    }

    /// The words of the row, from the left.
    pub fn texts(&self) -> impl Iterator<Item = (u32, &str)> {
        self.cells.iter().filter_map(|c| Some((c.column, c.content.text()?)))
    }
}

/// What a value shows, as words.
fn shown(value: &Value) -> String {
    match value {
        Value::Empty => String::new(),
        Value::Text(text) => visible(text),
        Value::Number(text) => value.number().map_or_else(|| text.to_string(), |number| number.to_string()),
        Value::Error(text) | Value::Date(text) => text.to_string(),
        Value::Bool(value) => value.to_string(),
    }
}

/// What a computed value shows, as words.
fn computed_text(value: &formula::Value) -> String {
    match value {
        formula::Value::Empty => String::new(),
        formula::Value::Number(number) => number.normalize().to_string(),
        formula::Value::Text(text) => visible(text),
        formula::Value::Bool(value) => value.to_string(),
        formula::Value::Error(error) => error.name().to_owned(),
    }
}

/// A text without the characters that take no room, which programs leave behind in copied words.
fn visible(text: &str) -> String {
    // A long text of a shared string is copied for each cell that shows it.
    if text.is_ascii() { text.to_owned() } else { text.chars().filter(|c| !takes_no_room(*c)).collect() }
}
