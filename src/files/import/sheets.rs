//! Which sheets of a file are read: those whose tables give costs, each for a site or a year where there are several.

use std::collections::HashSet;

use super::about::Doubt;
use super::cards::Known;
use super::cell::{Row, address};
use super::choose::{Used, begins, prices};
use super::doubts::{self, doubts};
use super::file::File;
use super::footnote::footnote;
use super::gainsaid::clashes;
use super::grade::Grade;
use super::heading::{heading, rest};
use super::held::Held;
use super::map::Layout;
use super::meaning::Answers;
use super::profiles::Profiles;
use super::recalled::{asked, recalled};
use super::said;
use super::sight::Sight;
use super::table::Tables;
use super::terms::Basis;
use super::titles::Names;
use super::turned::{rename, turned};
use super::unfound::{Seen, Unfound, no_table, not_found};
use super::vocabulary::known::{PLACE, PLAIN, known as known_word};
use super::vocabulary::places::BEFORE_PLACES;
use super::vocabulary::statements::is_in;
use crate::buyer::form::Period;
use crate::diag::message::spreadsheet::{headings_not_found, no_sheet};
use crate::diag::{Errors, Finding};
use crate::unit::{Month, fold};
use crate::xlsx::same_name;

/// A sheet that is read.
#[derive(Debug)]
pub struct Sheet {
    /// Its name; empty of a text file.
    pub name: String,
    /// The site that it is for, where each sheet is for one.
    pub site: String,
    /// The year that it is for, where each sheet is for one.
    pub period: Option<Period>,
    /// Its tables.
    pub tables: Tables,
    /// Are its profiles in columns, and its tables turned?
    pub is_turned: bool,
    /// The price columns that are read, by table.
    pub used: Vec<Used>,
    /// What of it is out of sight.
    pub sight: Sight,
    /// Its footnotes, each with its mark.
    pub footnotes: Vec<(String, String)>,
    /// What is said around its prices and is not understood.
    pub doubts: Vec<Doubt>,
}

impl Sheet {
    /// The month from which its prices hold, where it is for a year.
    #[must_use]
    pub fn from(&self, start: Month) -> Option<Month> {
        begins(self.period?, start)
    }
}

/// Prices of so many years before the contract, and later ones, are current: a card is made once a year, for the next.
const STILL_CURRENT: u32 = 2;

/// The work of reading what is written beside a cell, before it is asked what of it is understood.
const WORK_OF_A_COMMENT: usize = 50_000;

/// What is found of a file.
pub enum Found {
    /// The sheets to read.
    Sheets(Vec<Sheet>),
    /// No table.
    None(Box<Unfound>),
}

