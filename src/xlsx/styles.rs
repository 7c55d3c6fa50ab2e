use std::collections::HashMap;

use quick_xml::events::Event;

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
        Self { format: String::new(), format_id: 0, locked: true, hidden: false }
    }
}

/// The formats of the cells (`cellXfs`), in order.
pub(super) fn styles(part: &str, text: &str) -> Result<Vec<Style>, Finding> {
    let mut xml = Xml::new(part, text);
    let mut formats: HashMap<u32, String> = HashMap::new();
    let mut styles: Vec<Style> = Vec::new();
    let mut within = false;
    loop {
        match xml.next()? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "cellXfs" => within = true,
                "numFmt" => {
                    if let Some(id) = xml.attribute(&tag, "numFmtId")?.and_then(|id| id.parse().ok()) {
                        formats.insert(id, xml.attribute(&tag, "formatCode")?.unwrap_or_default().into_owned());
                    }
                }
                "xf" if within => {
                    let id = xml.attribute(&tag, "numFmtId")?.and_then(|id| id.parse().ok()).unwrap_or(0);
                    let format = formats.get(&id).cloned().unwrap_or_default();
                    styles.push(Style { format, format_id: id, ..Style::default() });
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
