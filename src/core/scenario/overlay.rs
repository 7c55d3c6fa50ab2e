//! Lays a scenario's changes over the tree of a bid.

use std::collections::HashSet;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::relative::{Operation, Relative};
use super::select::{Select, node_at};
use super::share::{Share, value_of};
use super::start::{Start, Unit, steps};
use crate::diag::message::scenario::{self as message, Instead};
use crate::diag::{At, Finding, Findings};
use crate::model::figure::Source;
use crate::model::raw::{Change, Scenario};
use crate::model::shape::Takes;
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
    let alone = shares_set_alone(root, scenario);
    for (id, _, change) in scenario.changes.iter() {
        let parsed = Action::of(change, defaults).and_then(|action| match Select::parse(&change.select.text) {
            Ok(select) if !select.unknown(root).is_empty() => {
                Err(message::unknown_names(id, &select.unknown(root), change.select.at))
            }
            Ok(select) => Ok((action, select)),
            Err(why) => Err(message::bad_select(id, &why, change.select.at)),
        });
        let (action, select) = match parsed {
            Ok(parsed) => parsed,
            Err(finding) => {
                findings.push(finding);
                continue;
            }
        };
        let (before, mut refused) = (done.len(), false);
        for path in select.paths(root) {
            let changer = Changer { change, action: &action, alone: &alone, defaults };
            match changer.changed(root, &path) {
                Ok(changes) => done.extend(changes),
                Err(finding) => {
                    findings.push(finding);
                    refused = true;
                }
            }
        }
        if done.len() == before && !refused {
            findings.push(match action {
                Action::Relative(..) => message::matches_no_figure(id, change.select.at),
                _ => message::matches_nothing(id, change.select.at),
            });
        }
    }
    done
}

/// What a change does to each value it matches.
enum Action<'a> {
    /// It becomes another.
    Set(&'a Node, Option<Start>),
    /// Its figures are multiplied or added to.
    Relative(Relative<'a>, Option<Start>),
    /// It is taken out.
    Remove,
}

impl<'a> Action<'a> {
    fn of(change: &'a Change, defaults: &'a [Option<Source>]) -> Result<Self, Finding> {
        let start = start(change)?;
        let relative = |operation: Operation, at: At| {
            let source = defaults.get(change.select.at.file.index()).cloned().flatten().unwrap_or(Source::Assumption);
            Self::Relative(Relative { operation, at, source, defaults }, start)
        };
        match (&change.to, &change.times, &change.plus, change.remove) {
            (Some(to), None, None, None) => Ok(Self::Set(&to.0, start)),
            (None, Some(times), None, None) if times.value.is_sign_negative() && !times.value.is_zero() => {
                Err(message::negative_factor(times.at))
            }
            (None, Some(times), None, None) => Ok(relative(Operation::Times(times.value), times.at)),
            (None, None, Some(plus), None) => Ok(relative(Operation::Plus(plus.value), plus.at)),
            (None, None, None, Some(true)) if start.is_none() => Ok(Self::Remove),
            _ => Err(message::change_without_value(&change.select.text, change.select.at)),
        }
    }
}

/// The groups of shares of which a scenario sets one alone: it is moved, and the others make room. Of those that it sets
/// several, each is as it is written.
fn shares_set_alone(root: &Node, scenario: &Scenario) -> Vec<Vec<String>> {
    let mut groups: Vec<(Vec<String>, HashSet<Vec<String>>)> = Vec::new();
    for (_, _, change) in scenario.changes.iter().filter(|(_, _, change)| change.to.is_some()) {
        for path in Select::parse(&change.select.text).map(|select| select.paths(root)).unwrap_or_default() {
            let Some(share) = Share::of(root, &path) else { continue };
            match groups.iter_mut().find(|(group, _)| *group == share.group) {
                Some((_, paths)) => drop(paths.insert(path)),
                None => groups.push((share.group, HashSet::from([path]))),
            }
        }
    }
    groups.into_iter().filter(|(_, paths)| paths.len() == 1).map(|(group, _)| group).collect()
}

/// Makes one change, at one path after another.
struct Changer<'a> {
    change: &'a Change,
    action: &'a Action<'a>,
    alone: &'a [Vec<String>],
    defaults: &'a [Option<Source>],
}

