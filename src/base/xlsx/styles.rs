use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};

use super::xml::Xml;
use crate::diag::Finding;
use crate::unit::Budget;

/// What the file's styles say of a cell, as far as a form goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Style {
    /// The number format; none where it is one of those that programs know by number.
    format: Option<Arc<NumberFormat>>,
    /// The number of that format.
    format_id: u32,
    /// May the cell not be changed while its sheet is protected? So is every cell unless it says otherwise.
    pub locked: bool,
    /// Is its formula hidden while its sheet is protected?
    pub hidden: bool,
    /// The colour behind the letters, by its place among those of the file; 0 is the paper's.
    pub fill: usize,
    /// Are the letters bold?
    pub bold: bool,
}

/// What a number format shows, such as `#,##0.00`. Many cells share one: it is read once.
#[derive(Debug, PartialEq, Eq)]
struct NumberFormat {
    code: String,
    percent: bool,
    date: bool,
    sample: Arc<str>,
    euros: bool,
}

impl NumberFormat {
    fn of(code: &str) -> Self {
        let sample = sample(code);
        Self {
            code: code.to_owned(),
            // Words in quotes are shown as they are.
            percent: code.split('"').step_by(2).any(|part| part.contains('%')),
            date: shows_dates(code),
            euros: sample.contains('€'),
            sample: sample.into(),
        }
    }
}

/// How a number format shows a hundred, where it shows more than its digits: `100 MAD` of `#,##0 "MAD"`, `€ 100` of `[$€-40C] #,##0`.
/// Where a format shows numbers in several ways, each.
fn sample(code: &str) -> String {
    let mut sections = sections(code);
    let has_condition =
        sections.iter().any(|section| section.contains("[<") || section.contains("[>") || section.contains("[="));
    if !has_condition {
        // The others are for what is below nothing, for nothing and for words.
        sections.truncate(1);
    }
    let mut shown: Vec<String> = sections.into_iter().map(of_section).collect();
    shown.dedup();
    let shown = shown.join(" | ");
    if shown == HUNDRED { String::new() } else { shown }
}

/// The number that is shown as a sample.
const HUNDRED: &str = "100";

