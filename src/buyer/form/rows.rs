//! What each row of a table is.

use rust_decimal::Decimal;

use super::code::{self, Code};
use super::columns::{Columns, letters};
use super::heading::Period;
use super::lot::{LotMention, lot_cell, lot_mention};
use super::totals::{in_brackets, is_memo, total};
use super::view::{Content, View, ViewRow};
use crate::unit::fold;

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its number, from 1.
    pub row: u32,
    /// What it is.
    pub kind: RowKind,
    /// The lot it says it is of: by its own cell, or by the last title above it in the table.
    pub lot: Option<LotMention>,
    /// The label of the section it stands in.
    pub section: Option<String>,
    /// The number of its price.
    pub code: Option<Code>,
    /// What it says is bought.
    pub label: String,
    /// Its unit, as written.
    pub unit: String,
    /// Its quantities by time: those typed or computed, and 0 for a year that the buyer left blank and did not count.
    pub quantities: Vec<(Period, Decimal)>,
    /// What its price cell holds.
    pub price: Price,
}

impl Row {
    fn note(row: u32) -> Self {
        Self {
            row,
            kind: RowKind::Note,
            lot: None,
            section: None,
            code: None,
            label: String::new(),
            unit: String::new(),
            quantities: Vec::new(),
            price: Price::Empty,
        }
    }
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RowKind {
    /// A line to price.
    Line,
    /// A line for the record (`PM`): no price is due.
    Memo,
    /// A variant or an option whose amount stands in brackets: outside the total.
    Variant,
    /// The heading of a section.
    Section,
    /// The title, or the total, of a lot.
    Lot,
    /// The total of a section.
    Subtotal,
    /// The total before tax.
    Net,
    /// The tax.
    Vat,
    /// The total with tax.
    Gross,
    /// The table's header again.
    Header,
    /// Words.
    Note,
}

/// What a price cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Price {
    /// Nothing: it waits for a price.
    Empty,
    /// Words.
    Text(String),
    /// A number.
    Number(Decimal),
    /// A formula: no place for a price.
    Formula(String),
}

/// The rows of a table, in order; `is_header` tells those that repeat its header.
#[must_use]
pub fn rows(view: &View, columns: &Columns, body: &[ViewRow], is_header: impl Fn(u32) -> bool) -> Vec<Row> {
    let counted = |row: &ViewRow| !is_header(row.row) && Reader { columns, row }.is_counted();
    let bare = !body.iter().any(counted);
    let mut rows: Vec<Row> = Vec::with_capacity(body.len());
    let (mut lot, mut section, mut before) = (None::<LotMention>, None, None);
    for row in body {
        let reader = Reader { columns, row };
        if is_header(row.row) {
            rows.push(Row { kind: RowKind::Header, ..Row::note(row.row) });
            continue;
        }
        let mut read = reader.read(before.as_ref(), bare && !reader.is_one_cell(view));
        match read.kind {
            RowKind::Section => section = Some(read.label.clone()),
            RowKind::Lot => (lot, section) = (lot_mention(&read.label).or(lot), None),
            _ => {}
        }
        // A number in the row's own cell is named by the title above it.
        let named = |own: &LotMention| own.words.is_empty() && lot.as_ref().is_some_and(|t| t.number == own.number);
        read.lot = read.lot.filter(|own| !named(own)).or_else(|| lot.clone());
        read.section.clone_from(&section);
        if read.code.is_some() {
            before.clone_from(&read.code);
        }
        rows.push(read);
    }
    if bare {
        sections_of_a_bare_list(&mut rows);
    }
    blank_years(view, columns, &mut rows);
    rows
}

