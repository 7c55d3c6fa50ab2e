//! Reading and writing files: never over an input, never by halves.

use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::args::Report;
use super::console::{Console, Failed};
use super::staged::{StagedFile, remove_stale};
use crate::app::Document;
use crate::diag::Sources;
use crate::diag::message::file::{Unread, unread_file};
use crate::diag::message::output::{
    Ending, Kept, folder_exists, folder_not_created, not_replaced, too_large, workbook_not_made, wrong_ending,
};
use crate::model::reason;
use crate::report;
use crate::sheet::{self, Book, QuestionList};
use crate::unit::Lang;
use crate::workbook;

/// Writes a book as a workbook, and says so.
pub fn write_book(book: &Book, path: &Path, force: bool, inputs: &[PathBuf], console: &Console) -> Result<(), Failed> {
    is_named_workbook(path)?;
    guard(path, force, inputs)?;
    write(path, &workbook_bytes(book, path)?)?;
    console.written(path);
    Ok(())
}

fn is_named_workbook(path: &Path) -> Result<(), Failed> {
    let is_one = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("xlsx"));
    if is_one { Ok(()) } else { Err(misnamed(path, Ending::Workbook)) }
}

fn workbook_bytes(book: &Book, path: &Path) -> Result<Vec<u8>, Failed> {
    workbook::bytes(book).map_err(|e| workbook_not_made(&path.display().to_string(), &e.reason()).into())
}

/// Writes what is asked for of a report, all of it or nothing, and says so: its page or its workbook, by its name, and the
/// charts of the page as files in a folder, which is made where it is missing. Is nothing asked for?
pub fn written(
    (page, book): (impl FnOnce() -> Result<sheet::Page, Failed>, impl FnOnce() -> Result<Book, Failed>), to: &Report,
    inputs: &[PathBuf], console: &Console,
) -> Result<bool, Failed> {
    let (as_page, as_book) = match &to.output {
        Some(path) if is_page(path) => (Some(path), None),
        path => (None, path.as_ref()),
    };
    let mut files: Vec<(PathBuf, Vec<u8>)> = Vec::new();
    if as_page.is_some() || to.charts.is_some() {
        let page = page()?;
        let charts = to.charts.iter().flat_map(|folder| {
            report::charts(&page).into_iter().map(|(name, svg)| (folder.join(name), svg.into_bytes()))
        });
        files.extend(charts);
        files.extend(as_page.map(|path| (path.clone(), report::html(&page).into_bytes())));
    }
    if let Some(path) = as_book {
        is_named_workbook(path)?;
        files.push((path.clone(), workbook_bytes(&book()?, path)?));
    }
    for (path, _) in &files {
        guard(path, to.force, inputs)?;
    }
    let all: Vec<(&Path, &[u8])> = files.iter().map(|(path, bytes)| (path.as_path(), bytes.as_slice())).collect();
    write_with_folder(to.charts.as_deref(), &all)?;
    for (path, _) in &files {
        console.written(path);
    }
    Ok(to.output.is_some() || to.charts.is_some())
}

/// Refuses, before anything is worked out, a name that is neither a workbook's nor a page's, or that may not be
/// written over.
pub fn ready(path: Option<&PathBuf>, force: bool, inputs: &[PathBuf]) -> Result<(), Failed> {
    let Some(path) = path else { return Ok(()) };
    if !is_page(path) && path.extension().is_none_or(|e| !e.eq_ignore_ascii_case("xlsx")) {
        return Err(misnamed(path, Ending::WorkbookOrPage));
    }
    guard(path, force, inputs)
}

/// Refuses, before anything is worked out, a name that is neither a workbook's nor a Markdown file's, or that may not be
/// written over: a list to send.
pub fn ready_list(path: Option<&PathBuf>, force: bool, inputs: &[PathBuf]) -> Result<(), Failed> {
    let Some(path) = path else { return Ok(()) };
    if !is_markdown(path) && path.extension().is_none_or(|e| !e.eq_ignore_ascii_case("xlsx")) {
        return Err(misnamed(path, Ending::WorkbookOrMarkdown));
    }
    guard(path, force, inputs)
}

