//! Relative changes (method §7): a factor or an addend on every figure that is written at a path.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::select::node_at;
use super::start::{Start, points};
use crate::diag::message::scenario as message;
use crate::diag::{At, Finding};
use crate::model::figure::Source;
use crate::model::tree::{Entry, Node, Table, Value, is_figure};
use crate::unit::{Month, parse_decimal};

/// What a relative change does to a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// It is multiplied.
    Times(Decimal),
    /// It is added to.
    Plus(Decimal),
}

/// A relative change, as a scenario writes it.
#[derive(Debug, Clone)]
pub struct Relative<'a> {
    /// What it does.
    pub operation: Operation,
    /// Where the factor or addend is written.
    pub at: At,
    /// The source of the scenario: what is changed rests on it, and on its own.
    pub source: Source,
    /// The sources that the files state for their figures.
    pub defaults: &'a [Option<Source>],
}

impl Operation {
    /// The result, exactly; nothing past the range of decimals.
    pub fn of(self, value: Decimal) -> Option<Decimal> {
        let result = match self {
            Self::Times(factor) => value.checked_mul(factor),
            Self::Plus(addend) => value.checked_add(addend),
        };
        result.map(|value| value.normalize())
    }
}

impl Relative<'_> {
    /// What is written at a path with every figure of it changed: its value, or its low, mode and high, or those of each
    /// of its points over time; nothing where it is no figure.
    ///
    /// # Errors
    /// A result past the range of decimals.
    pub fn of(&self, held: &Node, path: &str) -> Result<Option<Node>, Finding> {
        let own = self.defaults.get(held.at.file.index()).cloned().flatten().unwrap_or(Source::Assumption);
        if let Value::Number(_) = &held.value {
            return self.number(held, self.place(&own, held.at), path).map(Some);
        }
        let Some(table) = held.table() else { return Ok(None) };
        if is_figure(table) {
            return self.figure(held.at, table, own, path).map(Some);
        }
        let Some((unit, points)) = points(held) else { return Ok(None) };
        let mut changed = Table::default();
        let mut any = false;
        for (key, entry) in points {
            let node = self.of(&entry.node, path)?;
            any |= node.is_some();
            let node = node.map_or_else(|| entry.node.clone(), Arc::new);
            changed.insert(key.clone(), Entry { key_at: entry.key_at, node });
        }
        let mut over_time = table.clone();
        if let Some(entry) = over_time.get_mut(unit.key()) {
            entry.node = Arc::new(Node { at: entry.node.at, value: Value::Table(changed) });
        }
        Ok(any.then_some(Node { at: self.at, value: Value::Table(over_time) }))
    }

    /// A figure with its provenance: it rests on the weaker of its own source and the scenario's.
    fn figure(&self, at: At, table: &Table, own: Source, path: &str) -> Result<Node, Finding> {
        let mut table = table.clone();
        for key in ["value", "low", "mode", "high"] {
            if let Some(entry) = table.get_mut(key) {
                entry.node = Arc::new(self.number(&entry.node, self.at, path)?);
            }
        }
        if let Some(entry) = table.get_mut("outcomes") {
            entry.node = Arc::new(self.outcomes(&entry.node, path)?);
        }
        let stated = table.get("source").and_then(|entry| Source::written(&entry.node));
        let weaker = stated.unwrap_or(own).max(self.source.clone());
        let node = Arc::new(Node { at: self.at, value: Value::Text(weaker.to_string()) });
        let key_at = table.get("source").map_or(at, |entry| entry.key_at);
        table.insert("source".to_owned(), Entry { key_at, node });
        Ok(Node { at: self.at, value: Value::Table(table) })
    }

    /// The values that a figure takes, their probabilities as they were.
    fn outcomes(&self, held: &Node, path: &str) -> Result<Node, Finding> {
        // What is no list of tables is kept for the reader to report.
        let Value::List(list) = &held.value else { return Ok(held.clone()) };
        let outcome = |node: &Node| {
            let Some(table) = node.table() else { return Ok(node.clone()) };
            let mut table = table.clone();
            if let Some(entry) = table.get_mut("value") {
                entry.node = Arc::new(self.number(&entry.node, self.at, path)?);
            }
            Ok(Node { at: node.at, value: Value::Table(table) })
        };
        let changed = list.iter().map(outcome).collect::<Result<_, Finding>>()?;
        Ok(Node { at: held.at, value: Value::List(changed) })
    }

    /// Where a plain number is written once it is changed: its file is that whose source is the weaker.
    fn place(&self, own: &Source, at: At) -> At {
        if *own > self.source { at } else { self.at }
    }

    fn number(&self, node: &Node, at: At, path: &str) -> Result<Node, Finding> {
        let Value::Number(text) = &node.value else { return Ok(node.clone()) };
        // What is no number is kept for the reader to report.
        let Some(value) = parse_decimal(text) else { return Ok(node.clone()) };
        let result = self.operation.of(value).ok_or_else(|| message::past_decimals(path, self.at))?;
        Ok(Node { at, value: Value::Number(result.to_string()) })
    }

    /// A daily cost changed from a contract year or month on: the steps of before stay, those in force from then on are
    /// changed, and each is drifted from the month that it was stated at.
    ///
    /// # Errors
    /// A start past the end of the contract, or a result past the range of decimals.
    pub fn dated(&self, root: &Node, path: &[String], held: &Node, start: Start) -> Result<Option<Node>, Finding> {
        let shown = path.join(".");
        let month_at = |path: &[&str]| {
            let path: Vec<String> = path.iter().map(|step| (*step).to_owned()).collect();
            node_at(root, &path).and_then(text_of).and_then(Month::parse)
        };
        let card = path.get(1).map(String::as_str).unwrap_or_default();
        let (Some(first), Some(base)) = (month_at(&["contract", "start"]), month_at(&["rates", card, "base_month"]))
        else {
            // What is wrong with either is reported by the reader.
            return Ok(Some(held.clone()));
        };
        let before = start.months_before();
        if before == 0 {
            return self.dated_steps(held, &shown);
        }
        if let Some(months) = whole(root, &["contract", "months"]).filter(|months| before >= u64::from(*months)) {
            return Err(message::past_the_contract(start.unit.period(), start.n, months, start.at));
        }
        let begins = first.plus(usize::try_from(before).unwrap_or(usize::MAX));
        let steps = Steps::of(held, base, base.min(first));
        let mut kept = Table::default();
        let mut stated = Table::default();
        let mut put = |from: Month, at: Month, node: Node| {
            let key_at = node.at;
            if at != from {
                let value = Value::Text(at.to_string());
                stated.insert(from.to_string(), Entry { key_at, node: Arc::new(Node { at: key_at, value }) });
            }
            kept.insert(from.to_string(), Entry { key_at, node: Arc::new(node) });
        };
        let mut in_force = None;
        for step in &steps.list {
            if step.from < begins {
                put(step.from, step.stated, step.node.clone());
            }
            if step.from <= begins {
                in_force = Some(step);
            }
        }
        let changed = in_force.map(|step| (begins, step));
        let later = steps.list.iter().filter(|step| step.from > begins).map(|step| (step.from, step));
        for (from, step) in changed.into_iter().chain(later) {
            if let Some(node) = self.of(&step.node, &shown)? {
                put(from, step.stated, node);
            }
        }
        let mut table = Table::default();
        for (key, inner) in [("from", kept), ("stated_at", stated)] {
            if !inner.is_empty() {
                let node = Arc::new(Node { at: self.at, value: Value::Table(inner) });
                table.insert(key.to_owned(), Entry { key_at: self.at, node });
            }
        }
        Ok(Some(Node { at: self.at, value: Value::Table(table) }))
    }

    /// A daily cost changed throughout: its figure, or each of its dated steps.
    ///
    /// # Errors
    /// A result past the range of decimals.
    pub fn dated_steps(&self, held: &Node, path: &str) -> Result<Option<Node>, Finding> {
        let Some(from) = held.table().and_then(|table| table.get("from")) else { return self.of(held, path) };
        let Some(steps) = from.node.table() else { return Ok(None) };
        let mut changed = steps.clone();
        for (_, entry) in &mut changed {
            if let Some(node) = self.of(&entry.node, path)? {
                entry.node = Arc::new(node);
            }
        }
        let mut table = held.table().cloned().unwrap_or_default();
        if let Some(entry) = table.get_mut("from") {
            entry.node = Arc::new(Node { at: entry.node.at, value: Value::Table(changed) });
        }
        Ok(Some(Node { at: self.at, value: Value::Table(table) }))
    }
}

