use std::fmt::Write as _;

use comfy_table::{Attribute, Cell as Drawn, CellAlignment, ContentArrangement, Table, presets};

use crate::sheet::{Cell, Sheet, Style};
use crate::unit::{Lang, digits, money, percent};

/// A sheet for people: title, aligned table, notes; headings and totals in bold where `styled`.
#[must_use]
pub fn text(sheet: &Sheet, lang: Lang, styled: bool) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    if styled {
        table.enforce_styling();
    } else {
        table.force_no_tty();
    }
    let bold = |drawn: Drawn, on: bool| if on && styled { drawn.add_attribute(Attribute::Bold) } else { drawn };
    let columns = || sheet.columns.iter().enumerate().filter(|(_, column)| !column.only_data);
    table.set_header(columns().map(|(_, column)| {
        let drawn = Drawn::new(&column.title);
        bold(if column.numeric { drawn.set_alignment(CellAlignment::Right) } else { drawn }, true)
    }));
    for row in &sheet.rows {
        let cells = columns().map(|(c, column)| {
            let words = row.cells.get(c).map(|cell| shown(cell, lang)).unwrap_or_default();
            let drawn = Drawn::new(words);
            bold(
                if column.numeric { drawn.set_alignment(CellAlignment::Right) } else { drawn },
                row.style != Style::Body,
            )
        });
        table.add_row(cells);
    }
    for (place, (_, column)) in columns().enumerate() {
        if let Some(drawn) = table.column_mut(place) {
            drawn.set_padding((0, 1));
            if column.numeric {
                // A figure is never cut in two.
                drawn.set_constraint(comfy_table::ColumnConstraint::ContentWidth);
            }
        }
    }
    let mut out = String::new();
    for line in &sheet.title {
        let _ = writeln!(out, "{line}");
    }
    let _ = writeln!(out);
    for line in table.lines() {
        let _ = writeln!(out, "{}", line.trim_end());
    }
    if !sheet.notes.is_empty() {
        let _ = writeln!(out);
    }
    for line in &sheet.notes {
        let _ = writeln!(out, "{line}");
    }
    out
}

/// What a cell shows a reader.
#[must_use]
pub fn shown(cell: &Cell, lang: Lang) -> String {
    match cell.shown() {
        Cell::Text(text) => text.clone(),
        Cell::Money(value) => money(*value, lang),
        Cell::UnitPrice(value, places) | Cell::Number(value, places) => digits(*value, *places, lang),
        Cell::Percent(value) => percent(*value, lang),
        Cell::Empty | Cell::Formula(..) | Cell::Input(_) => String::new(),
    }
}
