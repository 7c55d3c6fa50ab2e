//! What the words above, between and below the tables of a sheet say of them: a title names a site or a currency, a note
//! states in which money the amounts are.

use super::cell::{Cell, Row, address};
use super::currency::{OURS, currencies, currency, without_rates};
use super::grade::Grade;
use super::heading::{names_site, rest};
use super::held::Held;
use super::jobs::jobs;
use super::per::{Per, is_other_time};
use super::terms::{Money, Terms, are_by};
use super::vocabulary::beside::AMOUNTS;
use super::vocabulary::statements::is_in;
use super::vocabulary::{self, COST, DAY};
use super::words::words;
use crate::buyer::form::{Period, is_calendar};
use crate::unit::{brief, fold};

/// So many bytes the words of a title have at most.
const LONGEST: usize = 200;
/// A title that says of which seniority its table is has so many words at most.
const WORDS_BESIDE_A_LEVEL: usize = 8;

/// What is known of the labels and the sites of a bid.
#[derive(Clone, Copy)]
pub struct Names<'a> {
    /// Is it a label of a profile, or of its job?
    pub profile: &'a dyn Fn(&str) -> bool,
    /// Is it a site?
    pub site: &'a dyn Fn(&str) -> bool,
    /// Are the profiles in columns? Then what is alone in a row is no title.
    pub is_turned: bool,
}

/// Words by themselves in a row: above a table, among its rows or below them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title {
    /// Its row.
    pub row: usize,
    /// The cell.
    pub cell: String,
    /// Its words.
    pub words: String,
    /// The site that it names for certain.
    pub site: Option<String>,
    /// What may be the name of a site that the bid does not have, or of a part of the profiles.
    pub name: Option<String>,
    /// What it says of amounts.
    pub terms: Terms,
    /// The year that it names.
    pub year: Option<Period>,
    /// The seniority that it names.
    pub level: Option<String>,
    /// Does it name what prices buy, be it a day or another time?
    pub is_unit: bool,
    /// Does it state it of the amounts of the table: `Montants en DHS`, `Tarifs exprimés en k€`, `Les prix s’entendent TTC`?
    pub states: bool,
}

/// Does a cell name another currency than the euro, or one without its name? Few do, and their words are read no further.
#[must_use]
pub fn names_money(cell: &Cell) -> bool {
    let is_open =
        |text: &str| text.contains(char::is_alphabetic) && cell.title().is_some_and(|of| of.terms.money == Money::Open);
    // An amount in euros leaves nothing open.
    let of = |text: &str| currencies(text).into_iter().any(|of| of != OURS) || (!cell.is_figure() && is_open(text));
    matches!(&cell.held, Held::Text(text) if text.len() <= LONGEST && of(text))
}

/// A cell and its words, as messages name them.
#[must_use]
pub fn named(row: usize, cell: &Cell) -> String {
    format!("{} `{}`", address(row, cell.column), brief(&cell.held.words()))
}

impl Title {
    /// Of a cell; `None` where it holds no words, or those of a profile.
    #[must_use]
    pub fn of(row: usize, cell: &Cell, names: Names<'_>) -> Option<Self> {
        let Held::Text(text) = &cell.held else { return None };
        if text.len() > LONGEST || (names.profile)(text) {
            return None;
        }
        let folded = fold(text);
        let said: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        let plain = fold(&without_rates(text));
        let has_amount = plain.split(' ').any(|w| !w.is_empty() && is_amount(w));
        let terms = cell.title().map(|of| of.terms.clone()).unwrap_or_default();
        let stated = stated(&said, &terms, has_amount);
        let states = said.iter().any(|w| is_in(AMOUNTS, w)) && stated != Terms::default();
        let terms = if states { stated } else { terms };
        let graded = Grade::titled(text).filter(|_| said.len() <= WORDS_BESIDE_A_LEVEL);
        let rest = rest(graded.as_ref().map_or(text, |(_, beside)| beside));
        // `Casablanca (MAD)`: a name and its currency.
        let priced = currencies(text).len() == 1 && !states && said.len() <= 4;
        let known = [text.as_str(), &rest].into_iter().any(|name| (names.site)(name));
        // `Centre de services Casablanca – montants en MAD`: what is said of money is no part of a name.
        let of_money = |word: &&&str| is_in(AMOUNTS, word) || currency(word).is_some();
        let is_short = said.iter().filter(|word| !of_money(word)).count() <= 5;
        let is_name = !rest.is_empty() && is_short && text.starts_with(char::is_uppercase);
        let site = (is_name && (known || names_site(&said) || priced)).then(|| rest.clone());
        let is_part = !jobs(&words(text)).is_empty() || said.iter().any(|word| is_part(word));
        let site = site_within(text, names).or(site);
        let name = site.clone().or_else(|| (is_name && rest.len() + 2 > text.trim().len() && !is_part).then_some(rest));
        let is_unit = said.len() <= 5
            && !text.contains(|c: char| c.is_ascii_digit())
            && (Per::of(&said).is_some() || is_other_time(text));
        Some(Self {
            row,
            year: cell.title().and_then(|said| said.period).filter(|of| matches!(of, Period::Calendar(_))),
            level: graded.map(|(level, _)| level.to_owned()),
            is_unit,
            cell: address(row, cell.column),
            words: text.clone(),
            site,
            name,
            terms,
            states,
        })
    }

