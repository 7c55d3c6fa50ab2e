use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::super::ast::Expr;
use super::super::evaluate::{Eval, Operand};
use super::super::value::{Answer, ErrorValue, Stop, Value, compare, equal, number, truth};
use super::super::{Address, Rect};
use super::criteria::like;
use super::unusual;

/// Functions that find cells, and say where they are.
pub(super) fn call(eval: &Eval, name: &str, arguments: &[Expr]) -> Option<Answer<Operand>> {
    Some(match name {
        "VLOOKUP" | "HLOOKUP" => look_up(eval, name, arguments),
        "MATCH" => place(eval, arguments),
        "INDEX" => index(eval, arguments),
        "ROW" | "COLUMN" => position(eval, name, arguments),
        "ROWS" | "COLUMNS" => match arguments {
            [range] => eval.eval(range).map(|operand| {
                let (height, width) = size(&operand);
                Value::Number(if name == "ROWS" { height } else { width }.into()).into()
            }),
            _ => unusual(name, arguments),
        },
        _ => return None,
    })
}

fn size(operand: &Operand) -> (u64, u64) {
    match operand {
        Operand::Value(_) => (1, 1),
        Operand::Area(_, rect) => (rect.height().into(), rect.width().into()),
        Operand::Grid(grid) => (grid.height() as u64, grid.width as u64),
    }
}

/// Some rows and columns of an operand, from 0; `#REF!` past its edges.
fn part(operand: &Operand, rows: (u64, u64), columns: (u64, u64)) -> Answer<Operand> {
    let (height, width) = size(operand);
    if rows.1 >= height || columns.1 >= width {
        return Err(ErrorValue::Reference.into());
    }
    Ok(match operand {
        Operand::Value(value) => value.clone().into(),
        Operand::Area(sheet, rect) => {
            let moved = |from: u32, by: u64| from + u32::try_from(by).unwrap_or_default();
            Operand::Area(
                *sheet,
                Rect {
                    top: moved(rect.top, rows.0),
                    bottom: moved(rect.top, rows.1),
                    left: moved(rect.left, columns.0),
                    right: moved(rect.left, columns.1),
                },
            )
        }
        Operand::Grid(grid) => {
            let index = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
            let inside = |row: usize| &grid.values[row * grid.width..][index(columns.0)..=index(columns.1)];
            let values = (index(rows.0)..=index(rows.1)).flat_map(|row| inside(row).iter().cloned()).collect();
            Operand::Grid(super::super::Grid { width: index(columns.1 - columns.0) + 1, values })
        }
    })
}

/// The values of a row or column that are something, with their places from 0.
fn entries(eval: &Eval, line: &Operand) -> Answer<Vec<(u64, Value)>> {
    let mut entries = Vec::new();
    match line {
        Operand::Value(value) => entries.push((0, value.clone())),
        Operand::Grid(grid) => entries.extend((0..).zip(grid.values.iter().cloned())),
        Operand::Area(sheet, rect) => eval.for_each(*sheet, *rect, |Address { row, column }, value| {
            entries.push(((row - rect.top + column - rect.left).into(), value.clone()));
            // It is kept, and compared.
            eval.charge(1)
        })?,
    }
    Ok(entries)
}

/// The place of the first value that is the one sought, texts by pattern.
fn exact(eval: &Eval, sought: &Value, line: &Operand) -> Answer<u64> {
    for (place, value) in entries(eval, line)? {
        let found = match (sought, &value) {
            (Value::Text(pattern), Value::Text(text)) => like(eval, pattern, text)?,
            (_, Value::Error(_)) => false,
            _ => equal(sought, &value)?,
        };
        if found {
            return Ok(place);
        }
    }
    Err(ErrorValue::Missing.into())
}

/// The place of the last value that is `wanted` beside the one sought, or equal, where values come in order; out of
/// order, the answer would hang on how the search goes.
fn nearest(eval: &Eval, sought: &Value, line: &Operand, wanted: Ordering) -> Answer<u64> {
    let alike = |value: &Value| std::mem::discriminant(value) == std::mem::discriminant(sought);
    let mut last: Option<(u64, Value)> = None;
    let mut found = None;
    for (place, value) in entries(eval, line)?.into_iter().filter(|(_, value)| alike(value)) {
        if let Some((_, before)) = &last
            && compare(before, &value)? == wanted.reverse()
        {
            return Stop::beyond("a value sought by nearness in a list that is not in order");
        }
        let order = compare(&value, sought)?;
        if order == wanted || order.is_eq() {
            found = Some(place);
        }
        last = Some((place, value));
    }
    found.ok_or(ErrorValue::Missing.into())
}

