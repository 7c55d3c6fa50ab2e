//! Reads the part of a sheet: rows and cells with their bytes.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};

use super::bare::{Bare, Run, bare_cells};
use super::cell::{Cell, Formula, Value};
use super::sheet::{Columns, Row, Sheet};
use super::span::Span;
use super::strings::{item, unescaped};
use super::usual::Usual;
use super::validation::Validation;
use super::xml::{Text, Xml, is_true};
use crate::diag::Finding;
use crate::diag::message::damage::{Damage, damaged};
use crate::diag::message::workbook::{Excess, too_much};
use crate::formula::{Address, COLUMNS, ROWS, Rect};
use crate::unit::Budget;

/// The work of a row, and of a cell that is written the usual way, beside that of its bytes.
const WORK_OF_A_ROW: usize = 60;
const WORK_OF_A_CELL: usize = 100;

/// Reads the text of a sheet of at most so many cells.
pub(super) fn scan(
    part: &str, text: Text, strings: &[Arc<str>], most: usize, budget: &Budget,
) -> Result<Sheet, Finding> {
    let mut scan = Scan {
        xml: Xml::new(part, &text.xml, budget),
        budget,
        text: &text.xml,
        part,
        strings,
        most,
        sheet: Sheet::default(),
        last: 0,
        masters: HashMap::new(),
        children: Vec::new(),
    };
    scan.all()?;
    scan.share();
    let mut sheet = scan.sheet;
    sheet.part = part.into();
    sheet.text = text;
    Ok(sheet)
}

struct Scan<'a> {
    xml: Xml<'a>,
    budget: &'a Budget,
    /// The part, whole.
    text: &'a str,
    part: &'a str,
    strings: &'a [Arc<str>],
    /// This many cells, and no more.
    most: usize,
    sheet: Sheet,
    /// The column of the last cell of the row so far.
    last: u32,
    /// Shared formulas by their number: text and cell of the master.
    masters: HashMap<u32, (Arc<str>, Address)>,
    /// Cells that share one, by their place: the master may come after them.
    children: Vec<(usize, u32)>,
}

