use super::super::value::{Answer, ErrorValue, Stop, Value, number, text, text_number};
use super::{Answerer, Scalar};
use rust_decimal::Decimal;

/// Functions of texts, and what kind of value something is.
pub(super) fn scalar(name: &str) -> Option<Scalar> {
    let (fewest, most, answer): (_, _, Answerer) = match name {
        "LEN" => (1, 1, |v| Ok(Decimal::from(text(&v[0])?.encode_utf16().count()).into())),
        "LEFT" => (1, 2, |v| part(&v[0], None, v.get(1))),
        "RIGHT" => (1, 2, right),
        "MID" => (3, 3, |v| part(&v[0], Some(&v[1]), Some(&v[2]))),
        "TRIM" => (1, 1, |v| {
            let words = text(&v[0])?;
            Ok(Value::text(&words.split(' ').filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")))
        }),
        "UPPER" => (1, 1, |v| Ok(Value::text(&text(&v[0])?.to_uppercase()))),
        "LOWER" => (1, 1, |v| Ok(Value::text(&text(&v[0])?.to_lowercase()))),
        "VALUE" => (1, 1, |v| match &v[0] {
            Value::Text(text) => text_number(text).map(Value::Number),
            Value::Bool(_) => Err(ErrorValue::Value.into()),
            other => number(other).map(Value::Number),
        }),
        "TEXT" => (2, 2, |v| formatted(&v[0], &v[1])),
        "N" => (1, 1, |v| match &v[0] {
            Value::Text(_) => Ok(Decimal::ZERO.into()),
            other => number(other).map(Value::Number),
        }),
        "ISBLANK" => (1, 1, |v| Ok((v[0] == Value::Empty).into())),
        "ISNUMBER" => (1, 1, |v| Ok(matches!(v[0], Value::Number(_)).into())),
        "ISTEXT" => (1, 1, |v| Ok(matches!(v[0], Value::Text(_)).into())),
        "ISNONTEXT" => (1, 1, |v| Ok((!matches!(v[0], Value::Text(_))).into())),
        "ISLOGICAL" => (1, 1, |v| Ok(matches!(v[0], Value::Bool(_)).into())),
        "ISERROR" => (1, 1, |v| Ok(matches!(v[0], Value::Error(_)).into())),
        "ISERR" => (1, 1, |v| Ok(matches!(v[0], Value::Error(e) if e != ErrorValue::Missing).into())),
        "ISNA" => (1, 1, |v| Ok((v[0] == Value::Error(ErrorValue::Missing)).into())),
        "NA" => (0, 0, |_| Err(ErrorValue::Missing.into())),
        "TRUE" => (0, 0, |_| Ok(true.into())),
        "FALSE" => (0, 0, |_| Ok(false.into())),
        _ => return None,
    };
    Some(Scalar { fewest, most, answer })
}

/// The characters of a text, where a spreadsheet counts them as we do.
fn characters(value: &Value) -> Answer<Vec<char>> {
    let text = text(value)?;
    if text.chars().any(|c| c.len_utf16() > 1) {
        return Stop::beyond("a text cut where a character takes two places");
    }
    Ok(text.chars().collect())
}

/// A count of characters: `None` where it is negative.
fn count(value: &Value) -> Answer<Option<usize>> {
    let n = number(value)?.trunc();
    Ok(if n.is_sign_negative() && !n.is_zero() { None } else { Some(usize::try_from(n).unwrap_or(usize::MAX)) })
}

/// So many characters (1 unless said) from a place (the first unless said).
fn part(value: &Value, from: Option<&Value>, length: Option<&Value>) -> Answer<Value> {
    let from = from.map_or(Ok(Some(1)), count)?.and_then(|from| from.checked_sub(1));
    let length = length.map_or(Ok(Some(1)), count)?;
    let (Some(from), Some(length)) = (from, length) else { return Err(ErrorValue::Value.into()) };
    Ok(Value::text(&characters(value)?.into_iter().skip(from).take(length).collect::<String>()))
}

fn right(values: &[Value]) -> Answer<Value> {
    let characters = characters(&values[0])?;
    let Some(length) = values.get(1).map_or(Ok(Some(1)), count)? else { return Err(ErrorValue::Value.into()) };
    Ok(Value::text(&characters[characters.len().saturating_sub(length)..].iter().collect::<String>()))
}

/// A whole number with leading zeros: the one format that reads alike in all languages.
fn formatted(value: &Value, format: &Value) -> Answer<Value> {
    let (format, value) = (text(format)?, number(value)?);
    if format.is_empty() || format.len() > 15 || format.bytes().any(|b| b != b'0') || value.is_sign_negative() {
        return Stop::beyond(format!("the format \"{format}\", which hangs on the reader's language"));
    }
    let digits = crate::unit::round_divided(value, 0).trunc().normalize().to_string();
    Ok(Value::text(&format!("{digits:0>width$}", width = format.len())))
}
