//! What is below the headings of a table.

use std::cell::OnceCell;

use foldhash::HashMap;
use rust_decimal::Decimal;

use super::columns::letters;
use super::header::{COLUMNS, Headed, Header};
use super::heading::{Role, Tax};
use super::totals::{asks_for_price, figure, in_brackets, is_memo, total};
use super::unit::unit;
use super::view::{Content, View, ViewRow};
use crate::formula::{Address, Rect};
use crate::unit::Budget;

/// `7 ans`, `3 ans minimum`.
fn counts_years(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let number = words.next().and_then(|word| word.parse::<u32>().ok());
    number.is_some() && words.next().is_some_and(|word| ["an", "ans", "années", "année"].contains(&word))
}

/// What is in a column below its heading, over the lines of a table.
#[derive(Debug, Clone, Default)]
pub struct Below {
    /// Cells with words.
    pub texts: usize,
    /// Their letters.
    pub letters: usize,
    /// Cells with a formula.
    pub formulas: usize,
    /// Cells with a typed number.
    numbers: usize,
    /// Cells that are open in a protected sheet.
    pub open: usize,
    /// Words that ask for no price.
    words: usize,
    filled: usize,
    painted: usize,
    rows: usize,
    not_one: bool,
    /// Cells with a unit that is known.
    units: usize,
    /// Cells that count years: `7 ans`.
    years: usize,
    /// Cells of one word with a figure or in capitals.
    codes: usize,
    first: Option<String>,
    several: bool,
    /// Its texts, those alike one after the other as one.
    runs: usize,
    last: Option<String>,
}

impl Below {
    /// Is there a formula in most of its cells?
    #[must_use]
    pub fn is_computed(&self) -> bool {
        self.formulas * 2 > self.filled
    }

    /// Are there words in most of its cells where a price would?
    #[must_use]
    pub fn is_words(&self) -> bool {
        self.words > 0 && self.words * 2 >= self.rows
    }

    /// Does nearly each of its cells hold a unit, and none a figure? Then it is the column of units, whatever its heading.
    #[must_use]
    pub fn is_units(&self) -> bool {
        self.units > 1 && self.units * 10 >= self.filled * 9 && self.filled * 2 >= self.rows && self.is_blank()
    }

    /// How many of its cells hold a unit that is known?
    #[must_use]
    pub fn known_units(&self) -> usize {
        self.units
    }

    /// Does each of its texts count years?
    #[must_use]
    pub fn are_years(&self) -> bool {
        self.years > 0 && self.years == self.texts
    }

    /// Is each of its texts one short word, with a figure or in capitals?
    #[must_use]
    pub fn are_codes(&self) -> bool {
        self.codes == self.texts && self.letters <= LONGEST_CODE * self.texts
    }

    /// Is it one text over and over?
    #[must_use]
    pub fn is_one_text(&self) -> bool {
        self.texts > 2 && !self.several
    }

    /// Does it group the rows, each text in several one after the other: `Transition`, `Build`, `Run`?
    #[must_use]
    pub fn groups(&self) -> bool {
        self.runs > 1 && self.runs * 2 <= self.texts && self.texts * 10 >= self.rows * 9
    }

    /// Does it hold no figure: nothing typed but 0, nothing computed?
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.formulas + self.numbers == 0
    }

    /// Does it hold figures that the buyer typed, and nothing else?
    #[must_use]
    pub fn is_typed(&self) -> bool {
        self.numbers > 0 && self.formulas + self.texts == 0
    }

    /// Are most of its cells painted?
    #[must_use]
    pub fn is_painted(&self) -> bool {
        self.painted * 2 > self.rows
    }

    /// Does it count something? A column of nothing but 1 counts lump sums.
    #[must_use]
    pub fn counts(&self) -> bool {
        self.formulas > 0 || self.not_one
    }

    fn look(&mut self, row: &ViewRow, column: u32, protected: bool) {
        self.rows += 1;
        let look = row.look(column).unwrap_or_default();
        self.open += usize::from(protected && look.open);
        self.painted += usize::from(look.fill != 0);
        let Some(content) = row.cell(column) else { return };
        self.filled += 1;
        match content {
            Content::Formula(..) => self.formulas += 1,
            Content::Number(number) => {
                self.numbers += usize::from(!number.is_zero());
                self.not_one |= *number != Decimal::ONE;
            }
            Content::Text(text) => {
                self.texts += 1;
                self.letters += text.trim().chars().count();
                self.units += usize::from(
                    text.len() <= LONGEST_UNIT && !text.starts_with(['<', '>', '≤', '≥']) && unit(text).is_known(),
                );
                self.years += usize::from(text.len() <= LONGEST_UNIT && counts_years(text));
                let plain = |c: char| c.is_ascii_digit() || c.is_uppercase();
                let is_code =
                    text.split_whitespace().nth(1).is_none() && text.chars().filter(|c| plain(*c)).count() > 1;
                self.codes += usize::from(is_code);
                let is_figure = || figure(text).is_some();
                self.words +=
                    usize::from(!asks_for_price(text) && !is_memo(text) && !in_brackets(text) && !is_figure());
                if self.last.as_ref() != Some(text) {
                    self.runs += 1;
                    self.last = Some(text.clone());
                }
                match &self.first {
                    None => self.first = Some(text.clone()),
                    Some(first) => self.several |= first != text,
                }
            }
        }
    }
}

