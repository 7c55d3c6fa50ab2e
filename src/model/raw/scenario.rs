//! Scenarios: what each changes in the bid.

use serde_json::{Value as Json, json};

use crate::diag::Reported;
use crate::diag::message::shape::{BadText, bad_text};
use crate::model::shape::{Keyed, Reader, Schema, Shape, Whole, Words, record};
use crate::model::tree::{Node, Value};
use crate::unit::Text;

record! {
    /// The same bid under other assumptions (`models/scenarios/NAME.toml`).
    pub struct Scenario {
        /// Its name.
        label: Line,
        /// Why it is there, in a sentence.
        why: Line,
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
        /// The first contract year of the new value: all before it stays as it was.
        from_year: Option<Whole>,
        /// The first contract month of the new value: all before it stays as it was.
        from_month: Option<Whole>,
        /// Take it out of the model.
        remove: Option<bool>,
    }
}

/// A text of one line, which is not blank: a table shows it in its place.
#[derive(Debug, Clone)]
pub struct Line(pub Text);

impl Shape for Line {
    fn read(node: &Node, reader: &mut Reader) -> Result<Self, Reported> {
        let each = node.table().into_iter().flat_map(|table| table.values()).map(|entry| &*entry.node);
        for one in std::iter::once(node).chain(each) {
            let Value::Text(text) = &one.value else { continue };
            let why = if text.trim().is_empty() {
                BadText::Empty
            } else if text.contains('\n') {
                BadText::Lines
            } else {
                continue;
            };
            reader.push(bad_text(&reader.path(), why, one.at));
        }
        Text::read(node, reader).map(Self)
    }
    fn schema(schema: &mut Schema) -> Json {
        Text::schema(schema)
    }
}

/// Any value, as it is written.
#[derive(Debug, Clone)]
pub struct Any(pub Node);

impl Shape for Any {
    fn read(node: &Node, _: &mut Reader) -> Result<Self, Reported> {
        Ok(Self(node.clone()))
    }
    fn schema(_: &mut Schema) -> Json {
        json!({})
    }
}
