//! Reads the input sheets of a living workbook back, as someone left them.

use std::collections::HashMap;

use crate::diag::Finding;
use crate::diag::message::living::not_living;
use crate::formula::{self, Address};
use crate::sheet::{self, Held, Made, Tried, Typed};
use crate::unit::Lang;
use crate::xlsx::{Book, Cell, Row, Sheet, Value};

/// Where the columns of an input sheet are.
struct Columns {
    lang: Lang,
    heading: u32,
    value: u32,
    model: u32,
    path: u32,
}

/// What was typed in a living workbook, wherever its sheets and rows now are.
///
/// # Errors
/// A workbook that chiffrage did not write, or damaged.
pub fn tried(book: &Book) -> Result<Tried, Finding> {
    let mut tried = Tried::default();
    let mut places = HashMap::new();
    let mut changes = None;
    let mut found = false;
    for (place, entry) in book.sheets.iter().enumerate().filter(|(_, entry)| entry.is_grid) {
        let sheet = book.sheet(place)?;
        if let Some(columns) = columns(&sheet) {
            found = true;
            tried.lang = columns.lang;
            if !sheet::input_sheets(columns.lang).contains(&entry.name.as_str()) {
                tried.renamed.push(entry.name.clone());
            }
            for (at, cell) in rows(book, &sheet, &entry.name, &columns, &mut tried.strays) {
                places.insert((place, at), tried.cells.len());
                tried.cells.push(cell);
            }
        } else if let Some(headings) = change_columns(&sheet) {
            changes = Some((place, sheet, headings));
        } else if tried.scenario.is_none() {
            tried.scenario = scenario(&sheet);
        }
    }
    if let Some((place, sheet, headings)) = changes {
        tried.made = made(book, place, &sheet, headings, &places);
    }
    if found { Ok(tried) } else { Err(not_living()) }
}

/// The row of the headings of the sheet of changes, and its columns of paths and of formulas.
fn change_columns(sheet: &Sheet) -> Option<(u32, [u32; 2])> {
    [Lang::Fr, Lang::En].into_iter().find_map(|lang| heading(sheet, sheet::change_headings(lang)))
}

/// The figures that the workbook was made with, as the sheet of changes lists them: each with the cell that the formulas
/// read for it, which Excel followed wherever rows were added or taken out.
fn made(
    book: &Book, place: usize, sheet: &Sheet, (top, [path, typed]): (u32, [u32; 2]),
    places: &HashMap<(usize, Address), usize>,
) -> Vec<Made> {
    let mut formulas = formula::Book::default();
    for entry in &book.sheets {
        formulas.add_sheet(&entry.name);
    }
    let below = sheet.rows().filter(|(row, _)| row.number > top);
    let mut paths = Vec::new();
    for (row, cells) in below {
        let Some(words) = at(cells, path).and_then(|cell| cell.value.text()) else { continue };
        let text = at(cells, typed).and_then(Cell::formula_text).unwrap_or_default();
        formulas.put_formula(place, Address { row: row.number, column: typed }, &text, None);
        paths.push(words.to_owned());
    }
    let read = |formula: &formula::Formula| match formulas.reads(formula)[..] {
        [(sheet, area)] => places.get(&(sheet, area.single()?)).copied(),
        _ => None,
    };
    paths.into_iter().zip(formulas.formulas()).map(|(path, formula)| Made { path, cell: read(formula) }).collect()
}

/// The row of some headings, and their columns. Headings are near the top, even where rows were added.
fn heading<const N: usize>(sheet: &Sheet, words: [&str; N]) -> Option<(u32, [u32; N])> {
    sheet.rows().take(40).find_map(|(row, cells)| {
        let column =
            |words: &str| cells.iter().find(|cell| cell.value.text() == Some(words)).map(|cell| cell.at.column);
        let columns = words.map(column);
        columns.iter().all(Option::is_some).then(|| (row.number, columns.map(Option::unwrap_or_default)))
    })
}

/// The cell of a column.
fn at(cells: &[Cell], column: u32) -> Option<&Cell> {
    cells.iter().find(|cell| cell.at.column == column)
}

