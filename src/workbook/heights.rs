//! How high the rows of a sheet are, and where what is below its table is.

use super::letters::lines_of;
use super::room;
use crate::sheet::{Cell, Column, Row, Sheet, Style};

/// What a sheet's rows take, in points: viewers do not all work it out.
pub struct Heights {
    /// A row of one line.
    pub line: f64,
    /// The title.
    pub title: f64,
    /// The empty row above the headings.
    pub gap: f64,
    /// The headings.
    pub heading: f64,
    /// Each row of the table.
    pub rows: Vec<f64>,
    /// What the table comes to.
    pub statement: f64,
    /// Each note.
    pub notes: Vec<f64>,
    /// The last column over which a note is written.
    pub note_to: u16,
}

/// What a further line of a cell takes.
const NEXT: f64 = 12.75;
/// What a row of one line takes.
pub const USUAL: f64 = 15.0;
/// The format allows no row higher.
const HIGHEST: f64 = 409.0;
/// The most characters of a note's line, in widths of columns.
const NOTE: u16 = 150;

impl Heights {
    /// Of a sheet whose rows of one line take so much.
    pub fn in_lines(sheet: &Sheet, line: f64) -> Self {
        let rows = sheet.rows.iter().map(|row| {
            let of_cell = |(c, column): (usize, &Column)| match row.cells.get(c).map(Cell::shown) {
                Some(Cell::Text(text)) if !column.only_data && !overflows(row) => {
                    lines_of(text, column.width, row.style != Style::Body)
                }
                _ => 1,
            };
            of_lines(line, sheet.columns.iter().enumerate().map(of_cell).max().unwrap_or(1))
        });
        let widths = || sheet.columns.iter().filter(|column| !column.only_data).map(|column| column.width);
        let total: u16 = widths().fold(0, u16::saturating_add);
        let (mut note_width, mut note_to) = (0, 0);
        for (place, width) in (0..).zip(widths()) {
            if note_width > 0 && note_width + width > NOTE {
                break;
            }
            (note_width, note_to) = (note_width + width, place);
        }
        // Letters of 10 points are narrower than the digits of 11 that a width counts, those of a note more so.
        let over = |text: &str, width: u16, per_ten: usize| {
            text.chars().count().div_ceil((usize::from(width) * per_ten / 10).max(1)).max(1)
        };
        Self {
            line,
            title: line + 7.0,
            gap: if line < 17.0 { 6.0 } else { line },
            heading: heading(sheet),
            rows: rows.collect(),
            statement: of_lines(16.0, over(&sheet.statement, total, 11)),
            notes: sheet.notes.iter().map(|note| of_lines(line, over(note, note_width, 13))).collect(),
            note_to,
        }
    }
}

/// Do the words of a row go on over the empty cells beside them? Those of a section do, where nothing else is in its row.
pub fn overflows(row: &Row) -> bool {
    let is_words = |cell: &Cell| matches!(cell, Cell::Empty | Cell::Text(_));
    row.style == Style::Section && row.cells.iter().all(is_words)
}

fn of_lines(line: f64, lines: usize) -> f64 {
    let further = u32::try_from(lines.saturating_sub(1)).unwrap_or(u32::MAX);
    NEXT.mul_add(f64::from(further), line).min(HIGHEST)
}

/// The height of the row of headings: two lines, or what the longest takes.
fn heading(sheet: &Sheet) -> f64 {
    let lines = |column: &Column| {
        let of_line = |line: &str| line.chars().count().div_ceil(usize::from(column.width).max(1));
        column.title.lines().map(of_line).sum::<usize>()
    };
    let columns = sheet.columns.iter().filter(|column| !column.only_data);
    let most = columns.map(lines).max().unwrap_or(1).clamp(2, 6);
    of_lines(6.0 + NEXT, most)
}

/// Where what is below a table is.
pub struct Below {
    /// How high its words are: what the table comes to, its notes, what is signed.
    pub words: f64,
    /// The first row of each chart, and how many rows it takes.
    pub charts: Vec<(u32, u32)>,
    /// The first row of the list of the other sheets.
    pub contents: u32,
    /// The row after all.
    pub end: u32,
}

/// The rows that a signature has, beside that of its word.
pub const SIGNED: u32 = 4;

impl Below {
    /// Of a sheet.
    pub fn of(sheet: &Sheet, heights: &Heights) -> Self {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let mut row = sheet.body_row(sheet.rows.len()) + 1;
        let mut words = heights.notes.iter().map(|note| note + 1.0).sum::<f64>();
        if !sheet.statement.is_empty() {
            words += 2.0f64.mul_add(heights.line, heights.statement);
            row += 2;
        }
        row += count(sheet.notes.len());
        if !sheet.signature.is_empty() {
            words += 12.0 * heights.line;
            row += count(sheet.signature.len()) + 1 + SIGNED;
        }
        let mut placed = Vec::new();
        for height in room::below(sheet) {
            // A row of room above it.
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few rows")]
            let rows = (height / heights.line).ceil() as u32 + 1;
            placed.push((row, rows));
            row += rows;
        }
        let contents = row + u32::from(!placed.is_empty());
        Self { words, charts: placed, contents, end: contents + count(sheet.contents.len()) }
    }
}
