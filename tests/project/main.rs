//! The project itself: the order of its modules, its READMEs, its command line.

#[path = "../support/mod.rs"]
mod support;

mod cli;
mod layering;
mod readme;
mod words;
