//! Pictures as text: small, at most 80 columns wide, from the same figures as those of a page.

use std::fmt::Write as _;

use rust_decimal::{Decimal, dec};
use textwrap::core::display_width;

use super::html::dots::named;
use super::html::scale::{Scale, Span};
use super::html::short::{Kind, drawn, label, signed, ticks};
use super::text::{Page, shown, wrap};
use crate::sheet::{Cell, Drawing, Picture, Row, Sheet};
use crate::unit::{Lang, shortened};

/// The columns that a picture takes at most.
const MOST: u16 = 80;
/// The columns that names take at most.
const NAMES: usize = 30;
/// How many lines a curve is high.
const HIGH: usize = 9;

/// A picture as text: its title, then what it draws; nothing for those that a table beside it shows as well.
#[must_use]
pub fn picture(picture: &Picture, lang: Lang, page: Page) -> Option<String> {
    let width = usize::from(page.width.unwrap_or(MOST).min(MOST));
    let body = match &picture.drawing {
        Drawing::Waterfall { from, steps, to } => waterfall(width, from, steps, to, lang),
        Drawing::Lines { axis, points, series } => lines(width, axis, points, series, lang),
        Drawing::Dots { series, groups, .. } => dots(width, series, groups, lang),
        Drawing::Bars { groups, .. } => bars(width, groups, lang),
        Drawing::Curve { .. } | Drawing::Histogram { .. } | Drawing::Scatter { .. } => return None,
    };
    let mut out = String::new();
    let width = u16::try_from(width).ok();
    wrap(&picture.title, 0, width, &mut out);
    Some(out + &body)
}

/// The heat map of a table as text: a row a row, each figure behind a shade; nothing where the table has none.
#[must_use]
pub fn heat(sheet: &Sheet, lang: Lang, page: Page) -> Option<String> {
    const SHADES: [&str; 5] = ["  ", "░░", "▒▒", "▓▓", "██"];
    let columns = sheet.heat.clone()?;
    let name = sheet.columns.iter().position(|column| !column.only_data)?;
    let value = |row: &Row, column: usize| row.cells.get(column).and_then(drawn);
    let rows: Vec<&Row> =
        sheet.rows.iter().filter(|row| columns.clone().any(|column| value(row, column).is_some())).collect();
    let all: Vec<Decimal> = rows.iter().flat_map(|row| columns.clone().filter_map(|c| value(row, c))).collect();
    let span = fitting(&all);
    let words = |row: &Row, column: usize| {
        value(row, column).map_or_else(String::new, |value| {
            let shade = (value - span.low) / (span.high - span.low) * dec!(5);
            format!("{} {}", SHADES[cell(shade, SHADES.len())], label(&Cell::Money(value), lang))
        })
    };
    let title = |column: usize| sheet.columns[column].title.as_str();
    let wide = |column: usize| {
        let cells = rows.iter().map(|row| display_width(&words(row, column))).max().unwrap_or(0);
        cells.max(display_width(title(column))) + 2
    };
    let shown = |row: &Row| row.cells.get(name).map(|cell| shown(cell, lang)).unwrap_or_default();
    let first = rows.iter().map(|row| display_width(&shown(row))).max().unwrap_or(0).max(display_width(title(name)));
    let widths: Vec<usize> = columns.clone().map(wide).collect();
    let width = usize::from(page.width.unwrap_or(MOST).min(MOST));
    if rows.is_empty() || first + widths.iter().sum::<usize>() > width {
        return None;
    }
    let mut out = String::new();
    let mut line = |head: &str, cells: &dyn Fn(usize) -> String| {
        let mut line = format!("{head}{}", " ".repeat(first - display_width(head).min(first)));
        for (column, wide) in columns.clone().zip(&widths) {
            let words = cells(column);
            line.push_str(&" ".repeat(wide - display_width(&words).min(*wide)));
            line.push_str(&words);
        }
        let _ = writeln!(out, "{}", line.trim_end());
    };
    line(title(name), &|column| title(column).to_owned());
    for row in &rows {
        line(&shown(row), &|column| words(row, column));
    }
    Some(out)
}

/// Names beside a scale of characters, with words after each row.
struct Rows {
    names: usize,
    words: usize,
    /// How many characters the scale has.
    room: usize,
}

