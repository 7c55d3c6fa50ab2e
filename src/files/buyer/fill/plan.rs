//! Which cell gets what.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use rust_decimal::Decimal;

use typed_index_collections::{TiVec, ti_vec};

use super::cell::{Fill, What, is_blank};
use super::check::Check;
use super::prices::{By, Prices};
use super::rows::rows;
use crate::buyer::faults::{Fault, faults, stale};
use crate::buyer::form::{
    self, Form, Measure, Per, Price, RowKind, Term, TheirUnit, View, asks_for_price, form, letters, views,
};
use crate::buyer::matching::priced_by;
use crate::buyer::unread::out_of_sight;
use crate::buyer::{Answer, Columns, Map, Table, Target};
use crate::diag::message::fill::{self as message, Place};
use crate::diag::{At, Finding, Findings};
use crate::engine::Dqe;
use crate::formula::{self, Address};
use crate::model::Bid;
use crate::model::bid::{LineId, LotId};
use crate::unit::Exact;
use crate::xlsx::{Book, Sheet, Value};

/// What is asked of a plan beside the unit prices of the map.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked {
    /// Leave prices empty where the map is open.
    pub partial: bool,
    /// Put our quantities where the buyer leaves them blank.
    pub quantities: bool,
}

/// A buyer's file, read once for all that is asked of it.
pub struct Read {
    /// The workbook.
    pub book: Book,
    /// Its sheets.
    pub sheets: Vec<Sheet>,
    /// Its sheets as they are looked at.
    pub views: Vec<View>,
    /// Its cells as its formulas see them.
    pub cells: formula::Book,
    /// The formulas whose results in it they do not give, each by its sheet and cell.
    pub stale: BTreeSet<(usize, Address)>,
    /// Its price forms, as they look.
    pub form: Form,
    /// What to know of it whatever is asked: what is damaged of what is not read, and what is out of sight.
    pub noted: Findings,
}

impl Read {
    /// Reads the sheets of a workbook.
    ///
    /// # Errors
    /// A sheet of the file cannot be read.
    pub fn of(book: Book) -> Result<Self, Finding> {
        let sheets = book.all_sheets()?;
        let looked_at = || {
            let views = views(&book, &sheets);
            let form = form(&views);
            (views, form)
        };
        let computed = || {
            let cells = book.calculation_of(&sheets);
            let stale = stale(&cells);
            (cells, stale)
        };
        let ((cells, stale), ((views, form), mut noted)) =
            rayon::join(computed, || rayon::join(looked_at, || book.damaged()));
        book.package.budget().draw(0)?;
        out_of_sight(&book, &views, &form)?.into_iter().for_each(|finding| noted.push(finding));
        Ok(Self { book, sheets, views, cells, stale, form, noted })
    }
}

/// What will be done to a buyer's file.
pub struct Plan<'a> {
    /// The bid.
    pub bid: &'a Bid,
    /// Its prices.
    pub dqe: &'a Dqe<Exact>,
    /// The map.
    pub map: &'a Map,
    /// The buyer's file.
    pub book: &'a Book,
    /// Its sheets, read.
    pub sheets: &'a [Sheet],
    /// Its sheets as they are looked at.
    pub views: &'a [View],
    /// Its cells as its formulas see them.
    pub cells: &'a formula::Book,
    /// The formulas whose results in it they do not give, each by its sheet and cell.
    pub stale: &'a BTreeSet<(usize, Address)>,
    /// Its price forms, over the years of the contract.
    pub form: Cow<'a, Form>,
    /// The cells to fill, in the order of the map.
    pub fills: Vec<Fill>,
    /// What prevents it, and what to check.
    pub findings: Findings,
}

