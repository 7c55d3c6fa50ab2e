//! A cost and staffing estimator for the four-lot Build & Run contract of the French digital health
//! agency: from TOML models to the DQE workbook, every euro traced to its source.
//!
//! Data flows one way (`src/README.md` describes the architecture):
//!
//! ```text
//! TOML ─ model ─ engine: plan → cost → price → dqe ─ sheet ─┬─ workbook (xlsx)
//!                              └─ trace (explain) ──────────┴─ report (text, html, json, csv, markdown)
//! ```
//!
//! and each module imports only from those on its left:
//! `unit < diag < formula < xlsx < model < engine < graph < scenario < risk < trace < sheet < {workbook, report, buyer} < import < app < cli`.
//!
//! ```
//! use chiffrage::{engine, model};
//! use std::path::Path;
//!
//! let text = model::load(Path::new("models"), Path::new("templates"));
//! let (bid, _warnings) = model::bid(&text).unwrap();
//! let estimate = engine::estimate(&bid).unwrap();
//! // What the buyer compares: the price of every lot, rounded as the contract says.
//! assert_eq!(estimate.dqe.lots.len(), 4);
//! assert!(estimate.dqe.total.net.shown() > estimate.dqe.total.full.shown());
//! ```

// What ships is held to more than tests and benches are.
#![deny(clippy::pedantic, clippy::allow_attributes_without_reason)]
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::print_stderr)]
#![deny(clippy::float_arithmetic)]
#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test that meets None has failed"))]
#![allow(clippy::module_name_repetitions, reason = "a type may be named after the file that holds it")]
#![allow(clippy::similar_names, reason = "`site` and `sites` are a thing and its list")]
#![allow(clippy::many_single_char_names, reason = "the symbols of the method, the twelve months of an array")]
#![allow(clippy::naive_bytecount, reason = "counting the lines above a finding is no hot path")]

pub use chiffrage_base::{diag, formula, text, unit, xlsx};
pub use chiffrage_core::{engine, graph, model, risk, scenario, sheet, trace};
pub use chiffrage_files::{buyer, import};

pub mod app;
pub mod cli;
pub mod report;
pub mod workbook;
