//! How the columns and labels of a layout are read, written down: `models/rates/maps/NAME.toml`.

use std::fmt::Write as _;

use rust_decimal::Decimal;
use toml_edit::Value as Toml;

use super::cell::Row;
use super::heading::Part;
use super::price::Per;
use super::table::{Columns as Found, PriceColumn};
use crate::buyer::form::Period;
use crate::diag::{At, Code, FileId, Finding, Findings};
use crate::model::figure::{Days, Of};
use crate::model::raw::MonthCell;
use crate::model::shape::{Keyed, Reader, Shape as _, Whole, Words, record};
use crate::model::tree::parse;
use crate::unit::{Month, fold};

record! {
    /// How a layout of rate cards is read. What the command line says wins.
    pub struct RawMap {
        /// The sheet.
        sheet: Option<Words>,
        /// The row of the header; found by the columns' headings unless written.
        header: Option<Whole>,
        /// The columns, each by its heading, or by its letter where the row of the header is written.
        columns: Option<RawColumns>,
        /// The site whose rows are taken.
        site: Option<Words>,
        /// The currency of the prices.
        currency: Option<Words>,
        /// What a price buys.
        per: Option<Per>,
        /// The hours of a day, where prices are by the hour.
        hours_per_day: Option<Of<Days>>,
        /// Are prices taken as costs, such as those of a subcontractor?
        as_cost: Option<bool>,
        /// The month the prices are stated at.
        base_month: Option<MonthCell>,
        /// Profiles by the labels of the file.
        profiles: Keyed<Words>,
        /// Labels that are left out.
        ignore: Vec<Words>,
    }
}

record! {
    /// Which column is which.
    pub struct RawColumns {
        /// The job profile.
        profile: Words,
        /// The seniority.
        level: Option<Words>,
        /// Where the work is done.
        site: Option<Words>,
        /// The currency.
        currency: Option<Words>,
        /// What a price buys: an hour or a day.
        per: Option<Words>,
        /// From when a row holds.
        from: Option<Words>,
        /// The price.
        price: Option<Words>,
        /// The least the price may be.
        low: Option<Words>,
        /// The most the price may be.
        high: Option<Words>,
        /// The prices by contract year (1) or calendar year (2027).
        years: Keyed<Words>,
    }
}

/// How a layout is read, as a map or the command line says.
#[derive(Debug, Clone, Default)]
pub struct Layout {
    /// The sheet.
    pub sheet: Option<String>,
    /// The columns.
    pub columns: Option<Columns>,
    /// The site whose rows are taken.
    pub site: Option<String>,
    /// The currency of the prices.
    pub currency: Option<String>,
    /// What a price buys.
    pub per: Option<Per>,
    /// The hours of a day.
    pub hours_per_day: Option<Decimal>,
    /// Are prices taken as costs?
    pub as_cost: bool,
    /// The month the prices are stated at.
    pub base_month: Option<Month>,
    /// Profiles by folded label, each with its place in the map.
    pub profiles: Vec<(String, String, At)>,
    /// Folded labels that are left out.
    pub ignore: Vec<String>,
}

/// The columns that a map names.
#[derive(Debug, Clone)]
pub struct Columns {
    /// The row of the header.
    pub header: Option<usize>,
    /// Where the map names them.
    pub at: At,
    profile: String,
    others: [Option<String>; 5],
    prices: Vec<(Part, Option<Period>, String)>,
}

/// Reads a map.
///
/// # Errors
/// Every problem of its text.
pub fn read(file: FileId, text: &str) -> Result<Layout, Findings> {
    let mut reader = Reader { defaults: vec![None; file.index() + 1], ..Reader::default() };
    let node = parse(file, text, &mut reader.findings);
    let raw = RawMap::read(&node, &mut reader);
    let (Some(raw), false) = (raw, reader.findings.has_errors()) else { return Err(reader.findings) };
    let word = |words: Option<Words>| words.map(|w| w.text);
    let columns = match raw.columns {
        Some(columns) => {
            let header = raw.header.map(|h| h.n as usize);
            Some(named(columns, header).inspect_err(|finding| reader.findings.push(finding.clone())))
        }
        None => None,
    };
    if reader.findings.has_errors() {
        return Err(reader.findings);
    }
    let figure = |of: Of<Days>| reader.figures.get(of.fig.index()).map(|f| f.value);
    Ok(Layout {
        sheet: word(raw.sheet),
        columns: columns.and_then(Result::ok),
        site: word(raw.site),
        currency: word(raw.currency),
        per: raw.per,
        hours_per_day: raw.hours_per_day.and_then(figure),
        as_cost: raw.as_cost.unwrap_or(false),
        base_month: raw.base_month.map(|cell| cell.month),
        profiles: raw.profiles.iter().map(|(label, _, id)| (fold(label), id.text.clone(), id.at)).collect(),
        ignore: raw.ignore.iter().map(|label| fold(&label.text)).collect(),
    })
}

