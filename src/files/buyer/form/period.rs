//! The times that words speak of: contract years, calendar years, parts of them, periods of a contract.

use super::words::{after_year, is_total, is_year};
use crate::unit::fold;

/// The time that a quantity or an amount is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Period {
    /// A contract year, from 1.
    Year(u32),
    /// A calendar year.
    Calendar(u32),
    /// All of it.
    Total,
    /// Any one year: what each counts, not all of them.
    EachYear,
    /// Any one month, week or quarter.
    EachPart,
}

impl Period {
    /// Is it a year, of the contract or of the calendar?
    #[must_use]
    pub fn is_year(self) -> bool {
        matches!(self, Self::Year(_) | Self::Calendar(_))
    }
}

/// Do words say that what they name is of one year: `Quantité annuelle`, `Qté par an`?
pub fn is_yearly(words: &[&str]) -> bool {
    let each = |pair: &[&str]| ["par", "per", "chaque", "each"].contains(&pair[0]) && is_year(pair[1]);
    let yearly = ["annuel", "annuelle", "annuels", "annuelles", "annual", "yearly"];
    words.iter().any(|word| yearly.contains(word)) || words.windows(2).any(each)
}

/// Does a text name a period of a contract: `Période ferme`, `Reconduction 1`, `Tranche optionnelle 2`, `Mois 13 à 24`?
#[must_use]
pub fn is_period(text: &str) -> bool {
    let folded = fold(text);
    let mut words = folded.split(' ').filter(|w| !w.is_empty()).peekable();
    let from_month = words.peek() == Some(&"mois") && folded.bytes().any(|b| b.is_ascii_digit());
    let names = [
        "tranche",
        "periode",
        "period",
        "reconduction",
        "reconductions",
        "renouvellement",
        "prolongation",
        "ferme",
        "optionnelle",
        "initiale",
    ];
    from_month || words.any(|w| names.contains(&w))
}

/// Does a text say how many are ordered: `de 1 à 50 jours`, `au-delà de 200`, `> 100 UO`?
#[must_use]
pub fn is_range(text: &str) -> bool {
    const BOUNDS: [&str; 18] = [
        "a",
        "au",
        "dela",
        "partir",
        "jusqu",
        "jusque",
        "entre",
        "plus",
        "moins",
        "inferieur",
        "superieur",
        "from",
        "to",
        "over",
        "above",
        "up",
        "below",
        "more",
    ];
    const BESIDE: [&str; 12] =
        ["de", "et", "inclus", "jour", "jours", "j", "jh", "uo", "unites", "heures", "days", "than"];
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').filter(|w| !w.is_empty()).collect();
    let number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let bounded = text.contains(['<', '>', '≤', '≥']) || words.iter().any(|word| BOUNDS.contains(word));
    bounded && words.iter().all(|word| number(word) || BOUNDS.contains(word) || BESIDE.contains(word))
}

/// Do words say that what they name is of a part of a year: `Quantité mensuelle`, `Nombre de jours par semaine`?
pub fn is_of_a_part(words: &[&str]) -> bool {
    let each = |pair: &[&str]| {
        let part = ["mois", "semaine", "trimestre", "semestre", "jour", "month", "week", "quarter", "day"];
        ["par", "per", "chaque", "each"].contains(&pair[0]) && part.contains(&pair[1])
    };
    let stems = ["mensuel", "hebdomadaire", "trimestriel", "semestriel", "quotidien", "monthly", "weekly", "quarterly"];
    words.iter().any(|word| stems.iter().any(|stem| word.starts_with(stem))) || words.windows(2).any(each)
}

/// The time that words speak of.
#[must_use]
pub fn period(words: &[&str]) -> Option<Period> {
    let numbered = |w: &str| after_year(w).and_then(ordinal).map(Period::Year);
    for (i, word) in words.iter().enumerate() {
        let year = is_year(word);
        let next = words.get(i + 1).and_then(|w| if *w == "n" { words.get(i + 2) } else { Some(w) });
        let after = next.filter(|_| year).and_then(|w| ordinal(w));
        // `sur 4 années` is a length of time, and so is `1 an`.
        let is_length =
            |before: &str| *word == "annees" || (*word == "an" && before.bytes().all(|b| b.is_ascii_digit()));
        let before = i.checked_sub(1).filter(|b| year && !is_length(words[*b])).and_then(|b| ordinal(words[b]));
        if let Some(n) = after.or(before) {
            return Some(Period::Year(n));
        }
        if let Some(found) = numbered(word).or_else(|| calendar(word).map(Period::Calendar)) {
            return Some(found);
        }
    }
    words.iter().any(|w| is_total(w)).then_some(Period::Total)
}

/// `1`, `1ere`, `2eme`, `3e`, `1st`, `iv`.
pub fn ordinal(word: &str) -> Option<u32> {
    if let Some(at) = ["i", "ii", "iii", "iv", "v"].iter().position(|roman| *roman == word) {
        return u32::try_from(at + 1).ok();
    }
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = &word[digits.len()..];
    let known = ["", "e", "er", "re", "ere", "eme", "nd", "nde", "st", "rd", "th"].contains(&ending);
    digits.parse().ok().filter(|n| known && (1..=20).contains(n))
}

/// The calendar year that a word is.
pub fn calendar(word: &str) -> Option<u32> {
    word.parse().ok().filter(|year| is_calendar(*year))
}

/// Is a whole number a calendar year that a contract may run in?
#[must_use]
pub fn is_calendar(number: u32) -> bool {
    (2000..2100).contains(&number)
}
