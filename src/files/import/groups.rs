//! What a title, or the first of several rows, states for all rows of a group: a seniority, a site, a year.

use std::collections::{HashMap, HashSet};

use super::columns::Columns;
use super::grade::{Grade, is_position};
use super::line::Line;
use super::terms::Terms;
use super::titles::Title;
use crate::unit::fold;

/// The seniorities that titles name over the tables of a sheet, from the top.
#[derive(Default)]
pub struct Levels {
    /// That of the last table.
    last: Option<String>,
    /// That of all tables until a title names another.
    of_all: Option<String>,
}

impl Levels {
    /// That of a table whose titles are given, the nearest first. What is above another title is said of the tables that
    /// follow as well; a table without any title is of the one before it.
    pub fn of(&mut self, titles: &[Title]) -> Option<String> {
        let Some(at) = titles.iter().position(|title| title.level.is_some()) else {
            return if titles.is_empty() { self.last.clone() } else { self.of_all.clone() };
        };
        let is_of_all = titles[..at].iter().any(|title| title.terms == Terms::default() && title.year.is_none());
        self.last.clone_from(&titles[at].level);
        self.of_all = self.last.clone().filter(|_| is_of_all);
        self.last.clone()
    }
}

/// Fills what the first row of a group states for all of them, left of their profiles: a site, a seniority or a year that is
/// merged over its rows. Where rows one below the other repeat it, a blank one is of no group.
pub fn fill_groups(columns: &Columns, mut lines: Vec<&mut Line>) {
    let is_left = |column: Option<usize>| column.is_some_and(|at| at < columns.profile);
    if is_left(columns.level) {
        fill_down(&mut lines, |line| &mut line.level, String::is_empty);
    }
    if is_left(columns.site) {
        fill_down(&mut lines, |line| &mut line.site, String::is_empty);
    }
    if is_left(columns.from) {
        fill_down(&mut lines, |line| &mut line.from, Option::is_none);
    }
}

/// A position says which of several rows of one profile is meant, and nothing where there is one.
pub fn leave_positions(columns: &[Columns], lines: &mut [Line]) {
    let mut seen: HashMap<(usize, String), HashSet<String>> = HashMap::new();
    for line in lines.iter() {
        seen.entry((line.table, fold(&line.label))).or_default().insert(line.level.clone());
    }
    // A column that holds nothing but positions is one of them, whatever heads it: `Classif. Syntec`.
    let mut positions: HashMap<usize, bool> = HashMap::new();
    for line in lines.iter().filter(|line| !line.level.is_empty()) {
        *positions.entry(line.table).or_insert(true) &= is_position(&line.level);
    }
    for line in lines.iter_mut() {
        let one = seen.get(&(line.table, fold(&line.label))).is_some_and(|levels| levels.len() == 1);
        // Beside a label that states its seniority, a position or a step of another scale is none.
        let is_ranked = |words: &str| matches!(Grade::within(words), Grade::Rank(_));
        let is_stated = is_ranked(&line.label) && !is_ranked(&line.level);
        if one && (columns[line.table].by_position || positions.get(&line.table) == Some(&true) || is_stated) {
            line.level.clear();
        }
    }
}

/// Gives each line that states nothing what the line right above it states.
fn fill_down<T: Clone + PartialEq>(lines: &mut [&mut Line], of: fn(&mut Line) -> &mut T, is_blank: fn(&T) -> bool) {
    let rows: Vec<(usize, T)> = lines.iter_mut().map(|line| (line.row, of(line).clone())).collect();
    let repeats = |pair: &[(usize, T)]| pair[0].0 + 1 == pair[1].0 && pair[0].1 == pair[1].1 && !is_blank(&pair[0].1);
    if rows.windows(2).any(repeats) {
        return;
    }
    for at in 1..lines.len() {
        if is_blank(&rows[at].1) && rows[at - 1].0 + 1 == rows[at].0 {
            *of(lines[at]) = of(lines[at - 1]).clone();
        }
    }
}
