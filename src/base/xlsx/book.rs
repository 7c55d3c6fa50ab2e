use std::collections::HashSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::cell::Cell;
use super::package::Package;
use super::relation::{Relation, relations};
use super::scan::scan;
use super::sheet::{Sheet, Table};
use super::styles::{Style, styles};
use super::xml::{Text, each};
use crate::diag::Finding;
use crate::diag::message::damage::{Damage, damaged};
use crate::diag::message::workbook::{Excess, Hostile, NotAWorkbook, hostile, not_a_workbook, too_much};
use crate::formula::Rect;
use crate::unit::Budget;

/// The part that states what each of the others is.
const TYPES: &str = "[Content_Types].xml";

/// No workbook has more sheets than this.
const SHEETS_AT_MOST: usize = 500;

/// The sheets of a workbook have no more cells written in them than this.
const CELLS_AT_MOST: usize = 1_000_000;
/// The formulas of all sheets come to no more bytes than this; computing takes some thirty times as many.
const FORMULAS_AT_MOST: usize = 4 << 20;
/// Workbooks whose sheets take more bytes than this are read one sheet at a time, so that no memory is taken before a
/// limit is met.
const AT_ONCE: usize = 4 << 20;

/// Can a sheet be seen?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// As any sheet.
    Visible,
    /// Hidden; Excel's menu shows it again.
    Hidden,
    /// Hidden so that only a program shows it again.
    VeryHidden,
}

/// A sheet as the workbook names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetEntry {
    /// Its name on the tab.
    pub name: String,
    /// Can it be seen?
    pub state: State,
    /// The part that holds it.
    pub part: String,
    /// Has it cells? A chart sheet or a dialog has none.
    pub is_grid: bool,
    /// The parts of its tables and pivots.
    tables: Vec<String>,
}

/// Do two names say one sheet? Case is ignored, as Excel does, and blanks at the ends, which nobody sees on a tab.
#[must_use]
pub fn same_name(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

/// A defined name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The name, such as `TVA` or `_xlnm.Print_Area`.
    pub name: String,
    /// What it means, a formula without the `=`.
    pub text: String,
    /// The sheet it is known in, by its place; `None` where the whole book knows it.
    pub sheet: Option<usize>,
    /// Is it hidden?
    pub hidden: bool,
}

/// A workbook: its sheets in order, names, texts and formats. Sheets are read one at a time, when asked for.
///
/// ```
/// use chiffrage_base::xlsx::Book;
/// let bytes = std::fs::read("../../tests/samples/buyer/fr_dqe_four_lots_synthetic.xlsx").unwrap();
/// let book = Book::open(bytes).unwrap();
/// assert_eq!(book.sheets.len(), 6);
/// let recap = book.sheet(0).unwrap();
/// assert!(recap.cells.len() > 2);
/// assert!(book.names.iter().any(|name| name.name == "TauxTVA"));
/// ```
#[derive(Debug, Clone)]
pub struct Book {
    /// The file.
    pub package: Package,
    /// The name of the workbook's own part.
    pub part: String,
    /// Its sheets, in the order of the tabs.
    pub sheets: Vec<SheetEntry>,
    /// Its defined names.
    pub names: Vec<Name>,
    /// Do its dates count from 1904?
    pub date1904: bool,
    /// The formats that cells name by their place.
    pub styles: Vec<Style>,
    /// The texts that cells share.
    strings: Arc<[Arc<str>]>,
}

impl Book {
    /// Opens the bytes of an .xlsx or .xlsm file.
    ///
    /// # Errors
    /// What [`Package::open`] refuses, and a workbook that is damaged or past the limits.
    pub fn open(bytes: Vec<u8>) -> Result<Self, Finding> {
        Self::within(bytes, &Budget::default())
    }

    /// The same, reading it drawing from a budget that others draw from too.
    ///
    /// # Errors
    /// As [`Book::open`].
    pub fn within(bytes: Vec<u8>, budget: &Budget) -> Result<Self, Finding> {
        Self::of(Package::opened(bytes, budget)?)
    }

