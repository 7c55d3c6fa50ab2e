//! The lot of each table, then the line of each row of a lot.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;
use typed_index_collections::{TiSlice, TiVec};

use super::around;
use super::claims::Claims;
use super::evidence::{Evidence, Sureness};
use super::lots::{self, LotBy};
use super::ours::{Index, OurLot, known};
use super::theirs::{Sections, Theirs};
use super::wording::{Weights, Wording};
use super::words::Known;
use super::{Doubt, Found, Match, RowMatch, SheetMatches};
use crate::buyer::form::{Form, LotMention, Per, Row, SheetForm, Table};
use crate::model::bid::{LotId, Unit};
use crate::unit::Budget;

/// The words of a form and of our lines.
pub(super) struct Words<'a> {
    pub weights: Weights,
    pub known: Known,
    /// By lot.
    lines: TiVec<LotId, Index<'a>>,
}

impl<'a> Words<'a> {
    pub fn of(form: &Form, ours: &'a TiSlice<LotId, OurLot>) -> Self {
        let rows: Vec<&Row> = form.sheets.iter().flat_map(|s| s.tables.iter().flat_map(Table::lines)).collect();
        let theirs: Vec<Wording> = rows.par_iter().map(|row| Wording::new(&row.label)).collect();
        let weights = Weights::of(ours.iter().flat_map(|lot| lot.lines.iter().map(|l| &l.words)).chain(&theirs));
        Self { weights, known: known(ours), lines: ours.iter().map(Index::of).collect() }
    }
}

#[derive(Clone, Copy)]
pub(super) struct Matcher<'a> {
    pub ours: &'a TiSlice<LotId, OurLot>,
    pub words: &'a Words<'a>,
    /// That of the file, for what names none.
    pub lot: Option<(LotId, LotBy)>,
    pub budget: &'a Budget,
}

/// A lot, and what names it.
type Lot = (LotId, LotBy);
/// A row, by its table and its place in it.
type RowOf = (usize, usize);

/// So many lines of a table decide its lot, if they do.
const LOOKED_AT: usize = 200;

