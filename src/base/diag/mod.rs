//! What is wrong, where it is written, and what to do: codes, sources, findings, and their rendering.

mod code;
mod finding;
pub mod message;
mod render;
mod source;

pub use code::Code;
pub use finding::{Errors, Finding, Findings, Reported, Severity, listed, nearest};
pub use render::{render, to_json};
pub use source::{At, FileId, Sources};
