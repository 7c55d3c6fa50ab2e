//! The engine is generic over its numbers: on binary floats it must say what it says on exact decimals. What ships
//! prices in decimals only; the floats here are the test's own.

#![allow(clippy::disallowed_methods, reason = "a float here is compared with its decimal, and goes nowhere")]

use std::ops::{Add, AddAssign, Div, Mul, Sub};

use chiffrage::engine::{Inputs, Named, estimate_with};
use chiffrage::model::Bid;
use chiffrage::unit::Number;
use proptest::prelude::*;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use crate::by_hand::exact;
use crate::generate::{any_bid, cases, priced};
use crate::support;

/// A binary float as the engine's number: the formulas are the same, the digits fewer.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
struct Float(f64);

macro_rules! operators {
    ($($trait:ident $name:ident $op:tt)+) => { $(
        impl $trait for Float {
            type Output = Self;
            fn $name(self, other: Self) -> Self { Self(self.0 $op other.0) }
        }
    )+ };
}
operators! { Add add + Sub sub - Mul mul * Div div / }

impl AddAssign for Float {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl std::iter::Sum for Float {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        Self(iter.map(|n| n.0).sum())
    }
}

impl Named for Float {}

impl Number for Float {
    const ZERO: Self = Self(0.0);
    const ONE: Self = Self(1.0);

    fn from_decimal(value: Decimal) -> Self {
        Self(value.to_f64().expect("a decimal is near a float"))
    }

    fn rounded(self, places: u32) -> Self {
        let scale = 10_f64.powi(i32::try_from(places).expect("few places"));
        // `round` is half away from zero.
        Self((self.0 * scale).round() / scale)
    }

    fn is_defined(self) -> bool {
        self.0.is_finite()
    }

    fn shown(self) -> Decimal {
        Decimal::try_from(self.0).unwrap_or_default()
    }
}

/// The furthest that a unit price before rounding is from the exact one, relative to it (to a euro, below one:
/// what given prices leave to share may be a difference of near equals).
fn furthest(bid: &Bid) -> f64 {
    let exact_estimate = priced(bid);
    let floats = estimate_with(bid, &Inputs::<Float>::of(bid)).expect("what is priced exactly is priced in floats");
    let pairs = exact_estimate.dqe.lines.iter().flatten().zip(floats.dqe.lines.iter().flatten());
    let relative = pairs.map(|(e, f)| {
        let exactly = exact(e.unrounded).to_f64().expect("a decimal is near a float");
        (f.unrounded.0 - exactly).abs() / exactly.abs().max(1.0)
    });
    relative.fold(0.0, f64::max)
}

proptest! {
    #![proptest_config(cases(48))]

    /// The engine is written once over any number: on floats it gives the unit prices of the exact one, before
    /// rounding, within 1e-9.
    #[test]
    fn floats_agree_with_exact_decimals(spec in any_bid()) {
        let furthest = furthest(&spec.bid());
        prop_assert!(furthest < 1e-9, "{furthest:e}");
    }
}

/// The same of the bid that is shipped.
#[test]
fn floats_agree_on_the_shipped_models() {
    let (bid, _, _) = support::shipped();
    let furthest = furthest(&bid);
    assert!(furthest < 1e-9, "{furthest:e}");
}
