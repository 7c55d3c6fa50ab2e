//! The columns of a table, and what each is for.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::beyond::Stated;
use super::heading::Per;
use super::period::Period;
use super::quantity::Scale;
use super::remark::Remark;
use super::titles::Titled;
use crate::model::raw::Money;
use crate::sheet::column_letters;
use crate::unit::Lang;

/// The columns of a table, each from 1.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    /// Which lot a row belongs to.
    pub lot: Option<Column>,
    /// The number of a price.
    pub code: Option<Column>,
    /// What is bought.
    pub label: Option<Column>,
    /// The section of a row, where a column names it beside the first of its rows.
    pub section: Option<Column>,
    /// By what it is counted.
    pub unit: Option<Column>,
    /// How many, by time; a quantity without a time is the total.
    pub quantities: Vec<(Period, Column)>,
    /// The price of one, before tax: what a bidder fills in. Of several, that of a day, or of the first year.
    pub unit_price: Option<Column>,
    /// Each price of one by what it pays for, where the form says it: several of a line, or one of a table without units.
    pub prices: Vec<(Measure, Column)>,
    /// The price of one with tax. Of several, that of a day, or of the first year.
    pub gross_unit_price: Option<Column>,
    /// Each price of one with tax by what it pays for, as those before tax.
    pub gross_prices: Vec<(Measure, Column)>,
    /// What all cost before tax, by time.
    pub amounts: Vec<(Period, Column)>,
    /// What all cost with tax.
    pub gross_amount: Option<Column>,
    /// The tax.
    pub vat: Option<Column>,
    /// By what prices are multiplied, in a table that asks for nothing else.
    pub coefficient: Option<Column>,
    /// What the heading of the unit price says that it pays for.
    pub paid: Option<Per>,
    /// The hours of a day, where a heading says them of prices by the day.
    pub day: Option<Decimal>,
    /// What headings, or notes beside the table, state that the unit price pays for, where that is not one unit: `pour 10 unités`, `HNO`.
    pub beyond: Option<Stated>,
    /// The word over the prices that may say that they are of something else than one unit, and that is not understood.
    pub unclear: Option<String>,
    /// What titles above the table say that its prices pay for, where its headings do not.
    pub titled: Option<Titled>,
    /// What is written around the table that says what all its prices pay for, where neither its columns nor titles settle it.
    pub remarks: Vec<Arc<Remark>>,
    /// How many units each price is for, line by line: `Conditionnement`.
    pub packaging: Option<Column>,
    /// What the prices are counted in, where that is no euro.
    pub multiple: Option<Multiple>,
    /// How many units each quantity may count, where a heading names more than one.
    pub scale: Option<Scale>,
    /// Is the unit price the amount of a lump sum, since the form has no other?
    pub lump_sums: bool,
    /// Where nothing asks for a price: the columns that could be the one of prices.
    pub candidates: Vec<Column>,
    /// What else its headings ask for, and nothing computes: prices in words, a discount, amounts without a formula.
    pub others: Vec<Column>,
}

/// A column that was recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The column, from 1.
    pub at: u32,
    /// The words above it.
    pub heading: String,
    /// Other columns that could be it as well.
    pub rivals: Vec<u32>,
}

/// What the prices of a column pay for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Measure {
    /// So much time.
    Per(Per),
    /// One unit in a contract year, from 1.
    InYear(u32),
    /// One unit in a calendar year.
    InCalendar(u32),
}

impl Measure {
    /// As a map writes it: `half-day`, or the year, `2`.
    #[must_use]
    pub fn key(self) -> String {
        match self {
            Self::Per(Per::Hour) => "hour".into(),
            Self::Per(Per::HalfDay) => "half-day".into(),
            Self::Per(Per::Day) => "day".into(),
            Self::Per(Per::Month) => "month".into(),
            Self::Per(Per::Quarter) => "quarter".into(),
            Self::Per(Per::HalfYear) => "half-year".into(),
            Self::Per(Per::Year) => "year".into(),
            Self::InYear(year) | Self::InCalendar(year) => year.to_string(),
        }
    }
}

