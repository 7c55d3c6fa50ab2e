//! How many cells an .ods file comes to: it may say that a row or a cell is repeated a million times; and which of them are
//! out of sight, how they show their numbers, and what is written beside them.

use calamine::Data;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::diag::Finding;
use crate::diag::message::spreadsheet::{damaged_ods, too_many_cells};
use crate::formula::Address;
use crate::unit::Budget;
use crate::xlsx::{Comment, Looks, Package};

/// No sheet may come to more cells than this, those in the midst that are empty too.
const CELLS_AT_MOST: usize = 2_000_000;

/// The work of reading a byte, and a cell.
const WORK_OF_A_BYTE: usize = 20;
const WORK_OF_A_CELL: usize = 100;

/// Refuses an .ods file whose sheets come to more cells than are read; else says how each of them is looked at, and what is written
/// beside its cells.
///
/// # Errors
/// More cells than the limit, or a part that cannot be read.
pub fn bounded(package: &Package) -> Result<(Vec<Looks>, Vec<Vec<Comment>>), Finding> {
    let content = package.part("content.xml")?;
    let mut reader = Reader::from_reader(content.as_slice());
    let budget = package.budget();
    let (mut row, mut sheet, mut held) = (Line::default(), Block::default(), 0_usize);
    budget.draw(content.len().saturating_mul(WORK_OF_A_BYTE))?;
    let mut looks: Vec<Looks> = Vec::new();
    let mut comments: Vec<Vec<Comment>> = Vec::new();
    let mut said = Said::default();
    let (mut next_row, mut next_column) = (1_u32, 1_u32);
    loop {
        let event = reader.read_event().map_err(|e| damaged_ods(&e.to_string()))?;
        let (start, is_empty) = match &event {
            Event::Start(start) => (Some(start), false),
            Event::Empty(start) => (Some(start), true),
            _ => (None, false),
        };
        // What is written of a cell is in each of those that it is repeated in.
        row.add(event.len());
        said.hear(&event);
        match (&event, start.map(|s| s.local_name().into_inner())) {
            (_, Some("table-row")) => {
                row = Line { rows: repeated(start, "number-rows-repeated"), ..Line::default() };
                let last = next_row.saturating_add(u32::try_from(row.rows.max(1) - 1).unwrap_or(u32::MAX));
                if let (Some(looks), Some(how)) = (looks.last_mut(), out_of_sight(start)) {
                    looks.hide_rows(next_row..=last);
                    if how == "filter" {
                        looks.filter();
                    }
                }
                next_row = last.saturating_add(1);
                if is_empty {
                    sheet.put(&row);
                }
                row.repeats = 1;
            }
            (_, Some("table-cell" | "covered-table-cell")) => {
                row.repeats = repeated(start, "number-columns-repeated");
                row.width = row.width.saturating_add(row.repeats);
                if !is_empty
                    || start.is_some_and(|s| s.attributes().flatten().any(|a| a.key.as_ref().starts_with("office:")))
                {
                    row.filled = row.width;
                }
                let first = u32::try_from(row.width - row.repeats.min(row.width)).unwrap_or(u32::MAX).saturating_add(1);
                let height = u32::try_from(row.rows.max(1)).unwrap_or(u32::MAX);
                let at = Address { row: next_row.saturating_sub(height), column: first };
                said = if is_empty { Said::default() } else { Said::of(at, row.repeats, start) };
            }
            (Event::End(end), _) if matches!(end.local_name().as_ref(), "table-cell" | "covered-table-cell") => {
                if let (Some(looks), Some(comments)) = (looks.last_mut(), comments.last_mut()) {
                    said.put(looks, comments, budget)?;
                }
                said = Said::default();
            }
            (_, Some("table-column")) => {
                let n = u32::try_from(repeated(start, "number-columns-repeated").max(1)).unwrap_or(u32::MAX);
                let last = next_column.saturating_add(n - 1);
                if let (Some(looks), Some(_)) = (looks.last_mut(), out_of_sight(start)) {
                    looks.hide_columns(next_column..=last);
                }
                next_column = last.saturating_add(1);
            }
            (_, Some("table")) => {
                sheet = Block::default();
                looks.push(Looks::default());
                comments.push(Vec::new());
                (next_row, next_column) = (1, 1);
            }
            // So many spaces.
            (_, Some("s")) => row.add(repeated(start, "c")),
            (Event::End(end), _) if end.local_name().as_ref() == "table-row" => {
                sheet.put(&row);
                // calamine keeps each cell and its formula twice while it reads, the rows that are empty too.
                let cells = sheet.width.saturating_mul(sheet.filled);
                budget.room(
                    held.saturating_add(cells.saturating_mul(2 * (size_of::<Data>() + size_of::<String>())))
                        .saturating_add(sheet.bytes.saturating_mul(2)),
                )?;
            }
            (Event::End(end), _) if end.local_name().as_ref() == "table" => {
                let cells = sheet.width.saturating_mul(sheet.filled);
                budget.draw(cells.saturating_mul(WORK_OF_A_CELL).saturating_add(sheet.bytes))?;
                held = held
                    .saturating_add(cells.saturating_mul(size_of::<Data>() + size_of::<String>()))
                    .saturating_add(sheet.bytes);
            }
            (Event::Eof, _) => return Ok((looks, comments)),
            _ => {}
        }
        if sheet.width.saturating_mul(sheet.filled) > CELLS_AT_MOST {
            return Err(too_many_cells(true));
        }
    }
}

