use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};

use super::xml::Xml;
use crate::diag::Finding;

/// What the file's styles say of a cell, as far as a form goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Style {
    /// The number format, such as `#,##0.00`; empty where it is general or one of those that programs know by number.
    pub format: String,
    /// The number of that format.
    pub format_id: u32,
    /// May the cell not be changed while its sheet is protected? So is every cell unless it says otherwise.
    pub locked: bool,
    /// Is its formula hidden while its sheet is protected?
    pub hidden: bool,
    /// Does it show nothing of what the cell holds: a format of empty sections, letters of the colour behind them?
    pub unseen: bool,
}

impl Style {
    /// Does it show a number as a share of a hundred?
    #[must_use]
    pub fn is_percent(&self) -> bool {
        // Words in quotes are shown as they stand.
        let said = self.format.split('"').step_by(2).any(|part| part.contains('%'));
        matches!(self.format_id, 9 | 10) || said
    }
}

impl Default for Style {
    fn default() -> Self {
        Self { format: String::new(), format_id: 0, locked: true, hidden: false, unseen: false }
    }
}

/// The formats of the cells (`cellXfs`), in order.
pub(super) fn styles(part: &str, text: &str) -> Result<Vec<Style>, Finding> {
    let mut xml = Xml::new(part, text);
    let mut formats: HashMap<u32, String> = HashMap::new();
    let mut styles: Vec<Style> = Vec::new();
    let (mut fonts, mut fills) = (Vec::new(), Vec::new());
    let mut group = String::new();
    let mut within = false;
    loop {
        match xml.next()? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "cellXfs" => within = true,
                name @ ("fonts" | "fills" | "borders" | "cellStyleXfs" | "dxfs") => name.clone_into(&mut group),
                "font" if group == "fonts" => fonts.push(None),
                "fill" if group == "fills" => fills.push(None),
                "color" if group == "fonts" => {
                    if let Some(font) = fonts.last_mut() {
                        *font = colour(&xml, &tag)?;
                    }
                }
                "fgColor" if group == "fills" => {
                    if let Some(fill) = fills.last_mut() {
                        *fill = colour(&xml, &tag)?;
                    }
                }
                "numFmt" => {
                    if let Some(id) = xml.attribute(&tag, "numFmtId")?.and_then(|id| id.parse().ok()) {
                        formats.insert(id, xml.attribute(&tag, "formatCode")?.unwrap_or_default().into_owned());
                    }
                }
                "xf" if within => {
                    let id = xml.attribute(&tag, "numFmtId")?.and_then(|id| id.parse().ok()).unwrap_or(0);
                    let format = formats.get(&id).cloned().unwrap_or_default();
                    let of = |name| -> Result<usize, Finding> {
                        Ok(xml.attribute(&tag, name)?.and_then(|id| id.parse().ok()).unwrap_or(0))
                    };
                    let font: Option<&String> = fonts.get(of("fontId")?).and_then(Option::as_ref);
                    let fill = fills.get(of("fillId")?).and_then(Option::as_deref).unwrap_or(WHITE);
                    let empty = !format.is_empty()
                        && format.chars().all(|c| c == ';' || c == ' ')
                        && format.matches(';').count() >= 2;
                    let unseen = empty || font.is_some_and(|font| font == fill);
                    styles.push(Style { format, format_id: id, unseen, ..Style::default() });
                }
                "protection" if within => {
                    if let Some(style) = styles.last_mut() {
                        style.locked = xml.attribute(&tag, "locked")?.is_none_or(|v| super::xml::is_true(&v));
                        style.hidden = xml.flag(&tag, "hidden")?;
                    }
                }
                _ => {}
            },
            Event::End(tag) if tag.local_name().as_ref() == "cellXfs" => within = false,
            Event::Eof => return Ok(styles),
            _ => {}
        }
    }
}

/// The paper.
const WHITE: &str = "FFFFFF";

/// A colour, however the file writes it: the first of a theme and the ninth of the old palette are the paper's.
fn colour(xml: &Xml<'_>, tag: &BytesStart<'_>) -> Result<Option<String>, Finding> {
    let tint =
        xml.attribute(tag, "tint")?.filter(|tint| tint != "0").map(|tint| format!(" {tint}")).unwrap_or_default();
    let rgb =
        xml.attribute(tag, "rgb")?.map(|rgb| rgb.get(rgb.len().saturating_sub(6)..).unwrap_or_default().to_uppercase());
    let named = |name: &str, whites: &[&str]| -> Result<Option<String>, Finding> {
        let id = xml.attribute(tag, name)?;
        Ok(id.map(|id| if whites.contains(&&*id) { WHITE.to_owned() } else { format!("{name} {id}") }))
    };
    let found = match rgb {
        Some(rgb) => Some(rgb),
        None => named("theme", &["0"])?.or(named("indexed", &["1", "9"])?),
    };
    Ok(found.map(|found| found + &tint))
}
