//! The cells of a file, compared with those of the file that it was made from.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use foldhash::{HashSet, HashSetExt as _};
use itertools::{EitherOrBoth, Itertools as _};
use rust_decimal::Decimal;

use super::content::{lines, number, written_formula};
use super::formats::{Format, Formats};
use super::found::Found;
use super::part::Judge;
use super::paths::link;
use super::{Against, Kind, Leak};
use crate::formula::{Address, Rect};
use crate::unit::{Spent, Text};
use crate::xlsx::{Book, Cell, Formula, Sheet, Value};

/// The work of reading a formula to compare it, and of telling what differs.
const WORK_OF_A_FORMULA: usize = 3_500;
/// The work of reading a byte of a formula, as a cell has it.
const WORK_OF_A_BYTE: usize = 110;
const WORK_OF_A_DIFFERENCE: usize = 1_000;
/// The work of looking for a cell in an area.
const WORK_OF_AN_AREA: usize = 4;

/// May a cell hold one of our numbers, given the place of its sheet in the original? So may none in a DQE.
pub type May<'a> = dyn Fn(usize, Address, Decimal) -> bool + 'a;

/// What the cells that differ are.
pub(super) struct Cells {
    /// By the place of a sheet in the file: cells whose value is another and may be.
    pub(super) settled: Vec<HashSet<(u32, u32)>>,
    /// Their values, by the place of the sheet in the original.
    pub(super) values: BTreeMap<usize, BTreeMap<Address, Value>>,
}

/// Compares cells, and reports each whose difference may not be.
pub(super) struct Compare<'a> {
    pub(super) original: &'a Book,
    pub(super) book: &'a Book,
    pub(super) judge: Judge<'a>,
    pub(super) against: Against,
    pub(super) may: &'a May<'a>,
}

/// A formula whose result is another than in the original.
struct Changed {
    sheet: usize,
    origin: usize,
    at: Address,
    value: Value,
}

