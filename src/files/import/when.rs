//! When costs hold, by the words of a heading or a title: a year, from a month on, up to one.

use crate::buyer::form::{Period, is_calendar, period};
use crate::unit::{Month, fold};

/// Do words name nothing but years: `Année`, `Exercice`, `Période du contrat`?
#[must_use]
pub fn names_years(text: &str) -> bool {
    const YEARS: [&str; 6] = ["annee", "annees", "exercice", "periode", "year", "period"];
    const BESIDE: [&str; 11] = [
        "de",
        "du",
        "d",
        "contrat",
        "contractuelle",
        "civile",
        "calendaire",
        "budgetaire",
        "validite",
        "application",
        "contract",
    ];
    let folded = fold(text);
    let words = || folded.split(' ').filter(|word| !word.is_empty());
    words().any(|word| YEARS.contains(&word)) && words().all(|word| YEARS.contains(&word) || BESIDE.contains(&word))
}

/// The month up to which words say that something holds: `jusqu’au 31/12/2026`, `avant 2027`.
#[must_use]
pub fn until(words: &[&str], month: Option<Month>, period: Option<Period>) -> Option<Month> {
    let says = |of: &[&str]| words.iter().any(|w| of.contains(w));
    match () {
        () if says(&["jusqu", "jusque", "until", "till"]) => month.or_else(|| of_year(period, 12)),
        () if says(&["avant", "before"]) => month.or_else(|| of_year(period, 1)),
        () => None,
    }
}

/// A month of a calendar year.
#[must_use]
pub fn of_year(period: Option<Period>, number: u32) -> Option<Month> {
    let Some(Period::Calendar(year)) = period else { return None };
    i32::try_from(year).ok().and_then(|year| Month::new(year, number))
}

/// Do words say that something holds from a time on: `à compter du`, `en vigueur au`, `effective from`?
#[must_use]
pub fn begins(words: &[&str]) -> bool {
    words
        .iter()
        .any(|word| matches!(*word, "compter" | "partir" | "depuis" | "from" | "effet" | "effective" | "vigueur"))
}

/// Do words name two years in a row: `2026/2027`? In which month the first of them begins, nothing says.
#[must_use]
pub fn spans_years(text: &str) -> bool {
    let folded = fold(text);
    let years: Vec<Option<u32>> =
        folded.split(' ').map(|word| word.parse().ok().filter(|of| is_calendar(*of))).collect();
    years.windows(2).any(|pair| pair[0].zip(pair[1]).is_some_and(|(first, next)| next == first + 1))
}

/// The year that words speak of: an option year comes after the base year.
#[must_use]
pub fn year(words: &[&str]) -> Option<Period> {
    if spans_years(&words.join(" ")) {
        return None;
    }
    let says = |of: &[&str]| words.iter().any(|w| of.contains(w));
    let option = says(&["option", "options", "optionnelle", "optionnel"]);
    match period(words) {
        Some(Period::Year(n)) if option => Some(Period::Year(n + 1)),
        Some(Period::Total) => None,
        None if says(&["base"]) && says(&["year", "annee", "an", "period", "periode"]) => Some(Period::Year(1)),
        None if option => words.iter().find_map(|w| w.parse().ok()).map(|n: u32| Period::Year(n.saturating_add(1))),
        period => period,
    }
}
