//! The functions that price forms use. Any other is beyond the tool, and says so.

mod aggregate;
mod control;
mod criteria;
mod lookup;
mod math;
mod text;

use super::ast::Expr;
use super::evaluate::{Eval, Operand};
use super::value::{Answer, Stop, Value};

/// A function of single values, spread over ranges where the formula works on them whole.
struct Scalar {
    fewest: usize,
    most: usize,
    answer: Answerer,
}

type Answerer = fn(&[Value]) -> Answer<Value>;

/// What a function gives. Its name is in capitals, without prefix.
pub(super) fn call(eval: &Eval, name: &str, arguments: &[Expr]) -> Answer<Operand> {
    let known = aggregate::call(eval, name, arguments)
        .or_else(|| control::call(eval, name, arguments))
        .or_else(|| criteria::call(eval, name, arguments))
        .or_else(|| lookup::call(eval, name, arguments));
    if let Some(answer) = known {
        return answer;
    }
    let Some(scalar) = math::scalar(name).or_else(|| text::scalar(name)) else {
        return Stop::beyond(format!("the function {name}"));
    };
    if !(scalar.fewest..=scalar.most).contains(&arguments.len()) {
        return unusual(name, arguments);
    }
    let operands = arguments.iter().map(|argument| eval.caught(argument));
    eval.each(operands.collect::<Result<_, _>>()?, &scalar.answer)
}

/// May the function read cells that its arguments do not show?
pub(super) fn reads_anything(name: &str) -> bool {
    matches!(name, "OFFSET" | "INDIRECT" | "TABLE" | "EVALUATE" | "CELL" | "GETPIVOTDATA")
}

/// The answer to a number of arguments that a spreadsheet does not take, or that the tool does not.
fn unusual<T>(name: &str, arguments: &[Expr]) -> Answer<T> {
    Stop::beyond(format!("the function {name} with arguments of another number or kind ({} of them)", arguments.len()))
}
