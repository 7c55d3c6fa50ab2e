//! The quantities of a buyer's price form, for the lines of one of our lots.

use std::collections::HashMap;

use rust_decimal::Decimal;

use typed_index_collections::{TiSlice, TiVec, ti_vec};

use super::spread::sum;
use crate::buyer::form::{Form, Measure, Period, Place, Row, Scale, SheetForm, Table, View};
use crate::buyer::matching::{Against, Found, Matching, OurLot, RowMatch, Sureness, priced_by, why};
use crate::buyer::{Answer, Map, Target};
use crate::diag::message::fill::unknown_sheet;
use crate::diag::message::quantities::{hidden_taken, not_counted, not_counted_all, nothing_taken, sum_differs};
use crate::diag::{Findings, listed};
use crate::formula::{self, Address};
use crate::model::bid::{LineId, Lot, LotId, Unit};
use crate::model::unit_name;
use crate::text;
use crate::unit::{Lang, Text, brief};
use crate::xlsx::{Book, Sheet};

/// What the buyer's form says of a lot's quantities.
#[derive(Debug)]
pub struct Quantities {
    /// The name of the file.
    pub file: String,
    /// The lines that have a quantity there, in the order of the form.
    pub counted: Vec<Counted>,
    /// The rows without one that could be taken.
    pub left: Vec<Uncounted>,
    /// The codes of our lines that no row gives a quantity for.
    pub missing: Vec<String>,
    /// What to look at.
    pub findings: Findings,
}

/// The quantities of one of our lines.
#[derive(Debug, Clone)]
pub struct Counted {
    /// Its cells: `Lot 3!F14:I14`.
    pub place: String,
    /// The buyer's label.
    pub label: String,
    /// Our line: `section.line`.
    pub id: String,
    /// Our code.
    pub code: String,
    /// How sure it is that the row is that line.
    pub sure: Text,
    /// Our quantities by contract year, as they were.
    pub before: Vec<Decimal>,
    /// The buyer's.
    pub after: Vec<Decimal>,
    /// The buyer's total, where the years are ours to say.
    pub spread: Option<Decimal>,
}

/// A row that gives no quantity.
#[derive(Debug, Clone)]
pub struct Uncounted {
    /// Its row: `Lot 3!14`.
    pub place: String,
    /// The buyer's label.
    pub label: String,
    /// Why.
    pub why: Text,
}

/// A row of the form and our line that it is, or why it is none.
pub(super) struct Decided {
    pub(super) sheet: usize,
    pub(super) row: u32,
    pub(super) label: String,
    pub(super) line: Result<(LineId, Text), Text>,
    pub(super) columns: Columns,
}

/// The columns of quantities, from 1.
#[derive(Clone, Default)]
pub(super) struct Columns {
    /// By contract year, from 0.
    pub(super) years: Vec<(usize, u32)>,
    pub(super) total: Option<u32>,
    /// What each year or a part of one counts, where the form has one column for all of them, with its heading.
    pub(super) each: Option<(Period, u32, String)>,
    /// Those of which nothing says which is the quantity.
    pub(super) open: Vec<u32>,
    /// Those of calendar years that are no years of the contract, each with its year.
    pub(super) calendar: Vec<(u32, u32)>,
    /// How many units each counts.
    pub(super) scale: InUnits,
    /// Has any row of the table a quantity of a year?
    pub(super) counted: bool,
}

/// How many units each quantity counts.
#[derive(Clone)]
pub(super) enum InUnits {
    Known(Decimal),
    /// Its heading names several, and nothing says that they are paid one by one.
    Open(Scale),
}

impl Default for InUnits {
    fn default() -> Self {
        Self::Known(Decimal::ONE)
    }
}

impl Columns {
    /// Is none of the table's columns one of quantities?
    fn is_empty(&self) -> bool {
        self.years.is_empty()
            && self.total.is_none()
            && self.each.is_none()
            && self.open.is_empty()
            && self.calendar.is_empty()
    }
}

