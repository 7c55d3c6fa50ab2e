//! What is said of the prices of a sheet and is not understood: in the headings of those that are read, in titles and notes, in
//! the name of the sheet, and beside the price of a row.

use std::collections::{HashMap, HashSet};

use super::about::{About, Doubt, Place, Read};
use super::cell::{Cell, Row, address};
use super::choose::Used;
use super::columns::{Columns, PriceColumn};
use super::held::Held;
use super::line::Line;
use super::meaning::Meaning;
use super::per::Per;
use super::price::{Multiple, price};
use super::role::Role;
use super::table::Tables;
use super::terms::{Clash, Terms, is_longer};
use super::turned::place;
use super::understood::{holds, unread};
use super::vocabulary::known::{PLACE, PLAIN, THING, known as known_word};
use super::vocabulary::{self, AMOUNT, COST, HOUR, PRICE, SALARY};
use crate::buyer::form::Of;
use crate::buyer::form::Per::{Month, Year};
use crate::unit::{brief, fold};

/// What is known beside a sheet: the names of the bid and of the map, and what the map says of words.
pub struct Known<'a> {
    /// Is it a label of a profile?
    pub label: &'a dyn Fn(&str) -> bool,
    /// The words of the names of sites, folded.
    pub sites: &'a HashSet<String>,
    /// Does a map name the columns?
    pub is_mapped: bool,
    /// What the map says of words.
    pub answers: &'a [(String, Meaning)],
}

/// A sheet, as it is asked what of it is not understood.
pub struct Said<'a> {
    /// Its rows, as the file has them.
    pub rows: &'a [Row],
    /// Its name, with the titles over its tables where these are turned.
    pub name: &'a str,
    /// Are its profiles in columns?
    pub is_turned: bool,
}

/// Finds what is not understood, and takes over what the map says of it; each words once.
#[must_use]
pub fn doubts(sheet: &Said<'_>, tables: &mut Tables, used: &mut [Used], known: &Known<'_>) -> Vec<Doubt> {
    let mut found = Vec::new();
    let relevant = relevant(tables, used, known);
    for (table, used) in used.iter_mut().enumerate().filter(|(table, _)| relevant.contains(table)) {
        headings(used, known, &mut found);
        found.extend(column_beside(sheet, &tables.columns[table], used, known));
    }
    let names = names(tables, known);
    let mut around = vec![(None, sheet.name.to_owned(), relevant.clone())];
    if sheet.is_turned {
        let alone = sheet.rows.iter().filter(|row| row.cells.len() == 1).flat_map(cells);
        around.extend(alone.map(|(row, at, text)| (Some((row, at)), text.to_owned(), relevant.clone())));
    } else {
        around.extend(texts(sheet.rows, tables, &relevant));
    }
    for (at, text, of) in around {
        let of = if of.is_empty() { &relevant } else { &of };
        let cell = at.map_or_else(
            || format!("`{}`", brief(&text)),
            |(row, at)| format!("{} `{}`", address(row, at), brief(&text)),
        );
        state(&text, of, used, known);
        let mut columns = of.iter().flat_map(|table| &used[*table].columns);
        let Some(first) = columns.next() else { continue };
        let is_timed = std::iter::once(first).chain(columns).all(|column| column.terms.per.is_some());
        let columns = || of.iter().flat_map(|table| &used[*table].columns);
        let is_name = |word: &str| names.contains(word);
        let place = if at.is_some() { Place::Around } else { Place::Name };
        let read = beside_others(of.iter().map(|table| &tables.columns[*table]), read(&text, columns));
        let about = About { place, is_timed, is_graded: false, read, is_name: &is_name, answers: known.answers };
        found.extend(unread(&text, &about).into_iter().map(|words| Doubt { place: cell.clone(), words }));
    }
    beside(sheet, tables, used, (&relevant, known));
    let mut met = HashSet::new();
    found.retain(|doubt: &Doubt| met.insert(fold(&doubt.words)));
    found
}

/// The tables whose prices are those of profiles of the bid; where none is, all that have prices.
fn relevant(tables: &Tables, used: &[Used], known: &Known<'_>) -> Vec<usize> {
    let priced: Vec<usize> = (0..used.len()).filter(|table| !used[*table].columns.is_empty()).collect();
    let is_known: HashSet<usize> =
        tables.lines.iter().filter(|line| (known.label)(&line.label)).map(|line| line.table).collect();
    let of: Vec<usize> = priced.iter().copied().filter(|table| is_known.contains(table)).collect();
    if of.is_empty() { priced } else { of }
}

