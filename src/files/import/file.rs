//! An external file as rows of cells, whatever its format: by calamine, by csv, under limits.

use std::io::Cursor;

use calamine::{Data, ExcelDateTime, Ods, Range, Reader as _, SheetType, SheetVisible, Xls};

use super::cell::{Cell, Formats, Row};
use super::guarded::guarded;
use super::held::Held;
use super::text::Text;
use super::{ods, xls};
use crate::diag::message::spreadsheet::{Unreadable, encrypted, unreadable};
use crate::diag::{Code, Finding, Findings};
use crate::formula;
use crate::unit::{Budget, parse_decimal};
use crate::xlsx::{self, Comment, Looks, Package, State, Value};

/// The bytes of a workbook, as calamine reads them.
type Bytes = Cursor<Vec<u8>>;

/// A workbook or a text file, opened.
pub struct File {
    /// The names of its sheets; a text file has one, without a name.
    pub sheets: Vec<String>,
    hidden: Vec<(String, Hidden)>,
    book: Book,
    /// What reading it may take.
    budget: Budget,
}

/// What a cell takes until a rate card is made of it, as measured on columns that are all prices.
const BYTES_OF_A_CELL: usize = 180;

/// The work of reading a cell of words as a rate card's, and of a byte of it: words are read as headings, as profiles, as
/// seniorities.
const WORK_OF_WORDS: usize = 3_000;
const WORK_OF_A_BYTE: usize = 65;
/// The work of reading another cell.
const WORK_OF_A_CELL: usize = 500;

/// How a sheet is out of sight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hidden {
    /// A click shows it.
    Hidden,
    /// Only a macro or an editor of macros shows it.
    VeryHidden,
}

/// The project's own reader, which keeps its limits, reads .xlsx; calamine the other spreadsheets.
enum Book {
    /// With every formula computed, where that was asked for.
    Xlsx(Box<xlsx::Book>, Option<Box<formula::Book>>),
    Xls(Box<Xls<Bytes>>, Vec<Looks>),
    /// With how each sheet is looked at, and what is written beside its cells.
    Ods(Box<Ods<Bytes>>, Vec<Looks>, Vec<Vec<Comment>>),
    Text(Text),
}

impl File {
    /// Opens the bytes of a .xlsx, .xlsm, .xls, .ods or .csv file; which it is, its bytes say.
    ///
    /// # Errors
    /// Another format, an encrypted or damaged file, or one past the limits.
    pub fn open(bytes: Vec<u8>) -> Result<Self, Finding> {
        guarded(|| Self::opened(bytes))
    }

