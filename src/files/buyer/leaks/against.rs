//! A file compared with the one that it was made from: the DQE or the list of questions as the models give it, or the
//! buyer's own form.
//!
//! The file is to be that one and nothing else, but for our prices in the cells that wait for them, and the results of
//! the buyer's formulas. Where it is so byte for byte, nothing is left to judge. Else every difference is reported: what the
//! archive holds beside its parts, parts that are there, missing or other, what each says, each cell. A file that another
//! program has saved again has no byte of the original left: there what it *says* is compared with all that the original
//! says, and cells, names, rows and columns out of sight, parts and properties against those of the original.

use std::collections::{BTreeSet, HashMap};

use foldhash::HashSet;

use super::cells::{Cells, Compare, May};
use super::content::{Known, Part, Spoken, is_formula, is_value, kind_of};
use super::found::Found;
use super::package::{Before, Search, extra_of};
use super::part::Judge;
use super::settings;
use super::sight::{Looking, Sight};
use super::{Against, Kind, Leak, Secrets, Whose};
use crate::unit::{Lang, Text};
use crate::xlsx::{Book, Entry, Package, Unseen, fragments};

/// How a file relates to the one that it was made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// It is that file byte for byte, but for values that may differ.
    Same,
    /// Some of its parts differ.
    Changed,
    /// Another program has saved it: it was compared by what it says.
    SavedAgain,
}

/// What differs between a file and the one that it was made from, and may not.
#[derive(Debug, Clone)]
pub struct Compared {
    /// How the file relates to it.
    pub how: How,
    /// What differs.
    pub leaks: Vec<Leak>,
}

/// Compares a file with the one that it was made from. `may` says which of its cells may hold which numbers.
#[must_use]
pub fn compared(original: &Book, book: &Book, secrets: &Secrets<'_>, against: Against, may: &May<'_>) -> Compared {
    if original.package.bytes() == book.package.bytes() {
        return Compared { how: How::Same, leaks: Vec::new() };
    }
    let whose = if against == Against::Buyer { Whose::Theirs } else { Whose::Ours };
    let judge = Judge { secrets, whose, against: Some(against), budget: book.package.budget() };
    let same = same_parts(&original.package, &book.package);
    let mut found = Found::default();
    let cells = Compare { original, book, judge, against, may }.cells(&same, &mut found);
    if found.counts() == (0, 0) && rebuilt(original, book, &cells) {
        return Compared { how: How::Same, leaks: Vec::new() };
    }
    let how = if saved_again(original, book) { How::SavedAgain } else { How::Changed };
    let mut kinds: HashMap<String, Vec<&Entry>> = HashMap::new();
    original.package.entries().iter().for_each(|entry| kinds.entry(kind_of(&entry.name)).or_default().push(entry));
    let mut held = Held { original, book, judge, against, same, cells, kinds, how, found };
    held.archive();
    held.sheets();
    if how == How::SavedAgain {
        held.settings();
    }
    held.parts();
    Compared { how, leaks: held.found.finish() }
}

/// The parts, by their names in small letters, whose content is the same byte for byte.
fn same_parts(before: &Package, after: &Package) -> HashSet<String> {
    let entries = after.entries().iter();
    entries.filter(|entry| same_content(before, after, entry, &entry.name)).map(|e| e.name.to_lowercase()).collect()
}

/// Has the original, under a name, what a part of the file holds?
fn same_content(before: &Package, after: &Package, entry: &Entry, name: &str) -> bool {
    before.entry(name).is_some_and(|old| after.is_same(entry, before, old).unwrap_or(false))
}

/// Is the file just the original with these values, as `fill` writes it?
fn rebuilt(original: &Book, book: &Book, cells: &Cells) -> bool {
    let attempt = || {
        let mut parts = Vec::new();
        for (place, values) in &cells.values {
            let sheet = original.splice(&original.sheet(*place)?, values)?;
            parts.push((original.sheets[*place].part.clone(), sheet.bytes().into_owned()));
        }
        // Set to compute when it is opened, where a formula is beyond the tool.
        if let Some(part) =
            original.recalculating()?.filter(|part| book.package.part(&book.part).ok().as_ref() == Some(part))
        {
            parts.push((original.part.clone(), part));
        }
        original.package.with(&parts)
    };
    attempt().is_ok_and(|bytes| bytes == book.package.bytes())
}

