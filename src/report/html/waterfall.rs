//! A waterfall: from one amount to another, each step an arrow from where the one before it ended.

use maud::{Markup, html};
use rust_decimal::{Decimal, dec};

use super::rows::Rows;
use super::scale::Span;
use super::short::{Kind, drawn, label, signed};
use super::svg::{Anchor, DOWN, Frame, INK, MAIN, MUTED, UP, at, line, list, text};
use super::words::{fit, width};
use crate::sheet::Cell;
use crate::unit::Lang;

/// How thick a bar is.
const THICK: Decimal = dec!(22);

/// A row: its name, its words, where it starts and ends.
struct Row<'a> {
    name: &'a str,
    words: String,
    ends: (Decimal, Decimal),
    kind: RowKind,
}

#[derive(PartialEq, Eq, Clone, Copy)]
enum RowKind {
    Total,
    Step,
    /// Words where a figure was due.
    Nothing,
}

/// The drawing and how high it is.
pub fn waterfall(
    frame: Frame, from: &(String, Cell), steps: &[(String, Cell)], to: &(String, Cell), lang: Lang,
) -> (Markup, Decimal) {
    let all = rows_of(from, steps, to, lang);
    let levels: Vec<Decimal> =
        all.iter().filter(|row| row.kind != RowKind::Nothing).flat_map(|row| [row.ends.0, row.ends.1]).collect();
    let span = Span::near(&levels, if frame.is_narrow() { 3 } else { 6 }).roomy();
    let words = all.iter().map(|row| width(&row.words)).max().unwrap_or_default();
    let rows = Rows::new(frame, all.iter().map(|row| row.name), span, words);
    let kind = Kind::of(std::iter::once(&from.1).chain(steps.iter().map(|(_, cell)| cell)).chain([&to.1]));
    let (note, top) = frame.cut_note(span, kind, dec!(0), lang);
    let top = top + dec!(10);
    let mut y = top;
    let mut drawn = Vec::new();
    let mut before: Option<(Decimal, Decimal)> = None;
    for row in &all {
        let name = rows.label(row.name);
        let high = THICK.max(name.beside);
        let bar = y + name.above + (high - THICK) / Decimal::TWO;
        let x = rows.scale.at(row.ends.1);
        if let Some((level, end)) = before {
            drawn.push(html! { g stroke-dasharray="2 3" { (line((level, end), (level, bar), MUTED)) } });
        }
        if row.kind != RowKind::Nothing {
            before = Some((x, bar + THICK));
        }
        drawn.push(name.draw(y, high));
        drawn.push(self::bar(&rows, row, bar));
        y += name.above + high + dec!(12);
    }
    let (axis, height) = rows.axis(top - dec!(6), y, kind, lang);
    let body = html! { (note) (axis) @for one in &drawn { (one) } };
    (body, height)
}

fn rows_of<'a>(
    from: &'a (String, Cell), steps: &'a [(String, Cell)], to: &'a (String, Cell), lang: Lang,
) -> Vec<Row<'a>> {
    let total = |(name, cell): &'a (String, Cell)| {
        let end = drawn(cell);
        let kind = if end.is_some() { RowKind::Total } else { RowKind::Nothing };
        Row { name, words: label(cell, lang), ends: (end.unwrap_or_default(), end.unwrap_or_default()), kind }
    };
    let mut level = drawn(&from.1).unwrap_or_default();
    let mut rows = vec![total(from)];
    for (name, cell) in steps {
        let start = level;
        let step = drawn(cell);
        level += step.unwrap_or_default();
        let kind = if step.is_some() { RowKind::Step } else { RowKind::Nothing };
        rows.push(Row { name, words: signed(cell, lang), ends: (start, level), kind });
    }
    rows.push(total(to));
    rows
}

/// A total as a bar, a step as an arrow; its figure on the side of the greater value.
fn bar(rows: &Rows, row: &Row, top: Decimal) -> Markup {
    let scale = &rows.scale;
    let (start, end) = match row.kind {
        RowKind::Total => (scale.base(), scale.at(row.ends.1)),
        _ => (scale.at(row.ends.0), scale.at(row.ends.1)),
    };
    let below = row.ends.0.min(row.ends.1) < Decimal::ZERO && row.ends.0.max(row.ends.1) <= Decimal::ZERO;
    let (x, anchor) =
        if below { (start.min(end) - dec!(7), Anchor::End) } else { (start.max(end) + dec!(7), Anchor::Start) };
    let middle = top + THICK / Decimal::TWO;
    html! {
        @match row.kind {
            RowKind::Total => {
                rect x=(at(start.min(end))) y=(at(top)) width=(at((end - start).abs())) height=(at(THICK))
                    fill=(MAIN) {}
                @if scale.span.is_cut() { (break_mark(start, start <= end, top)) }
            }
            RowKind::Step => { (arrow(start, end, top)) }
            RowKind::Nothing => {}
        }
        (text(x, middle + dec!(4.5), anchor, INK, &fit(&row.words, rows.room), &row.words))
    }
}

/// A bar that points where it goes; a stroke where there is no way to go.
fn arrow(start: Decimal, end: Decimal, top: Decimal) -> Markup {
    let (bottom, middle) = (top + THICK, top + THICK / Decimal::TWO);
    if at(start) == at(end) {
        return html! { g stroke-width="2" { (line((start, top), (start, bottom), INK)) } };
    }
    let tip = (end - start).abs().min(dec!(8));
    let (neck, fill) = if end > start { (end - tip, UP) } else { (end + tip, DOWN) };
    let points = [(start, top), (neck, top), (end, middle), (neck, bottom), (start, bottom)];
    html! { polygon points=(list(&points)) fill=(fill) {} }
}

/// Two white strokes across the bar of a total whose beginning is not shown.
fn break_mark(start: Decimal, rightwards: bool, top: Decimal) -> Markup {
    let x = if rightwards { start + dec!(8) } else { start - dec!(14) };
    html! {
        g stroke-width="2.5" {
            @for x in [x, x + dec!(6)] {
                (line((x - dec!(3), top + THICK + dec!(2)), (x + dec!(3), top - dec!(2)), "#fff"))
            }
        }
    }
}
