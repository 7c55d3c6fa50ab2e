//! The numbers, times and things that words name, and what leads to each: the vocabulary of what amounts are for.

use super::words::Per;
use crate::unit::{Lang, fold};

/// A time or a thing that amounts are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Of {
    /// A unit: of work, a ticket.
    Unit,
    /// A week, two, a sprint: of as many days as nothing says.
    Week,
    /// A time that prices are by.
    Time(Per),
}

/// Words of times and things, folded.
const TIMES: [(Of, &[&str]); 8] = [
    (Of::Time(Per::Hour), &["heure", "heures", "h", "hour", "hours", "hr", "hrs", "hora", "horas"]),
    (Of::Time(Per::Day), &["jour", "jours", "j", "jh", "journee", "journees", "day", "days", "dia", "dias"]),
    (
        Of::Week,
        &[
            "semaine",
            "semaines",
            "sem",
            "week",
            "weeks",
            "wk",
            "pw",
            "quinzaine",
            "quinzaines",
            "fortnight",
            "decade",
            "decades",
            "sprint",
            "sprints",
            "iteration",
            "iterations",
            "semana",
            "semanas",
        ],
    ),
    (Of::Time(Per::Month), &["mois", "month", "months", "mes", "meses"]),
    (Of::Time(Per::Quarter), &["trimestre", "trimestres", "trim", "quarter", "quarters"]),
    (Of::Time(Per::HalfYear), &["semestre", "semestres"]),
    (Of::Time(Per::Year), &["an", "ans", "annee", "annees", "year", "years", "annum"]),
    (Of::Unit, &["unite", "unites", "uo", "ticket", "tickets", "unit", "units", "personnes", "intervenants"]),
];
/// Words that count.
const COUNTS: [(u32, &[&str]); 4] =
    [(10, &["dizaine"]), (12, &["douzaine"]), (100, &["centaine"]), (1_000, &["millier", "milliers"])];
/// What is sold or counted by the bundle.
const BUNDLES: [&str; 14] = [
    "tranche",
    "tranches",
    "lot",
    "lots",
    "carnet",
    "forfait",
    "pack",
    "bloc",
    "block",
    "bundle",
    "paquet",
    "vacation",
    "bouquet",
    "enveloppe",
];
/// Words of how long something holds, which is not what an amount is for: `prix fermes pour 12 mois`.
const VALIDITY: [&str; 24] = [
    "valable",
    "valables",
    "valide",
    "valides",
    "valid",
    "validite",
    "ferme",
    "fermes",
    "firm",
    "fixes",
    "garanti",
    "garantis",
    "bloque",
    "bloques",
    "engagement",
    "duree",
    "contrat",
    "contract",
    "marche",
    "applicable",
    "applicables",
    "delai",
    "preavis",
    "offre",
];
impl Of {
    /// What a word names.
    #[must_use]
    pub fn word(word: &str) -> Option<Self> {
        TIMES.iter().find(|(_, words)| words.contains(&word)).map(|(of, _)| *of)
    }

    /// In a word.
    #[must_use]
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Unit => lang.pick("unités", "units"),
            Self::Week => lang.pick("semaine", "week"),
            Self::Time(Per::Hour) => lang.pick("heures", "hours"),
            Self::Time(Per::HalfDay) => lang.pick("demi-journées", "half-days"),
            Self::Time(Per::Day) => lang.pick("jours", "days"),
            Self::Time(Per::Month) => lang.pick("mois", "months"),
            Self::Time(Per::Quarter) => lang.pick("trimestres", "quarters"),
            Self::Time(Per::HalfYear) => lang.pick("semestres", "half-years"),
            Self::Time(Per::Year) => lang.pick("ans", "years"),
        }
    }
}

/// How many a word counts: `dizaine`.
#[must_use]
pub fn count(word: &str) -> Option<u32> {
    COUNTS.iter().find(|(_, words)| words.contains(&word)).map(|(n, _)| *n)
}

/// The number that a word is: `deux`; `un` may be an article.
#[must_use]
pub fn numeral(word: &str) -> Option<u32> {
    const NUMERALS: [&str; 9] = ["deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"];
    (2..).zip(NUMERALS).find(|(_, name)| *name == word).map(|(n, _)| n)
}

/// What leads to a number or a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lead {
    /// `par`, `/`, `à la`.
    By,
    /// `pour`, `les`.
    For,
    /// `sur`.
    Over,
    /// `de`.
    De,
    /// `x`, `base`.
    Times,
    /// `lot`, `carnet`, `forfait`.
    Bundle,
    /// A bracket.
    Open,
}

/// A lead, with the number and the time or thing after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// Its place among the tokens.
    pub at: usize,
    /// What leads to it.
    pub lead: Lead,
    /// How many.
    pub n: Option<u32>,
    /// Of what.
    pub of: Option<Of>,
    /// The days that a longer time has, right after it: `semaine de 5 jours`.
    pub days: Option<u32>,
    /// Does `de` link the lead and the number?
    pub(super) linked: bool,
    /// The place after all of it.
    pub(super) end: usize,
}

impl Count {
    /// Is nothing said after it?
    #[must_use]
    pub fn is_last(&self, said: &Said) -> bool {
        self.end == said.tokens.len()
    }
}

/// The words of a text, folded, with the signs between them that matter.
#[derive(Debug, Clone)]
pub struct Said {
    /// Words, numbers and signs: `10j` is two.
    pub tokens: Vec<String>,
}