/// Writes a list to send as Markdown or as a workbook, by its name, and says so.
pub fn write_list(
    list: &QuestionList<'_>, path: &Path, force: bool, inputs: &[PathBuf], console: &Console,
) -> Result<(), Failed> {
    if !is_markdown(path) {
        return write_book(&list.book(), path, force, inputs, console);
    }
    guard(path, force, inputs)?;
    write(path, report::markdown(&list.sheet(), Lang::Fr).as_bytes())?;
    console.written(path);
    Ok(())
}

fn is_markdown(path: &Path) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case("md"))
}

/// Refuses, before anything is worked out, a name for a copy of the workbook `like` that has not its ending, or that may
/// not be written over.
pub fn ready_like(path: &Path, like: &Path, force: bool, inputs: &[PathBuf]) -> Result<(), Failed> {
    let ending = |path: &Path| path.extension().unwrap_or_default().to_ascii_lowercase();
    if ending(path) != ending(like) {
        return Err(misnamed(path, Ending::AsBuyer));
    }
    guard(path, force, inputs)
}

/// Is this the name of a page?
pub fn is_page(path: &Path) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case("html") || e.eq_ignore_ascii_case("htm"))
}

/// No file that chiffrage writes is larger than this many bytes.
const OURS_AT_MOST: u64 = 256 << 20;

/// Refuses to write over what is no earlier output.
fn guard(path: &Path, force: bool, inputs: &[PathBuf]) -> Result<(), Failed> {
    let Ok(existing) = fs::canonicalize(path) else { return Ok(()) };
    if is_among(&existing, inputs) {
        return Err(refused(path, Kept::Input));
    }
    match fs::metadata(path) {
        Ok(there) if there.is_dir() => return Err(refused(path, Kept::Folder)),
        // A device or a pipe: reading it to know whose it is might never end.
        Ok(there) if !there.is_file() => return Err(refused(path, Kept::NotOrdinary)),
        Ok(there) => {
            let is_ours = || {
                there.len() <= OURS_AT_MOST
                    && fs::read(path).is_ok_and(|bytes| workbook::is_ours(&bytes) || report::is_ours(&bytes))
            };
            if force || is_ours() {
                return Ok(());
            }
        }
        Err(_) => {}
    }
    Err(refused(path, Kept::Foreign))
}

/// Is a file one of those that were read?
fn is_among(existing: &Path, inputs: &[PathBuf]) -> bool {
    inputs.iter().any(|input| fs::canonicalize(input).is_ok_and(|input| input == existing))
}

/// Refuses, before anything is worked out, a name for data that is not one of CSV, or whose file is there already: whose
/// it is cannot be known from what is in it.
pub fn ready_csv(path: Option<&PathBuf>, force: bool, inputs: &[PathBuf]) -> Result<(), Failed> {
    let Some(path) = path else { return Ok(()) };
    if path.extension().is_none_or(|e| !e.eq_ignore_ascii_case("csv")) {
        return Err(misnamed(path, Ending::Csv));
    }
    fresh(path, force, inputs)
}

/// Refuses, before anything is worked out, to write a TOML file over one that a person may have changed.
pub fn ready_toml(path: &Path, force: bool, inputs: &[PathBuf]) -> Result<(), Failed> {
    if path.extension().is_none_or(|e| !e.eq_ignore_ascii_case("toml")) {
        return Err(misnamed(path, Ending::Toml));
    }
    fresh(path, force, inputs)
}

/// Refuses to write text over a file that is there already: whose it is cannot be known from what is in it.
fn fresh(path: &Path, force: bool, inputs: &[PathBuf]) -> Result<(), Failed> {
    let Ok(existing) = fs::canonicalize(path) else { return Ok(()) };
    if is_among(&existing, inputs) {
        return Err(refused(path, Kept::Input));
    }
    if !existing.is_file() {
        return Err(refused(path, Kept::NotOrdinary));
    }
    if force {
        return Ok(());
    }
    Err(refused(path, Kept::Exists))
}

