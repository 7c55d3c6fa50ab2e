//! Where a figure of the estimate comes from: the explanation of any cell, and what the price rests on.
//!
//! [`explain`] states no formula of its own: it reads the recorded method (`graph/`), from a cell down to the next steps of the
//! method and the figures of the model, and keeps each of them. [`rests`] says how much of the price each kind of source
//! carries: sources flow down the same graph. Pure, like the engine.

mod across;
mod cell;
mod explanation;

mod expr;
mod heading;
mod label;
mod provenance;
mod rest;
mod scope;
mod sets;
mod target;
mod term;
mod tree;
mod words;

pub use across::{Across, delta, driver, part};
pub use explanation::{explain, explain_all};
pub use rest::{Layer, Rest, Rests, rests};
pub use scope::{Measure, Scope};
pub use sets::{of_set, of_sets};
pub use target::{LineFigure, Target};
pub use tree::{Part, SIGNS, Step};

pub use crate::engine::Unit;
