//! One description of every table, from which the reader and the JSON Schema both come: [`record!`]
//! declares a table's keys with their documentation, [`Shape`] is what each type knows of itself.

use std::any::Any;
use std::collections::HashMap;
use std::sync::Arc;

use indexmap::IndexMap;
use serde_json::{Map as JsonMap, Value as Json, json};

use super::figure::{Figure, Source};
use super::tree::{Node, Table, Value};
use crate::diag::{At, Code, Finding, Findings, nearest};

/// A type that can be read from a model file, and can say what it looks like there.
pub trait Shape: Sized {
    /// Reads it; every problem is told to the reader, and `None` says there was one.
    fn read(node: &Node, reader: &mut Reader) -> Option<Self>;

    /// The JSON Schema of what `read` takes.
    fn schema(schema: &mut Schema) -> Json;

    /// What stands for it where its key is absent; `None` where the key is required.
    fn absent() -> Option<Self> {
        None
    }
}

/// Reads shapes from the tree, collecting figures with their provenance, and findings.
#[derive(Debug, Default)]
pub struct Reader {
    /// Every problem met.
    pub findings: Findings,
    /// Every figure met, in the order of reading.
    pub figures: Vec<Figure>,
    /// The source that each file states for its figures, in the order of `Sources`.
    pub defaults: Vec<Option<Source>>,
    /// Where in the tree the reader is.
    pub path: Vec<String>,
    /// What was read already, and is not read again.
    pub parts: Parts,
}

/// Parts that were read, each under the address of the node it was read from: a tree that shares the
/// node holds the same. The nodes must live as long as this is used.
#[derive(Debug, Default, Clone)]
pub struct Parts(HashMap<usize, Arc<dyn Any + Send + Sync>>);

impl Reader {
    /// Tells a finding.
    pub fn push(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// The path of what is being read: `lots.ror.teams.alpha.mix`.
    #[must_use]
    pub fn path(&self) -> String {
        self.path.join(".")
    }

    /// Reads under one more key of the path.
    pub fn within<T>(&mut self, key: &str, read: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(key.to_owned());
        let result = read(self);
        self.path.pop();
        result
    }

    /// Says that something else was expected here.
    pub fn expected(&mut self, node: &Node, what: &str) {
        let kind = node.value.kind();
        let path = self.path();
        self.push(
            Finding::error(Code::WrongType, format!("`{path}` takes {what}, not {kind}"))
                .at(node.at, format!("expected {what}"))
                .help(format!("write {what}")),
        );
    }
}

/// Reads the keys of one table, and tells those that it does not have.
pub struct Fields<'n> {
    node: &'n Node,
    table: &'n Table,
    known: Vec<&'static str>,
}

impl<'n> Fields<'n> {
    /// The keys of `node`, which must be a table.
    pub fn open(node: &'n Node, what: &str, reader: &mut Reader) -> Option<Self> {
        if let Some(table) = node.table() {
            return Some(Self { node, table, known: Vec::new() });
        }
        reader.expected(node, what);
        None
    }

    /// Reads one key.
    pub fn field<T: Shape>(&mut self, key: &'static str, reader: &mut Reader) -> Option<T> {
        self.known.push(key);
        match self.table.get(key) {
            Some(entry) => reader.within(key, |reader| T::read(&entry.node, reader)),
            None => T::absent().or_else(|| {
                let path = reader.path();
                if path.is_empty() {
                    let folder = if key == "document" { "templates" } else { "models" };
                    let message = format!("the bid has no {key}.toml");
                    let help =
                        format!("add {key}.toml to the {folder} folder; `chiffrage new DIR` writes one to start from");
                    reader.push(Finding::error(Code::MissingKey, message).help(help));
                    return None;
                }
                // A table written as [headers] has no place of its own: its first key shows where.
                let at = self.table.values().next().map_or(self.node.at, |e| e.key_at);
                let at = if self.node.at.span().is_empty() { at } else { self.node.at };
                reader.push(
                    Finding::error(Code::MissingKey, format!("`{path}` lacks `{key}`"))
                        .at(at, format!("`{key}` is missing here"))
                        .help(format!("add `{key}`: nothing is assumed for what is missing")),
                );
                None
            }),
        }
    }