impl Compare<'_> {
    /// Holds every sheet against the one of its name; `same` are the parts that are alike byte for byte.
    pub(super) fn cells(&self, same: &HashSet<String>, found: &mut Found) -> Cells {
        let (settled, values) = (vec![HashSet::new(); self.book.sheets.len()], BTreeMap::new());
        let mut cells = Cells { settled, values };
        // Cells name their texts by the place in a table that they share.
        let strings = self.book.package.entries().iter().any(|entry| {
            let name = entry.name.to_lowercase();
            name.ends_with("sharedstrings.xml") && !same.contains(&name)
        });
        let mut formats = Formats::default();
        let formats = [&self.original.styles, &self.book.styles].map(|styles| formats.of(styles));
        let mut results = Vec::new();
        for (sheet, entry) in self.book.sheets.iter().enumerate() {
            let Some(origin) = self.original.sheets.iter().position(|other| other.name == entry.name) else { continue };
            let moved = self.original.sheets[origin].part != entry.part;
            if !strings && !moved && same.contains(&entry.part.to_lowercase()) {
                continue;
            }
            match (self.original.sheet(origin), self.book.sheet(sheet)) {
                (Ok(old), Ok(new)) => {
                    self.formats(sheet, &formats, &old, &new, found);
                    self.sheet((sheet, origin), &old, &new, &mut cells, &mut results, found);
                }
                (_, Err(finding)) | (Err(finding), _) => {
                    let what = finding.message;
                    let (part, place) = (entry.part.clone(), entry.name.clone());
                    found.push(Leak { kind: Kind::Unsearched, part, place, what, sure: false });
                }
            }
        }
        self.results(results, &mut cells, found);
        cells
    }

    /// Filled cells whose number format shows another number, or words beside it: a hundredth, thousands, a literal; and
    /// those that protection no longer covers, or covers.
    fn formats(&self, sheet: usize, formats: &[Vec<Format>; 2], old: &Sheet, new: &Sheet, found: &mut Found) {
        let entry = &self.book.sheets[sheet];
        for cell in new.cells.iter().filter(|cell| !cell.value.is_empty()) {
            let places = [old.style(cell.at), cell.style].map(|style| style as usize);
            let of = |n: usize| formats[n].get(places[n]).copied().unwrap_or_default();
            let locked = |book: &Book, n: usize| book.styles.get(places[n]).is_none_or(|style| style.locked);
            let shown = !of(1).is_as(of(0), cell.formula.is_some());
            let lock = old.protected && locked(self.original, 0) != locked(self.book, 1);
            let words = [
                shown.then_some(("le format de nombre", "the number format")),
                lock.then_some(("le verrouillage", "the lock")),
            ];
            for words in words.into_iter().flatten() {
                let what = Text::each(|lang| self.against.other(lang.pick(words.0, words.1), lang));
                let place = format!("{}!{}", entry.name, cell.at);
                found.push(Leak { kind: Kind::Difference, part: entry.part.clone(), place, what, sure: true });
            }
        }
    }

    fn sheet(
        &self, (sheet, origin): (usize, usize), old: &Sheet, new: &Sheet, cells: &mut Cells,
        results: &mut Vec<Changed>, found: &mut Found,
    ) {
        let areas = |sheet: &Sheet| sheet.filled().collect::<Vec<Rect>>();
        let (filled_before, filled) = (areas(old), areas(new));
        let pairs = old.cells.iter().merge_join_by(&new.cells, |a, b| a.at.cmp(&b.at));
        for pair in pairs {
            let (before, after) = match pair {
                EitherOrBoth::Both(before, after) => (Some(before), Some(after)),
                EitherOrBoth::Left(before) => (Some(before), None),
                EitherOrBoth::Right(after) => (None, Some(after)),
            };
            let value = |cell: Option<&Cell>| cell.map_or(Value::Empty, |cell| cell.value.clone());
            let (was, is) = (value(before), value(after));
            let Ok(same_formula) = self.same_formula(before, after) else { return };
            // A result of no words, where none was kept: other programs write it with a type of its own.
            let is_blank = was != is && is_nothing(&was) && after.is_some_and(|cell| cell.formula.is_some());
            if same_formula && alike(&was, &is) && !is_blank {
                continue;
            }
            let Some(at) = after.or(before).map(|cell| cell.at) else { continue };
            // Once the budget is spent, that is found before the file is called clean.
            let areas = WORK_OF_AN_AREA * (filled.len() + filled_before.len());
            let formula = if same_formula { 0 } else { work_of(after) };
            let searched = self.judge.budget.draw(WORK_OF_A_DIFFERENCE + areas + formula);
            if searched.is_err() {
                return;
            }
            let within = |areas: &[Rect]| areas.iter().any(|area| area.holds(at));
            let computed = after.is_some_and(|cell| cell.formula.is_some()) || within(&filled);
            if same_formula && computed && (after.is_some_and(|cell| cell.formula.is_some()) || within(&filled_before))
            {
                results.push(Changed { sheet, origin, at, value: is });
            } else if same_formula && is.number().is_some_and(|number| (self.may)(origin, at, number)) {
                cells.settle(sheet, origin, at, is);
            } else {
                let formula = after.filter(|_| !same_formula).and_then(Cell::formula_text);
                self.differs(sheet, at, &is, formula.as_deref(), found);
            }
        }
    }

    /// Have two cells one formula, whichever program wrote it?
    fn same_formula(&self, before: Option<&Cell>, after: Option<&Cell>) -> Result<bool, Spent> {
        let formulas = [before, after].map(|cell| cell.and_then(|cell| cell.formula.as_deref()));
        if formulas[0] == formulas[1] && matches!(formulas[0], None | Some(Formula::Own(_))) {
            return Ok(true);
        }
        self.judge.budget.draw(work_of(before) + work_of(after))?;
        Ok(written(before) == written(after))
    }

    /// The results of formulas: they must be what the formulas give in the file.
    fn results(&self, results: Vec<Changed>, cells: &mut Cells, found: &mut Found) {
        if results.is_empty() {
            return;
        }
        let mut computed = match self.book.calculation() {
            Ok(computed) => computed,
            Err(finding) => {
                let (part, what) = (self.book.part.clone(), finding.message);
                found.push(Leak { kind: Kind::Unsearched, part, place: String::new(), what, sure: false });
                return;
            }
        };
        let done = computed.recalculate_all();
        let wrong: BTreeSet<_> = done.changed.iter().filter(|c| c.was.is_some()).map(|c| (c.sheet, c.at)).collect();
        let beyond: BTreeSet<_> = done.beyond.iter().map(|formula| (formula.sheet, formula.at)).collect();
        for Changed { sheet, origin, at, value } in results {
            let mut any = wrong.contains(&(sheet, at));
            if beyond.contains(&(sheet, at)) {
                // Its result is not known: it is judged as any value.
                self.judge.value(&value, |(.., sure)| any |= sure);
            }
            if any {
                self.differs(sheet, at, &value, None, found);
            } else {
                cells.settle(sheet, origin, at, value);
            }
        }
    }

    /// Reports what is in a cell and may not be.
    fn differs(&self, sheet: usize, at: Address, value: &Value, formula: Option<&str>, found: &mut Found) {
        let mut wrongs = Vec::new();
        if let Some(formula) = formula {
            wrongs.extend(link(formula));
            self.judge.text(formula, |wrong| wrongs.push(wrong));
        }
        self.judge.value(value, |wrong| wrongs.push(wrong));
        if !wrongs.iter().any(|(.., sure)| *sure) {
            let what = match (formula, shown(value)) {
                (Some(formula), _) => self.against.added(&format!("={formula}")),
                (None, Some(value)) => self.against.added(&value),
                (None, None) => Text::each(|lang| self.against.lost(lang.pick("le contenu", "the content"), lang)),
            };
            wrongs.push((Kind::Difference, what, true));
        }
        let entry = &self.book.sheets[sheet];
        for (kind, what, sure) in wrongs {
            found.push(Leak { kind, part: entry.part.clone(), place: format!("{}!{at}", entry.name), what, sure });
        }
    }
}

