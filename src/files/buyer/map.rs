//! The map of a buyer's file: which of our lines is priced in which of its rows.
//!
//! ```toml
//! # ror.map.toml: one table for each price form of the buyer's file, by a name of your choice
//! [tables.ror]
//! sheet  = "Lot 3 ROR"        # the sheet's name on its tab
//! lot    = "ror"              # the lot its rows are of, by our id
//! header = 8                  # the last row of its header: nothing at or above it is filled
//! total  = "K48"              # the buyer's net total, compared with ours
//!
//! [tables.ror.columns]        # by letter
//! code       = "B"
//! label      = "C"
//! unit       = "D"
//! unit_price = "E"                                     # where our unit prices go
//! quantities = { 1 = "F", 2 = "G", 3 = "H", 4 = "I" }  # by contract year: filled by --quantities alone
//! quantity   = "J"                                     # the total
//! amount     = "K"                                     # what the row comes to, compared with ours
//!
//! [tables.ror.rows]           # each row to fill, and the code of our line
//! 10 = "1.1"                  # certain: the same code and label
//! 14 = "pfc/2.3"              # a line of another lot
//! 17 = "?"                    # open: nobody has decided yet, and the file is not filled unless --partial
//! 18 = "3.2!"                 # meant so, though the row reads like another line, or ours has a row already
//! 30 = "-"                    # decided: none of our prices goes here
//!
//! [tables.ror.coefficients]   # rows that ask for a factor, no price: the figure is the bidder's
//! 40 = 1.25
//!
//! [tables.ror.cells]          # prices outside of any column: each cell, and the code of our line
//! G44 = "9.1"
//! ```
//!
//! A table needs a column of prices where it has rows to price; the other columns are read to check and to report. Instead
//! of `unit_price` it may have several, all filled from one of our lines: `unit_prices = { hour = "C", half-day = "D",
//! day = "E" }`, with the hours of a day from the contract and `half_day = 0.5` unless written; or `yearly_prices = { 1 = "E",
//! 2 = "F" }`, with `yearly = "flat"` or `yearly = "revision"`. A table of a period says `year = 3` for prices revised as in the
//! third year, or `year = "-"` for those as bid; one in thousands of euros, `money = "k€"`; one that counts in hundreds, `quantity_scale = 100`. Prices with VAT are
//! `gross_unit_price`, or of several `gross_unit_prices` and `gross_yearly_prices`.

use std::collections::HashSet;

use rust_decimal::Decimal;

use super::form::{Measure, Per, Quantity, View};
use crate::diag::message::form as message;
use crate::diag::{At, Errors, FileId, Findings};
use crate::formula::Address;
use crate::model::bid::{LineId, LotId};
use crate::model::raw::{ColumnsFile, MapFile, TableFile};
pub use crate::model::raw::{Money, Yearly};
pub use crate::model::shape::Answer;
use crate::model::shape::{Keyed, Words};
use crate::model::{self, Bid};

/// Where our prices go in a buyer's file.
#[derive(Debug, Clone, Default)]
pub struct Map {
    /// Its price forms.
    pub tables: Vec<Table>,
}

/// A price form of the buyer's file.
#[derive(Debug, Clone)]
pub struct Table {
    /// The sheet's name.
    pub sheet: String,
    /// Where the map names it.
    pub at: At,
    /// The lot that its rows are of, where it names one.
    pub lot: Option<LotId>,
    /// The last row of its header, 0 where the map names none.
    pub header: u32,
    /// The cell of its net total.
    pub total: Option<Address>,
    /// Its columns.
    pub columns: Columns,
    /// What goes into its rows, in the order of the map.
    pub rows: Vec<(u32, At, Target)>,
    /// What goes into cells outside the columns.
    pub cells: Vec<(Address, At, Target)>,
    /// The figures of the rows that ask for a coefficient.
    pub coefficients: Vec<(u32, At, Answer)>,
    /// How prices move over the years, where there is one a year.
    pub yearly: Option<Yearly>,
    /// The contract year whose prices it asks for, from 1; none for those as bid.
    pub year: Option<Answer>,
    /// What its prices are counted in.
    pub money: Option<Money>,
    /// How many units each quantity counts.
    pub quantity_scale: Option<Answer>,
    /// What half a day costs, of a day.
    pub half_day: Decimal,
}

