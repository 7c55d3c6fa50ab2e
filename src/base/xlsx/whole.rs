//! Parts of a workbook that no reader of it reads: are they whole?

use rayon::prelude::*;

use super::book::Book;
use crate::diag::message::damage::damaged_part;
use crate::diag::{Code, Findings};

impl Book {
    /// What is damaged of the parts that are neither read nor changed, such as pictures and macros: a warning each, which
    /// names the part. What is read is refused where it is damaged.
    #[must_use]
    pub fn damaged(&self) -> Findings {
        let parts: Vec<&str> = self.package.entries().iter().map(|entry| entry.name.as_str()).collect();
        let unread = parts.into_par_iter().filter(|name| !self.reads_by_sheet(name));
        let damaged = unread.filter_map(|name| self.package.whole(name).err());
        // Other encodings and document types are no damage where nobody reads them.
        let damaged = damaged.filter(|finding| matches!(finding.code, Code::Damaged | Code::TooMuch));
        let mut findings = Findings::default();
        damaged.collect::<Vec<_>>().iter().for_each(|damage| findings.push(damaged_part(damage)));
        findings
    }
}
