//! What is said of the prices of a sheet and is not understood: in the headings of those that are read, in titles and notes, in
//! the name of the sheet, and beside the price of a row.

use std::collections::HashSet;

use rust_decimal::Decimal;

use super::about::{About, Doubt, Place, Read, place};
use super::beside::{beside, columns_beside};
use super::cell::{Row, address};
use super::choose::Used;
use super::columns::{Clashing, PriceColumn};
use super::meaning::Meaning;
use super::reasons::is_total;
use super::said::{Known, Said, Summary, said, work};
use super::table::Tables;
use super::terms::Clash;
use super::understood::unread;
use super::vocabulary;
use super::vocabulary::known::{PLACE, PLAIN, known as known_word};
use super::whereabouts::{Around, Whereabouts, cells, place_of, texts};
use crate::unit::{Budget, Spent, fold};

/// No more doubts of a sheet are looked for.
const AT_MOST: usize = 100;
/// The work of a table that words may be about.
const WORK_OF_A_TABLE: usize = 100;

/// Finds what is not understood, and takes over what the map says of it; each text once.
///
/// # Errors
/// The budget is spent.
pub fn doubts(
    sheet: &Said<'_>, tables: &mut Tables, used: &mut [Used], known: &Known<'_>,
) -> Result<Vec<Doubt>, Spent> {
    let mut found = Vec::new();
    let matter = relevant(tables, used, known);
    let all: Vec<usize> = (0..used.len()).filter(|table| matter[*table]).collect();
    for table in &all {
        headings(&mut used[*table], known, &mut found);
        found.extend(columns_beside(sheet, &tables.columns[*table], &used[*table], known));
    }
    let Whereabouts { sets, texts: around } = if sheet.is_turned {
        let alone = sheet.rows.iter().filter(|row| row.cells.len() == 1).flat_map(cells);
        let alone = alone.map(|(row, column, text)| ((row, column), text, false));
        let beside = sheet.comments.iter().map(|comment| (place_of(comment), comment.text.as_str(), true));
        let around = |(at, text, is_comment)| Around { at, text, of: 0, is_comment };
        Whereabouts { sets: vec![all.clone()], texts: alone.chain(beside).map(around).collect() }
    } else {
        texts(sheet.rows, sheet.comments, (&tables.columns, &tables.lines), &matter)
    };
    state(&place("", sheet.name), sheet.name, (&all, used), known);
    for said in &around {
        state(&place(&said.cell(), said.text), said.text, (&sets[said.of], used), known);
    }
    let names = names(tables, known);
    let is_name = |word: &str| names.contains(word);
    let summaries: Vec<Summary> =
        tables.columns.iter().zip(&*used).map(|(table, used)| Summary::of(Some(table), &used.columns)).collect();
    // What the tables of a set say together.
    let summary = |of: &Vec<usize>| {
        let all = of.iter().map(|table| summaries[*table].clone());
        all.reduce(|all, of| all.with(&of))
    };
    let mut ask = |text: &str,
                   of: Option<&Summary>,
                   (place, is_label): (Place, bool),
                   cell: &dyn Fn() -> String|
     -> Result<(), Spent> {
        let Some(summary) = of.filter(|_| found.len() < AT_MOST) else { return Ok(()) };
        sheet.budget.draw(work(text))?;
        let (is_timed, read) = (summary.is_timed, summary.read(text));
        let about = About {
            place,
            is_timed,
            is_graded: false,
            read,
            is_name: &is_name,
            oldest: known.oldest,
            answers: known.answers,
        };
        let asked = unread(text, &about).filter(|asked| !(is_label && asked.is_note));
        found.extend(asked.map(|asked| asked.at(cell(), text)));
        Ok(())
    };
    let tables_of_sets: usize = sets.iter().map(Vec::len).sum();
    sheet.budget.draw((all.len() + tables_of_sets).saturating_mul(WORK_OF_A_TABLE))?;
    ask(sheet.name, summary(&all).as_ref(), (Place::Name, false), &String::new)?;
    let summaries: Vec<Option<Summary>> = sets.iter().map(summary).collect();
    // The heading of the profiles, and a total of them, are none of the texts to be read; a comment on one is.
    let headings: HashSet<(usize, usize)> =
        tables.columns.iter().flat_map(|of| (of.top..=of.header).map(|row| (row, of.profile))).collect();
    for said in &around {
        let is_label = !said.is_comment && (is_total(said.text) || headings.contains(&said.at));
        ask(said.text, summaries[said.of].as_ref(), (Place::Around, is_label), &|| said.cell())?;
    }
    found.append(&mut beside(sheet, tables, used, (&matter, known))?);
    let mut met = HashSet::new();
    found.retain(|doubt: &Doubt| met.insert(doubt.text.clone()));
    Ok(found)
}

/// The tables whose prices are those of profiles of the bid; where none is, all that have prices.
fn relevant(tables: &Tables, used: &[Used], known: &Known<'_>) -> Vec<bool> {
    let mut is_known = vec![false; used.len()];
    tables.lines.iter().filter(|line| (known.label)(&line.label)).for_each(|line| is_known[line.table] = true);
    let priced: Vec<bool> = used.iter().map(|used| !used.columns.is_empty()).collect();
    let of: Vec<bool> = priced.iter().zip(is_known).map(|(priced, known)| *priced && known).collect();
    if of.contains(&true) { of } else { priced }
}

