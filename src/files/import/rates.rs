//! A file of rate cards, read: which cell gives which profile which daily cost at which site, and why the others give none.

use std::collections::HashSet;

use indexmap::IndexMap;

use super::cards::{Known, Open, Rates, ReadSheet};
use super::file::File;
use super::map::Layout;
use super::meaning::Meaning;
use super::naming::Naming;
use super::offers::{Settling, seniority};
use super::price::price;
use super::profiles::Profiles;
use super::sheets::{Found, Sheet, sheets};
use super::unclear::{notes, unclear};
use super::unfound::Unfound;
use super::unseen::{out_of_sight, unread};
use crate::diag::message::rates::{all_past, nothing_taken};
use crate::diag::message::spreadsheet::in_sheet;
use crate::diag::{Errors, Findings};

/// Reads the rate cards of a file.
///
/// # Errors
/// No table, no such sheet; columns that cannot be distinguished. Other findings come with the cards, which show what was
/// read.
pub fn rates(file: &mut File, name: &str, mut layout: Layout, known: &Known) -> Result<Rates, Errors> {
    let profiles = Profiles::new(&known.profiles);
    let mut found = sheets(file, &layout, &profiles, known)?;
    let mut waived = Vec::new();
    if let Found::Sheets(sheets) = &found
        && layout.accepts.notes
    {
        waived = notes(sheets);
        if !waived.is_empty() {
            layout.words.extend(waived.iter().map(|note| (note.text.clone(), Meaning::Nothing)));
            found = self::sheets(file, &layout, &profiles, known)?;
        }
    }
    let sheets = match found {
        Found::Sheets(sheets) => sheets,
        Found::None(unfound) => return Ok(none(name, layout, *unfound)),
    };
    let labels = priced_labels(&sheets);
    if let Some(asked) = asked(&sheets) {
        let read = sheets.into_iter().map(read).collect();
        return Ok(Rates { file: name.to_owned(), layout, sheets: read, ..asked });
    }
    let notes = notes(&sheets);
    let naming = Naming::new(&profiles, &layout, labels.iter().map(|(label, level)| (*label, level.as_str())));
    let unread = unread(file, &sheets);
    let mut settling = Settling {
        layout,
        known,
        sheets: &sheets,
        unread: &unread,
        is_whole_site: false,
        naming,
        left: Vec::new(),
        open: IndexMap::new(),
        level: None,
        salary: None,
        marked: Vec::new(),
        asks: Vec::new(),
        contradicted: None,
        yearly: None,
        latest: None,
        euros: None,
        has_thousandths: false,
        findings: Findings::default(),
    };
    settling.profiles_of_the_map(&profiles);
    settling.basis();
    settling.expired();
    unclear(&sheets, &settling.layout, (&mut settling.findings, &mut settling.asks));
    for (at, sheet) in sheets.iter().enumerate() {
        for (row, column, words, why) in &sheet.tables.left {
            settling.leave((at, *row), *column, words, "", why.text());
        }
    }
    let offers = settling.offers();
    let cards = settling.cards(offers);
    out_of_sight(file, &sheets, &cards, &mut settling.findings);
    settling.footnotes();
    let Settling { layout, mut left, open, level, salary, asks, latest, mut findings, .. } = settling;
    left.sort_by_key(|l| l.order);
    let open: Vec<Open> = open.into_values().collect();
    if let Some(until) = latest.filter(|_| cards.is_empty() && layout.base_month.is_none() && !findings.has_errors()) {
        findings.push(all_past(until, known.contract.0));
    } else if cards.is_empty() && !findings.has_errors() {
        let proposed = level.is_some() || open.iter().any(|open| open.proposed);
        let asked = salary.is_some() || open.iter().any(|open| !open.near.is_empty());
        findings.push(nothing_taken(proposed, asked));
    }
    let (file, sheets) = (name.to_owned(), sheets.into_iter().map(read).collect());
    Ok(Rates {
        file,
        layout,
        sheets,
        cards,
        left,
        open,
        level,
        salary,
        asks,
        asked: Vec::new(),
        notes,
        waived,
        unread,
        findings,
    })
}

/// A file without a table, and what its map asks.
fn none(file: &str, layout: Layout, unfound: Unfound) -> Rates {
    let Unfound { finding, guess } = unfound;
    let mut rates = Rates { file: file.to_owned(), layout, ..Rates::default() };
    rates.findings.push(finding);
    if let Some(guess) = guess {
        rates.asked = guess.prices;
        rates.sheets = vec![ReadSheet { name: guess.sheet, is_turned: false, tables: vec![(guess.table, Vec::new())] }];
    }
    rates
}

/// What was read of a sheet.
fn read(sheet: Sheet) -> ReadSheet {
    let used = sheet.used.into_iter().map(|used| used.columns);
    let tables = sheet.tables.columns.into_iter().zip(used).collect();
    ReadSheet { name: sheet.name, is_turned: sheet.is_turned, tables }
}

/// Which of several columns is the price, where some table asks it: no figure is read before that is answered.
fn asked(sheets: &[Sheet]) -> Option<Rates> {
    let several = sheets.len() > 1;
    let mut rates = Rates::default();
    for sheet in sheets {
        for (finding, headings) in sheet.used.iter().filter_map(|used| used.asked.clone()) {
            rates.findings.push(if several { in_sheet(finding, &sheet.name) } else { finding });
            if rates.asked.is_empty() {
                rates.asked = headings;
            }
        }
    }
    (!rates.asked.is_empty()).then_some(rates)
}

/// The labels that have a price, each with its seniority.
fn priced_labels(sheets: &[Sheet]) -> HashSet<(&str, String)> {
    let mut labels = HashSet::new();
    for sheet in sheets {
        for line in &sheet.tables.lines {
            let used = &sheet.used[line.table];
            let priced = used
                .prices
                .iter()
                .filter(|dated| line.prices[dated.index].as_ref().is_some_and(|cell| price(Some(&cell.held)).is_ok()));
            labels.extend(priced.map(|dated| (line.label.as_str(), seniority(line, &used.columns[dated.used]))));
        }
    }
    labels
}
