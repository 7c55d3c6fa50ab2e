//! Which rows above and below the main line of a header are lines of it.

use std::collections::HashMap;

use super::cell::{Cell, Row};
use super::columns::Stack;
use super::role::Role;
use crate::unit::fold;

/// Is a row above the main line of a header a line of it? It begins right of the profile, and no further than the first
/// of the columns that it may be over: else it is a title.
#[must_use]
pub fn is_group(rows: &[Row], first: usize, core: usize, next: usize) -> bool {
    let (lines, below) = (&rows[first..core], &rows[core..next]);
    let core = &rows[core];
    let heads_profiles = |cell: &&Cell| matches!(cell.role(), Some(Role::Profile(_)));
    let label = below.iter().flat_map(|row| &row.cells).find(heads_profiles).map(|cell| cell.column);
    let may_be_over = |cell: &&Cell| matches!(cell.role(), None | Some(Role::Price(_) | Role::Level | Role::Site));
    let first_over = core.cells.iter().filter(may_be_over).map(|cell| cell.column).find(|at| Some(*at) > label);
    let heads = |row: &Row| {
        let begins = row.cells.first().map(|cell| cell.column);
        begins > label
            && begins <= first_over
            && row.cells.iter().all(|cell| cell.heading().is_some() && !cell.is_figure())
    };
    rows[first].number + lines.len() == core.number && lines.iter().all(heads)
}

/// Does the last of these rows narrow the headings above it: words and years, at least two under one of them?
#[must_use]
pub fn narrows(lines: &[Row]) -> bool {
    let [above @ .., last] = lines else { return false };
    let Some(row) = above.last() else { return false };
    if row.number + 1 != last.number || last.cells.iter().any(Cell::is_figure) {
        return false;
    }
    let stack = Stack::new(above);
    let mut under: HashMap<String, usize> = HashMap::new();
    for cell in &last.cells {
        let Some(said) = cell.heading() else { return false };
        let blank = matches!(fold(&cell.held.words()).as_str(), "" | "n a" | "na" | "nc" | "n c" | "nd" | "sur devis");
        let over = above.iter().rev().find_map(|line| line.up_to(cell.column));
        let Some(over) = over else { continue };
        match over.role() {
            // A title over the header, which names the profile below it.
            Some(Role::Price(_)) if matches!(said.role, Some(Role::Profile(_))) => return false,
            // A heading of several, such as `Éléments de paie`, is over headings.
            Some(Role::Other) if said.role.is_none() => return false,
            Some(Role::Price(_) | Role::Other) | None if !blank => {
                *under.entry(fold(&over.held.words())).or_default() += 1;
            }
            Some(Role::Profile(_)) if matches!(said.role, Some(Role::Profile(_) | Role::Other)) => {}
            _ if stack.own(cell.column).is_none() && said.role.is_some() => {}
            _ => return false,
        }
    }
    under.values().any(|n| *n > 1)
}
