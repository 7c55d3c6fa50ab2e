//! The buyer's price form: which rows head columns, what each column is for, what each row is, which lot it is for.
//!
//! It is found by the words of French and English forms and by what is below them, on a [`View`] of each sheet
//! that a workbook of any format can give. Nothing here knows our bid: [`crate::buyer`] matches it.

mod above;
mod apart;
mod around;
mod assign;
mod below;
mod beside;
mod beyond;
mod calendar;
mod claim;
mod code;
mod columns;
mod counted;
mod day;
mod find;
mod headed;
mod header;
mod heading;
mod lot;
mod period;
mod plain;
mod quantity;
mod reader;
mod remark;
mod remarked;
mod role;
mod row;
mod rows;
mod said;
mod several;
mod source;
mod spread;
mod steps;
mod tax;
mod titles;
mod totals;
mod unit;
mod view;
mod vocabulary;
mod words;

pub use beyond::Stated;
pub use calendar::Term;
pub use claim::Claim;
pub use code::Code;
pub use columns::{Column, Columns, Measure, Multiple, letters};
pub use heading::{Part, Per, asks, is_gross, may_be_a_price, names_what_is_bought, per, reading, speaks_of_prices};
pub use lot::{LotMention, lot_mention};
pub use period::{Period, is_calendar, period};
pub use quantity::{Quantity, Scale, years};
pub use remark::{Remark, RemarkAt};
pub use row::{Place, Price, Row, RowKind};
pub use said::{Count, Lead, Of, Said, count};
pub use steps::steps;
pub use titles::Titled;
pub use totals::{asks_for_price, figure, total};
pub use unit::{TheirUnit, unit};
pub use view::{Content, Look, View, ViewCell, ViewRow, looks, views};

use above::Above;
use around::Around;
use heading::{Role, Tax};
use std::collections::HashSet;

use rayon::prelude::*;

use crate::diag::Finding;
use crate::formula::Rect;
use crate::model::raw::Money;
use crate::unit::{Budget, fold, one_line};
use crate::xlsx::Book;

/// The price forms of a workbook.
#[derive(Debug, Clone, Default)]
pub struct Form {
    /// The sheets that hold one, in the workbook's order.
    pub sheets: Vec<SheetForm>,
    /// The lot that the workbook is for: that of all its sheets that name one, titles and covers alike.
    pub lot: Option<LotMention>,
    /// What reading the file may take that they are of.
    pub budget: Budget,
}

/// The price form of a sheet.
#[derive(Debug, Clone)]
pub struct SheetForm {
    /// Its place among the workbook's sheets, from 0.
    pub sheet: usize,
    /// Its name.
    pub name: String,
    /// Is it hidden from the reader?
    pub hidden: bool,
    /// The lot that its title or its name says it is for.
    pub lot: Option<LotMention>,
    /// The titles above its first table.
    pub titles: Vec<String>,
    /// Its tables, from the top.
    pub tables: Vec<Table>,
}

/// A table of a form: a header, and the rows below it.
#[derive(Debug, Clone)]
pub struct Table {
    /// The first and last row of its header, from 1.
    pub header: (u32, u32),
    /// The words by themselves just above its header, where its sheet has several tables: what it is called.
    pub title: Option<String>,
    /// Its columns.
    pub columns: Columns,
    /// What sets its prices apart from those of the other tables under the same header: a lot, a step of a scale, a period.
    pub apart: Option<String>,
    /// Is that a period of the contract: what is bought is the same as beside it, at another time?
    pub is_period: bool,
    /// Is that a range of quantities: what is bought is the same as beside it, from so many on?
    pub is_range: bool,
    /// Its rows that hold something.
    pub rows: Vec<Row>,
}

impl Table {
    /// Does it only add up lots? Nothing of it is filled in.
    #[must_use]
    pub fn is_recap(&self) -> bool {
        self.columns.is_recap()
    }

    /// Its lines to price, those for the record, variants and coefficients too.
    pub fn lines(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|r| r.kind.is_line())
    }
}

impl SheetForm {
    /// Has it lines to price?
    #[must_use]
    pub fn is_priced(&self) -> bool {
        !self.hidden && self.tables.iter().any(|t| !t.is_recap() && t.lines().next().is_some())
    }
}

/// Finds the price forms of a workbook.
///
/// # Errors
/// A sheet that cannot be read.
pub fn form_of(book: &Book) -> Result<Form, Finding> {
    let form = form(&views(book, &book.all_sheets()?));
    book.package.budget().draw(0)?;
    Ok(form)
}

