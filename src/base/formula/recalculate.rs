use std::sync::Arc;

use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::book::{Book, Content, Reads};
use super::evaluate::{Work, evaluate};
use super::functions;
use super::{Address, Beyond, Grid, Rect, Value};

/// What a recalculation found.
#[derive(Debug, Clone, Default)]
pub struct Recalculated {
    /// The cells whose value is another than before, by sheet and cell.
    pub changed: Vec<Change>,
    /// The formulas that hang on what changed and whose value is beyond the tool, by sheet and cell.
    pub beyond: Vec<Unanswered>,
}

/// A cell of a formula before and after.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The place of its sheet in the book.
    pub sheet: usize,
    /// The cell.
    pub at: Address,
    /// What it held; `None` where the file gave no value.
    pub was: Option<Value>,
    /// What it holds now.
    pub now: Value,
}

/// A formula whose value is beyond the tool.
#[derive(Debug, Clone, PartialEq)]
pub struct Unanswered {
    /// The place of its sheet in the book.
    pub sheet: usize,
    /// Its cell.
    pub at: Address,
    /// The formula, as written.
    pub text: Box<str>,
    /// Why.
    pub why: Beyond,
}

impl Book {
    /// Puts values in cells, and computes again the formulas that hang on them, on whichever sheet and through names,
    /// from the values last computed of all others.
    pub fn recalculate(&mut self, changes: &[(usize, Address, Value)]) -> Recalculated {
        for (sheet, at, value) in changes {
            self.put(*sheet, *at, value.clone());
        }
        let cells = changes.iter().map(|(sheet, at, _)| (*sheet, Rect::cell(*at))).collect();
        Run::new(self).after(cells)
    }

    /// Computes every formula again: those that then change were stale.
    pub fn recalculate_all(&mut self) -> Recalculated {
        Run::new(self).of_all()
    }
}

/// The place of a formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Its value holds.
    Holds,
    /// It has no value, and gets one if another needs it.
    Unknown,
    /// What it reads changed.
    Due,
    /// What it reads is being computed.
    Open,
    /// Computed.
    Done,
}

struct Run<'a> {
    book: &'a mut Book,
    reads: Arc<[Reads]>,
    states: Vec<State>,
    /// The place of an open formula on the way.
    places: Vec<usize>,
    /// Formulas to report: they hang on what changed.
    due: Vec<u32>,
    work: Work,
    found: Recalculated,
}

/// A formula on the way to its value, and how far what it reads was looked at: the area, and the cell in it.
struct Step {
    formula: u32,
    /// Does it hang on what changed, or has it only no value?
    due: bool,
    area: usize,
    from: Option<Address>,
    /// The first of the formulas on the way that it reads, directly or through those computed for it.
    back: Option<usize>,
}

/// The cells that it counts for to find what reads an area.
const AREA: u64 = 10;

type Entry = GeomWithData<Rectangle<[i64; 3]>, u32>;

impl<'a> Run<'a> {
    fn new(book: &'a mut Book) -> Self {
        let states = book.formulas().iter().map(|formula| {
            let slot = book.find(formula.sheet, formula.at());
            let unknown = slot.is_some_and(|slot| matches!(slot.content, Content::Unknown | Content::Beyond(_)));
            if unknown { State::Unknown } else { State::Holds }
        });
        let states: Vec<State> = states.collect();
        let (reads, places) = (book.all_reads(), vec![0; states.len()]);
        Self {
            book,
            reads,
            states,
            places,
            due: Vec::new(),
            work: Work::of(functions::call),
            found: Recalculated::default(),
        }
    }

    fn of_all(mut self) -> Recalculated {
        for formula in 0..self.states.len() {
            self.make_due(index(formula));
        }
        self.compute()
    }

    /// Spreads over all that hangs on these cells. A formula is met once, however many of the cells it reads.
    fn after(mut self, mut cells: Vec<(usize, Rect)>) -> Recalculated {
        let mut single = Vec::new();
        let mut ranges = Vec::new();
        for (formula, reads) in self.reads.iter().enumerate() {
            if self.book.draw(reads.areas.len() as u64 * AREA).is_err() {
                break;
            }
            for (sheet, rect) in &reads.areas {
                match rect.single() {
                    Some(at) => single.push((*sheet, at, index(formula))),
                    None => ranges.push(Entry::new(rectangle(*sheet, *rect), index(formula))),
                }
            }
        }
        single.sort_unstable();
        let mut ranges = RTree::bulk_load(ranges);
        for formula in 0..self.states.len() {
            if self.reads[formula].anything {
                cells.extend(self.make_due(index(formula)));
            }
        }
        while let Some((sheet, rect)) = cells.pop() {
            let from = single.partition_point(|(s, at, _)| (*s, *at) < (sheet, rect.first()));
            let in_order = single[from..].iter().take_while(|(s, at, _)| (*s, at.row) <= (sheet, rect.bottom));
            let mut met: Vec<u32> = in_order.filter(|(_, at, _)| rect.holds(*at)).map(|(.., f)| *f).collect();
            let (low, high) = corners(sheet, rect);
            let envelope = AABB::from_corners(low, high);
            if ranges.locate_in_envelope_intersecting(envelope).next().is_some() {
                met.extend(ranges.drain_in_envelope_intersecting(envelope).map(|entry| entry.data));
            }
            for formula in met {
                cells.extend(self.make_due(formula));
            }
        }
        self.compute()
    }

