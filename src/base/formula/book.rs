use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

use super::value::fold;
use super::{Address, Beyond, Expr, Rect, Value};
use crate::unit::{Budget, Spent};

/// How many cells an array formula may fill, and all of a workbook together.
const CELLS_FILLED: u64 = 10_000;
const CELLS_FILLED_IN_ALL: u64 = 250_000;
/// The work of reading or putting a cell: what each step of computing is counted in.
const WORK_OF_A_CELL: u64 = 110;
/// The cells that a formula counts for, besides one for each byte of it.
const FORMULA: u64 = 20;

/// The cells of a workbook as its formulas see them: values, formulas with the values last computed for them, and names.
///
/// A cell that is not put is empty, so that a sheet of a million rows with ten cells is ten cells.
///
/// ```
/// use chiffrage_base::formula::{Address, Book, Value};
/// use rust_decimal::dec;
/// let at = |text| Address::parse(text).unwrap();
/// let mut book = Book::default();
/// let lot = book.add_sheet("Lot 1");
/// book.put(lot, at("E9"), Value::Empty);
/// book.put(lot, at("J9"), dec!(12).into());
/// book.put_formula(lot, at("K9"), "E9*J9", Some(dec!(0).into()));
/// let done = book.recalculate(&[(lot, at("E9"), dec!(720.50).into())]);
/// assert_eq!(done.changed[0].now, dec!(8646).into());
/// assert!(done.beyond.is_empty());
/// ```
#[derive(Debug, Clone, Default)]
pub struct Book {
    sheets: Vec<Sheet>,
    written: Arc<Written>,
    /// What reading the file may take that it comes from, if it comes from one.
    budget: Option<Budget>,
}

/// What computing does not change: copies of a book share it.
#[derive(Debug, Clone, Default)]
struct Written {
    /// Places of the sheets, by folded name.
    by_name: HashMap<String, usize>,
    /// By scope and folded name.
    names: HashMap<(Option<usize>, String), Result<Expr, Beyond>>,
    formulas: Vec<Formula>,
    /// The cells that array formulas fill.
    filled: u64,
    /// What each formula reads, found when it is first asked for.
    reads: OnceLock<Arc<[Reads]>>,
}

/// What a formula reads, whichever branch it takes.
#[derive(Debug, Clone, Default)]
pub(super) struct Reads {
    /// Cells, by sheet.
    pub(super) areas: Vec<(usize, Rect)>,
    /// May it read others too, known only once it is evaluated?
    pub(super) anything: bool,
}

#[derive(Debug, Clone)]
struct Sheet {
    name: String,
    /// The cells of a row, in the order of columns.
    rows: BTreeMap<u32, Vec<Slot>>,
    hidden: BTreeSet<u32>,
}

/// A cell that is put.
#[derive(Debug, Clone)]
pub(super) struct Slot {
    pub(super) column: u32,
    pub(super) formula: Option<u32>,
    pub(super) content: Content,
}

/// What a cell holds.
#[derive(Debug, Clone)]
pub(super) enum Content {
    Value(Value),
    Beyond(Beyond),
    /// A formula that no value came with.
    Unknown,
}

/// A formula of a cell, or of several that it fills at once.
#[derive(Debug, Clone)]
pub struct Formula {
    /// The place of its sheet in the book.
    pub sheet: usize,
    /// Its cell; the cells that an array formula fills.
    pub cells: Rect,
    /// As written.
    pub text: Box<str>,
    /// As read, or why it cannot be.
    pub expr: Result<Expr, Beyond>,
    /// Does it work on whole ranges at once, as array formulas do?
    pub array: bool,
}

impl Formula {
    /// Its cell; the first of the cells that an array formula fills.
    #[must_use]
    pub fn at(&self) -> Address {
        self.cells.first()
    }

    /// Does a sub-total leave it out, as it leaves out other sub-totals?
    #[must_use]
    pub fn is_subtotal(&self) -> bool {
        let text = self.text.to_ascii_uppercase();
        text.contains("SUBTOTAL(") || text.contains("AGGREGATE(")
    }
}

impl Book {
    /// The book of a file, which draws from what reading that may take. Once it is spent, cells are left out and formulas
    /// are beyond the tool: whoever asks for the book draws once more after it.
    #[must_use]
    pub fn within(budget: &Budget) -> Self {
        Self { budget: Some(budget.clone()), ..Self::default() }
    }

    /// Draws the work of so many cells.
    ///
    /// # Errors
    /// The budget of the file is spent.
    pub fn draw(&self, cells: u64) -> Result<(), Spent> {
        let work = || usize::try_from(cells.saturating_mul(WORK_OF_A_CELL)).unwrap_or(usize::MAX);
        self.budget.as_ref().map_or(Ok(()), |budget| budget.draw(work()))
    }