    fn opened(bytes: Vec<u8>) -> Result<Self, Finding> {
        let budget = Budget::default();
        let book = if bytes.starts_with(b"PK\x03\x04") {
            zipped(bytes, &budget)?
        } else if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
            // An encrypted .xlsx has the same first bytes: the room of Excel files shows which.
            if let Err(finding) = Package::open(bytes.clone())
                && finding.code != Code::OtherFormat
            {
                return Err(finding);
            }
            let looks = xls::bounded(&bytes, &budget)?;
            let book = Xls::new(Cursor::new(bytes)).map_err(|e| match e {
                calamine::XlsError::Password => encrypted(),
                e => unread(&e),
            })?;
            Book::Xls(Box::new(book), looks)
        } else {
            Book::Text(Text::read(&bytes, &budget)?)
        };
        let metadata = match &book {
            Book::Xlsx(xlsx, _) => {
                let grids = || xlsx.sheets.iter().filter(|sheet| sheet.is_grid);
                let hidden = |sheet: &xlsx::SheetEntry| match sheet.state {
                    State::Visible => None,
                    State::Hidden => Some((sheet.name.clone(), Hidden::Hidden)),
                    State::VeryHidden => Some((sheet.name.clone(), Hidden::VeryHidden)),
                };
                let (sheets, hidden) =
                    (grids().map(|s| s.name.clone()).collect(), grids().filter_map(hidden).collect());
                return Ok(Self { sheets, hidden, book, budget });
            }
            Book::Xls(book, _) => book.sheets_metadata(),
            Book::Ods(book, ..) => book.sheets_metadata(),
            Book::Text(_) => return Ok(Self { sheets: vec![String::new()], hidden: Vec::new(), book, budget }),
        };
        let grids = || metadata.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
        let hidden = |sheet: &calamine::Sheet| match sheet.visible {
            SheetVisible::Visible => None,
            SheetVisible::Hidden => Some((sheet.name.clone(), Hidden::Hidden)),
            SheetVisible::VeryHidden => Some((sheet.name.clone(), Hidden::VeryHidden)),
        };
        let (sheets, hidden) = (grids().map(|s| s.name.clone()).collect(), grids().filter_map(hidden).collect());
        Ok(Self { sheets, hidden, book, budget })
    }

    /// What reading it may take.
    #[must_use]
    pub fn budget(&self) -> &Budget {
        &self.budget
    }

    /// How a sheet is hidden, if it is.
    #[must_use]
    pub fn hidden(&self, sheet: &str) -> Option<Hidden> {
        self.hidden.iter().find(|(hidden, _)| hidden == sheet).map(|(_, how)| *how)
    }

    /// What is damaged of the parts of an .xlsx file that are not read.
    #[must_use]
    pub fn damaged(&self) -> Findings {
        match &self.book {
            Book::Xlsx(book, _) => book.damaged(),
            Book::Xls(..) | Book::Ods(..) | Book::Text(_) => Findings::default(),
        }
    }

    /// How a sheet is looked at; a text file does not say.
    ///
    /// # Errors
    /// The sheet is damaged.
    pub fn looks(&self, sheet: &str) -> Result<Looks, Finding> {
        let own = |looks: &[Looks]| {
            let at = self.sheets.iter().position(|name| name == sheet);
            at.and_then(|at| looks.get(at)).cloned().unwrap_or_default()
        };
        match &self.book {
            Book::Xlsx(book, _) => book.find(sheet).map_or_else(|| Ok(Looks::default()), |place| book.looks(place)),
            Book::Xls(_, looks) | Book::Ods(_, looks, _) => Ok(own(looks)),
            Book::Text(_) => Ok(Looks::default()),
        }
    }

    /// What is written beside the cells of a sheet; a part of it that is damaged is among [`File::damaged`].
    #[must_use]
    pub fn comments(&self, sheet: &str) -> Vec<Comment> {
        match &self.book {
            Book::Xlsx(book, _) => book.find(sheet).and_then(|place| book.comments(place).ok()).unwrap_or_default(),
            Book::Ods(_, _, comments) => {
                let at = self.sheets.iter().position(|name| name == sheet);
                at.and_then(|at| comments.get(at)).cloned().unwrap_or_default()
            }
            Book::Xls(..) | Book::Text(_) => Vec::new(),
        }
    }

    /// Gives each row of a sheet that holds something, from the top.
    ///
    /// # Errors
    /// The sheet is damaged.
    pub fn rows(&mut self, sheet: &str, take: impl FnMut(Row)) -> Result<(), Finding> {
        guarded(|| self.read(sheet, take))
    }

    fn read(&mut self, sheet: &str, mut take: impl FnMut(Row)) -> Result<(), Finding> {
        let looks = self.looks(sheet)?;
        let budget = self.budget.clone();
        let mut formats = Formats::new();
        let mut take = |mut row: Row| {
            if budget.draw(row.cells.iter().map(work).sum()).is_err() {
                return;
            }
            row.cells.iter_mut().for_each(|cell| cell.look(row.number, &looks, &mut formats));
            // Rows of a card are kept: what lists grow by is half a million times nothing. Shrunk, a list may keep its room.
            let mut cells = Vec::with_capacity(row.cells.len());
            cells.append(&mut row.cells);
            take(Row { cells, ..row });
        };
        match &mut self.book {
            Book::Xlsx(book, computed) => {
                let Some(place) = book.find(sheet) else { return Ok(()) };
                let read = book.sheet(place)?;
                if computed.is_none() && read.cells.iter().any(is_uncomputed) {
                    *computed = Some(Box::new(calculation(book)?));
                }
                for (row, cells) in read.rows() {
                    self.budget.draw(cells.len().saturating_mul(WORK_OF_A_CELL))?;
                    // Every cell may share one long text, of which each gets a copy.
                    self.budget.room(cells.iter().filter_map(|cell| cell.value.text()).map(str::len).sum())?;
                    let held = |cell: &xlsx::Cell| {
                        let held = match computed {
                            Some(computed) if is_uncomputed(cell) => result(computed, place, cell),
                            _ => held(book, cell),
                        };
                        Some(Cell::new(cell.at.column as usize - 1, held?))
                    };
                    give(
                        Row { number: row.number as usize, cells: cells.iter().filter_map(held).collect() },
                        &mut take,
                    );
                }
            }
            Book::Xls(book, _) => ranged(&book.worksheet_range(sheet).map_err(|e| unread(&e))?, &mut take),
            Book::Ods(book, ..) => {
                let range = book.worksheet_range(sheet).map_err(|e| unread(&e))?;
                let (height, width) = range.get_size();
                self.budget.room(height.saturating_mul(width).saturating_mul(BYTES_OF_A_CELL))?;
                ranged(&range, &mut take);
            }
            Book::Text(text) => text.rows(&mut take),
        }
        Ok(self.budget.draw(0)?)
    }
}

/// The work of reading a cell.
fn work(cell: &Cell) -> usize {
    match &cell.held {
        Held::Text(text) => {
            // A figure of a file of text is no words, though it is read as text.
            let is_words = text.bytes().any(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii());
            let each = if is_words { WORK_OF_WORDS } else { WORK_OF_A_CELL };
            each + text.len().saturating_mul(WORK_OF_A_BYTE)
        }
        _ => WORK_OF_A_CELL,
    }
}