/// The sections of a number format.
fn sections(code: &str) -> Vec<&str> {
    let (mut sections, mut from, mut quoted, mut escaped) = (Vec::new(), 0, false, false);
    for (at, c) in code.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '"' => quoted = !quoted,
            '\\' | '_' | '*' if !quoted => escaped = true,
            ';' if !quoted => {
                sections.push(&code[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    sections.push(&code[from..]);
    sections
}

/// How a section shows a hundred.
fn of_section(section: &str) -> String {
    let mut shown = String::new();
    let mut is_within = false;
    // Blanks between digits part thousands.
    let mut blanks = String::new();
    let mut rest = section;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        let general = ["General", "Standard"].into_iter().find(|name| {
            let head = section.len() - rest.len() - c.len_utf8();
            section.get(head..head + name.len()).is_some_and(|own| own.eq_ignore_ascii_case(name))
        });
        let mut say = |text: &str| {
            if text.chars().all(char::is_whitespace) {
                blanks.push_str(text);
            } else {
                shown.push_str(&blanks);
                blanks.clear();
                shown.push_str(text);
            }
        };
        match c {
            '"' => {
                let end = rest.find('"').unwrap_or(rest.len());
                say(&rest[..end]);
                rest = rest.get(end + 1..).unwrap_or_default();
            }
            '\\' => {
                let end = rest.chars().next().map_or(0, char::len_utf8);
                say(&rest[..end]);
                rest = &rest[end..];
            }
            // As wide as a sign that is not there; filled with it.
            '_' | '*' => {
                say(" ");
                rest = &rest[rest.chars().next().map_or(0, char::len_utf8)..];
            }
            '[' => {
                let end = rest.find(']').unwrap_or(rest.len());
                if let Some(currency) = rest[..end].strip_prefix('$') {
                    say(currency.split('-').next().unwrap_or_default());
                }
                rest = rest.get(end + 1..).unwrap_or_default();
            }
            _ if general.is_some() || "0#?".contains(c) => {
                rest = &rest[general.map_or(0, |name| name.len() - 1)..];
                if is_within {
                    blanks.clear();
                } else {
                    say(HUNDRED);
                }
                is_within = true;
            }
            '.' | ',' if is_within => {}
            'E' | 'e' if is_within && rest.starts_with(['+', '-']) => rest = &rest[1..],
            '/' if is_within && rest.starts_with(['?', '#', '0']) => {}
            c => say(c.encode_utf8(&mut [0; 4])),
        }
    }
    shown.trim().to_owned()
}

impl Style {
    /// With a number format: its number, and its code where it is none of those that programs know by number.
    #[must_use]
    pub fn of(format_id: u32, code: Option<&str>) -> Self {
        Self { format: code.map(|code| NumberFormat::of(code).into()), format_id, ..Self::default() }
    }

    /// Does it show a number as a share of a hundred?
    #[must_use]
    pub fn is_percent(&self) -> bool {
        matches!(self.format_id, 9 | 10) || self.format.as_ref().is_some_and(|format| format.percent)
    }

    /// The number of its number format, and the code where it is none of those that programs know by number.
    #[must_use]
    pub fn number_format(&self) -> (u32, Option<&str>) {
        (self.format_id, self.format.as_ref().map(|format| format.code.as_str()))
    }

    /// How it shows a hundred, where it shows more than its digits: `100 €`; empty where it does not.
    #[must_use]
    pub fn sample(&self) -> Arc<str> {
        self.format.as_ref().map_or_else(Arc::default, |format| Arc::clone(&format.sample))
    }

    /// Does it show the sign of the euro?
    #[must_use]
    pub fn shows_euros(&self) -> bool {
        self.format.as_ref().is_some_and(|format| format.euros)
    }

    /// Is a number of this format shown as a date or a time? So says its format code, or its number where it is one that
    /// programs know.
    #[must_use]
    pub fn is_date(&self) -> bool {
        match &self.format {
            Some(format) => format.date,
            None => matches!(self.format_id, 14..=22 | 27..=36 | 45..=47 | 50..=58),
        }
    }
}

impl Default for Style {
    fn default() -> Self {
        Self { format: None, format_id: 0, locked: true, hidden: false, fill: PAPER, bold: false }
    }
}

/// The formats of the cells (`cellXfs`), in order.
pub(super) fn styles(part: &str, text: &str, budget: &Budget) -> Result<Vec<Style>, Finding> {
    let mut xml = Xml::new(part, text, budget);
    let mut formats: HashMap<u32, Arc<NumberFormat>> = HashMap::new();
    let mut styles: Vec<Style> = Vec::new();
    let (mut bolds, mut fills, mut colours) = (Vec::new(), Vec::new(), HashMap::new());
    let mut group = String::new();
    let mut within = false;
    loop {
        match xml.next()? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "cellXfs" => within = true,
                name @ ("fonts" | "fills" | "borders" | "cellStyleXfs" | "dxfs") => name.clone_into(&mut group),
                "font" if group == "fonts" => budget.push(&mut bolds, false)?,
                "b" if group == "fonts" => {
                    if let Some(bold) = bolds.last_mut() {
                        *bold = xml.attribute(&tag, "val")?.is_none_or(|value| super::xml::is_true(&value));
                    }
                }
                "fill" if group == "fills" => budget.push(&mut fills, PAPER)?,
                "fgColor" if group == "fills" => {
                    if let Some(fill) = fills.last_mut() {
                        *fill = colour(&xml, &tag, &mut colours)?;
                    }
                }
                "numFmt" => {
                    if let Some(id) = xml.attribute(&tag, "numFmtId")?.and_then(|id| id.parse().ok()) {
                        let code = xml.attribute(&tag, "formatCode")?.filter(|code| !code.is_empty());
                        match code {
                            Some(code) => formats.insert(id, NumberFormat::of(&code).into()),
                            None => formats.remove(&id),
                        };
                    }
                }
                "xf" if within => {
                    let id = xml.attribute(&tag, "numFmtId")?.and_then(|id| id.parse().ok()).unwrap_or(0);
                    let format = formats.get(&id).cloned();
                    let of = |name| -> Result<usize, Finding> {
                        Ok(xml.attribute(&tag, name)?.and_then(|id| id.parse().ok()).unwrap_or(0))
                    };
                    let bold = bolds.get(of("fontId")?).copied().unwrap_or_default();
                    let fill = fills.get(of("fillId")?).copied().unwrap_or(PAPER);
                    budget.push(&mut styles, Style { format, format_id: id, fill, bold, ..Style::default() })?;
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

/// The colour of the paper.
const PAPER: usize = 0;

/// The place of a colour among those of the file, however it writes it: the first of a theme and the white of the old
/// palette are the paper's.
fn colour(xml: &Xml<'_>, tag: &BytesStart<'_>, known: &mut HashMap<String, usize>) -> Result<usize, Finding> {
    let mut written = String::new();
    for name in ["rgb", "theme", "indexed", "tint"] {
        match (name, xml.attribute(tag, name)?.as_deref()) {
            (_, None) | ("tint", Some("0")) => {}
            ("rgb", Some(rgb)) => written += rgb.get(rgb.len().saturating_sub(6)..).unwrap_or_default(),
            (_, Some(value)) => {
                let _ = write!(written, " {name} {value}");
            }
        }
    }
    if written.is_empty()
        || ["ffffff", " theme 0", " indexed 1", " indexed 9"].contains(&written.to_lowercase().as_str())
    {
        return Ok(PAPER);
    }
    let next = known.len() + 1;
    Ok(*known.entry(written).or_insert(next))
}

/// Does a format code show a date or a time?
fn shows_dates(code: &str) -> bool {
    let mut rest = code.chars();
    while let Some(c) = rest.next() {
        match c {
            // Texts, colours and languages are beside the number.
            '"' => rest.by_ref().take_while(|c| *c != '"').for_each(drop),
            '[' => {
                let within: String = rest.by_ref().take_while(|c| *c != ']').collect();
                // Time gone by: `[h]:mm`.
                if !within.is_empty() && within.chars().all(|c| matches!(c.to_ascii_lowercase(), 'h' | 'm' | 's')) {
                    return true;
                }
            }
            '\\' | '_' | '*' => drop(rest.next()),
            // What follows is for other numbers.
            ';' => return false,
            c if matches!(c.to_ascii_lowercase(), 'd' | 'm' | 'y' | 'h' | 's') => {
                return !code.eq_ignore_ascii_case("standard");
            }
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::sample;

    #[test]
    fn a_number_format_shows_a_hundred() {
        for (code, shown) in [
            ("General", ""),
            ("Standard", ""),
            ("0", ""),
            ("#,##0.00", ""),
            ("# ##0", ""),
            (r"#\ ##0.00", ""),
            ("#,##0.00;[Red]-#,##0.00", ""),
            ("0.00E+00", ""),
            ("#,##0.00 €", "100 €"),
            ("#,##0.00\\ [$€-40C]", "100 €"),
            ("[$€-40C] #,##0", "€ 100"),
            ("[$MAD-40C]#,##0", "MAD100"),
            (r#"_-* #,##0.00\ "€"_-;\-* #,##0.00\ "€"_-;_-* "-"??\ "€"_-;_-@_-"#, "100 €"),
            (r#"_("$"* #,##0.00_);_("$"* \(#,##0.00\);_("$"* "-"??_);_(@_)"#, "$ 100"),
            (r#"#,##0.00 "€/h""#, "100 €/h"),
            (r"0.00\ \€\/\h", "100 €/h"),
            (r#"# ##0" k€""#, "100 k€"),
            (r#"#,##0 "€ la demi-journée""#, "100 € la demi-journée"),
            (r#""env. "0;"moins ; "0"#, "env. 100"),
            (r#"[<1000]0 "€";0.0, "k€""#, "100 € | 100 k€"),
            (r#"[>=0]0 "€";-0 "€""#, "100 € | -100 €"),
            ("0%", "100%"),
            (r#"0" €" "#, "100 €"),
            ("\"open", "open"),
            ("[open", ""),
            ("0\\", ""),
        ] {
            assert_eq!(sample(code), shown, "{code}");
        }
    }
}
