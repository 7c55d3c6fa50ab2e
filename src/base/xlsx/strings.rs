//! Texts: the table that cells share, and what a cell holds in itself.

use std::borrow::Cow;
use std::sync::Arc;

use quick_xml::events::Event;

use super::xml::{Xml, each};
use crate::diag::Finding;
use crate::diag::message::workbook::{Excess, too_much};
use crate::unit::Budget;

/// No table has more texts than this.
const STRINGS_AT_MOST: usize = 1_000_000;

/// The texts of the shared table, in order.
pub(super) fn shared(part: &str, text: &str, budget: &Budget) -> Result<Vec<Arc<str>>, Finding> {
    let mut strings: Vec<Arc<str>> = Vec::new();
    each(part, text, budget, |xml, tag| {
        if tag.local_name().as_ref() == "si" {
            if strings.len() >= STRINGS_AT_MOST {
                return Err(too_much(Excess::Texts(part)));
            }
            let item = item(xml)?.into();
            budget.push(&mut strings, item)?;
        }
        Ok(())
    })?;
    Ok(strings)
}

/// The text of an `si` or `is` that was just opened: its runs joined, phonetic guides left out.
pub(super) fn item(xml: &mut Xml<'_>) -> Result<String, Finding> {
    let mut text = String::new();
    let mut depth = 0_usize;
    loop {
        match xml.next()? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "t" => xml.join(&mut text)?,
                "rPh" | "phoneticPr" | "rPr" => xml.skip()?,
                _ => depth += 1,
            },
            Event::End(_) if depth == 0 => return Ok(unescaped(text.into()).into_owned()),
            Event::End(_) => depth -= 1,
            Event::Eof => return Err(xml.cut()),
            _ => {}
        }
    }
}

/// `_x000D_` is a character that XML cannot hold, `_x005F_` for the low line that would start one.
pub(super) fn unescaped(text: Cow<'_, str>) -> Cow<'_, str> {
    if !text.contains("_x") {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = &*text;
    while let Some(at) = rest.find("_x") {
        out.push_str(&rest[..at]);
        let escape = rest[at..].get(2..6).filter(|_| rest[at + 6..].starts_with('_'));
        let code = escape.filter(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()));
        if let Some(c) = code.and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32) {
            out.push(c);
            rest = &rest[at + 7..];
        } else {
            out.push_str("_x");
            rest = &rest[at + 2..];
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::unescaped;

    #[test]
    fn characters_that_xml_cannot_hold() {
        assert_eq!(unescaped("a_x000D_b".into()), "a\rb");
        assert_eq!(unescaped("_x005F_x000D_".into()), "_x000D_");
        assert_eq!(unescaped("_x00é_ _xZZZZ_ _x".into()), "_x00é_ _xZZZZ_ _x");
        assert_eq!(unescaped("unité_x".into()), "unité_x");
    }
}
