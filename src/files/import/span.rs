//! The time that amounts are for, where it is not one day or one hour: `par semaine de 5 jours`, `pour 10 h`, `/ mois`.

use super::currency::currency;
use super::price::Per;
use crate::unit::{TypedNumber, fold, typed_number};

/// What words say that an amount is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// So many days or hours.
    Of(u32, Per),
    /// A week, a month or a year, of as many days as nothing says.
    Longer,
}

const DAYS: [&str; 8] = ["jour", "jours", "j", "jh", "journee", "journees", "day", "days"];
const HOURS: [&str; 7] = ["heure", "heures", "h", "hour", "hours", "hr", "hrs"];
const WEEKS: [&str; 9] =
    ["semaine", "semaines", "week", "weeks", "quinzaine", "quinzaines", "fortnight", "sprint", "sprints"];
const LONGER: [&str; 15] = [
    "mois",
    "month",
    "months",
    "an",
    "ans",
    "annee",
    "annees",
    "year",
    "years",
    "annum",
    "trimestre",
    "trimestres",
    "quarter",
    "semestre",
    "semestres",
];
/// What is sold or counted by the bundle.
const BUNDLES: [&str; 11] =
    ["tranche", "tranches", "lot", "lots", "carnet", "forfait", "pack", "bloc", "block", "bundle", "paquet"];
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

impl Span {
    /// What words say that amounts are for. A month or a year of which words speak beside a day says when costs hold, or by
    /// what they are divided: `CJM par an`, `coûts par année`; so does one in words that speak of no amounts.
    #[must_use]
    pub fn of(text: &str, per: Option<Per>, is_of_money: bool) -> Option<Self> {
        // Few words name a time, and the others are read no further.
        let folded = fold(text);
        let is_time = |word: &str| unit(word).is_some() || WEEKS.contains(&word) || LONGER.contains(&word);
        // `10j` names one too.
        let mut words = folded.split(' ').map(|word| word.trim_start_matches(|c: char| c.is_ascii_digit()));
        if !words.any(is_time) {
            return None;
        }
        let tokens = tokens(text);
        let holds = tokens.iter().any(|token| VALIDITY.contains(&token.as_str()));
        let is_short = tokens.len() <= 3;
        (0..tokens.len()).find_map(|at| {
            let (lead, next) = Lead::at(&tokens, at, per)?;
            let is_schedule = at > 0 && tokens[..at].last().is_some_and(|before| is_counted(before, &tokens[..at - 1]));
            if is_schedule || (lead != Lead::By && holds) {
                return None;
            }
            let (n, next) = number(&tokens, next);
            let time = tokens.get(next)?.as_str();
            if let Some(of) = unit(time) {
                return n.filter(|n| *n > 1).map(|n| Self::Of(n, of));
            }
            let is_week = WEEKS.contains(&time);
            let is_longer = LONGER.contains(&time)
                && per.is_none()
                && (is_of_money || is_short)
                && !(matches!(time, "annee" | "annees") && tokens[at] == "par");
            // `pour l’année 2026`: when.
            if !(is_week || is_longer) || (lead != Lead::By && n.is_none()) {
                return None;
            }
            let days = inside(&tokens[next + 1..]);
            Some(days.and_then(|days| days.checked_mul(n.unwrap_or(1))).map_or(Self::Longer, |n| Self::Of(n, Per::Day)))
        })
    }
}

/// What leads to a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lead {
    /// `par`, `/`, `à la`.
    By,
    /// `pour`, `lot de`: a number follows.
    For,
}

impl Lead {
    /// The lead at a place, and the place after it.
    fn at(tokens: &[String], at: usize, per: Option<Per>) -> Option<(Self, usize)> {
        let next = tokens.get(at + 1).map(String::as_str);
        match tokens[at].as_str() {
            "par" | "per" | "/" => Some((Self::By, at + 1)),
            "a" if matches!(next, Some("la" | "le")) => Some((Self::By, at + 2)),
            "pour" | "for" | "les" => Some((Self::For, at + 1)),
            word if BUNDLES.contains(&word) => Some((Self::For, at + 1)),
            // `Coût (5 jours)`; beside a day it is how many there are: `CJM (212 jours)`.
            "(" if per.is_none() => Some((Self::For, at + 1)),
            _ => None,
        }
    }
}

/// Is a token before a lead what is counted by the time after it: `5 jours par semaine`, `2 % par an`, `une fois par mois`?
fn is_counted(token: &str, before: &[String]) -> bool {
    let numbered = before.last().is_some_and(|token| token.bytes().all(|b| b.is_ascii_digit()));
    let is_time = unit(token).is_some() || WEEKS.contains(&token) || LONGER.contains(&token);
    matches!(token, "%" | "fois" | "times" | "x" | "jours" | "heures" | "semaines" | "etp") || (is_time && numbered)
}