/// The dated steps of a daily cost, in order.
struct Steps {
    list: Vec<Step>,
}

struct Step {
    from: Month,
    /// The month that drift counts from.
    stated: Month,
    node: Node,
}

impl Steps {
    /// Those that are written; of an undated cost one, from `first` on.
    fn of(held: &Node, base: Month, first: Month) -> Self {
        let table = held.table();
        let Some(from) = table.and_then(|table| table.get("from")?.node.table()) else {
            return Self { list: vec![Step { from: first, stated: base, node: held.clone() }] };
        };
        let stated = table.and_then(|table| table.get("stated_at")?.node.table());
        let step = |(key, entry): (&String, &Entry)| {
            let from = Month::parse(key)?;
            let stated = stated.and_then(|stated| Month::parse(text_of(&stated.get(key)?.node)?));
            Some(Step { from, stated: stated.unwrap_or(from), node: Node::clone(&entry.node) })
        };
        let mut list: Vec<Step> = from.iter().filter_map(step).collect();
        list.sort_by_key(|step| step.from);
        Self { list }
    }
}

fn text_of(node: &Node) -> Option<&str> {
    if let Value::Text(text) = &node.value { Some(text) } else { None }
}

fn whole(root: &Node, path: &[&str]) -> Option<u32> {
    let path: Vec<String> = path.iter().map(|step| (*step).to_owned()).collect();
    if let Value::Number(text) = &node_at(root, &path)?.value { text.replace('_', "").parse().ok() } else { None }
}