/// A code has so many letters on average, at most.
const LONGEST_CODE: usize = 8;

/// A unit has so many bytes at most.
const LONGEST_UNIT: usize = 40;

/// The work of looking for a cell in a row.
pub(super) const WORK_OF_A_PLACE: usize = 30;

/// The rows below a header, as they are looked at to find its columns.
pub struct Body<'a> {
    /// Those that may be lines: totals say nothing of them, nor do titles over the whole width.
    lines: Vec<&'a ViewRow>,
    below: HashMap<u32, Below>,
    used: OnceCell<Vec<u32>>,
    asked: Vec<u32>,
    budget: Budget,
    /// Those of net unit prices.
    prices: Vec<u32>,
}

impl<'a> Body<'a> {
    /// Of the rows below a header, but those that repeat it.
    #[must_use]
    pub fn of(view: &View, header: &Header, rows: &'a [ViewRow], is_header: impl Fn(u32) -> bool) -> Self {
        let asked: Vec<u32> = header.columns.iter().filter(|c| c.heading.role.is_asked()).map(|c| c.column).collect();
        let first = asked.iter().copied().min().unwrap_or(u32::MAX);
        let is_line = |row: &&ViewRow| {
            row.texts().next().is_some()
                && !is_header(row.row)
                && !view.begins_before(row.row, first)
                && row.texts().all(|(_, text)| total(text).is_none())
        };
        let lines: Vec<&ViewRow> = rows.iter().filter(is_line).collect();
        // A row of one cell is a title or a note, as far as the others show.
        let full: Vec<&ViewRow> = lines.iter().copied().filter(|row| row.cells.len() > 1).collect();
        let looked_at = if full.is_empty() { &lines } else { &full };
        let mut columns: Vec<u32> = header.columns.iter().map(|c| c.column).collect();
        // Labels are near what is asked of them; each column is looked at in every row.
        let near = first.saturating_sub(COLUMNS)..first;
        let words = looked_at.iter().flat_map(|row| row.texts().map(|(column, _)| column)).filter(|c| near.contains(c));
        columns.extend(words);
        columns.extend(header.unread.iter().map(|(column, _)| *column));
        columns.sort_unstable();
        columns.dedup();
        let mut below: HashMap<u32, Below> = HashMap::default();
        for column in columns {
            let of = below.entry(column).or_default();
            // A row is looked at for each column, whether it has a cell there or not.
            if view.budget.draw(looked_at.len().saturating_mul(WORK_OF_A_PLACE)).is_err() {
                break;
            }
            for row in looked_at {
                of.look(row, column, view.protected);
            }
        }
        let net = |c: &&Headed| c.heading.role == Role::UnitPrice && c.heading.tax != Some(Tax::Gross);
        let prices = header.columns.iter().filter(net).map(|c| c.column).collect();
        Self { lines, below, used: OnceCell::new(), asked, budget: view.budget.clone(), prices }
    }

    /// What is in a column.
    #[must_use]
    pub fn below(&self, column: u32) -> &Below {
        const NOTHING: &Below = &Below {
            texts: 0,
            letters: 0,
            formulas: 0,
            numbers: 0,
            open: 0,
            words: 0,
            filled: 0,
            painted: 0,
            rows: 0,
            not_one: false,
            units: 0,
            years: 0,
            codes: 0,
            first: None,
            several: false,
            runs: 0,
            last: None,
        };
        self.below.get(&column).unwrap_or(NOTHING)
    }

