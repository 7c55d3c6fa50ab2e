//! The method: a bid read from its models, priced, recorded, compared, and shown as tables. It knows no file of others, no
//! terminal and no format.
//!
//! Each module imports only from those on its left: `model < engine < graph < scenario < risk < trace < sheet`. The package
//! `chiffrage` has them under the same paths.

// What ships is held to more than tests and benches are.
#![deny(clippy::pedantic, clippy::allow_attributes_without_reason)]
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::print_stderr)]
#![deny(clippy::float_arithmetic)]
#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test that meets None has failed"))]
#![allow(clippy::module_name_repetitions, reason = "a type may be named after the file that holds it")]
#![allow(clippy::similar_names, reason = "`site` and `sites` are a thing and its list")]
#![allow(clippy::many_single_char_names, reason = "the symbols of the method, the twelve months of an array")]
#![allow(clippy::naive_bytecount, reason = "counting the lines above a finding is no hot path")]

#[doc(hidden)]
pub use chiffrage_base::diag;
use chiffrage_base::{text, unit};

pub mod engine;
pub mod graph;
pub mod model;
#[allow(clippy::float_arithmetic, reason = "what may happen is described in floats, of which no price is made")]
pub mod risk;
pub mod scenario;
pub mod sheet;
pub mod trace;
