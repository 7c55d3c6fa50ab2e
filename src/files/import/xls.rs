//! How many cells an old Excel file comes to: two cells may be in its first and its last corner.

use std::io::{Cursor, Read as _};

use calamine::Data;

use crate::diag::Finding;
use crate::diag::message::spreadsheet::{Unreadable, too_many_cells, unreadable};
use crate::unit::Budget;
use crate::xlsx::Looks;

/// No sheet may come to more cells than this, those in the midst that are empty too.
const CELLS_AT_MOST: usize = 2_000_000;

/// Records of a sheet that hold a cell: its row, then its column.
const CELLS: [u16; 7] = [0x0006, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E];
/// Several cells of a row: its row, the first column, then six bytes for each.
const CELLS_OF_A_ROW: u16 = 0x00BD;
/// The rows and columns of a sheet, as it states them.
const DIMENSIONS: u16 = 0x0200;
/// A row: its number, and at the 12th byte whether it is hidden.
const ROW: u16 = 0x0208;
/// Columns: the first, the last, and at the 8th byte whether they are hidden.
const COLUMNS: u16 = 0x007D;
/// A filter hides rows.
const FILTERED: u16 = 0x009B;
/// A cell that names a text of those that cells share.
const SHARED_TEXT: u16 = 0x00FD;
/// The texts that cells share.
const SHARED_TEXTS: u16 = 0x00FC;
/// What goes on with the record before it.
const CONTINUED: u16 = 0x003C;
/// A character takes so many bytes at most.
const BYTES_OF_A_CHARACTER: usize = 3;
/// The work of reading a byte, and a cell.
const WORK_OF_A_BYTE: usize = 20;
const WORK_OF_A_CELL: usize = 100;
/// A sheet's place in the stream, and at the 5th byte its kind.
const SHEET: u16 = 0x0085;
/// The end of the workbook's own records, and of each sheet's.
const END: u16 = 0x000A;

/// Refuses an old Excel file that is damaged, or whose sheets come to more cells than are read; else says how each of its
/// grids is looked at.
///
/// # Errors
/// No workbook in it, a sheet without a place, or more cells than the limit.
pub fn bounded(bytes: &[u8], budget: &Budget) -> Result<Vec<Looks>, Finding> {
    let damaged = |e: std::io::Error| unreadable(&Unreadable::OldExcel(e.to_string()));
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(damaged)?;
    let name = if file.exists("/Workbook") { "/Workbook" } else { "/Book" };
    let mut stream = Vec::new();
    file.open_stream(name).and_then(|mut s| s.read_to_end(&mut stream)).map_err(damaged)?;
    budget.draw(stream.len().saturating_mul(WORK_OF_A_BYTE))?;
    let (longest, mut held) = (longest(&stream), 0_usize);
    let mut all = Vec::new();
    for (kind, data) in records(&stream) {
        if kind != SHEET {
            continue;
        }
        let place = data.get(..4).and_then(|b| b.try_into().ok()).map(u32::from_le_bytes);
        let sheet = place.and_then(|at| stream.get(usize::try_from(at).ok()?..));
        let sheet = sheet.ok_or_else(|| unreadable(&Unreadable::SheetPastEnd))?;
        // calamine keeps every cell of the rectangle twice, and copies a shared text into each cell that names it.
        let texts = records(sheet).filter(|(kind, _)| *kind == SHARED_TEXT).count();
        let cells = size(sheet);
        held = held.saturating_add(cells.unwrap_or(0).saturating_mul(2 * size_of::<Data>()));
        held = held.saturating_add(texts.saturating_mul(longest).saturating_mul(BYTES_OF_A_CHARACTER));
        budget.room(held)?;
        budget.draw(cells.unwrap_or(0).saturating_mul(WORK_OF_A_CELL))?;
        if cells.is_none_or(|cells| cells > CELLS_AT_MOST) {
            return Err(too_many_cells(false));
        }
        // Charts and macros are sheets of other kinds.
        if data.get(5) == Some(&0) {
            all.push(looks(sheet));
        }
    }
    Ok(all)
}

/// The characters of the longest text that cells share; where the texts are cut short, as many as there are bytes of them.
fn longest(stream: &[u8]) -> usize {
    let mut parts = records(stream).skip_while(|(kind, _)| *kind != SHARED_TEXTS);
    let first = parts.next().map(|(_, data)| data);
    let rest = parts.take_while(|(kind, _)| *kind == CONTINUED).map(|(_, data)| data);
    let parts: Vec<&[u8]> = first.into_iter().chain(rest).collect();
    let all = parts.iter().map(|part| part.len()).sum();
    lengths(&parts).map_or(all, |lengths| lengths.into_iter().max().unwrap_or_default())
}

