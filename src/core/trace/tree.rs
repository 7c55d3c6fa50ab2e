//! The tree of an explanation: steps, each with its arithmetic and its figures.

use std::fmt;

use rust_decimal::Decimal;

use crate::engine::Unit;
use crate::model::figure::Fig;
use crate::unit::{Exact, Number as _, Text, round_divided};

/// One step of an explanation: a value, the arithmetic that gives it, and where each of its numbers comes from.
///
/// Every number of `formula` is the value of a child, the value of a figure of `figures`, or a plain count (months, a
/// power, decimals). An empty formula is a step whose value is only referred to: it is explained elsewhere in the same
/// tree, as its label says. A formula of `Σ` alone is the sum of the children,
/// which are too many to write in a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// What it is, in the words of the field.
    pub label: Text,
    /// The arithmetic with its figures filled in, at full precision.
    pub formula: Vec<Part>,
    /// What it gives, at full precision; 0 where that is not defined.
    pub value: Decimal,
    /// Is what it gives not defined: the margin where nothing is sold?
    pub undefined: bool,
    /// What `value` counts.
    pub unit: Unit,
    /// The figures of the model that enter this step itself, in the order of the formula. A figure has its path,
    /// its source, its note and where it is written.
    pub figures: Vec<Fig>,
    /// The steps that give the formula's other numbers, in its order, then those beside it.
    pub children: Vec<Step>,
    /// Is beside its parent's arithmetic and no part of it: the margin under a lot's total.
    pub aside: bool,
}

/// A piece of a formula.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Part {
    /// A number, at full precision, and what it counts.
    Number(Decimal, Unit),
    /// A figure of the model, and what it counts.
    Figure(Decimal, Unit),
    /// One of [`SIGNS`].
    Sign(&'static str),
}

/// Every sign a formula can hold. Those that end with a parenthesis are functions (`round(x; places)` is half away
/// from zero); a `)` closes them. `Σ` has no operands beside it.
pub const SIGNS: [&str; 12] = ["+", "−", "×", "/", "^", "(", ")", ";", "round(", "max(", "min(", "Σ"];

impl Step {
    /// A value that another step of the tree explains.
    pub(super) fn mention(label: Text, unit: Unit, value: Exact) -> Self {
        Self { label, unit, ..Self::valued(value) }
    }

    /// A step that says nothing but its value.
    pub(super) fn valued(value: Exact) -> Self {
        Self {
            label: Text::same(""),
            formula: Vec::new(),
            value: value.shown(),
            undefined: !value.is_defined(),
            unit: Unit::Count,
            figures: Vec::new(),
            children: Vec::new(),
            aside: false,
        }
    }

    /// The value, to compute with.
    pub(super) fn exact(&self) -> Exact {
        if self.undefined { Exact::UNDEFINED } else { self.value.into() }
    }

    /// The formula as plain text: `402.7 × 410 + 7000`.
    #[must_use]
    pub fn arithmetic(&self) -> String {
        let mut text = String::new();
        for part in &self.formula {
            let closed = text.is_empty() || text.ends_with('(');
            if !closed && !matches!(part, Part::Sign(")" | ";")) {
                text.push(' ');
            }
            text.push_str(&part.to_string());
        }
        text
    }

    /// How deep a tree goes that has at most `most` steps: at least 2, its own step being 1.
    #[must_use]
    pub fn depth_of(&self, most: usize) -> usize {
        let (mut depth, mut count, mut level) = (0, 0, vec![self]);
        while !level.is_empty() && (depth < 2 || count + level.len() <= most) {
            depth += 1;
            count += level.len();
            level = level.iter().flat_map(|step| &step.children).collect();
        }
        depth
    }

    /// This step and all below it, each before its children.
    pub fn walk(&self) -> impl Iterator<Item = &Self> {
        let mut next = vec![self];
        std::iter::from_fn(move || {
            let step = next.pop()?;
            next.extend(step.children.iter().rev());
            Some(step)
        })
    }
}

/// A plain decimal with a point, trailing zeros dropped; rounded for display to at most 6 decimals, but for a figure, which
/// is shown as it is written.
impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(value, _) => write!(f, "{}", round_divided(*value, 6).normalize()),
            Self::Figure(value, _) => write!(f, "{}", value.normalize()),
            Self::Sign(sign) => f.write_str(sign),
        }
    }
}
