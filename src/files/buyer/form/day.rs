//! How many hours a heading says that a day has: `Journée de 7 h`, `jour (8 h)`, `TJM (7 h 30)`.

use rust_decimal::Decimal;

use super::words::{Per, per};
use crate::unit::fold;

/// The hours of a day, by the words over the prices of days; `None` where they say none.
#[must_use]
pub fn hours_of_a_day(heading: &str) -> Option<Decimal> {
    let folded = fold(heading);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let of_days = words.iter().any(|word| ["jour", "jours", "journee", "journees", "tjm", "day", "j"].contains(word));
    if !of_days || per(&words) == Some(Per::HalfDay) {
        return None;
    }
    let chars: Vec<char> = heading.chars().collect();
    let digits = |from: usize| chars[from.min(chars.len())..].iter().take_while(|c| c.is_ascii_digit()).count();
    let number = |from: usize| -> Option<(Decimal, usize)> {
        let to = from + digits(from);
        let text: String = chars.get(from..to)?.iter().collect();
        Some((text.parse().ok()?, to))
    };
    let blank = |from: usize| from + chars[from.min(chars.len())..].iter().take_while(|c| c.is_whitespace()).count();
    let hours = |from: usize| -> Option<Decimal> {
        let (mut hours, mut at) = number(from)?;
        if chars.get(at).is_some_and(|c| [',', '.'].contains(c))
            && let Some((part, to)) = number(at + 1)
        {
            hours += part / Decimal::from(10_u32.checked_pow(u32::try_from(to - at - 1).ok()?)?);
            at = to;
        }
        let word: String = chars[blank(at)..].iter().take_while(|c| c.is_alphabetic()).collect();
        if !["h", "heure", "heures", "hours"].contains(&fold(&word).as_str()) {
            return None;
        }
        let minutes = number(blank(blank(at) + word.chars().count())).map_or(Decimal::ZERO, |(minutes, _)| minutes);
        Some(hours + minutes / Decimal::from(60))
    };
    let starts = |at: &usize| {
        chars[*at].is_ascii_digit() && !at.checked_sub(1).is_some_and(|before| chars[before].is_alphanumeric())
    };
    let is_day = |hours: &Decimal| *hours >= Decimal::from(6) && *hours <= Decimal::from(12);
    (0..chars.len()).filter(starts).find_map(hours).filter(is_day)
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::hours_of_a_day;

    #[test]
    fn headings_that_say_the_hours_of_a_day() {
        for (heading, tenths) in [
            ("jour (8 h)", 80),
            ("Journée de 7 h", 70),
            ("TJM HT (7 h 30)", 75),
            ("Prix de la journée (7,5 heures)", 75),
            ("Prix unitaire HT par jour de 7h", 70),
        ] {
            assert_eq!(hours_of_a_day(heading), Some(Decimal::new(tenths, 1)), "{heading}");
        }
        for heading in
            ["TJM HT", "Demi-journée (4 h)", "Prix unitaire HT", "Prix horaire HT", "Support jour 8h-18h 24 h"]
        {
            assert_eq!(hours_of_a_day(heading).filter(|h| *h != Decimal::from(8)), None, "{heading}");
        }
    }
}
