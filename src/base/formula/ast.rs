use std::sync::Arc;

use rust_decimal::Decimal;

use super::{Corners, ErrorValue, Rect, Value};

/// A formula, read. Operators of one rank make one chain, so that only parentheses and functions nest.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    /// A number, text, truth or error, as written.
    Constant(Value),
    /// An argument left out: `IF(A1,,2)`.
    Missing,
    /// Cells.
    Area(Area),
    /// A defined name, of one sheet where it says which.
    Name {
        /// The sheet written before it.
        sheet: Option<Arc<str>>,
        /// As written.
        name: Arc<str>,
    },
    /// One minus or several: a number all the same where they cancel out.
    Minus {
        /// Do they turn the sign?
        odd: bool,
        /// Its operand, after it.
        of: Box<Expr>,
    },
    /// `19%`, a hundredth as many times as there are signs.
    Percent {
        /// How many signs.
        times: u32,
        /// Its operand, before it.
        of: Box<Expr>,
    },
    /// `a + b - c`, from the left.
    Chain {
        /// The first operand.
        first: Box<Expr>,
        /// Each further one with the operator before it, all of one rank.
        rest: Vec<(Operator, Expr)>,
    },
    /// A function and its arguments.
    Call {
        /// In capitals, without the prefix that files give to newer functions.
        function: Box<str>,
        /// As many as are written.
        arguments: Vec<Expr>,
    },
    /// `{1,2;3,4}`.
    Array(Grid),
    /// What is recognised and beyond the tool.
    Outside(Outside),
}

/// Cells of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Area {
    /// The sheet's name; the formula's own sheet where none is written.
    pub sheet: Option<Arc<str>>,
    /// As written, with what `$` fixes.
    pub corners: Corners,
}

impl Area {
    /// The rectangle between the corners, whichever is written first.
    #[must_use]
    pub fn rect(&self) -> Rect {
        self.corners.rect()
    }
}

/// What is beyond the tool wherever it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outside {
    /// `[1]Sheet!A1`.
    OtherWorkbook,
    /// `First:Last!A1`.
    SeveralSheets,
    /// `Prices[Unit]`.
    Table,
    /// Ranges, intersections and unions of computed references.
    JoinedReferences,
    /// A number past what exact decimals hold.
    Number,
}

impl Outside {
    pub(super) fn why(self) -> &'static str {
        match self {
            Self::OtherWorkbook => "a reference to another workbook",
            Self::SeveralSheets => "a reference over several sheets",
            Self::Table => "a reference into a table by its columns",
            Self::JoinedReferences => "references joined to one another",
            Self::Number => "a number past what exact decimals hold",
        }
    }

    /// May it read cells of this workbook that the formula does not show?
    pub(super) fn reads_anything(self) -> bool {
        matches!(self, Self::SeveralSheets | Self::Table | Self::JoinedReferences)
    }
}

/// Rows of values, one after another.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    /// How many values make a row; at least 1.
    pub width: usize,
    /// Whole rows; at least one.
    pub values: Vec<Value>,
}

impl Grid {
    /// How many rows.
    #[must_use]
    pub fn height(&self) -> usize {
        self.values.len() / self.width
    }
}

/// An operator between two operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `=`
    Equal,
    /// `<>`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
    /// `&`
    Join,
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `*`
    Times,
    /// `/`
    Over,
    /// `^`
    Power,
}

impl Operator {
    pub(super) fn parse(mark: &str) -> Option<Self> {
        Some(match mark {
            "=" => Self::Equal,
            "<>" => Self::NotEqual,
            "<" => Self::Less,
            "<=" => Self::AtMost,
            ">" => Self::Greater,
            ">=" => Self::AtLeast,
            "&" => Self::Join,
            "+" => Self::Plus,
            "-" => Self::Minus,
            "*" => Self::Times,
            "/" => Self::Over,
            "^" => Self::Power,
            _ => return None,
        })
    }

    /// How tightly it binds.
    pub(super) fn rank(self) -> u8 {
        match self {
            Self::Equal | Self::NotEqual | Self::Less | Self::AtMost | Self::Greater | Self::AtLeast => 0,
            Self::Join => 1,
            Self::Plus | Self::Minus => 2,
            Self::Times | Self::Over => 3,
            Self::Power => 4,
        }
    }
}

impl From<ErrorValue> for Expr {
    fn from(error: ErrorValue) -> Self {
        Self::Constant(Value::Error(error))
    }
}

impl From<Decimal> for Expr {
    fn from(number: Decimal) -> Self {
        Self::Constant(Value::Number(number))
    }
}
