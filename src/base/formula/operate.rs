//! Arithmetic in exact decimals: what has no end or does not fit is beyond the tool.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::ast::Operator;
use super::value::{Answer, ErrorValue, Stop, Value, compare, equal, number, text};

/// How many bytes a text may take: the 32,767 characters of a cell are at least as many.
const TEXT: usize = 32_767;

/// What an operator gives of two values.
pub(super) fn operate(operator: Operator, a: &Value, b: &Value) -> Answer<Value> {
    let past = |n: Option<Decimal>| n.map_or_else(past_range, |n| Ok(Value::Number(n)));
    match operator {
        Operator::Plus => past(number(a)?.checked_add(number(b)?)),
        Operator::Minus => past(number(a)?.checked_sub(number(b)?)),
        Operator::Times => times_exact(number(a)?, number(b)?).map(Value::Number),
        Operator::Over => over(number(a)?, number(b)?).map(Value::Number),
        Operator::Power => power(number(a)?, number(b)?).map(Value::Number),
        Operator::Join => join(&text(a)?, &text(b)?),
        Operator::Equal => Ok(equal(a, b)?.into()),
        Operator::NotEqual => Ok((!equal(a, b)?).into()),
        Operator::Less => Ok(compare(a, b)?.is_lt().into()),
        Operator::AtMost => Ok(compare(a, b)?.is_le().into()),
        Operator::Greater => Ok(compare(a, b)?.is_gt().into()),
        Operator::AtLeast => Ok(compare(a, b)?.is_ge().into()),
    }
}

/// Two texts as one, no longer than a cell takes.
pub(super) fn join(a: &str, b: &str) -> Answer<Value> {
    if a.len() + b.len() > TEXT {
        return Stop::beyond("a text longer than a cell takes");
    }
    Ok(Value::text(&format!("{a}{b}")))
}

pub(super) fn past_range<T>() -> Answer<T> {
    Stop::beyond("a figure past what exact decimals hold")
}

/// A product that neither overflows nor loses a factor by being too small.
pub(super) fn times_exact(a: Decimal, b: Decimal) -> Answer<Decimal> {
    let lost = |product: &Decimal| product.is_zero() && !a.is_zero() && !b.is_zero();
    a.checked_mul(b).filter(|product| !lost(product)).map_or_else(past_range, Ok)
}

pub(super) fn over(a: Decimal, b: Decimal) -> Answer<Decimal> {
    if b.is_zero() {
        return Err(ErrorValue::Division.into());
    }
    a.checked_div(b).filter(|q| !q.is_zero() || a.is_zero()).map_or_else(past_range, Ok)
}

/// `base ^ exponent`, for whole exponents and square roots that come out.
pub(super) fn power(base: Decimal, exponent: Decimal) -> Answer<Decimal> {
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
pub(super) fn root(square: Decimal) -> Answer<Decimal> {
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
