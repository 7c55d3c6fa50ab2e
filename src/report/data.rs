use std::fmt::Write as _;

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::text::shown;
use crate::sheet::{Cell, Row, Sheet, Style};
use crate::unit::Lang;

/// The shape of a table in JSON.
#[derive(Serialize)]
struct Data<'a> {
    title: &'a [String],
    rows: Vec<Map<String, Value>>,
    notes: &'a [String],
}

/// A sheet as JSON: each row an object under the columns' keys, with its `kind`.
#[must_use]
pub fn json(sheet: &Sheet) -> String {
    let rows = lines(sheet).map(|row| {
        let columns = sheet.columns.iter().zip(&row.cells).filter(|(column, _)| !column.only_drawn);
        let cells = columns.map(|(column, cell)| (column.key.clone(), value(cell)));
        std::iter::once(("kind".to_owned(), json!(kind(row.style)))).chain(cells).collect()
    });
    let data = Data { title: &sheet.title, rows: rows.collect(), notes: &sheet.notes };
    serde_json::to_string_pretty(&data).unwrap_or_default() + "\n"
}

/// The rows that are data: headings of sections only speak to people.
fn lines(sheet: &Sheet) -> impl Iterator<Item = &Row> {
    sheet.rows.iter().filter(|row| !matches!(row.style, Style::Section | Style::Blank))
}

fn kind(style: Style) -> &'static str {
    match style {
        Style::Body => "line",
        Style::Section | Style::Blank => "section",
        Style::Subtotal => "subtotal",
        Style::Total => "total",
    }
}

/// A cell as data: its number as shown, whose decimal text JSON keeps.
fn value(cell: &Cell) -> Value {
    match cell.shown() {
        Cell::Text(text) => json!(text),
        Cell::Empty => Value::Null,
        _ => cell.number().and_then(|n| n.to_string().parse().ok()).map_or(Value::Null, Value::Number),
    }
}

/// A sheet as CSV: the kind of each row and the columns' keys, then the rows; a point for decimals, percent as a share.
#[must_use]
pub fn csv(sheet: &Sheet) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let columns: Vec<usize> = (0..sheet.columns.len()).filter(|c| !sheet.columns[*c].only_drawn).collect();
    let keys = std::iter::once("kind").chain(columns.iter().map(|c| sheet.columns[*c].key.as_str()));
    let rows = lines(sheet).map(|row| {
        let of_column = |c: usize| match row.cells.get(c).map(Cell::shown) {
            Some(Cell::Text(text)) => as_text(text),
            Some(cell) => cell.number().map(|n| n.to_string()).unwrap_or_default(),
            None => String::new(),
        };
        std::iter::once(kind(row.style).to_owned()).chain(columns.iter().copied().map(of_column)).collect::<Vec<_>>()
    });
    // Writing to memory cannot fail, and every record has one field a column.
    let _ = writer.write_record(keys);
    for row in rows {
        let _ = writer.write_record(row);
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// Words that a spreadsheet program would take for a formula, kept words by an apostrophe.
fn as_text(words: &str) -> String {
    if words.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{words}") } else { words.to_owned() }
}

/// A sheet as a Markdown table.
#[must_use]
pub fn markdown(sheet: &Sheet, lang: Lang) -> String {
    let escape = |text: &str| text.replace('|', "\\|").replace('\n', " ");
    let mut out = String::new();
    if let Some(title) = sheet.title.first() {
        let _ = writeln!(out, "## {title}\n");
    }
    let line = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let columns = || sheet.columns.iter().enumerate().filter(|(_, column)| !column.only_data);
    let _ = writeln!(out, "{}", line(columns().map(|(_, c)| escape(&c.title)).collect()));
    let rule = |numeric: bool| if numeric { "---:" } else { "---" }.to_owned();
    let _ = writeln!(out, "{}", line(columns().map(|(_, c)| rule(c.numeric)).collect()));
    for row in &sheet.rows {
        let strong = row.style != Style::Body;
        let of_column = |c: usize| {
            let text = row.cells.get(c).map(|cell| escape(&shown(cell, lang))).unwrap_or_default();
            if strong && !text.is_empty() { format!("**{text}**") } else { text }
        };
        let _ = writeln!(out, "{}", line(columns().map(|(c, _)| of_column(c)).collect()));
    }
    for note in &sheet.notes {
        let _ = writeln!(out, "\n{note}");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::csv;
    use crate::sheet::{Cell, Column, Row, Sheet};
    use rust_decimal::dec;

    #[test]
    fn a_label_in_csv_is_never_a_formula() {
        let columns = vec![Column::text("label", "Label", 9), Column::number("n", "N", 9)];
        let rows = vec![Row::body(vec!["=cmd|x".into(), Cell::Number(dec!(-1.5), 1)])];
        let sheet = Sheet { columns, rows, ..Sheet::default() };
        assert_eq!(csv(&sheet), "kind,label,n\nline,'=cmd|x,-1.5\n");
    }
}
