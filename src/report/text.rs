use std::fmt::Write as _;
use std::ops::Range;

use comfy_table::{Attribute, Cell as Drawn, CellAlignment, ContentArrangement, Table, presets};
use itertools::Itertools as _;
use rust_decimal::Decimal;
use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm};

use crate::sheet::{Cell, Column, Sheet, Style};
use crate::unit::{DASH, Lang, digits, money, percent, rate};

/// What a table is drawn on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Page {
    /// Are headings and totals in bold?
    pub styled: bool,
    /// How many characters a line holds; `None` where it may be as long as it needs.
    pub width: Option<u16>,
}

/// A sheet for people: title, aligned table, notes. A table wider than the page is drawn in several,
/// its first columns on each.
#[must_use]
pub fn text(sheet: &Sheet, lang: Lang, page: Page) -> String {
    let mut out = String::new();
    for line in &sheet.title {
        wrap(line, 0, page.width, &mut out);
    }
    let columns: Vec<usize> = (0..sheet.columns.len()).filter(|c| !sheet.columns[*c].only_data).collect();
    let words: Vec<Vec<String>> = sheet
        .rows
        .iter()
        .map(|row| columns.iter().map(|c| words(sheet, *c, row.cells.get(*c), lang)).collect())
        .collect();
    // A table without rows is written as its title and notes alone.
    let groups = if words.is_empty() { Vec::new() } else { groups(sheet, &columns, &words, page.width) };
    for group in groups {
        let _ = writeln!(out);
        draw(sheet, &columns, &words, &group, page, &mut out);
    }
    if !sheet.statement.is_empty() {
        let _ = writeln!(out);
        wrap(&sheet.statement, 0, page.width, &mut out);
    }
    if !sheet.notes.is_empty() {
        let _ = writeln!(out);
    }
    for line in &sheet.notes {
        wrap(line, 0, page.width, &mut out);
    }
    out
}

/// The columns of sentences where no terminal says how many it has.
const SENTENCES: u16 = 100;

/// Adds a line of words, broken between them where the page ends, its further lines `indent` deep; no-break spaces hold.
pub(super) fn wrap(line: &str, indent: usize, width: Option<u16>, out: &mut String) {
    let width = usize::from(width.unwrap_or(SENTENCES));
    // However deep, half of the page is for words.
    let indent = " ".repeat(indent.min(width / 2));
    let options = Options::new(width)
        .subsequent_indent(&indent)
        .word_separator(WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation)
        .wrap_algorithm(WrapAlgorithm::FirstFit)
        .break_words(false);
    for line in textwrap::wrap(line, options) {
        let _ = writeln!(out, "{line}");
    }
}

fn words(sheet: &Sheet, column: usize, cell: Option<&Cell>, lang: Lang) -> String {
    match cell {
        Some(cell) if sheet.no_zeros && cell.shown().number().is_some_and(|number| number.is_zero()) => DASH.to_owned(),
        Some(cell) => shown_in(&sheet.columns[column], cell, lang),
        None => String::new(),
    }
}

/// The characters that a column of words keeps, however narrow the page.
const WORDS: usize = 18;

/// The columns after the frozen ones, in as many groups as it takes for each to fit the page.
fn groups(sheet: &Sheet, columns: &[usize], words: &[Vec<String>], width: Option<u16>) -> Vec<Vec<usize>> {
    let all = || (0..columns.len()).collect_vec();
    let Some(width) = width.map(usize::from) else { return vec![all()] };
    let length = |place: usize| {
        let heading = sheet.columns[columns[place]].title.chars().count();
        1 + words.iter().map(|row| row[place].chars().count()).max().unwrap_or(0).max(heading)
    };
    // Words wrap, down to a width that can still be read; figures do not.
    let least =
        |place: usize| if sheet.columns[columns[place]].numeric { length(place) } else { length(place).min(WORDS) };
    let leading = columns.iter().take_while(|c| !sheet.columns[**c].numeric).count();
    let frozen = if sheet.frozen > 0 { sheet.frozen } else { leading };
    let fits = (0..columns.len()).map(least).sum::<usize>() <= width;
    if frozen == 0 || frozen >= columns.len() || (sheet.frozen == 0 && fits) {
        return vec![all()];
    }
    let frozen: Range<usize> = 0..frozen;
    // The first columns take half the page at most.
    let room = width.saturating_sub(frozen.clone().map(length).sum::<usize>().min(width / 2));
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut used = 0;
    for place in frozen.end..columns.len() {
        let length = length(place);
        match groups.last_mut() {
            Some(group) if used + length <= room => group.push(place),
            _ => {
                groups.push(frozen.clone().chain([place]).collect());
                used = 0;
            }
        }
        used += length;
    }
    if groups.is_empty() { vec![all()] } else { groups }
}

fn draw(sheet: &Sheet, columns: &[usize], words: &[Vec<String>], group: &[usize], page: Page, out: &mut String) {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    if page.styled {
        table.enforce_styling();
    } else {
        table.force_no_tty();
    }
    if let Some(width) = page.width {
        table.set_width(width);
    }
    let column = |place: usize| -> &Column { &sheet.columns[columns[place]] };
    let aligned = |words: &str, place: usize, bold: bool| {
        let drawn = Drawn::new(words);
        let drawn = if column(place).numeric { drawn.set_alignment(CellAlignment::Right) } else { drawn };
        if bold && page.styled { drawn.add_attribute(Attribute::Bold) } else { drawn }
    };
    table.set_header(group.iter().map(|place| aligned(&column(*place).title, *place, true)));
    for (row, words) in sheet.rows.iter().zip(words) {
        table.add_row(group.iter().map(|place| aligned(&words[*place], *place, row.style != Style::Body)));
    }
    for (drawn, place) in table.column_iter_mut().zip(group) {
        drawn.set_padding((0, 1));
        if column(*place).numeric {
            // A figure is never cut in two.
            drawn.set_constraint(comfy_table::ColumnConstraint::ContentWidth);
        }
    }
    for line in table.lines() {
        let _ = writeln!(out, "{}", line.trim_end());
    }
}

/// What a cell of a column shows a reader: a difference above zero has a plus.
#[must_use]
pub fn shown_in(column: &Column, cell: &Cell, lang: Lang) -> String {
    let words = shown(cell, lang);
    let is_above = column.signed && cell.number().is_some_and(|value| value > Decimal::ZERO);
    if is_above && words.contains(|c: char| matches!(c, '1'..='9')) { format!("+{words}") } else { words }
}

/// What a cell shows a reader.
#[must_use]
pub fn shown(cell: &Cell, lang: Lang) -> String {
    match cell.shown() {
        Cell::Text(text) => lang.typeset(text),
        Cell::Money(value) => money(*value, lang),
        Cell::UnitPrice(value, places) | Cell::Number(value, places) => digits(*value, *places, lang),
        Cell::Percent(value) => percent(*value, lang),
        Cell::NoShare => DASH.to_owned(),
        Cell::Rate(value) => rate(*value, lang),
        Cell::Typed(value) => digits(*value, value.scale(), lang),
        Cell::Empty | Cell::Formula(..) | Cell::Input(_) | Cell::Carried(_) => String::new(),
    }
}