/// The sheets to read: the one that is named, or those whose tables give profiles of the bid a cost, in sight if some are.
///
/// # Errors
/// There is no such sheet, no table, or it is not known which of its columns is the cost.
pub fn sheets(file: &mut File, layout: &Layout, profiles: &Profiles<'_>, known: &Known) -> Result<Found, Errors> {
    let names = match &layout.sheet {
        None => file.sheets.clone(),
        Some(name) => vec![named(&file.sheets, name)?],
    };
    let contract = known.contract;
    let knows = profiles.known();
    // A site is one of the bid's, of the map's, or the one that is asked for.
    let is_site = |name: &str| {
        let name = fold(name);
        known.sites.contains(&name)
            || layout.sites.iter().any(|(site, ..)| *site == name)
            || layout.site.as_deref().is_some_and(|site| fold(site) == name)
    };
    let named = |site: &String| site.split(' ').map(str::to_owned).collect::<Vec<String>>();
    let mapped = layout.sites.iter().map(|(site, ..)| site).chain(layout.currencies.iter().map(|(site, _)| site));
    let sites: HashSet<String> = known.sites.iter().chain(mapped).flat_map(named).collect();
    let known_as = Names { profile: &knows, site: &is_site, is_turned: false };
    let mut seen: Vec<Seen> = Vec::new();
    for name in names {
        let mut rows = Vec::new();
        file.rows(&name, |row| rows.push(row))?;
        let mut tables = Tables::of(&rows, layout.columns.as_ref(), &name, known_as, file.budget());
        let gives = |tables: &Tables| tables.lines.iter().any(|line| knows(&line.label));
        let mut is_turned = false;
        if layout.columns.is_none()
            && !gives(&tables)
            && let Some((across, titles)) = turned(&rows)
        {
            let known_as = Names { is_turned: true, ..known_as };
            let mut other = Tables::of(&across, None, &format!("{titles} {name}"), known_as, file.budget());
            if gives(&other) {
                rename(&mut other);
                (tables, is_turned) = (other, true);
            }
        }
        file.budget().draw(0).map_err(Finding::from)?;
        if let Some(header) = layout.header {
            tables.only(header);
        }
        let comments = file.comments(&name);
        file.budget().draw(comments.len().saturating_mul(WORK_OF_A_COMMENT)).map_err(Finding::from)?;
        tables.commented(&comments, known_as);
        seen.push(Seen { name, rows, comments, tables, is_turned });
    }
    let oldest = contract.0.year().try_into().unwrap_or(0_u32).saturating_sub(STILL_CURRENT);
    let is_old = |month: Month| u32::try_from(month.year()).is_ok_and(|year| year < oldest);
    let beside = said::Known {
        label: &knows,
        sites: &sites,
        is_mapped: layout.columns.is_some(),
        // Those that are stated for an old month are of old years.
        oldest: if layout.base_month.is_some_and(is_old) { 0 } else { oldest },
        answers: &Answers::of(&layout.words),
    };
    let others = seen.iter().filter(|sheet| sheet.tables.columns.is_empty() && file.hidden(&sheet.name).is_none());
    let mut elsewhere: Vec<Doubt> = Vec::new();
    let is_read = seen.iter().any(|sheet| !sheet.tables.columns.is_empty());
    for sheet in others.filter(|_| is_read) {
        elsewhere.extend(doubts::elsewhere(&sheet.rows, &sheet.name, file.budget(), &beside).map_err(Finding::from)?);
    }
    let mut found: Vec<&mut Seen> = seen.iter_mut().filter(|sheet| !sheet.tables.columns.is_empty()).collect();
    preferred(&mut found, file, &knows);
    if found.is_empty() {
        return match &layout.columns {
            Some(columns) => Err(headings_not_found(&not_found(columns, &seen), columns.at).into()),
            None => Ok(Found::None(Box::new(no_table(&seen, &knows)))),
        };
    }
    if found.iter().all(|sheet| sheet.tables.lines.is_empty()) {
        found.truncate(1);
    }
    let (mut sheets, mut heads) = (Vec::new(), Vec::new());
    for sheet in found {
        let mut tables = std::mem::take(&mut sheet.tables);
        let mut used = used(&tables, sheet.is_turned, contract, layout);
        let titles =
            if sheet.is_turned { turned(&sheet.rows).map(|of| of.1).unwrap_or_default() } else { String::new() };
        let name = format!("{titles} {}", sheet.name);
        let (rows, is_turned) = (&sheet.rows, sheet.is_turned);
        let comments = &sheet.comments;
        let said = said::Said { rows, comments, name: name.trim(), is_turned, budget: file.budget() };
        let mut doubts = doubts(&said, &mut tables, &mut used, &beside).map_err(Finding::from)?;
        if let Some(asked) = asked(&sheet.name, &titles_of(&sheet.rows, &tables), layout) {
            // One question for the same text.
            doubts.retain(|doubt| doubt.text != asked.text);
            doubts.push(asked);
        }
        doubts.append(&mut elsewhere);
        let sight = Sight::of(&sheet.rows, &file.looks(&sheet.name)?);
        let (name, site) = (sheet.name.clone(), String::new());
        let footnotes = footnotes(&sheet.rows);
        heads.push((sheet.name.clone(), head(&sheet.rows, &tables)));
        let is_turned = sheet.is_turned;
        sheets.push(Sheet { name, site, period: None, tables, is_turned, used, sight, footnotes, doubts });
    }
    name_sites(&mut sheets, &heads, layout, known);
    Ok(Found::Sheets(sheets))
}

