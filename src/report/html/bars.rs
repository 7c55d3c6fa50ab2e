//! Horizontal bars: a group a label, a bar a series, each with its figure beside it.

use maud::{Markup, html};
use rust_decimal::{Decimal, dec};

use super::rows::Rows;
use super::scale::Span;
use super::short::{Kind, drawn, label};
use super::svg::{Anchor, Frame, INK, at, colour, text};
use super::words::{fit, width};
use crate::sheet::Cell;
use crate::unit::Lang;

/// The drawing and how high it is.
pub fn bars(frame: Frame, series: &[String], groups: &[(String, Vec<Cell>)], lang: Lang) -> (Markup, Decimal) {
    let cells = || groups.iter().flat_map(|(_, cells)| cells);
    let values: Vec<Decimal> = cells().filter_map(drawn).collect();
    let words = cells().map(|cell| width(&label(cell, lang))).max().unwrap_or_default();
    let span = Span::with_zero(&values, if frame.is_narrow() { 3 } else { 6 });
    let rows = Rows::new(frame, groups.iter().map(|(name, _)| name.as_str()), span, words);
    let widest = groups.iter().map(|(_, cells)| cells.len()).max().unwrap_or_default();
    let (legend, top) = frame.legend(series);
    let thick = match widest {
        0..=1 => dec!(22),
        2..=4 => dec!(16),
        _ => dec!(14),
    };
    let pitch = thick + dec!(3);
    let mut y = top + dec!(4);
    let mut drawn = Vec::new();
    for (name, cells) in groups {
        let name = rows.label(name);
        let bars = pitch * Decimal::from(cells.len());
        let high = bars.max(name.beside);
        drawn.push(name.draw(y, high));
        let first = y + name.above + (high - bars) / Decimal::TWO;
        for (i, cell) in cells.iter().enumerate() {
            drawn.push(bar(frame, &rows, i, cell, (first + pitch * Decimal::from(i), thick), lang));
        }
        y += name.above + high + dec!(12);
    }
    let (axis, height) = rows.axis(top, y, Kind::of(cells()), lang);
    let body = html! {
        (frame.textures(widest.max(series.len())))
        (legend) (axis)
        @for one in &drawn { (one) }
    };
    (body, height)
}

/// A bar from zero to its value, its figure past its end.
fn bar(frame: Frame, rows: &Rows, series: usize, cell: &Cell, place: (Decimal, Decimal), lang: Lang) -> Markup {
    let ((top, thick), base) = (place, rows.scale.base());
    let value = drawn(cell);
    let end = value.map_or(base, |value| rows.scale.at(value));
    let below = value.is_some_and(|value| value < Decimal::ZERO);
    let (x, anchor) = if below { (end - dec!(6), Anchor::End) } else { (end + dec!(6), Anchor::Start) };
    let words = label(cell, lang);
    html! {
        @if value.is_some() {
            rect x=(at(base.min(end))) y=(at(top)) width=(at((end - base).abs())) height=(at(thick))
                fill=(frame.fill(series)) stroke=(colour(series)) {}
        }
        (text(x, top + thick / Decimal::TWO + dec!(4.5), anchor, INK, &fit(&words, rows.room), &words))
    }
}
