//! What differs between two trees of a bid, piece by piece, each with the driver it belongs to (method §8).

use std::sync::Arc;

use itertools::Itertools as _;

use super::select::{node_at, put};
use crate::model::Node;
use crate::model::tree::{Entry, Table, Value, is_whole};
use crate::unit::Lang;

/// What a difference between two scenarios comes from (method §8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Driver {
    /// What is done and sold, and all that no other driver has: FTE, volumes, quantities, profiles, dates, lots, pools.
    Volume,
    /// Where the work is done: shares, the mixes named, the reference site.
    Mix,
    /// Rate cards, drifts, exchange rates, per-head costs, a site's partner.
    Rates,
    /// Productivity, coordination, yearly gains, absence, calendars.
    Productivity,
    /// Prices of platform items, how many there are where no volume reads them, one-offs.
    Platform,
    /// Overheads, provision, which natures are spread.
    Overheads,
    /// Margins, weights, given prices, the decimals of a unit price.
    Margin,
}

impl Driver {
    /// Every one, in the order of the method.
    pub const ALL: [Self; 7] =
        [Self::Volume, Self::Mix, Self::Rates, Self::Productivity, Self::Platform, Self::Overheads, Self::Margin];

    /// What it is called.
    #[must_use]
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Volume => lang.pick("Volumes", "Volume"),
            Self::Mix => lang.pick("Mix", "Mix"),
            Self::Rates => lang.pick("Taux et change", "Rates and FX"),
            Self::Productivity => lang.pick("Productivité et coordination", "Productivity and coordination"),
            Self::Platform => lang.pick("Plateforme et frais ponctuels", "Platform and one-offs"),
            Self::Overheads => lang.pick("Frais et provision", "Overheads and provision"),
            Self::Margin => lang.pick("Marge", "Margin"),
        }
    }

    /// Its id in data.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Volume => "volume",
            Self::Mix => "mix",
            Self::Rates => "rates",
            Self::Productivity => "productivity",
            Self::Platform => "platform",
            Self::Overheads => "overheads",
            Self::Margin => "margin",
        }
    }
}

/// A value that two trees do not share.
#[derive(Debug)]
pub struct Piece {
    path: Vec<String>,
    /// What the second tree has there.
    after: Option<Entry>,
    /// The driver it belongs to; nothing for what is only a definition: there for others to name, it
    /// costs nothing itself, and is in every mixture of the two.
    driver: Option<Driver>,
}

impl Piece {
    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &[String] {
        &self.path
    }

    /// Is it as the second tree has it, in the mixture that takes some drivers from there?
    #[must_use]
    pub fn is_of(&self, taken: &[Driver]) -> bool {
        match self.driver {
            Some(driver) => taken.contains(&driver),
            // A definition that the second tree lacks stays.
            None => self.after.is_some(),
        }
    }
}

/// The pieces in which two trees differ.
#[must_use]
pub fn pieces(before: &Node, after: &Node) -> Vec<Piece> {
    let mut found = Vec::new();
    if let (Some(before_table), Some(after_table)) = (before.table(), after.table()) {
        differ(before_table, after_table, &mut Vec::new(), &mut found);
    }
    found.retain(|piece| !matches!(piece.path[0].as_str(), "scenarios" | "document"));
    for piece in &mut found {
        let one_sided = piece.after.is_none() || node_at(before, &piece.path).is_none();
        let path: Vec<&str> = piece.path.iter().map(String::as_str).collect();
        piece.driver = if one_sided && is_definition(&path) {
            None
        } else if one_sided && goes_with_spread(before, after, &path) {
            Some(Driver::Overheads)
        } else if counts_volume(before, &path) || counts_volume(after, &path) {
            Some(Driver::Volume)
        } else {
            Some(driver(&path))
        };
    }
    found
}

/// The drivers of some pieces, each once, in order.
#[must_use]
pub fn drivers(pieces: &[Piece]) -> Vec<Driver> {
    pieces.iter().filter_map(|piece| piece.driver).sorted().dedup().collect()
}

/// The first tree with the pieces of some drivers as the second has them.
#[must_use]
pub fn mixture(before: &Node, pieces: &[Piece], taken: &[Driver]) -> Node {
    let mut root = before.clone();
    for piece in pieces {
        if piece.is_of(taken) {
            put(&mut root, &piece.path, piece.after.clone());
        }
    }
    root
}

fn differ(before: &Table, after: &Table, path: &mut Vec<String>, found: &mut Vec<Piece>) {
    let nothing = &Table::default();
    let keys = before.keys().chain(after.keys().filter(|key| !before.contains_key(*key)));
    for key in keys {
        path.push(key.clone());
        match (before.get(key), after.get(key)) {
            (Some(b), Some(a)) if Arc::ptr_eq(&b.node, &a.node) => {}
            (Some(b), Some(a)) => match (b.node.table(), a.node.table()) {
                (Some(b), Some(a)) if !is_whole(b) && !is_whole(a) => differ(b, a, path, found),
                _ if same(&b.node, &a.node) => {}
                _ => found.push(Piece { path: path.clone(), after: Some(a.clone()), driver: None }),
            },
            // Things that only one of them has are pieces each, as where both have others beside.
            (Some(b), None) if are_things(path) => differ(b.node.table().unwrap_or(nothing), nothing, path, found),
            (None, Some(a)) if are_things(path) => differ(nothing, a.node.table().unwrap_or(nothing), path, found),
            (_, after) => found.push(Piece { path: path.clone(), after: after.cloned(), driver: None }),
        }
        path.pop();
    }
}

