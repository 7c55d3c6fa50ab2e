//! Tables beside each other: under one header, or each under its own, be it a few rows lower; and the lot that each is of.

use super::header::{AS_HEADING, Headed, Header, WHOLE, heads};
use super::heading::{Heading, Role};
use super::lot::{LotMention, lot_mention};
use super::view::{Content, View, ViewRow};
use crate::formula::Rect;
use crate::unit::fold;

/// The columns of a table beside another one, the first of which names what is bought where no other does, whatever its words:
/// `Forfaits et UO | Unité | Prix HT`.
fn named(columns: &[Headed], unread: &[(u32, String)]) -> Vec<Headed> {
    let mut columns = columns.to_vec();
    let is_name = |h: &Headed| matches!(h.heading.role, Role::Label | Role::Code | Role::Lot);
    let Some(first) = columns.first().map(|h| h.column).filter(|_| !columns.iter().any(is_name)) else {
        return columns;
    };
    let heading = Heading { role: Role::Label, weight: 1, tax: None, period: None, per: None };
    let vague = |h: &&mut Headed| h.heading.role == Role::Amount && h.heading.weight == 1;
    if let Some((column, own)) = unread.iter().find(|(column, _)| column + 1 == first) {
        let (column, text, own) = (*column, own.clone(), own.clone());
        columns.insert(0, Headed { column, text, all: own.clone(), own, group: None, heading });
    } else if columns.len() > 1
        && let Some(first) = columns.first_mut().filter(vague)
    {
        first.heading = heading;
    }
    columns
}

/// Two tables that are beside each other under one header, each with names and prices of its own; else the one.
pub fn parted(view: &View, header: Header) -> Vec<Header> {
    let headed = |column: u32| {
        let rows = header.rows.0..=header.rows.1;
        rows.into_iter().any(|row| view.words_at(row, column).is_some())
    };
    let (Some(first), Some(last)) = (header.columns.first(), header.columns.last()) else { return vec![header] };
    let asks = |columns: &[Headed]| columns.iter().any(|h| h.heading.role.is_asked());
    for gap in (first.column + 1..last.column).filter(|column| !headed(*column)) {
        let at = header.columns.partition_point(|h| h.column < gap);
        let (left, right) = header.columns.split_at(at);
        let (left, right) = (&named(left, &header.unread), &named(right, &header.unread));
        if heads(left) && heads(right) && asks(left) && asks(right) {
            let part = |columns: &[Headed], area| Header {
                area,
                columns: columns.to_vec(),
                title: None,
                apart: None,
                unread: header.unread.clone(),
                rows: header.rows,
            };
            let rest = parted(view, part(right, (gap + 1, header.area.1)));
            return std::iter::once(part(left, (header.area.0, gap - 1))).chain(rest).collect();
        }
    }
    again(header)
}

/// Two tables beside each other without a column between them: the second begins with the heading that the first begins with.
fn again(header: Header) -> Vec<Header> {
    let is_name = |h: &Headed| matches!(h.heading.role, Role::Label | Role::Code);
    let asks = |columns: &[Headed]| columns.iter().any(|h| h.heading.role.is_asked());
    let first = header.columns.first().filter(|h| is_name(h)).map(|h| fold(&h.own));
    let begins = |at: &usize| first.as_ref().is_some_and(|own| *own == fold(&header.columns[*at].own));
    let Some(at) = (1..header.columns.len()).find(begins) else { return vec![header] };
    let (left, right) = header.columns.split_at(at);
    if !(heads(left) && heads(right) && asks(left) && asks(right)) {
        return vec![header];
    }
    let column = right[0].column;
    let part = |columns: &[Headed], area| Header { area, columns: columns.to_vec(), title: None, ..header.clone() };
    let rest = again(part(right, (column, header.area.1)));
    std::iter::once(part(left, (header.area.0, column - 1))).chain(rest).collect()
}

/// So many rows lower, a table beside another may begin.
const LOWER: u32 = 6;

