//! What the buyer's form waits for and the map does not fill: columns beside the prices, and whole tables.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::cell::is_blank;
use super::plan::Plan;
use crate::buyer::form::{self, Price, RowKind, SheetForm, may_be_a_price};
use crate::buyer::{Table, Target, Unread, unread_tables};
use crate::diag::message::fill as message;
use crate::diag::{Finding, listed};
use crate::formula::Address;

/// A column that waits, and its heading.
type Waiting<'a> = BTreeMap<u32, &'a str>;

impl Plan<'_> {
    /// Reports what stays empty beside the prices of the map.
    pub(super) fn left(&self, partial: bool) -> Vec<Finding> {
        let filled: HashSet<(usize, Address)> = self.fills.iter().map(|fill| (fill.sheet, fill.at)).collect();
        let columns = self.map.tables.iter().flat_map(|table| self.left_columns(table, &filled, partial));
        let tables = self.form.sheets.iter().filter(|sheet| sheet.is_priced());
        columns.chain(tables.flat_map(|sheet| self.left_tables(sheet))).collect()
    }

    /// The tables that are not read and of which the map fills no cell.
    pub(super) fn unread(&self, partial: bool) -> Vec<Finding> {
        let filled = |of: &Unread| self.fills.iter().any(|fill| fill.sheet == of.sheet && of.cells.holds(fill.at));
        let unread = unread_tables(self.book, self.views, &self.form);
        unread.into_iter().filter(|of| !filled(of)).map(|of| of.unfilled(partial)).collect()
    }

    /// The columns of a table that ask for something beside its prices, where the rows that are filled leave them blank: other
    /// prices, which have to be filled, and what else is asked for.
    fn left_columns(&self, table: &Table, filled: &HashSet<(usize, Address)>, partial: bool) -> Vec<Finding> {
        let Some(place) = self.book.find(&table.sheet) else { return Vec::new() };
        let (mut waiting, mut prices) = (Waiting::new(), BTreeSet::new());
        let forms = self.forms(place, table);
        for form in &forms {
            let rivals = form.columns.unit_price.iter().flat_map(|price| {
                price.rivals.iter().map(|at| (*at, price.heading.as_str())).chain([(price.at, price.heading.as_str())])
            });
            let rivals: Vec<(u32, &str)> = rivals.collect();
            let others = form.columns.others.iter().map(|column| (column.at, column.heading.as_str()));
            prices.extend(rivals.iter().map(|(at, _)| *at));
            prices.extend(others.clone().filter(|(_, heading)| may_be_a_price(heading)).map(|(at, _)| at));
            waiting.extend(rivals.into_iter().chain(others));
        }
        let rows =
            table.rows.iter().filter(|(_, _, target)| matches!(target, Target::Line { .. })).map(|(row, ..)| *row);
        let rows: Vec<u32> = rows.collect();
        let asked = table.columns.asked();
        let (mut left, mut unfilled) = (Vec::new(), Vec::new());
        // Those of several prices of a line are reported where the line is filled.
        let several = |column: u32| forms.iter().any(|form| form.columns.prices.iter().any(|(_, of)| of.at == column));
        let waiting = waiting.into_iter().filter(|(column, _)| Some(*column) != asked && !several(*column));
        for (column, heading) in waiting {
            let cells = rows.iter().map(|row| Address { row: *row, column });
            let blank = cells.filter(|cell| self.waits(place, *cell) && !filled.contains(&(place, *cell)));
            let blank: Vec<String> = blank.map(|cell| cell.to_string()).collect();
            if let [first, ..] = &blank[..] {
                let last = blank.last().unwrap_or(first);
                let of = if prices.contains(&column) { &mut unfilled } else { &mut left };
                of.push(format!("{first}:{last} `{}`", heading.escape_debug()));
            }
        }
        let named = |columns: &[String]| listed(columns.iter().map(String::as_str));
        let unfilled =
            (!unfilled.is_empty()).then(|| message::prices_left(&table.sheet, &named(&unfilled), partial, table.at));
        let left = (!left.is_empty()).then(|| message::columns_left(&table.sheet, &named(&left), table.at));
        unfilled.into_iter().chain(left).collect()
    }

    /// The tables of a sheet that no table of the map is for, where some is. A sheet that the map leaves out is of a lot that
    /// is not bid for.
    fn left_tables(&self, sheet: &SheetForm) -> Vec<Finding> {
        let named = self.named(sheet.sheet);
        if named.is_empty() {
            return Vec::new();
        }
        let rows: HashSet<u32> = named.iter().map(|cell| cell.row).collect();
        let cells = |table: &form::Table| -> Vec<Address> {
            let column = table.columns.asked().map(|column| column.at);
            let rows = table.rows.iter().filter(|row| row.kind == RowKind::Line && row.price == Price::Empty);
            rows.filter_map(|row| Some(Address { row: row.row, column: column? })).collect()
        };
        let mut found = Vec::new();
        for table in sheet.tables.iter().filter(|table| !table.is_recap()) {
            let cells = cells(table);
            let (Some(first), Some(last)) = (cells.first(), cells.last()) else { continue };
            // Of several prices of one row, each has a cell of its own.
            let is_named = |cell: &Address| named.contains(cell) || (table.apart.is_none() && rows.contains(&cell.row));
            if cells.iter().any(is_named) {
                continue;
            }
            found.push(message::table_left(&sheet.name, cells.len(), &format!("{first}:{last}")));
        }
        found
    }

    /// Does a cell wait for something: blank, of no formula, and open where its sheet is protected?
    fn waits(&self, place: usize, cell: Address) -> bool {
        let sheet = &self.sheets[place];
        let style = self.book.styles.get(sheet.style(cell) as usize);
        let locked = sheet.protected && style.is_none_or(|style| style.locked);
        !locked && sheet.cell(cell).is_none_or(|cell| cell.formula.is_none() && is_blank(&cell.value))
    }
}