impl Said {
    /// Of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut tokens = Vec::new();
        let mut word = String::new();
        for c in text.chars().chain([' ']) {
            let is_digit = c.is_ascii_digit();
            let begins = word.bytes().next_back().is_some_and(|last| last.is_ascii_digit() != is_digit);
            if !c.is_alphanumeric() || begins {
                tokens.extend(fold(&std::mem::take(&mut word)).split(' ').filter(|w| !w.is_empty()).map(str::to_owned));
            }
            match c {
                _ if c.is_alphanumeric() => word.push(c),
                '/' | '(' | '%' | '=' => tokens.push(c.to_string()),
                _ => {}
            }
        }
        Self { tokens }
    }

    /// The token at a place; none is empty.
    pub(super) fn token(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", String::as_str)
    }

    /// Is any token one of some words?
    pub(super) fn any(&self, of: &[&str]) -> bool {
        self.tokens.iter().any(|token| of.contains(&token.as_str()))
    }

    /// Is a word right before one of some others?
    pub(super) fn pair(&self, one: &str, others: &[&str]) -> bool {
        self.tokens.windows(2).any(|two| two[0] == one && others.contains(&two[1].as_str()))
    }

    /// `24/7`, `7j/7`, `24h/24`: at any hour or on any day.
    #[must_use]
    pub fn is_all_day(&self) -> bool {
        let three = |of: &[String]| of[1] == "/" && of[2] == "7" && ["24", "7"].contains(&of[0].as_str());
        let four = |of: &[String]| matches!((of[0].as_str(), of[1].as_str()), ("24", "h") | ("7", "j")) && of[2] == "/";
        self.tokens.windows(3).any(three) || self.tokens.windows(4).any(four)
    }

    /// Does it say how long something holds?
    #[must_use]
    pub fn is_of_validity(&self) -> bool {
        self.any(&VALIDITY)
    }

    /// Is what is before a place counted by the time after it: `5 jours par semaine`, `2 % par an`, `une fois par mois`?
    #[must_use]
    pub fn is_schedule(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).map(|before| self.token(before)) else { return false };
        let numbered = at.checked_sub(2).is_some_and(|at| self.token(at).bytes().all(|b| b.is_ascii_digit()));
        let is_time = || Of::word(before).is_some_and(|of| of != Of::Unit);
        matches!(before, "%" | "fois" | "times" | "x" | "jours" | "heures" | "semaines" | "etp")
            || (is_time() && numbered)
    }

    /// Is it `par année`, which says by what amounts are divided?
    #[must_use]
    pub fn is_by_the_year(&self, count: &Count) -> bool {
        self.token(count.at) == "par" && matches!(self.token(count.end.saturating_sub(1)), "annee" | "annees")
    }

    /// Its numbers and times, each with what leads to it.
    pub fn counts(&self) -> impl Iterator<Item = Count> {
        (0..self.tokens.len()).filter_map(|at| self.count_at(at))
    }

    fn count_at(&self, at: usize) -> Option<Count> {
        let (lead, after) = match self.token(at) {
            "par" | "per" | "por" | "/" => (Lead::By, at + 1),
            "a" if matches!(self.token(at + 1), "la" | "le" | "l") => (Lead::By, at + 2),
            "pour" | "for" | "les" | "des" => (Lead::For, at + 1),
            "sur" => (Lead::Over, at + 1),
            "de" | "d" | "of" => (Lead::De, at + 1),
            "x" | "base" => (Lead::Times, at + 1),
            "(" => (Lead::Open, at + 1),
            word if BUNDLES.contains(&word) => (Lead::Bundle, at + 1),
            _ => return None,
        };
        let (n, next) = self.number(after);
        let of = Of::word(self.token(next));
        let end = next + usize::from(of.is_some());
        let days = matches!(of, Some(Of::Week | Of::Time(_))).then(|| self.days(end)).flatten();
        let linked = matches!(self.token(after), "de" | "d" | "of");
        Some(Count { at, lead, n, of, days, linked, end })
    }

    /// The number at a place, where one is, and the place after it and the little words around it.
    fn number(&self, mut at: usize) -> (Option<u32>, usize) {
        let mut n = None;
        while let Some(token) = self.tokens.get(at) {
            match token.as_str() {
                "un" | "une" | "one" if n.is_none() => n = Some(1),
                "la" | "le" | "l" | "de" | "d" | "of" | "the" | "a" | "chaque" | "each" if n.is_none() => {}
                word => match numeral(word).map_or_else(|| word.parse(), Ok) {
                    Ok(number) if n.is_none() => n = Some(number),
                    _ => break,
                },
            }
            at += 1;
        }
        (n, at)
    }

    /// The days that a longer time has, at the place after it: `de 5 jours`, `(20 j)`.
    fn days(&self, at: usize) -> Option<u32> {
        if !matches!(self.token(at), "de" | "d" | "of" | "soit" | "(" | "=" | "a" | "base") {
            return None;
        }
        let (n, at) = self.number(at + 1);
        n.filter(|_| Of::word(self.token(at)) == Some(Of::Time(Per::Day)))
    }

    /// Each number before a time: `(48 mois)`, `pack de 10 jours`.
    pub fn lengths(&self) -> impl Iterator<Item = (u32, Of)> {
        let length = |two: &[String]| Some((two[0].parse().ok()?, Of::word(&two[1])?));
        self.tokens.windows(2).filter_map(length)
    }
}
