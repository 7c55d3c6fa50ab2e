use std::borrow::Cow;
use std::collections::HashSet;
use std::path::Path;

use super::{Document, Priced, Refused, priced};
use crate::buyer::fill::{Listed, Read};
use crate::buyer::leaks::{self, Against, Compared, How, Kind, Leak, Near, Origin, Secrets, Whose};
use crate::diag::message::output::not_compared;
use crate::report;
use crate::scenario::{BASE, Scenarios};
use crate::sheet::{self, QuestionList, Sheet};
use crate::unit::{Budget, Lang, one_line};
use crate::workbook;
use crate::xlsx::Book;

/// A file meant for the buyer.
#[derive(Debug)]
pub struct LeaksRequest<'a> {
    /// The file.
    pub file: Document,
    /// The buyer's file that it was made from.
    pub buyer: Option<Vec<u8>>,
    /// The map that it was filled by; without one, any price cell of the form may hold a price.
    pub map: Option<Document>,
    /// The scenario that the bid is priced under.
    pub scenario: &'a str,
}

/// What a file for the buyer reveals.
#[derive(Debug)]
pub struct LeaksReport {
    /// The leaks, one a row.
    pub sheet: Sheet,
    /// Was all of it searched, and nothing found?
    pub is_clean: bool,
}

impl Priced {
    /// Searches a file meant for the buyer for what is internal or hidden.
    ///
    /// # Errors
    /// The file, the buyer's or the map cannot be read, or takes more to search than any file may.
    pub fn leaks(&self, request: LeaksRequest<'_>, lang: Lang) -> Result<LeaksReport, Refused> {
        // What was not searched to its end, because it takes more than a file may, is never called clean.
        let whole = |budget: &Budget| budget.draw(0);
        let LeaksRequest { file: Document { path, bytes }, buyer, map, scenario } = request;
        let (found, origin) = if !is_spreadsheet(&path, &bytes) {
            let budget = Budget::default();
            let list = self.nearest(scenario, &|priced| priced.against_list_of_text(&bytes, &budget))?;
            let found = match list {
                Some((scenario, compared)) => (compared.leaks, Origin::Questions(scenario, compared.how)),
                None => (leaks::plain(&bytes, &self.secrets(), &budget), Origin::Unknown),
            };
            whole(&budget)?;
            found
        } else if let Some(buyer) = buyer {
            // Both are from outside: together they take no more than one file may.
            let budget = Budget::default();
            let (original, book) = (Book::within(buyer, &budget)?, Book::within(bytes, &budget)?);
            let compared = self.with_form(map, original, &book)?;
            whole(&budget)?;
            (compared.leaks, Origin::Buyer(compared.how))
        } else {
            let book = Book::open(bytes)?;
            let near = self.near(&book);
            let near = |priced: &Self| {
                if std::ptr::eq(priced, self) { Cow::Borrowed(&near) } else { Cow::Owned(priced.near(&book)) }
            };
            let found = if let Some((scenario, compared)) =
                self.nearest(scenario, &|priced| priced.against_dqe(&book, &near(priced)))?
            {
                (compared.leaks, Origin::Dqe(scenario, compared.how))
            } else if let Some((scenario, compared)) =
                self.nearest(scenario, &|priced| priced.against_list(&book, &near(priced)))?
            {
                (compared.leaks, Origin::Questions(scenario, compared.how))
            } else {
                (leaks::leaks(&book, &self.secrets(), Whose::Theirs), Origin::Unknown)
            };
            whole(book.package.budget())?;
            found
        };
        let is_open = |leak: &Leak| leak.sure || leak.kind == Kind::Unsearched;
        let is_clean = !found.iter().any(is_open);
        Ok(LeaksReport { sheet: leaks::report(&path, &found, &origin, lang), is_clean })
    }

