//! Numbers written in texts.

use rust_decimal::Decimal;

use crate::unit::{Spent, parse_decimal};

/// A number reveals a secret by itself when it has this many digits, zeros at its end left out: among numbers that have nothing
/// to do with the bid one in 90,000 is like it. Fewer, as in 410 or 0.15, are like any quantity.
pub(super) const TELLING: usize = 5;
/// One with its unit, rounded, reveals one with so many.
pub(super) const TELLING_ROUNDED: usize = 3;

/// In what a number is stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Unit {
    /// In itself.
    One,
    /// In hundredths: `14,5 %`.
    Percent,
    /// In thousands of euros: `11 696 k€`.
    Thousands,
    /// In millions: `11,7 M€`.
    Millions,
}

/// How each unit is written after a number, folded to small letters.
const UNITS: [(&str, Unit); 12] = [
    ("%", Unit::Percent),
    ("pour cent", Unit::Percent),
    ("k€", Unit::Thousands),
    ("k €", Unit::Thousands),
    ("keur", Unit::Thousands),
    ("k eur", Unit::Thousands),
    ("milliers d", Unit::Thousands),
    ("m€", Unit::Millions),
    ("m €", Unit::Millions),
    ("meur", Unit::Millions),
    ("m eur", Unit::Millions),
    ("million", Unit::Millions),
];

impl Unit {
    /// What one of it is.
    pub(super) fn size(self) -> Decimal {
        match self {
            Self::One => Decimal::ONE,
            Self::Percent => Decimal::new(1, 2),
            Self::Thousands => Decimal::ONE_THOUSAND,
            Self::Millions => Decimal::from(1_000_000),
        }
    }

    /// How it is written after a number.
    pub(super) fn mark(self) -> &'static str {
        match self {
            Self::One => "",
            Self::Percent => " %",
            Self::Thousands => " k€",
            Self::Millions => " M€",
        }
    }

    /// The unit that a text starts with.
    fn starting(text: &str) -> Self {
        let start: String = text.trim_start().chars().take(10).collect::<String>().to_lowercase();
        let known = UNITS.iter().find(|(word, _)| start.starts_with(word));
        known.map_or(Self::One, |(_, unit)| *unit)
    }
}

/// Gives `found` what the numbers of a text can mean, where they have digits enough to reveal anything:
/// `11 695 611,08` is one number however its thousands are parted, `12,345` is two, since a comma parts thousands or
/// decimals. The text is as it is [`seen`](crate::unit::seen).
///
/// # Errors
/// Those of `found`, which end the search.
pub(super) fn numbers(text: &str, mut found: impl FnMut(Decimal, Unit) -> Result<(), Spent>) -> Result<(), Spent> {
    let parts = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | '’' | ' ');
    let mut from = 0;
    for run in text.split(|c| !parts(c)) {
        let before = text[..from].chars().next_back();
        let end = from + run.len();
        from = end + text[end..].chars().next().map_or(0, char::len_utf8);
        if !run.bytes().any(|b| b.is_ascii_digit()) {
            continue;
        }
        let unit = Unit::starting(&text[end..]);
        let run = run.trim_end();
        let mut pieces: Vec<&str> = run.split([' ', '\'', '’']).collect();
        // What follows a letter is the rest of a word: a cell's address, a colour, a key.
        if before.is_some_and(char::is_alphabetic) && run.starts_with(|c: char| c.is_ascii_digit()) {
            pieces.remove(0);
        }
        // Words of a run, such as the two numbers of `12 345,67 8`, are read alone and with those after them.
        for (first, piece) in pieces.iter().enumerate() {
            let mut whole = (*piece).to_owned();
            // Only the last is in the unit that follows.
            let unit_at = |last: usize| if last + 1 == pieces.len() { unit } else { Unit::One };
            read(&whole, unit_at(first), &mut found)?;
            // Groups of three digits, the last with decimals.
            for (last, next) in pieces.iter().enumerate().skip(first + 1).take(4) {
                let digits = next.split(['.', ',']).next().unwrap_or_default();
                if digits.len() != 3 || whole.contains(['.', ',']) {
                    break;
                }
                whole.push_str(next);
                read(&whole, unit_at(last), &mut found)?;
            }
        }
    }
    Ok(())
}

/// A number without spaces, read in each way that it can be.
fn read(text: &str, unit: Unit, found: &mut impl FnMut(Decimal, Unit) -> Result<(), Spent>) -> Result<(), Spent> {
    let text = text.trim_matches(['.', ',']);
    let least = if unit == Unit::One { TELLING } else { TELLING_ROUNDED };
    let too_short = |text: &str| text.bytes().filter(u8::is_ascii_digit).count() < least;
    if too_short(text) {
        return Ok(());
    }
    let mut read = |text: &str| match parse_decimal(text) {
        Some(value) if !too_short(text) => found(value, unit),
        _ => Ok(()),
    };
    let (points, commas) = (text.matches('.').count(), text.matches(',').count());
    match (points, commas) {
        (0 | 1, 0) => read(text)?,
        (0, 1) => read(&text.replace(',', "."))?,
        // A row of a table may part its numbers by commas.
        _ => text.split(',').try_for_each(&mut read)?,
    }
    // The last sign parts decimals, the others thousands; or all part thousands.
    if points + commas > 0 {
        read(&text.replace(['.', ','], ""))?;
        if points > 0 && commas > 0 {
            let last = text.rfind(['.', ',']).unwrap_or_default();
            read(&format!("{}.{}", text[..last].replace(['.', ','], ""), &text[last + 1..]))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Unit, numbers};
    use crate::unit::seen;
    use rust_decimal::{Decimal, dec};

    fn all(text: &str) -> Vec<(Decimal, Unit)> {
        let mut found = Vec::new();
        let spent = numbers(&seen(text), |value, unit| {
            found.push((value, unit));
            Ok(())
        });
        assert_eq!(spent, Ok(()));
        found
    }

    #[test]
    fn a_number_is_found_however_it_is_written() {
        let texts = [
            "11695611.08",
            "soit 11 695 611,08 € HT",
            "11\u{a0}695\u{a0}611,08",
            "11\u{202f}695\u{202f}611,08€",
            "11\u{2009}695\u{2007}611,08",
            "１１ ６９５ ６１１，０８",
            "11 6\u{200b}95 611,08",
            "€11,695,611.08.",
            "11.695.611,08",
            "11'695'611.08",
            "en 2027 11 695 611,08 12",
            "lot,3,11695611.08,0.15",
        ];
        for text in texts {
            assert!(all(text).contains(&(dec!(11695611.08), Unit::One)), "{text}: {:?}", all(text));
        }
        let ones = all("12,345");
        assert!(ones.contains(&(dec!(12.345), Unit::One)) && ones.contains(&(dec!(12345), Unit::One)));
        assert!(all("en 2027, 1,5 ou 410, FF123456, A12345:B12345").is_empty());
        assert!(all("aucun nombre, vraiment").is_empty());
    }

    #[test]
    fn a_number_is_in_the_unit_that_follows_it() {
        assert!(all("marge : 14,5 %").contains(&(dec!(14.5), Unit::Percent)));
        assert!(all("11 696 k€").contains(&(dec!(11696), Unit::Thousands)));
        assert!(all("soit 11,7\u{a0}M€ de coûts").contains(&(dec!(11.7), Unit::Millions)));
        assert!(all("20 %, 3 k€").is_empty());
    }
}