/// The number at a place, where one is, and the place after it and the little words around it.
fn number(tokens: &[String], mut at: usize) -> (Option<u32>, usize) {
    let mut n = None;
    while let Some(token) = tokens.get(at) {
        match token.as_str() {
            "un" | "une" | "one" if n.is_none() => n = Some(1),
            "la" | "le" | "l" | "de" | "d" | "of" | "the" | "a" | "chaque" | "each" if n.is_none() => {}
            word => match word.parse() {
                Ok(number) if n.is_none() => n = Some(number),
                _ => break,
            },
        }
        at += 1;
    }
    (n, at)
}

/// The days that a longer time has, right after it: `de 5 jours`, `(20 j)`.
fn inside(after: &[String]) -> Option<u32> {
    let after = match after {
        [of, rest @ ..] if matches!(of.as_str(), "de" | "d" | "of" | "soit" | "(" | "=" | "a" | "base") => rest,
        _ => return None,
    };
    let (n, at) = number(after, 0);
    n.filter(|_| after.get(at).is_some_and(|time| unit(time) == Some(Per::Day)))
}

/// Does a word name days or hours?
fn unit(word: &str) -> Option<Per> {
    match word {
        _ if DAYS.contains(&word) => Some(Per::Day),
        _ if HOURS.contains(&word) => Some(Per::Hour),
        _ => None,
    }
}

/// The words of a text, folded, with the signs between them that matter.
fn tokens(text: &str) -> Vec<String> {
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
    tokens
}

/// What the cell of a row says that its price is for: `H`, `10`, `100 h`, `par jour`.
///
/// # Errors
/// It says something else: a number that is not whole, another unit.
pub fn of_row(words: &str) -> Result<(Option<u32>, Option<Per>), ()> {
    let digits: String = words.chars().filter(|c| c.is_ascii_digit() || ",. \u{a0}\u{202f}".contains(*c)).collect();
    let count = match digits.trim() {
        "" => None,
        digits => match typed_number(digits) {
            Some(TypedNumber::Sure(value, _)) => {
                let whole = u32::try_from(value.normalize()).ok().filter(|n| *n > 0);
                Some(whole.filter(|_| value.fract().is_zero()).ok_or(())?)
            }
            _ => return Err(()),
        },
    };
    let folded = fold(&words.chars().filter(|c| !c.is_ascii_digit()).collect::<String>());
    let said: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty() && currency(word).is_none()).collect();
    match (Per::of(&said), said.is_empty()) {
        (None, false) => Err(()),
        (per, _) => Ok((count, per)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Per, Span, of_row};

    #[test]
    fn what_amounts_are_for() {
        let of = |text: &str| Span::of(text, None, true);
        for (text, n, per) in [
            ("Coûts Porto - par semaine de 5 jours", 5, Per::Day),
            ("Coût / semaine (5 j)", 5, Per::Day),
            ("Coût pour 5 jours", 5, Per::Day),
            ("Cost per 10 days (EUR)", 10, Per::Day),
            ("Prix pour 100 h", 100, Per::Hour),
            ("Prix par tranche de 10 jours", 10, Per::Day),
            ("Carnet de 20 jours", 20, Per::Day),
            ("Coût (5 jours)", 5, Per::Day),
            ("Coût par mois de 20 jours", 20, Per::Day),
            ("Coût pour 2 semaines de 5 jours", 10, Per::Day),
            ("Coût /10j", 10, Per::Day),
        ] {
            assert_eq!(of(text), Some(Span::Of(n, per)), "{text}");
        }
        for text in ["Coûts par semaine", "Coût à la semaine", "Cost per week", "Coût / mois", "par mois", "Coût / an"]
        {
            assert_eq!(of(text), Some(Span::Longer), "{text}");
        }
        for text in [
            "Coût par jour, 5 jours par semaine",
            "Coûts (base 35 h / semaine)",
            "Coûts de revient, 218 jours par an",
            "Coûts pour l’année 2026",
            "Coûts par année",
            "Prix fermes pour 12 mois",
            "Offre valable pour 90 jours",
            "Coûts révisés une fois par an",
            "Révision des coûts de 2 % par an",
            "Coût pour 1 jour",
            "Coûts par site et séniorité",
            "Coûts du mois de mars",
            "Coût de revient en € (base 7 h)",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
        let daily = |text: &str| Span::of(text, Some(Per::Day), true);
        assert_eq!(daily("CJM par an et par site"), None);
        assert_eq!(daily("CJM (212 jours)"), None);
        assert_eq!(daily("CJM par semaine"), Some(Span::Longer));
    }

    #[test]
    fn what_a_row_says() {
        for (words, of) in [
            ("H", (None, Some(Per::Hour))),
            ("100", (Some(100), None)),
            ("10 H", (Some(10), Some(Per::Hour))),
            ("1 000", (Some(1_000), None)),
            ("1,00", (Some(1), None)),
            ("par jour", (None, Some(Per::Day))),
            ("", (None, None)),
        ] {
            assert_eq!(of_row(words), Ok(of), "{words}");
        }
        for words in ["0", "1,5", "UO", "forfait", "1.000", "semaine"] {
            assert_eq!(of_row(words), Err(()), "{words}");
        }
    }
}
