//! The month that a cell names as the one a price holds from.

use super::cell::Held;
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

/// The month of a date, of `2027-01`, `01/2027`, `01/03/2027` (day first), `janvier 2027`, `2027`.
#[must_use]
pub fn of(held: &Held) -> Option<Month> {
    let text = held.words();
    let folded = fold(&text);
    let parts: Vec<&str> = folded.split(' ').collect();
    let year = |part: &str| (part.len() == 4).then(|| part.parse::<i32>().ok()).flatten();
    let number = |part: &str| part.parse::<u32>().ok();
    let named = |part: &str| {
        let at = MONTHS.iter().position(|(fr, en)| part.starts_with(fr) || part.starts_with(en))?;
        u32::try_from(at + 1).ok()
    };
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
