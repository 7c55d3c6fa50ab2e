//! What of a sheet is out of sight.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::{Decimal, dec};

use super::Kind;
use super::part::Wrong;
use crate::formula::{Address, COLUMNS, ROWS, Rect};
use crate::sheet::column_letters;
use crate::unit::{Lang, Text, parse_decimal};
use crate::xlsx::{TextFragment, Unseen};

/// A row of fewer points, or a column of fewer characters, shows nothing of its cells.
const LEAST: (Decimal, Decimal) = (dec!(3), dec!(1.8));
/// Cells so many rows below the others, or columns beside them, are out of sight.
const FAR: (u32, u32) = (500, 50);

/// A run of rows or of columns, from its first to its last.
type Run = (u32, u32);

/// What of a sheet is out of sight.
#[derive(Debug, Default)]
pub(super) struct Sight {
    /// Runs in their order, none beside another.
    rows: Vec<Run>,
    columns: Vec<Run>,
    /// Filled cells whose format shows nothing, in their order.
    unseen: Vec<Address>,
    /// Filled cells under a merged cell, in their order.
    under: Vec<Address>,
    /// Filled cells far from all others, the first of each group.
    far: Vec<Address>,
    /// Areas where a condition hides what cells hold.
    conditions: BTreeSet<String>,
}

/// What is gathered of it, as a sheet's part says one thing after the other.
pub(super) struct Looking<'a> {
    formats: &'a Unseen,
    sight: Sight,
    /// Rows and columns too small to see anything in: what is hidden are those that hold something.
    small_rows: Vec<Run>,
    small_columns: Vec<Run>,
    column: ColumnRun,
    filled: Vec<Address>,
    merged: Vec<Rect>,
    /// The area of the conditions that follow.
    area: String,
}

impl<'a> Looking<'a> {
    pub(super) fn new(formats: &'a Unseen) -> Self {
        Self {
            formats,
            sight: Sight::default(),
            small_rows: Vec::new(),
            small_columns: Vec::new(),
            column: ColumnRun::default(),
            filled: Vec::new(),
            merged: Vec::new(),
            area: String::new(),
        }
    }

    /// Takes a thing that the part says.
    pub(super) fn take(&mut self, fragment: &TextFragment<'_>) {
        let (row, column) = fragment.cell;
        if fragment.attribute.is_none() && column > 0 && matches!(fragment.element, "v" | "t") {
            let at = Address { row, column };
            if self.filled.last() != Some(&at) {
                self.filled.push(at);
            }
            if fragment.style.and_then(|style| self.formats.cells.get(style)) == Some(&true) {
                self.sight.unseen.push(at);
            }
        }
        match (fragment.element, fragment.attribute) {
            ("row", Some("hidden")) if is_true(fragment.text) => add(&mut self.sight.rows, (row, row)),
            ("row", Some("ht")) if is_under(fragment.text, LEAST.0) => self.small_rows.push((row, row)),
            ("col", Some(name)) => {
                if let Some(whole) = self.column.takes(fragment.nth, name, fragment.text) {
                    whole.sort(&mut self.sight.columns, &mut self.small_columns);
                }
            }
            ("sheetFormatPr", Some("zeroHeight")) if is_true(fragment.text) => add(&mut self.sight.rows, (1, ROWS)),
            ("sheetFormatPr", Some("defaultRowHeight")) if is_under(fragment.text, LEAST.0) => {
                self.small_rows.push((1, ROWS));
            }
            ("sheetFormatPr", Some("defaultColWidth")) if is_under(fragment.text, LEAST.1) => {
                self.small_columns.push((1, COLUMNS));
            }
            ("mergeCell", Some("ref")) => self.merged.extend(Rect::parse(fragment.text)),
            ("conditionalFormatting", Some("sqref")) => fragment.text.clone_into(&mut self.area),
            ("cfRule", Some("dxfId")) => {
                let hides = fragment.text.parse().ok().and_then(|id: usize| self.formats.rules.get(id));
                // Once for each area, however many rules it has.
                if hides == Some(&true) && !self.area.is_empty() {
                    self.sight.conditions.insert(std::mem::take(&mut self.area));
                }
            }
            _ => {}
        }
    }

