//! The words of a label, as labels are compared.

use crate::unit::fold;

/// The words of a label that distinguish profiles: without articles, endings of gender after a dot, plurals.
#[must_use]
pub fn words(label: &str) -> Vec<String> {
    const LITTLE: [&str; 22] = [
        "de", "d", "du", "des", "la", "le", "les", "l", "en", "et", "of", "and", "the", "a", "e", "es", "ne", "se",
        "ses", "h", "f", "euse",
    ];
    let folded = fold(label);
    let told = folded.split(' ').filter(|w| !w.is_empty() && !LITTLE.contains(w));
    told.map(|w| if w.len() > 4 { w.strip_suffix('s').unwrap_or(w) } else { w }.to_owned()).collect()
}

/// The same words but for a letter or two in long ones.
#[must_use]
pub fn is_near(one: &[String], other: &[String]) -> bool {
    one.len() == other.len()
        && one.iter().map(String::len).sum::<usize>() <= 200
        && one.iter().zip(other).all(|(a, b)| is_alike(a, b))
}

/// The same word but for a letter or two if it is long: a letter in a short one makes another; a junior is no senior.
#[must_use]
pub fn is_alike(a: &str, b: &str) -> bool {
    let length = a.chars().count().min(b.chars().count());
    let allowed = if length >= 9 { 2 } else { usize::from(length >= 5) };
    a == b || (a.len().abs_diff(b.len()) <= 2 && length <= 200 && strsim::osa_distance(a, b) <= allowed)
}
