//! A formula being written: words and the cells that it refers to, until the sheet it is for is known.

use std::collections::{BTreeSet, HashSet};

use super::super::column_letters;

/// A cell of a sheet that is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The sheet, by the number it was entered under.
    pub sheet: usize,
    /// The number that a spreadsheet gives its row.
    pub row: u32,
    /// Its column, from 0.
    pub column: usize,
}

/// Cells side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    first: Place,
    rows: u32,
    columns: usize,
}

/// How tightly the outermost operation of a formula binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Binding {
    Sum,
    Product,
    Power,
    Atom,
}

/// A formula, or a part of one.
#[derive(Debug, Clone)]
pub struct Written {
    pieces: Vec<Piece>,
    binding: Binding,
    /// Is it arithmetic alone, which is done cell by cell over ranges?
    is_plain: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Cells(Range),
    /// Cells that like products take one after another.
    Along(Range),
}

impl Range {
    fn bounds(cells: &BTreeSet<Place>) -> Option<Self> {
        let first = cells.first()?;
        let (top, bottom) = (first.row, cells.last()?.row);
        let left = cells.iter().map(|cell| cell.column).min()?;
        let right = cells.iter().map(|cell| cell.column).max()?;
        Some(Self { first: Place { column: left, ..*first }, rows: bottom - top + 1, columns: right - left + 1 })
    }

    fn cells(self) -> impl Iterator<Item = Place> {
        let Place { sheet, row, column } = self.first;
        let row_of = move |row| (column..column + self.columns).map(move |column| Place { sheet, row, column });
        (row..row + self.rows).flat_map(row_of)
    }

    /// Is a cell one of these?
    pub fn holds(self, cell: Place) -> bool {
        let Place { sheet, row, column } = self.first;
        cell.sheet == sheet
            && (row..row + self.rows).contains(&cell.row)
            && (column..column + self.columns).contains(&cell.column)
    }

    /// Its cells added up.
    pub fn sum(self) -> Written {
        let cells = Written::cells(self);
        if (self.rows, self.columns) == (1, 1) { cells } else { Written::call("SUM", [cells]) }
    }
}

impl From<Place> for Range {
    fn from(first: Place) -> Self {
        Self { first, rows: 1, columns: 1 }
    }
}

/// Cells as few ranges, which may cover cells that are empty.
pub fn ranges(cells: &[Place], empty: &HashSet<Place>) -> Vec<Range> {
    let mut ranges = Vec::new();
    let mut by_sheet: Vec<BTreeSet<Place>> = Vec::new();
    for cell in cells {
        match by_sheet.iter_mut().find(|known| known.first().is_some_and(|first| first.sheet == cell.sheet)) {
            Some(known) => drop(known.insert(*cell)),
            None => by_sheet.push(BTreeSet::from([*cell])),
        }
    }
    for mut left in by_sheet {
        while let Some(first) = left.first().copied() {
            let fits = |range: Range| range.cells().all(|cell| left.contains(&cell) || empty.contains(&cell));
            let range = Range::bounds(&left).filter(|all| fits(*all)).unwrap_or_else(|| {
                let mut range = Range::from(first);
                while left.contains(&Place { column: first.column + range.columns, ..first }) {
                    range.columns += 1;
                }
                while left.contains(&Place { row: first.row + range.rows, ..first })
                    && fits(Range { rows: range.rows + 1, ..range })
                {
                    range.rows += 1;
                }
                range
            });
            left.retain(|cell| !range.holds(*cell));
            ranges.push(range);
        }
    }
    ranges
}

impl Written {
    pub fn text(text: &str, binding: Binding) -> Self {
        Self { pieces: vec![Piece::Text(text.to_owned())], binding, is_plain: true }
    }

    pub fn atom(text: &str) -> Self {
        Self::text(text, Binding::Atom)
    }

    pub fn cells(range: impl Into<Range>) -> Self {
        Self { pieces: vec![Piece::Cells(range.into())], binding: Binding::Atom, is_plain: true }
    }