/// Puts 0 for the years that the buyer left blank and whose total does not count them.
fn blank_years(view: &View, columns: &Columns, rows: &mut [Row]) {
    let years: Vec<(Period, u32)> = columns.years().collect();
    let at: Vec<u32> = years.iter().map(|(_, column)| *column).collect();
    let counted = rows.iter().any(|row| row.quantities.iter().any(|(period, _)| *period != Period::Total));
    let total = columns.quantity().map(|column| column.at);
    for row in rows.iter_mut().filter(|row| row.kind == RowKind::Line) {
        if let Some(settled) = view.years(row.row, &at, total, counted) {
            let others = row.quantities.iter().filter(|(period, _)| *period == Period::Total).copied();
            row.quantities = years.iter().map(|(period, _)| *period).zip(settled).chain(others).collect();
        }
    }
}

/// Without units and quantities nothing but the codes tells a section from a line: `1` heads `1.1`.
fn sections_of_a_bare_list(rows: &mut [Row]) {
    let coded = rows.iter().filter(|r| r.kind == RowKind::Line && r.code.is_some()).count();
    let lines = rows.iter().filter(|r| r.kind == RowKind::Line).count();
    let mut section: Option<String> = None;
    for at in 0..rows.len() {
        let next = rows[at + 1..].iter().find(|r| r.kind == RowKind::Line).and_then(|r| r.code.clone());
        let row = &mut rows[at];
        if row.kind == RowKind::Line && row.price == Price::Empty {
            let heads = match (&row.code, &next) {
                (Some(code), Some(next)) => code.heads(next),
                (None, Some(_)) => coded * 2 > lines,
                _ => false,
            };
            if heads {
                row.kind = RowKind::Section;
            }
        }
        match row.kind {
            RowKind::Section => section = Some(row.label.clone()),
            RowKind::Lot => section = None,
            _ => {}
        }
        row.section.clone_from(&section);
    }
}

struct Reader<'a> {
    columns: &'a Columns,
    row: &'a ViewRow,
}

