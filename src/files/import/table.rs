//! The tables of a sheet: the rows below each header, and why the others are in none.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::around::terms_of;
use super::cell::{Cell, Row};
use super::columns::{Columns, Said};
use super::grade::Grade;
use super::groups::{Levels, fill_groups, leave_positions};
use super::header::{Found, Headers};
use super::held::Held;
use super::line::{Line, Why};
use super::map::Columns as Named;
use super::per::with_unit;
use super::role::Role;
use super::terms::Terms;
use super::titles::{Names, Title, named as named_cell, names_money};
use super::whereabouts::{comment_cell, place_of};
use crate::buyer::form::Period;
use crate::unit::{Budget, brief, fold};
use crate::xlsx::Comment;

/// A sheet as it was read.
#[derive(Debug, Default)]
pub struct Tables {
    /// Its tables, from the top.
    pub columns: Vec<Columns>,
    /// The rows of its tables.
    pub lines: Vec<Line>,
    /// The rows that are none, each with its first column and words, and why.
    pub left: Vec<(usize, usize, String, Why)>,
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

/// The work of reading a row of a table for one more price, and a byte of its words as a profile; and of a row of nothing but words,
/// which may be a title or a note.
const WORK_OF_A_PRICE: usize = 9_000;
const WORK_OF_A_BYTE: usize = 250;
const WORK_OF_WORDS_ALONE: usize = 25_000;
/// The work of a note on the amounts of a table: each is held against its columns and the other notes.
const WORK_OF_A_NOTE: usize = 350_000;

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
                let Found { tables: mut columns, first, next } = found.within(rows, since, sheet, budget);
                for table in &mut columns {
                    let above = above(rows, (since.min(first), first, next), table);
                    let corner = corner(&rows[..next], table).map(|(row, cell)| {
                        let terms = cell.heading().map(|said| said.terms.clone()).unwrap_or_default();
                        table.under(&[Said::of(named_cell(row, cell), &cell.held.words(), terms)], false);
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
                    if tables.sections.get(table).is_some_and(|title| title.row >= rows[tops[first]].number) {
                        tables.sections.remove(table);
                    }
                }
                if tables.is_again(&open, &columns) {
                    tables.leave(row, Why::HeaderAgain);
                } else {
                    if open.is_empty() {
                        // Without a header, no row is left above one.
                        rows[..first].iter().for_each(|row| tables.leave(row, Why::Above));
                    }
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
                continue;
            }
            let follows = |at: usize| rows.get(at).is_some_and(|next| next.number == rows[at - 1].number + 1);
            let is_note = tables.note(row, &open, names);
            let noted = if is_note { WORK_OF_A_NOTE } else { 0 };
            // What follows the rows of a table, with a blank row below, is a note of that table only.
            if row.cells.iter().any(Cell::is_figure) || (is_note && at > 1 && follows(at - 1) && !follows(at)) {
                since = at;
            }
            if budget.draw(noted + tables.work(row, &open)).is_err() || !tables.take(row, &open, names, budget) {
                break;
            }
        }
        for (table, title) in std::mem::take(&mut tables.sections) {
            // Below the last row, what would head rows is said of those above it.
            let follows = |line: &Line| line.table == table && line.row > title.row;
            if title.states && !tables.lines.iter().any(follows) {
                tables.columns[table].notes.push(title);
            }
        }
        for columns in &mut tables.columns {
            let notes: Vec<Said> =
                columns.notes.iter().map(|note| Said::of(note.named(), &note.words, note.terms.clone())).collect();
            columns.under(&notes, false);
        }
        let mut by_table: Vec<Vec<&mut Line>> = tables.columns.iter().map(|_| Vec::new()).collect();
        tables.lines.iter_mut().for_each(|line| by_table[line.table].push(line));
        for (columns, lines) in tables.columns.iter().zip(by_table) {
            fill_groups(columns, lines);
        }
        leave_positions(&tables.columns, &mut tables.lines);
        tables.name_sites();
        tables.name_years();
        tables
    }

