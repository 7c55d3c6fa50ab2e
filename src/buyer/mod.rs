//! The buyer's own price form.

pub mod form;
