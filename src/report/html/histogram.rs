//! How often each amount is met: columns side by side, the amounts that have a name marked across them.

use maud::{Markup, html};
use rust_decimal::{Decimal, dec};

use super::axis;
use super::plane::Plane;
use super::scale::{Scale, Span};
use super::short::{Kind, drawn};
use super::svg::{Anchor, Frame, INK, MAIN, UP, at, line, text};
use super::words::{LINE, fit, width};
use crate::sheet::Cell;
use crate::unit::Lang;

/// Between two columns.
const GAP: Decimal = dec!(1);

/// The drawing and how high it is.
pub fn histogram(
    frame: Frame, axes: &[String; 2], ends: &[Cell; 2], columns: &[Cell], marks: &[(String, Cell)], lang: Lang,
) -> (Markup, Decimal) {
    let heights: Vec<Decimal> = columns.iter().filter_map(drawn).collect();
    let [low, high] = ends.each_ref().map(|cell| drawn(cell).unwrap_or_default());
    let mut marks: Vec<(&str, Decimal)> =
        marks.iter().filter_map(|(name, cell)| Some((name.as_str(), drawn(cell)?))).collect();
    marks.sort_by_key(|(_, value)| *value);
    let (name, top) = Plane::name(frame, &axes[1]);
    // A line of words above the columns for each mark.
    let first = top + dec!(6);
    let top = first + LINE * Decimal::from(marks.len()) + dec!(4);
    let high_px = if frame.is_narrow() { dec!(150) } else { dec!(170) };
    let up = Span::with_zero(&heights, 4);
    let plane = Plane::new(frame, up, Kind::of(columns), (top, high_px), dec!(24), lang);
    let seen = marks.iter().map(|(_, value)| *value).chain([low, high]);
    let across = Scale::new(Span::around(seen, if frame.is_narrow() { 4 } else { 8 }), plane.left, plane.right);
    let [first_x, last_x] = [low, high].map(|end| across.at(end));
    let wide = (last_x - first_x).checked_div(Decimal::from(columns.len())).unwrap_or_default();
    let below = fit(&axes[0], frame.width * dec!(0.95));
    let body = html! {
        (name) (plane.grid())
        (axis::across(&across, (plane.top, plane.bottom), frame.width, Kind::of(ends), lang))
        @for (i, cell) in columns.iter().enumerate() {
            @if let Some(value) = drawn(cell) {
                @let y = plane.up.at(value);
                @let left = first_x + wide * Decimal::from(i) + GAP;
                rect x=(at(left)) y=(at(y)) width=(at((wide - GAP).max(Decimal::ONE))) height=(at(plane.bottom - y))
                    fill=(MAIN) {}
            }
        }
        @for (i, (name, value)) in marks.iter().enumerate() {
            @let x = across.at(*value);
            @let words = fit(name, frame.width * dec!(0.6));
            @let row = first + LINE * Decimal::from(i) + dec!(12);
            @let is_right = x + dec!(6) + width(&words) > frame.width;
            @let (from, anchor) = if is_right { (x - dec!(6), Anchor::End) } else { (x + dec!(6), Anchor::Start) };
            g stroke-dasharray="5 3" stroke-width="2" { (line((x, row - dec!(10)), (x, plane.bottom), UP)) }
            (text(from, row, anchor, INK, &words, name))
        }
        (text(plane.right.max(width(&below)), plane.bottom + dec!(42), Anchor::End, INK, &below, &axes[0]))
    };
    (body, plane.bottom + dec!(52))
}
