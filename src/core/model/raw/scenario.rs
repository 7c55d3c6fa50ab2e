//! Scenarios: what each changes in the bid.

use rust_decimal::Decimal;
use serde_json::{Value as Json, json};

use crate::diag::message::figure::bad_number;
use crate::diag::message::shape::{BadText, Expected, ValueKind, bad_text};
use crate::diag::{At, Reported};
use crate::model::shape::{Keyed, Reader, Schema, Shape, Whole, Words, record};
use crate::model::tree::{Node, Value};
use crate::unit::{Text, parse_decimal};

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
    /// A change: what it `select`s, and `to` what, or by what `times` or `plus`, or `remove = true`.
    pub struct Change {
        /// A path of the model, or a pattern: `lots.{ror,annuaire}.teams.*[nature=build].mix`.
        select: Words,
        /// The new value: any that the model takes there.
        to: Option<Any>,
        /// What every figure matched is multiplied by, 0 or more: its low, mode and high, and each of its points over time.
        times: Option<Operand>,
        /// What is added to every figure matched. A share of a mix is moved so, and the others make room pro rata.
        plus: Option<Operand>,
        /// The first contract year of the change: all before it stays as it was.
        from_year: Option<Whole>,
        /// The first contract month of the change: all before it stays as it was.
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

/// A number by which figures change, with its place.
#[derive(Debug, Clone, Copy)]
pub struct Operand {
    /// Where it is written.
    pub at: At,
    /// The number.
    pub value: Decimal,
}

impl Shape for Operand {
    fn read(node: &Node, reader: &mut Reader) -> Result<Self, Reported> {
        let Value::Number(text) = &node.value else {
            return Err(reader.expected(node, Expected::One(ValueKind::Number)));
        };
        match parse_decimal(text) {
            Some(value) => Ok(Self { at: node.at, value }),
            None => Err(reader.push(bad_number(text, node.at))),
        }
    }
    fn schema(_: &mut Schema) -> Json {
        json!({ "type": "number" })
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
