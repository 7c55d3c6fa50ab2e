use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::super::ast::{Expr, Operator};
use super::super::evaluate::{Eval, Operand};
use super::super::operate::over;
use super::super::value::{Answer, ErrorValue, Stop, Value, compare, equal, fold, text_number};
use super::super::{Address, Rect};
use super::aggregate::plus;
use super::unusual;

/// Functions that count or sum the cells that meet conditions.
pub(super) fn call(eval: &Eval, name: &str, arguments: &[Expr]) -> Option<Answer<Operand>> {
    let answer = match (name, arguments) {
        ("COUNTIF" | "COUNTIFS", pairs) => count(eval, name, pairs),
        ("SUMIF", [range, criterion]) => total(eval, range, &[range, criterion]).map(|(sum, _)| sum),
        ("SUMIF", [range, criterion, summed]) => total(eval, summed, &[range, criterion]).map(|(sum, _)| sum),
        ("AVERAGEIF", [range, criterion]) => total(eval, range, &[range, criterion]).and_then(average),
        ("AVERAGEIF", [range, criterion, summed]) => total(eval, summed, &[range, criterion]).and_then(average),
        ("SUMIFS", [summed, pairs @ ..]) => total(eval, summed, &pairs.iter().collect::<Vec<_>>()).map(|(sum, _)| sum),
        ("SUMIF" | "SUMIFS" | "AVERAGEIF", _) => unusual(name, arguments),
        _ => return None,
    };
    Some(answer.map(|n| Value::Number(n).into()))
}

fn shape(rect: Rect) -> (u32, u32) {
    (rect.height(), rect.width())
}

fn average((sum, count): (Decimal, u32)) -> Answer<Decimal> {
    over(sum, count.into())
}

/// A condition on the cells of a range.
struct Condition {
    sheet: usize,
    rect: Rect,
    criterion: Criterion,
}

fn conditions(eval: &Eval, pairs: &[&Expr]) -> Answer<Vec<Condition>> {
    if pairs.is_empty() || !pairs.len().is_multiple_of(2) {
        return Stop::beyond("conditions that do not come in pairs");
    }
    let condition = |pair: &[&Expr]| match eval.eval(pair[0])? {
        Operand::Area(sheet, rect) => Ok(Condition { sheet, rect, criterion: Criterion::read(&eval.value(pair[1])?)? }),
        _ => Stop::beyond("a condition on what are no cells"),
    };
    pairs.chunks(2).map(condition).collect()
}

