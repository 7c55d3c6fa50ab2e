//! What the columns below a header hold: figures, words, names of profiles, seniorities.

use std::collections::HashMap;

use super::cell::Cell;
use super::currency::currency;
use super::grade::Grade;
use super::held::Held;
use super::per::is_other_time;
use super::price::price;
use super::span::of_row;

/// No label of a profile has more bytes than this.
const LABEL_AT_MOST: usize = 240;
/// No name of a unit or of a currency has more bytes than this.
const UNIT_AT_MOST: usize = 12;

/// What is below a row, by column.
#[derive(Default)]
pub struct Below {
    /// What each column holds.
    pub columns: HashMap<usize, Content>,
    /// How many rows were looked at.
    pub rows: usize,
}

/// What a column holds.
#[derive(Default, Clone, Copy)]
pub struct Content {
    /// Numbers, as such or as text.
    pub figures: u32,
    /// Other words.
    pub words: u32,
    /// Words that name a profile or its job.
    pub known: u32,
    /// Words that are a seniority.
    pub grades: u32,
    /// Numbers or words that are a year.
    pub years: u32,
    /// Words that are a time: `H`, `jour`, `semaine`.
    pub units: u32,
    /// Words that are a currency: `EUR`.
    pub moneys: u32,
}

/// Does a cell hold a figure, be it a year or a seniority too?
#[must_use]
pub fn may_be_figure(cell: &Cell) -> bool {
    match &cell.held {
        Held::Number(_) => true,
        Held::Text(text) => text.contains(char::is_numeric) && price(Some(&cell.held)).is_ok(),
        Held::Date(_) | Held::Formula(_) | Held::Other(_) => false,
    }
}

impl Content {
    /// What one cell holds.
    #[must_use]
    pub fn of(cell: &Cell, knows: &dyn Fn(&str) -> bool) -> Self {
        let years = u32::from(cell.heading().is_some_and(|said| said.period.is_some()));
        let Held::Text(text) = &cell.held else {
            return Self { figures: u32::from(matches!(cell.held, Held::Number(_))), years, ..Self::default() };
        };
        let grade = Grade::of(text).is_some();
        let is_short = text.len() <= UNIT_AT_MOST;
        let figure = !grade && text.contains(char::is_numeric) && price(Some(&cell.held)).is_ok();
        Self {
            figures: u32::from(figure),
            words: u32::from(!figure),
            known: u32::from(!figure && !grade && text.len() <= LABEL_AT_MOST && knows(text)),
            grades: u32::from(grade),
            years,
            units: u32::from(is_short && !figure && is_unit(text)),
            moneys: u32::from(is_short && !figure && text.split(' ').count() == 1 && currency(text).is_some()),
        }
    }

    /// Adds what another cell holds.
    pub fn add(&mut self, other: Self) {
        self.figures += other.figures;
        self.words += other.words;
        self.known += other.known;
        self.grades += other.grades;
        self.years += other.years;
        self.units += other.units;
        self.moneys += other.moneys;
    }
}

/// Do words name a day, an hour or another time?
fn is_unit(text: &str) -> bool {
    // `Année 1` says when, `semaine` for how long.
    let is_bare = || !text.contains(|c: char| c.is_ascii_digit());
    of_row(text).is_ok_and(|(_, per)| per.is_some()) || (is_bare() && is_other_time(text))
}

impl Below {
    /// What a column holds.
    #[must_use]
    pub fn at(&self, column: usize) -> Content {
        self.columns.get(&column).copied().unwrap_or_default()
    }

    /// Does any column hold figures?
    #[must_use]
    pub fn has_figures(&self) -> bool {
        self.columns.values().any(|content| content.figures > 0)
    }
}
