#![doc = "x"]
pub mod unit;
pub mod diag;
pub mod model;
pub mod engine;