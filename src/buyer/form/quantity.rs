//! The quantities of a row by year, and what a year counts that the buyer left blank.

use rust_decimal::Decimal;

use super::view::{Content, View};
use crate::unit::parse_decimal;

/// What a cell of quantities holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantity {
    /// Nothing.
    Blank,
    /// A number, typed or computed.
    Number(Decimal),
    /// Something else, such as `selon besoin`.
    Other,
}

/// The quantities of all years of a row, from those that it gives and its total. A year left blank is 0 where the buyer's
/// own total comes to the sum of the others; `None` where nothing says so. A row without any quantity is 0 throughout only
/// where its table has some (`counted`): a table without any leaves them all to the bidder.
///
/// ```
/// use chiffrage::buyer::form::years;
/// use rust_decimal::dec;
/// let (one, none) = (Some(dec!(1)), None);
/// assert_eq!(years(&[one, none], one, true), Some(vec![dec!(1), dec!(0)]));
/// assert_eq!(years(&[one, none], Some(dec!(3)), true), None);
/// assert_eq!(years(&[none, none], Some(dec!(0)), false), None);
/// ```
#[must_use]
pub fn years(given: &[Option<Decimal>], total: Option<Decimal>, counted: bool) -> Option<Vec<Decimal>> {
    if given.iter().all(Option::is_some) {
        return Some(given.iter().copied().flatten().collect());
    }
    let sum = given.iter().flatten().try_fold(Decimal::ZERO, |sum, year| sum.checked_add(*year))?;
    let is_said = total == Some(sum) && (counted || given.iter().any(Option::is_some));
    is_said.then(|| given.iter().map(|year| year.unwrap_or_default()).collect())
}

impl View {
    /// What a cell of quantities holds.
    #[must_use]
    pub fn quantity(&self, row: u32, column: u32) -> Quantity {
        match self.row(row).and_then(|r| r.cell(column)) {
            None => Quantity::Blank,
            Some(Content::Number(number)) => Quantity::Number(*number),
            Some(Content::Formula(_, shown) | Content::Text(shown)) if shown.trim().is_empty() => Quantity::Blank,
            Some(Content::Formula(_, shown)) => parse_decimal(shown).map_or(Quantity::Other, Quantity::Number),
            Some(Content::Text(_)) => Quantity::Other,
        }
    }

    /// The quantities of the years of a row, as [`years`] has them, of the columns of its years and of their total.
    #[must_use]
    pub fn years(&self, row: u32, columns: &[u32], total: Option<u32>, counted: bool) -> Option<Vec<Decimal>> {
        let given: Option<Vec<Option<Decimal>>> = columns
            .iter()
            .map(|column| match self.quantity(row, *column) {
                Quantity::Blank => Some(None),
                Quantity::Number(number) => Some(Some(number)),
                Quantity::Other => None,
            })
            .collect();
        let total = total.and_then(|column| match self.quantity(row, column) {
            Quantity::Number(total) => Some(total),
            Quantity::Blank | Quantity::Other => None,
        });
        years(&given?, total, counted)
    }
}
