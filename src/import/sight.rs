//! What of a file is out of sight: hidden and very hidden sheets, hidden rows and columns, rows that a filter hides.

use super::cards::SiteCard;
use super::cell::Row;
use super::file::{File, Hidden};
use super::sheets::Sheet;
use crate::diag::{Code, Finding, Findings, listed};
use crate::sheet::column_letters;
use crate::xlsx::Looks;

/// A sheet that is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// Its name.
    pub name: String,
    /// How it is hidden, if it is.
    pub hidden: Option<Hidden>,
}

/// What of a sheet is out of sight, of the rows that hold something.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sight {
    rows: Vec<String>,
    columns: Vec<String>,
    filtered: bool,
}

impl Sight {
    /// Of the rows of a sheet.
    #[must_use]
    pub fn of(rows: &[Row], looks: &Looks) -> Self {
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let hidden = rows.iter().filter(|row| looks.hides_row(number(row.number)));
        let mut columns: Vec<usize> = rows.iter().flat_map(|row| &row.cells).map(|cell| cell.column).collect();
        columns.sort_unstable();
        columns.dedup();
        columns.retain(|column| looks.hides_column(number(*column + 1)));
        Self {
            rows: hidden.map(|row| row.number.to_string()).collect(),
            columns: columns.into_iter().map(column_letters).collect(),
            filtered: looks.is_filtered(),
        }
    }

    /// What is hidden, in words.
    fn words(&self) -> Option<String> {
        let named = |what: &str, of: &[String]| {
            (!of.is_empty()).then(|| format!("{what} {}", listed(of.iter().map(String::as_str))))
        };
        let rows = named(if self.filtered { "rows hidden by a filter:" } else { "hidden rows:" }, &self.rows);
        let filter = (self.filtered && self.rows.is_empty()).then(|| "a filter is on".to_owned());
        let parts: Vec<String> =
            [rows, filter, named("hidden columns:", &self.columns)].into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join("; "))
    }
}

/// The sheets of a file that are not read.
#[must_use]
pub fn unread(file: &File, read: &[Sheet]) -> Vec<Unread> {
    let names = file.sheets.iter().filter(|name| read.iter().all(|sheet| sheet.name != **name));
    names.map(|name| Unread { name: name.clone(), hidden: file.hidden(name) }).collect()
}

/// Reports what is out of sight, and the figures that are taken from there.
pub fn out_of_sight(file: &File, read: &[Sheet], cards: &[SiteCard], findings: &mut Findings) {
    let how = |hidden| match hidden {
        Hidden::Hidden => "hidden",
        Hidden::VeryHidden => "very hidden",
    };
    let hidden = cards.iter().flat_map(|card| &card.taken).filter(|t| t.hidden);
    let hidden: Vec<String> = hidden.map(|t| format!("{} ({})", t.place, t.read)).collect();
    let check = "what is hidden is often out of date: show it, and check that these are the costs you mean";
    for sheet in read {
        if let Some(hidden) = file.hidden(&sheet.name) {
            let message = format!("the sheet `{}` is {}, and its figures are taken", sheet.name, how(hidden));
            findings.push(Finding::warning(Code::HiddenTaken, message).help(check));
        }
    }
    if !hidden.is_empty() {
        let message =
            format!("figures are taken from hidden rows or columns: {}", listed(hidden.iter().map(String::as_str)));
        findings.push(Finding::warning(Code::HiddenTaken, message).help(check));
    }
    for sheet in read {
        if let Some(words) = sheet.sight.words() {
            let of = if sheet.name.is_empty() { String::new() } else { format!("sheet `{}`: ", sheet.name) };
            let message = format!("{of}{words}");
            findings.push(Finding::warning(Code::OutOfSight, message).help("show them, and check what they hold"));
        }
    }
    let unread = unread(file, read);
    let unread = unread.iter().filter_map(|sheet| Some(format!("`{}` ({})", sheet.name, how(sheet.hidden?))));
    let unread: Vec<String> = unread.collect();
    if !unread.is_empty() {
        let message = format!("hidden sheets are not read: {}", listed(unread.iter().map(String::as_str)));
        let help = "show them, and check that none of them holds the costs you mean; --sheet reads one";
        findings.push(Finding::warning(Code::OutOfSight, message).help(help));
    }
}