impl<'a> Plan<'a> {
    /// Lays out what a map asks for. Where a partial file is asked for, prices left empty are warnings.
    #[must_use]
    pub fn of(bid: &'a Bid, dqe: &'a Dqe<Exact>, map: &'a Map, read: &'a Read, asked: Asked) -> Self {
        let Read { book, sheets, views, cells, stale, form, noted } = read;
        let (fills, findings) = (Vec::new(), noted.clone());
        let form =
            if form.has_calendar_years() { Cow::Owned(form.clone().over(Term::of(bid))) } else { Cow::Borrowed(form) };
        let mut plan = Self { bid, dqe, map, book, sheets, views, cells, stale, form, fills, findings };
        let mut filled: HashMap<(usize, Address), At> = HashMap::new();
        for table in &map.tables {
            if let Some(sheet) = plan.sheet(table) {
                plan.table(table, sheet, asked, &mut filled);
            }
        }
        plan.against().into_iter().for_each(|finding| plan.findings.push(finding));
        plan.unread(asked.partial).into_iter().for_each(|finding| plan.findings.push(finding));
        plan.left(asked.partial).into_iter().for_each(|finding| plan.findings.push(finding));
        plan.report_unplaced();
        if plan.fills.is_empty() && !plan.findings.has_errors() && !plan.declines() {
            plan.findings.push(message::nothing_filled());
        }
        plan
    }

    /// The sheet a table is on, which must have cells.
    #[must_use]
    pub fn sheet(&mut self, table: &Table) -> Option<usize> {
        let place = self.book.find(&table.sheet).filter(|place| self.book.sheets[*place].is_grid);
        if place.is_none() {
            let names = self.book.sheets.iter().filter(|s| s.is_grid).map(|s| s.name.as_str());
            self.findings.push(message::unknown_sheet(&table.sheet, names, table.at));
        }
        place
    }

    fn table(&mut self, table: &Table, sheet: usize, asked: Asked, filled: &mut HashMap<(usize, Address), At>) {
        let mut cells: Vec<(Address, At, What, Target)> = Vec::new();
        let counted = table.is_counted(&self.views[sheet]);
        let mut prices = Prices::of(self.bid, table, &self.forms(sheet, table), &self.views[sheet]);
        let units = self.units(sheet, table);
        for (row, at, target) in &table.rows {
            let mut cell = |column: Option<u32>, what| {
                cells.extend(column.map(|column| (Address { row: *row, column }, *at, what, *target)));
            };
            let time = units.get(row).and_then(|unit| self.time(*unit, *target)).map(Measure::Per);
            if let Some(time) = time {
                prices.take(time, *at);
            }
            cell(table.columns.unit_price, time.map_or(What::UnitPrice, What::Price));
            if let Target::Line { lot, line, meant } = target {
                prices.ask(self.bid.lots[*lot].lines[*line].unit, *meant, *at);
                let waits = |column| self.waits_for_price(sheet, Address { row: *row, column });
                let (line, at) = ((*lot, *line, *meant), (*row, *at));
                let Columns { prices: net, gross_prices: gross, .. } = &table.columns;
                for (of, column) in prices.of_line(net, line, at, waits, asked.partial) {
                    cell(Some(column), What::Price(of));
                }
                for (of, column) in prices.of_line(gross, line, at, waits, asked.partial) {
                    cell(Some(column), What::GrossPrice(of));
                }
            }
            cell(table.columns.gross_unit_price, time.map_or(What::GrossUnitPrice, What::GrossPrice));
            // The years that the buyer says: a blank one may be 0 among them.
            let said = || table.years(&self.views[sheet], *row, counted).is_some();
            if asked.quantities {
                for (year, column) in table.columns.quantities.iter().filter(|_| !said()) {
                    cell(Some(*column), What::Quantity(Some(*year)));
                }
                cell(table.columns.quantity, What::Quantity(None));
            }
        }
        cells.extend(table.cells.iter().map(|(cell, at, target)| (*cell, *at, What::UnitPrice, *target)));
        let check = Check::of(self.book, sheet, &self.sheets[sheet]);
        let mut locked: Vec<(Address, At, What)> = Vec::new();
        let lines = cells.into_iter().filter_map(|(cell, at, what, target)| match target {
            Target::Line { lot, line, meant } => Some((cell, at, what, Some((lot, line)), meant)),
            Target::Theirs | Target::Open => None,
        });
        let factors = table.coefficients.iter().filter_map(|(row, at, answer)| {
            let cell = Address { row: *row, column: table.columns.factors()? };
            matches!(answer, Answer::Number(_)).then_some((cell, *at, What::Coefficient, None, false))
        });
        for (cell, at, what, line, meant) in lines.chain(factors) {
            let held = self.sheets[sheet].cell(cell);
            let old = held.map(|cell| cell.value.clone()).unwrap_or_default();
            let computed = held.is_some_and(|cell| cell.formula.is_some());
            // The buyer's own quantity or formula stays; only the price is ours for sure.
            let skipped = match what {
                What::UnitPrice | What::Price(_) | What::Coefficient => false,
                What::GrossUnitPrice | What::GrossPrice(_) => computed,
                What::Quantity(_) => computed || !is_blank(&old),
            };
            if skipped {
                continue;
            }
            if let Some(first) = filled.insert((sheet, cell), at) {
                let name = &self.book.sheets[sheet].name;
                self.findings.push(message::filled_twice(&cell.to_string(), name, at, first));
                continue;
            }
            if let Some(refusal) = check.refusal(cell, at) {
                self.findings.push(refusal);
                continue;
            }
            if check.is_locked(cell) {
                locked.push((cell, at, what));
                continue;
            }
            if let Some(refusal) = check.over_words(cell, at).filter(|_| !meant) {
                self.findings.push(refusal);
                continue;
            }
            let new = match line {
                Some(line) => self.number(what, (table, &prices), line, units.get(&cell.row).copied()),
                None => table.coefficient(cell.row),
            };
            let Some(new) = new else { continue };
            let against = || check.over_figure(cell, at, new).or_else(|| check.kept_out(cell, at, new));
            if let Some(refusal) = (line.is_some() && !meant).then(against).flatten() {
                self.findings.push(refusal);
                continue;
            }
            check.doubt(cell, at).into_iter().for_each(|doubt| self.findings.push(doubt));
            let label = table.columns.label.map(|column| self.sheets[sheet].value(Address { column, ..cell }));
            let ours = || line.map_or("", |(lot, line)| &self.bid.lots[lot].lines[line].label);
            let label = label.and_then(Value::text).unwrap_or_else(ours).to_owned();
            self.fills.push(Fill { sheet, at: cell, what, line, label, old, new });
        }
        prices.findings().into_iter().for_each(|finding| self.findings.push(finding));
        let filled = |column: u32| self.fills.iter().any(|fill| fill.sheet == sheet && fill.at.column == column);
        for finding in check.locked(table, &locked, filled) {
            self.findings.push(finding);
        }
        for (key, column) in self.other_prices(sheet, table) {
            let column = letters(column);
            self.findings.push(message::other_prices(&column, &table.sheet, &key, asked.partial, table.at));
        }
        self.left_empty(table, sheet, &check, asked);
    }

