//! A schedule of prices and the DQE beside it, which takes its prices from it or has its lines again: each is one line.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use rust_decimal::Decimal;

use crate::buyer::form::{Form, Period, Place, Price, Row, RowKind, SheetForm, Table};
use crate::formula::Address;
use crate::unit::fold;

/// The cells where prices are asked.
pub(super) fn priced(form: &Form) -> HashSet<Place> {
    let lines = |sheet: &SheetForm| -> Vec<Place> {
        let rows = sheet.tables.iter().flat_map(|table| table.lines().map(move |row| (table, row)));
        rows.filter(|(_, row)| row.source.is_none() && !matches!(row.price, Price::Formula(_)))
            .filter_map(|(table, row)| Some((sheet.sheet, asked(table, row)?)))
            .collect()
    };
    form.sheets.iter().flat_map(lines).collect()
}

/// The quantities of the rows that take their price from a cell, by that cell.
pub(super) fn taken(form: &Form) -> HashMap<Place, &[(Period, Decimal)]> {
    let rows = form.sheets.iter().flat_map(|sheet| &sheet.tables).flat_map(Table::lines);
    let rows = rows.filter(|row| !row.quantities.is_empty());
    rows.filter_map(|row| Some((row.source?, row.quantities.as_slice()))).collect()
}

/// The rows of tables without quantities, and those of the tables that count the same.
pub(super) type Twice = HashSet<(usize, usize, u32)>;

/// The rows that a table counts and that a schedule of prices before it, which counts nothing, has in the same words: each is
/// one line. The quantities of each are noted in `taken` as those of the schedule's row.
pub(super) fn twice<'a>(form: &'a Form, taken: &mut HashMap<Place, &'a [(Period, Decimal)]>) -> Twice {
    type Words<'a> = (Option<&'a str>, String, Option<u32>);
    let words = |sheet: &SheetForm, row: &'a Row| -> Words<'a> {
        let lot = row.lot.as_ref().or(sheet.lot.as_ref()).and_then(|lot| lot.number);
        (row.code.as_ref().map(|code| code.key.as_str()), fold(&row.label), lot)
    };
    let tables =
        || form.sheets.iter().flat_map(|sheet| sheet.tables.iter().enumerate().map(move |(t, of)| (sheet, t, of)));
    let is_plain = |table: &&Table| table.apart.is_none() && table.columns.asked().is_some();
    let waits = |row: &&Row| row.kind == RowKind::Line && !matches!(row.price, Price::Formula(_));
    let mut schedule: HashMap<Words<'_>, Option<Place>> = HashMap::new();
    for (sheet, _, table) in tables().filter(|(.., table)| is_plain(table) && table.columns.quantities.is_empty()) {
        for row in table.lines().filter(waits) {
            let place = asked(table, row).map(|at| (sheet.sheet, at));
            schedule.entry(words(sheet, row)).and_modify(|of| *of = None).or_insert(place);
        }
    }
    let mut found = Twice::new();
    for (sheet, t, table) in tables().filter(|(.., table)| is_plain(table) && !table.columns.quantities.is_empty()) {
        for row in table.lines().filter(waits) {
            if let Some(Some(place)) = schedule.get(&words(sheet, row)) {
                taken.entry(*place).or_insert(&row.quantities);
                found.insert((sheet.sheet, t, row.row));
            }
        }
    }
    found
}

fn asked(table: &Table, row: &Row) -> Option<Address> {
    Some(Address { row: row.row, column: table.columns.asked()?.at })
}

/// A row with the quantities of the one that takes its price from it, where it has none: a schedule of prices beside its DQE.
pub(super) fn counted<'a>(
    row: &'a Row, (sheet, table): (&SheetForm, &Table), taken: &HashMap<Place, &[(Period, Decimal)]>,
) -> Cow<'a, Row> {
    let place = asked(table, row).filter(|_| row.quantities.is_empty()).map(|at| (sheet.sheet, at));
    match place.and_then(|place| taken.get(&place)) {
        Some(quantities) => Cow::Owned(Row { quantities: quantities.to_vec(), ..row.clone() }),
        None => Cow::Borrowed(row),
    }
}
