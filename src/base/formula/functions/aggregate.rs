use rust_decimal::Decimal;

use super::super::ast::{Expr, Grid};
use super::super::evaluate::{Eval, Operand};
use super::super::operate::{over, past_range, times_exact};
use super::super::value::{Answer, ErrorValue, Stop, Value, number};
use super::unusual;

/// Functions of many numbers at once.
pub(super) fn call(eval: &Eval, name: &str, arguments: &[Expr]) -> Option<Answer<Operand>> {
    let answer = match name {
        "COUNT" => count(eval, arguments, |value| matches!(value, Value::Number(_))),
        "COUNTA" => count(eval, arguments, |_| true),
        "COUNTBLANK" => blanks(eval, arguments),
        "SUMPRODUCT" => sum_product(eval, arguments),
        "SUBTOTAL" => subtotal(eval, arguments),
        _ => {
            let mut many = Many::named(name)?;
            numbers(eval, arguments, &mut |n| many.take(n)).and_then(|()| many.answer())
        }
    };
    Some(answer.map(|n| Value::Number(n).into()))
}

/// What is made of numbers as they come.
enum Many {
    Sum(Decimal),
    Product(Decimal, u32),
    Least(Option<Decimal>),
    Greatest(Option<Decimal>),
    Average(Decimal, u32),
    Count(u32),
}

impl Many {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "SUM" => Self::Sum(Decimal::ZERO),
            "PRODUCT" => Self::Product(Decimal::ONE, 0),
            "MIN" => Self::Least(None),
            "MAX" => Self::Greatest(None),
            "AVERAGE" => Self::Average(Decimal::ZERO, 0),
            _ => return None,
        })
    }

    fn take(&mut self, n: Decimal) -> Answer<()> {
        match self {
            Self::Sum(sum) => *sum = plus(*sum, n)?,
            Self::Product(product, count) => (*product, *count) = (times_exact(*product, n)?, *count + 1),
            Self::Least(least) => *least = Some(least.map_or(n, |least| least.min(n))),
            Self::Greatest(greatest) => *greatest = Some(greatest.map_or(n, |greatest| greatest.max(n))),
            Self::Average(sum, count) => (*sum, *count) = (plus(*sum, n)?, *count + 1),
            Self::Count(count) => *count += 1,
        }
        Ok(())
    }

    fn answer(self) -> Answer<Decimal> {
        match self {
            Self::Sum(n) => Ok(n),
            Self::Product(product, count) => Ok(if count == 0 { Decimal::ZERO } else { product }),
            Self::Least(n) | Self::Greatest(n) => Ok(n.unwrap_or_default()),
            Self::Average(sum, count) => over(sum, count.into()),
            Self::Count(count) => Ok(count.into()),
        }
    }
}

pub(super) fn plus(a: Decimal, b: Decimal) -> Answer<Decimal> {
    a.checked_add(b).map_or_else(past_range, Ok)
}

/// Goes over the numbers of the arguments: texts and truths count where they are written as arguments, and are passed
/// over in ranges.
fn numbers(eval: &Eval, arguments: &[Expr], take: &mut dyn FnMut(Decimal) -> Answer<()>) -> Answer<()> {
    for argument in arguments {
        match eval.eval(argument)? {
            Operand::Value(value) => take(number(&value)?)?,
            operand => eval.for_values(operand, |value| match value {
                Value::Number(n) => take(*n),
                Value::Error(error) => Err((*error).into()),
                _ => Ok(()),
            })?,
        }
    }
    Ok(())
}

/// Errors count like other values, and stop nothing. What is written as an argument counts if it can be a number.
fn count(eval: &Eval, arguments: &[Expr], counts: fn(&Value) -> bool) -> Answer<Decimal> {
    let mut n = 0_u32;
    for argument in arguments {
        match eval.caught(argument)? {
            Operand::Value(value) => {
                n += u32::from(counts(&value) || matches!(number(&value), Ok(_) | Err(Stop::Beyond(_))));
            }
            operand => eval.for_values(operand, |value| {
                n += u32::from(counts(value));
                Ok(())
            })?,
        }
    }
    Ok(n.into())
}

fn blanks(eval: &Eval, arguments: &[Expr]) -> Answer<Decimal> {
    let [range] = arguments else { return unusual("COUNTBLANK", arguments) };
    let Operand::Area(sheet, rect) = eval.eval(range)? else { return unusual("COUNTBLANK", arguments) };
    let mut blank = u64::from(rect.height()) * u64::from(rect.width());
    eval.for_each(sheet, rect, |_, value| {
        blank -= u64::from(*value != Value::text(""));
        Ok(())
    })?;
    Ok(blank.into())
}

/// The sum of products place by place; what is no number counts as nothing.
fn sum_product(eval: &Eval, arguments: &[Expr]) -> Answer<Decimal> {
    let whole = eval.whole();
    let grids: Vec<Grid> = arguments.iter().map(|argument| whole.grid(whole.eval(argument)?)).collect::<Answer<_>>()?;
    let Some(first) = grids.first() else { return unusual("SUMPRODUCT", arguments) };
    if grids.iter().any(|grid| grid.width != first.width || grid.values.len() != first.values.len()) {
        return Err(ErrorValue::Value.into());
    }
    let mut sum = Decimal::ZERO;
    for place in 0..first.values.len() {
        let mut product = Some(Decimal::ONE);
        for grid in &grids {
            product = match &grid.values[place] {
                Value::Number(n) => product.map(|product| times_exact(product, *n)).transpose()?,
                Value::Error(error) => return Err((*error).into()),
                _ => None,
            };
        }
        sum = plus(sum, product.unwrap_or_default())?;
    }
    Ok(sum)
}

/// The function of a number over ranges, other sub-totals left out.
fn subtotal(eval: &Eval, arguments: &[Expr]) -> Answer<Decimal> {
    let [function, ranges @ ..] = arguments else { return unusual("SUBTOTAL", arguments) };
    let function = number(&eval.value(function)?)?.trunc();
    let mut many = match u32::try_from(function).map(|n| if n > 100 { n - 100 } else { n }) {
        Ok(1) => Many::Average(Decimal::ZERO, 0),
        Ok(2) => Many::Count(0),
        Ok(4) => Many::Greatest(None),
        Ok(5) => Many::Least(None),
        Ok(6) => Many::Product(Decimal::ONE, 0),
        Ok(9) => Many::Sum(Decimal::ZERO),
        _ => return Stop::beyond(format!("the function SUBTOTAL with {function}")),
    };
    for range in ranges {
        let Operand::Area(sheet, rect) = eval.eval(range)? else { return unusual("SUBTOTAL", arguments) };
        if eval.book.has_hidden_row(sheet, rect) {
            return Stop::beyond("a sub-total over hidden rows, which hangs on what hides them");
        }
        eval.for_each(sheet, rect, |at, value| {
            if eval.book.formula(sheet, at).is_some_and(super::super::Formula::is_subtotal) {
                return Ok(());
            }
            match value {
                Value::Number(n) => many.take(*n),
                Value::Error(error) if !matches!(many, Many::Count(_)) => Err((*error).into()),
                _ => Ok(()),
            }
        })?;
    }
    many.answer()
}
