use std::cmp::Ordering;
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Sub};

use rust_decimal::{Decimal, RoundingStrategy, dec};

/// What the formulas of the method are written in, apart from where their inputs come from: the
/// engine states each formula once over `Number`. A DQE is always priced in [`Exact`].
pub trait Number:
    Copy
    + fmt::Debug
    + PartialOrd
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + AddAssign
    + Sum
{
    /// Nothing.
    const ZERO: Self;
    /// One.
    const ONE: Self;

    /// The number a model states.
    fn from_decimal(value: Decimal) -> Self;

    /// Half away from zero, to `places` decimals (method §0).
    #[must_use]
    fn rounded(self, places: u32) -> Self;

    /// Did every computation behind this number stay in range?
    #[must_use]
    fn is_defined(self) -> bool;

    /// The decimal that a finding shows; 0 where it is undefined.
    #[must_use]
    fn shown(self) -> Decimal;

    /// A whole number.
    #[must_use]
    fn whole(n: u32) -> Self {
        Self::from_decimal(Decimal::from(n))
    }

    /// `self` multiplied by itself `n` times, 1 where `n` is 0.
    #[must_use]
    fn power(self, n: u32) -> Self {
        (0..n).fold(Self::ONE, |acc, _| acc * self)
    }

    /// Is this exactly nothing?
    #[must_use]
    fn is_zero(self) -> bool {
        self == Self::ZERO
    }

    /// What this is to the structure of a computation: 0 where it is nothing, another number where it is something. Two
    /// of one shape are nothing and something together. A number that records every structure has a shape of its own
    /// wherever a figure can make it either.
    #[must_use]
    fn shape(self) -> u32 {
        u32::from(!self.is_zero())
    }

    /// Is this nothing, so that what it would make is left out? A number that records every structure leaves nothing out
    /// that a figure can bring in.
    #[must_use]
    fn is_absent(self) -> bool {
        self.shape() == 0
    }

    /// `then` where this is something, `otherwise` where it is nothing. It is never negative. Unlike those of
    /// [`choose`](Self::choose), the two sides are structure: a number that records keeps the one it takes, unless it
    /// records every structure.
    #[must_use]
    fn if_any(self, then: Self, otherwise: Self) -> Self {
        if self.is_zero() { otherwise } else { then }
    }

    /// Is this the same number, digit for digit? `1.0` equals `1.00`, and is not the same.
    #[must_use]
    fn is_same(self, other: Self) -> bool {
        self == other
    }

    /// The smaller of the two.
    #[must_use]
    fn least(self, other: Self) -> Self {
        if other < self { other } else { self }
    }

    /// The greater of the two.
    #[must_use]
    fn greatest(self, other: Self) -> Self {
        if other > self { other } else { self }
    }

    /// `then` where this is less than a limit, `otherwise` where it is not. A formula takes one of two values by this,
    /// [`least`](Self::least) or [`greatest`](Self::greatest), never by a branch: a number that records keeps both.
    #[must_use]
    fn choose(self, limit: Self, then: Self, otherwise: Self) -> Self {
        if self < limit { then } else { otherwise }
    }
}

/// An exact decimal of up to 28 significant digits, which remembers leaving that range, and divisions.
///
/// Arithmetic never panics: a result past the decimal's range, or a division by zero, is *undefined*
/// ([`Exact::value`] is `None`) and so is all that is computed from it, so that a job can be refused
/// with the figure that caused it.
///
/// A quotient, and all that is computed from it up to the next rounding, is *divided*: its last digits may be
/// off, so that it is rounded by [`round_divided`]. Any other number is rounded by [`round_half_away`] (method §0).
///
/// ```
/// use chiffrage_base::unit::{Exact, Number};
/// use rust_decimal::dec;
/// let day = Exact::from(dec!(720.50));
/// assert_eq!((day * Exact::whole(2)).value(), Some(dec!(1441)));
/// assert_eq!((day / Exact::ZERO).value(), None);
/// let third = Exact::from(dec!(0.3)) / Exact::whole(3) + Exact::from(dec!(0.0249999999999));
/// assert_eq!(third.rounded(2).value(), Some(dec!(0.13)));
/// assert_eq!(Exact::from(dec!(0.1249999999999)).rounded(2).value(), Some(dec!(0.12)));
/// ```
#[derive(Clone, Copy, Default)]
pub struct Exact {
    decimal: Decimal,
    undefined: bool,
    divided: bool,
}

impl Exact {
    /// What a division by zero gives.
    pub const UNDEFINED: Self = Self { decimal: Decimal::ZERO, undefined: true, divided: true };

    /// The decimal, or `None` where a computation left the decimal's range or divided by zero.
    #[must_use]
    pub fn value(self) -> Option<Decimal> {
        (!self.undefined).then_some(self.decimal)
    }

    /// The decimal to show; 0 where it is undefined, which a finished estimate never holds.
    #[must_use]
    pub fn shown(self) -> Decimal {
        self.value().unwrap_or_default()
    }