/// A buyer's form, and what is where in it.
pub struct Buyer<'a> {
    /// The name of the file.
    pub file: &'a str,
    /// The file.
    pub book: &'a Book,
    /// Its sheets, read.
    pub sheets: &'a [Sheet],
    /// Its cells, every formula computed.
    pub cells: &'a formula::Book,
    /// Its sheets as they are looked at.
    pub views: &'a [View],
    /// The form that was found there.
    pub form: &'a Form,
    /// Our lots, as they are matched.
    pub ours: &'a TiSlice<LotId, OurLot>,
    /// Which row is which of our lines.
    pub by: By<'a>,
}

/// What says which row is which line.
pub enum By<'a> {
    /// A map.
    Map(&'a Map),
    /// Codes and labels.
    Matching(&'a Matching),
}

/// The quantities for the lot at a place of the bid; totals without years are spread over them where that is wanted.
#[must_use]
pub fn quantities(buyer: &Buyer<'_>, lot: LotId, of: &Lot, spread: bool) -> Quantities {
    let decided = match &buyer.by {
        By::Map(map) => buyer.by_map(map, lot, of),
        By::Matching(matching) => buyer.by_matching(matching, lot),
    };
    let ours = &buyer.ours[lot].lines;
    let mut read = Quantities {
        file: buyer.file.to_owned(),
        counted: Vec::new(),
        left: Vec::new(),
        missing: Vec::new(),
        findings: Findings::default(),
    };
    if let By::Map(map) = &buyer.by {
        for table in map.tables.iter().filter(|t| buyer.book.find(&t.sheet).is_none()) {
            let names = buyer.views.iter().map(|v| v.name.as_str());
            read.findings.push(unknown_sheet(&table.sheet, names, table.at));
        }
    }
    let mut found: TiVec<LineId, bool> = ti_vec![false; ours.len()];
    let mut hidden = Vec::new();
    let mut uncounted = Vec::new();
    for row in decided {
        let sheet = &buyer.views[row.sheet].name;
        let place = format!("{sheet}!{}", row.row);
        let leave = |why| Uncounted { place: place.clone(), label: row.label.clone(), why };
        let (line, sure) = match &row.line {
            Ok((line, sure)) => (*line, sure.clone()),
            Err(why) => {
                read.left.push(leave(why.clone()));
                continue;
            }
        };
        let before = ours[line].quantities.clone();
        match buyer.years(&row, &before, spread) {
            Ok(years) => {
                if let Some(beside) = years.beside {
                    read.findings.push(sum_differs(&place, sum(&years.values), &beside));
                }
                found[line] = true;
                if buyer.is_hidden(&row) {
                    hidden.push(format!("{sheet}!{}", years.cells));
                }
                read.counted.push(Counted {
                    place: format!("{sheet}!{}", years.cells),
                    label: row.label.clone(),
                    id: of.lines[line].id.clone(),
                    code: of.lines[line].code.clone(),
                    sure,
                    before,
                    after: years.values,
                    spread: years.spread,
                });
            }
            Err(why) => {
                uncounted.push((line, row.columns.is_empty(), read.left.len()));
                read.left.push(leave(why));
            }
        }
    }
    // What a schedule of prices counts nowhere, a DQE beside it may.
    let (elsewhere, left): (Vec<_>, Vec<_>) = uncounted.into_iter().partition(|(line, bare, _)| *bare && found[*line]);
    // Rows of one table that are left for one reason are reported at once.
    let mut by_reason: Vec<(&Text, Vec<(&Uncounted, &str)>)> = Vec::new();
    for (line, _, at) in left {
        let (row, code) = (&read.left[at], of.lines[line].code.as_str());
        match by_reason.iter_mut().find(|(why, _)| **why == row.why) {
            Some((_, rows)) => rows.push((row, code)),
            None => by_reason.push((&row.why, vec![(row, code)])),
        }
    }
    for (why, rows) in by_reason {
        let finding = if let [(row, code)] = rows[..] {
            not_counted(&row.place, &brief(&row.label), why, code)
        } else {
            let places = listed(rows.iter().map(|(row, _)| row.place.as_str()));
            let codes = listed(rows.iter().map(|(_, code)| *code));
            not_counted_all(&places, why, &codes)
        };
        read.findings.push(finding);
    }
    for (.., at) in elsewhere.into_iter().rev() {
        read.left.remove(at);
    }
    if !hidden.is_empty() {
        read.findings.push(hidden_taken(&hidden));
    }
    let missing = of.lines.iter().zip(&found).filter(|(_, found)| !**found);
    read.missing = missing.map(|(line, _)| line.code.clone()).collect();
    if read.counted.is_empty() {
        read.findings.push(nothing_taken(&of.id));
    }
    read
}

/// The columns of quantities of a table.
fn columns(table: &Table) -> Columns {
    let of = &table.columns;
    let years = of.quantities.iter().filter_map(|(period, column)| match period {
        Period::Year(n) => Some(((*n as usize).checked_sub(1)?, column.at)),
        _ => None,
    });
    let calendar = of.quantities.iter().filter_map(|(period, column)| Some((period.calendar()?, column.at)));
    Columns {
        years: years.collect(),
        total: of.quantity().map(|c| c.at),
        each: of.each().map(|(period, column)| (*period, column.at, column.heading.clone())),
        open: of.open_quantity().map_or_else(Vec::new, |c| std::iter::once(c.at).chain(c.rivals.clone()).collect()),
        calendar: calendar.collect(),
        scale: of.scale.clone().map_or_else(InUnits::default, InUnits::Open),
        counted: table.rows.iter().any(|row| row.quantities.iter().any(|(period, _)| period.is_year())),
    }
}

impl Buyer<'_> {
    fn by_matching(&self, matching: &Matching, lot: LotId) -> Vec<Decided> {
        let mut decided = Vec::new();
        for matches in &matching.sheets {
            let sheet = &self.form.sheets[matches.sheet];
            let columns: Vec<Columns> = sheet.tables.iter().map(columns).collect();
            // A row of another lot is for another import.
            for row in matches.rows.iter().filter(|r| r.lot.is_none_or(|of| of == lot)) {
                decided.push(self.matched(sheet, row, lot, &columns[row.table]));
            }
        }
        decided
    }

    fn matched(&self, sheet: &SheetForm, found: &RowMatch, lot: LotId, columns: &Columns) -> Decided {
        let (row, ours) = (found.row(sheet), &self.ours[lot]);
        let named = |of: &dyn Fn(Lang) -> String| Text::each(of);
        let line = match &found.found {
            // A quantity of another unit is not a quantity of our unit, whoever says that the line is the same.
            Found::Line(of) if priced_by(row).from(ours.lines[of.line].unit).is_some() => {
                let line = &ours.lines[of.line];
                Err(other_unit(row, line.unit, &line.code.text))
            }
            Found::Line(of) if of.sureness == Sureness::Sure => {
                Ok((of.line, named(&|lang| of.sureness.name(lang).to_owned())))
            }
            Found::Line(of) => {
                let code = &ours.lines[of.line].code.text;
                Err(named(&|lang| match (of.sureness, lang) {
                    (Sureness::Likely, Lang::Fr) => format!("probable, à confirmer : {code} ?"),
                    (Sureness::Likely, Lang::En) => format!("likely, to confirm: {code}?"),
                    (_, Lang::Fr) => format!("à décider : {code} ?"),
                    (_, Lang::En) => format!("to decide: {code}?"),
                }))
            }
            other => Err(named(&|lang| why::open(other, row, Some(ours), lang))),
        };
        Decided { sheet: sheet.sheet, row: row.row, label: row.label.clone(), line, columns: columns.clone() }
    }

    fn by_map(&self, map: &Map, lot: LotId, of: &Lot) -> Vec<Decided> {
        let mut decided = Vec::new();
        let against = Against::of(self.form, self.ours);
        let of_form = |sheet: usize, row: u32| {
            let tables = self.form.sheets.iter().filter(move |of| of.sheet == sheet).flat_map(|of| &of.tables);
            tables.flat_map(|table| &table.rows).find(move |of| of.row == row)
        };
        let counted_otherwise = |sheet: usize, row: u32, line: LineId| {
            let theirs = of_form(sheet, row).filter(|theirs| against.counts_otherwise(theirs, lot, line))?;
            Some(other_unit(theirs, of.lines[line].unit, &of.lines[line].code))
        };
        // What is left open in a table of another lot is for another import.
        let of_lot = |target: &Target| matches!(target, Target::Line { lot: of, .. } if *of == lot);
        let priced = self.priced(map);
        // A row whose price is taken from another's cell is what that one is: a DQE beside its schedule of prices.
        let meant = |sheet: usize, row: u32, target: &Target| match target {
            Target::Theirs => {
                let source = of_form(sheet, row).and_then(|row| row.source);
                source.and_then(|place| priced.get(&place).copied()).unwrap_or(Target::Theirs)
            }
            other => *other,
        };
        for table in &map.tables {
            let Some(sheet) = self.book.find(&table.sheet) else { continue };
            if !table.rows.iter().any(|(row, _, target)| of_lot(&meant(sheet, *row, target))) {
                continue;
            }
            let counted = table.is_counted(&self.views[sheet]);
            // What the map has no place for: years after the contract, quantities of each year, columns to choose from.
            let tables = self.form.sheets.iter().filter(|of| of.sheet == sheet).flat_map(|of| &of.tables);
            let form = tables.into_iter().find(|form| form.header.1 == table.header).map(columns).unwrap_or_default();
            let scale = match table.quantity_scale {
                Some(Answer::Number(times)) => InUnits::Known(times),
                _ => form.scale,
            };
            let is_named = table.columns.quantity.is_some() || !table.columns.quantities.is_empty();
            let contract = self.ours[lot].lines.first().map_or(usize::MAX, |line| line.quantities.len());
            let after = form.years.into_iter().filter(|(year, _)| *year >= contract);
            let columns = Columns {
                years: table.columns.quantities.iter().copied().chain(after).collect(),
                total: table.columns.quantity,
                each: form.each.filter(|_| !is_named),
                open: if is_named { Vec::new() } else { form.open },
                scale,
                calendar: if table.columns.quantities.is_empty() { form.calendar } else { Vec::new() },
                counted,
            };
            for (row, _, target) in &table.rows {
                let label = table.columns.label.and_then(|c| self.views[sheet].words_at(*row, c)).unwrap_or_default();
                let line = match meant(sheet, *row, target) {
                    Target::Line { lot: of, line, .. } if of == lot => {
                        counted_otherwise(sheet, *row, line).map_or_else(|| Ok((line, text!("carte", "map"))), Err)
                    }
                    Target::Line { .. } => continue,
                    Target::Theirs => Err(text!("la carte : rien de nous", "the map: none of our lines")),
                    Target::Open => Err(text!("ouvert dans la carte", "open in the map")),
                };
                decided.push(Decided { sheet, row: *row, label: label.to_owned(), line, columns: columns.clone() });
            }
        }
        decided
    }

    /// What a map puts into each cell of prices.
    fn priced(&self, map: &Map) -> HashMap<Place, Target> {
        let cells = map.tables.iter().filter_map(|table| Some((self.book.find(&table.sheet)?, table)));
        let cells = cells.flat_map(|(sheet, table)| {
            let columns = table.columns.prices.iter().map(|(_, column)| *column).chain(table.columns.unit_price);
            let columns: Vec<u32> = columns.collect();
            table.rows.iter().flat_map(move |(row, _, target)| {
                let cell = |column: &u32| ((sheet, Address { row: *row, column: *column }), *target);
                columns.iter().map(cell).collect::<Vec<_>>()
            })
        });
        cells.filter(|(_, target)| matches!(target, Target::Line { .. })).collect()
    }

    /// Is a row that is read out of sight, or any of its cells?
    fn is_hidden(&self, row: &Decided) -> bool {
        let sheet = &self.sheets[row.sheet];
        let years = row.columns.years.iter().map(|(_, column)| *column);
        let mut columns = years.chain(row.columns.total);
        self.views[row.sheet].hidden
            || sheet.row(row.row).is_some_and(|(row, _)| row.hidden)
            || columns.any(|column| sheet.column(column).is_some_and(|column| column.hidden))
    }
}

/// Why the quantity of a row is none of one of our lines.
fn other_unit(theirs: &Row, unit: Unit, code: &str) -> Text {
    // As written, or as a label or a section names it.
    let part = priced_by(theirs).from(unit).filter(|_| theirs.unit.trim().is_empty());
    let theirs =
        Text::each(|lang| part.map_or_else(|| brief(&theirs.counted_by(lang)), |per| Measure::Per(per).name(lang)));
    let ours = Text::each(|lang| unit_name(unit, lang).to_owned());
    text!("comptée en « {theirs} », et {code} en {ours}", "counted in `{theirs}`, and {code} in {ours}", theirs, ours)
}
