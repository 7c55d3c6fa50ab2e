//! New values put into a sheet in their place: every other byte stays.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use quick_xml::events::Event;

use super::book::Book;
use super::cell::{Cell, Value};
use super::sheet::{Row, Sheet};
use super::tag::with_attribute;
use super::xml::Xml;
use crate::diag::Finding;
use crate::diag::message::workbook::{Difference, NotSplicable, not_splicable};
use crate::formula::{Address, Rect};
use crate::unit::Budget;

impl Book {
    /// A sheet with new values, and nothing else changed: [`Sheet::bytes`] is its part.
    ///
    /// A cell that is written gets the value in its place: one that has a formula keeps it, and the value is its result.
    /// One that is not written is put in order, with the format of its row or column, and so is a row. A text goes into
    /// the cell itself, so that the table of texts stays as it is. The result is read back, and compared.
    ///
    /// # Errors
    /// A sheet in UTF-16, one without a place for rows, or one that differs in more than those values when it is read back.
    ///
    /// ```
    /// use chiffrage_base::formula::Address;
    /// use chiffrage_base::xlsx::{Book, Value};
    /// let book = Book::open(std::fs::read("../../tests/samples/buyer/fr_dqe_four_lots_synthetic.xlsx").unwrap()).unwrap();
    /// let ror = book.find("Lot 3 ROR").unwrap();
    /// let at = Address::parse("E11").unwrap();
    /// let part = book.splice(&book.sheet(ror).unwrap(), &[(at, Value::Number("720.5".into()))].into()).unwrap();
    /// let filled = book.package.with(&[(book.sheets[ror].part.clone(), part.bytes())]).unwrap();
    /// let filled = Book::open(filled).unwrap().sheet(ror).unwrap();
    /// assert_eq!(filled.value(at), &Value::Number("720.5".into()));
    /// ```
    pub fn splice(&self, sheet: &Sheet, values: &BTreeMap<Address, Value>) -> Result<Sheet, Finding> {
        if sheet.text.wide {
            return Err(not_splicable(&sheet.part, &NotSplicable::Wide));
        }
        if sheet.data.0.is_empty() {
            return Err(not_splicable(&sheet.part, &NotSplicable::NoRows));
        }
        let mut splice = Splice { sheet, budget: self.package.budget(), edits: Vec::new() };
        splice.cells(values)?;
        let text = sheet.text.with(&splice.edits);
        let (tables, pivots) = (sheet.tables.clone(), sheet.pivots.clone());
        let read = Sheet { tables, pivots, ..self.grid(&sheet.part, text)? };
        match difference(sheet, &read, values) {
            None => Ok(read),
            Some(what) => Err(not_splicable(&sheet.part, &NotSplicable::Differs(what))),
        }
    }
}

struct Splice<'a> {
    sheet: &'a Sheet,
    budget: &'a Budget,
    /// What goes in place of which bytes, in order.
    edits: Vec<(Range<usize>, String)>,
}

