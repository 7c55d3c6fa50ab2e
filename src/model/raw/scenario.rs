//! Scenarios: what each changes in the bid.

use serde_json::{Value as Json, json};

use crate::model::shape::{Keyed, Reader, Schema, Shape, Words, record};
use crate::model::tree::Node;
use crate::unit::Text;

record! {
    /// The same bid under other assumptions (`models/scenarios/NAME.toml`).
    pub struct Scenario {
        /// Its name.
        label: Text,
        /// Why it is there, in a sentence.
        why: Text,
        /// The scenario it changes further; the base unless written.
        extends: Option<Words>,
        /// What it changes, in the order of the file.
        changes: Keyed<Change>,
    }
}

record! {
    /// A change: what it `select`s, and `to` what, or `remove = true`.
    pub struct Change {
        /// A path of the model, or a pattern: `lots.{ror,annuaire}.teams.*[nature=build].mix`.
        select: Words,
        /// The new value: any that the model takes there.
        to: Option<Any>,
        /// The first contract year of the new value; before it, what was there stays.
        from_year: Option<u32>,
        /// Take it out of the model.
        remove: Option<bool>,
    }
}

/// Any value, as it is written.
#[derive(Debug, Clone)]
pub struct Any(pub Node);

impl Shape for Any {
    fn read(node: &Node, _: &mut Reader) -> Option<Self> {
        Some(Self(node.clone()))
    }
    fn schema(_: &mut Schema) -> Json {
        json!({})
    }
}
