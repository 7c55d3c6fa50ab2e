//! A curve of one value over another: its level today across it, its named points marked.

use itertools::Itertools as _;
use maud::{Markup, html};
use rust_decimal::{Decimal, dec};

use super::axis;
use super::names::{Area, off_curve};
use super::plane::Plane;
use super::scale::{Scale, Span};
use super::short::{Kind, drawn};
use super::svg::{Anchor, Frame, INK, MAIN, MUTED, UP, at, line, list, text};
use super::words::{LINE, fit, width};
use crate::sheet::Cell;
use crate::unit::Lang;

type Place = (Decimal, Decimal);

/// The drawing and how high it is.
pub fn curve(
    frame: Frame, axes: &[String; 2], points: &[[Cell; 2]], level: &(String, Cell), marks: &[(String, [Cell; 2])],
    lang: Lang,
) -> (Markup, Decimal) {
    let both = |cells: &[Cell; 2]| Some((drawn(&cells[0])?, drawn(&cells[1])?));
    let values: Vec<Option<Place>> = points.iter().map(both).collect();
    let named: Vec<(&str, Place)> =
        marks.iter().filter_map(|(name, cells)| Some((name.as_str(), both(cells)?))).collect();
    let seen = || values.iter().flatten().chain(named.iter().map(|(_, place)| place));
    let heights: Vec<Decimal> = seen().map(|place| place.1).chain(drawn(&level.1)).collect();
    let kinds = [0, 1].map(|axis| Kind::of(points.iter().map(|cells| &cells[axis])));
    let up = Span::near(&heights, 5);
    let (name, top) = Plane::name(frame, &axes[1]);
    let (note, top) = frame.cut_note(up, kinds[1], top, lang);
    let high = if frame.is_narrow() { dec!(240) } else { dec!(320) };
    let plane = Plane::new(frame, up, kinds[1], (top + dec!(10), high), dec!(24), lang);
    let span = Span::around(seen().map(|place| place.0), if frame.is_narrow() { 4 } else { 8 });
    let across = Scale::new(span, plane.left, plane.right);
    let place = |(x, y): Place| (across.at(x), plane.up.at(y));
    let runs = runs(&values, place);
    let whole: Vec<Place> = values.iter().flatten().map(|value| place(*value)).collect();
    let edges = Area { left: plane.left, right: frame.width, top: plane.top, bottom: plane.bottom };
    let level = Level::new(frame, &plane, &whole, level);
    let most = frame.width * dec!(0.45);
    let words: Vec<String> = named.iter().map(|(name, _)| fit(name, most)).collect();
    let places: Vec<(Place, Decimal)> =
        named.iter().zip(&words).map(|((_, value), words)| (place(*value), width(words))).collect();
    let areas = off_curve(&places, &whole, level.iter().map(|level| level.area).collect(), edges);
    let below = fit(&axes[0], frame.width * dec!(0.95));
    let body = html! {
        (name) (note) (plane.grid())
        (axis::across(&across, (plane.top, plane.bottom), frame.width, kinds[0], lang))
        @if let Some(level) = &level { (level.draw(&plane)) }
        @for run in &runs {
            polyline points=(list(run)) fill="none" stroke=(MAIN) stroke-width="2.5" stroke-linejoin="round" {}
            @if whole.len() <= 25 { @for (x, y) in run { circle cx=(at(*x)) cy=(at(*y)) r="3.5" fill=(MAIN) {} } }
        }
        @for (i, ((x, y), _)) in places.iter().enumerate() {
            g stroke-dasharray="2 3" { (line((*x, *y), (*x, plane.bottom), INK)) }
            // Today's is round, others are on their edge.
            @if i == 0 {
                circle cx=(at(*x)) cy=(at(*y)) r="7" fill=(UP) stroke="#fff" stroke-width="2" {}
            } @else {
                polygon points=(list(&diamond(*x, *y))) fill=(UP) {}
            }
            (text(areas[i].left, areas[i].bottom - dec!(4), Anchor::Start, INK, &words[i], named[i].0))
        }
        (text(plane.right.max(width(&below)), plane.bottom + dec!(42), Anchor::End, INK, &below, &axes[0]))
    };
    (body, plane.bottom + dec!(52))
}

/// The points of a curve, parted where one is missing.
fn runs(values: &[Option<Place>], place: impl Fn(Place) -> Place) -> Vec<Vec<Place>> {
    let parts = values.iter().chunk_by(|value| value.is_some());
    let mut runs = Vec::new();
    for (there, run) in &parts {
        if there {
            runs.push(run.flatten().map(|value| place(*value)).collect());
        }
    }
    runs
}

fn diamond(x: Decimal, y: Decimal) -> [Place; 4] {
    let far = dec!(8);
    [(x, y - far), (x + far, y), (x, y + far), (x - far, y)]
}

/// What the curve is read against.
struct Level {
    y: Decimal,
    area: Area,
    words: String,
    full: String,
}

impl Level {
    /// Its name is where the curve is farther from it.
    fn new(frame: Frame, plane: &Plane, curve: &[Place], (name, cell): &(String, Cell)) -> Option<Self> {
        let y = plane.up.at(drawn(cell)?);
        let far = |place: Option<&Place>| place.map_or(Decimal::ZERO, |(_, at)| at - y);
        let (first, last) = (far(curve.first()), far(curve.last()));
        let words = fit(name, frame.width * dec!(0.45));
        let wide = width(&words);
        let left = if first.abs() > last.abs() { plane.left + dec!(6) } else { plane.right - wide };
        let end = if first.abs() > last.abs() { first } else { last };
        // On the other side of the line than the curve.
        let top =
            if end < Decimal::ZERO && y + LINE + dec!(6) < plane.bottom { y + dec!(4) } else { y - LINE - dec!(4) };
        let area = Area { left, right: left + wide, top, bottom: top + LINE };
        Some(Self { y, area, words, full: name.clone() })
    }

    fn draw(&self, plane: &Plane) -> Markup {
        html! {
            g stroke-dasharray="7 4" stroke-width="1.5" { (line((plane.left, self.y), (plane.right, self.y), MUTED)) }
            (text(self.area.left, self.area.bottom - dec!(4), Anchor::Start, INK, &self.words, &self.full))
        }
    }
}