impl Splice<'_> {
    fn cells(&mut self, values: &BTreeMap<Address, Value>) -> Result<(), Finding> {
        let mut added: Option<Rect> = None;
        let mut left = values.iter().peekable();
        while let Some((first, _)) = left.peek() {
            let number = first.row;
            let mut of_row = Vec::new();
            while let Some((at, value)) = left.next_if(|(at, _)| at.row == number) {
                if !self.sheet.is_written(*at) {
                    let here = Rect::cell(*at);
                    added = Some(added.map_or(here, |area| area.with(*at)));
                }
                of_row.push((*at, value));
            }
            match self.sheet.row(number) {
                Some((row, _)) => self.row(row, &of_row)?,
                None => self.new_row(number, &of_row),
            }
        }
        if let (Some(added), Some((area, bytes))) = (added, &self.sheet.dimension) {
            let whole = area.with(added.first()).with(Address { row: added.bottom, column: added.right });
            if whole != *area {
                let tag = with_attribute(&self.sheet.text.xml[bytes.clone()], "ref", Some(&whole.to_string()));
                self.edits.push((bytes.clone(), tag));
            }
        }
        self.edits.sort_by_key(|(bytes, _)| bytes.start);
        Ok(())
    }

    /// Values in a row that is written.
    fn row(&mut self, row: &Row, values: &[(Address, &Value)]) -> Result<(), Finding> {
        let xml = &self.sheet.text.xml;
        let tag = &xml[row.tag.range()];
        let closed = tag.ends_with("/>");
        let prefix = prefix(tag);
        let mut new_tag = tag.to_owned();
        // Where a new last cell goes: before the end tag.
        let (whole, tagged) = (row.bytes.range(), row.tag.range());
        let end = if closed { tagged.end } else { whole.start + xml[whole].rfind("</").unwrap_or(0) };
        let mut within = String::new();
        for (at, value) in values {
            match self.sheet.written_from(row, at.column) {
                Some((there, bytes)) if there == *at => {
                    let result = self.sheet.cell(*at).is_some_and(|cell| cell.formula.is_some());
                    let new = replaced(&self.sheet.part, &xml[bytes.clone()], result, value, self.budget)?;
                    self.edits.push((bytes, new));
                }
                next => {
                    new_tag = spanning(&new_tag, at.column);
                    let new = self.new_cell(*at, prefix, value);
                    match next {
                        Some((_, bytes)) => self.edits.push((bytes.start..bytes.start, new)),
                        None => within.push_str(&new),
                    }
                }
            }
        }
        if closed && !within.is_empty() {
            let open = new_tag.trim_end_matches("/>").trim_end();
            self.edits.push((tagged, format!("{open}>{within}</{prefix}row>")));
            return Ok(());
        }
        if new_tag != tag {
            self.edits.push((tagged, new_tag));
        }
        if !within.is_empty() {
            self.edits.push((end..end, within));
        }
        Ok(())
    }

    /// A row that is not written, in its order.
    fn new_row(&mut self, number: u32, values: &[(Address, &Value)]) {
        let xml = &self.sheet.text.xml;
        let (data, tag) = &self.sheet.data;
        let prefix = prefix(&xml[tag.clone()]);
        let cells: String = values.iter().map(|(at, value)| self.new_cell(*at, prefix, value)).collect();
        let row = format!("<{prefix}row r=\"{number}\">{cells}</{prefix}row>");
        let closed = xml[tag.clone()].ends_with("/>");
        let next = self.sheet.rows.get(self.sheet.rows.partition_point(|row| row.number < number));
        match (next, closed) {
            (Some(next), _) => {
                let at = next.bytes.range().start;
                self.edits.push((at..at, row));
            }
            (None, false) => {
                let end = data.start + xml[data.clone()].rfind("</").unwrap_or(0);
                self.edits.push((end..end, row));
            }
            // `<sheetData/>`: opened by the first row, closed by the last.
            (None, true) => {
                if let Some((_, text)) = self.edits.iter_mut().find(|(bytes, _)| bytes == tag) {
                    text.insert_str(text.rfind("</").unwrap_or(text.len()), &row);
                } else {
                    let open = xml[tag.clone()].trim_end_matches("/>").trim_end();
                    self.edits.push((tag.clone(), format!("{open}>{row}</{prefix}sheetData>")));
                }
            }
        }
    }

    fn new_cell(&self, at: Address, prefix: &str, value: &Value) -> String {
        let style = match self.sheet.style(at) {
            0 => String::new(),
            style => format!(" s=\"{style}\""),
        };
        let (kind, content) = content(prefix, false, value);
        let kind = kind.map(|kind| format!(" t=\"{kind}\"")).unwrap_or_default();
        format!("<{prefix}c r=\"{at}\"{style}{kind}>{content}</{prefix}c>")
    }
}

/// `x:` of `<x:row …>`, nothing of `<row …>`.
fn prefix(tag: &str) -> &str {
    let name = tag[1..].split(|c: char| c.is_ascii_whitespace() || c == '>' || c == '/').next().unwrap_or_default();
    name.find(':').map_or("", |colon| &name[..=colon])
}

/// The tag of a row whose `spans`, where it states any, take in a column.
fn spanning(tag: &str, column: u32) -> String {
    let Some(at) = tag.find("spans=") else { return tag.to_owned() };
    let spans = tag[at + 7..].split(['"', '\'']).next().unwrap_or_default();
    let spans: Vec<(u32, u32)> = spans
        .split_ascii_whitespace()
        .filter_map(|span| span.split_once(':'))
        .filter_map(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?)))
        .collect();
    if spans.iter().any(|(from, to)| (*from..=*to).contains(&column)) {
        return tag.to_owned();
    }
    let from = spans.iter().map(|span| span.0).min().unwrap_or(column).min(column);
    let to = spans.iter().map(|span| span.1).max().unwrap_or(column).max(column);
    with_attribute(tag, "spans", Some(&format!("{from}:{to}")))
}

/// The type of a cell and its content for a value; a result of a formula holds its text as `str`.
fn content(prefix: &str, result: bool, value: &Value) -> (Option<&'static str>, String) {
    let simple = |text: &str| format!("<{prefix}v>{}</{prefix}v>", escaped(text));
    match value {
        Value::Empty => (None, String::new()),
        Value::Number(text) => (None, simple(text)),
        Value::Text(text) if result => (Some("str"), simple(text)),
        Value::Text(text) => {
            let kept = text.trim() != &**text || text.contains(['\n', '\t']);
            let space = if kept { " xml:space=\"preserve\"" } else { "" };
            (Some("inlineStr"), format!("<{prefix}is><{prefix}t{space}>{}</{prefix}t></{prefix}is>", escaped(text)))
        }
        Value::Bool(true) => (Some("b"), simple("1")),
        Value::Bool(false) => (Some("b"), simple("0")),
        Value::Error(text) => (Some("e"), simple(text)),
        Value::Date(text) => (Some("d"), simple(text)),
    }
}

