use std::ops::Range;

use super::Finding;
use super::message::file as message;

/// A file that was read, by its place in [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct FileId(u16);

impl FileId {
    /// Its place in [`Sources`].
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Where something is written: a file and a range of bytes in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct At {
    /// The file.
    pub file: FileId,
    start: u32,
    end: u32,
}

impl At {
    /// The bytes `span` of `file`. Files are bounded well below 4 GB where they are read.
    #[must_use]
    pub fn new(file: FileId, span: &Range<usize>) -> Self {
        let byte = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { file, start: byte(span.start), end: byte(span.end) }
    }

    /// From this to the end of `other`, where both are of one file.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        if self.file == other.file { Self { end: self.end.max(other.end), ..self } } else { self }
    }

    /// The bytes in the file's text.
    #[must_use]
    pub fn span(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// The texts that were read, with the names their readers know them by.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<(String, String)>,
}

impl Sources {
    /// Keeps a text under the name that findings show (a path as the user wrote it).
    pub fn add(&mut self, name: String, text: String) -> FileId {
        self.files.push((name, text));
        FileId(u16::try_from(self.files.len() - 1).unwrap_or(u16::MAX))
    }

    /// Keeps the bytes of a file that should be text, without the mark that editors on Windows begin it with.
    ///
    /// # Errors
    /// They are not UTF-8: what is underlined is the first byte that cannot be read, U+FFFD in its place.
    pub fn decode(&mut self, name: String, bytes: Vec<u8>) -> Result<FileId, Finding> {
        let text = String::from_utf8(bytes).map_err(|error| (error.utf8_error().valid_up_to(), error.into_bytes()));
        let mark = '\u{feff}';
        match text {
            Ok(text) => Ok(self.add(name, text.strip_prefix(mark).map(str::to_owned).unwrap_or(text))),
            Err((good, bytes)) => {
                let byte = bytes.get(good).copied();
                let text = String::from_utf8_lossy(&bytes).into_owned();
                let start = if text.starts_with(mark) { mark.len_utf8() } else { 0 };
                let at = good - start..good - start + char::REPLACEMENT_CHARACTER.len_utf8();
                let file = self.add(name.clone(), text[start..].to_owned());
                Err(message::not_utf8(&name, At::new(file, &at), byte))
            }
        }
    }

    /// The name of a file.
    #[must_use]
    pub fn name(&self, file: FileId) -> &str {
        &self.files[file.0 as usize].0
    }

    /// The text of a file.
    #[must_use]
    pub fn text(&self, file: FileId) -> &str {
        &self.files[file.0 as usize].1
    }

    /// `models/lots/ror.toml:12`, lines counted from 1.
    #[must_use]
    pub fn place(&self, at: At) -> String {
        format!("{}:{}", self.name(at.file), self.line(at))
    }

    /// The line of the first byte, counted from 1.
    #[must_use]
    pub fn line(&self, at: At) -> usize {
        let text = self.text(at.file).as_bytes();
        let end = at.span().start.min(text.len());
        text[..end].iter().filter(|b| **b == b'\n').count() + 1
    }
}
