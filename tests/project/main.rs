//! The project itself: the order of its modules, its READMEs, its command line.

#[path = "../../src/build.rs"]
#[allow(dead_code, reason = "its `main` is run by cargo")]
mod build;
#[path = "../support/mod.rs"]
mod support;

mod cli;
mod layering;
mod readme;
mod words;
