//! The month that a cell names as the one a price holds from.

use super::held::Held;
use crate::buyer::form::is_calendar;
use crate::unit::{Month, fold};

const MONTHS: [(&str, &str); 12] = [
    ("janv", "jan"),
    ("fev", "feb"),
    ("mars", "mar"),
    ("avr", "apr"),
    ("mai", "may"),
    ("juin", "jun"),
    ("juil", "jul"),
    ("aou", "aug"),
    ("sep", "sep"),
    ("oct", "oct"),
    ("nov", "nov"),
    ("dec", "dec"),
];

/// The months in full, folded, in French.
const FRENCH: [&str; 12] = [
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
];
/// The same in English and in Portuguese.
const OTHERS: [&str; 24] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "janeiro",
    "fevereiro",
    "marco",
    "abril",
    "maio",
    "junho",
    "julho",
    "agosto",
    "setembro",
    "outubro",
    "novembro",
    "dezembro",
];

/// The month that words name beside other words: `au 01/07/2027`, `07/2027`, `2027-07`, `juillet 2027`; the day is first.
#[must_use]
pub fn within(words: &[&str]) -> Option<Month> {
    let is_year = |at: &usize| words[*at].len() == 4 && words[*at].parse().is_ok_and(is_calendar);
    let year = (0..words.len()).find(is_year)?;
    let y = words[year].parse().ok()?;
    let number = |at: usize| words.get(at).filter(|w| w.len() <= 2).and_then(|w| w.parse::<u32>().ok());
    let before = year.checked_sub(1).and_then(|at| number(at).or_else(|| named(words[at])));
    let after = || number(year + 1).or_else(|| words.get(year + 1).and_then(|w| named(w)));
    before.or_else(after).and_then(|month| Month::new(y, month))
}

/// Does a word name a month?
#[must_use]
pub fn named(word: &str) -> Option<u32> {
    let at = MONTHS.iter().position(|(fr, en)| word.starts_with(fr) || word.starts_with(en))?;
    u32::try_from(at + 1).ok()
}

/// Is a word the name of a month in French, in full or shortened, and not of a town that begins alike?
#[must_use]
pub fn is_french(word: &str) -> bool {
    let is_short = word.len() > 2 && named(word).is_some() && FRENCH.iter().any(|month| month.starts_with(word));
    is_short || FRENCH.contains(&word)
}

/// Is a word the name of a month in any of the three languages, in full or shortened?
#[must_use]
pub fn is_name(word: &str) -> bool {
    word.len() > 2 && FRENCH.iter().chain(&OTHERS).any(|month| month.starts_with(word))
}

/// The month of a date, of `2027-01`, `01/2027`, `01/03/2027` (day first), `janvier 2027`, `2027`.
#[must_use]
pub fn of(held: &Held) -> Option<Month> {
    let text = held.words();
    let folded = fold(&text);
    let parts: Vec<&str> = folded.split(' ').collect();
    let year = |part: &str| (part.len() == 4).then(|| part.parse::<i32>().ok()).flatten();
    let number = |part: &str| part.parse::<u32>().ok();
    let month = |part: &str| number(part).or_else(|| named(part));
    match parts[..] {
        [y] => Month::new(year(y)?, 1),
        [first, second] => match year(first) {
            Some(y) => Month::new(y, month(second)?),
            None => Month::new(year(second)?, month(first)?),
        },
        [first, second, third, ..] => match year(first) {
            Some(y) => Month::new(y, month(second)?),
            None => Month::new(year(third)?, month(second)?),
        },
        [] => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Held, of};

    #[test]
    fn months_as_people_write_them() {
        let read = |text: &str| of(&Held::Text(text.into())).map(|m| m.to_string());
        for text in ["2027-03-01", "01/03/2027", "03/2027", "mars 2027", "March 2027", "1er mars 2027", "2027-03"] {
            assert_eq!(read(text).as_deref(), Some("2027-03"), "{text}");
        }
        assert_eq!(read("2027").as_deref(), Some("2027-01"));
        for text in ["6/24/15", "bientôt", "", "13/2027", "2027-03 sauf accord 99999999999"] {
            assert_eq!(read(text).is_some(), text.starts_with("2027"), "{text}");
        }
        assert_eq!(of(&Held::Date("2028-07-15".into())).map(|m| m.to_string()).as_deref(), Some("2028-07"));
    }
}
