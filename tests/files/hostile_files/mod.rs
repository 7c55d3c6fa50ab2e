//! Files made to do harm, each a line of a table: a name, whose ending decides which commands read it, and its bytes.
//! A new case is a new line in the table of its subject.
//!
//! Sizes are those of the full run (`CHIFFRAGE_HOSTILE=full`, see `hostile.rs`). In every other run what is made by
//! `numbered`, `many`, `filling`, `times` and `sized` is a small part of it.

pub mod books;
pub mod forms;
pub mod formulas;
pub mod growth;
pub mod honest;
pub mod others;
pub mod sheets;

use std::fmt::Write as _;
use std::io::{Cursor, Read as _, Write as _};
use std::sync::LazyLock;

use zip::write::SimpleFileOptions;

/// A file: its name, and what makes its bytes.
pub type Case = (&'static str, fn() -> Vec<u8>);

/// Is this the run of full sizes?
pub static FULL: LazyLock<bool> = LazyLock::new(|| std::env::var("CHIFFRAGE_HOSTILE").is_ok_and(|run| run == "full"));
/// So much is made in every run.
const ALWAYS: usize = 50;
/// The full size is so many times that of every other run, but for what is small.
const PART: usize = 250;

/// How much of a size is made in this run.
pub fn sized(full: usize) -> usize {
    if *FULL || full <= ALWAYS { full } else { (full / PART).max(ALWAYS) }
}

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The parts of a workbook, by name.
pub struct Parts(Vec<(String, Vec<u8>)>);

/// A workbook of one sheet, `S`, whose part holds this.
pub fn book(sheet: &str) -> Parts {
    let one = "<sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"b\"/></sheets>";
    let sheets =
        format!("<Relationship Id=\"b\" Type=\"{RELS}/worksheet\" Target=\"worksheets/sheet1.xml\"/>{}", shared());
    let top = format!("<Relationship Id=\"a\" Type=\"{RELS}/officeDocument\" Target=\"xl/workbook.xml\"/>");
    let parts = Parts(Vec::new())
        .with("[Content_Types].xml", "<Types/>")
        .with("_rels/.rels", format!("<Relationships>{top}</Relationships>"))
        .with("xl/workbook.xml", workbook(one))
        .with("xl/_rels/workbook.xml.rels", format!("<Relationships>{sheets}</Relationships>"));
    parts.with("xl/worksheets/sheet1.xml", worksheet(sheet))
}

/// The relations of a workbook to its texts and formats, which it may not have.
fn shared() -> String {
    let part = |kind: &str| format!("<Relationship Id=\"{kind}\" Type=\"{RELS}/{kind}\" Target=\"{kind}.xml\"/>");
    part("sharedStrings") + &part("styles")
}

fn workbook(inside: &str) -> String {
    format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELS}\">{inside}</workbook>")
}

fn worksheet(inside: &str) -> String {
    format!("<worksheet xmlns=\"{MAIN}\">{inside}</worksheet>")
}

/// A workbook of a sheet of these rows.
pub fn rows(rows: &str) -> Parts {
    book(&format!("<sheetData>{rows}</sheetData>"))
}

impl Parts {
    /// The same with a part, in place of the one of that name where there is one.
    pub fn with(mut self, name: &str, text: impl Into<Vec<u8>>) -> Self {
        self.0.retain(|part| part.0 != name);
        self.0.push((name.to_owned(), text.into()));
        self
    }

    /// The same with this beside the sheets, in the workbook's own part.
    pub fn beside_sheets(self, inside: &str) -> Self {
        let sheet = "<sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"b\"/></sheets>";
        self.with("xl/workbook.xml", workbook(&format!("{sheet}{inside}")))
    }

    /// The same with these formats of cells.
    pub fn styles(self, inside: &str) -> Self {
        self.with("xl/styles.xml", format!("<styleSheet xmlns=\"{MAIN}\">{inside}</styleSheet>"))
    }

    /// The same with these texts, which its cells share.
    pub fn strings(self, inside: &str) -> Self {
        self.with("xl/sharedStrings.xml", format!("<sst xmlns=\"{MAIN}\">{inside}</sst>"))
    }

    /// The same with relations of its sheet, and a part for each.
    pub fn sheet_relations(self, relations: &str) -> Self {
        self.with("xl/worksheets/_rels/sheet1.xml.rels", format!("<Relationships>{relations}</Relationships>"))
    }

    /// The bytes of the file.
    pub fn zip(self) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in self.0 {
            writer.start_file(name, SimpleFileOptions::default()).unwrap();
            writer.write_all(&bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }
}

/// A workbook as another program saves it: every part written anew, with another date. None where it cannot be read.
pub fn saved_again(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..archive.len() {
        let mut entry = archive.by_index(place).ok().filter(|entry| entry.size() < 64 << 20)?;
        let date = zip::DateTime::from_date_and_time(2027, 3, 1, 8, 0, 0).ok()?;
        let name = entry.name().ok()?.into_owned();
        writer.start_file(name, SimpleFileOptions::default().last_modified_time(date)).ok()?;
        let mut part = Vec::new();
        entry.read_to_end(&mut part).ok()?;
        // Not the bytes of the original, for none of its parts.
        part.extend(part.ends_with(b">").then_some(b'\n'));
        writer.write_all(&part).ok()?;
    }
    Some(writer.finish().ok()?.into_inner())
}

/// A text made of many, each from a number that deflates badly enough to pass as ordinary.
pub fn numbered(count: usize, each: impl Fn(usize) -> String) -> String {
    many(count, |n| each(scattered(n)))
}

fn scattered(n: usize) -> usize {
    n.wrapping_mul(2_654_435_761) % 99_999_989
}

/// A text made of many, each from its place.
pub fn many(count: usize, each: impl Fn(usize) -> String) -> String {
    joined(sized(count), each)
}

fn joined(count: usize, each: impl Fn(usize) -> String) -> String {
    (0..count).fold(String::new(), |mut all, n| {
        let _ = write!(all, "{}", each(n));
        all
    })
}

/// An XML text over and over, up to so many bytes; remarks between deflate badly enough for it to pass as ordinary.
pub fn filling(text: &str, bytes: usize) -> String {
    let block = text.repeat(1 + 2_000 / text.len());
    joined(1 + sized(bytes) / block.len(), |n| format!("{block}<!--{:x}-->", scattered(n)))
}

/// A text or bytes over and over, as often as this run makes it.
pub trait Times {
    /// What it makes.
    type Made;

    /// The same so many times.
    fn times(&self, count: usize) -> Self::Made;
}

impl Times for str {
    type Made = String;

    fn times(&self, count: usize) -> String {
        self.repeat(sized(count))
    }
}

impl<const N: usize> Times for [u8; N] {
    type Made = Vec<u8>;

    fn times(&self, count: usize) -> Vec<u8> {
        self.repeat(sized(count))
    }
}

/// A row of texts in the cells themselves.
pub fn texts(words: &[&str]) -> String {
    let cell = |words: &&str| format!("<c t=\"inlineStr\"><is><t>{words}</t></is></c>");
    format!("<row>{}</row>", words.iter().map(cell).collect::<String>())
}

/// The letters of a column, from 1.
pub fn letters(mut column: usize) -> String {
    let mut letters = String::new();
    while column > 0 {
        letters.insert(0, char::from(b'A' + u8::try_from((column - 1) % 26).unwrap()));
        column = (column - 1) / 26;
    }
    letters
}