    /// The workbook of a file that is open.
    ///
    /// # Errors
    /// As [`Book::open`].
    pub fn of(package: Package) -> Result<Self, Finding> {
        let top = relations(&package, "")?;
        let part = top.into_iter().find(|r| r.kind == "officeDocument").map(|r| r.target);
        let part = part.filter(|part| package.has(part));
        let part = part.ok_or_else(|| not_a_workbook(NotAWorkbook::NoWorkbook))?;
        let beside = relations(&package, &part)?;
        // Without the types of its parts no program opens the file.
        package.whole(TYPES)?;
        let text = Text::read(&part, package.part(&part)?)?.xml;
        let mut book = Self {
            package,
            part,
            sheets: Vec::new(),
            names: Vec::new(),
            date1904: false,
            styles: Vec::new(),
            strings: Arc::new([]),
        };
        book.workbook(&text, &beside)?;
        book.tables()?;
        if let Some(part) = book.named(&beside, "sharedStrings") {
            let text = Text::read(&part, book.package.part(&part)?)?.xml;
            book.strings = super::strings::shared(&part, &text, book.package.budget())?.into();
        }
        if let Some(part) = book.named(&beside, "styles") {
            let text = Text::read(&part, book.package.part(&part)?)?.xml;
            book.styles = styles(&part, &text, book.package.budget())?;
        }
        // The order in which Excel computes the cells that are filled.
        if let Some(part) = book.named(&beside, "calcChain") {
            book.package.whole(&part)?;
        }
        Ok(book)
    }

    /// The part of a kind that the workbook names, where the file has it.
    fn named(&self, beside: &[Relation], kind: &str) -> Option<String> {
        let mut parts = beside.iter().filter(|r| r.kind == kind && !r.external);
        parts.find(|r| self.package.has(&r.target)).map(|r| r.target.clone())
    }

    /// What a part names beside itself; nothing where it names nothing.
    ///
    /// # Errors
    /// What says so is damaged.
    pub fn relations(&self, part: &str) -> Result<Vec<Relation>, Finding> {
        relations(&self.package, part)
    }

    /// Reads the workbook's own part.
    fn workbook(&mut self, text: &str, beside: &[Relation]) -> Result<(), Finding> {
        let (part, budget) = (self.part.clone(), self.package.budget().clone());
        let mut is_workbook = false;
        each(&part, text, &budget, |xml, tag| {
            match tag.local_name().as_ref() {
                "workbook" => is_workbook = true,
                "workbookPr" => self.date1904 = xml.flag(tag, "date1904")?,
                "sheet" => {
                    let id = xml.attribute(tag, "id")?.unwrap_or_default();
                    let name = xml.attribute(tag, "name")?.unwrap_or_default().into_owned();
                    let state = match xml.attribute(tag, "state")?.as_deref() {
                        Some("hidden") => State::Hidden,
                        Some("veryHidden") => State::VeryHidden,
                        _ => State::Visible,
                    };
                    let at = beside.iter().find(|r| r.id == id && !r.external);
                    let at = at.filter(|r| self.package.has(&r.target));
                    let at = at.ok_or_else(|| damaged(&Damage::NoSheet(&name)))?;
                    let is_grid = at.kind == "worksheet";
                    let (part, tables) = (at.target.clone(), Vec::new());
                    self.sheets.push(SheetEntry { name, state, part, is_grid, tables });
                    if self.sheets.len() > SHEETS_AT_MOST {
                        return Err(too_much(Excess::Sheets(SHEETS_AT_MOST)));
                    }
                }
                "definedName" => {
                    let name = xml.attribute(tag, "name")?.unwrap_or_default().into_owned();
                    let sheet = xml.attribute(tag, "localSheetId")?.and_then(|id| id.parse().ok());
                    let hidden = xml.flag(tag, "hidden")?;
                    budget.push(&mut self.names, Name { name, text: xml.text()?, sheet, hidden })?;
                }
                _ => {}
            }
            Ok(())
        })?;
        if is_workbook { Ok(()) } else { Err(not_a_workbook(NotAWorkbook::NoWorkbook)) }
    }

    /// Is a part read where a sheet is?
    pub(super) fn reads_by_sheet(&self, name: &str) -> bool {
        let mut parts = self.sheets.iter().flat_map(|sheet| sheet.tables.iter().chain([&sheet.part]));
        parts.any(|part| part.eq_ignore_ascii_case(name))
    }