/// Has another program saved the file? Then nothing that programs always write is as it was, or no part has its date.
fn saved_again(original: &Book, book: &Book) -> bool {
    let before = &original.package;
    let shared = || book.package.entries().iter().filter_map(|entry| Some((entry, before.entry(&entry.name)?)));
    if shared().next().is_some() && shared().all(|(entry, old)| before.date(old) != book.package.date(entry)) {
        return true;
    }
    let styles =
        before.entries().iter().map(|entry| &entry.name).filter(|name| name.to_lowercase().ends_with("styles.xml"));
    let mut always = original.sheets.iter().map(|sheet| &sheet.part).chain([&original.part]).chain(styles);
    always.all(|name| book.package.entries().iter().all(|entry| !same_content(before, &book.package, entry, name)))
}

/// A difference that may not be.
fn difference(part: &str, place: &str, what: Text) -> Leak {
    Leak { kind: Kind::Difference, part: part.to_owned(), place: place.to_owned(), what, sure: true }
}

/// Kinds of parts that programs add to any workbook.
const ALWAYS: [&str; 3] = ["xl/calcchain.xml", "xl/theme/theme.xml", "xl/styles.xml"];

/// A file that differs from its original.
struct Held<'a> {
    original: &'a Book,
    book: &'a Book,
    judge: Judge<'a>,
    against: Against,
    same: HashSet<String>,
    cells: Cells,
    /// The entries of the original by their kind.
    kinds: HashMap<String, Vec<&'a Entry>>,
    how: How,
    found: Found,
}

