//! The texts of a part of a package: attributes, runs put together, comments, each with its place.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::usual::Usual;
use super::wellformed::WellFormed;
use crate::formula::Address;
use crate::unit::{Budget, Spent};

/// A thing that a part says, and where.
pub struct TextFragment<'a> {
    /// The element that says it, without its prefix: `v`, `f`, `creator`; none of a text after the end of an element.
    pub element: &'a str,
    /// Its attribute, if an attribute says it.
    pub attribute: Option<&'a str>,
    /// How many elements of the part were opened before that one.
    pub nth: usize,
    /// The text.
    pub text: &'a str,
    /// The cell around it, by row and column from 1; 0 outside of rows and cells.
    pub cell: (u32, u32),
    /// The type of the cell around it: `s` for a shared string, empty for a number.
    pub kind: &'a str,
    /// The place of the cell's format among the styles.
    pub style: Option<usize>,
    /// How many shared strings came before.
    pub strings: usize,
}

/// Elements that cut a text into runs of one format; what is in [`LOOK`] describes the format.
const RUNS: [&str; 4] = ["t", "r", "a", "span"];
/// The element that describes the look of a run.
const LOOK: &str = "rPr";
/// The element that holds how a text is pronounced.
const PHONETIC: &str = "rPh";
/// A text longer than this is given in pieces.
const LONGEST: usize = 1 << 20;

/// Why what a part says is not known for sure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// From this byte on it is no XML any more: nothing was read there.
    NotXml(u64),
    /// It was read to its end, and is not well-formed at this byte: programs may read it otherwise, or not at all.
    IllFormed(u64),
    /// It takes more than reading a file may take.
    Spent(Spent),
}

/// The work of a byte, of an event, and of giving the caller a thing that is said; so much of it is drawn at once.
const WORK_OF_A_BYTE: usize = 4;
const WORK_OF_AN_EVENT: usize = 80;
const WORK_OF_A_THING: usize = 120;
/// The work of an element of a cell that is written the usual way.
const WORK_OF_A_CELL: usize = 20;
const DRAWN_AT_ONCE: usize = 1 << 16;

/// Gives `found` what an XML part says: its attributes, its texts with their runs put together, its comments.
///
/// # Errors
/// It was not read to its end, or is not well-formed; what could be read was given.
pub fn fragments(xml: &str, budget: &Budget, mut found: impl FnMut(&TextFragment<'_>)) -> Result<(), Cut> {
    let mut reader = Reader::from_str(xml);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut at = Walk::default();
    let (mut work, mut from) = (0, 0);
    let (mut document, mut ill) = (WellFormed::default(), None);
    // Bytes of cells read the quick way, which the reader has not seen and does not count.
    let mut passed = 0_usize;
    loop {
        let start = reader.buffer_position() + passed as u64;
        let event = reader.read_event().map_err(|_| Cut::NotXml(reader.error_position() + passed as u64))?;
        if ill.is_none() && document.take(&event).is_err() {
            ill = Some(start);
        }
        let place = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX).saturating_add(passed);
        // Elsewhere the reader has seen that a tag follows, and has to be given it.
        let after_tag = matches!(event, Event::Start(_) | Event::Empty(_) | Event::End(_));
        work += WORK_OF_AN_EVENT + WORK_OF_A_BYTE * place.saturating_sub(std::mem::replace(&mut from, place));
        work += WORK_OF_A_THING * std::mem::take(&mut at.said);
        if work >= DRAWN_AT_ONCE {
            budget.draw(std::mem::take(&mut work)).map_err(Cut::Spent)?;
        }
        match event {
            Event::Start(start) => at.open(&start, false, &mut found),
            Event::Empty(start) => at.open(&start, true, &mut found),
            Event::End(end) => at.close(end.local_name().as_ref(), &mut found),
            Event::Text(text) => at.add(&text, &mut found),
            Event::CData(text) => at.add(&text, &mut found),
            Event::GeneralRef(entity) => match entity.resolve_char_ref() {
                Ok(Some(c)) => at.add(c.encode_utf8(&mut [0; 4]), &mut found),
                _ => at.add(quick_xml::escape::resolve_predefined_entity(&entity).unwrap_or_default(), &mut found),
            },
            Event::Comment(text) => at.say(&mut found, "comment", None, &text),
            Event::PI(text) => at.say(&mut found, "instruction", None, &text),
            Event::DocType(text) => at.say(&mut found, "doctype", None, &text),
            Event::Decl(_) => {}
            Event::Eof => {
                at.close("", &mut found);
                budget.draw(work).map_err(Cut::Spent)?;
                return ill.map_or(Ok(()), |byte| Err(Cut::IllFormed(byte)));
            }
        }
        if after_tag && at.row > 0 && !at.look {
            let (mut end, first) = (place, at.nth);
            while let Some(cell) = Usual::first(&xml[end..]) {
                at.usual(&cell, &mut found);
                end += cell.length;
            }
            work += WORK_OF_A_CELL * (at.nth - first);
            let rest = reader.get_mut();
            *rest = rest.get(end - place..).unwrap_or_default();
            passed += end - place;
        }
    }
}

