//! What the buyer's file comes to once it is filled, compared with our DQE.

use std::collections::{HashMap, HashSet};

use rust_decimal::Decimal;

use super::plan::Plan;
use super::prices::part_of;
use super::write::Filled;
use crate::buyer::form::{Measure, TheirUnit};
use crate::buyer::{Table, Target};
use crate::engine::formula;
use crate::formula::{Address, Rect, Value};
use crate::model::bid::{LineId, LotId};
use crate::unit::{Exact, Number as _};

/// The areas that a total is followed through, at most.
const AREAS: usize = 1_000;

/// A table of the buyer's, against ours.
#[derive(Debug, Clone)]
pub struct TableTotal {
    /// Its sheet.
    pub sheet: String,
    /// Net, of our lines that its rows name.
    pub ours: Decimal,
    /// What its rows come to that name one of our lines; `None` where the map names no column of amounts.
    pub rows: Option<Decimal>,
    /// What its total cell comes to, where the map names one and it holds a number.
    pub total: Option<Decimal>,
    /// What explains the difference between the first and the last that is known.
    pub differences: Vec<Difference>,
}

/// A part of the difference.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// Its cell.
    pub at: Address,
    /// Our line, as `lot/code`; empty for what is not of a line.
    pub code: String,
    /// The buyer's figure less ours.
    pub amount: Decimal,
    /// Why.
    pub why: Why,
}

/// Why the buyer's figure is another than ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// Another quantity: the buyer's, ours.
    Quantity(Decimal, Decimal),
    /// The buyer's cell holds no number.
    NoAmount,
    /// The buyer's amount is typed, and does not follow the price.
    Typed,
    /// Price times quantity, as the buyer's formula has it: not rounded to the cent, or not year by year.
    Rounding(String),
    /// The row is priced by a part of a day or by several months, and our line by the day or the month.
    OtherTime(Measure),
    /// The buyer's formula gives another amount than price times quantity.
    Formula(String),
    /// The result of the formula is beyond the tool.
    Beyond,
    /// Our line is on a row before this one already: ours counts once.
    Again,
    /// The buyer left a year blank, and nothing says that it is 0.
    BlankYear,
    /// The total counts a row where none of our prices goes.
    OtherRow,
    /// The total is another than the sum of its rows.
    Total,
}

impl TableTotal {
    /// Of each table of the map that prices something.
    #[must_use]
    pub fn all(plan: &Plan<'_>, filled: &Filled) -> Vec<Self> {
        let mut totals = Vec::new();
        for table in &plan.map.tables {
            if let Some(sheet) = plan.book.find(&table.sheet) {
                let counted = table.is_counted(&plan.views[sheet]);
                let units = plan.units(sheet, table);
                let against = Against { plan, filled, table, sheet, counted, units };
                totals.extend(against.total());
            }
        }
        totals
    }

    /// What the tables come to whose figure is known, ours and the buyer's, where there is one; and how many are left out.
    #[must_use]
    pub fn sum(all: &[Self]) -> (Option<(Decimal, Decimal)>, usize) {
        let known = || all.iter().filter_map(|total| Some((total.ours, total.theirs()?)));
        let sum = |of: fn((Decimal, Decimal)) -> Decimal| known().map(of).map(Exact::from).sum::<Exact>().shown();
        let sums = known().next().map(|_| (sum(|pair| pair.0), sum(|pair| pair.1)));
        (sums, all.len() - known().count())
    }

    /// The buyer's figure: the total where it is known, else the sum of the rows.
    #[must_use]
    pub fn theirs(&self) -> Option<Decimal> {
        self.total.or(self.rows)
    }
}

/// Our lines that go nowhere in the file.
#[derive(Debug, Clone)]
pub struct Lost {
    /// Their lot.
    pub lot: LotId,
    /// Their codes.
    pub codes: Vec<String>,
    /// Net, what they come to.
    pub amount: Decimal,
}

impl Lost {
    /// Of each lot that the map prices.
    #[must_use]
    pub fn all(plan: &Plan<'_>) -> Vec<Self> {
        let lost = plan.unplaced().into_iter().map(|(lot, lines)| {
            let amounts = lines.iter().map(|line| plan.dqe.lines[lot][*line].amount);
            let codes = lines.iter().map(|line| plan.bid.lots[lot].lines[*line].code.clone());
            Self { lot, codes: codes.collect(), amount: amounts.sum::<Exact>().shown() }
        });
        lost.collect()
    }
}

struct Against<'a> {
    plan: &'a Plan<'a>,
    filled: &'a Filled,
    table: &'a Table,
    sheet: usize,
    /// Has the table any quantity of a year?
    counted: bool,
    /// By row: the unit that it is priced by.
    units: HashMap<u32, TheirUnit>,
}

