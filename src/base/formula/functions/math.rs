use std::cmp::Ordering;

use rust_decimal::{Decimal, RoundingStrategy};

use super::super::operate::{over, past_range, power, root, times_exact};
use super::super::value::{Answer, Value, compare_numbers, number};
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