/// The characters of each of the texts that cells share, which go on from record to record; `None` where they are cut short.
fn lengths(parts: &[&[u8]]) -> Option<Vec<usize>> {
    let mut lengths = Vec::new();
    let Some((first, others)) = parts.split_first() else { return Some(lengths) };
    let count = u32::from_le_bytes(first.get(4..8)?.try_into().ok()?);
    let (mut rest, mut others) = (first.get(8..)?, others.iter());
    for _ in 0..count {
        if rest.is_empty() {
            rest = others.next()?;
        }
        let short =
            |rest: &[u8], at: usize| Some(usize::from(u16::from_le_bytes(rest.get(at..at + 2)?.try_into().ok()?)));
        let (characters, mut flags) = (short(rest, 0)?, *rest.get(2)?);
        let (mut head, mut behind) = (3, 0);
        if flags & 8 != 0 {
            behind += short(rest, head)? * 4;
            head += 2;
        }
        if flags & 4 != 0 {
            behind += usize::try_from(u32::from_le_bytes(rest.get(head..head + 4)?.try_into().ok()?)).ok()?;
            head += 4;
        }
        rest = rest.get(head..)?;
        let mut left = characters;
        loop {
            let width = 1 + usize::from(flags & 1);
            let here = left.min(rest.len() / width);
            (left, rest) = (left - here, &rest[here * width..]);
            if left == 0 {
                break;
            }
            // Where a text goes on, it says again how wide its characters are.
            (flags, rest) = others.next()?.split_first().map(|(flags, rest)| (*flags, rest))?;
        }
        while behind > 0 {
            let here = behind.min(rest.len());
            (behind, rest) = (behind - here, &rest[here..]);
            if behind > 0 {
                rest = others.next()?;
            }
        }
        lengths.push(characters);
    }
    Some(lengths)
}

/// The rows and columns of a sheet that are hidden.
fn looks(sheet: &[u8]) -> Looks {
    let mut looks = Looks::default();
    let mut rows = Vec::new();
    for (kind, data) in records(sheet) {
        let short = |at: usize| data.get(at..at + 2).and_then(|b| b.try_into().ok()).map(u16::from_le_bytes);
        match kind {
            ROW if short(12).is_some_and(|flags| flags & 0x20 != 0) => rows.extend(short(0)),
            COLUMNS if short(8).is_some_and(|flags| flags & 1 != 0) => {
                if let (Some(first), Some(last)) = (short(0), short(2)) {
                    looks.hide_columns(u32::from(first) + 1..=u32::from(last) + 1);
                }
            }
            FILTERED => looks.filter(),
            _ => {}
        }
    }
    rows.sort_unstable();
    for row in rows {
        looks.hide_rows(u32::from(row) + 1..=u32::from(row) + 1);
    }
    looks
}

/// The cells of the rectangle that a sheet's cells span, or that it states.
fn size(sheet: &[u8]) -> Option<usize> {
    let (mut rows, mut columns, mut stated) = (0, 0, 0);
    for (kind, data) in records(sheet) {
        let short =
            |at: usize| data.get(at..at + 2).and_then(|b| b.try_into().ok()).map(u16::from_le_bytes).map(usize::from);
        let long = |at: usize| data.get(at..at + 4).and_then(|b| b.try_into().ok()).map(u32::from_le_bytes);
        if CELLS.contains(&kind) || kind == CELLS_OF_A_ROW {
            let (Some(row), Some(column)) = (short(0), short(2)) else { continue };
            let more = if kind == CELLS_OF_A_ROW { data.len() / 6 } else { 1 };
            rows = rows.max(row + 1);
            columns = columns.max(column + more);
        } else if kind == DIMENSIONS {
            // Rows in 16 bits in old files, in 32 since 1997; the end is the one after the last.
            let (first, last, left, right) = if data.len() == 10 {
                (short(0)?, short(2)?, short(4)?, short(6)?)
            } else {
                (usize::try_from(long(0)?).ok()?, usize::try_from(long(4)?).ok()?, short(8)?, short(10)?)
            };
            let span = |from: usize, to: usize| if to == 0 { Some(1) } else { to.checked_sub(from).map(|n| n.max(1)) };
            stated = span(first, last)?.checked_mul(span(left, right)?)?;
        }
    }
    rows.checked_mul(columns).map(|cells| cells.max(stated))
}

