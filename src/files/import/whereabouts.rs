//! The words around the tables of a sheet: which tables each may be about.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet};

use super::cell::{Row, address};
use super::columns::Columns;
use super::held::Held;
use super::line::Line;
use crate::xlsx::Comment;

/// The words around tables.
#[derive(Default)]
pub struct Whereabouts<'a> {
    /// Each set of tables that words may be about.
    pub sets: Vec<Vec<usize>>,
    /// The words.
    pub texts: Vec<Around<'a>>,
}

/// Words around tables, and where.
pub struct Around<'a> {
    /// Their row and column.
    pub at: (usize, usize),
    /// They.
    pub text: &'a str,
    /// The tables that they may be about: the place of their set.
    pub of: usize,
    /// Are they written beside the cell, and not in it?
    pub is_comment: bool,
}

impl Around<'_> {
    /// Their cell, as messages name it.
    #[must_use]
    pub fn cell(&self) -> String {
        let (row, column) = self.at;
        if self.is_comment { comment_cell(row, column) } else { address(row, column) }
    }
}

/// What is written beside a cell, as messages name it.
#[must_use]
pub fn comment_cell(row: usize, column: usize) -> String {
    format!("{} (commentaire)", address(row, column))
}

/// The row of a comment, from 1, and its column, from 0.
#[must_use]
pub fn place_of(comment: &Comment) -> (usize, usize) {
    (comment.at.row as usize, (comment.at.column as usize).saturating_sub(1))
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

/// The tables of a row, asked for the one that a column is of, from the left to the right.
struct Spans {
    /// Where each table that was not reached yet begins and ends, which it is: from the right to the left.
    waiting: Vec<(usize, usize, usize)>,
    /// The tables that were reached, with their ends: the first of them on top.
    reached: BinaryHeap<Reverse<(usize, usize)>>,
}

impl Spans {
    fn of(tables: Option<&Vec<usize>>, columns: &[Columns]) -> Self {
        let of_table = |table: &usize| (columns[*table].span.0, columns[*table].span.1, *table);
        let mut waiting: Vec<_> = tables.into_iter().flatten().map(of_table).collect();
        waiting.sort_unstable_by_key(|of| Reverse(*of));
        Self { waiting, reached: BinaryHeap::new() }
    }

    /// The first table with a column, no further left than the one asked before.
    fn at(&mut self, column: usize) -> Option<usize> {
        while let Some((_, end, table)) = self.waiting.pop_if(|(begin, ..)| *begin <= column) {
            self.reached.push(Reverse((table, end)));
        }
        while let Some(Reverse((table, end))) = self.reached.peek() {
            if column < *end {
                return Some(*table);
            }
            self.reached.pop();
        }
        None
    }
}

/// The words around the tables of a sheet that matter, each once for the tables that it may be about.
#[must_use]
pub fn texts<'a>(
    rows: &'a [Row], comments: &'a [Comment], (columns, lines): (&[Columns], &[Line]), matter: &[bool],
) -> Whereabouts<'a> {
    let (mut tops, mut headers): (BTreeMap<usize, Vec<usize>>, BTreeMap<usize, Vec<usize>>) = Default::default();
    let mut own: HashMap<usize, Vec<usize>> = HashMap::new();
    for (at, table) in columns.iter().enumerate() {
        tops.entry(table.top).or_default().push(at);
        headers.entry(table.header).or_default().push(at);
        (table.top..=table.header).for_each(|row| own.entry(row).or_default().push(at));
    }
    let mut priced: HashMap<usize, Vec<usize>> = HashMap::new();
    for line in lines.iter().filter(|line| line.prices.iter().any(Option::is_some)) {
        priced.entry(line.row).or_default().push(line.table);
    }
    // The last of the rows that follow each without a blank one between.
    let mut ends: Vec<usize> = rows.iter().map(|row| row.number).collect();
    for at in (1..rows.len()).rev() {
        if rows[at - 1].number + 1 == rows[at].number {
            ends[at - 1] = ends[at];
        }
    }
    let (mut found, mut met) = (Whereabouts::default(), HashSet::new());
    // The sets of tables that rows are of, by number.
    let (mut sets, mut touching): (HashMap<Vec<usize>, usize>, HashMap<_, Option<usize>>) = Default::default();
    for (row, end) in rows.iter().zip(ends) {
        let above = headers.range(..row.number).next_back();
        let below = tops.range(row.number + 1..).next();
        // The rows of a block without a blank one are of what they touch.
        let is_title = below.is_some_and(|(top, _)| *top <= end);
        let below = below.filter(|_| is_title || above.is_none());
        let above = above.filter(|_| !is_title);
        let within = own.get_key_value(&row.number);
        // Rows that touch the same are of the same tables.
        let touched = [within, above, below];
        let set = *touching.entry(touched.map(|of| of.map(|(row, _)| *row))).or_insert_with(|| {
            let touched = touched.into_iter().flatten().flat_map(|(_, of)| of).copied();
            let of: BTreeSet<usize> = touched.filter(|table| matter[*table]).collect();
            let of: Vec<usize> = of.into_iter().collect();
            (!of.is_empty()).then(|| {
                *sets.entry(of).or_insert_with_key(|of| {
                    found.sets.push(of.clone());
                    found.sets.len() - 1
                })
            })
        });
        let Some(set) = set else { continue };
        let [mut own, mut priced] = [&own, &priced].map(|of| Spans::of(of.get(&row.number), columns));
        for (number, column, text) in cells(row) {
            let heads = own.at(column).is_some_and(|table| columns[table].profile != column);
            if !heads && priced.at(column).is_none() && met.insert((text, set)) {
                found.texts.push(Around { at: (number, column), text, of: set, is_comment: false });
            }
        }
    }
    found.comment(comments, (columns, lines), matter);
    found
}

impl<'a> Whereabouts<'a> {
    /// Adds what is written beside cells: of the table that its cell is in; beside one of none, of all that matter.
    fn comment(&mut self, comments: &'a [Comment], (columns, lines): (&[Columns], &[Line]), matter: &[bool]) {
        let mut last: Vec<usize> = columns.iter().map(|columns| columns.header).collect();
        for line in lines {
            last[line.table] = last[line.table].max(line.row);
        }
        let all: Vec<usize> = (0..columns.len()).filter(|table| matter[*table]).collect();
        for comment in comments {
            let (row, column) = place_of(comment);
            let is_in = |table: usize| {
                let of = &columns[table];
                (of.top..=last[table]).contains(&row) && (of.span.0..of.span.1).contains(&column)
            };
            let own: Vec<usize> = (0..columns.len()).filter(|table| is_in(*table)).collect();
            let of =
                if own.is_empty() { all.clone() } else { own.into_iter().filter(|table| matter[*table]).collect() };
            if of.is_empty() {
                continue;
            }
            let of = self.sets.iter().position(|set| *set == of).unwrap_or_else(|| {
                self.sets.push(of);
                self.sets.len() - 1
            });
            self.texts.push(Around { at: (row, column), text: &comment.text, of, is_comment: true });
        }
    }
}
