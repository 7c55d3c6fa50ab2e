//! The columns of a table, and the lines of the header that say what each is for.

use super::accounts::is_activity_type;
use super::cell::{Cell, Row, address};
use super::footnote::{bears_mark, footnote};
use super::heading::{Heading, heading, is_sale, rest};
use super::per::Per;
use super::price::Multiple;
use super::role::{Part, Role};
use super::terms::{Basis, Clash, Money, Terms};
use super::titles::Title;
use crate::buyer::form::Period;
use crate::sheet::column_letters;
use crate::unit::{Month, fold, one_line};

/// A table's columns, each from 0.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    /// The row of its header, the lowest that names the profile or a price.
    pub header: usize,
    /// The first row of its header.
    pub top: usize,
    /// The columns of the table: the first, and the one after the last.
    pub span: (usize, usize),
    /// The job profile.
    pub profile: usize,
    /// The seniority.
    pub level: Option<usize>,
    /// Is the seniority a position of a collective agreement, which most profiles have one of?
    pub by_position: bool,
    /// Where the work is done.
    pub site: Option<usize>,
    /// The currency.
    pub currency: Option<usize>,
    /// A day or an hour.
    pub per: Option<usize>,
    /// For how many of them a price is.
    pub price_unit: Option<usize>,
    /// A number of days or hours of which nothing says whether a price is for them.
    pub counted: Option<usize>,
    /// From when the row holds.
    pub from: Option<usize>,
    /// Up to when the row holds.
    pub until: Option<usize>,
    /// The prices, from the left.
    pub prices: Vec<PriceColumn>,
    /// Every heading, as written, those of several lines as one.
    pub headings: Vec<(usize, String)>,
    /// The nearest words above it that may say of which site it is.
    pub title: Option<Title>,
    /// The words above it that state up to which month it holds, and the month.
    pub expires: Option<(String, Month)>,
    /// The words above it that state from which month it holds, and the month.
    pub begins: Option<(String, Month)>,
    /// The year that the nearest words above it name.
    pub year: Option<Period>,
    /// The seniority that the words above it name, where its headings name none.
    pub level_above: Option<String>,
    /// What states, around it, in which money its amounts are.
    pub notes: Vec<Title>,
    /// What may be sites in its rows, folded: what is in a column of them, and what is alone in a row.
    pub places: Vec<String>,
}

/// Words around a table.
#[derive(Debug, Clone)]
pub struct Said {
    /// Their cell and they themselves.
    pub place: String,
    /// They, folded.
    pub folded: String,
    /// The footnote that they are.
    pub mark: Option<String>,
    /// What they say of amounts.
    pub terms: Terms,
}

impl Said {
    /// Words of a place.
    #[must_use]
    pub fn of(place: String, words: &str, terms: Terms) -> Self {
        let mark = footnote(words).map(|(mark, _)| mark.to_owned());
        Self { place, folded: fold(words), mark, terms }
    }
}

/// A column of prices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceColumn {
    /// The column.
    pub at: usize,
    /// The cell of its heading, the lowest.
    pub cell: String,
    /// The words above it, from the top.
    pub words: String,
    /// What states its currency, where its heading does not: a cell and its words.
    pub money: Option<String>,
    /// Which price of a profile.
    pub part: Part,
    /// What its heading, and what is around its table, say of its amounts.
    pub terms: Terms,
    /// What two places say differently of them.
    pub clash: Option<Clashing>,
    /// The year it is for, where it says.
    pub period: Option<Period>,
    /// The month from which it holds, where it names more than a year.
    pub month: Option<Month>,
    /// The month up to which it holds, where it says.
    pub until: Option<Month>,
    /// Are its figures those of an earlier card?
    pub old: bool,
    /// Is it hidden?
    pub hidden: bool,
    /// The seniority it is for, where it says.
    pub level: String,
    /// Where the work is done, where it says.
    pub site: String,
    /// Its words that say nothing of a rate card: where several columns are otherwise alike, they decide where.
    pub rest: String,
}

impl Columns {
    /// What is read of it beside its prices, by the keys of a map.
    pub fn attributes(&self) -> impl Iterator<Item = (&'static str, usize)> + use<> {
        let of = [
            ("profile", Some(self.profile)),
            ("level", self.level),
            ("site", self.site),
            ("currency", self.currency),
            ("per", self.per),
            ("price_unit", self.price_unit),
            ("from", self.from),
            ("until", self.until),
        ];
        of.into_iter().filter_map(|(key, at)| Some((key, at?)))
    }

