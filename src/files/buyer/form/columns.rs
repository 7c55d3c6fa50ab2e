//! Which column is which: by the words above it, then by what is below.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::above::multiple_of_euros;
use super::below::Body;
use super::header::{Headed, Header};
use super::heading::{BY_PLACE, Per, Period, Role, Tax, heading};
use super::lot::lot_mention;
use super::quantity::Scale;
use super::stated::Stated;
use super::words;
use crate::model::raw::Money;
use crate::sheet::column_letters;
use crate::unit::{Lang, fold};

/// The columns of a table, each from 1.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    /// Which lot a row belongs to.
    pub lot: Option<Column>,
    /// The number of a price.
    pub code: Option<Column>,
    /// What is bought.
    pub label: Option<Column>,
    /// The section of a row, where a column names it beside the first of its rows.
    pub section: Option<Column>,
    /// By what it is counted.
    pub unit: Option<Column>,
    /// How many, by time; a quantity without a time is the total.
    pub quantities: Vec<(Period, Column)>,
    /// The price of one, before tax: what a bidder fills in. Of several, that of a day, or of the first year.
    pub unit_price: Option<Column>,
    /// Each price of one by what it pays for, where the form says it: several of a line, or one of a table without units.
    pub prices: Vec<(Measure, Column)>,
    /// The price of one with tax. Of several, that of a day, or of the first year.
    pub gross_unit_price: Option<Column>,
    /// Each price of one with tax by what it pays for, as those before tax.
    pub gross_prices: Vec<(Measure, Column)>,
    /// What all cost before tax, by time.
    pub amounts: Vec<(Period, Column)>,
    /// What all cost with tax.
    pub gross_amount: Option<Column>,
    /// The tax.
    pub vat: Option<Column>,
    /// By what prices are multiplied, in a table that asks for nothing else.
    pub coefficient: Option<Column>,
    /// What the heading of the unit price says that it pays for.
    pub paid: Option<Per>,
    /// What headings, or notes beside the table, state that the unit price pays for, where that is not one unit: `pour 10 unités`, `HNO`.
    pub beyond: Option<Stated>,
    /// How many units each price is for, line by line: `Conditionnement`.
    pub packaging: Option<Column>,
    /// What the prices are counted in, where that is no euro.
    pub multiple: Option<Multiple>,
    /// How many units each quantity may count, where a heading names more than one.
    pub scale: Option<Scale>,
    /// Is the unit price the amount of a lump sum, since the form has no other?
    pub lump_sums: bool,
    /// What else its headings ask for, and nothing computes: prices in words, a discount, amounts without a formula.
    pub others: Vec<Column>,
}

/// A column that was recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The column, from 1.
    pub at: u32,
    /// The words above it.
    pub heading: String,
    /// Other columns that could be it as well.
    pub rivals: Vec<u32>,
}

/// What the prices of a column pay for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Measure {
    /// So much time.
    Per(Per),
    /// One unit in a contract year, from 1.
    InYear(u32),
    /// One unit in a calendar year.
    InCalendar(u32),
}

impl Measure {
    /// As a map writes it: `half-day`, or the year, `2`.
    #[must_use]
    pub fn key(self) -> String {
        match self {
            Self::Per(Per::Hour) => "hour".into(),
            Self::Per(Per::HalfDay) => "half-day".into(),
            Self::Per(Per::Day) => "day".into(),
            Self::Per(Per::Month) => "month".into(),
            Self::Per(Per::Quarter) => "quarter".into(),
            Self::Per(Per::HalfYear) => "half-year".into(),
            Self::Per(Per::Year) => "year".into(),
            Self::InYear(year) | Self::InCalendar(year) => year.to_string(),
        }
    }
}

impl Measure {
    /// What it pays for, in words.
    #[must_use]
    pub fn name(self, lang: Lang) -> String {
        match self {
            Self::Per(Per::Hour) => lang.pick("heure", "hour").into(),
            Self::Per(Per::HalfDay) => lang.pick("demi-journée", "half-day").into(),
            Self::Per(Per::Day) => lang.pick("jour", "day").into(),
            Self::Per(Per::Month) => lang.pick("mois", "month").into(),
            Self::Per(Per::Quarter) => lang.pick("trimestre", "quarter").into(),
            Self::Per(Per::HalfYear) => lang.pick("semestre", "half-year").into(),
            Self::Per(Per::Year) => lang.pick("an", "year").into(),
            Self::InYear(year) | Self::InCalendar(year) => format!("{} {year}", lang.pick("année", "year")),
        }
    }
}