/// The place of the reader.
#[derive(Default)]
struct Walk {
    row: u32,
    column: u32,
    in_cell: bool,
    kind: String,
    style: Option<usize>,
    text: String,
    strings: usize,
    /// The element opened last.
    element: String,
    /// How many were opened before it.
    nth: usize,
    /// How many things were said since that was counted.
    said: usize,
    /// Does it describe a look?
    look: bool,
    /// Is the reader after the end of a run, where no text belongs?
    after_run: bool,
}

impl Walk {
    fn say(&mut self, found: &mut impl FnMut(&TextFragment<'_>), element: &str, attribute: Option<&str>, text: &str) {
        self.said += 1;
        let cell = (self.row, if self.in_cell { self.column } else { 0 });
        let (nth, kind, style, strings) = (self.nth, &self.kind, self.style, self.strings);
        found(&TextFragment { element, attribute, nth, text, cell, kind, style, strings });
    }

    fn add(&mut self, text: &str, found: &mut impl FnMut(&TextFragment<'_>)) {
        if self.after_run {
            if text.trim().is_empty() {
                return;
            }
            self.end(found);
        }
        if self.text.len() + text.len() > LONGEST {
            self.flush(found);
        }
        self.text.push_str(text);
    }

    fn open(&mut self, start: &BytesStart<'_>, empty: bool, found: &mut impl FnMut(&TextFragment<'_>)) {
        let name = start.local_name();
        let name = name.as_ref();
        self.nth += 1;
        self.after_run = false;
        self.look |= name == LOOK && !empty;
        // Runs are put together, but for a text that is of no element.
        if self.element.is_empty() || (!RUNS.contains(&name) && name != LOOK && !self.look) {
            self.flush(found);
        }
        match name {
            "row" => (self.row, self.column, self.in_cell) = (self.row.saturating_add(1), 0, false),
            "c" if self.row > 0 => {
                (self.column, self.in_cell) = (self.column.saturating_add(1), true);
                self.kind.clear();
                self.style = None;
            }
            "sheetData" => self.row = 0,
            _ => {}
        }
        for attribute in start.attributes().with_checks(false).flatten() {
            let key = attribute.key.local_name();
            let key = key.as_ref();
            let Ok(value) = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0) else {
                self.say(found, name, Some(key), &attribute.value);
                continue;
            };
            match (name, key) {
                ("row", "r") => self.row = value.parse().unwrap_or(self.row),
                ("c", "r") if self.in_cell => {
                    let at = Address::parse(&value).map(|at| (at.row, at.column));
                    (self.row, self.column) = at.unwrap_or((self.row, self.column));
                }
                ("c", "t") => value.as_ref().clone_into(&mut self.kind),
                ("c", "s") => self.style = value.parse().ok(),
                ("c" | "row", "s" | "spans") => {}
                _ => self.say(found, name, Some(key), &value),
            }
        }
        // Beside a text, how it is pronounced: a text that no cell shows.
        if !(name == "t" && self.element == PHONETIC) {
            name.clone_into(&mut self.element);
        }
        if empty {
            self.close(name, found);
        }
    }

