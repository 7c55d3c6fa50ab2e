//! The contents of one part, judged.

use rust_decimal::Decimal;

use super::content::{HEADERS, Known, header, kind_of, may_be_figure};
use super::figures::Known as Secret;
use super::found::Found;
use super::numbers::{Unit, numbers};
use super::paths::local_path;
use super::words::{Common, Of};
use super::{Against, Kind, Leak, Secrets, Whose};
use crate::formula::Address;
use crate::unit::{Budget, Text, parse_decimal, seen};
use crate::xlsx::{Cut, TextFragment, Value, fragments};

/// The work of judging a byte of a text, a character that is no letter of a European language, which may be made of many,
/// and a number of the text.
const WORK_OF_A_BYTE: usize = 60;
const WORK_OF_A_SIGN: usize = 1_800;
const WORK_OF_A_NUMBER: usize = 500;
/// The work of telling a thing that is wrong.
const WORK_OF_A_WRONG: usize = 1_500;

/// Judges texts and numbers, wherever they are.
#[derive(Clone, Copy)]
pub(super) struct Judge<'a> {
    pub(super) secrets: &'a Secrets<'a>,
    pub(super) whose: Whose,
    /// What the file was made from, if anything is known of that.
    pub(super) against: Option<Against>,
    /// What judging may take.
    pub(super) budget: &'a Budget,
}

/// What is wrong with a text or a number: its kind, what it is, whether that is sure.
pub(super) type Wrong = (Kind, Text, bool);