impl Measure {
    /// What it pays for, in words.
    #[must_use]
    pub fn name(self, lang: Lang) -> String {
        match self {
            Self::Per(Per::Hour) => lang.pick("heure", "hour").into(),
            Self::Per(Per::HalfDay) => lang.pick("demi-journée", "half-day").into(),
            Self::Per(Per::Day) => lang.pick("jour", "day").into(),
            Self::Per(Per::Month) => lang.pick("mois", "month").into(),
            Self::Per(Per::Quarter) => lang.pick("trimestre", "quarter").into(),
            Self::Per(Per::HalfYear) => lang.pick("semestre", "half-year").into(),
            Self::Per(Per::Year) => lang.pick("an", "year").into(),
            Self::InYear(year) | Self::InCalendar(year) => format!("{} {year}", lang.pick("année", "year")),
        }
    }
}

/// What prices are counted in, where that is not the euro.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Multiple {
    /// Thousands or millions.
    pub money: Money,
    /// Does the heading of the prices say it? A title above may speak of totals alone.
    pub by_heading: bool,
}

/// The letters of a column, from 1.
#[must_use]
pub fn letters(column: u32) -> String {
    column_letters((column as usize).saturating_sub(1))
}

impl Columns {
    /// The column of the total quantity, where no other could be it.
    #[must_use]
    pub fn quantity(&self) -> Option<&Column> {
        self.total_quantity().filter(|column| column.rivals.is_empty())
    }

    /// The first of several columns that could be the total quantity: the least and the most.
    #[must_use]
    pub fn open_quantity(&self) -> Option<&Column> {
        self.total_quantity().filter(|column| !column.rivals.is_empty())
    }

    fn total_quantity(&self) -> Option<&Column> {
        self.quantities.iter().find(|(period, _)| *period == Period::Total).map(|(_, column)| column)
    }

    /// The column of the quantity of any one year, or of a part of one.
    #[must_use]
    pub fn each(&self) -> Option<&(Period, Column)> {
        self.quantities.iter().find(|(period, _)| matches!(period, Period::EachYear | Period::EachPart))
    }

    /// The columns of quantities by year.
    pub fn years(&self) -> impl Iterator<Item = (Period, u32)> {
        let years = self.quantities.iter().filter(|(period, _)| period.is_year());
        years.map(|(period, c)| (*period, c.at))
    }

    /// The column of the total amount before tax.
    #[must_use]
    pub fn amount(&self) -> Option<&Column> {
        self.amounts.iter().find(|(period, _)| *period == Period::Total).map(|(_, column)| column)
    }

    /// What a bidder fills in, one cell of each line.
    #[must_use]
    pub fn asked(&self) -> Option<&Column> {
        self.unit_price.as_ref().or(self.gross_unit_price.as_ref()).or(self.coefficient.as_ref())
    }

    /// Every column of money: prices, amounts and taxes.
    pub fn money(&self) -> impl Iterator<Item = u32> {
        let ones = [&self.unit_price, &self.gross_unit_price, &self.gross_amount, &self.vat, &self.coefficient];
        let prices = self.prices.iter().chain(&self.gross_prices).map(|(_, c)| c);
        let several = prices.chain(self.amounts.iter().map(|(_, c)| c));
        ones.into_iter().flatten().chain(several).map(|c| c.at)
    }

    /// The columns that could be the one of prices where nothing asks for one, by the cells of a header's row, with their headings.
    #[must_use]
    pub fn candidates_below(&self, row: u32) -> String {
        let cell = |column: &Column| match column.heading.as_str() {
            "" => format!("{}{row}", letters(column.at)),
            heading => format!("{}{row} `{heading}`", letters(column.at)),
        };
        self.candidates.iter().map(cell).collect::<Vec<_>>().join(", ")
    }

    /// Does this table only add up lots?
    #[must_use]
    pub fn is_recap(&self) -> bool {
        self.asked().is_none() && self.quantities.is_empty() && !self.amounts.is_empty()
    }
}
