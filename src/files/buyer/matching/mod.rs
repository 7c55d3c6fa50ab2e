//! Matches the rows of the buyer's form to the lines of our DQE: the lot first, then by code and wording together, each
//! with how sure it is and why. A code alone proves nothing: codes repeat, and number other things in another's form.

mod against;
mod claims;
mod evidence;
mod fit;
mod lexicon;
mod lots;
mod ours;
mod pairs;
mod scales;
mod theirs;
mod units;
pub mod why;
mod wording;
mod words;

pub use against::Against;
pub use evidence::{Agrees, Evidence, Sureness};
pub use lots::{LotBy, of_file};
pub use ours::{OurLine, OurLot, ours};

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use typed_index_collections::{TiSlice, TiVec, ti_vec};

use super::form::{Form, LotMention, Per, Price, Row, SheetForm};
use crate::model::bid::{LineId, LotId, Unit};
use crate::unit::{Budget, Spent};
use claims::Claims;
use ours::{Index, known};
use theirs::{Sections, Theirs};
pub use units::priced_by;
use wording::{Weights, Wording};
use words::Known;

/// What was found for a workbook.
#[derive(Debug, Clone, Default)]
pub struct Matching {
    /// By sheet of the form, those that are priced.
    pub sheets: Vec<SheetMatches>,
}

/// What was found for a sheet.
#[derive(Debug, Clone)]
pub struct SheetMatches {
    /// Its place in the form.
    pub sheet: usize,
    /// Our lots that it is for, each by what.
    pub lots: Vec<(LotId, LotBy)>,
    /// Its lines, from the top.
    pub rows: Vec<RowMatch>,
}

/// What was found for a line of the buyer's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowMatch {
    /// Its table, in the sheet.
    pub table: usize,
    /// Its place in the table.
    pub at: usize,
    /// Our lot.
    pub lot: Option<LotId>,
    /// What was found.
    pub found: Found,
}

/// What was found for a line of the buyer's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// One of our lines.
    Line(Match),
    /// None of our lots: nothing to compare with.
    NoLot,
    /// None of our lines is near.
    Nothing,
    /// The one that is near is in another row.
    Taken {
        /// Our line.
        line: LineId,
        /// Its row, from 1.
        row: u32,
    },
    /// A line for the record, a variant or a coefficient: no price is due.
    Aside,
}

/// Our line for a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// Its place in the lot.
    pub line: LineId,
    /// How sure it is.
    pub sureness: Sureness,
    /// What speaks for it.
    pub evidence: Evidence,
    /// What decided for it.
    pub by: By,
    /// Why a person has to decide, where more than the evidence says so.
    pub doubt: Option<Doubt>,
    /// Other lines that it could be as well.
    pub rivals: Vec<LineId>,
}

/// What decided for a line, of all that speaks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The code, with a wording that agrees.
    Code,
    /// The words of the labels.
    Wording,
    /// What the labels mean.
    Meaning,
    /// Its place in a scale.
    Scale {
        /// Which step, from 1.
        step: usize,
        /// Of how many.
        of: usize,
    },
    /// A person, in a map.
    Map,
    /// Its section.
    Section,
    /// The unit.
    Unit,
    /// The quantities.
    Quantity,
    /// The rows around: no other row is of this line, and this row is of no other.
    Neighbours,
}

/// Why a person has to decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// It covers the rivals as well.
    Whole,
    /// Other rows have a part of the line too: the numbers of all that have, from 1.
    Part(Arc<[u32]>),
    /// Its scale has other steps than ours.
    Steps {
        /// How many the buyer's has.
        theirs: usize,
        /// How many ours has.
        ours: usize,
    },
    /// The order of its scale is not known.
    Order,
    /// Two scales of one side are as near to one of the other.
    TwoScales,
    /// It is a level, and ours is sold at one.
    Level,
    /// It is paid once, and several periods ask for it.
    Periods,
}

impl RowMatch {
    /// The match, where one was found.
    #[must_use]
    pub fn line(&self) -> Option<&Match> {
        match &self.found {
            Found::Line(found) => Some(found),
            _ => None,
        }
    }

