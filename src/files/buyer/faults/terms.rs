use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use rust_decimal::Decimal;

use super::Cell;
use crate::formula::{Address, Book, Expr, Formula, Operator, Rect, Value};

/// How many terms all totals of a form may have: a form has thousands.
const TERMS: usize = 2_000_000;
/// The cells that adding a count counts for.
const WORK_OF_A_COUNT: u64 = 4;
/// How deep formulas may nest, those inside one another counted together: what a program's stack bears.
const DEPTH: u32 = 128;

/// How often a figure counts each cell.
#[derive(Debug, Clone, Default)]
pub(super) struct Terms {
    /// Cells whose value is typed, or that are amounts of lines.
    pub(super) counts: BTreeMap<Cell, Decimal>,
    /// Is it more than a sum of cells, so that the counts do not show all?
    pub(super) opaque: bool,
}

impl Terms {
    fn add(&mut self, other: &Self, factor: Decimal) {
        for (cell, count) in &other.counts {
            let count = count.checked_mul(factor);
            let sum = self.counts.entry(*cell).or_default();
            match count.and_then(|count| sum.checked_add(count)) {
                Some(count) => *sum = count,
                None => self.opaque = true,
            }
        }
        self.opaque |= other.opaque;
    }
}

/// Follows figures down to the amounts they add.
pub(super) struct Follow<'a> {
    book: &'a Book,
    /// The amounts of lines: where following ends.
    pub(super) ends: &'a BTreeSet<Cell>,
    known: HashMap<Cell, Rc<Terms>>,
    depth: u32,
    terms: usize,
}

impl<'a> Follow<'a> {
    pub(super) fn new(book: &'a Book, ends: &'a BTreeSet<Cell>) -> Self {
        Self { book, ends, known: HashMap::new(), depth: 0, terms: 0 }
    }

    /// Takes a cell for the sum of others, whatever it holds.
    pub(super) fn stand_for(&mut self, cell: Cell, others: &BTreeSet<Cell>) {
        let counts = others.iter().map(|other| (*other, Decimal::ONE)).collect();
        self.known.insert(cell, Rc::new(Terms { counts, opaque: false }));
    }

    /// How often a cell counts each amount.
    pub(super) fn cell(&mut self, cell: Cell) -> Rc<Terms> {
        if let Some(known) = self.known.get(&cell) {
            return known.clone();
        }
        let mut terms = Terms::default();
        match self.book.formula(cell.0, cell.1) {
            _ if self.ends.contains(&cell) => _ = terms.counts.insert(cell, Decimal::ONE),
            None => {
                if matches!(self.book.value(cell.0, cell.1), Ok(Value::Number(n)) if !n.is_zero()) {
                    terms.counts.insert(cell, Decimal::ONE);
                }
            }
            Some(_) if self.terms > TERMS => terms.opaque = true,
            Some(formula) => {
                // A circle is opaque.
                self.known.insert(cell, Rc::new(Terms { opaque: true, ..Terms::default() }));
                match &formula.expr {
                    Ok(expr) => self.expr(expr, cell.0, Decimal::ONE, &mut terms),
                    Err(_) => terms.opaque = true,
                }
                self.terms += terms.counts.len();
            }
        }
        let terms = Rc::new(terms);
        self.known.insert(cell, terms.clone());
        terms
    }

    /// Adds the counts of a cell, unless they take more than reading the file may take.
    fn add(&mut self, cell: Cell, factor: Decimal, into: &mut Terms) {
        let other = self.cell(cell);
        if self.book.draw(WORK_OF_A_COUNT * (1 + other.counts.len() as u64)).is_ok() {
            into.add(&other, factor);
        } else {
            into.opaque = true;
        }
    }

    fn expr(&mut self, expr: &Expr, sheet: usize, factor: Decimal, into: &mut Terms) {
        if self.depth == DEPTH {
            into.opaque = true;
            return;
        }
        self.depth += 1;
        self.parts(expr, sheet, factor, into);
        self.depth -= 1;
    }

    fn parts(&mut self, expr: &Expr, sheet: usize, factor: Decimal, into: &mut Terms) {
        match expr {
            Expr::Constant(Value::Text(_) | Value::Empty) | Expr::Missing => {}
            Expr::Constant(Value::Number(n)) if n.is_zero() => {}
            Expr::Area(area) => {
                let on = area.sheet.as_ref().map_or(Some(sheet), |name| self.book.sheet(name));
                match on.zip(area.rect().single()) {
                    Some(cell) => self.add(cell, factor, into),
                    None => into.opaque = true,
                }
            }
            Expr::Minus { odd, of } => self.expr(of, sheet, if *odd { -factor } else { factor }, into),
            Expr::Chain { first, rest } if rest.iter().all(|(o, _)| matches!(o, Operator::Plus | Operator::Minus)) => {
                self.expr(first, sheet, factor, into);
                for (operator, operand) in rest {
                    let factor = if *operator == Operator::Minus { -factor } else { factor };
                    self.expr(operand, sheet, factor, into);
                }
            }
            Expr::Call { function, arguments } => match (&**function, arguments.as_slice()) {
                ("SUM", arguments) => self.sum(arguments, sheet, factor, false, into),
                ("SUBTOTAL", [Expr::Constant(Value::Number(n)), ranges @ ..])
                    if [9, 109].iter().any(|nine| *n == Decimal::from(*nine)) =>
                {
                    self.sum(ranges, sheet, factor, true, into);
                }
                ("ROUND" | "ROUNDUP" | "ROUNDDOWN" | "IFERROR" | "N", [value, ..]) => {
                    self.expr(value, sheet, factor, into);
                }
                ("IF", [_, then, or]) if is_nothing(then) => self.expr(or, sheet, factor, into),
                ("IF", [_, then]) => self.expr(then, sheet, factor, into),
                ("IF", [_, then, or]) if is_nothing(or) => self.expr(then, sheet, factor, into),
                _ => into.opaque = true,
            },
            _ => into.opaque = true,
        }
    }

    /// The arguments of a sum; a sub-total passes over other sub-totals.
    fn sum(&mut self, arguments: &[Expr], sheet: usize, factor: Decimal, subtotal: bool, into: &mut Terms) {
        for argument in arguments {
            let Expr::Area(area) = argument else {
                self.expr(argument, sheet, factor, into);
                continue;
            };
            let Some(on) = area.sheet.as_ref().map_or(Some(sheet), |name| self.book.sheet(name)) else {
                into.opaque = true;
                continue;
            };
            for cell in self.within(on, area.rect()) {
                let passed = subtotal && self.book.formula(cell.0, cell.1).is_some_and(Formula::is_subtotal);
                if !passed {
                    self.add(cell, factor, into);
                }
            }
        }
    }

    /// The cells of an area that hold something, and the amounts of lines there, filled or not.
    fn within(&self, sheet: usize, rect: Rect) -> BTreeSet<Cell> {
        let last = Address { row: rect.bottom, column: rect.right };
        let ends = self.ends.range((sheet, rect.first())..=(sheet, last)).filter(|(_, at)| rect.holds(*at)).copied();
        ends.chain(self.book.filled_cells(sheet, rect).map(|at| (sheet, at))).take(TERMS).collect()
    }
}

/// What a guard gives in place of a figure.
fn is_nothing(expr: &Expr) -> bool {
    match expr {
        Expr::Missing | Expr::Constant(Value::Text(_)) => true,
        Expr::Constant(Value::Number(n)) => n.is_zero(),
        _ => false,
    }
}