    /// Reports the cells of a table that wait for a price and get none.
    fn left_empty(&mut self, table: &Table, sheet: usize, check: &Check<'_>, asked: Asked) {
        let rows = table.header + 1..self.end(sheet, table).unwrap_or(u32::MAX);
        // Examples, and what is to be signed, wait for no price, whatever is in their column of units.
        let aside = |row: &&form::Row| row.kind == RowKind::Note && !row.label.is_empty();
        let aside = self.forms(sheet, table).into_iter().flat_map(|form| &form.rows).filter(aside);
        let mut named = self.named(sheet);
        named.extend(aside.filter_map(|row| Some(Address { row: row.row, column: table.columns.asked()? })));
        let empty = check.empty(table, rows, &named, &self.waiting(sheet, table));
        if asked.partial && !empty.is_empty() {
            let places: Vec<&Place> = empty.iter().map(|empty| &empty.place).collect();
            self.findings.push(message::left_empty(&places, &table.sheet, table.at));
        }
        for empty in empty.into_iter().filter(|_| !asked.partial) {
            self.findings.push(empty.finding(table));
        }
    }

    /// By row of a table: the unit that it is priced by.
    pub(super) fn units(&self, sheet: usize, table: &Table) -> HashMap<u32, TheirUnit> {
        let form = self.form.sheets.iter().find(|form| form.sheet == sheet);
        let rows = form.into_iter().flat_map(|form| rows(form, table));
        rows.map(|row| (row.row, priced_by(row))).collect()
    }

    /// What a row priced by a unit takes of our line, where its price follows from the line's by a stated rule.
    pub(super) fn time(&self, theirs: TheirUnit, target: Target) -> Option<Per> {
        match target {
            Target::Line { lot, line, .. } => theirs.from(self.bid.lots[lot].lines[line].unit),
            Target::Theirs | Target::Open => None,
        }
    }

