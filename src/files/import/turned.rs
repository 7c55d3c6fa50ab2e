//! A grid whose profiles are in columns, turned so that they are in rows.

use std::collections::BTreeMap;

use super::cell::{Cell, Row, address};
use super::table::Tables;

/// No grid of profiles in columns has more rows or columns.
const SIDE: usize = 300;

/// The rows of a sheet as columns, and the titles above them, which head them all; `None` where there are too many.
#[must_use]
pub fn turned(rows: &[Row]) -> Option<(Vec<Row>, String)> {
    let wide = rows.iter().filter_map(|row| row.cells.last()).any(|cell| cell.column >= SIDE);
    if rows.len() > SIDE || wide {
        return None;
    }
    let (titles, grid) = rows.split_at(rows.iter().position(|row| row.cells.len() > 1)?);
    let titles: Vec<String> = titles.iter().flat_map(|row| row.cells.iter().map(|cell| cell.held.words())).collect();
    let mut columns: BTreeMap<usize, Vec<Cell>> = BTreeMap::new();
    for row in grid {
        for cell in &row.cells {
            columns.entry(cell.column).or_default().push(cell.moved(row.number - 1));
        }
    }
    let rows = columns.into_iter().map(|(column, cells)| Row { number: column + 1, cells });
    Some((rows.collect(), titles.join(" ")))
}

/// The address of a cell of a grid, turned or not, as the file has it.
#[must_use]
pub fn place(is_turned: bool, row: usize, column: usize) -> String {
    if is_turned { address(column + 1, row.saturating_sub(1)) } else { address(row, column) }
}

/// Names the headings of turned tables as the file has them.
pub fn rename(tables: &mut Tables) {
    for table in &mut tables.columns {
        let header = table.header;
        for price in &mut table.prices {
            price.cell = place(true, header, price.at);
        }
    }
}
