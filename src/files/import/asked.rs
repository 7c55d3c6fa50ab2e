//! What a map must state before the figures of a file are costs, beside its labels and its column of prices.

use std::fmt::Write as _;

use super::map_text::{OPEN, plain};
use crate::model::quoted;

/// Something that a file does not say, and that its map is to state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// The currency of the prices of a site, which is empty where the file names none, and those that it may be.
    Currency {
        /// The site.
        site: String,
        /// The currencies.
        near: Vec<String>,
    },
    /// Whether prices are of a day or of an hour.
    Per,
    /// The hours of a day.
    Hours,
    /// Whether prices are what is paid, by the column that does not say that it holds costs.
    AsCost(String),
    /// The month that the prices are stated at.
    BaseMonth,
    /// Whether prices are for the number of days beside them.
    PriceUnit,
    /// The name of the card of what may be a site.
    Site(String),
    /// What words around prices say of them, and where they are.
    Words(String, String),
}

impl Ask {
    /// The table and the key of the map that answer it.
    #[must_use]
    pub fn key(&self) -> (Option<&'static str>, &str) {
        match self {
            Self::Currency { site, .. } if site.is_empty() => (None, "currency"),
            Self::Currency { site, .. } => (Some("currencies"), site),
            Self::Per => (None, "per"),
            Self::Hours => (None, "hours_per_day"),
            Self::AsCost(_) => (None, "as_cost"),
            Self::BaseMonth => (None, "base_month"),
            Self::PriceUnit => (Some("columns"), "price_unit"),
            Self::Site(name) => (Some("sites"), name),
            Self::Words(words, _) => (Some("words"), words),
        }
    }

    /// What the answer may be, and of what it is, as a comment.
    #[must_use]
    pub fn comment(&self) -> String {
        match self {
            Self::Currency { near, .. } => {
                let near: Vec<String> = near.iter().map(|currency| quoted(currency)).collect();
                format!("{}?", near.join(" or "))
            }
            Self::Per => "\"day\" or \"hour\"?".to_owned(),
            Self::Hours => "hours in a day, such as 7.5".to_owned(),
            Self::AsCost(column) => format!("{}: true, if this is what you pay", plain(column)),
            Self::BaseMonth => "such as \"2026-01\"".to_owned(),
            Self::PriceUnit => "the column of the days that a price is for, or \"-\"".to_owned(),
            Self::Words(_, place) => {
                format!(
                    "{}: \"nothing\" if they change no amount, else what one is for: \"day\", \"hour\", \"10 days\", \"half-day\"",
                    plain(place)
                )
            }
            Self::Site(name) => {
                format!("the name of its card, such as {}", quoted(&crate::unit::fold(name).replace(' ', "-")))
            }
        }
    }
}

/// The lines of a map that ask for what is in one of its tables, or in none.
#[must_use]
pub fn lines(asks: &[Ask], table: Option<&str>) -> String {
    let mut out = String::new();
    for ask in asks {
        let (of, key) = ask.key();
        if of == table {
            let key = if table.is_some() { quoted(key) } else { key.to_owned() };
            let _ = writeln!(out, "{key} = {}  # {}", quoted(OPEN), ask.comment());
        }
    }
    out
}
