use std::collections::HashMap;

use rust_decimal::Decimal;

use super::{Cell, Fault, Figures, Kind, Search};
use crate::buyer::form::{Period, Price, Row, RowKind, Table, TheirUnit, unit};
use crate::formula::{Address, Rect};
use crate::unit::fold;

/// Faults of the amounts and quantities of lines.
pub(super) fn faults(search: &Search) -> Vec<Fault> {
    let mut found = Vec::new();
    let asked = asked(search);
    for (sheet, table) in search.tables().filter(|(_, table)| !table.is_recap()) {
        for row in table.rows.iter().filter(|row| row.kind == RowKind::Line) {
            let line = Line { search, sheet: sheet.sheet, table, row };
            found.extend(line.quantity());
            found.extend(line.computed(&asked));
            for (period, column) in &table.columns.amounts {
                found.extend(line.amount(*period, line.cell(column.at)));
            }
        }
    }
    found
}

/// Where prices are asked, by the words of the row, with its unit; none where several rows say the same.
type Asked = HashMap<(Option<String>, String), Option<(Cell, TheirUnit)>>;

fn asked(search: &Search) -> Asked {
    let mut found = Asked::new();
    for (sheet, table) in search.tables().filter(|(sheet, _)| !sheet.hidden) {
        let Some(column) = table.columns.unit_price.as_ref().map(|column| column.at) else { continue };
        for row in table.rows.iter().filter(|row| row.kind == RowKind::Line && !matches!(row.price, Price::Formula(_)))
        {
            let place = ((sheet.sheet, Address { row: row.row, column }), unit(&row.unit));
            found.entry(words(row)).and_modify(|of| *of = None).or_insert(Some(place));
        }
    }
    found
}

fn words(row: &Row) -> (Option<String>, String) {
    (row.code.as_ref().map(|code| code.key.clone()), fold(&row.label))
}

struct Line<'a> {
    search: &'a Search<'a>,
    sheet: usize,
    table: &'a Table,
    row: &'a Row,
}

impl Line<'_> {
    fn cell(&self, column: u32) -> Cell {
        (self.sheet, Address { row: self.row.row, column })
    }

    fn price(&self) -> Option<Decimal> {
        self.search.stated(self.cell(self.table.columns.unit_price.as_ref()?.at))
    }

    fn years(&self) -> Option<Decimal> {
        let years = self.table.columns.years();
        let mut years = years.map(|(_, column)| self.search.number(self.cell(column))).peekable();
        years.peek()?;
        years.try_fold(Decimal::ZERO, |sum, n| sum.checked_add(n?))
    }

    fn quantity_of(&self, period: Period) -> Option<Decimal> {
        if self.table.columns.scale.is_some() {
            return None;
        }
        let column = self.table.columns.quantities.iter().find(|(of, _)| *of == period);
        match column {
            Some((_, column)) => self.search.number(self.cell(column.at)),
            None if period == Period::Total => self.years(),
            None => None,
        }
    }

    /// A price that is computed, beside the one that the same line is asked elsewhere.
    fn computed(&self, asked: &Asked) -> Option<Fault> {
        if !matches!(self.row.price, Price::Formula(_)) {
            return None;
        }
        let cell = self.cell(self.table.columns.unit_price.as_ref()?.at);
        let (place, theirs) = asked.get(&words(self.row)).copied().flatten()?;
        let own = unit(&self.row.unit);
        if own != theirs && own.is_known() && theirs.is_known() {
            return None;
        }
        let figures = Figures { held: self.search.stated(cell)?, due: self.search.stated(place)? };
        let excess = figures.excess().zip(self.quantity_of(Period::Total)).and_then(|(more, n)| more.checked_mul(n));
        figures.differ(1).then(|| self.search.fault(Kind::PriceDiffers(figures), cell, excess))
    }

    /// The total quantity beside those of the years.
    fn quantity(&self) -> Option<Fault> {
        let total = self.cell(self.table.columns.quantity()?.at);
        let figures = Figures { held: self.search.stated(total)?, due: self.years()? };
        let excess = figures.excess().zip(self.price()).and_then(|(more, price)| more.checked_mul(price));
        let differ = figures.held != figures.due;
        differ.then(|| self.search.fault(Kind::QuantityDiffers(figures), total, excess))
    }

    fn amount(&self, period: Period, cell: Cell) -> Option<Fault> {
        let search = self.search;
        let due = self.price().zip(self.quantity_of(period)).and_then(|(price, n)| price.checked_mul(n));
        let figures = search.stated(cell).zip(due).map(|(held, due)| Figures { held, due });
        let excess = figures.and_then(Figures::excess);
        let others = self.other_rows(cell);
        if !others.is_empty() {
            return Some(search.fault(Kind::OtherRow(others), cell, excess));
        }
        let figures = figures.filter(|figures| figures.differ(1))?;
        let kind = if search.is_typed(cell) { Kind::TypedDiffers } else { Kind::AmountDiffers };
        Some(search.fault(kind(figures), cell, excess))
    }

    /// The prices, quantities and amounts of other lines that the amount's formula reads.
    fn other_rows(&self, cell: Cell) -> Vec<String> {
        let Some(formula) = self.search.book.formula(cell.0, cell.1) else { return Vec::new() };
        let line = |rows: std::ops::RangeInclusive<u32>| {
            self.table.rows.iter().any(|row| row.kind == RowKind::Line && rows.contains(&row.row))
        };
        let figures: Vec<u32> = super::figures(self.table).collect();
        let other = |(sheet, rect): &(usize, Rect)| {
            let own = (rect.top, rect.bottom) == (self.row.row, self.row.row);
            let figure = figures.iter().any(|column| (rect.left..=rect.right).contains(column));
            *sheet == self.sheet && !own && figure && line(rect.top..=rect.bottom)
        };
        self.search.book.reads(formula).iter().filter(|read| other(read)).map(|(_, rect)| rect.to_string()).collect()
    }
}