/// What is not understood in the headings of the prices that are read.
fn headings(used: &mut Used, known: &Known<'_>, found: &mut Vec<Doubt>) {
    let of_sites = |column: &PriceColumn| fold(&column.site).split(' ').map(str::to_owned).collect::<Vec<String>>();
    // Beside the name of a place, others are names of places.
    let is_place = |word: &String| known_word(word) & PLACE != 0 || known.sites.contains(word);
    let placed =
        used.columns.iter().any(|column| of_sites(column).iter().any(|word| !word.is_empty() && is_place(word)));
    for column in &mut used.columns {
        for (words, meaning) in known.answers {
            if holds(&column.words, words) {
                answer(column, *meaning);
            }
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
        let about = About {
            place: Place::Heading,
            is_timed,
            is_graded: !column.level.is_empty(),
            read: read(&column.words, || [&*column]),
            is_name: &is_name,
            answers: known.answers,
        };
        found.extend(unread(&column.words, &about).into_iter().map(|words| Doubt { place: column.named(), words }));
    }
}

/// A column that is not read, and may change the prices beside it: of rebates, where these do not say that they are net of them; of
/// people or things, where nothing says that they are of a day of one.
fn column_beside(sheet: &Said<'_>, columns: &Columns, used: &Used, known: &Known<'_>) -> Option<Doubt> {
    const REBATES: [&str; 8] =
        ["remise", "remises", "rabais", "ristourne", "discount", "rebate", "abattement", "desconto"];
    const NET: [&str; 8] = ["net", "nets", "nette", "apres", "remise", "after", "deduit", "liquido"];
    const PEOPLE: [&str; 12] = [
        "pers",
        "personnes",
        "agents",
        "effectif",
        "effectifs",
        "etp",
        "fte",
        "headcount",
        "people",
        "intervenants",
        "pessoas",
        "ressources",
    ];
    let is_timed = used.columns.iter().all(|column| column.terms.per.is_some());
    let is_net = used.columns.iter().all(|column| has(&column.words, &NET));
    let counts = |heading: &str| {
        has(heading, &PEOPLE) || fold(heading).split(' ').any(|word| known_word(word) & (THING | PLAIN) == THING)
    };
    let may_change = |heading: &str| (has(heading, &REBATES) && !is_net) || (counts(heading) && !is_timed);
    let is_read =
        |at: usize| columns.attributes().any(|(_, of)| of == at) || columns.prices.iter().any(|price| price.at == at);
    // A blank, nothing or one changes no price.
    let is_given = |at: usize| {
        let below = sheet.rows.iter().filter(|row| row.number > columns.header);
        let figure = |words: String| words.contains(|c: char| ('1'..='9').contains(&c)) && words.trim() != "1";
        below.filter_map(|row| row.held(at)).map(Held::words).any(figure)
    };
    let answered = |heading: &str| known.answers.iter().any(|(words, _)| holds(heading, words));
    let (at, heading) = columns
        .headings
        .iter()
        .find(|(at, heading)| may_change(heading) && !is_read(*at) && is_given(*at) && !answered(heading))?;
    let heading = heading.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Doubt { place: format!("{} `{}`", address(columns.header, *at), brief(&heading)), words: heading })
}

/// Do words hold one of these, folded?
fn has(text: &str, of: &[&str]) -> bool {
    fold(text).split(' ').any(|word| of.contains(&word))
}

/// What another sheet, which gives no prices, says of those of this file and is not understood.
#[must_use]
pub fn elsewhere(rows: &[Row], name: &str, known: &Known<'_>) -> Vec<Doubt> {
    let is_name = |word: &str| known.sites.contains(word);
    let read = Read { count: None, longer: true, hours: true, ..Read::default() };
    let about = About {
        place: Place::Elsewhere,
        is_timed: true,
        is_graded: true,
        read,
        is_name: &is_name,
        answers: known.answers,
    };
    let mut found = Vec::new();
    for (row, column, text) in rows.iter().flat_map(cells) {
        let place = || format!("{name}!{} `{}`", address(row, column), brief(text));
        found.extend(unread(text, &about).into_iter().map(|words| Doubt { place: place(), words }));
    }
    found
}

