//! Spreadsheet files and formulas, honest, damaged and hostile.

#[path = "../support/mod.rs"]
mod support;

mod damaged;
mod formula;
mod formula_properties;
mod hostile;
mod hostile_files;
mod mutations;
mod recalculation;
mod xlsx;
