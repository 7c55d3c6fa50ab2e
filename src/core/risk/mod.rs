//! Risk: what the bid costs and earns when the figures that are ranges vary (method §9).
//!
//! [`draws`] samples every range as a Latin hypercube and runs the recorded method on the draws: a program of the graph
//! (see [`crate::graph`]) computes many of them at a time. A draw whose structure differs from the program's is computed by
//! another program, or by the engine.
//!
//! - `quantile.rs`: the values of a range by their probability;
//! - `correlate.rs`: the order of draws that gives ranges their correlations;
//! - `sample.rs`: which values a draw takes, from the seed and the path of each figure alone;
//! - `draws.rs`: what the bid comes to on each draw;
//! - `ends.rs`: the bid with some ranges at their ends;
//! - `drivers.rs`: what each range moves by itself;
//! - `questions.rs`: what an answer of the buyer is worth;
//! - `summary.rs`: means, quantiles, chances, contingency.
//!
//! Figures are binary floats here: they describe what may happen, and no price is made of them.

mod correlate;
mod draws;
mod drivers;
mod ends;
mod quantile;
mod questions;
mod sample;
mod summary;

pub use draws::{Cells, Draws, Refusal, SoFar, Watch, draws};
pub use drivers::{Driver, Outcome, at_modes, drivers};
pub use quantile::Quantile;
pub use questions::{Answer, Stake, Worth, moved_lots, stakes, worths};
pub use sample::{Axis, Sample};
pub use summary::{Assured, CHANCES, COVERED, Contingency, Spread, Summary, summary};
