use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Sub};

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use crate::engine::Named;
use crate::unit::Number;

/// A binary float, in which graphs are evaluated fast (method §9: §1 to §6 in floats, prices unrounded). It never rounds:
/// rounding is a step, which has no slope.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Float(pub f64);

impl Float {
    /// The decimal that a report shows; none for what is not finite.
    #[must_use]
    pub fn decimal(self) -> Option<Decimal> {
        Decimal::try_from(self.0).ok()
    }

    /// The same up to the last digits of a float?
    #[allow(clippy::float_arithmetic, reason = "a tolerance on floats is a float")]
    pub(super) fn is_near(self, other: Self) -> bool {
        (self - other).0.abs() <= 1e-12 * self.0.abs().max(other.0.abs()).max(1.0)
    }
}

macro_rules! operators {
    ($($trait:ident $name:ident $op:tt)+) => { $(
        impl $trait for Float {
            type Output = Self;
            #[allow(clippy::float_arithmetic, reason = "the home of floats, which never reach a DQE")]
            fn $name(self, other: Self) -> Self { Self(self.0 $op other.0) }
        }
    )+ };
}
operators! { Add add + Sub sub - Mul mul * Div div / }

impl AddAssign for Float {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sum for Float {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, |sum, x| sum + x)
    }
}

impl Number for Float {
    const ZERO: Self = Self(0.0);
    const ONE: Self = Self(1.0);

    #[allow(clippy::disallowed_methods, reason = "the one way from a model's decimal to a float")]
    fn from_decimal(value: Decimal) -> Self {
        Self(value.to_f64().unwrap_or(f64::NAN))
    }

    fn rounded(self, _: u32) -> Self {
        self
    }

    fn is_defined(self) -> bool {
        self.0.is_finite()
    }

    fn shown(self) -> Decimal {
        self.decimal().unwrap_or_default()
    }
}

impl Named for Float {}
