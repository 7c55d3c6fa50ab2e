//! Sheets by month and by contract year: a row has its keys, its total, its years, its months.

use std::ops::Range;

use rust_decimal::Decimal;

use super::super::{Cell, Column, Row, Sheet, Style, column_letters};
use super::Model;
use super::calc::Calc;
use super::method::Method;
use crate::graph::Recorded;
use crate::model::Bid;
use crate::unit::{Exact, Lang, Number};

/// Columns before the figures of a row.
pub const KEYS: usize = 4;

/// The columns that sheets share, so that a year and a month are under the same letter in each.
pub struct Axis {
    /// How many contract years.
    pub years: usize,
    /// How many months.
    pub months: usize,
    letters: Vec<String>,
    headings: Vec<String>,
}

impl Axis {
    pub fn new(bid: &Bid, lang: Lang) -> Self {
        let (years, months) = (bid.years(), bid.contract.months);
        let year = |k: usize| format!("{} {}", lang.pick("Année", "Year"), k + 1);
        let month = |m: usize| format!("M{} {}", m + 1, bid.calendar_month(m));
        Self {
            years,
            months,
            letters: (0..=KEYS + years + months).map(column_letters).collect(),
            headings: (0..years).map(year).chain((0..months).map(month)).collect(),
        }
    }

    /// The months of a contract year.
    pub fn months_of(&self, k: usize) -> Range<usize> {
        k * 12..((k + 1) * 12).min(self.months)
    }

    fn year(&self, k: usize) -> &str {
        &self.letters[KEYS + 1 + k]
    }

    fn month(&self, m: usize) -> &str {
        &self.letters[KEYS + 1 + self.years + m]
    }
}

/// How a row's years and total come from its months.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Sum {
    /// They add up.
    Total,
    /// They are averages, as of people.
    Average,
    /// They say nothing.
    Nothing,
}

/// A sheet of rows over time, being written.
pub struct Grid<'a> {
    axis: &'a Axis,
    method: &'a Method<'a>,
    /// The number it was entered under.
    entered: usize,
    /// The sheet as far as it is written.
    pub sheet: Sheet,
    quoted: String,
    /// The decimals of the rows to come.
    pub places: u32,
    values: Vec<Values>,
    /// The numbers that a spreadsheet gives the rows, the next one's too: every formula is made of them.
    numbers: Vec<String>,
    /// By month: the words before a row's number in a reference from another sheet.
    months: Vec<String>,
}

/// What a row comes to; 0 where it is empty.
struct Values {
    total: Exact,
    years: Vec<Exact>,
    months: Vec<Exact>,
}

impl<'a> Grid<'a> {
    /// A sheet with nothing in it yet: `keys` are the headings of its first columns, with their widths.
    pub fn new(
        axis: &'a Axis, method: &'a Method<'a>, (name, title): (&str, [&str; 2]), keys: [(&str, u16); KEYS],
        total: &str, months: bool, places: u32,
    ) -> Self {
        let mut columns: Vec<Column> = keys
            .iter()
            .enumerate()
            .map(|(i, (title, width))| Column::text(&format!("key_{i}"), title, *width))
            .collect();
        columns.push(Column::number("total", total, 14));
        let shown = if months { axis.years + axis.months } else { axis.years };
        for (c, heading) in axis.headings.iter().take(shown).enumerate() {
            let width = if c < axis.years { 13 } else { 10 };
            columns.push(Column::number(&format!("over_{c}"), heading, width));
        }
        let pages_wide = if months { u16::try_from(axis.years + 1).unwrap_or(1) } else { 1 };
        let sheet = Sheet {
            name: name.to_owned(),
            title: title.map(str::to_owned).to_vec(),
            columns,
            frozen: KEYS,
            pages_wide,
            ..Sheet::default()
        };
        let quoted = format!("'{}'!", name.replace('\'', "''"));
        let prefixes = (0..axis.months).map(|m| [&quoted, axis.month(m)].concat()).collect();
        let numbers = vec![(sheet.body_row(0) + 1).to_string()];
        let entered = method.enter(&quoted);
        Self { axis, method, entered, sheet, quoted, places, values: Vec::new(), numbers, months: prefixes }
    }

    fn rows(&self) -> usize {
        self.sheet.rows.len()
    }

    fn add(&mut self, style: Style, cells: Vec<Cell>, values: Values) -> usize {
        self.sheet.rows.push(Row::of(style, cells));
        self.values.push(values);
        self.numbers.push(self.number(self.rows()).to_string());
        self.rows() - 1
    }

    fn nothing(&self) -> Values {
        Values {
            total: Exact::ZERO,
            years: vec![Exact::ZERO; self.axis.years],
            months: vec![Exact::ZERO; self.axis.months],
        }
    }

    /// The heading of a section.
    pub fn section(&mut self, words: &str) -> usize {
        let nothing = self.nothing();
        // A narrow column would break the words.
        let narrow = usize::from(self.sheet.columns[0].width < 20);
        self.add(Style::Section, (0..narrow).map(|_| Cell::Empty).chain([words.into()]).collect(), nothing)
    }

