//! Reports what of a file is out of sight: sheets that are not read, and figures taken from hidden places.

use super::cards::SiteCard;
use super::file::File;
use super::sheets::Sheet;
use super::sight::Unread;
use crate::diag::message::form::HiddenSheet;
use crate::diag::message::rates::{hidden_cells_taken, hidden_sheet_taken, hidden_sheets_unread};
use crate::diag::{Findings, message};

/// The sheets of a file that are not read.
#[must_use]
pub fn unread(file: &File, read: &[Sheet]) -> Vec<Unread> {
    let names = file.sheets.iter().filter(|name| read.iter().all(|sheet| sheet.name != **name));
    names.map(|name| Unread { name: name.clone(), hidden: file.hidden(name) }).collect()
}

/// Reports what is out of sight, and the figures that are taken from there.
pub fn out_of_sight(file: &File, read: &[Sheet], cards: &[SiteCard], findings: &mut Findings) {
    let hidden = cards.iter().flat_map(|card| &card.taken).filter(|t| t.hidden);
    let hidden: Vec<String> = hidden.map(|t| format!("{} ({})", t.place, t.read)).collect();
    for sheet in read {
        if let Some(how) = file.hidden(&sheet.name) {
            findings.push(hidden_sheet_taken(&sheet.name, how.into()));
        }
    }
    if !hidden.is_empty() {
        findings.push(hidden_cells_taken(&hidden));
    }
    for sheet in read {
        let parts = sheet.sight.parts();
        if !parts.is_empty() {
            findings.push(message::rates::out_of_sight(&sheet.name, &parts));
        }
    }
    let unread = unread(file, read);
    let unread: Vec<(&str, HiddenSheet)> =
        unread.iter().filter_map(|sheet| Some((sheet.name.as_str(), sheet.hidden?.into()))).collect();
    if !unread.is_empty() {
        findings.push(hidden_sheets_unread(&unread));
    }
}
