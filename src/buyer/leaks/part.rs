//! What stands in one part, judged.

use rust_decimal::Decimal;

use super::found::Found;
use super::numbers::numbers;
use super::{Kind, Leak, Secrets, Whose};
use crate::formula::Address;
use crate::unit::{Text, parse_decimal};
use crate::xlsx::{Said, Value, said};

/// Judges texts and numbers, wherever they stand.
pub(super) struct Judge<'a> {
    pub(super) secrets: &'a Secrets<'a>,
    pub(super) whose: Whose,
}

/// What is wrong with a text or a number: its kind, what it is, whether that is sure.
pub(super) type Wrong = (Kind, Text, bool);

impl Judge<'_> {
    /// A number; in a cell of ours it must be one of the DQE.
    fn number(&self, value: Decimal, in_cell: bool) -> Option<Wrong> {
        let figures = &self.secrets.figures;
        if figures.is_shown(value) {
            return None;
        }
        let known = match self.whose {
            Whose::Ours if in_cell => figures.like(value),
            _ => Some(figures.told_by(value)?),
        };
        let said = value.normalize();
        let what = match known.map(|known| known.name(self.secrets.bid)) {
            Some(name) => Text::each(|lang| format!("{said}{}{}", lang.colon(), name.get(lang))),
            None => Text::each(|lang| {
                format!("{said}{}{}", lang.colon(), lang.pick("le DQE n’a pas ce nombre", "the DQE has no such number"))
            }),
        };
        Some((Kind::Figure, what, true))
    }

    /// The value of a cell.
    pub(super) fn value(&self, value: &Value, mut found: impl FnMut(Wrong)) {
        if let Some(number) = value.number() {
            self.number(number, true).into_iter().for_each(found);
        } else if let Some(text) = value.text() {
            self.text(text, &mut found);
        }
    }

    /// A text: its words, the numbers in it, the paths of a computer.
    pub(super) fn text(&self, text: &str, mut found: impl FnMut(Wrong)) {
        self.secrets.words.in_text(text, |word| {
            let sure = match self.whose {
                Whose::Ours => !word.ordinary,
                Whose::Theirs => !word.plain,
            };
            let what = Text::each(|lang| format!("« {} »{}{}", word.text, lang.colon(), word.of.name(lang)));
            found((Kind::Word, what, sure));
        });
        if text.bytes().any(|b| b.is_ascii_digit()) {
            numbers(text, |value| {
                if let Some(known) = self.secrets.figures.told_by(value) {
                    let name = known.name(self.secrets.bid);
                    found((
                        Kind::Figure,
                        Text::each(|lang| format!("{value}{}{}", lang.colon(), name.get(lang))),
                        true,
                    ));
                }
            });
        }
        if let Some(path) = local_path(text) {
            found((
                Kind::Link,
                Text::each(|lang| format!("{} {path}", lang.pick("un chemin d’ordinateur", "a path of a computer"))),
                true,
            ));
        }
    }

    /// What an XML part says, judged; `takes` sees each thing first and says where it stands, and what is wrong with its
    /// being there at all. `name` is what the whole is called: a sheet. A part cut short is read as far as it goes.
    pub(super) fn part(
        &self, part: &str, name: &str, xml: &str, leaks: &mut Found,
        mut takes: impl FnMut(&Said<'_>) -> (Place, Option<Wrong>),
    ) {
        let end = said(xml, |said| {
            let (place, wrong) = takes(said);
            let mut found = |(kind, what, sure): Wrong| {
                let place = match (&place, said.cell) {
                    (Place::Named(place), _) => place.clone(),
                    (_, (row, column)) if row > 0 && column > 0 => format!("{name}!{}", Address { row, column }),
                    _ => name.to_owned(),
                };
                leaks.push(Leak { kind, part: part.to_owned(), place, what, sure });
            };
            wrong.into_iter().for_each(&mut found);
            if matches!(place, Place::Nowhere) {
                return;
            }
            let in_cell = said.cell.1 > 0 && said.element == "v" && !matches!(said.kind, "s" | "b" | "e" | "str");
            let text = said.text.trim();
            let number = text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'));
            match (number.then(|| parse_decimal(text)).flatten(), said.attribute) {
                // Sizes and places of what is drawn are attributes too; caches hold values in `v`, what-if values in `val`.
                (Some(_), Some(name)) if !matches!((said.element, name), (_, "v") | ("inputCells", "val")) => {}
                (Some(number), _) => self.number(number, in_cell).into_iter().for_each(found),
                (None, Some("style")) => {}
                (None, _) => self.text(said.text, &mut found),
            }
        });
        if let Err(byte) = end {
            let what = Text::each(|lang| {
                let words = lang.pick("ce n’est plus du XML à l’octet", "this is no longer XML at byte");
                format!("{words} {byte}")
            });
            leaks.push(Leak { kind: Kind::Unsearched, part: part.to_owned(), place: String::new(), what, sure: false });
        }
    }
}

/// Where a thing stands.
pub(super) enum Place {
    /// In its cell, or in the whole.
    Here,
    /// By a name of its own.
    Named(String),
    /// Nowhere: it is no text of the file, and not judged.
    Nowhere,
}

/// The path of a computer or of a network in a text, as people's machines have them.
pub(super) fn local_path(text: &str) -> Option<&str> {
    let bytes = text.as_bytes();
    if !bytes.iter().any(|b| matches!(b, b'/' | b'\\')) {
        return None;
    }
    let drive = bytes.windows(3).enumerate().position(|(at, w)| {
        let alone = at == 0 || !bytes[at - 1].is_ascii_alphanumeric();
        alone && w[0].is_ascii_alphabetic() && w[1] == b':' && w[2] == b'\\'
    });
    let starts = ["file:/", "\\\\", "/home/", "/Users/", "/mnt/", "/Volumes/"];
    let start = drive.or_else(|| starts.iter().filter_map(|start| text.find(start)).min())?;
    let rest = &text[start..];
    let end = rest.char_indices().find(|(_, c)| c.is_control() || matches!(c, '"' | '<' | '>' | '|' | ']'));
    let path = &rest[..end.map_or(rest.len(), |(at, _)| at)];
    // A lone pair of backslashes is no path.
    (path.len() > 5).then_some(path)
}
