//! Matches the rows of the buyer's form to the lines of our DQE: the lot first, then by code and wording together, each
//! with how sure it is and why. A code alone proves nothing: codes repeat, and number other things in another's form.

mod against;
mod around;
mod claims;
mod evidence;
mod fit;
mod lexicon;
mod lots;
mod matcher;
mod ours;
mod pairs;
mod scales;
mod theirs;
mod units;
mod unread_steps;
pub mod why;
mod wording;
mod words;

pub use against::Against;
pub use around::remarks;
pub use evidence::{Agrees, Evidence, Sureness};
pub use lots::{LotBy, of_file};
pub use ours::{OurLine, OurLot, ours};

use std::sync::Arc;

use typed_index_collections::{TiSlice, TiVec, ti_vec};

use super::form::{Form, Price, Remark, Row, SheetForm};
use crate::model::bid::{LineId, LotId};
use crate::unit::Spent;
use matcher::{Matcher, Words};
use ours::known;
use theirs::{Sections, Theirs};
pub use units::priced_by;

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
    /// A word of its scale is not understood.
    Word(Arc<str>),
    /// Two scales of one side are as near to one of the other.
    TwoScales,
    /// It is a level, and ours is sold at one.
    Level,
    /// It is paid once, and several periods ask for it.
    Periods,
    /// The words over the prices say something that is not understood.
    Heading(Arc<str>),
    /// What is written around its price says something else than our line.
    Remark(Arc<Remark>),
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

/// The work of reading a line or a section to match it, and of a byte of its label.
const WORK_OF_A_LINE: usize = 6_000;
const WORK_OF_A_BYTE: usize = 235;

/// Draws the work of reading the rows of a form to match them.
fn drawn(form: &Form) -> Result<(), Spent> {
    let rows = form.sheets.iter().flat_map(|sheet| &sheet.tables).flat_map(|table| &table.rows);
    let mut works = rows.map(|row| WORK_OF_A_LINE + row.label.len().saturating_mul(WORK_OF_A_BYTE));
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
