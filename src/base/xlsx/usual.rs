//! Cells written the usual way: `<c r="B7" s="4" t="s"><v>12</v></c>`. Sheets have hundreds of thousands of them, and read
//! event by event each takes ten times as long.

use super::bare::{decimal, whole};
use crate::formula::{Address, COLUMNS, ROWS};

/// No value or formula that is read so takes more bytes.
const LONGEST: usize = 1 << 15;

/// A cell that a text begins with. What it says needs no reading: there is no entity, no element and no control in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Usual<'a> {
    /// Its place, where it states one.
    pub at: Option<Address>,
    /// The place of its format, where it states one.
    pub style: Option<u32>,
    /// Its type, empty for a number.
    pub kind: &'a str,
    /// Its formula.
    pub formula: Option<&'a str>,
    /// Its value: of the type `inlineStr` its text.
    pub value: &'a str,
    /// Its bytes.
    pub length: usize,
}

impl<'a> Usual<'a> {
    /// The cell that a text begins with, if it is written so.
    pub fn first(text: &'a str) -> Option<Self> {
        let mut rest = text.strip_prefix("<c")?;
        let (mut at, mut style, mut kind) = (None, None, "");
        if let Some(after) = rest.strip_prefix(" r=\"") {
            let (place, after) = address(after)?;
            (at, rest) = (Some(place), after);
        }
        if let Some(after) = rest.strip_prefix(" s=\"") {
            let (number, after) = decimal(after.as_bytes())?;
            (style, rest) = (Some(number), following(rest, after).strip_prefix('"')?);
        }
        if let Some(after) = rest.strip_prefix(" t=\"") {
            let end = after.bytes().take(10).position(|byte| !byte.is_ascii_alphabetic())?;
            (kind, rest) = (&after[..end], after[end..].strip_prefix('"')?);
        }
        rest = rest.strip_prefix('>')?;
        let mut formula = None;
        if kind == "inlineStr" {
            let (value, after) = said(rest.strip_prefix("<is><t>")?)?;
            rest = after.strip_prefix("</t></is></c>")?;
            return Some(Self { at, style, kind, formula, value, length: text.len() - rest.len() });
        }
        if let Some(after) = rest.strip_prefix("<f>") {
            let (said, after) = said(after)?;
            (formula, rest) = (Some(said), after.strip_prefix("</f>")?);
        }
        let (value, after) = said(rest.strip_prefix("<v>")?)?;
        rest = after.strip_prefix("</v></c>")?;
        Some(Self { at, style, kind, formula, value, length: text.len() - rest.len() })
    }
}

/// The end of a text from bytes of it on.
fn following<'a>(text: &'a str, end: &[u8]) -> &'a str {
    &text[text.len() - end.len()..]
}

/// The cell of a sheet that a text begins with, up to a quote, and what is after it.
fn address(text: &str) -> Option<(Address, &str)> {
    let (column, rest) = whole(text.as_bytes(), 26, 3, |b| b.is_ascii_uppercase().then(|| b - b'A' + 1))?;
    let (row, rest) = decimal(rest).filter(|_| rest.first() != Some(&b'0'))?;
    let is_there = column <= COLUMNS && (1..=ROWS).contains(&row);
    let rest = following(text, rest).strip_prefix('"').filter(|_| is_there)?;
    Some((Address { row, column }, rest))
}

/// What a text says up to the next tag, and the text from there on.
fn said(text: &str) -> Option<(&str, &str)> {
    let plain = |byte: u8| byte >= b' ' && !matches!(byte, b'&' | b'<' | b'>' | 0xEF);
    let end = text.bytes().take(LONGEST).position(|byte| !plain(byte))?;
    text[end..].starts_with('<').then(|| text.split_at(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_as_programs_write_them() {
        let read = |text| Usual::first(text).unwrap();
        let cell = read(r#"<c r="AB12" s="4" t="s"><v>7</v></c><c/>"#);
        assert_eq!((cell.at, cell.style), (Some(Address { row: 12, column: 28 }), Some(4)));
        assert_eq!((cell.kind, cell.value, cell.length), ("s", "7", r#"<c r="AB12" s="4" t="s"><v>7</v></c>"#.len()));
        let cell = read("<c><f>A1*B1</f><v>1.5</v></c>");
        assert_eq!((cell.at, cell.style, cell.kind), (None, None, ""));
        assert_eq!((cell.formula, cell.value), (Some("A1*B1"), "1.5"));
        assert_eq!(read("<c t=\"inlineStr\"><is><t>Unité d’œuvre </t></is></c>").value, "Unité d’œuvre ");
        assert_eq!(read("<c><v></v></c>").value, "");
    }

    #[test]
    fn what_is_written_otherwise_is_left_to_the_reader_of_any() {
        for other in [
            "",
            "<c/>",
            "<c></c>",
            "<c ><v>1</v></c>",
            "<cell><v>1</v></cell>",
            r#"<c s="1" r="A1"><v>1</v></c>"#,
            r#"<c r="A1" x="1"><v>1</v></c>"#,
            r#"<c r="A0"><v>1</v></c>"#,
            r#"<c r="A01"><v>1</v></c>"#,
            r#"<c r="XFE1"><v>1</v></c>"#,
            r#"<c r="A1048577"><v>1</v></c>"#,
            r#"<c r="a1"><v>1</v></c>"#,
            r#"<c t="abcdefghijk"><v>1</v></c>"#,
            r#"<c t="s" ><v>1</v></c>"#,
            "<c><v>1</v> </c>",
            "<c><v>&#49;</v></c>",
            "<c><v>1\n</v></c>",
            "<c><v>a]]></v></c>",
            "<c><v>\u{fffe}</v></c>",
            "<c><v>1<!-- --></v></c>",
            "<c><v xml:space=\"preserve\">1</v></c>",
            "<c><f t=\"shared\">1</f><v>1</v></c>",
            "<c><v>1</v><f>1</f></c>",
            "<c t=\"inlineStr\"><is><r><t>a</t></r></is></c>",
            "<c t=\"inlineStr\"><v>1</v></c>",
            "<c><v>1</v",
            &format!("<c><v>{}</v></c>", "1".repeat(LONGEST)),
        ] {
            assert_eq!(Usual::first(other), None, "{other:.60}");
        }
    }
}
