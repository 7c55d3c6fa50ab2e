use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::terms::{Follow, Terms};
use super::{Cell, Fault, Figures, Kind, Search};
use crate::buyer::form::{Row, RowKind, SheetForm, Table};
use crate::formula::Address;

/// A sub-total begins below one of so many headings and totals above it, or at the start of its table.
const NEAREST: usize = 50;
/// The cells that holding a total against one counts for.
const WORK_OF_A_CELL: u64 = 10;

/// Faults of sub-totals, totals and lots of a recap.
pub(super) fn faults(search: &Search) -> Vec<Fault> {
    let (mut ends, mut aside) = (BTreeSet::new(), BTreeSet::new());
    for (sheet, table) in search.tables().filter(|(_, table)| !table.is_recap()) {
        for (_, column) in &table.columns.amounts {
            for line in table.lines() {
                let cell = (sheet.sheet, Address { row: line.row, column: column.at });
                ends.insert(cell);
                if line.kind != RowKind::Line {
                    aside.insert(cell);
                }
            }
        }
    }
    // The taxes of lots add up on their own.
    for (sheet, table) in search.tables().filter(|(_, table)| table.is_recap()) {
        for column in taxed(table) {
            let lots = table.rows.iter().filter(|row| row.kind == RowKind::Lot);
            ends.extend(lots.map(|row| (sheet.sheet, Address { row: row.row, column })));
        }
    }
    let follow = Follow::new(search.book, &ends);
    let mut totals =
        Totals { search, follow, aside, blocks: BTreeMap::new(), wrong: BTreeSet::new(), found: Vec::new() };
    // The recap adds what the lots say: it comes after them.
    for recap in [false, true] {
        for (sheet, table) in search.tables().filter(|(_, table)| table.is_recap() == recap) {
            for (_, column) in &table.columns.amounts {
                totals.column(sheet, table, column.at);
            }
            for column in taxed(table).filter(|_| recap) {
                totals.column(sheet, table, column);
            }
        }
    }
    totals.found
}

/// The columns of tax and of totals with tax.
fn taxed(table: &Table) -> impl Iterator<Item = u32> {
    [&table.columns.vat, &table.columns.gross_amount].into_iter().flatten().map(|column| column.at)
}

struct Totals<'a> {
    search: &'a Search<'a>,
    follow: Follow<'a>,
    /// Amounts for the record and of variants: a total may count them or not.
    aside: BTreeSet<Cell>,
    /// The lines that each sub-total and total adds up.
    blocks: BTreeMap<Cell, BTreeSet<Cell>>,
    /// Totals with a fault, and those that read one: the fault is reported once.
    wrong: BTreeSet<Cell>,
    found: Vec<Fault>,
}

