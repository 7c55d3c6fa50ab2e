//! Finds the rows that head columns: one, or two or three that are read together.

use super::beside::{lower, parted};
use super::claim::{Around, claims};
use super::headed::{columns, names_work};
use super::header::{AS_HEADING, Headed, Header, TITLES, WHOLE, heads};
use super::heading::{BY_PLACE, Heading, Part, Role, heading, money, narrows, reading};
use super::spread::{Said, Spread, words, year};
use super::steps::{is_step, steps};
use super::totals::{asks_for_price, figure, total};
use super::view::{Content, View, ViewCell, ViewRow};
use crate::formula::Rect;
use crate::unit::one_line;

/// So many rows at most are read together.
const ROWS: u32 = 3;
/// Words of more letters than this head no column.
const LONGEST: usize = 80;

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
            Some(header) if is_line_of(view, &found, &header) || is_remark_of(view, &found, &header) => {}
            Some(header) => found.extend(parted(view, header)),
            None => found.extend(looks.titled(at).filter(|header| !is_remark_of(view, &found, header))),
        }
    }
    lower(view, found, |part| Looks::of(part).first())
}

/// The header that a row would be, were one of its columns that of prices.
#[must_use]
pub fn without_prices(view: &View, row: u32) -> Header {
    let (columns, unread) = columns(view, &Looks::of(view).spread, row, row);
    Header { rows: (row, row), area: WHOLE, columns, title: None, apart: None, unread }
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
    // Of two rows, a title and its first line.
    let plain = header.rows.0 == header.rows.1 || header.columns.iter().all(|h| h.heading.role != Role::UnitPrice);
    plain && asked.into_iter().all(is_unit) && above.iter().any(waits)
}

/// Is what reads like a header a line of the table right above it with a remark beside it: `Ingénieur DevOps | jour | | prix ferme`? It
/// names what is bought where the lines do, its price waits, and what it asks for is in no column of prices.
fn is_remark_of(view: &View, found: &[Header], header: &Header) -> bool {
    let row = header.rows.0;
    let Some(last) = found.last().filter(|_| row == header.rows.1 && row > 1) else { return false };
    let beside = || found.iter().rev().take_while(|of| of.rows == last.rows);
    // Below a title by itself another table begins.
    let is_next = last.rows.1 + 1 == row || view.row(row - 1).is_some_and(|above| above.cells.len() > 1);
    let role = |column: u32| {
        let above = beside().flat_map(|of| &of.columns).find(|h| h.column == column);
        above.map(|h| h.heading.role)
    };
    let mut asked = header.columns.iter().filter(|h| h.heading.role.is_asked());
    let named = header.columns.iter().any(|h| role(h.column) == Some(Role::Label));
    let waits = |h: &Headed| h.heading.role == Role::UnitPrice && view.words_at(row, h.column).is_none();
    is_next
        && named
        && beside().flat_map(|of| &of.columns).any(waits)
        && asked.all(|h| role(h.column).is_none_or(|role| !role.is_asked()))
}

/// What the cells of a sheet are to a header, each read once.
struct Looks<'a> {
    view: &'a View,
    cells: Vec<Vec<Said>>,
    spread: Spread,
}

impl<'a> Looks<'a> {
    /// The first header of what is looked at.
    fn first(&self) -> Option<Header> {
        let header = |at: usize| {
            let several = self.opens(at).then(|| self.several(at, 1)).flatten();
            several.or_else(|| self.titled(at))
        };
        (0..self.view.rows.len()).find_map(header)
    }

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
        if texts > 2 && !parts.contains(&Part::Heading) && row.cells.len() == texts {
            // `Évolution | Simple | Complexe`
            let cells = || row.cells.iter().skip(1).filter_map(|cell| Some((cell.column, words(&cell.content)?)));
            return cells().all(|(_, text)| is_step(text)) && steps(cells()).len() + 1 == texts;
        }
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
            && (self.goes_on(first, last + 1)
                || self.is_below_headings(first, last + 1)
                || self.goes_on_in_words(first, last + 1)
                || self.says_of_prices(first, last + 1))
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

