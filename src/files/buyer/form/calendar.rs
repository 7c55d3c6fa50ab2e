//! Calendar years of a form as years of a contract.

use std::collections::BTreeSet;

use super::columns::{Columns, Measure, letters};
use super::period::Period;
use super::{Form, Table};
use crate::model::Bid;
use crate::unit::Month;

/// When a contract runs, by its years.
#[derive(Debug, Clone, Copy)]
pub struct Term {
    /// Its first month.
    pub start: Month,
    /// How many contract years it has.
    pub years: usize,
}

impl Term {
    /// Of the contract of a bid.
    #[must_use]
    pub fn of(bid: &Bid) -> Self {
        Self { start: bid.contract.start, years: bid.years() }
    }

    /// The contract year, from 1, that a calendar year is: a contract that starts in another month than January has none that is
    /// one of its years.
    #[must_use]
    pub fn year_of(&self, calendar: u32) -> Option<u32> {
        let first = u32::try_from(self.start.year()).ok().filter(|_| self.start.number() == 1)?;
        let year = calendar.checked_sub(first)?.checked_add(1)?;
        (year as usize <= self.years).then_some(year)
    }
}

impl Form {
    /// Has a table columns of calendar years?
    #[must_use]
    pub fn has_calendar_years(&self) -> bool {
        self.sheets.iter().flat_map(|sheet| &sheet.tables).any(|table| !table.columns.calendar_years().is_empty())
    }

    /// The form with its calendar years as years of a contract: table by table, where each of them is one. What covers two years
    /// of the contract, or none, is left for a person to decide, with the years beside it.
    #[must_use]
    pub fn over(mut self, term: Term) -> Self {
        for table in self.sheets.iter_mut().flat_map(|sheet| &mut sheet.tables) {
            table.over(term);
        }
        self
    }
}

impl Table {
    fn over(&mut self, term: Term) {
        if !self.columns.calendar_years().iter().all(|year| term.year_of(*year).is_some()) {
            return;
        }
        let of = |calendar: Option<u32>| calendar.and_then(|calendar| term.year_of(calendar));
        let year = |period: &mut Period| *period = of(period.calendar()).map_or(*period, Period::Year);
        let columns = &mut self.columns;
        columns.quantities.iter_mut().chain(&mut columns.amounts).for_each(|(period, _)| year(period));
        for (measure, _) in columns.prices.iter_mut().chain(&mut columns.gross_prices) {
            *measure = of(measure.calendar()).map_or(*measure, Measure::InYear);
        }
        self.rows.iter_mut().flat_map(|row| &mut row.quantities).for_each(|(period, _)| year(period));
    }
}

impl Columns {
    /// The columns of calendar years, each as the cell of its heading, in the last row of its header, and its year: `F5 2027`.
    #[must_use]
    pub fn in_calendar_years(&self, header: u32) -> Vec<String> {
        let of_period = self.quantities.iter().map(|(period, column)| (period.calendar(), column));
        let of_measure = self.prices.iter().chain(&self.gross_prices);
        let of_measure = of_measure.map(|(measure, column)| (measure.calendar(), column));
        let all = of_measure.chain(of_period).filter_map(|(year, column)| Some((year?, column)));
        all.map(|(year, column)| format!("{}{header} {year}", letters(column.at))).collect()
    }

    /// The calendar years that its columns are of.
    #[must_use]
    pub fn calendar_years(&self) -> BTreeSet<u32> {
        let periods = self.quantities.iter().chain(&self.amounts).filter_map(|(period, _)| period.calendar());
        let measures = self.prices.iter().chain(&self.gross_prices).filter_map(|(measure, _)| measure.calendar());
        periods.chain(measures).collect()
    }
}

impl Period {
    /// The calendar year that it is.
    #[must_use]
    pub fn calendar(self) -> Option<u32> {
        if let Self::Calendar(year) = self { Some(year) } else { None }
    }
}

impl Measure {
    /// The calendar year that it is of.
    #[must_use]
    pub fn calendar(self) -> Option<u32> {
        if let Self::InCalendar(year) = self { Some(year) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::Term;
    use crate::unit::Month;

    #[test]
    fn calendar_years_of_a_contract() {
        let of = |start: &str, calendar: u32| Term { start: Month::parse(start).unwrap(), years: 4 }.year_of(calendar);
        assert_eq!((of("2027-01", 2027), of("2027-01", 2030)), (Some(1), Some(4)));
        assert_eq!((of("2027-01", 2026), of("2027-01", 2031)), (None, None));
        assert_eq!((of("2027-03", 2027), of("2027-03", 2028)), (None, None));
    }
}
