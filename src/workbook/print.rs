//! How a sheet is printed: the height of its rows, its pages, what is at their head and foot.

use rust_xlsxwriter::{ProtectionOptions, Worksheet};

use super::Failure;
use crate::sheet::{Audience, Cell, Column, Drawn, Print, Row, Sheet, Style};

/// What a sheet's rows take, in points: viewers do not all work it out.
pub struct Heights {
    /// A row of one line.
    pub line: f64,
    /// The title.
    pub title: f64,
    /// The empty row above the headings.
    pub gap: f64,
    /// The headings.
    pub heading: f64,
    /// Each row of the table.
    pub rows: Vec<f64>,
    /// What the table comes to.
    pub statement: f64,
    /// Each note.
    pub notes: Vec<f64>,
    /// The last column over which a note is written.
    pub note_to: u16,
}

/// What a further line of a cell takes.
const NEXT: f64 = 12.75;
/// The format allows no row higher.
const HIGHEST: f64 = 409.0;
/// The most characters of a note's line, in widths of columns.
const NOTE: u16 = 150;

impl Heights {
    /// Of a sheet for these eyes.
    pub fn of(sheet: &Sheet, audience: Audience) -> Self {
        let Print::Sections { portrait } = sheet.print else {
            // A sheet of months is for reference: more of it on a page.
            return Self::in_lines(sheet, if sheet.pages_wide > 1 { 14.0 } else { 17.0 });
        };
        let low = Self::in_lines(sheet, 12.75);
        let usual = Self::in_lines(sheet, 15.0);
        let is_whole = |heights: &Self| Pages::of(sheet, heights, margins(sheet, audience), portrait).scale.is_none();
        if !is_whole(&usual) && is_whole(&low) { low } else { usual }
    }

    fn in_lines(sheet: &Sheet, line: f64) -> Self {
        let rows = sheet.rows.iter().map(|row| {
            let of_cell = |(c, column): (usize, &Column)| match row.cells.get(c).map(Cell::shown) {
                Some(Cell::Text(text)) if !column.only_data && !overflows(sheet, row) => lines_of(text, column.width),
                _ => 1,
            };
            of_lines(line, sheet.columns.iter().enumerate().map(of_cell).max().unwrap_or(1))
        });
        let widths = || sheet.columns.iter().filter(|column| !column.only_data).map(|column| column.width);
        let total: u16 = widths().fold(0, u16::saturating_add);
        let (mut note_width, mut note_to) = (0, 0);
        for (place, width) in (0..).zip(widths()) {
            if note_width > 0 && note_width + width > NOTE {
                break;
            }
            (note_width, note_to) = (note_width + width, place);
        }
        // Letters of 10 points are narrower than the digits of 11 that a width counts, those of a note more so.
        let over = |text: &str, width: u16, per_ten: usize| {
            text.chars().count().div_ceil((usize::from(width) * per_ten / 10).max(1)).max(1)
        };
        Self {
            line,
            title: line + 7.0,
            gap: if line < 17.0 { 6.0 } else { line },
            heading: heading(sheet),
            rows: rows.collect(),
            statement: of_lines(16.0, over(&sheet.statement, total, 11)),
            notes: sheet.notes.iter().map(|note| of_lines(line, over(note, note_width, 13))).collect(),
            note_to,
        }
    }
}

/// Do the words of a row go on over the empty cells beside them? Those of a section do, where nothing else is in its row.
pub fn overflows(sheet: &Sheet, row: &Row) -> bool {
    let is_words = |cell: &Cell| matches!(cell, Cell::Empty | Cell::Text(_));
    sheet.print != Print::Flowing && row.style == Style::Section && row.cells.iter().all(is_words)
}

/// The lines that words take in a column, broken between words.
fn lines_of(text: &str, column: u16) -> usize {
    // Without the indent and the padding.
    let room = f64::from(column).mul_add(5.25, -7.0).max(10.0);
    let mut lines = 0;
    for line in text.lines() {
        let mut used = f64::MAX;
        for word in line.split(' ') {
            let wide = wide(word);
            let with_space = used + wide + 10.0 * SPACE;
            if with_space > room {
                // A word longer than the column is cut.
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few lines")]
                let cut = (wide / room).ceil().max(1.0) as usize;
                (lines, used) = (lines + cut, wide - room * f64::from(u32::try_from(cut - 1).unwrap_or(0)));
            } else {
                used = with_space;
            }
        }
    }
    lines.max(1)
}

/// A space, in ems.
const SPACE: f64 = 0.226;

/// How wide a word is at 10 points, as Calibri measures it: letters by their kind.
fn wide(word: &str) -> f64 {
    let em = |c: char| match c {
        'i' | 'l' | 'j' | 'I' | '.' | ',' | ':' | ';' | '’' | '\'' | '|' | '!' => 0.25,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '-' | ' ' | '\u{a0}' | '/' => 0.34,
        'a' | 'c' | 's' | 'z' | 'k' | 'v' | 'x' | 'y' | 'é' | 'è' | 'à' | 'e' | 'g' => 0.48,
        'm' | 'w' | 'M' | 'W' | 'œ' | '…' => 0.86,
        c if c.is_uppercase() => 0.62,
        _ => 0.53,
    };
    10.0 * word.chars().map(em).sum::<f64>()
}

