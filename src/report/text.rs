use std::fmt::Write as _;
use std::ops::Range;

use itertools::Itertools as _;
use rust_decimal::Decimal;
use textwrap::core::display_width;
use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm};

use crate::sheet::{Cell, Column, Seen, Sheet, Style};
use crate::unit::{DASH, Lang, digits, digits_more, money, percent, rate};

/// What a table is drawn on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Page {
    /// Are headings and totals in bold, rules dim, losses red?
    pub styled: bool,
    /// How many characters a line holds; `None` where it may be as long as it needs.
    pub width: Option<u16>,
}

/// How letters are drawn in a terminal.
const BOLD: &str = "\u{1b}[1m";
const DIM: &str = "\u{1b}[2m";
const RED: &str = "\u{1b}[31m";
const CYAN: &str = "\u{1b}[36m";
const PLAIN: &str = "\u{1b}[0m";

/// A sheet for people: title, aligned table, notes. A table wider than the page is drawn in several, its first columns on
/// each, section by section. On a page of a width, as a terminal has, rules part headings, sections and totals.
#[must_use]
pub fn text(sheet: &Sheet, lang: Lang, page: Page) -> String {
    let mut out = String::new();
    for (place, line) in sheet.title.iter().enumerate() {
        let mut words = String::new();
        wrap(line, 0, page.width, &mut words);
        for line in words.lines() {
            let _ = writeln!(out, "{}", styled(line, if place == 0 { BOLD } else { "" }, page));
        }
    }
    let (table, left_out) = Table::of(sheet, lang, page).fitting();
    // A table without rows is written as its title and notes alone.
    let groups = if sheet.rows.is_empty() { Vec::new() } else { table.groups() };
    // A section is read whole before the next one begins.
    let whole = || std::iter::once(0..sheet.rows.len()).collect();
    let parts = if groups.len() > 1 { table.sections() } else { whole() };
    for (rows, group) in parts.into_iter().cartesian_product(&groups) {
        let _ = writeln!(out);
        table.draw(rows, group, &mut out);
    }
    if !sheet.statement.is_empty() {
        let _ = writeln!(out);
        wrap(&sheet.statement, 0, page.width, &mut out);
    }
    if !sheet.notes.is_empty() || !left_out.is_empty() {
        let _ = writeln!(out);
    }
    if !left_out.is_empty() {
        let titles = left_out.join(", ");
        let line = match lang {
            Lang::Fr => format!("Colonnes pour un terminal plus large\u{a0}: {titles} (ou `--format csv`)."),
            Lang::En => format!("Columns for a wider terminal: {titles} (or `--format csv`)."),
        };
        wrap(&line, 0, page.width, &mut out);
    }
    for line in &sheet.notes {
        wrap(line, 0, page.width, &mut out);
    }
    out
}

fn styled(words: &str, style: &str, page: Page) -> String {
    if page.styled && !style.is_empty() && !words.trim().is_empty() {
        format!("{style}{words}{PLAIN}")
    } else {
        words.to_owned()
    }
}

/// The columns of sentences where no terminal says how many it has.
const SENTENCES: u16 = 100;

/// Adds a line of words, broken between them where the page ends, its further lines `indent` deep; no-break spaces hold.
pub(super) fn wrap(line: &str, indent: usize, width: Option<u16>, out: &mut String) {
    let width = usize::from(width.unwrap_or(SENTENCES));
    // However deep, half of the page is for words.
    let indent = " ".repeat(indent.min(width / 2));
    for line in textwrap::wrap(line, broken(width).subsequent_indent(&indent).break_words(false)) {
        let _ = writeln!(out, "{line}");
    }
}

/// Lines of so many characters, broken between words.
fn broken<'a>(width: usize) -> Options<'a> {
    Options::new(width)
        .word_separator(WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation)
        .wrap_algorithm(WrapAlgorithm::FirstFit)
}

/// The characters that a column of words keeps, however narrow the page.
const WORDS: usize = 18;
/// Those of a column that is left out where it would have fewer.
const SPARE: usize = 30;
/// Those that a bar keeps.
const BAR: usize = 10;