    /// Asks for the memory of so many values.
    ///
    /// # Errors
    /// The budget of the file is spent.
    pub(super) fn room(&self, values: u64) -> Result<(), Spent> {
        let bytes = usize::try_from(values).unwrap_or(usize::MAX).saturating_mul(size_of::<Value>());
        self.budget.as_ref().map_or(Ok(()), |budget| budget.room(bytes))
    }

    /// Adds a sheet after the others, and gives its place: 0, 1, 2…
    pub fn add_sheet(&mut self, name: &str) -> usize {
        let place = self.sheets.len();
        self.written_mut().by_name.entry(fold(name)).or_insert(place);
        self.sheets.push(Sheet { name: name.to_owned(), rows: BTreeMap::new(), hidden: BTreeSet::new() });
        place
    }

    /// The place of the sheet of that name, whatever the case.
    #[must_use]
    pub fn sheet(&self, name: &str) -> Option<usize> {
        self.written.by_name.get(&fold(name)).copied()
    }

    /// The name of the sheet at a place.
    #[must_use]
    pub fn sheet_name(&self, place: usize) -> &str {
        self.sheets.get(place).map_or("", |sheet| &sheet.name)
    }

    /// A cell as formulas write it: `'Lot 1'!E9`.
    #[must_use]
    pub fn place(&self, sheet: usize, at: Address) -> String {
        format!("'{}'!{at}", self.sheet_name(sheet).replace('\'', "''"))
    }

    /// Puts a value in a cell, in place of what it held.
    pub fn put(&mut self, sheet: usize, at: Address, value: Value) {
        if self.draw(1).is_err() {
            return;
        }
        *self.slot(sheet, at) = Slot { column: at.column, formula: None, content: Content::Value(value) };
    }

    /// Puts a formula in a cell, with the value last computed for it where the file has one.
    pub fn put_formula(&mut self, sheet: usize, at: Address, text: &str, cached: Option<Value>) {
        if self.add_formula(sheet, Rect::cell(at), text, false).is_ok() {
            self.slot(sheet, at).content = cached.map_or(Content::Unknown, Content::Value);
        }
    }

    /// Puts an array formula in the cells it fills. Their values are put before: what it last gave.
    pub fn put_array_formula(&mut self, sheet: usize, cells: Rect, text: &str) {
        let _ = self.add_formula(sheet, cells, text, true);
    }

    /// Puts in a cell what no formula here can read, and why.
    pub fn put_beyond(&mut self, sheet: usize, at: Address, why: &str) {
        self.put(sheet, at, Value::Empty);
        self.slot(sheet, at).content = Content::Beyond(Beyond::new(why));
    }

    /// Says that an Excel data table fills these cells.
    pub fn put_table(&mut self, sheet: usize, cells: Rect) {
        let _ = self.add_formula(sheet, cells, "TABLE()", true);
    }

    fn add_formula(&mut self, sheet: usize, cells: Rect, text: &str, array: bool) -> Result<(), Spent> {
        self.draw(FORMULA + text.len() as u64)?;
        let index = u32::try_from(self.formulas().len()).unwrap_or(u32::MAX);
        let fills = u64::from(cells.height()) * u64::from(cells.width());
        let all = self.written.filled.saturating_add(fills);
        let (cells, expr) = if array && (fills > CELLS_FILLED || all > CELLS_FILLED_IN_ALL) {
            (Rect::cell(cells.first()), Err(Beyond::new("an array formula over more cells than the tool fills")))
        } else {
            (cells, parse(text))
        };
        let written = self.written_mut();
        written.filled += if array { u64::from(cells.height()) * u64::from(cells.width()) } else { 0 };
        written.formulas.push(Formula { sheet, cells, text: text.into(), expr, array });
        for row in cells.top..=cells.bottom {
            let width = u64::from(cells.width());
            self.draw(width)?;
            // A cell takes two values' memory, and while a full row moves it is there twice.
            self.room(4 * width)?;
            for column in cells.left..=cells.right {
                self.slot(sheet, Address { row, column }).formula = Some(index);
            }
        }
        Ok(())
    }

    /// Defines a name, of one sheet or of the whole workbook.
    pub fn put_name(&mut self, sheet: Option<usize>, name: &str, text: &str) {
        if self.draw(FORMULA + text.len() as u64).is_err() {
            return;
        }
        self.written_mut().names.insert((sheet, fold(name)), parse(text));
    }

    /// Says that a row is hidden: what a sub-total gives then hangs on who hid it.
    pub fn hide_row(&mut self, sheet: usize, row: u32) {
        if let Some(sheet) = self.sheets.get_mut(sheet) {
            sheet.hidden.insert(row);
        }
    }

