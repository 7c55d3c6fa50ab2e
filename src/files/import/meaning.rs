//! What a map says of words around prices: that they change none, or what a price is for.

use std::fmt;

use super::per::Per;
use super::span::of_row;

/// What words around prices say of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// They change no amount.
    Nothing,
    /// An amount is for so many days or hours.
    Of(u32, Per),
}

impl Meaning {
    /// What a map says: `nothing`, `day`, `10 days`; in French too.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        if matches!(text.trim(), "nothing" | "rien") {
            return Some(Self::Nothing);
        }
        let (count, per) = of_row(text).ok()?;
        Some(Self::Of(count.unwrap_or(1), per?))
    }
}

impl fmt::Display for Meaning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => f.write_str("nothing"),
            Self::Of(1, per) => f.write_str(per.id()),
            Self::Of(n, per) => write!(f, "{n} {}s", per.id()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Meaning, Per};

    #[test]
    fn what_a_map_says_of_words() {
        for (text, of) in [
            ("nothing", Some(Meaning::Nothing)),
            ("rien", Some(Meaning::Nothing)),
            ("day", Some(Meaning::Of(1, Per::Day))),
            ("10 days", Some(Meaning::Of(10, Per::Day))),
            ("20 jours", Some(Meaning::Of(20, Per::Day))),
            ("1 hour", Some(Meaning::Of(1, Per::Hour))),
            ("week", None),
            ("10", None),
            ("", None),
        ] {
            assert_eq!(Meaning::of(text), of, "{text}");
        }
    }
}
