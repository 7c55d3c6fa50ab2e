//! Which column is which: by the words above it, then by what stands below.

use super::header::{Headed, Header};
use super::heading::{Period, Role, Tax};
use super::totals::total;
use super::view::{Content, ViewRow};
use crate::sheet::column_letters;

/// The columns of a table, each from 1.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    /// Which lot a row belongs to.
    pub lot: Option<Column>,
    /// The number of a price.
    pub code: Option<Column>,
    /// What is bought.
    pub label: Option<Column>,
    /// By what it is counted.
    pub unit: Option<Column>,
    /// How many, by time; a quantity without a time is the total.
    pub quantities: Vec<(Period, Column)>,
    /// The price of one, before tax: what a bidder fills in.
    pub unit_price: Option<Column>,
    /// The price of one with tax.
    pub gross_unit_price: Option<Column>,
    /// What all cost before tax, by time.
    pub amounts: Vec<(Period, Column)>,
    /// What all cost with tax.
    pub gross_amount: Option<Column>,
    /// The tax.
    pub vat: Option<Column>,
    /// Is the unit price the amount of a lump sum, since the form has no other?
    pub lump_sums: bool,
}

/// A column that was recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The column, from 1.
    pub at: u32,
    /// The words above it.
    pub heading: String,
    /// Other columns that could be it as well.
    pub rivals: Vec<u32>,
}

/// The letters of a column, from 1.
#[must_use]
pub fn letters(column: u32) -> String {
    column_letters((column as usize).saturating_sub(1))
}

impl Columns {
    /// The column of the total quantity.
    #[must_use]
    pub fn quantity(&self) -> Option<&Column> {
        self.quantities.iter().find(|(period, _)| *period == Period::Total).map(|(_, column)| column)
    }

    /// The columns of quantities by year.
    pub fn years(&self) -> impl Iterator<Item = (Period, u32)> {
        self.quantities.iter().filter(|(period, _)| *period != Period::Total).map(|(period, c)| (*period, c.at))
    }

    /// The column of the total amount before tax.
    #[must_use]
    pub fn amount(&self) -> Option<&Column> {
        self.amounts.iter().find(|(period, _)| *period == Period::Total).map(|(_, column)| column)
    }

    /// Every column of money: prices, amounts and taxes.
    pub fn money(&self) -> impl Iterator<Item = u32> {
        let ones = [&self.unit_price, &self.gross_unit_price, &self.gross_amount, &self.vat];
        ones.into_iter().flatten().chain(self.amounts.iter().map(|(_, c)| c)).map(|c| c.at)
    }

    /// Does this table only add up lots?
    #[must_use]
    pub fn is_recap(&self) -> bool {
        self.unit_price.is_none() && self.quantities.is_empty() && !self.amounts.is_empty()
    }
}

/// What stands below a heading.
#[derive(Debug, Clone, Copy, Default)]
struct Below {
    texts: usize,
    letters: usize,
    formulas: usize,
    filled: usize,
}

/// The columns of a table, by its header and the rows below.
#[must_use]
pub fn columns(header: &Header, rows: &[ViewRow]) -> Columns {
    // A total is always computed: it says nothing of the lines.
    let lines = rows.iter().filter(|r| r.texts().all(|(_, text)| total(text).is_none()));
    let lines: Vec<&ViewRow> = lines.collect();
    let below: Vec<Below> = header.columns.iter().map(|c| look_below(c.column, &lines)).collect();
    let look = Look { header, below };
    let mut columns = Columns { lot: look.best(Role::Lot, |_, _| true), ..Columns::default() };
    look.words(&mut columns);
    look.quantities(&mut columns);
    look.prices(&mut columns);
    columns
}

fn look_below(column: u32, lines: &[&ViewRow]) -> Below {
    let mut below = Below::default();
    for content in lines.iter().filter_map(|r| r.cell(column)) {
        below.filled += 1;
        below.formulas += usize::from(content.formula().is_some());
        if let Content::Text(text) = content {
            below.texts += 1;
            below.letters += text.trim().chars().count();
        }
    }
    below
}

struct Look<'a> {
    header: &'a Header,
    below: Vec<Below>,
}

