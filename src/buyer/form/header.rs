//! Finds the rows that head columns: one, or two or three that are read together.

use rust_decimal::Decimal;

use super::heading::{Heading, Role, heading, is_calendar, narrows};
use super::view::{Content, View, ViewRow};

/// The rows above a table that say what its columns are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Its first and last row, from 1.
    pub rows: (u32, u32),
    /// The columns it says something of, from the left.
    pub columns: Vec<Headed>,
}

/// A column and what stands above it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headed {
    /// The column, from 1.
    pub column: u32,
    /// The words above it.
    pub text: String,
    /// What they say.
    pub heading: Heading,
}

/// Every header of a sheet, from the top.
#[must_use]
pub fn headers(view: &View) -> Vec<Header> {
    let mut found: Vec<Header> = Vec::new();
    for (at, row) in view.rows.iter().enumerate() {
        let taken = found.last().is_some_and(|h| row.row <= h.rows.1);
        let last = if taken { None } else { last_row(view, at) };
        let Some(last) = last else { continue };
        let free_above = found.last().map_or(1, |h| h.rows.1 + 1);
        let first = first_row(view, row, free_above);
        let columns = columns(view, first, last);
        if heads(&columns.iter().map(|c| c.heading.role).collect::<Vec<_>>()) {
            found.push(Header { rows: (first, last), columns });
        }
    }
    found
}

/// Do these roles head a table: what is bought, and its price or quantity?
fn heads(roles: &[Role]) -> bool {
    let any = |of: &[Role]| roles.iter().any(|r| of.contains(r));
    any(&[Role::Label, Role::Code, Role::Lot]) && any(&[Role::UnitPrice, Role::Amount, Role::Quantity])
}

/// The headings of a row; `None` where it holds what no heading is. Beside a row of nothing but headings a number or a
/// formula may stand, such as the rate of a tax.
fn headings(row: &ViewRow) -> Option<Vec<Heading>> {
    let plain = |c: &Content| words(c).is_some() || year(c).is_some() || matches!(c, Content::Text(_));
    if !row.cells.iter().all(|c| plain(&c.content)) {
        let mut heads = row.cells.iter().filter(|c| plain(&c.content));
        let (first, last) = (heads.clone().next()?.column, heads.clone().next_back()?.column);
        let beside = |column: u32| !(first..=last).contains(&column);
        let apart = row.cells.iter().filter(|c| !plain(&c.content)).all(|c| beside(c.column));
        if !apart || heads.clone().count() < 3 || !heads.all(|c| is_heading(&c.content)) {
            return None;
        }
    }
    Some(texts(row).filter_map(|(_, text)| heading(text)).collect())
}

/// Does a cell hold a heading, or what narrows one?
fn is_heading(content: &Content) -> bool {
    match words(content) {
        Some(text) => narrows(text) || heading(text).is_some(),
        None => year(content).is_some() || matches!(content, Content::Text(_)),
    }
}

/// The words of a cell, those that a formula puts together too.
fn words(content: &Content) -> Option<&str> {
    match content {
        Content::Formula(_, shown) => {
            Some(shown.trim()).filter(|text| !text.is_empty() && Decimal::from_str_exact(text).is_err())
        }
        other => other.text(),
    }
}

/// The words of a row, from the left.
fn texts(row: &ViewRow) -> impl Iterator<Item = (u32, &str)> {
    row.cells.iter().filter_map(|cell| Some((cell.column, words(&cell.content)?)))
}

/// The last row of the header that starts at a row, if one does.
fn last_row(view: &View, at: usize) -> Option<u32> {
    let own = headings(&view.rows[at])?;
    let mut roles: Vec<Role> = own.iter().map(|h| h.role).collect();
    let mut last = view.rows[at].row;
    let below = view.rows[at + 1..].iter().take(2);
    for next in below.take_while(|next| only_heads(view, next)) {
        if next.row != last + 1 {
            break;
        }
        roles.extend(headings(next).into_iter().flatten().map(|h| h.role));
        last = next.row;
    }
    // One cell alone is a title.
    let title = texts(&view.rows[at]).nth(1).is_none();
    (!title && !own.is_empty() && heads(&roles)).then_some(last)
}