impl Cells {
    fn settle(&mut self, sheet: usize, origin: usize, at: Address, value: Value) {
        self.settled[sheet].insert((at.row, at.column));
        self.values.entry(origin).or_default().insert(at, value);
    }
}

/// The work of writing the formula of a cell.
fn work_of(cell: Option<&Cell>) -> usize {
    WORK_OF_A_FORMULA + cell.map_or(0, Cell::formula_length).saturating_mul(WORK_OF_A_BYTE)
}

/// The formula of a cell as programs agree on it.
fn written(cell: Option<&Cell>) -> Option<String> {
    let cell = cell?;
    cell.formula.as_ref().map(|_| cell.formula_text().map_or_else(|| "table".to_owned(), |text| written_formula(&text)))
}

/// Do two values say the same, whichever program wrote them?
fn alike(was: &Value, is: &Value) -> bool {
    match (was, is) {
        (Value::Number(a), Value::Number(b)) => a == b || number(a) == number(b),
        (Value::Text(a), Value::Text(b)) => a == b || lines(Cow::Borrowed(a)) == lines(Cow::Borrowed(b)),
        _ => was == is || (is_nothing(was) && is_nothing(is)),
    }
}

fn is_nothing(value: &Value) -> bool {
    value.is_empty() || value.text() == Some("")
}

/// A value in words, as much as can be shown; none where there is nothing.
fn shown(value: &Value) -> Option<String> {
    let text = match value {
        Value::Empty => return None,
        Value::Number(text) | Value::Error(text) | Value::Date(text) => text.to_string(),
        Value::Text(text) => format!("« {} »", text.chars().take(80).collect::<String>().escape_debug()),
        Value::Bool(truth) => truth.to_string(),
    };
    Some(text)
}
