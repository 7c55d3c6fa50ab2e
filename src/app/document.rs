use std::ffi::OsStr;
use std::path::Path;

use super::Refused;
use crate::buyer::Map;
use crate::diag::{FileId, Sources};
use crate::model::Bid;

/// A file of a request: its path as findings show it, and its bytes.
#[derive(Debug)]
pub struct Document {
    /// The path.
    pub path: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl Document {
    /// The name of the file, without its folder.
    #[must_use]
    pub fn name(&self) -> String {
        self.part(Path::file_name)
    }

    /// The same without its ending.
    #[must_use]
    pub fn stem(&self) -> String {
        self.part(Path::file_stem)
    }

    fn part(&self, of: impl Fn(&Path) -> Option<&OsStr>) -> String {
        of(Path::new(&self.path)).unwrap_or_default().to_string_lossy().into_owned()
    }

    /// The text, kept among `sources`.
    ///
    /// # Errors
    /// It is not UTF-8.
    pub fn text(self, sources: &mut Sources) -> Result<(FileId, String), Refused> {
        let read = sources.decode(self.path, self.bytes);
        let file = read.map_err(|finding| Refused::new(finding, sources))?;
        Ok((file, sources.text(file).to_owned()))
    }

    /// The map of a buyer's file, its text kept among `sources`.
    pub(super) fn map(self, bid: &Bid, sources: &mut Sources) -> Result<Map, Refused> {
        let (file, text) = self.text(sources)?;
        Map::read(file, &text, bid).map_err(|findings| Refused::new(findings, sources))
    }
}
