//! What the rows of a header together say of each column.

use super::header::{AS_HEADING, COLUMNS, Headed, TITLES};
use super::heading::{BY_PLACE, Heading, Per, Role, heading, is_measure, measure, narrows, speaks_of_prices};
use super::lot::lot_mention;
use super::period::{is_range, period};
use super::spread::{Spread, words, year};
use super::steps::steps;
use super::totals::asks_for_price;
use super::view::{Content, View, ViewRow};
use super::words as vocabulary;
use crate::formula::Rect;
use crate::unit::{fold, one_line};

/// The columns under a header's rows, with what the rows together say of each.
pub fn columns(view: &View, spread: &Spread, first: u32, last: u32) -> (Vec<Headed>, Vec<(u32, String)>) {
    let rows = view.between(first - 1, Some(last + 1));
    let mut at: Vec<u32> = rows.iter().flat_map(|r| r.cells.iter().map(|c| c.column)).collect();
    at.sort_unstable();
    at.dedup();
    // Each heading is read by itself, and with those above it.
    if at.len() > COLUMNS as usize || !view.draw(rows, 3 * AS_HEADING) {
        return Default::default();
    }
    let mut left = vec![None; (last - first + 1) as usize];
    let mut columns = Vec::new();
    let mut unread = Vec::new();
    for column in at.iter().copied() {
        match headed(view, spread, (first, last), column, &mut left) {
            Ok(headed) => columns.push(headed),
            Err(words) => unread.extend(words),
        }
    }
    by_place(view, (first, last), &mut columns, &unread);
    if columns.iter().any(|h| h.heading.role == Role::UnitPrice) {
        let is_bare = |column: &u32| columns.iter().all(|h| h.column != *column);
        let years = at.into_iter().filter(is_bare).filter_map(|column| counted_year(view, last, column));
        let years: Vec<Headed> = years.collect();
        if years.len() > 1 {
            columns.extend(years);
            columns.sort_by_key(|h| h.column);
        }
    }
    let is_read = |of: &Unread| columns.iter().any(|h| h.column == of.column);
    let unread = unread.into_iter().filter(|of| !is_read(of)).map(|of| (of.column, of.own)).collect();
    (columns, unread)
}

/// So many rows below a bare year say what it counts.
const BELOW: u32 = 40;

/// A year that nothing above it says to be of quantities or amounts, over figures that the buyer typed: beside prices that are
/// asked they are quantities, since nobody knows the amounts yet.
fn counted_year(view: &View, row: u32, column: u32) -> Option<Headed> {
    let shown = || view.row(row).and_then(|row| row.cell(column)).and_then(year);
    let text = one_line(&view.words_at(row, column).map(str::to_owned).or_else(shown)?);
    let words = fold(&text);
    let period = period(&words.split(' ').collect::<Vec<_>>()).filter(|of| of.is_year())?;
    let below = view.between(row, Some(row + BELOW));
    let cells = || below.iter().filter_map(|below| below.cell(column));
    let typed = cells().any(|cell| cell.number().is_some_and(|number| !number.is_zero()));
    let computed = cells().any(|cell| matches!(cell, Content::Formula(..)));
    let heading = Heading { role: Role::Quantity, weight: 1, tax: None, period: Some(period), per: None };
    let own = text.clone();
    (narrows(&text) && typed && !computed).then_some(Headed {
        column,
        text,
        all: own.clone(),
        own,
        group: None,
        heading,
    })
}

/// The words above a column that say nothing by themselves.
struct Unread {
    column: u32,
    own: String,
    group: Option<String>,
}

