//! Which of our own files a workbook is near: by how much of their contents is in it, whatever its headings, its names
//! and its order.

use std::collections::{BTreeSet, HashMap};

use foldhash::HashSet;
use rust_decimal::Decimal;

use crate::engine::Dqe;
use crate::model::Bid;
use crate::model::bid::LotId;
use crate::unit::{Exact, fold, seen};
use crate::xlsx::Book;

/// A third of what is a lot's alone, and at least so many of them, make a workbook one of its DQE.
const SHARE: usize = 3;
const LEAST: usize = 2;
/// A number of fewer digits is any lot's.
const DIGITS: usize = 4;

/// The lots whose DQE a workbook holds: a third of the designations that are theirs alone, or of the prices.
#[must_use]
pub fn lots_in(book: &Book, bid: &Bid, dqe: &Dqe<Exact>) -> Vec<LotId> {
    let of_lot = |l: LotId| bid.lots[l].lines.iter().zip(&dqe.lines[l]);
    let labels = alone(bid, |l| of_lot(l).map(|(line, _)| fold(&seen(&line.label))).collect());
    let prices = alone(bid, |l| {
        let all = of_lot(l).flat_map(|(_, line)| [line.unit_price, line.gross_unit_price, line.amount]);
        let digits = |value: &Decimal| value.mantissa().unsigned_abs().to_string().len() >= DIGITS;
        all.map(|value| value.shown().round_dp(2).normalize()).filter(digits).collect()
    });
    let longest = labels.keys().map(String::len).max().unwrap_or_default();
    let (mut said, mut priced): (HashSet<&String>, HashSet<&Decimal>) = (HashSet::default(), HashSet::default());
    for place in 0..book.sheets.len() {
        let Ok(sheet) = book.sheet(place) else { continue };
        for cell in &sheet.cells {
            if let Some(number) = cell.value.number() {
                priced.extend(prices.get_key_value(&number.round_dp(2).normalize()).map(|(price, _)| price));
            } else if let Some(text) = cell.value.text().filter(|text| text.len() <= longest.saturating_mul(4)) {
                said.extend(labels.get_key_value(&fold(&seen(text))).map(|(label, _)| label));
            }
        }
    }
    let share = |found: usize, all: usize| found >= LEAST && found * SHARE >= all;
    let is_there = |l: &LotId| {
        let of = |all: &mut dyn Iterator<Item = bool>| {
            all.fold((0, 0), |(found, all), is| (found + usize::from(is), all + 1))
        };
        let (labelled, labels) =
            of(&mut labels.iter().filter(|(_, lot)| *lot == l).map(|(label, _)| said.contains(label)));
        let (met, prices) =
            of(&mut prices.iter().filter(|(_, lot)| *lot == l).map(|(price, _)| priced.contains(price)));
        share(labelled, labels) || share(met, prices)
    };
    bid.lots.keys().filter(is_there).collect()
}

/// What one lot alone has, with that lot; of a lot that has nothing alone, nothing.
fn alone<T: Eq + std::hash::Hash + Ord>(bid: &Bid, of: impl Fn(LotId) -> BTreeSet<T>) -> HashMap<T, LotId> {
    let mut owners: HashMap<T, Option<LotId>> = HashMap::new();
    for l in bid.lots.keys() {
        for thing in of(l) {
            owners.entry(thing).and_modify(|owner| *owner = None).or_insert(Some(l));
        }
    }
    owners.into_iter().filter_map(|(thing, owner)| Some((thing, owner?))).collect()
}

/// Does a workbook hold one of these texts, alone in a cell?
#[must_use]
pub fn says_one_of<'a>(book: &Book, texts: impl Iterator<Item = &'a str>) -> bool {
    let texts: HashSet<String> = texts.map(|text| fold(&seen(text))).collect();
    let longest = texts.iter().map(String::len).max().unwrap_or_default();
    let sheets = (0..book.sheets.len()).filter_map(|place| book.sheet(place).ok());
    sheets.into_iter().any(|sheet| {
        let said = sheet.cells.iter().filter_map(|cell| cell.value.text());
        said.filter(|text| text.len() <= longest.saturating_mul(4)).any(|text| texts.contains(&fold(&seen(text))))
    })
}
