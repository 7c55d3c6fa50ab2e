//! The tables of a sheet: the rows below each header, and why the others are in none.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::cell::{Cell, Row};
use super::columns::Columns;
use super::grade::{Grade, is_position};
use super::header::{Found, Headers};
use super::heading::Role;
use super::held::Held;
use super::map::Columns as Named;
use super::terms::Terms;
use super::titles::{Names, Title, named as named_cell, names_money};
use crate::buyer::form::Period;
use crate::text;
use crate::unit::{Budget, Text, fold};

/// A row below a header, with what its columns say.
#[derive(Debug, Clone)]
pub struct Line {
    /// Its number, from 1.
    pub row: usize,
    /// The table it is in.
    pub table: usize,
    /// The profile, as written; that of the row above where the cell is merged over both.
    pub label: String,
    /// The seniority.
    pub level: String,
    /// Where the work is done.
    pub site: String,
    /// Does a title among the rows say where?
    pub by_section: bool,
    /// The currency.
    pub currency: String,
    /// A day or an hour.
    pub per: String,
    /// For how many of them its prices are.
    pub price_unit: String,
    /// From when it holds.
    pub from: Option<Held>,
    /// Up to when it holds.
    pub until: Option<Held>,
    /// What each price column holds.
    pub prices: Vec<Option<Cell>>,
    /// Does it only name the profile of the seniorities below it?
    pub is_over: bool,
}

/// A sheet as it was read.
#[derive(Debug, Default)]
pub struct Tables {
    /// Its tables, from the top.
    pub columns: Vec<Columns>,
    /// The rows of its tables.
    pub lines: Vec<Line>,
    /// The rows that are none, each with its first column and words, and why.
    pub left: Vec<(usize, usize, String, Text)>,
    /// Words by themselves that name a currency, wherever they are.
    pub moneys: Vec<Title>,
    /// Two tables that may be of two sites or of one.
    pub unclear: Option<(Title, Title)>,
    /// What the rows from the last title within each table on are of.
    sections: HashMap<usize, Title>,
    /// The profile of each table on its own over the rows of its seniorities.
    over: HashMap<usize, (String, usize)>,
    /// The seniority of each table on its own over the rows that have it.
    grades: HashMap<usize, String>,
}