/// What prices are counted in, where that is not the euro.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Multiple {
    /// Thousands or millions.
    pub money: Money,
    /// Does the heading of the prices say it? A title above may speak of totals alone.
    pub by_heading: bool,
}

/// The letters of a column, from 1.
#[must_use]
pub fn letters(column: u32) -> String {
    column_letters((column as usize).saturating_sub(1))
}

impl Columns {
    /// The column of the total quantity, where no other could be it.
    #[must_use]
    pub fn quantity(&self) -> Option<&Column> {
        self.total_quantity().filter(|column| column.rivals.is_empty())
    }

    /// The first of several columns that could be the total quantity: the least and the most.
    #[must_use]
    pub fn open_quantity(&self) -> Option<&Column> {
        self.total_quantity().filter(|column| !column.rivals.is_empty())
    }

    fn total_quantity(&self) -> Option<&Column> {
        self.quantities.iter().find(|(period, _)| *period == Period::Total).map(|(_, column)| column)
    }

    /// The column of the quantity of any one year, or of a part of one.
    #[must_use]
    pub fn each(&self) -> Option<&(Period, Column)> {
        self.quantities.iter().find(|(period, _)| matches!(period, Period::EachYear | Period::EachPart))
    }

    /// The columns of quantities by year.
    pub fn years(&self) -> impl Iterator<Item = (Period, u32)> {
        let years = self.quantities.iter().filter(|(period, _)| period.is_year());
        years.map(|(period, c)| (*period, c.at))
    }

    /// The column of the total amount before tax.
    #[must_use]
    pub fn amount(&self) -> Option<&Column> {
        self.amounts.iter().find(|(period, _)| *period == Period::Total).map(|(_, column)| column)
    }

    /// What a bidder fills in, one cell of each line.
    #[must_use]
    pub fn asked(&self) -> Option<&Column> {
        self.unit_price.as_ref().or(self.gross_unit_price.as_ref()).or(self.coefficient.as_ref())
    }

    /// Every column of money: prices, amounts and taxes.
    pub fn money(&self) -> impl Iterator<Item = u32> {
        let ones = [&self.unit_price, &self.gross_unit_price, &self.gross_amount, &self.vat, &self.coefficient];
        let prices = self.prices.iter().chain(&self.gross_prices).map(|(_, c)| c);
        let several = prices.chain(self.amounts.iter().map(|(_, c)| c));
        ones.into_iter().flatten().chain(several).map(|c| c.at)
    }

    /// Does this table only add up lots?
    #[must_use]
    pub fn is_recap(&self) -> bool {
        self.asked().is_none() && self.quantities.is_empty() && !self.amounts.is_empty()
    }
}

/// The columns of a table, by its header and the rows below.
#[must_use]
pub fn columns(header: &Header, body: &Body<'_>) -> Columns {
    let look = Look { header, body };
    let mut columns = Columns { lot: look.best(Role::Lot, |_| true), ..Columns::default() };
    look.words(&mut columns);
    columns.quantities = by_time(look.of(Role::Quantity));
    // The least and the most: neither is the quantity until a person says so.
    let bounds: Vec<u32> = look.of(Role::Quantity).filter(|c| is_bound(c)).map(|c| c.column).collect();
    for (_, column) in columns.quantities.iter_mut().filter(|(_, column)| bounds.contains(&column.at)) {
        column.rivals = bounds.iter().copied().filter(|at| *at != column.at).collect();
    }
    // Nor is one of several that are of no year and of which none is said to be the total: `Qté ferme`, `Qté reconduction 1`.
    let unsaid: Vec<&Headed> = look.of(Role::Quantity).filter(|c| c.heading.period.is_none() && !is_bound(c)).collect();
    for (_, column) in &mut columns.quantities {
        let Some(chosen) = unsaid.iter().find(|c| c.column == column.at) else { continue };
        let alike = unsaid.iter().filter(|c| c.column != chosen.column && c.heading.weight == chosen.heading.weight);
        column.rivals = alike.map(|c| c.column).collect();
    }
    look.prices(&mut columns);
    look.multiplied(&mut columns);
    let asked = columns.unit_price.as_ref().or(columns.gross_unit_price.as_ref());
    let several = |column: &Column| Stated::of_heading(&column.heading).filter(|of| matches!(of, Stated::Several(..)));
    let by_heading = asked.and_then(|column| Stated::of_heading(&column.heading));
    columns.beyond = columns.beyond.or(by_heading).or_else(|| columns.unit.as_ref().and_then(several));
    columns.packaging = look.packaging(&columns);
    let money = columns.asked().and_then(|column| multiple_of_euros(&column.heading));
    columns.multiple = money.map(|money| Multiple { money, by_heading: true });
    columns.scale = columns.quantities.iter().find_map(|(_, column)| Scale::of(&column.heading));
    columns.others = look.others(&columns);
    columns
}

