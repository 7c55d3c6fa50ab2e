//! The text of a part, and its XML as events with their places.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

use super::wellformed::{DEEPEST, Fault, WellFormed, attribute, reference};
use crate::diag::Finding;
use crate::diag::message::damage::{Damage, IllFormed, damaged};
use crate::diag::message::workbook::{Excess, Hostile, encoding, hostile, too_much};
use crate::unit::Budget;

/// No text of an element or an attribute takes more bytes than this: a cell takes 32,767 characters, a formula 8,192.
const TEXT_AT_MOST: usize = 1 << 20;
/// The work of reading a byte, and an event.
const WORK_OF_A_BYTE: usize = 3;
const WORK_OF_AN_EVENT: usize = 50;
/// Work is drawn in pieces of so much.
const DRAWN_AT_ONCE: usize = 16_384;

/// The text of a part, and how it was written in the file.
#[derive(Debug, Clone, Default)]
pub struct Text {
    /// The part's XML, without a byte order mark.
    pub xml: String,
    /// Was there a byte order mark before it? Splicing puts it back.
    pub marked: bool,
    /// Was it UTF-16?
    pub wide: bool,
}

impl Text {
    /// Reads UTF-8 or UTF-16, the two encodings of the standard.
    pub fn read(part: &str, bytes: Vec<u8>) -> Result<Self, Finding> {
        let wide = match bytes.get(..2) {
            Some([0xFE, 0xFF] | [0, b'<']) => Some(u16::from_be_bytes as fn([u8; 2]) -> u16),
            Some([0xFF, 0xFE] | [b'<', 0]) => Some(u16::from_le_bytes as fn([u8; 2]) -> u16),
            _ => None,
        };
        if let Some(unit) = wide {
            if !bytes.len().is_multiple_of(2) {
                return Err(damaged(&Damage::HalfUnit(part)));
            }
            let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
            let text: Result<String, _> = char::decode_utf16(units).collect();
            let text = text.map_err(|_| damaged(&Damage::NotText(part, "UTF-16")))?;
            let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
            return Ok(Self { xml: text, marked: false, wide: true });
        }
        let marked = bytes.starts_with(&[0xEF, 0xBB, 0xBF]);
        if let Some(name) = declared(&bytes).filter(|name| !["utf-8", "us-ascii"].contains(&name.as_str())) {
            return Err(encoding(part, &name));
        }
        let text = String::from_utf8(if marked { bytes[3..].to_vec() } else { bytes });
        let text = text.map_err(|_| damaged(&Damage::NotText(part, "UTF-8")))?;
        Ok(Self { xml: text, marked, wide: false })
    }
}

impl Text {
    /// The same with other text in place of some, given in order.
    pub fn with(&self, edits: &[(Range<usize>, String)]) -> Self {
        let more: usize = edits.iter().map(|(_, new)| new.len()).sum();
        let mut xml = String::with_capacity(self.xml.len() + more);
        let mut from = 0;
        for (bytes, new) in edits {
            xml.push_str(&self.xml[from..bytes.start]);
            xml.push_str(new);
            from = bytes.end;
        }
        xml.push_str(&self.xml[from..]);
        Self { xml, ..*self }
    }

    /// The bytes of the part, a byte order mark put back. UTF-16 is read alone, and never written.
    pub fn bytes(&self) -> Cow<'_, [u8]> {
        let xml = self.xml.as_bytes();
        if self.marked { Cow::Owned([&[0xEF, 0xBB, 0xBF], xml].concat()) } else { Cow::Borrowed(xml) }
    }
}

/// The encoding an XML declaration names, in small letters.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).to_ascii_lowercase();
    let head = head.trim_start_matches('\u{feff}');
    let declaration = head.strip_prefix("<?xml")?.split("?>").next()?;
    let value = declaration.split("encoding").nth(1)?.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| ['"', '\''].contains(c))?;
    value[1..].split(quote).next().map(str::to_owned)
}

/// A part's XML, event by event; `<a/>` reads as `<a></a>`. What is not well-formed is refused, and so are document types
/// and entities of a file's own. Who reads up to the end knows that the part is whole.
pub struct Xml<'a> {
    part: &'a str,
    reader: Reader<&'a [u8]>,
    budget: &'a Budget,
    /// Work done and not drawn yet, and the place up to which it is counted.
    work: usize,
    counted: usize,
    /// Bytes that the reader has not seen, and does not count.
    passed: usize,
    /// Is the reader after a tag, where anything may follow? After text it has seen that a tag does.
    after_tag: bool,
    document: WellFormed,
}

impl<'a> Xml<'a> {
    pub fn new(part: &'a str, text: &'a str, budget: &'a Budget) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        // Which element an end tag closes, `document` checks.
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        let document = WellFormed::default();
        Self { part, reader, budget, work: 0, counted: 0, passed: 0, after_tag: false, document }
    }

    /// Of a piece of a part, whose prefixes the part declares around it.
    pub fn of_piece(part: &'a str, text: &'a str, budget: &'a Budget) -> Self {
        Self { document: WellFormed::of_piece(), ..Self::new(part, text, budget) }
    }

    /// Where the next event starts, in bytes from the start of the text.
    pub fn place(&self) -> usize {
        self.at(self.reader.buffer_position())
    }

    /// Goes past bytes that were read otherwise: whole elements, the last of which starts so many bytes on. What is
    /// before them is no empty element.
    pub fn pass(&mut self, bytes: usize, last: usize) -> Result<(), Finding> {
        // Where the reader takes it that a tag follows, one has to.
        let unseen = if self.after_tag { bytes } else { last };
        let rest = self.reader.get_mut();
        *rest = rest.get(unseen..).unwrap_or_default();
        self.passed += unseen;
        if unseen < bytes {
            self.next()?;
            self.skip()?;
        }
        Ok(())
    }

