//! The buyer's own price form.

pub mod form;
mod map;

pub use map::{Columns, Map, Table, Target};
