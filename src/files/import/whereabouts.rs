//! The words around the tables of a sheet: which tables each may be about.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::cell::Row;
use super::held::Held;
use super::table::Tables;

/// Words around tables, and where.
pub struct Around<'a> {
    /// Their row and column.
    pub at: (usize, usize),
    /// They.
    pub text: &'a str,
    /// The tables that they may be about.
    pub of: Vec<usize>,
}

/// The words of a row, each with its place.
pub fn cells(row: &Row) -> impl Iterator<Item = (usize, usize, &str)> {
    cells_within(row, (0, usize::MAX))
}

/// Those from one column on and before another.
pub fn cells_within(row: &Row, (from, end): (usize, usize)) -> impl Iterator<Item = (usize, usize, &str)> {
    let first = row.cells.partition_point(|cell| cell.column < from);
    let within = row.cells[first..].iter().take_while(move |cell| cell.column < end);
    within.filter_map(|cell| match &cell.held {
        Held::Text(text) => Some((row.number, cell.column, text.as_str())),
        _ => None,
    })
}

/// The words around the tables of a sheet that matter, each once for the tables that it may be about.
#[must_use]
pub fn texts<'a>(rows: &'a [Row], tables: &Tables, matter: &[bool]) -> Vec<Around<'a>> {
    let columns = &tables.columns;
    let (mut tops, mut headers): (BTreeMap<usize, Vec<usize>>, BTreeMap<usize, Vec<usize>>) = Default::default();
    let mut own: HashMap<usize, Vec<usize>> = HashMap::new();
    for (at, table) in columns.iter().enumerate() {
        tops.entry(table.top).or_default().push(at);
        headers.entry(table.header).or_default().push(at);
        (table.top..=table.header).for_each(|row| own.entry(row).or_default().push(at));
    }
    let mut priced: HashMap<usize, Vec<usize>> = HashMap::new();
    for line in tables.lines.iter().filter(|line| line.prices.iter().any(Option::is_some)) {
        priced.entry(line.row).or_default().push(line.table);
    }
    // The last of the rows that follow each without a blank one between.
    let mut ends: Vec<usize> = rows.iter().map(|row| row.number).collect();
    for at in (1..rows.len()).rev() {
        if rows[at - 1].number + 1 == rows[at].number {
            ends[at - 1] = ends[at];
        }
    }
    let (mut texts, mut met) = (Vec::new(), HashSet::new());
    // The sets of tables that rows are of, by number.
    let mut sets: HashMap<Vec<usize>, usize> = HashMap::new();
    let none = Vec::new();
    for (row, end) in rows.iter().zip(ends) {
        let spans = |of: &HashMap<usize, Vec<usize>>, column: usize| {
            let of = of.get(&row.number).unwrap_or(&none);
            of.iter().copied().find(|table| (columns[*table].span.0..columns[*table].span.1).contains(&column))
        };
        let above = headers.range(..row.number).next_back().map(|(_, of)| of);
        let below = tops.range(row.number + 1..).next();
        // The rows of a block without a blank one are of what they touch.
        let is_title = below.is_some_and(|(top, _)| *top <= end);
        let below = below.map(|(_, of)| of).filter(|_| is_title || above.is_none());
        let above = above.filter(|_| !is_title);
        let mut of: Vec<usize> = [own.get(&row.number), above, below]
            .into_iter()
            .flatten()
            .flatten()
            .copied()
            .filter(|table| matter[*table])
            .collect();
        of.sort_unstable();
        of.dedup();
        if of.is_empty() {
            continue;
        }
        let next = sets.len();
        let set = *sets.entry(of.clone()).or_insert(next);
        for (number, column, text) in cells(row) {
            let heads = spans(&own, column).is_some_and(|table| columns[table].profile != column);
            if !heads && spans(&priced, column).is_none() && met.insert((text, set)) {
                texts.push(Around { at: (number, column), text, of: of.clone() });
            }
        }
    }
    texts
}