/// Adds the tables that begin beside another one and a few rows lower, where its rows have cells too; `header` finds the first
/// header of a part of the sheet.
pub fn lower(view: &View, found: Vec<Header>, header: impl Fn(&View) -> Option<Header>) -> Vec<Header> {
    let mut all: Vec<Header> = Vec::with_capacity(found.len());
    for mut above in found {
        let Some((left, right)) = above.ends().filter(|_| above.area == WHOLE) else {
            all.push(above);
            continue;
        };
        // The body of the table above is beside the lower header, with a column between them.
        let is_beside = |of: &Header| {
            let body =
                view.row(of.rows.0).is_some_and(|row| row.cells.iter().any(|c| (left..=right).contains(&c.column)));
            let apart = of.ends().is_some_and(|(first, last)| first > right + 1 || last + 1 < left);
            body && apart && heads(&of.columns)
        };
        let part = |from: u32, to: u32| {
            let top = above.rows.1 + 1;
            let area = Rect { top, left: from, bottom: top.saturating_add(LOWER), right: to };
            let rows = view.between(above.rows.1, Some(area.bottom));
            let reaches = rows.iter().any(|row| row.cells.iter().any(|cell| (from..=to).contains(&cell.column)));
            (reaches && view.draw(rows, AS_HEADING)).then(|| header(&view.part(area))).flatten().filter(is_beside)
        };
        let after = part(right + 2, u32::MAX);
        let before = if left > 2 { part(1, left - 2) } else { None };
        let beside = after.map(|of| (right + 1, of)).or_else(|| before.map(|of| (left - 1, of)));
        let Some((gap, mut other)) = beside.filter(|(_, of)| all.iter().all(|known| known.rows != of.rows)) else {
            all.push(above);
            continue;
        };
        let (low, high) = ((1, gap - 1), (gap + 1, u32::MAX));
        (above.area, other.area) = if gap > right { (low, high) } else { (high, low) };
        all.push(above);
        all.push(other);
    }
    // What was found again below, as a table of the whole width, is one of those.
    let parts: Vec<((u32, u32), (u32, u32))> =
        all.iter().filter(|of| of.area != WHOLE).map(|of| (of.rows, of.area)).collect();
    all.retain(|of| of.area != WHOLE || parts.iter().all(|(rows, _)| *rows != of.rows));
    all.sort_by_key(|of| (of.rows, of.area));
    all
}

/// The lot of one of several tables beside each other: that of the row above them, or below, in which each has words of its own,
/// one of them a lot; else that of the nearest title above it. `beside` are the areas of the others, and the rows those that its
/// titles are between, its last line, and the next table.
pub fn lot(
    view: &View, header: &Header, beside: &[(u32, u32)], (since, last, before): (u32, u32, Option<u32>),
) -> Option<LotMention> {
    let of_area = |row: &ViewRow, (left, right): (u32, u32)| {
        let cells = row.cells.iter().filter(|cell| (left..=right).contains(&cell.column));
        let words: Option<Vec<String>> = cells.map(|cell| title_word(&cell.content)).collect();
        words.filter(|words| (1..=TITLE_CELLS).contains(&words.len())).map(|words| words.join(" "))
    };
    // Each of the tables beside has words of its own in the row.
    let paired = |row: &ViewRow| -> Option<(String, bool)> {
        let own = of_area(row, header.area)?;
        let others: Option<Vec<String>> = beside.iter().map(|area| of_area(row, *area)).collect();
        let others = others.filter(|others| !others.is_empty())?;
        let is_lot = |text: &String| lot_mention(text).is_some_and(|lot| lot.number.is_some());
        let of_lots = others.iter().chain([&own]).any(is_lot);
        Some((own, of_lots))
    };
    let above = view.between(since, Some(header.rows.0)).iter().rev().take(ROWS_AROUND);
    let below = view.between(last, before).iter().take(ROWS_AROUND);
    let named = |(own, _): (String, bool)| lot_mention(&own).unwrap_or_else(|| LotMention::title(&own));
    let of_title = |row: &ViewRow| {
        let mut texts = row.texts().filter(|(column, _)| (header.area.0..=header.area.1).contains(column));
        texts.next().filter(|_| texts.next().is_none()).and_then(|(_, text)| lot_mention(text))
    };
    let rows: Vec<(String, bool)> = above.clone().chain(below).filter_map(paired).collect();
    let of_lots = rows.iter().find(|(_, of_lots)| *of_lots).cloned().map(named);
    of_lots.or_else(|| above.clone().find_map(of_title)).or_else(|| rows.into_iter().next().map(named))
}

/// So many rows above tables, and below, may be their titles.
const ROWS_AROUND: usize = 8;

/// A title of a table is in so many cells at most: `Lot`, `3`.
const TITLE_CELLS: usize = 3;

fn title_word(content: &Content) -> Option<String> {
    match (content.text(), content.number()) {
        (Some(text), _) => Some(text.to_owned()),
        (_, Some(number)) if number.is_integer() => Some(number.to_string()),
        _ => None,
    }
}
