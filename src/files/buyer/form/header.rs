//! Finds the rows that head columns: one, or two or three that are read together.

use itertools::Itertools as _;
use rust_decimal::Decimal;

use super::heading::{
    BY_PLACE, Heading, Part, Per, Period, Role, heading, is_calendar, is_measure, measure, money, narrows, period,
    reading, speaks_of_prices,
};
use super::lot::lot_mention;
use super::totals::{asks_for_price, figure, total};
use super::view::{Content, View, ViewCell, ViewRow};
use super::words as vocabulary;
use crate::formula::{Address, Rect};
use crate::unit::fold;

/// The rows above a table that say what its columns are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Its first and last row, from 1.
    pub rows: (u32, u32),
    /// The first and last column of its table: another may be beside it.
    pub area: (u32, u32),
    /// The columns it says something of, from the left.
    pub columns: Vec<Headed>,
    /// The words in the place of a heading of labels, which name what is below: `Phase 1 : Cadrage` beside `€ HT`.
    pub title: Option<(u32, String)>,
    /// What sets its prices apart from those of the other tables under the same rows.
    pub apart: Option<String>,
    /// The columns with words above them that say nothing of a price form, and the words.
    pub unread: Vec<(u32, String)>,
}

/// A column and what is above it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headed {
    /// The column, from 1.
    pub column: u32,
    /// The words above it.
    pub text: String,
    /// The lowest of them, which are its own.
    pub own: String,
    /// The words of the cell above that it shares with other columns.
    pub group: Option<String>,
    /// What they say.
    pub heading: Heading,
}

/// The area of a table that no other is beside.
pub const WHOLE: (u32, u32) = (1, u32::MAX);
/// So many rows at most are read together.
const ROWS: u32 = 3;
/// A row of more columns than this heads no table: each is looked at in every row below.
pub const COLUMNS: u32 = 256;

/// Words of more letters than this head no column.
const LONGEST: usize = 80;

/// Reading a cell as a heading is so many times the work of looking at it.
const AS_HEADING: usize = 10;

/// Every header of a sheet, from the top.
#[must_use]
pub fn headers(view: &View) -> Vec<Header> {
    // Every cell is read as a heading.
    if !view.draw(&view.rows, AS_HEADING) {
        return Vec::new();
    }
    let looks = Looks::of(view);
    let mut found: Vec<Header> = Vec::new();
    for (at, row) in view.rows.iter().enumerate() {
        if found.last().is_some_and(|h| row.row <= h.rows.1) {
            continue;
        }
        let free_above = found.last().map_or(1, |h| h.rows.1 + 1);
        let several = looks.opens(at).then(|| looks.several(at, free_above)).flatten();
        match several {
            Some(header) if is_line_of(view, &found, &header) => {}
            Some(header) => found.extend(beside(view, header)),
            None => found.extend(looks.titled(at)),
        }
    }
    found
}

/// Is what reads like a header a line of the table above it, or of two beside each other: `Pilotage du lot` beside `forfait mensuel`,
/// where the header above has units, and its prices wait? All that it asks for is below a heading of another kind, without tax
/// or currency.
fn is_line_of(view: &View, found: &[Header], header: &Header) -> bool {
    let rows = found.last().map(|last| last.rows);
    let beside = || found.iter().rev().take_while(move |of| Some(of.rows) == rows);
    let above: Vec<&Headed> = beside().flat_map(|of| &of.columns).collect();
    let role = |column: u32| above.iter().find(|h| h.column == column).map(|h| h.heading.role);
    let asked = header.columns.iter().filter(|h| h.heading.role.is_asked() || h.heading.role == Role::Quantity);
    // A column of units may have any heading: `UO`, `Base`.
    let unread = |column: u32| beside().flat_map(|of| &of.unread).any(|(of, _)| *of == column);
    let of_units = |column: u32| role(column).map_or_else(|| unread(column), |role| role == Role::Unit);
    let is_unit = |h: &Headed| of_units(h.column) && h.heading.tax.is_none() && !h.own.contains('€');
    let waits = |h: &&Headed| {
        h.heading.role.is_asked() && (header.rows.0..=header.rows.1).all(|row| view.words_at(row, h.column).is_none())
    };
    header.rows.0 == header.rows.1 && asked.into_iter().all(is_unit) && above.iter().any(waits)
}