impl Tables {
    /// Reads the rows of a sheet. The columns are found by the words of headers, or by those that a map names.
    #[must_use]
    pub fn of(rows: &[Row], named: Option<&Named>, sheet: &str, names: Names<'_>, budget: &Budget) -> Self {
        let mut tables = Self::default();
        // The tables that the row is in, and where the rows begin that may speak of the next ones.
        let (mut open, mut since, mut at): (Vec<usize>, usize, usize) = (Vec::new(), 0, 0);
        if let Some(columns) = named.and_then(Named::headless) {
            tables.columns.push(columns);
            open.push(0);
        }
        let mut levels = Levels::default();
        let headers = Headers::new(rows, sheet, names.profile, budget);
        // The first of the rows that each follows without a blank one between.
        let mut tops: Vec<usize> = (0..rows.len()).collect();
        for at in 1..rows.len() {
            if rows[at - 1].number + 1 == rows[at].number {
                tops[at] = tops[at - 1];
            }
        }
        while at < rows.len() {
            let row = &rows[at];
            let found = match named {
                Some(named) => named.header(rows, at),
                None => headers.at(at, since),
            };
            // What is right below a header and speaks of profiles and prices explains how to fill them in.
            let explains = named.is_none() && open.iter().any(|table| row.number == tables.columns[*table].header + 1);
            if let Some(found) = found.filter(|_| !explains) {
                let Found { tables: mut columns, first, next } = found.within(rows, since, sheet);
                for table in &mut columns {
                    let above = above(rows, (since.min(first), first, next), table);
                    let corner = corner(&rows[..next], table).map(|(row, cell)| {
                        let terms = cell.heading().map(|said| said.terms.clone()).unwrap_or_default();
                        table.under(&[(named_cell(row, cell), terms)], false);
                        Title::of(row, cell, names)
                    });
                    let titles = above.iter().rev().filter_map(|row| Title::alone(row, table.span, names));
                    let titles: Vec<Title> = corner.flatten().into_iter().chain(titles).collect();
                    table.year = titles.iter().find_map(|title| title.year);
                    table.level_above = levels.of(&titles).filter(|_| table.prices.iter().all(|p| p.level.is_empty()));
                    table.title = titles.into_iter().find(Title::heads);
                }
                // What is right above this header states nothing of the rows before it.
                for table in &open {
                    tables.columns[*table].notes.retain(|note| note.row < rows[tops[first]].number);
                }
                if tables.is_again(&open, &columns) {
                    tables.leave(row, text!("l’en-tête répété", "the header again"));
                } else {
                    open = (tables.columns.len()..tables.columns.len() + columns.len()).collect();
                    tables.columns.extend(columns);
                }
                (since, at) = (next, next);
                continue;
            }
            at += 1;
            tables.moneys.extend(
                row.cells.iter().filter(|cell| names_money(cell)).filter_map(|cell| Title::of(row.number, cell, names)),
            );
            if open.is_empty() {
                tables.leave(row, text!("au-dessus de l’en-tête", "above the header"));
                continue;
            }
            let follows = |at: usize| rows.get(at).is_some_and(|next| next.number == rows[at - 1].number + 1);
            let is_note = tables.note(row, &open, names);
            // What follows the rows of a table, with a blank row below, is a note of that table only.
            if row.cells.iter().any(Cell::is_figure) || (is_note && at > 1 && follows(at - 1) && !follows(at)) {
                since = at;
            }
            tables.take(row, &open, names);
        }
        for (table, title) in std::mem::take(&mut tables.sections) {
            // Below the last row, what would head rows is said of those above it.
            let follows = |line: &Line| line.table == table && line.row > title.row;
            if title.states && !tables.lines.iter().any(follows) {
                tables.columns[table].notes.push(title);
            }
        }
        for columns in &mut tables.columns {
            let notes: Vec<_> = columns.notes.iter().map(|note| (note.named(), note.terms.clone())).collect();
            columns.under(&notes, false);
        }
        tables.fill_groups();
        tables.leave_positions();
        tables.name_sites();
        tables.name_years();
        tables
    }

    /// Do these headings repeat those of the tables that are open, and does nothing say that their rows are of another
    /// site, in another currency or unit?
    fn is_again(&self, open: &[usize], columns: &[Columns]) -> bool {
        let words = |columns: &Columns| columns.headings.iter().map(|h| fold(&h.1)).collect::<Vec<_>>();
        let same = |(new, open): (&Columns, &usize)| {
            let before = &self.columns[*open];
            words(before) == words(new)
                && new.title.is_none()
                && (new.year.is_none() || new.year == before.year)
                && (new.level_above.is_none() || new.level_above == before.level_above)
                && before.notes.is_empty()
                && new.prices.iter().zip(&before.prices).all(|(a, b)| b.terms.include(&a.terms))
        };
        open.len() == columns.len() && !open.is_empty() && columns.iter().zip(open).all(same)
    }

    /// Takes what a row of words says of the rows below it or of its whole table; does it state the money of amounts?
    fn note(&mut self, row: &Row, open: &[usize], names: Names<'_>) -> bool {
        let mut states = false;
        for table in open {
            let columns = &mut self.columns[*table];
            let (begin, end) = columns.span;
            let priced = columns.prices.iter().any(|p| row.cell(p.at).is_some_and(Cell::is_figure));
            let Some(title) = Title::alone(row, (begin, end), names).filter(|_| !priced) else { continue };
            states |= title.states;
            // `Tarifs horaires` between rows heads those below it.
            if title.states && !(title.is_unit && title.terms.is_of_time()) {
                columns.notes.push(title);
            } else if title.site.is_some() || title.currency().is_some() || title.is_unit {
                self.sections.insert(*table, title);
            }
        }
        states
    }