/// Keeps the sheets that are rather read than the others, where some are.
fn preferred(found: &mut Vec<&mut Seen>, file: &File, knows: &dyn Fn(&str) -> bool) {
    let mut prefer = |of: &dyn Fn(&Seen) -> bool| {
        if found.iter().any(|sheet| of(sheet)) {
            found.retain(|sheet| of(sheet));
        }
    };
    // A sheet with a header and nothing below is no choice, unless there is no other.
    prefer(&|sheet| !sheet.tables.lines.is_empty());
    prefer(&|sheet| file.hidden(&sheet.name).is_none());
    prefer(&|sheet| !is_summary(&sheet.name));
    prefer(&|sheet| recalled(&sheet.name, &titles(sheet)).is_none());
    prefer(&|sheet| sheet.tables.lines.iter().any(|line| knows(&line.label)));
    prefer(&|sheet| sheet.tables.columns.iter().flat_map(|c| &c.prices).any(|p| p.terms.basis == Some(Basis::Cost)));
}

/// The columns of prices that are read of each table.
fn used(tables: &Tables, is_turned: bool, contract: (Month, usize), layout: &Layout) -> Vec<Used> {
    let mut lines = vec![Vec::new(); tables.columns.len()];
    tables.lines.iter().for_each(|line| lines[line.table].push(line));
    let of = tables.columns.iter().zip(&lines).map(|(columns, lines)| {
        let mut read = prices(columns, lines, contract, layout.currency.as_deref());
        clashes(&mut read, lines, is_turned);
        read
    });
    of.collect()
}

/// Says of which site each sheet and each row is.
fn name_sites(sheets: &mut [Sheet], heads: &[(String, String)], layout: &Layout, known: &Known) {
    let sites: HashSet<String> = known.sites.iter().filter(|site| !site.contains(' ')).cloned().collect();
    let is_open = layout.sites.is_empty() && layout.site.is_none();
    if is_open {
        of_one_place(sheets, &sites);
    }
    name_sheets(sheets, is_open && is_one_place(heads, &sites));
}

/// The words over the tables of a sheet, each with its cell.
fn titles(sheet: &Seen) -> Vec<(String, String)> {
    titles_of(&sheet.rows, &sheet.tables)
}

fn titles_of(rows: &[Row], tables: &Tables) -> Vec<(String, String)> {
    let top = tables.columns.iter().map(|columns| columns.top).min().unwrap_or(0);
    let above = rows.iter().take_while(|row| row.number < top);
    let cells = above.flat_map(|row| row.cells.iter().map(|cell| (row.number, cell)));
    let texts = cells.filter_map(|(row, cell)| match &cell.held {
        Held::Text(text) => Some((address(row, cell.column), text.clone())),
        _ => None,
    });
    texts.take(TITLES).collect()
}

/// No more words over the tables of a sheet are asked whether they recall an old card.
const TITLES: usize = 50;

/// The words over the tables of a sheet.
fn head(rows: &[Row], tables: &Tables) -> String {
    let top = tables.columns.iter().map(|columns| columns.top).min().unwrap_or(0);
    let above = rows.iter().take_while(|row| row.number < top).flat_map(|row| &row.cells);
    above.map(|cell| cell.held.words()).collect::<Vec<_>>().join(" ")
}

/// The places that words name.
fn places(text: &str, sites: &HashSet<String>) -> HashSet<String> {
    let is_place = |word: &&str| {
        (known_word(word) & PLACE != 0 && known_word(word) & PLAIN == 0 && !is_in(BEFORE_PLACES, word))
            || sites.contains(*word)
    };
    fold(text).split(' ').filter(is_place).map(str::to_owned).collect()
}

/// Are sheets parts of the card of one place: the same titles name it, and no name of theirs names another?
fn is_one_place(heads: &[(String, String)], sites: &HashSet<String>) -> bool {
    heads.iter().all(|(name, head)| *head == heads[0].1 && places(name, sites).is_empty())
        && heads.first().is_some_and(|(_, head)| places(head, sites).len() == 1)
}

/// Cost centres that all name the same place, each once (`Agence Lyon Dév`, `Agence Lyon Projets`), are of one site.
fn of_one_place(sheets: &mut [Sheet], sites: &HashSet<String>) {
    let lines = || sheets.iter().flat_map(|sheet| &sheet.tables.lines);
    let named: HashSet<&str> = lines().filter(|line| !line.by_section).map(|line| line.site.as_str()).collect();
    let all: Vec<HashSet<String>> = named.iter().map(|name| places(name, sites)).collect();
    let is_part = |name: &&str| fold(name).split(' ').count() > 1;
    let is_one = named.len() > 1 && named.iter().all(is_part) && all.iter().all(|of| of.len() == 1 && *of == all[0]);
    if is_one && lines().all(|line| !line.by_section) {
        sheets.iter_mut().flat_map(|sheet| &mut sheet.tables.lines).for_each(|line| line.site = String::new());
    }
}

