//! What number formats make of numbers: two programs write one format in different ways.

use std::collections::{BTreeSet, HashMap};

use crate::xlsx::Style;

/// What a format shows of a number and beside it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
struct Shows {
    /// The words and signs that it writes itself, of each of its sections; blanks and signs of numbers left out.
    literals: BTreeSet<String>,
    /// So often it is multiplied by a hundred, and divided by a thousand.
    percents: usize,
    thousands: usize,
    /// How many decimals, if the format says so.
    decimals: Option<usize>,
    /// Is the number shown at all? Is it as a date, with an exponent?
    digits: bool,
    date: bool,
    exponent: bool,
}

/// The formats of the cells of two files: each distinct one has a number.
#[derive(Default)]
pub(super) struct Formats {
    known: HashMap<Shows, usize>,
}

/// What a style shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Format {
    /// Alike for those that show the same.
    number: usize,
    /// Does the program decide how to show the number? Is it shown as it is, with a currency at most?
    open: bool,
    plain: bool,
}

impl Format {
    /// Does a cell of this format show the same as in another? Of a formula that says no format a program may write that of
    /// the cells that it takes.
    pub(super) fn is_as(self, before: Self, computed: bool) -> bool {
        self.number == before.number || (computed && before.open && self.plain)
    }
}

impl Formats {
    /// The number of what each of these styles shows; a code that many share is read once.
    pub(super) fn of(&mut self, styles: &[Style]) -> Vec<Format> {
        let mut by_id: HashMap<u32, Format> = HashMap::new();
        let mut all = Vec::with_capacity(styles.len());
        for style in styles {
            let (id, code) = style.number_format();
            let number = *by_id.entry(id).or_insert_with(|| {
                let (shows, next) = (shows(code.unwrap_or_else(|| built_in(id))), self.known.len() + 1);
                let currency = shows.literals.iter().all(|text| is_currency(text));
                let as_it_is = shows.digits && (shows.percents, shows.thousands, shows.exponent) == (0, 0, false);
                let (open, plain) = (shows == general(), currency && as_it_is);
                Format { number: *self.known.entry(shows).or_insert(next), open, plain }
            });
            all.push(number);
        }
        all
    }
}

fn general() -> Shows {
    Shows { digits: true, ..Shows::default() }
}

/// Is a literal nothing but the sign of a currency?
pub(super) fn is_currency(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '$' | '€' | '£' | '¥'))
}

/// The words and signs that a format writes itself.
pub(super) fn literals(code: &str) -> BTreeSet<String> {
    shows(code).literals
}

/// The code of a format that programs know by its number.
fn built_in(id: u32) -> &'static str {
    match id {
        1 => "0",
        2 => "0.00",
        3 | 37 | 38 | 41 => "#,##0",
        4 | 39 | 40 | 43 => "#,##0.00",
        5 | 6 | 42 => "$#,##0",
        7 | 8 | 44 => "$#,##0.00",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        12 | 13 => "# ?/?",
        14..=22 | 27..=36 | 45..=47 | 50..=58 => "yyyy",
        48 => "##0.0E+0",
        _ => "General",
    }
}

fn shows(code: &str) -> Shows {
    let mut all = Shows::default();
    if code.eq_ignore_ascii_case("general") || code.eq_ignore_ascii_case("standard") || code == "@" {
        return general();
    }
    let (mut section, mut literal) = (0, String::new());
    // Commas since the last digit, and whether its decimals have begun.
    let (mut commas, mut in_decimals) = (0, false);
    let mut rest = code.chars();
    while let Some(c) = rest.next() {
        if !matches!(c, '0' | '#' | '?' | ',') {
            in_decimals &= c == '.';
            if section == 0 && all.digits {
                all.thousands += std::mem::take(&mut commas);
            }
        }
        match c {
            '"' => literal.extend(rest.by_ref().take_while(|c| *c != '"')),
            '\\' => literal.extend(rest.next()),
            '_' | '*' => drop(rest.next()),
            '[' => {
                let within: String = rest.by_ref().take_while(|c| *c != ']').collect();
                match within.strip_prefix('$') {
                    Some(currency) => literal.push_str(currency.rsplit_once('-').map_or(currency, |(sign, _)| sign)),
                    None => {
                        all.date |= !within.is_empty() && within.chars().all(|c| matches!(c, 'h' | 'm' | 's' | 'H'));
                    }
                }
            }
            ';' => {
                section += 1;
                add(&mut all.literals, &std::mem::take(&mut literal));
            }
            '%' if section == 0 => all.percents += 1,
            '0' | '#' | '?' if section == 0 => {
                (all.digits, commas) = (true, 0);
                if in_decimals {
                    all.decimals = all.decimals.map(|decimals| decimals + 1);
                } else {
                    all.decimals = all.decimals.or(Some(0));
                }
            }
            '.' if section == 0 => in_decimals = true,
            ',' if section == 0 => commas += 1,
            'E' | 'e' if section == 0 && all.digits => all.exponent = true,
            'd' | 'm' | 'y' | 'h' | 's' | 'D' | 'M' | 'Y' | 'H' | 'S' if section == 0 => all.date = true,
            c if !c.is_ascii() || matches!(c, '$') => literal.push(c),
            _ => {}
        }
    }
    if section == 0 && all.digits {
        all.thousands += commas;
    }
    add(&mut all.literals, &literal);
    if all.date {
        return Shows { literals: all.literals, date: true, ..Shows::default() };
    }
    all
}

/// Adds what a section writes, without what parts and signs numbers.
fn add(literals: &mut BTreeSet<String>, literal: &str) {
    let sign =
        |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '-' | '+' | '–' | '—' | '−' | '/' | ':' | '.' | ',');
    let bare: String = literal.chars().filter(|c| !sign(*c)).collect();
    if !bare.is_empty() {
        literals.insert(bare);
    }
}

#[cfg(test)]
mod tests {
    use super::shows;

    /// Codes that programs write for one format, and codes of others.
    #[test]
    fn what_a_format_shows() {
        let alike = [
            ("#,##0.00\\ \"€\"", "#,##0.00\" €\""),
            ("\"$\"#,##0.00_);[Red]\\(\"$\"#,##0.00\\)", "\\$#,##0.00_);[RED]\"($\"#,##0.00\\)"),
            (
                "[$-40C]#,##0.00\\ [$€-40C]_-;[$-40C]-#,##0.00\\ [$€-40C]_-;\"–\"_-",
                "#,##0.00\\ [$€-40C]_-;\\-#,##0.00\\ [$€-40C]_-;\\–_-",
            ),
            ("mm-dd-yy", "m/d/yyyy"),
            ("General", "GENERAL"),
        ];
        for (one, other) in alike {
            assert_eq!(shows(one), shows(other), "{one}, {other}");
        }
        let codes = [
            "#,##0.00",
            "#,##0",
            "#,##0.00,",
            "#,##0.00,,",
            "0.00%",
            "0.00%%",
            "\"12,50\"",
            "0.00\\ \"marge\"",
            "0.00\\ \\m\\a",
            "yyyy",
            "0.00E+00",
            "General",
        ];
        for (n, one) in codes.iter().enumerate() {
            for other in &codes[n + 1..] {
                assert_ne!(shows(one), shows(other), "{one}, {other}");
            }
        }
    }
}
