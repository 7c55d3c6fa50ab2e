//! Is an XML document well-formed? What the reader of events leaves open is checked here, event by event.

use std::collections::HashMap;

use foldhash::HashSet;
use quick_xml::events::{BytesStart, Event};

use crate::diag::message::damage::IllFormed;

/// No program nests elements deeper than this.
pub const DEEPEST: usize = 1_000;
/// No program declares more prefixes around an element than this.
pub const PREFIXES: usize = 10_000;
/// Attributes of an element, up to which the list of those before is searched one by one.
const FEW: usize = 8;

/// Why a document cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is not well-formed.
    IllFormed(IllFormed),
    /// Its elements are nested too deep.
    TooDeep,
}

/// What was read of a document so far.
#[derive(Default)]
pub struct WellFormed {
    /// The names of the elements that are open, one after the other.
    names: String,
    /// Where each of them starts.
    open: Vec<usize>,
    /// Was anything read?
    begun: bool,
    /// Was the root element opened?
    rooted: bool,
    /// Is it a piece of a document, where prefixes may be declared around it?
    is_piece: bool,
    prefixes: Prefixes,
}

/// The prefixes of names that are declared around an element.
#[derive(Default)]
struct Prefixes {
    /// Each with how deep the element is that declares it, one after the other.
    declared: Vec<(usize, String)>,
    /// How often each is.
    times: HashMap<String, usize>,
}

impl WellFormed {
    /// Of a piece of a document that is well-formed as a whole.
    pub fn of_piece() -> Self {
        Self { is_piece: true, ..Self::default() }
    }

    /// Takes the next event, the last of which is the end of the text.
    pub fn take(&mut self, event: &Event<'_>) -> Result<(), Fault> {
        let begun = std::mem::replace(&mut self.begun, true);
        match event {
            Event::Start(tag) => self.start(tag),
            Event::Empty(tag) => self.start(tag).and_then(|()| self.end(tag.name().as_ref())),
            Event::End(tag) => self.end(tag.name().as_ref()),
            Event::Text(text) => {
                if text.contains('&') {
                    return ill(IllFormed::Ampersand);
                }
                if text.contains("]]>") {
                    return ill(IllFormed::CdataEnd);
                }
                if self.open.is_empty() && !text.trim_ascii().is_empty() {
                    return ill(IllFormed::TextOutside);
                }
                characters(text)
            }
            Event::CData(text) => {
                self.within()?;
                characters(text)
            }
            Event::GeneralRef(name) => {
                self.within()?;
                reference(name).map(drop).ok_or_else(|| Fault::IllFormed(IllFormed::Entity(shown(name))))
            }
            Event::Comment(text) if text.contains("--") || text.ends_with('-') => ill(IllFormed::Comment),
            Event::Comment(text) => characters(text),
            Event::PI(text) => characters(text),
            Event::Decl(_) if begun => ill(IllFormed::LateDeclaration),
            Event::Decl(_) | Event::DocType(_) => Ok(()),
            Event::Eof => match self.open.last() {
                Some(start) => ill(IllFormed::Open(shown(&self.names[*start..]))),
                None if !self.rooted => ill(IllFormed::Nothing),
                None => Ok(()),
            },
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>) -> Result<(), Fault> {
        let name = tag.name();
        let name = name.as_ref();
        if !is_name(name) {
            return ill(IllFormed::NoName(shown(name)));
        }
        if self.open.is_empty() && self.rooted {
            return ill(IllFormed::SecondRoot(shown(name)));
        }
        if self.open.len() >= DEEPEST {
            return Err(Fault::TooDeep);
        }
        self.rooted = true;
        self.open.push(self.names.len());
        self.names.push_str(name);
        let (depth, mut used) = (self.open.len(), Vec::from_iter(name.contains(':').then_some(name)));
        attributes(name, tag.attributes_raw(), |attribute, value| {
            if let Some(prefix) = attribute.strip_prefix("xmlns:") {
                return self.prefixes.declare(depth, prefix, value);
            }
            used.extend(attribute.contains(':').then_some(attribute));
            Ok(())
        })?;
        match used.into_iter().find(|name| !self.is_piece && !self.prefixes.knows(name)) {
            Some(unknown) => ill(IllFormed::Prefix(shown(unknown))),
            None => Ok(()),
        }
    }

    fn end(&mut self, name: &str) -> Result<(), Fault> {
        let Some(start) = self.open.pop() else {
            return ill(IllFormed::NotOpen(shown(name)));
        };
        if self.names[start..] != *name {
            return ill(IllFormed::OtherEnd(shown(name), shown(&self.names[start..])));
        }
        self.names.truncate(start);
        self.prefixes.leave(self.open.len() + 1);
        Ok(())
    }

    fn within(&self) -> Result<(), Fault> {
        if self.open.is_empty() { ill(IllFormed::TextOutside) } else { Ok(()) }
    }
}

impl Prefixes {
    fn declare(&mut self, depth: usize, prefix: &str, value: &str) -> Result<(), Fault> {
        if value.is_empty() {
            return ill(IllFormed::Prefix(shown(&format!("xmlns:{prefix}"))));
        }
        if self.declared.len() >= PREFIXES {
            return ill(IllFormed::Prefixes(PREFIXES));
        }
        self.declared.push((depth, prefix.to_owned()));
        *self.times.entry(prefix.to_owned()).or_default() += 1;
        Ok(())
    }

