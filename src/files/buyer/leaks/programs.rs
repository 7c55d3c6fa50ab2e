//! What spreadsheet programs write of themselves when they save a file: names of elements and attributes, enumerations,
//! fonts, styles. Whatever else a file saved again says must be in the file that it was made from.
//!
//! The list is `programs.txt`, sorted, one thing a line: an element and an attribute (none for a text), and a value where
//! it has letters. A test makes it from what `LibreOffice` and openpyxl save of the samples
//! (`tests/buyer/programs.rs`).

use std::collections::BTreeSet;
use std::sync::LazyLock;

use foldhash::HashSet;

use crate::formula::Rect;
use crate::xlsx::TextFragment;

static LIST: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("programs.txt").lines().filter(|line| !line.starts_with('#')).collect());

/// Is this one of the things that programs write?
pub(super) fn write(line: &str) -> bool {
    LIST.contains(line)
}

/// An element and an attribute as the list has them.
pub(super) fn pair(fragment: &TextFragment<'_>) -> String {
    format!("{}\t{}", fragment.element, fragment.attribute.unwrap_or_default())
}

/// The values of a thing as the list has them: of a style sheet and of a program's name, each word.
pub(super) fn values(fragment: &TextFragment<'_>) -> BTreeSet<String> {
    let pair = pair(fragment);
    let wordy =
        matches!((fragment.element, fragment.attribute), (_, Some("style" | "Ignorable")) | ("Application", None));
    if !wordy {
        return BTreeSet::from([format!("{pair}\t{}", fragment.text)]);
    }
    let words = fragment.text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    words.map(|word| format!("{pair}\t{word}")).collect()
}

/// Does the form of a value say that it says nothing: a number, cells, a colour, a date, an identifier that a program made
/// up, the name of a part of the file?
pub(super) fn is_formal(fragment: &TextFragment<'_>, parts: &HashSet<String>) -> bool {
    let (text, hex) = (fragment.text, |text: &str| text.bytes().all(|b| b.is_ascii_hexdigit()));
    let is_id = matches!(fragment.attribute, Some("uri" | "uid" | "guid"));
    if (!is_id && !text.chars().any(char::is_alphabetic)) || matches!(text, "true" | "false") {
        return true;
    }
    let numbered = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let cells = |text: &str| text.split_ascii_whitespace().all(|area| Rect::parse(&area.replace('$', "")).is_some());
    match (fragment.element, fragment.attribute) {
        (_, Some("rgb" | "lastClr")) | ("srgbClr", Some("val")) => matches!(text.len(), 6 | 8) && hex(text),
        (_, Some("ref" | "sqref" | "topLeftCell" | "activeCell" | "r")) | ("sqref", None) => cells(text),
        ("created" | "modified" | "lastPrinted", None) => is_moment(text),
        ("language", None) | (_, Some("lang" | "altLang")) => is_language(text),
        (_, Some("Id" | "id" | "relid" | "link")) if text.strip_prefix("rId").is_some_and(numbered) => true,
        (_, Some("Target" | "PartName")) => {
            let name = text.trim_start_matches(['.', '/']).to_lowercase();
            !name.is_empty()
                && parts.iter().any(|part| {
                    part.strip_suffix(name.as_str()).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
                })
        }
        // As Excel calls a version: `13_ncr:1_{…}`.
        (_, Some("documentId")) if text.find('{').is_some_and(|at| at > 10) => false,
        (_, attribute) => text
            .strip_prefix('{')
            .or_else(|| {
                let (_, id) = text.split_once('{').filter(|_| attribute == Some("documentId"))?;
                Some(id)
            })
            .and_then(|rest| rest.strip_suffix('}'))
            .is_some_and(|id| {
                id.len() == 36 && id.split('-').map(str::len).eq([8, 4, 4, 4, 12]) && id.split('-').all(hex)
            }),
    }
}

/// `2027-03-01T08:00:00Z`
fn is_moment(text: &str) -> bool {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    matches!(shape.as_str(), "0000-00-00T00:00:00Z" | "0000-00-00T00:00:00")
        || (shape.starts_with("0000-00-00T00:00:00.0") && shape.trim_end_matches('Z')[20..].bytes().all(|b| b == b'0'))
}

/// `fr-FR`
fn is_language(text: &str) -> bool {
    let small = |text: &str| matches!(text.len(), 2 | 3) && text.bytes().all(|b| b.is_ascii_lowercase());
    let large = |text: &str| text.len() == 2 && text.bytes().all(|b| b.is_ascii_uppercase());
    small(text) || text.split_once('-').is_some_and(|(language, country)| small(language) && large(country))
}
