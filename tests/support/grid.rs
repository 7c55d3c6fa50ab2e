//! Small sheets, written as a person sees them.

use chiffrage::buyer::form::{Content, View, ViewCell, ViewRow};
use chiffrage::formula::Rect;
use rust_decimal::Decimal;

/// A sheet from its rows, the first of which is row `first` of a spreadsheet: cells parted by `|`, `=` before a
/// formula, numbers as such, `'` before a number that is text.
pub fn sheet(name: &str, first: u32, rows: &str) -> View {
    let cell = |text: &str| match text.strip_prefix('=') {
        Some(formula) => Content::Formula(formula.to_owned(), String::new()),
        None => match Decimal::from_str_exact(text) {
            Ok(number) => Content::Number(number.normalize()),
            Err(_) => Content::Text(text.strip_prefix('\'').unwrap_or(text).replace("\\n", "\n")),
        },
    };
    let row = |(at, row): (usize, &str)| {
        let cells = row.split('|').map(str::trim).enumerate().filter(|(_, text)| !text.is_empty());
        let cells =
            cells.map(|(c, text)| ViewCell { column: u32::try_from(c + 1).unwrap(), content: cell(text) }).collect();
        ViewRow { row: first + u32::try_from(at).unwrap(), cells, looks: Vec::new() }
    };
    let rows = rows.trim_matches('\n').lines().enumerate().map(row).filter(|r: &ViewRow| !r.cells.is_empty()).collect();
    View { name: name.to_owned(), rows, ..View::default() }
}

/// With merged ranges, as a spreadsheet names them: `B1:K2`.
pub fn merged(mut view: View, ranges: &[&str]) -> View {
    view.merged.extend(ranges.iter().map(|range| Rect::parse(range).unwrap()));
    view
}
