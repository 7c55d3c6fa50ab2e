use super::priced::lot_of;
use super::{Document, Priced, Refused};
use crate::buyer::form::{SheetForm, Term, form, views};
use crate::buyer::matching::{LotBy, matching_of, ours};
use crate::buyer::{no_form, out_of_sight, without_prices};
use crate::diag::{Finding, Findings, Sources};
use crate::import::{self, Buyer, By, Quantities};
use crate::sheet::Sheet;
use crate::text;
use crate::unit::{Lang, Text};
use crate::xlsx::Book;

/// A buyer's workbook to read quantities from.
#[derive(Debug)]
pub struct QuantitiesRequest<'a> {
    /// The workbook.
    pub form: Document,
    /// The lot whose quantities are read, by its id or number.
    pub lot: &'a str,
    /// The map; without one, lines are matched by code and label.
    pub map: Option<Document>,
    /// Are totals divided over the years in the proportions of our quantities?
    pub spread: bool,
}

/// The buyer's quantities of a lot, shown, and taken or why they are not.
#[derive(Debug)]
pub struct QuantitiesAnswer {
    /// Our quantities and the buyer's, one line a row.
    pub preview: Sheet,
    /// The quantities.
    pub taken: Result<TakenQuantities, Refused>,
}

/// The buyer's quantities of a lot, which its DQE layout can take.
#[derive(Debug)]
pub struct TakenQuantities {
    /// The id of the lot.
    pub lot: String,
    /// Warnings.
    pub findings: Findings,
    /// The texts that they underline.
    pub sources: Sources,
    read: Quantities,
}

impl TakenQuantities {
    /// The DQE layout of the lot with these quantities.
    ///
    /// # Errors
    /// The layout cannot take them.
    pub fn layout(&self, before: &str, path: &str) -> Result<String, Refused> {
        Ok(import::layout(before, &self.read).map_err(|finding| named(finding, path))?)
    }

    /// How many lines get other quantities.
    #[must_use]
    pub fn changed(&self) -> usize {
        self.read.counted.iter().filter(|line| line.before != line.after).count()
    }
}

impl Priced {
    /// Reads the quantities of a lot from the buyer's workbook.
    ///
    /// # Errors
    /// The workbook or the map cannot be read, holds no price table, or the lot does not exist.
    pub fn quantities(&self, request: QuantitiesRequest<'_>, lang: Lang) -> Result<QuantitiesAnswer, Refused> {
        let lot = lot_of(&self.bid, request.lot)?;
        let (name, path) = (request.form.name(), request.form.path);
        let of_file = |finding: Finding| Refused::from(named(finding, &path));
        let book = Book::open(request.form.bytes).map_err(of_file)?;
        let sheets = book.all_sheets().map_err(of_file)?;
        let views = views(&book, &sheets);
        let mut cells = book.calculation_of(&sheets);
        cells.recalculate_all();
        let form = form(&views).over(Term::of(&self.bid));
        book.package.budget().draw(0).map_err(|spent| of_file(spent.into()))?;
        if !form.sheets.iter().any(SheetForm::is_priced) {
            return Err(no_form(&book, &views, &form, &without_prices(&views)).into());
        }
        let mut sources = Sources::default();
        let map = request.map.map(|map| map.map(&self.bid, &mut sources)).transpose()?;
        let ours = ours(&self.bid, &self.estimate.dqe);
        let matched = matching_of(&form, &ours, Some((lot, LotBy::Asked)));
        book.package.budget().draw(0).map_err(|spent| of_file(spent.into()))?;
        let by = map.as_ref().map_or(By::Matching(&matched), By::Map);
        let buyer = Buyer {
            file: &name,
            book: &book,
            sheets: &sheets,
            cells: &cells,
            views: &views,
            form: &form,
            ours: &ours,
            by,
        };
        let of = &self.bid.lots[lot];
        let read = import::quantities(&buyer, lot, of, request.spread);
        let preview = import::preview_quantities(&read, of.label.get(lang), lang);
        let mut findings = read.findings.clone();
        findings.append(book.damaged());
        out_of_sight(&book, &views, &form)?.into_iter().for_each(|finding| findings.push(finding));
        let taken = match findings.without_errors() {
            Ok(findings) => Ok(TakenQuantities { lot: of.id.clone(), findings, sources, read }),
            Err(errors) => Err(Refused::new(errors, &sources)),
        };
        Ok(QuantitiesAnswer { preview, taken })
    }
}

/// A finding about a file, with its name.
pub(super) fn named(mut finding: Finding, path: &str) -> Finding {
    let Text { fr, en } = finding.message;
    finding.message = text!("`{path}` : {fr}", "`{path}`: {en}");
    finding
}