/// The columns of an input sheet, by their headings; none where it is no such sheet.
fn columns(sheet: &Sheet) -> Option<Columns> {
    [Lang::Fr, Lang::En].into_iter().find_map(|lang| {
        let (heading, [value, model, path]) = heading(sheet, sheet::input_headings(lang))?;
        Some(Columns { lang, heading, value, model, path })
    })
}

/// The cells of an input sheet, each with its address; where a number has no path beside it, its place goes to `strays`.
fn rows(book: &Book, sheet: &Sheet, name: &str, columns: &Columns, strays: &mut Vec<String>) -> Vec<(Address, Typed)> {
    let mut typed = |(row, cells): (&Row, &[Cell])| {
        let address = Address { row: row.number, column: columns.value };
        let place = format!("'{}'!{address}", name.replace('\'', "''"));
        let value = at(cells, columns.value);
        let path = at(cells, columns.path).and_then(|cell| cell.value.text()).map(str::trim).unwrap_or_default();
        if path.is_empty() {
            strays.extend(value.is_some_and(|cell| matches!(cell.value, Value::Number(_))).then_some(place));
            return None;
        }
        let cell = Typed {
            path: path.to_owned(),
            place,
            held: value.map_or(Held::Nothing, |cell| held(book, cell)),
            model: at(cells, columns.model).and_then(|cell| cell.value.number()),
            formula: value.and_then(Cell::formula_text).map(std::borrow::Cow::into_owned),
        };
        Some((address, cell))
    };
    sheet.rows().filter(|(row, _)| row.number > columns.heading).filter_map(&mut typed).collect()
}

fn held(book: &Book, cell: &Cell) -> Held {
    if let Some(date) = book.date(cell) {
        return Held::Date(date);
    }
    match (&cell.value, cell.value.number()) {
        (_, Some(number)) => Held::Number(number),
        (Value::Empty, None) => Held::Nothing,
        (Value::Text(words), None) if words.trim().is_empty() => Held::Nothing,
        (Value::Text(words), None) => Held::Words(words.to_string()),
        (Value::Number(words) | Value::Error(words) | Value::Date(words), None) => Held::Words(words.to_string()),
        (Value::Bool(truth), None) => Held::Words(truth.to_string()),
    }
}

/// The scenario that the index names.
fn scenario(sheet: &Sheet) -> Option<String> {
    sheet.rows().find_map(|(_, cells)| {
        let first = cells.first()?;
        let named = sheet::SCENARIO.contains(&first.value.text()?);
        named.then(|| at(cells, first.at.column + 1)?.value.text().map(str::to_owned))?
    })
}

/// What is no longer as it was written among our formulas, and no input sheet shows.
#[derive(Debug, Default)]
pub struct Over {
    /// Cells that hold no formula now: someone typed over them.
    pub cells: Vec<String>,
    /// Sheets that are not there under their names.
    pub sheets: Vec<String>,
}

/// Finds our formulas.
///
/// # Errors
/// A damaged workbook.
pub fn typed_over(book: &Book, ours: &sheet::Book) -> Result<Over, Finding> {
    let mut over = Over::default();
    for sheet in &ours.sheets {
        let rows = sheet.rows.iter().enumerate();
        let cells = rows.flat_map(|(r, row)| row.cells.iter().enumerate().map(move |(c, cell)| (r, c, cell)));
        let mut formulas = cells.filter(|(.., cell)| matches!(cell, sheet::Cell::Formula(..))).peekable();
        if formulas.peek().is_none() {
            continue;
        }
        let Some(found) = book.find(&sheet.name) else {
            over.sheets.push(sheet.name.clone());
            continue;
        };
        let theirs = book.sheet(found)?;
        for (r, c, _) in formulas {
            let at = Address { row: sheet.body_row(r) + 1, column: u32::try_from(c + 1).unwrap_or(u32::MAX) };
            if theirs.cell(at).is_none_or(|cell| cell.formula.is_none()) {
                over.cells.push(format!("'{}'!{at}", sheet.name.replace('\'', "''")));
            }
        }
    }
    Ok(over)
}
