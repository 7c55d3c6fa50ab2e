use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use rust_decimal::{Decimal, RoundingStrategy};

use super::Address;
use crate::unit::{LONGEST, brief};

/// What a cell holds, or a formula gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing: 0, `""` or false, as who reads it needs.
    Empty,
    /// A number; a date is one too.
    Number(Decimal),
    /// A text.
    Text(Arc<str>),
    /// True or false.
    Bool(bool),
    /// An error, which what reads it becomes too.
    Error(ErrorValue),
}

impl Value {
    /// A text.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self::Text(text.into())
    }

    /// Is it the other, but for what binary floats leave: a difference past the twelfth digit, as in the
    /// `0.0199999999999999` that a spreadsheet computes for 2 %?
    #[must_use]
    pub fn same(&self, other: &Self) -> bool {
        let (Self::Number(a), Self::Number(b)) = (self, other) else { return self == other };
        let reach = a.abs().max(b.abs()).checked_mul(Decimal::new(1, 12));
        a == b || a.checked_sub(*b).zip(reach).is_some_and(|(difference, reach)| difference.abs() <= reach)
    }
}

impl From<Decimal> for Value {
    fn from(number: Decimal) -> Self {
        Self::Number(number)
    }
}

impl From<bool> for Value {
    fn from(truth: bool) -> Self {
        Self::Bool(truth)
    }
}

/// An error that a cell may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorValue {
    /// `#NULL!`: an intersection of nothing.
    Null,
    /// `#DIV/0!`: a division by zero.
    Division,
    /// `#VALUE!`: a text where a number goes.
    Value,
    /// `#REF!`: a reference to what is no more.
    Reference,
    /// `#NAME?`: a name that nothing carries.
    Name,
    /// `#NUM!`: no number answers.
    Number,
    /// `#N/A`: nothing found.
    Missing,
}

impl ErrorValue {
    const ALL: [Self; 7] =
        [Self::Null, Self::Division, Self::Value, Self::Reference, Self::Name, Self::Number, Self::Missing];

    /// As a cell shows it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Null => "#NULL!",
            Self::Division => "#DIV/0!",
            Self::Value => "#VALUE!",
            Self::Reference => "#REF!",
            Self::Name => "#NAME?",
            Self::Number => "#NUM!",
            Self::Missing => "#N/A",
        }
    }

    /// Reads `#DIV/0!`; `None` where it is another or none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|error| error.name().eq_ignore_ascii_case(text))
    }

    /// The error that a text starts with.
    pub(super) fn starting(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|e| text.get(..e.name().len()).is_some_and(|t| t.eq_ignore_ascii_case(e.name())))
    }
}

/// Why a formula has no answer here: a spreadsheet would give one that this tool cannot be sure of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beyond {
    /// What is beyond the tool, such as ``the function `OFFSET` ``.
    pub why: Arc<str>,
    /// The sheet (its place in the book) and cell where that is, if not in the formula itself but in what it reads.
    pub at: Option<(usize, Address)>,
}

impl Beyond {
    pub(super) fn new(why: impl Into<Arc<str>>) -> Self {
        Self { why: why.into(), at: None }
    }
}

impl fmt::Display for Beyond {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.why)
    }
}

/// Why there is no value to go on with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stop {
    /// The formula gives this error, unless something catches it.
    Error(ErrorValue),
    /// Nothing catches this.
    Beyond(Beyond),
}

impl Stop {
    pub(super) fn beyond<T>(why: impl Into<Arc<str>>) -> Result<T, Self> {
        Err(Self::Beyond(Beyond::new(why)))
    }
}

impl From<ErrorValue> for Stop {
    fn from(error: ErrorValue) -> Self {
        Self::Error(error)
    }
}

impl From<Beyond> for Stop {
    fn from(beyond: Beyond) -> Self {
        Self::Beyond(beyond)
    }
}

pub(super) type Answer<T> = Result<T, Stop>;

/// Reads a number of a spreadsheet file, to the 15 significant digits that a spreadsheet works with: files are full of
/// `0.20000000000000001` for `0.2`. `None` where it is no number, or past what exact decimals hold.
///
/// ```
/// use chiffrage_base::formula::read_number;
/// use rust_decimal::dec;
/// assert_eq!(read_number("0.20000000000000001"), Some(dec!(0.2)));
/// assert_eq!(read_number("1.5E+3"), Some(dec!(1500)));
/// assert_eq!(read_number("5.5511151231257827E-17"), Some(dec!(0.0000000000000000555111512313)));
/// assert_eq!(read_number("1E+300"), None);
/// ```
#[must_use]
pub fn read_number(text: &str) -> Option<Decimal> {
    if text.len() > LONGEST {
        return None;
    }
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let mantissa: Decimal = mantissa.parse().ok()?;
    let mantissa = significant(mantissa, 15)?;
    let exponent: i64 = exponent.parse().ok()?;
    if exponent >= 0 {
        let scale = u32::try_from(exponent).ok().filter(|e| *e <= Decimal::MAX_SCALE || mantissa.is_zero())?;
        return if mantissa.is_zero() { Some(mantissa) } else { mantissa.checked_mul(ten_to(scale)?) }
            .map(|n| n.normalize());
    }
    let down = u32::try_from(exponent.unsigned_abs()).unwrap_or(u32::MAX);
    let Some(room) = Decimal::MAX_SCALE.checked_sub(down) else { return Some(Decimal::ZERO) };
    let mut number = mantissa.round_dp_with_strategy(room, RoundingStrategy::MidpointAwayFromZero);
    let scale = number.scale() + down;
    number.set_scale(scale).ok()?;
    Some(number.normalize())
}