    /// Does a cell wait for a price: blank, or with words that ask for one?
    fn waits_for_price(&self, sheet: usize, at: Address) -> bool {
        let waits = |value: &Value| is_blank(value) || value.text().is_some_and(asks_for_price);
        self.sheets[sheet].cell(at).is_none_or(|cell| cell.formula.is_none() && waits(&cell.value))
    }

    /// The tables of the form that a table of the map is: that under the same header, else those that ask in its columns.
    pub(super) fn forms(&self, sheet: usize, table: &Table) -> Vec<&form::Table> {
        let form = self.form.sheets.iter().find(|form| form.sheet == sheet);
        let own = [table.columns.asked(), table.columns.factors()];
        // A map may name but one of several prices: that of half a day.
        let prices = |form: &form::Table| form.columns.prices.iter().any(|(_, column)| own.contains(&Some(column.at)));
        let asked = |form: &form::Table| form.columns.asked().is_some_and(|column| own.contains(&Some(column.at)));
        let asks = |form: &&form::Table| asked(form) || prices(form);
        let all: Vec<_> = form.into_iter().flat_map(|form| &form.tables).filter(asks).collect();
        let same: Vec<_> = all.iter().copied().filter(|form| form.header.1 == table.header).collect();
        if same.is_empty() { all } else { same }
    }

    /// The rows that the form leaves to be filled in the table's columns, each with what it asks for.
    fn waiting(&self, sheet: usize, table: &Table) -> HashMap<u32, RowKind> {
        let rows = self.forms(sheet, table).into_iter().flat_map(|form| &form.rows);
        let rows = rows.filter(|row| row.price == Price::Empty);
        let rows = rows.filter(|row| matches!(row.kind, RowKind::Line | RowKind::Coefficient));
        rows.map(|row| (row.row, row.kind)).collect()
    }

    /// Does the map answer `-` to a row that a price may be put on? Then nothing is what a person wants there.
    fn declines(&self) -> bool {
        self.map.tables.iter().any(|table| {
            let forms = self.book.find(&table.sheet).map(|sheet| self.forms(sheet, table)).unwrap_or_default();
            let rows = || forms.iter().flat_map(|form| form.lines());
            let open = |row: u32| rows().any(|of| of.row == row && !matches!(of.price, Price::Formula(_)));
            table.rows.iter().any(|(row, _, target)| *target == Target::Theirs && open(*row))
        })
    }

    /// The columns of the form that ask for a price and that the map leaves out: of an hour, in another year.
    fn other_prices(&self, sheet: usize, table: &Table) -> BTreeMap<String, u32> {
        let columns = &table.columns;
        let ours = |at: u32| columns.prices.iter().chain(&columns.gross_prices).any(|of| of.1 == at);
        let ours = |at: u32| [columns.unit_price, columns.gross_unit_price].contains(&Some(at)) || ours(at);
        let forms = self.forms(sheet, table).into_iter();
        let prices = forms.flat_map(|form| form.columns.prices.iter().chain(&form.columns.gross_prices));
        let others = prices.filter(|(_, column)| !ours(column.at));
        others.map(|(measure, column)| (measure.key(), column.at)).collect()
    }

    /// The first row of the table of the map below this one, where there is one.
    fn end(&self, sheet: usize, table: &Table) -> Option<u32> {
        let on_sheet = self.map.tables.iter().filter(|other| self.book.find(&other.sheet) == Some(sheet));
        let next = on_sheet.filter(|other| other.header > table.header).min_by_key(|other| other.header)?;
        let starts = self.forms(sheet, next).into_iter().filter(|form| form.header.1 == next.header);
        Some(starts.map(|form| form.header.0).min().unwrap_or(next.header))
    }

    /// The cells of a sheet whose rows the map names.
    pub(super) fn named(&self, sheet: usize) -> HashSet<Address> {
        let tables = self.map.tables.iter().filter(|other| self.book.find(&other.sheet) == Some(sheet));
        let cells = tables.flat_map(|table| {
            let prices = table.rows.iter().map(|row| (row.0, table.columns.asked()));
            let factors = table.coefficients.iter().map(|row| (row.0, table.columns.factors()));
            let cells = table.cells.iter().map(|cell| (cell.0.row, table.columns.asked()));
            prices.chain(factors).chain(cells)
        });
        cells.filter_map(|(row, column)| Some(Address { row, column: column? })).collect()
    }

