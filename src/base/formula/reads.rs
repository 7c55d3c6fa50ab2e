use std::sync::Arc;

use foldhash::{HashSet, HashSetExt as _};

use super::ast::{Area, Expr};
use super::book::Reads;
use super::evaluate::DEPTH;
use super::{Address, Book, Formula, Rect, functions};

/// How many parts of a formula and of the names in it are looked at: more than the longest formula has.
const PARTS: u32 = 10_000;

/// The cells that one of them counts for.
const PART: u64 = 4;

impl Book {
    /// The areas that a formula reads, by sheet, through names too.
    #[must_use]
    pub fn reads(&self, formula: &Formula) -> Vec<(usize, Rect)> {
        reads(self, formula).areas
    }

    /// What every formula reads, in their order.
    pub(super) fn all_reads(&self) -> Arc<[Reads]> {
        self.reads_known(|| self.formulas().iter().map(|formula| reads(self, formula)).collect())
    }
}

/// Follows names to the cells behind them.
fn reads(book: &Book, formula: &Formula) -> Reads {
    let (seen, met) = (HashSet::new(), HashSet::new());
    let mut walk = Walk { book, at: formula.at(), seen, met, depth: 0, parts: 0, reads: Reads::default() };
    match &formula.expr {
        Ok(expr) => walk.expr(expr, formula.sheet, (0, 0)),
        Err(_) => walk.reads.anything = true,
    }
    walk.reads
}

struct Walk<'a> {
    book: &'a Book,
    at: Address,
    /// Names followed already, with the sheet they were seen from.
    seen: HashSet<(usize, &'a str)>,
    /// The areas found so far.
    met: HashSet<(usize, Rect)>,
    depth: u32,
    parts: u32,
    reads: Reads,
}

impl<'a> Walk<'a> {
    fn expr(&mut self, expr: &'a Expr, sheet: usize, moved: (i64, i64)) {
        // Evaluation goes no deeper either.
        if self.depth == DEPTH || self.parts == PARTS || self.book.draw(PART).is_err() {
            self.reads.anything = true;
            return;
        }
        self.depth += 1;
        self.parts += 1;
        self.part(expr, sheet, moved);
        self.depth -= 1;
    }

    fn part(&mut self, expr: &'a Expr, sheet: usize, moved: (i64, i64)) {
        match expr {
            Expr::Constant(_) | Expr::Missing | Expr::Array(_) => {}
            Expr::Area(area) => self.area(area, sheet, moved),
            Expr::Name { sheet: on, name } => {
                let sheet = on.as_ref().map_or(Some(sheet), |on| self.book.sheet(on));
                let named = sheet.and_then(|sheet| Some((sheet, self.book.name(sheet, name)?)));
                if let Some((sheet, Ok(named))) = named
                    && self.seen.insert((sheet, name))
                {
                    self.expr(named, sheet, (i64::from(self.at.row) - 1, i64::from(self.at.column) - 1));
                }
            }
            Expr::Minus { of, .. } | Expr::Percent { of, .. } => self.expr(of, sheet, moved),
            Expr::Chain { first, rest } => {
                self.expr(first, sheet, moved);
                for (_, operand) in rest {
                    self.expr(operand, sheet, moved);
                }
            }
            Expr::Call { function, arguments } => {
                self.reads.anything |= functions::reads_anything(function) || resizes(function, arguments);
                for argument in arguments {
                    self.expr(argument, sheet, moved);
                }
            }
            Expr::Outside(outside) => self.reads.anything |= outside.reads_anything(),
        }
    }

    fn area(&mut self, area: &Area, sheet: usize, moved: (i64, i64)) {
        let sheet = area.sheet.as_ref().map_or(Some(sheet), |name| self.book.sheet(name));
        let corners = area.corners.moved(moved.0, moved.1);
        if let Some((sheet, corners)) = sheet.zip(corners) {
            let read = (sheet, corners.rect());
            if self.met.insert(read) {
                self.reads.areas.push(read);
            }
        }
    }
}

/// Does it sum a range as large as the one it is evaluated for, whatever range is written?
fn resizes(function: &str, arguments: &[Expr]) -> bool {
    match (function, arguments) {
        ("SUMIF" | "AVERAGEIF", [Expr::Area(range), _, Expr::Area(summed)]) => {
            let (range, summed) = (range.rect(), summed.rect());
            (range.height(), range.width()) != (summed.height(), summed.width())
        }
        ("SUMIF" | "AVERAGEIF", [_, _, _]) => true,
        _ => false,
    }
}