impl Look<'_> {
    fn of(&self, role: Role) -> impl Iterator<Item = (&Headed, Below)> {
        self.header.columns.iter().zip(self.below.iter().copied()).filter(move |(c, _)| c.heading.role == role)
    }

    /// The best column of a role: the plainest words, then the leftmost.
    fn best(&self, role: Role, takes: impl Fn(&Headed, Below) -> bool) -> Option<Column> {
        let takes = self.of(role).filter(|(c, b)| takes(c, *b));
        let best = takes.max_by_key(|(c, _)| (c.heading.weight, std::cmp::Reverse(c.column)));
        best.map(|(c, _)| column(c, Vec::new()))
    }

    /// Code, label and unit.
    fn words(&self, columns: &mut Columns) {
        let long = |b: Below| b.texts > 0 && b.letters > 12 * b.texts;
        columns.label = self.best(Role::Label, |_, b| b.texts > 0).or_else(|| self.best(Role::Label, |_, _| true));
        // `Poste`, or `Unité d'œuvre`, over what reads like labels.
        let instead = |role| self.best(role, |_, b| long(b));
        if columns.label.is_none() {
            columns.label = instead(Role::Code).or_else(|| instead(Role::Unit));
        }
        let label = columns.label.as_ref().map(|c| c.at);
        columns.code = self.best(Role::Code, |c, _| Some(c.column) != label);
        columns.unit = self.best(Role::Unit, |c, b| Some(c.column) != label && !long(b));
        columns.vat = self.best(Role::Vat, |_, _| true);
    }

    fn quantities(&self, columns: &mut Columns) {
        columns.quantities = by_time(self.of(Role::Quantity).map(|(c, _)| c));
    }

    fn prices(&self, columns: &mut Columns) {
        let gross = |c: &Headed| c.heading.tax == Some(Tax::Gross);
        let whole = |c: &Headed| !matches!(c.heading.period, Some(Period::Year(_) | Period::Calendar(_)));
        let computed = |b: Below| b.formulas * 2 > b.filled;
        columns.gross_unit_price = self.best(Role::UnitPrice, |c, _| gross(c));
        columns.gross_amount = self.best(Role::Amount, |c, _| gross(c) && whole(c));
        let mut amounts: Vec<&Headed> = self.of(Role::Amount).map(|(c, _)| c).filter(|c| !gross(c)).collect();
        let mut prices: Vec<(&Headed, Below)> =
            self.of(Role::UnitPrice).filter(|(c, _)| !gross(c) && whole(c)).collect();
        // What is typed before what is computed, plain words before vague ones, then the leftmost.
        prices.sort_by_key(|(c, b)| (computed(*b), std::cmp::Reverse(c.heading.weight), c.column));
        if let [(first, _), others @ ..] = &prices[..] {
            // `P.U. HT` beside a plain `Prix HT`: the second is the amount.
            if amounts.is_empty() && first.heading.weight == 3 {
                amounts.extend(others.iter().filter(|(c, _)| c.heading.weight == 2).map(|(c, _)| *c).take(1));
            }
            let alike = others.iter().filter(|(c, b)| !computed(*b) && c.heading.weight == first.heading.weight);
            let rivals = alike.map(|(c, _)| c.column).filter(|at| amounts.iter().all(|a| a.column != *at));
            columns.unit_price = Some(column(first, rivals.collect()));
        }
        let typed = |c: &&Headed| self.of(Role::Amount).any(|(o, b)| o.column == c.column && !computed(b));
        let lump_sum = amounts.iter().find(|c| whole(c) && typed(c));
        if columns.unit_price.is_none() && columns.quantities.is_empty() && columns.lot.is_none() {
            columns.lump_sums = lump_sum.is_some();
            columns.unit_price = lump_sum.map(|c| column(c, Vec::new()));
        }
        columns.amounts = by_time(amounts.into_iter());
    }
}

fn column(headed: &Headed, rivals: Vec<u32>) -> Column {
    Column { at: headed.column, heading: headed.text.clone(), rivals }
}

/// Columns by time: the plainest of each; calendar years are contract years in their order.
fn by_time<'a>(headed: impl Iterator<Item = &'a Headed>) -> Vec<(Period, Column)> {
    let mut of: Vec<(Period, &Headed)> = headed.map(|c| (c.heading.period.unwrap_or(Period::Total), c)).collect();
    // What says `total` before what says nothing.
    of.sort_by_key(|(at, c)| (*at, c.heading.period.is_none(), std::cmp::Reverse(c.heading.weight), c.column));
    of.dedup_by_key(|(period, _)| *period);
    let mut year = 0;
    let by = of.into_iter().map(|(period, c)| {
        let period = if let Period::Calendar(_) = period {
            year += 1;
            Period::Year(year)
        } else {
            period
        };
        (period, column(c, Vec::new()))
    });
    by.collect()
}
