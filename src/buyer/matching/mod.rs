//! Matches the rows of the buyer's form to the lines of our DQE: the lot first, then by code and wording together, each
//! with how sure it is and why. A code alone proves nothing: codes repeat, and number other things in another's form.

mod against;
mod evidence;
mod lots;
mod ours;
pub mod why;
mod wording;

pub use against::Against;
pub use evidence::{Agrees, Evidence, Sureness};
pub use lots::LotBy;
pub use ours::{OurLine, OurLot, ours};

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::form::{Form, Price, Row, RowKind, SheetForm};
use evidence::Theirs;
pub use wording::{TheirUnit, unit};
use wording::{Weights, Wording};

/// What was found for a workbook.
#[derive(Debug, Clone)]
pub struct Matching {
    /// By sheet of the form, those that are priced.
    pub sheets: Vec<SheetMatches>,
}

/// What was found for a sheet.
#[derive(Debug, Clone)]
pub struct SheetMatches {
    /// Its place in the form.
    pub sheet: usize,
    /// The lots of ours it is for, each by what.
    pub lots: Vec<(usize, LotBy)>,
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
    pub lot: Option<usize>,
    /// What was found.
    pub found: Found,
}

/// What was found for a line of the buyer's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// A line of ours.
    Line(Match),
    /// No lot of ours: nothing to compare with.
    NoLot,
    /// No line of ours is near.
    Nothing,
    /// The one that is near stands in another row.
    Taken {
        /// Our line.
        line: usize,
        /// The row that it stands in, from 1.
        row: u32,
    },
    /// A line for the record, a variant or a coefficient: no price is due.
    Aside,
}

/// A line of ours for a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// Its place in the lot.
    pub line: usize,
    /// How sure it is.
    pub sureness: Sureness,
    /// What speaks for it.
    pub evidence: Evidence,
    /// Other lines that it could be as well.
    pub rivals: Vec<usize>,
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

/// Does a row wait for a price? Where a formula stands, the price comes from another cell.
#[must_use]
pub fn waits(row: &Row) -> bool {
    !matches!(row.price, Price::Formula(_))
}

impl Matching {
    /// By lot and line of ours: is there a row that it is sure enough to be filled in?
    #[must_use]
    pub fn placed(&self, form: &Form, ours: &[OurLot]) -> Vec<Vec<bool>> {
        let mut placed: Vec<Vec<bool>> = ours.iter().map(|lot| vec![false; lot.lines.len()]).collect();
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

/// Matches every line of a form.
#[must_use]
pub fn matching(form: &Form, ours: &[OurLot]) -> Matching {
    let weights = weights(form, ours);
    let priced = form.sheets.iter().enumerate().filter(|(_, sheet)| sheet.is_priced());
    Matching { sheets: priced.map(|(at, sheet)| Matcher { sheet, ours, weights: &weights }.sheet(at)).collect() }
}

/// How much each word of a form and of our lines says.
fn weights(form: &Form, ours: &[OurLot]) -> Weights {
    let rows = form.sheets.iter().flat_map(|s| s.tables.iter().flat_map(super::form::Table::lines));
    let theirs: Vec<Wording> = rows.map(|row| Wording::new(&row.label)).collect();
    Weights::of(ours.iter().flat_map(|lot| lot.lines.iter().map(|l| &l.words)).chain(&theirs))
}

struct Matcher<'a> {
    sheet: &'a SheetForm,
    ours: &'a [OurLot],
    weights: &'a Weights,
}

/// A pair that may be one: the row and the line by their places.
struct Pair {
    row: usize,
    line: usize,
    sureness: Sureness,
    evidence: Evidence,
}

/// So many lines of a table tell its lot, if they do.
const LOOKED_AT: usize = 200;

/// Pairs whose points differ by less than this are as good as one another.
const CLOSE: u32 = 120;

impl Matcher<'_> {
    fn sheet(&self, at: usize) -> SheetMatches {
        let mut rows = Vec::new();
        let mut lots: Vec<(usize, LotBy)> = Vec::new();
        for (t, table) in self.sheet.tables.iter().enumerate().filter(|(_, t)| !t.is_recap()) {
            let mut of: BTreeMap<Option<(usize, LotBy)>, Vec<usize>> = BTreeMap::new();
            let by_lines = self.by_lines(table);
            for (at, row) in table.rows.iter().enumerate() {
                if !row.kind.is_line() {
                    continue;
                }
                let mention = row.lot.as_ref().or(self.sheet.lot.as_ref());
                let lot = mention.map_or(by_lines, |mention| lots::lot(mention, self.ours));
                lots.extend(lot.filter(|lot| !lots.contains(lot)));
                of.entry(lot).or_default().push(at);
            }
            for (lot, places) in of {
                let group: Vec<&Row> = places.iter().map(|at| &table.rows[*at]).collect();
                let found = lot.map_or_else(|| vec![Found::NoLot; group.len()], |lot| self.group(lot, &group));
                let lot = lot.map(|(lot, _)| lot);
                let found = places.into_iter().zip(found);
                rows.extend(found.map(|(at, found)| RowMatch { table: t, at, lot, found }));
            }
        }
        rows.sort_by_key(|r| (r.table, r.at));
        SheetMatches { sheet: at, lots, rows }
    }

