use std::collections::HashMap;
use std::ops::Range;

use flate2::{Decompress, FlushDecompress, Status};

use super::xml::{Text, each};
use crate::diag::Finding;
use crate::diag::message::damage::{Damage, damaged};
use crate::diag::message::workbook::{
    Excess, Hostile, NotAWorkbook, OtherFormat, encrypted, hostile, not_a_workbook, other_format, too_much,
};
use crate::unit::Budget;

/// No archive has more entries than this.
const ENTRIES_AT_MOST: usize = 4_096;
/// No part inflates to more than this many bytes.
const PART_AT_MOST: usize = 64 << 20;
/// All parts together inflate to no more than this many bytes.
const ALL_AT_MOST: usize = 128 << 20;
/// The work of inflating a byte, and of checking it.
const WORK_OF_A_BYTE: usize = 5;
/// The work of reading a part, however small.
const WORK_OF_A_PART: usize = 1_000;
/// A part of more than a mebibyte inflates at most so many times.
const RATIO_AT_MOST: usize = 250;

/// One entry of the archive, as its central directory describes it.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The part's name, such as `xl/workbook.xml`: `/` between folders, none at the start.
    pub name: String,
    /// Bytes once inflated.
    pub size: usize,
    pub(super) method: u16,
    pub(super) crc: u32,
    /// Where its local header starts.
    pub(super) header: usize,
    /// Its bytes as stored, deflated or not.
    pub(super) data: Range<usize>,
    /// Its record in the central directory.
    pub(super) record: Range<usize>,
}

/// A spreadsheet file as an archive of parts, under limits against files made to do harm.
///
/// Opening reads only the directory; a part is inflated when it is asked for. See
/// [`Package::with`](super::Package::with) to write a file that differs by some parts alone.
#[derive(Debug, Clone)]
pub struct Package {
    pub(super) bytes: Vec<u8>,
    pub(super) entries: Vec<Entry>,
    /// Where the directory starts.
    pub(super) directory: usize,
    /// Where the record that ends the archive starts.
    pub(super) end: usize,
    by_name: HashMap<String, usize>,
    /// What reading it may take.
    budget: Budget,
}

impl Package {
    /// Opens the bytes of an .xlsx or .xlsm file.
    ///
    /// # Errors
    /// Another format, an encrypted file, an archive that is damaged, past the limits, or hostile.
    pub fn open(bytes: Vec<u8>) -> Result<Self, Finding> {
        Self::opened(bytes, &Budget::default())
    }

