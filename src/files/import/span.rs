//! The time that amounts are for, where it is not one day or one hour: `par semaine de 5 jours`, `pour 10 h`, `/ mois`.

use rust_decimal::Decimal;

use super::currency::currency;
use super::per::Per;
use super::vocabulary::{self, AMOUNT, COST, DAY, HOUR, PRICE};
use crate::buyer::form::{self, Lead, Of, Said};
use crate::unit::{TypedNumber, fold, typed_number};

/// What words say that an amount is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// So many days or hours.
    Of(u32, Per),
    /// A week, a month or a year, of as many days as nothing says.
    Longer,
}

impl Span {
    /// What words say that amounts are for. A month or a year of which words speak beside a day says when costs hold, or by
    /// what they are divided: `CJM par an`, `coûts par année`; so does one in words that speak of no amounts.
    #[must_use]
    pub fn of(text: &str, per: Option<Per>, is_of_money: bool) -> Option<Self> {
        // Few words name a time, and the others are read no further. `10j` names one too.
        let folded = fold(text);
        let mut words = folded.split(' ').map(|word| word.trim_start_matches(|c: char| c.is_ascii_digit()));
        if !words.any(|word| Of::word(word).is_some_and(|of| of != Of::Unit)) {
            return None;
        }
        // `la semaine de 4 jours` of those who work says nothing of amounts.
        let is_of_work = |word: &str| {
            ["travail", "horaire", "temps", "organisation", "accord", "produi", "conge", "rtt", "formation", "absence"]
                .iter()
                .any(|of| word.starts_with(of))
        };
        if !is_of_money && folded.split(' ').any(is_of_work) {
            return None;
        }
        let said = Said::of(text);
        let holds = said.is_of_validity();
        let is_short = said.tokens.len() <= 3;
        said.counts().find_map(|count| {
            let is_lead = match count.lead {
                Lead::By | Lead::For | Lead::Bundle => true,
                // `Coût (5 jours)`; beside a day it is how many there are: `CJM (212 jours)`.
                Lead::Open => per.is_none(),
                Lead::Over | Lead::De | Lead::Times => false,
            };
            let by = count.lead == Lead::By;
            if !is_lead || said.is_schedule(count.at) || (!by && holds) {
                return None;
            }
            let of = count.of.filter(|of| *of != Of::Unit)?;
            let short = match of {
                Of::Time(form::Per::Day) => Some(Per::Day),
                Of::Time(form::Per::Hour) => Some(Per::Hour),
                _ => None,
            };
            if let Some(of) = short {
                return count.n.filter(|n| *n > 1).map(|n| Self::Of(n, of));
            }
            let is_said = per.is_none() && (is_of_money || is_short) && !said.is_by_the_year(&count);
            // `pour l’année 2026`: when.
            if !(of == Of::Week || is_said) || (!by && count.n.is_none()) {
                return None;
            }
            let days = count.days.and_then(|days| days.checked_mul(count.n.unwrap_or(1)));
            Some(days.map_or(Self::Longer, |n| Self::Of(n, Per::Day)))
        })
    }
}

/// What the cell of a row says that its price is for: `H`, `10`, `100 h`, `par jour`.
///
/// # Errors
/// It says something else: a number that is not whole and of no time, another unit.
pub fn of_row(words: &str) -> Result<(Option<Decimal>, Option<Per>), ()> {
    let digits: String = words.chars().filter(|c| c.is_ascii_digit() || ",. \u{a0}\u{202f}".contains(*c)).collect();
    let count = match digits.trim_matches([' ', '.', ',', '\u{a0}', '\u{202f}']) {
        "" => None,
        digits => match typed_number(digits) {
            Some(TypedNumber::Sure(value, _)) => {
                Some(value.normalize()).filter(|n| *n > Decimal::ZERO && *n <= u32::MAX.into()).map(Some).ok_or(())?
            }
            _ => return Err(()),
        },
    };
    let folded = fold(&words.chars().filter(|c| !c.is_ascii_digit()).collect::<String>());
    let said: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty() && currency(word).is_none()).collect();
    // All of its words are of a day or an hour, or lead to one.
    if !said.iter().all(|word| vocabulary::says(word) & (DAY | HOUR | COST | PRICE | AMOUNT) != 0 || is_beside(word))
        && Per::of_code(&said).is_none()
    {
        return Err(());
    }
    match (Per::of(&said).or_else(|| Per::of_code(&said)), said.is_empty()) {
        (None, false) => Err(()),
        (None, true) if count.is_some_and(|n| !n.fract().is_zero()) => Err(()),
        (per, _) => Ok((count, per)),
    }
}

/// Is a word no more than what stands beside a day or an hour?
fn is_beside(word: &str) -> bool {
    const WORDS: [&str; 34] = [
        "par",
        "per",
        "por",
        "a",
        "la",
        "le",
        "les",
        "l",
        "de",
        "d",
        "du",
        "un",
        "une",
        "pour",
        "for",
        "the",
        "of",
        "by",
        "each",
        "ht",
        "homme",
        "hommes",
        "personne",
        "man",
        "person",
        "working",
        "ouvre",
        "ouvres",
        "ouvrable",
        "util",
        "uteis",
        "travaille",
        "s",
        "travail",
    ];
    WORDS.contains(&word)
}

#[cfg(test)]
mod tests {
    use rust_decimal::{Decimal, dec};

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
            ("HUR", (None, Some(Per::Hour))),
            ("JR", (None, Some(Per::Day))),
            ("J.", (None, Some(Per::Day))),
            ("10 TAG", (Some(10), Some(Per::Day))),
            ("100", (Some(100), None)),
            ("10 H", (Some(10), Some(Per::Hour))),
            ("1 000", (Some(1_000), None)),
            ("1,00", (Some(1), None)),
            ("par jour", (None, Some(Per::Day))),
            ("", (None, None)),
        ] {
            let (count, per): (Option<u32>, _) = of;
            assert_eq!(of_row(words), Ok((count.map(Decimal::from), per)), "{words}");
        }
        assert_eq!(of_row("3,5 h"), Ok((Some(dec!(3.5)), Some(Per::Hour))));
        for words in
            ["0", "1,5", "UO", "forfait", "1.000", "semaine", "SEM", "MON", "par cycle de 4 jours", "jour d’équipe"]
        {
            assert_eq!(of_row(words), Err(()), "{words}");
        }
    }
}