/// Do these headings head a table: what is bought, and its price, quantity or coefficient?
fn heads(headings: &[Headed]) -> bool {
    let any = |of: &[Role]| headings.iter().any(|h| of.contains(&h.heading.role));
    let counts = [Role::UnitPrice, Role::Amount, Role::Quantity, Role::Coefficient];
    // `Forfait` alone is a unit too, and `Prestation` the beginning of a label.
    let lone = |h: &&Headed| h.heading.role == Role::Amount && h.heading.weight == 1 && h.heading.tax.is_none();
    let counted = headings.iter().filter(|h| counts.contains(&h.heading.role));
    let vague = counted.clone().all(|h| lone(&h)) && headings.len() < 3;
    any(&[Role::Label, Role::Code, Role::Lot]) && counted.count() > 0 && !vague
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

/// A calendar year that a cell shows as a number.
fn year(content: &Content) -> Option<String> {
    let year = match content {
        Content::Formula(_, shown) => Decimal::from_str_exact(shown.trim()).ok()?,
        other => other.number()?,
    };
    let year = u32::try_from(year).ok().filter(|_| year.is_integer())?;
    is_calendar(year).then(|| year.to_string())
}

/// What the cells of a sheet are to a header, each read once.
struct Looks<'a> {
    view: &'a View,
    cells: Vec<Vec<Said>>,
    spread: Spread,
}

/// What a cell is to a header, and what its words say as a heading.
type Said = (Part, Option<Heading>);

/// Headings of money typed over the first of the columns that they head, as most people do who merge no cells: `Prix unitaire HT`
/// over `Lot 1`, with `Lot 2` and `Lot 3` beside that one and nothing above them.
struct Spread {
    /// Each as the area it spreads over, from the top.
    areas: Vec<Rect>,
}

impl Spread {
    fn of(view: &View, cells: &[Vec<Said>]) -> Self {
        let mut areas = Vec::new();
        let rows = view.rows.iter().zip(cells).tuple_windows();
        for ((above, above_says), (below, below_says)) in rows.filter(|(one, next)| one.0.row + 1 == next.0.row) {
            let is_text = |cell: &ViewCell| words(&cell.content).is_some_and(|text| !asks_for_price(text));
            // Words alone are below, none of them below what is bought.
            if below.cells.len() < 2 || below.cells.len() > COLUMNS as usize || !below.cells.iter().all(is_text) {
                continue;
            }
            areas.extend(years_above(view, above, below));
            let heads = |at: usize| above_says[at].1;
            let is_name = |h: Heading| matches!(h.role, Role::Label | Role::Code | Role::Unit);
            let named = |column: u32| {
                let at = above.cells.binary_search_by_key(&column, |cell| cell.column);
                at.is_ok_and(|at| heads(at).is_some_and(is_name))
            };
            // What heads a table by itself is below a title.
            let says =
                |takes: &dyn Fn(Heading) -> bool| below_says.iter().filter_map(|(_, heading)| *heading).any(takes);
            let heads_by_itself = says(&is_name) && says(&|h| h.role.is_asked());
            if heads_by_itself || below.cells.iter().any(|cell| named(cell.column)) {
                continue;
            }
            for (at, cell) in above.cells.iter().enumerate() {
                let end = above.cells.get(at + 1).map_or(u32::MAX, |next| next.column);
                let merged = view.merged.holding(Address { row: above.row, column: cell.column }).is_some();
                let mut right = cell.column;
                let starts = below.cells.partition_point(|of| of.column < cell.column);
                for of in below.cells[starts..].iter().take_while(|of| of.column < end) {
                    let next = of.column == right || of.column == right + 1;
                    if !next {
                        break;
                    }
                    right = of.column;
                }
                let first = below.cells.get(starts).is_some_and(|of| of.column == cell.column);
                if !merged && first && right > cell.column && heads(at).is_some_and(|h| h.role.is_asked()) {
                    areas.push(Rect { top: above.row, left: cell.column, bottom: above.row, right });
                }
            }
        }
        Self { areas }
    }