/// The columns of a price form, each from 1.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    /// The number of a price.
    pub code: Option<u32>,
    /// What is bought.
    pub label: Option<u32>,
    /// By what it is counted.
    pub unit: Option<u32>,
    /// The net price of one.
    pub unit_price: Option<u32>,
    /// The net price of one by what it pays for, or by contract year.
    pub prices: Vec<(Measure, u32)>,
    /// What rows that ask for a coefficient fill.
    pub coefficient: Option<u32>,
    /// The price of one with VAT.
    pub gross_unit_price: Option<u32>,
    /// The same by what it pays for, or by contract year.
    pub gross_prices: Vec<(Measure, u32)>,
    /// How many, by contract year from 0.
    pub quantities: Vec<(usize, u32)>,
    /// How many in all.
    pub quantity: Option<u32>,
    /// What the row comes to, net.
    pub amount: Option<u32>,
}

/// What goes into a row or a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The price of one of our lines.
    Line {
        /// Its lot in the bid.
        lot: LotId,
        /// Its place in the lot.
        line: LineId,
        /// Is it meant so, whatever speaks against it? The map says so by a `!` after the code.
        meant: bool,
    },
    /// None of our lines: decided.
    Theirs,
    /// Nobody has decided.
    Open,
}

impl Columns {
    /// The column of prices by which rows are reported to wait for one: of several, that of a day or the first.
    #[must_use]
    pub fn asked(&self) -> Option<u32> {
        let one = |of: &[(Measure, u32)]| {
            let day = of.iter().find(|(of, _)| *of == Measure::Per(Per::Day));
            day.or(of.first()).map(|(_, column)| *column)
        };
        let net = self.unit_price.or_else(|| one(&self.prices));
        net.or(self.gross_unit_price).or_else(|| one(&self.gross_prices))
    }

    /// Where coefficients go: in their own column, or in that of the prices.
    #[must_use]
    pub fn factors(&self) -> Option<u32> {
        self.coefficient.or(self.asked())
    }
}

impl Table {
    /// Has any row that it names a quantity of a year?
    #[must_use]
    pub fn is_counted(&self, view: &View) -> bool {
        let is_number = |row: u32, column: u32| matches!(view.quantity(row, column), Quantity::Number(_));
        self.rows.iter().any(|(row, ..)| self.columns.quantities.iter().any(|(_, column)| is_number(*row, *column)))
    }

    /// How many units each quantity counts, as far as the map says.
    #[must_use]
    pub fn units_of_a_quantity(&self) -> Decimal {
        if let Some(Answer::Number(times)) = self.quantity_scale { times } else { Decimal::ONE }
    }

    /// The coefficient of a row, where the map says it.
    #[must_use]
    pub fn coefficient(&self, row: u32) -> Option<Decimal> {
        self.coefficients.iter().find_map(|(of, _, answer)| match answer {
            Answer::Number(figure) if *of == row => Some(*figure),
            _ => None,
        })
    }

    /// The quantities of the years of a row in units, where the buyer says them all; `counted` where some row has any.
    #[must_use]
    pub fn years(&self, view: &View, row: u32, counted: bool) -> Option<Vec<Decimal>> {
        let columns: Vec<u32> = self.columns.quantities.iter().map(|(_, column)| *column).collect();
        let years = view.years(row, &columns, self.columns.quantity, counted)?;
        years.into_iter().map(|of| of.checked_mul(self.units_of_a_quantity())).collect()
    }
}

impl Map {
    /// Reads the text of a map against a bid. `file` is the text's place among the sources.
    ///
    /// # Errors
    /// Every key, row, column, lot or code that is none, at its place in the map.
    pub fn read(file: FileId, text: &str, bid: &Bid) -> Result<Self, Errors> {
        let raw: MapFile = model::apart(file, text)?;
        let mut reader = Reader { bid, findings: Findings::default() };
        let tables = raw.tables.iter().map(|(id, at, table)| reader.table(id, at, table)).collect();
        reader.findings.without_errors().map(|_| Self { tables })
    }
}

struct Reader<'a> {
    bid: &'a Bid,
    findings: Findings,
}

