//! A value of the bid that a sweep or a search turns: the figures that take it, and the shares beside them
//! that make room for it.

use std::sync::Arc;

use rust_decimal::{Decimal, dec};

use super::Outcome;
use super::select::{Select, node_at};
use crate::diag::{At, Code, Finding, Findings, nearest};
use crate::engine::{Inputs, Stage};
use crate::model::bid::Bid;
use crate::model::figure::Fig;
use crate::model::tree::{Node, Value};
use crate::unit::Exact;

/// A value to turn.
#[derive(Debug, Clone)]
pub struct Dial {
    /// The path or pattern it goes by.
    pub path: String,
    /// What it is in the bid, where all its figures are the same.
    pub now: Option<Decimal>,
    /// Where in the method it enters first.
    pub stage: Stage,
    turned: Vec<Turned>,
}

/// A figure that takes the value, with the shares that it must total 1 with.
#[derive(Debug, Clone)]
struct Turned {
    fig: Fig,
    /// What shares that stay leave to the others, where there are any.
    whole: Option<Decimal>,
    /// The shares that make room, each with what it is in the bid.
    others: Vec<(Fig, Decimal)>,
}

impl Dial {
    /// The value that a path or pattern names, told at `at` where it is none. Shares named by `kept` do not
    /// make room for it.
    ///
    /// # Errors
    /// A path that leads to no figure, or to one that must total 1 with others that cannot make room.
    pub fn of(outcome: &Outcome, path: &str, kept: &[String], at: At) -> Result<Self, Findings> {
        let Outcome { bid, root, .. } = outcome;
        let refused = |message: String, help: String| {
            Findings::from(Finding::error(Code::Dial, message).at(at, "this value").help(help))
        };
        let select = Select::parse(path).map_err(|why| refused(why, "write a path of the model".into()))?;
        let there = select.paths(root).into_iter().filter(|path| node_at(root, path).is_some());
        let paths: Vec<String> = there.map(|path| path.join(".")).collect();
        let mut turned = Vec::new();
        for found in &paths {
            // The last of a path is the one that is used: earlier ones are of a text that a scenario changed.
            let Some(place) = bid.figures.iter().rposition(|figure| figure.path == *found) else { continue };
            turned.push(Turned::of(bid, place, kept).map_err(|why| {
                refused(format!("`{found}` {why}"), "sweep another value, or write scenarios for it".into())
            })?);
        }
        if turned.is_empty() {
            let known = bid.figures.iter().map(|figure| figure.path.as_str());
            let help = match nearest(path, known) {
                Some(candidate) => format!("did you mean `{candidate}`?"),
                None => "`chiffrage assumptions --all` lists every figure with its path".into(),
            };
            return Err(refused(format!("`{path}` is no figure of the bid"), help));
        }
        let value = |turned: &Turned| bid.figure(turned.fig).value;
        let now = turned.first().map(value).filter(|now| turned.iter().all(|one| value(one) == *now));
        let figs = turned.iter().flat_map(|one| std::iter::once(one.fig).chain(one.others.iter().map(|o| o.0)));
        let stage = Stage::of(bid, figs);
        Ok(Self { path: path.to_owned(), now, stage, turned })
    }

    /// All that the value can sensibly be: a share or a rate from 0 to 1 (a margin to just below), anything else
    /// from nothing to ten times what it is.
    #[must_use]
    pub fn bracket(&self, outcome: &Outcome) -> (Decimal, Decimal) {
        let Some(turned) = self.turned.first() else { return (Decimal::ZERO, Decimal::ONE) };
        let figure = outcome.bid.figure(turned.fig);
        match (turned.whole, figure.unit) {
            (Some(whole), _) => (Decimal::ZERO, whole),
            (None, "share of price") => (Decimal::ZERO, dec!(0.95)),
            (None, "rate" | "share") => (Decimal::ZERO, Decimal::ONE),
            (None, "per year") => (Decimal::ZERO, dec!(0.5)),
            (None, "per head") => (dec!(0.2), dec!(2)),
            _ => (Decimal::ZERO, figure.value.abs().max(Decimal::ONE) * Decimal::TEN),
        }
    }

    /// Gives the value to its figures; shares beside them make room pro rata.
    pub fn turn(&self, value: Decimal, inputs: &mut Inputs<Exact>) {
        for (fig, value) in self.values(value) {
            inputs.set(fig, value.into());
        }
    }

    /// The figures with the values they take.
    fn values(&self, value: Decimal) -> Vec<(Fig, Decimal)> {
        let mut values = Vec::new();
        for Turned { fig, whole, others } in &self.turned {
            values.push((*fig, value));
            let Some(whole) = whole else { continue };
            let before: Decimal = others.iter().map(|(_, share)| share).sum();
            let mut left = whole - value;
            for (place, (fig, share)) in others.iter().enumerate() {
                // The last takes what is left: the shares total exactly 1.
                let last = place + 1 == others.len();
                let even = || (whole - value) / Decimal::from(others.len());
                let part = if last { left } else { ((whole - value) * share).checked_div(before).unwrap_or_else(even) };
                values.push((*fig, part));
                left -= part;
            }
        }
        values
    }

    /// Writes the value in the text of the bid, to have it checked as if a scenario had.
    pub fn write(&self, value: Decimal, bid: &Bid, root: &mut Node, at: At) {
        for (fig, value) in self.values(value) {
            let path: Vec<&str> = bid.figure(fig).path.split('.').collect();
            put(root, &path, Node { at, value: Value::Number(value.to_string()) });
        }
    }
}

impl Turned {
    fn of(bid: &Bid, place: usize, kept: &[String]) -> Result<Self, String> {
        let figure = &bid.figures[place];
        let fig = Fig::at(place);
        let mut shares = beside(bid, fig);
        if shares.is_empty() {
            let path = &figure.path;
            return if path.contains(".absence_weights.") || path.starts_with("contract.revision.") {
                Err("must total 1 with others beside it".to_owned())
            } else {
                Ok(Self { fig, whole: None, others: Vec::new() })
            };
        }
        shares.retain(|share| *share != fig);
        let value = |fig: &Fig| bid.figure(*fig).value;
        let (stay, others): (Vec<Fig>, Vec<Fig>) =
            shares.into_iter().partition(|share| kept.contains(&bid.figure(*share).path));
        if others.is_empty() {
            return Err("is a share that no other share beside it can make room for".to_owned());
        }
        let whole = Decimal::ONE - stay.iter().map(value).sum::<Decimal>();
        let others = others.into_iter().map(|fig| (fig, value(&fig))).collect();
        Ok(Self { fig, whole: Some(whole), others })
    }
}

/// The shares that a figure must total 1 with, itself among them; none where it is no such share.
fn beside(bid: &Bid, fig: Fig) -> Vec<Fig> {
    let mixes = bid.mixes.iter().flat_map(|mix| &mix.steps).map(|(_, shares)| shares.iter().map(|s| s.1).collect());
    let pools = bid.pools.iter().map(|pool| pool.members.iter().map(|member| member.share).collect());
    mixes.chain(pools).find(|shares: &Vec<Fig>| shares.contains(&fig)).unwrap_or_default()
}

fn put(node: &mut Node, path: &[&str], value: Node) {
    let (Value::Table(table), Some((first, rest))) = (&mut node.value, path.split_first()) else { return };
    let Some(entry) = table.get_mut(*first) else { return };
    if rest.is_empty() {
        entry.node = Arc::new(value);
    } else {
        put(Arc::make_mut(&mut entry.node), rest, value);
    }
}
