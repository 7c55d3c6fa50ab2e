//! A sheet, what is known beside it, and what the terms of the prices of its tables took over of what is said around them.

use std::collections::HashSet;

use rust_decimal::Decimal;

use super::about::Read;
use super::cell::Row;
use super::columns::{Columns, PriceColumn};
use super::meaning::Answers;
use super::per::Per;
use super::price::Multiple;
use super::terms::{Basis, Terms, is_longer};
use super::vocabulary::{self, AMOUNT, COST, HOUR, PRICE, SALARY, SALE};
use crate::buyer::form::Of;
use crate::buyer::form::Per::{Month, Year};
use crate::unit::{Budget, fold};
use crate::xlsx::Comment;

/// What is known beside a sheet: the names of the bid and of the map, and what the map says of words.
pub struct Known<'a> {
    /// Is it a label of a profile?
    pub label: &'a dyn Fn(&str) -> bool,
    /// The words of the names of sites, folded.
    pub sites: &'a HashSet<String>,
    /// Does a map name the columns?
    pub is_mapped: bool,
    /// Amounts of the years before it are old.
    pub oldest: u32,
    /// What the map says of texts.
    pub answers: &'a Answers,
}

/// A sheet, as it is asked what of it is not understood.
pub struct Said<'a> {
    /// Its rows, as the file has them.
    pub rows: &'a [Row],
    /// What is written beside its cells.
    pub comments: &'a [Comment],
    /// Its name, with the titles over its tables where these are turned.
    pub name: &'a str,
    /// Are its profiles in columns?
    pub is_turned: bool,
    /// What reading it may take.
    pub budget: &'a Budget,
}

/// The work of asking what of a text is understood.
#[must_use]
pub fn work(text: &str) -> usize {
    text.len().saturating_mul(200).saturating_add(2_000)
}

/// What words say of amounts.
#[must_use]
pub fn said(text: &str) -> Terms {
    let folded = fold(text);
    Terms::of(text, &folded.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>())
}

/// What the terms of the prices of a table took over, whichever words said it.
#[derive(Debug, Clone, Default)]
pub struct Summary {
    /// Does the file say that they are of a day or an hour?
    pub is_timed: bool,
    read: Read,
    /// By which numbers of days or hours they are divided.
    counts: HashSet<Decimal>,
    /// Do two places contradict each other?
    clashes: bool,
}

impl Summary {
    /// Of the prices that are read of a table, and of what its other columns are.
    #[must_use]
    pub fn of(table: Option<&Columns>, used: &[PriceColumn]) -> Self {
        let mut of = Self { is_timed: true, ..Self::default() };
        for column in used {
            let terms = &column.terms;
            let clashes = column.clash.is_some();
            of.is_timed &= terms.per.is_some();
            of.clashes |= clashes;
            of.counts.extend(terms.count);
            of.read.hours |= terms.per == Some(Per::Hour) || clashes;
            of.read.gross |= terms.gross;
            of.read.bare |= terms.bare;
            of.read.multiple |= terms.multiple.is_some() || clashes;
            of.read.sold |= terms.basis == Some(Basis::Price);
        }
        let periods: HashSet<_> = used.iter().filter_map(|column| column.period).collect();
        of.read.yearly = periods.len() > 1;
        // A column says of each row what its price buys.
        of.is_timed |= table.is_some_and(|table| table.per.is_some());
        for (_, heading) in table.into_iter().flat_map(|table| &table.headings) {
            let folded = fold(heading);
            let says = |what: u32| folded.split(' ').any(|word| vocabulary::says(word) & what != 0);
            let is_long = |word: &str| is_longer(word) || matches!(Of::word(word), Some(Of::Time(Month | Year)));
            of.read.longer |= says(COST | PRICE | AMOUNT | SALARY) && folded.split(' ').any(is_long);
            of.read.multiple |= Multiple::of(heading).is_some();
            of.read.hours |= says(HOUR);
            of.read.sold |= says(SALE);
            of.read.salaried |= says(SALARY);
        }
        of
    }

    /// Of several tables.
    #[must_use]
    pub fn with(mut self, other: &Self) -> Self {
        self.is_timed &= other.is_timed;
        self.clashes |= other.clashes;
        self.counts.extend(&other.counts);
        let (own, other) = (&mut self.read, other.read);
        own.longer |= other.longer;
        own.hours |= other.hours;
        own.gross |= other.gross;
        own.bare |= other.bare;
        own.multiple |= other.multiple;
        own.yearly |= other.yearly;
        own.sold |= other.sold;
        own.salaried |= other.salaried;
        own.bounded |= other.bounded;
        self
    }

    /// What of a text was taken over.
    #[must_use]
    pub fn read(&self, text: &str) -> Read {
        let count = said(text).count.filter(|n| self.clashes || self.counts.contains(n));
        Read { count, ..self.read }
    }
}
