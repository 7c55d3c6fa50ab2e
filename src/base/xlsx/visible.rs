//! Which formats show nothing of what a cell holds.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};
use rust_decimal::Decimal;

use super::book::Book;
use super::xml::{Text, Xml, each};
use crate::diag::Finding;
use crate::unit::{Budget, parse_decimal};

/// Which formats show nothing: letters of the colour behind them or of no size, number formats of empty sections.
#[derive(Debug, Clone, Default)]
pub struct Unseen {
    /// By the place of a cell's format.
    pub cells: Vec<bool>,
    /// By the place of a format that conditions give.
    pub rules: Vec<bool>,
}

/// A colour: red, green, blue.
type Colour = [i64; 3];

const WHITE: Colour = [255; 3];
const BLACK: Colour = [0; 3];
/// Letters that differ from what is behind them by less than this in every colour cannot be read.
const APART: i64 = 48;
/// Letters of fewer points cannot be read.
const SMALLEST: Decimal = Decimal::from_parts(5, 0, 0, false, 0);
/// The old palette, from its eighth colour on; the eight before are the first eight again.
const PALETTE: [u32; 56] = [
    0x00_0000, 0xFF_FFFF, 0xFF_0000, 0x00_FF00, 0x00_00FF, 0xFF_FF00, 0xFF_00FF, 0x00_FFFF, 0x80_0000, 0x00_8000,
    0x00_0080, 0x80_8000, 0x80_0080, 0x00_8080, 0xC0_C0C0, 0x80_8080, 0x99_99FF, 0x99_3366, 0xFF_FFCC, 0xCC_FFFF,
    0x66_0066, 0xFF_8080, 0x00_66CC, 0xCC_CCFF, 0x00_0080, 0xFF_00FF, 0xFF_FF00, 0x00_FFFF, 0x80_0080, 0x80_0000,
    0x00_8080, 0x00_00FF, 0x00_CCFF, 0xCC_FFFF, 0xCC_FFCC, 0xFF_FF99, 0x99_CCFF, 0xFF_99CC, 0xCC_99FF, 0xFF_CC99,
    0x33_66FF, 0x33_CCCC, 0x99_CC00, 0xFF_CC00, 0xFF_9900, 0xFF_6600, 0x66_6699, 0x96_9696, 0x00_3366, 0x33_9966,
    0x00_3300, 0x33_3300, 0x99_3300, 0x99_3366, 0x33_3399, 0x33_3333,
];
/// The colours of a theme in the order that files count them, which is not the order of the theme's part.
const THEME: [&str; 12] =
    ["lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink"];

impl Book {
    /// Which formats of the workbook show nothing.
    ///
    /// # Errors
    /// The part of styles or of the theme is damaged.
    pub fn unseen(&self) -> Result<Unseen, Finding> {
        let read = |kind: &str| -> Result<Option<(String, String)>, Finding> {
            let part = self.relations(&self.part)?.into_iter().find(|r| r.kind == kind && !r.external);
            let part = part.map(|r| r.target).filter(|part| self.package.has(part));
            part.map(|part| Ok((Text::read(&part, self.package.part(&part)?)?.xml, part))).transpose()
        };
        let budget = self.package.budget();
        let mut reader = Reader::default();
        if let Some((text, part)) = read("theme")? {
            reader.theme(&part, &text, budget)?;
        }
        if let Some((text, part)) = read("styles")? {
            reader.styles(&part, &text, budget)?;
        }
        Ok(reader.unseen)
    }
}

/// A font or a fill, as far as it decides what is seen; what is not said is as usual.
#[derive(Debug, Clone, Copy, Default)]
struct Font {
    colour: Option<Colour>,
    tiny: bool,
}

#[derive(Default)]
struct Reader {
    theme: HashMap<String, Colour>,
    fonts: Vec<Font>,
    fills: Vec<Option<Colour>>,
    /// The number formats that show nothing, or write in white.
    formats: HashMap<String, (bool, bool)>,
    unseen: Unseen,
}

impl Reader {
    fn theme(&mut self, part: &str, text: &str, budget: &Budget) -> Result<(), Finding> {
        let mut slot = String::new();
        each(part, text, budget, |xml, tag| {
            match tag.local_name().as_ref() {
                name if THEME.contains(&name) => name.clone_into(&mut slot),
                "srgbClr" | "sysClr" if !slot.is_empty() => {
                    let value = xml.attribute(tag, "lastClr")?.or(xml.attribute(tag, "val")?);
                    if let Some(colour) = value.and_then(|value| rgb(&value)) {
                        self.theme.entry(std::mem::take(&mut slot)).or_insert(colour);
                    }
                }
                "fontScheme" => slot.clear(),
                _ => {}
            }
            Ok(())
        })
    }

