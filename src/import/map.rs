//! How the columns and labels of a layout are read, written down: `models/rates/maps/NAME.toml`.

use rust_decimal::Decimal;

use super::cell::Row;
use super::heading::Part;
use super::price::Per;
use super::table::{Columns as Found, PriceColumn};
use crate::buyer::form::Period;
use crate::diag::{At, Code, Errors, FileId, Finding};
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

/// In a map, the profile that its reader is to name.
pub(super) const OPEN: &str = "?";

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
    /// Folded labels that are left out, each with its place in the map.
    pub ignore: Vec<(String, At)>,
}

impl Layout {
    /// The labels that the map speaks of, each with its place.
    pub fn labels(&self) -> impl Iterator<Item = (&String, At)> {
        let profiles = self.profiles.iter().map(|(label, _, at)| (label, *at));
        profiles.chain(self.ignore.iter().map(|(label, at)| (label, *at)))
    }

    /// Does the map speak of a label?
    pub(super) fn names(&self, folded: &str) -> bool {
        self.labels().any(|(label, _)| label == folded)
    }
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
pub fn read(file: FileId, text: &str) -> Result<Layout, Errors> {
    let mut reader = Reader { defaults: vec![None; file.index() + 1], ..Reader::default() };
    let node = parse(file, text, &mut reader.findings);
    let raw = RawMap::read(&node, &mut reader);
    let (raw, mut findings) = reader.findings.settle(raw)?;
    let word = |words: Option<Words>| words.map(|w| w.text);
    let columns = match raw.columns {
        Some(columns) => {
            let header = raw.header.map(|h| h.n as usize);
            Some(named(columns, header)).transpose().map_err(|finding| findings.report(finding))
        }
        None => Ok(None),
    };
    let (columns, _) = findings.settle(columns)?;
    // What is open is as if it were not there.
    let decided = raw.profiles.iter().filter(|(_, _, id)| id.text != OPEN);
    let figure = |of: Of<Days>| reader.figures.get(of.fig.index()).map(|f| f.value);
    Ok(Layout {
        sheet: word(raw.sheet),
        columns,
        site: word(raw.site),
        currency: word(raw.currency),
        per: raw.per,
        hours_per_day: raw.hours_per_day.and_then(figure),
        as_cost: raw.as_cost.unwrap_or(false),
        base_month: raw.base_month.map(|cell| cell.month),
        profiles: decided.map(|(label, _, id)| (fold(label), id.text.clone(), id.at)).collect(),
        ignore: raw.ignore.iter().map(|label| (fold(&label.text), label.at)).collect(),
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
                // Of a heading over several columns the first holds the words.
                let over = row.cells.iter().rev().find(|cell| cell.column <= at);
                let words = over.map(|cell| cell.held.words()).unwrap_or_default();
                Some(PriceColumn::named(at, &words, *part, *period))
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
            two_lines: false,
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