impl Changer<'_> {
    /// Changes the value at a path: nothing where there is nothing to take out, or no figure to change.
    fn changed(&self, root: &mut Node, path: &[String]) -> Result<Vec<Changed>, Finding> {
        let held = held_at(root, path);
        let share = Share::of(root, path);
        let after = match (self.action, share) {
            (Action::Remove, _) => None,
            (Action::Set(to, None), Some(share)) if self.alone.contains(&share.group) => {
                return match value_of(to) {
                    Some(value) => self.moved(root, &share, value, to.at),
                    None => Ok(vec![self.put(root, path, Some(Node::clone(to)), held.as_ref())]),
                };
            }
            (Action::Set(to, None), _) => Some(Node::clone(to)),
            (Action::Set(to, Some(start)), _) => {
                let held = held.clone().or_else(|| inherited(root, path).cloned());
                Some(begun(*start, held, to, path, self.change)?)
            }
            (Action::Relative(relative, start), share) => {
                let Some(held) = &held else { return Ok(Vec::new()) };
                match (share, relative.operation, start) {
                    (Some(share), Operation::Plus(addend), None) => {
                        return self.moved(root, &share, share.now() + addend, relative.at);
                    }
                    (Some(_), Operation::Times(_), _) => {
                        return Err(message::scaled_share(&path.join("."), relative.at));
                    }
                    _ => {}
                }
                let Some(after) = self.relative(root, path, held, relative, *start)? else { return Ok(Vec::new()) };
                Some(after)
            }
        };
        if after.is_none() && held.is_none() {
            return Ok(Vec::new());
        }
        Ok(vec![self.put(root, path, after, held.as_ref())])
    }

    /// What a figure is, multiplied or added to, throughout or from a start on; nothing where it is no figure.
    fn relative(
        &self, root: &Node, path: &[String], held: &Node, relative: &Relative<'_>, start: Option<Start>,
    ) -> Result<Option<Node>, Finding> {
        let shown = path.join(".");
        match (over_time(path), start) {
            (Takes::Dated, Some(start)) => relative.dated(root, path, held, start),
            (Takes::Dated, None) => relative.dated_steps(held, &shown),
            (_, None) => relative.of(held, &shown),
            (_, Some(start)) => match relative.of(held, &shown)? {
                Some(to) => begun(start, Some(held.clone()), &to, path, self.change).map(Some),
                None => Ok(None),
            },
        }
    }

    /// Moves one of several shares, and lets the others make room.
    fn moved(&self, root: &mut Node, share: &Share, to: Decimal, at: At) -> Result<Vec<Changed>, Finding> {
        let moved = share.moved(root, to, at)?;
        Ok(moved
            .into_iter()
            .map(|(path, node)| {
                let held = held_at(root, &path);
                self.put(root, &path, Some(node), held.as_ref())
            })
            .collect())
    }

    /// Puts a value at a path, or takes out what is there.
    fn put(&self, root: &mut Node, path: &[String], after: Option<Node>, held: Option<&Node>) -> Changed {
        let at = self.change.select.at;
        let inherited = if held.is_none() { inherited(root, path).map(written) } else { None };
        let source = self.change.to.as_ref().and_then(|to| stated_source(&to.0));
        let source = source.or_else(|| self.defaults.get(at.file.index())?.clone()).unwrap_or(Source::Assumption);
        let (before, shown) = (held.map(written), after.as_ref().map(written));
        put_at(root, path, after, at);
        Changed { path: path.join("."), before, inherited, after: shown, at, source }
    }
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
pub fn stated_source(node: &Node) -> Option<Source> {
    Source::written(&node.table()?.get("source")?.node)
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
pub fn written(node: &Node) -> String {
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