/// How a row or a column is out of sight: `collapse` by hand, `filter` by a filter.
fn out_of_sight(start: Option<&BytesStart<'_>>) -> Option<String> {
    let named = start?.attributes().flatten().find(|a| a.key.local_name().into_inner() == "visibility")?;
    let how = named.value.to_string();
    (how != "visible").then_some(how)
}

/// What a cell shows of a number, and what is written beside it.
#[derive(Default)]
struct Said {
    /// The cell, the first of those that it is repeated in, and how many these are.
    at: Option<(Address, usize)>,
    /// Does it hold a number?
    is_number: bool,
    /// The number, as it is shown.
    shown: String,
    author: String,
    comment: String,
    /// What is being read.
    within: Within,
}

/// What of a cell is being read.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Within {
    /// What it shows.
    #[default]
    Cell,
    /// What is written beside it.
    Comment,
    /// Who wrote that.
    Author,
    /// When.
    Date,
}

/// A cell of the same number is shown alike in so many columns at most.
const REPEATED: u32 = 200;
/// A number that is shown with more than this is no price.
const SHOWN_AT_MOST: usize = 200;
/// Of what is written beside a cell, so much is read.
const COMMENT_AT_MOST: usize = 4_000;

impl Said {
    fn of(at: Address, repeats: usize, start: Option<&BytesStart<'_>>) -> Self {
        let mut attributes = start.into_iter().flat_map(|start| start.attributes().flatten());
        let is_number = attributes.any(|of| {
            of.key.local_name().into_inner() == "value-type" && matches!(of.value.as_ref(), "float" | "currency")
        });
        Self { at: Some((at, repeats)), is_number, ..Self::default() }
    }

    fn hear(&mut self, event: &Event<'_>) {
        if self.at.is_none() {
            return;
        }
        match event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "annotation" => self.within = Within::Comment,
                "creator" if self.within == Within::Comment => self.within = Within::Author,
                "date" | "date-string" if self.within == Within::Comment => self.within = Within::Date,
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "annotation" => self.within = Within::Cell,
                "creator" | "date" | "date-string" if self.within != Within::Cell => self.within = Within::Comment,
                // Each line.
                "p" if self.within != Within::Cell => self.comment.push('\n'),
                _ => {}
            },
            Event::Text(text) => self.add(text),
            Event::CData(text) => self.add(text),
            Event::GeneralRef(entity) => match entity.resolve_char_ref() {
                Ok(Some(c)) => self.add(c.encode_utf8(&mut [0; 4])),
                _ => self.add(quick_xml::escape::resolve_predefined_entity(entity).unwrap_or_default()),
            },
            _ => {}
        }
    }

    fn add(&mut self, text: &str) {
        let (to, most) = match self.within {
            Within::Author => (&mut self.author, SHOWN_AT_MOST),
            Within::Comment => (&mut self.comment, COMMENT_AT_MOST),
            Within::Cell if self.is_number => (&mut self.shown, SHOWN_AT_MOST),
            Within::Date | Within::Cell => return,
        };
        if to.len() + text.len() <= most {
            to.push_str(text);
        }
    }

    /// Notes it of its sheet.
    fn put(&self, looks: &mut Looks, comments: &mut Vec<Comment>, budget: &Budget) -> Result<(), Finding> {
        let Some((at, repeats)) = self.at else { return Ok(()) };
        if !self.comment.trim().is_empty() {
            budget.push(comments, Comment::of(at, &self.author, &self.comment))?;
        }
        if let Some(sample) = sample(&self.shown) {
            let repeats = u32::try_from(repeats).unwrap_or(REPEATED).min(REPEATED);
            budget.draw(repeats as usize * WORK_OF_A_CELL)?;
            for column in at.column..at.column.saturating_add(repeats) {
                looks.show(Address { column, ..at }, &sample);
            }
        }
        Ok(())
    }
}

/// A number that is shown with more than its digits, as a hundred is shown: `100 €` of `430,00 €`.
fn sample(shown: &str) -> Option<String> {
    let shown = shown.trim();
    let is_digit = |c: char| c.is_ascii_digit();
    let (first, last) = (shown.find(is_digit)?, shown.rfind(is_digit)?);
    let (before, after) = (&shown[..first], &shown[last + 1..]);
    let is_bare = [before, after].iter().all(|of| of.trim().is_empty() || *of == "-");
    (!is_bare).then(|| format!("{before}100{after}"))
}

/// A row: how many times it is repeated, how many cells it has, how many up to the last that holds something.
#[derive(Default)]
struct Line {
    rows: usize,
    width: usize,
    filled: usize,
    /// How many times the cell being read is repeated.
    repeats: usize,
    /// The bytes of its cells, those of a repeated one as often as it is.
    bytes: usize,
}

impl Line {
    fn add(&mut self, bytes: usize) {
        self.bytes = self.bytes.saturating_add(bytes.saturating_mul(self.repeats.max(1)));
    }
}

/// A sheet: its rows so far, and those up to the last that holds something; its width.
#[derive(Default)]
struct Block {
    rows: usize,
    filled: usize,
    width: usize,
    bytes: usize,
}

impl Block {
    fn put(&mut self, row: &Line) {
        self.rows = self.rows.saturating_add(row.rows);
        if row.filled > 0 {
            self.filled = self.rows;
            self.bytes = self.bytes.saturating_add(row.bytes.saturating_mul(row.rows));
            self.width = self.width.max(row.filled);
        }
    }
}

fn repeated(start: Option<&BytesStart<'_>>, key: &str) -> usize {
    let value =
        start.into_iter().flat_map(|s| s.attributes().flatten()).find(|a| a.key.local_name().into_inner() == key);
    value.and_then(|a| a.value.parse().ok()).unwrap_or(1)
}
