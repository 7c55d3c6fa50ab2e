//! Where the header of a table is: words that head profiles and costs, and what is in the columns below them.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;

use super::accounts::{Share, share_of};
use super::around::{around, of_a_title, places, titles};
use super::below::{Below, Content, may_be_figure};
use super::cell::{Cell, Row};
use super::columns::{Columns, Stack, within};
use super::header_lines::{is_group, narrows};
use super::heading::{Heading, rest, title};
use super::held::Held;
use super::role::Role;
use super::titles::named;
use super::when::names_years;
use crate::buyer::form::Period;
use crate::unit::{Budget, Month, fold};

/// So many rows below a header say what is in its columns.
const LOOKED_AT: usize = 40;
/// So many lines of a header may be above or below the one that names the profile.
const LINES: usize = 2;
/// The work of reading a cell as one of a header, and a byte of its words; and of looking at a cell above it or below it,
/// whose words were read before.
const WORK_OF_A_HEADING: usize = 9_000;
const WORK_OF_A_BYTE: usize = 60;
const WORK_OF_A_CELL: usize = 80;
/// The work of reading what a cell of words below a header holds, and a byte of it.
const WORK_OF_A_CONTENT: usize = 1_500;
const WORK_OF_A_BYTE_BELOW: usize = 20;

/// A header that was found.
pub struct Found {
    /// The tables that begin below it, from the left.
    pub tables: Vec<Columns>,
    /// The place of its first line.
    pub first: usize,
    /// The place of the first row below it.
    pub next: usize,
}

impl Found {
    /// How many columns of prices it heads.
    fn prices(&self) -> usize {
        self.tables.iter().map(|table| table.prices.len()).sum()
    }

    /// Adds what is said above the header, since the last table, of all its prices.
    #[must_use]
    pub fn within(mut self, rows: &[Row], since: usize, sheet: &str, budget: &Budget) -> Self {
        let since = since.max(self.first.saturating_sub(LOOKED_AT)).min(self.first);
        for table in &mut self.tables {
            let above = &rows[since..self.first];
            table.places = places(&rows[self.next..], table, budget);
            table.under(&around(above, table.span, sheet), true);
            let stated = |of: fn(&Heading) -> Option<Month>| {
                titles(above, table.span).find_map(|(row, cell, said)| Some((named(row, cell), of(said)?)))
            };
            (table.expires, table.begins) = (stated(|said| said.until), stated(|said| said.since));
        }
        self
    }
}

/// The work of reading a cell as one of a header.
fn work_of_a_heading(cell: &Cell) -> usize {
    let bytes = if let Held::Text(text) = &cell.held { text.len() } else { 0 };
    WORK_OF_A_HEADING + bytes.saturating_mul(WORK_OF_A_BYTE)
}

/// The cells of some rows.
fn cells(rows: &[Row]) -> usize {
    rows.iter().map(|row| row.cells.len()).sum()
}

/// How plainly a row is a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Plainly {
    /// What is around it says that its columns are costs of profiles.
    Half,
    /// It heads profiles and prices.
    Whole,
}

/// Finds the headers of a sheet. What is asked of the same rows for each of them is found once.
pub struct Headers<'a> {
    rows: &'a [Row],
    sheet: &'a str,
    knows: &'a dyn Fn(&str) -> bool,
    budget: &'a Budget,
    /// What the cells of each row hold, by column.
    contents: Vec<OnceCell<Vec<(usize, Content)>>>,
    /// Whether each row may hold a figure.
    figures: Vec<OnceCell<bool>>,
    /// How plainly a row heads how many prices, where the first row after the last header is the one it was asked for.
    weighed: RefCell<HashMap<usize, Weighed>>,
}

/// The first row after the last header, then how plainly a row is one, and of how many prices.
type Weighed = (usize, Option<(Plainly, usize)>);

impl<'a> Headers<'a> {
    /// Of the rows of a sheet, given which labels are known as those of profiles.
    #[must_use]
    pub fn new(rows: &'a [Row], sheet: &'a str, knows: &'a dyn Fn(&str) -> bool, budget: &'a Budget) -> Self {
        let (contents, figures) = (vec![OnceCell::new(); rows.len()], vec![OnceCell::new(); rows.len()]);
        Self { rows, sheet, knows, budget, contents, figures, weighed: RefCell::default() }
    }

