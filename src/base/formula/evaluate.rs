use std::cell::Cell;

use rust_decimal::Decimal;

use super::ast::{Area, Expr, Grid};
use super::book::{Book, Content};
use super::operate::{operate, times_exact};
use super::value::{Answer, Stop, Value, number};
use super::{Address, Beyond, ErrorValue, Formula, Rect};

/// How many cells the formulas of one recalculation may read in all.
const CELLS_READ: u64 = 20_000_000;
/// How many cells a formula may hold at once, where it works on a range as one.
const CELLS_HELD: u64 = 100_000;
/// Cells of a range are charged for when they come to so many.
const AT_ONCE: u64 = 1_000;
/// How deep a formula may nest, the names in it counted too: what a program's stack bears.
pub(super) const DEPTH: u32 = 128;
/// How many names may refer to one another.
const NAMES: u32 = 16;
/// What it costs to answer at one place of a range that is worked on whole, in cells read.
const PLACE: u64 = 4;
/// Why formulas are given up that take more than the tool gives them.
const TOO_MUCH: &str = "formulas that read more cells than the tool does";
/// What a name costs, in cells read: names that repeat others grow fast.
const NAME_COST: u64 = 100;

/// A value, or several at once.
#[derive(Debug, Clone)]
pub(super) enum Operand {
    Value(Value),
    /// Cells of a sheet, not read yet.
    Area(usize, Rect),
    Grid(Grid),
}

impl From<Value> for Operand {
    fn from(value: Value) -> Self {
        Self::Value(value)
    }
}

/// A formula being evaluated in its cell.
#[derive(Clone, Copy)]
pub(super) struct Eval<'a> {
    pub(super) book: &'a Book,
    pub(super) sheet: usize,
    pub(super) at: Address,
    /// Are ranges worked on whole, rather than where they cross the formula's row or column?
    array: bool,
    /// How far relative references move: names are written as seen from A1.
    moved: (i64, i64),
    names: u32,
    work: &'a Work,
}

