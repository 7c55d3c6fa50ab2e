//! Sheets by month and by contract year: a row has its keys, its total, its years, its months.

use std::ops::Range;

use rust_decimal::Decimal;

use super::super::{Cell, Column, Row, Sheet, Style, column_letters};
use super::Model;
use super::calc::Calc;
use super::method::Method;
use super::written::Place;
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
        Self { axis, method, entered, sheet, places, values: Vec::new(), numbers, months: prefixes }
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
        self.guarded(model, style, keys, (steps, &[]), sum)
    }

    /// The same, with cells that hold something else than what makes the number, by month.
    pub fn guarded(
        &mut self, model: &Model, style: Style, keys: [Cell; KEYS],
        (steps, guards): (&[Option<Recorded<'_>>], &[Option<Calc>]), sum: Sum,
    ) -> usize {
        let row = self.rows();
        let mut cells = Vec::with_capacity(steps.len());
        for (m, step) in steps.iter().enumerate() {
            // A month may be made of the one before it.
            let made = step.map(|step| model.calc(step, self.entered));
            cells.push(guards.get(m).cloned().flatten().or(made));
            let place = self.place(row, KEYS + 1 + self.axis.years + m);
            match step {
                Some(step) if self.method.is_step(*step) => self.method.put(*step, place),
                Some(_) => {}
                None => self.method.leave_empty(place),
            }
        }
        let row = self.months(style, keys, cells, sum);
        if sum == Sum::Total {
            let of_year = |k: usize| steps[self.axis.months_of(k)].iter().flatten().copied();
            (0..self.axis.years).for_each(|k| self.method.put_sum(of_year(k), self.year_place(row, k)));
            self.method.put_sum(steps.iter().flatten().copied(), self.total_place(row));
        }
        row
    }

    /// A row of recorded numbers by contract year, none where a year has no cell, with their total, which may be a number of
    /// the method itself.
    pub fn recorded_years(
        &mut self, model: &Model, style: Style, keys: [Cell; KEYS], steps: &[Option<Recorded<'_>>],
        total: Option<Recorded<'_>>,
    ) -> usize {
        let row = self.unsummed(model, style, keys, steps);
        // A total of one year alone is that year.
        self.sum_years(row, total);
        for (k, step) in steps.iter().enumerate() {
            match step {
                Some(step) => self.method.put_this(*step, self.year_place(row, k)),
                None => self.method.leave_empty(self.year_place(row, k)),
            }
        }
        self.method.put_sum(steps.iter().flatten().copied(), self.total_place(row));
        row
    }

    /// A row of sums by contract year of what has no cells of its own, with their total. A year may hold something else.
    pub fn sums(
        &mut self, model: &Model, style: Style, keys: [Cell; KEYS], years: &[Vec<Recorded<'_>>],
        guards: &[Option<Calc>],
    ) -> usize {
        let made = |(k, terms): (usize, &Vec<Recorded<'_>>)| {
            let sum: Recorded<'_> = terms.iter().copied().sum();
            guards[k].clone().or_else(|| sum.node().map(|_| model.calc(sum, self.entered)))
        };
        let cells = years.iter().enumerate().map(made).collect();
        let row = self.years(style, keys, None, cells);
        for (k, terms) in years.iter().enumerate() {
            self.method.put_sum(terms.iter().copied(), self.year_place(row, k));
        }
        self.sum_years(row, None);
        self.method.put_sum(years.iter().flatten().copied(), self.total_place(row));
        row
    }

    /// A row of recorded numbers by contract year that do not add up, and that no formula refers to yet.
    pub fn unsummed(
        &mut self, model: &Model, style: Style, keys: [Cell; KEYS], steps: &[Option<Recorded<'_>>],
    ) -> usize {
        let cells = steps.iter().map(|step| step.map(|step| model.calc(step, self.entered))).collect();
        self.years(style, keys, None, cells)
    }

    /// A row that has a recorded number in its total alone.
    pub fn total_of(&mut self, model: &Model, style: Style, keys: [Cell; KEYS], number: Recorded<'_>) -> usize {
        let calc = self.made(model, number);
        let row = self.years(style, keys, Some(calc), Vec::new());
        self.method.put_this(number, self.total_place(row));
        row
    }

    /// A recorded number as a cell of this sheet.
    pub fn made(&self, model: &Model, number: Recorded<'_>) -> Calc {
        model.calc(number, self.entered)
    }

    /// Adds a recorded number after the years of a row.
    pub fn after_years(&mut self, model: &Model, row: usize, number: Option<Recorded<'_>>) {
        let Some(number) = number else { return };
        let calc = self.made(model, number);
        self.sheet.rows[row].cells.push(calc.cell(Cell::Number, self.places));
        self.method.put(number, self.place(row, KEYS + 1 + self.axis.years));
    }

    /// Writes the total of a row: the sum of its years, which may be a number of the method itself.
    pub fn sum_years(&mut self, row: usize, total: Option<Recorded<'_>>) {
        let values = &mut self.values[row];
        values.total = values.years.iter().copied().sum();
        let calc = Calc::new(format!("SUM({})", self.years_here(row)), self.values[row].total);
        self.sheet.rows[row].cells[KEYS] = calc.cell(Cell::Number, self.places);
        if let Some(total) = total {
            self.method.put(total, self.total_place(row));
        }
    }

    fn place(&self, row: usize, column: usize) -> Place {
        Place { sheet: self.entered, row: self.number(row), column }
    }

    /// Where a year of a row is.
    pub fn year_place(&self, row: usize, k: usize) -> Place {
        self.place(row, KEYS + 1 + k)
    }

    /// Where the total of a row is.
    pub fn total_place(&self, row: usize) -> Place {
        self.place(row, KEYS)
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

    /// A year of some rows of the same sheet, added up.
    pub fn column_here(&self, rows: Range<usize>, k: usize) -> Calc {
        let letter = self.axis.year(k);
        let (first, last) = (self.number(rows.start), self.number(rows.end - 1));
        let value = self.values[rows].iter().map(|v| v.years[k]).sum();
        Calc::new(format!("SUM({letter}{first}:{letter}{last})"), value)
    }
}

/// A whole number, exactly.
pub fn whole(n: usize) -> Exact {
    Exact::whole(u32::try_from(n).unwrap_or(u32::MAX))
}
