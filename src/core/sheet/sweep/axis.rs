//! What readers call an axis, and how its values are written.

use rust_decimal::Decimal;

use crate::model::Bid;
use crate::scenario::Dial;
use crate::sheet::Cell;
use crate::sheet::names::Names;
use crate::unit::{Lang, digits, rate};

/// What is turned, in words.
#[derive(Debug, Clone)]
pub struct AxisName {
    /// Its name: `Porto, Productivité · en régime`.
    pub words: String,
    /// What it is today, where all its figures are the same.
    pub now: Option<Decimal>,
    is_share: bool,
}

impl AxisName {
    /// The name of what a dial turns.
    #[must_use]
    pub fn of(bid: &Bid, dial: &Dial, lang: Lang) -> Self {
        let names = Names { bid, lang };
        let figures: Vec<_> = dial.figures().iter().map(|fig| bid.figure(*fig)).collect();
        let paths: Vec<&str> = figures.iter().map(|figure| figure.path.as_str()).collect();
        let words = match paths.as_slice() {
            [path] => {
                let mix_and_site = path.strip_prefix("mixes.").and_then(|rest| rest.split_once(".shares."));
                match mix_and_site {
                    Some((mix, site)) => {
                        let name = |id: &str| names.thing(id).unwrap_or_else(|| id.to_owned());
                        match lang {
                            Lang::Fr => format!("Part de {} dans le mix «\u{a0}{}\u{a0}»", name(site), name(mix)),
                            Lang::En => format!("Share of {} in the mix “{}”", name(site), name(mix)),
                        }
                    }
                    None => names.whole(path),
                }
            }
            paths => names.several(paths),
        };
        let is_share = !figures.is_empty()
            && figures.iter().all(|f| matches!(f.unit, "share" | "rate" | "share of price" | "per year"));
        Self { words, now: dial.now, is_share }
    }

    /// A value as it was asked for.
    pub(super) fn cell(&self, value: Decimal) -> Cell {
        if self.is_share { Cell::Rate(value) } else { Cell::Number(value, value.scale()) }
    }

    /// A value in words.
    pub(super) fn say(&self, value: Decimal, lang: Lang) -> String {
        if self.is_share { rate(value, lang) } else { digits(value, value.scale(), lang) }
    }
}