impl<'a> Scan<'a> {
    fn all(&mut self) -> Result<(), Finding> {
        let mut found = false;
        loop {
            let from = self.xml.place();
            match self.xml.next()? {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "worksheet" => found = true,
                    "sheetData" => self.data(from)?,
                    "cols" | "mergeCells" | "dataValidations" => {}
                    "dataValidation" => self.validation(&tag)?,
                    _ => {
                        self.mark(&tag, from)?;
                        self.xml.skip()?;
                    }
                },
                Event::Eof if found => return Ok(()),
                Event::Eof => return Err(damaged(&Damage::NoWorksheet(self.part))),
                _ => {}
            }
        }
    }

    /// An element beside the cells.
    fn mark(&mut self, tag: &BytesStart<'a>, from: usize) -> Result<(), Finding> {
        match tag.local_name().as_ref() {
            "col" => {
                let (first, last) = (self.number(tag, "min")?, self.number(tag, "max")?);
                if let (Some(first), Some(last)) = (first, last) {
                    let (hidden, style) = (self.xml.flag(tag, "hidden")?, self.number(tag, "style")?);
                    self.budget.push(&mut self.sheet.columns, Columns { first, last, hidden, style })?;
                }
            }
            "mergeCell" => {
                if let Some(area) = self.xml.attribute(tag, "ref")?.and_then(|area| Rect::parse(&area)) {
                    self.budget.push(&mut self.sheet.merged, area)?;
                }
            }
            "autoFilter" => {
                self.sheet.filter = self.xml.attribute(tag, "ref")?.and_then(|area| Rect::parse(&area));
            }
            "sheetProtection" => self.sheet.protected = self.xml.flag(tag, "sheet")?,
            "dimension" => {
                let area = self.xml.attribute(tag, "ref")?.and_then(|area| Rect::parse(&area));
                if let Some(area) = area {
                    self.sheet.dimension = Some((area, from..self.xml.place()));
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// What numbers are let into some cells.
    fn validation(&mut self, tag: &BytesStart<'a>) -> Result<(), Finding> {
        let kind = self.xml.attribute(tag, "type")?.unwrap_or_default().into_owned();
        let operator = self.xml.attribute(tag, "operator")?.map(Cow::into_owned);
        // What only warns keeps nothing out.
        let stops = self.xml.attribute(tag, "errorStyle")?.is_none_or(|style| style == "stop");
        let cells = self.xml.attribute(tag, "sqref")?.unwrap_or_default().into_owned();
        let mut numbers = [None, None];
        loop {
            match self.xml.next()? {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "formula1" => numbers[0] = self.xml.text()?.trim().parse().ok(),
                    "formula2" => numbers[1] = self.xml.text()?.trim().parse().ok(),
                    _ => self.xml.skip()?,
                },
                Event::End(_) => break,
                Event::Eof => return Err(self.xml.cut()),
                _ => {}
            }
        }
        if let Some(mut validation) = Validation::of(&kind, operator.as_deref(), numbers).filter(|_| stops) {
            for area in cells.split_ascii_whitespace().filter_map(Rect::parse) {
                self.budget.push(&mut validation.areas, area)?;
            }
            self.budget.push(&mut self.sheet.validations, validation)?;
        }
        Ok(())
    }

    /// The rows, after `sheetData` was opened at `from`.
    fn data(&mut self, from: usize) -> Result<(), Finding> {
        let tag = from..self.xml.place();
        loop {
            let at = self.xml.place();
            match self.xml.next()? {
                Event::Start(tag) if tag.local_name().as_ref() == "row" => self.row(&tag, at)?,
                Event::Start(_) => self.xml.skip()?,
                Event::End(_) => break,
                Event::Eof => return Err(self.xml.cut()),
                _ => {}
            }
        }
        self.sheet.data = (from..self.xml.place(), tag);
        Ok(())
    }

    fn row(&mut self, tag: &BytesStart<'a>, from: usize) -> Result<(), Finding> {
        let last = self.sheet.rows.last().map_or(0, |r| r.number);
        let (mut number, mut style, mut formatted, mut hidden) = (last + 1, None, false, false);
        for attribute in self.xml.attributes(tag) {
            match attribute? {
                ("r", text) => number = text.parse().map_err(|_| damaged(&Damage::Row(self.part, text)))?,
                ("s", text) => style = text.trim().parse().ok(),
                ("customFormat", text) => formatted = is_true(text),
                ("hidden", text) => hidden = is_true(text),
                _ => {}
            }
        }
        if number <= last || number > ROWS {
            return Err(damaged(&Damage::Row(self.part, &number.to_string())));
        }
        self.budget.draw(WORK_OF_A_ROW)?;
        let tag = from..self.xml.place();
        let (cells, bare) = (self.sheet.cells.len(), self.sheet.bare.len());
        self.last = 0;
        let open = !self.text[tag.clone()].ends_with("/>");
        loop {
            if open {
                self.quick_cells(number)?;
            }
            let at = self.xml.place();
            match self.xml.next()? {
                Event::Start(tag) if tag.local_name().as_ref() == "c" => self.cell(&tag, at, number)?,
                Event::Start(_) => self.xml.skip()?,
                Event::End(_) => break,
                Event::Eof => return Err(self.xml.cut()),
                _ => {}
            }
        }
        let row = Row {
            number,
            hidden,
            style: style.filter(|_| formatted),
            cells: Span::of(cells..self.sheet.cells.len())?,
            bare: Span::of(bare..self.sheet.bare.len())?,
            bytes: Span::of(from..self.xml.place())?,
            tag: Span::of(tag)?,
        };
        Ok(self.budget.push(&mut self.sheet.rows, row)?)
    }

    fn cell(&mut self, tag: &BytesStart<'a>, from: usize, row: u32) -> Result<(), Finding> {
        let (mut at, mut style, mut kind) = (None, 0, Kind::Number);
        for attribute in self.xml.attributes(tag) {
            match attribute? {
                ("r", text) => {
                    let read = Address::parse(text).filter(|at| at.row == row);
                    at = Some(read.ok_or_else(|| damaged(&Damage::Cell(self.part, text)))?);
                }
                ("s", text) => style = text.parse().unwrap_or_default(),
                ("t", text) => kind = Kind::of(text),
                _ => {}
            }
        }
        let at = at.unwrap_or(Address { row, column: self.last + 1 });
        self.place(at)?;
        let (mut value, mut inline, mut formula) = (None, None, None);
        loop {
            match self.xml.next()? {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "v" => value = Some(self.xml.text()?),
                    "is" => inline = Some(item(&mut self.xml)?),
                    "f" => formula = self.formula(&tag, at)?,
                    _ => self.xml.skip()?,
                },
                Event::End(_) => break,
                Event::Eof => return Err(self.xml.cut()),
                _ => {}
            }
        }
        let value = self.value(at, kind, value.map(Cow::Owned), inline.map(Cow::Owned))?;
        let bytes = Span::of(from..self.xml.place())?;
        let cell = Cell { at, style, value, formula: formula.map(Box::new), bytes };
        Ok(self.budget.push(&mut self.sheet.cells, cell)?)
    }

    /// The cells here in a row that are written the usual way, with a value or only a format.
    fn quick_cells(&mut self, row: u32) -> Result<(), Finding> {
        loop {
            let from = self.xml.place();
            self.bare_cells(row, from)?;
            self.usual_cells(row)?;
            if self.xml.place() == from {
                return Ok(());
            }
        }
    }

    /// Those that hold a value.
    fn usual_cells(&mut self, row: u32) -> Result<(), Finding> {
        let from = self.xml.place();
        let (mut end, mut start, before) = (from, from, self.sheet.cells.len());
        while let Some(cell) = Usual::first(&self.text[end..]).filter(|cell| cell.at.is_none_or(|at| at.row == row)) {
            let at = cell.at.unwrap_or(Address { row, column: self.last + 1 });
            self.place(at)?;
            let kind = Kind::of(cell.kind);
            let said = Cow::Borrowed(cell.value);
            let said = if kind == Kind::Inline { unescaped(said) } else { said };
            let value = self.value(at, kind, Some(said), None)?;
            let text = cell.formula.map(|text| text.strip_prefix('=').unwrap_or(text));
            let formula = text.filter(|text| !text.trim().is_empty()).map(|text| Box::new(Formula::Own(text.into())));
            (start, end) = (end, end + cell.length);
            let (style, bytes) = (cell.style.unwrap_or_default(), Span::of(start..end)?);
            self.budget.push(&mut self.sheet.cells, Cell { at, style, value, formula, bytes })?;
        }
        if end == from {
            return Ok(());
        }
        self.budget.draw(WORK_OF_A_CELL * (self.sheet.cells.len() - before))?;
        self.xml.pass(end - from, start - from)
    }

    /// Those that hold only a format: read one by one they took most of the time.
    fn bare_cells(&mut self, row: u32, from: usize) -> Result<(), Finding> {
        let mut last: Option<Bare> = None;
        for cell in bare_cells(self.text, row, from) {
            self.place(cell.at)?;
            last = Some(cell);
        }
        if let Some(cell) = last {
            self.xml.pass(cell.bytes.end - from, cell.bytes.start - from)?;
            let run = Run { row, last: cell.at.column, bytes: from..cell.bytes.end };
            self.budget.push(&mut self.sheet.bare, run)?;
        }
        Ok(())
    }

    /// The next cell of a row is there: after its last, and not one too many.
    fn place(&mut self, at: Address) -> Result<(), Finding> {
        if at.column <= self.last || at.column > COLUMNS {
            return Err(damaged(&Damage::Cell(self.part, &at.to_string())));
        }
        if self.sheet.count >= self.most {
            return Err(too_much(Excess::Cells));
        }
        self.last = at.column;
        self.sheet.count += 1;
        Ok(())
    }

    fn value(
        &self, at: Address, kind: Kind, value: Option<Cow<'_, str>>, inline: Option<Cow<'_, str>>,
    ) -> Result<Value, Finding> {
        if kind == Kind::Inline {
            return Ok(Value::Text(inline.or(value).unwrap_or_default().into()));
        }
        let Some(value) = value else { return Ok(Value::Empty) };
        let trimmed = value.trim();
        Ok(match kind {
            Kind::Text => Value::Text(unescaped(value).into()),
            _ if trimmed.is_empty() => Value::Empty,
            Kind::Shared => {
                let text = trimmed.parse().ok().and_then(|i: usize| self.strings.get(i));
                let missing = || damaged(&Damage::NoText(self.part, at.to_string()));
                Value::Text(text.ok_or_else(missing)?.clone())
            }
            Kind::Bool => Value::Bool(is_true(trimmed)),
            Kind::Error => Value::Error(trimmed.into()),
            Kind::Date => Value::Date(trimmed.into()),
            Kind::Number | Kind::Inline => Value::Number(trimmed.into()),
        })
    }

    fn formula(&mut self, tag: &BytesStart<'a>, at: Address) -> Result<Option<Formula>, Finding> {
        let kind = self.xml.attribute(tag, "t")?.unwrap_or_default();
        let area = self.xml.attribute(tag, "ref")?.and_then(|area| Rect::parse(&area));
        let group = self.number(tag, "si")?;
        let text = self.xml.text()?;
        let text: Arc<str> = text.strip_prefix('=').unwrap_or(&text).into();
        Ok(match (&*kind, group) {
            ("shared", Some(group)) if text.trim().is_empty() => {
                self.budget.push(&mut self.children, (self.sheet.cells.len(), group))?;
                None
            }
            ("shared", Some(group)) => {
                self.masters.insert(group, (text.clone(), at));
                Some(Formula::Shared { text, master: at })
            }
            ("array", _) => Some(Formula::Array { text, area: area.unwrap_or(Rect::cell(at)) }),
            ("dataTable", _) => Some(Formula::Table { area: area.unwrap_or(Rect::cell(at)) }),
            _ if text.trim().is_empty() => None,
            _ => Some(Formula::Own(text)),
        })
    }

    /// Gives the cells that share a formula its text.
    fn share(&mut self) {
        for (cell, group) in self.children.drain(..) {
            if let Some((text, master)) = self.masters.get(&group) {
                let formula = Formula::Shared { text: text.clone(), master: *master };
                self.sheet.cells[cell].formula = Some(Box::new(formula));
            }
        }
    }

    fn number(&self, tag: &BytesStart<'a>, name: &str) -> Result<Option<u32>, Finding> {
        Ok(self.xml.attribute(tag, name)?.and_then(|text| text.trim().parse().ok()))
    }
}

/// The type of a cell (`t`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Shared,
    Inline,
    Text,
    Bool,
    Error,
    Date,
}

impl Kind {
    fn of(word: &str) -> Self {
        match word {
            "s" => Self::Shared,
            "inlineStr" => Self::Inline,
            "str" => Self::Text,
            "b" => Self::Bool,
            "e" => Self::Error,
            "d" => Self::Date,
            _ => Self::Number,
        }
    }
}
