//! The text of the files as one tree, every value with its place. What an overlay changes and what
//! the reader reads.

use std::sync::Arc;

use foldhash::fast::RandomState;
use indexmap::IndexMap;
use toml::de::{DeTable, DeValue};

use crate::diag::message::file as message;
use crate::diag::message::shape::ValueKind;
use crate::diag::{At, FileId, Findings};

/// A value and where it is written.
#[derive(Debug, Clone)]
pub struct Node {
    /// Where the value is written.
    pub at: At,
    /// The value.
    pub value: Value,
}

/// A TOML value; numbers keep the text of the file.
#[derive(Debug, Clone)]
pub enum Value {
    /// `"…"`
    Text(String),
    /// `12`, `720.50`: digits as written, in base ten.
    Number(String),
    /// `true`, `false`
    Bool(bool),
    /// `2027-03-15`
    Date(String),
    /// `[…]`
    List(Vec<Node>),
    /// `{…}` and `[header]`
    Table(Table),
}

/// A table: keys in the order of the file, each with its own place.
pub type Table = IndexMap<String, Entry, RandomState>;

/// What a key leads to.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Where the key is written.
    pub key_at: At,
    /// What it holds, shared with the trees that a scenario leaves as they are.
    pub node: Arc<Node>,
}

impl Value {
    /// What this is, in the words of a finding.
    #[must_use]
    pub fn kind(&self) -> ValueKind {
        match self {
            Self::Text(_) => ValueKind::Text,
            Self::Number(_) => ValueKind::Number,
            Self::Bool(_) => ValueKind::Bool,
            Self::Date(_) => ValueKind::Date,
            Self::List(_) => ValueKind::List,
            Self::Table(_) => ValueKind::Table,
        }
    }
}

impl Node {
    /// The table this is, if it is one.
    #[must_use]
    pub fn table(&self) -> Option<&Table> {
        if let Value::Table(table) = &self.value { Some(table) } else { None }
    }

    /// The text this is, if it is one.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        if let Value::Text(text) = &self.value { Some(text) } else { None }
    }

    /// Lays `over` on this: tables merge key by key, anything else is replaced. A figure is replaced as
    /// a whole: a value laid over a range is that value.
    pub fn merge(&mut self, over: Self) {
        match (&mut self.value, over.value) {
            (Value::Table(under), Value::Table(over)) if !is_whole(under) && !is_whole(&over) => {
                for (key, entry) in over {
                    if let Some(existing) = under.get_mut(&key) {
                        Arc::make_mut(&mut existing.node).merge(Arc::unwrap_or_clone(entry.node));
                    } else {
                        under.insert(key, entry);
                    }
                }
            }
            (under, value) => {
                *under = value;
                self.at = over.at;
            }
        }
    }
}

/// Is this table a number with its provenance?
#[must_use]
pub fn is_figure(table: &Table) -> bool {
    ["value", "low", "mode", "high"].iter().any(|key| table.contains_key(*key))
}

/// Is this table one figure, or one course of figures over time?
#[must_use]
pub fn is_whole(table: &Table) -> bool {
    // `months` is also the length of a contract and of a ramp: there it is a number, in a course a table.
    let points = |(key, entry): (&String, &Entry)| match key.as_str() {
        "years" | "months" => entry.node.table().is_some(),
        key => key == "ramp",
    };
    is_figure(table) || (!table.is_empty() && table.iter().all(points))
}

/// A file of TOML holds no more of what begins a value, a table or a line: each takes hundreds of bytes once it is read,
/// and so does each that is wrong.
const MARKS_AT_MOST: usize = 200_000;

/// Parses one file, with every syntax error it holds.
pub fn parse(file: FileId, text: &str, findings: &mut Findings) -> Node {
    let mut marks = text.match_indices(['=', ',', '[', '{', '\n']);
    if let Some((at, _)) = marks.nth(MARKS_AT_MOST) {
        findings.push(message::too_many_values(MARKS_AT_MOST, At::new(file, &(at..at + 1))));
        return empty(At::new(file, &(0..0)));
    }
    let (table, errors) = DeTable::parse_recoverable(text);
    for finding in super::syntax::findings(file, text, &errors) {
        findings.push(finding);
    }
    let span = table.span();
    Node { at: At::new(file, &span), value: Value::Table(convert_table(file, table.into_inner())) }
}

fn convert_table(file: FileId, table: DeTable<'_>) -> Table {
    table
        .into_iter()
        .map(|(key, value)| {
            let key_at = At::new(file, &key.span());
            (key.into_inner().into_owned(), Entry { key_at, node: Arc::new(convert(file, value)) })
        })
        .collect()
}

fn convert(file: FileId, value: toml::Spanned<DeValue<'_>>) -> Node {
    let at = At::new(file, &value.span());
    let value = match value.into_inner() {
        DeValue::String(text) => Value::Text(text.into_owned()),
        DeValue::Integer(n) if n.radix() == 10 => Value::Number(n.as_str().to_owned()),
        DeValue::Integer(n) => {
            let read = i128::from_str_radix(n.as_str(), n.radix());
            // Past 128 bits the digits themselves will say so.
            Value::Number(read.map_or_else(|_| format!("0x{}", n.as_str()), |n| n.to_string()))
        }
        DeValue::Float(n) => Value::Number(n.as_str().to_owned()),
        DeValue::Boolean(b) => Value::Bool(b),
        DeValue::Datetime(d) => Value::Date(d.to_string()),
        DeValue::Array(items) => Value::List(items.into_iter().map(|item| convert(file, item)).collect()),
        DeValue::Table(table) => Value::Table(convert_table(file, table)),
    };
    Node { at, value }
}

/// A table that holds nothing yet.
fn empty(at: At) -> Node {
    Node { at, value: Value::Table(Table::default()) }
}

/// Puts `node` at a path of the tree, laid over what is there.
pub fn graft(root: &mut Node, path: &[&str], key_at: At, node: Node) {
    let Some((first, rest)) = path.split_first() else {
        root.merge(node);
        return;
    };
    if root.table().is_none() {
        root.value = Value::Table(Table::default());
    }
    if let Value::Table(table) = &mut root.value {
        let entry = table.entry((*first).to_owned()).or_insert_with(|| Entry { key_at, node: Arc::new(empty(key_at)) });
        graft(Arc::make_mut(&mut entry.node), rest, key_at, node);
    }
}