/// The footnotes of a sheet, each with its mark.
fn footnotes(rows: &[Row]) -> Vec<(String, String)> {
    let texts = rows.iter().flat_map(|row| &row.cells).filter_map(|cell| match &cell.held {
        Held::Text(text) => footnote(text),
        _ => None,
    });
    texts.map(|(mark, text)| (mark.to_owned(), text.to_owned())).collect()
}

/// Does the name of a sheet say that its figures are those of the others, added up or averaged?
fn is_summary(name: &str) -> bool {
    const SUMMARIES: [&str; 14] = [
        "synthese",
        "recap",
        "recapitulatif",
        "recapitulation",
        "resume",
        "moyenne",
        "moyennes",
        "total",
        "consolidation",
        "consolide",
        "comparatif",
        "comparaison",
        "summary",
        "average",
    ];
    fold(name).split(' ').any(|word| SUMMARIES.contains(&word))
}

/// Says what each sheet is for: a seniority; of several, a year or a site each, by its name or by the titles of its tables.
fn name_sheets(sheets: &mut [Sheet], is_one_place: bool) {
    let mut levels: Vec<String> = Vec::new();
    for sheet in sheets.iter_mut() {
        let level = Grade::titled(&sheet.name).map(|(level, _)| level.to_owned());
        if let Some(level) = &level {
            sheet.tables.of_level(level);
        }
        levels.push(level.or_else(|| sheet.tables.level()).unwrap_or_default());
    }
    if sheets.len() < 2 {
        return;
    }
    let beside = |name: &str| Grade::titled(name).map_or_else(|| rest(name), |(_, beside)| rest(&beside));
    let mut names: Vec<String> = sheets.iter().map(|sheet| beside(&sheet.name)).collect();
    let mut periods: Vec<Option<Period>> = sheets.iter().map(|s| heading(&s.name).and_then(|h| h.period)).collect();
    // `Feuil1`, `Feuil2`: what each is for is in its titles, where it is anywhere.
    let stem = |name: &String| fold(name).trim_end_matches(|c: char| c.is_ascii_digit()).trim_end().to_owned();
    let is_numbered = names.iter().all(|name| stem(name) == stem(&names[0]));
    if is_numbered {
        let sites: Vec<Option<String>> = sheets.iter().map(|sheet| sheet.tables.site()).collect();
        names = sites.into_iter().collect::<Option<_>>().unwrap_or_else(|| vec![String::new(); sheets.len()]);
        let years = || sheets.iter().map(|sheet| sheet.tables.year());
        periods = periods.into_iter().zip(years()).map(|(named, titled)| named.or(titled)).collect();
    }
    let by_year = periods.iter().all(Option::is_some) && periods.iter().any(|of| *of != periods[0]);
    if !by_year {
        periods.fill(None);
    }
    let differ = |a: usize, b: usize| {
        fold(&names[a]) != fold(&names[b]) || periods[a] != periods[b] || fold(&levels[a]) != fold(&levels[b])
    };
    let is_told = (0..sheets.len()).all(|a| (0..a).all(|b| differ(a, b)));
    let is_one = is_one_place || names.iter().all(|name| fold(name) == fold(&names[0]));
    let is_named = names.iter().all(|name| !name.is_empty());
    for (at, sheet) in sheets.iter_mut().enumerate() {
        sheet.period = periods[at];
        sheet.site = match () {
            () if is_told && is_one => String::new(),
            () if is_told && is_named => names[at].clone(),
            () => sheet.name.clone(),
        };
    }
}

fn named(sheets: &[String], name: &str) -> Result<String, Finding> {
    let exact = sheets.iter().find(|s| *s == name);
    let found = exact.or_else(|| sheets.iter().find(|s| same_name(s, name))).cloned();
    found.ok_or_else(|| no_sheet(name, sheets.iter().map(String::as_str)))
}