    fn holding(&self, at: Address) -> Option<Rect> {
        let from = self.areas.partition_point(|area| area.top < at.row);
        self.areas[from..].iter().take_while(|area| area.top == at.row).find(|area| area.holds(at)).copied()
    }

    /// The area that a cell is in, merged or spread over.
    fn area(&self, view: &View, row: u32, column: u32) -> Option<Rect> {
        let at = Address { row, column };
        view.merged.holding(at).or_else(|| self.holding(at))
    }

    /// What is above a column in a row: the area of its cell, which may spread over several columns, and its words.
    fn heading_cell<'v>(&self, view: &'v View, row: u32, column: u32) -> Option<(Rect, &'v str)> {
        let area = self.area(view, row, column).unwrap_or(Rect::cell(Address { row, column }));
        Some((area, view.row(area.top)?.cell(area.left).and_then(words)?))
    }
}

/// Years typed each over the first of as many columns, `Année 1` over `Qté | PU HT | Total HT`, not merged: the areas that they
/// spread over.
fn years_above(view: &View, above: &ViewRow, below: &ViewRow) -> Vec<Rect> {
    let is_year = |text: &str| {
        let folded = fold(text);
        let of = period(&folded.split(' ').collect::<Vec<_>>());
        narrows(text) && of.is_some_and(Period::is_year)
    };
    let shown = |cell: &ViewCell| words(&cell.content).map(str::to_owned).or_else(|| year(&cell.content));
    let years: Vec<u32> = above
        .cells
        .iter()
        .filter(|cell| shown(cell).is_some_and(|text| is_year(&text)))
        .map(|cell| cell.column)
        .collect();
    let [first, second, ..] = years[..] else { return Vec::new() };
    let width = second - first;
    let even = years.windows(2).all(|two| two[1] - two[0] == width);
    let is_below = |column: u32| below.cell(column).and_then(words).is_some_and(|text| heading(text).is_some());
    let ends = years.last().map_or(first, |last| last + width);
    let free = |column: u32| view.merged.holding(Address { row: above.row, column }).is_none();
    let fits = even && width > 1 && width <= COLUMNS && above.cells.len() == years.len() && (first..ends).all(is_below);
    let area = |left: u32| Rect { top: above.row, left, bottom: above.row, right: left + width - 1 };
    if fits && years.iter().copied().all(free) { years.into_iter().map(area).collect() } else { Vec::new() }
}

impl<'a> Looks<'a> {
    fn of(view: &'a View) -> Self {
        let said = |content: &Content| match words(content) {
            Some(text) => reading(text),
            None if year(content).is_some() => (Part::Narrows, None),
            None if matches!(content, Content::Text(_)) => (Part::Words, None),
            None => (Part::Other, None),
        };
        let cells = view.rows.iter().map(|row| row.cells.iter().map(|c| said(&c.content)).collect());
        let cells: Vec<Vec<Said>> = cells.collect();
        let spread = Spread::of(view, &cells);
        Self { view, cells, spread }
    }

