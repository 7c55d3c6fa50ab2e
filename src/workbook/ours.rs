use std::io::{Cursor, Read as _};

/// The creation date of every workbook we make: fixed, so that the same bid gives the same bytes.
pub const CREATED: (u16, u8, u8) = (2000, 1, 1);

/// Is this a workbook that this program made, and nobody has saved since? Its dates show it, and the
/// program that its properties name: one that saves it again writes its own.
#[must_use]
pub fn is_ours(bytes: &[u8]) -> bool {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return false };
    let mut part = |name: &str| -> Option<String> {
        let mut text = String::new();
        // Properties take some hundred bytes: a larger part is not ours.
        archive.by_name(name).ok()?.take(1 << 16).read_to_string(&mut text).ok()?;
        Some(text)
    };
    let (year, month, day) = CREATED;
    let date = format!("{year:04}-{month:02}-{day:02}T00:00:00Z<");
    let untouched = part("docProps/core.xml").is_some_and(|core| core.matches(&date).count() == 2);
    untouched && part("docProps/app.xml").is_some_and(|app| app.contains("<AppVersion>12.0000</AppVersion>"))
}
