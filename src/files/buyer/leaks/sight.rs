//! What of a sheet is out of sight.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::{Decimal, dec};

use super::Kind;
use super::part::Wrong;
use crate::formula::{Address, COLUMNS, ROWS, Rect};
use crate::sheet::column_letters;
use crate::unit::{Budget, Lang, Text, parse_decimal};
use crate::xlsx::{Unseen, fragments};

/// A row of fewer points, or a column of fewer characters, shows nothing of its cells.
const LEAST: (Decimal, Decimal) = (dec!(3), dec!(1.8));
/// Cells so many rows below the others, or columns beside them, are out of sight.
const FAR: (u32, u32) = (500, 50);

/// A run of rows or of columns, from its first to its last.
type Run = (u32, u32);

/// What of a sheet is out of sight.
#[derive(Debug, Default)]
pub(super) struct Sight {
    rows: BTreeSet<Run>,
    columns: BTreeSet<Run>,
    /// Filled cells whose format shows nothing, in their order.
    unseen: Vec<Address>,
    /// Filled cells under a merged cell, in their order.
    under: Vec<Address>,
    /// Filled cells far from all others, the first of each group.
    far: Vec<Address>,
    /// Areas where a condition hides what cells hold.
    conditions: BTreeSet<String>,
}

impl Sight {
    /// What is out of sight in a sheet's part. One cut short is read as far as it goes.
    pub(super) fn of(xml: &str, formats: &Unseen, budget: &Budget) -> Self {
        let mut sight = Self::default();
        let (mut small_rows, mut small_columns) = (BTreeSet::new(), BTreeSet::new());
        let mut column_of = ColumnRun::default();
        let mut filled: Vec<Address> = Vec::new();
        let mut merged: Vec<Rect> = Vec::new();
        let mut area = String::new();
        let _ = fragments(xml, budget, |fragment| {
            let (row, column) = fragment.cell;
            if fragment.attribute.is_none() && column > 0 && matches!(fragment.element, "v" | "t") {
                let at = Address { row, column };
                if filled.last() != Some(&at) {
                    filled.push(at);
                }
                if fragment.style.and_then(|style| formats.cells.get(style)) == Some(&true) {
                    sight.unseen.push(at);
                }
            }
            match (fragment.element, fragment.attribute) {
                ("row", Some("hidden")) if is_true(fragment.text) => drop(sight.rows.insert((row, row))),
                ("row", Some("ht")) if is_under(fragment.text, LEAST.0) => drop(small_rows.insert((row, row))),
                ("col", Some(name)) => {
                    if let Some(whole) = column_of.takes(fragment.nth, name, fragment.text) {
                        whole.sort(&mut sight.columns, &mut small_columns);
                    }
                }
                ("sheetFormatPr", Some("zeroHeight")) if is_true(fragment.text) => drop(sight.rows.insert((1, ROWS))),
                ("sheetFormatPr", Some("defaultRowHeight")) if is_under(fragment.text, LEAST.0) => {
                    small_rows.insert((1, ROWS));
                }
                ("sheetFormatPr", Some("defaultColWidth")) if is_under(fragment.text, LEAST.1) => {
                    small_columns.insert((1, COLUMNS));
                }
                ("mergeCell", Some("ref")) => merged.extend(Rect::parse(fragment.text)),
                ("conditionalFormatting", Some("sqref")) => fragment.text.clone_into(&mut area),
                ("cfRule", Some("dxfId")) => {
                    let hides = fragment.text.parse().ok().and_then(|id: usize| formats.rules.get(id));
                    // Once for each area, however many rules it has.
                    if hides == Some(&true) && !area.is_empty() {
                        sight.conditions.insert(std::mem::take(&mut area));
                    }
                }
                _ => {}
            }
        });
        column_of.sort(&mut sight.columns, &mut small_columns);
        filled.sort_unstable();
        sight.unseen.sort_unstable();
        let rows: BTreeSet<u32> = filled.iter().map(|at| at.row).collect();
        let columns: BTreeSet<u32> = filled.iter().map(|at| at.column).collect();
        sight.rows.extend(small_rows.into_iter().filter(|run| holds(&rows, *run)));
        sight.columns.extend(small_columns.into_iter().filter(|run| holds(&columns, *run)));
        sight.under = under(&filled, merged);
        let gap = |all: &BTreeSet<u32>, far: u32| -> BTreeSet<u32> {
            all.iter().zip(all.iter().skip(1)).filter(|(one, next)| *next - *one > far).map(|(_, next)| *next).collect()
        };
        let (far_rows, far_columns) = (gap(&rows, FAR.0), gap(&columns, FAR.1));
        let far = |at: &&Address| far_rows.contains(&at.row) || far_columns.contains(&at.column);
        sight.far = filled.iter().filter(far).copied().collect();
        sight
    }

    /// The same without what was out of sight before.
    pub(super) fn beyond(mut self, before: &Self) -> Self {
        let runs = |now: &BTreeSet<Run>, then: &BTreeSet<Run>| {
            let around = |run: &Run| then.range(..=(run.0, u32::MAX)).next_back().is_some_and(|other| run.1 <= other.1);
            now.iter().filter(|run| !around(run)).copied().collect()
        };
        let cells = |now: &mut Vec<Address>, then: &[Address]| now.retain(|at| then.binary_search(at).is_err());
        // Programs join and part runs: what is hidden counts, not how it is written.
        self.rows = runs(&self.rows, &joined(&before.rows));
        self.columns = runs(&self.columns, &joined(&before.columns));
        cells(&mut self.unseen, &before.unseen);
        cells(&mut self.under, &before.under);
        cells(&mut self.far, &before.far);
        self.conditions.retain(|area| !before.conditions.contains(area));
        self
    }