fn of_lines(line: f64, lines: usize) -> f64 {
    let further = u32::try_from(lines.saturating_sub(1)).unwrap_or(u32::MAX);
    NEXT.mul_add(f64::from(further), line).min(HIGHEST)
}

/// The height of the row of headings: two lines, or what the longest takes.
fn heading(sheet: &Sheet) -> f64 {
    let lines = |column: &Column| {
        let of_line = |line: &str| line.chars().count().div_ceil(usize::from(column.width).max(1));
        column.title.lines().map(of_line).sum::<usize>()
    };
    let columns = sheet.columns.iter().filter(|column| !column.only_data);
    let most = columns.map(lines).max().unwrap_or(1).clamp(2, 6);
    of_lines(6.0 + NEXT, most)
}

/// A sheet of paper: its number in the format, its sides in points, the shorter first.
type Paper = (u8, f64, f64);
const A4: Paper = (9, 595.3, 841.9);
const A3: Paper = (8, 841.9, 1190.6);

/// The rows that a chart below a table takes.
pub const CHART_ROWS: u32 = 18;

/// Letters of 10 points are printed with 8 at least.
const LEAST: f64 = 0.8;

/// The margins in inches: left, right, top, bottom. A sheet for the bidder's eyes has its mark at the top.
fn margins(sheet: &Sheet, audience: Audience) -> [f64; 4] {
    match (sheet.print, audience) {
        (Print::Sections { .. }, Audience::Buyer) => [0.3, 0.3, 0.35, 0.5],
        _ => [0.4, 0.4, 0.5, 0.6],
    }
}

/// Frozen panes, printing, protection.
pub fn page(worksheet: &mut Worksheet, sheet: &Sheet, heights: &Heights, audience: Audience) -> Result<(), Failure> {
    let first = sheet.body_row(0);
    worksheet.set_freeze_panes(first, u16::try_from(sheet.frozen).unwrap_or(0))?;
    let [left, right, top, bottom] = margins(sheet, audience);
    worksheet.set_margins(left, right, top, bottom, 0.25, 0.25);
    worksheet.set_landscape().set_paper_size(A4.0);
    match sheet.print {
        Print::Flowing => {
            worksheet.set_paper_size(flowing(sheet, [left, right]));
            worksheet.set_print_fit_to_pages(sheet.pages_wide.max(1), 0);
        }
        Print::Sections { portrait } => {
            let Pages { paper, scale, breaks } = Pages::of(sheet, heights, margins(sheet, audience), portrait);
            worksheet.set_paper_size(paper);
            if portrait {
                worksheet.set_portrait();
            }
            match scale {
                None => drop(worksheet.set_print_fit_to_pages(1, 1)),
                Some(scale) => drop(worksheet.set_print_scale(scale).set_page_breaks(&breaks)?),
            }
        }
    }
    if let (2.., Some(last)) = (sheet.pages_wide, sheet.frozen.checked_sub(1)) {
        worksheet.set_repeat_columns(0, u16::try_from(last).unwrap_or(0))?;
    }
    worksheet.set_repeat_rows(sheet.heading_row(), sheet.heading_row())?;
    worksheet.set_print_center_horizontally(true);
    // An ampersand starts a code in a footer.
    let mut footer = sheet.footer.replace('&', "&&");
    // A digit first would be read as part of the size before it.
    if footer.starts_with(|c: char| c.is_ascii_digit()) {
        footer.insert(0, ' ');
    }
    worksheet.set_footer(format!("&L&8{footer}&C&8&A&R&8&P / &N"));
    if audience == Audience::Internal {
        worksheet.set_header(format!("&C&\"Calibri,Bold\"&9&KC00000{footer}"));
    }
    worksheet.set_screen_gridlines(false);
    if sheet.locked {
        worksheet.protect_with_options(&ProtectionOptions {
            format_columns: true,
            format_rows: true,
            ..ProtectionOptions::default()
        });
    }
    Ok(())
}

/// The widths of a sheet's columns in points, in digits of Calibri at 11 points as they are printed: on a screen they are 7
/// whole pixels, a little less.
fn widths(sheet: &Sheet) -> impl Iterator<Item = f64> {
    sheet.columns.iter().filter(|column| !column.only_data).map(|column| (f64::from(column.width) + 0.72) * 5.6)
}

