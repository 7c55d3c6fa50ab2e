//! Files that are not spreadsheets: csv, html, markdown, text; of other files, what of them is plain text.

use std::borrow::Cow;

use super::decode::{decoded, is_encoded_as, packed, quoted_printable, shown};
use super::found::Found;
use super::part::Judge;
use super::{Kind, Leak, Secrets, Whose};
use crate::unit::{Budget, Text};

/// A longer line is read in pieces of so many bytes.
const LONGEST: usize = 1 << 20;

/// What leaks from a file of text, line by line; what is no text is searched for what of it reads as text, and said
/// to be read no further. Of a file that takes more than the budget, only what was found before it was spent.
#[must_use]
pub fn plain(bytes: &[u8], secrets: &Secrets<'_>, budget: &Budget) -> Vec<Leak> {
    let judge = Judge { secrets, whose: Whose::Theirs, against: None, budget };
    let (text, is_text) = decoded(bytes);
    let mut leaks = Found::default();
    let mut unread = None;
    let mail = quoted_printable(&text);
    for text in [Some(&*text), mail.as_deref()].into_iter().flatten() {
        for (n, line) in text.lines().enumerate() {
            let mut judged = |text: &str| {
                judge.text(text, |(kind, what, sure)| {
                    let place = if is_text { format!("line {}", n + 1) } else { String::new() };
                    leaks.push(Leak { kind, part: String::new(), place, what, sure });
                });
            };
            for piece in pieces(line) {
                judged(piece);
                if let Cow::Owned(shown) = shown(piece) {
                    judged(&shown);
                }
                let (texts, more) = packed(piece);
                for text in &texts {
                    judged(text);
                }
                unread = unread.or(more.then_some(BASE64));
            }
        }
    }
    if let Some((format, fr, en)) = unread_format(bytes, &text, is_text).or(unread) {
        let what = Text::each(|lang| format!("{format}{}{}", lang.colon(), lang.pick(fr, en)));
        leaks.push(Leak { kind: Kind::Unsearched, part: String::new(), place: String::new(), what, sure: false });
    }
    leaks.finish()
}

/// What was not read of a format, in both languages.
type Unread = (&'static str, &'static str, &'static str);

const BASE64: Unread = (
    "base64",
    "ce qu’il contient, qui n’est pas du texte, n’a pas été lu",
    "what it holds, which is no text, was not read",
);

/// What of a file was not read, by its format.
fn unread_format(bytes: &[u8], text: &str, is_text: bool) -> Option<Unread> {
    let start = text.trim_start_matches(['\u{feff}', ' ', '\n', '\r']);
    if bytes.starts_with(b"%PDF") {
        return Some((
            "PDF",
            "ses pages compressées, ses images n’ont pas été lues",
            "compressed pages and images were not read",
        ));
    }
    if start.starts_with("{\\rtf") {
        return Some(("RTF", "ce format n’a pas été lu", "this format was not read"));
    }
    if !is_text {
        return Some(("binary", "ce format n’a pas été lu", "this format was not read"));
    }
    is_encoded_as(text, "base64").then_some(BASE64)
}

/// A line in pieces that are not too long, cut at spaces where it has any.
fn pieces(mut line: &str) -> impl Iterator<Item = &str> {
    std::iter::from_fn(move || {
        let most = line.floor_char_boundary(LONGEST);
        let end = if most == line.len() { most } else { line[..most].rfind(' ').map_or(most, |space| space + 1) };
        let (piece, rest) = line.split_at(end);
        line = rest;
        (!piece.is_empty()).then_some(piece)
    })
}
