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
use super::vocabulary;
use super::vocabulary::beside::{COMMENTS, LEADS, NET, PEOPLE, REBATES};
use super::vocabulary::known::{PLAIN, THING, known as known_word};
use super::vocabulary::statements::is_in;
use super::whereabouts::cells_within;
use crate::unit::{Spent, fold, one_line};

/// So many rows say whether a column changes prices.
const LOOKED_AT: usize = 2_000;

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
    let is_figure = || price(Some(&Held::Text(text.to_owned()))).is_ok();
    // `Prestation`, over `intervention`: what the price is for.
    let is_thing = || folded.split(' ').next().is_some_and(|first| known_word(first) & (THING | PLAIN) == THING);
    match heading.role() {
        _ if is_comment => true,
        None | Some(Role::Other) => !is_figure(),
        _ => is_thing(),
    }
}

/// A column that is not read, and may change the prices beside it: of rebates, where these do not say that they are net of them; of
/// people or things, where nothing says that they are of a day of one.
#[must_use]
pub fn column_beside(sheet: &Said<'_>, columns: &Columns, used: &Used, known: &Known<'_>) -> Option<Doubt> {
    let is_timed = columns.per.is_some() || used.columns.iter().all(|column| column.terms.per.is_some());
    let is_net = used.columns.iter().all(|column| has(&column.words, NET));
    let counts = |heading: &str| {
        has(heading, PEOPLE) || fold(heading).split(' ').any(|word| known_word(word) & (THING | PLAIN) == THING)
    };
    // `Quotité`, over shares.
    let is_unknown = |heading: &str| {
        let folded = fold(heading);
        !folded.is_empty() && folded.split(' ').all(|word| vocabulary::says(word) == 0 && known_word(word) == 0)
    };
    let is_small = |at: usize| {
        let below = sheet.rows.iter().filter(|row| row.number > columns.header).take(LOOKED_AT);
        let mut held = below.filter_map(|row| row.held(at)).peekable();
        let is_small = |held: &Held| match held {
            Held::Number(number) => *number <= Decimal::TWO,
            Held::Text(text) => text.ends_with('%'),
            _ => false,
        };
        held.peek().is_some() && held.all(is_small)
    };
    let may_change = |at: usize, heading: &str| {
        (has(heading, REBATES) && !is_net) || (!is_timed && (counts(heading) || (is_unknown(heading) && is_small(at))))
    };
    let is_read =
        |at: usize| columns.attributes().any(|(_, of)| of == at) || columns.prices.iter().any(|price| price.at == at);
    // A blank, nothing or one changes no price.
    let is_given = |at: usize| {
        let below = sheet.rows.iter().filter(|row| row.number > columns.header).take(LOOKED_AT);
        let figure = |words: String| words.contains(|c: char| ('1'..='9').contains(&c)) && words.trim() != "1";
        below.filter_map(|row| row.held(at)).map(Held::words).any(figure)
    };
    let answered = |heading: &str| known.answers.get(heading).is_some();
    let (at, heading) = columns
        .headings
        .iter()
        .find(|(at, heading)| may_change(*at, heading) && !is_read(*at) && is_given(*at) && !answered(heading))?;
    let asked = Asked { words: one_line(heading), is_note: false };
    Some(asked.at(address(columns.header, *at), heading))
}

/// Do words hold one of these, folded?
fn has(text: &str, of: &str) -> bool {
    fold(text).split(' ').any(|word| is_in(of, word))
}
