use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::sheet::{Cell, Row, Sheet, Style};

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
    let keys = std::iter::once("kind".to_owned()).chain(columns.iter().map(|c| as_text(&sheet.columns[*c].key)));
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

/// Records of one length as CSV, the names of their fields first.
#[must_use]
pub fn csv_records(names: &[String], records: impl Iterator<Item = Vec<String>>) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory cannot fail, and every record has one field a name.
    let _ = writer.write_record(names);
    for record in records {
        let _ = writer.write_record(record);
    }
    writer.into_inner().unwrap_or_default()
}

/// Words that a spreadsheet program would take for a formula, kept words by an apostrophe.
fn as_text(words: &str) -> String {
    // Programs set for an East Asian language take the wide forms of these signs too.
    if words.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        format!("'{words}")
    } else {
        words.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::csv;
    use crate::sheet::{Cell, Column, Row, Sheet};
    use rust_decimal::dec;

    #[test]
    fn a_label_in_csv_is_never_a_formula() {
        for (label, field) in [
            ("=cmd|x", "'=cmd|x"),
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\n=1", "\"'\n=1\""),
            ("＝1", "'＝1"),
            ("a,\"b\"", "\"a,\"\"b\"\"\""),
            ("1.1", "1.1"),
        ] {
            let columns = vec![Column::text("label", "Label", 9), Column::number("n", "N", 9)];
            let rows = vec![Row::body(vec![label.into(), Cell::Number(dec!(-1.5), 1)])];
            let sheet = Sheet { columns, rows, ..Sheet::default() };
            assert_eq!(csv(&sheet), format!("kind,label,n\nline,{field},-1.5\n"));
        }
    }
}
