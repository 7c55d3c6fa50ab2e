//! How the columns and labels of a layout are read, written down: `models/rates/maps/NAME.toml`.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::cell::{Cell, Row};
use super::columns::{Columns as Table, Stack, within};
use super::header::Found;
use super::map_text::{Asked, OPEN, RawColumns, RawMap, Salary};
use super::meaning::Meaning;
use super::per::Per;
use super::role::{Part, Role};
use crate::buyer::form::Period;
use crate::diag::message::columns::{bad_meaning, bad_year, no_price_column};
use crate::diag::{At, Errors, FileId, Finding};
use crate::model::number::{Days, Of};
use crate::model::shape::{Keyed, Reader, Shape as _, Words};
use crate::model::tree::parse;
use crate::unit::{Month, fold};

/// In a map, a column that there is none of.
pub(super) const NONE: &str = "-";

/// How a layout is read, as a map or the command line says.
#[derive(Debug, Clone, Default)]
pub struct Layout {
    /// The sheet.
    pub sheet: Option<String>,
    /// The columns.
    pub columns: Option<Columns>,
    /// The row of the header of the table that is read, where the columns are found.
    pub header: Option<usize>,
    /// The site whose figures are taken.
    pub site: Option<String>,
    /// The seniority whose cost a profile of one level takes.
    pub level: Option<String>,
    /// The currency of the prices.
    pub currency: Option<String>,
    /// The currencies of sites that do not state theirs, by folded site.
    pub currencies: Vec<(String, String)>,
    /// What a price buys.
    pub per: Option<Per>,
    /// The hours of a day.
    pub hours_per_day: Option<Decimal>,
    /// Is a salary cost of a day all that the day costs?
    pub full_salary: bool,
    /// Are prices taken as costs?
    pub as_cost: bool,
    /// The month the prices are stated at.
    pub base_month: Option<Month>,
    /// Profiles by folded label, each with its place in the map.
    pub profiles: Vec<(String, String, At)>,
    /// Folded labels that are left out, each with its place in the map.
    pub ignore: Vec<(String, At)>,
    /// The names of cards by folded site, each with its place in the map; `-` for a site that is left out.
    pub sites: Vec<(String, String, At)>,
    /// What words around prices say of them, each as the map has them.
    pub words: Vec<(String, Meaning)>,
    /// Profiles by folded label, as the bid's other maps decided them.
    pub memory: Vec<(String, String)>,
    /// What its reader accepts.
    pub accepts: Accepts,
}

/// What the reader of a file accepts of all of it at once.
#[derive(Debug, Clone, Copy, Default)]
pub struct Accepts {
    /// All that is proposed.
    pub proposals: bool,
    /// The sentences around prices that are not understood: read, they change no amount.
    pub notes: bool,
    /// The sheet that is named, be it an example or an old one.
    pub sheet: bool,
}

impl Layout {
    /// The labels that the map speaks of, each with its place.
    pub fn labels(&self) -> impl Iterator<Item = (&String, At)> {
        let profiles = self.profiles.iter().map(|(label, _, at)| (label, *at));
        profiles.chain(self.ignore.iter().map(|(label, at)| (label, *at)))
    }

    /// The currency that is stated for a site.
    #[must_use]
    pub fn currency_of(&self, site: &str) -> Option<&String> {
        let of_site = self.currencies.iter().find(|(known, _)| *known == fold(site)).map(|(_, currency)| currency);
        of_site.or(self.currency.as_ref())
    }

    /// What the map says that the card of a site is.
    #[must_use]
    pub fn mapped(&self, site: &str) -> Option<&str> {
        let site = fold(site);
        self.sites.iter().find(|(known, ..)| *known == site).map(|(_, card, _)| card.as_str())
    }

    /// Does the map leave a site out?
    #[must_use]
    pub fn leaves(&self, site: &str) -> bool {
        !site.is_empty() && self.mapped(site) == Some(NONE)
    }

    /// The name of the card of a site: as the map says, else the site's in small letters and dashes.
    #[must_use]
    pub fn card_of(&self, site: &str) -> String {
        self.mapped(site).map_or_else(|| fold(site).replace(' ', "-"), str::to_owned)
    }