impl Reader<'_> {
    fn table(&mut self, id: &str, at: At, raw: &TableFile) -> Table {
        let lot = raw.lot.as_ref().and_then(|lot| self.lot(&lot.text, lot.at));
        let columns = raw.columns.as_ref().map(|columns| self.columns(columns)).unwrap_or_default();
        let header = raw.header.unwrap_or(0);
        let mut rows = Vec::new();
        let mut seen = HashSet::new();
        for (row, at, code) in raw.rows.iter() {
            let Some(row) = Address::parse(&format!("A{row}")).map(|cell| cell.row) else {
                self.findings.push(message::not_a_row(row, at));
                continue;
            };
            if row <= header {
                self.findings.push(message::row_in_header(row, header, at));
            }
            seen.insert(row);
            if let Some(target) = self.target(code, lot) {
                rows.push((row, at, target));
            }
        }
        let coefficients = self.coefficients(raw, header, &columns, at);
        let half = Decimal::new(5, 1);
        let half_day = match raw.half_day {
            Some(Answer::Number(part)) if part > Decimal::ZERO && part <= Decimal::ONE => part,
            None => half,
            Some(_) => {
                self.findings.push(message::half_day(at));
                half
            }
        };
        let quantity_scale = raw.quantity_scale;
        if let Some(answer) = quantity_scale
            && !matches!(answer, Answer::Open)
            && !matches!(answer, Answer::Number(times) if times > Decimal::ZERO)
        {
            self.findings.push(message::quantity_scale(at));
        }
        if let Some(Answer::Number(year)) = raw.year
            && !(1..=self.bid.years()).any(|of| Decimal::from(of) == year)
        {
            self.findings.push(message::no_such_year(&year.to_string(), self.bid.years(), at));
        }
        let priced = rows.iter().any(|(_, _, target)| matches!(target, Target::Line { .. }));
        let named = raw.columns.as_ref().is_some_and(|of| {
            let net = of.unit_price.is_some() || !of.unit_prices.0.is_empty() || !of.yearly_prices.0.is_empty();
            let gross = of.gross_unit_price.is_some() || !of.gross_unit_prices.0.is_empty();
            net || gross || !of.gross_yearly_prices.0.is_empty()
        });
        if priced && !named {
            self.findings.push(message::table_without_prices(id, at));
        }
        let mut cells = Vec::new();
        for (cell, at, code) in raw.cells.iter() {
            let Some(cell) = self.cell(cell, at) else { continue };
            if columns.asked() == Some(cell.column) && seen.contains(&cell.row) {
                self.findings.push(message::cell_of_row(&cell.to_string(), at));
            }
            if let Some(target) = self.target(code, lot) {
                cells.push((cell, at, target));
            }
        }
        let total = raw.total.as_ref().and_then(|cell| self.cell(&cell.text, cell.at));
        let (sheet, at) = (raw.sheet.text.clone(), raw.sheet.at);
        let (yearly, year, money) = (raw.yearly, raw.year, raw.money);
        Table {
            sheet,
            at,
            lot,
            header,
            total,
            columns,
            rows,
            cells,
            coefficients,
            yearly,
            year,
            money,
            quantity_scale,
            half_day,
        }
    }

    /// The rows that ask for a coefficient.
    fn coefficients(&mut self, raw: &TableFile, header: u32, columns: &Columns, table: At) -> Vec<(u32, At, Answer)> {
        let mut coefficients = Vec::new();
        for (row, at, answer) in raw.coefficients.iter() {
            match Address::parse(&format!("A{row}")).map(|cell| cell.row).filter(|row| *row > header) {
                Some(row) => coefficients.push((row, at, *answer)),
                None => self.findings.push(message::coefficient_row(row, at)),
            }
        }
        if !coefficients.is_empty() && columns.factors().is_none() {
            self.findings.push(message::no_coefficient_column(table));
        }
        coefficients
    }

    fn columns(&mut self, raw: &ColumnsFile) -> Columns {
        let years = self.bid.years();
        let mut quantities = Vec::new();
        for (year, at, letter) in raw.quantities.iter() {
            match year.parse().ok().filter(|year| (1..=years).contains(year)) {
                Some(year) => quantities.extend(self.column(letter).map(|column| (year - 1, column))),
                None => self.findings.push(message::no_such_year(year, years, at)),
            }
        }
        let prices = self.prices(&raw.unit_prices, &raw.yearly_prices);
        let gross_prices = self.prices(&raw.gross_unit_prices, &raw.gross_yearly_prices);
        for (one, several, yearly) in [
            (&raw.unit_price, &raw.unit_prices, &raw.yearly_prices),
            (&raw.gross_unit_price, &raw.gross_unit_prices, &raw.gross_yearly_prices),
        ] {
            let named = [one.is_some(), !several.0.is_empty(), !yearly.0.is_empty()];
            if named.into_iter().filter(|is_there| *is_there).count() > 1 {
                self.findings.push(message::prices_named_twice(raw.at));
            }
        }
        let others = [&raw.code, &raw.label, &raw.unit, &raw.quantity, &raw.amount].into_iter().flatten();
        let others: Vec<&Words> = others.chain(raw.quantities.iter().map(|(_, _, letter)| letter)).collect();
        let same = |a: &Words, b: &Words| a.text.eq_ignore_ascii_case(&b.text);
        let gross = raw.gross_unit_price.as_ref();
        let several = raw.unit_prices.iter().chain(raw.yearly_prices.iter());
        let several = several.chain(raw.gross_unit_prices.iter()).chain(raw.gross_yearly_prices.iter());
        let several = several.map(|(_, _, letter)| letter);
        let several: Vec<&Words> = several.chain(&raw.coefficient).collect();
        for (at, price) in several.iter().enumerate() {
            if several[..at].iter().copied().chain(others.iter().copied()).chain(gross).any(|other| same(price, other))
            {
                self.findings.push(message::column_named_twice(&price.text, price.at));
            }
        }
        for price in raw.unit_price.iter().chain(gross) {
            let other = others.iter().copied().chain(gross.filter(|gross| gross.at != price.at));
            if other.into_iter().any(|other| same(price, other)) {
                self.findings.push(message::column_named_twice(&price.text, price.at));
            }
        }
        let mut column = |letter: &Option<Words>| letter.as_ref().and_then(|letter| self.column(letter));
        Columns {
            code: column(&raw.code),
            label: column(&raw.label),
            unit: column(&raw.unit),
            unit_price: column(&raw.unit_price),
            prices,
            coefficient: column(&raw.coefficient),
            gross_unit_price: column(&raw.gross_unit_price),
            gross_prices,
            quantity: column(&raw.quantity),
            amount: column(&raw.amount),
            quantities,
        }
    }

    /// Columns of prices, by what they pay for and by contract year.
    fn prices(&mut self, by_time: &Keyed<Words>, yearly: &Keyed<Words>) -> Vec<(Measure, u32)> {
        let mut prices = Vec::new();
        for (key, at, letter) in by_time.iter() {
            let times = [Per::Hour, Per::HalfDay, Per::Day, Per::Month, Per::Quarter, Per::HalfYear, Per::Year];
            match times.map(Measure::Per).into_iter().find(|of| of.key() == key) {
                Some(of) => prices.extend(self.column(letter).map(|column| (of, column))),
                None => self.findings.push(message::not_a_measure(key, at)),
            }
        }
        let years = self.bid.years();
        for (year, at, letter) in yearly.iter() {
            let of = year.parse().ok().filter(|year| (1..=years).contains(year));
            match of.and_then(|year| u32::try_from(year).ok()) {
                Some(year) => prices.extend(self.column(letter).map(|column| (Measure::InYear(year), column))),
                None => self.findings.push(message::no_such_year(year, years, at)),
            }
        }
        prices
    }

    fn cell(&mut self, text: &str, at: At) -> Option<Address> {
        let cell = Address::parse(text);
        if cell.is_none() {
            self.findings.push(message::not_a_cell(text, at));
        }
        cell
    }

    fn column(&mut self, letter: &Words) -> Option<u32> {
        if letter.text == "?" {
            self.findings.push(message::column_to_decide(letter.at));
            return None;
        }
        let column = Address::parse(&format!("{}1", letter.text)).map(|cell| cell.column);
        if column.is_none() {
            self.findings.push(message::not_a_column(&letter.text, letter.at));
        }
        column
    }

    fn target(&mut self, code: &Words, lot: Option<LotId>) -> Option<Target> {
        match code.text.as_str() {
            "-" => return Some(Target::Theirs),
            "?" => return Some(Target::Open),
            _ => {}
        }
        let bare = code.text.strip_suffix('!');
        let (text, meant) = (bare.unwrap_or(&code.text), bare.is_some());
        // A code may hold a slash of its own: first as it is, in the table's lot.
        let here = lot.and_then(|lot| self.line(lot, text, meant));
        if here.is_some() {
            return here;
        }
        let (lot, text) = match (text.split_once('/'), lot) {
            (Some((other, text)), _) => (self.lot(other, code.at)?, text),
            (None, Some(lot)) => (lot, text),
            (None, None) => {
                self.findings.push(message::line_without_lot(text, code.at));
                return None;
            }
        };
        let found = self.line(lot, text, meant);
        if found.is_none() {
            let lot = &self.bid.lots[lot];
            let known = lot.lines.iter().map(|line| line.code.as_str());
            self.findings.push(message::unknown_line(&lot.id, text, known, code.at));
        }
        found
    }

    fn line(&self, lot: LotId, code: &str, meant: bool) -> Option<Target> {
        let line = self.bid.lots[lot].lines.position(|line| line.code == code)?;
        Some(Target::Line { lot, line, meant })
    }

    fn lot(&mut self, id: &str, at: At) -> Option<LotId> {
        let lot = self.bid.lots.position(|lot| lot.id == id);
        if lot.is_none() {
            let known: Vec<&str> = self.bid.lots.iter().map(|lot| lot.id.as_str()).collect();
            self.findings.push(message::unknown_lot(id, &known, at));
        }
        lot
    }
}