/// The headers of the tables that one header is: where its headings set several columns of prices apart, as those of lots, of the
/// steps of a scale or of periods, each is a table of its own, with what is bought in common. None where they do not, or where
/// a price is given before and after a discount.
#[must_use]
pub fn apart(header: &Header, columns: &Columns) -> Vec<Header> {
    let prices = columns.prices.iter().map(|(_, price)| price).chain(&columns.unit_price);
    let Some(rivals) = prices.into_iter().find(|price| !price.rivals.is_empty()) else { return Vec::new() };
    let at: Vec<u32> = std::iter::once(rivals.at).chain(rivals.rivals.iter().copied()).collect();
    let members: Vec<&Headed> = header.columns.iter().filter(|headed| at.contains(&headed.column)).collect();
    let discounted = header.columns.iter().any(|headed| headed.heading.role == Role::Coefficient);
    if discounted || members.len() != at.len() {
        return Vec::new();
    }
    let by_group: Option<Vec<String>> = members.iter().map(|headed| group(headed)).collect();
    let by_group = by_group.filter(|groups| are_distinct(groups));
    let own: Vec<String> = members.iter().map(|headed| headed.own.clone()).collect();
    // Where the words below a group head no price by themselves, they say which it is.
    let heads = |own: &String| heading(own).is_some_and(|h| h.role.is_asked());
    let own = if own.iter().any(heads) { set_apart(&own) } else { Some(own) };
    let own = own.filter(|own| are_distinct(own));
    let Some(names) = by_group.clone().or(own) else { return Vec::new() };
    let is_common = |headed: &Headed| matches!(headed.heading.role, Role::Lot | Role::Code | Role::Label | Role::Unit);
    let table = |(member, name): (&&Headed, &String)| {
        let own = |headed: &&Headed| {
            let of_group = by_group.is_some() && group(headed).as_ref() == Some(name);
            headed.column == member.column
                || of_group
                || (is_common(headed) && group(headed).is_none_or(|of| !names.contains(&of)))
        };
        Header {
            columns: header.columns.iter().filter(own).cloned().collect(),
            apart: Some(name.clone()),
            ..header.clone()
        }
    };
    members.iter().zip(&names).map(table).collect()
}

/// What a column shares with those beside it: the words of the cell over them, or the lot that its own words name.
fn group(headed: &Headed) -> Option<String> {
    let of_lot = || lot_mention(&headed.own).map(|lot| lot.text);
    let above = headed.group.clone().filter(|words| !heading(words).is_some_and(|h| h.role.is_asked()));
    of_lot().or(above)
}

/// Texts without the words that all of them have; `None` where one has no other.
fn set_apart(texts: &[String]) -> Option<Vec<String>> {
    let folded = |text: &String| -> Vec<String> { text.split_whitespace().map(fold).collect() };
    let all: Vec<Vec<String>> = texts.iter().map(folded).collect();
    let rest = |(text, words): (&String, &Vec<String>)| {
        let own = text.split_whitespace().zip(words).filter(|(_, word)| !all.iter().all(|other| other.contains(word)));
        let own: Vec<&str> = own.map(|(word, _)| word).collect();
        let text = own.join(" ");
        // `(24 mois)` beside `(12 mois)`: without their common end, what opens the bracket says nothing.
        let closed = text.matches('(').count() == text.matches(')').count();
        let text =
            if closed { text.as_str() } else { text.rsplit_once('(').map_or("", |(before, _)| before.trim_end()) };
        (!text.is_empty()).then(|| text.to_owned())
    };
    texts.iter().zip(&all).map(rest).collect()
}

fn are_distinct(texts: &[String]) -> bool {
    let folded: BTreeSet<String> = texts.iter().map(|text| fold(text)).collect();
    folded.len() == texts.len() && !folded.contains("")
}