    /// The header whose main line is the row at a place, if it is one. `since` is the place of the first row after the last
    /// header, or after the rows of its table.
    #[must_use]
    pub fn at(&self, at: usize, since: usize) -> Option<Found> {
        let (plainly, found) = self.candidate(at, since)?;
        if plainly == Plainly::Half {
            // A row between it and the figures may be the header itself.
            let between = (at + 1..self.rows.len().min(at + LOOKED_AT))
                .take_while(|n| *n < found.next || !self.rows[*n].cells.iter().any(Cell::is_figure));
            let mut nearer = between.filter_map(|n| self.weigh(n, since));
            if nearer.any(|(how, prices)| how == Plainly::Whole || prices >= found.prices()) {
                return None;
            }
        }
        Some(found)
    }

    /// How plainly the row at a place is a header, and of how many prices.
    fn weigh(&self, at: usize, since: usize) -> Option<(Plainly, usize)> {
        let known = self.weighed.borrow().get(&at).copied();
        if let Some((_, weight)) = known.filter(|(of, _)| *of == since) {
            return weight;
        }
        let weight = self.candidate(at, since).map(|(plainly, found)| (plainly, found.prices()));
        self.weighed.borrow_mut().insert(at, (since, weight));
        weight
    }

    fn candidate(&self, at: usize, since: usize) -> Option<(Plainly, Found)> {
        let rows = self.rows;
        let core = &rows[at];
        if !core.cells.iter().any(|cell| matches!(cell.held, Held::Text(_))) || core.cells.iter().any(Cell::is_figure) {
            return None;
        }
        // Most rows of words head nothing, and are passed over before anything is looked at.
        let heads = core.cells.iter().any(|cell| matches!(cell.role(), Some(Role::Profile(_) | Role::Price(_))));
        let work = || core.cells.iter().map(work_of_a_heading).sum();
        if !heads && core.cells.len() < 2 || !self.may_price(at) || self.budget.draw(work()).is_err() {
            return None;
        }
        let after = (at + 1..rows.len().min(at + 1 + LINES)).take_while(|n| narrows(&rows[at..=*n])).last();
        let next = after.map_or(at + 1, |last| last + 1);
        let first = (at.saturating_sub(LINES)..at).find(|first| *first >= since && is_group(rows, *first, at, next));
        let first = first.unwrap_or(at);
        let above = &rows[since.max(first.saturating_sub(LOOKED_AT))..first];
        let below = &rows[next..rows.len().min(next + LOOKED_AT)];
        let near = cells(above) + cells(below) + cells(&rows[first..next]);
        if self.budget.draw(near.saturating_mul(WORK_OF_A_CELL)).is_err() {
            return None;
        }
        let below = self.below(next);
        let is_costed = || {
            let says = |said: &Heading| of_a_title(said).basis.is_some();
            let mut said = above.iter().flat_map(|row| &row.cells).filter_map(Cell::title);
            // `CJM complets en euros`, under the figures.
            let mut notes = rows[next..rows.len().min(next + LOOKED_AT)].iter().filter(|row| row.cells.len() == 1);
            said.any(says)
                || title(self.sheet).is_some_and(|said| says(&said))
                || notes.any(|row| row.cells[0].title().is_some_and(says))
        };
        let stack = Stack::new(&rows[first..next]);
        let head = Head { stack, core, below: &below, knows: self.knows };
        let (plainly, tables) = head.tables(&is_costed)?;
        Some((plainly, Found { tables, first, next }))
    }

    /// May a row be of a header, whose columns hold prices: is there a figure below it, or a heading of one in its lines?
    fn may_price(&self, at: usize) -> bool {
        let end = |after: usize| self.rows.len().min(at + 1 + after);
        let is_price = |said: &Heading| matches!(said.role, Some(Role::Price(_))) || said.terms.basis.is_some();
        (at + 1..end(LINES + LOOKED_AT)).any(|row| self.has_figures(row))
            || self.rows[at.saturating_sub(LINES)..end(LINES)]
                .iter()
                .any(|row| row.cells.iter().filter_map(Cell::heading).any(is_price))
    }