    /// What is out of sight in all that was taken.
    pub(super) fn finish(self) -> Sight {
        let Self { mut sight, small_rows, mut small_columns, column, mut filled, merged, .. } = self;
        column.sort(&mut sight.columns, &mut small_columns);
        filled.sort_unstable();
        sight.unseen.sort_unstable();
        let sorted = |mut all: Vec<u32>| {
            all.sort_unstable();
            all.dedup();
            all
        };
        let mut rows: Vec<u32> = filled.iter().map(|at| at.row).collect();
        rows.dedup();
        let columns = sorted(filled.iter().map(|at| at.column).collect());
        sight.rows.extend(small_rows.into_iter().filter(|run| holds(&rows, *run)));
        sight.columns.extend(small_columns.into_iter().filter(|run| holds(&columns, *run)));
        (sight.rows, sight.columns) = (joined(sight.rows), joined(sight.columns));
        sight.under = under(&filled, merged);
        let gap = |all: &[u32], far: u32| -> BTreeSet<u32> {
            all.windows(2).filter(|pair| pair[1] - pair[0] > far).map(|pair| pair[1]).collect()
        };
        let (far_rows, far_columns) = (gap(&rows, FAR.0), gap(&columns, FAR.1));
        if !(far_rows.is_empty() && far_columns.is_empty()) {
            let far = |at: &&Address| far_rows.contains(&at.row) || far_columns.contains(&at.column);
            sight.far = filled.iter().filter(far).copied().collect();
        }
        sight
    }
}

impl Sight {
    /// The same without what was out of sight before.
    pub(super) fn beyond(mut self, before: &Self) -> Self {
        let cells = |now: &mut Vec<Address>, then: &[Address]| now.retain(|at| then.binary_search(at).is_err());
        self.rows = without(&self.rows, &before.rows);
        self.columns = without(&self.columns, &before.columns);
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

    fn sort(&self, hidden: &mut Vec<Run>, small: &mut Vec<Run>) {
        let run = (self.first, self.last.max(self.first));
        if self.hidden {
            add(hidden, run);
        }
        if self.small {
            add(small, run);
        }
    }
}

/// Adds a run to those so far; one that goes on from the last is one with it.
fn add(runs: &mut Vec<Run>, run: Run) {
    match runs.last_mut() {
        Some(last) if (last.0..=last.1.saturating_add(1)).contains(&run.0) => last.1 = last.1.max(run.1),
        _ => runs.push(run),
    }
}

/// Is one of these numbers, which are in their order, within a run?
fn holds(numbers: &[u32], run: Run) -> bool {
    numbers.get(numbers.partition_point(|number| *number < run.0)).is_some_and(|number| *number <= run.1)
}

/// What of runs is in none of those before. Programs join and part runs: what is hidden counts, not how it is written.
fn without(runs: &[Run], before: &[Run]) -> Vec<Run> {
    let mut left = Vec::new();
    let mut then = before.iter().peekable();
    for (first, to) in runs.iter().copied() {
        while then.next_if(|other| other.1 < first).is_some() {}
        let (mut others, mut from) = (then.clone(), Some(first));
        while let (Some(start), Some(other)) = (from, others.next_if(|other| other.0 <= to)) {
            if start < other.0 {
                left.push((start, other.0 - 1));
            }
            from = other.1.checked_add(1).filter(|next| *next <= to);
        }
        left.extend(from.map(|from| (from, to)));
    }
    left
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

/// Runs in their order, with those beside one another joined.
fn joined(mut runs: Vec<Run>) -> Vec<Run> {
    runs.sort_unstable();
    let mut list = Vec::with_capacity(runs.len());
    for run in runs {
        add(&mut list, run);
    }
    list
}

/// Runs in words, from each first to each last: `3, 5-9`.
fn listed(list: &[Run], name: impl Fn(u32) -> String) -> String {
    let more = list.len() > 20;
    let named = |(from, to): &Run| if from == to { name(*from) } else { format!("{}-{}", name(*from), name(*to)) };
    list.iter().take(20).map(named).chain(more.then(|| "…".to_owned())).collect::<Vec<_>>().join(", ")
}

/// What an attribute of a workbook's view hides.
pub(super) fn hidden_window(value: &str) -> Option<Wrong> {
    let words = |lang: Lang| lang.pick("une fenêtre masquée", "a hidden window").to_owned();
    matches!(value, "hidden" | "veryHidden").then(|| (Kind::Hidden, Text::each(words), true))
}

#[cfg(test)]
mod tests {
    use super::{joined, without};

    #[test]
    fn what_was_hidden_before_is_taken_out_of_what_is() {
        let hidden = joined(vec![(9, 9), (3, 3), (4, 6), (5, 5), (20, 30)]);
        assert_eq!(hidden, [(3, 6), (9, 9), (20, 30)]);
        assert_eq!(without(&hidden, &[]), hidden);
        assert_eq!(without(&hidden, &[(1, 40)]), []);
        assert_eq!(without(&hidden, &[(5, 9), (22, 22), (25, 50)]), [(3, 4), (20, 21), (23, 24)]);
        assert_eq!(without(&[(1, 2), (4, 5)], &[(2, 4)]), [(1, 1), (5, 5)]);
    }
}
