//! Spreadsheet formulas, in exact decimals.
//!
//! Knows no file: it is given cells and formulas as text. What decimals cannot hold, or what another program would
//! answer differently, is said to be beyond the tool rather than guessed.

mod address;
mod areas;
mod ast;
mod book;
mod evaluate;
mod functions;
mod lex;
mod operate;
mod parse;
mod reads;
mod recalculate;
mod value;

pub use address::{Address, COLUMNS, ROWS, Rect};
pub use areas::Areas;
pub use ast::{Area, Expr, Grid, Operator, Outside};
pub use book::{Book, Formula};
pub use lex::{Corner, Corners, moved};
pub use recalculate::{Change, Recalculated, Unanswered};
pub use value::{Beyond, ErrorValue, Value, read_number};

/// A text that is no formula this tool can read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{why}, after {at} bytes")]
pub struct Unread {
    /// The byte from which it cannot be read.
    pub at: usize,
    /// What is wrong there.
    pub why: &'static str,
}
