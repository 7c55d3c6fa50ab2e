//! `leaks`, and the same before a file for the buyer is written.

use std::path::Path;

use super::args::{Args, Leaks};
use super::bid::{Priced, told};
use super::console::{Console, Failed};
use super::files;
use crate::buyer::leaks::{self, Leak, Secrets, Whose};
use crate::diag::Sources;
use crate::workbook;
use crate::xlsx::{Book, Value};

/// Looks through a file, and prints what it found.
pub fn run(args: &Args, verb: &Leaks, console: &Console) -> Result<(), Failed> {
    let bytes = files::read(&verb.file)?;
    let original =
        verb.buyer.as_deref().map(|path| files::read(path).and_then(|bytes| Ok(Book::open(bytes)?))).transpose()?;
    let priced = told(args)?;
    let secrets = secrets(&priced);
    let found = if is_spreadsheet(&verb.file, &bytes) {
        // All that is in a workbook of ours is ours.
        let whose = if workbook::is_ours(&bytes) { Whose::Ours } else { Whose::Theirs };
        let book = Book::open(bytes)?;
        match &original {
            Some(original) => leaks::leaks_since(original, &book, &secrets),
            None => leaks::leaks(&book, &secrets, whose),
        }
    } else {
        leaks::plain(&bytes, &secrets)
    };
    console.draw(&leaks::report(&verb.file.display().to_string(), &found, console.lang), verb.format.into());
    if found.iter().any(|leak| leak.sure) { Err(Failed::Reported(1)) } else { Ok(()) }
}

/// Refuses the bytes of a DQE of ours that would leak: nothing is written.
pub fn none_in(bytes: &[u8], priced: &Priced) -> Result<(), Failed> {
    let book = Book::open(bytes.to_vec())?;
    let findings = leaks::findings(&leaks::leaks(&book, &secrets(priced), Whose::Ours));
    let findings = findings.without_errors().map_err(|errors| Failed::new(errors, Sources::default()))?;
    super::console::tell_findings(&findings, &priced.sources);
    Ok(())
}

/// Refuses values put into the buyer's file that would leak, each with the part and the cell it stands in. Gives what to
/// look at in the others.
pub fn none_among<'v>(
    values: impl Iterator<Item = (&'v str, String, &'v Value)>, secrets: &Secrets<'_>, sources: &Sources,
) -> Result<Vec<Leak>, Failed> {
    let found = leaks::leaks_in(values, secrets);
    let findings = leaks::findings(&found);
    let findings = findings.without_errors().map_err(|errors| Failed::new(errors, Sources::default()))?;
    super::console::tell_findings(&findings, sources);
    Ok(found)
}

/// What must not be in a file for the buyer.
pub fn secrets(priced: &Priced) -> Secrets<'_> {
    Secrets::of(&priced.bid, &priced.inputs, &priced.estimate, &priced.root)
}

/// Is this a spreadsheet, by its name or by how it begins?
fn is_spreadsheet(path: &Path, bytes: &[u8]) -> bool {
    let named = path
        .extension()
        .is_some_and(|e| ["xlsx", "xlsm", "xls", "xlsb", "ods"].iter().any(|x| e.eq_ignore_ascii_case(x)));
    named || bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0])
}