    pub fn call<const N: usize>(name: &str, of: [Self; N]) -> Self {
        let mut call = Self::atom(name);
        for (place, operand) in of.into_iter().enumerate() {
            call.push(if place == 0 { "(" } else { "," });
            call.append(operand);
        }
        call.push(")");
        Self { is_plain: false, ..call }
    }

    /// Parts added up, and others taken off.
    pub fn sum(plus: Vec<Self>, minus: Vec<Self>) -> Self {
        let mut parts = plus.into_iter();
        let is_one = parts.len() == 1 && minus.is_empty();
        let mut sum = parts.next().unwrap_or_else(|| Self::text("", Binding::Sum));
        for part in parts {
            sum.push("+");
            sum.append(part);
        }
        for part in minus {
            sum.push("-");
            sum.append(part.within(Binding::Product));
        }
        if !is_one {
            sum.binding = Binding::Sum;
        }
        sum
    }

    pub fn push(&mut self, text: &str) {
        match self.pieces.last_mut() {
            Some(Piece::Text(last)) => last.push_str(text),
            _ => self.pieces.push(Piece::Text(text.to_owned())),
        }
    }

    pub fn append(&mut self, other: Self) {
        self.is_plain &= other.is_plain;
        for piece in other.pieces {
            match piece {
                Piece::Text(text) => self.push(&text),
                cells => self.pieces.push(cells),
            }
        }
    }

    /// The same, as an operand of what binds so.
    pub fn bound(self, binding: Binding) -> Self {
        Self { binding, ..self }
    }

    /// In a place that needs so tight a binding.
    pub fn within(self, needs: Binding) -> Self {
        if self.binding >= needs {
            return self;
        }
        let mut wrapped = Self::atom("(");
        wrapped.append(self);
        wrapped.push(")");
        wrapped
    }

    /// This and the next as one over ranges, where they are alike but for cells that follow those of this in their row.
    pub fn beside(&self, next: &Self) -> Option<Self> {
        if !self.is_plain || !next.is_plain || self.pieces.len() != next.pieces.len() {
            return None;
        }
        let is_first = !self.pieces.iter().any(|piece| matches!(piece, Piece::Along(_)));
        let piece = |(this, next): (&Piece, &Piece)| match (this, next) {
            (Piece::Along(range), Piece::Cells(cell)) => {
                let follows = Place { column: range.first.column + range.columns, ..range.first };
                (cell.first == follows).then_some(Piece::Along(Range { columns: range.columns + 1, ..*range }))
            }
            (Piece::Cells(range), Piece::Cells(cell)) if is_first && range != cell => {
                let follows = Place { column: range.first.column + 1, ..range.first };
                (*cell == follows.into()).then_some(Piece::Along(Range { columns: 2, ..*range }))
            }
            (this, next) => (this == next).then(|| this.clone()),
        };
        let pieces: Vec<Piece> = self.pieces.iter().zip(&next.pieces).map(piece).collect::<Option<_>>()?;
        pieces.iter().any(|piece| matches!(piece, Piece::Along(_))).then_some(Self { pieces, ..*self })
    }

    /// As a part of a sum: like products over their ranges.
    pub fn over_ranges(self) -> Self {
        let is_over = self.pieces.iter().any(|piece| matches!(piece, Piece::Along(_)));
        if is_over { Self::call("SUMPRODUCT", [self]) } else { self }
    }

    /// The formula as a sheet has it.
    pub fn in_sheet(&self, sheet: usize, sheets: &[String]) -> String {
        let mut text = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Text(words) => text.push_str(words),
                Piece::Cells(range) | Piece::Along(range) => {
                    let Range { first, rows, columns } = *range;
                    if first.sheet != sheet {
                        text.push_str(&sheets[first.sheet]);
                    }
                    let address = |row: u32, column: usize| format!("{}{row}", column_letters(column));
                    text.push_str(&address(first.row, first.column));
                    if (rows, columns) != (1, 1) {
                        text.push(':');
                        text.push_str(&address(first.row + rows - 1, first.column + columns - 1));
                    }
                }
            }
        }
        text
    }
}
