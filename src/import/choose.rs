//! Which sheet of a file and which of its price columns are read, where there are several.

use super::file::File;
use super::heading::{Basis, Part};
use super::map::Layout;
use super::price::Per;
use super::table::{Columns, PriceColumn, Tables};
use crate::buyer::form::Period;
use crate::diag::{Code, Errors, Finding, listed, nearest};
use crate::unit::{Month, brief};
use crate::xlsx::same_name;

/// The price columns that are read of a table.
#[derive(Debug)]
pub struct Used {
    /// The columns.
    pub columns: Vec<PriceColumn>,
    /// Those that give a price each, in order of time.
    pub years: Vec<Dated>,
    /// Low and high, by their place among the table's price columns.
    pub bounds: Option<(usize, usize)>,
}

/// A column that gives a price, and from when.
#[derive(Debug, Clone, Copy)]
pub struct Dated {
    /// Its place in [`Used::columns`].
    pub used: usize,
    /// Its place among the table's price columns.
    pub index: usize,
    /// The month its price holds from.
    pub from: Option<Month>,
}

/// The sheet that is read.
pub struct Chosen {
    /// Its name.
    pub sheet: String,
    /// Its tables.
    pub tables: Tables,
    /// The other sheets of the file, and which of them are hidden.
    pub unread: Vec<(String, bool)>,
}

/// The sheet to read: the one that is named, or the only one with a table, the only one in sight if there are several.
///
/// # Errors
/// There is no such sheet, no table, or several sheets have one.
pub fn sheet(file: &mut File, layout: &mut Layout) -> Result<Chosen, Errors> {
    let sheets = match &layout.sheet {
        None => file.sheets.clone(),
        Some(name) => vec![named(&file.sheets, name)?],
    };
    let mut found: Vec<(String, Tables)> = Vec::new();
    let mut seen = Vec::new();
    for sheet in sheets {
        let mut tables = Tables::default();
        file.rows(&sheet, |row| tables.take(&row, layout.columns.as_ref()))?;
        if tables.columns.is_empty() {
            seen.extend(tables.seen);
        } else {
            found.push((sheet, tables));
        }
    }
    // A sheet with a header and nothing below is no choice, unless there is no other.
    if found.iter().any(|(_, tables)| !tables.lines.is_empty()) {
        found.retain(|(_, tables)| !tables.lines.is_empty());
    } else {
        found.truncate(1);
    }
    if found.iter().any(|(sheet, _)| !file.is_hidden(sheet)) {
        found.retain(|(sheet, _)| !file.is_hidden(sheet));
    }
    match found.len() {
        1 => {
            let (sheet, tables) = found.remove(0);
            layout.sheet = Some(sheet.clone());
            let others = file.sheets.iter().filter(|other| **other != sheet);
            let unread = others.map(|other| (other.clone(), file.is_hidden(other))).collect();
            Ok(Chosen { sheet, tables, unread })
        }
        0 => Err(no_table(layout, &seen).into()),
        _ => {
            let names = listed(found.iter().map(|(sheet, _)| sheet.as_str()));
            let message = format!("several sheets hold a table of rates: {names}");
            Err(Finding::error(Code::Ambiguous, message).help("say which with --sheet").into())
        }
    }
}

fn named(sheets: &[String], name: &str) -> Result<String, Finding> {
    let exact = sheets.iter().find(|s| *s == name);
    exact.or_else(|| sheets.iter().find(|s| same_name(s, name))).cloned().ok_or_else(|| {
        let known = || sheets.iter().map(String::as_str);
        let help = match nearest(name, known()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the file has: {}", listed(known())),
        };
        Finding::error(Code::UnknownId, format!("the file has no sheet `{name}`")).help(help)
    })
}

fn no_table(layout: &Layout, seen: &[(usize, String)]) -> Finding {
    if let Some(columns) = &layout.columns {
        let message = format!("no row of the file has the headings of the map: {}", columns.wanted());
        return Finding::error(Code::NoTable, message)
            .at(columns.at, "named here")
            .help("write the headings as the file has them, or take the map away to have them found");
    }
    let message = match seen.first() {
        None => "the file holds no row with something in it".to_owned(),
        Some((row, words)) => {
            format!(
                "no row of the file heads a profile and a price: the first that holds something is row {row}, `{}`",
                brief(words)
            )
        }
    };
    Finding::error(Code::NoTable, message)
        .help("a header names the profile (profil, métier, labor category…) and the price (CJM, TJM, prix, rate…); else name both columns in a map: `chiffrage import rates --help`")
}

/// The price columns that are read: columns in sight, costs before prices, days before hours, years before a price without one, and none
/// for years after the contract's last month, `start` being its first and `months` how many it has.
///
/// # Errors
/// Several columns could be the price, or none is the price itself.
pub fn prices(columns: &Columns, (start, months): (Month, usize)) -> Result<Used, Finding> {
    let mut left: Vec<(usize, &PriceColumn)> = columns.prices.iter().enumerate().collect();
    let mut prefer = |of: &dyn Fn(&PriceColumn) -> bool| {
        if left.iter().any(|(_, p)| of(p)) {
            left.retain(|(_, p)| of(p));
        }
    };
    prefer(&|p| !p.hidden);
    let costs = columns.prices.iter().any(|p| p.basis == Some(Basis::Cost));
    // Bounds may stand beside a cost without saying so.
    prefer(&|p| p.basis == Some(Basis::Cost) || (costs && p.part != Part::Mode && p.basis.is_none()));
    let days = columns.prices.iter().any(|p| p.per == Some(Per::Day));
    prefer(&|p| !days || p.per != Some(Per::Hour));
    prefer(&|p| p.period.is_some());
    let begins = |p: &PriceColumn| match p.period {
        Some(Period::Year(n)) => Some(start.plus(12 * (n.max(1) as usize - 1))),
        Some(Period::Calendar(y)) => i32::try_from(y).ok().and_then(|y| Month::new(y, 1)),
        _ => None,
    };
    prefer(&|p| begins(p).is_none_or(|month| month < start.plus(months)));
    let dated = left.iter().any(|(_, p)| p.period.is_some());
    let used: Vec<PriceColumn> = left.iter().map(|(_, p)| (*p).clone()).collect();
    let mut years: Vec<Dated> = left
        .iter()
        .enumerate()
        .filter(|(_, (_, p))| p.part == Part::Mode)
        .map(|(used, (index, p))| Dated { used, index: *index, from: begins(p) })
        .collect();
    years.sort_by_key(|y| y.from);
    let names = || listed(left.iter().map(|(_, p)| p.words.as_str()));
    if years.is_empty() {
        let message = format!("row {} heads bounds and no price between them: {}", columns.header, names());
        return Err(Finding::error(Code::NoTable, message).help("name the column of the price in a map, as `price`"));
    }
    if years.windows(2).any(|two| two[0].from == two[1].from) {
        let message = format!("row {} heads several columns that could be the price: {}", columns.header, names());
        return Err(
            Finding::error(Code::Ambiguous, message).help("say which in a map: under [columns], `price = \"…\"` with its heading; or with its letter, and `header = …` above")
        );
    }
    let part = |part: Part| left.iter().find(|(_, p)| p.part == part && !dated).map(|(index, _)| *index);
    let bounds = part(Part::Low).zip(part(Part::High));
    Ok(Used { columns: used, years, bounds })
}
