//! Named points in a plane. A name is beside its point where there is room, else in a column with a line to it; on
//! a narrow screen numbers replace the names, listed below.

use maud::{Markup, html};
use rust_decimal::{Decimal, dec};

use super::axis;
use super::names::{Area, apart, beside, uncrossed};
use super::plane::Plane;
use super::scale::{Scale, Span};
use super::short::{Kind, drawn, ticks};
use super::svg::{Anchor, Frame, INK, MAIN, MUTED, at, line, text};
use super::words::{LINE, fit, width, wrap};
use crate::sheet::Cell;
use crate::unit::Lang;

/// How long the line to a column of names is past the plane.
const LEAD: Decimal = dec!(24);

/// The points that have both values, and the two axes.
struct Points<'a> {
    names: Vec<&'a str>,
    values: Vec<(Decimal, Decimal)>,
    axes: &'a [String; 2],
    kinds: [Kind; 2],
    lang: Lang,
}

/// The plane with its points, and what they are called there.
struct Plan {
    plane: Plane,
    across: Scale,
    points: Vec<(Decimal, Decimal)>,
    names: Vec<String>,
    places: Vec<Option<Area>>,
}

/// The drawing and how high it is.
pub fn scatter(frame: Frame, axes: &[String; 2], points: &[(String, [Cell; 2])], lang: Lang) -> (Markup, Decimal) {
    let both = points.iter().filter_map(|(name, [x, y])| Some((name.as_str(), (drawn(x)?, drawn(y)?))));
    let (names, values): (Vec<_>, Vec<_>) = both.unzip();
    let kinds = [0, 1].map(|axis| Kind::of(points.iter().map(|(_, cells)| &cells[axis])));
    let points = Points { names, values, axes, kinds, lang };
    let whole: Vec<String> = points.names.iter().map(|name| fit(name, frame.width * dec!(0.3))).collect();
    let longest = whole.iter().map(|name| width(name)).max().unwrap_or_default();
    let plan = points.plan(frame, whole.clone(), None);
    if plan.places.iter().all(Option::is_some) {
        return points.draw(frame, &plan, false);
    }
    if frame.is_narrow() {
        let numbers = (1..=points.names.len()).map(|i| i.to_string()).collect();
        return points.draw(frame, &points.plan(frame, numbers, Some(dec!(20))), true);
    }
    points.draw(frame, &points.plan(frame, whole, Some(longest)), false)
}

/// The heights of the names in the column: of those that are nowhere else.
fn column_of(plane: &Plane, points: &[(Decimal, Decimal)], places: &[Option<Area>]) -> Vec<Option<Decimal>> {
    let wanted = points.iter().zip(places).map(|((_, y), place)| place.is_none().then_some(*y));
    uncrossed(points, plane.right + LEAD, apart(&wanted.collect::<Vec<_>>(), plane.bottom))
}

impl Points<'_> {
    /// Lays the points out, with a column of names to the right where one is wanted.
    fn plan(&self, frame: Frame, names: Vec<String>, column: Option<Decimal>) -> Plan {
        let span = Span::around(self.values.iter().map(|(x, _)| *x), if frame.is_narrow() { 3 } else { 6 });
        let up = Span::around(self.values.iter().map(|(_, y)| *y), 5);
        let mark = ticks(&[span.high], span.step, self.kinds[0], self.lang).concat();
        let margin = (width(&mark) / Decimal::TWO + dec!(4)).max(column.map_or(Decimal::ZERO, |wide| wide + LEAD));
        let least = if frame.is_narrow() { dec!(300) } else { dec!(400) };
        let high = least.max(LINE * Decimal::from(names.len()));
        let (_, top) = Plane::name(frame, &self.axes[1]);
        let plane = Plane::new(frame, up, self.kinds[1], (top + dec!(10), high), margin, self.lang);
        let across = Scale::new(span, plane.left, plane.right);
        let points: Vec<_> = self.values.iter().map(|(x, y)| (across.at(*x), plane.up.at(*y))).collect();
        let right = if column.is_some() { plane.right } else { frame.width };
        let edges = Area { left: plane.left, right, top: plane.top - dec!(8), bottom: plane.bottom + dec!(8) };
        let mut places = beside(&points, &names, edges);
        // A name that a line to the column would cross goes there too.
        while column.is_some() {
            let column = column_of(&plane, &points, &places);
            let lines =
                || points.iter().zip(&column).filter_map(|(from, y)| Some((*from, (plane.right + LEAD, (*y)?))));
            let crossed = |place: &Option<Area>| place.is_some_and(|area| lines().any(|(a, b)| area.is_crossed(a, b)));
            let Some(place) = places.iter_mut().find(|place| crossed(place)) else { break };
            *place = None;
        }
        Plan { plane, across, points, names, places }
    }

    fn draw(&self, frame: Frame, plan: &Plan, key: bool) -> (Markup, Decimal) {
        let Plan { plane, points, names, places, .. } = plan;
        let column = column_of(plane, points, places);
        let name = fit(&self.axes[0], frame.width * dec!(0.9));
        let end = (plane.right).max(width(&name));
        let (key, height) =
            if key { self.key(frame, plane.bottom + dec!(54)) } else { (Markup::default(), dec!(52) + plane.bottom) };
        let body = html! {
            (Plane::name(frame, &self.axes[1]).0) (plane.grid())
            (axis::across(&plan.across, (plane.top, plane.bottom), frame.width, self.kinds[0], self.lang))
            @for ((x, y), place) in points.iter().zip(&column) {
                @if let Some(place) = place {
                    g stroke-width="0.75" { (line((*x, *y), (plane.right + LEAD - dec!(4), *place), MUTED)) }
                }
            }
            @for (x, y) in points {
                circle cx=(at(*x)) cy=(at(*y)) r="5" fill=(MAIN) stroke="#fff" stroke-width="1.5" {}
            }
            @for (i, (words, full)) in names.iter().zip(&self.names).enumerate() {
                @if let Some(area) = places[i] {
                    (text(area.left, area.bottom - dec!(4), Anchor::Start, INK, words, full))
                } @else if let Some(y) = column[i] {
                    (text(plane.right + LEAD, y + dec!(4.5), Anchor::Start, INK, words, full))
                }
            }
            (text(end, plane.bottom + dec!(42), Anchor::End, INK, &name, &self.axes[0]))
            (key)
        };
        (body, height)
    }

    /// What the numbers mean, under `top`, and where that ends.
    fn key(&self, frame: Frame, top: Decimal) -> (Markup, Decimal) {
        const INDENT: Decimal = dec!(26);
        let mut y = top;
        let mut lines = Vec::new();
        for (i, name) in self.names.iter().enumerate() {
            let number = (i + 1).to_string();
            lines.push(text(dec!(18), y + dec!(13), Anchor::End, MUTED, &number, &number));
            for words in wrap(name, frame.width - INDENT, 2) {
                lines.push(text(INDENT, y + dec!(13), Anchor::Start, INK, &words, &words));
                y += LINE;
            }
            y += dec!(3);
        }
        (html! { @for line in &lines { (line) } }, y)
    }
}
