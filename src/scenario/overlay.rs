//! Lays a scenario's changes over the tree of a bid.

use std::sync::Arc;

use super::select::{Select, node_at};
use crate::diag::{At, Code, Finding, Findings};
use crate::model::figure::Source;
use crate::model::raw::{Any, Change, Scenario};
use crate::model::shape::{Reader, Shape as _};
use crate::model::tree::{Entry, Node, Table, Value, is_figure};

/// What a change did to one value.
#[derive(Debug, Clone)]
pub struct Changed {
    /// The path of the value.
    pub path: String,
    /// What it was, as a model writes it; `None` where it was not there.
    pub before: Option<String>,
    /// What held there by being said further out, where nothing was said at the path itself.
    pub inherited: Option<String>,
    /// What it is; `None` where it was taken out.
    pub after: Option<String>,
    /// Where the change is written.
    pub at: At,
    /// Where it comes from: what the new value says, or the scenario's file.
    pub source: Source,
}

/// Applies the changes of a scenario, in the order of its file.
pub fn apply(
    root: &mut Node, scenario: &Scenario, defaults: &[Option<Source>], findings: &mut Findings,
) -> Vec<Changed> {
    let mut done = Vec::new();
    for (id, _, change) in scenario.changes.iter() {
        let before = done.len();
        let refused = match Select::parse(&change.select.text) {
            Ok(select) if !select.unknown(root).is_empty() => {
                let names = select.unknown(root).join("`, `");
                let message = format!("the change `{id}` names `{names}`, which the bid has not");
                findings.push(
                    Finding::error(Code::Select, message)
                        .at(change.select.at, "every name in braces must be there")
                        .help("look at the ids: what is left out without a word is a mistake"),
                );
                true
            }
            Ok(select) => {
                let changed: Vec<_> =
                    select.paths(root).iter().map(|path| change_one(root, path, change, defaults)).collect();
                let refused = changed.iter().any(Result::is_err);
                for one in changed {
                    match one {
                        Ok(one) => done.extend(one),
                        Err(finding) => findings.push(finding),
                    }
                }
                refused
            }
            Err(why) => {
                let message = format!("the change `{id}` selects nothing: {why}");
                findings.push(Finding::error(Code::Select, message).at(change.select.at, "no path and no pattern"));
                true
            }
        };
        if done.len() == before && !refused {
            findings.push(
                Finding::error(Code::Select, format!("the change `{id}` matches nothing in the bid"))
                    .at(change.select.at, "matches nothing")
                    .help("look at the ids it names: a change that does nothing is a mistake"),
            );
        }
    }
    done
}

/// Changes the value at one path; nothing where there is nothing to take out.
fn change_one(
    root: &mut Node, path: &[String], change: &Change, defaults: &[Option<Source>],
) -> Result<Option<Changed>, Finding> {
    let existing = node_at(root, path).cloned();
    let before = existing.as_ref().map(written);
    let shown = path.join(".");
    let further_out = if existing.is_none() { inherited(root, path).map(written) } else { None };
    let after = match (&change.to, change.remove) {
        (Some(to), None) => Some(match change.from_year {
            Some(year) => {
                let held = existing.or_else(|| inherited(root, path).cloned());
                from_year(held, year, to, change, &shown)?
            }
            None => to.0.clone(),
        }),
        (None, Some(true)) if change.from_year.is_none() => None,
        _ => {
            let message = format!("what does the change of `{shown}` do?");
            return Err(Finding::error(Code::Either, message)
                .at(change.select.at, "exactly one is needed")
                .help("write `to = …`, with `from_year` where it begins later, or `remove = true` alone"));
        }
    };
    let told = after.as_ref().map(written);
    let source = after.as_ref().and_then(said_source).or_else(|| defaults.get(change.select.at.file.index())?.clone());
    let source = source.unwrap_or(Source::Assumption);
    let Some((last, parents)) = path.split_last() else { return Ok(None) };
    if after.is_none() && before.is_none() {
        return Ok(None);
    }
    let Some(table) = table_at(root, parents, change.select.at) else { return Ok(None) };
    match after {
        Some(node) => {
            // What is new is told at the scenario's line, what was there keeps the line of its key.
            let key_at = table.get(last).map_or(node.at, |entry| entry.key_at);
            table.insert(last.clone(), Entry { key_at, node: Arc::new(apart(&node)) });
        }
        None => drop(table.shift_remove(last)),
    }
    Ok(Some(Changed { path: shown, before, inherited: further_out, after: told, at: change.select.at, source }))
}