fn ten_to(n: u32) -> Option<Decimal> {
    Decimal::try_from_i128_with_scale(10_i128.checked_pow(n)?, 0).ok()
}

/// Half away from zero to so many significant digits.
pub(super) fn significant(number: Decimal, digits: u32) -> Option<Decimal> {
    number.round_sf_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero).map(|n| n.normalize())
}

/// The order of two numbers to their first 15 digits: what a division left past them is no difference.
pub(super) fn compare_numbers(a: Decimal, b: Decimal) -> Ordering {
    let exact = a.cmp(&b);
    let close = || {
        let reach = a.abs().max(b.abs()).checked_mul(Decimal::new(1, 14))?;
        Some(a.checked_sub(b)?.abs() <= reach && significant(a, 15)? == significant(b, 15)?)
    };
    if exact != Ordering::Equal && close().unwrap_or(false) { Ordering::Equal } else { exact }
}

/// The number as what reads it takes it.
pub(super) fn number(value: &Value) -> Answer<Decimal> {
    match value {
        Value::Empty => Ok(Decimal::ZERO),
        Value::Number(number) => Ok(*number),
        Value::Bool(truth) => Ok(Decimal::from(u8::from(*truth))),
        Value::Text(text) => text_number(text),
        Value::Error(error) => Err((*error).into()),
    }
}

/// A text as a number: whole numbers read alike everywhere; `12.5`, `1 234,56 €` or `3 mars` hang on the reader's language.
pub(super) fn text_number(text: &str) -> Answer<Decimal> {
    let trimmed = text.trim();
    let digits = trimmed.strip_prefix(['-', '+']).unwrap_or(trimmed);
    if !digits.bytes().any(|b| b.is_ascii_digit()) {
        return Err(ErrorValue::Value.into());
    }
    if digits.len() <= 15 && digits.bytes().all(|b| b.is_ascii_digit()) {
        return trimmed.parse().map_err(|_| ErrorValue::Value.into());
    }
    Stop::beyond(format!("the number that the text \"{}\" makes hangs on the reader's language", brief(text)))
}

/// The text as what reads it takes it.
pub(super) fn text(value: &Value) -> Answer<Arc<str>> {
    match value {
        Value::Empty => Ok("".into()),
        Value::Text(text) => Ok(text.clone()),
        Value::Number(number) if number.is_integer() && number.abs() < Decimal::from(10_u64.pow(15)) => {
            Ok(number.trunc().normalize().to_string().into())
        }
        Value::Number(number) => {
            Stop::beyond(format!("how the number {} reads as text hangs on the reader's language", number.normalize()))
        }
        Value::Bool(_) => Stop::beyond("how true and false read as text hangs on the reader's language"),
        Value::Error(error) => Err((*error).into()),
    }
}

/// The truth as what reads it takes it.
pub(super) fn truth(value: &Value) -> Answer<bool> {
    match value {
        Value::Empty => Ok(false),
        Value::Bool(truth) => Ok(*truth),
        Value::Number(number) => Ok(!number.is_zero()),
        Value::Text(_) => Err(ErrorValue::Value.into()),
        Value::Error(error) => Err((*error).into()),
    }
}

/// The order of two values: numbers before texts before truths, texts whatever their case.
pub(super) fn compare(a: &Value, b: &Value) -> Answer<Ordering> {
    let rank = |value: &Value| match value {
        Value::Number(_) => 0,
        Value::Text(_) => 1,
        _ => 2,
    };
    Ok(match (a, b) {
        (Value::Error(error), _) | (_, Value::Error(error)) => return Err((*error).into()),
        (Value::Empty, Value::Empty) => Ordering::Equal,
        (Value::Empty, other) => compare(&empty_like(other), other)?,
        (other, Value::Empty) => compare(other, &empty_like(other))?,
        (Value::Number(a), Value::Number(b)) => compare_numbers(*a, *b),
        (Value::Text(a), Value::Text(b)) => compare_texts(a, b)?,
        (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
        _ => rank(a).cmp(&rank(b)),
    })
}

/// Are two values equal? No order of texts is needed.
pub(super) fn equal(a: &Value, b: &Value) -> Answer<bool> {
    match (a, b) {
        (Value::Text(a), Value::Text(b)) => Ok(fold(a) == fold(b)),
        _ => compare(a, b).map(Ordering::is_eq),
    }
}

/// What nothing is beside such a value.
fn empty_like(other: &Value) -> Value {
    match other {
        Value::Text(_) => Value::text(""),
        Value::Bool(_) => Value::Bool(false),
        _ => Value::Number(Decimal::ZERO),
    }
}

fn compare_texts(a: &str, b: &str) -> Answer<Ordering> {
    let (a, b) = (fold(a), fold(b));
    let plain = |text: &str| text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b' ');
    if a == b || a.is_empty() || b.is_empty() || (plain(&a) && plain(&b)) {
        Ok(a.cmp(&b))
    } else {
        Stop::beyond("the order of texts hangs on the reader's language")
    }
}

/// A text, its case set aside.
pub(super) fn fold(text: &str) -> String {
    text.to_lowercase()
}