/// Takes for prices what only its place says so of: `Heure | Demi-journée | Journée` beside each other; the columns of one group
/// (`Complexité` over `Simple | Moyenne | Complexe`), those of lots, of ranges of quantities, of a tax without another word, and all that wait beside what is bought, below a title of prices,
/// where nothing else asks for one.
fn by_place(view: &View, (first, last): (u32, u32), columns: &mut Vec<Headed>, unread: &[Unread]) {
    let pers: Vec<Option<Per>> = unread.iter().map(|of| measure(&of.own)).collect();
    let several = |per: &Option<Per>| per.is_some() && pers.iter().flatten().any(|other| Some(*other) != *per);
    let asks = columns.iter().any(|h| h.heading.role.is_asked());
    let titled = || {
        let titles = view.rows.iter().take_while(|row| row.row < first).filter(|row| row.cells.len() == 1);
        titles.flat_map(ViewRow::texts).any(|(_, text)| speaks_of_prices(text))
    };
    let grouped = |of: &Unread| of.group.is_some() && unread.iter().filter(|other| other.group == of.group).count() > 1;
    let in_group = !asks && unread.iter().any(grouped) && titled();
    let is_lot = |of: &Unread| lot_mention(&of.own).is_some_and(|lot| lot.number.is_some());
    let by_lot = !asks && unread.iter().filter(|of| is_lot(of)).count() > 1 && titled();
    // `Complexité faible HT | Complexité moyenne HT`: nothing but prices has a tax.
    let is_net = |of: &Unread| fold(&of.own).split(' ').any(|word| word == "ht");
    let by_tax = !asks && unread.iter().filter(|of| is_net(of)).count() > 1;
    let by_range = !asks && unread.iter().filter(|of| is_range(&of.own)).count() > 1 && titled();
    let asking = |of: &Unread| asks_for_price(&of.own);
    let alone = !asks && unread.iter().filter(|of| asking(of)).count() == 1 && is_plain_header(view, first, columns);
    let matrix = !asks && !in_group && !by_lot && is_matrix(view, (first, last), columns, unread);
    // `Profil | Journée` below a title of prices.
    let is_label = |h: &Headed| h.heading.role == Role::Label;
    let by_time = !asks && unread.len() == 1 && pers[0].is_some() && columns.iter().any(is_label) && titled();
    let scale = if asks || in_group || matrix { Vec::new() } else { scale(view, (first, last), columns, unread) };
    let is_taken = |of: &Unread| {
        matrix
            || scale.contains(&of.column)
            || (by_tax && is_net(of))
            || (by_range && is_range(&of.own))
            || (in_group && grouped(of))
            || (by_lot && is_lot(of))
            || by_time
            || (alone && asking(of))
    };
    let named_by_units = !scale.is_empty() && columns.iter().all(|h| h.heading.role == Role::Unit);
    let taken = unread.iter().zip(&pers).filter(|(of, per)| several(per) || is_taken(of));
    let taken: Vec<Headed> = taken
        .map(|(of, per)| Headed {
            column: of.column,
            text: of.group.iter().chain([&of.own]).map(String::as_str).collect::<Vec<_>>().join(" "),
            own: of.own.clone(),
            all: of.group.iter().chain([&of.own]).map(String::as_str).collect::<Vec<_>>().join(" "),
            group: of.group.clone(),
            heading: Heading { role: Role::UnitPrice, weight: BY_PLACE, tax: None, period: None, per: *per },
        })
        .collect();
    // `Unité d'œuvre | Simple | Complexe`: what is bought.
    let is_name = |h: &&mut Headed| matches!(h.heading.role, Role::Unit);
    if let Some(name) = columns.iter_mut().find(is_name).filter(|_| named_by_units) {
        name.heading = Heading { role: Role::Label, weight: 1, ..name.heading };
    }
    // So is it over a matrix, whose steps are below one heading of prices.
    let named = columns.iter().any(|h| matches!(h.heading.role, Role::Label | Role::Code | Role::Lot));
    let in_group = |h: &&Headed| h.heading.role == Role::UnitPrice && h.group.is_some();
    let is_grid = !named && columns.iter().filter(in_group).count() > 1;
    if let Some(name) = columns.first_mut().filter(|h| is_grid && h.heading.role == Role::Unit && names_work(&h.own)) {
        name.heading = Heading { role: Role::Label, weight: 1, ..name.heading };
    }
    let unnamed = unread.first().filter(|_| columns.is_empty() && !scale.is_empty());
    columns.extend(unnamed.map(|of| Headed {
        column: of.column,
        text: of.own.clone(),
        own: of.own.clone(),
        all: of.own.clone(),
        group: None,
        heading: Heading { role: Role::Label, weight: 1, tax: None, period: None, per: None },
    }));
    columns.extend(taken);
    columns.sort_by_key(|headed| headed.column);
}