    /// Tells the keys that the table should not hold.
    pub fn finish(self, reader: &mut Reader) {
        for (key, entry) in self.table {
            if self.known.contains(&key.as_str()) {
                continue;
            }
            let finding = Finding::error(Code::UnknownKey, format!("`{}` has no key `{key}`", reader.path()))
                .at(entry.key_at, "unknown key");
            let help = match nearest(key, self.known.iter().copied()) {
                Some(candidate) => format!("did you mean `{candidate}`?"),
                None => format!("it takes: {}", self.known.join(", ")),
            };
            reader.push(finding.help(help));
        }
    }
}

/// Collects the definitions of a JSON Schema, each record once.
#[derive(Debug, Default)]
pub struct Schema {
    definitions: JsonMap<String, Json>,
}

impl Schema {
    /// A reference to a definition, which `make` describes the first time it is met.
    pub fn define(&mut self, name: &str, make: impl FnOnce(&mut Self) -> Json) -> Json {
        if !self.definitions.contains_key(name) {
            self.definitions.insert(name.to_owned(), Json::Null);
            let made = make(self);
            self.definitions.insert(name.to_owned(), made);
        }
        json!({ "$ref": format!("#/definitions/{name}") })
    }

    /// The whole schema of a file whose top is `T`, plus the keys that any file may hold.
    #[must_use]
    pub fn of_file<T: Shape>(title: &str) -> Json {
        let mut schema = Self::default();
        let top = T::schema(&mut schema);
        // The top of a file is the definition itself, opened for `source` and `include`.
        let mut root = top
            .get("$ref")
            .and_then(|r| r.as_str())
            .and_then(|r| r.strip_prefix("#/definitions/"))
            .and_then(|name| schema.definitions.get(name))
            .cloned()
            .unwrap_or(top);
        if let Some(root) = root.as_object_mut() {
            let properties = root.entry("properties").or_insert_with(|| json!({}));
            properties["source"] = json!({
                "type": "string",
                "description": "The source of every figure of this file that names none: Q1 to Q26, title, a document and clause, a rate card, or assumption.",
            });
            properties["include"] = json!({
                "type": "array",
                "items": { "type": "string" },
                "description": "Other files, by path from this one, read under this one's keys: what this file says wins.",
            });
            // With an include, required keys may stand in the included file.
            root.remove("required");
            root.insert("$schema".into(), json!("http://json-schema.org/draft-07/schema#"));
            root.insert("title".into(), json!(title));
            root.insert("definitions".into(), Json::Object(schema.definitions));
        }
        root
    }
}

/// Text in a schema: a doc comment's lines as one paragraph.
#[must_use]
pub fn description(lines: &[&str]) -> String {
    lines.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ").trim().to_owned()
}

/// Adds a description to a schema, beside a reference too.
#[must_use]
pub fn described(schema: Json, lines: &[&str]) -> Json {
    let text = description(lines);
    match schema {
        Json::Object(mut map) if !map.contains_key("$ref") => {
            map.insert("description".into(), json!(text));
            Json::Object(map)
        }
        reference => json!({ "allOf": [reference], "description": text }),
    }
}

