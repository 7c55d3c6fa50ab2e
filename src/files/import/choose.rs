//! Which price columns of a table are read, where there are several.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::columns::{Columns, PriceColumn};
use super::grade::Grade;
use super::heading::own_words;
use super::line::Line;
use super::month;
use super::per::Per;
use super::role::Part;
use super::terms::Basis;
use super::titles::is_part;
use super::vocabulary::beside::{AVERAGES, KINDS, TIMES};
use super::vocabulary::statements::is_in;
use super::when::spans_years;
use crate::buyer::form::Period;
use crate::diag::Finding;
use crate::diag::message::columns::{bounds_alone, several_costs};
use crate::model::quoted;
use crate::unit::{Month, fold};

/// The price columns that are read of a table.
#[derive(Debug, Clone, Default)]
pub struct Used {
    /// The columns, those of a site and a seniority with their names.
    pub columns: Vec<PriceColumn>,
    /// Those that give a price each, in order of time.
    pub prices: Vec<Dated>,
    /// What asks which of several columns is the price, and their headings.
    pub asked: Option<(Finding, Vec<String>)>,
}

/// A column that gives a price, and from when.
#[derive(Debug, Clone, Copy)]
pub struct Dated {
    /// Its place in [`Used::columns`].
    pub used: usize,
    /// Its place among the table's price columns.
    pub index: usize,
    /// The month its price holds from.
    pub from: Option<Month>,
    /// Low and high, by their place among the table's price columns.
    pub bounds: Option<(usize, usize)>,
}