    /// Takes over what other maps of the bid decided: of labels that they give different profiles, none.
    pub fn remember(&mut self, others: &[Self]) {
        let mut known: BTreeMap<&String, Option<&String>> = BTreeMap::new();
        for (label, id, _) in others.iter().flat_map(|other| &other.profiles) {
            known.entry(label).and_modify(|known| *known = known.filter(|k| *k == id)).or_insert(Some(id));
        }
        let decided = known.into_iter().filter_map(|(label, id)| Some((label.clone(), id?.clone())));
        self.memory = decided.collect();
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
    others: [Option<String>; 7],
    prices: Vec<Price>,
}

/// A column of prices that a map names, with what the map says of it.
#[derive(Debug, Clone)]
struct Price {
    name: String,
    part: Part,
    period: Option<Period>,
    level: Option<String>,
    site: Option<String>,
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
    let by_site = |of: &Keyed<Asked<Words>>| -> Vec<(String, String, At)> {
        of.iter().filter_map(|(site, at, words)| Some((fold(site), words.0.as_ref()?.text.clone(), at))).collect()
    };
    let columns = match raw.columns {
        // What is open is asked for again.
        Some(columns) if columns.is_open() => Ok(None),
        Some(columns) => {
            let header = raw.header.map(|h| h.n as usize);
            Some(named(columns, header)).transpose().map_err(|finding| findings.report(finding))
        }
        None => Ok(None),
    };
    let (columns, _) = findings.settle(columns)?;
    let mut words = Vec::new();
    for (text, at, says) in raw.words.iter() {
        let Some(says) = &says.0 else { continue };
        match Meaning::of(&says.text) {
            Some(meaning) => words.push((text.to_owned(), meaning)),
            None => return Err(bad_meaning(&says.text, at).into()),
        }
    }
    // What is open is as if it were not there.
    let decided = raw.profiles.iter().filter(|(_, _, id)| id.text != OPEN);
    let figure = |of: Of<Days>| reader.figures.get(of.fig.index()).map(|f| f.value);
    Ok(Layout {
        sheet: word(raw.sheet),
        header: raw.header.filter(|_| columns.is_none()).map(|h| h.n as usize),
        columns,
        site: word(raw.site),
        currency: word(raw.currency.0),
        currencies: by_site(&raw.currencies).into_iter().map(|(site, currency, _)| (site, currency)).collect(),
        level: word(raw.level.0),
        per: raw.per.0,
        hours_per_day: raw.hours_per_day.0.and_then(figure),
        full_salary: raw.salary_cost.0 == Some(Salary::Full),
        as_cost: raw.as_cost.0.unwrap_or(false),
        base_month: raw.base_month.0.map(|cell| cell.month),
        profiles: decided.map(|(label, _, id)| (fold(label), id.text.clone(), id.at)).collect(),
        ignore: raw.ignore.iter().map(|label| (fold(&label.text), label.at)).collect(),
        sites: by_site(&raw.sites),
        words,
        memory: Vec::new(),
        accepts: Accepts::default(),
    })
}

fn named(raw: RawColumns, header: Option<usize>) -> Result<Columns, Finding> {
    let mut prices = Vec::new();
    let plain = |name: String, part, period| Price { name, part, period, level: None, site: None };
    for (part, words) in [(Part::Mode, raw.price), (Part::Low, raw.low), (Part::High, raw.high)] {
        // What is open is as if it were not there.
        prices.extend(words.filter(|words| words.text != OPEN).map(|words| plain(words.text, part, None)));
    }
    let year = |n: u32| match n {
        1..=99 => Some(Period::Year(n)),
        1900..=2200 => Some(Period::Calendar(n)),
        _ => None,
    };
    for (text, at, words) in raw.years.iter() {
        let period = text.parse().ok().and_then(year).ok_or_else(|| bad_year(text, at))?;
        prices.push(plain(words.text.clone(), Part::Mode, Some(period)));
    }
    for (name, _, price) in raw.prices.iter() {
        let period = match &price.year {
            None => None,
            Some(of) => Some(year(of.n).ok_or_else(|| bad_year(&of.n.to_string(), price.at))?),
        };
        let text = |words: &Option<Words>| words.as_ref().map(|words| words.text.clone());
        let (level, site) = (text(&price.level), text(&price.site));
        prices.push(Price { name: name.to_owned(), part: Part::Mode, period, level, site });
    }
    if prices.is_empty() {
        return Err(no_price_column(raw.at));
    }
    let others = [raw.level, raw.site, raw.currency, raw.per, raw.price_unit, raw.from, raw.until];
    let others = others.map(|words| words.map(|w| w.text));
    Ok(Columns { header, at: raw.at, profile: raw.profile.text, others, prices })
}

/// A header has at most so many lines.
const LINES: usize = 4;

impl Columns {
    /// The header whose first line is the row at a place, if its lines head the columns that the map names: each by the
    /// words of one of them or of several, as messages name it, or by its letters where the row of the header is stated.
    #[must_use]
    pub fn header(&self, rows: &[Row], at: usize) -> Option<Found> {
        let lines = (1..=LINES).take_while(|n| {
            let consecutive = |n: usize| rows.get(at + n).is_some_and(|row| row.number == rows[at].number + n);
            (0..*n).all(consecutive)
        });
        lines.into_iter().find_map(|n| {
            let stack = Stack::new(&rows[at..at + n]);
            let stated = self.header.is_none_or(|header| header == stack.row());
            let table = if stated { self.tables(stack) } else { None }?;
            // A title above the header is no line of it.
            let spare = n > 1 && self.tables(Stack::new(&rows[at + 1..at + n])).is_some();
            (!spare).then(|| Found { tables: table, first: at, next: at + n })
        })
    }

    /// The columns of a file without a header, where the map says that it has none.
    #[must_use]
    pub fn headless(&self) -> Option<Table> {
        if self.header == Some(0) { self.table(Stack::new(&[]), (0, usize::MAX)) } else { None }
    }

