//! What is said beside prices and is not understood: in the cells of their rows, and by columns that are not read.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::about::{About, Asked, Doubt, Place, Read};
use super::cell::{Cell, Row, address};
use super::choose::Used;
use super::columns::Columns;
use super::currency::currency;
use super::held::Held;
use super::line::Line;
use super::meaning::Meaning;
use super::per::Per;
use super::price::price;
use super::role::Role;
use super::said::{Known, Said, Summary, said, work};
use super::table::Tables;
use super::terms::Money;
use super::turned::place;
use super::understood::unread;
use super::vocabulary::beside::{CHANGES, COMMENTS, FACTORS, LEADS, NET, OF_ITSELF, PARTS, PEOPLE, REBATES};
use super::vocabulary::known::{EXTRA, PLAIN, THING, known as known_word};
use super::vocabulary::statements::is_in;
use super::vocabulary::{self, AMOUNT, COST, LEVEL, POSITION, PRICE, SALARY, SALE, TOTAL};
use super::whereabouts::cells_within;
use crate::unit::{Spent, fold, one_line, parse_decimal};

/// No factor is as large: it is the rank of a collective agreement.
const LEAST_OF_A_RANK: u32 = 50;

/// So many rows say whether a column changes prices.
const LOOKED_AT: usize = 2_000;
/// The work of reading one of its cells.
const WORK_OF_A_FIGURE: usize = 150;

/// Finds what is not understood beside the price of a row, in no column that is read: a row waits for what is known to change it, the
/// others are given back.
///
/// # Errors
/// The budget is spent.
pub fn beside(
    sheet: &Said<'_>, tables: &mut Tables, used: &[Used], (matter, known): (&[bool], &Known<'_>),
) -> Result<Vec<Doubt>, Spent> {
    let rows: HashMap<usize, &Row> = sheet.rows.iter().map(|row| (row.number, row)).collect();
    let mut notes = Vec::new();
    if sheet.is_turned {
        return Ok(notes);
    }
    let columns = &tables.columns;
    let mut met: HashMap<(usize, String), Option<Asked>> = HashMap::new();
    for line in tables.lines.iter_mut().filter(|line| matter[line.table]) {
        let (table, used) = (&columns[line.table], &used[line.table]);
        let Some(row) = rows.get(&line.row).filter(|_| line.prices.iter().any(Option::is_some)) else { continue };
        for (number, column, text) in cells_within(row, table.span) {
            if !may_qualify(rows.get(&table.header).and_then(|row| row.cell(column)), table, column, text) {
                continue;
            }
            let key = (line.table, text.to_owned());
            let cell = || place(false, number, column);
            if !met.contains_key(&key) {
                sheet.budget.draw(work(text))?;
                let asked = unread_beside(line, text, used, known);
                if let Some(asked) = asked.clone().filter(|asked| asked.is_note) {
                    notes.push(asked.at(cell(), text));
                }
                met.insert(key.clone(), asked);
            }
            if let Some(asked) = met.get(&key).cloned().flatten().filter(|asked| !asked.is_note) {
                line.doubt = Some(asked.at(cell(), text));
                break;
            }
            if let Some((n, per)) = stated(text, known) {
                line.per = format!("{n} {}", per.id());
            }
        }
    }
    Ok(notes)
}

/// What the map says that words beside a price are for.
fn stated(text: &str, known: &Known<'_>) -> Option<(Decimal, Per)> {
    match known.answers.get(text) {
        Some(Meaning::Of(n, per)) => Some((n, per)),
        _ => None,
    }
}

fn unread_beside(line: &Line, text: &str, used: &Used, known: &Known<'_>) -> Option<Asked> {
    let is_timed = used.columns.iter().all(|column| column.terms.per.is_some());
    // A currency that the prices state is none of another.
    let is_own = |word: &str| {
        currency(word).is_some_and(|of| used.columns.iter().any(|column| column.terms.money == Money::In(of)))
    };
    let is_name = |word: &str| known.sites.contains(word) || is_own(word);
    let count = said(text).count.filter(|_| line.per == text);
    let read = Read { count, hours: true, ..Summary::of(None, &used.columns).read(text) };
    let about = About {
        place: Place::Row,
        is_timed,
        is_graded: true,
        read,
        is_name: &is_name,
        oldest: known.oldest,
        answers: known.answers,
    };
    unread(text, &about)
}

/// May a cell in no column that is read say something of the price beside it? One under comments may, whatever it says; another
/// only where it begins as words of measure do.
fn may_qualify(heading: Option<&Cell>, table: &Columns, column: usize, text: &str) -> bool {
    let is_read = table.attributes().any(|(_, at)| at == column)
        || table.prices.iter().any(|price| price.at == column)
        || table.counted == Some(column);
    if is_read {
        return false;
    }
    let folded = fold(text);
    if folded.split(' ').next().is_some_and(|first| is_in(LEADS, first)) {
        return true;
    }
    let Some(heading) = heading else { return true };
    let words = fold(&heading.held.words());
    let is_comment = has(&words, COMMENTS);
    // A share is judged with the heading of its column.
    let figure = text.trim().trim_end_matches('%').trim_end();
    let is_figure = || price(Some(&Held::Text(figure.to_owned()))).is_ok();
    // `Prestation`, over `intervention`: what the price is for.
    let is_thing = || folded.split(' ').next().is_some_and(|first| known_word(first) & (THING | PLAIN) == THING);
    match heading.role() {
        _ if is_comment => true,
        None | Some(Role::Other) => !is_figure(),
        _ => is_thing(),
    }
}