    /// A place of the reader's in the text.
    fn at(&self, place: u64) -> usize {
        usize::try_from(place).unwrap_or(usize::MAX).saturating_add(self.passed)
    }

    pub fn next(&mut self) -> Result<Event<'a>, Finding> {
        let place = self.place();
        self.work += WORK_OF_AN_EVENT + WORK_OF_A_BYTE * place.saturating_sub(self.counted);
        self.counted = place;
        if self.work >= DRAWN_AT_ONCE {
            self.budget.draw(std::mem::take(&mut self.work))?;
        }
        match self.reader.read_event() {
            Ok(Event::DocType(_)) => Err(hostile(Hostile::DocumentType(self.part))),
            Ok(event) => {
                self.document.take(&event).map_err(|fault| self.fault(fault, place))?;
                self.after_tag = matches!(event, Event::Start(_) | Event::End(_));
                Ok(event)
            }
            Err(error) => {
                let why = IllFormed::Other(error.to_string());
                Err(self.fault(Fault::IllFormed(why), self.at(self.reader.error_position())))
            }
        }
    }

    fn fault(&self, fault: Fault, place: usize) -> Finding {
        let part = self.part;
        match fault {
            Fault::IllFormed(why) => damaged(&Damage::IllFormed(part, place, why)),
            Fault::TooDeep => too_much(Excess::Depth(part, DEEPEST)),
        }
    }

    /// Goes past the end of an element that was just opened.
    pub fn skip(&mut self) -> Result<(), Finding> {
        let mut depth = 1_usize;
        while depth > 0 {
            match self.next()? {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                Event::Eof => return Err(self.cut()),
                _ => {}
            }
        }
        Ok(())
    }

    /// The text of an element that was just opened, up to its end; elements within it are left out.
    pub fn text(&mut self) -> Result<String, Finding> {
        let mut text = String::new();
        self.join(&mut text)?;
        Ok(text)
    }

    /// Adds that text to another.
    pub fn join(&mut self, text: &mut String) -> Result<(), Finding> {
        loop {
            match self.next()? {
                Event::Start(_) => self.skip()?,
                Event::End(_) => return Ok(()),
                Event::Eof => return Err(self.cut()),
                event => self.add(&event, text)?,
            }
        }
    }

    /// Adds what an event says in words.
    fn add(&self, event: &Event<'_>, text: &mut String) -> Result<(), Finding> {
        let more = match event {
            Event::Text(t) => t.len(),
            Event::CData(t) => t.len(),
            _ => 0,
        };
        if text.len() + more > TEXT_AT_MOST {
            return Err(self.too_long());
        }
        match event {
            Event::Text(t) => text.push_str(&t.xml10_content()),
            Event::CData(t) => text.push_str(&t.xml10_content()),
            Event::GeneralRef(name) => text.extend(reference(name)),
            _ => {}
        }
        Ok(())
    }

    fn too_long(&self) -> Finding {
        too_much(Excess::Text(self.part))
    }

    pub fn cut(&self) -> Finding {
        damaged(&Damage::Cut(self.part))
    }

    /// The value of an attribute by its local name (`id` for `r:id`).
    pub fn attribute<'t>(&self, tag: &'t BytesStart<'_>, name: &str) -> Result<Option<Cow<'t, str>>, Finding> {
        for attribute in self.attributes(tag) {
            let (key, value) = attribute?;
            if key.rsplit(':').next() == Some(name) {
                if value.len() > TEXT_AT_MOST {
                    return Err(self.too_long());
                }
                return unescape(value).map(Some).map_err(|e| self.no_attribute(Some(&e.to_string())));
            }
        }
        Ok(None)
    }

    /// The attributes of a tag, each with its name and its value as they are written.
    pub fn attributes<'t>(
        &self, tag: &'t BytesStart<'_>,
    ) -> impl Iterator<Item = Result<(&'t str, &'t str), Finding>> + use<'t, '_, 'a> {
        let mut rest = tag.attributes_raw().trim_ascii_start();
        std::iter::from_fn(move || {
            if rest.is_empty() {
                return None;
            }
            let read = attribute(rest);
            rest = read.map_or("", |(_, _, after)| after.trim_ascii_start());
            Some(read.map(|(key, value, _)| (key, value)).ok_or_else(|| self.no_attribute(None)))
        })
    }

    fn no_attribute(&self, why: Option<&str>) -> Finding {
        damaged(&Damage::Attribute(self.part, why))
    }

    /// Is an attribute there and true?
    pub fn flag(&self, tag: &BytesStart<'_>, name: &str) -> Result<bool, Finding> {
        Ok(self.attribute(tag, name)?.is_some_and(|v| is_true(&v)))
    }
}

/// The two ways of writing true.
pub fn is_true(value: &str) -> bool {
    matches!(value, "1" | "true" | "on")
}

/// Each element called `name` anywhere in a part, with the xml to read on from it.
pub fn each<'a>(
    part: &'a str, text: &'a str, budget: &'a Budget,
    mut take: impl FnMut(&mut Xml<'a>, &BytesStart<'a>) -> Result<(), Finding>,
) -> Result<(), Finding> {
    let mut xml = Xml::new(part, text, budget);
    loop {
        match xml.next()? {
            Event::Start(tag) => take(&mut xml, &tag)?,
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}
