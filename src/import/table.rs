//! The tables of a sheet: where their headers are, what each column is for, and their rows, as the sheet goes by.

use super::cell::{Cell, Held, Row};
use super::heading::{Basis, Heading, Part, Role, heading};
use super::map::Columns as Named;
use super::price::{Per, both, price};
use crate::buyer::form::Period;
use crate::unit::{Text, fold};

/// A table's columns, each from 0.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    /// The row of its header.
    pub header: usize,
    /// The job profile.
    pub profile: usize,
    /// The seniority.
    pub level: Option<usize>,
    /// Where the work is done.
    pub site: Option<usize>,
    /// The currency.
    pub currency: Option<usize>,
    /// A day or an hour.
    pub per: Option<usize>,
    /// From when the row holds.
    pub from: Option<usize>,
    /// The prices, from the left.
    pub prices: Vec<PriceColumn>,
    /// Every heading, as written.
    pub headings: Vec<(usize, String)>,
    /// Has the header a second line?
    pub two_lines: bool,
}

/// A column of prices.
#[derive(Debug, Clone)]
pub struct PriceColumn {
    /// The column.
    pub at: usize,
    /// The words above it.
    pub words: String,
    /// Which price of a profile.
    pub part: Part,
    /// Cost or price, where it says.
    pub basis: Option<Basis>,
    /// A day or an hour, where it says.
    pub per: Option<Per>,
    /// The year it is for, where it says.
    pub period: Option<Period>,
    /// The currency, where it says.
    pub currency: Option<&'static str>,
    /// Is it hidden?
    pub hidden: bool,
}

/// A row below a header, with what its columns say.
#[derive(Debug, Clone)]
pub struct Line {
    /// Its number, from 1.
    pub row: usize,
    /// The table it stands in.
    pub table: usize,
    /// The profile and its seniority, as written.
    pub label: String,
    /// The seniority alone.
    pub level: String,
    /// Where the work is done.
    pub site: String,
    /// The currency.
    pub currency: String,
    /// A day or an hour.
    pub per: String,
    /// From when it holds.
    pub from: Option<Held>,
    /// What each price column holds.
    pub prices: Vec<Option<Cell>>,
}

/// A sheet as it was read.
#[derive(Debug, Default)]
pub struct Tables {
    /// Its tables, from the top.
    pub columns: Vec<Columns>,
    /// The rows of its tables.
    pub lines: Vec<Line>,
    /// The rows that are none, each with its first words, and why.
    pub left: Vec<(usize, String, Text)>,
    /// The first rows that have words, to show where no header is found.
    pub seen: Vec<(usize, String)>,
}

impl Tables {
    /// Takes the next row of a sheet. The columns are found by the words of a header, or by those that a map names.
    pub fn take(&mut self, row: &Row, named: Option<&Named>) {
        let found = match named {
            Some(named) => named.columns(row),
            None => columns(row),
        };
        // What stands right below a header and speaks of profiles and prices explains how to fill them in.
        let explains = |last: &Columns| named.is_none() && row.number == last.header + 1;
        if let Some(columns) = found.filter(|_| !self.columns.last().is_some_and(explains)) {
            let words = |columns: &Columns| columns.headings.iter().map(|h| fold(&h.1)).collect::<Vec<_>>();
            if self.columns.last().is_some_and(|last| words(last) == words(&columns)) {
                self.leave(row, both("l’en-tête répété", "the header again"));
            } else {
                self.columns.push(columns);
            }
            return;
        }
        let table = self.columns.len().wrapping_sub(1);
        let Some(columns) = self.columns.last_mut() else {
            if self.seen.len() < 3 {
                self.seen.push((row.number, first_words(row)));
            }
            return self.leave(row, both("au-dessus de l’en-tête", "above the header"));
        };
        // `CJM` above `2027`, `2028`: the second line of a header.
        if row.number == columns.header + 1 && named.is_none() && columns.narrow(row) {
            return;
        }
        let base = row.words(Some(columns.profile));
        let level = row.words(columns.level);
        let prices: Vec<Option<Cell>> = columns.prices.iter().map(|p| row.cell(p.at).cloned()).collect();
        if base.is_empty() {
            let priced = prices.iter().flatten().any(|cell| matches!(cell.held, Held::Number(_)));
            return self.leave(
                row,
                if priced {
                    both("un prix sans profil", "a price without a profile")
                } else {
                    both("ni profil ni prix", "neither a profile nor a price")
                },
            );
        }
        let label = if level.is_empty() { base } else { format!("{base} {level}") };
        let words = |column| row.words(column);
        self.lines.push(Line {
            row: row.number,
            table,
            label,
            site: words(columns.site),
            currency: words(columns.currency),
            per: words(columns.per),
            from: columns.from.and_then(|column| row.held(column)).cloned(),
            level,
            prices,
        });
    }

    fn leave(&mut self, row: &Row, why: Text) {
        self.left.push((row.number, first_words(row), why));
    }
}

