//! A text file compared with the one that it was made from, line by line.

use std::borrow::Cow;
use std::collections::HashMap;

use super::decode::decoded;
use super::found::Found;
use super::part::Judge;
use super::{Against, Compared, How, Kind, Leak, Secrets, Whose};
use crate::unit::{Budget, Text};

/// A file of text, whose lines are read in place: a list of nine million empty ones takes 216 MB.
#[must_use]
pub fn text_of(bytes: &[u8]) -> Cow<'_, str> {
    let (text, _) = decoded(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes));
    match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned().into(),
        None => text,
    }
}

/// Compares a text with the one that it was made from: each line that the original does not have is reported, and each
/// that is missing.
#[must_use]
pub fn compared_text(
    original: &str, bytes: &[u8], secrets: &Secrets<'_>, against: Against, budget: &Budget,
) -> Compared {
    if original.as_bytes() == bytes {
        return Compared { how: How::Same, leaks: Vec::new() };
    }
    let judge = Judge { secrets, whose: Whose::Ours, against: Some(against), budget };
    let (before, after): (Vec<&str>, _) = (original.lines().collect(), text_of(bytes));
    let mut found = Found::default();
    let mut push = |kind: Kind, place: &str, what: Text| {
        found.push(Leak { kind, part: String::new(), place: place.to_owned(), what, sure: true });
    };
    // How many of each line of the original are not met yet.
    let mut left: HashMap<&str, usize> = HashMap::new();
    for line in &before {
        *left.entry(line).or_default() += 1;
    }
    for (n, line) in after.lines().enumerate() {
        match left.get_mut(line) {
            Some(count) if *count > 0 => *count -= 1,
            _ => {
                let place = format!("line {}", n + 1);
                let mut wrongs = Vec::new();
                judge.text(line, |wrong| wrongs.push(wrong));
                if !wrongs.iter().any(|(.., sure)| *sure) {
                    wrongs.push((Kind::Difference, against.added(&quoted(line)), true));
                }
                wrongs.into_iter().filter(|(.., sure)| *sure).for_each(|(kind, what, _)| push(kind, &place, what));
            }
        }
    }
    for line in &before {
        if let Some(count) = left.get_mut(line).filter(|count| **count > 0) {
            *count -= 1;
            push(Kind::Difference, "", against.missing(&quoted(line)));
        }
    }
    let is_ordered = before.iter().copied().eq(after.lines());
    if found.counts() == (0, 0) && !is_ordered {
        let words = Text { fr: "les lignes sont rangées autrement".into(), en: "lines are ordered otherwise".into() };
        found.push(Leak { kind: Kind::Difference, part: String::new(), place: String::new(), what: words, sure: true });
    }
    // Lines that end otherwise, a mark of the encoding: as editors write them.
    let how = if found.counts() == (0, 0) { How::SavedAgain } else { How::Changed };
    Compared { how, leaks: found.finish() }
}

fn quoted(line: &str) -> String {
    format!("« {} »", line.chars().take(80).collect::<String>().escape_debug())
}
