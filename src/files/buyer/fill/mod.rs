//! The buyer's file, filled: our prices put into the buyer's own workbook, and nothing else changed.
//!
//! What is [`Read`] of it is read once. A [`Plan`] says beforehand which cell gets what, and what prevents it; [`Plan::write`] makes the new file; a
//! [`Proof`] reads it back, and holds it against the buyer's.

mod against;
mod cell;
mod check;
mod left;
mod listed;
mod plan;
mod prices;
mod proof;
mod report;
mod rows;
mod total;
mod write;

pub use cell::{Fill, What};
pub use listed::Listed;
pub use plan::{Asked, Plan, Read};
pub use proof::{CellChange, Kind, Part, Proof};
pub use report::{Report, faults};
pub use total::{Difference, Lost, TableTotal, Why};
pub use write::{Beyond, Filled};
