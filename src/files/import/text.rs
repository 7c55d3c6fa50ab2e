//! A text file of values: its encoding and its separator, found out.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::cell::{Cell, Row};
use super::held::Held;
use crate::diag::Finding;
use crate::diag::message::spreadsheet::{Unreadable, empty_file, unreadable};
use crate::unit::Budget;

/// What may part the values of a line.
const SEPARATORS: [u8; 4] = [b';', b'\t', b',', b'|'];
/// So many records show which separator it is.
const LOOKED_AT: usize = 50;

/// The work of finding the encoding of a byte, its separator and its line.
const WORK_OF_A_BYTE: usize = 20;

/// A text file of values.
pub struct Text {
    decoded: String,
    separator: u8,
    budget: Budget,
}

impl Text {
    /// Finds out the encoding (UTF-8, UTF-16 or Windows-1252) and the separator.
    ///
    /// # Errors
    /// It is no text, or a page of HTML or XML under another name, or holds more values than the budget bears.
    pub fn read(bytes: &[u8], budget: &Budget) -> Result<Self, Finding> {
        let (text, _, _) = encoding(bytes).decode(bytes);
        budget.draw(text.len().saturating_mul(WORK_OF_A_BYTE))?;
        if text.trim().is_empty() {
            return Err(empty_file());
        }
        if bytes.starts_with(b"%PDF") {
            return Err(unreadable(&Unreadable::Pdf));
        }
        if text.chars().take(4_000).any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\x0c')) {
            return Err(unreadable(&Unreadable::Binary));
        }
        if text.trim_start().starts_with('<') {
            return Err(unreadable(&Unreadable::Markup));
        }
        // A record has a place for each separator, where its text grows, twice, and all values of the file are in one where
        // quotes hold the ends of lines.
        let quoted = text.contains('"');
        let values = |separator: u8| {
            let lines = text.as_bytes().split(|byte| !quoted && matches!(byte, b'\n' | b'\r'));
            lines.map(|line| line.iter().filter(|byte| **byte == separator).count()).max().unwrap_or_default()
        };
        let most = SEPARATORS.into_iter().map(values).max().unwrap_or_default();
        budget.room(most.saturating_mul(size_of::<[usize; 8]>()))?;
        let text = text.into_owned();
        let separator = separator(&text);
        Ok(Self { decoded: text, separator, budget: budget.clone() })
    }

    /// Gives each line that holds something. Once the budget is spent, no more: whoever asks for them draws once more after it.
    pub fn rows(&self, mut take: impl FnMut(Row)) {
        let (mut number, mut counted) = (1, 0);
        for record in records(&self.decoded, self.separator) {
            // Lines of the file, as an editor shows them; a record may begin at the end of the line before it.
            let begin = record.position().map_or(counted, |at| usize::try_from(at.byte()).unwrap_or(usize::MAX));
            let begin = begin + self.decoded[begin..].bytes().take_while(|b| matches!(b, b'\r' | b'\n')).count();
            number += self.decoded[counted..begin].bytes().filter(|b| *b == b'\n').count();
            counted = begin;
            // While the list of its cells grows it is there twice.
            if self.budget.room(record.len().saturating_mul(3 * size_of::<Cell>())).is_err() {
                return;
            }
            let filled = record.iter().enumerate().filter(|(_, value)| !value.trim().is_empty());
            let cells: Vec<Cell> =
                filled.map(|(column, value)| Cell::new(column, Held::Text(value.trim().to_owned()))).collect();
            if !cells.is_empty() {
                take(Row { number, cells });
            }
        }
    }
}

/// By its mark; without one, UTF-8 where it is valid, UTF-16 where every second byte is none, else what French
/// Windows writes.
fn encoding(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    let head = &bytes[..bytes.len().min(400)];
    let nulls =
        |from: usize| head.iter().skip(from).step_by(2).filter(|b| **b == 0).count() * 8 > head.len().max(8) * 3;
    match (nulls(1), nulls(0)) {
        (true, false) => UTF_16LE,
        (false, true) => UTF_16BE,
        _ if std::str::from_utf8(bytes).is_ok() => UTF_8,
        _ => WINDOWS_1252,
    }
}

fn records(text: &str, separator: u8) -> impl Iterator<Item = csv::StringRecord> {
    let mut options = csv::ReaderBuilder::new();
    let options = options.has_headers(false).flexible(true).delimiter(separator);
    let mut reader = options.from_reader(text.as_bytes());
    std::iter::from_fn(move || {
        let mut record = csv::StringRecord::new();
        reader.read_record(&mut record).ok()?.then_some(record)
    })
}

/// The one that parts the most lines alike.
fn separator(text: &str) -> u8 {
    // A line that ends with two signs is counted twice.
    let head: usize = text.split_inclusive(['\n', '\r']).take(2 * LOOKED_AT).map(str::len).sum();
    let head = &text[..head];
    let score = |separator: u8| {
        let first = records(head, separator).take(LOOKED_AT);
        let lengths: Vec<usize> = first.map(|r| r.len()).filter(|n| *n > 1).collect();
        let most = lengths.iter().map(|n| lengths.iter().filter(|other| *other == n).count()).max().unwrap_or(0);
        (most, lengths.iter().max().copied().unwrap_or(0))
    };
    // Of two that score alike, the first of the list.
    SEPARATORS.into_iter().rev().max_by_key(|s| score(*s)).unwrap_or(b';')
}