fn sought(eval: &Eval, expr: &Expr) -> Answer<Value> {
    match eval.value(expr)? {
        Value::Error(error) => Err(error.into()),
        Value::Empty => Stop::beyond("an empty cell sought in a list"),
        value => Ok(value),
    }
}

fn look_up(eval: &Eval, name: &str, arguments: &[Expr]) -> Answer<Operand> {
    let (value, table, line, near) = match arguments {
        [value, table, line] => (value, table, line, true),
        [value, table, line, Expr::Missing] => (value, table, line, false),
        [value, table, line, near] => (value, table, line, truth(&eval.value(near)?)?),
        _ => return unusual(name, arguments),
    };
    let sought = sought(eval, value)?;
    let table = eval.eval(table)?;
    let (height, width) = size(&table);
    let Some(line) = positive(&eval.value(line)?)? else { return Err(ErrorValue::Value.into()) };
    let down = name == "VLOOKUP";
    let keys = if down { part(&table, (0, height - 1), (0, 0)) } else { part(&table, (0, 0), (0, width - 1)) }?;
    let found = if near { nearest(eval, &sought, &keys, Ordering::Less) } else { exact(eval, &sought, &keys) }?;
    let (row, column) = if down { (found, line - 1) } else { (line - 1, found) };
    part(&table, (row, row), (column, column))
}

/// A whole number of 1 or more; `None` below.
fn positive(value: &Value) -> Answer<Option<u64>> {
    Ok(u64::try_from(number(value)?.trunc()).ok().filter(|n| *n > 0))
}

fn place(eval: &Eval, arguments: &[Expr]) -> Answer<Operand> {
    let (value, line, kind) = match arguments {
        [value, line] => (value, line, Decimal::ONE),
        [value, line, kind] => (value, line, number(&eval.value(kind)?)?),
        _ => return unusual("MATCH", arguments),
    };
    let sought = sought(eval, value)?;
    let line = eval.eval(line)?;
    let (height, width) = size(&line);
    if height > 1 && width > 1 {
        return Err(ErrorValue::Missing.into());
    }
    let found = match kind.cmp(&Decimal::ZERO) {
        Ordering::Equal => exact(eval, &sought, &line),
        Ordering::Greater => nearest(eval, &sought, &line, Ordering::Less),
        Ordering::Less => nearest(eval, &sought, &line, Ordering::Greater),
    }?;
    Ok(Value::Number((found + 1).into()).into())
}

fn index(eval: &Eval, arguments: &[Expr]) -> Answer<Operand> {
    let [table, places @ ..] = arguments else { return unusual("INDEX", arguments) };
    let table = eval.eval(table)?;
    let (height, width) = size(&table);
    let place = |expr: &Expr| -> Answer<u64> {
        let n = number(&eval.value(expr)?)?.trunc();
        u64::try_from(n).map_err(|_| ErrorValue::Value.into())
    };
    let (row, column) = match places {
        [column] if height == 1 => (0, place(column)?),
        [row] if width == 1 => (place(row)?, 0),
        [row, column] => (place(row)?, place(column)?),
        _ => return unusual("INDEX", arguments),
    };
    // 0 is all of them.
    let span = |n: u64, all: u64| n.checked_sub(1).map_or((0, all - 1), |n| (n, n));
    part(&table, span(row, height), span(column, width))
}

fn position(eval: &Eval, name: &str, arguments: &[Expr]) -> Answer<Operand> {
    let at = match arguments {
        [] => eval.at,
        [range] => match eval.eval(range)? {
            Operand::Area(_, rect) if eval.is_single(&Operand::Area(0, rect)) => rect.first(),
            _ => return unusual(name, arguments),
        },
        _ => return unusual(name, arguments),
    };
    Ok(Value::Number(if name == "ROW" { at.row } else { at.column }.into()).into())
}