    /// May a header begin at a row? It has a heading, and no number between its headings: the rate of a tax may be beside.
    fn opens(&self, at: usize) -> bool {
        let row = &self.view.rows[at];
        let parts: Vec<Part> = self.cells[at].iter().map(|(part, _)| *part).collect();
        // One cell alone is a title.
        let texts = parts.iter().filter(|part| **part != Part::Other).count();
        if texts < 2 || !parts.contains(&Part::Heading) {
            return false;
        }
        if !parts.contains(&Part::Other) {
            return true;
        }
        let mut heads =
            row.cells.iter().zip(&parts).filter(|(_, part)| **part != Part::Other).map(|(c, part)| (c.column, *part));
        let Some((first, last)) = heads.clone().next().zip(heads.clone().next_back()) else { return false };
        let others = row.cells.iter().zip(&parts).filter(|(_, part)| **part == Part::Other);
        let apart = others.into_iter().all(|(c, _)| !(first.0..=last.0).contains(&c.column));
        apart && texts >= 3 && heads.all(|(_, part)| part != Part::Words)
    }

    /// The header of the rows from one on, where they head a table.
    fn several(&self, at: usize, free: u32) -> Option<Header> {
        let first = self.view.rows[at].row;
        let mut last = at;
        while let Some(next) = self.view.rows.get(last + 1)
            && next.row == self.view.rows[last].row + 1
            && next.row < first + ROWS
            && (self.goes_on(first, last + 1) || self.is_below_headings(first, last + 1))
        {
            last += 1;
        }
        // As many rows as head a table: a body may begin with words that read like headings.
        (at..=last).rev().find_map(|last| {
            let rows = (self.first_row(at, free), self.view.rows[last].row);
            let (columns, unread) = columns(self.view, &self.spread, rows.0, rows.1);
            let title = self.title_of_lots(rows.0, &columns);
            heads(&columns).then_some(Header { rows, area: WHOLE, columns, title, apart: None, unread })
        })
    }

    /// What the title above a table of lots says is bought, where nothing else does: `UO d'évolution` over `Lot | Simple | Moyenne`.
    fn title_of_lots(&self, first: u32, columns: &[Headed]) -> Option<(u32, String)> {
        let lots = columns.iter().all(|h| h.heading.role == Role::Lot || h.heading.weight == BY_PLACE);
        let above = self.view.between(first.saturating_sub(TITLES), Some(first)).last().filter(|_| lots)?;
        above.texts().next().map(|(column, text)| (column, one_line(text)))
    }

    /// Is a row below the first of a header part of it? Each of its cells is a heading or narrows one, and none is below
    /// a heading that is complete by itself: there the body begins. Words such as `À renseigner par le candidat` are none.
    fn goes_on(&self, first: u32, at: usize) -> bool {
        let (view, row) = (self.view, &self.view.rows[at]);
        // Alone, a cell is a part of a header where it spreads over several columns.
        let wide = |column: u32| self.spread.area(view, row.row, column).is_some_and(|area| area.width() > 1);
        let alone = row.cells.len() == 1 && !row.cells.iter().all(|c| wide(c.column));
        !alone
            && row.cells.iter().zip(&self.cells[at]).all(|(cell, (part, _))| {
                let above = (first..row.row).rev().find_map(|above| self.spread.heading_cell(view, above, cell.column));
                match part {
                    Part::Narrows => true,
                    Part::Heading => above.is_none_or(|(area, text)| area.width() > 1 || heading(text).is_none()),
                    Part::Measure => above.is_some_and(|(area, text)| {
                        area.width() > 1 && heading(text).is_some_and(|h| h.role.is_asked())
                    }),
                    Part::Words | Part::Other => false,
                }
            })
    }