impl Against<'_> {
    fn total(&self) -> Option<TableTotal> {
        let (mut ours, mut rows) = (Exact::default(), Exact::default());
        let mut differences = Vec::new();
        let mut seen = HashSet::new();
        let cells = self.table.cells.iter().map(|(_, _, target)| (None, *target));
        for (row, target) in self.table.rows.iter().map(|(row, _, target)| (Some(*row), *target)).chain(cells) {
            let Target::Line { lot, line, .. } = target else { continue };
            let again = !seen.insert((lot, line));
            let amount = if again { Exact::default() } else { self.plan.dqe.lines[lot][line].amount };
            ours += amount;
            let (Some(row), Some(column)) = (row, self.table.columns.amount) else { continue };
            let at = Address { row, column };
            let theirs = Exact::from(self.euros(at).unwrap_or_default());
            rows += theirs;
            let amount = (theirs - amount).shown();
            if !amount.is_zero() {
                let why = if again { Why::Again } else { self.why(at, lot, line) };
                differences.push(Difference { at, code: self.plan.code(lot, line), amount, why });
            }
        }
        let rows = self.table.columns.amount.map(|_| rows);
        let cell = self.plan.total(self.table, self.sheet);
        let total = cell.and_then(|cell| self.euros(cell));
        if let (Some(rows), Some(total), Some(at)) = (rows, total, cell) {
            self.of_total(at, (Exact::from(total) - rows).shown(), &mut differences);
        }
        let sheet = self.plan.book.sheets[self.sheet].name.clone();
        let rows = rows.map(Exact::shown);
        (!seen.is_empty()).then(|| TableTotal { sheet, ours: ours.shown(), rows, total, differences })
    }

    /// What a total counts beside our rows.
    fn of_total(&self, at: Address, mut left: Decimal, differences: &mut Vec<Difference>) {
        if left.is_zero() {
            return;
        }
        let column = self.table.columns.amount.unwrap_or_default();
        let counted = self.reached(at);
        for (row, _, target) in &self.table.rows {
            let cell = Address { row: *row, column };
            let amount = self.euros(cell).unwrap_or_default();
            let is_counted = || counted.iter().any(|(sheet, area)| *sheet == self.sheet && area.holds(cell));
            if !left.is_zero() && !amount.is_zero() && *target == Target::Theirs && is_counted() {
                left = (Exact::from(left) - Exact::from(amount)).shown();
                differences.push(Difference { at: cell, code: String::new(), amount, why: Why::OtherRow });
            }
        }
        if !left.is_zero() {
            differences.push(Difference { at, code: String::new(), amount: left, why: Why::Total });
        }
    }

    /// The areas that a cell is computed from, through the formulas in them.
    fn reached(&self, at: Address) -> Vec<(usize, Rect)> {
        let mut areas: Vec<(usize, Rect)> = Vec::new();
        let mut seen = HashSet::from([(self.sheet, at)]);
        let mut next = vec![(self.sheet, at)];
        while let Some((sheet, at)) = next.pop() {
            let Some(formula) = self.filled.cells.formula(sheet, at) else { continue };
            for (sheet, area) in self.filled.cells.reads(formula) {
                if areas.len() >= AREAS || areas.contains(&(sheet, area)) {
                    continue;
                }
                areas.push((sheet, area));
                let computed = self.plan.sheets[sheet].cells.iter().filter(|cell| cell.formula.is_some());
                next.extend(
                    computed.map(|cell| (sheet, cell.at)).filter(|cell| area.holds(cell.1) && seen.insert(*cell)),
                );
            }
        }
        areas
    }

    /// An amount of the buyer's file, in euros.
    fn euros(&self, at: Address) -> Option<Decimal> {
        self.number(at).map(|amount| self.in_euros(amount))
    }

    fn in_euros(&self, amount: Decimal) -> Decimal {
        let part = self.table.money.and_then(part_of).unwrap_or(Exact::ONE);
        (Exact::from(amount) / part).shown()
    }

    fn why(&self, at: Address, lot: LotId, line: LineId) -> Why {
        let value = match self.filled.cells.value(self.sheet, at) {
            Err(_) => return Why::Beyond,
            Ok(Value::Number(value)) => self.in_euros(value),
            Ok(_) => return Why::NoAmount,
        };
        let unit = self.plan.bid.lots[lot].lines[line].unit;
        if let Some(time) = self.units.get(&at.row).and_then(|theirs| theirs.from(unit)) {
            return Why::OtherTime(Measure::Per(time));
        }
        let formula = self.filled.cells.formula(self.sheet, at);
        let ours = &self.plan.dqe.lines[lot][line];
        let sum = |quantities: &[Exact]| quantities.iter().copied().sum::<Exact>();
        let theirs = self.quantities(at.row);
        let is_price_of = |quantities: &[Exact]| {
            let product = sum(quantities) * ours.unit_price;
            let by_year: Exact = quantities.iter().map(|q| formula::amount(ours.unit_price, *q)).sum();
            [product, product.rounded(2), by_year].contains(&Exact::from(value))
        };
        match (theirs, formula) {
            (Some(theirs), _) if sum(&theirs) != sum(&ours.quantities) && is_price_of(&theirs) => {
                Why::Quantity(sum(&theirs).shown(), sum(&ours.quantities).shown())
            }
            (None, _) if self.leaves_years(at.row) => Why::BlankYear,
            (_, Some(formula)) if is_price_of(&ours.quantities) => Why::Rounding(formula.text.to_string()),
            (_, Some(formula)) => Why::Formula(formula.text.to_string()),
            (_, None) => Why::Typed,
        }
    }

    /// The buyer's quantities of a row: one in all, or those of its years where the buyer gives them all.
    fn quantities(&self, row: u32) -> Option<Vec<Exact>> {
        let columns = &self.table.columns;
        match columns.quantity {
            Some(column) => {
                let quantity = self.number(Address { row, column })?;
                Some(vec![quantity.checked_mul(self.table.units_of_a_quantity())?.into()])
            }
            None if columns.quantities.is_empty() => None,
            None => {
                let years = self.table.years(&self.plan.views[self.sheet], row, self.counted)?;
                Some(years.into_iter().map(Exact::from).collect())
            }
        }
    }

    /// Does the buyer leave years of a row blank that nothing says are 0?
    fn leaves_years(&self, row: u32) -> bool {
        self.counted && self.table.years(&self.plan.views[self.sheet], row, true).is_none()
    }

    fn number(&self, at: Address) -> Option<Decimal> {
        match self.filled.cells.value(self.sheet, at) {
            Ok(Value::Number(number)) => Some(number),
            _ => None,
        }
    }
}
