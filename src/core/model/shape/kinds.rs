//! The shapes that tables are made of: what may be absent, what several trees share, things by id, words, whole
//! numbers.

use std::sync::Arc;

use foldhash::fast::RandomState;
use indexmap::IndexMap;
use rust_decimal::Decimal;
use serde_json::{Value as Json, json};

use super::{Reader, Schema, Shape, TABLE, Takes};
use crate::diag::message::shape::{self as message, BadText, Expected, ValueKind};
use crate::diag::{At, Reported};
use crate::model::tree::{Node, Value};
use crate::unit::parse_decimal;

impl<T: Shape> Shape for Option<T> {
    fn read(node: &Node, reader: &mut Reader) -> Result<Self, Reported> {
        T::read(node, reader).map(Some)
    }
    fn schema(schema: &mut Schema) -> Json {
        T::schema(schema)
    }
    fn absent() -> Option<Self> {
        Some(None)
    }
    fn takes(path: &[String]) -> Takes {
        T::takes(path)
    }
}

/// A part that several trees may share: read once.
impl<T: Shape + Send + Sync + 'static> Shape for Arc<T> {
    fn read(node: &Node, reader: &mut Reader) -> Result<Self, Reported> {
        let place = std::ptr::from_ref(node).addr();
        let known = reader.parts.get(place).and_then(|part| part.clone().downcast::<T>().ok());
        if let Some(known) = known {
            return Ok(known);
        }
        let part = Self::new(T::read(node, reader)?);
        reader.parts.new.insert(place, part.clone());
        Ok(part)
    }
    fn schema(schema: &mut Schema) -> Json {
        T::schema(schema)
    }
    fn absent() -> Option<Self> {
        T::absent().map(Self::new)
    }
    fn takes(path: &[String]) -> Takes {
        T::takes(path)
    }
}

/// Things by id, in the order of the file: a list is always keyed, so that an overlay can address it.
#[derive(Debug, Clone)]
pub struct Keyed<T>(pub IndexMap<String, (At, T), RandomState>);

impl<T> Default for Keyed<T> {
    fn default() -> Self {
        Self(IndexMap::default())
    }
}

impl<T> Keyed<T> {
    /// Each id with its place and its thing.
    pub fn iter(&self) -> impl Iterator<Item = (&str, At, &T)> {
        self.0.iter().map(|(id, (at, thing))| (id.as_str(), *at, thing))
    }
}

impl<T: Shape> Shape for Keyed<T> {
    fn read(node: &Node, reader: &mut Reader) -> Result<Self, Reported> {
        let Some(table) = node.table() else {
            return Err(reader.expected(node, TABLE));
        };
        // Every entry is read, so that every problem is reported; then one bad entry spoils the whole.
        let read: Vec<_> = table
            .iter()
            .map(|(id, entry)| {
                let thing = reader.within(id, |reader| T::read(&entry.node, reader));
                thing.map(|thing| (id.clone(), (entry.key_at, thing)))
            })
            .collect();
        read.into_iter().collect::<Result<_, _>>().map(Self)
    }
    fn schema(schema: &mut Schema) -> Json {
        let of = T::schema(schema);
        json!({ "type": "object", "additionalProperties": of })
    }
    fn absent() -> Option<Self> {
        Some(Self::default())
    }
    fn takes(path: &[String]) -> Takes {
        path.split_first().map_or(Takes::Things, |(_, rest)| T::takes(rest))
    }
}

/// A table that may be written before it is decided: while any of its values is `"?"`, it is to be decided, in one finding,
/// and nothing else of it is reported.
#[derive(Debug, Clone)]
pub struct Decided<T>(T);

impl<T> std::ops::Deref for Decided<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: Shape> Shape for Decided<T> {
    fn read(node: &Node, reader: &mut Reader) -> Result<Self, Reported> {
        let is_open = |node: &Node| matches!(&node.value, Value::Text(text) if text == "?");
        let open = node.table().into_iter().flatten().filter(|(_, entry)| is_open(&entry.node));
        let open: Vec<_> = open.collect();
        let Some((_, first)) = open.first() else { return T::read(node, reader).map(Self) };
        let keys = open.iter().map(|(key, _)| key.as_str());
        Err(reader.push(message::to_decide(&reader.path(), keys, first.node.at)))
    }
    fn schema(schema: &mut Schema) -> Json {
        T::schema(schema)
    }
    fn absent() -> Option<Self> {
        T::absent().map(Self)
    }
    fn takes(path: &[String]) -> Takes {
        T::takes(path)
    }
}