    fn number(
        &self, what: What, (table, prices): (&Table, &Prices<'_>), (lot, line): (LotId, LineId),
        theirs: Option<TheirUnit>,
    ) -> Option<Decimal> {
        let (of, unit) = (&self.dqe.lines[lot][line], self.bid.lots[lot].lines[line].unit);
        let by = By { unit, row: theirs.and_then(|theirs| theirs.from(unit)) };
        let counted = |quantity: Exact| (quantity / table.units_of_a_quantity().into()).shown();
        match what {
            What::UnitPrice => prices.unit(of.unit_price),
            What::Price(measure) => prices.price(measure, of.unit_price, by),
            What::GrossUnitPrice => prices.gross_unit(of.unit_price),
            What::GrossPrice(measure) => prices.gross(measure, of.unit_price, by),
            What::Quantity(Some(year)) => Some(counted(of.quantities[year])),
            What::Quantity(None) => Some(counted(of.quantities.iter().copied().sum::<Exact>())),
            What::Coefficient => None,
        }
    }

    /// By lot of the map: our lines that go nowhere in the file, be it none of its rows that takes one.
    #[must_use]
    pub fn unplaced(&self) -> Vec<(LotId, Vec<LineId>)> {
        let none = |lot: LotId| ti_vec![false; self.bid.lots[lot].lines.len()];
        let named = self.map.tables.iter().filter_map(|table| table.lot);
        let mut placed: BTreeMap<LotId, TiVec<LineId, bool>> = named.map(|lot| (lot, none(lot))).collect();
        let lines = self.map.tables.iter().flat_map(|table| {
            let rows = table.rows.iter().map(|row| row.2);
            rows.chain(table.cells.iter().map(|cell| cell.2))
        });
        for target in lines {
            if let Target::Line { lot, line, .. } = target {
                placed.entry(lot).or_insert_with(|| none(lot))[line] = true;
            }
        }
        let left = |placed: TiVec<LineId, bool>| placed.keys().filter(|line| !placed[*line]).collect::<Vec<_>>();
        placed.into_iter().map(|(lot, placed)| (lot, left(placed))).filter(|(_, left)| !left.is_empty()).collect()
    }

    /// Warns of lines of a lot that is in the map and which no row of it names: nobody will pay them.
    fn report_unplaced(&mut self) {
        for (lot, left) in self.unplaced() {
            let lot = &self.bid.lots[lot];
            let codes = left.iter().map(|line| lot.lines[*line].code.as_str());
            self.findings.push(message::unplaced(&lot.id, codes));
        }
    }

    /// What goes where, as the formulas of the file see it.
    pub(super) fn values(&self) -> Vec<(usize, Address, formula::Value)> {
        self.fills.iter().map(|fill| (fill.sheet, fill.at, fill.new.into())).collect()
    }

    /// The faults of the buyer's own file, with our prices in it: reported, never mended.
    #[must_use]
    pub fn faults(&self) -> Vec<Fault> {
        let vat = self.bid.figure(self.bid.contract.vat).value;
        faults(&self.form, self.cells, self.stale, &self.values(), vat)
    }

    /// The cell of a table's net total: the one that the map names, else the one that the form shows where the sheet has
    /// one table.
    pub(super) fn total(&self, table: &Table, sheet: usize) -> Option<Address> {
        if table.total.is_some() {
            return table.total;
        }
        let on_sheet = self.map.tables.iter().filter(|other| self.book.find(&other.sheet) == Some(sheet)).count();
        let form = self.form.sheets.iter().find(|form| form.sheet == sheet).filter(|_| on_sheet == 1)?;
        let nets = form.tables.iter().flat_map(|table| {
            let column = table.columns.amount().map(|column| column.at);
            let nets = table.rows.iter().filter(|row| row.kind == RowKind::Net);
            nets.filter_map(move |row| Some(Address { row: row.row, column: column? }))
        });
        let nets: Vec<_> = nets.collect();
        if let [net] = nets[..] { Some(net) } else { None }
    }

    /// One of our lines as the map writes it: `ror/3.1`.
    #[must_use]
    pub fn code(&self, lot: LotId, line: LineId) -> String {
        let lot = &self.bid.lots[lot];
        format!("{}/{}", lot.id, lot.lines[line].code)
    }
}
