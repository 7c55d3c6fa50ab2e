//! What the words around the tables of a sheet leave open: of which site each is, and in which money.

use std::collections::HashSet;

use rust_decimal::Decimal;

use super::asked::Ask;
use super::cards::Note;
use super::cell::address;
use super::columns::{Clashing, PriceColumn};
use super::currency::currencies;
use super::line::Line;
use super::map::Layout;
use super::price::price as read;
use super::sheets::Sheet;
use super::span::of_row;
use super::terms::Clash;
use super::titles::Title;
use crate::diag::message::columns::{
    counts_unclear, currencies_differ, multiples_differ, notes_unread, sites_unclear, times_differ, words_unclear,
};
use crate::diag::message::spreadsheet::in_sheet;
use crate::diag::{Finding, Findings};
use crate::unit::{TypedNumber, brief, fold};

/// No more words of a sheet are asked for at once.
const DOUBTS_AT_MOST: usize = 20;

/// Asks of which sites two tables are that nothing distinguishes, and what amounts are of which two places say differently.
pub fn unclear(sheets: &[Sheet], layout: &Layout, (findings, asks): (&mut Findings, &mut Vec<Ask>)) {
    let named = |sheet: &Sheet, cell: &str| {
        if sheets.len() > 1 { format!("{}!{cell}", sheet.name) } else { cell.to_owned() }
    };
    for sheet in sheets {
        if let Some((first, other)) = &sheet.tables.unclear {
            findings.push(sites(first, other, &|cell| named(sheet, cell)));
            asks.extend([first, other].into_iter().filter_map(|title| title.name.clone()).map(Ask::Site));
        }
        if let Some((counted, price)) = counted(sheet) {
            findings.push(counts_unclear(
                &named(sheet, &counted.named()),
                &named(sheet, &price.named()),
                &counted.heading,
            ));
            asks.push(Ask::PriceUnit);
        }
        let mut own = sheet.doubts.iter().filter(|doubt| !doubt.is_note).take(DOUBTS_AT_MOST).peekable();
        while let Some(doubt) = own.next() {
            // The last of them says what to do.
            let finding = words_unclear((&doubt.cell, &doubt.text), &doubt.words, own.peek().is_none());
            findings.push(if sheets.len() > 1 { in_sheet(finding, &sheet.name) } else { finding });
            asks.push(Ask::Words(doubt.text.clone(), doubt.place()));
        }
        for column in sheet.used.iter().flat_map(|used| &used.columns) {
            let Some(Clashing { what, first, other }) = &column.clash else { continue };
            let first = first.clone().unwrap_or_else(|| column.named());
            let finding = match what {
                Clash::Money if layout.currency.is_none() => {
                    let near = currencies(&format!("{first} {other}")).into_iter().map(str::to_owned).collect();
                    asks.push(Ask::Currency { site: String::new(), near });
                    currencies_differ(&first, other)
                }
                Clash::Multiple => multiples_differ(&first, other),
                // Asked by its words.
                Clash::Time if sheet.doubts.iter().any(|doubt| [&first, other].contains(&&doubt.place())) => continue,
                Clash::Time if layout.per.is_none() => {
                    asks.push(Ask::Per);
                    times_differ(&first, other)
                }
                Clash::Money | Clash::Time => continue,
            };
            findings.push(if sheets.len() > 1 { in_sheet(finding, &sheet.name) } else { finding });
            break;
        }
    }
    let notes = notes(sheets);
    if !notes.is_empty() {
        findings.push(notes_unread(&notes.iter().map(|note| note.cell.as_str()).collect::<Vec<_>>()));
        asks.extend(notes.into_iter().map(|note| Ask::Words(note.text, note.cell)));
    }
}

/// The texts around prices that are not understood, and in which nothing is known to change amounts; each once.
pub fn notes(sheets: &[Sheet]) -> Vec<Note> {
    let mut met = HashSet::new();
    let mut notes = Vec::new();
    for sheet in sheets {
        for doubt in sheet.doubts.iter().filter(|doubt| doubt.is_note && met.insert(doubt.text.as_str())) {
            let cell = match &*doubt.cell {
                "" => doubt.place(),
                cell if sheets.len() > 1 => format!("{}!{cell}", sheet.name),
                cell => cell.to_owned(),
            };
            notes.push(Note { cell, text: doubt.text.clone() });
        }
    }
    notes
}

/// More than a day costs, beside a number of days.
const HIGH: u32 = 1_500;

/// Fewer days are worked in no year.
const LEAST_OF_A_YEAR: u32 = 150;

/// A column of numbers of days or hours that are not all one.
struct Counted {
    cell: String,
    heading: String,
}

impl Counted {
    fn named(&self) -> String {
        format!("{} `{}`", self.cell, brief(&self.heading))
    }
}

/// A number of days or hours beside prices that may be for so many, and the column of these.
fn counted(sheet: &Sheet) -> Option<(Counted, &PriceColumn)> {
    let of_one =
        |count: &str| count.trim().is_empty() || of_row(count).is_ok_and(|(count, _)| count == Some(Decimal::ONE));
    sheet.tables.columns.iter().zip(&sheet.used).enumerate().find_map(|(table, (columns, used))| {
        let at = columns.counted?;
        let lines = || sheet.tables.lines.iter().filter(|line| line.table == table);
        let is_priced = |line: &&Line| used.prices.iter().any(|dated| line.prices[dated.index].is_some());
        let price = used.columns.first()?;
        // Beside a cost that says that it is a day's, `Nb jours` is a workload, unless no day costs that.
        let words = columns.headings.iter().find(|heading| heading.0 == at).map(|heading| fold(&heading.1))?;
        // So is the quantity of a unit that the row names.
        let is_of_one =
            (price.terms.per.is_some() || columns.per.is_some()) && !words.split(' ').any(|word| word == "base");
        let is_high = |line: &&Line| {
            let figures = used.prices.iter().filter_map(|dated| line.prices[dated.index].as_ref());
            figures.filter_map(|cell| read(Some(&cell.held)).ok()).any(|read| match read.value {
                TypedNumber::Sure(value, _) | TypedNumber::Either(_, value, _) => value > HIGH.into(),
            })
        };
        // `Base`, 218 days: those of a year, from which a day's cost was worked out.
        let is_year =
            |line: &Line| of_row(&line.counted).is_ok_and(|(n, _)| n.is_some_and(|n| n > LEAST_OF_A_YEAR.into()));
        if price.terms.per.is_some() && lines().filter(is_priced).all(is_year) {
            return None;
        }
        let any = lines().filter(is_priced).any(|line| !of_one(&line.counted) && (!is_of_one || is_high(&line)));
        let heading = columns.headings.iter().find(|heading| heading.0 == at)?.1.clone();
        any.then(|| (Counted { cell: address(columns.header, at), heading }, price))
    })
}

fn sites(first: &Title, other: &Title, named: &dyn Fn(&str) -> String) -> Finding {
    let [one, two] = [first, other].map(|title| named(&title.cell));
    let [first, other] = [first, other].map(|title| title.name.clone().unwrap_or_default());
    sites_unclear((&one, &first), (&two, &other))
}
