//! What is said around the tables of a sheet of all their prices: by titles above them, and by notes wherever they are.

use std::collections::HashSet;
use std::sync::Arc;

use super::above::Above;
use super::beyond::Stated;
use super::claim::is_note_on_prices;
use super::header::{Header, TITLES};
use super::quantity::Scale;
use super::remark::Remark;
use super::remarked;
use super::row::{Row, RowKind};
use super::titles::Titled;
use super::view::{View, ViewRow};
use crate::unit::fold;

/// What is said around the tables of a sheet.
pub struct Around<'a> {
    /// With tax, or in thousands.
    pub above: Above,
    /// How many units each quantity may count.
    pub scale: Option<&'a Scale>,
    /// What a note in a row of its own states of all prices.
    pub noted: Option<Stated>,
    /// Sentences on all prices.
    notes: Vec<&'a str>,
}

impl<'a> Around<'a> {
    /// Of a sheet.
    pub fn of(view: &'a View, above: Above, scale: Option<&'a Scale>) -> Self {
        let alone = || view.rows.iter().filter(|row| row.cells.len() == 1);
        let noted = alone().flat_map(ViewRow::texts).find_map(|(_, text)| Stated::of_note(text));
        Self { above, scale, noted, notes: notes_on_prices(view) }
    }

    /// What titles above a table, or notes on all prices, say that its prices pay for.
    #[must_use]
    pub fn titled(&self, titles: &[&str]) -> Option<Titled> {
        Titled::of(self.notes.iter().chain(titles).copied())
    }
}

/// What the name of a sheet, and notes below its first header that are no part of its tables, say of all its prices.
pub fn remarks<'a>(view: &View, rows: impl Iterator<Item = &'a Row>, last: u32) -> Vec<Arc<Remark>> {
    let known: HashSet<u32> = rows.filter(|row| row.kind != RowKind::Note).map(|row| row.row).collect();
    let alone = view.rows.iter().filter(|row| row.row > last && row.cells.len() == 1 && !known.contains(&row.row));
    let texts = alone.flat_map(ViewRow::texts).map(|(_, text)| text);
    remarked::of_sheet(view, texts.filter(|text| is_note_on_prices(text)))
}

/// Sentences on all prices of a sheet, wherever they are: `Les prix s’entendent par an.`
fn notes_on_prices(view: &View) -> Vec<&str> {
    const STARTS: [&str; 6] =
        ["les prix ", "tous les prix ", "ces prix ", "les tarifs ", "les montants ", "tous les montants "];
    let alone = view.rows.iter().filter(|row| row.cells.len() == 1).flat_map(ViewRow::texts).map(|(_, text)| text);
    let is_note = |text: &&str| {
        let folded = fold(text.get(..text.floor_char_boundary(40)).unwrap_or(text));
        STARTS.iter().any(|start| folded.starts_with(start))
    };
    alone.filter(is_note).collect()
}

/// The titles of a table: those between it and the table above, else those of the sheet. `above` are the headers before its own, in
/// their order.
pub fn titles_of<'a>(
    view: &'a View, header: &'a Header, (first, titles): ((u32, u32), &[&'a str]), above: &[Header],
    lines: &HashSet<u32>,
) -> Vec<&'a str> {
    let since = above.iter().rev().find(|of| header.is_below(of)).map(|of| of.rows.1);
    let own = since.map_or(&[][..], |since| {
        view.between(since.max(header.rows.0.saturating_sub(TITLES + 1)), Some(header.rows.0))
    });
    // The last line of the table above may have no more than its label.
    let own = own
        .iter()
        .filter(|row| row.cells.len() == 1 && !lines.contains(&row.row))
        .flat_map(ViewRow::texts)
        .map(|(_, text)| text);
    let mut own: Vec<&str> = own.collect();
    own.extend(header.title.iter().map(|(_, text)| text.as_str()));
    let of_sheet = if own.is_empty() || header.rows.0 == first.0 { titles } else { &[] };
    of_sheet.iter().copied().chain(own).collect()
}