/// Takes over what the map says of words around tables.
fn state(text: &str, of: &[usize], used: &mut [Used], known: &Known<'_>) {
    for (words, meaning) in known.answers {
        if holds(text, words) {
            let columns =
                of.iter().flat_map(|table| used[*table].columns.iter().enumerate().map(|(at, _)| (*table, at)));
            for (table, at) in columns.collect::<Vec<_>>() {
                answer(&mut used[table].columns[at], *meaning);
            }
        }
    }
}

/// Takes over what the map says of words: an amount is for so many days or hours, whatever else is said; or they are of no longer
/// time.
fn answer(column: &mut PriceColumn, meaning: Meaning) {
    column.terms.is_longer = false;
    if column.clash.as_ref().is_some_and(|clash| clash.what == Clash::Time) {
        column.clash = None;
        let own = said(&column.words);
        (column.terms.per, column.terms.count) = (own.per, own.count);
    }
    if let Meaning::Of(n, per) = meaning {
        (column.terms.per, column.terms.count) = (Some(per), Some(n).filter(|n| *n > 1));
    }
}

/// What words say of amounts.
fn said(text: &str) -> Terms {
    let folded = fold(text);
    Terms::of(text, &folded.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>())
}

/// What of some words the terms of columns took over.
fn read<'a, C: IntoIterator<Item = &'a PriceColumn>>(text: &str, columns: impl Fn() -> C) -> Read {
    let terms = said(text);
    let any = |of: &dyn Fn(&PriceColumn) -> bool| columns().into_iter().any(of);
    Read {
        longer: false,
        count: terms.count.filter(|n| any(&|column| column.terms.count == Some(*n) || column.clash.is_some())),
        hours: any(&|column| column.terms.per == Some(Per::Hour) || column.clash.is_some()),
        gross: any(&|column| column.terms.gross),
        bare: any(&|column| column.terms.bare),
        multiple: any(&|column| column.terms.multiple.is_some() || column.clash.is_some()),
    }
}

/// What titles may say of other columns of their tables, which are not read.
fn beside_others<'a>(tables: impl Iterator<Item = &'a Columns>, mut read: Read) -> Read {
    for (_, heading) in tables.flat_map(|table| &table.headings) {
        let folded = fold(heading);
        let mut words = folded.split(' ');
        let is_of_money = folded.split(' ').any(|word| vocabulary::says(word) & (COST | PRICE | AMOUNT | SALARY) != 0);
        let is_long = |word: &str| is_longer(word) || matches!(Of::word(word), Some(Of::Time(Month | Year)));
        read.longer |= is_of_money && words.any(is_long);
        read.multiple |= Multiple::of(heading).is_some();
        read.hours |= folded.split(' ').any(|word| vocabulary::says(word) & HOUR != 0);
    }
    read
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

/// The words of a row, each with its place.
fn cells(row: &Row) -> impl Iterator<Item = (usize, usize, &str)> {
    row.cells.iter().filter_map(|cell| match &cell.held {
        Held::Text(text) => Some((row.number, cell.column, text.as_str())),
        _ => None,
    })
}

/// Words around tables: their row and column, where they have one, they themselves, and the tables that they may be about.
type Around = (Option<(usize, usize)>, String, Vec<usize>);

/// The words around the tables of a sheet, each with the tables that it may be about.
fn texts(rows: &[Row], tables: &Tables, relevant: &[usize]) -> Vec<Around> {
    let columns = &tables.columns;
    let priced: HashMap<usize, Vec<usize>> = tables
        .lines
        .iter()
        .filter(|line| line.prices.iter().any(Option::is_some))
        .fold(HashMap::new(), |mut of, line| {
            of.entry(line.row).or_default().push(line.table);
            of
        });
    let mut texts = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        // The rows of a block without a blank one are of what they touch.
        let touches = |from: usize, to: usize| (from..to).all(|n| rows[n].number + 1 == rows[n + 1].number);
        let below = columns.iter().filter(|table| table.top > row.number).map(|table| table.top).min();
        let above = columns.iter().filter(|table| table.header < row.number).map(|table| table.header).max();
        let next = below.and_then(|top| rows.iter().position(|row| row.number == top));
        let is_title = next.is_some_and(|next| touches(at, next));
        for (number, column, text) in cells(row) {
            let spans = |table: &Columns| (table.span.0..table.span.1).contains(&column);
            let heads = columns
                .iter()
                .any(|table| spans(table) && (table.top..=table.header).contains(&number) && table.profile != column);
            let of_a_row = priced.get(&number).is_some_and(|of| of.iter().any(|table| spans(&columns[*table])));
            if heads || of_a_row {
                continue;
            }
            let is_about = |table: &usize| {
                let of = &columns[*table];
                let is_own = (of.top..=of.header).contains(&number);
                let is_above = above == Some(of.header) && !(is_title && above.is_some());
                let is_below = below == Some(of.top) && (is_title || above.is_none() || !is_above);
                is_own || is_above || is_below || (above.is_none() && below.is_none())
            };
            let of: Vec<usize> = relevant.iter().copied().filter(is_about).collect();
            if !of.is_empty() {
                texts.push((Some((number, column)), text.to_owned(), of));
            }
        }
    }
    texts
}