/// A sheet as the words of its cells.
struct Table<'a> {
    sheet: &'a Sheet,
    page: Page,
    columns: Vec<&'a Column>,
    rows: Vec<Vec<String>>,
    /// The places of the columns.
    places: Vec<usize>,
    /// How wide the widest cell of each column is.
    bodies: Vec<usize>,
    /// Is each a column of bars alone?
    bars: Vec<bool>,
}

impl<'a> Table<'a> {
    fn of(sheet: &'a Sheet, lang: Lang, page: Page) -> Self {
        let places = (0..sheet.columns.len()).filter(|c| !sheet.columns[*c].only_data).collect_vec();
        let words = |c: &usize, cell: Option<&Cell>| match cell {
            Some(cell) if sheet.no_zeros && cell.shown().number().is_some_and(|number| number.is_zero()) => {
                DASH.to_owned()
            }
            Some(cell) => shown_in(&sheet.columns[*c], cell, lang),
            None => String::new(),
        };
        let rows = sheet.rows.iter().map(|row| places.iter().map(|c| words(c, row.cells.get(*c))).collect());
        let columns = places.iter().map(|c| &sheet.columns[*c]).collect_vec();
        let (bodies, bars) = (Vec::new(), Vec::new());
        let mut table = Self { sheet, page, columns, rows: rows.collect(), places, bodies, bars };
        // Once for all rows: each row is drawn by what its whole column takes.
        table.bodies = (0..table.columns.len()).map(|place| table.body(place)).collect();
        table.bars = (0..table.columns.len()).map(|place| table.is_bar(place)).collect();
        table
    }

    /// The table without the columns that are for wider pages, where it takes more than its page has; and their titles.
    fn fitting(mut self) -> (Self, Vec<&'a str>) {
        let mut left_out = Vec::new();
        let Some(width) = self.page.width.map(usize::from) else { return (self, left_out) };
        let taken = |table: &Self| (0..table.columns.len()).map(|place| table.least(place) + 1).sum::<usize>();
        while taken(&self) > width + 1
            && let Some(last) = self.columns.iter().rposition(|column| column.seen == Seen::IfWide)
        {
            left_out.insert(0, self.columns.remove(last).title.as_str());
            self.places.remove(last);
            self.bodies.remove(last);
            self.bars.remove(last);
            self.rows.iter_mut().for_each(|row| drop(row.remove(last)));
        }
        (self, left_out)
    }

    /// Is a row the name of a section and nothing else, in a terminal, where it goes on over all columns?
    fn spans(&self, row: usize) -> bool {
        let is_alone = || self.rows[row].iter().filter(|words| !words.is_empty()).count() == 1;
        self.page.width.is_some() && self.sheet.rows[row].style == Style::Section && is_alone()
    }

    /// The rows of each section; those before the first are one too.
    fn sections(&self) -> Vec<Range<usize>> {
        let starts = (0..self.rows.len()).filter(|row| *row == 0 || self.spans(*row)).collect_vec();
        let ends = starts.iter().copied().skip(1).chain([self.rows.len()]);
        starts.iter().zip(ends).map(|(start, end)| *start..end).collect()
    }

    /// How wide the widest cell of a column is.
    fn body(&self, place: usize) -> usize {
        let rows = (0..self.rows.len()).filter(|row| !self.spans(*row));
        rows.flat_map(|row| self.rows[row][place].lines()).map(display_width).max().unwrap_or(0)
    }

    fn full(&self, place: usize) -> usize {
        self.bodies[place].max(display_width(&self.columns[place].title))
    }

    /// Are all its cells bars?
    fn is_bar(&self, place: usize) -> bool {
        let cells = || self.rows.iter().map(|row| row[place].as_str()).filter(|words| !words.is_empty());
        self.columns[place].seen == Seen::ByEyes && cells().next().is_some() && cells().all(is_bar)
    }

    /// Words wrap, down to a width that can still be read; figures do not, but their headings.
    fn least(&self, place: usize) -> usize {
        let title = self.columns[place].title.split(' ').map(display_width).max().unwrap_or(0);
        if self.bars[place] {
            self.bodies[place].min(BAR).max(title)
        } else if self.columns[place].numeric || self.columns[place].key == "place" {
            // Nor do places in files.
            self.bodies[place].max(title)
        } else {
            self.full(place).min(if self.columns[place].seen == Seen::IfWide { SPARE } else { WORDS })
        }
    }

