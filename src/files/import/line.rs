//! A row of a table of a sheet.

use super::about::Doubt;
use super::cell::Cell;
use super::held::Held;
use crate::text;
use crate::unit::Text;

/// A row below a header, with what its columns say.
#[derive(Debug, Clone)]
pub struct Line {
    /// Its number, from 1.
    pub row: usize,
    /// The table it is in.
    pub table: usize,
    /// The profile, as written; that of the row above where the cell is merged over both.
    pub label: String,
    /// The seniority.
    pub level: String,
    /// Where the work is done.
    pub site: String,
    /// Does a title among the rows say where?
    pub by_section: bool,
    /// The currency.
    pub currency: String,
    /// A day or an hour.
    pub per: String,
    /// For how many of them its prices are.
    pub price_unit: String,
    /// A number of days or hours, where nothing says whether its prices are for them.
    pub counted: String,
    /// From when it holds.
    pub from: Option<Held>,
    /// Up to when it holds.
    pub until: Option<Held>,
    /// What each price column holds.
    pub prices: Vec<Option<Cell>>,
    /// What beside its prices is not understood.
    pub doubt: Option<Doubt>,
    /// Does it only name the profile of the seniorities below it?
    pub is_over: bool,
}

/// Why a row is in no table.
#[derive(Debug, Clone, Copy)]
pub enum Why {
    Above,
    HeaderAgain,
    NoProfile,
    NoProfileNoPrice,
}

impl Why {
    /// In words.
    #[must_use]
    pub fn text(self) -> Text {
        match self {
            Self::Above => text!("au-dessus de l’en-tête", "above the header"),
            Self::HeaderAgain => text!("l’en-tête répété", "the header again"),
            Self::NoProfile => text!("un prix sans profil", "a price without a profile"),
            Self::NoProfileNoPrice => text!("ni profil ni prix", "neither a profile nor a price"),
        }
    }
}
