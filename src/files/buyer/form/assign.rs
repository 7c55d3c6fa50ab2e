//! Which column is which: by the words above it, then by what is below.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::above::multiple_of_euros;
use super::below::Body;
use super::beyond::Stated;
use super::columns::{Column, Columns, Measure, Multiple};
use super::day::hours_of_a_day;
use super::header::{Headed, Header};
use super::heading::{BY_PLACE, Per, Role, Tax};
use super::lot::lot_mention;
use super::period::{Period, is_period};
use super::plain;
use super::quantity::Scale;
use super::unit::{TheirUnit, unit};
use super::words;
use crate::unit::fold;

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
    let all = asked.and_then(|column| header.columns.iter().find(|headed| headed.column == column.at));
    // What sets tables apart is said by their lines; what is over all of them is not.
    let all = all.filter(|headed| headed.heading.weight != BY_PLACE).and_then(|headed| match &header.apart {
        None if headed.group.as_deref().is_some_and(is_of_a_lot_or_period) => Some(&headed.text),
        None => Some(&headed.all),
        apart => headed.group.as_ref().filter(|group| Some(*group) != apart.as_ref() && !is_of_a_lot_or_period(group)),
    });
    let headings = asked.map(|column| &column.heading).into_iter().chain(all);
    let by_heading = headings.filter_map(|text| Stated::of_heading(text)).find(|of| !of.is_time(columns.paid));
    let discounted = header.columns.iter().any(|headed| headed.heading.role == Role::Coefficient);
    columns.unclear = all.and_then(|text| plain::unknown(text, discounted));
    columns.beyond = columns.beyond.or(by_heading).or_else(|| columns.unit.as_ref().and_then(several));
    let days = columns.prices.iter().chain(&columns.gross_prices).map(|(_, column)| column);
    let days = days.chain(&columns.unit_price).chain(&columns.gross_unit_price).chain(&columns.unit);
    columns.day = days.map(|column| column.heading.as_str()).find_map(hours_of_a_day);
    columns.packaging = look.packaging(&columns);
    let money = columns.asked().and_then(|column| multiple_of_euros(&column.heading));
    columns.multiple = money.map(|money| Multiple { money, by_heading: true });
    columns.scale = columns.quantities.iter().find_map(|(_, column)| Scale::of(&column.heading));
    columns.others = look.others(&columns);
    columns.candidates = look.candidates(&columns);
    columns
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
        // `Unité d'œuvre` over what is no unit, where nothing else names what is bought.
        let nothing_named = self.of(Role::Label).next().is_none();
        let names_units = |c: &Headed| nothing_named && below(c).texts > 0 && below(c).known_units() == 0;
        let names = |c: &&Headed| match c.heading.role {
            Role::Label => true,
            Role::Code => long(c),
            Role::Unit => long(c) || names_units(c),
            _ => false,
        };
        let mut named: Vec<&Headed> = self.header.columns.iter().filter(names).collect();
        // `PF1`, `UO2` below `Prestation` number what is named beside them.
        let coded = |c: &Headed| below(c).texts > 1 && below(c).are_codes();
        if named.iter().any(|c| long(c)) {
            named.retain(|c| !coded(c));
        }
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
        columns.code = columns.code.take().or_else(|| self.best(Role::Label, |c| Some(c.column) != label && coded(c)));
        let short = |c: &Headed| below(c).letters <= 24 * below(c).texts;
        // `Unité d'œuvre` beside `Mode de commande`: what is below says which is the one of units.
        // Under `Mode`, which says it only of what is below, each has to be one that is known.
        let vague = |c: &Headed| words::is_vague_unit(&fold(&c.own).split(' ').collect::<Vec<_>>());
        let units = |c: &Headed| Some(c.column) != label && short(c) && (!vague(c) || below(c).known_units() > 0);
        let known = |c: &&Headed| (below(c).known_units(), c.heading.weight, Reverse(c.column));
        columns.unit = self.of(Role::Unit).filter(|c| units(c)).max_by_key(known).map(|c| column(c, Vec::new()));
        columns.unit = columns.unit.take().or_else(|| self.units(columns));
        columns.vat = self.best(Role::Vat, |_| true);
        let lines = label.map_or(0, |label| self.body.below(label).texts);
        let section = |c: &Headed| {
            Some(c.column) != label && label.is_some_and(|label| c.column < label) && below(c).texts * 2 <= lines
        };
        let groups = |c: &Headed| label.is_some_and(|label| c.column < label) && below(c).groups();
        columns.section = self.best(Role::Label, |c| section(c) && below(c).texts > 0);
        columns.section = columns.section.take().or_else(|| self.best(Role::Label, groups)).or_else(|| {
            let of = |at: u32| label.is_some_and(|label| at < label) && self.body.below(at).groups();
            let mut unread = self.header.unread.iter().filter(|(at, _)| of(*at));
            unread.next().map(|(at, heading)| Column { at: *at, heading: heading.clone(), rivals: Vec::new() })
        });
        // `Phase` over words, not numbers.
        let phases = || self.best(Role::Code, |c| section(c) && long(c));
        if columns.section.is_none()
            && let Some(phases) = phases()
        {
            columns.code = columns.code.take().filter(|code| code.at != phases.at);
            columns.section = Some(phases);
        }
    }

    /// A column whose cells are units, under a heading that does not say so: `UO`, `Durée`, `Base`.
    fn units(&self, columns: &Columns) -> Option<Column> {
        let asked = self.header.columns.iter().filter(|c| c.heading.role.is_asked()).map(|c| c.column).min()?;
        let taken = [&columns.label, &columns.code].into_iter().flatten().map(|c| c.at).collect::<Vec<_>>();
        let free = (self.header.area.0..asked).filter(|at| !taken.contains(at));
        // `Expérience` and `Niveau minimal` are counted in years, as is a `Durée` beside profiles: prices are not by them.
        let says = |text: &str, is: fn(&[&str]) -> bool| is(&fold(text).split(' ').collect::<Vec<_>>());
        let of_people = columns.label.as_ref().is_some_and(|label| says(&label.heading, words::is_person));
        let is_aside = |at: u32| {
            let mut unread = self.header.unread.iter().filter(|(column, _)| *column == at);
            let aside = |text: &str| says(text, words::is_aside) || says(text, words::is_standing);
            unread.any(|(_, text)| aside(text)) || of_people && self.body.below(at).are_years()
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

    /// Where nothing asks for a price: the columns right of what is bought in which nothing is, and the first one after all that
    /// have a heading.
    fn candidates(&self, columns: &Columns) -> Vec<Column> {
        let Some(label) = columns.label.as_ref().filter(|_| columns.asked().is_none() && !columns.is_recap()) else {
            return Vec::new();
        };
        let waits = |at: u32| at > label.at && self.body.below(at).is_blank() && self.body.below(at).texts == 0;
        let unread = self.header.unread.iter().filter(|(at, _)| waits(*at));
        let heads = self.header.columns.iter().map(|c| c.column).chain(self.header.unread.iter().map(|(at, _)| *at));
        let next = heads.max().map_or(label.at + 1, |last| last.saturating_add(1));
        let free = (next <= self.header.area.1).then(|| (next, String::new()));
        let all = unread.cloned().chain(free).map(|(at, heading)| Column { at, heading, rivals: Vec::new() });
        all.collect()
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
        let waits = move |column: u32, text: &str| {
            let below = self.body.below(column);
            let beside = ends.is_some_and(|(first, last)| {
                (first..=last).contains(&column)
                    || unit(text) == TheirUnit::Different && first < column + 2 && column < last + 2
            });
            beside && below.is_blank() && below.texts == 0
        };
        let unread = self.header.unread.iter().filter(move |(column, text)| waits(*column, text));
        unread.map(|(at, text)| Column { at: *at, heading: text.clone(), rivals: Vec::new() })
    }

    /// The prices of a line that are for no year: one, or one of each measure.
    fn plain_prices(&self, columns: &mut Columns, prices: &[&'a Headed], amounts: &mut Vec<&'a Headed>) {
        let mut open: Vec<&Headed> =
            prices.iter().copied().filter(|c| !self.body.below(c.column).is_computed()).collect();
        let mut measures: Vec<Per> = open.iter().filter_map(|c| c.heading.per).collect();
        measures.sort_unstable();
        measures.dedup();
        // The price of a week beside those of an hour and a day is asked as well, and none of ours by a stated rule.
        if measures.len() > 1 {
            open.retain(|c| c.heading.per.is_some() || !is_of_another_time(c));
        }
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

/// Does a heading name a time that no price of ours is by: `Semaine`?
fn is_of_another_time(headed: &Headed) -> bool {
    let of_time = |text: &str| {
        let stated = matches!(Stated::of_heading(text), Some(Stated::Of(_) | Stated::Several(..) | Stated::Whole));
        stated || unit(text) == TheirUnit::Different
    };
    [&headed.own, &headed.text].into_iter().any(|text| of_time(text))
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

/// Do words over several columns name a lot, or a period of the contract?
fn is_of_a_lot_or_period(words: &str) -> bool {
    lot_mention(words).is_some() || is_period(words)
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
