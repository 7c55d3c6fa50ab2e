//! What in the buyer's file speaks against the map: a row that is another line's, one line on two rows.

use std::collections::{BTreeSet, HashMap};

use rayon::prelude::*;

use super::plan::Plan;
use super::rows::rows;
use crate::buyer::form::{Measure, Per, Price, Row, RowKind, SheetForm, Stated, is_gross, letters};
use crate::buyer::matching::{Against, Sureness, ours};
use crate::buyer::{Table, Target};
use crate::diag::message::fill::Place;
use crate::diag::message::priced::{self as message, LikeOther};
use crate::diag::{At, Finding, listed};
use crate::model::bid::{LineId, LotId};
use crate::model::unit_name;
use crate::unit::Text;

impl Plan<'_> {
    /// Everything that speaks against the map and that it does not say is meant.
    pub(super) fn against(&self) -> Vec<Finding> {
        let ours = ours(self.bid, self.dqe);
        let against = Against::of(&self.form, &ours);
        // Who asks for the plan draws once more after it.
        if self.form.budget.draw(0).is_err() {
            return Vec::new();
        }
        let of_tables = self.map.tables.par_iter().flat_map_iter(|table| self.against_table(table, &against));
        let mut found: Vec<Finding> = of_tables.collect();
        found.extend(self.counted_twice());
        found
    }

    /// Our lines that two tables count: each with quantities or amounts of its own, so that their totals hold the
    /// line twice.
    fn counted_twice(&self) -> Vec<Finding> {
        let counts = |table: &Table| {
            let columns = &table.columns;
            columns.quantity.is_some() || !columns.quantities.is_empty() || columns.amount.is_some()
        };
        // A schedule of prices beside a table that counts has the same lines; two schedules have not. Periods, ranges and lots that
        // one header sets apart have them all.
        let is_apart = |table: &Table| {
            let place = self.book.find(&table.sheet);
            let forms = place.map(|sheet| self.forms(sheet, table)).unwrap_or_default();
            table.year.is_some() || forms.iter().any(|form| form.apart.is_some())
        };
        let mut first: HashMap<(LotId, LineId, bool), &Table> = HashMap::new();
        let mut twice: Vec<(&Table, &Table, Vec<String>)> = Vec::new();
        for table in self.map.tables.iter().filter(|table| counts(table) || !is_apart(table)) {
            let counted = counts(table);
            for (_, _, target) in &table.rows {
                let Target::Line { lot, line, meant: false } = *target else { continue };
                let before = *first.entry((lot, line, counted)).or_insert(table);
                if std::ptr::eq(before, table) {
                    continue;
                }
                let is_pair = |(one, other, _): &&mut (&Table, &Table, Vec<String>)| {
                    std::ptr::eq(*one, before) && std::ptr::eq(*other, table)
                };
                match twice.iter_mut().find(is_pair) {
                    Some((.., codes)) => codes.push(self.code(lot, line)),
                    None => twice.push((before, table, vec![self.code(lot, line)])),
                }
            }
        }
        let finding = |(before, table, codes): (&Table, &Table, Vec<String>)| {
            let codes = listed(codes.iter().map(String::as_str));
            let sheets = (&*before.sheet, &*table.sheet);
            if counts(table) {
                message::counted_twice(sheets, &codes, before.at, table.at)
            } else {
                message::priced_twice(sheets, &codes, before.at, table.at)
            }
        };
        twice.into_iter().map(finding).collect()
    }

    fn against_table(&self, table: &Table, against: &Against<'_>) -> Vec<Finding> {
        let mut found = self.twice(table);
        let place = self.book.find(&table.sheet);
        let Some(place) = place else { return found };
        found.extend(self.net_for_gross(place, table));
        // What the heading of the map's own column states is said of every row, whatever the form takes for its prices.
        let stated =
            table.columns.asked().and_then(|column| self.heading(place, table, column)).and_then(Stated::of_heading);
        // Of a period that is an option, the map says which prices it gets.
        let stated = stated.filter(|of| table.year.is_none() || *of != Stated::Option);
        let sheet = self.form.sheets.iter().find(|sheet| sheet.sheet == place);
        let rows: HashMap<u32, &Row> =
            sheet.into_iter().flat_map(|sheet| rows(sheet, table)).map(|row| (row.row, row)).collect();
        let of_sheet = sheet.and_then(|sheet| against.lot(sheet.lot.as_ref()?));
        let read = sheet.map(|sheet| read(table, sheet, against)).unwrap_or_default();
        // Columns that state what they pay for refuse a line of another unit themselves: see `prices`.
        let by_column = table.columns.prices.iter().any(|(of, _)| matches!(of, Measure::Per(_)));
        let mut other_lot = false;
        for (row, at, target) in &table.rows {
            let Target::Line { lot, line, meant: false } = *target else { continue };
            let Some(theirs) = rows.get(row) else {
                // What only the map knows as a line is priced by what its cells and the heading of the price say.
                let theirs = self.unread_row(place, table, *row).filter(|_| !by_column);
                if let Some(theirs) = theirs.filter(|theirs| against.is_of_another_unit(theirs, lot, line)) {
                    found.push(self.other_unit(table, &theirs, *at, (lot, line)));
                }
                continue;
            };
            let with_heading = stated
                .filter(|_| theirs.stated.is_none())
                .map(|stated| Row { stated: Some(stated), ..(*theirs).clone() });
            let theirs = with_heading.as_ref().unwrap_or(theirs);
            if theirs.kind == RowKind::Coefficient {
                found.push(message::not_a_price(*row, &table.sheet, *at));
                continue;
            }
            match theirs.lot.as_ref().map_or(of_sheet, |lot| against.lot(lot)) {
                // Of one lot for another, the first row says enough.
                Some(theirs) if theirs != lot => {
                    found.extend((!other_lot).then(|| self.other_lot(table, *row, *at, lot, theirs)));
                    other_lot = true;
                }
                _ if !by_column && against.is_of_another_unit(theirs, lot, line) => {
                    found.push(self.other_unit(table, theirs, *at, (lot, line)));
                }
                // What does not look like a line is one for who writes the map.
                _ if !is_line(theirs) => {}
                _ => {
                    let Some((other, sureness)) = read.get(&(*row, lot)).filter(|(other, _)| *other != line) else {
                        continue;
                    };
                    // What is sure is refused; of what is likely a person may know better, and is asked to look.
                    if *sureness == Sureness::Sure || against.is_unlike(theirs, lot, line) {
                        found.push(self.other_line(table, theirs, *at, (lot, line), (*other, *sureness)));
                    }
                }
            }
        }
        found
    }

    /// The words over a column of a table.
    fn heading(&self, place: usize, table: &Table, column: u32) -> Option<&str> {
        self.views[place].words_at(table.header, column)
    }

    /// Net prices that the map puts where the form asks for prices with tax.
    fn net_for_gross(&self, place: usize, table: &Table) -> Option<Finding> {
        let column = table.columns.unit_price?;
        let is_priced = |(_, _, target): &(u32, At, Target)| matches!(target, Target::Line { meant: false, .. });
        let forms = self.forms(place, table);
        let gross = forms.iter().filter_map(|form| form.columns.gross_unit_price.as_ref()).any(|of| of.at == column);
        let is_said = gross || self.heading(place, table, column).is_some_and(is_gross);
        let is_meant = !table.rows.iter().any(is_priced);
        (is_said && !is_meant).then(|| message::net_for_gross(&letters(column), &table.sheet, table.at))
    }

    /// A row that the form does not have, as the map reads it, in the section of its price's heading.
    fn unread_row(&self, place: usize, table: &Table, row: u32) -> Option<Row> {
        let view = &self.views[place];
        let text = |row: u32, column: Option<u32>| view.row(row).and_then(|of| of.text(column)).unwrap_or_default();
        let heading = self.heading(place, table, table.columns.asked()?).unwrap_or_default();
        Some(Row {
            row,
            kind: RowKind::Line,
            lot: None,
            section: Some(heading.to_owned()),
            code: None,
            label: text(row, table.columns.label).to_owned(),
            unit: text(row, table.columns.unit).to_owned(),
            stated: Stated::of_heading(heading),
            remarks: Vec::new(),
            quantities: Vec::new(),
            price: Price::Empty,
            source: None,
        })
    }

    /// Our lines that a table has on two rows.
    fn twice(&self, table: &Table) -> Vec<Finding> {
        // The prices of an hour, of half a day and of a day are three of one line; so are those of a month and a year.
        let place = self.book.find(&table.sheet);
        let units = place.map(|sheet| self.units(sheet, table)).unwrap_or_default();
        let mut first: HashMap<(LotId, LineId, Option<Per>), At> = HashMap::new();
        let cells = table.cells.iter().map(|(cell, at, target)| (Place::Cell(cell.to_string()), None, *at, *target));
        let rows = table.rows.iter();
        let rows = rows.map(|(row, at, target)| {
            let time = units.get(row).and_then(|unit| self.time(*unit, *target));
            (Place::Row(*row), time, *at, *target)
        });
        let mut found = Vec::new();
        for (place, part, at, target) in rows.chain(cells) {
            let Target::Line { lot, line, meant } = target else { continue };
            let before = *first.entry((lot, line, part)).or_insert(at);
            if before != at && !meant {
                found.push(message::twice(&self.code(lot, line), &table.sheet, &place, at, before));
            }
        }
        found
    }

    fn other_lot(&self, table: &Table, row: u32, at: At, lot: LotId, theirs: LotId) -> Finding {
        let (ours, theirs) = (&self.bid.lots[lot].id, &self.bid.lots[theirs].id);
        message::other_lot(row, &table.sheet, theirs, ours, at)
    }

    /// The price of our line is for another unit than the buyer's.
    fn other_unit(&self, table: &Table, row: &Row, at: At, (lot, line): (LotId, LineId)) -> Finding {
        let ours = Text::each(|lang| unit_name(self.bid.lots[lot].lines[line].unit, lang).to_owned());
        let theirs = Text::each(|lang| {
            let unit = Some(row.counted_by(lang)).filter(|unit| !unit.is_empty());
            unit.or(row.section.clone()).unwrap_or_default()
        });
        message::other_unit(row.row, &table.sheet, &theirs, &self.code(lot, line), &ours, at)
    }

    fn other_line(
        &self, table: &Table, row: &Row, at: At, (lot, line): (LotId, LineId), (other, sureness): (LineId, Sureness),
    ) -> Finding {
        let code = row.code.as_ref().map(|code| format!("{} ", code.text)).unwrap_or_default();
        let label: String = row.label.chars().take(40).collect();
        let of = &self.bid.lots[lot].lines[other];
        let like = LikeOther {
            row: row.row,
            sheet: &table.sheet,
            read: &format!("{code}{}", label.escape_debug()),
            other: &self.code(lot, other),
            code: &of.code,
            label: &of.label,
            named: &self.code(lot, line),
        };
        if sureness == Sureness::Sure { like.refused(at) } else { like.warned(at) }
    }
}