/// Do the cells at this place of the ranges meet all conditions?
fn met(eval: &Eval, conditions: &[Condition], rows: u32, columns: u32) -> Answer<bool> {
    for condition in conditions {
        let at = Address { row: condition.rect.top + rows, column: condition.rect.left + columns };
        if !condition.criterion.met(eval, &eval.read(condition.sheet, at)?)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn total(eval: &Eval, range: &Expr, pairs: &[&Expr]) -> Answer<(Decimal, u32)> {
    let conditions = conditions(eval, pairs)?;
    let Operand::Area(sheet, rect) = eval.eval(range)? else { return Stop::beyond("a sum of what are no cells") };
    if pairs.len() == 2 && shape(conditions[0].rect) != shape(rect) {
        return Stop::beyond("a sum over a range of another shape than its condition's");
    }
    if conditions.iter().any(|c| shape(c.rect) != shape(rect)) {
        return Err(ErrorValue::Value.into());
    }
    let (mut sum, mut count) = (Decimal::ZERO, 0);
    eval.for_each(sheet, rect, |at, value| {
        if matches!(value, Value::Number(_) | Value::Error(_))
            && met(eval, &conditions, at.row - rect.top, at.column - rect.left)?
        {
            sum = plus(sum, super::super::value::number(value)?)?;
            count += 1;
        }
        Ok(())
    })?;
    Ok((sum, count))
}

/// Walks the first range whose condition nothing does not meet, so that empty cells need no walk.
fn count(eval: &Eval, name: &str, arguments: &[Expr]) -> Answer<Decimal> {
    if name == "COUNTIF" && arguments.len() != 2 {
        return unusual(name, arguments);
    }
    let conditions = conditions(eval, &arguments.iter().collect::<Vec<_>>())?;
    let rect = conditions[0].rect;
    if conditions.iter().any(|c| shape(c.rect) != shape(rect)) {
        return Err(ErrorValue::Value.into());
    }
    let mut walked = None;
    for condition in &conditions {
        if !condition.criterion.met(eval, &Value::Empty)? {
            walked = Some(condition);
        }
    }
    let (walked, empties) = match (walked, conditions.as_slice()) {
        (Some(condition), _) => (condition, false),
        (None, [one]) => (one, true),
        _ => return Stop::beyond("cells counted that are empty by several conditions"),
    };
    let (mut matches, mut filled) = (0_u64, 0_u64);
    eval.for_each(walked.sheet, walked.rect, |at, _| {
        filled += 1;
        matches += u64::from(met(eval, &conditions, at.row - walked.rect.top, at.column - walked.rect.left)?);
        Ok(())
    })?;
    let cells = u64::from(rect.height()) * u64::from(rect.width());
    Ok((matches + if empties { cells - filled } else { 0 }).into())
}

/// What a cell is compared with: `">=5"`, `"PM"`, `"lot*"`, 12.
struct Criterion {
    operator: Operator,
    operand: Value,
}

impl Criterion {
    fn read(value: &Value) -> Answer<Self> {
        let written = match value {
            Value::Text(text) => text,
            Value::Empty => return Ok(Self { operator: Operator::Equal, operand: Decimal::ZERO.into() }),
            Value::Error(_) => return Stop::beyond("a condition that is an error"),
            other => return Ok(Self { operator: Operator::Equal, operand: other.clone() }),
        };
        let mark = ["<=", ">=", "<>", "=", "<", ">"].into_iter().find(|mark| written.starts_with(mark));
        let operator = mark.and_then(Operator::parse).unwrap_or(Operator::Equal);
        let operand = &written[mark.map_or(0, str::len)..];
        if operand.is_empty() {
            // `""` is met by nothing and by an empty text, `=` by nothing alone.
            let operand = if mark.is_some() { Value::Empty } else { Value::text("") };
            return Ok(Self { operator, operand });
        }
        let operand = match text_number(operand) {
            Ok(number) => Value::Number(number),
            Err(Stop::Error(_)) => Value::text(operand),
            // A text with digits in it is one by its first character, unless it can be read as a number or a date.
            Err(beyond) if operand.starts_with(|c: char| c.is_ascii_digit() || "+-.,".contains(c)) => {
                return Err(beyond);
            }
            Err(_) => Value::text(operand),
        };
        Ok(Self { operator, operand })
    }

    fn met(&self, eval: &Eval, value: &Value) -> Answer<bool> {
        let equals = || match (&self.operand, value) {
            (Value::Empty, value) => Ok(*value == Value::Empty),
            (Value::Text(text), Value::Empty) => Ok(text.is_empty()),
            (Value::Text(pattern), Value::Text(text)) => like(eval, pattern, text),
            (Value::Number(n), Value::Text(text)) => Ok(text_number(text).is_ok_and(|t| t == *n)),
            (_, Value::Empty | Value::Error(_)) => Ok(false),
            (operand, value) => equal(operand, value),
        };
        let ordered = |holds: fn(Ordering) -> bool| match (&self.operand, value) {
            (Value::Number(_), Value::Number(_)) | (Value::Text(_), Value::Text(_)) => {
                compare(value, &self.operand).map(holds)
            }
            _ => Ok(false),
        };
        match self.operator {
            Operator::NotEqual => equals().map(|equal| !equal),
            Operator::Less => ordered(Ordering::is_lt),
            Operator::AtMost => ordered(Ordering::is_le),
            Operator::Greater => ordered(Ordering::is_gt),
            Operator::AtLeast => ordered(Ordering::is_ge),
            _ => equals(),
        }
    }
}

/// So many characters compared cost as much as a cell that is read.
const STEPS: u64 = 4;

/// Does the text match, whatever the case: `*` matches any characters, `?` one, `~` before either for itself?
pub(super) fn like(eval: &Eval, pattern: &str, text: &str) -> Answer<bool> {
    eval.charge((pattern.len() + text.len()) as u64 / STEPS)?;
    let (pattern, text): (Vec<char>, Vec<char>) = (fold(pattern).chars().collect(), fold(text).chars().collect());
    let (mut p, mut t) = (0, 0);
    // The place of the last star, and the text that it takes so far.
    let mut star = None;
    let mut steps = 0;
    loop {
        let escaped = pattern.get(p) == Some(&'~') && matches!(pattern.get(p + 1), Some('*' | '?' | '~'));
        match pattern.get(p + usize::from(escaped)) {
            Some('*') if !escaped => {
                star = Some((p, t));
                p += 1;
                continue;
            }
            Some(c) if t < text.len() && (*c == text[t] || (*c == '?' && !escaped)) => {
                p += 1 + usize::from(escaped);
                t += 1;
                continue;
            }
            None if t == text.len() => return Ok(true),
            _ => {}
        }
        match star {
            Some((at, taken)) if taken < text.len() => {
                steps += t - taken + 1;
                if steps >= 1_000 {
                    eval.charge(std::mem::take(&mut steps) as u64 / STEPS)?;
                }
                star = Some((at, taken + 1));
                (p, t) = (at + 1, taken + 1);
            }
            _ => return Ok(false),
        }
    }
}