    /// Does a row go on with the words of the header above it: `Unité de` over `mesure`, beside `Montant unitaire` over `en € HT`? What
    /// is below the prices is but money or tax, and not in the next row again, as words that only ask are.
    fn goes_on_in_words(&self, first: u32, at: usize) -> bool {
        let (view, row) = (self.view, &self.view.rows[at]);
        let above = |column: u32| {
            let mut above = (first..row.row).rev().filter_map(|above| self.spread.heading_cell(view, above, column));
            above.next().and_then(|(_, text)| heading(text))
        };
        // `……… €` waits for a price.
        let dots = |text: &str| text.contains(['…', '_']) || text.contains("...");
        let says_money = |text: &str| (money(text).is_some() || narrows(text)) && !dots(text);
        let next = self.view.rows.get(at + 1).filter(|next| next.row == row.row + 1);
        let again = |column: u32| next.and_then(|next| next.text(Some(column))).is_some_and(says_money);
        let (mut of_prices, mut headings) = (0, 0);
        let all = row.cells.iter().zip(&self.cells[at]).all(|(cell, (part, _))| {
            let Some(text) = words(&cell.content).filter(|text| text.chars().count() <= LONGEST) else { return false };
            if above(cell.column).is_some_and(|above| above.role.is_asked()) {
                // `Prix` over `N°` is no price.
                let of_money = says_money(text) && !again(cell.column);
                of_prices += usize::from(of_money);
                return of_money || *part == Part::Heading;
            }
            headings += usize::from(matches!(part, Part::Heading | Part::Narrows));
            !asks_for_price(text) && figure(text).is_none() && total(text).is_none()
        });
        all && of_prices > 0 && headings > 0
    }

    /// Does a row go on with the headings of prices above it, and nothing else: `en k€`, `TTC`, `par heure` below `Prix unitaire`?
    fn says_of_prices(&self, first: u32, at: usize) -> bool {
        let (view, row) = (self.view, &self.view.rows[at]);
        let is_of_money = |column: u32| {
            let mut above = (first..row.row).rev().filter_map(|above| self.spread.heading_cell(view, above, column));
            let above = above.next().and_then(|(_, text)| heading(text));
            above.is_some_and(|above| matches!(above.role, Role::UnitPrice | Role::Amount))
        };
        let says = |text: &str| !claims(text, Around::On).is_empty();
        let next = self.view.rows.get(at + 1).filter(|next| next.row == row.row + 1);
        let again = |column: u32| next.and_then(|next| next.text(Some(column))).is_some();
        let is_part = |cell: &ViewCell| {
            let text = words(&cell.content).filter(|text| text.chars().count() <= LONGEST);
            let goes_on = |text: &str| says(text) || narrows(text) || money(text).is_some();
            is_of_money(cell.column) && text.is_some_and(goes_on) && !again(cell.column)
        };
        row.cells.iter().all(is_part) && row.cells.iter().filter_map(|cell| words(&cell.content)).any(says)
    }

    /// Is a row part of the header above it by its place, whatever its words? Nothing in it says what is bought, and each of its
    /// cells has words below a heading: two of them below one that spreads over several columns, as lots, steps or periods do.
    fn is_below_headings(&self, first: u32, at: usize) -> bool {
        let (view, row) = (self.view, &self.view.rows[at]);
        let above =
            |column: u32| (first..row.row).rev().filter_map(move |above| self.spread.heading_cell(view, above, column));
        // `Unité d'œuvre` over what is bought.
        let is_name =
            |text: &str| heading(text).is_some_and(|h| matches!(h.role, Role::Label | Role::Code)) || names_work(text);
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
            Some(Headed {
                column: *column,
                text: one_line(text),
                own: one_line(text),
                all: one_line(text),
                group: None,
                heading,
            })
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
        columns
            .insert(0, Headed { column: first, text: own.clone(), all: own.clone(), own, group: None, heading: label });
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