    /// What a cell holds.
    ///
    /// # Errors
    ///
    /// Where its formula is beyond the tool, or came without a value and was not recalculated.
    pub fn value(&self, sheet: usize, at: Address) -> Result<Value, Beyond> {
        match self.find(sheet, at).map(|slot| &slot.content) {
            None => Ok(Value::Empty),
            Some(Content::Value(value)) => Ok(value.clone()),
            Some(Content::Beyond(beyond)) => Err(beyond.clone()),
            Some(Content::Unknown) => Err(Beyond::new("a formula that has no value yet")),
        }
    }

    /// Every formula, as they were put.
    #[must_use]
    pub fn formulas(&self) -> &[Formula] {
        &self.written.formulas
    }

    /// The formula that fills a cell, if one does.
    #[must_use]
    pub fn formula(&self, sheet: usize, at: Address) -> Option<&Formula> {
        self.formulas().get(self.find(sheet, at)?.formula? as usize)
    }

    /// The cells of an area that hold something, by rows.
    pub fn filled_cells(&self, sheet: usize, rect: Rect) -> impl Iterator<Item = Address> {
        let holds = |slot: &Slot| slot.formula.is_some() || !matches!(slot.content, Content::Value(Value::Empty));
        let filled = self.filled(sheet, rect).filter(move |(_, slot)| holds(slot));
        filled.map(|(row, slot)| Address { row, column: slot.column })
    }

    /// What every formula reads, in their order: as `all` says the first time, until something is written.
    pub(super) fn reads_known(&self, all: impl FnOnce() -> Arc<[Reads]>) -> Arc<[Reads]> {
        self.written.reads.get_or_init(all).clone()
    }

    /// What is written, to be changed.
    fn written_mut(&mut self) -> &mut Written {
        let written = Arc::make_mut(&mut self.written);
        written.reads.take();
        written
    }

    /// What a name means, seen from a sheet: its own names come before the workbook's.
    pub(super) fn name(&self, sheet: usize, name: &str) -> Option<&Result<Expr, Beyond>> {
        let name = fold(name);
        let names = &self.written.names;
        names.get(&(Some(sheet), name.clone())).or_else(|| names.get(&(None, name)))
    }

    /// The cells of an area that are put, by rows.
    pub(super) fn filled(&self, sheet: usize, rect: Rect) -> impl Iterator<Item = (u32, &Slot)> {
        let rows = self.sheets.get(sheet).map(|sheet| sheet.rows.range(rect.top..=rect.bottom));
        rows.into_iter().flatten().flat_map(move |(row, slots)| {
            let from = slots.partition_point(|slot| slot.column < rect.left);
            slots[from..].iter().take_while(move |slot| slot.column <= rect.right).map(|slot| (*row, slot))
        })
    }

    /// How many rows of an area hold anything: what walking over it costs.
    pub(super) fn rows_in(&self, sheet: usize, rect: Rect) -> u64 {
        let known = self.sheets.get(sheet).map_or(0, |sheet| sheet.rows.len()) as u64;
        known.min(u64::from(rect.height()))
    }

    pub(super) fn has_hidden_row(&self, sheet: usize, rect: Rect) -> bool {
        self.sheets.get(sheet).is_some_and(|sheet| sheet.hidden.range(rect.top..=rect.bottom).next().is_some())
    }

    pub(super) fn find(&self, sheet: usize, at: Address) -> Option<&Slot> {
        let slots = self.sheets.get(sheet)?.rows.get(&at.row)?;
        slots.binary_search_by_key(&at.column, |slot| slot.column).ok().map(|i| &slots[i])
    }

    /// The cell, put empty if it was not.
    pub(super) fn slot(&mut self, sheet: usize, at: Address) -> &mut Slot {
        let empty = || Slot { column: at.column, formula: None, content: Content::Value(Value::Empty) };
        while self.sheets.len() <= sheet {
            self.add_sheet("");
        }
        let slots = self.sheets[sheet].rows.entry(at.row).or_default();
        // Cells mostly come in order.
        let i = match slots.last() {
            Some(last) if last.column >= at.column => slots.partition_point(|slot| slot.column < at.column),
            _ => slots.len(),
        };
        if slots.get(i).is_none_or(|slot| slot.column != at.column) {
            if let Some(budget) = &self.budget {
                // Those after it move: whoever puts the next cell gets an error where that is too much.
                let _ = budget.draw(slots.len() - i);
            }
            slots.insert(i, empty());
        }
        &mut slots[i]
    }
}

fn parse(text: &str) -> Result<Expr, Beyond> {
    Expr::parse(text).map_err(|unread| Beyond::new(format!("a formula that cannot be read ({unread})")))
}