    /// The names of columns in a map: their headings; their letters, where one of these is missing or another's too.
    pub fn names<'a>(&'a self, columns: &[usize]) -> (bool, impl Fn(usize) -> String + use<'a>) {
        let words = move |at: usize| self.headings.iter().find(|h| h.0 == at).map(|h| h.1.as_str()).unwrap_or_default();
        let alone = |at: usize| {
            let own = fold(words(at));
            !own.is_empty() && self.headings.iter().filter(|h| fold(&h.1) == own).count() == 1
        };
        let lettered = !columns.iter().copied().all(alone);
        (lettered, move |at| if lettered { column_letters(at) } else { words(at).to_owned() })
    }

    /// Takes prices beside activity types for costs: an enterprise charges them within itself.
    pub fn within_the_firm(&mut self) {
        if !self.headings.iter().any(|(_, words)| is_activity_type(words)) {
            return;
        }
        for price in self.prices.iter_mut().filter(|price| !is_sale(&price.words)) {
            price.terms.basis = Some(Basis::Cost);
        }
    }

    /// Which of its columns of prices words around the table speak of. Those that name some of its sites, in columns or in
    /// rows, say nothing of the others: `Tunis, montants en dinars`; those with the mark of a footnote nothing of what is
    /// without it.
    fn spoken_of(&self, said: &Said) -> Vec<bool> {
        let is_named = |place: &str| !place.is_empty() && holds(&said.folded, place);
        let own: Vec<String> = self.prices.iter().map(|price| fold(&price.rest)).collect();
        let places = || own.iter().chain(&self.places).filter(|place| !place.is_empty());
        let by_mark = said.mark.as_deref().map(|mark| {
            let bears = |price: &PriceColumn| bears_mark(&price.words, mark);
            self.prices.iter().map(bears).collect::<Vec<bool>>()
        });
        match by_mark {
            Some(marked) if marked.contains(&true) => marked,
            _ if places().any(|place| is_named(place)) && !places().all(|place| is_named(place)) => {
                own.iter().map(|place| is_named(place)).collect()
            }
            _ => vec![true; self.prices.len()],
        }
    }

    /// Takes over what is said beside a cell: of the prices of its column, or of all where it is in none of theirs.
    pub fn beside(&mut self, column: usize, said: &[Said]) {
        let Some(at) = self.prices.iter().position(|price| price.at == column) else { return self.under(said, false) };
        let others = self.prices.split_off(at);
        let mut own = std::mem::replace(&mut self.prices, others);
        let rest = self.prices.split_off(1);
        self.under(said, false);
        own.append(&mut self.prices);
        own.extend(rest);
        self.prices = own;
    }

    /// Takes over what words around the table say of its amounts, the nearest first. Titles may be of other columns than those
    /// whose headings state the currency itself: `Coûts annuels (k€) et CJM`.
    pub fn under(&mut self, around: &[Said], are_titles: bool) {
        let spoken_of: Vec<Vec<bool>> = around.iter().map(|said| self.spoken_of(said)).collect();
        let mut moneys: Vec<&str> = self.prices.iter().filter_map(|price| price.terms.currency()).collect();
        moneys.dedup();
        // Columns that state a currency each are of no other.
        let several = moneys.len() > 1;
        // So are columns by the hour beside columns by the day.
        let mut times: Vec<Per> = self.prices.iter().filter_map(|price| price.terms.per).collect();
        times.dedup();
        let several_times = times.len() > 1;
        for (at, price) in self.prices.iter_mut().enumerate() {
            // What states its currency, where its heading does not.
            let mut first = None;
            for (Said { place, terms, .. }, of) in around.iter().zip(&spoken_of) {
                // Of other sites' prices they say no more than that they are costs.
                let own = Terms { basis: terms.basis, salary: terms.salary, ..Terms::default() };
                let terms = if of[at] { terms } else { &own };
                let money = if several { Money::Unsaid } else { terms.money };
                let is_other = are_titles && price.terms.currency().is_some() && first.is_none();
                let multiple = terms.multiple.filter(|multiple| !(is_other && *multiple == Multiple::Thousand));
                let (per, count, is_longer) =
                    if several_times { (None, None, false) } else { (terms.per, terms.count, terms.is_longer) };
                let terms = Terms { per, count, is_longer, money, multiple, ..terms.clone() };
                if let Some(what) = price.terms.clash(&terms) {
                    price.clash.get_or_insert(Clashing { what, first: first.clone(), other: place.clone() });
                }
                if price.terms.money == Money::Unsaid && money != Money::Unsaid {
                    first = Some(place.clone());
                }
                price.terms.fill(&terms);
            }
            price.money = price.money.take().or(first);
            if let Some(clashing) = &price.clash {
                price.terms.open(clashing.what);
            }
        }
    }
}

/// What two places say differently of the amounts of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clashing {
    /// What they say differently.
    pub what: Clash,
    /// The one, by its cell and words; its heading where there is none.
    pub first: Option<String>,
    /// The other.
    pub other: String,
}

impl PriceColumn {
    /// Its cell and its heading, in one line.
    #[must_use]
    pub fn named(&self) -> String {
        format!("{} `{}`", self.cell, self.heading())
    }

    /// Its heading in one line, as a map may name it.
    #[must_use]
    pub fn heading(&self) -> String {
        one_line(&self.words)
    }
}

/// The lines of a header, from the top.
#[derive(Clone, Copy)]
pub struct Stack<'a> {
    lines: &'a [Row],
}

impl<'a> Stack<'a> {
    /// Of consecutive rows.
    #[must_use]
    pub fn new(lines: &'a [Row]) -> Self {
        Self { lines }
    }

