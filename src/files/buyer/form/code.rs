//! The number of a price, however it is typed: `1.10`, `1.10.`, ` 01.10 `, or the number 1.1.

use super::view::Content;

/// The number of a price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// As the reader sees it.
    pub text: String,
    /// As it is compared: small letters, parts joined by dots, without leading zeros.
    pub key: String,
    /// Was it a number that lost its last zero (`1.10` kept as 1.1), put back because 1.9 comes before?
    pub mended: bool,
}

impl Code {
    /// From words.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self { text: text.trim().to_owned(), key: key(text), mended: false }
    }

    /// Is the other one below this: `1` above `1.1`?
    #[must_use]
    pub fn heads(&self, other: &Self) -> bool {
        other.key.strip_prefix(self.key.as_str()).is_some_and(|rest| rest.starts_with('.'))
    }
}

/// What a cell of the codes' column holds, after the code `before`; `None` where it holds no code.
#[must_use]
pub fn read(content: &Content, before: Option<&Code>) -> Option<Code> {
    if let Some(text) = content.text() {
        if split(text).is_some() || is_words(text) {
            return None;
        }
        let code = Code::new(text);
        // Words without a figure are no code, but for a letter or two, alone or joined: `A`, `PM`, `FM-PIL`.
        let digits = code.key.bytes().any(|b| b.is_ascii_digit());
        let most = if digits || is_joined(&code.text) { 30 } else { 4 };
        return (1..=most).contains(&code.key.chars().count()).then_some(code);
    }
    let number = match content {
        Content::Formula(_, value) => value.trim().to_owned(),
        number => number.number()?.to_string(),
    };
    let code = Code::new(&number);
    if code.key.is_empty() {
        return None;
    }
    let longer = Code { text: format!("{number}0"), key: format!("{}0", code.key), mended: true };
    let follows = |next: &Code| before.and_then(after).is_some_and(|key| key == next.key);
    Some(if number.contains('.') && !follows(&code) && follows(&longer) { longer } else { code })
}

/// A code and the words after it, where one cell holds both: `1.1 Pilotage`, `A – Initialisation`.
#[must_use]
pub fn split(text: &str) -> Option<(Code, &str)> {
    const MARKS: [char; 7] = ['.', ')', ':', '-', '\u{2013}', '\u{2014}', '/'];
    let text = text.trim();
    let (token, rest) = text.split_once(char::is_whitespace)?;
    let (code, label) =
        (token.trim_end_matches(MARKS), rest.trim_start_matches(|c: char| MARKS.contains(&c) || c.is_whitespace()));
    let marked = code.len() < token.len() || label.len() < rest.trim_start().len();
    let words = label.split(|c: char| !c.is_alphabetic()).any(|word| word.chars().count() > 3);
    let is_part =
        |part: &str| !part.is_empty() && part.chars().count() <= 3 && part.chars().all(|c| c.is_ascii_alphanumeric());
    let parts = || code.split('.');
    let digits = |part: &str| part.bytes().any(|b| b.is_ascii_digit());
    // `1.1`, `A.2`, `1.`, `UO1 –`; `A –`, `IV.`
    let numbered = parts().all(is_part) && parts().any(digits) && (marked || parts().count() > 1);
    let roman = |code: &str| code.chars().all(|c| "IVX".contains(c)) && code.len() <= 4;
    let lettered = marked && (code.chars().count() == 1 && code.chars().all(|c| c.is_ascii_uppercase()) || roman(code));
    (words && !code.is_empty() && (numbered || lettered)).then(|| (Code::new(code), label))
}

/// Is a text more than a code: several words of several letters?
fn is_words(text: &str) -> bool {
    text.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() > 3).nth(1).is_some()
}

/// Short groups of capitals joined by a mark: `FM-PIL`, `UO_DEV`.
fn is_joined(text: &str) -> bool {
    let short = |part: &str| (1..=5).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_uppercase());
    text.contains(['-', '_', '.', '/']) && text.split(['-', '_', '.', '/']).all(short)
}

/// The key after a code: `1.10` after `1.9`.
fn after(code: &Code) -> Option<String> {
    let (head, last) = code.key.rsplit_once('.')?;
    let last: u32 = last.parse().ok()?;
    Some(format!("{head}.{}", last.checked_add(1)?))
}

fn key(text: &str) -> String {
    let text = text.to_lowercase();
    let text = text.trim().trim_start_matches("n°").trim_start_matches("prix").trim();
    let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|p| !p.is_empty());
    let parts = parts.map(|p| {
        let plain = p.trim_start_matches('0');
        if plain.is_empty() { "0" } else { plain }
    });
    parts.collect::<Vec<_>>().join(".")
}

#[cfg(test)]
mod tests {
    use super::{Code, read, split};
    use crate::buyer::form::view::Content;
    use rust_decimal::Decimal;

    fn number(text: &str) -> Content {
        Content::Number(Decimal::from_str_exact(text).unwrap())
    }

    #[test]
    fn one_code_typed_in_many_ways() {
        let key = |text: &str| Code::new(text).key;
        for text in ["1.2", " 1.2. ", "01.02", "1,2", "1-2", "N° 1.2", "1.2\u{a0}"] {
            assert_eq!(key(text), "1.2", "{text}");
        }
        assert_ne!(key("1.20"), key("1.2"));
        assert_eq!(key("A.10"), key("a 10"));
        let words = |text: &str| read(&Content::Text(text.to_owned()), None).is_some();
        assert!(words("A") && words("Lot1-A") && words("FM-PIL") && words("UO_SPEC"));
        assert!(!words("Acronyms") && !words("UOI: unit of issue") && !words("--") && !words("Porte-Clef"));
        assert!(Code::new("1").heads(&Code::new("1.2")) && !Code::new("1").heads(&Code::new("10.2")));
    }

    #[test]
    fn a_code_and_its_words_in_one_cell() {
        let of = |text: &'static str| split(text).map(|(code, label)| (code.text, label));
        for (text, code, label) in [
            ("1.1 Pilotage", "1.1", "Pilotage"),
            ("1. Prestations", "1", "Prestations"),
            ("A – Phase d'initialisation", "A", "Phase d'initialisation"),
            ("IV. EXPERTISE", "IV", "EXPERTISE"),
            ("2) Exploitation", "2", "Exploitation"),
            ("C.3 – Audit", "C.3", "Audit"),
        ] {
            assert_eq!(of(text), Some((code.to_owned(), label)), "{text}");
        }
        for text in [
            "À la demande",
            "R.G.A.A. (audit)",
            "3 jours de formation",
            "1.2 bis",
            "Phase 1 : Cadrage",
            "N2-N3 support",
            "PM",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }

    #[test]
    fn a_number_that_lost_its_zero() {
        let key = |content: &Content, before: &str| read(content, Some(&Code::new(before))).map(|c| (c.key, c.mended));
        assert_eq!(key(&number("1.1"), "1.9"), Some(("1.10".into(), true)));
        assert_eq!(key(&number("1.2"), "1.19"), Some(("1.20".into(), true)));
        assert_eq!(key(&number("1.1"), "1"), Some(("1.1".into(), false)));
        assert_eq!(key(&number("2"), "1.9"), Some(("2".into(), false)));
    }
}