/// A cell that is written, with another value: `v` and `is` give way, the rest stays.
fn replaced(part: &str, cell: &str, result: bool, value: &Value, budget: &Budget) -> Result<String, Finding> {
    let mut xml = Xml::of_piece(part, cell, budget);
    let Event::Start(tag) = xml.next()? else { return Err(xml.cut()) };
    let prefix = tag.name().prefix().map(|p| format!("{}:", p.into_inner())).unwrap_or_default();
    let (kind, content) = content(&prefix, result, value);
    let open = with_attribute(&cell[..xml.place()], "t", kind);
    let open = open.trim_end_matches('>').trim_end_matches('/').trim_end();
    let (mut before, mut after, mut placed) = (String::new(), String::new(), false);
    loop {
        let from = xml.place();
        match xml.next()? {
            Event::End(_) => break,
            Event::Eof => return Err(xml.cut()),
            Event::Start(tag) => {
                let name = tag.local_name();
                let (is_value, is_formula) = (matches!(name.as_ref(), "v" | "is"), name.as_ref() == "f");
                xml.skip()?;
                if is_value {
                    placed = true;
                    continue;
                }
                // A formula comes before the value, all else after it.
                placed |= !is_formula;
                let side = if is_formula { &mut before } else { &mut after };
                side.push_str(&cell[from..xml.place()]);
            }
            _ if placed => after.push_str(&cell[from..xml.place()]),
            _ => before.push_str(&cell[from..xml.place()]),
        }
    }
    Ok(format!("{open}>{before}{content}{after}</{prefix}c>"))
}

/// A text as XML holds it; what XML cannot hold is written `_x000D_`, as Excel does.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\n' | '\t' => out.push(c),
            c if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') => {
                let _ = write!(out, "_x{:04X}_", u32::from(c));
            }
            '_' if is_escape(&text[at..]) => out.push_str("_x005F_"),
            c => out.push(c),
        }
    }
    out
}

/// Does a text start as `_x000D_` does?
fn is_escape(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 7 && bytes[1] == b'x' && bytes[6] == b'_' && bytes[2..6].iter().all(u8::is_ascii_hexdigit)
}

/// What differs between a sheet and the same read back, beside the values; `None` where nothing does.
fn difference(old: &Sheet, new: &Sheet, values: &BTreeMap<Address, Value>) -> Option<Difference> {
    let same = |a: &Cell, b: &Cell| a.at == b.at && a.style == b.style && a.formula == b.formula;
    let kept = |cell: &&Cell| old.cell(cell.at).is_some();
    let mut read = new.cells.iter().filter(kept);
    for cell in &old.cells {
        match read.next() {
            Some(other) if same(cell, other) && (values.contains_key(&cell.at) || cell.value == other.value) => {}
            _ => return Some(Difference::Cell(cell.at.to_string())),
        }
    }
    for (at, value) in values {
        let (style, formula) = (old.style(*at), old.cell(*at).and_then(|cell| cell.formula.clone()));
        match new.cell(*at) {
            Some(cell) if cell.value == *value && cell.style == style && cell.formula == formula => {}
            _ => return Some(Difference::Cell(at.to_string())),
        }
    }
    let added = values.keys().filter(|at| old.cell(**at).is_none()).count();
    if new.cells.len() != old.cells.len() + added {
        return Some(Difference::Added);
    }
    if let Some(row) = old.other_looks(new, values) {
        return Some(Difference::Bare(row));
    }
    let rows = |sheet: &Sheet| sheet.rows.iter().map(|row| (row.number, row.hidden, row.style)).collect::<Vec<_>>();
    let (before, mut after) = (rows(old), rows(new));
    after.retain(|row| old.row(row.0).is_some());
    let alike =
        before == after && old.columns == new.columns && old.merged == new.merged && old.protected == new.protected;
    (!alike).then_some(Difference::Layout)
}

impl Sheet {
    /// The first row where other cells hold only a format in another sheet, but for those that got a value.
    #[must_use]
    pub fn other_looks(&self, new: &Self, values: &BTreeMap<Address, Value>) -> Option<u32> {
        let alike = |row: &Row| {
            let Some((before, _)) = self.row(row.number) else { return new.bare_texts(row).next().is_none() };
            let left = || self.bare_in(before).filter(|cell| !values.contains_key(&cell.at));
            // As they are in most rows; else one by one.
            self.bare_texts(before).eq(new.bare_texts(row))
                || left().map(|cell| (cell.at, cell.style)).eq(new.bare_in(row).map(|cell| (cell.at, cell.style)))
        };
        let lost = |row: &&Row| new.row(row.number).is_none() && self.bare_texts(row).next().is_some();
        let other = new.rows.iter().find(|row| !alike(row));
        other.or_else(|| self.rows.iter().find(lost)).map(|row| row.number)
    }
}
