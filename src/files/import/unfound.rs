//! Why no table is found in a file: which step failed, by cells, and the columns that its map would name.

use std::collections::{BTreeMap, HashSet};

use super::cell::{Cell, Row, address};
use super::columns::Columns as Table;
use super::held::Held;
use super::map::{Columns, column};
use super::role::Role;
use super::table::Tables;
use crate::diag::message::spreadsheet::{First, NotFound, no_daily_cost, no_header};
use crate::diag::{Finding, nearest};
use crate::sheet::column_letters;
use crate::unit::{brief, fold};
use crate::xlsx::Comment;

/// A sheet with its tables, and what is found out of it.
pub(super) struct Seen {
    pub(super) name: String,
    pub(super) rows: Vec<Row>,
    pub(super) comments: Vec<Comment>,
    pub(super) tables: Tables,
    pub(super) is_turned: bool,
}

/// A file without a table.
pub struct Unfound {
    /// Which step failed.
    pub finding: Finding,
    /// The sheet, the columns and the prices to choose from, as a map names them, where some of them may be meant.
    pub guess: Option<Guess>,
}

/// The columns that may be meant.
pub struct Guess {
    /// The sheet; empty of a text file.
    pub sheet: String,
    /// The table, without prices.
    pub table: Table,
    /// The columns that may be the price, as a map names them.
    pub prices: Vec<String>,
}

impl Guess {
    /// Of the labels in one column and of figures in others, below a header where there is one.
    fn new(sheet: &Seen, header: Option<&Row>, profile: usize, prices: &[usize]) -> Option<Self> {
        let may_be = |cell: &Cell| {
            let longer = cell.title().is_some_and(|said| said.terms.is_longer || said.terms.salary);
            matches!(cell.role(), None | Some(Role::Price(_))) && !longer
        };
        let prices: Vec<usize> =
            prices.iter().copied().filter(|at| header.and_then(|row| row.cell(*at)).is_none_or(may_be)).collect();
        if prices.is_empty() {
            return None;
        }
        let cells = header.map(|row| &row.cells[..]).unwrap_or_default();
        let headings = cells.iter().map(|cell| (cell.column, cell.held.words())).collect();
        let table = Table { header: header.map_or(0, |row| row.number), profile, headings, ..Table::default() };
        let all: Vec<usize> = std::iter::once(profile).chain(prices.iter().copied()).collect();
        // Letters name them all where a heading does not.
        let (lettered, name) = table.names(&all);
        let names = prices.iter().map(|at| name(*at)).collect();
        drop(name);
        let mut table = table;
        if lettered {
            table.headings.clear();
        }
        Some(Self { sheet: sheet.name.clone(), table, prices: names })
    }

    /// The columns as a map states them, the first of the prices for the one that is meant, and the row of the header where
    /// letters name them.
    fn words(&self) -> (String, Option<usize>) {
        let profile = match &self.table.headings[..] {
            [] => column_letters(self.table.profile),
            headings => headings.iter().find(|h| h.0 == self.table.profile).map(|h| h.1.clone()).unwrap_or_default(),
        };
        let price = self.prices.first().cloned().unwrap_or_default();
        let quoted = crate::model::quoted;
        let columns = format!("{{ profile = {}, price = {} }}", quoted(&profile), quoted(&price));
        (columns, self.table.headings.is_empty().then_some(self.table.header))
    }
}

/// Where the headings that a map names are, as far as they are anywhere.
pub(super) fn not_found(columns: &Columns, seen: &[Seen]) -> NotFound {
    let wanted = columns.wanted();
    let rows = || seen.iter().flat_map(|sheet| &sheet.rows);
    let words = |row: &Row| row.cells.iter().map(|cell| fold(&cell.held.words())).collect::<HashSet<String>>();
    let has_all = |row: &&Row| {
        let words = words(row);
        wanted.iter().all(|name| words.contains(&fold(name)))
    };
    if let (Some(stated), Some(row)) = (columns.header, rows().find(has_all)) {
        return NotFound::OtherRow(stated, row.number);
    }
    let is_letter = |name: &str| columns.header.is_some() && column(name).is_some();
    let there: HashSet<String> = rows().flat_map(words).collect();
    let is_there = |name: &str| there.contains(&fold(name));
    let missing: Vec<&&str> = wanted.iter().filter(|name| !is_letter(name) && !is_there(name)).collect();
    if missing.is_empty() {
        return NotFound::Apart(wanted.iter().map(|name| (*name).to_owned()).collect());
    }
    let headings: Vec<String> =
        rows().flat_map(|row| &row.cells).filter(|cell| cell.role().is_some()).map(|cell| cell.held.words()).collect();
    let near = |name: &str| nearest(name, headings.iter().map(String::as_str)).map(str::to_owned);
    NotFound::Missing(missing.into_iter().map(|name| ((*name).to_owned(), near(name))).collect())
}