/// Is a heading `Unité d'œuvre`, over units of work or over what is bought?
pub fn names_work(text: &str) -> bool {
    let folded = fold(&text.replace(['’', '\''], " "));
    ["unite d oeuvre", "unites d oeuvre", "uo"].contains(&folded.as_str())
}

/// The columns of the steps of a scale, below a title of prices, where each waits in each row beside what is bought:
/// `Unité d'œuvre | Simple | Moyenne | Complexe`.
fn scale(view: &View, (first, last): (u32, u32), columns: &[Headed], unread: &[Unread]) -> Vec<u32> {
    let steps = steps(unread.iter().map(|of| (of.column, of.own.as_str())));
    // Where nothing is a heading, the words before the steps name what is bought.
    let unnamed = || unread.first().filter(|of| columns.is_empty() && !steps.contains(&of.column)).map(|of| of.column);
    let name = columns.first().map(|h| h.column).or_else(unnamed);
    let (Some(left), Some(name)) = (steps.first(), name) else { return Vec::new() };
    let is_name = |h: &Headed| matches!(h.heading.role, Role::Label | Role::Code | Role::Lot | Role::Unit);
    let says_prices = |row: &ViewRow| {
        row.cells.len() == 1 && row.texts().any(|(_, text)| speaks_of_prices(text) && !asks_for_price(text))
    };
    // Work units are sold, whatever else a title says.
    let of_units = |text: &str| {
        let folded = fold(&text.replace(['’', '\''], " "));
        folded.split(' ').any(|word| ["uo", "oeuvre"].contains(&word))
    };
    let says_units = |row: &ViewRow| row.cells.len() == 1 && row.texts().any(|(_, text)| of_units(text));
    let above = view.between(first.saturating_sub(TITLES + 1), Some(first));
    let titled = above.iter().any(|row| says_prices(row) || says_units(row));
    let lines = lines(view, last, name);
    let waits = |row: &&ViewRow, at: u32| row.cell(at).is_none_or(|content| content.text().is_some_and(asks_for_price));
    let wait = !lines.is_empty() && lines.iter().all(|row| steps.iter().all(|at| waits(row, *at)));
    if titled && wait && name < *left && columns.iter().all(is_name) { steps } else { Vec::new() }
}

/// The rows below a header, one after the other, that have words in a column.
fn lines(view: &View, last: u32, column: u32) -> Vec<&ViewRow> {
    let rows = view.between(last, Some(last + BELOW)).iter().enumerate();
    let rows = rows.take_while(|(at, row)| row.row == last + 1 + u32::try_from(*at).unwrap_or(u32::MAX));
    rows.map(|(_, row)| row).take_while(|row| row.text(Some(column)).is_some()).collect()
}

/// Do headings name what is bought and count it, with no table above them? A line of one may read like them.
fn is_plain_header(view: &View, first: u32, columns: &[Headed]) -> bool {
    let any = |of: &[Role]| columns.iter().any(|h| of.contains(&h.heading.role));
    let above = view.rows.iter().take_while(|row| row.row < first);
    any(&[Role::Label]) && any(&[Role::Unit, Role::Quantity]) && above.into_iter().all(|row| row.texts().count() < 3)
}

/// Do two columns or more beside what is bought wait in each row, below a title of prices: `Lot | Simple | Moyenne | Complexe`?
fn is_matrix(view: &View, (first, last): (u32, u32), columns: &[Headed], unread: &[Unread]) -> bool {
    let is_name = |h: &&Headed| matches!(h.heading.role, Role::Label | Role::Code | Role::Lot);
    let [name] = columns else { return false };
    let above = view.between(first.saturating_sub(TITLES), Some(first));
    let titled = above.last().is_some_and(|row| {
        row.cells.len() == 1 && row.texts().any(|(_, text)| speaks_of_prices(text) && !asks_for_price(text))
    });
    let lines = lines(view, last, name.column);
    let waits = |of: &Unread| of.column > name.column && lines.iter().all(|row| row.cell(of.column).is_none());
    let is_aside = |of: &Unread| vocabulary::is_aside(&fold(&of.own).split(' ').collect::<Vec<_>>());
    titled
        && is_name(&name)
        && unread.len() > 1
        && lines.len() > 1
        && unread.iter().all(|of| waits(of) && !is_aside(of))
}