    /// Says of which site the rows of each table are, where the tables of the sheet are of several.
    fn name_sites(&mut self) {
        let filled = self.lines.iter().filter(|line| line.prices.iter().any(Option::is_some));
        let tables: Vec<usize> = filled.map(|line| line.table).collect::<BTreeSet<_>>().into_iter().collect();
        let title = |table: &usize| self.columns[*table].title.as_ref();
        let name = |table: &usize| title(table).and_then(|title| title.name.clone()).unwrap_or_default();
        let by_section = self.lines.iter().any(|line| line.by_section);
        let certain = by_section || tables.iter().any(|table| title(table).is_some_and(|title| title.site.is_some()));
        let first = tables.iter().find(|table| !name(table).is_empty());
        let other =
            first.and_then(|first| tables.iter().find(|t| !name(t).is_empty() && fold(&name(t)) != fold(&name(first))));
        match (first.and_then(title), other.and_then(title)) {
            (Some(first), Some(other)) if !certain => self.unclear = Some((first.clone(), other.clone())),
            _ if certain && (tables.len() > 1 || by_section) => {
                // A column that says of which site it is says more than the title.
                let untold = |table: &&usize| self.columns[**table].prices.iter().all(|price| price.site.is_empty());
                let names: HashMap<usize, String> =
                    tables.iter().filter(untold).map(|table| (*table, name(table))).collect();
                for line in self.lines.iter_mut().filter(|line| line.site.is_empty()) {
                    line.site = names.get(&line.table).cloned().unwrap_or_default();
                }
            }
            _ => {}
        }
    }

    /// Says for which year the prices of each table are, where the titles of several name one each.
    fn name_years(&mut self) {
        let years: HashSet<Period> = self.columns.iter().filter_map(|columns| columns.year).collect();
        if years.len() < 2 || self.columns.iter().any(|columns| columns.year.is_none()) {
            return;
        }
        for columns in &mut self.columns {
            let year = columns.year;
            let undated =
                columns.prices.iter_mut().filter(|p| p.period.is_none() && p.month.is_none() && p.until.is_none());
            undated.for_each(|price| price.period = year);
        }
    }

    /// Says of which seniority the rows are that state none themselves.
    pub fn of_level(&mut self, level: &str) {
        let columns = &self.columns;
        let states = |line: &Line| columns[line.table].prices.iter().any(|price| !price.level.is_empty());
        for line in &mut self.lines {
            if line.level.is_empty() && !states(line) && Grade::split(&line.label).is_none() {
                level.clone_into(&mut line.level);
            }
        }
    }

    /// The seniority that the titles name over all tables.
    #[must_use]
    pub fn level(&self) -> Option<String> {
        self.one(|columns| columns.level_above.clone())
    }

    /// The site that the titles name over all tables.
    #[must_use]
    pub fn site(&self) -> Option<String> {
        self.one(|columns| columns.title.as_ref()?.site.clone())
    }

    /// The year that the titles name over all tables.
    #[must_use]
    pub fn year(&self) -> Option<Period> {
        self.one(|columns| columns.year)
    }

    /// What is the same of every table.
    fn one<T: PartialEq>(&self, of: impl Fn(&Columns) -> Option<T>) -> Option<T> {
        let mut all = self.columns.iter().map(of);
        let first = all.next()??;
        all.all(|other| other.as_ref() == Some(&first)).then_some(first)
    }

    /// Leaves the tables whose header is in another row out.
    pub fn only(&mut self, header: usize) {
        let kept: Vec<usize> = (0..self.columns.len()).filter(|at| self.columns[*at].header == header).collect();
        let place = |table: usize| kept.iter().position(|at| *at == table);
        self.lines.retain(|line| place(line.table).is_some());
        self.lines.iter_mut().for_each(|line| line.table = place(line.table).unwrap_or_default());
        self.columns = kept.iter().map(|at| self.columns[*at].clone()).collect();
        self.unclear = None;
    }

