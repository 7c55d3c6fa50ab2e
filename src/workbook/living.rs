//! Reads the input sheets of a living workbook back, as someone left them.

use crate::diag::{Code, Finding};
use crate::formula::Address;
use crate::sheet::{self, Held, Tried, Typed};
use crate::unit::Lang;
use crate::xlsx::{Book, Cell, Sheet, Value};

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
/// A workbook that is none of ours, or damaged.
pub fn tried(book: &Book) -> Result<Tried, Finding> {
    let mut tried = Tried::default();
    let mut found = false;
    for (place, entry) in book.sheets.iter().enumerate().filter(|(_, entry)| entry.is_grid) {
        let sheet = book.sheet(place)?;
        match columns(&sheet) {
            Some(columns) => {
                found = true;
                tried.lang = columns.lang;
                if !sheet::input_sheets(columns.lang).contains(&entry.name.as_str()) {
                    tried.renamed.push(entry.name.clone());
                }
                rows(&sheet, &entry.name, &columns, &mut tried);
            }
            None if tried.scenario.is_none() => tried.scenario = scenario(&sheet),
            None => {}
        }
    }
    if found { Ok(tried) } else { Err(not_ours()) }
}

fn not_ours() -> Finding {
    Finding::error(Code::NotLiving, "no sheet of the workbook has the headings of an input sheet")
        .help("`chiffrage workbook` writes the workbook that `read` reads back")
}

/// The columns of an input sheet, by their headings; none where it is no such sheet.
fn columns(sheet: &Sheet) -> Option<Columns> {
    // Headings stand near the top, even where rows were added.
    sheet.rows().take(40).find_map(|(row, cells)| {
        [Lang::Fr, Lang::En].into_iter().find_map(|lang| {
            let [value, model, path] = sheet::input_headings(lang)
                .map(|words| cells.iter().find(|cell| cell.value.text() == Some(words)).map(|cell| cell.at.column));
            Some(Columns { lang, heading: row.number, value: value?, model: model?, path: path? })
        })
    })
}

fn rows(sheet: &Sheet, name: &str, columns: &Columns, tried: &mut Tried) {
    for (row, cells) in sheet.rows().filter(|(row, _)| row.number > columns.heading) {
        let at = |column: u32| cells.iter().find(|cell| cell.at.column == column);
        let place = |column: u32| format!("'{}'!{}", name.replace('\'', "''"), Address { row: row.number, column });
        let value = at(columns.value);
        let path = at(columns.path).and_then(|cell| cell.value.text()).map(str::trim).unwrap_or_default();
        if path.is_empty() {
            if value.is_some_and(|cell| matches!(cell.value, Value::Number(_))) {
                tried.strays.push(place(columns.value));
            }
            continue;
        }
        tried.cells.push(Typed {
            path: path.to_owned(),
            place: place(columns.value),
            held: value.map_or(Held::Nothing, held),
            model: at(columns.model).and_then(|cell| cell.value.number()),
            formula: value.and_then(Cell::formula_text).map(std::borrow::Cow::into_owned),
        });
    }
}

fn held(cell: &Cell) -> Held {
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
        let [first, second, ..] = cells else { return None };
        let named = sheet::SCENARIO.contains(&first.value.text()?);
        named.then(|| second.value.text().map(str::to_owned))?
    })
}

/// The formulas of ours that are formulas no longer: someone typed over them, and no input sheet shows it.
///
/// # Errors
/// A damaged workbook.
pub fn typed_over(book: &Book, ours: &sheet::Book) -> Result<Vec<String>, Finding> {
    let mut places = Vec::new();
    for sheet in &ours.sheets {
        let Some(found) = book.find(&sheet.name) else { continue };
        let theirs = book.sheet(found)?;
        let mut over = Vec::new();
        for (r, row) in sheet.rows.iter().enumerate() {
            for (c, _) in row.cells.iter().enumerate().filter(|(_, cell)| matches!(cell, sheet::Cell::Formula(..))) {
                let column = u32::try_from(c + 1).unwrap_or(u32::MAX);
                let at = Address { row: sheet.body_row(r) + 1, column };
                if theirs.cell(at).is_none_or(|cell| cell.formula.is_none()) {
                    over.push(format!("'{}'!{at}", sheet.name.replace('\'', "''")));
                }
            }
        }
        places.extend(over);
    }
    Ok(places)
}