    fn combine(self, other: Self, result: Option<Decimal>) -> Self {
        Self {
            decimal: result.unwrap_or_default(),
            undefined: self.undefined || other.undefined || result.is_none(),
            divided: self.divided || other.divided,
        }
    }
}

impl From<Decimal> for Exact {
    fn from(decimal: Decimal) -> Self {
        Self { decimal, undefined: false, divided: false }
    }
}

impl fmt::Debug for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.value() {
            Some(value) => write!(f, "{value}"),
            None => f.write_str("undefined"),
        }
    }
}

impl PartialEq for Exact {
    fn eq(&self, other: &Self) -> bool {
        !self.undefined && !other.undefined && self.decimal == other.decimal
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        (!self.undefined && !other.undefined).then(|| self.decimal.cmp(&other.decimal))
    }
}

impl Add for Exact {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        self.combine(other, self.decimal.checked_add(other.decimal))
    }
}

impl Sub for Exact {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self.combine(other, self.decimal.checked_sub(other.decimal))
    }
}

impl Mul for Exact {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        self.combine(other, self.decimal.checked_mul(other.decimal))
    }
}

impl Div for Exact {
    type Output = Self;
    fn div(self, other: Self) -> Self {
        Self { divided: true, ..self.combine(other, self.decimal.checked_div(other.decimal)) }
    }
}

impl AddAssign for Exact {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sum for Exact {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, |acc, x| acc + x)
    }
}

impl Number for Exact {
    const ZERO: Self = Self { decimal: Decimal::ZERO, undefined: false, divided: false };
    const ONE: Self = Self { decimal: Decimal::ONE, undefined: false, divided: false };

    fn from_decimal(value: Decimal) -> Self {
        value.into()
    }

    fn rounded(self, places: u32) -> Self {
        let round = if self.divided { round_divided } else { round_half_away };
        // Rounded, it is a plain decimal again: what is computed from it has no division's last digits in it.
        Self { decimal: round(self.decimal, places), undefined: self.undefined, divided: false }
    }

    fn shown(self) -> Decimal {
        Self::shown(self)
    }

    fn is_defined(self) -> bool {
        !self.undefined
    }

    fn is_zero(self) -> bool {
        !self.undefined && self.decimal.is_zero()
    }

    fn is_same(self, other: Self) -> bool {
        let marks = |number: Self| (number.undefined, number.divided);
        marks(self) == marks(other) && self.decimal.serialize() == other.decimal.serialize()
    }
}

/// Half away from zero, to `places` decimals: how a number that no division went into is rounded (method §0).
///
/// ```
/// use chiffrage_base::unit::round_half_away;
/// use rust_decimal::dec;
/// assert_eq!(round_half_away(dec!(2.345), 2), dec!(2.35));
/// assert_eq!(round_half_away(dec!(-2.345), 2), dec!(-2.35));
/// assert_eq!(round_half_away(dec!(100.1249999999995), 2), dec!(100.12));
/// ```
#[must_use]
pub fn round_half_away(value: Decimal, places: u32) -> Decimal {
    value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
}

/// Half away from zero, to `places` decimals, a value less than 1e-12 from a half counting as that half: how a number
/// that a division went into is rounded (method §0), since the working precision is 28 digits and a cent must not hang
/// on the last. What is displayed is rounded so; figures of the model are displayed with every digit.
///
/// ```
/// use chiffrage_base::unit::round_divided;
/// use rust_decimal::dec;
/// assert_eq!(round_divided(dec!(2.34499999999999999999), 2), dec!(2.35));
/// assert_eq!(round_divided(dec!(-2.3449999999991), 2), dec!(-2.35));
/// assert_eq!(round_divided(dec!(2.344999999999), 2), dec!(2.34));
/// ```
#[must_use]
pub fn round_divided(value: Decimal, places: u32) -> Decimal {
    const NEAR: Decimal = dec!(0.000000000001);
    let rounded = round_half_away(value, places);
    // With twelve decimals or more, every value is that near to a half.
    if places >= NEAR.scale() || value.abs() < rounded.abs() {
        return rounded;
    }
    let half = rounded.abs().checked_add(Decimal::new(5, places + 1));
    let away = |half: Decimal| {
        let mut away = round_half_away(half, places);
        away.set_sign_negative(value.is_sign_negative());
        away
    };
    half.filter(|half| half - value.abs() < NEAR).map_or(rounded, away)
}

/// A text longer than this is no number: a binary one written in full has some thousand digits.
pub const LONGEST: usize = 2_000;

/// Reads a decimal from the text of a file, exactly: `720.50`, `1_000`, `4.5e-3`, with the places it
/// was written with; `None` where the text is no finite number or is past 28 digits.
#[must_use]
pub fn parse_decimal(text: &str) -> Option<Decimal> {
    if text.len() > LONGEST {
        return None;
    }
    let text: String = text.chars().filter(|c| *c != '_').collect();
    let text = text.strip_prefix('+').unwrap_or(&text);
    if text.contains(['e', 'E']) { Decimal::from_scientific(text).ok() } else { Decimal::from_str_exact(text).ok() }
}
