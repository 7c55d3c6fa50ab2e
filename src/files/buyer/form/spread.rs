//! What the cells of a header say, and the columns that they spread over.

use itertools::Itertools as _;
use rust_decimal::Decimal;

use super::header::COLUMNS;
use super::heading::{Heading, Part, Role, heading, narrows};
use super::period::{Period, is_calendar, period};
use super::totals::asks_for_price;
use super::view::{Content, View, ViewCell, ViewRow};
use crate::formula::{Address, Rect};
use crate::unit::fold;

/// The words of a cell, those that a formula puts together too.
pub fn words(content: &Content) -> Option<&str> {
    match content {
        Content::Formula(_, shown) => {
            Some(shown.trim()).filter(|text| !text.is_empty() && Decimal::from_str_exact(text).is_err())
        }
        other => other.text(),
    }
}

/// A calendar year that a cell shows as a number.
pub fn year(content: &Content) -> Option<String> {
    let year = match content {
        Content::Formula(_, shown) => Decimal::from_str_exact(shown.trim()).ok()?,
        other => other.number()?,
    };
    let year = u32::try_from(year).ok().filter(|_| year.is_integer())?;
    is_calendar(year).then(|| year.to_string())
}

/// What a cell is to a header, and what its words say as a heading.
pub type Said = (Part, Option<Heading>);

/// Headings of money typed over the first of the columns that they head, as most people do who merge no cells: `Prix unitaire HT`
/// over `Lot 1`, with `Lot 2` and `Lot 3` beside that one and nothing above them.
pub struct Spread {
    /// Each as the area it spreads over, from the top.
    areas: Vec<Rect>,
}

impl Spread {
    /// Of the cells of a sheet.
    pub fn of(view: &View, cells: &[Vec<Said>]) -> Self {
        let mut areas = Vec::new();
        let rows = view.rows.iter().zip(cells).tuple_windows();
        for ((above, above_says), (below, below_says)) in rows.filter(|(one, next)| one.0.row + 1 == next.0.row) {
            let is_text = |cell: &ViewCell| words(&cell.content).is_some_and(|text| !asks_for_price(text));
            // Words alone are below, none of them below what is bought.
            if below.cells.len() < 2 || below.cells.len() > COLUMNS as usize || !below.cells.iter().all(is_text) {
                continue;
            }
            areas.extend(years_above(view, above, below));
            let heads = |at: usize| above_says[at].1;
            let is_name = |h: Heading| matches!(h.role, Role::Label | Role::Code | Role::Unit);
            let named = |column: u32| {
                let at = above.cells.binary_search_by_key(&column, |cell| cell.column);
                at.is_ok_and(|at| heads(at).is_some_and(is_name))
            };
            // What heads a table by itself is below a title.
            let says =
                |takes: &dyn Fn(Heading) -> bool| below_says.iter().filter_map(|(_, heading)| *heading).any(takes);
            let heads_by_itself = says(&is_name) && says(&|h| h.role.is_asked());
            if heads_by_itself || below.cells.iter().any(|cell| named(cell.column)) {
                continue;
            }
            for (at, cell) in above.cells.iter().enumerate() {
                let end = above.cells.get(at + 1).map_or(u32::MAX, |next| next.column);
                let merged = view.merged.holding(Address { row: above.row, column: cell.column }).is_some();
                let mut right = cell.column;
                let starts = below.cells.partition_point(|of| of.column < cell.column);
                for of in below.cells[starts..].iter().take_while(|of| of.column < end) {
                    let next = of.column == right || of.column == right + 1;
                    if !next {
                        break;
                    }
                    right = of.column;
                }
                let first = below.cells.get(starts).is_some_and(|of| of.column == cell.column);
                if !merged && first && right > cell.column && heads(at).is_some_and(|h| h.role.is_asked()) {
                    areas.push(Rect { top: above.row, left: cell.column, bottom: above.row, right });
                }
            }
        }
        Self { areas }
    }

    fn holding(&self, at: Address) -> Option<Rect> {
        let from = self.areas.partition_point(|area| area.top < at.row);
        self.areas[from..].iter().take_while(|area| area.top == at.row).find(|area| area.holds(at)).copied()
    }

    /// The area that a cell is in, merged or spread over.
    pub fn area(&self, view: &View, row: u32, column: u32) -> Option<Rect> {
        let at = Address { row, column };
        view.merged.holding(at).or_else(|| self.holding(at))
    }

    /// What is above a column in a row: the area of its cell, which may spread over several columns, and its words.
    pub fn heading_cell<'v>(&self, view: &'v View, row: u32, column: u32) -> Option<(Rect, &'v str)> {
        let area = self.area(view, row, column).unwrap_or(Rect::cell(Address { row, column }));
        Some((area, view.row(area.top)?.cell(area.left).and_then(words)?))
    }
}

/// Years typed each over the first of as many columns, `Année 1` over `Qté | PU HT | Total HT`, not merged: the areas that they
/// spread over.
fn years_above(view: &View, above: &ViewRow, below: &ViewRow) -> Vec<Rect> {
    let is_year = |text: &str| {
        let folded = fold(text);
        let of = period(&folded.split(' ').collect::<Vec<_>>());
        narrows(text) && of.is_some_and(Period::is_year)
    };
    let shown = |cell: &ViewCell| words(&cell.content).map(str::to_owned).or_else(|| year(&cell.content));
    let years: Vec<u32> = above
        .cells
        .iter()
        .filter(|cell| shown(cell).is_some_and(|text| is_year(&text)))
        .map(|cell| cell.column)
        .collect();
    let [first, second, ..] = years[..] else { return Vec::new() };
    let width = second - first;
    let even = years.windows(2).all(|two| two[1] - two[0] == width);
    let is_below = |column: u32| below.cell(column).and_then(words).is_some_and(|text| heading(text).is_some());
    let ends = years.last().map_or(first, |last| last + width);
    let free = |column: u32| view.merged.holding(Address { row: above.row, column }).is_none();
    let fits = even && width > 1 && width <= COLUMNS && above.cells.len() == years.len() && (first..ends).all(is_below);
    let area = |left: u32| Rect { top: above.row, left, bottom: above.row, right: left + width - 1 };
    if fits && years.iter().copied().all(free) { years.into_iter().map(area).collect() } else { Vec::new() }
}
