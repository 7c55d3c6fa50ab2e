use std::cmp::Ordering;

use rust_decimal::{Decimal, RoundingStrategy};

use super::super::evaluate::{over, past_range, times_exact};
use super::super::value::{Answer, ErrorValue, Stop, Value, compare_numbers, number};
use super::{Answerer, Scalar};
use crate::unit::round_half_away;

pub(super) fn scalar(name: &str) -> Option<Scalar> {
    let (fewest, most, answer): (_, _, Answerer) = match name {
        "ROUND" => (2, 2, |v| rounded(v, RoundingStrategy::MidpointAwayFromZero)),
        "ROUNDUP" => (2, 2, |v| rounded(v, RoundingStrategy::AwayFromZero)),
        "ROUNDDOWN" => (2, 2, |v| rounded(v, RoundingStrategy::ToZero)),
        "TRUNC" => (1, 2, |v| rounded(v, RoundingStrategy::ToZero)),
        "INT" => (1, 1, |v| Ok(settled(number(&v[0])?).floor().into())),
        "ABS" => (1, 1, |v| Ok(number(&v[0])?.abs().into())),
        "SIGN" => (1, 1, |v| Ok(sign(number(&v[0])?).into())),
        "MOD" => (2, 2, |v| modulo(number(&v[0])?, number(&v[1])?).map(Value::Number)),
        "POWER" => (2, 2, |v| power(number(&v[0])?, number(&v[1])?).map(Value::Number)),
        "SQRT" => (1, 1, |v| root(number(&v[0])?).map(Value::Number)),
        _ => return None,
    };
    Some(Scalar { fewest, most, answer })
}

/// A number that a division left within 1e-12 of one with fewer places is that one, as where prices are rounded.
fn settled(number: Decimal) -> Decimal {
    round_half_away(number, 12)
}

fn sign(number: Decimal) -> Decimal {
    match number.cmp(&Decimal::ZERO) {
        Ordering::Less => -Decimal::ONE,
        Ordering::Equal => Decimal::ZERO,
        Ordering::Greater => Decimal::ONE,
    }
}

/// Rounds to places after the point, or before it where they are negative.
fn rounded(values: &[Value], strategy: RoundingStrategy) -> Answer<Value> {
    let value = number(&values[0])?;
    let places = values.get(1).map_or(Ok(Decimal::ZERO), number)?.trunc();
    let places = i32::try_from(places).unwrap_or(if places.is_sign_negative() { i32::MIN } else { i32::MAX });
    if let Ok(places) = u32::try_from(places) {
        let settled = round_half_away(value, places.max(12));
        return Ok(settled.round_dp_with_strategy(places, strategy).into());
    }
    let shift = places.unsigned_abs();
    if shift > Decimal::MAX_SCALE {
        return Ok(Decimal::ZERO.into());
    }
    let (Some(unit), tenth) = (10_i128.checked_pow(shift), Decimal::new(1, shift)) else { return past_range() };
    let units = settled(value).checked_mul(tenth).map(|units| units.round_dp_with_strategy(0, strategy));
    let unit = Decimal::try_from_i128_with_scale(unit, 0).ok();
    units.zip(unit).and_then(|(units, unit)| units.checked_mul(unit)).map_or_else(past_range, |n| Ok(n.into()))
}

/// What a division leaves, with the sign of the divisor.
fn modulo(n: Decimal, divisor: Decimal) -> Answer<Decimal> {
    let whole = settled(over(n, divisor)?).floor();
    let left = n.checked_sub(times_exact(divisor, whole)?).map_or_else(past_range, Ok)?;
    Ok(if compare_numbers(left.abs(), divisor.abs()).is_eq() { Decimal::ZERO } else { left })
}

/// `base ^ exponent`, for whole exponents and square roots that come out.
pub(in super::super) fn power(base: Decimal, exponent: Decimal) -> Answer<Decimal> {
    if !exponent.is_integer() {
        if base.is_sign_negative() && !base.is_zero() {
            return Err(ErrorValue::Number.into());
        }
        if base.is_zero() && exponent.is_sign_positive() || base == Decimal::ONE {
            return Ok(base);
        }
        return if exponent == Decimal::new(5, 1) { root(base) } else { irrational() };
    }
    if base.is_zero() {
        return match exponent.cmp(&Decimal::ZERO) {
            Ordering::Equal => Err(ErrorValue::Number.into()),
            Ordering::Less => Err(ErrorValue::Division.into()),
            Ordering::Greater => Ok(base),
        };
    }
    let Ok(mut left) = u64::try_from(exponent.abs()) else { return past_range() };
    let (mut result, mut square) = (Decimal::ONE, base);
    while left > 0 {
        if left % 2 == 1 {
            result = times_exact(result, square)?;
        }
        left /= 2;
        if left > 0 {
            square = times_exact(square, square)?;
        }
    }
    if exponent.is_sign_negative() { over(Decimal::ONE, result) } else { Ok(result) }
}

/// A square root that comes out; any other has no end.
fn root(square: Decimal) -> Answer<Decimal> {
    if square.is_sign_negative() && !square.is_zero() {
        return Err(ErrorValue::Number.into());
    }
    let square = square.normalize();
    let odd = square.scale() % 2;
    let mantissa = square.mantissa().unsigned_abs() * if odd == 1 { 10 } else { 1 };
    let root = mantissa.isqrt();
    match i128::try_from(root).ok().filter(|_| root * root == mantissa) {
        Some(root) => {
            let root = Decimal::try_from_i128_with_scale(root, square.scale().div_ceil(2));
            root.map_or_else(|_| past_range(), Ok)
        }
        None => irrational(),
    }
}

fn irrational<T>() -> Answer<T> {
    Stop::beyond("a root or power whose decimals have no end")
}