    /// The cells that the formula fills, where it was not due before.
    fn make_due(&mut self, formula: u32) -> Option<(usize, Rect)> {
        let state = self.states.get_mut(formula as usize)?;
        let of = &self.book.formulas()[formula as usize];
        // A formula that a value was put over is no more.
        let is_there = self.book.find(of.sheet, of.at()).is_some_and(|slot| slot.formula == Some(formula));
        if *state == State::Due || !is_there {
            return None;
        }
        *state = State::Due;
        self.due.push(formula);
        Some((of.sheet, of.cells))
    }

    fn compute(mut self) -> Recalculated {
        for formula in std::mem::take(&mut self.due) {
            self.settle(formula);
        }
        self.found.changed.sort_by_key(|change| (change.sheet, change.at));
        self.found.beyond.sort_by_key(|unanswered| (unanswered.sheet, unanswered.at));
        self.found
    }

    /// Computes a formula after all it needs, however deep that goes.
    fn settle(&mut self, formula: u32) {
        let first = |formula, due| Step { formula, due, area: 0, from: None, back: None };
        let mut steps = vec![first(formula, true)];
        while let Some(last) = steps.len().checked_sub(1) {
            let step = &mut steps[last];
            let state = &mut self.states[step.formula as usize];
            match state {
                State::Due | State::Unknown => {
                    step.due = *state == State::Due;
                    *state = State::Open;
                    self.places[step.formula as usize] = last;
                }
                State::Open => {}
                State::Holds | State::Done => {
                    steps.pop();
                    continue;
                }
            }
            match self.needed(step) {
                Some(needed) if self.states[needed as usize] == State::Open => {
                    step.back = earlier(step.back, Some(self.places[needed as usize]));
                }
                Some(needed) => steps.push(first(needed, false)),
                None => {
                    let Step { formula, due, back, .. } = *step;
                    steps.pop();
                    if let Some(before) = steps.last_mut() {
                        before.back = earlier(before.back, back.filter(|back| *back < last));
                    }
                    self.answer(formula, due, back.is_some());
                }
            }
        }
    }

    /// The next formula that has to be computed before this one, from where the step was left.
    fn needed(&self, step: &mut Step) -> Option<u32> {
        let areas = &self.reads[step.formula as usize].areas;
        while let Some((sheet, rect)) = areas.get(step.area).copied() {
            let from = step.from.unwrap_or(rect.first());
            let rest = Rect { top: from.row, ..rect };
            for (row, slot) in self.book.filled(sheet, rest) {
                if !self.work.take(self.book, 1) {
                    return None;
                }
                let passed = step.from.is_some_and(|from| row == from.row && slot.column <= from.column);
                let Some(formula) = slot.formula.filter(|_| !passed) else { continue };
                if !matches!(self.states[formula as usize], State::Holds | State::Done) {
                    step.from = Some(Address { row, column: slot.column });
                    return Some(formula);
                }
            }
            (step.area, step.from) = (step.area + 1, None);
        }
        None
    }

    /// Evaluates a formula whose needs are met, and puts what it gives in its cells.
    fn answer(&mut self, index: u32, due: bool, circular: bool) {
        self.states[index as usize] = State::Done;
        let formula = &self.book.formulas()[index as usize];
        let (sheet, cells) = (formula.sheet, formula.cells);
        let answer = if circular {
            Err(Beyond::new("a formula that reads itself, directly or through others"))
        } else {
            evaluate(self.book, formula, &self.work)
        };
        if let (true, Err(why)) = (due, &answer) {
            let text = formula.text.clone();
            self.found.beyond.push(Unanswered { sheet, at: cells.first(), text, why: why.clone() });
        }
        for row in cells.top..=cells.bottom {
            for column in cells.left..=cells.right {
                let at = Address { row, column };
                let content = match &answer {
                    Ok(grid) => Content::Value(value_at(grid, cells, at)),
                    Err(why) => Content::Beyond(why.clone()),
                };
                let was = std::mem::replace(&mut self.book.slot(sheet, at).content, content.clone());
                if let (true, Content::Value(now)) = (due, content) {
                    let was = if let Content::Value(was) = was { Some(was) } else { None };
                    if !was.as_ref().is_some_and(|was| was.same(&now)) {
                        self.found.changed.push(Change { sheet, at, was, now });
                    }
                }
            }
        }
    }
}

/// The earlier of two places.
fn earlier(one: Option<usize>, other: Option<usize>) -> Option<usize> {
    one.into_iter().chain(other).min()
}

fn value_at(grid: &Grid, cells: Rect, at: Address) -> Value {
    let place = (at.row - cells.top) as usize * grid.width + (at.column - cells.left) as usize;
    grid.values.get(place).cloned().unwrap_or(Value::Empty)
}

fn index(formula: usize) -> u32 {
    u32::try_from(formula).unwrap_or(u32::MAX)
}

fn corners(sheet: usize, rect: Rect) -> ([i64; 3], [i64; 3]) {
    let sheet = i64::try_from(sheet).unwrap_or(i64::MAX);
    ([sheet, rect.top.into(), rect.left.into()], [sheet, rect.bottom.into(), rect.right.into()])
}

fn rectangle(sheet: usize, rect: Rect) -> Rectangle<[i64; 3]> {
    let (low, high) = corners(sheet, rect);
    Rectangle::from_corners(low, high)
}
