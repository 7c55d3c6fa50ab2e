//! Spreadsheet formulas, in exact decimals.
//!
//! Knows no file: it is given cells and formulas as text. What decimals cannot hold, or what another program would
//! answer differently, is said to be beyond the tool rather than guessed.

mod address;
mod lex;
mod value;

pub use address::{Address, COLUMNS, ROWS, Rect};
pub use lex::{Corner, Corners, moved};
pub use value::ErrorValue;

/// A text that is no formula this tool can read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{why}, after {at} bytes")]
pub struct Unread {
    /// The byte from which it cannot be read.
    pub at: usize,
    /// What is wrong there.
    pub why: &'static str,
}
