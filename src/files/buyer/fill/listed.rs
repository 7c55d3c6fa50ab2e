//! The cells of a buyer's form that may hold our values.

use std::collections::{HashMap, HashSet};

use rust_decimal::Decimal;

use super::cell::is_blank;
use super::plan::{Asked, Plan, Read};
use crate::buyer::Map;
use crate::engine::Dqe;
use crate::formula::Address;
use crate::model::Bid;
use crate::unit::Exact;

/// The cells of a form that may hold our values, and which.
#[derive(Debug, Default)]
pub struct Listed {
    cells: HashMap<(usize, Address), Allowed>,
    prices: HashSet<Decimal>,
    gross_prices: HashSet<Decimal>,
    quantities: HashSet<Decimal>,
}

/// The value that a cell may hold.
#[derive(Debug, Clone, Copy)]
enum Allowed {
    /// This one.
    Just(Decimal),
    /// A net unit price of the DQE.
    Price,
    /// A unit price with VAT.
    GrossPrice,
    /// A quantity.
    Quantity,
}

impl Listed {
    /// The cells that a map fills, each with its value.
    #[must_use]
    pub fn of_map(bid: &Bid, dqe: &Dqe<Exact>, map: &Map, read: &Read) -> Self {
        let plan = Plan::of(bid, dqe, map, read, Asked { partial: true, quantities: true });
        let cells = plan.fills.iter().map(|fill| ((fill.sheet, fill.at), Allowed::Just(fill.new.normalize())));
        Self { cells: cells.collect(), ..Self::default() }
    }

    /// The cells that wait for a price or a quantity by the layout of the form, each with any that the DQE has.
    #[must_use]
    pub fn of_form(dqe: &Dqe<Exact>, read: &Read) -> Self {
        let mut listed = Self::default();
        for line in dqe.lines.iter().flatten() {
            listed.prices.insert(line.unit_price.shown().normalize());
            listed.gross_prices.insert(line.gross_unit_price.shown().normalize());
            let total: Exact = line.quantities.iter().copied().sum();
            listed.quantities.extend(line.quantities.iter().chain([&total]).map(|q| q.shown().normalize()));
        }
        for form in &read.form.sheets {
            for table in form.tables.iter().filter(|table| !table.is_recap()) {
                let columns = &table.columns;
                let prices = columns.unit_price.iter().map(|column| (column.at, Allowed::Price));
                let gross = columns.gross_unit_price.iter();
                let gross = gross.chain(columns.gross_prices.iter().map(|(_, column)| column));
                let gross = gross.map(|column| (column.at, Allowed::GrossPrice));
                let quantities = columns.quantities.iter().map(|(_, column)| (column.at, Allowed::Quantity));
                for (column, allowed) in prices.chain(gross).chain(quantities) {
                    for row in table.lines() {
                        let at = Address { row: row.row, column };
                        // A price may replace one that was there; a quantity of the buyer's stays.
                        if matches!(allowed, Allowed::Price) || is_blank(read.sheets[form.sheet].value(at)) {
                            listed.cells.insert((form.sheet, at), allowed);
                        }
                    }
                }
            }
        }
        listed
    }

    /// May a cell hold this number, given the place of its sheet?
    #[must_use]
    pub fn may(&self, sheet: usize, at: Address, value: Decimal) -> bool {
        let value = value.normalize();
        match self.cells.get(&(sheet, at)) {
            Some(Allowed::Just(due)) => *due == value,
            Some(Allowed::Price) => self.prices.contains(&value),
            Some(Allowed::GrossPrice) => self.gross_prices.contains(&value),
            Some(Allowed::Quantity) => self.quantities.contains(&value),
            None => false,
        }
    }
}
