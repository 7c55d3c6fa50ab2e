//! The words around a table: titles above it, the name of its sheet, what is alone in its rows.

use super::cell::{Cell, Row};
use super::columns::{Columns, Said};
use super::heading::{Heading, rest, title};
use super::terms::{Basis, Terms};
use super::titles::named;
use super::understood::is_of_others;
use crate::unit::{Budget, fold};

/// What the rows between two tables and the name of the sheet say of the amounts of a table, the nearest first. What is above
/// another table beside says nothing of this one, but for what is alone in its row, from its left on.
#[must_use]
pub fn around(rows: &[Row], span: (usize, usize), sheet: &str) -> Vec<Said> {
    let titles = titles(rows, span).map(|(row, cell, said)| {
        let words = cell.held.words();
        Said::of(named(row, cell), &words, terms_of(&words, said))
    });
    let sheet = title(sheet).map(|said| Said::of(format!("`{sheet}`"), sheet, of_a_title(&said)));
    titles.chain(sheet).collect()
}

/// What words around a table say of its amounts.
#[must_use]
pub fn terms_of(words: &str, said: &Heading) -> Terms {
    let terms = of_a_title(said);
    if terms != Terms::default() && is_of_others(words) { Terms::default() } else { terms }
}

/// The words over a table, each with its row and cell, the nearest first.
pub fn titles(rows: &[Row], (begin, end): (usize, usize)) -> impl Iterator<Item = (usize, &Cell, &Heading)> {
    let is_over = move |row: &Row, column: usize| column < end && (column >= begin || row.cells.len() == 1);
    let cells = rows.iter().rev().flat_map(move |row| {
        row.cells.iter().filter(move |cell| is_over(row, cell.column)).map(|cell| (row.number, cell))
    });
    cells.filter_map(|(row, cell)| Some((row, cell, cell.title()?)))
}

/// A title that speaks of costs and of what is sold says of neither which is below; one that speaks of no amounts says of
/// none what they buy.
#[must_use]
pub fn of_a_title(said: &Heading) -> Terms {
    let terms = &said.terms;
    Terms {
        basis: terms.basis.filter(|basis| !(*basis == Basis::Cost && said.is_sold)),
        per: terms.per.filter(|_| terms.basis.is_some() || terms.count.is_some() || said.is_by_time),
        ..terms.clone()
    }
}

/// No more rows below a header are asked for the sites that they are of.
const PLACED: usize = 300;
/// The work of reading one of them as a site.
const WORK_OF_A_PLACE: usize = 4_000;

/// What may be sites in the rows of a table, folded: what is in its column of sites, and what is alone in a row.
#[must_use]
pub fn places(rows: &[Row], table: &Columns, budget: &Budget) -> Vec<String> {
    let mut places: Vec<String> = Vec::new();
    for row in rows.iter().take(PLACED) {
        if row.cells.len() == 1 && budget.draw(WORK_OF_A_PLACE).is_err() {
            break;
        }
        let alone = match &row.cells[..] {
            [only] if !only.is_figure() => Some(fold(&rest(&only.held.words()))),
            _ => None,
        };
        let stated = table.site.and_then(|site| row.held(site)).map(|held| fold(&held.words()));
        for place in alone.into_iter().chain(stated) {
            if !place.is_empty() && !places.contains(&place) {
                places.push(place);
            }
        }
    }
    places
}
