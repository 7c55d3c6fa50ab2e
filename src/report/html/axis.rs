//! An axis of values across a picture: its grid, and as many of its ticks in words as do not overlap.

use maud::{Markup, html};
use rust_decimal::{Decimal, dec};

use super::scale::Scale;
use super::short::{Kind, ticks};
use super::svg::{Anchor, GRID, INK, MUTED, line, text};
use super::words::width;
use crate::unit::Lang;

/// The axis of a scale from `top` to `bottom`, its words under it, within a picture of some width.
pub fn across(scale: &Scale, (top, bottom): (Decimal, Decimal), picture: Decimal, kind: Kind, lang: Lang) -> Markup {
    let values = scale.span.ticks();
    let words = ticks(&values, scale.span.step, kind, lang);
    let half = words.iter().map(|words| width(words)).max().unwrap_or_default() / Decimal::TWO;
    let middle = |value: Decimal| scale.at(value).clamp(half, (picture - half).max(half));
    // Every so many, zero among them.
    let apart = |every: usize| {
        let mut labelled = labelled(&values, every);
        let next = labelled.clone().skip(1);
        next.zip(labelled.by_ref())
            .all(|(after, before)| middle(after) - middle(before) >= half * Decimal::TWO + dec!(6))
    };
    let every = (1..values.len()).find(|every| apart(*every)).unwrap_or(values.len().max(1));
    let labelled: Vec<Decimal> = labelled(&values, every).collect();
    html! {
        @for (value, words) in values.iter().zip(&words) {
            @let x = scale.at(*value);
            (line((x, top), (x, bottom), if value.is_zero() { INK } else { GRID }))
            @if labelled.contains(value) {
                (text(middle(*value), bottom + dec!(20), Anchor::Middle, MUTED, words, words))
            }
        }
    }
}

/// One value in `every`, counted from zero where it is one of them.
fn labelled(values: &[Decimal], every: usize) -> impl Iterator<Item = Decimal> + Clone {
    let first = values.iter().position(Decimal::is_zero).unwrap_or_default() % every;
    values.iter().copied().skip(first).step_by(every)
}