impl Rows {
    fn new<'a>(width: usize, names: impl Iterator<Item = &'a str>, words: impl Iterator<Item = String>) -> Self {
        let names = names.map(display_width).max().unwrap_or(0).min(NAMES.min(width / 3));
        let words = words.map(|words| display_width(&words)).max().unwrap_or(0);
        Self { names, words, room: width.saturating_sub(names + words + 2).max(8) }
    }

    fn scale(&self, span: Span) -> Scale {
        Scale::new(span, Decimal::ZERO, Decimal::from(self.room))
    }

    /// A row: its name, its marks, its words on the right.
    fn row(&self, name: &str, marks: &[char], words: &str) -> String {
        let name = shortened(name, self.names);
        let marks: String = marks.iter().collect();
        let [before, after] =
            [self.names - display_width(&name).min(self.names), self.words - display_width(words).min(self.words)]
                .map(|count| " ".repeat(count));
        format!("{name}{before} {marks} {after}{words}\n")
    }
}

/// A place on a scale as one of its characters.
fn cell(place: Decimal, room: usize) -> usize {
    usize::try_from(place.floor().mantissa() / 10_i128.pow(place.floor().scale()))
        .unwrap_or(0)
        .min(room.saturating_sub(1))
}

/// Marks from one place to another; one at least.
fn bar(marks: &mut [char], from: Decimal, to: Decimal, mark: char) {
    let half = dec!(0.5);
    let (first, end) = (from.min(to) + half, from.max(to) + half);
    let first = cell(first, marks.len());
    let count = cell(end, marks.len() + 1).saturating_sub(first).max(1);
    marks.iter_mut().skip(first).take(count).for_each(|place| *place = mark);
}

/// Totals as full bars from zero, steps as bars from where the one before ended: rising dark, falling light.
fn waterfall(width: usize, from: &(String, Cell), steps: &[(String, Cell)], to: &(String, Cell), lang: Lang) -> String {
    let amount = |cell: &Cell| drawn(cell).unwrap_or_default();
    let mut level = amount(&from.1);
    let mut all = vec![(from.0.as_str(), Decimal::ZERO, level, label(&from.1, lang), '█')];
    for (name, cell) in steps {
        let start = level;
        level += amount(cell);
        all.push((name.as_str(), start, level, signed(cell, lang), if level < start { '░' } else { '▓' }));
    }
    all.push((to.0.as_str(), Decimal::ZERO, amount(&to.1), label(&to.1, lang), '█'));
    let rows = Rows::new(width, all.iter().map(|row| row.0), all.iter().map(|row| row.3.clone()));
    let levels: Vec<Decimal> = all.iter().flat_map(|row| [row.1, row.2]).collect();
    let scale = rows.scale(fitting(&levels));
    let mut out = String::new();
    for (name, start, end, words, mark) in &all {
        let mut marks = vec![' '; rows.room];
        if start != end {
            bar(&mut marks, scale.at(*start), scale.at(*end), *mark);
        }
        out.push_str(&rows.row(name, &marks, words));
    }
    out
}

/// From the least to the greatest of values and zero, with nothing over.
fn fitting(values: &[Decimal]) -> Span {
    let zero = Decimal::ZERO;
    let (low, high) = values.iter().fold((zero, zero), |(low, high), value| (low.min(*value), high.max(*value)));
    let high = if low == high { Decimal::ONE } else { high };
    Span { low, high, step: high - low }
}

/// A bar a group, of its first series.
fn bars(width: usize, groups: &[(String, Vec<Cell>)], lang: Lang) -> String {
    let first = |cells: &[Cell]| cells.first().cloned().unwrap_or(Cell::Empty);
    let rows = Rows::new(
        width,
        groups.iter().map(|(name, _)| name.as_str()),
        groups.iter().map(|(_, cells)| label(&first(cells), lang)),
    );
    let values: Vec<Decimal> = groups.iter().filter_map(|(_, cells)| drawn(&first(cells))).collect();
    let scale = rows.scale(fitting(&values));
    let mut out = String::new();
    for (name, cells) in groups {
        let mut marks = vec![' '; rows.room];
        if let Some(value) = drawn(&first(cells)).filter(|value| !value.is_zero()) {
            bar(&mut marks, scale.base(), scale.at(value), if value < Decimal::ZERO { '░' } else { '█' });
        }
        out.push_str(&rows.row(name, &marks, &label(&first(cells), lang)));
    }
    out
}

/// The dots of series, in the order of the page.
const DOTS: [char; 4] = ['◆', '●', '○', '□'];