/// Finds the price forms of sheets that are looked at, in the workbook's order; not all of them where the budget of the
/// sheets is spent.
#[must_use]
pub fn form(views: &[View]) -> Form {
    let sheets = views.par_iter().enumerate().filter_map(|(at, view)| sheet_form(at, view));
    let mut sheets: Vec<SheetForm> = sheets.collect();
    source::note(&mut sheets, views);
    let lot = lot_of_all(views, &sheets);
    let budget = views.first().map(|view| view.budget.clone()).unwrap_or_default();
    Form { sheets, lot, budget }
}

/// What the words of the rows up to a header, and those over a column in it, say that prices are counted in, where that is no
/// euro.
#[must_use]
pub fn money_above(view: &View, header: u32, column: Option<u32>) -> Option<Money> {
    let rows = || view.rows.iter().take_while(|row| row.row <= header);
    let heading = column.and_then(|column| view.row(header)?.text(Some(column))).and_then(above::multiple_of_euros);
    heading.or_else(|| Above::of(rows().flat_map(ViewRow::texts).map(|(_, text)| text)).multiple)
}

/// So many rows of a cover may name the lot of a workbook.
const COVER: usize = 60;

/// The words of a cover are looked at so many times for a lot.
const FOR_A_LOT: usize = 7;

/// The lot that all sheets in sight name which name any: those of the form, and covers beside them.
fn lot_of_all(views: &[View], sheets: &[SheetForm]) -> Option<LotMention> {
    let seen = sheets.iter().filter(|sheet| !sheet.hidden);
    let titles = seen.clone().filter_map(|sheet| sheet.lot.clone());
    let rows = seen.flat_map(|sheet| &sheet.tables).flat_map(|table| &table.rows).filter_map(|row| row.lot.clone());
    let is_form = |at: usize| sheets.iter().any(|sheet| sheet.sheet == at);
    let covers = views.iter().enumerate().filter(|(at, view)| !view.hidden && !is_form(*at));
    let covers = covers.flat_map(|(_, view)| {
        let rows = view.rows.iter().take(COVER).take_while(|row| view.draw(std::slice::from_ref(*row), FOR_A_LOT));
        let texts = rows.flat_map(ViewRow::texts).map(|(_, text)| text);
        std::iter::once(view.name.as_str()).chain(texts).filter_map(lot::lot_mention)
    });
    let mut all = titles.chain(rows).chain(covers);
    let first = all.next()?;
    all.all(|other| other.number.is_some() && other.number == first.number).then_some(first)
}

fn sheet_form(sheet: usize, view: &View) -> Option<SheetForm> {
    form_below(sheet, view, find::headers(view))
}

/// What a sheet would be a form of, were one of the columns below a row of headings that of prices: which one is to be decided.
#[must_use]
pub fn without_prices(sheet: usize, view: &View, row: u32) -> Option<SheetForm> {
    if !view.draw(&view.rows, header::AS_HEADING) {
        return None;
    }
    form_below(sheet, view, vec![find::without_prices(view, row)])
}