/// What a function gives of its arguments.
pub(super) type Call = fn(&Eval<'_>, &str, &[Expr]) -> Answer<Operand>;

/// What evaluation has taken so far, besides what it draws from the budget of the file.
pub(super) struct Work {
    /// The functions that formulas call.
    call: Call,
    /// Cells read, by all formulas.
    cells: Cell<u64>,
    /// How deep the formula being evaluated has come, through names too.
    depth: Cell<u32>,
}

impl Work {
    /// None yet, of formulas that call these functions.
    pub(super) fn of(call: Call) -> Self {
        Self { call, cells: Cell::new(0), depth: Cell::new(0) }
    }

    /// Counts cells read; `false` past the limit.
    pub(super) fn take(&self, book: &Book, cells: u64) -> bool {
        self.cells.set(self.cells.get().saturating_add(cells));
        self.cells.get() <= CELLS_READ && book.draw(cells).is_ok()
    }
}

/// What a formula gives: one value, or one for each of the cells that it fills, by rows.
pub(super) fn evaluate(book: &Book, formula: &Formula, work: &Work) -> Result<Grid, Beyond> {
    let expr = formula.expr.as_ref().map_err(Clone::clone)?;
    let eval =
        Eval { book, sheet: formula.sheet, at: formula.at(), array: formula.array, moved: (0, 0), names: 0, work };
    let (width, height) = (formula.cells.width() as usize, formula.cells.height() as usize);
    let grid = match eval.eval(expr).and_then(|operand| eval.finish(operand)) {
        Ok(grid) => grid,
        Err(Stop::Error(error)) => Grid { width: 1, values: vec![Value::Error(error)] },
        Err(Stop::Beyond(beyond)) => return Err(beyond),
    };
    // A formula whose cell it reads is empty shows 0.
    let shown = |row, column| match spread(&grid, row, column) {
        Value::Empty => Value::Number(Decimal::ZERO),
        Value::Number(number) => Value::Number(number.normalize()),
        value => value,
    };
    let values = (0..height).flat_map(|row| (0..width).map(move |column| (row, column)));
    Ok(Grid { width, values: values.map(|(row, column)| shown(row, column)).collect() })
}

impl Eval<'_> {
    fn finish(&self, operand: Operand) -> Answer<Grid> {
        match operand {
            Operand::Grid(grid) => Ok(grid),
            operand if self.array => self.grid(operand),
            operand => Ok(Grid { width: 1, values: vec![self.one(operand)?] }),
        }
    }

    pub(super) fn eval(&self, expr: &Expr) -> Answer<Operand> {
        let depth = self.work.depth.get();
        if depth == DEPTH {
            return Stop::beyond("names and formulas that nest deeper than the tool follows");
        }
        self.work.depth.set(depth + 1);
        let answer = self.answer(expr);
        self.work.depth.set(depth);
        answer
    }

    fn answer(&self, expr: &Expr) -> Answer<Operand> {
        Ok(match expr {
            Expr::Constant(value) => value.clone().into(),
            Expr::Missing => Value::Empty.into(),
            Expr::Area(area) => self.area(area)?,
            Expr::Name { sheet, name } => self.name(sheet.as_deref(), name)?,
            Expr::Minus { odd, of } => {
                let sign = if *odd { -Decimal::ONE } else { Decimal::ONE };
                self.each(vec![self.eval(of)?], &|v| Ok((number(&v[0])? * sign).into()))?
            }
            Expr::Percent { times, of } => self.each(vec![self.eval(of)?], &|v| {
                (0..*times).try_fold(number(&v[0])?, |n, _| times_exact(n, Decimal::new(1, 2))).map(Value::Number)
            })?,
            Expr::Chain { first, rest } => {
                let mut left = self.eval(first)?;
                for (operator, right) in rest {
                    let right = self.eval(right)?;
                    left = self.each(vec![left, right], &|v| operate(*operator, &v[0], &v[1]))?;
                }
                left
            }
            Expr::Call { function, arguments } => (self.work.call)(self, function, arguments)?,
            Expr::Array(grid) => Operand::Grid(grid.clone()),
            Expr::Outside(outside) => return Stop::beyond(outside.why()),
        })
    }

    /// As [`Self::eval`], an error being a value like others.
    pub(super) fn caught(&self, expr: &Expr) -> Result<Operand, Beyond> {
        match self.eval(expr) {
            Ok(operand) => Ok(operand),
            Err(Stop::Error(error)) => Ok(Value::Error(error).into()),
            Err(Stop::Beyond(beyond)) => Err(beyond),
        }
    }

    /// The same formula, working on ranges whole.
    pub(super) fn whole(&self) -> Self {
        Self { array: true, ..*self }
    }

    /// The one value of an expression.
    pub(super) fn value(&self, expr: &Expr) -> Answer<Value> {
        self.one(self.eval(expr)?)
    }

    fn area(&self, area: &Area) -> Answer<Operand> {
        let Some(corners) = area.corners.moved(self.moved.0, self.moved.1) else {
            return Stop::beyond("a name whose references go round the sheet");
        };
        let sheet = match &area.sheet {
            None => self.sheet,
            Some(name) => self.sheet_named(name)?,
        };
        Ok(Operand::Area(sheet, corners.rect()))
    }

    fn sheet_named(&self, name: &str) -> Answer<usize> {
        self.book.sheet(name).map_or_else(|| Stop::beyond(format!("the sheet \"{name}\", which is not there")), Ok)
    }

    fn name(&self, sheet: Option<&str>, name: &str) -> Answer<Operand> {
        let sheet = sheet.map_or(Ok(self.sheet), |sheet| self.sheet_named(sheet))?;
        match self.book.name(sheet, name) {
            None => Stop::beyond(format!("the name {name}, which is not defined")),
            Some(_) if self.names == NAMES => Stop::beyond(format!("the name {name}, which rests on itself")),
            Some(expr) => {
                self.charge(NAME_COST)?;
                let expr = expr.as_ref().map_err(Clone::clone)?;
                let moved = (i64::from(self.at.row) - 1, i64::from(self.at.column) - 1);
                Self { moved, names: self.names + 1, array: true, ..*self }.eval(expr)
            }
        }
    }

    /// One value of an operand: where a range crosses the formula's row or column.
    pub(super) fn one(&self, operand: Operand) -> Answer<Value> {
        match operand {
            Operand::Value(value) => Ok(value),
            Operand::Grid(grid) => Ok(spread(&grid, 0, 0)),
            Operand::Area(sheet, rect) => {
                let row = if rect.height() == 1 { rect.top } else { self.at.row };
                let column = if rect.width() == 1 { rect.left } else { self.at.column };
                let at = Address { row, column };
                let crosses = rect.holds(at) && (rect.height() == 1 || rect.width() == 1);
                if crosses { self.read(sheet, at) } else { Err(ErrorValue::Value.into()) }
            }
        }
    }

    /// All values of an operand.
    pub(super) fn grid(&self, operand: Operand) -> Answer<Grid> {
        let (sheet, rect) = match operand {
            Operand::Value(value) => return Ok(Grid { width: 1, values: vec![value] }),
            Operand::Grid(grid) => return Ok(grid),
            Operand::Area(sheet, rect) => (sheet, rect),
        };
        let cells = u64::from(rect.height()) * u64::from(rect.width());
        if cells > CELLS_HELD {
            return Stop::beyond(format!("the range {rect} worked on as one, of more than {CELLS_HELD} cells"));
        }
        self.hold(cells)?;
        let width = rect.width() as usize;
        let mut values = vec![Value::Empty; width * rect.height() as usize];
        self.for_each(sheet, rect, |at, value| {
            values[(at.row - rect.top) as usize * width + (at.column - rect.left) as usize] = value.clone();
            Ok(())
        })?;
        Ok(Grid { width, values })
    }

    pub(super) fn read(&self, sheet: usize, at: Address) -> Answer<Value> {
        let value =
            self.book.find(sheet, at).map_or(Ok(Value::Empty), |slot| held(&slot.content, sheet, at).cloned())?;
        self.charge(1 + weight(&value))?;
        Ok(value)
    }

    /// Goes over the cells of an area that hold something, by rows.
    pub(super) fn for_each(
        &self, sheet: usize, rect: Rect, mut take: impl FnMut(Address, &Value) -> Answer<()>,
    ) -> Answer<()> {
        self.charge(self.book.rows_in(sheet, rect))?;
        let mut cells = 0;
        for (row, slot) in self.book.filled(sheet, rect) {
            let at = Address { row, column: slot.column };
            cells += 1;
            match held(&slot.content, sheet, at)? {
                Value::Empty => {}
                value => {
                    cells += weight(value);
                    take(at, value)?;
                }
            }
            if cells >= AT_ONCE {
                self.charge(std::mem::take(&mut cells))?;
            }
        }
        self.charge(cells)
    }

    /// Goes over all values of an operand that are something, by rows.
    pub(super) fn for_values(&self, operand: Operand, mut take: impl FnMut(&Value) -> Answer<()>) -> Answer<()> {
        match operand {
            Operand::Area(sheet, rect) => self.for_each(sheet, rect, |_, value| take(value)),
            Operand::Value(value) => take(&value),
            Operand::Grid(grid) => grid.values.iter().try_for_each(take),
        }
    }

    /// Is the operand one value here?
    pub(super) fn is_single(&self, operand: &Operand) -> bool {
        match operand {
            Operand::Value(_) => true,
            Operand::Grid(_) => false,
            Operand::Area(_, rect) => !self.array || rect.single().is_some(),
        }
    }

    /// Charges for values that are held at once.
    fn hold(&self, values: u64) -> Answer<()> {
        self.charge(values)?;
        self.book.room(values).or_else(|_| Stop::beyond(TOO_MUCH))
    }

    pub(super) fn charge(&self, cells: u64) -> Answer<()> {
        if self.work.take(self.book, cells) { Ok(()) } else { Stop::beyond(TOO_MUCH) }
    }

    /// Answers for each place of the operands: once where all are single, and place by place over ranges worked on
    /// whole, single rows and columns counting for each of the others.
    pub(super) fn each(&self, operands: Vec<Operand>, answer: &dyn Fn(&[Value]) -> Answer<Value>) -> Answer<Operand> {
        if operands.iter().all(|operand| self.is_single(operand)) {
            let values: Vec<Value> = operands.into_iter().map(|o| self.one(o)).collect::<Answer<_>>()?;
            return answer(&values).map(Operand::Value);
        }
        let grid = |operand| if self.is_single(&operand) { self.one(operand).map(single) } else { self.grid(operand) };
        let grids: Vec<Grid> = operands.into_iter().map(grid).collect::<Answer<_>>()?;
        let width = grids.iter().map(|g| g.width).max().unwrap_or(1);
        let height = grids.iter().map(Grid::height).max().unwrap_or(1);
        if (width * height) as u64 > CELLS_HELD {
            return Stop::beyond("a range worked on as one, of more cells than the tool does");
        }
        self.hold((width * height) as u64)?;
        let mut values = Vec::with_capacity(width * height);
        for (row, column) in (0..height).flat_map(|row| (0..width).map(move |column| (row, column))) {
            let here: Vec<Value> = grids.iter().map(|grid| spread(grid, row, column)).collect();
            self.charge(PLACE + here.iter().map(weight).sum::<u64>())?;
            values.push(match answer(&here) {
                Ok(value) => value,
                Err(Stop::Error(error)) => Value::Error(error),
                Err(beyond) => return Err(beyond),
            });
        }
        Ok(Operand::Grid(Grid { width, values }))
    }
}

