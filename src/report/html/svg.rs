//! What pictures share: the frame with its words for those who do not see it, colours and textures, legends.

use itertools::Itertools as _;
use maud::{Markup, PreEscaped, html};
use rust_decimal::{Decimal, dec};

use super::scale::Span;
use super::short::{Kind, ticks};
use super::words::{LINE, fit, width, wrap};
use crate::unit::Lang;

/// The words of a picture.
pub const INK: &str = "#1b2430";
/// What is beside the point: ticks, connectors.
pub const MUTED: &str = "#51606f";
/// Lines of the grid.
pub const GRID: &str = "#dde2e8";
/// Amounts shown as they are.
pub const MAIN: &str = "#173f5f";
/// What adds.
pub const UP: &str = "#b3470b";
/// What takes away.
pub const DOWN: &str = "#1b7fa8";

/// Colours that the colour-blind distinguish by how dark they are too; each at least 3:1 on white.
const COLOURS: [&str; 6] = [MAIN, "#c8590f", "#4a8fc4", "#7a3e8c", "#2f7d4f", "#7b8794"];
/// Dashes of lines: with the colours, no two of twelve series look alike.
const DASHES: [&str; 6] = ["", "9 4", "2 4", "12 4 2 4", "5 3", "14 3 2 3 2 3"];

/// The colour of a series.
pub fn colour(series: usize) -> &'static str {
    COLOURS[series % COLOURS.len()]
}

/// The dashes of a series, another beside its colour once the colours come round again.
pub fn dashes(series: usize) -> &'static str {
    DASHES[(series + series / COLOURS.len()) % DASHES.len()]
}

/// What a drawing is drawn in: how wide, and the prefix of its ids.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// How wide the picture is.
    pub width: Decimal,
    /// What no other picture's ids start with.
    pub id: &'a str,
}

impl Frame<'_> {
    /// Is it for a narrow screen?
    pub fn is_narrow(&self) -> bool {
        self.width < dec!(500)
    }

    /// A drawing `height` high in its frame, named by its title and described by its summary.
    pub fn svg(&self, height: Decimal, title: &str, summary: &str, body: &Markup) -> Markup {
        let class = if self.is_narrow() { "narrow" } else { "wide" };
        html! {
            svg class=(class) viewBox={ "0 0 " (self.width) " " (at(height)) } xmlns="http://www.w3.org/2000/svg"
                role="img" focusable="false" aria-labelledby={ (self.id) "t " (self.id) "d" } {
                title id={ (self.id) "t" } { (title) }
                desc id={ (self.id) "d" } { (summary) }
                (body)
            }
        }
    }

    /// Where zero is out of sight, words under `top` that say so, and where they end.
    pub fn cut_note(&self, span: Span, kind: Kind, top: Decimal, lang: Lang) -> (Markup, Decimal) {
        let Some(words) = cut_words(span, kind, lang) else { return (Markup::default(), top) };
        let lines = wrap(&words, self.width, 3);
        let drawn = html! {
            g font-style="italic" {
                @for (i, words) in lines.iter().enumerate() {
                    (text(Decimal::ZERO, top + dec!(13) + LINE * Decimal::from(i), Anchor::Start, INK, words, words))
                }
            }
        };
        (drawn, top + LINE * Decimal::from(lines.len()) + dec!(8))
    }

    /// The textures that series are filled with.
    pub fn textures(&self, series: usize) -> Markup {
        html! {
            defs {
                @for i in 0..series {
                    pattern id={ (self.id) "p" (i) } width="8" height="8" patternUnits="userSpaceOnUse" {
                        rect width="8" height="8" fill=(colour(i)) {}
                        (PreEscaped(texture(i)))
                    }
                }
            }
        }
    }

    /// What a series is filled with.
    pub fn fill(&self, series: usize) -> String {
        format!("url(#{}p{series})", self.id)
    }

    /// Names of series, each with its texture, and how high that is.
    pub fn legend(&self, names: &[String]) -> (Markup, Decimal) {
        const SWATCH: Decimal = dec!(24);
        if names.iter().all(String::is_empty) {
            return (Markup::default(), Decimal::ZERO);
        }
        let mut places: Vec<(Decimal, Decimal, String)> = Vec::new();
        let (mut x, mut y) = (Decimal::ZERO, Decimal::ZERO);
        for name in names {
            let words = fit(name, self.width - SWATCH);
            let room = SWATCH + width(&words) + dec!(20);
            if x > Decimal::ZERO && x + room > self.width {
                (x, y) = (Decimal::ZERO, y + LINE + dec!(6));
            }
            places.push((x, y, words));
            x += room;
        }
        let drawn = html! {
            @for (i, ((x, y, words), name)) in places.iter().zip(names).enumerate() {
                g {
                    title { (name) }
                    rect x=(at(*x + dec!(0.5))) y=(at(*y + dec!(2.5))) width="16" height="12" fill=(self.fill(i))
                        stroke=(colour(i)) {}
                    text x=(at(*x + SWATCH)) y=(at(*y + dec!(13))) fill=(INK) { (words) }
                }
            }
        };
        (drawn, y + LINE + dec!(14))
    }
}