/// The records of a stream up to the end of what it begins with: each its kind and its bytes.
fn records(stream: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = stream;
    std::iter::from_fn(move || {
        let kind = u16::from_le_bytes(rest.get(..2)?.try_into().ok()?);
        let length = usize::from(u16::from_le_bytes(rest.get(2..4)?.try_into().ok()?));
        let data = rest.get(4..4 + length)?;
        rest = &rest[4 + length..];
        (kind != END).then_some((kind, data))
    })
}

#[cfg(test)]
mod tests {
    use calamine::{Data, Reader as _, Xls};

    use super::{SHARED_TEXTS, lengths, longest, records};
    use std::io::{Cursor, Read as _};

    /// The texts that cells share: how many they are said to be, then their records.
    fn texts(count: u32, records: &[&[u8]]) -> Option<Vec<usize>> {
        let head = [&[0; 4][..], &count.to_le_bytes(), records[0]].concat();
        let parts: Vec<&[u8]> = std::iter::once(head.as_slice()).chain(records[1..].iter().copied()).collect();
        lengths(&parts)
    }

    #[test]
    fn texts_in_one_record_and_in_several() {
        let abc = b"\x03\0\0abc";
        assert_eq!(texts(0, &[b""]), Some(vec![]));
        assert_eq!(texts(2, &[b"\x03\0\0abc\x02\0\0de"]), Some(vec![3, 2]));
        // Two bytes a character.
        assert_eq!(texts(1, &[b"\x03\0\x01\xE9\0t\0\xE9\0"]), Some(vec![3]));
        // Two runs of a look, of four bytes each, behind the text; then another.
        assert_eq!(texts(2, &[&[b"\x02\0\x08\x02\0de12345678".as_slice(), abc].concat()]), Some(vec![2, 3]));
        // Five bytes of how it is pronounced; both.
        assert_eq!(texts(2, &[&[b"\x02\0\x04\x05\0\0\0de12345".as_slice(), abc].concat()]), Some(vec![2, 3]));
        assert_eq!(texts(2, &[&[b"\x02\0\x0C\x01\0\x02\0\0\0de123456".as_slice(), abc].concat()]), Some(vec![2, 3]));
        // A text goes on in the next record, narrow and then wide; another begins with a record.
        assert_eq!(texts(1, &[b"\x05\0\0abc", b"\x01d\0e\0"]), Some(vec![5]));
        assert_eq!(texts(2, &[abc, abc]), Some(vec![3, 3]));
        // What is behind it goes on without saying how wide it is.
        assert_eq!(texts(2, &[b"\x02\0\x08\x02\0de1234", &[b"5678".as_slice(), abc].concat()]), Some(vec![2, 3]));
    }

    #[test]
    fn texts_that_are_not_there() {
        // More texts than there are; longer than it is; more behind it than there is; a count that is cut.
        assert_eq!(texts(2, &[b"\x03\0\0abc"]), None);
        assert_eq!(texts(u32::MAX, &[b"\x03\0\0abc"]), None);
        assert_eq!(texts(1, &[b"\xFF\xFF\0abc"]), None);
        assert_eq!(texts(1, &[b"\x03\0\x08\xFF\xFFabc"]), None);
        assert_eq!(texts(1, &[b"\x03\0\x04\xFF\xFF\xFF\xFFabc"]), None);
        assert_eq!(texts(1, &[b"\x05\0\0abc", b""]), None);
        assert_eq!(lengths(&[b"\0\0\0\0\x01\0"]), None);
        // Each byte of the records may be a character of it then.
        let stream = [&[0xFC, 0, 14, 0, 0, 0, 0, 0, 2, 0, 0, 0][..], b"\x03\0\0abc", &[0x0A, 0, 0, 0]].concat();
        assert_eq!(longest(&stream), 14);
    }

    /// The longest text of a real file, as calamine reads its cells.
    #[test]
    fn texts_of_a_real_file() {
        let bytes: &[u8] = include_bytes!("../../../tests/samples/buyer/us_gsa_s736_blank_template.xls");
        let mut stream = Vec::new();
        let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).unwrap();
        file.open_stream("/Workbook").unwrap().read_to_end(&mut stream).unwrap();
        let texts = records(&stream).find(|(kind, _)| *kind == SHARED_TEXTS).unwrap().1;
        let count = u32::from_le_bytes(texts[4..8].try_into().unwrap());
        assert_eq!(lengths(&[texts]).map(|texts| texts.len()), Some(count as usize));
        let mut book = Xls::new(Cursor::new(bytes)).unwrap();
        let ranges: Vec<_> = book.worksheets();
        let cells = ranges.iter().flat_map(|(_, range)| range.rows().flatten());
        let read =
            cells.filter_map(|cell| if let Data::String(text) = cell { Some(text.chars().count()) } else { None });
        assert_eq!(longest(&stream), read.max().unwrap());
    }
}