impl Totals<'_> {
    fn column(&mut self, sheet: &SheetForm, table: &Table, column: u32) {
        for (index, row) in table.rows.iter().enumerate() {
            let cell = (sheet.sheet, Address { row: row.row, column });
            let holds = self.search.stated(cell).is_some() || !self.search.is_typed(cell);
            let mut blocks = match row.kind {
                _ if !holds => continue,
                RowKind::Subtotal => match starts(table, index) {
                    starts if self.search.book.draw(starts.iter().map(|from| (index - from) as u64).sum()).is_ok() => {
                        starts.into_iter().map(|from| within(sheet, &table.rows[from..index], column)).collect()
                    }
                    // Who asks for the faults draws once more after it.
                    _ => return,
                },
                RowKind::Net if table.is_recap() => vec![self.lots(sheet, table, index, column)],
                RowKind::Net => whole(sheet, table, index, column),
                RowKind::Lot if table.is_recap() && !self.follow.ends.contains(&cell) => vec![self.lot(row)],
                _ => continue,
            };
            blocks.retain(|block| !block.is_empty());
            // What an earlier sub-total adds is not what this one is for, unless it is carried over.
            let taken = |block: &BTreeSet<Cell>| self.blocks.values().any(|other| other == block);
            if row.kind == RowKind::Subtotal && blocks.iter().any(|block| !taken(block)) {
                blocks.retain(|block| !taken(block));
            }
            if !blocks.is_empty() {
                self.total(cell, blocks);
            }
        }
    }

    /// The lines of the lot that a row of a recap names.
    fn lot(&self, row: &Row) -> BTreeSet<Cell> {
        let of_lot = |sheet: &&SheetForm| match (&row.lot, &sheet.lot) {
            (Some(wanted), Some(lot)) if wanted.number.is_some() => wanted.number == lot.number,
            (Some(wanted), Some(lot)) => wanted.words == lot.words,
            _ => false,
        };
        let sheets = self.search.form.sheets.iter().filter(of_lot);
        let tables = sheets.flat_map(|sheet| sheet.tables.iter().map(move |table| (sheet, table)));
        let amounts = tables.filter_map(|(sheet, table)| Some((sheet, table, table.columns.amount()?.at)));
        amounts.flat_map(|(sheet, table, column)| lines(sheet, table, column, |_| true)).collect()
    }

    /// The lines of all lots that a recap names.
    fn lots(&self, sheet: &SheetForm, table: &Table, index: usize, column: u32) -> BTreeSet<Cell> {
        let rows = table.rows[..index].iter().filter(|row| row.kind == RowKind::Lot);
        let cells = rows.map(|row| (sheet.sheet, Address { row: row.row, column }));
        let block = |cell: Cell| {
            let own = self.follow.ends.contains(&cell).then(|| BTreeSet::from([cell]));
            own.or_else(|| self.blocks.get(&cell).cloned()).unwrap_or_default()
        };
        cells.flat_map(block).collect()
    }

    /// Holds a total against the lines it may be for: the block that it agrees with most is its own.
    fn total(&mut self, cell: Cell, blocks: Vec<BTreeSet<Cell>>) {
        let search = self.search;
        let terms = self.follow.cell(cell);
        let cells = blocks.iter().map(|block| WORK_OF_A_CELL * (block.len() + terms.counts.len()) as u64).sum();
        if search.book.draw(cells).is_err() {
            return;
        }
        let counts = |block: &BTreeSet<Cell>| Difference::of(&terms, block, self.follow.ends, &self.aside);
        let typed = search.is_typed(cell);
        let by_value = |block: &BTreeSet<Cell>| {
            let figures = search.stated(cell).zip(search.sum(block)).map(|(held, due)| Figures { held, due });
            figures.map_or(Decimal::ZERO, |figures| figures.excess().unwrap_or(Decimal::MAX).abs())
        };
        let own = if typed || terms.opaque {
            blocks.into_iter().min_by_key(by_value)
        } else {
            blocks.into_iter().min_by_key(|block| counts(block).size())
        };
        let Some(own) = own else { return };
        let figures = search.stated(cell).zip(search.sum(&own)).map(|(held, due)| Figures { held, due });
        let excess = figures.and_then(Figures::excess);
        let apart = figures.filter(|figures| figures.differ(own.len()));
        let mut kinds = Vec::new();
        if typed {
            kinds.extend(apart.map(Kind::TypedDiffers));
        } else {
            if !terms.opaque {
                let Difference { lacking, twice, other } = counts(&own);
                let mut report = |kind: fn(Vec<String>) -> Kind, cells: BTreeSet<Cell>| {
                    if !cells.is_empty() {
                        kinds.push(kind(self.listed(cells, cell)));
                    }
                };
                report(Kind::LeavesOut, lacking);
                report(Kind::CountsTwice, twice);
                report(Kind::CountsOther, other);
            }
            if kinds.is_empty() && !self.reads_wrong(cell) {
                kinds.extend(apart.map(Kind::TotalDiffers));
            }
        }
        if typed || !kinds.is_empty() {
            self.follow.stand_for(cell, &own);
        }
        if !kinds.is_empty() || self.reads_wrong(cell) {
            self.wrong.insert(cell);
        }
        self.found.extend(kinds.into_iter().map(|kind| search.fault(kind, cell, excess)));
        self.blocks.insert(cell, own);
    }

    fn reads_wrong(&self, cell: Cell) -> bool {
        let Some(formula) = self.search.book.formula(cell.0, cell.1) else { return false };
        let reads = self.search.book.reads(formula);
        reads.iter().any(|(sheet, rect)| self.wrong.iter().any(|(on, at)| on == sheet && rect.holds(*at)))
    }

    /// Cells by name, a sub-total in place of all its lines: the widest, and rather of the same sheet.
    fn listed(&self, mut cells: BTreeSet<Cell>, from: Cell) -> Vec<String> {
        let mut named = BTreeSet::new();
        let mut blocks: Vec<_> = self.blocks.iter().filter(|(subtotal, _)| **subtotal != from).collect();
        blocks.sort_by_key(|(subtotal, block)| (Reverse(block.len()), subtotal.0 != from.0));
        for (subtotal, block) in blocks {
            if block.is_subset(&cells) {
                cells.retain(|cell| !block.contains(cell));
                named.insert(*subtotal);
            }
        }
        named.extend(cells);
        named.into_iter().map(|cell| self.search.named(cell, from.0)).collect()
    }
}