    /// May a row hold a figure?
    fn has_figures(&self, row: usize) -> bool {
        *self.figures[row].get_or_init(|| self.rows[row].cells.iter().any(may_be_figure))
    }

    /// What is in the columns from a row on.
    fn below(&self, next: usize) -> Below {
        let mut below = Below { rows: (self.rows.len() - next).min(LOOKED_AT), ..Below::default() };
        for row in next..next + below.rows {
            for (column, content) in self.contents[row].get_or_init(|| self.contents(row)) {
                below.columns.entry(*column).or_default().add(*content);
            }
        }
        below
    }

    fn contents(&self, row: usize) -> Vec<(usize, Content)> {
        let cells = &self.rows[row].cells;
        let work = |cell: &Cell| match &cell.held {
            Held::Text(text) => WORK_OF_A_CONTENT + text.len() * WORK_OF_A_BYTE_BELOW,
            _ => WORK_OF_A_CELL,
        };
        if self.budget.draw(cells.iter().map(work).sum()).is_err() {
            return Vec::new();
        }
        cells.iter().map(|cell| (cell.column, Content::of(cell, self.knows))).collect()
    }
}

/// The lines of a header, and what is below it.
struct Head<'a> {
    stack: Stack<'a>,
    core: &'a Row,
    below: &'a Below,
    knows: &'a dyn Fn(&str) -> bool,
}

