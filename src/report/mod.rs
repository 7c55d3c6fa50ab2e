//! Draws sheets for terminals, as data and as pages of HTML. Knows no file and no terminal: it makes text.

mod data;
mod html;
mod markdown;
mod picture;
mod text;
mod tree;

pub use data::{csv, csv_records, excel_csv, json};
pub use html::{charts, html, is_ours};
pub use markdown::{in_last_cells, markdown};
pub use picture::{heat, picture};
pub use text::{Page, shown, shown_in, text};
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
    /// For Excel in French: the columns' titles, semicolons, decimal commas.
    ExcelCsv,
    /// For documents.
    Markdown,
}

impl Format {
    /// Is it read by people, who want the first rows rather than all?
    #[must_use]
    pub fn is_to_read(self) -> bool {
        matches!(self, Self::Table | Self::Markdown)
    }

    /// Its name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Json => "json",
            Self::Csv | Self::ExcelCsv => "csv",
            Self::Markdown => "markdown",
        }
    }
}

/// A sheet in a format; a table on a page.
#[must_use]
pub fn draw(sheet: &Sheet, format: Format, lang: Lang, page: Page) -> String {
    match format {
        Format::Table => text(sheet, lang, page),
        Format::Json => json(sheet),
        Format::Csv => csv(sheet),
        Format::ExcelCsv => excel_csv(sheet, lang),
        Format::Markdown => markdown(sheet, lang),
    }
}