/// A row a thing, a dot a series; the first two joined.
fn dots(width: usize, series: &[String], groups: &[(String, Vec<Cell>)], lang: Lang) -> String {
    let words = |cells: &[Cell]| cells.iter().map(|cell| named(cell, lang)).collect::<Vec<_>>().join(" ");
    let rows =
        Rows::new(width, groups.iter().map(|(name, _)| name.as_str()), groups.iter().map(|(_, cells)| words(cells)));
    let values: Vec<Decimal> = groups.iter().flat_map(|(_, cells)| cells).filter_map(drawn).collect();
    let span = Span::around(values.into_iter(), 4);
    let scale = rows.scale(span);
    let mut out = String::new();
    for (name, cells) in groups {
        let mut marks = vec!['·'; rows.room];
        let place = |cell: &Cell| drawn(cell).map(|value| self::cell(scale.at(value), rows.room));
        if let [Some(from), Some(to), ..] = cells.iter().map(place).collect::<Vec<_>>().as_slice() {
            marks[*from.min(to)..=*from.max(to)].fill('─');
        }
        for (cell, dot) in cells.iter().zip(DOTS).rev() {
            if let Some(place) = place(cell) {
                marks[place] = dot;
            }
        }
        out.push_str(&rows.row(name, &marks, &words(cells)));
    }
    let ends = ticks(&[span.low, span.high], span.step, Kind::Number, lang);
    if let [low, high] = ends.as_slice() {
        let gap = rows.room.saturating_sub(display_width(low) + display_width(high));
        let _ = writeln!(out, "{}{low}{}{high}", " ".repeat(rows.names + 1), " ".repeat(gap));
    }
    for (name, dot) in series.iter().zip(DOTS) {
        let _ = writeln!(out, "{dot} {name}");
    }
    out
}

/// The marks of curves.
const CURVES: [char; 4] = ['█', '○', '▪', '+'];

/// Curves over time: one as columns from zero, several as marks.
fn lines(width: usize, axis: &str, points: &[String], series: &[(String, Vec<Cell>)], lang: Lang) -> String {
    let values: Vec<Decimal> = series.iter().flat_map(|(_, cells)| cells).filter_map(drawn).collect();
    let alone = series.len() == 1;
    let span = if alone { fitting(&values) } else { Span::near(&values, 4) };
    let kind = Kind::of(series.iter().flat_map(|(_, cells)| cells));
    let name = |value: Decimal| match kind {
        Kind::Euros => label(&Cell::Money(value), lang),
        _ => ticks(&[value], (span.high - span.low) / dec!(100), kind, lang).concat(),
    };
    let names = [span.high, span.low].map(name);
    let left = names.iter().map(|name| display_width(name)).max().unwrap_or(0);
    let room = width.saturating_sub(left + 2).max(8);
    let count = points.len().max(1);
    // A point takes as many columns as all can have; where there are too many, each column is the last of some.
    let each = (room / count).clamp(1, 6);
    let shown = count.min(room);
    let scale = Scale::new(span, Decimal::ZERO, Decimal::from(HIGH));
    let height = |value: Decimal| cell(scale.at(value), HIGH);
    let mut marks = vec![vec![' '; shown * each]; HIGH];
    for (s, (_, cells)) in series.iter().enumerate().rev() {
        for column in 0..shown {
            let point = (column + 1) * count / shown - 1;
            let Some(value) = cells.get(point).and_then(drawn) else { continue };
            let (at, zero) = (height(value), height(Decimal::ZERO));
            let rows = if alone { at.min(zero)..=at.max(zero) } else { at..=at };
            let mark = if alone && value < Decimal::ZERO { '░' } else { CURVES[s % CURVES.len()] };
            let wide = if alone { each } else { 1 };
            for row in rows {
                marks[row][column * each..column * each + wide].fill(mark);
            }
        }
    }
    let mut out = String::new();
    for (line, row) in marks.iter().rev().enumerate() {
        let name = match line {
            0 => names[0].as_str(),
            _ if line + 1 == HIGH => names[1].as_str(),
            // Where what is below zero meets what is above.
            _ if alone && HIGH - 1 - line == height(Decimal::ZERO) => "0",
            _ => "",
        };
        let row: String = row.iter().collect();
        let _ = writeln!(out, "{}{name} │{}", " ".repeat(left - display_width(name).min(left)), row.trim_end());
    }
    let (first, last) = (points.first().map_or("", String::as_str), points.last().map_or("", String::as_str));
    let gap = (shown * each).saturating_sub(display_width(first) + display_width(last)).max(1);
    let _ = writeln!(out, "{}{first}{}{last}", " ".repeat(left + 2), " ".repeat(gap));
    let key = series.iter().zip(CURVES).map(|((name, _), mark)| format!("{mark} {name}")).collect::<Vec<_>>();
    let key = if alone { String::new() } else { format!("{}{}", lang.colon(), key.join("   ")) };
    wrap(&format!("{axis}{key}"), 0, u16::try_from(width).ok(), &mut out);
    out
}
