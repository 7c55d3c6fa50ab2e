//! One description of every table, from which the reader and the JSON Schema both come: [`record!`]
//! declares a table's keys with their documentation, [`Shape`] is what each type knows of itself.

mod kinds;
mod schema;

pub use kinds::{Answer, Decided, Keyed, Whole, Words, showable};
pub use schema::{Schema, described, description};

use std::any::Any;
use std::sync::Arc;

use foldhash::HashMap;
use serde_json::Value as Json;

use super::figure::{Figure, Source};
use super::tree::{Node, Table, Value};
use crate::diag::message::shape::{self as message, Expected, ValueKind};
use crate::diag::{Finding, Findings, Reported};

/// A type that can be read from a model file, and can say how it is written there.
pub trait Shape: Sized {
    /// Reads it.
    ///
    /// # Errors
    /// Evidence that the reader was given an error: what cannot be read is never passed over in silence.
    fn read(node: &Node, reader: &mut Reader) -> Result<Self, Reported>;

    /// The JSON Schema of what `read` takes.
    fn schema(schema: &mut Schema) -> Json;

    /// The value used where its key is absent; `None` where the key is required.
    #[must_use]
    fn absent() -> Option<Self> {
        None
    }

    /// What the model takes at a path below it, for those who change a tree that is not read yet.
    #[must_use]
    fn takes(_path: &[String]) -> Takes {
        Takes::One
    }
}

/// What a record is read from.
pub const TABLE: Expected<'static> = Expected::One(ValueKind::Table);

/// What the model takes somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// A table with keys of its own.
    Table,
    /// Things by their ids.
    Things,
    /// A figure that may change over time, by contract year or month.
    Monthly,
    /// A value that may change by contract year.
    Yearly,
    /// A figure with dated steps.
    Dated,
    /// One value, or nothing that the model knows.
    One,
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
#[derive(Debug, Default)]
pub struct Parts {
    /// Those of the text itself.
    known: Arc<ByNode>,
    /// Those read since.
    new: ByNode,
}

type ByNode = HashMap<usize, Arc<dyn Any + Send + Sync>>;

impl Parts {
    /// Those of a text, all read for the first time.
    #[must_use]
    pub fn kept(self) -> Self {
        Self { known: Arc::new(self.new), new: ByNode::default() }
    }

    /// Those of the text, with nothing read since.
    #[must_use]
    pub fn known(&self) -> Self {
        Self { known: self.known.clone(), new: ByNode::default() }
    }

    fn get(&self, place: usize) -> Option<&Arc<dyn Any + Send + Sync>> {
        self.known.get(&place).or_else(|| self.new.get(&place))
    }
}

impl Reader {
    /// Reports an error.
    pub fn push(&mut self, error: Finding) -> Reported {
        self.findings.report(error)
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

    /// Reports that something else was expected here.
    pub fn expected(&mut self, node: &Node, expected: Expected<'_>) -> Reported {
        self.push(message::wrong_type(&self.path(), expected, node.value.kind(), node.at))
    }
}

/// Reads the keys of one table, and reports those that it does not have.
pub struct Fields<'n> {
    node: &'n Node,
    table: &'n Table,
    known: Vec<&'static str>,
}

impl<'n> Fields<'n> {
    /// The keys of `node`, which must be a table.
    ///
    /// # Errors
    /// A finding, where it is no table.
    pub fn open(node: &'n Node, expected: Expected<'_>, reader: &mut Reader) -> Result<Self, Reported> {
        match node.table() {
            Some(table) => Ok(Self { node, table, known: Vec::new() }),
            None => Err(reader.expected(node, expected)),
        }
    }

    /// Reads one key.
    ///
    /// # Errors
    /// A finding, where it is missing or cannot be read.
    pub fn field<T: Shape>(&mut self, key: &'static str, reader: &mut Reader) -> Result<T, Reported> {
        self.known.push(key);
        match self.table.get(key) {
            Some(entry) => reader.within(key, |reader| T::read(&entry.node, reader)),
            None => T::absent().ok_or_else(|| {
                let path = reader.path();
                if path.is_empty() {
                    let folder = if key == "document" { "templates" } else { "models" };
                    return reader.push(message::missing_file(&format!("{key}.toml"), folder));
                }
                // A table written as [headers] has no place of its own: its first key shows where.
                let at = self.table.values().next().map_or(self.node.at, |e| e.key_at);
                let at = if self.node.at.span().is_empty() { at } else { self.node.at };
                reader.push(message::missing_key(&path, key, at))
            }),
        }
    }

    /// Reports the keys that the table should not hold.
    pub fn finish(self, reader: &mut Reader) {
        for (key, entry) in self.table {
            if !self.known.contains(&key.as_str()) {
                reader.push(message::unknown_key(&reader.path(), key, &self.known, entry.key_at));
            }
        }
    }
}

/// Declares a table of the model files: a struct, its reader and its schema, from one description.
#[macro_export]
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
            fn read(
                node: &$crate::model::tree::Node, reader: &mut $crate::model::shape::Reader,
            ) -> Result<Self, $crate::diag::Reported> {
                let mut fields = $crate::model::shape::Fields::open(node, $crate::model::shape::TABLE, reader)?;
                $( let $field = fields.field::<$ty>($crate::model::shape::key!($field $($key)?), reader); )*
                fields.finish(reader);
                Ok(Self { at: node.at, $( $field: $field?, )* })
            }

            fn takes(path: &[String]) -> $crate::model::shape::Takes {
                let Some((first, rest)) = path.split_first() else { return $crate::model::shape::Takes::Table };
                $( if first == $crate::model::shape::key!($field $($key)?) {
                    return <$ty as $crate::model::shape::Shape>::takes(rest);
                } )*
                $crate::model::shape::Takes::One
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
#[macro_export]
macro_rules! key {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $key:literal) => {
        $key
    };
}

/// Declares a word that a key takes from a fixed list.
#[macro_export]
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
            fn read(
                node: &$crate::model::tree::Node, reader: &mut $crate::model::shape::Reader,
            ) -> Result<Self, $crate::diag::Reported> {
                $crate::model::shape::read_choice(node, reader, &[ $( ($word, Self::$variant), )+ ])
            }

            fn schema(_: &mut $crate::model::shape::Schema) -> serde_json::Value {
                serde_json::json!({ "type": "string", "enum": [ $( $word, )+ ] })
            }
        }
    };
}

pub use {choice, key, record};

/// Reads one word out of a list.
///
/// # Errors
/// A finding with the words of the list, where it is none of them.
pub fn read_choice<T: Copy>(node: &Node, reader: &mut Reader, words: &[(&'static str, T)]) -> Result<T, Reported> {
    let known = || words.iter().map(|w| w.0).collect::<Vec<_>>();
    let Value::Text(text) = &node.value else {
        return Err(reader.expected(node, Expected::Choice(&known())));
    };
    words
        .iter()
        .find(|w| w.0 == text)
        .map(|w| w.1)
        .ok_or_else(|| reader.push(message::bad_choice(&reader.path(), text, &known(), node.at)))
}
