use crate::xlsx::Package;

/// The creation date of every workbook we make: fixed, so that the same bid gives the same bytes.
pub const CREATED: (u16, u8, u8) = (2000, 1, 1);

/// The properties that we write take some hundred bytes: a part larger than this is not ours.
const PROPERTIES_AT_MOST: usize = 1 << 16;

/// Is this a workbook that this program made, and nobody has saved since? Its dates show it, and the
/// program that its properties name: one that saves it again writes its own.
#[must_use]
pub fn is_ours(bytes: &[u8]) -> bool {
    let Ok(package) = Package::open(bytes.to_vec()) else { return false };
    let part = |name: &str| {
        package.entry(name).filter(|entry| entry.size <= PROPERTIES_AT_MOST)?;
        package.part(name).ok().and_then(|bytes| String::from_utf8(bytes).ok())
    };
    let (year, month, day) = CREATED;
    let date = format!("{year:04}-{month:02}-{day:02}T00:00:00Z<");
    let untouched = part("docProps/core.xml").is_some_and(|core| core.matches(&date).count() == 2);
    untouched && part("docProps/app.xml").is_some_and(|app| app.contains("<AppVersion>12.0000</AppVersion>"))
}