struct Look<'a> {
    header: &'a Header,
    body: &'a Body<'a>,
}

impl<'a> Look<'a> {
    fn of(&self, role: Role) -> impl Iterator<Item = &'a Headed> + use<'a> {
        self.header.columns.iter().filter(move |c| c.heading.role == role)
    }

    /// The best column of a role: the plainest words, then the leftmost.
    fn best(&self, role: Role, takes: impl Fn(&Headed) -> bool) -> Option<Column> {
        let best = self.of(role).filter(|c| takes(c)).max_by_key(|c| (c.heading.weight, Reverse(c.column)));
        best.map(|c| column(c, Vec::new()))
    }

    /// Label, code, unit and section.
    fn words(&self, columns: &mut Columns) {
        let below = |c: &Headed| self.body.below(c.column);
        // `Poste`, or `Unité d'œuvre`, over what reads like labels.
        let long = |c: &Headed| below(c).texts > 0 && below(c).letters > 12 * below(c).texts;
        let names = |c: &&Headed| match c.heading.role {
            Role::Label => true,
            Role::Code | Role::Unit => long(c),
            _ => false,
        };
        let named: Vec<&Headed> = self.header.columns.iter().filter(names).collect();
        let most = named.iter().map(|c| below(c).texts).max().unwrap_or_default();
        let weight = |c: &Headed| match c.heading.role {
            Role::Label => c.heading.weight,
            Role::Unit => 1,
            _ => 0,
        };
        // One text over and over is no label, nor are the few beside the first line of a section.
        let label = named.iter().filter(|c| below(c).texts * 2 >= most);
        let label = label.max_by_key(|c| (!below(c).is_one_text(), weight(c), Reverse(c.column)));
        columns.label = label.map(|c| column(c, Vec::new())).or_else(|| self.unnamed());
        let label = columns.label.as_ref().map(|c| c.at);
        columns.code = self.best(Role::Code, |c| Some(c.column) != label);
        let short = |c: &Headed| below(c).letters <= 24 * below(c).texts;
        columns.unit = self.best(Role::Unit, |c| Some(c.column) != label && short(c));
        columns.unit = columns.unit.take().or_else(|| self.units(columns));
        columns.vat = self.best(Role::Vat, |_| true);
        let lines = label.map_or(0, |label| self.body.below(label).texts);
        let section = |c: &Headed| {
            Some(c.column) != label && label.is_some_and(|label| c.column < label) && below(c).texts * 2 <= lines
        };
        columns.section = self.best(Role::Label, |c| section(c) && below(c).texts > 0);
    }

    /// A column whose cells are units, under a heading that does not say so: `UO`, `Durée`, `Base`.
    fn units(&self, columns: &Columns) -> Option<Column> {
        let asked = self.header.columns.iter().filter(|c| c.heading.role.is_asked()).map(|c| c.column).min()?;
        let taken = [&columns.label, &columns.code].into_iter().flatten().map(|c| c.at).collect::<Vec<_>>();
        let free = (self.header.area.0..asked).filter(|at| !taken.contains(at));
        // `Expérience` is counted in years, and prices are not by them.
        let is_aside = |at: u32| {
            let mut unread = self.header.unread.iter().filter(|(column, _)| *column == at);
            unread.any(|(_, text)| words::is_aside(&fold(text).split(' ').collect::<Vec<_>>()))
        };
        let at = free.rev().find(|at| self.body.below(*at).is_units() && !is_aside(*at))?;
        let headed = self.header.columns.iter().find(|c| c.column == at);
        Some(Column { at, heading: headed.map(|c| c.text.clone()).unwrap_or_default(), rivals: Vec::new() })
    }

    /// A column of words without a heading, left of what is asked: the one with the most of them.
    fn unnamed(&self) -> Option<Column> {
        let asked = self.header.columns.iter().filter(|c| c.heading.role.is_asked()).map(|c| c.column).min()?;
        let headed = |at: u32| self.header.columns.iter().any(|c| c.column == at);
        let free = (self.header.area.0..asked).filter(|at| !headed(*at) && self.body.below(*at).texts > 0);
        let at = free.max_by_key(|at| (self.body.below(*at).letters, Reverse(*at)))?;
        Some(Column { at, heading: String::new(), rivals: Vec::new() })
    }