    /// The match, where it is sure enough to be filled in.
    #[must_use]
    pub fn kept(&self) -> Option<&Match> {
        self.line().filter(|m| m.sureness > Sureness::Doubtful)
    }

    /// The row.
    #[must_use]
    pub fn row<'a>(&self, sheet: &'a SheetForm) -> &'a Row {
        &sheet.tables[self.table].rows[self.at]
    }
}

/// Does a row wait for a price? Where there is a formula, the price comes from another cell.
#[must_use]
pub fn waits(row: &Row) -> bool {
    !matches!(row.price, Price::Formula(_))
}

impl Matching {
    /// The sheets, by their place in the form, of which nothing names the lot: it is not known, or known from their lines alone.
    #[must_use]
    pub fn unnamed(&self) -> Vec<usize> {
        let by_lines = |sheet: &SheetMatches| sheet.lots.iter().any(|(_, by)| *by == LotBy::Lines);
        let open = |sheet: &SheetMatches| sheet.rows.iter().any(|row| row.found == Found::NoLot);
        self.sheets.iter().filter(|sheet| by_lines(sheet) || open(sheet)).map(|sheet| sheet.sheet).collect()
    }

    /// The same, as a map answers it: `line` says for a row of a table which of our lines it is, by lot, where it does.
    #[must_use]
    pub fn answered(
        mut self, form: &Form, ours: &TiSlice<LotId, OurLot>,
        line: impl Fn(&SheetForm, &super::form::Table, &Row) -> Option<(LotId, LineId)>,
    ) -> Self {
        let against = Against::of(form, ours);
        for matches in &mut self.sheets {
            let sheet = &form.sheets[matches.sheet];
            for found in &mut matches.rows {
                let table = &sheet.tables[found.table];
                let row = &table.rows[found.at];
                let Some((lot, line)) = line(sheet, table, row) else { continue };
                let evidence = against.evidence(row, lot, line);
                found.lot = Some(lot);
                let of =
                    Match { line, sureness: Sureness::Sure, evidence, by: By::Map, doubt: None, rivals: Vec::new() };
                found.found = Found::Line(of);
            }
        }
        self
    }

    /// By lot and line of the bid: is there a row that it is sure enough to be filled in?
    #[must_use]
    pub fn placed(&self, form: &Form, ours: &TiSlice<LotId, OurLot>) -> TiVec<LotId, TiVec<LineId, bool>> {
        let mut placed: TiVec<LotId, TiVec<LineId, bool>> =
            ours.iter().map(|lot| ti_vec![false; lot.lines.len()]).collect();
        for sheet in &self.sheets {
            for row in sheet.rows.iter().filter(|r| waits(r.row(&form.sheets[sheet.sheet]))) {
                if let (Some(lot), Some(found)) = (row.lot, row.kept()) {
                    placed[lot][found.line] = true;
                }
            }
        }
        placed
    }
}

/// The scales among rows of one lot: by their places, from the least step to the most, where their words give the order.
#[must_use]
pub fn steps(rows: &[&Row], ours: &TiSlice<LotId, OurLot>) -> Vec<Vec<usize>> {
    let known = known(ours);
    let sections = Sections::of(rows, &known);
    let rows: Vec<Theirs<'_>> = rows.iter().map(|row| sections.read(row)).collect();
    let single = |scale: scales::Scale<usize>| {
        let steps: Option<Vec<usize>> =
            scale.steps.iter().map(|step| if let [line] = step[..] { Some(line) } else { None }).collect();
        steps.filter(|_| scale.ordered)
    };
    scales::scales(rows.iter().map(Theirs::service)).into_iter().filter_map(single).collect()
}

/// The work of reading a line to match it, and of a byte of its label.
const WORK_OF_A_LINE: usize = 8_000;
const WORK_OF_A_BYTE: usize = 250;

/// Draws the work of reading the lines of a form to match them.
fn drawn(form: &Form) -> Result<(), Spent> {
    let lines = form.sheets.iter().flat_map(|sheet| &sheet.tables).flat_map(super::form::Table::lines);
    let mut works = lines.map(|row| WORK_OF_A_LINE + row.label.len().saturating_mul(WORK_OF_A_BYTE));
    works.try_for_each(|work| form.budget.draw(work))
}