/// The tables whose things are only there for others to name.
const DEFINITIONS: [&str; 8] = ["sites", "rates", "mixes", "profiles", "calendars", "currencies", "partners", "pools"];

/// Is this the path of things of which each has a driver of its own, or none?
fn are_things(path: &[String]) -> bool {
    match path {
        [kind] => DEFINITIONS.contains(&kind.as_str()),
        [lots, _, platform] => lots == "lots" && platform == "platform",
        _ => false,
    }
}

/// Do two nodes say the same, wherever they are written?
fn same(a: &Node, b: &Node) -> bool {
    match (&a.value, &b.value) {
        (Value::Text(a), Value::Text(b)) | (Value::Number(a), Value::Number(b)) | (Value::Date(a), Value::Date(b)) => {
            a == b
        }
        (Value::Bool(a), Value::Bool(b)) => a == b,
        (Value::List(a), Value::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Table(a), Value::Table(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| same(&a.node, &b.node)))
        }
        _ => false,
    }
}

/// Is this the path of something that is only there for others to name?
fn is_definition(path: &[&str]) -> bool {
    match path {
        [kind, _] => DEFINITIONS.contains(kind),
        ["rates", _, "daily_cost", _] => true,
        _ => false,
    }
}

/// Is this the path of a platform item that a volume of its lot counts, or of how many it counts?
fn counts_volume(root: &Node, path: &[&str]) -> bool {
    let (["lots", lot, "platform", item] | ["lots", lot, "platform", item, "count", ..]) = path else { return false };
    let volumes = node_at(root, &["lots", lot, "volumes"]).and_then(Node::table);
    let mut volumes = volumes.into_iter().flatten().filter_map(|(_, entry)| entry.node.table());
    volumes.any(|volume| volume.get("items").is_some_and(|items| items.node.text() == Some(item)))
}

/// Is this the path of lines of natures that one tree spreads and the other sells? A nature is sold by lines of its own or
/// spread, never both: its lines come and go with that.
fn goes_with_spread(before: &Node, after: &Node, path: &[&str]) -> bool {
    let ["dqe", lot, "sections", _, lines @ ..] = path else { return false };
    let changes = |line: &Node| {
        let nature = line.table().and_then(|line| line.get("nature")?.node.text());
        nature.is_some_and(|nature| spreads(before, lot, nature) != spreads(after, lot, nature))
    };
    match (node_at(before, path).or_else(|| node_at(after, path)), lines) {
        (Some(line), ["lines", _]) => changes(line),
        (Some(section), []) => {
            let lines = section.table().and_then(|section| section.get("lines")?.node.table());
            lines.is_some_and(|lines| !lines.is_empty() && lines.values().all(|line| changes(&line.node)))
        }
        _ => false,
    }
}

/// Does a lot spread a nature, by its own word or by that of the policy?
fn spreads(root: &Node, lot: &str, nature: &str) -> bool {
    let says = |path: &[&str]| match node_at(root, path)?.value {
        Value::Bool(says) => Some(says),
        _ => None,
    };
    says(&["lots", lot, "spread", nature]).or_else(|| says(&["policy", "spread", nature])).unwrap_or(false)
}

/// The driver of a value, by its path (method §8).
fn driver(path: &[&str]) -> Driver {
    use Driver::{Margin, Mix, Overheads, Platform, Productivity, Rates, Volume};
    match path {
        ["policy", "gain", ..]
        | ["lots", _, "gain", ..]
        | ["calendars", ..]
        | [
            "sites",
            _,
            "absence_days" | "absence_weights" | "calendar" | "productivity" | "coordination" | "coordinator",
            ..,
        ] => Productivity,
        ["mixes", ..]
        | ["contract", "reference_site"]
        | ["policy", "mix"]
        | ["pools" | "lots", _, "mix"]
        | ["pools", _, "members", _, "mix"]
        | ["lots", _, "teams", _, "mix"]
        | ["lots", _, "teams", _, "positions", _, "mix"]
        | ["dqe", _, "sections", _, "lines", _, "mix"] => Mix,
        ["sites"] | ["sites", _] | ["sites", _, "label" | "zone", ..] => Volume,
        // What else a site states is what it costs.
        ["rates" | "currencies" | "sites", ..] => Rates,
        ["lots", _, "one_offs", ..]
        | ["lots", _, "platform", _]
        | ["lots", _, "platform", _, "count" | "unit_month" | "drift" | "base_month", ..] => Platform,
        ["policy", "overheads" | "provision" | "spread", ..] | ["lots", _, "provision" | "spread", ..] => Overheads,
        ["policy", "margin", ..]
        | ["lots", _, "margin", ..]
        | ["contract", "price_decimals"]
        | ["dqe", _, "sections", _, "lines", _, "weight" | "given", ..] => Margin,
        _ => Volume,
    }
}