    /// Forgets what an element declared, at its end.
    fn leave(&mut self, depth: usize) {
        while let Some((_, prefix)) = self.declared.pop_if(|(of, _)| *of >= depth) {
            if let Some(times) = self.times.get_mut(&prefix) {
                *times -= 1;
            }
        }
    }

    /// Is the prefix of a name that has one declared?
    fn knows(&self, name: &str) -> bool {
        let is_declared = |prefix| prefix == "xml" || self.times.get(prefix).is_some_and(|times| *times > 0);
        name.split_once(':')
            .is_some_and(|(prefix, name)| is_declared(prefix) && !name.is_empty() && !name.contains(':'))
    }
}

fn ill<T>(why: IllFormed) -> Result<T, Fault> {
    Err(Fault::IllFormed(why))
}

/// A name or a value of the document as a message shows it.
fn shown(name: &str) -> String {
    name.chars().take(40).collect::<String>().escape_debug().to_string()
}

/// Each attribute of an element has a name, which no other has, and a value in quotes; `take` is given both.
fn attributes<'a>(
    element: &str, mut rest: &'a str, mut take: impl FnMut(&'a str, &str) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let (mut few, mut many) = ([""; FEW], HashSet::default());
    for n in 0.. {
        let text = rest.trim_ascii_start();
        if text.is_empty() {
            break;
        }
        let Some((name, value, after)) = attribute(text).filter(|(name, ..)| is_name(name) && text.len() < rest.len())
        else {
            return ill(IllFormed::Attribute(shown(element)));
        };
        let again = if let Some(free) = few.get_mut(n) {
            *free = name;
            few[..n].contains(&name)
        } else {
            if n == FEW {
                many.extend(few);
            }
            !many.insert(name)
        };
        if again {
            return ill(IllFormed::Twice(shown(element), shown(name)));
        }
        if value.bytes().any(|byte| matches!(byte, 0..0x20 | b'<' | b'&' | 0xEF)) {
            self::value(element, name, value)?;
        }
        take(name, value)?;
        rest = after;
    }
    Ok(())
}

/// The value of an attribute: no raw `<` or `&`.
fn value(element: &str, name: &str, value: &str) -> Result<(), Fault> {
    if value.contains('<') {
        return ill(IllFormed::Raw('<', shown(element), shown(name)));
    }
    for after in value.split('&').skip(1) {
        let Some((entity, _)) = after.split_once(';') else {
            return ill(IllFormed::Raw('&', shown(element), shown(name)));
        };
        reference(entity).ok_or_else(|| Fault::IllFormed(IllFormed::Entity(shown(entity))))?;
    }
    characters(value)
}

/// A text holds no character that XML cannot.
fn characters(text: &str) -> Result<(), Fault> {
    let control = |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r');
    let other = || !text.is_ascii() && text.contains(['\u{fffe}', '\u{ffff}']);
    if text.as_bytes().iter().any(control) || other() { ill(IllFormed::Character) } else { Ok(()) }
}

/// The character of `&name;`, where XML knows it.
pub fn reference(name: &str) -> Option<char> {
    let number = |digits: &str, radix| {
        let plain = digits.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let c = plain.then(|| u32::from_str_radix(digits, radix).ok()).flatten().and_then(char::from_u32)?;
        characters(c.encode_utf8(&mut [0; 4])).is_ok().then_some(c)
    };
    match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => match name.strip_prefix("#x") {
            Some(digits) => number(digits, 16),
            None => number(name.strip_prefix('#')?, 10),
        },
    }
}

/// Is this the name of an element or an attribute? Beyond ASCII all letters are taken.
fn is_name(name: &str) -> bool {
    let starts = |byte: u8| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b':') || byte >= 0x80;
    let follows = |byte: u8| starts(byte) || byte.is_ascii_digit() || matches!(byte, b'-' | b'.');
    name.bytes().next().is_some_and(starts) && name.bytes().skip(1).all(follows)
}