/// Is a row nothing but headings and what narrows them?
fn only_heads(view: &View, row: &ViewRow) -> bool {
    // A row over the whole width is a title.
    let wide = |column: u32| view.merged.iter().any(|m| m.top == row.row && m.left == column);
    row.cells.iter().all(|c| is_heading(&c.content))
        && (row.cells.len() > 1 || row.cells.iter().all(|c| wide(c.column)))
}

/// The first row of the header around `row`: the one above it too, where that groups some of its columns.
fn first_row(view: &View, row: &ViewRow, free: u32) -> u32 {
    let Some(above) = row.row.checked_sub(1).filter(|above| *above >= free).and_then(|above| view.row(above)) else {
        return row.row;
    };
    // Those that say what is bought stand alone: a title above them is no group.
    let named =
        texts(row).filter(|(_, text)| heading(text).is_some_and(|h| [Role::Label, Role::Code].contains(&h.role)));
    let named: Vec<u32> = named.map(|(column, _)| column).collect();
    let covers = |column: u32| {
        let merged = view.merged.iter().find(|m| m.top == above.row && m.left == column);
        let columns = merged.map_or((column, column), |m| (m.left, m.right));
        named.iter().any(|n| (columns.0..=columns.1).contains(n))
    };
    let groups = above.cells.iter().all(|c| c.content.text().is_some() && !covers(c.column));
    if groups && !named.is_empty() { above.row } else { row.row }
}

/// The columns under a header's rows, with what the rows together say of each.
fn columns(view: &View, first: u32, last: u32) -> Vec<Headed> {
    let mut at: Vec<u32> = view
        .rows
        .iter()
        .filter(|r| (first..=last).contains(&r.row))
        .flat_map(|r| r.cells.iter().map(|c| c.column))
        .collect();
    at.sort_unstable();
    at.dedup();
    at.into_iter().filter_map(|column| headed(view, first, last, column)).collect()
}

fn headed(view: &View, first: u32, last: u32, column: u32) -> Option<Headed> {
    let text_at = |row: u32, column: u32| {
        let own = || view.row(row)?.cell(column);
        let made = || words(own()?).map(str::to_owned);
        view.words_at(row, column).map(str::to_owned).or_else(made).or_else(|| year(own()?))
    };
    let mut texts: Vec<String> = Vec::new();
    for row in first..=last {
        let text = text_at(row, column).or_else(|| {
            // `Quantité` over the first of four years, not merged: it goes for those on its right.
            let narrow = (row + 1..=last).any(|below| text_at(below, column).is_some_and(|t| narrows(&t)));
            let left = (1..column).rev().find_map(|left| text_at(row, left));
            left.filter(|_| narrow).filter(|left| heading(left).is_some())
        });
        texts.extend(text.filter(|text| texts.last() != Some(text)));
    }
    let own = texts.last()?;
    let joined = texts.join(" ");
    let together = heading(&joined);
    let alone = heading(own);
    let heading = if narrows(own) && texts.len() > 1 { together.or(alone) } else { alone.or(together) }?;
    let (tax, period) = together.map_or((None, None), |t| (t.tax, t.period));
    let heading = Heading { tax: heading.tax.or(tax), period: heading.period.or(period), ..heading };
    Some(Headed { column, text: joined.split_whitespace().collect::<Vec<_>>().join(" "), heading })
}

/// A calendar year that a cell shows as a number.
fn year(content: &Content) -> Option<String> {
    let year = match content {
        Content::Formula(_, shown) => Decimal::from_str_exact(shown.trim()).ok()?,
        other => other.number()?,
    };
    let year = u32::try_from(year).ok().filter(|_| year.is_integer())?;
    is_calendar(year).then(|| year.to_string())
}
