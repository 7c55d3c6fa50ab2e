//! How many of what words say a price is for at once: `lot de 10`, `de 12 h`; and of which one year.

use super::beyond::Stated;
use super::period::{is_calendar, ordinal};
use super::said::{Count, Lead, Of, Said, count};
use super::words::{Per, is_year};

/// Words of how soon something is done: `GTR de 4 h`.
const DELAYS: [&str; 9] = ["gtr", "gti", "delai", "sous", "intervention", "reponse", "retablissement", "rto", "rpo"];
/// Words of how much work a step is: `moins de 5 jours`.
const BOUNDS: [&str; 10] =
    ["moins", "plus", "jusqu", "inferieur", "inferieure", "superieur", "superieure", "environ", "maximum", "minimum"];

impl Said {
    /// What a price is for that several are paid by at once: `pour 10 unités`, `lot de 5`, `x 10`, `base 10`, `par 100`: not `1 unité`,
    /// and no year.
    pub(super) fn several(&self) -> Option<Stated> {
        let many = |n: u32| (2..2000).contains(&n);
        let worded = self.tokens.iter().find_map(|token| count(token)).map(|n| Stated::Several(Some(n), None));
        let of_count = |count: Count| {
            let n = count.n.filter(|n| many(*n))?;
            let is = match count.lead {
                Lead::By | Lead::For | Lead::Over => true,
                // How long a day is: `base 7 h`.
                Lead::Times => count.of != Some(Of::Time(Per::Hour)),
                // `Lot 2` is one of several lots.
                Lead::Bundle => count.linked || count.of.is_some(),
                Lead::De | Lead::Open => false,
            };
            is.then_some(Stated::Several(Some(n), count.of))
        };
        let bare = |(n, of): (u32, Of)| {
            (many(n) && matches!(of, Of::Unit | Of::Time(Per::Day))).then_some(Stated::Several(Some(n), Some(of)))
        };
        worded
            .or_else(|| self.counts().find_map(of_count))
            .or_else(|| self.lengths().find_map(bare))
            .or_else(|| self.is_of_a_team().then_some(Stated::Several(None, None)))
    }

    /// How many a label says are bought at once: `lot de 10`, `de 12 h`, `x 10`. Months and years are how long it lasts.
    pub(super) fn bundle(&self) -> Option<Stated> {
        let worded = || self.tokens.iter().find_map(|token| count(token)).map(|n| Stated::Several(Some(n), None));
        let short = |of: Of| matches!(of, Of::Unit | Of::Week | Of::Time(Per::Hour | Per::HalfDay | Per::Day));
        let of_count = |count: Count| {
            let n = count.n.filter(|n| *n > 1)?;
            // `de 8 h à 18 h`, `de 8h30`: when.
            let next = self.token(count.end);
            let is_when = matches!(next, "a" | "/") || next.parse::<u32>().is_ok();
            let before = count.at.checked_sub(1).map_or("", |at| self.token(at));
            let is_bound = DELAYS.contains(&before) || BOUNDS.contains(&before);
            let counted = count.of.is_some_and(short) && !is_when && !is_bound;
            let is = match count.lead {
                Lead::De | Lead::For => counted,
                Lead::Bundle => counted || (count.linked && count.of.is_none()),
                // `base 100 jours`; `base 7 h` is a day.
                Lead::Times if self.token(count.at) == "base" => count.of == Some(Of::Time(Per::Day)),
                Lead::Times => before.parse::<u32>().is_err(),
                Lead::By | Lead::Over | Lead::Open => false,
            };
            is.then_some(Stated::Several(Some(n), count.of))
        };
        worded().or_else(|| self.counts().find_map(of_count))
    }

    /// How long an amount is for: `48 mois`, `24 h`; not how long a day is, how long prices hold, or which years of a person.
    pub(super) fn lasts(&self) -> Option<Stated> {
        let day = ["jour", "jours", "journee", "journees", "tjm", "day", "j", "journalier", "journaliere"];
        let period = ["tranche", "periode", "reconduction", "renouvellement", "prolongation", "ferme", "maximum"];
        let lasts = |(n, of): &(u32, Of)| match of {
            Of::Time(Per::Hour) => !self.any(&day),
            Of::Week | Of::Time(Per::Month | Per::Quarter | Per::HalfYear) => true,
            // `3 à 7 ans` of experience.
            Of::Time(Per::Year) => !self.is_of_experience() && *n < 100,
            Of::Time(_) | Of::Unit => false,
        };
        if self.is_of_validity() || self.any(&period) {
            return None;
        }
        self.lengths().filter(|(n, _)| *n > 1).find(lasts).map(|(n, of)| Stated::Several(Some(n), Some(of)))
    }

    /// The one year that a label names: `année 2`, `2e année`, `reconduction 1`, `en 2027`.
    pub(super) fn year(&self) -> Option<u32> {
        const FIRST: [&str; 5] = ["premiere", "deuxieme", "troisieme", "quatrieme", "cinquieme"];
        let is_year_word = |at: usize| is_year(self.token(at)) || self.token(at) == "reconduction";
        (0..self.tokens.len()).find_map(|at| {
            if is_year_word(at) {
                let next = if self.token(at + 1) == "n" { at + 2 } else { at + 1 };
                let number = self.token(next);
                let calendar = || number.parse().ok().filter(|year| is_calendar(*year));
                // `1 re année`, as its letters and digits are read apart.
                let before = || {
                    let word = at.checked_sub(1).map(|at| self.token(at))?;
                    let worded = FIRST.iter().position(|first| *first == word).and_then(|n| u32::try_from(n + 1).ok());
                    let digits = || at.checked_sub(2).and_then(|at| ordinal(&format!("{}{word}", self.token(at))));
                    worded.or_else(|| digits().filter(|_| word.bytes().all(|b| b.is_ascii_alphabetic())))
                };
                return ordinal(number).or_else(calendar).or_else(before);
            }
            let year = self.token(at + 1).parse().ok().filter(|year| is_calendar(*year));
            year.filter(|_| matches!(self.token(at), "en" | "pour"))
        })
    }
}