/// White marks on the colour of a series.
fn texture(series: usize) -> &'static str {
    let textures = [
        "",
        r##"<path d="M-2 2l4-4M0 8l8-8M6 10l4-4" stroke="#fff" stroke-width="1.6"></path>"##,
        r##"<path d="M0 4h8" stroke="#fff" stroke-width="1.6"></path>"##,
        r##"<circle cx="4" cy="4" r="1.5" fill="#fff"></circle>"##,
        r##"<path d="M-2 6l4 4M0 0l8 8M6-2l4 4" stroke="#fff" stroke-width="1.6"></path>"##,
        r##"<path d="M4 0v8" stroke="#fff" stroke-width="1.6"></path>"##,
    ];
    textures[(series + series / COLOURS.len()) % textures.len()]
}

/// A coordinate as it is written.
pub fn at(coordinate: Decimal) -> Decimal {
    coordinate.round_dp(2).normalize()
}

/// Where a text is held.
#[derive(Debug, Clone, Copy)]
pub enum Anchor {
    /// At its start.
    Start,
    /// In its middle.
    Middle,
    /// At its end.
    End,
}

/// A text that says in full, to who points at it, what had to be cut.
pub fn text(x: Decimal, y: Decimal, anchor: Anchor, fill: &str, words: &str, full: &str) -> Markup {
    let anchor = match anchor {
        Anchor::Start => "start",
        Anchor::Middle => "middle",
        Anchor::End => "end",
    };
    html! {
        text x=(at(x)) y=(at(y)) text-anchor=(anchor) fill=(fill) {
            @if words != full { title { (full) } }
            (words)
        }
    }
}

/// An axis that leaves zero out says so.
fn cut_words(span: Span, kind: Kind, lang: Lang) -> Option<String> {
    let nearest = if span.low > Decimal::ZERO { span.low } else { span.high };
    let start = ticks(&[nearest], span.step, kind, lang).concat();
    span.is_cut().then(|| match lang {
        Lang::Fr => format!("Axe tronqué : il commence à {start}, pas à zéro."),
        Lang::En => format!("Broken axis: it starts at {start}, not at zero."),
    })
}

/// Points as SVG lists them.
pub fn list(points: &[(Decimal, Decimal)]) -> String {
    points.iter().map(|(x, y)| format!("{},{}", at(*x), at(*y))).join(" ")
}

/// A straight line.
pub fn line(from: (Decimal, Decimal), to: (Decimal, Decimal), stroke: &str) -> Markup {
    html! { line x1=(at(from.0)) y1=(at(from.1)) x2=(at(to.0)) y2=(at(to.1)) stroke=(stroke) {} }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twelve_series_look_unlike_each_other() {
        for a in 0..12 {
            for b in 0..a {
                assert_ne!((colour(a), dashes(a)), (colour(b), dashes(b)));
                assert_ne!((colour(a), texture(a)), (colour(b), texture(b)));
            }
        }
    }
}
