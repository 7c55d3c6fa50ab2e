//! What an archive holds beside its parts: bytes between them, fields and names in their headers, comments.

use flate2::{Decompress, FlushDecompress, Status};

use super::package::{Entry, Package, u16_at, u32_at};
use crate::diag::Finding;

/// Bytes of an archive that belong to no part.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Extra {
    /// The part that they are before; empty for the archive itself.
    pub part: String,
    /// Where they are.
    pub place: ExtraPlace,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// Where bytes are that belong to no part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ExtraPlace {
    /// In a comment, of the archive or of an entry.
    Comment,
    /// Before, between or after the entries, where no program reads.
    Gap,
    /// In a field of an entry's headers, other than those of common programs.
    Field,
    /// In the name of an entry, which its two headers state differently.
    Name,
    /// After the end of a part's packed bytes.
    Tail,
}

/// Fields that common programs write, each with its identifier and the most bytes it takes: sizes past 4 GiB, dates of
/// Windows and of Unix, owners.
const FIELDS: [(u16, usize); 5] = [(0x0001, 28), (0x000A, 32), (0x5455, 13), (0x5855, 12), (0x7875, 15)];
/// The field by which Excel leaves room for a part to grow: a mark, a length, and zeros.
const ROOM: u16 = 0xA220;

impl Package {
    /// The bytes of the archive that belong to no part, in their order.
    #[must_use]
    pub fn extras(&self) -> Vec<Extra> {
        let mut extras = Vec::new();
        let mut add = |part: &str, place: ExtraPlace, bytes: &[u8]| {
            if !bytes.is_empty() {
                extras.push(Extra { part: part.to_owned(), place, bytes: bytes.to_vec() });
            }
        };
        let range = |from: usize, to: usize| self.bytes.get(from..to).unwrap_or_default();
        let mut order: Vec<&Entry> = self.entries.iter().collect();
        order.sort_unstable_by_key(|entry| entry.header);
        let mut from = 0;
        for entry in order {
            add("", ExtraPlace::Gap, range(from, entry.header));
            let (name, field) = self.local(entry);
            let stated = range(entry.record.start + 46, entry.record.start + 46 + name.len());
            if name != stated || self.size(entry.record.start + 28) != name.len() {
                add(&entry.name, ExtraPlace::Name, name);
            }
            for field in unusual(field) {
                add(&entry.name, ExtraPlace::Field, field);
            }
            let packed = self.stored(entry);
            add(&entry.name, ExtraPlace::Tail, packed.get(packed_length(packed, entry)..).unwrap_or_default());
            from = entry.data.end + self.descriptor(entry);
        }
        add("", ExtraPlace::Gap, range(from, self.directory));
        for entry in &self.entries {
            let names = entry.record.start + 46 + self.size(entry.record.start + 28);
            let fields = names + self.size(entry.record.start + 30);
            for field in unusual(range(names, fields)) {
                add(&entry.name, ExtraPlace::Field, field);
            }
            add(&entry.name, ExtraPlace::Comment, range(fields, entry.record.end));
        }
        let end = self.entries.iter().map(|entry| entry.record.end).max().unwrap_or(self.directory);
        add("", ExtraPlace::Gap, range(end, self.end));
        let comment = self.end + 22 + self.size(self.end + 20);
        add("", ExtraPlace::Comment, range(self.end + 22, comment));
        add("", ExtraPlace::Gap, range(comment, self.bytes.len()));
        extras
    }

    /// Has the part of an entry the same content as that of an entry of another package?
    ///
    /// # Errors
    /// One of them is damaged.
    pub fn is_same(&self, entry: &Entry, other: &Self, theirs: &Entry) -> Result<bool, Finding> {
        if (entry.size, entry.crc) != (theirs.size, theirs.crc) {
            return Ok(false);
        }
        // A part whose headers state it otherwise is damaged: reading it reports so.
        let stated = |package: &Self, entry: &Entry| {
            let sizes = [14, 18, 22].map(|at| u32_at(&package.bytes, entry.header + at));
            (sizes, package.agrees(entry).is_ok())
        };
        let stored = entry.method == theirs.method
            && self.stored(entry) == other.stored(theirs)
            && stated(self, entry) == stated(other, theirs);
        Ok(stored || self.part(&entry.name)? == other.part(&theirs.name)?)
    }

    /// The date and time of an entry, as DOS writes them.
    #[must_use]
    pub fn date(&self, entry: &Entry) -> u32 {
        u32_at(&self.bytes, entry.record.start + 12).unwrap_or_default()
    }

    fn size(&self, at: usize) -> usize {
        u16_at(&self.bytes, at).map_or(0, usize::from)
    }

    /// The name and the extra fields in the header before an entry's bytes.
    fn local(&self, entry: &Entry) -> (&[u8], &[u8]) {
        let name = entry.header + 30;
        let field = name + self.size(entry.header + 26);
        let get = |from: usize, to: usize| self.bytes.get(from..to).unwrap_or_default();
        (get(name, field), get(field, entry.data.start))
    }

    /// How many bytes after an entry's own state its checksum and its sizes again, as a writer of streams does.
    fn descriptor(&self, entry: &Entry) -> usize {
        if self.size(entry.header + 6) & 8 == 0 {
            return 0;
        }
        let after = self.bytes.get(entry.data.end..).unwrap_or_default();
        let (sign, rest) = if after.starts_with(b"PK\x07\x08") { (4, &after[4..]) } else { (0, after) };
        let stated = |wide: usize| {
            let size = |at: usize| {
                let bytes = rest.get(at..at + wide)?;
                Some(bytes.iter().rev().fold(0_usize, |sum, byte| sum.wrapping_shl(8) | usize::from(*byte)))
            };
            u32_at(rest, 0) == Some(entry.crc)
                && size(4) == Some(entry.data.len())
                && size(4 + wide) == Some(entry.size)
        };
        [8, 4].into_iter().find(|wide| stated(*wide)).map_or(0, |wide| sign + 4 + 2 * wide)
    }
}

/// The bytes of extra fields that common programs do not write.
fn unusual(mut fields: &[u8]) -> Vec<&[u8]> {
    let mut found = Vec::new();
    while !fields.is_empty() {
        let (id, length) = (u16_at(fields, 0), u16_at(fields, 2).map(usize::from));
        let whole = id.zip(length).and_then(|(id, length)| Some((id, fields.get(4..4 + length)?)));
        let Some((id, content)) = whole else {
            found.push(fields);
            break;
        };
        let usual = FIELDS.iter().any(|(known, most)| id == *known && content.len() <= *most)
            || (id == ROOM && content.iter().skip(4).all(|byte| *byte == 0));
        if !usual {
            found.push(&fields[..4 + content.len()]);
        }
        fields = &fields[4 + content.len()..];
    }
    found
}

/// How many of an entry's bytes its part takes; all of them where they cannot be read.
fn packed_length(packed: &[u8], entry: &Entry) -> usize {
    if entry.method != 8 {
        return packed.len();
    }
    let mut stream = Decompress::new(false);
    let mut out = Vec::with_capacity(entry.size + 1);
    match stream.decompress_vec(packed, &mut out, FlushDecompress::Finish) {
        Ok(Status::StreamEnd) => usize::try_from(stream.total_in()).unwrap_or(packed.len()),
        _ => packed.len(),
    }
}