fn named(raw: RawColumns, header: Option<usize>) -> Result<Columns, Finding> {
    let mut prices = Vec::new();
    for (part, words) in [(Part::Mode, raw.price), (Part::Low, raw.low), (Part::High, raw.high)] {
        prices.extend(words.map(|words| (part, None, words.text)));
    }
    for (year, at, words) in raw.years.iter() {
        let period = match year.parse::<u32>() {
            Ok(n @ 1..=99) => Period::Year(n),
            Ok(n @ 1900..=2200) => Period::Calendar(n),
            _ => {
                let finding = Finding::error(Code::WrongType, format!("`{year}` is no year"));
                return Err(finding
                    .at(at, "here")
                    .help("write a contract year such as 1, or a calendar year such as 2027"));
            }
        };
        prices.push((Part::Mode, Some(period), words.text.clone()));
    }
    if prices.is_empty() {
        let finding = Finding::error(Code::MissingKey, "the map names no column of prices");
        return Err(finding
            .at(raw.at, "these columns")
            .help("write `price = \"…\"`, or `years = { 1 = \"…\", 2 = \"…\" }`"));
    }
    let others = [raw.level, raw.site, raw.currency, raw.per, raw.from].map(|words| words.map(|w| w.text));
    Ok(Columns { header, at: raw.at, profile: raw.profile.text, others, prices })
}

impl Columns {
    /// The columns, where a row is the header that they name.
    #[must_use]
    pub fn columns(&self, row: &Row) -> Option<Found> {
        if self.header.is_some_and(|header| header != row.number) {
            return None;
        }
        let find = |name: &str| {
            let wanted = fold(name);
            let headed = row.cells.iter().find(|c| fold(&c.held.words()) == wanted).map(|c| c.column);
            headed.or_else(|| self.header.and_then(|_| column(name)))
        };
        let prices: Vec<PriceColumn> = self
            .prices
            .iter()
            .filter_map(|(part, period, name)| {
                let at = find(name)?;
                Some(PriceColumn::named(at, &row.words(Some(at)), *part, *period))
            })
            .collect();
        if prices.len() < self.prices.len() {
            return None;
        }
        let [level, site, currency, per, from] = self.others.each_ref().map(|name| name.as_deref().and_then(find));
        Some(Found {
            header: row.number,
            profile: find(&self.profile)?,
            level,
            site,
            currency,
            per,
            from,
            prices,
            headings: row.cells.iter().map(|c| (c.column, c.held.words())).collect(),
        })
    }

    /// The headings that are looked for.
    #[must_use]
    pub fn wanted(&self) -> String {
        let prices = self.prices.iter().map(|(_, _, name)| name.as_str());
        std::iter::once(self.profile.as_str())
            .chain(prices)
            .map(|name| format!("`{name}`"))
            .collect::<Vec<_>>()
            .join(", ")
    }
}

/// The column of its letters, from 0.
fn column(letters: &str) -> Option<usize> {
    if !(1..=3).contains(&letters.len()) || !letters.bytes().all(|b| b.is_ascii_uppercase()) {
        return None;
    }
    letters.bytes().try_fold(0_usize, |n, b| n.checked_mul(26)?.checked_add(usize::from(b - b'A') + 1))?.checked_sub(1)
}

/// A map that reads the same layout the same way: the columns that were found, what was stated, and the profile of
/// each label.
#[must_use]
pub fn write(
    of: &str, layout: &Layout, found: &Found, prices: &[PriceColumn], profiles: &[(String, String)],
) -> String {
    let quoted = |text: &str| Toml::from(text).to_string();
    let mut out = format!(
        "# How the rates of {} are read; `chiffrage import rates` reads and repeats it. Change it where it is wrong.\n",
        of.replace(|c: char| c.is_control(), " ")
    );
    let mut line = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            let _ = writeln!(out, "{key} = {value}");
        }
    };
    line("sheet", layout.sheet.as_deref().filter(|s| !s.is_empty()).map(quoted));
    line("site", layout.site.as_deref().map(quoted));
    line("currency", layout.currency.as_deref().map(quoted));
    line("per", layout.per.map(|per| quoted(per.id())));
    line("hours_per_day", layout.hours_per_day.map(|hours| hours.to_string()));
    line("as_cost", layout.as_cost.then(|| "true".to_owned()));
    line("base_month", layout.base_month.map(|month| quoted(&month.to_string())));
    let heading = |at: usize| found.headings.iter().find(|h| h.0 == at).map(|h| h.1.clone());
    let mut columns = String::new();
    let mut line = |key: &str, at: Option<usize>| {
        if let Some(words) = at.and_then(heading) {
            let _ = writeln!(columns, "{key} = {}", quoted(&words));
        }
    };
    line("profile", Some(found.profile));
    line("level", found.level);
    line("site", found.site);
    line("currency", found.currency);
    line("per", found.per);
    line("from", found.from);
    for price in prices {
        let key = match (price.period, price.part) {
            (Some(Period::Year(n) | Period::Calendar(n)), _) => format!("years.{n}"),
            (_, Part::Mode) => "price".to_owned(),
            (_, Part::Low) => "low".to_owned(),
            (_, Part::High) => "high".to_owned(),
        };
        line(&key, Some(price.at));
    }
    let _ = write!(out, "\n[columns]\n{columns}\n# The profile of each label of the file.\n[profiles]\n");
    for (label, id) in profiles {
        let _ = writeln!(out, "{} = {}", quoted(label), quoted(id));
    }
    out
}