    pub(super) fn opened(bytes: Vec<u8>, budget: &Budget) -> Result<Self, Finding> {
        if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
            let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
            let sealed = bytes.windows(name.len()).any(|w| w == name);
            return Err(if sealed { encrypted() } else { other_format(OtherFormat::Xls) });
        }
        if !bytes.starts_with(b"PK\x03\x04") {
            let delimited = is_delimited(&bytes);
            return Err(if delimited {
                other_format(OtherFormat::Text)
            } else {
                not_a_workbook(NotAWorkbook::NoArchive)
            });
        }
        let package = Self::within(bytes, budget)?;
        package.is_a_workbook()?;
        Ok(package)
    }

    /// Opens any zip archive under the same limits.
    ///
    /// # Errors
    /// An archive that is damaged, encrypted, past the limits, or hostile.
    pub fn archive(bytes: Vec<u8>) -> Result<Self, Finding> {
        Self::within(bytes, &Budget::default())
    }

    /// The same, reading it drawing from a budget that others draw from too.
    ///
    /// # Errors
    /// As [`Package::archive`].
    pub fn within(bytes: Vec<u8>, budget: &Budget) -> Result<Self, Finding> {
        let (end, directory, count) = directory(&bytes)?;
        let entries = entries(&bytes, directory..end, count)?;
        let mut by_name = HashMap::with_capacity(entries.len());
        for (i, entry) in entries.iter().enumerate() {
            if by_name.insert(entry.name.to_ascii_lowercase(), i).is_some() {
                return Err(hostile(Hostile::Twice(&entry.name)));
            }
        }
        let package = Self { bytes, entries, directory, end, by_name, budget: budget.clone() };
        package.is_bounded()?;
        Ok(package)
    }

    /// Sizes within the limits, and no two entries over the same bytes.
    fn is_bounded(&self) -> Result<(), Finding> {
        let all = self.entries.iter().fold(0_usize, |sum, e| sum.saturating_add(e.size));
        if all > ALL_AT_MOST {
            return Err(too_much(Excess::All(all >> 20)));
        }
        for entry in &self.entries {
            let stored = entry.data.len().max(1);
            if entry.size > PART_AT_MOST {
                return Err(too_much(Excess::Inflated(&entry.name, entry.size >> 20)));
            }
            if entry.size > 1 << 20 && entry.size / stored > RATIO_AT_MOST {
                let times = entry.size / stored;
                return Err(too_much(Excess::Times(&entry.name, times)));
            }
        }
        let mut places: Vec<(usize, usize)> = self.entries.iter().map(|e| (e.header, e.data.end)).collect();
        places.sort_unstable();
        if places.windows(2).any(|pair| pair[0].1 > pair[1].0) {
            return Err(hostile(Hostile::SharedBytes));
        }
        Ok(())
    }

    /// Refuses an archive that is no Excel workbook.
    ///
    /// # Errors
    /// Another format, or no workbook at all.
    pub fn is_a_workbook(&self) -> Result<(), Finding> {
        if self.has("[Content_Types].xml") {
            let binary = self.has("xl/workbook.bin");
            return if binary { Err(other_format(OtherFormat::Xlsb)) } else { Ok(()) };
        }
        if self.has("mimetype") && self.has("content.xml") {
            return Err(other_format(OtherFormat::Ods));
        }
        Err(not_a_workbook(NotAWorkbook::OtherArchive))
    }

    /// The entries, in the order of the archive's directory.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The bytes of the file as it was opened.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What reading it may take: every reader of it draws from this.
    #[must_use]
    pub fn budget(&self) -> &Budget {
        &self.budget
    }

    /// Is there such a part? Case is ignored, as the standard says.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.entry(name).is_some()
    }

    /// The entry of a part.
    #[must_use]
    pub fn entry(&self, name: &str) -> Option<&Entry> {
        self.by_name.get(&name.to_ascii_lowercase()).map(|i| &self.entries[*i])
    }

    /// An entry as it is in the archive: its header with dates and flags, and its bytes as stored.
    #[must_use]
    pub fn raw(&self, entry: &Entry) -> &[u8] {
        &self.bytes[entry.header..entry.data.end]
    }

    /// The bytes of an entry as they are stored.
    #[must_use]
    pub fn stored(&self, entry: &Entry) -> &[u8] {
        &self.bytes[entry.data.clone()]
    }

    /// The bytes of a part, inflated.
    ///
    /// # Errors
    /// There is no such part, or its bytes are damaged.
    pub fn part(&self, name: &str) -> Result<Vec<u8>, Finding> {
        let entry = self.entry(name).ok_or_else(|| damaged(&Damage::NoPart(name)))?;
        let stored = self.stored(entry);
        self.agrees(entry)?;
        self.budget.room(entry.size)?;
        self.budget.draw(WORK_OF_A_PART + entry.size.saturating_mul(WORK_OF_A_BYTE))?;
        let bytes = match entry.method {
            0 if stored.len() == entry.size => stored.to_vec(),
            8 => inflate(stored, entry)?,
            0 => return Err(damaged(&Damage::Size(name))),
            method => return Err(damaged(&Damage::Method(name, method))),
        };
        let mut crc = flate2::Crc::new();
        crc.update(&bytes);
        if crc.sum() != entry.crc {
            return Err(damaged(&Damage::Checksum(name)));
        }
        Ok(bytes)
    }

    /// Refuses a part that is damaged, or not well-formed XML where its name says that it is XML.
    pub(super) fn whole(&self, name: &str) -> Result<(), Finding> {
        let bytes = self.part(name)?;
        if ![".xml", ".rels"].iter().any(|end| name.to_ascii_lowercase().ends_with(end)) {
            return Ok(());
        }
        let text = Text::read(name, bytes)?.xml;
        each(name, &text, self.budget(), |_, _| Ok(()))
    }
}

impl Package {
    /// Refuses a part of which the header before its bytes states another packing, checksum or size than the directory:
    /// programs that read the one see another part than those that read the other.
    pub(super) fn agrees(&self, entry: &Entry) -> Result<(), Finding> {
        let stated = |place: usize| u32_at(&self.bytes, entry.header + place);
        // Sizes that are elsewhere, as those past 4 GiB do, state nothing here.
        let is = |place: usize, size: usize| {
            stated(place).is_some_and(|stated| stated == u32::MAX || usize::try_from(stated).is_ok_and(|n| n == size))
        };
        // A writer of streams does not know them yet: they follow the bytes.
        let follows = u16_at(&self.bytes, entry.header + 6).is_some_and(|flags| flags & 8 != 0);
        let same = stated(14) == Some(entry.crc) && is(18, entry.data.len()) && is(22, entry.size);
        if u16_at(&self.bytes, entry.header + 8) == Some(entry.method) && (follows || same) {
            return Ok(());
        }
        Err(damaged(&Damage::TwoWays(&entry.name)))
    }

    /// The text of a part, without a byte order mark.
    ///
    /// # Errors
    /// As [`Package::part`], and a part that is no text.
    pub fn text(&self, name: &str) -> Result<String, Finding> {
        Text::read(name, self.part(name)?).map(|read| read.xml)
    }
}