/// Refuses a folder to be made that holds something already.
pub fn ready_folder(folder: &Path) -> Result<(), Failed> {
    remove_stale(folder);
    let empty = fs::read_dir(folder).map(|mut entries| entries.next().is_none());
    if folder.exists() && !empty.unwrap_or(false) {
        return Err(folder_exists(&folder.display().to_string()).into());
    }
    Ok(())
}

/// No spreadsheet, and no table of text, is larger than this many bytes.
const OTHERS_AT_MOST: u64 = 64 << 20;

/// A path as it is typed on a command line, between double quotes where it holds a space or a sign of a shell: `cmd.exe`,
/// PowerShell and `sh` read those alike.
pub fn typed(path: &Path) -> String {
    let shown = path.display().to_string();
    let is_plain = |c: char| c.is_alphanumeric() || "._-/\\:+,=@~".contains(c);
    if !shown.is_empty() && shown.chars().all(is_plain) { shown } else { format!("\"{shown}\"") }
}

/// Reads an external file.
pub fn read(path: &Path) -> Result<Vec<u8>, Failed> {
    let shown = path.display().to_string();
    let fail = |why: Unread| -> Failed { unread_file(&shown, &why).into() };
    let unread = |e: io::Error| fail(Unread::System(reason(&e)));
    let there = fs::metadata(path).map_err(unread)?;
    // A device or a pipe might never end.
    if !there.is_file() {
        return Err(fail(if there.is_dir() { Unread::Folder } else { Unread::NotOrdinary }));
    }
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(unread)?;
    let read = file.take(OTHERS_AT_MOST + 1).read_to_end(&mut bytes);
    read.map_err(unread)?;
    if bytes.len() as u64 > OTHERS_AT_MOST {
        return Err(too_large(&shown).into());
    }
    Ok(bytes)
}

/// Reads an external file, with its path.
pub fn document(path: &Path) -> Result<Document, Failed> {
    Ok(Document { path: path.display().to_string(), bytes: read(path)? })
}

/// Reads a file of text.
pub fn read_text(path: &Path) -> Result<String, Failed> {
    Ok(document(path)?.text(&mut Sources::default())?.1)
}

/// The name of an output has another ending than its kind of file.
pub fn misnamed(path: &Path, ending: Ending) -> Failed {
    wrong_ending(&path.display().to_string(), ending).into()
}

fn refused(path: &Path, why: Kept) -> Failed {
    not_replaced(&path.display().to_string(), why).into()
}

/// Writes a file whole or not at all.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Failed> {
    StagedFile::of(path, bytes)?.take_place()
}

/// Writes several files: each is staged before the first of them takes its own.
pub fn write_all(files: &[(&Path, &[u8])]) -> Result<(), Failed> {
    let made: Vec<_> = files.iter().map(|(path, bytes)| StagedFile::of(path, bytes)).collect::<Result<_, _>>()?;
    made.into_iter().try_for_each(StagedFile::take_place)
}

/// Writes several files, of which some are in a folder that is made where it is missing, and taken away again if they cannot
/// be written.
pub fn write_with_folder(folder: Option<&Path>, files: &[(&Path, &[u8])]) -> Result<(), Failed> {
    let made = folder.filter(|folder| !folder.exists());
    made.map(make_folder).transpose()?;
    write_all(files).inspect_err(|_| {
        // Empty, as it was made.
        made.map(fs::remove_dir);
    })
}

/// Makes a folder, with those above it.
pub fn make_folder(path: &Path) -> Result<(), Failed> {
    fs::create_dir_all(path).map_err(|e| folder_not_created(&path.display().to_string(), &reason(&e)).into())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::typed;

    #[test]
    fn paths_are_quoted_where_a_shell_would_part_them() {
        for (path, expected) in [
            ("buyer.xlsx", "buyer.xlsx"),
            ("réponses/lot-3_v2.xlsx", "réponses/lot-3_v2.xlsx"),
            ("dossier à espace/BPU (lot 3).xlsx", "\"dossier à espace/BPU (lot 3).xlsx\""),
            ("a&b.xlsx", "\"a&b.xlsx\""),
        ] {
            assert_eq!(typed(Path::new(path)), expected);
        }
    }
}
