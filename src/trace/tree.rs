//! The tree of an explanation: steps, each with its arithmetic and its figures.

use std::fmt;

use rust_decimal::Decimal;

use super::Target;
use super::expr::Expr;
use crate::engine::{Estimate, Inputs};
use crate::model::Bid;
use crate::model::bid::Index;
use crate::model::figure::Fig;
use crate::unit::{Exact, Number as _, Text, round_divided};

/// One step of an explanation: a value, the arithmetic that gives it, and where each of its numbers comes from.
///
/// Every number of `formula` is the value of a child, the value of a figure of `figures`, a number that another
/// step nearby explains (what overheads are a rate of is among the children of the direct cost beside them), or a
/// plain count (months, a power, decimals). An empty formula is a step whose value is only referred to: it is
/// explained elsewhere in the same tree, as its label says. A formula of `Σ` alone is the sum of the children,
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
    /// The figures of the model that enter this step itself, in the order of the formula. A figure tells its path,
    /// its source, its note and where it is written.
    pub figures: Vec<Fig>,
    /// The steps that give the formula's other numbers, in its order, then those that stand beside it.
    pub children: Vec<Step>,
    /// Stands beside its parent's arithmetic and is no part of it: the margin under a lot's total.
    pub aside: bool,
}

/// A piece of a formula.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Part {
    /// A number, at full precision, and what it counts.
    Number(Decimal, Unit),
    /// One of [`SIGNS`].
    Sign(&'static str),
}

/// Every sign a formula can hold. Those that end with a parenthesis are functions (`round(x; places)` is half away
/// from zero); a `)` closes them. `Σ` stands alone.
pub const SIGNS: [&str; 12] = ["+", "−", "×", "/", "^", "(", ")", ";", "round(", "max(", "min(", "Σ"];

/// What a number of an explanation counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Euros.
    Euros,
    /// Euros for a day worked.
    EurosPerDay,
    /// Euros a month, for a head or an item.
    EurosPerMonth,
    /// What a rate card states for a day, in the currency at this place of the bid's list.
    MoneyPerDay(Index),
    /// Euros for one unit of a currency.
    Fx,
    /// Days.
    Days,
    /// FTE of the reference site.
    Fte,
    /// People at a site.
    Heads,
    /// Months.
    Months,
    /// A share or a rate, 0.14 for 14 %.
    Share,
    /// A plain number: a weight, a productivity.
    Ratio,
    /// A number of things: quantities, volumes, Januaries.
    Count,
}

impl Step {
    /// A value that another step of the tree explains.
    pub(super) fn mention(label: Text, unit: Unit, value: Exact) -> Self {
        Self { label, unit, ..Self::valued(value) }
    }

    /// The sum of its children: written in a row where there are at most six, `Σ` where there are more.
    pub(super) fn sum(label: Text, unit: Unit, children: Vec<Self>) -> Self {
        if (1..=6).contains(&children.len()) {
            let terms = children.into_iter().map(Expr::of);
            return terms.reduce(|sum, term| sum + term).unwrap_or_else(Expr::nothing).step(label, unit);
        }
        let value = children.iter().map(Self::exact).sum::<Exact>();
        let formula = vec![Part::Sign("Σ")];
        Self { label, formula, unit, children, ..Self::valued(value) }
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

    /// Is it worth nothing?
    pub(super) fn is_nothing(&self) -> bool {
        self.exact().is_zero()
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

/// A plain decimal with a point, rounded for display to at most 6 decimals, trailing zeros dropped.
impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(value, _) => write!(f, "{}", round_divided(*value, 6).normalize()),
            Self::Sign(sign) => f.write_str(sign),
        }
    }
}

/// What every part of an explanation reads.
#[derive(Clone, Copy)]
pub(super) struct Trace<'a> {
    pub bid: &'a Bid,
    pub inputs: &'a Inputs<Exact>,
    pub estimate: &'a Estimate<Exact>,
}

impl Trace<'_> {
    /// A figure of the model, in arithmetic.
    pub fn fig(&self, fig: Fig, unit: Unit) -> Expr {
        Expr::figure(self.inputs[fig], unit, fig)
    }

    /// `1 − share`.
    pub fn rest_of_one(&self, fig: Fig) -> Expr {
        Expr::plain(Exact::ONE, Unit::Count) - self.fig(fig, Unit::Share)
    }
}

/// Explains a cell of the estimate, from its price down to the figures of the model.
///
/// - A **line** is its unit price (method §5): what is shared, or the cost of its days, or the figure given.
/// - A **nature** of a lot is its selling price before rounding, `sell(l, n)`.
/// - A **lot** is its total with VAT; below it the net total, that is the natures' selling prices and what rounding
///   leaves, then VAT, and beside them the margin of the rounded DQE.
/// - A **measure** of a lot, of all or of a cut of them is a figure of a comparison: cost, days, people, the share
///   away from France.
/// - Where a site **pays from** is its break-even productivity, for the work that may move.
///
/// `estimate` must be that of `bid` on `inputs`.
#[must_use]
pub fn explain(bid: &Bid, inputs: &Inputs<Exact>, estimate: &Estimate<Exact>, target: Target) -> Step {
    let trace = Trace { bid, inputs, estimate };
    match target {
        Target::Line { lot, line } => trace.line(lot, line),
        Target::Nature { lot, nature } => trace.sell(lot, nature),
        Target::Lot(lot) => trace.lot(lot),
        Target::Measure { scope, measure } => trace.measure(scope, measure),
        Target::PaysFrom { lot, site } => trace.pays_from(lot, site),
    }
}
