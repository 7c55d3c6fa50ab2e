//! The words of a label, as labels are compared.

use super::grade::Grade;
use crate::unit::fold;

/// The words of a label that distinguish profiles: without articles, endings of gender after a dot, plurals.
#[must_use]
pub fn words(label: &str) -> Vec<String> {
    const LITTLE: [&str; 28] = [
        "de", "d", "du", "des", "la", "le", "les", "l", "en", "et", "of", "and", "the", "a", "e", "es", "ne", "se",
        "ses", "h", "f", "euse", "fe", "trice", "rice", "ere", "iere", "ienne",
    ];
    let folded = fold(label);
    let told = folded.split(' ').filter(|w| !w.is_empty() && !LITTLE.contains(w));
    told.map(|w| if w.len() > 4 { w.strip_suffix('s').unwrap_or(w) } else { w }.to_owned()).collect()
}

/// A label without the code before it: `DEV-01 – Développeur`, `P3 : Architecte`. A seniority is no code.
#[must_use]
pub fn without_code(label: &str) -> &str {
    let Some((code, rest)) = label.trim().split_once(char::is_whitespace) else { return label };
    let rest = rest.trim_start();
    let is_separator = |c: char| matches!(c, '-' | '–' | '—' | ':' | '|');
    let is_code = code.starts_with(|c: char| c.is_ascii_uppercase())
        && code.contains(|c: char| c.is_ascii_digit())
        && !code.contains(char::is_lowercase)
        && Grade::of(code).is_none();
    let is_apart = code.contains(['-', '_', '.']) || rest.starts_with(is_separator);
    let name = rest.trim_start_matches(|c: char| is_separator(c) || c.is_whitespace());
    if is_code && is_apart && name.contains(char::is_alphabetic) { name } else { label }
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
    let (long, short) = (a.chars().count().max(b.chars().count()), a.chars().count().min(b.chars().count()));
    let allowed = if short >= 9 { 2 } else { usize::from(short >= 5) };
    // A letter put for another changes two of the letters that a word has, at most: most pairs differ in more.
    let letters = |word: &str| word.chars().fold(0_u64, |set, letter| set | 1 << (u32::from(letter) % u64::BITS));
    let may_be = || (letters(a) ^ letters(b)).count_ones() as usize <= 2 * allowed;
    a == b
        || (allowed > 0 && long - short <= allowed && short <= 200 && may_be() && strsim::osa_distance(a, b) <= allowed)
}

#[cfg(test)]
mod tests {
    use super::without_code;

    #[test]
    fn codes_before_labels() {
        for (label, name) in [
            ("DEV-01 – Développeur", "Développeur"),
            ("P12 : Architecte", "Architecte"),
            ("CP_2 Chef de projet", "Chef de projet"),
            ("N2 – Support", "N2 – Support"),
            ("Chef de projet", "Chef de projet"),
            ("J2EE développeur", "J2EE développeur"),
            ("DEV-01 – 2", "DEV-01 – 2"),
        ] {
            assert_eq!(without_code(label), name);
        }
    }
}
