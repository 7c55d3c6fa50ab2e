//! The figures of a bid: cases worked out by hand, the independent oracle, invariants, scenarios, and what a bad model is refused for.

#[path = "../by_hand/mod.rs"]
mod by_hand;
#[path = "../generate/mod.rs"]
mod generate;
#[path = "../support/mod.rs"]
mod support;

mod bad_input;
mod bridge;
mod cases;
mod checked;
mod concede;
mod correlations;
mod floats;
mod graph;
mod headline;
mod invariants;
mod oracle;
mod portfolio;
mod questions;
mod risk;
mod scenarios;
mod schema;
mod trace;