impl Matcher<'_> {
    pub fn sheet(self, at: usize, sheet: &SheetForm) -> SheetMatches {
        let mut rows = Vec::new();
        let mut lots: Vec<Lot> = Vec::new();
        let mut named_lots: HashMap<(Option<u32>, &str), Option<Lot>> = HashMap::new();
        let tables: Vec<usize> = (0..sheet.tables.len()).filter(|t| !sheet.tables[*t].is_recap()).collect();
        // What one header sets apart is matched together: the steps of a scale in columns are one scale. Of periods, each has
        // all of what is bought.
        let together = |one: &usize, other: &usize| {
            let (one, other) = (&sheet.tables[*one], &sheet.tables[*other]);
            let apart = |table: &Table| table.apart.is_some() && !table.is_period && !table.is_range;
            apart(one) && apart(other) && one.header == other.header
        };
        for tables in tables.chunk_by(together) {
            let mut of: BTreeMap<Option<Lot>, Vec<RowOf>> = BTreeMap::new();
            for t in tables.iter().copied() {
                let table = &sheet.tables[t];
                let by_lines = self.by_lines(sheet, table);
                // A column may be one of a lot by its name alone.
                let apart = table.apart.as_deref().and_then(|apart| lots::lot(&LotMention::named(apart), self.ours));
                for (at, row) in table.rows.iter().enumerate().filter(|(_, row)| row.kind.is_line()) {
                    let own = row.lot.as_ref().filter(|own| !own.maybe || lots::lot(own, self.ours).is_some());
                    let mention = own.or(sheet.lot.as_ref().filter(|_| apart.is_none()));
                    let named = mention.map(|mention| {
                        let key = (mention.number, mention.words.as_str());
                        *named_lots.entry(key).or_insert_with(|| lots::lot(mention, self.ours))
                    });
                    let asked = self.lot.filter(|(_, by)| *by == LotBy::Asked);
                    let lot = named.unwrap_or(apart.or(by_lines)).or(asked);
                    lots.extend(lot.filter(|lot| !lots.contains(lot)));
                    of.entry(lot).or_default().push((t, at));
                }
            }
            for (lot, places) in of {
                let group: Vec<&Row> = places.iter().map(|(t, at)| &sheet.tables[*t].rows[*at]).collect();
                let found = lot
                    .map_or_else(|| vec![Found::NoLot; group.len()], |(lot, by)| at_most(self.group(lot, &group), by));
                let lot = lot.map(|(lot, _)| lot);
                let found = found.into_iter().zip(&places).map(|(found, (table, _))| match lot {
                    Some(lot) if sheet.tables[*table].is_period => once(found, &self.ours[lot]),
                    _ if sheet.tables[*table].is_range => likely(found),
                    _ if let Some(word) = &sheet.tables[*table].columns.unclear => unclear(found, word),
                    _ if are_headed(&sheet.tables[*table]) => doubtful(found),
                    _ => found,
                });
                let found = places.iter().copied().zip(found);
                rows.extend(found.map(|((table, at), found)| {
                    let row = &sheet.tables[table].rows[at];
                    let found = match lot {
                        Some(lot) => around::beside(found, row, &self.ours[lot]),
                        None => found,
                    };
                    RowMatch { table, at, lot, found }
                }));
            }
        }
        rows.sort_by_key(|r| (r.table, r.at));
        SheetMatches { sheet: at, lots, rows }
    }

    /// The lot of a table that names none: that whose lines are nearest, if one is.
    fn by_lines(self, sheet: &SheetForm, table: &Table) -> Option<(LotId, LotBy)> {
        if self.ours.len() == 1 {
            return Some((self.ours.first_key()?, LotBy::Only));
        }
        // Its sheet may be called like one.
        let named = lots::lot(&LotMention::named(&sheet.name), self.ours);
        let rows: Vec<&Row> = table.lines().take(LOOKED_AT).collect();
        let sections = Sections::of(&rows, &self.words.known);
        let rows: Vec<Theirs<'_>> = rows.into_iter().map(|row| sections.read(row)).collect();
        let points = |lot: LotId| -> u32 {
            let best = |row: &Theirs<'_>| {
                let lines = self.words.lines[lot].lines(&row.words, None).into_iter();
                let of = lines.map(|line| Evidence::of(row, &self.ours[lot].lines[line], &self.words.weights));
                of.filter(|e| e.sureness() > Some(Sureness::Doubtful)).map(|e| e.points()).max().unwrap_or_default()
            };
            rows.iter().map(best).sum()
        };
        let titled = || lots::titled(&sheet.titles, self.ours).map(|lot| (lot, LotBy::Title));
        named.or(self.lot).or_else(titled).or_else(|| {
            let mut points: Vec<(u32, LotId)> = self.ours.keys().map(|lot| (points(lot), lot)).collect();
            points.sort_by_key(|(points, _)| Reverse(*points));
            let &(most, lot) = points.first()?;
            (most > points.get(1).map_or(0, |p| p.0)).then_some((lot, LotBy::Lines))
        })
    }

    /// What is found for the rows of one lot. A day, half a day and an hour of one profile are prices of one line: the
    /// rows of each are matched by themselves.
    pub fn group(self, lot: LotId, rows: &[&Row]) -> Vec<Found> {
        let sections = Sections::of(rows, &self.words.known);
        let read: Vec<Theirs<'_>> = rows.par_iter().map(|row| sections.read(row)).collect();
        let mut apart: BTreeMap<Option<Per>, (Vec<usize>, Vec<Theirs<'_>>)> = BTreeMap::new();
        for (at, theirs) in read.into_iter().enumerate() {
            let (places, of) = apart.entry(theirs.unit.part_of_a_day()).or_default();
            places.push(at);
            of.push(theirs);
        }
        let mut found = vec![Found::Nothing; rows.len()];
        for (places, theirs) in apart.into_values() {
            let claims = Claims::of(&theirs, &self.ours[lot], &self.words.lines[lot], &self.words.weights, self.budget);
            places.into_iter().zip(claims.found()).for_each(|(at, of)| found[at] = of);
        }
        found
    }
}

/// A lump sum is paid in one of several periods: in which, a person decides.
fn once(found: Found, ours: &OurLot) -> Found {
    match found {
        Found::Line(own) if ours.lines[own.line].unit == Unit::LumpSum => {
            Found::Line(Match { sureness: Sureness::Doubtful, doubt: own.doubt.or(Some(Doubt::Periods)), ..own })
        }
        other => other,
    }
}

/// Could several columns be that of the prices, each under words of its own? What a price is for may be among them.
fn are_headed(table: &Table) -> bool {
    table.columns.candidates.iter().filter(|column| !column.heading.is_empty()).count() > 1
}

fn doubtful(mut found: Found) -> Found {
    limit(&mut found, Sureness::Doubtful);
    found
}

/// Words over the prices that are not understood: what they say of them, a person decides.
fn unclear(found: Found, word: &str) -> Found {
    match found {
        Found::Line(own) => {
            let doubt = own.doubt.or_else(|| Some(Doubt::Heading(word.into())));
            Found::Line(Match { sureness: Sureness::Doubtful, doubt, ..own })
        }
        other => other,
    }
}

/// Whether the price of one is that of many, a person decides.
fn likely(mut found: Found) -> Found {
    limit(&mut found, Sureness::Likely);
    found
}

/// No line is surer than its lot.
fn at_most(mut found: Vec<Found>, by: LotBy) -> Vec<Found> {
    for found in &mut found {
        limit(found, by.at_most());
    }
    found
}

fn limit(found: &mut Found, most: Sureness) {
    if let Found::Line(own) = found {
        own.sureness = own.sureness.min(most);
    }
}