impl Judge<'_> {
    /// A number; in one of our cells it must be one of the DQE.
    fn number(&self, value: Decimal, in_cell: bool) -> Option<Wrong> {
        let figures = &self.secrets.figures;
        if figures.is_shown(value) {
            return None;
        }
        let known = match self.whose {
            Whose::Ours if in_cell => figures.like(value),
            _ => Some(figures.revealed_by(value)?),
        };
        Some(self.figure(value, Unit::One, known, true))
    }

    fn figure(&self, value: Decimal, unit: Unit, known: Option<Secret>, sure: bool) -> Wrong {
        let value = value.normalize();
        let what = Text::each(|lang| {
            let name = known.map(|known| known.name(self.secrets.bid));
            let name = name
                .as_ref()
                .map_or(lang.pick("le DQE n’a pas ce nombre", "the DQE has no such number"), |n| n.get(lang));
            format!("{value}{}{}{name}", unit.mark(), lang.colon())
        });
        (Kind::Figure, what, sure)
    }

    /// The value of a cell.
    pub(super) fn value(&self, value: &Value, mut found: impl FnMut(Wrong)) {
        if let Some(number) = value.number() {
            self.number(number, true).into_iter().for_each(found);
        } else if let Some(text) = value.text() {
            self.text(text, &mut found);
        }
    }

    /// A text: its words, the numbers in it, the paths of a computer. Nothing is found once the budget is spent.
    pub(super) fn text(&self, text: &str, mut found: impl FnMut(Wrong)) {
        let signs = text.chars().filter(|c| *c > '\u{17F}').count();
        let work = text.len().saturating_mul(WORK_OF_A_BYTE).saturating_add(signs.saturating_mul(WORK_OF_A_SIGN));
        if self.budget.draw(work).is_err() {
            return;
        }
        let (strict, asking) = (self.whose == Whose::Ours, self.against == Some(Against::Questions));
        self.secrets.words.in_text(text, |word| {
            if asking && word.asked {
                return;
            }
            // A question may ask what nearshore is allowed, or what a penalty of 10 % is of.
            let sure = match word.of {
                Of::Term if asking => false,
                _ if strict => word.common != Common::Everywhere,
                of => word.common == Common::No && !matches!(of, Of::Team | Of::Item),
            };
            let what = Text::each(|lang| format!("« {} »{}{}", word.text, lang.colon(), word.of.name(lang)));
            found((Kind::Word, what, sure));
        });
        let text = seen(text);
        if text.bytes().any(|b| b.is_ascii_digit()) {
            let figures = &self.secrets.figures;
            let searched = numbers(&text, |value, unit| {
                self.budget.draw(WORK_OF_A_NUMBER)?;
                if unit == Unit::One {
                    if let Some(known) = figures.revealed_by(value) {
                        found(self.figure(value, unit, Some(known), true));
                    }
                    return Ok(());
                }
                if let Some((known, digits)) = figures.rounded(value, unit) {
                    let least = if asking { 3 } else { 4 };
                    found(self.figure(value, unit, Some(known), (strict && !asking) || digits >= least));
                }
                Ok(())
            });
            if searched.is_err() {
                return;
            }
        }
        if let Some(path) = local_path(&text) {
            found((
                Kind::Link,
                Text::each(|lang| format!("{} {path}", lang.pick("un chemin ou un lien", "a path or a link"))),
                true,
            ));
        }
    }

    /// What an XML part says and is not `known`, judged; `takes` sees each thing first and says where it is, and what
    /// is wrong with its being there at all. `name` is what the whole is called: a sheet. A part cut short is read as far
    /// as it goes.
    #[allow(clippy::too_many_arguments, reason = "what is searched, what is known of it, and what is found")]
    pub(super) fn part(
        &self, part: &str, name: &str, xml: &str, known: &mut Known<'_>, leaks: &mut Found,
        mut takes: impl FnMut(&TextFragment<'_>) -> (Place, Option<Wrong>),
    ) {
        let (lower, kind) = (part.to_lowercase(), kind_of(part));
        let end = fragments(xml, self.budget, |fragment| {
            let (place, wrong) = takes(fragment);
            if matches!(place, Place::Nowhere) || known.takes(&kind, fragment, self.budget) {
                return;
            }
            let mut any = false;
            let mut found = |(kind, what, sure): Wrong| {
                any |= sure;
                let _ = self.budget.draw(WORK_OF_A_WRONG);
                let place = place.of(name, fragment);
                leaks.push(Leak { kind, part: part.to_owned(), place, what, sure });
            };
            wrong.into_iter().for_each(&mut found);
            self.statement(fragment, &mut found);
            if let (false, true, Some(against)) = (any, known.must(&lower, fragment), self.against) {
                let _ = self.budget.draw(WORK_OF_A_WRONG);
                let what = against.added(&described(fragment));
                let place = place.of(name, fragment);
                leaks.push(Leak { kind: Kind::Difference, part: part.to_owned(), place, what, sure: true });
            }
        });
        let is_vml = lower.rsplit_once('.').is_some_and(|(_, extension)| extension == "vml");
        let (byte, fr, en) = match end {
            Err(Cut::NotXml(byte)) => (byte, "ce n’est plus du XML à l’octet", "this is no longer XML at byte"),
            // Drawings of this kind never were XML: Excel writes `<br>` in them.
            Err(Cut::IllFormed(byte)) if !is_vml => {
                (byte, "le XML est mal formé à l’octet", "the XML is not well-formed at byte")
            }
            _ => return,
        };
        let what = Text::each(|lang| format!("{} {byte}", lang.pick(fr, en)));
        leaks.push(Leak { kind: Kind::Unsearched, part: part.to_owned(), place: String::new(), what, sure: false });
    }

    /// One thing that a part says.
    fn statement(&self, fragment: &TextFragment<'_>, mut found: impl FnMut(Wrong)) {
        let in_cell =
            fragment.cell.1 > 0 && fragment.element == "v" && !matches!(fragment.kind, "s" | "b" | "e" | "str");
        let text = fragment.text.trim();
        let number = text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'));
        match (number.then(|| parse_decimal(text)).flatten(), fragment.attribute) {
            (Some(_), _) if !may_be_figure(fragment) => {}
            (Some(number), _) => self.number(number, in_cell).into_iter().for_each(found),
            (None, Some("style")) => {}
            (None, _) if HEADERS.contains(&fragment.element) => self.text(&header(fragment.text), &mut found),
            (None, _) => self.text(fragment.text, &mut found),
        }
    }
}

/// A thing that a part says, in words: `dataValidation prompt « taux »`.
pub(super) fn described(fragment: &TextFragment<'_>) -> String {
    let mut shown: String = fragment.text.trim().chars().take(60).collect();
    if shown.len() < fragment.text.trim().len() {
        shown.push('…');
    }
    let attribute = fragment.attribute.map(|name| format!(" {name}")).unwrap_or_default();
    format!("{}{attribute} « {} »", fragment.element, shown.escape_debug()).trim_start().to_owned()
}

/// The place of a thing.
pub(super) enum Place {
    /// In its cell, or in the whole.
    Here,
    /// By a name of its own.
    Named(String),
    /// Nowhere: it is no text of the file, and not judged.
    Nowhere,
}

impl Place {
    fn of(&self, name: &str, fragment: &TextFragment<'_>) -> String {
        match (self, fragment.cell) {
            (Self::Named(place), _) => place.clone(),
            (_, (row, column)) if row > 0 && column > 0 => format!("{name}!{}", Address { row, column }),
            _ => name.to_owned(),
        }
    }
}
