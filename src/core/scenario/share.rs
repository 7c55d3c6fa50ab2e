//! Shares that total 1: one is moved, and the others make room for it (method §7).

use std::sync::Arc;

use rust_decimal::Decimal;

use super::select::node_at;
use crate::diag::message::figure::{Bounds, Written, out_of_range};
use crate::diag::message::scenario as message;
use crate::diag::{At, Finding};
use crate::model::number::unit_words;
use crate::model::tree::{Entry, Node, Value};
use crate::unit::{parse_decimal, round_half_away};

/// Shares that make room are rounded to so many decimals.
const PLACES: u32 = 12;

/// What shares become that make `room` pro rata, to 12 decimals: the largest of them takes the rest.
#[must_use]
pub fn made(room: Decimal, shares: &[Decimal]) -> Vec<Decimal> {
    let before: Decimal = shares.iter().sum();
    let part = |share: &Decimal| round_half_away((room * share).checked_div(before).unwrap_or_default(), PLACES);
    let mut made: Vec<Decimal> = shares.iter().map(part).collect();
    // The first of several that are largest.
    let largest = shares.iter().enumerate().rev().max_by_key(|(_, share)| **share).map(|(place, _)| place);
    if let Some(place) = largest {
        let rest = room - made.iter().sum::<Decimal>();
        made[place] += rest;
    }
    made
}

/// The share that a path names among others that total 1 with it: those of a mix, in a year or throughout, or of a pool.
#[derive(Debug)]
pub struct Share {
    /// What the others share it with: `mixes.hybrid.shares`.
    pub group: Vec<String>,
    /// Each share, with its path; the one that is named first.
    all: Vec<(Vec<String>, Decimal)>,
}

impl Share {
    /// The share at a path; nothing where it is none.
    pub fn of(root: &Node, path: &[String]) -> Option<Self> {
        let words: Vec<&str> = path.iter().map(String::as_str).collect();
        let (group, tail): (&[String], &[&str]) = match words[..] {
            ["mixes", _, "shares", _] | ["mixes", _, "years", _, _] => (&path[..path.len() - 1], &[]),
            ["pools", _, "members", _, "share"] => (&path[..3], &["share"]),
            _ => return None,
        };
        let value = |path: &[String]| node_at(root, path).and_then(value_of);
        let own = (path.to_vec(), value(path).unwrap_or_default());
        let others = node_at(root, group)?.table()?.keys().map(|key| {
            let steps = group.iter().cloned().chain([key.clone()]);
            steps.chain(tail.iter().map(|step| (*step).to_owned())).collect::<Vec<String>>()
        });
        let others = others.filter(|other| other != path).filter_map(|other| Some((value(&other)?, other)));
        let all = std::iter::once(own).chain(others.map(|(value, path)| (path, value))).collect();
        Some(Self { group: group.to_vec(), all })
    }

    /// What it is.
    pub fn now(&self) -> Decimal {
        self.all[0].1
    }

    /// Every share once this one is `to`, written at `at`; those that change.
    ///
    /// # Errors
    /// A share below 0 or above 1, or no other that could make room.
    pub fn moved(&self, root: &Node, to: Decimal, at: At) -> Result<Vec<(Vec<String>, Node)>, Finding> {
        let path = self.all[0].0.join(".");
        if to < Decimal::ZERO || to > Decimal::ONE {
            let bounds = Bounds { low: Decimal::ZERO, high: Decimal::ONE, below_high: false };
            return Err(out_of_range(&path, bounds, &unit_words("share"), Written::Share, at));
        }
        let room = Decimal::ONE - to;
        let others: Vec<Decimal> = self.all[1..].iter().map(|(_, share)| *share).collect();
        if !room.is_zero() && others.iter().all(Decimal::is_zero) {
            return Err(message::no_room(&path, at));
        }
        let values = std::iter::once(to).chain(made(room, &others));
        let moved = self
            .all
            .iter()
            .zip(values)
            .filter(|((path, before), value)| value != before || node_at(root, path).is_none());
        Ok(moved.map(|((path, _), value)| (path.clone(), with_value(node_at(root, path), value, at))).collect())
    }
}

/// The value of a figure that is no range and does not change over time.
pub fn value_of(node: &Node) -> Option<Decimal> {
    match &node.value {
        Value::Number(text) => parse_decimal(text),
        Value::Table(table) => value_of(&table.get("value")?.node),
        _ => None,
    }
}

/// A figure with another value, and all else that is known of it.
fn with_value(held: Option<&Node>, value: Decimal, at: At) -> Node {
    let number = Node { at, value: Value::Number(value.normalize().to_string()) };
    let Some(table) = held.and_then(Node::table) else { return number };
    let mut table = table.clone();
    table.insert("value".to_owned(), Entry { key_at: at, node: Arc::new(number) });
    table.shift_remove("source");
    Node { at, value: Value::Table(table) }
}

#[cfg(test)]
mod tests {
    use super::made;
    use rust_decimal::dec;

    /// By hand: 0.7 over 1/3, 1/3 and 1/6 of 5/6 is 0.28, 0.28, 0.14; over three equal thirds it is 0.233333333333 twice, and
    /// the first of the largest takes what is left.
    #[test]
    fn others_make_room_pro_rata() {
        assert_eq!(made(dec!(0.7), &[dec!(0.2), dec!(0.2), dec!(0.1)]), [dec!(0.28), dec!(0.28), dec!(0.14)]);
        let thirds = [dec!(0.233333333334), dec!(0.233333333333), dec!(0.233333333333)];
        assert_eq!(made(dec!(0.7), &[dec!(0.1), dec!(0.1), dec!(0.1)]), thirds);
    }
}
