//! A workbook set to compute its formulas when it is opened.

use quick_xml::events::Event;

use super::book::Book;
use super::tag::with_attribute;
use super::xml::{Text, Xml};
use crate::diag::Finding;
use crate::diag::message::workbook::{NotSplicable, not_splicable};

impl Book {
    /// The bytes of the workbook's part, set to compute every formula when it is opened; `None` where it is so already.
    ///
    /// # Errors
    /// The part is UTF-16 text, or damaged.
    pub fn recalculating(&self) -> Result<Option<Vec<u8>>, Finding> {
        let text = Text::read(&self.part, self.package.part(&self.part)?)?;
        if text.wide {
            return Err(not_splicable(&self.part, &NotSplicable::Wide));
        }
        let mut xml = Xml::new(&self.part, &text.xml, self.package.budget());
        // Where the element goes if there is none: after those that come before it in the standard's order.
        let (mut place, mut prefix) = (None, String::new());
        let edit = loop {
            let from = xml.place();
            match xml.next()? {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "workbook" => {}
                    "calcPr" if xml.flag(&tag, "fullCalcOnLoad")? => return Ok(None),
                    "calcPr" => {
                        let tag = with_attribute(&text.xml[from..xml.place()], "fullCalcOnLoad", Some("1"));
                        break (from..xml.place(), tag);
                    }
                    name => {
                        let before = ["sheets", "functionGroups", "externalReferences", "definedNames"].contains(&name);
                        prefix = tag.name().prefix().map(|p| format!("{}:", p.into_inner())).unwrap_or_default();
                        xml.skip()?;
                        if before {
                            place = Some(xml.place());
                        }
                    }
                },
                Event::Eof => {
                    let place = place.ok_or_else(|| xml.cut())?;
                    break (place..place, format!("<{prefix}calcPr fullCalcOnLoad=\"1\"/>"));
                }
                _ => {}
            }
        };
        Ok(Some(text.with(&[edit]).bytes().into_owned()))
    }
}
