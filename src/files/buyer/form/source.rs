//! Which cell a price is taken from: `=BPU!D4` in a DQE beside its schedule of prices.

use std::collections::{HashMap, HashSet};

use super::row::{Place, Price, Row};
use super::{SheetForm, View};
use crate::formula::Address;
use crate::unit::fold;

/// Notes for each row whose price is a formula which one cell its price is of, where it is of one: the one that it names, or,
/// where it looks the price up, that of the row with the same code and label.
pub(super) fn note(sheets: &mut [SheetForm], views: &[View]) {
    let asked = asked(sheets);
    let waiting: HashSet<Place> = asked.values().flatten().copied().collect();
    for sheet in sheets {
        let own = sheet.sheet;
        for row in sheet.tables.iter_mut().flat_map(|table| &mut table.rows) {
            if let Price::Formula(formula) = &row.price {
                let by_words = || asked.get(&key(row)).copied().flatten();
                // What is looked up names where it looks, not what it finds.
                let named = followed(formula, own, views, &waiting);
                row.source = match () {
                    () if formula.to_uppercase().contains("OFFSET(") => {
                        by_words().or_else(|| offset(formula, row.row, own, views))
                    }
                    () if looks_up(formula) => by_words().or(named),
                    () => named,
                };
            }
        }
    }
}

/// The cell that a formula takes its price from, through the cells between that do no more than that.
fn followed(formula: &str, own: usize, views: &[View], waiting: &HashSet<Place>) -> Option<Place> {
    let mut place = source(formula, own, views)?;
    for _ in 0..CELLS_BETWEEN {
        if waiting.contains(&place) {
            break;
        }
        let (sheet, at) = place;
        let formula = views.get(sheet).and_then(|view| view.row(at.row)?.cell(at.column)?.formula());
        match formula.and_then(|formula| source(formula, sheet, views)) {
            Some(next) => place = next,
            None => break,
        }
    }
    Some(place)
}

/// A price is followed through so many cells at most.
const CELLS_BETWEEN: usize = 8;

/// The cells that wait for prices, by what their rows say; none where several rows say the same.
fn asked(sheets: &[SheetForm]) -> HashMap<Key, Option<Place>> {
    let mut found: HashMap<Key, Option<Place>> = HashMap::new();
    for sheet in sheets.iter().filter(|sheet| !sheet.hidden) {
        for table in &sheet.tables {
            let Some(column) = table.columns.asked().map(|column| column.at) else { continue };
            for row in table.lines().filter(|row| !matches!(row.price, Price::Formula(_))) {
                let place = (sheet.sheet, Address { row: row.row, column });
                found.entry(key(row)).and_modify(|of| *of = None).or_insert(Some(place));
            }
        }
    }
    found
}

/// A code and a label, as they are compared.
type Key = (Option<String>, String);

fn key(row: &Row) -> Key {
    (row.code.as_ref().map(|code| code.key.clone()), fold(&row.label))
}

/// Does a formula find its value by what is beside it, in whichever cell that is?
fn looks_up(formula: &str) -> bool {
    const FUNCTIONS: [&str; 7] = ["LOOKUP(", "INDEX(", "MATCH(", "INDIRECT(", "OFFSET(", "SUMIF", "FILTER("];
    let formula = formula.to_uppercase();
    FUNCTIONS.iter().any(|function| formula.contains(function))
}

/// The cell that `OFFSET(BPU!$D$3,ROW()-3,0)` in a row finds; `None` where how far it goes is not known without other cells.
fn offset(formula: &str, row: u32, own: usize, views: &[View]) -> Option<Place> {
    let upper = formula.to_uppercase();
    let after = &formula[upper.find("OFFSET(").filter(|_| upper.len() == formula.len())? + "OFFSET(".len()..];
    let mut arguments = after[..closing(after)?].split([',', ';']);
    let (sheet, from) = source(arguments.next()?, own, views)?;
    let mut far = || steps(arguments.next()?, row);
    let (down, right) = (far()?, far()?);
    let to = |from: u32, by: i64| u32::try_from(i64::from(from) + by).ok().filter(|at| *at > 0);
    Some((sheet, Address { row: to(from.row, down)?, column: to(from.column, right)? }))
}

/// Where the bracket closes that is open before a text.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 1_u32;
    text.char_indices()
        .find(|(_, c)| {
            depth = match c {
                '(' => depth + 1,
                ')' => depth - 1,
                _ => depth,
            };
            depth == 0
        })
        .map(|(at, _)| at)
}

/// A sum of numbers and of the row that it is in: `ROW()-3`.
fn steps(text: &str, row: u32) -> Option<i64> {
    let text = text.to_uppercase().replace("ROW()", &row.to_string()).replace(' ', "");
    let parted = text.replace('-', "+-");
    let mut terms = parted.split('+').filter(|term| !term.is_empty()).peekable();
    terms.peek()?;
    terms.try_fold(0_i64, |sum, term| sum.checked_add(term.parse().ok()?))
}

/// The one cell that a formula names, whatever else it does: `BPU!D4`, `IF('L3 BPU'!$E$5="","",'L3 BPU'!$E$5)`. `None` where it
/// names several, an area, or what is no cell of the workbook.
fn source(formula: &str, own: usize, views: &[View]) -> Option<Place> {
    let mut found: Option<Place> = None;
    let mut sheet: Option<String> = None;
    let mut rest = formula;
    while let Some(first) = rest.chars().next() {
        let (token, after) = match first {
            '"' | '\'' => {
                let end = rest[1..].find(first)? + 2;
                rest.split_at(end)
            }
            c if is_name(c) => rest.split_at(rest.find(|c| !is_name(c)).unwrap_or(rest.len())),
            c => rest.split_at(c.len_utf8()),
        };
        rest = after;
        if first == ':' {
            return None;
        }
        let named = token.trim_matches('\'');
        if rest.starts_with('!') && (first == '\'' || is_name(first)) {
            sheet = Some(named.to_owned());
            rest = &rest[1..];
            continue;
        }
        let is_call = rest.starts_with('(');
        let at = Address::parse(&token.replace('$', "")).filter(|_| is_name(first) && !is_call);
        let place = match (at, sheet.take()) {
            (None, _) => continue,
            (Some(at), None) => (own, at),
            (Some(at), Some(name)) => (views.iter().position(|view| fold(&view.name) == fold(&name))?, at),
        };
        if found.is_some_and(|before| before != place) {
            return None;
        }
        found = Some(place);
    }
    found
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.' | '$')
}
