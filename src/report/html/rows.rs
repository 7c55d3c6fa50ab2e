//! The frame of pictures made of rows: a label, then a bar along an axis of values under them all.

use maud::{Markup, html};
use rust_decimal::{Decimal, dec};

use super::axis;
use super::scale::{Scale, Span};
use super::short::Kind;
use super::svg::{Anchor, Frame, INK, text};
use super::words::{LINE, width, wrap};
use crate::unit::Lang;

/// How far a label above its bars is from the line they start at.
const INDENT: Decimal = dec!(8);

/// Rows with labels beside their bars, or above them on a narrow screen.
#[derive(Debug, Clone, Copy)]
pub struct Rows {
    gutter: Decimal,
    width: Decimal,
    above: bool,
    /// How wide the words beside a bar are at most.
    pub room: Decimal,
    /// Values across.
    pub scale: Scale,
}

impl Rows {
    /// Rows of these labels in a frame, with room for the words beside their bars, in front of those below zero too.
    pub fn new<'a>(frame: Frame, labels: impl Iterator<Item = &'a str>, span: Span, words: Decimal) -> Self {
        let above = frame.is_narrow();
        let longest = labels.map(width).max().unwrap_or_default();
        let gutter = if above { Decimal::ZERO } else { longest.min(dec!(230)) + dec!(14) };
        let words = (words + dec!(10)).min((frame.width - gutter) / dec!(3));
        let before = if span.low < Decimal::ZERO { words } else { dec!(2) };
        let scale = Scale::new(span, gutter + before, frame.width - words);
        Self { gutter, width: frame.width, above, room: words - dec!(8), scale }
    }

    /// A label's lines, with what they take above the bars and what they need beside them.
    pub fn label(&self, label: &str) -> Label {
        let room = if self.above { self.width - INDENT } else { self.gutter - dec!(14) };
        let lines = wrap(label, room, 2);
        let high = LINE * Decimal::from(lines.len());
        let (above, beside) = if self.above { (high + dec!(3), Decimal::ZERO) } else { (Decimal::ZERO, high) };
        Label { above, beside, lines, full: label.to_owned(), x: self.gutter - dec!(14) }
    }

    /// The axis from `top` to `bottom`, its grid and the words of its ticks, and how high it is with them.
    pub fn axis(&self, top: Decimal, bottom: Decimal, kind: Kind, lang: Lang) -> (Markup, Decimal) {
        (axis::across(&self.scale, (top, bottom), self.width, kind, lang), bottom + dec!(28))
    }
}

/// The label of a row.
#[derive(Debug)]
pub struct Label {
    /// What it takes above the bars.
    pub above: Decimal,
    /// How high the bars must be for it to be beside them.
    pub beside: Decimal,
    lines: Vec<String>,
    full: String,
    x: Decimal,
}

impl Label {
    /// The label of the row that starts at `top`, whose bars are `high`.
    pub fn draw(&self, top: Decimal, high: Decimal) -> Markup {
        let is_above = self.above > Decimal::ZERO;
        let first = if is_above { top + dec!(12) } else { top + (high - self.beside) / Decimal::TWO + dec!(12) };
        let (x, anchor) = if is_above { (INDENT, Anchor::Start) } else { (self.x, Anchor::End) };
        let cut = self.lines.join(" ") != self.full;
        html! {
            @for (i, words) in self.lines.iter().enumerate() {
                (text(x, first + LINE * Decimal::from(i), anchor, INK, words, if cut { &self.full } else { words }))
            }
        }
    }
}
