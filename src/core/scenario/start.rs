//! A change from a contract year or month on: all before it stays as it was (method §7).

use std::sync::Arc;

use crate::diag::At;
use crate::diag::message::model::Period;
use crate::model::tree::{Entry, Node, Table, Value, is_figure};

/// Where a change begins.
#[derive(Debug, Clone, Copy)]
pub struct Start {
    /// Where it is written.
    pub at: At,
    /// What it counts.
    pub unit: Unit,
    /// The first year or month of the new value, from 1.
    pub n: u32,
}

/// What the steps of a value count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    Years,
    Months,
}

impl Unit {
    const ALL: [Self; 2] = [Self::Years, Self::Months];

    /// The key that a model writes.
    pub fn key(self) -> &'static str {
        match self {
            Self::Years => "years",
            Self::Months => "months",
        }
    }

    /// What a finding calls it.
    pub fn period(self) -> Period {
        match self {
            Self::Years => Period::Years,
            Self::Months => Period::Months,
        }
    }

    /// The months in one.
    fn months(self) -> u64 {
        match self {
            Self::Years => 12,
            Self::Months => 1,
        }
    }

    /// The months before one, which is counted from 1.
    fn before(self, n: u32) -> u64 {
        u64::from(n).saturating_sub(1) * self.months()
    }
}

impl Start {
    /// The months before it.
    pub fn months_before(self) -> u64 {
        self.unit.before(self.n)
    }

    /// What was there until then and the new value from then on, as a model writes it; nothing where the new value, a
    /// course itself, says nothing of that year or month.
    pub fn apply(self, held: &Node, to: &Node) -> Option<Node> {
        let before = self.months_before();
        if before == 0 {
            return Some(to.clone());
        }
        let held = until(held, before);
        let (unit, mut steps) = match steps(&held) {
            Some((unit, steps)) if before.is_multiple_of(unit.months()) => (unit, steps.clone()),
            _ => (self.unit, Table::from_iter([("1".to_owned(), entry(held.at, held))])),
        };
        let first = before / unit.months() + 1;
        match self::steps(to) {
            Some((same, later)) if same == unit => {
                let in_force = later.iter().filter(|(key, _)| number(key).is_some_and(|n| u64::from(n) <= first));
                let in_force = in_force.max_by_key(|(key, _)| number(key))?.1;
                steps.insert(first.to_string(), in_force.clone());
                // A key that is no number is kept for the reader to report.
                let after = later.iter().filter(|(key, _)| number(key).is_none_or(|n| u64::from(n) > first));
                steps.extend(after.map(|(key, entry)| (key.clone(), entry.clone())));
            }
            _ => drop(steps.insert(first.to_string(), entry(self.at, to.clone()))),
        }
        Some(over_time(to.at, unit, steps))
    }
}

/// The steps of a value over time, each held until the next; nothing of a ramp or of one value.
pub fn steps(node: &Node) -> Option<(Unit, &Table)> {
    points(node).filter(|_| !is_ramp(node))
}

/// A value as it is in the months before `end`, without the points that then no longer count.
fn until(node: &Node, end: u64) -> Node {
    let Some((unit, points)) = points(node) else { return node.clone() };
    // What does not count from 1 is kept for the reader to report.
    let month = |key: &str| number(key).map_or(0, |n| unit.before(n));
    if is_ramp(node) {
        // The first point that lies beyond still draws the line to it.
        let beyond = points.keys().map(|key| month(key)).filter(|month| *month >= end).min().unwrap_or(end);
        let kept = points.iter().filter(|(key, _)| month(key) <= beyond);
        let kept = kept.map(|(key, entry)| (key.clone(), entry.clone())).collect();
        let mut ramp = node.table().cloned().unwrap_or_default();
        if let Some(entry) = ramp.get_mut(unit.key()) {
            entry.node = Arc::new(Node { at: entry.node.at, value: Value::Table(kept) });
        }
        return Node { at: node.at, value: Value::Table(ramp) };
    }
    let mut kept: Table =
        points.iter().filter(|(key, _)| month(key) < end).map(|(key, entry)| (key.clone(), entry.clone())).collect();
    let last = kept.keys().max_by_key(|key| month(key)).cloned();
    if let Some(entry) = last.and_then(|last| kept.get_mut(&last)) {
        entry.node = Arc::new(until(&entry.node, end));
    }
    match kept.get("1") {
        // One value throughout is no longer one over time.
        Some(only) if kept.len() == 1 => Node::clone(&only.node),
        _ => over_time(node.at, unit, kept),
    }
}

/// The points of a value over time.
pub fn points(node: &Node) -> Option<(Unit, &Table)> {
    let table = node.table().filter(|table| !is_figure(table))?;
    let unit = Unit::ALL.into_iter().find(|unit| table.contains_key(unit.key()))?;
    let points = table.get(unit.key())?.node.table()?;
    table.keys().all(|key| key == unit.key() || key == "ramp").then_some((unit, points))
}

fn is_ramp(node: &Node) -> bool {
    node.table().and_then(|table| table.get("ramp")).is_some_and(|entry| matches!(entry.node.value, Value::Bool(true)))
}

fn number(key: &str) -> Option<u32> {
    key.parse().ok()
}

fn over_time(at: At, unit: Unit, steps: Table) -> Node {
    let node = Node { at, value: Value::Table(steps) };
    Node { at, value: Value::Table(Table::from_iter([(unit.key().to_owned(), entry(at, node))])) }
}

fn entry(key_at: At, node: Node) -> Entry {
    Entry { key_at, node: Arc::new(node) }
}