/// No header at all, or one that heads profiles and no cost.
pub(super) fn no_table(seen: &[Seen], knows: &dyn Fn(&str) -> bool) -> Unfound {
    let several = seen.iter().filter(|sheet| !sheet.rows.is_empty()).count() > 1;
    let place = |sheet: &Seen, row: usize, column: usize| {
        if several { format!("{}!{}", sheet.name, address(row, column)) } else { address(row, column) }
    };
    for sheet in seen {
        let headed = sheet.rows.iter().enumerate().find_map(|(at, row)| {
            let is_written = |cell: &Cell| matches!(&cell.held, Held::Text(text) if text.contains(char::is_alphabetic));
            let heads = |cell: &&Cell| is_written(cell) && matches!(cell.role(), Some(Role::Profile(_)));
            let profile = row.cells.iter().find(heads)?;
            let below = sheet.rows.get(at + 1..)?.iter().take(40);
            let filled = |column: usize| below.clone().any(|row| row.cell(column).is_some_and(Cell::is_figure));
            let others: Vec<&Cell> =
                row.cells.iter().filter(|c| c.column != profile.column && filled(c.column)).collect();
            (!others.is_empty()).then_some((row, profile, others))
        });
        if let Some((row, profile, others)) = headed {
            let named =
                |cell: &Cell| format!("{} `{}`", place(sheet, row.number, cell.column), brief(&cell.held.words()));
            let prices: Vec<usize> = others.iter().map(|cell| cell.column).collect();
            let guess = Guess::new(sheet, Some(row), profile.column, &prices);
            let others: Vec<String> = others.into_iter().map(named).collect();
            let columns = guess.as_ref().map(|guess| guess.words().0);
            return Unfound { finding: no_daily_cost(&named(profile), &others, columns.as_deref()), guess };
        }
    }
    let guess = seen.iter().find_map(|sheet| guess(sheet, knows));
    let figure = seen.iter().find_map(|sheet| {
        let row = sheet.rows.iter().find(|row| row.cells.iter().any(Cell::is_figure))?;
        let cell = row.cells.iter().find(|cell| cell.is_figure())?;
        Some((place(sheet, row.number, cell.column), cell.held.words()))
    });
    let first = seen.iter().find_map(|sheet| sheet.rows.first().map(|row| (sheet, row)));
    let words = |row: &Row| brief(&row.cells.first().map(|c| c.held.words()).unwrap_or_default());
    let first = match (figure, first) {
        (Some((figure_at, figure)), Some((sheet, row))) => {
            let column = row.cells.first().map_or(0, |c| c.column);
            First::Figure {
                at: place(sheet, row.number, column),
                words: words(row),
                place: figure_at,
                figure: brief(&figure),
            }
        }
        (None, Some((_, row))) => First::Words { row: row.number, words: words(row) },
        (_, None) => First::Nothing,
    };
    let columns = guess.as_ref().map(Guess::words);
    Unfound { finding: no_header(&first, columns.as_ref().map(|(columns, header)| (columns.as_str(), *header))), guess }
}

/// The columns of a sheet whose words head nothing: the one with the most labels of profiles, and those with figures beside
/// them; the row right above them that heads one of these.
fn guess(sheet: &Seen, knows: &dyn Fn(&str) -> bool) -> Option<Guess> {
    let mut labels: BTreeMap<usize, usize> = BTreeMap::new();
    let is_label = |cell: &Cell| matches!(&cell.held, Held::Text(text) if text.len() <= 200 && text.contains(char::is_alphabetic) && knows(text));
    for cell in sheet.rows.iter().take(500).flat_map(|row| &row.cells).filter(|cell| is_label(cell)) {
        *labels.entry(cell.column).or_default() += 1;
    }
    let (profile, _) = labels.into_iter().max_by_key(|(column, n)| (*n, std::cmp::Reverse(*column)))?;
    let priced = |row: &&Row| row.cell(profile).is_some_and(is_label) && row.cells.iter().any(Cell::is_figure);
    let first = sheet.rows.iter().position(|row| priced(&row))?;
    let mut prices: Vec<usize> = sheet.rows[first..]
        .iter()
        .filter(priced)
        .flat_map(|row| row.cells.iter().filter(|cell| cell.is_figure() && cell.column != profile))
        .map(|cell| cell.column)
        .collect();
    prices.sort_unstable();
    prices.dedup();
    let heads = |row: &&Row| prices.iter().any(|at| row.cell(*at).is_some());
    let header = sheet.rows[..first].last().filter(heads);
    Guess::new(sheet, header, profile, &prices)
}