/// The paper of a sheet that is as wide as its pages: the usual one where its letters can be read on it.
fn flowing(sheet: &Sheet, [left, right]: [f64; 2]) -> u8 {
    let pages = f64::from(sheet.pages_wide.max(1));
    // The columns that stay in sight are on each page.
    let again: f64 = if sheet.pages_wide > 1 { widths(sheet).take(sheet.frozen).sum() } else { 0.0 };
    let wide = (widths(sheet).sum::<f64>() + again * (pages - 1.0)) / pages;
    if (A4.2 - (left + right) * 72.0) / wide < LEAST { A3.0 } else { A4.0 }
}

/// The pages of a sheet that is cut between its sections.
struct Pages {
    paper: u8,
    /// In percent; none where all is on one page.
    scale: Option<u16>,
    /// The rows that begin a page.
    breaks: Vec<u32>,
}

impl Pages {
    fn of(sheet: &Sheet, heights: &Heights, [left, right, top, bottom]: [f64; 4], portrait: bool) -> Self {
        let wide: f64 = widths(sheet).sum();
        let room = |(_, short, long): Paper| {
            let (width, height) = if portrait { (short, long) } else { (long, short) };
            (width - (left + right) * 72.0, height - (top + bottom) * 72.0)
        };
        // What is too wide to be read on the usual paper is for the next larger one.
        let paper = if room(A4).0 / wide < LEAST { A3 } else { A4 };
        let (width, height) = room(paper);
        let fits = (width / wide).min(1.0);
        let blocks = Blocks::of(sheet, heights, height);
        if height / blocks.total() >= LEAST {
            return Self { paper: paper.0, scale: None, breaks: Vec::new() };
        }
        // A percent less than fits, as programs round the sides of cells.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 10 to 100")]
        let percent = (fits * 100.0).floor().clamp(11.0, 100.0) as u16 - 1;
        let page = height * 100.0 / f64::from(percent);
        Self { paper: paper.0, scale: Some(percent), breaks: blocks.balanced(page) }
    }
}

/// The rows that stay together on a page: a section with its total, and with the last one all that follows the table.
struct Blocks {
    /// What is above the table, headings included: on the first page alone.
    above: f64,
    /// The headings: on each further page.
    heading: f64,
    /// Each with its first row.
    all: Vec<(u32, f64)>,
}

impl Blocks {
    /// `page` is how high a page is: a section of more than half is cut too, never so that its total has few rows above it.
    fn of(sheet: &Sheet, heights: &Heights, page: f64) -> Self {
        let further = u32::try_from(sheet.title.len().saturating_sub(1)).unwrap_or(0);
        let above = heights.title + heights.line * f64::from(further) + heights.gap + heights.heading;
        let mut blocks: Vec<(u32, f64)> = Vec::new();
        for (r, (row, height)) in sheet.rows.iter().zip(&heights.rows).enumerate() {
            let on = &sheet.rows[r..sheet.rows.len().min(r + 3)];
            let is_within = on.len() == 3 && on.iter().all(|row| row.style == Style::Body);
            match blocks.last_mut() {
                Some((_, block)) if row.style != Style::Section && !(is_within && *block > page / 2.0) => {
                    *block += height;
                }
                _ => blocks.push((sheet.body_row(r), *height)),
            }
        }
        let statement = if sheet.statement.is_empty() { 0.0 } else { heights.statement + 2.0 * heights.line };
        let charts = sheet
            .charts
            .iter()
            .filter(|chart| matches!(chart.drawn, Drawn::Rows { .. } | Drawn::Columns { .. } | Drawn::Curves { .. }))
            .count();
        let charts = f64::from(u32::try_from(charts).unwrap_or(0)) * f64::from(CHART_ROWS + 1) * heights.line;
        let signature = if sheet.signature.is_empty() { 0.0 } else { 12.0 * heights.line };
        let contents = f64::from(u32::try_from(sheet.contents.len()).unwrap_or(0)) * heights.line;
        if let Some((_, block)) = blocks.last_mut() {
            *block +=
                contents + statement + heights.notes.iter().map(|note| note + 1.0).sum::<f64>() + signature + charts;
        }
        Self { above, heading: heights.heading, all: blocks }
    }

    fn total(&self) -> f64 {
        self.above + self.all.iter().map(|(_, height)| height).sum::<f64>()
    }

    /// The rows that begin a page, the first apart, where pages are `height` high.
    fn cut(&self, height: f64) -> Vec<u32> {
        let (mut breaks, mut used) = (Vec::new(), self.above);
        let mut is_empty = true;
        for (row, block) in &self.all {
            if used + block > height && !is_empty {
                breaks.push(*row);
                used = self.heading;
            }
            used += block;
            is_empty = false;
        }
        breaks
    }

    /// The same number of pages, as alike in height as can be: the last one is no remnant.
    fn balanced(&self, height: f64) -> Vec<u32> {
        const STEPS: u32 = 40;
        let fewest = self.cut(height);
        let lower = (1..STEPS).map(|step| self.cut(height * f64::from(step) / f64::from(STEPS)));
        let mut alike = lower.filter(|breaks| breaks.len() == fewest.len());
        alike.next().unwrap_or(fewest)
    }
}
