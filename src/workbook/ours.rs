use std::io::{Cursor, Read as _};

/// The creation date of every workbook we make: fixed, so that the same bid gives the same bytes.
pub const CREATED: (u16, u8, u8) = (2000, 1, 1);

/// Is this a workbook that this program made? Its creation date tells.
#[must_use]
pub fn is_ours(bytes: &[u8]) -> bool {
    let read = || -> Option<String> {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
        let mut text = String::new();
        // Properties take some hundred bytes: a larger part is not ours.
        archive.by_name("docProps/core.xml").ok()?.take(1 << 16).read_to_string(&mut text).ok()?;
        Some(text)
    };
    let (year, month, day) = CREATED;
    let date = format!("{year:04}-{month:02}-{day:02}T00:00:00Z</dcterms:created>");
    read().is_some_and(|text| text.contains(&date))
}