    /// The tables that begin below a header: beside one another where several columns have the heading of the profile, each
    /// up to the next of them.
    fn tables(&self, stack: Stack<'_>) -> Option<Vec<Table>> {
        let is_profile =
            |at: &usize| stack.own(*at).is_some_and(|cell| fold(&cell.held.words()) == fold(&self.profile));
        let begins: Vec<usize> = stack.columns().into_iter().filter(is_profile).collect();
        if begins.len() < 2 {
            return self.table(stack, (0, usize::MAX)).map(|table| vec![table]);
        }
        let ends = begins.iter().skip(1).copied().chain([usize::MAX]);
        let spans = begins.iter().copied().zip(ends);
        let tables: Vec<Table> = spans.filter_map(|span| self.table(stack, span)).collect();
        let is_read =
            |price: &Price| tables.iter().flat_map(|table| &table.prices).any(|p| self.heads(stack, p.at, &price.name));
        self.prices.iter().all(is_read).then_some(tables)
    }

    /// Do the words of a column, or those of one of its lines, say a heading?
    fn heads(&self, stack: Stack<'_>, at: usize, name: &str) -> bool {
        let wanted = fold(name);
        let letters = self.header.is_some() && column(name) == Some(at);
        letters
            || fold(&stack.words(at)) == wanted
            || stack.path(at).iter().any(|cell| fold(&cell.held.words()) == wanted)
    }

    /// The table between two columns; where other tables are beside it, it has at least one of the prices.
    fn table(&self, stack: Stack<'_>, span: (usize, usize)) -> Option<Table> {
        let is_alone = span == (0, usize::MAX);
        let find = |name: &str| {
            let wanted = fold(name);
            let headed = |at: &usize| self.heads(stack, *at, name);
            let own = |at: &usize| stack.own(*at).is_some_and(|cell| fold(&cell.held.words()) == wanted);
            let columns: Vec<usize> = stack.columns().into_iter().filter(|at| (span.0..span.1).contains(at)).collect();
            let by_words = || columns.iter().copied().find(own).or_else(|| columns.iter().copied().find(headed));
            let by_letters = || self.header.and_then(|_| column(name)).filter(|at| (span.0..span.1).contains(at));
            if wanted.is_empty() { None } else { by_words() }.or_else(by_letters)
        };
        let mut prices = Vec::new();
        for named in &self.prices {
            let mut price = match find(&named.name) {
                Some(at) => stack.price(at),
                None if is_alone => return None,
                None => continue,
            };
            price.part = named.part;
            price.period = named.period.or(price.period);
            // The year of the map is over what the heading says.
            price.month = price.month.filter(|_| named.period.is_none());
            price.level = named.level.clone().unwrap_or(price.level);
            price.site = named.site.clone().unwrap_or_default();
            prices.push(price);
        }
        if prices.is_empty() {
            return None;
        }
        let [level, site, currency, per, price_unit, from, until] =
            self.others.each_ref().map(|name| name.as_deref().and_then(find));
        // `-`: no column changes what a price is for.
        let is_none = self.others[4].as_deref() == Some(NONE);
        let columns = stack.columns();
        let headings = within(&columns, span);
        let profile = find(&self.profile)?;
        // What changes an amount is read of its column, named or not.
        let first = |role: Role| {
            let is_free = |at: &usize| *at != profile && prices.iter().all(|price| price.at != *at);
            let own = |at: &usize| stack.own(*at).and_then(Cell::role);
            headings.iter().copied().filter(is_free).find(|at| own(at) == Some(role))
        };
        let mut table = Table {
            header: stack.row(),
            top: stack.top(),
            span,
            profile,
            level,
            by_position: level.and_then(|at| stack.own(at)).and_then(Cell::role) == Some(Role::Position),
            site,
            currency: currency.or_else(|| first(Role::Currency)),
            per: per.or_else(|| first(Role::Per)),
            price_unit: price_unit.or_else(|| first(Role::PriceUnit).filter(|_| !is_none)),
            counted: first(Role::Count).filter(|at| !is_none && Some(*at) != price_unit),
            from,
            until,
            prices,
            headings: headings.iter().map(|at| (*at, stack.heading(*at))).collect(),
            title: None,
            expires: None,
            begins: None,
            year: None,
            level_above: None,
            notes: Vec::new(),
            places: Vec::new(),
        };
        table.within_the_firm();
        Some(table)
    }

    /// The headings that are looked for.
    #[must_use]
    pub fn wanted(&self) -> Vec<&str> {
        let prices = self.prices.iter().map(|price| price.name.as_str());
        std::iter::once(self.profile.as_str()).chain(prices).collect()
    }
}

/// The column of its letters, from 0.
pub(super) fn column(letters: &str) -> Option<usize> {
    if !(1..=3).contains(&letters.len()) || !letters.bytes().all(|b| b.is_ascii_uppercase()) {
        return None;
    }
    letters.bytes().try_fold(0_usize, |n, b| n.checked_mul(26)?.checked_add(usize::from(b - b'A') + 1))?.checked_sub(1)
}