    /// The column that says how many units each price is for, beside that of units.
    fn packaging(&self, columns: &Columns) -> Option<Column> {
        let is = |text: &str| fold(text).split(' ').any(|word| ["conditionnement", "colisage"].contains(&word));
        let known = self.header.columns.iter().map(|headed| (headed.column, &headed.text));
        let mut all = known.chain(self.header.unread.iter().map(|(at, text)| (*at, text)));
        let own = columns.unit.as_ref().map(|unit| unit.at);
        let (at, heading) = all.find(|(at, text)| is(text) && Some(*at) != own)?;
        Some(Column { at, heading: heading.clone(), rivals: Vec::new() })
    }

    fn prices(&self, columns: &mut Columns) {
        let gross = |c: &&Headed| c.heading.tax == Some(Tax::Gross);
        let whole = |c: &&Headed| !c.heading.period.is_some_and(Period::is_year);
        columns.gross_unit_price = self.best(Role::UnitPrice, |c| gross(&c));
        let total = |c: &&Headed| whole(c) && c.heading.period != Some(Period::EachYear);
        columns.gross_amount = self.best(Role::Amount, |c| gross(&c) && total(&c));
        columns.coefficient = self.best(Role::Coefficient, |_| true);
        let mut amounts: Vec<&Headed> = self.of(Role::Amount).filter(|c| !gross(c)).collect();
        // Words where a price would go say that it is another column.
        let prices = self.of(Role::UnitPrice).filter(|c| !gross(c) && !self.body.below(c.column).is_words());
        let waits = |c: &&Headed| self.body.below(c.column).is_blank();
        let prices = prices.filter(|c| c.heading.weight != BY_PLACE || waits(c));
        // The price with tax is asked, and the net one follows from it.
        let computed = |at: u32| self.body.below(at).is_computed();
        let of_gross = columns.gross_unit_price.as_ref().is_some_and(|gross| !computed(gross.at));
        let prices = prices.filter(|c| !of_gross || !computed(c.column));
        let (plain, by_year): (Vec<&Headed>, Vec<&Headed>) = prices.partition(whole);
        if by_year.len() > 1 && plain.is_empty() {
            yearly_prices(columns, &by_year);
        } else {
            self.plain_prices(columns, &plain, &mut amounts);
        }
        let counted = columns.quantities.iter().any(|(_, c)| self.body.below(c.at).counts());
        if columns.unit_price.is_none() && !counted && columns.lot.is_none() {
            let typed = |c: &&&Headed| whole(c) && !self.body.below(c.column).is_computed();
            let typed = |c: &&&Headed| typed(c) && !self.body.below(c.column).is_words();
            let lump_sums: Vec<&Headed> = amounts.iter().filter(typed).copied().collect();
            let by_year = |c: &&&Headed| !whole(c) && !self.body.below(c.column).is_computed();
            let by_year: Vec<&Headed> = amounts.iter().filter(by_year).copied().collect();
            if lump_sums.is_empty() && by_year.len() > 1 {
                // What all of a year costs: `Forfait année 1`, with a total that adds them up.
                yearly_prices(columns, &by_year);
                columns.paid = Some(Per::Year);
                amounts.retain(whole);
            } else {
                columns.lump_sums = !lump_sums.is_empty();
                self.plain_prices(columns, &lump_sums, &mut Vec::new());
            }
        }
        let none = columns.unit_price.is_none() && columns.gross_unit_price.is_none() && columns.coefficient.is_none();
        if none && counted && columns.lot.is_none() {
            // A form that asks for amounts alone: each is of all that its line counts.
            let asks = |c: &&&Headed| whole(c) && self.body.below(c.column).is_blank();
            let asks = |c: &&&Headed| asks(c) && !self.body.below(c.column).is_words();
            let asked: Vec<&Headed> = amounts.iter().filter(asks).copied().collect();
            columns.lump_sums = !asked.is_empty();
            columns.beyond = columns.lump_sums.then_some(Stated::All);
            self.plain_prices(columns, &asked, &mut Vec::new());
        }
        if columns.unit_price.is_some() {
            columns.coefficient = None;
        }
        self.gross_prices(columns);
        columns.amounts = by_time(amounts.into_iter());
    }