/// How a total differs from the lines it is for.
struct Difference {
    lacking: BTreeSet<Cell>,
    twice: BTreeSet<Cell>,
    other: BTreeSet<Cell>,
}

impl Difference {
    fn of(terms: &Terms, block: &BTreeSet<Cell>, ends: &BTreeSet<Cell>, aside: &BTreeSet<Cell>) -> Self {
        let rows: BTreeSet<(usize, u32)> = block.iter().map(|(sheet, at)| (*sheet, at.row)).collect();
        // A line may count by its amounts of each year, rather than by their total.
        let counted: BTreeSet<(usize, u32)> =
            terms.counts.iter().filter(|(_, n)| !n.is_zero()).map(|((sheet, at), _)| (*sheet, at.row)).collect();
        let lacking = block.iter().filter(|(sheet, at)| !counted.contains(&(*sheet, at.row))).copied().collect();
        let more = terms.counts.iter().filter(|(_, count)| **count > Decimal::ONE);
        let twice = more.map(|(cell, _)| *cell).filter(|(sheet, at)| rows.contains(&(*sheet, at.row))).collect();
        let is_other =
            |cell: &Cell| ends.contains(cell) && !aside.contains(cell) && !rows.contains(&(cell.0, cell.1.row));
        let other = terms.counts.iter().filter(|(_, n)| !n.is_zero()).map(|(cell, _)| *cell).filter(is_other).collect();
        Self { lacking, twice, other }
    }

    fn size(&self) -> usize {
        self.lacking.len() + self.twice.len() + self.other.len()
    }
}

/// The amounts of the lines to pay of a table.
fn lines<'a>(
    sheet: &'a SheetForm, table: &'a Table, column: u32, which: impl Fn(&Row) -> bool + 'a,
) -> impl Iterator<Item = Cell> + 'a {
    let rows = table.rows.iter().filter(move |row| row.kind == RowKind::Line && which(row));
    rows.map(move |row| (sheet.sheet, Address { row: row.row, column }))
}

/// Where the lines may begin that a sub-total is for, by the places of their rows: below each of the nearest headings and
/// totals above it, or at the start of the table.
fn starts(table: &Table, index: usize) -> Vec<usize> {
    let bound = |kind: RowKind| {
        matches!(kind, RowKind::Section | RowKind::Lot | RowKind::Subtotal | RowKind::Net | RowKind::Gross)
    };
    let bounds = (0..index).rev().filter(|at| bound(table.rows[*at].kind)).take(NEAREST);
    bounds.map(|at| at + 1).chain([0]).collect()
}

/// The amounts of the lines to pay among some rows.
fn within(sheet: &SheetForm, rows: &[Row], column: u32) -> BTreeSet<Cell> {
    let lines = rows.iter().filter(|row| row.kind == RowKind::Line);
    lines.map(|row| (sheet.sheet, Address { row: row.row, column })).collect()
}

/// What a total may be for: all lines of its table; where there are several totals, those of its lot or since the last;
/// where there are several tables, all so far.
fn whole(sheet: &SheetForm, table: &Table, index: usize, column: u32) -> Vec<BTreeSet<Cell>> {
    let row = &table.rows[index];
    let all: BTreeSet<Cell> = lines(sheet, table, column, |_| true).collect();
    let nets: Vec<u32> = table.rows.iter().filter(|row| row.kind == RowKind::Net).map(|row| row.row).collect();
    let mut blocks = vec![all];
    if nets.len() > 1 {
        let before = nets.iter().rev().find(|net| **net < row.row).copied().unwrap_or(0);
        blocks.push(lines(sheet, table, column, |line| before < line.row && line.row < row.row).collect());
        blocks.push(lines(sheet, table, column, |line| line.lot == row.lot && line.row < row.row).collect());
    }
    if sheet.tables.len() > 1 {
        let so_far = sheet.tables.iter().filter(|other| other.header.0 <= table.header.0 && !other.is_recap());
        let amounts = so_far.filter_map(|other| Some((other, other.columns.amount()?.at)));
        blocks.push(amounts.flat_map(|(other, column)| lines(sheet, other, column, |_| true)).collect());
    }
    blocks
}