    /// Finds the tables and pivots of each sheet. A part belongs to one: else reading it for each would have no end.
    fn tables(&mut self) -> Result<(), Finding> {
        let mut seen = HashSet::new();
        for sheet in &mut self.sheets {
            let beside = relations(&self.package, &sheet.part)?;
            let tables =
                beside.into_iter().filter(|r| !r.external && ["table", "pivotTable"].contains(&r.kind.as_str()));
            sheet.tables = tables.map(|r| r.target).collect();
            for part in sheet.tables.iter().chain([&sheet.part]) {
                if !seen.insert(part.to_ascii_lowercase()) {
                    return Err(hostile(Hostile::SharedSheet(part)));
                }
            }
        }
        Ok(())
    }

    /// The place of the sheet of that name, as [`same_name`] compares them.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<usize> {
        let exact = self.sheets.iter().position(|s| s.name == name);
        exact.or_else(|| self.sheets.iter().position(|s| same_name(&s.name, name)))
    }

    /// Reads the sheet at that place: its cells, tables and pivots. A sheet of no cells (a chart) reads as empty.
    ///
    /// # Errors
    /// The sheet's parts are damaged, or past the limits.
    pub fn sheet(&self, place: usize) -> Result<Sheet, Finding> {
        self.sheet_of(place, CELLS_AT_MOST)
    }

    /// Reads every sheet, in order, as [`Book::sheet`] does.
    ///
    /// # Errors
    /// A sheet that is damaged, more than a million cells in all, or more formulas than any form has.
    pub fn all_sheets(&self) -> Result<Vec<Sheet>, Finding> {
        let sheets = self.within_bounds()?;
        // Many cells may share one long formula: it is long in each of them.
        let formulas = sheets.iter().flat_map(|sheet| &sheet.cells).map(Cell::formula_length);
        if formulas.sum::<usize>() > FORMULAS_AT_MOST {
            return Err(too_much(Excess::Formulas));
        }
        Ok(sheets)
    }

    fn within_bounds(&self) -> Result<Vec<Sheet>, Finding> {
        let parts = self.sheets.iter().filter_map(|sheet| self.package.entry(&sheet.part));
        if parts.map(|entry| entry.size).sum::<usize>() <= AT_ONCE {
            return (0..self.sheets.len()).into_par_iter().map(|place| self.sheet(place)).collect();
        }
        let mut left = CELLS_AT_MOST;
        let mut sheets = Vec::with_capacity(self.sheets.len());
        for place in 0..self.sheets.len() {
            let sheet = self.sheet_of(place, left)?;
            left -= sheet.count;
            sheets.push(sheet);
        }
        Ok(sheets)
    }

    /// Reads a sheet of at most so many cells.
    fn sheet_of(&self, place: usize, most: usize) -> Result<Sheet, Finding> {
        let Some(entry) = self.sheets.get(place).filter(|s| s.is_grid) else { return Ok(Sheet::default()) };
        let budget = self.package.budget();
        let text = Text::read(&entry.part, self.package.part(&entry.part)?)?;
        let mut sheet = scan(&entry.part, text, &self.strings, most, budget)?;
        for part in &entry.tables {
            let text = Text::read(part, self.package.part(part)?)?.xml;
            each(part, &text, budget, |xml, tag| {
                let area = xml.attribute(tag, "ref")?.and_then(|area| Rect::parse(&area));
                match (tag.local_name().as_ref(), area) {
                    ("table", Some(area)) => {
                        let name = xml.attribute(tag, "displayName")?.unwrap_or_default().into_owned();
                        let rows = xml.attribute(tag, "headerRowCount")?.and_then(|n| n.parse().ok());
                        budget.push(&mut sheet.tables, Table { name, area, header_rows: rows.unwrap_or(1) })?;
                    }
                    ("location", Some(area)) => budget.push(&mut sheet.pivots, area)?,
                    _ => {}
                }
                Ok(())
            })?;
        }
        Ok(sheet)
    }

    /// Reads the text of a sheet's part, spliced anew, with the book's texts.
    pub(super) fn grid(&self, part: &str, text: Text) -> Result<Sheet, Finding> {
        scan(part, text, &self.strings, CELLS_AT_MOST, self.package.budget())
    }
}