/// A copy that shares nothing with its original: what a pattern writes in several places is a thing of its own in each.
fn apart(node: &Node) -> Node {
    let value = match &node.value {
        Value::Table(table) => {
            let entry = |entry: &Entry| Entry { key_at: entry.key_at, node: Arc::new(apart(&entry.node)) };
            Value::Table(table.iter().map(|(key, inner)| (key.clone(), entry(inner))).collect())
        }
        Value::List(items) => Value::List(items.iter().map(apart).collect()),
        other => other.clone(),
    };
    Node { at: node.at, value }
}

/// The source that a value states for itself.
fn said_source(node: &Node) -> Option<Source> {
    let source = node.table()?.get("source")?;
    Source::read(&source.node, &mut Reader::default()).ok()
}

/// The value that a key without one takes from further out: a position's mix from its team, its lot,
/// the policy.
fn inherited<'a>(root: &'a Node, path: &[String]) -> Option<&'a Node> {
    let (key, parents) = path.split_last()?;
    let outer = (0..parents.len()).rev().map(|n| [&parents[..n], std::slice::from_ref(key)].concat());
    let policy = vec!["policy".to_owned(), key.clone()];
    outer.chain([policy]).find_map(|path| node_at(root, &path))
}

/// What was there until a contract year, and the new value from then on.
fn from_year(held: Option<Node>, year: u32, to: &Any, change: &Change, path: &str) -> Result<Node, Finding> {
    let Some(held) = held else {
        let message = format!("nothing says what `{path}` is before year {year}");
        return Err(Finding::error(Code::Select, message).at(change.select.at, "not there, nor further out"));
    };
    let at = to.0.at;
    let point = |at, node| Entry { key_at: at, node: Arc::new(node) };
    let said = held.table().and_then(|table| table.get("years")).and_then(|entry| entry.node.table());
    let mut years: Table = match said {
        Some(years) => {
            let before = years.iter().filter(|(key, _)| key.parse::<u32>().is_ok_and(|key| key < year));
            before.map(|(key, entry)| (key.clone(), entry.clone())).collect()
        }
        None if year > 1 => Table::from_iter([("1".to_owned(), point(held.at, held))]),
        None => Table::default(),
    };
    years.insert(year.to_string(), point(at, to.0.clone()));
    let years = point(at, Node { at, value: Value::Table(years) });
    Ok(Node { at, value: Value::Table(Table::from_iter([("years".to_owned(), years)])) })
}

/// The table at a path, made where it is not there yet.
fn table_at<'a>(root: &'a mut Node, path: &[String], at: At) -> Option<&'a mut Table> {
    let node = path.iter().try_fold(root, |node, name| match &mut node.value {
        Value::Table(table) => {
            let empty = || Entry { key_at: at, node: Arc::new(Node { at, value: Value::Table(Table::default()) }) };
            Some(Arc::make_mut(&mut table.entry(name.clone()).or_insert_with(empty).node))
        }
        _ => None,
    })?;
    if let Value::Table(table) = &mut node.value { Some(table) } else { None }
}

/// A value as a model writes it, on one line.
fn written(node: &Node) -> String {
    match &node.value {
        Value::Text(text) => format!("\"{text}\""),
        Value::Number(text) | Value::Date(text) => text.clone(),
        Value::Bool(value) => value.to_string(),
        Value::List(items) => format!("[{}]", items.iter().map(written).collect::<Vec<_>>().join(", ")),
        Value::Table(table) if is_figure(table) => {
            let number = |key: &str| table.get(key).map(|entry| written(&entry.node));
            match (number("value").or_else(|| number("mode")), number("low"), number("high")) {
                (Some(value), Some(low), Some(high)) => format!("{value} ({low} – {high})"),
                (value, _, _) => value.unwrap_or_default(),
            }
        }
        Value::Table(table) => {
            let entries = table.iter().map(|(key, entry)| format!("{key} = {}", written(&entry.node)));
            format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
        }
    }
}