    /// A row by month; years and total follow from it.
    pub fn months(&mut self, style: Style, keys: [Cell; KEYS], cells: Vec<Option<Calc>>, sum: Sum) -> usize {
        let (row, axis) = (self.rows(), self.axis);
        let months: Vec<Exact> =
            cells.iter().map(|cell| cell.as_ref().map_or(Exact::ZERO, |calc| calc.value)).collect();
        let of_year = |k: usize| {
            let (span, range) = (self.span_here(row, axis.months_of(k)), axis.months_of(k));
            let there = sum != Sum::Nothing && cells[range.clone()].iter().any(Option::is_some);
            let value: Exact = months[range.clone()].iter().copied().sum();
            there.then(|| match sum {
                Sum::Average => Calc::new(format!("SUM({span})/{}", range.len()), value / whole(range.len())),
                _ => Calc::new(format!("SUM({span})"), value),
            })
        };
        let years: Vec<Option<Calc>> = (0..axis.years).map(of_year).collect();
        let all: Exact = months.iter().copied().sum();
        let total = match sum {
            Sum::Nothing => None,
            Sum::Total => Some(Calc::new(format!("SUM({})", self.years_here(row)), all)),
            Sum::Average => {
                let formula = format!("SUM({})/{}", self.span_here(row, 0..axis.months), axis.months);
                Some(Calc::new(formula, all / whole(axis.months)))
            }
        };
        let value = |calc: &Option<Calc>| calc.as_ref().map_or(Exact::ZERO, |calc| calc.value);
        let values = Values { total: value(&total), years: years.iter().map(value).collect(), months };
        let places = self.places;
        let figures = std::iter::once(total).chain(years).chain(cells);
        let cell = |calc: Option<Calc>| calc.map_or(Cell::Empty, |calc| calc.cell(Cell::Number, places));
        let cells = keys.into_iter().chain(figures.map(cell)).collect();
        self.add(style, cells, values)
    }