    /// What is wrong, each with its place in the sheet; none where it is the sheet's.
    pub(super) fn wrongs(&self) -> Vec<(Option<String>, Wrong)> {
        let mut wrongs = Vec::new();
        let mut add = |place: Option<String>, sure: bool, words: (&str, &str), list: String| {
            let what = Text::each(|lang| {
                let list = if list.is_empty() { String::new() } else { format!("{}{list}", lang.colon()) };
                format!("{}{list}", lang.pick(words.0, words.1))
            });
            wrongs.push((place, (Kind::Hidden, what, sure)));
        };
        if !self.rows.is_empty() {
            add(None, true, ("lignes masquées", "hidden rows"), listed(&self.rows, |row| row.to_string()));
        }
        if !self.columns.is_empty() {
            let letters = |column: u32| column_letters(column.saturating_sub(1) as usize);
            add(None, true, ("colonnes masquées", "hidden columns"), listed(&self.columns, letters));
        }
        let cells: [(&[Address], bool, (&str, &str)); 3] = [
            (
                &self.unseen,
                true,
                (
                    "cellules remplies qui n’affichent rien (format `;;;`, couleur du fond, caractères minuscules)",
                    "filled cells that show nothing (format `;;;`, the colour behind, tiny letters)",
                ),
            ),
            (&self.under, true, ("cellules remplies sous une cellule fusionnée", "filled cells under a merged cell")),
            (&self.far, false, ("cellules remplies loin des autres", "filled cells far from the others")),
        ];
        for (cells, sure, words) in cells {
            if let Some(first) = cells.first() {
                add(Some(first.to_string()), sure, words, cells.len().to_string());
            }
        }
        for area in &self.conditions {
            let words =
                ("une mise en forme conditionnelle masque le contenu", "a conditional format hides the content");
            add(Some(area.clone()), true, words, String::new());
        }
        wrongs
    }
}

/// What is said of columns side by side, attribute by attribute, in whatever order.
#[derive(Default)]
struct ColumnRun {
    /// The element that says it.
    nth: usize,
    first: u32,
    last: u32,
    hidden: bool,
    small: bool,
}

impl ColumnRun {
    /// Takes an attribute; where it is of another element, that one is whole.
    fn takes(&mut self, nth: usize, name: &str, text: &str) -> Option<Self> {
        let whole = (nth != self.nth).then(|| std::mem::replace(self, Self { nth, ..Self::default() }));
        match name {
            "min" => self.first = text.parse().unwrap_or(0),
            "max" => self.last = text.parse().unwrap_or(0),
            "hidden" => self.hidden = is_true(text),
            "width" => self.small = is_under(text, LEAST.1),
            _ => {}
        }
        whole
    }

    fn sort(&self, hidden: &mut BTreeSet<Run>, small: &mut BTreeSet<Run>) {
        let run = (self.first, self.last.max(self.first));
        if self.hidden {
            hidden.insert(run);
        }
        if self.small {
            small.insert(run);
        }
    }
}

fn holds(numbers: &BTreeSet<u32>, run: Run) -> bool {
    run.0 <= run.1 && numbers.range(run.0..=run.1).next().is_some()
}

/// The filled cells that are in a merged one and not its first. Merged cells do not overlap: on the way down there is
/// one at most at each column.
fn under(filled: &[Address], mut merged: Vec<Rect>) -> Vec<Address> {
    merged.sort_unstable_by_key(|area| area.top);
    let mut next = merged.into_iter().peekable();
    let mut open: BTreeMap<u32, Rect> = BTreeMap::new();
    let mut under = Vec::new();
    for at in filled {
        while let Some(area) = next.next_if(|area| area.top <= at.row) {
            open.insert(area.left, area);
        }
        while let Some((left, area)) = open.range(..=at.column).next_back().map(|(left, area)| (*left, *area)) {
            if area.bottom < at.row {
                open.remove(&left);
                continue;
            }
            if area.holds(*at) && area.first() != *at {
                under.push(*at);
            }
            break;
        }
    }
    under
}

fn is_true(text: &str) -> bool {
    matches!(text.trim(), "1" | "true" | "on")
}

/// Is a height or a width too small to see anything in?
fn is_under(text: &str, least: Decimal) -> bool {
    parse_decimal(text.trim()).is_some_and(|value| value < least)
}

/// Runs with those beside one another joined.
fn joined(runs: &BTreeSet<Run>) -> BTreeSet<Run> {
    let mut list: Vec<Run> = Vec::new();
    for (from, to) in runs {
        match list.last_mut() {
            Some((_, last)) if *from <= last.saturating_add(1) => *last = (*last).max(*to),
            _ => list.push((*from, *to)),
        }
    }
    list.into_iter().collect()
}

/// Runs in words, from each first to each last: `3, 5-9`.
fn listed(runs: &BTreeSet<Run>, name: impl Fn(u32) -> String) -> String {
    let list = joined(runs);
    let more = list.len() > 20;
    let named = |(from, to): &Run| if from == to { name(*from) } else { format!("{}-{}", name(*from), name(*to)) };
    list.iter().take(20).map(named).chain(more.then(|| "…".to_owned())).collect::<Vec<_>>().join(", ")
}

/// What an attribute of a workbook's view hides.
pub(super) fn hidden_window(value: &str) -> Option<Wrong> {
    let words = |lang: Lang| lang.pick("une fenêtre masquée", "a hidden window").to_owned();
    matches!(value, "hidden" | "veryHidden").then(|| (Kind::Hidden, Text::each(words), true))
}
