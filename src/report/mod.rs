//! Draws sheets for terminals, as data and as pages of HTML. Knows no file and no terminal: it makes text.

mod data;
mod html;
mod markdown;
mod text;
mod tree;

pub use data::{csv, csv_records, json};
pub use html::{html, is_ours};
pub use markdown::markdown;
pub use text::{Page, shown, text};
pub use tree::Trunk;

use crate::sheet::Sheet;
use crate::unit::Lang;

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For people, in a terminal.
    Table,
    /// For programs: an object with the rows under the columns' keys, numbers as shown.
    Json,
    /// For programs and spreadsheets: the columns' keys, then the rows; a point for decimals.
    Csv,
    /// For documents.
    Markdown,
}

/// A sheet in a format; a table on a page.
#[must_use]
pub fn draw(sheet: &Sheet, format: Format, lang: Lang, page: Page) -> String {
    match format {
        Format::Table => text(sheet, lang, page),
        Format::Json => json(sheet),
        Format::Csv => csv(sheet),
        Format::Markdown => markdown(sheet, lang),
    }
}
