//! What is written around the prices of a table that says what they pay for: titles, sections, notes, the name of the sheet,
//! cells beside, comments, number formats.

use std::sync::Arc;

use super::claim::{Around, Claim, claims, is_of_few_or_many_years, of_figure};
use super::columns::{Columns, Measure, Multiple};
use super::header::{AS_HEADING, Header};
use super::heading::speaks_of_prices;
use super::quantity::counted_by;
use super::remark::{Remark, RemarkAt};
use super::role::{Per, Role};
use super::row::{Row, RowKind};
use super::unit::{TheirUnit, unit};
use super::view::{Content, View, ViewRow};
use super::words::is_standing;
use crate::formula::Address;
use crate::model::bid::Unit;
use crate::unit::{fold, one_line};

/// So many remarks on all of a table are kept.
const KEPT: usize = 8;

/// Remarks on all prices of a sheet: its name, and notes on them beside or below its tables.
pub fn of_sheet<'a>(view: &View, notes: impl Iterator<Item = &'a str>) -> Vec<Arc<Remark>> {
    let name = Remark::of(&view.name, Around::Beside, RemarkAt::Sheet);
    let notes = notes.filter_map(|text| Remark::of(text, Around::Note, RemarkAt::Note));
    name.into_iter().chain(notes).map(Arc::new).take(KEPT).collect()
}

/// What is said around all of a table: by its titles, by comments on the headings of its prices.
pub fn of_table(view: &View, header: &Header, titles: &[&str], columns: &Columns) -> Vec<Arc<Remark>> {
    let asked = prices(columns);
    let is_heading = |at: &Address| (header.rows.0..=header.rows.1).contains(&at.row) && asked.contains(&at.column);
    let first = Address { row: header.rows.0, column: 0 };
    let heads = view.comments.range(first..).take_while(|(at, _)| at.row <= header.rows.1);
    let heads = heads.filter(|(at, _)| is_heading(at));
    let heads = heads.filter_map(|(at, text)| Remark::of(text, Around::On, RemarkAt::Comment(*at)));
    let titles = titles.iter().filter_map(|text| Remark::of(text, Around::Note, RemarkAt::Title));
    let counted = columns.quantities.iter().filter_map(|(_, column)| {
        let place = RemarkAt::Cell(Address { row: header.rows.1, column: column.at });
        let claims = vec![Claim::Counted(counted_by(&column.heading)?)];
        Some(Remark { words: one_line(&column.heading), place, claims })
    });
    heads.chain(titles).chain(counted).map(Arc::new).take(KEPT).collect()
}

/// Notes on a table remarks on all its prices, but for what its columns say themselves.
pub fn note(columns: &mut Columns, remarks: &[Arc<Remark>]) {
    let multiple = remarks.iter().flat_map(|remark| &remark.claims).find_map(|claim| match claim {
        Claim::Multiple(money) => Some(*money),
        _ => None,
    });
    columns.multiple = columns.multiple.or_else(|| multiple.map(|money| Multiple { money, by_heading: false }));
    let only_gross = columns.unit_price.is_none();
    let both = columns.gross_unit_price.is_some() || columns.gross_amount.is_some() || columns.vat.is_some();
    let of = |remark: &Arc<Remark>| {
        let is_near = matches!(remark.place, RemarkAt::Comment(_));
        let is_known = |claim: &Claim| match claim {
            Claim::Multiple(_) => true,
            Claim::Gross => only_gross || (both && !is_near),
            Claim::Stated(stated) => columns.beyond == Some(*stated),
            Claim::Time(per, _) => is_priced_by(columns, *per),
            _ => false,
        };
        Remark::clone(remark).without(is_known).map(Arc::new)
    };
    let remarks: Vec<Arc<Remark>> = remarks.iter().filter_map(of).collect();
    columns.remarks.extend(remarks);
}

/// The columns of the prices that a table asks for.
fn prices(columns: &Columns) -> Vec<u32> {
    let several = columns.prices.iter().chain(&columns.gross_prices).map(|(_, column)| column.at);
    columns.asked().map(|column| column.at).into_iter().chain(several).collect()
}

/// Do the headings of the prices say that time themselves: `Année 1`, `Année 2` below `Prix annuels`?
fn is_priced_by(columns: &Columns, per: Per) -> bool {
    let is = |of: &Measure| match of {
        Measure::Per(of) => *of == per,
        Measure::InYear(_) | Measure::InCalendar(_) => per == Per::Year,
    };
    columns.paid == Some(per) || columns.prices.iter().chain(&columns.gross_prices).any(|(of, _)| is(of))
}

/// Notes on the lines of a table what is said of each alone: by its section, by the cells beside its price, by comments and formats.
pub fn of_rows(view: &View, header: &Header, columns: &Columns, body: &[ViewRow], rows: &mut [Row]) {
    if !view.draw(body, 2 * AS_HEADING) {
        return;
    }
    let beside = Beside::of(view, header, columns);
    let mut section: Option<(String, Option<Arc<Remark>>)> = None;
    for row in rows.iter_mut().filter(|row| row.kind == RowKind::Line) {
        if section.as_ref().map(|(words, _)| words) != row.section.as_ref() {
            let remark = |words: &String| Remark::of(words, Around::Over, RemarkAt::Section);
            section =
                row.section.as_ref().map(|words| (words.clone(), remark(words).and_then(|of| beside.unsettled(of))));
        }
        let Some(of) = view.row(row.row) else { continue };
        let of_section = section.as_ref().and_then(|(_, remark)| remark.clone());
        row.remarks.extend(of_section);
        row.remarks.extend(beside.of_row(of, row));
    }
}

