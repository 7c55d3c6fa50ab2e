//! Arithmetic that writes itself down: a value cannot disagree with the formula printed beside it, since one
//! expression makes both.

use std::ops::{Add, Div, Mul, Sub};

use super::tree::{Part, Step};
use crate::engine::Unit;
use crate::model::figure::Fig;
use crate::unit::{Exact, Number, Text};

/// A value, the formula that gives it, and the figures and steps its numbers come from.
#[derive(Debug, Clone)]
pub(super) struct Expr<C = Step> {
    value: Exact,
    parts: Vec<Part>,
    binding: Binding,
    figures: Vec<Fig>,
    children: Vec<C>,
}

/// How tightly the outermost operation of a formula binds: what binds less than its place needs is put in parentheses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    /// A number below zero, whose sign would follow that of what it is added to or taken from.
    Negative,
    Sum,
    Product,
    Power,
    Atom,
}

impl<C> Expr<C> {
    /// A number that nothing of its own explains: a count, or what a step nearby gives.
    pub fn plain(value: Exact, unit: Unit) -> Self {
        let shown = value.shown();
        let binding = if shown.is_sign_negative() && !shown.is_zero() { Binding::Negative } else { Binding::Atom };
        Self { value, parts: vec![Part::Number(shown, unit)], binding, figures: Vec::new(), children: Vec::new() }
    }

    /// A whole number.
    pub fn whole(n: usize, unit: Unit) -> Self {
        Self::plain(Exact::whole(u32::try_from(n).unwrap_or(u32::MAX)), unit)
    }

    /// A number that a child explains.
    pub fn explained(value: Exact, unit: Unit, child: C) -> Self {
        Self { children: vec![child], ..Self::plain(value, unit) }
    }

    /// Its value, its formula, the figures in it and its children.
    pub fn taken_apart(self) -> (Exact, Vec<Part>, Vec<Fig>, Vec<C>) {
        (self.value, self.parts, self.figures, self.children)
    }

    /// 0.
    pub fn nothing() -> Self {
        Self::plain(Exact::ZERO, Unit::Count)
    }

    /// A figure of the model.
    pub fn figure(value: Exact, unit: Unit, fig: Fig) -> Self {
        Self { parts: vec![Part::Figure(value.shown(), unit)], figures: vec![fig], ..Self::plain(value, unit) }
    }

    /// Is it worth nothing?
    pub fn is_nothing(&self) -> bool {
        self.value.is_zero()
    }

    /// `self ^ n`, for an `n` above 0.
    pub fn power(self, n: usize) -> Self {
        if n == 1 {
            return self;
        }
        let value = self.value.power(u32::try_from(n).unwrap_or(u32::MAX));
        let exponent = Self::whole(n, Unit::Count);
        self.join("^", exponent, value, (Binding::Atom, Binding::Atom), Binding::Power)
    }

    /// Half away from zero, to `places` decimals.
    pub fn rounded(self, places: u32) -> Self {
        let value = self.value.rounded(places);
        self.call("round(", Self::plain(Exact::whole(places), Unit::Count), value)
    }

    /// The greater of the two.
    pub fn greatest(self, other: Self) -> Self {
        let value = self.value.greatest(other.value);
        self.call("max(", other, value)
    }

    /// The lesser of the two.
    pub fn least(self, other: Self) -> Self {
        let value = self.value.least(other.value);
        self.call("min(", other, value)
    }

    fn call(self, name: &'static str, other: Self, value: Exact) -> Self {
        let mut joined = self.join(";", other, value, (Binding::Negative, Binding::Negative), Binding::Atom);
        joined.parts.insert(0, Part::Sign(name));
        joined.parts.push(Part::Sign(")"));
        joined
    }

    fn join(
        mut self, sign: &'static str, other: Self, value: Exact, needs: (Binding, Binding), binding: Binding,
    ) -> Self {
        self.parts = wrapped(self.parts, self.binding < needs.0);
        self.parts.push(Part::Sign(sign));
        self.parts.extend(wrapped(other.parts, other.binding < needs.1));
        for fig in other.figures {
            if !self.figures.contains(&fig) {
                self.figures.push(fig);
            }
        }
        self.children.extend(other.children);
        Self { value, binding, ..self }
    }
}

impl Step {
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
}

impl Expr {
    /// What a step gives; the step becomes a child.
    pub fn of(step: Step) -> Self {
        let mut expr = Self::mention(&step);
        expr.children.push(step);
        expr
    }

    /// What a step gives, which is elsewhere in the tree.
    pub fn mention(step: &Step) -> Self {
        Self::plain(step.exact(), step.unit)
    }

    /// The step that this expression makes.
    pub fn step(self, label: Text, unit: Unit) -> Step {
        let Self { value, parts, figures, children, .. } = self;
        Step { label, formula: parts, unit, figures, children, ..Step::valued(value) }
    }
}

fn wrapped(mut parts: Vec<Part>, wrap: bool) -> Vec<Part> {
    if wrap {
        parts.insert(0, Part::Sign("("));
        parts.push(Part::Sign(")"));
    }
    parts
}

impl<C> Add for Expr<C> {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        let value = self.value + other.value;
        self.join("+", other, value, (Binding::Negative, Binding::Sum), Binding::Sum)
    }
}

impl<C> Sub for Expr<C> {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        let value = self.value - other.value;
        self.join("−", other, value, (Binding::Negative, Binding::Product), Binding::Sum)
    }
}

impl<C> Mul for Expr<C> {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        let value = self.value * other.value;
        self.join("×", other, value, (Binding::Product, Binding::Product), Binding::Product)
    }
}

impl<C> Div for Expr<C> {
    type Output = Self;
    fn div(self, other: Self) -> Self {
        let value = self.value / other.value;
        self.join("/", other, value, (Binding::Product, Binding::Power), Binding::Product)
    }
}

#[cfg(test)]
mod tests {
    use super::{Expr, Unit};
    use crate::unit::{Exact, Number as _, Text};

    #[test]
    fn parentheses_stand_where_they_are_needed_and_nowhere_else() {
        let n = |n| Expr::whole(n, Unit::Count);
        let text = |e: Expr| {
            let step = e.step(Text::same(""), Unit::Count);
            format!("{} = {}", step.arithmetic(), step.value.normalize())
        };
        assert_eq!(text((n(9) - n(1)) * n(3) / n(6)), "(9 − 1) × 3 / 6 = 4");
        assert_eq!(text(n(9) - (n(1) - n(3))), "9 − (1 − 3) = 11");
        assert_eq!(text(n(8) / (n(2) * n(2))), "8 / (2 × 2) = 2");
        assert_eq!(text(n(3) * (n(1) + n(1)).power(3)), "3 × (1 + 1) ^ 3 = 24");
        assert_eq!(text((n(1) / n(3)).rounded(2) * n(2)), "round(1 / 3; 2) × 2 = 0.66");
        assert_eq!(text(n(2).greatest(n(5) - n(1)) + n(1).least(n(7))), "max(2; 5 − 1) + min(1; 7) = 5");
        let below = |n| Expr::plain(Exact::ZERO - Exact::whole(n), Unit::Count);
        assert_eq!(text(n(0) - below(3)), "0 − (-3) = 3");
        assert_eq!(text(below(3) + below(2) * n(4)), "-3 + (-2) × 4 = -11");
        assert_eq!(text(below(3).least(below(2))), "min(-3; -2) = -3");
    }
}