/// Finds what is not understood beside the price of a row, in no column that is read.
fn beside(sheet: &Said<'_>, tables: &mut Tables, used: &[Used], (relevant, known): (&[usize], &Known<'_>)) {
    let rows: HashMap<usize, &Row> = sheet.rows.iter().map(|row| (row.number, row)).collect();
    if sheet.is_turned {
        return;
    }
    let columns = &tables.columns;
    let mut met: HashMap<(usize, String), Option<String>> = HashMap::new();
    for line in tables.lines.iter_mut().filter(|line| relevant.contains(&line.table)) {
        let (table, used) = (&columns[line.table], &used[line.table]);
        let Some(row) = rows.get(&line.row).filter(|_| line.prices.iter().any(Option::is_some)) else { continue };
        for (number, column, text) in cells(row) {
            if !may_qualify(rows.get(&table.header).and_then(|row| row.cell(column)), table, column, text) {
                continue;
            }
            let of = || met_or(line, text, used, known);
            let words = met.entry((line.table, text.to_owned())).or_insert_with(of).clone();
            if let Some(words) = words {
                line.doubt =
                    Some(Doubt { place: format!("{} `{}`", place(false, number, column), brief(text)), words });
                break;
            }
            if let Some((n, per)) = stated(text, known) {
                line.per = format!("{n} {}", per.id());
            }
        }
    }
}

/// What the map says that words beside a price are for.
fn stated(text: &str, known: &Known<'_>) -> Option<(u32, Per)> {
    known.answers.iter().find_map(|(words, meaning)| match meaning {
        Meaning::Of(n, per) if holds(text, words) => Some((*n, *per)),
        _ => None,
    })
}

fn met_or(line: &Line, text: &str, used: &Used, known: &Known<'_>) -> Option<String> {
    let is_timed = used.columns.iter().all(|column| column.terms.per.is_some());
    let is_name = |word: &str| known.sites.contains(word);
    let count = said(text).count.filter(|_| line.per == text);
    let read = Read { count, hours: true, ..read(text, || &used.columns) };
    let about = About { place: Place::Row, is_timed, is_graded: true, read, is_name: &is_name, answers: known.answers };
    unread(text, &about).into_iter().next()
}

/// May a cell in no column that is read say something of the price beside it? One under comments may, whatever it says; another
/// only where it begins as words of measure do.
fn may_qualify(heading: Option<&Cell>, table: &Columns, column: usize, text: &str) -> bool {
    const COMMENTS: [&str; 14] = [
        "comment",
        "commentaire",
        "observation",
        "remarque",
        "note",
        "precision",
        "condition",
        "detail",
        "info",
        "modalite",
        "facturation",
        "hypothese",
        "remark",
        "observacao",
    ];
    const LEADS: [&str; 14] =
        ["par", "per", "por", "pour", "for", "a", "au", "prix", "cout", "base", "hors", "sans", "tarif", "forfait"];
    let is_read = table.attributes().any(|(_, at)| at == column)
        || table.prices.iter().any(|price| price.at == column)
        || table.counted == Some(column);
    if is_read || !(table.span.0..table.span.1).contains(&column) {
        return false;
    }
    let folded = fold(text);
    if folded.split(' ').next().is_some_and(|first| LEADS.contains(&first)) {
        return true;
    }
    let Some(heading) = heading else { return true };
    let words = fold(&heading.held.words());
    let is_comment = words.split(' ').any(|word| COMMENTS.iter().any(|of| word.starts_with(of)));
    let is_figure = || price(Some(&Held::Text(text.to_owned()))).is_ok();
    is_comment || (heading.role().is_none() && !is_figure()) && !matches!(heading.role(), Some(Role::Profile(_)))
}