    /// The columns after the frozen ones, in as many groups as it takes for each to fit the page.
    fn groups(&self) -> Vec<Vec<usize>> {
        let all = || (0..self.columns.len()).collect_vec();
        let Some(width) = self.page.width.map(usize::from) else { return vec![all()] };
        let least = (0..self.columns.len()).map(|place| self.least(place)).collect_vec();
        let leading = self.columns.iter().take_while(|column| !column.numeric).count();
        let frozen = if self.sheet.frozen > 0 { self.sheet.frozen } else { leading };
        let whole = least.iter().map(|least| least + 1).sum::<usize>() <= width + 1;
        if frozen == 0 || frozen >= self.columns.len() || whole {
            return vec![all()];
        }
        let first: usize = (0..frozen).map(|place| self.full(place) + 1).sum();
        // The first columns take half the page at most.
        let room = (width + 1).saturating_sub(first.min(width / 2));
        let mut groups: Vec<Vec<usize>> = Vec::new();
        let mut used = 0;
        for (place, least) in least.iter().enumerate().skip(frozen) {
            match groups.last_mut() {
                Some(group) if used + least < room => group.push(place),
                _ => {
                    groups.push((0..frozen).chain([place]).collect());
                    used = 0;
                }
            }
            used += least + 1;
        }
        groups
    }

    /// How wide each column of a group is drawn: what its cells take, or as much of it as the page has.
    fn widths(&self, group: &[usize]) -> Vec<usize> {
        let full = group.iter().map(|place| self.full(*place)).collect_vec();
        let Some(page) = self.page.width.map(usize::from) else { return full };
        let room = page.saturating_sub(group.len().saturating_sub(1));
        if full.iter().sum::<usize>() <= room {
            return full;
        }
        let mut widths = group.iter().map(|place| self.least(*place)).collect_vec();
        while widths.iter().sum::<usize>() < room {
            // Words before bars, which any length draws.
            let wanting = (0..group.len()).max_by_key(|place| {
                let missing = full[*place] - widths[*place];
                (missing > 0 && !self.bars[group[*place]], missing)
            });
            let Some(widest) = wanting.filter(|place| full[*place] > widths[*place]) else { break };
            widths[widest] += 1;
        }
        while widths.iter().sum::<usize>() > room {
            let words = (0..group.len()).filter(|place| !self.columns[group[*place]].numeric && widths[*place] > BAR);
            let Some(widest) = words.max_by_key(|place| widths[*place]) else { break };
            widths[widest] -= 1;
        }
        widths
    }

    fn draw(&self, rows: Range<usize>, group: &[usize], out: &mut String) {
        let widths = self.widths(group);
        let titles = group.iter().map(|place| self.columns[*place].title.clone()).collect_vec();
        self.line(&titles, group, &widths, &|_| BOLD, out);
        let wide = widths.iter().sum::<usize>() + widths.len().saturating_sub(1);
        let rule = |out: &mut String| {
            if self.page.width.is_some() {
                let _ = writeln!(out, "{}", styled(&"─".repeat(wide), DIM, self.page));
            }
        };
        rule(out);
        // A total of each section is not set off from its own rows.
        let totals = rows.clone().filter(|row| self.sheet.rows[*row].style == Style::Total).count();
        for row in rows.clone() {
            let style = self.sheet.rows[row].style;
            let is_sum = style == Style::Total && row + 1 == rows.end && totals == 1;
            if row > rows.start && (style == Style::Section || is_sum) {
                rule(out);
            }
            let words = &self.rows[row];
            if self.spans(row) {
                let name = words.iter().find(|words| !words.is_empty()).map_or("", String::as_str);
                for line in textwrap::wrap(name, broken(wide.max(WORDS))) {
                    let _ = writeln!(out, "{}", styled(&line, BOLD, self.page));
                }
                continue;
            }
            let drawn = group.iter().zip(&widths).map(|(place, width)| self.fitted(*place, &words[*place], *width));
            let cells = &self.sheet.rows[row].cells;
            let look = |at: usize| self.look(style, group[at], cells.get(self.places[group[at]]));
            self.line(&drawn.collect_vec(), group, &widths, &look, out);
        }
    }

