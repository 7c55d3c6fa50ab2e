//! How many cells an .ods file comes to: it may say that a row or a cell is repeated a million times; and which of them are
//! out of sight.

use calamine::Data;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::diag::Finding;
use crate::diag::message::spreadsheet::{damaged_ods, too_many_cells};
use crate::xlsx::{Looks, Package};

/// No sheet may come to more cells than this, those in the midst that are empty too.
const CELLS_AT_MOST: usize = 2_000_000;

/// The work of reading a byte, and a cell.
const WORK_OF_A_BYTE: usize = 20;
const WORK_OF_A_CELL: usize = 100;

/// Refuses an .ods file whose sheets come to more cells than are read; else says how each of them is looked at.
///
/// # Errors
/// More cells than the limit, or a part that cannot be read.
pub fn bounded(package: &Package) -> Result<Vec<Looks>, Finding> {
    let content = package.part("content.xml")?;
    let mut reader = Reader::from_reader(content.as_slice());
    let budget = package.budget();
    let (mut row, mut sheet, mut held) = (Line::default(), Block::default(), 0_usize);
    budget.draw(content.len().saturating_mul(WORK_OF_A_BYTE))?;
    let mut looks: Vec<Looks> = Vec::new();
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
            (Event::Eof, _) => return Ok(looks),
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