/// The price columns that are read: those with figures and in sight, today's before an earlier card's, costs before prices, HT before TTC,
/// days before hours, and none for years after the contract's last month, `start` being its first and `months` how many it has.
/// Where several could be the price, none is read, and it is asked.
/// Of columns that differ in nothing but their currency, those in the one that is stated are read.
pub fn prices(columns: &Columns, lines: &[&Line], (start, months): (Month, usize), currency: Option<&str>) -> Used {
    let mut left: Vec<(usize, PriceColumn)> = columns.prices.iter().cloned().enumerate().collect();
    let mut prefer = |of: &dyn Fn(usize, &PriceColumn) -> bool| {
        if left.iter().any(|(index, p)| of(*index, p)) {
            left.retain(|(index, p)| of(*index, p));
        }
    };
    prefer(&|_, p| !p.hidden);
    prefer(&|_, p| !p.old);
    let costs = columns.prices.iter().any(|p| p.terms.basis == Some(Basis::Cost));
    // Bounds may be beside a cost without saying so.
    prefer(&|_, p| p.terms.basis == Some(Basis::Cost) || (costs && p.part != Part::Mode && p.terms.basis.is_none()));
    prefer(&|_, p| !p.terms.gross && !p.terms.bare);
    prefer(&|_, p| !p.terms.salary);
    let is_beside = |p: &PriceColumn, is: &dyn Fn(&PriceColumn) -> bool| {
        let same = |other: &&PriceColumn| {
            fold(&other.rest) == fold(&p.rest) && fold(&other.level) == fold(&p.level) && other.period == p.period
        };
        columns.prices.iter().filter(same).any(is)
    };
    let by_day = |p: &PriceColumn| p.terms.per == Some(Per::Day);
    prefer(&|_, p| p.terms.per != Some(Per::Hour) || !is_beside(p, &by_day));
    let in_stated = |p: &PriceColumn| p.terms.currency().is_some_and(|own| Some(own) == currency);
    prefer(&|_, p| currency.is_none() || in_stated(p) || !is_beside(p, &in_stated));
    prefer(&|_, p| p.terms.count.is_none());
    let filled: HashSet<usize> = lines
        .iter()
        .flat_map(|line| line.prices.iter().enumerate().filter(|(_, cell)| cell.is_some()).map(|(index, _)| index))
        .collect();
    prefer(&|index, _| filled.contains(&index));
    let begins = |p: &PriceColumn| p.month.or_else(|| begins(p.period?, start));
    prefer(&|_, p| begins(p).is_none_or(|month| month < start.plus(months)));
    leave_averages(&mut left);
    name_levels(&mut left);
    name_sites(&mut left);
    let named = |of: &[&PriceColumn]| of.iter().map(|p| p.named()).collect::<Vec<_>>();
    let modes: Vec<&PriceColumn> = left.iter().map(|(_, p)| p).filter(|p| p.part == Part::Mode).collect();
    if modes.is_empty() {
        let bounds: Vec<&PriceColumn> = left.iter().map(|(_, p)| p).collect();
        let headings = bounds.iter().map(|p| p.heading()).collect();
        return Used { asked: Some((bounds_alone(columns.header, &named(&bounds)), headings)), ..Used::default() };
    }
    let place = |p: &PriceColumn| (p.site.clone(), fold(&p.level));
    let mut places: HashMap<(String, String), Place> = HashMap::new();
    for p in &modes {
        places.entry(place(p)).or_default().add(p, begins(p));
    }
    let is_open = |p: &PriceColumn| places.get(&place(p)).is_some_and(|of| of.has_rivals(p, begins(p)));
    let alike: Vec<&PriceColumn> = modes.iter().copied().filter(|p| is_open(p)).collect();
    if !alike.is_empty() {
        let words = quoted(&alike[0].heading());
        let by_time =
            alike.iter().any(|p| is_dated(p) || spans_years(&p.words) || fold(&p.rest).split(' ').any(is_time));
        let headings: Vec<String> = alike.iter().map(|p| p.heading()).collect();
        let of = |p: &PriceColumn| columns.prices.iter().filter(|other| other.heading() == p.heading()).count() == 1;
        let used: Vec<usize> = columns.attributes().map(|(_, at)| at).collect();
        let (lettered, name) = columns.names(&used);
        // A heading of several lines names its column as it is shown.
        let price = if lettered || !alike.iter().all(|p| of(p)) { None } else { Some(words.clone()) };
        let attributes = columns.attributes().map(|(key, at)| format!("{key} = {}", quoted(&name(at))));
        let map = price.map(|price| attributes.chain([format!("price = {price}")]).collect::<Vec<_>>().join(", "));
        let finding = several_costs(columns.header, &named(&alike), (&words, map.as_deref()), by_time);
        return Used { asked: Some((finding, headings)), ..Used::default() };
    }
    let mut bounds = HashMap::new();
    for (index, p) in &left {
        bounds.entry((p.part, &p.site, &p.level, p.period)).or_insert(*index);
    }
    let bound = |part: Part, of: &PriceColumn| bounds.get(&(part, &of.site, &of.level, of.period)).copied();
    let mut prices: Vec<Dated> = left
        .iter()
        .enumerate()
        .filter(|(_, (_, p))| p.part == Part::Mode)
        .map(|(used, (index, p))| Dated {
            used,
            index: *index,
            from: begins(p),
            bounds: bound(Part::Low, p).zip(bound(Part::High, p)),
        })
        .collect();
    prices.sort_by_key(|dated| dated.from);
    Used { columns: left.into_iter().map(|(_, p)| p).collect(), prices, asked: None }
}

/// The first month of a contract year or a calendar year.
#[must_use]
pub fn begins(period: Period, start: Month) -> Option<Month> {
    match period {
        Period::Year(n) => Some(start.plus(12 * (n.max(1) as usize - 1))),
        Period::Calendar(y) => i32::try_from(y).ok().and_then(|y| Month::new(y, 1)),
        Period::Total | Period::EachYear | Period::EachPart => None,
    }
}

/// Does a column say when it holds?
fn is_dated(column: &PriceColumn) -> bool {
    column.period.is_some() || column.until.is_some()
}

/// When the columns of one site and seniority hold.
#[derive(Default)]
struct Place {
    /// How many begin in each month, or at no time that they name.
    begins: BTreeMap<Option<Month>, usize>,
    /// The latest month up to which one holds.
    until: Option<Month>,
    /// Does one say when it holds, and one not?
    dated: bool,
    undated: bool,
}

impl Place {
    fn add(&mut self, column: &PriceColumn, begins: Option<Month>) {
        *self.begins.entry(begins).or_default() += 1;
        self.until = self.until.max(column.until);
        self.dated |= is_dated(column);
        self.undated |= !is_dated(column);
    }