/// What a column is headed by; `left` holds the last text of each row on its left, and then its own.
fn headed(
    view: &View, spread: &Spread, (first, last): (u32, u32), column: u32, left: &mut [Option<String>],
) -> Result<Headed, Option<Unread>> {
    // What spreads over several columns heads those that have words of their own below.
    let is_group = |row: u32| {
        let area = spread.area(view, row, column);
        area.is_some_and(|area| area.width() > 1 && (area.bottom < last || area.left != column))
    };
    let text_at = |row: u32, column: u32| {
        let own = || view.row(row)?.cell(column);
        let made = || words(own()?).map(str::to_owned);
        let spread = || spread.heading_cell(view, row, column).map(|(_, text)| text.to_owned());
        view.words_at(row, column).map(str::to_owned).or_else(made).or_else(|| year(own()?)).or_else(spread)
    };
    let mut texts: Vec<String> = Vec::new();
    let (mut has_own, mut group) = (false, None);
    for (row, left) in (first..=last).zip(left) {
        let own = text_at(row, column);
        let text = own.clone().or_else(|| {
            // `Quantité` over the first of four years, not merged: it goes for those on its right.
            let narrow = (row + 1..=last).any(|below| text_at(below, column).is_some_and(|t| narrows(&t)));
            left.clone().filter(|_| narrow).filter(|left| heading(left).is_some())
        });
        *left = own.or(left.take());
        has_own |= text.is_some() && !is_group(row);
        group = text.as_deref().filter(|_| is_group(row)).map(one_line).or(group);
        texts.extend(text.filter(|text| texts.last() != Some(text)));
    }
    let Some(own) = texts.last().filter(|_| has_own) else { return Err(None) };
    let joined = texts.join(" ");
    let together = heading(&joined);
    let alone = heading(own);
    let measure = alone.is_none() && is_measure(own);
    // Below a group of prices, what reads like a column of lots, profiles or phases only says of which it is.
    let only_which = |h: Heading| matches!(h.role, Role::Lot | Role::Code | Role::Label | Role::Unit);
    // A title over the labels, `Prix par intervenant`, is no group: one column alone has words below it.
    let shares = |row: u32| {
        let area = spread.area(view, row, column).filter(|_| is_group(row));
        let own = |area: &Rect| (area.left..=area.right).filter(|at| text_at(last, *at).is_some()).take(2).count();
        area.is_some_and(|area| area.width() <= COLUMNS && own(&area) > 1)
    };
    let of_group = group.as_deref().filter(|_| (first..last).any(shares)).and_then(heading);
    let of_group = of_group.filter(|h| h.role.is_asked());
    let of_price = of_group.is_some() && alone.is_some_and(only_which);
    let with_group = (narrows(own) || measure || of_price) && texts.len() > 1;
    let together = together.or(of_group.filter(|_| alone.is_none_or(only_which)));
    let heading = if with_group { together.or(alone) } else { alone.or(together) };
    let Some(heading) = heading else { return Err(Some(Unread { column, own: one_line(own), group })) };
    let (tax, period) = together.map_or((None, None), |t| (t.tax, t.period));
    let per = heading.per.or_else(|| together.and_then(|t| t.per)).filter(|_| heading.role.is_asked());
    let text = if Some(heading) == alone { own } else { &joined };
    let heading = Heading { tax: heading.tax.or(tax), period: heading.period.or(period), per, ..heading };
    Ok(Headed { column, text: one_line(text), own: one_line(own), all: one_line(&joined), group, heading })
}