impl Head<'_> {
    /// The tables that begin here, and how plainly they do.
    fn tables(&self, is_costed: &dyn Fn() -> bool) -> Option<(Plainly, Vec<Columns>)> {
        let columns = self.stack.columns();
        let own = |at: usize| self.stack.own(at).and_then(Cell::heading);
        let over = |at: usize| self.stack.path(at).into_iter().filter_map(Cell::heading).collect::<Vec<_>>();
        let content = |at: usize| self.below.at(at);
        let any = self.below.has_figures();
        // What a row says of itself heads no figures, unless it says which: `Niveau 1`, `Agence de Lyon`.
        let attribute = |at: usize| {
            own(at).is_some_and(|h| match h.role {
                Some(Role::Level | Role::Position | Role::Site) => {
                    h.level.is_empty() && self.stack.own(at).is_some_and(|cell| rest(&cell.held.words()).is_empty())
                }
                Some(Role::Profile(_)) => content(at).words > 0,
                Some(
                    Role::Currency | Role::Per | Role::PriceUnit | Role::Count | Role::From | Role::Until | Role::Other,
                ) => true,
                Some(Role::Price(_)) | None => false,
            })
        };
        let (wholes, parts) = self.wholes(&columns);
        let may_be = |at: &usize| {
            !attribute(*at)
                && !self.is_of_years(*at)
                && (content(*at).figures > 0 || !any)
                && !parts.contains(at)
                && over(*at).iter().all(|h| !matches!(h.role, Some(Role::Other | Role::Count)))
                || wholes.contains(at)
        };
        let priced =
            |at: &usize| wholes.contains(at) || over(*at).iter().any(|h| matches!(h.role, Some(Role::Price(_))));
        let mut labels: Vec<usize> = columns.iter().chain(self.below.columns.keys()).copied().collect();
        labels.retain(|at| self.is_label(*at));
        labels.sort_unstable();
        labels.dedup();
        let named = labels.iter().any(|at| own(*at).is_some_and(|h| matches!(h.role, Some(Role::Profile(_)))));
        let mut plainly = if named { Plainly::Whole } else { Plainly::Half };
        let mut prices: Vec<usize> = columns.iter().copied().filter(|at| may_be(at) && priced(at)).collect();
        // A year beside words of its own, such as a town's, is no more a price than the columns beside it.
        let dated = |at: &usize| {
            self.stack.own(*at).is_some_and(|cell| !rest(&cell.held.words()).is_empty())
                && over(*at)
                    .iter()
                    .all(|h| h.terms.basis.is_none() && h.terms.per.is_none() && h.terms.currency().is_none())
                && over(*at).iter().any(|h| matches!(h.period, Some(Period::Calendar(_))))
        };
        if prices.iter().all(dated) {
            // Columns by site, by seniority: what their figures are is said above, or nowhere.
            prices = columns.iter().copied().filter(|at| any && may_be(at) && labels.first() < Some(at)).collect();
            plainly = Plainly::Half;
            let several = prices.len() > 1;
            let corner = |at: &usize| own(*at).is_some_and(|said| said.terms.basis.is_some());
            let costed = labels.iter().any(corner) || is_costed();
            if prices.is_empty() || !(several && (named || costed) || named && costed) {
                return None;
            }
        }
        let tables = self.segments(&columns, &labels, &prices, named);
        let is_line =
            |table: &Columns| self.core.cell(table.profile).is_some_and(|cell| (self.knows)(&cell.held.words()));
        let found = !tables.is_empty() && (plainly == Plainly::Whole || !tables.iter().any(is_line));
        found.then_some((plainly, tables))
    }

    /// The columns of prices whose fixed and variable parts are beside them, and those of the parts: `Prix total`, `Prix fixe`
    /// and `Prix var.`
    fn wholes(&self, columns: &[usize]) -> (Vec<usize>, Vec<usize>) {
        let of_price = |at: &usize| {
            let cell = self.stack.own(*at)?;
            let (share, words) = share_of(&cell.held.words())?;
            cell.heading().filter(|said| said.terms.basis.is_some()).map(|_| (*at, share, words))
        };
        let shares: Vec<(usize, Share, String)> = columns.iter().filter_map(of_price).collect();
        // Beside the number of hours that prices are for, the total is the price of an accounting system.
        let is_stated = columns.iter().any(|at| self.stack.own(*at).and_then(Cell::role) == Some(Role::PriceUnit));
        if is_stated && shares.iter().all(|(_, share, _)| *share == Share::Whole) {
            return (shares.into_iter().map(|(at, ..)| at).collect(), Vec::new());
        }
        let has = |share: Share, of: &str| shares.iter().any(|(_, other, words)| *other == share && words == of);
        let summed = shares
            .iter()
            .filter(|(_, _, of)| [Share::Fixed, Share::Variable, Share::Whole].into_iter().all(|share| has(share, of)));
        let (wholes, parts): (Vec<_>, Vec<_>) = summed.partition(|(_, share, _)| *share == Share::Whole);
        let at = |of: Vec<&(usize, Share, String)>| of.into_iter().map(|(at, ..)| *at).collect();
        (at(wholes), at(parts))
    }

    /// May a column hold the labels of profiles?
    fn is_label(&self, at: usize) -> bool {
        let content = self.below.at(at);
        let is_blank = self.below.rows == 0;
        match self.stack.own(at).map(|cell| (cell.role(), cell)) {
            Some((Some(Role::Profile(_)), _)) => is_blank || content.words > 0 || !self.below.has_figures(),
            Some((None, _)) | None => content.known > 0 && content.figures == 0,
            // The corner of a grid may name its other side, or its figures: `Agence` over profiles, beside towns; `CJM (€)`.
            Some((Some(Role::Site | Role::Level | Role::Position | Role::Price(_)), _)) => {
                content.known * 2 > content.words && content.figures == 0
            }
            Some(_) => false,
        }
    }

    /// The column of a number of days of which nothing says whether the prices are for them: a total beside it does.
    fn counted(&self, columns: &[usize]) -> Option<usize> {
        let words = |at: usize| self.stack.own(at).map(|cell| fold(&cell.held.words())).unwrap_or_default();
        let is_total =
            |at: usize| words(at).split(' ').any(|word| matches!(word, "total" | "totaux" | "montant" | "amount"));
        let counts = |at: &usize| {
            self.stack.own(*at).and_then(Cell::role) == Some(Role::Count) && self.below.at(*at).figures > 0
        };
        let counted = columns.iter().copied().find(counts)?;
        (!columns.iter().any(|at| is_total(*at))).then_some(counted)
    }

    /// Does a column say for which year each row is?
    fn is_of_years(&self, at: usize) -> bool {
        let content = self.below.at(at);
        let says_so = || self.stack.own(at).is_some_and(|cell| names_years(&cell.held.words()));
        content.years > 0 && content.years == content.figures + content.words && says_so()
    }

    /// Tables beside one another: each begins at a column of labels after the prices of the one before it. All columns are
    /// given from the left.
    fn segments(&self, columns: &[usize], labels: &[usize], prices: &[usize], named: bool) -> Vec<Columns> {
        let is_named = |at: usize| matches!(self.stack.own(at).and_then(Cell::role), Some(Role::Profile(_)));
        let mut cuts: Vec<usize> = vec![0];
        for label in labels.iter().filter(|at| is_named(**at) || !named) {
            let begun = *cuts.last().unwrap_or(&0);
            let between = |of: &[usize]| !within(of, (begun, *label)).is_empty();
            if between(prices) && between(labels) && prices.last() > Some(label) {
                cuts.push(*label);
            }
        }
        let ends = cuts.iter().skip(1).copied().chain([usize::MAX]);
        let spans = cuts.iter().copied().zip(ends);
        spans.filter_map(|span| self.table(span, columns, labels, prices)).collect()
    }

    fn table(&self, span: (usize, usize), columns: &[usize], labels: &[usize], prices: &[usize]) -> Option<Columns> {
        let [columns, labels, prices] = [columns, labels, prices].map(|all| within(all, span));
        let own = |at: usize| self.stack.own(at).and_then(Cell::role);
        let is_price = |at: usize| prices.binary_search(&at).is_ok();
        if prices.is_empty() {
            return None;
        }
        let weight = |at: usize| match own(at) {
            Some(Role::Profile(weight)) => weight,
            _ => 0,
        };
        // What heads profiles holds them, whatever other columns hold.
        let best = labels.iter().filter(|at| !is_price(**at));
        let profile = *best.max_by_key(|at| {
            let (weight, content) = (weight(**at), self.below.at(**at));
            // Where no such column holds labels that are known, one that holds hardly others does: `Type de ressource` beside `Titre`.
            let holds = content.known > 0 && (weight > 0 || content.known * 2 > content.words);
            (holds, weight > 0, content.known, weight, std::cmp::Reverse(**at))
        })?;
        let others = || columns.iter().copied().filter(|at| *at != profile && !is_price(*at));
        let first = |role: Role| others().find(|at| own(*at) == Some(role));
        // A column of seniorities says so by what it holds.
        let graded = others().find(|at| {
            let Content { words, grades, units, .. } = self.below.at(*at);
            // `JR` is a day among units, and a junior among seniorities.
            let is_unit = units == words && own(*at).is_none();
            matches!(own(*at), None | Some(Role::Profile(_))) && grades > 0 && grades * 3 >= words * 2 && !is_unit
        });
        let position = first(Role::Position);
        // So do those of units and of currencies: `UQ`, `Dev.`.
        let of_content = |is_all: &dyn Fn(Content) -> bool| {
            others().find(|at| own(*at).is_none() && self.below.at(*at).words > 0 && is_all(self.below.at(*at)))
        };
        let units = of_content(&|content| content.units == content.words);
        let moneys = of_content(&|content| content.moneys == content.words);
        let mut table = Columns {
            header: self.stack.row(),
            top: self.stack.top(),
            span,
            profile,
            level: first(Role::Level).or(graded).or(position),
            by_position: first(Role::Level).or(graded).is_none() && position.is_some(),
            site: first(Role::Site),
            currency: first(Role::Currency).or(moneys),
            per: first(Role::Per).or(units),
            // `Par`, over those who did it, is none.
            price_unit: first(Role::PriceUnit).filter(|at| self.below.at(*at).words <= 2 * self.below.at(*at).units),
            counted: self.counted(columns).filter(|_| first(Role::PriceUnit).is_none()),
            from: first(Role::From).or_else(|| others().find(|at| self.is_of_years(*at))),
            until: first(Role::Until),
            prices: prices.iter().map(|at| self.stack.price(*at)).collect(),
            headings: columns.iter().map(|at| (*at, self.stack.heading(*at))).collect(),
            title: None,
            expires: None,
            begins: None,
            year: None,
            level_above: None,
            notes: Vec::new(),
            places: Vec::new(),
        };
        table.within_the_firm();
        Some(table)
    }
}