/// Inflates to exactly the size the entry states: a part cannot lie about it.
fn inflate(stored: &[u8], entry: &Entry) -> Result<Vec<u8>, Finding> {
    let mut bytes = Vec::with_capacity(entry.size + 1);
    let mut stream = Decompress::new(false);
    let status = stream.decompress_vec(stored, &mut bytes, FlushDecompress::Finish);
    if !matches!(status, Ok(Status::StreamEnd)) || bytes.len() != entry.size {
        return Err(damaged(&Damage::Inflate(&entry.name)));
    }
    Ok(bytes)
}

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

fn size_at(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32_at(bytes, at)?).ok()
}

/// Where the archive's end record and its directory start, and how many entries there are.
fn directory(bytes: &[u8]) -> Result<(usize, usize, usize), Finding> {
    let cut = || damaged(&Damage::NoEnd);
    let last = bytes.len().checked_sub(22).ok_or_else(cut)?;
    let first = last.saturating_sub(usize::from(u16::MAX));
    let ends = |at: &usize| {
        let comment = u16_at(bytes, at + 20).map(usize::from);
        bytes[*at..].starts_with(b"PK\x05\x06") && comment.is_some_and(|length| at + 22 + length <= bytes.len())
    };
    let end = (first..=last).rev().find(ends).ok_or_else(cut)?;
    let read = || {
        let (disk, count, all) = (u16_at(bytes, end + 4)?, u16_at(bytes, end + 8)?, u16_at(bytes, end + 10)?);
        Some((disk, count, all, size_at(bytes, end + 12)?, size_at(bytes, end + 16)?))
    };
    let (disk, count, all, size, start) = read().ok_or_else(cut)?;
    if all == u16::MAX || start == 0xFFFF_FFFF {
        return Err(damaged(&Damage::Zip64));
    }
    if disk != 0 || count != all || start.checked_add(size).is_none_or(|stop| stop > end) {
        return Err(damaged(&Damage::Contradiction));
    }
    if usize::from(count) > ENTRIES_AT_MOST {
        return Err(too_much(Excess::Parts(usize::from(count), ENTRIES_AT_MOST)));
    }
    Ok((end, start, usize::from(count)))
}

fn entries(bytes: &[u8], directory: Range<usize>, count: usize) -> Result<Vec<Entry>, Finding> {
    let mut at = directory.start;
    let mut entries = Vec::with_capacity(count);
    for _ in 0..count {
        let entry = entry(bytes, at, directory.end).ok_or_else(|| damaged(&Damage::Contradiction))??;
        at = entry.record.end;
        entries.push(entry);
    }
    Ok(entries)
}

/// The entry whose record starts at `at`; `None` where bytes lack or disagree.
fn entry(bytes: &[u8], at: usize, end: usize) -> Option<Result<Entry, Finding>> {
    let signed = bytes.get(at..)?.starts_with(b"PK\x01\x02");
    let (name, extra, comment) = (u16_at(bytes, at + 28)?, u16_at(bytes, at + 30)?, u16_at(bytes, at + 32)?);
    let name = at + 46..at + 46 + usize::from(name);
    let stop = name.end + usize::from(extra) + usize::from(comment);
    if !signed || stop > end {
        return None;
    }
    let text = String::from_utf8_lossy(bytes.get(name)?).replace('\\', "/");
    let out = text.split('/').any(|step| step == "..") || text.contains(':') || text.contains('\0');
    if out {
        return Some(Err(hostile(Hostile::PathOut(&text))));
    }
    if u16_at(bytes, at + 8)? & 1 != 0 {
        return Some(Err(encrypted()));
    }
    let (stored, size, header) = (size_at(bytes, at + 20)?, size_at(bytes, at + 24)?, size_at(bytes, at + 42)?);
    let local = bytes.get(header..)?.starts_with(b"PK\x03\x04");
    let (names, extras) = (u16_at(bytes, header + 26)?, u16_at(bytes, header + 28)?);
    let data = header + 30 + usize::from(names) + usize::from(extras);
    let data = data..data.checked_add(stored)?;
    if !local || data.end > at {
        return None;
    }
    Some(Ok(Entry {
        name: text.trim_start_matches('/').to_owned(),
        size,
        method: u16_at(bytes, at + 10)?,
        crc: u32_at(bytes, at + 16)?,
        header,
        data,
        record: at..stop,
    }))
}

/// Is a file text whose first lines have cells, parted by one sign?
fn is_delimited(bytes: &[u8]) -> bool {
    const FIRST: usize = 4_096;
    let text = bytes.get(..FIRST).unwrap_or(bytes);
    let is_text = text.iter().all(|byte| *byte >= b' ' || matches!(byte, b'\t' | b'\n' | b'\r'));
    let cells = |sign: u8| text.split(|byte| *byte == b'\n').filter(|line| line.contains(&sign)).count();
    is_text && [b';', b'\t', b','].iter().any(|sign| cells(*sign) > 1)
}
