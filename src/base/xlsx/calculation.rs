use super::book::Book;
use super::cell::{Cell, Formula, Value};
use super::sheet::Sheet;
use crate::diag::Finding;
use crate::formula::{self, ErrorValue};

impl Book {
    /// The cells, formulas and names of the whole workbook, to be recalculated. Its sheets have the same places.
    ///
    /// # Errors
    /// As [`Book::all_sheets`].
    pub fn calculation(&self) -> Result<formula::Book, Finding> {
        Ok(self.calculation_of(&self.all_sheets()?))
    }

    /// The same, of sheets that were read: all of them, in order.
    #[must_use]
    pub fn calculation_of(&self, sheets: &[Sheet]) -> formula::Book {
        let mut book = formula::Book::within(self.package.budget());
        for entry in &self.sheets {
            book.add_sheet(&entry.name);
        }
        for name in self.names.iter().filter(|name| !name.name.starts_with("_xlnm.")) {
            book.put_name(name.sheet, &name.name, &name.text);
        }
        for (place, sheet) in sheets.iter().enumerate() {
            for (row, cells) in sheet.rows() {
                if row.hidden {
                    book.hide_row(place, row.number);
                }
                for cell in cells {
                    put(&mut book, place, cell);
                }
            }
            // Over the values of the cells that they fill.
            for cell in &sheet.cells {
                match cell.formula.as_deref() {
                    Some(Formula::Array { text, area }) => book.put_array_formula(place, *area, text),
                    Some(Formula::Table { area }) => book.put_table(place, *area),
                    _ => {}
                }
            }
        }
        book
    }
}

fn put(book: &mut formula::Book, sheet: usize, cell: &Cell) {
    let value = known(&cell.value);
    match (cell.formula.as_deref(), cell.formula_text()) {
        (Some(Formula::Own(_) | Formula::Shared { .. }), Some(text)) => {
            // A formula that was never computed has no value, rather than an empty one.
            let cached = value.filter(|value| *value != formula::Value::Empty);
            book.put_formula(sheet, cell.at, &text, cached);
        }
        _ => match value {
            // What is not put is empty.
            Some(formula::Value::Empty) => {}
            Some(value) => book.put(sheet, cell.at, value),
            None => book.put_beyond(sheet, cell.at, "a value that is no number, text, truth or error that is known"),
        },
    }
}

/// The value as formulas see it; `None` where it is past what they hold.
fn known(value: &Value) -> Option<formula::Value> {
    match value {
        Value::Empty => Some(formula::Value::Empty),
        Value::Number(_) => value.number().map(formula::Value::Number),
        Value::Text(text) => Some(formula::Value::Text(text.clone())),
        Value::Bool(truth) => Some((*truth).into()),
        Value::Error(text) => ErrorValue::parse(text).map(formula::Value::Error),
        Value::Date(_) => None,
    }
}