    /// Could another column of the place hold when this one does? One without a year is beside one with a year: nothing
    /// says which of them holds when. A column that holds up to a month is followed by those that begin then or later; one
    /// that begins earlier is its rival.
    fn has_rivals(&self, column: &PriceColumn, begins: Option<Month>) -> bool {
        let first = self.begins.keys().flatten().next();
        let precedes = |from: Option<&Month>, until: Option<&Month>| from.zip(until).is_some_and(|(a, b)| a < b);
        self.begins.get(&begins).is_some_and(|alike| *alike > 1)
            || (self.dated && self.undated)
            || precedes(first, column.until.as_ref())
            || precedes(begins.as_ref(), self.until.as_ref())
    }
}

/// Beside columns of several sites, the one of no site that is an average is that of theirs.
fn leave_averages(left: &mut Vec<(usize, PriceColumn)>) {
    let is_average = |p: &PriceColumn| {
        p.rest.is_empty() && p.level.is_empty() && fold(&p.words).split(' ').any(|word| is_in(AVERAGES, word))
    };
    let sites: HashSet<&str> = left.iter().map(|(_, p)| p.rest.as_str()).filter(|rest| !rest.is_empty()).collect();
    if sites.len() > 1 && left.iter().all(|(_, p)| is_average(p) || !p.rest.is_empty()) {
        left.retain(|(_, p)| !is_average(p));
    }
}

/// Beside columns that state a seniority each, the words that another has instead name one too, whatever they are: it is no
/// cost of the profile itself.
fn name_levels(left: &mut [(usize, PriceColumn)]) {
    let shared: HashSet<String> =
        left.iter().filter(|(_, p)| !p.level.is_empty()).flat_map(|(_, p)| own_words(&p.words)).collect();
    if left.iter().all(|(_, p)| p.level.is_empty()) {
        return;
    }
    for (_, p) in left.iter_mut().filter(|(_, p)| p.level.is_empty() && p.site.is_empty()) {
        let own: Vec<String> = own_words(&p.words).into_iter().filter(|word| !shared.contains(word)).collect();
        p.rest = p.rest.split(' ').filter(|word| !own.contains(&fold(word))).collect::<Vec<_>>().join(" ");
        p.level = own.join(" ");
    }
}

/// Where several columns have words of their own that say nothing of a rate card, they are of several sites. What a map says of
/// which site a column is stays.
fn name_sites(left: &mut [(usize, PriceColumn)]) {
    let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<String>>();
    let shared: Vec<String> = match left {
        [(_, first), others @ ..] => {
            let of = words(&first.rest).into_iter();
            of.filter(|word| others.iter().all(|(_, p)| words(&p.rest).contains(word))).collect()
        }
        [] => return,
    };
    let own =
        |p: &PriceColumn| words(&p.rest).into_iter().filter(|w| !shared.contains(w)).collect::<Vec<_>>().join(" ");
    let names: Vec<String> = left.iter().map(|(_, p)| own(p)).collect();
    // What distinguishes columns by time or by seniority is no place: which of them holds is asked.
    let is_place = |name: &String| {
        let folded = fold(name);
        !name.is_empty()
            && !folded.split(' ').any(|word| is_time(word) || is_part(word) || is_in(KINDS, word))
            && !matches!(Grade::within(name), Grade::Rank(_))
    };
    if names.len() > 1 && names.iter().all(is_place) {
        let unnamed = left.iter_mut().zip(names).filter(|((_, p), _)| p.site.is_empty());
        unnamed.for_each(|((_, p), name)| p.site = name);
    }
}

/// Does a word name a part of a year, a year after another, or a before and an after: `S1`, `T3`, `N+1`, `FY27`, `juillet`?
fn is_time(word: &str) -> bool {
    let letters = word.trim_end_matches(|c: char| c.is_ascii_digit());
    let numbered = letters.len() < word.len() && ["s", "t", "q", "h", "n", "fy"].contains(&letters);
    numbered || month::is_french(word) || is_in(TIMES, word)
}
