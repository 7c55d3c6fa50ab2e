//! Rate cards and quantities from other files.

#[path = "../support/mod.rs"]
mod support;

mod import;
mod quantities;
mod rate_cards;
