//! Cells that hold a format and nothing else: `<c r="B7" s="4"/>`.

use std::ops::Range;

use crate::formula::Address;

/// Cells of a row that follow one another and hold a format and nothing else, written the usual way. Forms have tens of
/// thousands of them and few are ever asked for: they stay the text that they are.
#[derive(Debug, Clone)]
pub struct Run {
    /// Their row.
    pub row: u32,
    /// The column of the last.
    pub last: u32,
    /// Their bytes in the text of the part.
    pub bytes: Range<usize>,
}

/// One of them.
#[derive(Debug, Clone)]
pub struct Bare {
    /// Its place.
    pub at: Address,
    /// The place of its format.
    pub style: u32,
    /// The bytes of its element in the text of the part.
    pub bytes: Range<usize>,
}

/// The cells of that kind and of that row in a text from a place on, up to the first of another.
pub fn bare_cells(text: &str, row: u32, mut from: usize) -> impl Iterator<Item = Bare> {
    std::iter::from_fn(move || {
        let (at, style, length) = first(&text.as_bytes()[from..]).filter(|(at, ..)| at.row == row)?;
        let bytes = from..from + length;
        from = bytes.end;
        Some(Bare { at, style, bytes })
    })
}

/// The cell that a text begins with: its place, its format and its length. Read byte by byte in one pass, not by
/// [`Address::parse`]: a form has tens of thousands of them.
fn first(text: &[u8]) -> Option<(Address, u32, usize)> {
    let rest = text.strip_prefix(b"<c r=\"")?;
    let (column, rest) = whole(rest, 26, 3, |b| b.is_ascii_uppercase().then(|| b - b'A' + 1))?;
    let (row, rest) = decimal(rest)?;
    let (style, rest) = decimal(rest.strip_prefix(b"\" s=\"")?)?;
    let rest = rest.strip_prefix(b"\"/>")?;
    Some((Address { row, column }, style, text.len() - rest.len()))
}

/// The whole number that some bytes begin with, and what follows it.
pub(super) fn decimal(bytes: &[u8]) -> Option<(u32, &[u8])> {
    whole(bytes, 10, 9, |b| b.is_ascii_digit().then(|| b - b'0'))
}

/// The number that some bytes begin with, in at most so many digits, and what follows it.
pub(super) fn whole(bytes: &[u8], base: u32, most: usize, digit: impl Fn(u8) -> Option<u8>) -> Option<(u32, &[u8])> {
    let (mut number, mut length) = (0, 0);
    while let Some(value) = bytes.get(length).and_then(|b| digit(*b)) {
        length += 1;
        if length > most {
            return None;
        }
        number = number * base + u32::from(value);
    }
    (length > 0).then(|| (number, &bytes[length..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, row: u32) -> Vec<(String, u32, &str)> {
        bare_cells(text, row, 0).map(|cell| (cell.at.to_string(), cell.style, &text[cell.bytes])).collect()
    }

    #[test]
    fn cells_are_read_up_to_the_first_of_another_kind_or_row() {
        let text = r#"<c r="Y7" s="4"/><c r="AA7" s="12"/><c r="AB7" s="1"><v>1</v></c><c r="AC7" s="4"/>"#;
        let expected = [("Y7", 4, r#"<c r="Y7" s="4"/>"#), ("AA7", 12, r#"<c r="AA7" s="12"/>"#)];
        assert_eq!(read(text, 7), expected.map(|(at, style, text)| (at.to_owned(), style, text)));
        assert!(read(text, 8).is_empty());
    }

    #[test]
    fn cells_that_are_written_otherwise_are_left_to_the_reader_of_any() {
        for other in [
            r#"<c r="A1"/>"#,
            r#"<c s="4" r="A1"/>"#,
            r#"<c r="A1" s="4" />"#,
            r#"<c r="A1" s="4" t="s"/>"#,
            r"<c r='A1' s='4'/>",
            r#"<c r="a1" s="4"/>"#,
            r#"<c r="ABCD1" s="4"/>"#,
            r#"<c r="A1234567890" s="4"/>"#,
            r#"<c r="1" s="4"/>"#,
            r#"<c r="A" s="4"/>"#,
            r#"<c r="A1" s=""/>"#,
            r#"<c r="A1" s="4"#,
            "",
        ] {
            assert!(read(other, 1).is_empty(), "{other}");
        }
    }
}
