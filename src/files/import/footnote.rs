//! Footnotes: the mark that a figure or a heading bears, and the words that it refers to.

use crate::unit::fold;

/// Signs that refer to a footnote.
#[must_use]
pub fn is_mark(c: char) -> bool {
    matches!(c, '*' | '†' | '‡' | '§' | '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}

/// A figure and the number or the letter in brackets after it: `312 (1)`, `312 € [a]`.
#[must_use]
pub fn bracketed_mark(text: &str) -> Option<(&str, &str)> {
    let (figure, mark) = text.strip_suffix([')', ']'])?.rsplit_once(['(', '['])?;
    let is_number = mark.len() <= 2 && mark.bytes().all(|b| b.is_ascii_digit());
    let is_letter = mark.len() == 1 && mark.bytes().all(|b| b.is_ascii_alphabetic());
    let is_signs = !mark.is_empty() && mark.chars().all(is_mark);
    let is_figure = figure.bytes().any(|b| b.is_ascii_digit());
    (is_figure && !mark.is_empty() && (is_number || is_letter || is_signs)).then(|| (figure.trim_end(), mark))
}

/// The footnote that words are: its mark and its text: `* hors frais`, `(1) à compter de 2028`.
#[must_use]
pub fn footnote(words: &str) -> Option<(&str, &str)> {
    let words = words.trim();
    let signs = words.find(|c| !is_mark(c)).unwrap_or(words.len());
    let (mark, text) = match signs {
        0 => words.trim_start_matches(['(', '[']).split_once([')', ']'])?,
        _ => words.split_at(signs),
    };
    let mark = mark.trim();
    let is_short = mark.len() == 1 || mark.bytes().all(|b| b.is_ascii_digit()) && mark.len() == 2;
    let is_signs = mark.chars().all(is_mark);
    if mark.is_empty() || (signs == 0 && !is_signs && !(is_short && mark.bytes().all(|b| b.is_ascii_alphanumeric()))) {
        return None;
    }
    let text = text.trim_start_matches([' ', '\u{a0}', ':', '.', ')', ']', '-', '–']).trim();
    text.contains(char::is_alphabetic).then_some((mark, text))
}

/// Are two marks one: `1`, `¹`?
#[must_use]
pub fn same_mark(one: &str, other: &str) -> bool {
    fold(one) == fold(other) && (one == other || !fold(one).is_empty())
}

/// Does a heading bear a mark at its end: `Tunis (*)`, `CJM¹`?
#[must_use]
pub fn bears_mark(words: &str, mark: &str) -> bool {
    let bare = words.trim().trim_end_matches([')', ']']).trim_end();
    let is_apart = |before: &str| mark.chars().all(is_mark) || before.ends_with(['(', '[']);
    bare.strip_suffix(mark).is_some_and(is_apart)
}
