use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::sheet::{Cell, Column, Row, Seen, Sheet, Style};
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
        let columns = sheet.columns.iter().zip(&row.cells).filter(|(column, _)| column.seen != Seen::ByEyes);
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

/// The kind of a row, for people who sort and filter.
fn kind_label(style: Style, lang: Lang) -> &'static str {
    match style {
        Style::Body => lang.pick("ligne", "line"),
        Style::Section | Style::Blank => lang.pick("titre", "section"),
        Style::Subtotal => lang.pick("sous-total", "subtotal"),
        Style::Total => lang.pick("total", "total"),
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
    let names = |column: &Column| column.key.clone();
    let mut writer = csv::Writer::from_writer(Vec::new());
    write_rows(&mut writer, sheet, ("kind", kind), names, |number| number.to_string());
    into_text(writer)
}

/// The same for Excel in French: marked as UTF-8, the columns' titles, semicolons between fields, a comma for decimals.
#[must_use]
pub fn excel_csv(sheet: &Sheet, lang: Lang) -> String {
    let names = |column: &Column| if column.title.is_empty() { &column.key } else { &column.title }.clone();
    let numbers = |number: Decimal| number.to_string().replace('.', ",");
    let kinds = |style| kind_label(style, lang);
    let mut writer =
        csv::WriterBuilder::new().delimiter(b';').terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    write_rows(&mut writer, sheet, (lang.pick("Nature de la ligne", "Kind of row"), kinds), names, numbers);
    format!("\u{feff}{}", into_text(writer))
}

/// Writes what is data of a sheet: the `kind` of each row, then its cells, under what the columns are called.
fn write_rows(
    writer: &mut csv::Writer<Vec<u8>>, sheet: &Sheet, (heading, kind): (&str, impl Fn(Style) -> &'static str),
    name: impl Fn(&Column) -> String, number: impl Fn(Decimal) -> String,
) {
    let columns: Vec<usize> = (0..sheet.columns.len()).filter(|c| sheet.columns[*c].seen != Seen::ByEyes).collect();
    let names = columns.iter().map(|c| as_text(&name(&sheet.columns[*c])));
    let rows = lines(sheet).map(|row| {
        let of_column = |c: usize| match row.cells.get(c).map(Cell::shown) {
            Some(Cell::Text(text)) => as_text(text),
            Some(cell) => cell.number().map(&number).unwrap_or_default(),
            None => String::new(),
        };
        std::iter::once(kind(row.style).to_owned()).chain(columns.iter().copied().map(of_column)).collect::<Vec<_>>()
    });
    // Writing to memory cannot fail, and every record has one field a column.
    let _ = writer.write_record(std::iter::once(heading.to_owned()).chain(names));
    for row in rows {
        let _ = writer.write_record(row);
    }
}

fn into_text(writer: csv::Writer<Vec<u8>>) -> String {
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
    use super::{csv, excel_csv};
    use crate::sheet::{Cell, Column, Row, Sheet};
    use crate::unit::Lang;
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

    /// What Excel set for French reads as columns, words and numbers: no figure of it is text, and no label a formula.
    #[test]
    fn csv_for_a_french_excel() {
        let columns = vec![Column::text("label", "Désignation", 9), Column::number("net", "Prix HT (€)", 9)];
        let rows = vec![
            Row::body(vec!["=a;b".into(), Cell::Number(dec!(-1234.50), 2)]),
            Row::body(vec!["Été".into(), Cell::Empty]),
        ];
        let sheet = Sheet { columns, rows, ..Sheet::default() };
        let expected =
            "\u{feff}Nature de la ligne;Désignation;Prix HT (€)\r\nligne;\"'=a;b\";-1234,50\r\nligne;Été;\r\n";
        assert_eq!(excel_csv(&sheet, Lang::Fr), expected);
    }
}