    /// Does the formula of an amount take both a price and what is in a column, row by row?
    #[must_use]
    pub fn multiplies(&self, price: u32, column: u32) -> bool {
        let mut rows = self.lines.iter().filter(|row| row.cell(column).is_some());
        rows.any(|row| {
            let places = [price, column].map(|at| format!("{}{}", letters(at), row.row));
            let formulas = row.cells.iter().filter_map(|cell| cell.content.formula());
            let bytes: usize = formulas.clone().map(str::len).sum();
            let can = self.budget.draw(WORK_OF_A_PLACE + bytes * 20).is_ok();
            can && formulas.into_iter().any(|formula| places.iter().all(|place| names(formula, place)))
        })
    }

    /// Does a formula of a row use what is there, as an amount or a price with tax uses its price?
    #[must_use]
    pub fn is_used(&self, column: u32) -> bool {
        let used = self.used.get_or_init(|| {
            let mut used = Vec::new();
            for row in &self.lines {
                let formulas = row.cells.iter().filter(|c| !self.prices.contains(&c.column));
                let formulas: Vec<&str> = formulas.filter_map(|c| c.content.formula()).collect();
                let bytes = formulas.iter().map(|formula| formula.len()).sum::<usize>();
                if self.budget.draw(self.asked.len().saturating_mul(WORK_OF_A_PLACE + bytes * 10)).is_err() {
                    break;
                }
                for asked in &self.asked {
                    let place = format!("{}{}", letters(*asked), row.row);
                    let at = Address { row: row.row, column: *asked };
                    let uses = formulas.iter().any(|formula| names(formula, &place) || adds_up(formula, at));
                    if uses && !used.contains(asked) {
                        used.push(*asked);
                    }
                }
            }
            used
        });
        used.contains(&column)
    }
}

/// Does a formula name an area of several columns that a cell is in: `SUM(D7:F7)`?
fn adds_up(formula: &str, at: Address) -> bool {
    let formula = formula.replace('$', "");
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == ':';
    let areas = formula.split(|c| !is_part(c)).filter(|part| part.contains(':')).filter_map(Rect::parse);
    areas.into_iter().any(|area| area.width() > 1 && area.holds(at))
}

/// Does a formula name a cell, with or without `$`?
#[must_use]
pub fn names(formula: &str, place: &str) -> bool {
    let formula = formula.replace('$', "");
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '!' || c == '\'';
    formula.match_indices(place).any(|(at, _)| {
        let before = formula[..at].chars().next_back();
        let after = formula[at + place.len()..].chars().next();
        !before.is_some_and(is_part) && !after.is_some_and(char::is_alphanumeric)
    })
}

/// By what a formula divides what it makes of some cells, or of a bracket: 10 in `D7*E7/10` and `(D7*E7)*0.1`. A discount in
/// percent is none of them: `D7*E7*(1-F7/100)`.
#[must_use]
pub fn divisor(formula: &str, places: &[String]) -> Option<u32> {
    let formula = formula.replace(['$', ' '], "");
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '.';
    formula.match_indices(['/', '*']).find_map(|(at, sign)| {
        let (before, after) = (&formula[..at], &formula[at + 1..]);
        let operand = &before[before.rfind(|c| !is_part(c)).map_or(0, |end| end + 1)..];
        let is_figure = before.ends_with(')') || places.iter().any(|place| place.eq_ignore_ascii_case(operand));
        let number = &after[..after.find(|c| !is_part(c)).unwrap_or(after.len())];
        let number = Decimal::from_str_exact(number).ok().filter(|_| is_figure)?;
        let n = if sign == "/" { number } else { Decimal::ONE.checked_div(number).filter(|n| *n >= Decimal::TEN)? };
        u32::try_from(n).ok().filter(|whole| *whole > 1 && Decimal::from(*whole) == n)
    })
}

#[cfg(test)]
mod tests {
    use super::divisor;

    #[test]
    fn what_amounts_are_divided_by() {
        let places = ["D7".to_owned(), "E7".to_owned()];
        for (formula, n) in [
            ("D7*E7/10", Some(10)),
            ("$D7*$E7/100", Some(100)),
            ("IF(E7=\"\",\"\",ROUND(D7*E7/10,2))", Some(10)),
            ("(D7*E7)/10", Some(10)),
            ("D7/10*E7", Some(10)),
            ("D7*E7*0.1", Some(10)),
            ("D7*E7", None),
            ("D7*E7*(1-F7/100)", None),
            ("D7*E7*1.2", None),
            ("D7*E7*0.2", None),
            ("D7*E7/1.2", None),
            ("D7*E7*12", None),
        ] {
            assert_eq!(divisor(formula, &places), n, "{formula}");
        }
    }
}