fn form_below(sheet: usize, view: &View, mut headers: Vec<header::Header>) -> Option<SheetForm> {
    let first = headers.iter().map(|header| header.rows).min()?;
    // A title such as `Montants en k€` reads like a heading: it may have been taken for a part of the header.
    let is_title = |row: &&ViewRow| row.row < first.0 || row.cells.len() == 1;
    let titles = view.rows.iter().take_while(|row| row.row <= first.1).filter(is_title).flat_map(ViewRow::texts);
    let titles: Vec<&str> = titles.map(|(_, text)| text).collect();
    let above = Above::of(titles.iter().copied());
    let scale = titles.iter().find_map(|text| Scale::of_title(text));
    let around = Around::of(view, above, scale.as_ref());
    let starts: Vec<u32> = headers.iter().map(|header| header.rows.0).collect();
    for header in &mut headers {
        let end = starts[starts.partition_point(|start| *start <= header.rows.1)..].first().copied();
        let tax = above.tax.or_else(|| tax_of_sections(view.between(header.rows.1, end)));
        for heading in header.columns.iter_mut().map(|headed| &mut headed.heading) {
            heading.tax = heading.tax.or(tax.filter(|_| matches!(heading.role, Role::UnitPrice | Role::Amount)));
        }
    }
    let mut tables: Vec<Table> = Vec::new();
    let mut lines = HashSet::new();
    let mut repeats = vec![false; headers.len()];
    for at in 0..headers.len() {
        if repeats[at] {
            continue;
        }
        let header = &headers[at];
        // Page breaks repeat a header: its table goes on.
        let same = |h: &header::Header| {
            h.area == header.area
                && h.title == header.title
                && h.columns.iter().map(key).eq(header.columns.iter().map(key))
        };
        // What begins beside a table, be it lower, does not end it.
        let others = |n: &usize| headers[*n].rows.0 > header.rows.1 && headers[*n].is_below(header);
        let next = (at + 1..headers.len()).find(|n| others(n) && !same(&headers[*n])).unwrap_or(headers.len());
        let again: Vec<usize> = (at + 1..next).filter(|n| others(n) && same(&headers[*n])).collect();
        for n in &again {
            repeats[*n] = true;
        }
        let repeated: Vec<(u32, u32)> = again.iter().map(|n| headers[*n].rows).collect();
        let is_header = |row: u32| {
            repeated.get(repeated.partition_point(|(_, last)| *last < row)).is_some_and(|(first, _)| *first <= row)
        };
        let before = headers.get(next).map(|h| h.rows.0);
        let titles = around::titles_of(view, header, (first, &titles), &headers[..at], &lines);
        let mut found = tables_of(view, header, (before, &titles), &around, is_header);
        if header.area != header::WHOLE {
            let ends = |of: &&header::Header| header.is_below(of) && of.rows.1 < header.rows.0;
            let since = headers[..at].iter().rev().find(ends).map_or(0, |of| of.rows.1);
            let beside: Vec<(u32, u32)> = headers[at.saturating_sub(NEAR)..headers.len().min(at + NEAR)]
                .iter()
                .filter(|of| !of.is_below(header))
                .map(|of| of.area)
                .collect();
            let last = found.iter().flat_map(Table::lines).map(|row| row.row).max().unwrap_or(header.rows.1);
            let lot = beside::lot(view, header, &beside, (since, last, before));
            for row in found.iter_mut().flat_map(|table| &mut table.rows).filter(|row| row.lot.is_none()) {
                row.lot.clone_from(&lot);
            }
        }
        lines.extend(found.iter().flat_map(Table::lines).map(|row| row.row));
        tables.append(&mut found);
    }
    let remarks = around::remarks(view, tables.iter().flat_map(|table| &table.rows), first.1);
    for table in &mut tables {
        remarked::note(&mut table.columns, &remarks);
    }
    tables.retain(|t| t.lines().next().is_some() || t.rows.iter().any(|r| r.kind == RowKind::Lot));
    tables.first()?;
    call(view, &mut tables);
    let lot = titles.iter().find_map(|text| lot::lot_mention(text));
    let name = lot::lot_mention(&view.name);
    let titles = titles.into_iter().map(str::to_owned).collect();
    Some(SheetForm { sheet, name: view.name.clone(), hidden: view.hidden, lot: lot.or(name), titles, tables })
}

/// Notes what each of several tables of a sheet is called: the words alone in a row above its header, below the lines of the one before.
fn call(view: &View, tables: &mut [Table]) {
    let mut ends: Vec<u32> =
        tables.iter().map(|of| of.lines().map(|row| row.row).max().unwrap_or(of.header.1)).collect();
    ends.sort_unstable();
    let headers: Vec<u32> = tables.iter().map(|of| of.header.0).collect();
    let are_several = headers.iter().any(|row| *row != headers[0]);
    for table in tables.iter_mut().filter(|_| are_several) {
        let first = table.header.0;
        let since = ends[..ends.partition_point(|end| *end < first)].last().copied().unwrap_or(0);
        let above = view.between(since.max(first.saturating_sub(header::TITLES + 1)), Some(first));
        let title = above.iter().rev().find(|row| row.cells.len() == 1).and_then(|row| row.texts().next());
        table.title = title.map(|(_, text)| one_line(text));
    }
}

/// The tax of the prices of a table by its first row, a title such as `Tarifs TTC`, where no other title gainsays it.
fn tax_of_sections(rows: &[ViewRow]) -> Option<Tax> {
    let titles =
        rows.iter().filter(|row| row.cells.len() == 1).flat_map(|row| row.texts().map(|(_, text)| (row.row, text)));
    let titles = titles.filter(|(_, text)| text.len() <= LONGEST_TITLE);
    let of_first =
        |(row, text): (u32, &str)| rows.first().is_some_and(|first| first.row == row).then(|| Above::of([text]).tax);
    let mut titles = titles.peekable();
    let tax = titles.peek().copied().and_then(of_first)??;
    let gainsaid = titles.any(|(_, text)| fold(text).split(' ').any(|word| ["ht", "hors"].contains(&word)));
    (!gainsaid).then_some(tax)
}