/// By row of a table and lot of the map: the line that the row reads like.
fn read(table: &Table, sheet: &SheetForm, against: &Against<'_>) -> HashMap<(u32, LotId), (LineId, Sureness)> {
    let lots = table.rows.iter().filter_map(|(_, _, target)| match target {
        Target::Line { lot, .. } => Some(*lot),
        _ => None,
    });
    let lots: BTreeSet<LotId> = lots.collect();
    let mut found = HashMap::new();
    for lot in lots {
        // With the rows around, which say as much: the steps of a scale, the parts of a line.
        let rows: Vec<&Row> = lines(sheet, table)
            .filter(|row| row.lot.as_ref().and_then(|of| against.lot(of)).is_none_or(|of| of == lot))
            .collect();
        let lines = rows.iter().zip(against.lines(&rows, lot));
        found.extend(lines.filter_map(|(row, line)| Some(((row.row, lot), line?))));
    }
    found
}

/// The rows of a sheet that are lines, those of another table beside this one left out.
fn lines<'a>(sheet: &'a SheetForm, table: &Table) -> impl Iterator<Item = &'a Row> {
    rows(sheet, table).filter(|row| is_line(row))
}

fn is_line(row: &Row) -> bool {
    matches!(row.kind, RowKind::Line | RowKind::Coefficient)
}