/// What is beside the prices of a table.
struct Beside<'a> {
    view: &'a View,
    /// The columns of its prices.
    asked: Vec<u32>,
    /// Those that are understood.
    known: Vec<u32>,
    /// The words over the others.
    headings: Vec<(u32, &'a str)>,
    /// Those that go on with what is bought: `Contenu`.
    described: Vec<u32>,
    area: (u32, u32),
    only_gross: bool,
    /// Are prices said to be in thousands anyway?
    multiple: bool,
}

impl<'a> Beside<'a> {
    fn of(view: &'a View, header: &'a Header, columns: &'a Columns) -> Self {
        let asked = prices(columns);
        let named = [&columns.lot, &columns.code, &columns.label, &columns.section, &columns.unit, &columns.packaging];
        let quantities = columns.quantities.iter().map(|(_, column)| column);
        let known = named.into_iter().flatten().chain(quantities).map(|column| column.at).chain(columns.money());
        let headed = header.columns.iter().map(|headed| (headed.column, headed.own.as_str()));
        let headings = headed.chain(header.unread.iter().map(|(at, text)| (*at, text.as_str())));
        let described = header.columns.iter().filter(|headed| headed.heading.role == Role::Label);
        let described = described.map(|headed| headed.column).collect();
        let known: Vec<u32> = known.collect();
        let headings = headings.filter(|(at, _)| !known.contains(at)).collect();
        let only_gross = columns.unit_price.is_none();
        Self {
            view,
            asked,
            known,
            headings,
            described,
            area: header.area,
            only_gross,
            multiple: columns.multiple.is_some(),
        }
    }

    fn unsettled(&self, remark: Remark) -> Option<Arc<Remark>> {
        let is_known = |claim: &Claim| match claim {
            Claim::Multiple(_) => self.multiple,
            Claim::Gross => self.only_gross,
            _ => false,
        };
        remark.without(is_known).map(Arc::new)
    }

    fn of_row(&self, of: &ViewRow, row: &Row) -> Vec<Arc<Remark>> {
        let mut found = Vec::new();
        let at = |column: u32| Address { row: row.row, column };
        for cell in of.cells.iter().filter(|cell| (self.area.0..=self.area.1).contains(&cell.column)) {
            if self.known.contains(&cell.column) {
                continue;
            }
            let heading = self.headings.iter().find(|(column, _)| *column == cell.column).map_or("", |(_, text)| *text);
            let place = RemarkAt::Cell(at(cell.column));
            match &cell.content {
                Content::Text(text) if self.described.contains(&cell.column) && !speaks_of_prices(text) => {}
                Content::Text(text) => found.extend(of_cell(heading, text.trim(), place)),
                Content::Number(n) if !n.is_zero() && *n != rust_decimal::Decimal::ONE => {
                    let of_day = matches!(unit(&row.unit), TheirUnit::Ours(Unit::Day) | TheirUnit::Per(_));
                    let claim = of_figure(heading, of_day);
                    found.extend(claim.map(|claim| Remark {
                        words: format!("{} : {}", one_line(heading), n.normalize()),
                        place,
                        claims: vec![claim],
                    }));
                }
                _ => {}
            }
        }
        for column in &self.asked {
            let comment = self.view.comments.get(&at(*column));
            found.extend(comment.and_then(|text| Remark::of(text, Around::On, RemarkAt::Comment(at(*column)))));
            let shown = of.look(*column).and_then(|look| self.view.samples.get(look.format as usize));
            let shown = shown.filter(|shown| !shown.is_empty());
            found.extend(shown.and_then(|shown| Remark::of(shown, Around::On, RemarkAt::Format(at(*column)))));
        }
        let named = self.known.iter().filter(|column| !self.asked.contains(column));
        for column in named {
            let comment = self.view.comments.get(&at(*column));
            found.extend(comment.and_then(|text| Remark::of(text, Around::Note, RemarkAt::Comment(at(*column)))));
        }
        found.into_iter().filter_map(|remark| self.unsettled(remark)).collect()
    }
}

/// What a cell beside a price says of it, under its heading.
fn of_cell(heading: &str, text: &str, place: RemarkAt) -> Option<Remark> {
    const LONGEST_HEADING: usize = 40;
    let folded = fold(heading);
    let words: Vec<&str> = folded.split(' ').collect();
    let of_years = is_standing(&words) || words.contains(&"experience");
    if of_years && is_of_few_or_many_years(text) {
        let claims = vec![Claim::Word("junior".to_owned())];
        return Some(Remark { words: one_line(text), place, claims });
    }
    if words.contains(&"unite") || words.contains(&"facturation") {
        let per = match unit(text) {
            TheirUnit::Per(per) => Some(per),
            TheirUnit::Ours(Unit::Day) => Some(Per::Day),
            TheirUnit::Ours(Unit::Month) => Some(Per::Month),
            _ => None,
        };
        if let Some(per) = per {
            let claims = vec![Claim::Time(per, false)];
            return Some(Remark { words: one_line(text), place, claims });
        }
    }
    let mut found = Remark::of(text, Around::Beside, place);
    if found.is_none() && heading.len() <= LONGEST_HEADING && text.len() <= LONGEST_HEADING {
        let claims_of_heading = claims(heading, Around::Beside);
        let both = format!("{heading} : {text}");
        found = Remark::of(&both, Around::Beside, place)
            .and_then(|of| of.without(|claim| claims_of_heading.contains(claim)));
    }
    found
}
