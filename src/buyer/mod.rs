//! The buyer's own price form.

pub mod form;
pub mod leaks;
mod map;

pub use map::{Columns, Map, Table, Target};