impl Reader<'_> {
    fn at(&self, column: Option<&super::Column>) -> Option<&Content> {
        self.row.cell(column?.at)
    }

    fn text(&self, column: Option<&super::Column>) -> Option<&str> {
        self.at(column)?.text()
    }

    /// Has it a unit or a quantity?
    fn is_counted(&self) -> bool {
        let unit = self.text(self.columns.unit.as_ref()).is_some_and(|u| u.chars().count() <= 30);
        unit || self.quantities().next().is_some() || self.quantity_formula()
    }

    /// Is its only cell spread over the table's width, as titles are?
    fn is_one_cell(&self, view: &View) -> bool {
        let price = self.columns.unit_price.as_ref().map(|c| c.at);
        let row = self.row.row;
        view.merged.iter().any(|m| m.top == row && price.is_some_and(|p| m.left < p && p <= m.right))
    }

    fn quantities(&self) -> impl Iterator<Item = (Period, Decimal)> {
        self.columns.quantities.iter().filter_map(|(at, c)| Some((*at, self.row.cell(c.at)?.number()?)))
    }

    fn quantity_formula(&self) -> bool {
        self.columns.quantities.iter().any(|(_, c)| self.row.cell(c.at).is_some_and(|c| c.formula().is_some()))
    }

    /// Does a formula of the row take its price, as an amount or a price with tax does?
    fn uses_price(&self) -> bool {
        let Some(price) = &self.columns.unit_price else { return false };
        let place = format!("{}{}", letters(price.at), self.row.row);
        let mut formulas = self.row.cells.iter().filter_map(|c| c.content.formula());
        formulas.any(|f| names(f, &place))
    }

    fn price(&self) -> Price {
        match self.at(self.columns.unit_price.as_ref()) {
            Some(Content::Number(number)) => Price::Number(*number),
            Some(Content::Formula(formula, _)) => Price::Formula(formula.clone()),
            Some(content) => content.text().map_or(Price::Empty, |text| Price::Text(text.to_owned())),
            None => Price::Empty,
        }
    }

    /// Words of the row that stand in no column of money: its label, or what is written in its place.
    fn label(&self) -> &str {
        let label = self.text(self.columns.label.as_ref());
        let elsewhere = || {
            let other = self.columns.unit.iter().map(|c| c.at).chain(self.columns.quantities.iter().map(|(_, c)| c.at));
            let other: Vec<u32> = other.chain(self.columns.code.iter().map(|c| c.at)).collect();
            let mut texts = self.row.texts().filter(|(at, _)| !other.contains(at));
            texts.next().map(|(_, text)| text)
        };
        label.or_else(elsewhere).unwrap_or_default()
    }

    fn read(&self, before: Option<&Code>, bare: bool) -> Row {
        let columns = self.columns;
        let mut label = self.label();
        let mut code = self.at(columns.code.as_ref()).and_then(|c| code::read(c, before));
        // `Sous-total 1` or `Lot 2` in the column of codes is no code.
        let instead = self.text(columns.code.as_ref()).filter(|t| total(t).is_some() || lot_mention(t).is_some());
        if let Some(text) = instead
            && (label.is_empty() || total(label).is_none())
        {
            (label, code) = (text, None);
        }
        let unit = self.text(columns.unit.as_ref()).unwrap_or_default();
        let lot = match self.at(columns.lot.as_ref()) {
            Some(Content::Text(text)) if !text.trim().is_empty() => Some(lot_cell(text)),
            Some(Content::Number(number)) => Some(lot_cell(&number.to_string())),
            _ => None,
        };
        let mut kind = self.kind(label, code.is_some(), bare);
        if columns.is_recap() && kind == RowKind::Line && lot.is_some() {
            kind = RowKind::Lot;
        }
        Row {
            kind,
            lot,
            code,
            label: label.to_owned(),
            unit: unit.to_owned(),
            quantities: self.quantities().collect(),
            price: self.price(),
            ..Row::note(self.row.row)
        }
    }

    fn kind(&self, label: &str, coded: bool, bare: bool) -> RowKind {
        let counted = self.is_counted();
        // A total may sum up quantities too: it has no code, and no unit or quantity of its own.
        let summed = !coded && self.quantities().next().is_none() && self.text(self.columns.unit.as_ref()).is_none();
        if !counted || summed {
            if let Some(kind) = total(label).or_else(|| self.row.texts().find_map(|(_, text)| total(text))) {
                return kind;
            }
            if lot_mention(label).is_some() && fold(label).starts_with("lot") {
                return RowKind::Lot;
            }
        }
        let money = || self.columns.money().filter_map(|at| self.row.text(Some(at)));
        let quantity = self.columns.quantities.iter().filter_map(|(_, c)| self.row.text(Some(c.at)));
        let words = || quantity.chain(self.text(self.columns.unit.as_ref())).chain(money());
        let named = !label.is_empty() || coded;
        if named && words().any(is_memo) {
            return RowKind::Memo;
        }
        let priced = !matches!(self.price(), Price::Empty);
        if named && (counted || priced || self.uses_price()) {
            return if money().any(in_brackets) { RowKind::Variant } else { RowKind::Line };
        }
        let plain = self.text(self.columns.label.as_ref()).is_some() || coded;
        let amount = self.columns.money().any(|at| self.row.cell(at).is_some());
        match (named && plain, bare) {
            (true, true) if label.chars().count() <= 200 => RowKind::Line,
            (true, false) if coded || amount || label.chars().count() <= 80 => RowKind::Section,
            _ => RowKind::Note,
        }
    }
}

/// Does a formula name a cell, with or without `$`?
fn names(formula: &str, place: &str) -> bool {
    let formula = formula.replace('$', "");
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '!' || c == '\'';
    formula.match_indices(place).any(|(at, _)| {
        let before = formula[..at].chars().next_back();
        let after = formula[at + place.len()..].chars().next();
        !before.is_some_and(is_part) && !after.is_some_and(char::is_alphanumeric)
    })
}
