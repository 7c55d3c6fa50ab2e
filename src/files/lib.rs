//! Files of others: the buyer's price file, filled and checked, and the company's rate cards and quantities.
//!
//! `import` imports from `buyer`, never the other way. The package `chiffrage` has them under the same paths.

// What ships is held to more than tests and benches are.
#![deny(clippy::pedantic, clippy::allow_attributes_without_reason)]
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::print_stderr)]
#![deny(clippy::float_arithmetic)]
#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test that meets None has failed"))]
#![allow(clippy::module_name_repetitions, reason = "a type may be named after the file that holds it")]
#![allow(clippy::similar_names, reason = "`site` and `sites` are a thing and its list")]
#![allow(clippy::many_single_char_names, reason = "the symbols of the method, the twelve months of an array")]
#![allow(clippy::naive_bytecount, reason = "counting the lines above a finding is no hot path")]

use chiffrage_base::{diag, formula, text, unit, xlsx};
use chiffrage_core::{engine, model, sheet};

pub mod buyer;
pub mod import;
