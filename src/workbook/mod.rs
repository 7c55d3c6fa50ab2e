//! Draws books as xlsx files, and reads living workbooks back.

mod living;
mod ours;
#[allow(clippy::float_arithmetic, reason = "the sides of paper are measured in points, of which no price is made")]
mod print;
mod style;
mod write;

pub use living::{tried, typed_over};
pub use ours::is_ours;
pub use write::bytes;

/// Why a workbook could not be made.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// More rows or characters than the format holds.
    #[error("the workbook cannot be made: {0}")]
    Format(#[from] rust_xlsxwriter::XlsxError),
    /// The machine starts no further threads.
    #[error("the machine refuses to start a thread for each sheet (the limit on processes, or memory)")]
    Threads,
}