impl Shape for bool {
    fn read(node: &Node, reader: &mut Reader) -> Result<Self, Reported> {
        if let Value::Bool(b) = node.value {
            return Ok(b);
        }
        Err(reader.expected(node, Expected::One(ValueKind::Bool)))
    }
    fn schema(_: &mut Schema) -> Json {
        json!({ "type": "boolean" })
    }
}

/// A whole number that shapes the bid: a count of months, of decimals. No range, no source.
impl Shape for u32 {
    fn read(node: &Node, reader: &mut Reader) -> Result<Self, Reported> {
        if let Value::Number(text) = &node.value
            && let Ok(n) = text.replace('_', "").parse()
        {
            return Ok(n);
        }
        if let Value::Number(text) = &node.value {
            return Err(reader.push(message::not_whole(&reader.path(), text, node.at)));
        }
        Err(reader.expected(node, Expected::Whole))
    }
    fn schema(_: &mut Schema) -> Json {
        json!({ "type": "integer", "minimum": 0 })
    }
}

impl Shape for i32 {
    fn read(node: &Node, reader: &mut Reader) -> Result<Self, Reported> {
        if let Value::Number(text) = &node.value
            && let Ok(n) = text.parse()
        {
            return Ok(n);
        }
        Err(reader.expected(node, Expected::Integer))
    }
    fn schema(_: &mut Schema) -> Json {
        json!({ "type": "integer" })
    }
}

/// A figure of a map, or in its place: undecided (`?`), or none is due (`-`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// The figure.
    Number(Decimal),
    /// `?`
    Open,
    /// `-`
    Nothing,
}

impl Shape for Answer {
    fn read(node: &Node, reader: &mut Reader) -> Result<Self, Reported> {
        let answer = match &node.value {
            Value::Number(text) => parse_decimal(text).map(Self::Number),
            Value::Text(text) if text == "?" => Some(Self::Open),
            Value::Text(text) if text == "-" => Some(Self::Nothing),
            _ => None,
        };
        answer.ok_or_else(|| reader.expected(node, Expected::Answer))
    }
    fn schema(_: &mut Schema) -> Json {
        json!({ "anyOf": [{ "type": "number" }, { "enum": ["?", "-"] }] })
    }
}

/// Such a number with its place.
#[derive(Debug, Clone, Copy)]
pub struct Whole {
    /// Where it is written.
    pub at: At,
    /// The number.
    pub n: u32,
}

impl Shape for Whole {
    fn read(node: &Node, reader: &mut Reader) -> Result<Self, Reported> {
        u32::read(node, reader).map(|n| Self { at: node.at, n })
    }
    fn schema(schema: &mut Schema) -> Json {
        u32::schema(schema)
    }
}

/// A text with its place: a label's words, a reason, or the id of something else.
#[derive(Debug, Clone)]
pub struct Words {
    /// Where it is written.
    pub at: At,
    /// The words.
    pub text: String,
}

impl Shape for Words {
    fn read(node: &Node, reader: &mut Reader) -> Result<Self, Reported> {
        if let Value::Text(text) = &node.value {
            showable(node, text, reader);
            return Ok(Self { at: node.at, text: text.clone() });
        }
        Err(reader.expected(node, Expected::One(ValueKind::Text)))
    }
    fn schema(_: &mut Schema) -> Json {
        json!({ "type": "string" })
    }
}

/// Ids of other things, in a list.
impl Shape for Vec<Words> {
    fn read(node: &Node, reader: &mut Reader) -> Result<Self, Reported> {
        let Value::List(items) = &node.value else {
            return Err(reader.expected(node, Expected::Texts));
        };
        let read: Vec<_> = items.iter().map(|item| Words::read(item, reader)).collect();
        read.into_iter().collect()
    }
    fn schema(schema: &mut Schema) -> Json {
        json!({ "type": "array", "items": Words::schema(schema) })
    }
    fn absent() -> Option<Self> {
        Some(Self::new())
    }
}

/// A text may hold this many characters: far below what a cell of a workbook takes.
const LONGEST: usize = 2_000;

/// Reports a text that no cell of a workbook, page or terminal can show.
pub fn showable(node: &Node, text: &str, reader: &mut Reader) {
    let control = text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\t'));
    let why = match (control, text.chars().nth(LONGEST)) {
        (Some(c), _) => BadText::Control(c),
        (None, Some(_)) => BadText::Long(text.chars().count(), LONGEST),
        (None, None) => return,
    };
    reader.push(message::bad_text(&reader.path(), why, node.at));
}
