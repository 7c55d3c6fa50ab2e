use super::super::ast::Expr;
use super::super::evaluate::{Eval, Operand};
use super::super::operate::join;
use super::super::value::{Answer, ErrorValue, Stop, Value, number, text, truth};
use super::unusual;

/// Functions that choose between their arguments, and truths.
pub(super) fn call(eval: &Eval, name: &str, arguments: &[Expr]) -> Option<Answer<Operand>> {
    Some(match name {
        "IF" => when(eval, arguments),
        "IFS" => first_true(eval, arguments),
        "IFERROR" => otherwise(eval, arguments, |_| true),
        "IFNA" => otherwise(eval, arguments, |error| error == ErrorValue::Missing),
        "CHOOSE" => choose(eval, arguments),
        "AND" => truths(eval, arguments, |so_far, next| so_far && next),
        "OR" => truths(eval, arguments, |so_far, next| so_far || next),
        "NOT" => match arguments {
            [one] => eval.eval(one).and_then(|one| eval.each(vec![one], &|v| Ok((!truth(&v[0])?).into()))),
            _ => unusual(name, arguments),
        },
        "CONCATENATE" | "CONCAT" => joined(eval, arguments, name == "CONCAT"),
        _ => return None,
    })
}

/// Only the branch taken is looked at, so that a guard keeps off what it guards against.
fn when(eval: &Eval, arguments: &[Expr]) -> Answer<Operand> {
    let [condition, branches @ ..] = arguments else { return unusual("IF", arguments) };
    if branches.is_empty() || branches.len() > 2 {
        return unusual("IF", arguments);
    }
    let no = Expr::Constant(false.into());
    let (then, or) = (&branches[0], branches.get(1).unwrap_or(&no));
    let condition = eval.eval(condition)?;
    if eval.is_single(&condition) {
        return eval.eval(if truth(&eval.one(condition)?)? { then } else { or });
    }
    let operands = vec![condition, eval.caught(then)?, eval.caught(or)?];
    eval.each(operands, &|v| Ok(if truth(&v[0])? { v[1].clone() } else { v[2].clone() }))
}

fn first_true(eval: &Eval, arguments: &[Expr]) -> Answer<Operand> {
    if !arguments.len().is_multiple_of(2) {
        return unusual("IFS", arguments);
    }
    for pair in arguments.chunks(2) {
        if truth(&eval.value(&pair[0])?)? {
            return eval.eval(&pair[1]);
        }
    }
    Err(ErrorValue::Missing.into())
}

fn otherwise(eval: &Eval, arguments: &[Expr], caught: fn(ErrorValue) -> bool) -> Answer<Operand> {
    let [value, or] = arguments else { return unusual("IFERROR", arguments) };
    let value = eval.caught(value)?;
    let is_caught = |value: &Value| matches!(value, Value::Error(error) if caught(*error));
    if eval.is_single(&value) {
        let value = match eval.one(value) {
            Err(Stop::Error(error)) => Value::Error(error),
            value => value?,
        };
        return if is_caught(&value) { eval.eval(or) } else { Ok(value.into()) };
    }
    let operands = vec![value, eval.caught(or)?];
    eval.each(operands, &|v| Ok(if is_caught(&v[0]) { v[1].clone() } else { v[0].clone() }))
}

fn choose(eval: &Eval, arguments: &[Expr]) -> Answer<Operand> {
    let [index, choices @ ..] = arguments else { return unusual("CHOOSE", arguments) };
    let index = number(&eval.value(index)?)?.trunc();
    let choice = usize::try_from(index).ok().and_then(|i| choices.get(i.checked_sub(1)?));
    choice.map_or(Err(ErrorValue::Value.into()), |choice| eval.eval(choice))
}

/// Texts in ranges are passed over; a text written as an argument is no truth.
fn truths(eval: &Eval, arguments: &[Expr], both: fn(bool, bool) -> bool) -> Answer<Operand> {
    let mut so_far = None;
    let mut take = |value: &Value| {
        let next = truth(value)?;
        so_far = Some(so_far.map_or(next, |so_far| both(so_far, next)));
        Ok(())
    };
    for argument in arguments {
        match eval.eval(argument)? {
            Operand::Value(value) => take(&value)?,
            operand => eval.for_values(operand, |value| match value {
                Value::Text(_) => Ok(()),
                value => take(value),
            })?,
        }
    }
    so_far.map_or(Err(ErrorValue::Value.into()), |truth| Ok(Value::Bool(truth).into()))
}

/// `CONCAT` goes over ranges, `CONCATENATE` takes one value of each.
fn joined(eval: &Eval, arguments: &[Expr], ranges: bool) -> Answer<Operand> {
    let mut all = Value::text("");
    let mut take = |value: &Value| {
        all = join(&text(&all)?, &text(value)?)?;
        Ok(())
    };
    for argument in arguments {
        let operand = eval.eval(argument)?;
        if ranges { eval.for_values(operand, &mut take)? } else { take(&eval.one(operand)?)? }
    }
    Ok(all.into())
}