    fn styles(&mut self, part: &str, text: &str, budget: &Budget) -> Result<(), Finding> {
        let mut xml = Xml::new(part, text, budget);
        let mut group = "";
        // What a conditional format says so far, and whether its font is being read.
        let (mut font, mut fill, mut empty, mut in_font) = (Font::default(), None, false, false);
        loop {
            match xml.next()? {
                Event::Start(tag) => match (group, tag.local_name().as_ref()) {
                    (_, name) if GROUPS.contains(&name) => {
                        group = GROUPS.into_iter().find(|known| *known == name).unwrap_or_default();
                    }
                    (_, "numFmt") => {
                        let code = xml.attribute(&tag, "formatCode")?.unwrap_or_default().to_lowercase();
                        let shows = (shows_nothing(&code), code.contains("[white]") || code.contains("[color2]"));
                        if group == "dxfs" {
                            empty = shows.0;
                        } else if let Some(id) = xml.attribute(&tag, "numFmtId")? {
                            self.formats.insert(id.into_owned(), shows);
                        }
                    }
                    ("fonts", "font") => budget.push(&mut self.fonts, Font::default())?,
                    ("fills", "fill") => budget.push(&mut self.fills, None)?,
                    ("dxfs", "dxf") => (font, fill, empty) = (Font::default(), None, false),
                    ("dxfs", "font") => in_font = true,
                    ("fonts", "color" | "sz") => {
                        if let Some(font) = self.fonts.last_mut() {
                            *font = styled(*font, &xml, &tag, &self.theme)?;
                        }
                    }
                    ("dxfs", "color" | "sz") if in_font => font = styled(font, &xml, &tag, &self.theme)?,
                    ("fills", "fgColor") => {
                        if let Some(fill) = self.fills.last_mut() {
                            *fill = colour(&xml, &tag, &self.theme)?;
                        }
                    }
                    // Of a condition's fill the ground is what is seen.
                    ("dxfs", "bgColor") => fill = colour(&xml, &tag, &self.theme)?,
                    ("cellXfs", "xf") => {
                        let unseen = self.cell(&xml, &tag)?;
                        budget.push(&mut self.unseen.cells, unseen)?;
                    }
                    _ => {}
                },
                Event::End(tag) => match tag.local_name().as_ref() {
                    "font" => in_font = false,
                    "dxf" => {
                        let hides = font.colour.is_some() && alike(font.colour, fill);
                        budget.push(&mut self.unseen.rules, hides || font.tiny || empty)?;
                    }
                    name if GROUPS.contains(&name) => group = "",
                    _ => {}
                },
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    /// Does a cell's format show nothing?
    fn cell(&self, xml: &Xml<'_>, tag: &BytesStart<'_>) -> Result<bool, Finding> {
        let place = |name: &str| -> Result<usize, Finding> {
            Ok(xml.attribute(tag, name)?.and_then(|id| id.parse().ok()).unwrap_or(0))
        };
        let font = self.fonts.get(place("fontId")?).copied().unwrap_or_default();
        let fill = self.fills.get(place("fillId")?).copied().flatten();
        let format = xml.attribute(tag, "numFmtId")?.and_then(|id| self.formats.get(&*id).copied());
        let (empty, white) = format.unwrap_or_default();
        let colour = if white { Some(WHITE) } else { font.colour };
        Ok(empty || font.tiny || alike(colour, fill))
    }
}

/// The lists that formats are made of.
const GROUPS: [&str; 4] = ["fonts", "fills", "cellXfs", "dxfs"];

/// A font with its colour or its size.
fn styled(font: Font, xml: &Xml<'_>, tag: &BytesStart<'_>, theme: &HashMap<String, Colour>) -> Result<Font, Finding> {
    if tag.local_name().as_ref() == "color" {
        return Ok(Font { colour: colour(xml, tag, theme)?, ..font });
    }
    let size = xml.attribute(tag, "val")?.and_then(|size| parse_decimal(&size));
    Ok(Font { tiny: size.is_some_and(|size| size < SMALLEST), ..font })
}

/// A colour, however the file writes it; `None` where it is the usual one.
fn colour(xml: &Xml<'_>, tag: &BytesStart<'_>, theme: &HashMap<String, Colour>) -> Result<Option<Colour>, Finding> {
    let number =
        |name: &str| -> Result<Option<usize>, Finding> { Ok(xml.attribute(tag, name)?.and_then(|id| id.parse().ok())) };
    let found = if let Some(text) = xml.attribute(tag, "rgb")? {
        rgb(&text)
    } else if let Some(place) = number("theme")? {
        let name = THEME.get(place);
        let usual = [WHITE, BLACK].get(place).copied();
        name.and_then(|name| theme.get(*name).copied()).or(usual)
    } else if let Some(place) = number("indexed")? {
        match place {
            64 => Some(BLACK),
            65 => Some(WHITE),
            place => PALETTE.get(if place < 8 { place } else { place - 8 }).map(|colour| parts(*colour)),
        }
    } else {
        None
    };
    let tint = xml.attribute(tag, "tint")?.and_then(|tint| parse_decimal(&tint));
    Ok(found.map(|found| tint.map_or(found, |tint| tinted(found, tint))))
}

/// A colour made lighter, or darker where the tint is negative.
fn tinted(colour: Colour, tint: Decimal) -> Colour {
    let thousandths = i64::try_from((tint * Decimal::ONE_THOUSAND).trunc()).unwrap_or(0).clamp(-1000, 1000);
    colour.map(|c| if thousandths < 0 { c * (1000 + thousandths) / 1000 } else { c + (255 - c) * thousandths / 1000 })
}

fn rgb(text: &str) -> Option<Colour> {
    let digits = text.get(text.len().saturating_sub(6)..)?;
    u32::from_str_radix(digits, 16).ok().map(parts)
}

fn parts(colour: u32) -> Colour {
    [colour >> 16, colour >> 8, colour].map(|c| i64::from(c & 0xFF))
}

/// Are letters of one colour lost on another? Usual letters are black, the usual ground is white.
fn alike(letters: Option<Colour>, ground: Option<Colour>) -> bool {
    let (letters, ground) = (letters.unwrap_or(BLACK), ground.unwrap_or(WHITE));
    letters.iter().zip(ground).all(|(a, b)| (a - b).abs() < APART)
}

/// Has a number format nothing but empty sections, text's among them?
fn shows_nothing(code: &str) -> bool {
    let bare: String = code.replace("\"\"", "").chars().filter(|c| !matches!(c, ' ' | '\\')).collect();
    bare.len() >= 2 && bare.chars().all(|c| c == ';')
}