/// The first attribute of a text: its name, its value, and the text after it.
pub fn attribute(text: &str) -> Option<(&str, &str, &str)> {
    // A few bytes each: counted faster than searched for.
    let find = |text: &str, byte: u8| text.bytes().position(|b| b == byte);
    let equals = find(text, b'=')?;
    let value = text[equals + 1..].trim_ascii_start();
    let quote = value.bytes().next().filter(|b| matches!(b, b'"' | b'\''))?;
    let end = find(&value[1..], quote)?;
    Some((text[..equals].trim_ascii_end(), &value[1..=end], &value[end + 2..]))
}

#[cfg(test)]
mod tests {
    use quick_xml::Reader;

    use super::*;

    fn fault(xml: &str) -> Option<Fault> {
        fault_of(WellFormed::default(), xml)
    }

    fn fault_of(mut document: WellFormed, xml: &str) -> Option<Fault> {
        let mut reader = Reader::from_str(xml);
        reader.config_mut().check_end_names = false;
        reader.config_mut().allow_unmatched_ends = true;
        loop {
            let Ok(event) = reader.read_event() else {
                return Some(Fault::IllFormed(IllFormed::Other("of the reader".into())));
            };
            if let Err(fault) = document.take(&event) {
                return Some(fault);
            }
            if event == Event::Eof {
                return None;
            }
        }
    }

    #[test]
    fn what_is_well_formed() {
        for xml in [
            "<a/>",
            "<?xml version=\"1.0\"?>\n<!-- a-b --><?p x?><x:a xmlns:x='urn:x' é='1' b = \"&lt;&#10;&#xE9;\"><b>é &amp; > \"'</b></x:a > \n<!-- -->",
            "<a><![CDATA[<&]]></a>",
            "<a xml:space='preserve' x:b='' xmlns:x='u'><x:b/><b xmlns:x='v'><x:c/></b><x:d/></a>",
            &format!("<a {}/>", (0..50).map(|n| format!("a{n}=''")).collect::<Vec<_>>().join(" ")),
            &format!("{}{}", "<a>".repeat(DEEPEST), "</a>".repeat(DEEPEST)),
        ] {
            assert_eq!(fault(xml), None, "{xml}");
        }
    }

    #[test]
    fn what_is_not() {
        for xml in [
            "",
            "text",
            "<!-- -->",
            "<a>",
            "<a",
            "<a><b></a>",
            "<a></b>",
            "<a></a></a>",
            "<a/><b/>",
            "<a/>text",
            "text<a/>",
            "<a/>&amp;",
            "<a/><![CDATA[x]]>",
            " <?xml version=\"1.0\"?><a/>",
            "<a x=\"1\" x='2'/>",
            "<a x='1'y='2'/>",
            "<a x/>",
            "<a x=1/>",
            "<a x='1/>",
            "<a 1='1'/>",
            "<a x='<'/>",
            "<a x='&'/>",
            "<a x='\u{1}'/>",
            "<a>a < b</a>",
            "<a>a & b</a>",
            "<a>]]></a>",
            "<a>\u{0}</a>",
            "<a>\u{ffff}</a>",
            "<a><!-- -- --></a>",
            "<x:a/>",
            "<a x:b=''/>",
            "<a><b xmlns:x='u'/><x:c/></a>",
            "<a xmlns:x=''/>",
            "<a xmlns:x='u'><x:/></a>",
            "<a xmlns:x='u'><:b/></a>",
            "<a xmlns:x='u'><x:b:c/></a>",
            &format!("<a {}/>", (0..=PREFIXES).map(|n| format!("xmlns:a{n}='u'")).collect::<Vec<_>>().join(" ")),
            "<1a/>",
            "< a/>",
            &format!("<a {} a3=''/>", (0..50).map(|n| format!("a{n}=''")).collect::<Vec<_>>().join(" ")),
        ] {
            assert!(matches!(fault(xml), Some(Fault::IllFormed(_))), "{xml}: {:?}", fault(xml));
        }
        for xml in ["<a>&b;</a>", "<a x='&b;'/>", "<a>&#0;</a>", "<a>&#xD800;</a>", "<a>&#x+1;</a>", "<a>&#;</a>"] {
            assert!(matches!(fault(xml), Some(Fault::IllFormed(IllFormed::Entity(_)))), "{xml}: {:?}", fault(xml));
        }
        assert_eq!(fault(&"<a>".repeat(DEEPEST + 1)), Some(Fault::TooDeep));
    }

    /// What is cut out of a document may use the prefixes that are declared around it.
    #[test]
    fn pieces_of_documents() {
        assert_eq!(fault_of(WellFormed::of_piece(), "<x:c r='A1' y:z=''><x:v>1</x:v></x:c>"), None);
        assert!(fault_of(WellFormed::of_piece(), "<x:c>").is_some());
    }
}
