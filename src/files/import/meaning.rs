//! What a map says of words around prices: that they change none, or what a price is for.

use std::collections::HashMap;
use std::fmt;

use rust_decimal::Decimal;

use super::per::Per;
use super::span::of_row;
use crate::unit::{fold, one_line};

/// What words around prices say of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// They change no amount.
    Nothing,
    /// An amount is for so many days or hours.
    Of(Decimal, Per),
}

/// What a map says of texts around prices, each as a whole: of no other that holds its words.
#[derive(Debug, Clone, Default)]
pub struct Answers(HashMap<String, Meaning>);

impl Answers {
    /// Of the texts of a map.
    #[must_use]
    pub fn of(words: &[(String, Meaning)]) -> Self {
        Self(words.iter().map(|(text, meaning)| (one_line(text), *meaning)).collect())
    }

    /// What it says of a text.
    #[must_use]
    pub fn get(&self, text: &str) -> Option<Meaning> {
        if self.0.is_empty() { None } else { self.0.get(&one_line(text)).copied() }
    }
}

/// How half a day is said.
const HALVES: [&str; 8] =
    ["half day", "half a day", "demi journee", "une demi journee", "demi jour", "1 2 journee", "1 2 jour", "1 2 day"];

impl Meaning {
    /// What a map says: `nothing`, `day`, `10 days`, `3.5 hours`, `half-day`; in French too.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        if matches!(text.trim(), "nothing" | "rien") {
            return Some(Self::Nothing);
        }
        if HALVES.contains(&fold(text).trim()) {
            return Some(Self::Of(Decimal::new(5, 1), Per::Day));
        }
        let (count, per) = of_row(text).ok()?;
        Some(Self::Of(count.unwrap_or(Decimal::ONE), per?))
    }
}

impl fmt::Display for Meaning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => f.write_str("nothing"),
            Self::Of(n, per) if *n == Decimal::ONE => f.write_str(per.id()),
            Self::Of(n, per) => write!(f, "{n} {}s", per.id()),
        }
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::dec;

    use super::{Meaning, Per};

    #[test]
    fn what_a_map_says_of_words() {
        for (text, of) in [
            ("nothing", Some(Meaning::Nothing)),
            ("rien", Some(Meaning::Nothing)),
            ("day", Some(Meaning::Of(dec!(1), Per::Day))),
            ("10 days", Some(Meaning::Of(dec!(10), Per::Day))),
            ("20 jours", Some(Meaning::Of(dec!(20), Per::Day))),
            ("1 hour", Some(Meaning::Of(dec!(1), Per::Hour))),
            ("3,5 hours", Some(Meaning::Of(dec!(3.5), Per::Hour))),
            ("0.5 day", Some(Meaning::Of(dec!(0.5), Per::Day))),
            ("half-day", Some(Meaning::Of(dec!(0.5), Per::Day))),
            ("demi-journée", Some(Meaning::Of(dec!(0.5), Per::Day))),
            ("0 day", None),
            ("week", None),
            ("10", None),
            ("", None),
        ] {
            assert_eq!(Meaning::of(text), of, "{text}");
        }
    }
}