    /// Fills what the first row of a group states for all of them, left of their profiles: a site, a seniority or a year that is
    /// merged over its rows. Where rows one below the other repeat it, a blank one is of no group.
    fn fill_groups(&mut self) {
        for (table, columns) in self.columns.iter().enumerate() {
            let mut lines: Vec<&mut Line> = self.lines.iter_mut().filter(|line| line.table == table).collect();
            let is_left = |column: Option<usize>| column.is_some_and(|at| at < columns.profile);
            if is_left(columns.level) {
                fill_down(&mut lines, |line| &mut line.level, String::is_empty);
            }
            if is_left(columns.site) {
                fill_down(&mut lines, |line| &mut line.site, String::is_empty);
            }
            if is_left(columns.from) {
                fill_down(&mut lines, |line| &mut line.from, Option::is_none);
            }
        }
    }

    /// A position says which of several rows of one profile is meant, and nothing where there is one.
    fn leave_positions(&mut self) {
        let mut seen: HashMap<(usize, String), HashSet<String>> = HashMap::new();
        for line in &self.lines {
            seen.entry((line.table, fold(&line.label))).or_default().insert(line.level.clone());
        }
        // A column that holds nothing but positions is one of them, whatever heads it: `Classif. Syntec`.
        let stated = |table: usize| self.lines.iter().filter(move |line| line.table == table && !line.level.is_empty());
        let tables: HashSet<usize> = self.lines.iter().map(|line| line.table).collect();
        let all =
            |table: &usize| stated(*table).next().is_some() && stated(*table).all(|line| is_position(&line.level));
        let positions: HashSet<usize> = tables.into_iter().filter(all).collect();
        for line in &mut self.lines {
            let one = seen.get(&(line.table, fold(&line.label))).is_some_and(|levels| levels.len() == 1);
            // Beside a label that states its seniority, a position or a step of another scale is none.
            let is_ranked = |words: &str| matches!(Grade::within(words), Grade::Rank(_));
            let is_stated = is_ranked(&line.label) && !is_ranked(&line.level);
            if one && (self.columns[line.table].by_position || positions.contains(&line.table) || is_stated) {
                line.level.clear();
            }
        }
    }

    /// Takes a row of the tables beside one another that it is in.
    fn take(&mut self, row: &Row, open: &[usize], names: Names<'_>) {
        let before = self.lines.len();
        let mut why = text!("ni profil ni prix", "neither a profile nor a price");
        for table in open {
            let columns = &self.columns[*table];
            let prices: Vec<Option<Cell>> = columns.prices.iter().map(|p| row.cell(p.at).cloned()).collect();
            let mut level = row.words(columns.level);
            let mut label = row.words(Some(columns.profile));
            let mut above = self.lines[..before].iter().rev().take_while(|line| line.row + 1 == row.number);
            // A label merged over the rows of its seniorities, sites or years is written in the first of them.
            let is_apart =
                [columns.level, columns.site, columns.from].into_iter().flatten().any(|at| row.cell(at).is_some());
            let is_told = |line: &&Line| !line.level.is_empty() || !line.site.is_empty() || line.from.is_some();
            if label.is_empty()
                && is_apart
                && let Some(above) = above.find(|line| line.table == *table).filter(is_told)
            {
                label.clone_from(&above.label);
            }
            let is_priced = prices.iter().any(Option::is_some);
            match self.over.get(table) {
                // `Confirmé` below a row of `Développeur` alone.
                Some((over, at)) if is_priced && level.is_empty() && Grade::of(&label).is_some() => {
                    level = std::mem::replace(&mut label, over.clone());
                    self.lines[*at].is_over = true;
                }
                _ if is_priced => {
                    self.over.remove(table);
                    // `Développeur` below a row of `Confirmé` alone.
                    if level.is_empty() && Grade::split(&label).is_none() {
                        level = self.grades.get(table).or(columns.level_above.as_ref()).cloned().unwrap_or_default();
                    }
                }
                _ if Grade::of(&label).is_some() && level.is_empty() => drop(self.grades.insert(*table, label.clone())),
                _ if (names.profile)(&label) => drop(self.over.insert(*table, (label.clone(), self.lines.len()))),
                _ => {}
            }
            if label.is_empty() {
                if prices.iter().flatten().any(|cell| matches!(cell.held, Held::Number(_))) {
                    why = text!("un prix sans profil", "a price without a profile");
                }
                continue;
            }
            let words = |column| row.words(column);
            let section = self.sections.get(table);
            let or = |own: String, of: Option<String>| if own.is_empty() { of.unwrap_or_default() } else { own };
            let of_section = section.and_then(|title| title.site.clone());
            self.lines.push(Line {
                row: row.number,
                table: *table,
                label,
                level,
                by_section: of_section.is_some() && words(columns.site).is_empty(),
                site: or(words(columns.site), of_section),
                currency: or(words(columns.currency), section.and_then(Title::currency).map(str::to_owned)),
                per: or(words(columns.per), section.filter(|title| title.is_unit).map(|title| title.words.clone())),
                price_unit: words(columns.price_unit),
                from: columns.from.and_then(|column| row.held(column)).cloned(),
                until: columns.until.and_then(|column| row.held(column)).cloned(),
                prices,
                is_over: false,
            });
        }
        if self.lines.len() == before {
            self.leave(row, why);
        }
    }

