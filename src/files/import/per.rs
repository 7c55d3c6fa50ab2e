//! What a price buys: a day or an hour of a person.

use super::vocabulary::{self, DAY, HOUR};
use crate::model::shape::choice;
use crate::text;
use crate::unit::{Text, fold};

choice! {
    /// What a price buys.
    pub enum Per {
        /// A day of a person.
        Day = "day",
        /// An hour of a person.
        Hour = "hour",
    }
}

impl Per {
    /// What it is by.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            Self::Day => text!("la journée", "the day"),
            Self::Hour => text!("l’heure", "the hour"),
        }
    }

    /// What words say of it, if they do.
    #[must_use]
    pub fn of(words: &[&str]) -> Option<Self> {
        // `J/H`, `H/J`, `jour-homme`: a day of a person.
        const PERSON: [(&str, &str); 4] = [("j", "h"), ("h", "j"), ("jour", "homme"), ("jours", "hommes")];
        // `CJM heures ouvrées`, `base 7 h`: when and how long is worked, not what the price buys.
        let when = |at: usize| words.get(at + 1).is_some_and(|next| *next == "non" || next.starts_with("ouvr"));
        let is_length = |at: usize| {
            let number =
                at.checked_sub(1).map(|before| words[before]).filter(|word| word.bytes().all(|b| b.is_ascii_digit()));
            number.is_some_and(|number| !matches!(number, "" | "1"))
        };
        let is_person = |at: usize| {
            let pair = |at: usize| words.get(at).copied().zip(words.get(at + 1).copied());
            let is = |pair: Option<(&str, &str)>| pair.is_some_and(|pair| PERSON.contains(&pair));
            is(pair(at)) || at.checked_sub(1).is_some_and(|before| is(pair(before)))
        };
        let is = |what: u32, at: usize| vocabulary::says(words[at]) & what != 0 && !is_length(at);
        let day = (0..words.len()).any(|at| is(DAY, at));
        let hour = (0..words.len()).any(|at| is(HOUR, at) && !when(at) && !is_person(at));
        match (day, hour) {
            (true, false) => Some(Self::Day),
            (false, true) => Some(Self::Hour),
            _ => None,
        }
    }
}

impl Per {
    /// What the code of an accounting system says of it: `HUR`, `JR`, `STD`.
    #[must_use]
    pub fn of_code(words: &[&str]) -> Option<Self> {
        match words {
            ["jr" | "jrs" | "jrn" | "tag" | "tg"] => Some(Self::Day),
            ["hur" | "hre" | "std" | "hh"] => Some(Self::Hour),
            _ => None,
        }
    }
}

/// Do words name a unit that says nothing of a time: `UO`, `u.`, `each`?
#[must_use]
pub fn is_plain_unit(text: &str) -> bool {
    matches!(fold(text).trim(), "" | "u" | "un" | "unite" | "uo" | "ea" | "each" | "pce" | "pc" | "item" | "1")
}

/// Do words name another time than a day or an hour, or a part of one: `mois`, `1/2 journée`?
#[must_use]
pub fn is_other_time(text: &str) -> bool {
    const TIMES: [&str; 18] = [
        "mois",
        "month",
        "an",
        "annee",
        "year",
        "semaine",
        "week",
        "trimestre",
        "quarter",
        "mensuel",
        "mensuelle",
        "annuel",
        "annuelle",
        "monthly",
        "yearly",
        "demi",
        "half",
        "forfait",
    ];
    let folded = fold(text);
    let mut words = folded.split(' ').map(|word| if word.len() > 4 { word.trim_end_matches('s') } else { word });
    text.contains('½') || text.contains("1/2") || words.any(|word| TIMES.contains(&word))
}

/// A label without what it says that its price buys, and that: `Architecte (jour)`.
#[must_use]
pub fn with_unit(label: String) -> (String, Option<String>) {
    let parts = label.trim_end().strip_suffix(')').and_then(|inside| inside.rsplit_once('('));
    let Some((name, unit)) = parts else { return (label, None) };
    let folded = fold(unit);
    let words: Vec<&str> =
        folded.split(' ').filter(|word| !matches!(*word, "" | "par" | "per" | "a" | "la" | "l")).collect();
    let is_unit = match words[..] {
        [only] => only.len() > 1 && (Per::of(&[only]).is_some() || is_other_time(only)),
        _ => false,
    };
    if is_unit && !name.trim().is_empty() { (name.trim().to_owned(), Some(unit.to_owned())) } else { (label, None) }
}

#[cfg(test)]
mod tests {
    use super::{Per, is_other_time};

    #[test]
    fn what_words_say_that_a_price_buys() {
        for (words, per) in [
            ("coût par jour ouvré", Some(Per::Day)),
            ("cjm heures ouvrees", Some(Per::Day)),
            ("taux horaire", Some(Per::Hour)),
            ("coût base 7 h", None),
            ("forfait 10 jours", None),
            ("prix pour 1 jour", Some(Per::Day)),
            ("cjm et taux horaire", None),
            ("tarif j h", Some(Per::Day)),
            ("prix h j", Some(Per::Day)),
            ("base 7 h j", Some(Per::Day)),
            ("prix jours hommes", Some(Per::Day)),
            ("jour heure", None),
        ] {
            assert_eq!(Per::of(&words.split(' ').collect::<Vec<_>>()), per, "{words}");
        }
    }

    #[test]
    fn what_is_neither_a_day_nor_an_hour() {
        for (words, is) in
            [("1/2 journée", true), ("½ j", true), ("Demi-journée", true), ("mois", true), ("jour", false)]
        {
            assert_eq!(is_other_time(words), is, "{words}");
        }
    }
}