    /// What the buyer's own amounts multiply by the price is the quantity: of the least and the most that one, and a column under
    /// words that say nothing where no other is a quantity, `Besoin estimatif`.
    fn multiplied(&self, columns: &mut Columns) {
        let Some(price) = columns.asked().map(|column| column.at) else { return };
        for (_, column) in columns.quantities.iter_mut().filter(|(_, column)| !column.rivals.is_empty()) {
            let all: Vec<u32> = std::iter::once(column.at).chain(column.rivals.iter().copied()).collect();
            let used: Vec<u32> = all.into_iter().filter(|at| self.body.multiplies(price, *at)).collect();
            if let ([at], Some(headed)) = (&used[..], self.header.columns.iter().find(|c| used.contains(&c.column))) {
                (column.at, column.rivals) = (*at, Vec::new());
                column.heading.clone_from(&headed.text);
            }
        }
        if !columns.quantities.is_empty() {
            return;
        }
        let counts = |at: u32| self.body.below(at).is_typed() && self.body.multiplies(price, at);
        let unread: Vec<&(u32, String)> = self.header.unread.iter().filter(|(at, _)| counts(*at)).collect();
        if let [(at, text)] = unread[..] {
            let column = Column { at: *at, heading: text.clone(), rivals: Vec::new() };
            columns.quantities.push((Period::Total, column));
        }
    }

    /// The prices with tax, where they are for different times: each takes the one that its heading names.
    fn gross_prices(&self, columns: &mut Columns) {
        let gross = |c: &&Headed| c.heading.tax == Some(Tax::Gross) && !self.body.below(c.column).is_words();
        let measure = |headed: &Headed| match (headed.heading.period, headed.heading.per) {
            (Some(Period::Year(year)), _) => Some(Measure::InYear(year)),
            (Some(Period::Calendar(year)), _) => Some(Measure::InCalendar(year)),
            (_, per) => per.map(Measure::Per),
        };
        let all: Vec<(Measure, Column)> =
            self.of(Role::UnitPrice).filter(gross).filter_map(|c| Some((measure(c)?, column(c, Vec::new())))).collect();
        let mut of: BTreeMap<Measure, Column> = BTreeMap::new();
        for (measure, column) in all {
            of.entry(measure).and_modify(|first| first.rivals.push(column.at)).or_insert(column);
        }
        // One alone is that of the net price beside it, unless its heading names another time.
        let net = || columns.prices.len() > 1 || columns.paid.is_none_or(|paid| !of.contains_key(&Measure::Per(paid)));
        if of.len() > 1 || (columns.unit_price.is_some() && of.len() == 1 && net()) {
            let day = of.get(&Measure::Per(Per::Day)).or(of.values().next());
            columns.gross_unit_price = day.cloned();
            columns.gross_prices = of.into_iter().collect();
        }
    }

    /// What is asked for beside its prices and the amounts that follow from them.
    fn others(&self, columns: &Columns) -> Vec<Column> {
        let taken: BTreeSet<u32> =
            columns.prices.iter().map(|(_, price)| price).chain(columns.asked()).map(|c| c.at).collect();
        let gross: Vec<u32> =
            columns.gross_prices.iter().map(|(_, c)| c).chain(&columns.gross_unit_price).map(|c| c.at).collect();
        let asks = |c: &&Headed| c.heading.role.is_asked() || c.heading.role == Role::InWords;
        let open = |c: &&Headed| {
            let below = self.body.below(c.column);
            !below.is_computed() && !below.is_words() && !taken.contains(&c.column) && !gross.contains(&c.column)
        };
        let known = self.header.columns.iter().filter(asks).filter(open).map(|c| column(c, Vec::new()));
        known.chain(self.unread()).collect()
    }

    /// The columns that wait between those of prices, under words that say nothing: `Vacation` between an hour and a day.
    fn unread(&self) -> impl Iterator<Item = Column> {
        let mut prices = self.of(Role::UnitPrice).map(|c| c.column);
        let first = prices.next();
        let ends = first.zip(prices.last());
        let waits = move |column: u32| {
            let below = self.body.below(column);
            ends.is_some_and(|(first, last)| first < column && column < last) && below.is_blank() && below.texts == 0
        };
        let unread = self.header.unread.iter().filter(move |(column, _)| waits(*column));
        unread.map(|(at, text)| Column { at: *at, heading: text.clone(), rivals: Vec::new() })
    }