/// Declares a table of the model files: a struct, its reader and its schema, from one description.
macro_rules! record {
    (
        $(#[doc = $doc:literal])+
        pub struct $name:ident {
            $( $(#[doc = $fdoc:literal])+ $field:ident $( = $key:literal )? : $ty:ty, )*
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone)]
        #[allow(dead_code, reason = "a mirror of the file: some keys are for people and editors")]
        pub struct $name {
            /// Where the table is written.
            pub at: $crate::diag::At,
            $( $(#[doc = $fdoc])+ pub $field: $ty, )*
        }

        impl $crate::model::shape::Shape for $name {
            fn read(node: &$crate::model::tree::Node, reader: &mut $crate::model::shape::Reader) -> Option<Self> {
                let mut fields = $crate::model::shape::Fields::open(node, "a table", reader)?;
                $( let $field = fields.field::<$ty>($crate::model::shape::key!($field $($key)?), reader); )*
                fields.finish(reader);
                Some(Self { at: node.at, $( $field: $field?, )* })
            }

            fn schema(schema: &mut $crate::model::shape::Schema) -> serde_json::Value {
                schema.define(stringify!($name), |schema| {
                    let mut properties = serde_json::Map::new();
                    let mut required: Vec<&str> = Vec::new();
                    $(
                        let key = $crate::model::shape::key!($field $($key)?);
                        let value = <$ty as $crate::model::shape::Shape>::schema(schema);
                        properties.insert(key.into(), $crate::model::shape::described(value, &[$($fdoc),+]));
                        if <$ty as $crate::model::shape::Shape>::absent().is_none() { required.push(key); }
                    )*
                    serde_json::json!({
                        "type": "object",
                        "description": $crate::model::shape::description(&[$($doc),+]),
                        "properties": properties,
                        "required": required,
                        "additionalProperties": false,
                    })
                })
            }
        }
    };
}

/// The key of a field: its name, unless another is written.
macro_rules! key {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $key:literal) => {
        $key
    };
}

/// Declares a word that a key takes from a fixed list.
macro_rules! choice {
    (
        $(#[doc = $doc:literal])+
        pub enum $name:ident { $( $(#[doc = $vdoc:literal])+ $variant:ident = $word:literal, )+ }
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $( $(#[doc = $vdoc])+ $variant, )+ }

        impl $name {
            /// Every one, in the order of the contract.
            pub const ALL: [Self; [$($word),+].len()] = [ $( Self::$variant, )+ ];

            /// The word a model writes.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $( Self::$variant => $word, )+ }
            }
        }

        impl $crate::model::shape::Shape for $name {
            fn read(node: &$crate::model::tree::Node, reader: &mut $crate::model::shape::Reader) -> Option<Self> {
                $crate::model::shape::read_choice(node, reader, &[ $( ($word, Self::$variant), )+ ])
            }

            fn schema(_: &mut $crate::model::shape::Schema) -> serde_json::Value {
                serde_json::json!({ "type": "string", "enum": [ $( $word, )+ ] })
            }
        }
    };
}

pub(crate) use {choice, key, record};

/// Reads one word out of a list.
pub fn read_choice<T: Copy>(node: &Node, reader: &mut Reader, words: &[(&'static str, T)]) -> Option<T> {
    let list = || words.iter().map(|w| w.0).collect::<Vec<_>>().join(", ");
    let Value::Text(text) = &node.value else {
        reader.expected(node, &format!("one of {}", list()));
        return None;
    };
    let found = words.iter().find(|w| w.0 == text).map(|w| w.1);
    if found.is_none() {
        let help = match nearest(text, words.iter().map(|w| w.0)) {
            Some(candidate) => format!("did you mean `{candidate}`?"),
            None => format!("it takes one of: {}", list()),
        };
        let message = format!("`{}` does not take `{text}`", reader.path());
        reader.push(Finding::error(Code::BadChoice, message).at(node.at, "not among its words").help(help));
    }
    found
}

impl<T: Shape> Shape for Option<T> {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        T::read(node, reader).map(Some)
    }
    fn schema(schema: &mut Schema) -> Json {
        T::schema(schema)
    }
    fn absent() -> Option<Self> {
        Some(None)
    }
}

/// A part that several trees may share: read once.
impl<T: Shape + Send + Sync + 'static> Shape for Arc<T> {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let place = std::ptr::from_ref(node).addr();
        let known = reader.parts.0.get(&place).and_then(|part| part.clone().downcast::<T>().ok());
        if known.is_some() {
            return known;
        }
        let part = Self::new(T::read(node, reader)?);
        reader.parts.0.insert(place, part.clone());
        Some(part)
    }
    fn schema(schema: &mut Schema) -> Json {
        T::schema(schema)
    }
    fn absent() -> Option<Self> {
        T::absent().map(Self::new)
    }
}

/// Things by id, in the order of the file: a list is always keyed, so that an overlay can address it.
#[derive(Debug, Clone)]
pub struct Keyed<T>(pub IndexMap<String, (At, T)>);

impl<T> Keyed<T> {
    /// Each id with its place and its thing.
    pub fn iter(&self) -> impl Iterator<Item = (&str, At, &T)> {
        self.0.iter().map(|(id, (at, thing))| (id.as_str(), *at, thing))
    }
}

impl<T: Shape> Shape for Keyed<T> {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Some(table) = node.table() else {
            reader.expected(node, "a table");
            return None;
        };
        // Every entry is read, so that every problem is told; then one bad entry spoils the whole.
        let read: Vec<_> = table
            .iter()
            .map(|(id, entry)| {
                let thing = reader.within(id, |reader| T::read(&entry.node, reader));
                thing.map(|thing| (id.clone(), (entry.key_at, thing)))
            })
            .collect();
        read.into_iter().collect::<Option<_>>().map(Self)
    }
    fn schema(schema: &mut Schema) -> Json {
        let of = T::schema(schema);
        json!({ "type": "object", "additionalProperties": of })
    }
    fn absent() -> Option<Self> {
        Some(Self(IndexMap::new()))
    }
}

impl Shape for bool {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        if let Value::Bool(b) = node.value {
            return Some(b);
        }
        reader.expected(node, "true or false");
        None
    }
    fn schema(_: &mut Schema) -> Json {
        json!({ "type": "boolean" })
    }
}

/// A whole number that shapes the bid: a count of months, of decimals. No range, no source.
impl Shape for u32 {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        if let Value::Number(text) = &node.value
            && let Ok(n) = text.replace('_', "").parse()
        {
            return Some(n);
        }
        if let Value::Number(text) = &node.value {
            let message = format!("`{}` takes a whole number of 0 or more, not {text}", reader.path());
            reader.push(
                Finding::error(Code::WrongType, message)
                    .at(node.at, "no whole number, negative, or too large")
                    .help("write it without decimals"),
            );
            return None;
        }
        reader.expected(node, "a whole number of 0 or more");
        None
    }
    fn schema(_: &mut Schema) -> Json {
        json!({ "type": "integer", "minimum": 0 })
    }
}

impl Shape for i32 {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        if let Value::Number(text) = &node.value
            && let Ok(n) = text.parse()
        {
            return Some(n);
        }
        reader.expected(node, "a whole number");
        None
    }
    fn schema(_: &mut Schema) -> Json {
        json!({ "type": "integer" })
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
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
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
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        if let Value::Text(text) = &node.value {
            showable(node, text, reader);
            return Some(Self { at: node.at, text: text.clone() });
        }
        reader.expected(node, "a text");
        None
    }
    fn schema(_: &mut Schema) -> Json {
        json!({ "type": "string" })
    }
}

/// Ids of other things, in a list.
impl Shape for Vec<Words> {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Value::List(items) = &node.value else {
            reader.expected(node, "a list of texts");
            return None;
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

/// Tells a text that no cell of a workbook, page or terminal can show.
pub fn showable(node: &Node, text: &str, reader: &mut Reader) {
    let control = text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\t'));
    let (what, help) = match (control, text.chars().nth(LONGEST)) {
        (Some(c), _) => (format!("the control character U+{:04X}", u32::from(c)), "take it out"),
        (None, Some(_)) => (format!("{} characters", text.chars().count()), "a text has at most 2000 characters"),
        (None, None) => return,
    };
    let message = format!("the text of `{}` cannot be shown: it holds {what}", reader.path());
    reader.push(Finding::error(Code::BadText, message).at(node.at, "this text").help(help));
}