/// What a value costs beside its cell, in cells read: a text may be long.
fn weight(value: &Value) -> u64 {
    if let Value::Text(text) = value { text.len() as u64 / 8 } else { 0 }
}

/// The value that a cell holds; where it has none, why, with the cell.
fn held(content: &Content, sheet: usize, at: Address) -> Result<&Value, Beyond> {
    match content {
        Content::Value(value) => Ok(value),
        Content::Beyond(beyond) => Err(Beyond { at: beyond.at.or(Some((sheet, at))), why: beyond.why.clone() }),
        Content::Unknown => {
            Err(Beyond { at: Some((sheet, at)), ..Beyond::new("a formula that the file gives no value for") })
        }
    }
}

fn single(value: Value) -> Grid {
    Grid { width: 1, values: vec![value] }
}

/// The value at a place of a grid that is spread over more: `#N/A` past its edges.
fn spread(grid: &Grid, row: usize, column: usize) -> Value {
    let row = if grid.height() == 1 { 0 } else { row };
    let column = if grid.width == 1 { 0 } else { column };
    let inside = column < grid.width && row < grid.height();
    let value = inside.then(|| grid.values.get(row * grid.width + column).cloned()).flatten();
    value.unwrap_or(Value::Error(ErrorValue::Missing))
}
