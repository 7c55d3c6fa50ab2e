//! A header: the rows above a table that say what its columns are.

use super::heading::{Heading, Role};

/// The rows above a table that say what its columns are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Its first and last row, from 1.
    pub rows: (u32, u32),
    /// The first and last column of its table: another may be beside it.
    pub area: (u32, u32),
    /// The columns it says something of, from the left.
    pub columns: Vec<Headed>,
    /// The words in the place of a heading of labels, which name what is below: `Phase 1 : Cadrage` beside `€ HT`.
    pub title: Option<(u32, String)>,
    /// What sets its prices apart from those of the other tables under the same rows.
    pub apart: Option<String>,
    /// The columns with words above them that say nothing of a price form, and the words.
    pub unread: Vec<(u32, String)>,
}

/// A column and what is above it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headed {
    /// The column, from 1.
    pub column: u32,
    /// The words above it.
    pub text: String,
    /// The lowest of them, which are its own.
    pub own: String,
    /// All of them, from the top.
    pub all: String,
    /// The words of the cell above that it shares with other columns.
    pub group: Option<String>,
    /// What they say.
    pub heading: Heading,
}

impl Header {
    /// The first and last column that it heads.
    #[must_use]
    pub fn ends(&self) -> Option<(u32, u32)> {
        Some((self.columns.first()?.column, self.columns.last()?.column))
    }

    /// Have it and another, which may be above it, columns in common?
    #[must_use]
    pub fn is_below(&self, other: &Self) -> bool {
        self.area.0 <= other.area.1 && other.area.0 <= self.area.1
    }
}

/// The area of a table that no other is beside.
pub const WHOLE: (u32, u32) = (1, u32::MAX);
/// A row of more columns than this heads no table: each is looked at in every row below.
pub const COLUMNS: u32 = 256;

/// So many rows above a table of prices may be its title.
pub const TITLES: u32 = 3;

/// Reading a cell as a heading is so many times the work of looking at it.
pub const AS_HEADING: usize = 8;

/// Do these headings head a table: what is bought, and its price, quantity or coefficient?
pub fn heads(headings: &[Headed]) -> bool {
    let any = |of: &[Role]| headings.iter().any(|h| of.contains(&h.heading.role));
    let counts = [Role::UnitPrice, Role::Amount, Role::Quantity, Role::Coefficient];
    // `Forfait` alone is a unit too, and `Prestation` the beginning of a label.
    let lone = |h: &&Headed| h.heading.role == Role::Amount && h.heading.weight == 1 && h.heading.tax.is_none();
    let counted = headings.iter().filter(|h| counts.contains(&h.heading.role));
    let vague = counted.clone().all(|h| lone(&h)) && headings.len() < 3;
    any(&[Role::Label, Role::Code, Role::Lot]) && counted.count() > 0 && !vague
}