/// An archive: a .xlsx or .ods file.
fn zipped(bytes: Vec<u8>, budget: &Budget) -> Result<Book, Finding> {
    let package = Package::within(bytes, budget)?;
    let is_ods = package.has("content.xml");
    if is_ods {
        // Each part that calamine alone reads inflates to the size it states, and no further.
        for entry in package.entries().iter().filter(|entry| is_text(&entry.name)) {
            package.part(&entry.name)?;
        }
        let (looks, comments) = ods::bounded(&package)?;
        let bytes = Cursor::new(package.bytes().to_vec());
        let book = Ods::new(bytes).map_err(|e| match e {
            calamine::OdsError::Password => encrypted(),
            e => unread(&e),
        })?;
        return Ok(Book::Ods(Box::new(book), looks, comments));
    }
    package.is_a_workbook()?;
    Ok(Book::Xlsx(Box::new(xlsx::Book::of(package)?), None))
}

fn is_text(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    [".xml", ".rels", "mimetype"].iter().any(|end| name.ends_with(end))
}

fn unread(error: &dyn std::error::Error) -> Finding {
    unreadable(&Unreadable::Spreadsheet(error.to_string()))
}

/// Is a cell a formula whose result the file does not hold?
fn is_uncomputed(cell: &xlsx::Cell) -> bool {
    cell.formula.is_some() && cell.value.is_empty()
}

/// A workbook with every formula computed.
fn calculation(book: &xlsx::Book) -> Result<formula::Book, Finding> {
    let mut computed = book.calculation()?;
    computed.recalculate_all();
    Ok(computed)
}

/// What a formula without a result comes to.
fn result(computed: &formula::Book, sheet: usize, cell: &xlsx::Cell) -> Option<Held> {
    Some(match computed.value(sheet, cell.at) {
        Ok(formula::Value::Number(number)) => Held::Number(number.normalize()),
        Ok(formula::Value::Text(text)) => return worded(&text),
        Ok(formula::Value::Bool(is)) => Held::Other(logical(is)),
        Ok(formula::Value::Error(error)) => Held::Other(error.name().to_owned()),
        Ok(formula::Value::Empty) | Err(_) => Held::Formula(cell.formula_text().unwrap_or_default().into_owned()),
    })
}

/// What a cell of a .xlsx file holds, if anything.
fn held(book: &xlsx::Book, cell: &xlsx::Cell) -> Option<Held> {
    let held = match &cell.value {
        Value::Empty => return None,
        Value::Text(words) => return worded(words),
        Value::Bool(is) => Held::Other(logical(*is)),
        Value::Error(error) => Held::Other(error.to_string()),
        Value::Date(at) => Held::Date(at.chars().take(10).collect()),
        Value::Number(text) => match (book.date(cell), cell.value.number()) {
            (Some(time), _) if time.contains(':') => Held::Other(format!("a time: {time}")),
            (Some(day), _) => Held::Date(day),
            (None, Some(number)) => Held::Number(number.normalize()),
            (None, None) => Held::Other(text.to_string()),
        },
    };
    Some(held)
}

/// Gives a row that holds something, its cells in order.
fn give(mut row: Row, take: &mut impl FnMut(Row)) {
    if !row.cells.is_sorted_by(|a, b| a.column < b.column) {
        row.cells.sort_by_key(|c| c.column);
        row.cells.dedup_by_key(|c| c.column);
    }
    if !row.cells.is_empty() {
        take(row);
    }
}

/// The rows of a format that calamine reads as a whole.
fn ranged(range: &Range<Data>, mut take: impl FnMut(Row)) {
    let (top, left) = range.start().map_or((0, 0), |(row, column)| (row as usize, column as usize));
    for (at, cells) in range.rows().enumerate() {
        let held = |data: &Data| match data {
            Data::Empty => None,
            Data::String(words) => worded(words),
            Data::Int(number) => Some(Held::Number((*number).into())),
            Data::Float(number) => Some(shown(number)),
            Data::Bool(is) => Some(Held::Other(logical(*is))),
            Data::DateTime(at) => Some(day(at)),
            Data::DateTimeIso(at) => Some(Held::Date(at.chars().take(10).collect())),
            Data::DurationIso(time) => Some(Held::Other(format!("a time: {time}"))),
            Data::Error(error) => Some(Held::Other(error.to_string())),
        };
        let cells = cells.iter().enumerate().filter_map(|(column, data)| Some(Cell::new(left + column, held(data)?)));
        give(Row { number: top + at + 1, cells: cells.collect() }, &mut take);
    }
}

fn day(at: &ExcelDateTime) -> Held {
    let (year, month, day, ..) = at.to_ymd_hms_milli();
    Held::Date(format!("{year:04}-{month:02}-{day:02}"))
}

fn logical(is: bool) -> String {
    if is { "TRUE".into() } else { "FALSE".into() }
}

fn worded(text: &str) -> Option<Held> {
    let text = text.trim();
    (!text.is_empty()).then(|| Held::Text(text.to_owned()))
}

/// A binary number of a file as the decimal that a spreadsheet shows: 15 digits.
fn shown(number: &impl std::fmt::LowerExp) -> Held {
    let text = format!("{number:.14e}");
    match parse_decimal(&text) {
        Some(number) => Held::Number(number.normalize()),
        None => Held::Other(text),
    }
}
