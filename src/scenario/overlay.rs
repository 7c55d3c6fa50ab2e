//! Lays a scenario's changes over the tree of a bid.

use std::sync::Arc;

use super::select::{Select, node_at};
use super::start::{Start, Unit, steps};
use crate::diag::message::scenario::{self as message, Instead};
use crate::diag::{At, Finding, Findings};
use crate::model::figure::Source;
use crate::model::raw::{Change, Scenario};
use crate::model::shape::{Reader, Shape as _, Takes};
use crate::model::takes;
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
                findings.push(message::unknown_names(id, &select.unknown(root), change.select.at));
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
                findings.push(message::bad_select(id, &why, change.select.at));
                true
            }
        };
        if done.len() == before && !refused {
            findings.push(message::matches_nothing(id, change.select.at));
        }
    }
    done
}

/// Changes the value at one path; nothing where there is nothing to take out.
fn change_one(
    root: &mut Node, path: &[String], change: &Change, defaults: &[Option<Source>],
) -> Result<Option<Changed>, Finding> {
    let held = held_at(root, path);
    let before = held.as_ref().map(written);
    let shown = path.join(".");
    let further_out = if held.is_none() { inherited(root, path).map(written) } else { None };
    let after = match (&change.to, change.remove, start(change)?) {
        (Some(to), None, None) => Some(to.0.clone()),
        (Some(to), None, Some(start)) => {
            let held = held.or_else(|| inherited(root, path).cloned());
            Some(begun(start, held, &to.0, path, change)?)
        }
        (None, Some(true), None) => None,
        _ => return Err(message::change_without_value(&shown, change.select.at)),
    };
    let told = after.as_ref().map(written);
    let said = change.to.as_ref().and_then(|to| said_source(&to.0));
    let source = said.or_else(|| defaults.get(change.select.at.file.index())?.clone());
    let source = source.unwrap_or(Source::Assumption);
    if after.is_none() && before.is_none() {
        return Ok(None);
    }
    put_at(root, path, after, change.select.at);
    Ok(Some(Changed { path: shown, before, inherited: further_out, after: told, at: change.select.at, source }))
}

/// Where a change begins; nothing where it holds for the whole contract.
fn start(change: &Change) -> Result<Option<Start>, Finding> {
    let start = match (change.from_year, change.from_month) {
        (None, None) => return Ok(None),
        (Some(year), None) => Start { at: year.at, unit: Unit::Years, n: year.n },
        (None, Some(month)) => Start { at: month.at, unit: Unit::Months, n: month.n },
        (Some(year), Some(month)) => return Err(message::year_and_month(year.at, month.at)),
    };
    if start.n == 0 {
        return Err(message::before_the_contract(start.at));
    }
    Ok(Some(start))
}

/// What was at a path before a change begins, and its new value from then on.
fn begun(start: Start, held: Option<Node>, to: &Node, path: &[String], change: &Change) -> Result<Node, Finding> {
    let shown = path.join(".");
    let over_time = over_time(path);
    if over_time == Takes::Yearly && start.unit == Unit::Months {
        return Err(message::not_by_month(&shown, start.at));
    }
    if !matches!(over_time, Takes::Yearly | Takes::Monthly) {
        let whole = (1..path.len()).rev().map(|n| &path[..n]);
        let whole = whole.into_iter().find(|path| matches!(self::over_time(path), Takes::Yearly | Takes::Monthly));
        let instead = match (over_time, whole) {
            (Takes::Dated, _) => Instead::Dated,
            (_, Some(whole)) => Instead::Whole(whole.join(".")),
            (_, None) => Instead::Nothing,
        };
        return Err(message::not_over_time(&shown, &instead, start.at));
    }
    let Some(held) = held else {
        return Err(message::nothing_before(&shown, (start.unit.period(), start.n), change.select.at));
    };
    let period = start.unit.period();
    start.apply(&held, to).ok_or_else(|| message::nothing_after(&shown, (period, start.n), to.at))
}

/// How the value at a path may change over time.
fn over_time(path: &[String]) -> Takes {
    // A mix writes its shares over time under another key.
    if is_shares(path) { Takes::Yearly } else { takes(path) }
}

/// Is this the path of the shares of a mix? They are written as `shares`, or as `years` where they change.
fn is_shares(path: &[String]) -> bool {
    matches!(path, [mixes, _, shares] if mixes == "mixes" && shares == "shares")
}

/// The value at a path.
fn held_at(root: &Node, path: &[String]) -> Option<Node> {
    let here = node_at(root, path);
    if here.is_some() || !is_shares(path) {
        return here.cloned();
    }
    let mix = node_at(root, &path[..2])?;
    let years = mix.table()?.get("years")?.clone();
    Some(Node { at: years.node.at, value: Value::Table(Table::from_iter([("years".to_owned(), years)])) })
}

/// Puts a value at a path, or takes it out.
fn put_at(root: &mut Node, path: &[String], value: Option<Node>, at: At) {
    let Some((last, parents)) = path.split_last() else { return };
    let Some(table) = table_at(root, parents, at) else { return };
    let value = value.map(|node| match steps(&node) {
        Some((_, years)) if is_shares(path) => ("years", Node { at: node.at, value: Value::Table(years.clone()) }),
        _ => (last.as_str(), node),
    });
    if is_shares(path) {
        let kept = value.as_ref().map(|(key, _)| *key);
        table.retain(|key, _| !["shares", "years"].contains(&key.as_str()) || kept == Some(key));
    }
    match value {
        Some((key, node)) => {
            // What is new is reported at the scenario's line, what was there keeps the line of its key.
            let key_at = table.get(key).map_or(node.at, |entry| entry.key_at);
            table.insert(key.to_owned(), Entry { key_at, node: Arc::new(apart(&node)) });
        }
        None => drop(table.shift_remove(last)),
    }
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

/// The keys that take their value from further out where they are not written.
const INHERITED: [&str; 8] = ["mix", "onshore", "from", "to", "margin", "provision", "gain", "spread"];

/// The value that a key without one takes from further out: a position's mix from its team, its lot, the policy.
fn inherited<'a>(root: &'a Node, path: &[String]) -> Option<&'a Node> {
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    let (key, owner) = path.split_last()?;
    if !INHERITED.contains(key) {
        return None;
    }
    let holders: Vec<Vec<&str>> = match owner {
        ["lots", lot, "teams", team, "positions", _] => vec![vec!["lots", lot, "teams", team], vec!["lots", lot]],
        ["lots", lot, "teams", _] | ["dqe", lot, "sections", _, "lines", _] => vec![vec!["lots", lot]],
        ["pools", pool, "members", _] => vec![vec!["pools", pool]],
        ["lots" | "pools", _] => Vec::new(),
        _ => return None,
    };
    holders.into_iter().chain([vec!["policy"]]).find_map(|holder| {
        let path: Vec<String> = holder.iter().chain([key]).map(|step| (*step).to_owned()).collect();
        node_at(root, &path)
    })
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
