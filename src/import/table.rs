//! The tables of a sheet: the rows below each header, and why the others are in none.

use std::collections::{HashMap, HashSet};

use super::cell::{Cell, Held, Row};
use super::columns::{Columns, is_figure};
use super::header::{Found, Headers};
use super::map::Columns as Named;
use super::price::both;
use crate::unit::{Budget, Text, fold};

/// A row below a header, with what its columns say.
#[derive(Debug, Clone)]
pub struct Line {
    /// Its number, from 1.
    pub row: usize,
    /// The table it is in.
    pub table: usize,
    /// The profile, as written; that of the row above where the cell is merged over both.
    pub label: String,
    /// The seniority.
    pub level: String,
    /// Where the work is done.
    pub site: String,
    /// The currency.
    pub currency: String,
    /// A day or an hour.
    pub per: String,
    /// From when it holds.
    pub from: Option<Held>,
    /// Up to when it holds.
    pub until: Option<Held>,
    /// What each price column holds.
    pub prices: Vec<Option<Cell>>,
}

/// A sheet as it was read.
#[derive(Debug, Default)]
pub struct Tables {
    /// Its tables, from the top.
    pub columns: Vec<Columns>,
    /// The rows of its tables.
    pub lines: Vec<Line>,
    /// The rows that are none, each with its first column and words, and why.
    pub left: Vec<(usize, usize, String, Text)>,
}

impl Tables {
    /// Reads the rows of a sheet. The columns are found by the words of headers, or by those that a map names.
    #[must_use]
    pub fn of(rows: &[Row], named: Option<&Named>, sheet: &str, knows: &dyn Fn(&str) -> bool, budget: &Budget) -> Self {
        let mut tables = Self::default();
        // The tables that the row is in, and where the rows begin that may speak of the next ones.
        let (mut open, mut since, mut at): (Vec<usize>, usize, usize) = (Vec::new(), 0, 0);
        if let Some(columns) = named.and_then(Named::headless) {
            tables.columns.push(columns);
            open.push(0);
        }
        let headers = Headers::new(rows, sheet, knows, budget);
        while at < rows.len() {
            let row = &rows[at];
            let found = match named {
                Some(named) => named.header(rows, at),
                None => headers.at(at, since),
            };
            // What is right below a header and speaks of profiles and prices explains how to fill them in.
            let explains = named.is_none() && open.iter().any(|table| row.number == tables.columns[*table].header + 1);
            if let Some(found) = found.filter(|_| !explains) {
                let Found { tables: columns, next, .. } = found.within(rows, since, sheet);
                let words = |columns: &Columns| columns.headings.iter().map(|h| fold(&h.1)).collect::<Vec<_>>();
                let before: Vec<_> = open.iter().map(|table| words(&tables.columns[*table])).collect();
                if !open.is_empty() && before == columns.iter().map(words).collect::<Vec<_>>() {
                    tables.leave(row, both("l’en-tête répété", "the header again"));
                } else {
                    open = (tables.columns.len()..tables.columns.len() + columns.len()).collect();
                    tables.columns.extend(columns);
                }
                (since, at) = (next, next);
                continue;
            }
            at += 1;
            if open.is_empty() {
                tables.leave(row, both("au-dessus de l’en-tête", "above the header"));
                continue;
            }
            if row.cells.iter().any(is_figure) {
                since = at;
            }
            tables.take(row, &open);
        }
        tables.leave_positions();
        tables
    }

    /// A position says which of several rows of one profile is meant, and nothing where there is one.
    fn leave_positions(&mut self) {
        let mut seen: HashMap<(usize, String), HashSet<String>> = HashMap::new();
        for line in &self.lines {
            seen.entry((line.table, fold(&line.label))).or_default().insert(line.level.clone());
        }
        for line in &mut self.lines {
            let one = seen.get(&(line.table, fold(&line.label))).is_some_and(|levels| levels.len() == 1);
            if one && self.columns[line.table].by_position {
                line.level.clear();
            }
        }
    }

    /// Takes a row of the tables beside one another that it is in.
    fn take(&mut self, row: &Row, open: &[usize]) {
        let before = self.lines.len();
        let mut why = both("ni profil ni prix", "neither a profile nor a price");
        for table in open {
            let columns = &self.columns[*table];
            let prices: Vec<Option<Cell>> = columns.prices.iter().map(|p| row.cell(p.at).cloned()).collect();
            let level = row.words(columns.level);
            let mut label = row.words(Some(columns.profile));
            let mut above = self.lines[..before].iter().rev().take_while(|line| line.row + 1 == row.number);
            // A label merged over the rows of its seniorities is written in the first of them.
            if label.is_empty()
                && !level.is_empty()
                && let Some(above) = above.find(|line| line.table == *table).filter(|line| !line.level.is_empty())
            {
                label.clone_from(&above.label);
            }
            if label.is_empty() {
                if prices.iter().flatten().any(|cell| matches!(cell.held, Held::Number(_))) {
                    why = both("un prix sans profil", "a price without a profile");
                }
                continue;
            }
            let words = |column| row.words(column);
            self.lines.push(Line {
                row: row.number,
                table: *table,
                label,
                level,
                site: words(columns.site),
                currency: words(columns.currency),
                per: words(columns.per),
                from: columns.from.and_then(|column| row.held(column)).cloned(),
                until: columns.until.and_then(|column| row.held(column)).cloned(),
                prices,
            });
        }
        if self.lines.len() == before {
            self.leave(row, why);
        }
    }

    fn leave(&mut self, row: &Row, why: Text) {
        let (column, words) = row.cells.first().map(|c| (c.column, c.held.words())).unwrap_or_default();
        self.left.push((row.number, column, words, why));
    }
}
