//! Which of our own files a workbook is near: by how much of their contents is in it, whatever its headings, its names
//! and its order.

use std::collections::BTreeSet;

use foldhash::{HashMap, HashSet};
use rust_decimal::Decimal;

use crate::engine::Dqe;
use crate::formula::Address;
use crate::model::Bid;
use crate::model::bid::LotId;
use crate::sheet;
use crate::unit::{Exact, fold, seen};
use crate::xlsx::{Book, Sheet, Value};

/// A third of what is a lot's alone, and at least so many of them, make a workbook one of its DQE.
const SHARE: usize = 3;
const LEAST: usize = 2;
/// A number of fewer digits is any lot's.
const DIGITS: usize = 4;

/// The work of a text that is compared, of a byte of it, and of a number.
const WORK_OF_A_TEXT: usize = 100;
const WORK_OF_A_BYTE: usize = 20;
const WORK_OF_A_NUMBER: usize = 150;

/// What of ours a workbook is near.
#[derive(Debug, Clone, Default)]
pub struct Near {
    /// The lots whose DQE it holds: a third of the designations that are theirs alone, or of the prices.
    pub lots: Vec<LotId>,
    /// Has one of its sheets the name and the headings of one of the DQE, whatever else is in it?
    pub has_sheet_of_dqe: bool,
    /// The same of the list of questions.
    pub has_sheet_of_list: bool,
    /// Does it hold one of the questions, alone in a cell?
    pub asks: bool,
}

impl Near {
    /// Of a workbook, each sheet of which is read once; `whole` is the DQE, `list` the list of questions, which `asked` are.
    #[must_use]
    pub fn of(
        book: &Book, bid: &Bid, dqe: &Dqe<Exact>, whole: &sheet::Book, list: &sheet::Book, asked: &[String],
    ) -> Self {
        let of_lot = |l: LotId| bid.lots[l].lines.iter().zip(&dqe.lines[l]);
        let labels = alone(bid, |l| of_lot(l).map(|(line, _)| fold(&seen(&line.label))).collect());
        let prices = alone(bid, |l| {
            let all = of_lot(l).flat_map(|(_, line)| [line.unit_price, line.gross_unit_price, line.amount]);
            let digits = |value: &Decimal| value.mantissa().unsigned_abs().to_string().len() >= DIGITS;
            all.map(|value| value.shown().round_dp(2).normalize()).filter(digits).collect()
        });
        let asked: HashSet<String> = asked.iter().map(|text| fold(&seen(text))).collect();
        let longest = labels.keys().chain(&asked).map(String::len).max().unwrap_or_default().saturating_mul(4);
        let (mut said, mut priced): (HashSet<&String>, HashSet<&Decimal>) = (HashSet::default(), HashSet::default());
        let mut near = Self::default();
        let budget = book.package.budget();
        for place in 0..book.sheets.len() {
            let Ok(sheet) = book.sheet(place) else { continue };
            near.has_sheet_of_dqe |= is_sheet_of(book, place, &sheet, whole);
            near.has_sheet_of_list |= is_sheet_of(book, place, &sheet, list);
            for cell in &sheet.cells {
                if let Value::Number(text) = &cell.value {
                    // Once the budget is spent, that is found before the file is called clean.
                    if text.len() < DIGITS || budget.draw(WORK_OF_A_NUMBER).is_err() {
                        continue;
                    }
                    let number = cell.value.number().map(|number| number.round_dp(2).normalize());
                    priced.extend(number.and_then(|n| prices.get_key_value(&n)).map(|(price, _)| price));
                } else if let Some(text) = cell.value.text().filter(|text| text.len() <= longest) {
                    if budget.draw(WORK_OF_A_TEXT + WORK_OF_A_BYTE * text.len()).is_err() {
                        continue;
                    }
                    let text = fold(&seen(text));
                    said.extend(labels.get_key_value(&text).map(|(label, _)| label));
                    near.asks |= asked.contains(&text);
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
        near.lots = bid.lots.keys().filter(is_there).collect();
        near
    }
}

/// Has a sheet the name and the headings of one of ours?
fn is_sheet_of(book: &Book, place: usize, sheet: &Sheet, ours: &sheet::Book) -> bool {
    ours.sheets.iter().filter(|due| book.find(&due.name) == Some(place)).any(|due| {
        (1..).zip(&due.columns).all(|(column, heading)| {
            let text = sheet.value(Address { row: due.heading_row() + 1, column }).text().unwrap_or_default();
            text.split_whitespace().eq(heading.title.split_whitespace())
        })
    })
}

/// What one lot alone has, with that lot; of a lot that has nothing alone, nothing.
fn alone<T: Eq + std::hash::Hash + Ord>(bid: &Bid, of: impl Fn(LotId) -> BTreeSet<T>) -> HashMap<T, LotId> {
    let mut owners: HashMap<T, Option<LotId>> = HashMap::default();
    for l in bid.lots.keys() {
        for thing in of(l) {
            owners.entry(thing).and_modify(|owner| *owner = None).or_insert(Some(l));
        }
    }
    owners.into_iter().filter_map(|(thing, owner)| Some((thing, owner?))).collect()
}