/// A title of a section has no more letters.
const LONGEST_TITLE: usize = 80;

/// So many tables before and after one may be beside it.
const NEAR: usize = 8;

/// So many times the work of looking at a row is reading it as one of a table.
const TIMES_READ: usize = 20;

/// The tables below a header, as far as another one: one, or one for each of several prices that it sets apart; none where it asks
/// for nothing and adds nothing up.
fn tables_of(
    view: &View, header: &header::Header, (before, titles): (Option<u32>, &[&str]), around: &Around<'_>,
    is_header: impl Fn(u32) -> bool,
) -> Vec<Table> {
    let part;
    let view = if header.area == header::WHOLE {
        view
    } else {
        let ((left, right), top) = (header.area, header.rows.0);
        part = view.part(Rect { top, left, bottom: before.map_or(u32::MAX, |before| before - 1), right });
        &part
    };
    let rows = view.between(header.rows.1, before);
    // Each row is read several times: for what its columns hold, for what distinguishes lines from titles, and for what it says.
    if !view.draw(rows, TIMES_READ) {
        return Vec::new();
    }
    let body = below::Body::of(view, header, rows, &is_header);
    let whole = assign::columns(header, &body);
    let mut apart = apart::apart(header, &whole);
    let of_each: Vec<(Option<String>, Columns)> = if apart.is_empty() {
        vec![(None, whole)]
    } else {
        let read = |header: &mut header::Header| {
            let columns = assign::columns(header, &body);
            (header.apart.take(), columns)
        };
        apart.iter_mut().map(read).collect()
    };
    let all = |takes: fn(&str) -> bool| of_each.iter().all(|(apart, _)| apart.as_deref().is_some_and(takes));
    let is_range = all(period::is_range);
    let is_period = !is_range && all(period::is_period);
    let title = header.title.as_ref().map(|(_, text)| text.as_str());
    let titled = around.titled(titles);
    let table = |(at, (apart, mut columns)): (usize, (Option<String>, Columns))| {
        let above = around.above.multiple.map(|money| Multiple { money, by_heading: false });
        columns.multiple = columns.multiple.or(above);
        // Of a period that is an option, the map asks which prices it gets.
        columns.beyond = columns.beyond.filter(|of| !is_period || *of != Stated::Option);
        if columns.scale.is_none() && !columns.quantities.is_empty() {
            columns.scale = around.scale.cloned();
        }
        columns.beyond = columns.beyond.or(around.noted);
        // What the headings say is nearer than a title.
        if columns.paid.is_none() && columns.prices.is_empty() && columns.beyond.is_none() {
            columns.titled.clone_from(&titled);
        }
        if let Some(Titled::Unclear(title)) = &columns.titled
            && columns.unit.is_none()
        {
            columns.unclear = columns.unclear.or_else(|| Some(title.clone()));
        }
        let empty = columns.asked().is_none()
            && columns.quantities.is_empty()
            && columns.amounts.is_empty()
            && (columns.candidates.is_empty() || header::heads(&header.columns));
        if empty || (at > 0 && !view.draw(rows, TIMES_READ)) {
            return None;
        }
        let remarks = remarked::of_table(view, header, titles, &columns);
        remarked::note(&mut columns, &remarks);
        let body = rows;
        let mut rows = rows::rows(view, &columns, body, title, &is_header);
        rows::without_title(view, &mut rows, before);
        remarked::of_rows(view, header, &columns, body, &mut rows);
        // One column alone may be that of a lot, by its heading.
        let of_lot =
            || lot::lot_mention(&columns.asked()?.heading).filter(|lot| lot.number.is_some()).map(|lot| lot.text);
        if let Some(apart) = apart.clone().filter(|_| !is_period && !is_range).or_else(of_lot) {
            rows::set_apart(&mut rows, &apart);
        }
        Some(Table { header: header.rows, title: None, columns, apart, is_period, is_range, rows })
    };
    of_each.into_iter().enumerate().filter_map(table).collect()
}

/// What two headers of one table say alike of a column; of what is asked, in the same words.
fn key(headed: &header::Headed) -> (u32, heading::Role, Option<heading::Tax>, Option<Period>, Option<String>) {
    let heading = headed.heading;
    let words = heading.role.is_asked().then(|| fold(&headed.text));
    (headed.column, heading.role, heading.tax, heading.period, words)
}