    /// What must not be in a file for the buyer.
    pub(super) fn secrets(&self) -> Secrets<'_> {
        Secrets::of(&self.bid, &self.inputs, &self.estimate, &self.text.root)
    }

    /// A filled form beside the buyer's own.
    fn with_form(&self, map: Option<Document>, original: Book, book: &Book) -> Result<Compared, Refused> {
        let map = map.map(|map| map.map(&self.bid, &mut self.text.sources.clone())).transpose()?;
        let read = Read::of(original)?;
        let dqe = &self.estimate.dqe;
        let listed = match &map {
            Some(map) => Listed::of_map(&self.bid, dqe, map, &read),
            None => Listed::of_form(dqe, &read),
        };
        let may = |sheet, at, value| listed.may(sheet, at, value);
        Ok(leaks::compared(&read.book, book, &self.secrets(), Against::Buyer, &may))
    }

    /// A file beside what the models give under this scenario or, where it is not that, under the scenario it is
    /// nearest to; none where the models give no such file.
    fn nearest(&self, scenario: &str, against: &Beside<'_>) -> Result<Option<(String, Compared)>, Refused> {
        let (mut nearest_to, Some(mut nearest)) = (scenario.to_owned(), against(self)?) else {
            return Ok(None);
        };
        let scenarios = Scenarios::of(&self.text).ok();
        let others = scenarios.iter().flat_map(Scenarios::iter).map(|(id, ..)| id).chain([BASE]);
        for other in others.filter(|id| *id != scenario) {
            if nearest.how == How::Same || nearest.leaks.is_empty() {
                break;
            }
            // A scenario that has no price has no file for the buyer.
            let Ok(priced) = priced(self.text.clone(), other) else { continue };
            if let Some(compared) = against(&priced)?.filter(|other| other.leaks.len() < nearest.leaks.len()) {
                (nearest_to, nearest) = (other.to_owned(), compared);
            }
        }
        Ok(Some((nearest_to, nearest)))
    }

    /// What of this bid's a workbook is near.
    fn near(&self, book: &Book) -> Near {
        let (bid, dqe) = (&self.bid, &self.estimate.dqe);
        let list = QuestionList::new(bid, Vec::new()).book();
        Near::of(book, bid, dqe, &sheet::dqe(bid, dqe, None), &list, &self.asked())
    }

    /// The questions to the buyer in words.
    fn asked(&self) -> Vec<String> {
        self.bid.questions().iter().map(|question| sheet::question_text(&self.bid, question)).collect()
    }

    /// A DQE beside that of this bid, all lots or the one that it has; none where it is no DQE.
    fn against_dqe(&self, book: &Book, near: &Near) -> Result<Option<Compared>, Refused> {
        let (bid, dqe) = (&self.bid, &self.estimate.dqe);
        // By what it holds; by the headings of a sheet where it holds little of it.
        let mut lots = near.lots.clone();
        if lots.is_empty() {
            if !near.has_sheet_of_dqe {
                return Ok(None);
            }
            lots = bid.lots.keys().filter(|lot| book.find(&sheet::lot_sheet_name(bid, *lot)).is_some()).collect();
        }
        let one = if let [lot] = lots[..] { Some(lot) } else { None };
        let drawn = sheet::dqe(bid, dqe, one);
        let bytes = workbook::bytes(&drawn).map_err(|e| not_compared(&e.reason()))?;
        Ok(Some(leaks::compared(&Book::open(bytes)?, book, &self.secrets(), Against::Dqe, &|_, _, _| false)))
    }

    /// A list of questions beside that of this bid, of those that it has; none where it is no such list.
    fn against_list(&self, book: &Book, near: &Near) -> Result<Option<Compared>, Refused> {
        if !near.has_sheet_of_list && !near.asks {
            return Ok(None);
        }
        let questions = self.bid.questions();
        let list = self.list_of(&questions)?;
        let sheets = (0..book.sheets.len()).filter_map(|place| book.sheet(place).ok());
        let texts: HashSet<String> = sheets
            .flat_map(|sheet| sheet.cells.iter().filter_map(|cell| cell.value.text().map(one_line)).collect::<Vec<_>>())
            .collect();
        let drawn = workbook::bytes(&list.only(|text| texts.contains(&one_line(text))).book());
        let bytes = drawn.map_err(|e| not_compared(&e.reason()))?;
        Ok(Some(leaks::compared(&Book::open(bytes)?, book, &self.secrets(), Against::Questions, &|_, _, _| false)))
    }

    /// The same of a list that is text.
    fn against_list_of_text(&self, bytes: &[u8], budget: &Budget) -> Result<Option<Compared>, Refused> {
        let text = leaks::text_of(bytes);
        let drawn = |list: &QuestionList<'_>| report::markdown(&list.sheet(), Lang::Fr);
        let empty = drawn(&QuestionList::new(&self.bid, Vec::new()));
        let has_head = empty.lines().filter(|line| line.starts_with("| N")).any(|head| text.lines().any(|l| l == head));
        let asked = self.asked();
        let rows = || text.lines().filter(|line| line.trim_end().ends_with('|') && line.contains(char::is_alphabetic));
        let met = report::in_last_cells(rows(), &asked);
        if !has_head && met.is_empty() {
            return Ok(None);
        }
        let questions = self.bid.questions();
        let list = self.list_of(&questions)?;
        let list = list.only(|asked| met.contains(asked));
        Ok(Some(leaks::compared_text(&drawn(&list), bytes, &self.secrets(), Against::Questions, budget)))
    }
}

/// Compares the file at hand with what a priced bid gives.
type Beside<'a> = dyn Fn(&Priced) -> Result<Option<Compared>, Refused> + 'a;

/// Is this a spreadsheet, by its name or by its first bytes?
fn is_spreadsheet(path: &str, bytes: &[u8]) -> bool {
    let named = Path::new(path)
        .extension()
        .is_some_and(|e| ["xlsx", "xlsm", "xls", "xlsb", "ods"].iter().any(|x| e.eq_ignore_ascii_case(x)));
    named || bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0])
}