    /// A cell written the usual way: what opening, reading and closing its elements does.
    fn usual(&mut self, cell: &Usual<'_>, found: &mut impl FnMut(&TextFragment<'_>)) {
        self.nth += 1;
        self.flush(found);
        (self.column, self.in_cell) = (self.column.saturating_add(1), true);
        if let Some(at) = cell.at {
            (self.row, self.column) = (at.row, at.column);
        }
        cell.kind.clone_into(&mut self.kind);
        self.style = cell.style.and_then(|style| usize::try_from(style).ok());
        let inline = cell.kind == "inlineStr";
        let value = if inline { "t" } else { "v" };
        for (element, text) in cell.formula.map(|text| ("f", text)).into_iter().chain([(value, cell.value)]) {
            self.nth += 1 + usize::from(inline);
            if !text.trim().is_empty() {
                self.say(found, element, None, text);
            }
        }
        self.in_cell = false;
        self.element.clear();
        self.after_run = false;
    }

    fn close(&mut self, name: &str, found: &mut impl FnMut(&TextFragment<'_>)) {
        self.after_run |= name == RUNS[0];
        if !RUNS.contains(&name) && name != LOOK && !self.look {
            self.end(found);
        }
        self.look &= name != LOOK;
        match name {
            "si" => self.strings += 1,
            "c" => self.in_cell = false,
            "sheetData" => (self.row, self.column, self.in_cell) = (0, 0, false),
            _ => {}
        }
    }

    /// Says the text gathered so far; what follows is of no element that was opened.
    fn end(&mut self, found: &mut impl FnMut(&TextFragment<'_>)) {
        self.flush(found);
        self.element.clear();
        self.after_run = false;
    }

    /// Says the text gathered so far.
    fn flush(&mut self, found: &mut impl FnMut(&TextFragment<'_>)) {
        let text = std::mem::take(&mut self.text);
        if !text.trim().is_empty() {
            let element = std::mem::take(&mut self.element);
            self.say(found, &element, None, &text);
            self.element = element;
        }
        self.text = text;
        self.text.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a part of a sheet says, each with the element that says it.
    fn said(xml: &str) -> Vec<(String, String)> {
        let mut said = Vec::new();
        let whole = fragments(xml, &Budget::of(1_000_000), |fragment| {
            if fragment.attribute.is_none() {
                said.push((fragment.element.to_owned(), fragment.text.to_owned()));
            }
        });
        assert_eq!(whole, Ok(()), "{xml}");
        said
    }

    /// Cells written the usual way say what those that are read event by event do.
    #[test]
    fn usual_cells_are_as_any() {
        let usual = "<d><row r='2'>text<c><v>0</v></c>\
            <c r=\"B7\" s=\"4\" t=\"s\"><v>3</v></c><c><f>A1+1</f><v>4</v></c><c t=\"inlineStr\"><is><t>é f</t></is></c>\
            <c><v> </v></c><c/><c t=\"e\"><v>#N/A</v></c> <c><v>7</v></c></row><row><c><v>8</v></c></row></d>";
        let all = |xml: &str| {
            let mut said = Vec::new();
            let whole = fragments(xml, &Budget::of(1_000_000), |f| {
                let text = (f.element.to_owned(), f.attribute.map(str::to_owned), f.text.to_owned());
                said.push((text, f.nth, f.cell, f.kind.to_owned(), f.style, f.strings));
            });
            assert_eq!(whole, Ok(()), "{xml}");
            said
        };
        // With a blank in their tags they are read as any.
        let any = usual.replace("</c>", "</c >");
        assert_eq!(all(usual), all(&any));
        assert_eq!(all(usual).len(), 9);
        // Where a part is cut, the place counts what was read the quick way.
        let cut = fragments("<row><c><v>1</v></c><c><v>2</v></c></oops>", &Budget::of(1_000_000), |_| {});
        assert_eq!(cut, Err(Cut::IllFormed(35)));
    }

    #[test]
    fn a_text_after_an_element_is_not_of_it() {
        for (xml, due) in [
            ("<row><c t='s'><v>3</v></c>more</row>", &[("v", "3"), ("", "more")][..]),
            ("<row><c><v>3</v>more</c></row>", &[("v", "3"), ("", "more")]),
            ("<is><t>one</t>more</is>", &[("t", "one"), ("", "more")]),
            ("<si><r><t>o</t></r>\n<r><t>ne</t></r></si>", &[("t", "one")]),
            ("<si><r><t>o</t></r>&lt;<r><t>ne</t></r></si>", &[("t", "o"), ("", "<"), ("t", "ne")]),
            ("<si><t>one</t><rPh><t>wan</t></rPh></si>", &[("t", "one"), ("rPh", "wan")]),
            ("<a>before<b/>after</a>", &[("a", "before"), ("", "after")]),
        ] {
            let due: Vec<_> = due.iter().map(|(element, text)| ((*element).to_owned(), (*text).to_owned())).collect();
            assert_eq!(said(xml), due, "{xml}");
        }
    }
}
