//! Draws books as xlsx files, and reads living workbooks back.

mod living;
mod ours;
mod style;
mod write;

pub use living::{tried, typed_over};
pub use ours::is_ours;
pub use write::bytes;

/// A workbook that could not be made: more rows or characters than the format holds.
#[derive(Debug, thiserror::Error)]
#[error("the workbook cannot be made: {0}")]
pub struct Failure(#[from] rust_xlsxwriter::XlsxError);