    fn leave(&mut self, row: &Row, why: Text) {
        let (column, words) = row.cells.first().map(|c| (c.column, c.held.words())).unwrap_or_default();
        self.left.push((row.number, column, words, why));
    }
}

/// The seniorities that titles name over the tables of a sheet, from the top.
#[derive(Default)]
struct Levels {
    /// That of the last table.
    last: Option<String>,
    /// That of all tables until a title names another.
    of_all: Option<String>,
}

impl Levels {
    /// That of a table whose titles are given, the nearest first. What is above another title is said of the tables that
    /// follow as well; a table without any title is of the one before it.
    fn of(&mut self, titles: &[Title]) -> Option<String> {
        let Some(at) = titles.iter().position(|title| title.level.is_some()) else {
            return if titles.is_empty() { self.last.clone() } else { self.of_all.clone() };
        };
        let is_of_all = titles[..at].iter().any(|title| title.terms == Terms::default() && title.year.is_none());
        self.last.clone_from(&titles[at].level);
        self.of_all = self.last.clone().filter(|_| is_of_all);
        self.last.clone()
    }
}

/// What the corner of a grid says of its figures, where it names no profile: `CJM Paris`.
fn corner<'a>(rows: &'a [Row], table: &Columns) -> Option<(usize, &'a Cell)> {
    let row = rows.iter().rfind(|row| row.number == table.header)?;
    let cell = row.cell(table.profile).filter(|cell| matches!(cell.role(), Some(Role::Price(_))))?;
    Some((row.number, cell))
}

/// Gives each line that states nothing what the line right above it states.
fn fill_down<T: Clone + PartialEq>(lines: &mut [&mut Line], of: fn(&mut Line) -> &mut T, is_blank: fn(&T) -> bool) {
    let rows: Vec<(usize, T)> = lines.iter_mut().map(|line| (line.row, of(line).clone())).collect();
    let repeats = |pair: &[(usize, T)]| pair[0].0 + 1 == pair[1].0 && pair[0].1 == pair[1].1 && !is_blank(&pair[0].1);
    if rows.windows(2).any(repeats) {
        return;
    }
    for at in 1..lines.len() {
        if is_blank(&rows[at].1) && rows[at - 1].0 + 1 == rows[at].0 {
            *of(lines[at]) = of(lines[at - 1]).clone();
        }
    }
}

/// The rows from a place on that are above the heading of the profiles of a table, given the first line of its header and the
/// row after the last.
fn above<'a>(rows: &'a [Row], (since, first, next): (usize, usize, usize), table: &Columns) -> &'a [Row] {
    let heads = |row: &Row| row.cell(table.profile).is_some_and(|cell| matches!(cell.role(), Some(Role::Profile(_))));
    let core = rows[first..next].iter().position(heads).map_or(next.saturating_sub(1), |at| first + at);
    &rows[since..core.max(since)]
}