    /// Is a row part of the header above it by its place, whatever its words? Nothing in it says what is bought, and each of its
    /// cells has words below a heading: two of them below one that spreads over several columns, as lots, steps or periods do.
    fn is_below_headings(&self, first: u32, at: usize) -> bool {
        let (view, row) = (self.view, &self.view.rows[at]);
        let above =
            |column: u32| (first..row.row).rev().filter_map(move |above| self.spread.heading_cell(view, above, column));
        let is_name = |text: &str| heading(text).is_some_and(|h| matches!(h.role, Role::Label | Role::Code));
        let named = |column: u32| above(column).any(|(area, text)| area.width() == 1 && is_name(text));
        let names =
            view.between(first - 1, Some(row.row)).iter().flat_map(ViewRow::texts).any(|(_, text)| is_name(text));
        let says = |cell: &ViewCell| {
            let text = words(&cell.content).filter(|text| text.chars().count() <= LONGEST);
            let heads = |text: &str| narrows(text) || money(text).is_some();
            text.is_some_and(|text| {
                heads(text) || (total(text).is_none() && !asks_for_price(text) && figure(text).is_none())
            })
        };
        // Labels may spread over several columns too: a body has words below them.
        let spreads = |(area, text): (Rect, &str)| area.width() > 1 && !is_name(text);
        let wide = row.cells.iter().filter(|cell| above(cell.column).any(spreads)).count();
        names
            && wide > 1
            && row.cells.iter().all(|cell| says(cell) && !named(cell.column) && above(cell.column).next().is_some())
    }

    /// The first row of the header at a row: the one above it too, where that groups some of its columns.
    fn first_row(&self, at: usize, free: u32) -> u32 {
        let row = &self.view.rows[at];
        let above = at.checked_sub(1).map(|above| &self.view.rows[above]);
        let Some(above) = above.filter(|above| above.row + 1 == row.row && above.row >= free) else { return row.row };
        // Those that say what is bought are alone: a title above them is no group.
        let is_name = |of: Option<Heading>| of.is_some_and(|h| [Role::Label, Role::Code].contains(&h.role));
        let cells = row.cells.iter().zip(&self.cells[at]);
        let named: Vec<u32> = cells.filter(|(_, (_, said))| is_name(*said)).map(|(cell, _)| cell.column).collect();
        let covers = |column: u32| {
            let merged = self.spread.area(self.view, above.row, column);
            let columns = merged.map_or((column, column), |area| (area.left, area.right));
            named.iter().any(|n| (columns.0..=columns.1).contains(n))
        };
        let groups = above.cells.iter().all(|c| c.content.text().is_some() && !covers(c.column));
        if groups && !named.is_empty() { above.row } else { row.row }
    }

    /// A header of one row whose labels have other words above them than headings, or none: `Phase 1 : Cadrage` beside
    /// `€ HT`, `Seuil` beside `Taux de remise`. What is below says whether it is one.
    fn titled(&self, at: usize) -> Option<Header> {
        let row = &self.view.rows[at];
        let cells = row.cells.iter().zip(&self.cells[at]);
        let texts: Vec<(u32, &str, Option<Heading>)> =
            cells.map(|(c, (_, said))| Some((c.column, words(&c.content)?, *said))).collect::<Option<_>>()?;
        let (&(first, title, of_title), rest) = texts.split_first()?;
        // `D1` is the code of a line.
        let names = title.split_whitespace().any(|w| w.chars().filter(|c| c.is_alphabetic()).count() > 2);
        if !names || total(title).is_some() || of_title.is_some_and(|h| h.role.is_asked()) {
            return None;
        }
        let asked = |(column, text, said): &(u32, &str, Option<Heading>)| {
            let heading = money(text).or(*said)?;
            Some(Headed { column: *column, text: one_line(text), own: one_line(text), group: None, heading })
        };
        let mut columns: Vec<Headed> = rest.iter().filter_map(asked).collect();
        let is_plain = |h: &&Headed| h.heading.role.is_asked() && (h.heading.weight > 1 || h.heading.tax.is_some());
        let asks = columns.iter().find(is_plain)?;
        let bare = money(&asks.text).is_some();
        if !self.asks_below(at, first, asks.column, bare) {
            return None;
        }
        let label = Heading { role: Role::Label, weight: 1, tax: None, period: None, per: None };
        columns.retain(|h| h.heading.role != Role::Label);
        let own = one_line(title);
        columns.insert(0, Headed { column: first, text: own.clone(), own, group: None, heading: label });
        let title = of_title.is_none().then(|| (first, one_line(title)));
        Some(Header { rows: (row.row, row.row), area: WHOLE, columns, title, apart: None, unread: Vec::new() })
    }

