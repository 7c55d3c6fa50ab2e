//! Where a figure of the estimate comes from: the explanation of any cell, and what the price rests on.
//!
//! [`explain`] redoes the arithmetic of the method (§1 to §5) for one cell, from its unit price down to the
//! figures of the model, and keeps every step of it. It takes the plan's heads and efforts for granted nowhere:
//! a tree is computed from the figures up, so that its root agrees with the estimate's only if both follow the
//! method. [`rests`] says how much of the price each kind of source carries. Pure, like the engine.

mod across;
mod break_even;
mod cost;
mod effort;
mod expr;
mod measure;
mod people;
mod place;
mod price;
mod rest;
mod rest_figures;
mod scope;
mod target;
mod tree;
mod words;

pub use across::{Across, delta, driver, of_set, part};
pub use rest::{Layer, Rest, Rests, rests};
pub use scope::{Measure, Scope};
pub use target::Target;
pub use tree::{Part, SIGNS, Step, Unit, explain};