    /// Its cell and its words.
    #[must_use]
    pub fn named(&self) -> String {
        format!("{} `{}`", self.cell, brief(&self.words))
    }

    /// The only text of a row between two columns.
    #[must_use]
    pub fn alone(row: &Row, (begin, end): (usize, usize), names: Names<'_>) -> Option<Self> {
        if names.is_turned {
            return None;
        }
        let first = row.cells.partition_point(|cell| cell.column < begin);
        let mut inside = row.cells[first..].iter().take_while(|cell| cell.column < end);
        let only = inside.next().filter(|_| inside.next().is_none())?;
        Self::of(row.number, only, names)
    }

    /// Does it say of which site, or in which currency, the rows below are?
    #[must_use]
    pub fn heads(&self) -> bool {
        self.name.is_some() || (self.currency().is_some() && !self.states)
    }

    /// The only currency that it names.
    #[must_use]
    pub fn currency(&self) -> Option<&'static str> {
        self.terms.currency()
    }
}

/// The site that a part of a title names, whatever its other parts say: `Site de Casablanca - montants en MAD`.
fn site_within(text: &str, names: Names<'_>) -> Option<String> {
    let parts: Vec<&str> = text
        .split([':', '(', ')', ',', ';', '|', '–', '—'])
        .flat_map(|part| part.split(" - "))
        .flat_map(|part| part.split(" en "))
        .collect();
    let site = |part: &&str| {
        let (folded, rest) = (fold(part), rest(part));
        let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        let is_name = rest.starts_with(char::is_uppercase) && words.len() <= 5;
        (is_name && ((names.site)(&rest) || names_site(&words))).then_some(rest)
    };
    if parts.len() > 1 { parts.iter().find_map(site) } else { None }
}

/// What words by themselves state of the amounts around them. Beside a number a currency is that of another amount; that
/// they are by the hour or the day is said of all of them at once.
fn stated(words: &[&str], terms: &Terms, has_amount: bool) -> Terms {
    let of_all = terms.per.is_some_and(|per| are_by(words, per));
    // `CJM en euros, charges comprises`.
    let says = |word: &str, what: u32| vocabulary::says(word) & what != 0;
    let is_of_all = words.first().is_some_and(|first| says(first, COST) && (says(first, DAY) || of_all));
    Terms {
        basis: terms.basis.filter(|_| is_of_all),
        is_rate: false,
        per: terms.per.filter(|_| of_all || is_of_all || terms.count.is_some()),
        money: if has_amount { Money::Unsaid } else { terms.money },
        multiple: terms.multiple.filter(|_| !has_amount),
        ..terms.clone()
    }
}

/// Words of parts of the profiles of one site, folded.
const PARTS: [&str; 44] = [
    "build",
    "run",
    "etude",
    "etudes",
    "conception",
    "realisation",
    "expertise",
    "expertises",
    "technique",
    "techniques",
    "fonctionnel",
    "fonctionnels",
    "fonctionnelle",
    "fonctionnelles",
    "transverse",
    "transverses",
    "production",
    "projet",
    "projets",
    "management",
    "encadrement",
    "ingenierie",
    "infrastructure",
    "infrastructures",
    "cloud",
    "digital",
    "agile",
    "agilite",
    "gouvernance",
    "conseil",
    "metier",
    "metiers",
    "profil",
    "profils",
    "famille",
    "filiere",
    "pole",
    "gestion",
    "delivery",
    "engineering",
    "suite",
    "page",
    "tableau",
    "annexe",
];

/// Does a folded word name a part of the profiles, or of the work, of one site?
#[must_use]
pub fn is_part(word: &str) -> bool {
    PARTS.contains(&word)
}

/// A number that is no calendar year: words beside it state no currency of other columns.
fn is_amount(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_digit()) && !word.parse().is_ok_and(is_calendar)
}
