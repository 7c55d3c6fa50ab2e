//! Draws books as xlsx files, and reads living workbooks back.

mod charts;
#[allow(clippy::float_arithmetic, reason = "rows are measured in points, of which no price is made")]
mod heights;
#[allow(clippy::float_arithmetic, reason = "letters are measured in points, of which no price is made")]
mod letters;
mod living;
mod numbers;
mod ours;
#[allow(clippy::float_arithmetic, reason = "the sides of paper are measured in points, of which no price is made")]
mod pages;
mod print;
#[allow(clippy::float_arithmetic, reason = "charts are measured in points, of which no price is made")]
mod room;
mod style;
mod write;

use crate::diag::message::output;
use crate::unit::Text;

pub use living::{tried, typed_over};
pub use ours::is_ours;
pub use write::bytes;

/// Why a workbook could not be made.
#[derive(Debug)]
pub enum Failure {
    /// More rows or characters than the format holds.
    Format(rust_xlsxwriter::XlsxError),
    /// The machine starts no further threads.
    Threads,
}

impl From<rust_xlsxwriter::XlsxError> for Failure {
    fn from(error: rust_xlsxwriter::XlsxError) -> Self {
        Self::Format(error)
    }
}

impl Failure {
    /// It in words.
    #[must_use]
    pub fn reason(&self) -> Text {
        match self {
            Self::Format(error) => output::beyond_the_format(&error.to_string()),
            Self::Threads => output::threads_refused(),
        }
    }
}