impl Held<'_> {
    fn push(&mut self, kind: Kind, part: &str, place: &str, what: Text) {
        self.found.push(Leak { kind, part: part.to_owned(), place: place.to_owned(), what, sure: true });
    }

    /// The archive beside its parts, and in which order and of which dates they are.
    fn archive(&mut self) {
        let (before, after) = (&self.original.package, &self.book.package);
        let known: HashSet<_> = before.extras().into_iter().collect();
        for extra in after.extras().into_iter().filter(|extra| !known.contains(extra)) {
            let (kind, what) = extra_of(&extra);
            self.push(kind, &extra.part, "", what);
        }
        if self.how == How::SavedAgain {
            return;
        }
        for entry in after.entries() {
            if before.entry(&entry.name).is_some_and(|old| before.date(old) != after.date(entry)) {
                let words =
                    |lang: Lang| lang.pick("une autre date dans l’archive", "another date in the archive").into();
                self.push(Kind::Difference, &entry.name, "", Text::each(words));
            }
        }
        let names = |package: &Package, other: &Package| -> Vec<String> {
            package.entries().iter().filter(|e| other.has(&e.name)).map(|e| e.name.clone()).collect()
        };
        if names(before, after) != names(after, before) {
            let words = |lang: Lang| {
                let words = ("les parties sont nommées ou rangées autrement", "parts are named or ordered otherwise");
                lang.pick(words.0, words.1).to_owned()
            };
            self.push(Kind::Difference, "", "", Text::each(words));
        }
    }

    /// The sheets by their names.
    fn sheets(&mut self) {
        let (original, book) = (self.original, self.book);
        for sheet in &book.sheets {
            if !original.sheets.iter().any(|old| old.name == sheet.name) {
                let what = self.against.added(&format!("« {} »", sheet.name));
                self.push(Kind::Difference, &sheet.part, &sheet.name, what);
            }
        }
        for sheet in &original.sheets {
            if !book.sheets.iter().any(|new| new.name == sheet.name) {
                let what = self.against.missing(&format!("« {} »", sheet.name));
                self.push(Kind::Difference, &sheet.part, &sheet.name, what);
            }
        }
    }

    /// What was set in the original and is no longer, or is otherwise: of the workbook, and of sheets whose parts are not
    /// judged since the original has them, elsewhere.
    fn settings(&mut self) {
        let (original, book) = (self.original, self.book);
        let mut pairs = vec![(book.part.clone(), String::new(), settings::of_book(original), settings::of_book(book))];
        for sheet in &book.sheets {
            let Some(old) = original.sheets.iter().find(|old| old.name == sheet.name) else { continue };
            let entry = book.package.entry(&sheet.part);
            let same = entry.is_some_and(|entry| same_content(&original.package, &book.package, entry, &old.part));
            if same || !self.is_known(&sheet.part) {
                continue;
            }
            let of = |book: &Book, part: &str| {
                let text = book.package.text(part).unwrap_or_default();
                settings::of_sheet(&text, book.package.budget())
            };
            pairs.push((sheet.part.clone(), sheet.name.clone(), of(original, &old.part), of(book, &sheet.part)));
        }
        for (part, place, before, after) in pairs {
            self.against.settings(&before, &after, |what| self.found.push(difference(&part, &place, what)));
        }
    }

    /// Each part that differs.
    fn parts(&mut self) {
        let (original, book) = (self.original, self.book);
        let mut search = Search::of(book, self.judge, Some(original), std::mem::take(&mut self.found));
        let mut spoken = Spoken::default();
        if self.how == How::SavedAgain {
            let unseen = search.unseen_before();
            let mut sheets: HashMap<&str, (&str, Looking<'_>, settings::Reader)> = HashMap::new();
            for sheet in &original.sheets {
                let said = (sheet.name.as_str(), Looking::new(&unseen), settings::Reader::default());
                let part = original.package.entry(&sheet.part).map_or(&sheet.part, |entry| &entry.name);
                sheets.insert(part, said);
            }
            let budget = original.package.budget();
            spoken = Spoken::of(original, book, |part, fragment| {
                if let Some((_, looking, settings)) = sheets.get_mut(part) {
                    looking.take(fragment);
                    settings.take(fragment, budget);
                }
            });
            for (sheet, looking, settings) in sheets.into_values() {
                let settings = Some(settings.finish(budget));
                search.knows(sheet, Before { sight: looking.finish(), settings });
            }
            // A chart says again what cells hold, each of which was compared.
            for values in self.cells.values.values().flat_map(|values| values.values()) {
                spoken.add_value(values);
            }
        }
        for name in search.parts() {
            if self.is_known(&name) {
                continue;
            }
            let before_part = search.found.counts().0;
            let is_new = self.is_new(&name);
            let sheet = book.sheets.iter().position(|sheet| sheet.part.eq_ignore_ascii_case(&name));
            if is_new && (sheet.is_some() || self.how == How::Changed) {
                search.part(&name, true, &mut Known::Nothing);
                if self.how == How::Changed && search.found.counts().0 == before_part {
                    search.leak(Kind::Difference, &name, "", Text::each(|lang| self.against.extra(lang)));
                }
                continue;
            }
            if self.how == How::SavedAgain {
                search.part(&name, is_new, &mut Known::Anywhere(&spoken));
                continue;
            }
            let settled = sheet.map(|place| &self.cells.settled[place]);
            let before = original.package.text(&name).unwrap_or_default();
            let (budget, unseen) = (original.package.budget(), search.unseen_before());
            let mut looking = Looking::new(&unseen);
            let part = Part::of(&before, budget, settled, |fragment| looking.take(fragment));
            if let Some(sheet) = sheet.and_then(|place| book.sheets.get(place)) {
                let of_it =
                    original.sheets.iter().any(|old| old.name == sheet.name && old.part.eq_ignore_ascii_case(&name));
                let sight = if of_it { looking.finish() } else { self.sight_of(&sheet.name, &unseen) };
                search.knows(&sheet.name, Before { sight, settings: None });
            }
            let mut known = Known::Part(part);
            search.part(&name, false, &mut known);
            if let Known::Part(part) = &mut known
                && !part.is_done()
            {
                search.missing(&name, &before, part, self.against);
            }
            if search.found.counts().0 == before_part && !self.is_filled(&name) {
                let words = |lang: Lang| lang.pick("le contenu de cette partie", "the content of this part").to_owned();
                let what = Text::each(|lang| self.against.other(&words(lang), lang));
                search.leak(Kind::Difference, &name, "", what);
            }
        }
        self.found = search.finish();
        for entry in original.package.entries() {
            let gone = match self.how {
                How::SavedAgain => false,
                _ => !book.package.has(&entry.name),
            };
            if gone {
                let words = Text { fr: "cette partie".into(), en: "this part".into() };
                let what = Text::each(|lang| self.against.lost(words.get(lang), lang));
                self.push(Kind::Difference, &entry.name, "", what);
            }
        }
    }

    /// Is a part the original's, there or elsewhere?
    fn is_known(&self, name: &str) -> bool {
        self.same.contains(&name.to_lowercase()) || self.is_elsewhere(name)
    }

    /// What is out of sight in the original's sheet of a name.
    fn sight_of(&self, sheet: &str, unseen: &Unseen) -> Sight {
        let mut looking = Looking::new(unseen);
        let part = self.original.sheets.iter().find(|old| old.name == sheet).map(|old| &old.part);
        if let Some(text) = part.and_then(|part| self.original.package.text(part).ok()) {
            let _ = fragments(&text, self.original.package.budget(), |fragment| looking.take(fragment));
        }
        looking.finish()
    }

    /// Has the original no such part, nor, where parts were written anew, any of its kind?
    fn is_new(&self, name: &str) -> bool {
        if let Some(sheet) = self.book.sheets.iter().find(|sheet| sheet.part.eq_ignore_ascii_case(name)) {
            return !self.original.sheets.iter().any(|old| old.name == sheet.name);
        }
        match self.how {
            // A sheet that the workbook does not name.
            _ if name.to_lowercase().starts_with("xl/worksheets/") && !name.contains("_rels/") => true,
            How::SavedAgain => {
                let kind = kind_of(name);
                !ALWAYS.contains(&kind.as_str()) && !self.kinds.contains_key(&kind)
            }
            _ => !self.original.package.has(name),
        }
    }

    /// Has the original this part's content under another name, as programs that number parts anew leave it?
    fn is_elsewhere(&self, name: &str) -> bool {
        let (before, after) = (&self.original.package, &self.book.package);
        let Some(entry) = after.entry(name).filter(|_| self.how == How::SavedAgain) else { return false };
        let alike = self.kinds.get(&kind_of(name));
        alike.into_iter().flatten().any(|old| after.is_same(entry, before, old).unwrap_or(false))
    }

    /// Is a part what `fill` makes of the original's: with the values that may differ, or set to compute when opened?
    fn is_filled(&self, name: &str) -> bool {
        let Ok(bytes) = self.book.package.part(name) else { return false };
        let sheets = self.cells.values.iter().filter(|(place, _)| self.original.sheets[**place].part == name);
        let mut sheets = sheets.filter_map(|(place, values)| {
            let sheet = self.original.sheet(*place).ok()?;
            Some(self.original.splice(&sheet, values).ok()?.bytes() == bytes)
        });
        let computing = || self.original.recalculating().ok().flatten().is_some_and(|part| part == bytes);
        sheets.any(|same| same) || (name == self.original.part && computing())
    }
}

/// What a program wrote of itself when it saved a file, as lines of `programs.txt`: all that neither the original says nor
/// the form of a value explains.
#[must_use]
pub fn of_programs(original: &Book, saved: &Book) -> BTreeSet<String> {
    let spoken = Spoken::of(original, saved, |_, _| {});
    let mut lines = BTreeSet::new();
    for entry in saved.package.entries() {
        let Ok(text) = saved.package.text(&entry.name) else { continue };
        let kind = kind_of(&entry.name);
        // A part cut short is known as far as it goes.
        let _ = fragments(&text, saved.package.budget(), |fragment| {
            let mut known = Known::Anywhere(&spoken);
            if !is_value(fragment) && !known.takes(&kind, fragment, saved.package.budget()) && !is_formula(fragment) {
                lines.extend(spoken.unknown(fragment));
            }
        });
    }
    lines
}
