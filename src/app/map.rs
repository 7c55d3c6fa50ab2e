use std::collections::BTreeSet;

use serde_json::Value as Json;

use typed_index_collections::TiSlice;

use super::{Document, Priced, Refused};
use crate::buyer::form::{self, Form, LotMention, Row, SheetForm, Term, form, lot_mention, views};
use crate::buyer::matching::{LotBy, Matching, OurLot, matching_of, of_file, ours};
use crate::buyer::{
    Layout, Map, MatchReport, Table, Target, no_form, no_price_column, open_columns, open_years, out_of_sight,
    unread_tables, without_prices,
};
use crate::diag::message::command::{no_table_for_lot, unnamed_lot};
use crate::diag::{Finding, Findings, Sources, listed};
use crate::model::bid::{LineId, LotId};
use crate::sheet::Sheet;
use crate::unit::Lang;
use crate::xlsx::Book;

/// A buyer's price form to match with our lines.
#[derive(Debug)]
pub struct MapRequest<'a> {
    /// The form.
    pub form: Document,
    /// The lot of the lines for which the file names none.
    pub lot: Option<&'a str>,
    /// A map that a person answered: its lines are laid out as it says.
    pub map: Option<Document>,
    /// Is a map to be written, which needs a price column?
    pub needs_prices: bool,
    /// Is it asked for as data?
    pub as_data: bool,
    /// Are our lots to be laid out as it is?
    pub lays_out: bool,
}

/// A buyer's price form, its lines matched with ours.
#[derive(Debug)]
pub struct Mapped {
    /// A sheet for each priced sheet of the form, then what is to be decided.
    pub sheets: Vec<Sheet>,
    /// The same as data, where asked for.
    pub data: Option<Json>,
    /// The map, for `fill`.
    pub map: String,
    /// The DQE of each lot of the form, laid out as the form has it, where asked for.
    pub layouts: Vec<Layout>,
    /// Warnings, about the texts of the bid.
    pub findings: Findings,
    /// Why nothing can be filled yet, where the map asks for the column of prices.
    pub refused: Option<Refused>,
}

/// The lot and the line that a map puts on a row of a table.
fn answer(map: &Map, sheet: &SheetForm, table: &form::Table, row: &Row) -> Option<(LotId, LineId)> {
    let asked = table.columns.asked().map(|column| column.at);
    let is_table = |of: &&Table| {
        of.sheet == sheet.name && of.header == table.header.1 && of.columns.asked().is_none_or(|at| Some(at) == asked)
    };
    let mut rows = map.tables.iter().filter(is_table).flat_map(|of| &of.rows);
    rows.find_map(|(at, _, target)| match target {
        Target::Line { lot, line, .. } if *at == row.row => Some((*lot, *line)),
        _ => None,
    })
}

impl Priced {
    /// Finds the lines of the buyer's price form, and matches them with ours.
    ///
    /// # Errors
    /// The form cannot be read, holds no price table, or none of the lot that is asked for.
    pub fn mapped(&self, request: MapRequest<'_>, lang: Lang) -> Result<Mapped, Refused> {
        let mut sources = Sources::default();
        let map = request.map.map(|map| map.map(&self.bid, &mut sources)).transpose()?;
        let (name, stem, path) = (request.form.name(), request.form.stem(), request.form.path);
        let book = Book::open(request.form.bytes)?;
        let views = views(&book, &book.all_sheets()?);
        let term = Term::of(&self.bid);
        let mut form = form(&views).over(term);
        let mut findings = book.damaged();
        let refused = |mut findings: Findings, error: Finding| {
            let reported = findings.report(error);
            self.refused(findings.refused(reported))
        };
        let mut unpriced = None;
        if !form.sheets.iter().any(SheetForm::is_priced) {
            let without = without_prices(&views);
            let error = no_form(&book, &views, &form, &without);
            form = without.over(term);
            if !request.needs_prices || form.sheets.is_empty() {
                return Err(refused(findings, error));
            }
            unpriced = Some(error);
        } else if request.needs_prices {
            unpriced = no_price_column(&form, &views);
        }
        let open = open_columns(&form).into_iter().chain(open_years(&form, term));
        for finding in out_of_sight(&book, &views, &form)?.into_iter().chain(open) {
            findings.push(finding);
        }
        for unread in &unread_tables(&book, &views, &form) {
            findings.push(unread.warning());
        }
        let ours = ours(&self.bid, &self.estimate.dqe);
        let matching = matching_of(&form, &ours, self.lot_of_file(request.lot, &stem, &ours)?);
        let matching = match &map {
            Some(map) => matching.answered(&form, &ours, |sheet, table, row| answer(map, sheet, table, row)),
            None => matching,
        };
        book.package.budget().draw(0)?;
        if let Some(error) = self.unmatched_lot(&matching, request.lot, &path)? {
            return Err(refused(findings, error));
        }
        findings.append(self.unnamed_lots(&form, &matching, &path));
        let report = MatchReport { form: &form, matching: &matching, ours: &ours, lang };
        Ok(Mapped {
            sheets: report.sheets(),
            data: request.as_data.then(|| report.to_json()),
            map: report.to_map(&name, term),
            layouts: if request.lays_out { report.to_layouts(&self.bid, &name) } else { Vec::new() },
            refused: unpriced.map(Refused::from),
            findings,
        })
    }

    /// The lot of a file that is for one: as asked for, else by the file's name.
    fn lot_of_file(
        &self, asked: Option<&str>, stem: &str, ours: &TiSlice<LotId, OurLot>,
    ) -> Result<Option<(LotId, LotBy)>, Refused> {
        if let Some(lot) = self.lot(asked)? {
            return Ok(Some((lot, LotBy::Asked)));
        }
        let mention = lot_mention(stem).unwrap_or_else(|| LotMention::named(stem));
        Ok(of_file(&mention, LotBy::FileName, ours))
    }

    /// An error where a lot is asked for that no table of the file is of.
    fn unmatched_lot(&self, matching: &Matching, asked: Option<&str>, path: &str) -> Result<Option<Finding>, Refused> {
        let lots = || matching.sheets.iter().flat_map(|sheet| &sheet.lots);
        let Some(asked) = self.lot(asked)?.filter(|asked| !lots().any(|(lot, _)| lot == asked)) else {
            return Ok(None);
        };
        let named: BTreeSet<&str> = lots().map(|(lot, _)| self.bid.lots[*lot].id.as_str()).collect();
        Ok(Some(no_table_for_lot(path, &self.bid.lots[asked].id, &listed(named))))
    }

    /// The sheets of which nothing names the lot.
    fn unnamed_lots(&self, form: &Form, matching: &Matching, path: &str) -> Findings {
        let unnamed = matching.unnamed();
        if unnamed.is_empty() {
            return Findings::default();
        }
        let sheets = listed(unnamed.iter().map(|at| form.sheets[*at].name.as_str()));
        let lots = listed(self.bid.lots.iter().map(|lot| lot.id.as_str()));
        unnamed_lot(path, &sheets, &lots).into()
    }
}
