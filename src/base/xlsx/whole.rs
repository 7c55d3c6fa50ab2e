//! Parts of a workbook that no reader of it reads: are they whole?

use rayon::prelude::*;

use super::book::Book;
use super::package::Package;
use super::xml::{Text, each};
use crate::diag::message::damage::damaged_part;
use crate::diag::{Code, Finding, Findings};

impl Book {
    /// What is damaged of the parts that are neither read nor changed, such as pictures and macros: a warning each, which
    /// names the part. What is read is refused where it is damaged.
    #[must_use]
    pub fn damaged(&self) -> Findings {
        let parts: Vec<&str> = self.package.entries().iter().map(|entry| entry.name.as_str()).collect();
        let unread = parts.into_par_iter().filter(|name| !self.reads_by_sheet(name));
        let damaged = unread.filter_map(|name| whole(&self.package, name).err());
        // Other encodings and document types are no damage where nobody reads them.
        let damaged = damaged.filter(|finding| matches!(finding.code, Code::Damaged | Code::TooMuch));
        let mut findings = Findings::default();
        damaged.collect::<Vec<_>>().iter().for_each(|damage| findings.push(damaged_part(damage)));
        findings
    }
}

/// Refuses a part that is damaged, or no well-formed XML where its name says that it is XML.
pub(super) fn whole(package: &Package, name: &str) -> Result<(), Finding> {
    let bytes = package.part(name)?;
    if ![".xml", ".rels"].iter().any(|end| name.to_ascii_lowercase().ends_with(end)) {
        return Ok(());
    }
    let text = Text::read(name, bytes)?.xml;
    each(name, &text, package.budget(), |_, _| Ok(()))
}
