//! Values as dots on one axis: a row a thing, a kind of dot a series; the first two are joined.

use maud::{Markup, html};
use rust_decimal::{Decimal, dec};

use super::rows::Rows;
use super::scale::Span;
use super::short::{Kind, drawn, label};
use super::svg::{Anchor, Frame, GRID, INK, MAIN, UP, at, line, list, text};
use super::words::{LINE, fit, width};
use crate::sheet::Cell;
use crate::unit::{DASH, Lang};

/// How high a row is.
const HIGH: Decimal = dec!(22);

/// The drawing and how high it is.
pub fn dots(frame: Frame, series: &[String], groups: &[(String, Vec<Cell>)], lang: Lang) -> (Markup, Decimal) {
    let cells = || groups.iter().flat_map(|(_, cells)| cells);
    let values: Vec<Decimal> = cells().filter_map(drawn).collect();
    let span = Span::around(values.into_iter(), if frame.is_narrow() { 4 } else { 8 });
    // The figures of a row, in the order of the legend.
    let words = |cells: &[Cell]| cells.iter().map(|cell| named(cell, lang)).collect::<Vec<_>>().join(" · ");
    let widest = groups.iter().map(|(_, cells)| width(&words(cells))).max().unwrap_or_default();
    let rows = Rows::new(frame, groups.iter().map(|(name, _)| name.as_str()), span, widest + dec!(8));
    let (legend, top) = legend(frame, series);
    let mut y = top + dec!(4);
    let mut body = Vec::new();
    for (name, cells) in groups {
        let name = rows.label(name);
        let high = HIGH.max(name.beside);
        let middle = y + name.above + high / Decimal::TWO;
        let places: Vec<Option<Decimal>> =
            cells.iter().map(|cell| drawn(cell).map(|value| rows.scale.at(value))).collect();
        let ends = places.iter().flatten();
        body.push(name.draw(y, high));
        body.push(html! {
            @if let (Some(least), Some(most)) = (ends.clone().min(), ends.max()) {
                g stroke-width="2" { (line((*least, middle), (*most, middle), GRID)) }
            }
            @if let [Some(from), Some(to), ..] = places.as_slice() {
                g stroke-width="3" { (line((*from, middle), (*to, middle), if to < from { UP } else { MAIN })) }
            }
            @for (i, x) in places.iter().enumerate().rev() { @if let Some(x) = x { (dot(i, *x, middle)) } }
            @let figures = words(cells);
            @let right = frame.width;
            (text(right, middle + dec!(4.5), Anchor::End, INK, &fit(&figures, rows.room + dec!(8)), &figures))
        });
        y += name.above + high + dec!(10);
    }
    let (axis, height) = rows.axis(top, y, Kind::of(cells()), lang);
    (html! { (legend) (axis) @for one in &body { (one) } }, height)
}

/// A figure beside its row; a dash where there is none, so that the others keep their order.
pub(crate) fn named(cell: &Cell, lang: Lang) -> String {
    let words = label(cell, lang);
    if words.is_empty() { DASH.to_owned() } else { words }
}

/// The dot of a series, distinguished from others by its shape too: on its edge, full, hollow, a square.
fn dot(series: usize, x: Decimal, y: Decimal) -> Markup {
    let far = dec!(7);
    html! {
        @match series {
            0 => polygon points=(list(&[(x, y - far), (x + far, y), (x, y + far), (x - far, y)])) fill=(UP) {},
            1 => circle cx=(at(x)) cy=(at(y)) r="6" fill=(MAIN) stroke="#fff" {},
            2 => circle cx=(at(x)) cy=(at(y)) r="5" fill="none" stroke=(MAIN) stroke-width="2" {},
            _ => rect x=(at(x - dec!(5))) y=(at(y - dec!(5))) width="10" height="10" fill="none" stroke=(MAIN) stroke-width="2" {},
        }
    }
}

/// The names of series, each after its dot, and how high that is.
fn legend(frame: Frame, series: &[String]) -> (Markup, Decimal) {
    const SWATCH: Decimal = dec!(20);
    let (mut x, mut y) = (Decimal::ZERO, Decimal::ZERO);
    let mut drawn = Vec::new();
    for (i, name) in series.iter().enumerate() {
        let words = fit(name, frame.width - SWATCH);
        let room = SWATCH + width(&words) + dec!(24);
        if x > Decimal::ZERO && x + room > frame.width {
            (x, y) = (Decimal::ZERO, y + LINE + dec!(6));
        }
        drawn.push(html! {
            (dot(i, x + dec!(8), y + dec!(9)))
            (text(x + SWATCH, y + dec!(13), Anchor::Start, INK, &words, name))
        });
        x += room;
    }
    (html! { @for one in &drawn { (one) } }, y + LINE + dec!(14))
}
