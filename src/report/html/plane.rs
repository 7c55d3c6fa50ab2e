//! The frame of pictures in a plane: values up, with their grid, and whatever goes across.

use maud::{Markup, html};
use rust_decimal::{Decimal, dec};

use super::scale::{Scale, Span};
use super::short::{Kind, ticks};
use super::svg::{Anchor, Frame, GRID, INK, MUTED, line, text};
use super::words::{fit, width};
use crate::unit::Lang;

/// A plane, its axis of values on the left.
#[derive(Debug)]
pub struct Plane {
    /// Its left edge.
    pub left: Decimal,
    /// Its right edge.
    pub right: Decimal,
    /// Its upper edge.
    pub top: Decimal,
    /// Its lower edge.
    pub bottom: Decimal,
    /// Values up.
    pub up: Scale,
    marks: Vec<String>,
}

impl Plane {
    /// A plane `high` high from `top`, with `margin` to its right.
    pub fn new(
        frame: Frame, span: Span, kind: Kind, (top, high): (Decimal, Decimal), margin: Decimal, lang: Lang,
    ) -> Self {
        let marks = ticks(&span.ticks(), span.step, kind, lang);
        let left = marks.iter().map(|words| width(words)).max().unwrap_or_default() + dec!(10);
        let bottom = top + high;
        Self { left, right: frame.width - margin, top, bottom, up: Scale::new(span, bottom, top), marks }
    }

    /// The grid of its values, with the line of zero.
    pub fn grid(&self) -> Markup {
        let y = |value: Decimal| self.up.at(value);
        html! {
            @for (value, words) in self.up.span.ticks().into_iter().zip(&self.marks) {
                @let stroke = if value.is_zero() { INK } else { GRID };
                (line((self.left, y(value)), (self.right, y(value)), stroke))
                (text(self.left - dec!(8), y(value) + dec!(4.5), Anchor::End, MUTED, words, words))
            }
        }
    }

    /// What the axis of values counts, above it, and where that ends.
    pub fn name(frame: Frame, name: &str) -> (Markup, Decimal) {
        if name.is_empty() {
            return (Markup::default(), Decimal::ZERO);
        }
        (text(Decimal::ZERO, dec!(13), Anchor::Start, INK, &fit(name, frame.width), name), dec!(22))
    }
}