/// Columns that are not read, and may change the prices beside them: of what changes an amount, and of people or things, where nothing
/// says that prices are of a day of one; and any of figures whose heading does not say that they are of something else.
#[must_use]
pub fn columns_beside(sheet: &Said<'_>, columns: &Columns, used: &Used, known: &Known<'_>) -> Vec<Doubt> {
    let is_timed = columns.per.is_some() || used.columns.iter().all(|column| column.terms.per.is_some());
    let is_net = used.columns.iter().all(|column| has(&column.words, NET));
    // Beside salaries, or a total, charges and a coefficient are those from which a cost was worked out.
    let is_total = |words: &str| says(words, TOTAL);
    let is_worked_out = columns.headings.iter().any(|(_, heading)| says(heading, SALARY))
        || used.columns.iter().all(|column| is_total(&column.words));
    // `Taux de charges`, beside `CJM chargé`.
    let is_charged = |heading: &str| {
        has(heading, "charge*") && used.columns.iter().all(|column| has(&column.words, "charge* loaded"))
    };
    let is_unread = |at: usize, heading: &str| {
        let is_price = columns.prices.iter().any(|price| price.at == at) && says(heading, COST | PRICE | AMOUNT);
        let is_read = columns.attributes().any(|(_, of)| of == at)
            || used.columns.iter().any(|price| price.at == at)
            || columns.counted == Some(at);
        !is_price && !is_read && !fold(heading).trim().is_empty() && known.answers.get(heading).is_none()
    };
    let doubt = |at: usize, heading: &str| {
        let figures = Figures::below(sheet, columns, at)?;
        // Work out of hours is paid otherwise; what prices are net of is no more to be taken off.
        if fold(heading).split(' ').any(|word| known_word(word) & EXTRA != 0) || (has(heading, REBATES) && is_net) {
            return None;
        }
        let is_rebate = has(heading, REBATES) && figures.are_given;
        let is_factor = has(heading, FACTORS) && !is_worked_out && !figures.are_ranks();
        let is_changed = is_rebate || ((has(heading, CHANGES) || is_factor) && figures.may_change());
        let is_counted = !is_timed && counts(heading) && figures.are_given;
        if is_changed || is_counted {
            return Some(false);
        }
        if known.is_mapped || is_worked_out || is_charged(heading) || !figures.may_change() {
            return None;
        }
        let is_priced = says(heading, COST | PRICE | AMOUNT | SALARY | SALE);
        let is_known = columns.prices.iter().any(|price| price.at == at)
            || [OF_ITSELF, FACTORS, COMMENTS].iter().any(|list| has(heading, list))
            || says(heading, LEVEL | POSITION);
        (!is_priced && (has(heading, PARTS) || (!is_known && figures.are_all))).then_some(true)
    };
    let headings = columns.headings.iter().filter(|(at, heading)| is_unread(*at, heading));
    let doubts = headings.filter_map(|(at, heading)| {
        let asked = Asked { words: one_line(heading), is_note: doubt(*at, heading)? };
        Some(asked.at(address(columns.header, *at), heading))
    });
    doubts.collect()
}

/// Do words of a heading say that there are several people or things: `Nb personnes`, `Interventions`?
fn counts(heading: &str) -> bool {
    has(heading, PEOPLE) || fold(heading).split(' ').any(|word| known_word(word) & (THING | PLAIN) == THING)
}

fn says(heading: &str, what: u32) -> bool {
    fold(heading).split(' ').any(|word| vocabulary::says(word) & what != 0)
}

/// What is in a column below its heading.
struct Figures {
    /// They, without the blank ones; shares as they are written.
    held: Vec<(Decimal, bool)>,
    /// Is nothing else there?
    are_all: bool,
    /// Is there a figure in any of what is there, that is not one?
    are_given: bool,
}

impl Figures {
    /// Of a column; `None` where there are none.
    fn below(sheet: &Said<'_>, columns: &Columns, at: usize) -> Option<Self> {
        let below = &sheet.rows[sheet.rows.partition_point(|row| row.number <= columns.header)..];
        let below = &below[..below.len().min(LOOKED_AT)];
        // Once the budget is spent, whoever asked for the sheet finds it so.
        sheet.budget.draw(below.len().saturating_mul(WORK_OF_A_FIGURE)).ok()?;
        let mut figures = Self { held: Vec::new(), are_all: true, are_given: false };
        for of in below.iter().filter_map(|row| row.held(at)) {
            let words = of.words();
            figures.are_given |= words.contains(|c: char| ('1'..='9').contains(&c)) && words.trim() != "1";
            match of {
                Held::Number(number) => figures.held.push((*number, false)),
                Held::Text(text) => {
                    let share = text.trim().strip_suffix('%');
                    let number = share.unwrap_or(text).trim().trim_start_matches('+').replace(',', ".");
                    match parse_decimal(&number) {
                        Some(number) => figures.held.push((number, share.is_some())),
                        None => figures.are_all = false,
                    }
                }
                _ => figures.are_all = false,
            }
        }
        (figures.are_given || !figures.held.is_empty()).then_some(figures)
    }

    /// Are they coefficients of a collective agreement: 150, 210?
    fn are_ranks(&self) -> bool {
        !self.held.is_empty()
            && self.held.iter().all(|(number, is_share)| !is_share && *number >= LEAST_OF_A_RANK.into())
    }

    /// Nothing, one and all change no price.
    fn may_change(&self) -> bool {
        let is_none = |(number, is_share): &(Decimal, bool)| {
            number.is_zero() || *number == if *is_share { Decimal::ONE_HUNDRED } else { Decimal::ONE }
        };
        self.are_given && !(self.are_all && self.held.iter().all(is_none))
    }
}

/// Do words hold one of these, folded?
fn has(text: &str, of: &str) -> bool {
    fold(text).split(' ').any(|word| is_in(of, word))
}