    /// A bar as long as its column allows, all of a column on one scale.
    fn fitted(&self, place: usize, words: &str, width: usize) -> String {
        let full = self.bodies[place];
        if full <= width || !self.bars[place] {
            return words.to_owned();
        }
        let end = |at: usize| (at * width + full / 2) / full;
        let marks = words.chars().enumerate().chunk_by(|(_, mark)| *mark);
        let mut drawn = String::new();
        for (mark, run) in &marks {
            let run = run.map(|(at, _)| at).collect_vec();
            let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
            let long = end(last + 1).saturating_sub(end(*first));
            // What is there is seen, however short.
            drawn.extend(std::iter::repeat_n(mark, if mark == SPACE { long } else { long.max(1) }));
        }
        drawn
    }

    /// How a cell is drawn: bars in a colour, totals in bold, what is below zero and no difference in red.
    fn look(&self, style: Style, place: usize, cell: Option<&Cell>) -> &'static str {
        let column = self.columns[place];
        let is_below = || cell.and_then(|cell| cell.shown().number()).is_some_and(|value| value < Decimal::ZERO);
        let is_difference = || cell.is_some_and(|cell| matches!(cell.shown(), Cell::More(_)));
        match style {
            _ if column.numeric && !column.signed && !is_difference() && is_below() => RED,
            Style::Body if self.bars[place] => CYAN,
            Style::Body => "",
            _ => BOLD,
        }
    }

    /// Cells side by side, those of words in as many lines as it takes.
    fn line(
        &self, cells: &[String], group: &[usize], widths: &[usize], look: &dyn Fn(usize) -> &'static str,
        out: &mut String,
    ) {
        let lines = cells.iter().zip(widths).map(|(words, width)| {
            let is_whole = display_width(words) <= *width;
            let wrapped = || textwrap::wrap(words, broken((*width).max(1))).into_iter().map(String::from).collect_vec();
            if is_whole && !words.contains('\n') { vec![words.clone()] } else { wrapped() }
        });
        let lines = lines.collect_vec();
        let most = lines.iter().map(Vec::len).max().unwrap_or(0);
        let empty = String::new();
        for line in 0..most {
            let mut drawn = String::new();
            let mut gap = 0;
            for (at, width) in widths.iter().enumerate() {
                let words = lines[at].get(line).unwrap_or(&empty);
                let fill = width.saturating_sub(display_width(words));
                let is_right = self.columns[group[at]].numeric;
                let (before, after) = if is_right { (fill, 0) } else { (0, fill) };
                if words.is_empty() {
                    gap += width + 1;
                    continue;
                }
                let _ = write!(drawn, "{}{}", " ".repeat(gap + before), styled(words, look(at), self.page));
                gap = after + 1;
            }
            let _ = writeln!(out, "{drawn}");
        }
    }
}

/// The space before a bar, which is not broken.
const SPACE: char = '\u{a0}';

/// Is a text a bar, drawn of blocks?
fn is_bar(words: &str) -> bool {
    words.chars().all(|mark| matches!(mark, SPACE | '█' | '░' | '▒' | '▓' | '│' | '·'))
}

/// What a cell of a column shows a reader: a difference above zero has a plus.
#[must_use]
pub fn shown_in(column: &Column, cell: &Cell, lang: Lang) -> String {
    let words = shown(cell, lang);
    let is_above = column.signed && !words.starts_with('+') && cell.number().is_some_and(|value| value > Decimal::ZERO);
    if is_above && words.contains(|c: char| matches!(c, '1'..='9')) { format!("+{words}") } else { words }
}

/// What a cell shows a reader.
#[must_use]
pub fn shown(cell: &Cell, lang: Lang) -> String {
    match cell.shown() {
        Cell::Text(text) => lang.typeset(text),
        Cell::Money(value) => money(*value, lang),
        Cell::Euros(value) => digits(*value, 0, lang),
        Cell::More(value) => digits_more(*value, 0, lang),
        Cell::UnitPrice(value, places) | Cell::Number(value, places) => digits(*value, *places, lang),
        Cell::Percent(value) => percent(*value, lang),
        Cell::NoShare => DASH.to_owned(),
        Cell::Rate(value) => rate(*value, lang),
        Cell::Typed(value) => digits(*value, value.scale(), lang),
        Cell::Empty | Cell::Formula(..) | Cell::Input(_) | Cell::Carried(_) => String::new(),
    }
}