    /// Takes over what is written beside the cells of its tables, as what is said around them.
    pub fn commented(&mut self, comments: &[Comment], names: Names<'_>) {
        let mut last: Vec<usize> = self.columns.iter().map(|columns| columns.header).collect();
        self.lines.iter().for_each(|line| last[line.table] = last[line.table].max(line.row));
        for comment in comments {
            let (row, column) = place_of(comment);
            let cell = Cell::new(column, Held::Text(comment.text.clone()));
            let named = format!("{} `{}`", comment_cell(row, column), brief(&comment.text));
            let terms = cell.title().map(|said| terms_of(&comment.text, said)).unwrap_or_default();
            let said = [Said::of(named, &comment.text, terms)];
            let is_in = |(of, last): (&Columns, &usize)| {
                (of.top..=*last).contains(&row) && (of.span.0..of.span.1).contains(&column)
            };
            let within: Vec<bool> = self.columns.iter().zip(&last).map(is_in).collect();
            // Beside a cell of no table it is of all.
            let tables = self.columns.iter_mut().zip(&within).filter(|(_, own)| **own || !within.contains(&true));
            tables.for_each(|(of, _)| of.beside(column, &said));
            if names_money(&cell)
                && let Some(title) = Title::of(row, &cell, names)
            {
                self.moneys.push(Title { cell: comment_cell(row, column), ..title });
            }
        }
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
            // A currency below one of several headings is of that column alone.
            if columns.prices.len() > 1
                && let [only] = &row.cells[..]
                && let Some(price) = columns.prices.iter_mut().find(|price| price.at == only.column)
                && let Some(said) = only.title().filter(|said| said.terms.is_of_money())
            {
                price.terms.fill(&said.terms);
                continue;
            }
            let Some(title) = Title::alone(row, (begin, end), names).filter(|_| !priced) else { continue };
            states |= title.states;
            // `Tarifs horaires` between rows heads those below it.
            let is_of_rows = title.site.is_some() || (title.is_unit && title.terms.is_of_time());
            if title.states && !is_of_rows {
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

    /// The work of a row of the tables that are open.
    fn work(&self, row: &Row, open: &[usize]) -> usize {
        let of = |columns: &Columns| {
            let label = match row.held(columns.profile) {
                Some(Held::Text(text)) => text.len(),
                _ => 0,
            };
            label * WORK_OF_A_BYTE + columns.prices.len() * WORK_OF_A_PRICE
        };
        let alone = if let [Cell { held: Held::Text(_), .. }] = &row.cells[..] { WORK_OF_WORDS_ALONE } else { 0 };
        alone + open.iter().map(|table| of(&self.columns[*table])).sum::<usize>()
    }

    /// Takes a row of the tables beside one another that it is in; `false` where there is no memory for it.
    fn take(&mut self, row: &Row, open: &[usize], names: Names<'_>, budget: &Budget) -> bool {
        let before = self.lines.len();
        let mut why = Why::NoProfileNoPrice;
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
                    why = Why::NoProfile;
                }
                continue;
            }
            let (label, unit) = with_unit(label);
            let words = |column| row.words(column);
            let section = self.sections.get(table);
            let or = |own: String, of: Option<String>| if own.is_empty() { of.unwrap_or_default() } else { own };
            let remark = if is_priced { remark(columns, row) } else { None };
            let of_section = section.and_then(|title| title.site.clone());
            let line = Line {
                row: row.number,
                table: *table,
                label,
                level,
                by_section: of_section.is_some() && words(columns.site).is_empty(),
                site: or(words(columns.site), of_section),
                currency: or(words(columns.currency), section.and_then(Title::currency).map(str::to_owned)),
                per: or(
                    or(remark.unwrap_or_else(|| words(columns.per)), unit),
                    section.filter(|title| title.is_unit).map(|title| title.words.clone()),
                ),
                price_unit: words(columns.price_unit),
                counted: words(columns.counted),
                from: columns.from.and_then(|column| row.held(column)).cloned(),
                until: columns.until.and_then(|column| row.held(column)).cloned(),
                prices,
                doubt: None,
                is_over: false,
            };
            if budget.push(&mut self.lines, line).is_err() {
                return false;
            }
        }
        if self.lines.len() == before {
            self.leave(row, why);
        }
        true
    }

    fn leave(&mut self, row: &Row, why: Why) {
        let (column, words) = row.cells.first().map(|c| (c.column, c.held.words())).unwrap_or_default();
        self.left.push((row.number, column, words, why));
    }
}

/// What the corner of a grid says of its figures, where it names no profile: `CJM Paris`.
fn corner<'a>(rows: &'a [Row], table: &Columns) -> Option<(usize, &'a Cell)> {
    let row = rows.iter().rfind(|row| row.number == table.header)?;
    let cell = row.cell(table.profile).filter(|cell| matches!(cell.role(), Some(Role::Price(_))))?;
    Some((row.number, cell))
}

/// The rows from a place on that are above the heading of the profiles of a table, given the first line of its header and the
/// row after the last.
fn above<'a>(rows: &'a [Row], (since, first, next): (usize, usize, usize), table: &Columns) -> &'a [Row] {
    let heads = |row: &Row| row.cell(table.profile).is_some_and(|cell| matches!(cell.role(), Some(Role::Profile(_))));
    let core = rows[first..next].iter().position(heads).map_or(next.saturating_sub(1), |at| first + at);
    &rows[since..core.max(since)]
}

/// What a cell of a row in no column that is read says that its price is for.
fn remark(columns: &Columns, row: &Row) -> Option<String> {
    let read =
        |at: usize| columns.attributes().any(|(_, of)| of == at) || columns.prices.iter().any(|price| price.at == at);
    let inside = row.cells.iter().filter(|cell| (columns.span.0..columns.span.1).contains(&cell.column));
    inside
        .filter(|cell| !read(cell.column) && columns.counted != Some(cell.column))
        .filter_map(|cell| if let Held::Text(text) = &cell.held { Some(text) } else { None })
        .find(|text| is_of_a_row(text))
        .cloned()
}

/// Does a cell beside a price say that it is by something that is not understood, or by more than one: `par cycle de 4 jours`?
fn is_of_a_row(text: &str) -> bool {
    const LEADS: [&str; 10] = ["par", "per", "por", "pour", "for", "a", "au", "prix", "cout", "base"];
    if text.len() > 80 {
        return false;
    }
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    if !words.first().is_some_and(|first| LEADS.contains(first)) {
        return false;
    }
    let terms = Terms::of(text, &words);
    terms.is_longer || terms.count.is_some()
}

#[cfg(test)]
mod tests {
    use super::is_of_a_row;

    #[test]
    fn what_is_beside_a_price() {
        for (text, is) in [("pour 10 jours", true), ("par jour", false), ("profil rare", false), ("à confirmer", false)]
        {
            assert_eq!(is_of_a_row(text), is, "{text}");
        }
    }
}
