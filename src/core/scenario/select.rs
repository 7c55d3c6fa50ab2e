//! Which values a change is about: a path of the model, or a pattern over it.

use std::sync::Arc;

use crate::diag::message::scenario::BadPath;
use crate::model::shape::Takes;
use crate::model::takes;
use crate::model::tree::{Entry, Node, Table, Value};

/// A path or a pattern: `lots.ror.teams.alpha.mix`, `lots.{ror,annuaire}.teams.*[nature=build].mix`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Select(Vec<Segment>);

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Segment {
    names: Names,
    /// `[key=value]`: only tables that say so.
    filters: Vec<(String, String)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Names {
    /// `ror`
    One(String),
    /// `{ror,annuaire}`
    Some(Vec<String>),
    /// `*`
    All,
}

impl Select {
    /// Reads a path or pattern.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Self, BadPath> {
        let segments = split(text)?.into_iter().map(|part| Segment::parse(&part)).collect::<Result<Vec<_>, _>>()?;
        if segments.is_empty() { Err(BadPath::Empty) } else { Ok(Self(segments)) }
    }

    /// Every path it matches in a model. Its last step, where it is one name, need not be there yet:
    /// a change may add it, and with it its table, where that is a key of a table that is there
    /// (`lots.ror.one_offs`, `policy.spread`) and no thing by its id.
    #[must_use]
    pub fn paths(&self, root: &Node) -> Vec<Vec<String>> {
        self.walk(root).0
    }

    /// The names in braces that are where none may be.
    #[must_use]
    pub fn unknown(&self, root: &Node) -> Vec<String> {
        self.walk(root).1
    }

    /// Every path, and the names in braces that no table on the way holds.
    fn walk(&self, root: &Node) -> (Vec<Vec<String>>, Vec<String>) {
        let (mut found, mut unknown) = (vec![Vec::new()], Vec::new());
        for (i, segment) in self.0.iter().enumerate() {
            if let Names::Some(names) = &segment.names {
                let tables: Vec<&Table> = found.iter().filter_map(|path| node_at(root, path)?.table()).collect();
                let there = |name: &&String| tables.iter().any(|table| table.contains_key(*name));
                unknown.extend(names.iter().filter(|name| !there(name)).cloned());
            }
            let left = self.0.len() - i;
            let may_add = |path: &[String]| left == 1 || (left == 2 && takes(path) == Takes::Table);
            found = found.into_iter().flat_map(|path| segment.steps(root, &path, may_add(&path))).collect();
        }
        (found, unknown)
    }
}

impl Segment {
    fn parse(text: &str) -> Result<Self, BadPath> {
        let (names, mut rest) = match text.find('[') {
            Some(at) => text.split_at(at),
            None => (text, ""),
        };
        let mut filters = Vec::new();
        while let Some(inner) = rest.strip_prefix('[') {
            let (filter, after) = inner.split_once(']').ok_or_else(|| BadPath::Bracket(text.to_owned()))?;
            let (key, value) = filter.split_once('=').ok_or_else(|| BadPath::Filter(filter.to_owned()))?;
            filters.push((key.trim().to_owned(), value.trim().to_owned()));
            rest = after;
        }
        let names = match names.strip_prefix('{').map(|inner| inner.strip_suffix('}')) {
            Some(Some(inner)) => Names::Some(inner.split(',').map(|name| name.trim().to_owned()).collect()),
            Some(None) => return Err(BadPath::Brace(text.to_owned())),
            None if names == "*" => Names::All,
            None if names.is_empty() => return Err(BadPath::Step),
            None => Names::One(names.to_owned()),
        };
        Ok(Self { names, filters })
    }

    fn steps(&self, root: &Node, path: &[String], may_add: bool) -> Vec<Vec<String>> {
        let nothing = Table::default();
        let table = match node_at(root, path) {
            Some(node) => node.table(),
            // A table that a change adds holds nothing yet.
            None => may_add.then_some(&nothing),
        };
        let Some(table) = table else { return Vec::new() };
        let there = |name: &String| table.contains_key(name);
        let names: Vec<String> = match &self.names {
            Names::One(name) if may_add && self.filters.is_empty() => vec![name.clone()],
            Names::One(name) => std::iter::once(name.clone()).filter(there).collect(),
            Names::Some(names) => names.iter().filter(|name| there(name)).cloned().collect(),
            Names::All => table.keys().cloned().collect(),
        };
        let kept = names.into_iter().filter(|name| self.keeps(table, name));
        kept.map(|name| path.iter().cloned().chain([name]).collect()).collect()
    }

    fn keeps(&self, table: &Table, name: &str) -> bool {
        self.filters.iter().all(|(key, value)| {
            let said = table.get(name).and_then(|entry| entry.node.table()).and_then(|inner| inner.get(key));
            said.is_some_and(|entry| matches!(&entry.node.value, Value::Text(text) if text == value))
        })
    }
}

/// The value at a path.
#[must_use]
pub fn node_at<'a>(root: &'a Node, path: &[impl AsRef<str>]) -> Option<&'a Node> {
    path.iter().try_fold(root, |node, name| Some(&*node.table()?.get(name.as_ref())?.node))
}

/// Puts a value at a path, in tables made where they are not there yet; or takes it out.
pub fn put(node: &mut Node, path: &[String], entry: Option<Entry>) {
    let (Value::Table(table), Some((first, rest))) = (&mut node.value, path.split_first()) else { return };
    match (rest.is_empty(), entry) {
        (true, Some(entry)) => drop(table.insert(first.clone(), entry)),
        (true, None) => drop(table.shift_remove(first)),
        (false, entry) => {
            if let (None, Some(Entry { key_at, .. })) = (table.get(first), &entry) {
                let empty = Node { at: *key_at, value: Value::Table(Table::default()) };
                table.insert(first.clone(), Entry { key_at: *key_at, node: Arc::new(empty) });
            }
            if let Some(inner) = table.get_mut(first) {
                put(Arc::make_mut(&mut inner.node), rest, entry);
            }
        }
    }
}

/// The steps of a path: dots within braces and brackets are no steps.
fn split(text: &str) -> Result<Vec<String>, BadPath> {
    let (mut parts, mut part, mut depth) = (Vec::new(), String::new(), 0_i32);
    for c in text.trim().chars() {
        match c {
            '{' | '[' => depth += 1,
            '}' | ']' => depth -= 1,
            '.' if depth == 0 => {
                parts.push(std::mem::take(&mut part));
                continue;
            }
            _ => {}
        }
        part.push(c);
    }
    if depth != 0 {
        return Err(BadPath::Pair(text.to_owned()));
    }
    parts.push(part);
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::Select;

    #[test]
    fn what_is_not_a_path_is_refused() {
        for text in ["", "a..b", "a.{b", "a.*[nature]", "a.b]"] {
            assert!(Select::parse(text).is_err(), "{text}");
        }
        assert!(Select::parse("lots.{ror, pfc}.teams.*[nature=build].mix").is_ok());
    }
}
