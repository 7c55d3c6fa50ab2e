//! Rate cards and quantities from other files.

#[path = "../support/mod.rs"]
mod support;

mod comments;
mod costs;
mod import;
mod lines;
mod maps;
mod previews;
mod quantities;
mod rate_cards;
mod sites;
