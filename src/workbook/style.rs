//! How cells look: one format for each kind of row and cell, made once.

use std::collections::HashMap;

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline};

use crate::sheet::{Cell, Style};
use crate::unit::MINUS;

const INK: Color = Color::RGB(0x1F_2A44);
const RULE: Color = Color::RGB(0xBF_C7D5);
const HEADING: Color = Color::RGB(0x1F_3864);
const SECTION: Color = Color::RGB(0xDD_E6F3);
const SUBTOTAL: Color = Color::RGB(0xF1_F4F9);
const INPUT: Color = Color::RGB(0xFF_F9DB);

/// The font of every cell.
const FONT: &str = "Calibri";

/// What a cell is, for its look.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Look {
    style: Style,
    kind: Kind,
    input: bool,
    signs: Signs,
    /// Do words go on over the cells beside theirs?
    overflows: bool,
}

/// How a number shows on which side of zero it is.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Signs {
    Usual,
    /// Nothing is a dash.
    Dashed,
    /// A difference: a plus above zero.
    Plus,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Words,
    Money(u32),
    Number(u32),
    Percent(u32),
    /// Every digit, as it is typed.
    Typed,
}

impl Look {
    /// Of a cell in a row of some style.
    pub fn of(style: Style, cell: &Cell, no_zeros: bool) -> Self {
        let kind = match cell.shown() {
            Cell::Money(_) => Kind::Money(2),
            Cell::UnitPrice(_, places) => Kind::Money(*places),
            Cell::Euros(_) | Cell::More(_) => Kind::Number(0),
            Cell::Number(_, places) => Kind::Number(*places),
            Cell::Percent(_) | Cell::NoShare => Kind::Percent(1),
            Cell::Rate(value) => {
                // Where it is typed over, what is typed has decimals of its own.
                let least = if matches!(cell, Cell::Input(_)) { 2 } else { 0 };
                Kind::Percent(value.normalize().scale().saturating_sub(2).max(least))
            }
            Cell::Typed(_) => Kind::Typed,
            _ => Kind::Words,
        };
        let signs = match cell.shown() {
            Cell::More(_) => Signs::Plus,
            _ if no_zeros => Signs::Dashed,
            _ => Signs::Usual,
        };
        Self { style, kind, input: matches!(cell, Cell::Input(_)), signs, overflows: false }
    }

    /// The same of a column of differences.
    pub fn signed(self, signed: bool) -> Self {
        Self { signs: if signed { Signs::Plus } else { self.signs }, ..self }
    }

    /// The same of words that go on over the cells beside theirs.
    pub fn over(self) -> Self {
        Self { overflows: true, ..self }
    }
}

/// The formats of a sheet, each made once.
#[derive(Default)]
pub struct Styles {
    formats: HashMap<Look, Format>,
}

impl Styles {
    /// The format of a look.
    pub fn of(&mut self, look: Look) -> &Format {
        self.formats.entry(look).or_insert_with(|| make(look))
    }

    /// The heading of a column.
    pub fn heading() -> Format {
        base()
            .set_bold()
            .set_font_color(Color::White)
            .set_background_color(HEADING)
            .set_border(FormatBorder::Thin)
            .set_border_color(RULE)
            .set_text_wrap()
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter)
    }

    /// The lines above a table; the first is its title.
    pub fn title(first: bool) -> Format {
        if first { base().set_bold().set_font_size(15).set_font_color(HEADING) } else { base() }
    }

    /// A link to another sheet.
    pub fn link() -> Format {
        base()
            .set_font_color(Color::RGB(0x1F_4E9E))
            .set_underline(FormatUnderline::Single)
            .set_align(FormatAlign::VerticalCenter)
    }

    /// The lines below a table.
    pub fn note() -> Format {
        base().set_italic().set_font_size(9).set_text_wrap().set_align(FormatAlign::Top)
    }

    /// What a sheet that a link leads to is.
    pub fn linked() -> Format {
        base().set_align(FormatAlign::VerticalCenter)
    }

    /// What a table comes to.
    pub fn statement() -> Format {
        base().set_bold().set_text_wrap().set_align(FormatAlign::Top)
    }

    /// A line of the box that is signed; its first is of who signs, its last has room for the name.
    pub fn signature(first: bool, last: bool) -> Format {
        let line = base().set_indent(1).set_border_color(RULE);
        let line = line.set_border_left(FormatBorder::Thin).set_border_right(FormatBorder::Thin);
        let line = if first { line.set_bold().set_border_top(FormatBorder::Thin) } else { line };
        if last {
            line.set_border_bottom(FormatBorder::Thin).set_align(FormatAlign::Left).set_align(FormatAlign::Top)
        } else {
            line
        }
    }
}

fn base() -> Format {
    Format::new().set_font_name(FONT).set_font_size(10).set_font_color(INK)
}

fn make(look: Look) -> Format {
    let mut format =
        base().set_border(FormatBorder::Thin).set_border_color(RULE).set_align(FormatAlign::VerticalCenter);
    format = match look.kind {
        Kind::Words if look.overflows => format.set_indent(1),
        Kind::Words => format.set_text_wrap().set_indent(1),
        Kind::Money(places) => format.set_num_format(signed(&format!("{}\\ [$€-40C]_-", pattern(places)), look.signs)),
        Kind::Number(places) => format.set_num_format(signed(&format!("{}_-", pattern(places)), look.signs)),
        Kind::Percent(places) => {
            let pattern = if places == 0 { "0".to_owned() } else { format!("0.{}", "0".repeat(places as usize)) };
            format.set_num_format(signed(&format!("{pattern}\\ %_-"), look.signs))
        }
        Kind::Typed => format.set_align(FormatAlign::Right),
    };

    format = match look.style {
        Style::Body | Style::Blank => format,
        Style::Section => format.set_bold().set_background_color(SECTION),
        Style::Subtotal => format.set_bold().set_background_color(SUBTOTAL),
        Style::Total => format.set_bold().set_background_color(SECTION).set_border_top(FormatBorder::Medium),
    };
    if look.input { format.set_unlocked().set_background_color(INPUT) } else { format }
}

/// A pattern in the French of France, with the minus of sentences; with a dash for what is nothing, with a plus for a
/// difference above it.
fn signed(pattern: &str, signs: Signs) -> String {
    match signs {
        Signs::Usual => format!("[$-40C]{pattern};[$-40C]\"{MINUS}\"{pattern}"),
        Signs::Dashed => format!("[$-40C]{pattern};[$-40C]\"{MINUS}\"{pattern};\"–\"_-"),
        Signs::Plus => format!("[$-40C]+{pattern};[$-40C]\"{MINUS}\"{pattern};[$-40C]{pattern}"),
    }
}

/// Amounts along an axis of a chart, or beside what it draws.
pub fn amounts() -> String {
    signed(&pattern(0), Signs::Usual)
}

/// Differences beside what draws them.
pub fn differences() -> String {
    signed(&pattern(0), Signs::Plus)
}

/// Thousands apart, and so many decimals. The pattern is written as every xlsx file writes it; 40C, the
/// French of France, is how it shows; `_-` leaves the width of a dash before the border.
fn pattern(places: u32) -> String {
    let decimals = "0".repeat(places as usize);
    if places == 0 { "#,##0".into() } else { format!("#,##0.{decimals}") }
}