/// What is not understood in the headings of the prices that are read.
fn headings(used: &mut Used, known: &Known<'_>, found: &mut Vec<Doubt>) {
    let of_sites = |column: &PriceColumn| fold(&column.site).split(' ').map(str::to_owned).collect::<Vec<String>>();
    // Beside the name of a place, others are names of places.
    let is_place = |word: &String| known_word(word) & PLACE != 0 || known.sites.contains(word);
    let placed =
        used.columns.iter().any(|column| of_sites(column).iter().any(|word| !word.is_empty() && is_place(word)));
    let bounded = used.prices.iter().any(|price| price.bounds.is_some());
    for column in &mut used.columns {
        if let Some(meaning) = known.answers.get(&column.words) {
            answer(column, meaning);
        }
        let mut own: HashSet<String> = fold(&column.level).split(' ').map(str::to_owned).collect();
        if placed {
            own.extend(of_sites(column));
        }
        // Nothing of the heading is understood: the map alone says that it is of prices.
        let is_named = known.is_mapped
            && fold(&column.words).split(' ').all(|word| vocabulary::says(word) == 0 && known_word(word) & !PLAIN == 0);
        let is_name = |word: &str| known.sites.contains(word) || own.contains(word) || is_named;
        let is_timed = column.terms.per.is_some();
        let read = Summary::of(None, std::slice::from_ref(&*column)).read(&column.words);
        let read = Read { bounded, ..read };
        let about = About {
            place: Place::Heading,
            is_timed,
            is_graded: !column.level.is_empty(),
            read,
            is_name: &is_name,
            oldest: 0,
            answers: known.answers,
        };
        // A column that a map names was chosen for what its heading says.
        let asked = unread(&column.words, &about).filter(|asked| !(asked.is_note && known.is_mapped));
        found.extend(asked.map(|asked| asked.at(column.cell.clone(), &column.words)));
    }
}

/// What another sheet, which gives no prices, says of those of this file and is not understood.
///
/// # Errors
/// The budget is spent.
pub fn elsewhere(rows: &[Row], name: &str, budget: &Budget, known: &Known<'_>) -> Result<Vec<Doubt>, Spent> {
    let is_name = |word: &str| known.sites.contains(word);
    let read = Read { count: None, longer: true, hours: true, ..Read::default() };
    let about = About {
        place: Place::Elsewhere,
        is_timed: true,
        is_graded: true,
        read,
        is_name: &is_name,
        oldest: 0,
        answers: known.answers,
    };
    let mut found = Vec::new();
    let mut met = HashSet::new();
    for (row, column, text) in rows.iter().flat_map(cells).filter(|(_, _, text)| met.insert(*text)) {
        let cell = || format!("{name}!{}", address(row, column));
        budget.draw(work(text))?;
        found.extend(unread(text, &about).map(|asked| asked.at(cell(), text)));
        if found.len() >= AT_MOST {
            break;
        }
    }
    Ok(found)
}

/// Takes over what the map says of a text around tables: where it changes no amount, no more is undone than what it says itself.
fn state(place: &str, text: &str, (of, used): (&[usize], &mut [Used]), known: &Known<'_>) {
    let Some(meaning) = known.answers.get(text) else { return };
    let is_longer = said(text).is_longer;
    for table in of {
        for column in &mut used[*table].columns {
            let is_in = |clash: &Clashing| clash.first.as_deref() == Some(place) || clash.other == place;
            if meaning != Meaning::Nothing {
                answer(column, meaning);
                continue;
            }
            if is_longer {
                column.terms.is_longer = said(&column.words).is_longer;
            }
            if column.clash.as_ref().is_some_and(is_in) {
                undo_time(column);
            }
        }
    }
}

/// Takes over what the map says of a heading, or that an amount is for so many days or hours, whatever else is said.
fn answer(column: &mut PriceColumn, meaning: Meaning) {
    column.terms.is_longer = false;
    undo_time(column);
    if let Meaning::Of(n, per) = meaning {
        (column.terms.per, column.terms.count) = (Some(per), Some(n).filter(|n| *n != Decimal::ONE));
    }
}

/// Leaves a column the time of its heading, where another text says another.
fn undo_time(column: &mut PriceColumn) {
    if column.clash.as_ref().is_some_and(|clash| clash.what == Clash::Time) {
        column.clash = None;
        let own = said(&column.words);
        (column.terms.per, column.terms.count) = (own.per, own.count);
    }
}

/// The words of the names of sites, those of the rows too.
fn names(tables: &Tables, known: &Known<'_>) -> HashSet<String> {
    let mut names = known.sites.clone();
    let mut met: HashSet<&str> = HashSet::new();
    for line in tables.lines.iter().filter(|line| !line.site.is_empty()) {
        if met.insert(&line.site) {
            names.extend(fold(&line.site).split(' ').map(str::to_owned));
        }
    }
    names
}