    /// The cells that head a column, from the top: its lowest own cell, and in each line above it the last cell up to
    /// there, which may be merged over it; without an own cell, those of every line.
    #[must_use]
    pub fn path(&self, column: usize) -> Vec<&'a Cell> {
        let over = |line: &'a Row| line.up_to(column);
        let Some(lowest) = self.lines.iter().rposition(|line| line.cell(column).is_some()) else {
            return self.lines.iter().filter_map(over).collect();
        };
        let mut path: Vec<&Cell> = self.lines[..lowest].iter().filter_map(over).collect();
        path.extend(self.lines[lowest].cell(column));
        path
    }

    /// The lowest cell of a column itself.
    #[must_use]
    pub fn own(&self, column: usize) -> Option<&'a Cell> {
        self.lines.iter().rev().find_map(|line| line.cell(column))
    }

    /// Every column that some line heads.
    #[must_use]
    pub fn columns(&self) -> Vec<usize> {
        let mut columns: Vec<usize> = self.lines.iter().flat_map(|line| line.cells.iter().map(|c| c.column)).collect();
        columns.sort_unstable();
        columns.dedup();
        columns
    }

    /// The words of a column, those of its lines from the top.
    #[must_use]
    pub fn words(&self, column: usize) -> String {
        self.path(column).into_iter().map(|cell| cell.held.words()).collect::<Vec<_>>().join(" ")
    }

    /// The heading of a column as it is written: with the lines above it where they make it a price.
    #[must_use]
    pub fn heading(&self, column: usize) -> String {
        let is_price = self.path(column).iter().any(|cell| matches!(cell.role(), Some(Role::Price(_))));
        if is_price { self.words(column) } else { self.own(column).map(|cell| cell.held.words()).unwrap_or_default() }
    }

    /// The row number of the highest line.
    #[must_use]
    pub fn top(&self) -> usize {
        self.lines.first().map_or(0, |line| line.number)
    }

    /// The row number of the lowest line.
    #[must_use]
    pub fn row(&self) -> usize {
        self.lines.last().map_or(0, |line| line.number)
    }

    /// What the lines say of a column of prices, the lower before the higher.
    #[must_use]
    pub fn price(&self, column: usize) -> PriceColumn {
        let path = self.path(column);
        let said: Vec<&Heading> = path.iter().filter_map(|cell| cell.heading()).collect();
        let lowest = |cell: &&Cell| {
            let line =
                self.lines.iter().rev().find(|line| line.cell(cell.column).is_some_and(|own| std::ptr::eq(own, *cell)));
            line.map(|line| address(line.number, cell.column)).unwrap_or_default()
        };
        let part = said.iter().rev().find_map(|h| match h.role {
            Some(Role::Price(part @ (Part::Low | Part::High))) => Some(part),
            _ => None,
        });
        let up = || said.iter().rev();
        // Lines that say otherwise than those below them: `USD`, `Coût horaire`, `Prix de vente` over `CJM (€)`.
        let (mut terms, mut clash) = (Terms::default(), None::<Clashing>);
        for cell in path.iter().rev() {
            let Some(above) = cell.heading() else { continue };
            if let Some(what) = terms.clash(&above.terms) {
                let other = format!("{} `{}`", lowest(cell), one_line(&cell.held.words()));
                clash.get_or_insert(Clashing { what, first: None, other });
            }
            if above.is_sold && terms.basis == Some(Basis::Cost) {
                terms.basis = Some(Basis::Price);
            }
            terms.fill(&above.terms);
        }
        if let Some(clashing) = &clash {
            terms.open(clashing.what);
        }
        let level = up().map(|h| &h.level).find(|level| !level.is_empty()).cloned().unwrap_or_default();
        let words = path.iter().map(|cell| cell.held.words());
        let rest: Vec<String> =
            words.filter(|words| heading(words).is_some_and(|h| h.level != *words)).map(|words| rest(&words)).collect();
        PriceColumn {
            at: column,
            cell: path.last().map(lowest).unwrap_or_default(),
            words: self.words(column),
            money: None,
            part: part.unwrap_or(Part::Mode),
            terms,
            clash,
            period: up().find_map(|h| h.period),
            month: up().find_map(|h| h.month),
            until: up().find_map(|h| h.until),
            old: said.iter().any(|h| h.old),
            hidden: path.last().is_some_and(|cell| cell.hidden),
            site: String::new(),
            rest: rest
                .into_iter()
                .filter(|rest| !rest.is_empty() && fold(rest) != fold(&level))
                .collect::<Vec<_>>()
                .join(" "),
            level,
        }
    }
}

/// Do folded words hold others, whole and one beside the other?
fn holds(words: &str, others: &str) -> bool {
    format!(" {words} ").contains(&format!(" {others} "))
}

/// Those of some columns, which are given from the left, that a table spans.
#[must_use]
pub fn within(columns: &[usize], (begin, end): (usize, usize)) -> &[usize] {
    let place = |of: usize| columns.partition_point(|at| *at < of);
    &columns[place(begin)..place(end)]
}
