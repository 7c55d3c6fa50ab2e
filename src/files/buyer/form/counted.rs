//! The time that a price is by, where a number or a word alone says it: `1 heure`, `12 mois`, `€ / h`.

use super::role::Per;

/// The time that words say by a number or by a word alone: `1 heure`, `12 mois`, `€ / h`, `l’année`; not `année 2`, nor `7 h`.
#[must_use]
pub fn counted_time(words: &[&str]) -> Option<Per> {
    // `Reconduction 1 (12 mois)` says how long it lasts.
    const PERIODS: [&str; 7] =
        ["tranche", "periode", "reconduction", "renouvellement", "prolongation", "ferme", "optionnelle"];
    let is_of_a_period = words.iter().any(|word| PERIODS.contains(word));
    let time = |(at, word): (usize, &&str)| {
        let before = at.checked_sub(1).map_or("", |at| words[at]);
        let after = words.get(at + 1).copied().unwrap_or_default();
        let n = before.parse::<u32>().ok();
        let one = n.is_none_or(|n| n == 1);
        let is_numbered = || {
            let numbers = |word: &str| word == "n" || word.starts_with(|c: char| c.is_ascii_digit());
            let first = ["premiere", "deuxieme", "seconde", "troisieme", "quatrieme", "derniere", "chaque"];
            numbers(after) || (n != Some(1) && numbers(before)) || first.contains(&before)
        };
        match *word {
            "heure" | "hour" if one => Some(Per::Hour),
            // `J/H` is a day of one person, `8 h - 18 h` when.
            "h" if one && words.len() > 1 && !DAYS_OF_ONE.contains(&before) => Some(Per::Hour),
            "jour" | "journee" | "j" | "day" if n == Some(1) => Some(Per::Day),
            "mois" | "month" | "months" if !is_of_a_period => match n? {
                1 => Some(Per::Month),
                3 => Some(Per::Quarter),
                6 => Some(Per::HalfYear),
                12 => Some(Per::Year),
                _ => None,
            },
            "trimestre" if n == Some(1) => Some(Per::Quarter),
            "semestre" if n == Some(1) => Some(Per::HalfYear),
            "an" | "annee" | "year" if one && !is_numbered() && words.len() > 1 => Some(Per::Year),
            _ => None,
        }
    };
    words.iter().enumerate().find_map(time)
}

/// What is before the `h` of a day of one person.
const DAYS_OF_ONE: [&str; 6] = ["j", "jr", "jour", "jours", "journee", "journees"];