    /// The prices of a line that are for no year: one, or one of each measure.
    fn plain_prices(&self, columns: &mut Columns, prices: &[&'a Headed], amounts: &mut Vec<&'a Headed>) {
        let open: Vec<&Headed> = prices.iter().copied().filter(|c| !self.body.below(c.column).is_computed()).collect();
        let mut measures: Vec<Per> = open.iter().filter_map(|c| c.heading.per).collect();
        measures.sort_unstable();
        measures.dedup();
        // A price of an hour beside one of a day; beside one of anything else, what says nothing could be either.
        if measures.len() > 1 && open.iter().all(|c| c.heading.per.is_some()) {
            for per in measures {
                let of = open.iter().copied().filter(|c| c.heading.per == Some(per)).collect();
                columns.prices.extend(self.one(of).map(|price| (Measure::Per(per), price)));
            }
            let first = |per: Per| columns.prices.iter().find(|(of, _)| *of == Measure::Per(per));
            let first = first(Per::Day).or(columns.prices.first());
            columns.unit_price = first.map(|(_, price)| price.clone());
            return;
        }
        let Some(price) = self.one(prices.to_vec()) else { return };
        let chosen = |c: &&&Headed| c.column == price.at;
        let weight = prices.iter().find(chosen).map_or(0, |c| c.heading.weight);
        // `P.U. HT` beside a plain `Prix HT`: the second is the amount.
        if amounts.is_empty() && weight == 3 {
            // Figures that the buyer typed are none: `Prix plafond HT`.
            let follows = |c: &&&Headed| !self.body.below(c.column).is_typed();
            amounts.extend(prices.iter().filter(follows).find(|c| c.heading.weight == 2));
        }
        let per = prices.iter().find(chosen).and_then(|c| c.heading.per);
        let alone = columns.unit.is_none() || per.is_some_and(|per| per < Per::Day);
        columns.prices.extend(per.filter(|_| alone).map(|per| (Measure::Per(per), price.clone())));
        columns.paid = per;
        columns.unit_price = Some(price);
    }

    /// The column of several that could be one: what is below them decides, then how plainly their words do. What is
    /// left beside it could be it as well.
    fn one(&self, mut prices: Vec<&Headed>) -> Option<Column> {
        let body = self.body;
        let mut keep = |takes: &dyn Fn(&Headed) -> bool| {
            if prices.len() > 1 && prices.iter().any(|c| takes(c)) {
                prices.retain(|c| takes(c));
            }
        };
        keep(&|c| !body.below(c.column).is_computed());
        keep(&|c| body.is_used(c.column));
        keep(&|c| body.below(c.column).open > 0);
        keep(&|c| body.below(c.column).is_blank());
        keep(&|c| body.below(c.column).is_painted());
        let most = prices.iter().map(|c| c.heading.weight).max()?;
        prices.retain(|c| c.heading.weight == most);
        let (first, others) = prices.split_first()?;
        Some(column(first, others.iter().map(|c| c.column).collect()))
    }
}

/// One price in each year: what else is of the same year could be it as well.
fn yearly_prices(columns: &mut Columns, by_year: &[&Headed]) {
    for (period, mut price) in by_time(by_year.iter().copied()) {
        let of = |at: u32| by_year.iter().find(|c| c.column == at).and_then(|c| c.heading.period);
        let same = by_year.iter().filter(|c| c.column != price.at && c.heading.period == of(price.at));
        price.rivals = same.map(|c| c.column).collect();
        match period {
            Period::Year(year) => columns.prices.push((Measure::InYear(year), price)),
            Period::Calendar(year) => columns.prices.push((Measure::InCalendar(year), price)),
            _ => {}
        }
    }
    columns.unit_price = columns.prices.first().map(|(_, price)| price.clone());
}

/// Does a heading say the least or the most of something?
fn is_bound(headed: &Headed) -> bool {
    fold(&headed.text).split(' ').any(words::is_bound)
}

fn column(headed: &Headed, rivals: Vec<u32>) -> Column {
    Column { at: headed.column, heading: headed.text.clone(), rivals }
}

/// Columns by time: the plainest of each.
fn by_time<'a>(headed: impl Iterator<Item = &'a Headed>) -> Vec<(Period, Column)> {
    let mut of: Vec<(Period, &Headed)> = headed.map(|c| (c.heading.period.unwrap_or(Period::Total), c)).collect();
    // What says `total` before what says nothing.
    of.sort_by_key(|(at, c)| (*at, is_bound(c), c.heading.period.is_none(), Reverse(c.heading.weight), c.column));
    of.dedup_by_key(|(period, _)| *period);
    of.into_iter().map(|(period, c)| (period, column(c, Vec::new()))).collect()
}