    /// The lot of a table that names none: that whose lines are nearest, if one is.
    fn by_lines(&self, table: &super::form::Table) -> Option<(usize, LotBy)> {
        if let [_] = self.ours {
            return Some((0, LotBy::Only));
        }
        // Its sheet may be called like one.
        let named = lots::lot(&super::form::LotMention::named(&self.sheet.name), self.ours);
        let rows: Vec<Theirs<'_>> = table.lines().take(LOOKED_AT).map(Theirs::new).collect();
        let points = |lot: &OurLot| -> u32 {
            let best = |row: &Theirs<'_>| {
                let of = lot.lines.iter().map(|line| Evidence::of(row, line, self.weights));
                of.filter(|e| e.sureness() > Some(Sureness::Doubtful)).map(|e| e.points()).max().unwrap_or_default()
            };
            rows.iter().map(best).sum()
        };
        named.or_else(|| {
            let mut points: Vec<(u32, usize)> = self.ours.iter().map(points).zip(0..).collect();
            points.sort_by_key(|(points, _)| Reverse(*points));
            let &(most, lot) = points.first()?;
            (most > points.get(1).map_or(0, |p| p.0)).then_some((lot, LotBy::Lines))
        })
    }

    /// What is found for the rows of one lot: each line of ours once, the best pairs first.
    fn group(&self, (lot, by): (usize, LotBy), rows: &[&Row]) -> Vec<Found> {
        let lines = &self.ours[lot].lines;
        let mut pairs: Vec<Pair> = Vec::new();
        for (at, row) in rows.iter().enumerate().filter(|(_, row)| row.kind == RowKind::Line) {
            let theirs = Theirs::new(row);
            for (line, ours) in lines.iter().enumerate() {
                let evidence = Evidence::of(&theirs, ours, self.weights);
                pairs.extend(evidence.sureness().map(|sureness| Pair { row: at, line, sureness, evidence }));
            }
        }
        pairs.sort_by_key(|p| (Reverse(p.sureness), Reverse(p.evidence.points()), p.row, p.line));
        let aside = |row: &&Row| if row.kind == RowKind::Line { Found::Nothing } else { Found::Aside };
        let mut found: Vec<Found> = rows.iter().map(aside).collect();
        let mut taken: Vec<Option<usize>> = vec![None; lines.len()];
        for pair in &pairs {
            if found[pair.row] == Found::Nothing && taken[pair.line].is_none() {
                taken[pair.line] = Some(pair.row);
                let (line, sureness, evidence) = (pair.line, pair.sureness, pair.evidence);
                found[pair.row] = Found::Line(Match { line, sureness, evidence, rivals: Vec::new() });
            }
        }
        let matched = |at: usize, line: usize| taken[line] == Some(at);
        for (at, found) in found.iter_mut().enumerate() {
            match found {
                Found::Line(own) => {
                    // No line is surer than its lot.
                    own.sureness = own.sureness.min(by.at_most());
                    // As near to another line that no row has, or its line as near to another row that has none.
                    let close = |p: &&Pair| p.evidence.points() + CLOSE > own.evidence.points();
                    let others = pairs.iter().filter(|p| p.row == at && taken[p.line].is_none()).filter(close);
                    own.rivals = others.map(|p| p.line).collect();
                    if !own.rivals.is_empty() && own.evidence.code != Agrees::Yes {
                        own.sureness = Sureness::Doubtful;
                    }
                }
                Found::Nothing => {
                    let near = pairs.iter().find(|p| p.row == at && !matched(at, p.line));
                    if let Some((line, by)) = near.and_then(|p| Some((p.line, taken[p.line]?))) {
                        *found = Found::Taken { line, row: rows[by].row };
                    }
                }
                _ => {}
            }
        }
        found
    }
}