    /// A row of recorded numbers by month, none where a month has no cell: what formulas refer to from then on.
    pub fn recorded(
        &mut self, model: &Model, style: Style, keys: [Cell; KEYS], steps: &[Option<Recorded<'_>>], sum: Sum,
    ) -> usize {
        let cells = steps.iter().map(|step| step.map(|step| model.calc(step, self.entered))).collect();
        let row = self.months(style, keys, cells, sum);
        self.put(row, KEYS + 1 + self.axis.years, steps);
        row
    }

    /// The same by contract year, without a total.
    pub fn recorded_years(
        &mut self, model: &Model, style: Style, keys: [Cell; KEYS], steps: &[Option<Recorded<'_>>],
    ) -> usize {
        let cells = steps.iter().map(|step| step.map(|step| model.calc(step, self.entered))).collect();
        let row = self.years(style, keys, None, cells);
        self.put(row, KEYS + 1, steps);
        row
    }

    /// Keeps where the steps of a row are: in columns from one on.
    fn put(&self, row: usize, column: usize, steps: &[Option<Recorded<'_>>]) {
        for (column, step) in (column..).zip(steps) {
            if let Some(step) = step.filter(|step| self.method.is_step(*step)) {
                self.method.put(step, self.entered, column, self.number(row));
            }
        }
    }

    /// A row by contract year with its total.
    pub fn years(&mut self, style: Style, keys: [Cell; KEYS], total: Option<Calc>, years: Vec<Option<Calc>>) -> usize {
        let places = self.places;
        self.years_as(style, keys, total, years, Cell::Number, places)
    }

    /// The same, its figures shown otherwise than those of the sheet.
    pub fn years_as(
        &mut self, style: Style, keys: [Cell; KEYS], total: Option<Calc>, years: Vec<Option<Calc>>,
        look: fn(Decimal, u32) -> Cell, places: u32,
    ) -> usize {
        let value = |calc: &Option<Calc>| calc.as_ref().map_or(Exact::ZERO, |calc| calc.value);
        let values = Values { total: value(&total), years: years.iter().map(value).collect(), months: Vec::new() };
        let cell = |calc: Option<Calc>| calc.map_or(Cell::Empty, |calc| calc.cell(look, places));
        let cells = keys.into_iter().chain(std::iter::once(total).chain(years).map(cell)).collect();
        self.add(style, cells, values)
    }

    /// The sum of a row's years, written in its total: the row is the next to be written.
    pub fn sum_of_years(&self, value: Exact) -> Calc {
        Calc::new(format!("SUM({})", self.years_here(self.rows())), value)
    }

    /// A row that adds up others: `rows` follow one another.
    pub fn subtotal(&mut self, style: Style, keys: [Cell; KEYS], rows: Range<usize>) -> usize {
        let row = self.rows();
        let (first, last) = (self.number(rows.start), self.number(rows.end.saturating_sub(1)));
        let add = |letter: &str, get: &dyn Fn(&Values) -> Exact| {
            let value = self.values[rows.clone()].iter().map(get).sum();
            Some(Calc::new(format!("SUM({letter}{first}:{letter}{last})"), value))
        };
        let total = add(&self.axis.letters[KEYS], &|v| v.total);
        let years = (0..self.axis.years).map(|k| add(self.axis.year(k), &|v| v.years[k])).collect::<Vec<_>>();
        let months = self.values[rows.start].months.len();
        let months = (0..months).map(|m| add(self.axis.month(m), &|v| v.months[m])).collect::<Vec<_>>();
        let value = |calc: &Option<Calc>| calc.as_ref().map_or(Exact::ZERO, |calc| calc.value);
        let values = Values {
            total: value(&total),
            years: years.iter().map(value).collect(),
            months: months.iter().map(value).collect(),
        };
        let places = self.places;
        let cell = |calc: Option<Calc>| calc.map_or(Cell::Empty, |calc| calc.cell(Cell::Number, places));
        let cells = keys.into_iter().chain(std::iter::once(total).chain(years).chain(months).map(cell)).collect();
        debug_assert_eq!(row, self.rows());
        self.add(style, cells, values)
    }

    /// The number that a spreadsheet gives a row.
    fn number(&self, row: usize) -> u32 {
        self.sheet.body_row(row) + 1
    }

    /// A month of a row, from the same sheet.
    pub fn month_here(&self, row: usize, m: usize) -> String {
        [self.axis.month(m), &self.numbers[row]].concat()
    }

    /// A year of a row, from the same sheet.
    pub fn year_here(&self, row: usize, k: usize) -> String {
        format!("{}{}", self.axis.year(k), self.number(row))
    }

    /// The total of a row, from the same sheet.
    pub fn total_here(&self, row: usize) -> String {
        format!("{}{}", self.axis.letters[KEYS], self.number(row))
    }

    fn years_here(&self, row: usize) -> String {
        let number = self.number(row);
        format!("{}{number}:{}{number}", self.axis.year(0), self.axis.year(self.axis.years - 1))
    }

    fn span_here(&self, row: usize, months: Range<usize>) -> String {
        let number = self.number(row);
        format!("{}{number}:{}{number}", self.axis.month(months.start), self.axis.month(months.end - 1))
    }

    /// A month of a row.
    pub fn month(&self, row: usize, m: usize) -> Calc {
        Calc::new([&*self.months[m], &self.numbers[row]].concat(), self.values[row].months[m])
    }

    /// A year of a row.
    pub fn year(&self, row: usize, k: usize) -> Calc {
        Calc::new(format!("{}{}", self.quoted, self.year_here(row, k)), self.values[row].years[k])
    }

    /// The total of a row.
    pub fn total(&self, row: usize) -> Calc {
        Calc::new(format!("{}{}", self.quoted, self.total_here(row)), self.values[row].total)
    }

    /// Some months of a row, one after another.
    pub fn span(&self, row: usize, months: Range<usize>) -> String {
        format!("{}{}", self.quoted, self.span_here(row, months))
    }

    /// A year of some rows, one after another.
    pub fn column(&self, rows: Range<usize>, k: usize) -> Calc {
        let letter = self.axis.year(k);
        let (first, last) = (self.number(rows.start), self.number(rows.end - 1));
        let value = self.values[rows].iter().map(|v| v.years[k]).sum();
        Calc::new(format!("SUM({}{letter}{first}:{letter}{last})", self.quoted), value)
    }

    /// A year of some rows of the same sheet, added up.
    pub fn column_here(&self, rows: Range<usize>, k: usize) -> Calc {
        let letter = self.axis.year(k);
        let (first, last) = (self.number(rows.start), self.number(rows.end - 1));
        let value = self.values[rows].iter().map(|v| v.years[k]).sum();
        Calc::new(format!("SUM({letter}{first}:{letter}{last})"), value)
    }

    /// A month of some rows of the same sheet, added up.
    pub fn rows_here(&self, rows: Range<usize>, m: usize) -> Calc {
        let letter = self.axis.month(m);
        let (first, last) = (self.number(rows.start), self.number(rows.end - 1));
        let value = self.values[rows].iter().map(|v| v.months[m]).sum();
        Calc::new(format!("SUM({letter}{first}:{letter}{last})"), value)
    }
}

impl Grid<'_> {
    /// The sum of a month of rows that are still to be written.
    pub fn rows_ahead(&self, rows: Range<usize>, m: usize) -> Calc {
        let letter = self.axis.month(m);
        let (first, last) = (self.number(rows.start), self.number(rows.end - 1));
        Calc::new(format!("SUM({letter}{first}:{letter}{last})"), Exact::ZERO)
    }
}

/// A whole number, exactly.
pub fn whole(n: usize) -> Exact {
    Exact::whole(u32::try_from(n).unwrap_or(u32::MAX))
}