/// Matches every line of a form; none where its budget is spent.
#[must_use]
pub fn matching(form: &Form, ours: &TiSlice<LotId, OurLot>) -> Matching {
    matching_of(form, ours, None)
}

/// The same, for a file whose lot is known: what names none of our lots is of that one.
#[must_use]
pub fn matching_of(form: &Form, ours: &TiSlice<LotId, OurLot>, lot: Option<(LotId, LotBy)>) -> Matching {
    if drawn(form).is_err() {
        return Matching::default();
    }
    let words = Words::of(form, ours);
    let others = || form.lot.as_ref().and_then(|mention| of_file(mention, LotBy::OtherSheet, ours));
    let matcher = Matcher { ours, words: &words, lot: lot.or_else(others), budget: &form.budget };
    let priced = form.sheets.iter().enumerate().filter(|(_, sheet)| sheet.is_priced());
    Matching { sheets: priced.map(|(at, sheet)| matcher.sheet(at, sheet)).collect() }
}

/// The words of a form and of our lines.
struct Words<'a> {
    weights: Weights,
    known: Known,
    /// By lot.
    lines: TiVec<LotId, Index<'a>>,
}

impl<'a> Words<'a> {
    fn of(form: &Form, ours: &'a TiSlice<LotId, OurLot>) -> Self {
        let rows: Vec<&Row> =
            form.sheets.iter().flat_map(|s| s.tables.iter().flat_map(super::form::Table::lines)).collect();
        let theirs: Vec<Wording> = rows.par_iter().map(|row| Wording::new(&row.label)).collect();
        let weights = Weights::of(ours.iter().flat_map(|lot| lot.lines.iter().map(|l| &l.words)).chain(&theirs));
        Self { weights, known: known(ours), lines: ours.iter().map(Index::of).collect() }
    }
}

#[derive(Clone, Copy)]
struct Matcher<'a> {
    ours: &'a TiSlice<LotId, OurLot>,
    words: &'a Words<'a>,
    /// That of the file, for what names none.
    lot: Option<(LotId, LotBy)>,
    budget: &'a Budget,
}

/// A lot, and what names it.
type Lot = (LotId, LotBy);
/// A row, by its table and its place in it.
type RowOf = (usize, usize);

/// So many lines of a table decide its lot, if they do.
const LOOKED_AT: usize = 200;

impl Matcher<'_> {
    fn sheet(self, at: usize, sheet: &SheetForm) -> SheetMatches {
        let mut rows = Vec::new();
        let mut lots: Vec<Lot> = Vec::new();
        let mut named_lots: HashMap<(Option<u32>, &str), Option<Lot>> = HashMap::new();
        let tables: Vec<usize> = (0..sheet.tables.len()).filter(|t| !sheet.tables[*t].is_recap()).collect();
        // What one header sets apart is matched together: the steps of a scale in columns are one scale. Of periods, each has
        // all of what is bought.
        let together = |one: &usize, other: &usize| {
            let (one, other) = (&sheet.tables[*one], &sheet.tables[*other]);
            let apart = |table: &super::form::Table| table.apart.is_some() && !table.is_period && !table.is_range;
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
                    _ if are_headed(&sheet.tables[*table]) => doubtful(found),
                    _ => found,
                });
                let found = places.iter().copied().zip(found);
                rows.extend(found.map(|((table, at), found)| RowMatch { table, at, lot, found }));
            }
        }
        rows.sort_by_key(|r| (r.table, r.at));
        SheetMatches { sheet: at, lots, rows }
    }

    /// The lot of a table that names none: that whose lines are nearest, if one is.
    fn by_lines(self, sheet: &SheetForm, table: &super::form::Table) -> Option<(LotId, LotBy)> {
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
    fn group(self, lot: LotId, rows: &[&Row]) -> Vec<Found> {
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
fn are_headed(table: &super::form::Table) -> bool {
    table.columns.candidates.iter().filter(|column| !column.heading.is_empty()).count() > 1
}

fn doubtful(mut found: Found) -> Found {
    limit(&mut found, Sureness::Doubtful);
    found
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