fn first_words(row: &Row) -> String {
    row.cells.first().map(|c| c.held.words()).unwrap_or_default()
}

/// The columns of a row that is a header: it names a profile and a price, in words.
fn columns(row: &Row) -> Option<Columns> {
    // A row with a price in it is none, but for years that head columns.
    let dated = |words: &str| heading(words).is_some_and(|h| h.period.is_some());
    let figure = |c: &Cell| match &c.held {
        Held::Number(number) => !dated(&number.to_string()),
        Held::Text(text) => {
            text.starts_with(|c: char| c.is_ascii_digit() || "€$£".contains(c))
                && price(Some(&c.held)).is_ok()
                && !dated(text)
        }
        Held::Date(_) | Held::Other(_) => false,
    };
    if row.cells.iter().rev().any(figure) {
        return None;
    }
    let says = |held: &Held| match held {
        Held::Text(text) => heading(text),
        // A year as a number heads a column of prices.
        Held::Number(number) => heading(&number.to_string()).filter(|h| h.period.is_some()),
        Held::Date(_) | Held::Other(_) => None,
    };
    let headed: Vec<(usize, Heading)> = row.cells.iter().filter_map(|c| Some((c.column, says(&c.held)?))).collect();
    let is_figure = |c: &Cell| price(Some(&c.held)).is_ok() && !dated(&c.held.words());
    let profile = headed
        .iter()
        .filter_map(
            |(at, h)| if let Role::Profile(weight) = h.role { Some((weight, std::cmp::Reverse(*at))) } else { None },
        )
        .max();
    let profile = profile.map(|(_, at)| at.0)?;
    let first = |role: Role| headed.iter().find(|(_, h)| h.role == role).map(|(at, _)| *at);
    let prices: Vec<PriceColumn> = row.cells.iter().filter_map(|c| priced(c, &says(&c.held)?)).collect();
    if prices.is_empty() || row.cells.iter().any(is_figure) {
        return None;
    }
    Some(Columns {
        header: row.number,
        profile,
        level: first(Role::Level),
        site: first(Role::Site),
        currency: first(Role::Currency),
        per: first(Role::Per),
        from: first(Role::From),
        prices,
        headings: row.cells.iter().map(|c| (c.column, c.held.words())).collect(),
        two_lines: false,
    })
}

fn priced(cell: &Cell, heading: &Heading) -> Option<PriceColumn> {
    let Role::Price(part) = heading.role else { return None };
    let Heading { basis, per, period, currency, .. } = *heading;
    let (at, words, hidden) = (cell.column, cell.held.words(), cell.hidden);
    Some(PriceColumn { at, words, part, basis, per, period, currency, hidden })
}

impl PriceColumn {
    /// A column that a map names, with what the words above it say.
    #[must_use]
    pub fn named(at: usize, words: &str, part: Part, period: Option<Period>) -> Self {
        let said = heading(words);
        let said = said.as_ref();
        Self {
            at,
            words: words.to_owned(),
            part,
            basis: said.and_then(|h| h.basis),
            per: said.and_then(|h| h.per),
            period,
            currency: said.and_then(|h| h.currency),
            hidden: false,
        }
    }
}

impl Columns {
    /// Takes a row right below the header as its second line where all it holds are words and years under prices, at
    /// least two under one: a heading reaches up to the next.
    fn narrow(&mut self, row: &Row) -> bool {
        let over = |at: usize| {
            let heading = self.headings.iter().rev().find(|(column, _)| *column <= at)?.0;
            self.prices.iter().position(|price| price.at == heading)
        };
        let mut lower = Vec::new();
        for cell in &row.cells {
            let words = cell.held.words();
            let said = heading(&words);
            let is_figure = price(Some(&cell.held)).is_ok() && said.as_ref().is_none_or(|h| h.period.is_none());
            match over(cell.column) {
                Some(price) if !is_figure => lower.push((price, cell.column, words, said)),
                _ => return false,
            }
        }
        if !lower.windows(2).any(|two| two[0].0 == two[1].0) {
            return false;
        }
        let mut prices = Vec::new();
        for (place, over) in self.prices.iter().enumerate() {
            let under: Vec<_> = lower.iter().filter(|l| l.0 == place).collect();
            if under.is_empty() {
                prices.push(over.clone());
            }
            prices.extend(under.into_iter().map(|(_, at, words, said)| {
                let words = format!("{} {words}", over.words);
                let mut price = PriceColumn { at: *at, words, ..over.clone() };
                if let Some(said) = said {
                    price.period = said.period.or(over.period);
                    price.currency = said.currency.or(over.currency);
                    price.per = over.per.or(said.per);
                    if let Role::Price(part @ (Part::Low | Part::High)) = said.role {
                        price.part = part;
                    }
                }
                price
            }));
        }
        self.prices = prices;
        self.two_lines = true;
        for price in &self.prices {
            self.headings.retain(|(at, _)| *at != price.at);
            self.headings.push((price.at, price.words.clone()));
        }
        self.headings.sort();
        true
    }
}
