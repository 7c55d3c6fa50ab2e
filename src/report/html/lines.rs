//! Curves over time, each named at its end.

use itertools::Itertools as _;
use maud::{Markup, html};
use rust_decimal::{Decimal, dec};

use super::names::apart;
use super::plane::Plane;
use super::scale::Span;
use super::short::{Kind, drawn};
use super::svg::{Anchor, Frame, INK, MUTED, at, colour, dashes, line, list, text};
use super::words::{LINE, fit, width};
use crate::sheet::Cell;
use crate::unit::Lang;

/// The drawing and how high it is.
pub fn lines(
    frame: Frame, axis: &str, points: &[String], series: &[(String, Vec<Cell>)], lang: Lang,
) -> (Markup, Decimal) {
    let cells = || series.iter().flat_map(|(_, cells)| cells.iter().take(points.len()));
    let values: Vec<Decimal> = cells().filter_map(drawn).collect();
    let (span, kind) = (Span::near(&values, 5), Kind::of(cells()));
    let (name, top) = Plane::name(frame, axis);
    let (note, top) = frame.cut_note(span, kind, top, lang);
    let longest = series.iter().map(|(name, _)| width(name)).max().unwrap_or_default();
    let margin = longest.min(frame.width * dec!(0.28)) + dec!(34);
    let least = if frame.is_narrow() { dec!(240) } else { dec!(320) };
    let high = least.max(LINE * Decimal::from(series.len()));
    let plane = Plane::new(frame, span, kind, (top + dec!(10), high), margin, lang);
    let across = Across::new(&plane, points.len());
    let ends: Vec<Option<Decimal>> = series
        .iter()
        .map(|(_, cells)| cells.iter().take(points.len()).filter_map(drawn).next_back().map(|value| plane.up.at(value)))
        .collect();
    let places = apart(&ends, plane.bottom);
    let body = html! {
        (name) (note) (plane.grid())
        (across.words(&plane, points))
        @for (i, (name, cells)) in series.iter().enumerate() {
            (curve(&plane, &across, i, cells))
            @if let (Some(end), Some(place)) = (ends[i], places[i]) {
                @let words = fit(name, margin - dec!(34));
                @if let Some(last) = last(&across, cells) {
                    g stroke-dasharray="1 4" { (line((last, end), (plane.right, end), colour(i))) }
                }
                g stroke-opacity="0.7" {
                    (line((plane.right + dec!(3), end), (plane.right + dec!(24), place), colour(i)))
                }
                (text(plane.right + dec!(29), place + dec!(4.5), Anchor::Start, INK, &words, name))
            }
        }
    };
    (body, plane.bottom + dec!(30))
}

/// A curve, broken where a value is missing; with dots where they do not crowd it.
fn curve(plane: &Plane, across: &Across, series: usize, cells: &[Cell]) -> Markup {
    let place = |(i, cell): (usize, &Cell)| drawn(cell).map(|value| (across.at(i), plane.up.at(value)));
    let places: Vec<_> = cells.iter().take(across.count).enumerate().map(place).collect();
    let runs: Vec<Vec<_>> = places
        .into_iter()
        .chunk_by(Option::is_some)
        .into_iter()
        .filter_map(|(there, run)| there.then(|| run.flatten().collect()))
        .collect();
    let dotted = across.count <= 13;
    html! {
        @for run in &runs {
            polyline points=(list(run)) fill="none" stroke=(colour(series)) stroke-width="2.5"
                stroke-linejoin="round" stroke-dasharray=(dashes(series)) {}
            @if dotted || run.len() == 1 {
                @for (x, y) in run { circle cx=(at(*x)) cy=(at(*y)) r="3.5" fill=(colour(series)) {} }
            }
        }
    }
}

/// Where a curve stops before the others do.
fn last(across: &Across, cells: &[Cell]) -> Option<Decimal> {
    let last = cells.iter().take(across.count).rposition(|cell| drawn(cell).is_some())?;
    (last + 1 < across.count).then(|| across.at(last))
}

/// Points in time from one edge of a plane to the other.
struct Across {
    left: Decimal,
    room: Decimal,
    count: usize,
}

impl Across {
    fn new(plane: &Plane, count: usize) -> Self {
        Self { left: plane.left, room: plane.right - plane.left, count }
    }

    /// From one point to the next; a point alone is in the middle.
    fn at(&self, point: usize) -> Decimal {
        match self.count {
            0 | 1 => self.left + self.room / Decimal::TWO,
            n => self.left + self.room * Decimal::from(point) / Decimal::from(n - 1),
        }
    }

    /// The names of as many points as fit, at even distances.
    fn words(&self, plane: &Plane, points: &[String]) -> Markup {
        let most = (self.room / Decimal::TWO).max(dec!(40));
        let names: Vec<String> = points.iter().map(|name| fit(name, most)).collect();
        let longest = names.iter().map(|name| width(name)).max().unwrap_or_default() + dec!(12);
        let fits = |every: &usize| self.at(*every) - self.at(0) >= longest;
        let every = [1, 2, 3, 4, 6, 12, 24, 48].into_iter().take_while(|n| *n < self.count).find(fits);
        let every = every.unwrap_or(self.count.max(1));
        let last = self.left + self.room;
        html! {
            @for (i, (name, full)) in names.iter().zip(points).enumerate().step_by(every) {
                (line((self.at(i), plane.bottom), (self.at(i), plane.bottom + dec!(5)), MUTED))
                @let half = width(name) / Decimal::TWO;
                @let x = self.at(i).max(half).min(last + dec!(30));
                (text(x, plane.bottom + dec!(20), Anchor::Middle, MUTED, name, full))
            }
        }
    }
}