    /// Does the row below wait for what a column asks: words on its left, and none in it? Where its heading says no more than
    /// that it is `bare` money, its cell must be one that the buyer wrote, be it for its format.
    fn asks_below(&self, at: usize, label: u32, column: u32, bare: bool) -> bool {
        let row = self.view.rows[at].row;
        let mut below = self.view.rows[at + 1..].iter().take_while(|below| below.row <= row + 2);
        let Some(line) = below.find(|below| below.text(Some(label)).is_some()) else { return false };
        let written = || line.cell(column).is_some() || line.look(column).is_some();
        line.text(Some(column)).is_none() && line.cells[0].column >= label && (!bare || written())
    }
}

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
        columns.insert(0, Headed { column, text, own, group: None, heading });
    } else if columns.len() > 1
        && let Some(first) = columns.first_mut().filter(vague)
    {
        first.heading = heading;
    }
    columns
}

/// Two tables that are beside each other under one header, each with names and prices of its own; else the one.
fn beside(view: &View, header: Header) -> Vec<Header> {
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
            let rest = beside(view, part(right, (gap + 1, header.area.1)));
            return std::iter::once(part(left, (header.area.0, gap - 1))).chain(rest).collect();
        }
    }
    vec![header]
}

/// The columns under a header's rows, with what the rows together say of each.
fn columns(view: &View, spread: &Spread, first: u32, last: u32) -> (Vec<Headed>, Vec<(u32, String)>) {
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

/// So many rows above a table of prices may be its title.
const TITLES: u32 = 3;

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
    (narrows(&text) && typed && !computed).then_some(Headed { column, text, own, group: None, heading })
}

/// The words above a column that say nothing by themselves.
struct Unread {
    column: u32,
    own: String,
    group: Option<String>,
}

/// Takes for prices what only its place says so of: `Heure | Demi-journée | Journée` beside each other; the columns of one group
/// (`Complexité` over `Simple | Moyenne | Complexe`), those of lots, and all that wait beside what is bought, below a title of prices,
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
    let matrix = !asks && !in_group && !by_lot && is_matrix(view, (first, last), columns, unread);
    let is_taken = |of: &Unread| matrix || (in_group && grouped(of)) || (by_lot && is_lot(of));
    let taken = unread.iter().zip(&pers).filter(|(of, per)| several(per) || is_taken(of));
    let taken: Vec<Headed> = taken
        .map(|(of, per)| Headed {
            column: of.column,
            text: of.group.iter().chain([&of.own]).map(String::as_str).collect::<Vec<_>>().join(" "),
            own: of.own.clone(),
            group: of.group.clone(),
            heading: Heading { role: Role::UnitPrice, weight: BY_PLACE, tax: None, period: None, per: *per },
        })
        .collect();
    columns.extend(taken);
    columns.sort_by_key(|headed| headed.column);
}

/// Do two columns or more beside what is bought wait in each row, below a title of prices: `Lot | Simple | Moyenne | Complexe`?
fn is_matrix(view: &View, (first, last): (u32, u32), columns: &[Headed], unread: &[Unread]) -> bool {
    let is_name = |h: &&Headed| matches!(h.heading.role, Role::Label | Role::Code | Role::Lot);
    let [name] = columns else { return false };
    let above = view.between(first.saturating_sub(TITLES), Some(first));
    let titled = above.last().is_some_and(|row| {
        row.cells.len() == 1 && row.texts().any(|(_, text)| speaks_of_prices(text) && !asks_for_price(text))
    });
    let lines = view.between(last, Some(last + BELOW)).iter().enumerate();
    let lines = lines.take_while(|(at, row)| row.row == last + 1 + u32::try_from(*at).unwrap_or(u32::MAX));
    let lines: Vec<&ViewRow> =
        lines.map(|(_, row)| row).take_while(|row| row.text(Some(name.column)).is_some()).collect();
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
    Ok(Headed { column, text: one_line(text), own: one_line(own), group, heading })
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
