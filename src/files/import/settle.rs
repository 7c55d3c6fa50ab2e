//! Of what the cells of a file offer, the one figure of each profile and month at each site.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rust_decimal::Decimal;

use super::asked::Ask;
use super::cards::{SiteCard, Taken};
use super::currency::has_thousandths;
use super::footnote::same_mark;
use super::offers::{Offer, Settling};
use super::per::Per;
use super::readings::Readings;
use super::terms::Clash;
use super::words::words;
use crate::diag::listed;
use crate::diag::message::rates::{
    Doubt, NoDailyCost, doubtful, footnotes, no_daily_cost, not_daily, per_differs, prices_differ,
};
use crate::text;
use crate::unit::{Month, Text, TypedNumber};

/// What a day of a person may cost, in euros, where only the user says that it is a day's: a month's or a year's money is
/// more, an hour's is less.
const DAY: (u32, u32) = (20, 3_000);
/// What it may cost whatever is said of it.
const ANY_DAY: (u32, u32) = (5, 15_000);
/// The hours of a day where nothing states them, to see whether an hour's cost can be one.
const HOURS: u32 = 8;

/// A column of a table of a sheet.
type ColumnKey = (usize, usize, usize);

impl<'a> Settling<'a> {
    /// The cards, one a site, of what is offered.
    pub(super) fn cards(&mut self, offers: Vec<Offer<'a>>) -> Vec<SiteCard> {
        let mut figures: HashMap<ColumnKey, Vec<TypedNumber>> = HashMap::new();
        for offer in &offers {
            figures.entry(offer.column()).or_default().push(offer.value);
        }
        let columns = figures.iter().map(|(column, figures)| (*column, Readings::of(figures))).collect();
        // Sites whose cards have one name in the map are of one card.
        let card = |site: &str| self.layout.mapped(site).map(str::to_owned);
        let mut of: HashMap<String, usize> = HashMap::new();
        let mut sites: Vec<(String, Vec<Offer<'a>>)> = Vec::new();
        for offer in offers {
            let place = of.get(&offer.site).copied().unwrap_or_else(|| {
                let own = card(&offer.site);
                let known = own.and_then(|own| sites.iter().position(|(site, _)| card(site).as_ref() == Some(&own)));
                let place = known.unwrap_or_else(|| {
                    sites.push((offer.site.clone(), Vec::new()));
                    sites.len() - 1
                });
                of.insert(offer.site.clone(), place);
                place
            });
            sites[place].1.push(offer);
        }
        let mut cards = Vec::new();
        let (spoken, several) = (self.spoken(&sites), sites.len() > 1);
        for (site, offers) in sites {
            let currency = self.currency((&site, several), &offers, &spoken);
            let offers = self.in_currency(offers, &currency);
            self.euros = self.known.currencies.iter().find(|(id, _)| *id == currency).and_then(|(_, euros)| *euros);
            self.has_thousandths = has_thousandths(&currency);
            let taken = self.settle(offers, &columns);
            if taken.is_empty() {
                continue;
            }
            self.in_currencies_of_the_bid(&currency, &site);
            let given = |id: &str| taken.iter().any(|t| t.profile == id);
            let missing = self.known.profiles.iter().map(|p| p.0.clone()).filter(|id| !given(id)).collect();
            cards.push(SiteCard { site, currency, taken, missing });
        }
        self.per_of(&cards);
        cards
    }

    /// Of several rows for a profile and month the surest; where they disagree, none.
    fn settle(&mut self, offers: Vec<Offer<'a>>, columns: &HashMap<ColumnKey, Readings>) -> Vec<Taken> {
        let order: HashMap<&str, usize> =
            self.known.profiles.iter().enumerate().map(|(n, p)| (p.0.as_str(), n)).collect();
        let mut by: BTreeMap<usize, Vec<Offer<'a>>> = BTreeMap::new();
        for offer in offers {
            by.entry(order[offer.named.profile]).or_default().push(offer);
        }
        let mut taken = Vec::new();
        for (_, offers) in by {
            let offers = self.in_sight(offers);
            let best = offers.iter().map(|offer| offer.named.sure.place()).min().unwrap_or_default();
            let surest: Vec<Vec<String>> =
                offers.iter().filter(|o| o.named.sure.place() == best).map(|o| words(&o.line.label)).collect();
            // One half of a label is no surer than another name of the other half: `chef de projet MOE` beside `scrum
            // master`. It is, than a name that only adds to it: `testeur automaticien` beside `testeur`.
            let rivals = |offer: &Offer<'_>| {
                let own = words(&offer.line.label);
                best > 1 && surest.iter().all(|surest| !surest.iter().all(|word| own.contains(word)))
            };
            let mut months: BTreeMap<Option<Month>, Vec<(Offer<'a>, Taken)>> = BTreeMap::new();
            for offer in offers {
                if offer.named.sure.place() > best && !rivals(&offer) {
                    let profile = offer.named.profile;
                    let why =
                        text!("une autre ligne désigne mieux `{profile}`", "another row names `{profile}` more surely");
                    self.leave_offer(&offer, why);
                } else if let Some(figure) = self.figure(&offer, columns) {
                    months.entry(offer.from).or_default().push((offer, figure));
                }
            }
            let ends = months.values().flatten().map(|(_, figure)| figure.price);
            let far = ends.clone().min().zip(ends.max()).filter(|(least, most)| *most > *least * Decimal::from(5));
            if let (Some((least, most)), true) = (far, months.len() > 1) {
                self.far_years(months.into_values().flatten().map(|(offer, _)| offer).collect(), least, most);
                continue;
            }
            for (_, read) in months {
                let read = read.into_iter().filter(|(offer, figure)| self.is_plausible(offer, figure)).collect();
                self.one(read, &mut taken);
            }
        }
        taken
    }

    /// What is hidden counts only where nothing in sight says the same.
    fn in_sight(&mut self, offers: Vec<Offer<'a>>) -> Vec<Offer<'a>> {
        let shown: Vec<(Option<Month>, String)> = offers
            .iter()
            .filter(|offer| !offer.hidden)
            .map(|offer| (offer.from, self.place((offer.sheet, offer.line.row), offer.at)))
            .collect();
        let (kept, hidden): (Vec<_>, Vec<_>) =
            offers.into_iter().partition(|offer| !offer.hidden || shown.iter().all(|(from, _)| *from != offer.from));
        for offer in hidden {
            let place = shown.iter().find(|(from, _)| *from == offer.from).map(|(_, place)| place.as_str());
            let (read, place) = (&offer.read, place.unwrap_or_default());
            let why = text!("masqué ({read}) : {place}, affiché, compte", "hidden ({read}): {place}, in sight, counts");
            self.leave_offer(&offer, why);
        }
        kept
    }

    /// Costs of one profile from year to year that no rise explains: one of them is another figure, and none is taken.
    fn far_years(&mut self, offers: Vec<Offer<'a>>, least: Decimal, most: Decimal) {
        for offer in offers {
            self.doubt(&offer, &Doubt::Years(least, most));
        }
    }

    /// Is a price, of a day or of an hour, within bounds of a day in euros?
    fn is_within(&self, (least, most): (u32, u32), price: Decimal, per: Option<Per>) -> bool {
        let hours = match per {
            Some(Per::Hour) => self.layout.hours_per_day.unwrap_or(HOURS.into()),
            _ => Decimal::ONE,
        };
        let euros = price.saturating_mul(hours).saturating_mul(self.euros.unwrap_or(Decimal::ONE));
        euros >= least.into() && euros <= most.into()
    }

    /// Can a figure be what a day costs, in its currency? What cannot is left, and reported.
    fn is_plausible(&mut self, offer: &Offer<'a>, figure: &Taken) -> bool {
        // What nothing says to be of a day is asked for all of them at once.
        let plausible = self.yearly.is_some() || self.is_within(ANY_DAY, figure.price, figure.per);
        if !plausible {
            self.doubt(offer, &Doubt::Day(figure.price));
        }
        plausible
    }

    /// The one price of a profile and month.
    fn one(&mut self, read: Vec<(Offer<'a>, Taken)>, taken: &mut Vec<Taken>) {
        let mut places = read.iter();
        let Some((_, first)) = places.next() else { return };
        let same = |a: &Taken, b: &Taken| (a.price, a.cost, a.range) == (b.price, b.cost, b.range);
        if places.all(|(_, other)| same(other, first)) {
            // A name that is sure needs no other to be confirmed.
            let at = read.iter().position(|(offer, _)| !offer.named.is_open()).unwrap_or(0);
            let place = read[at].1.place.clone();
            for (n, (offer, figure)) in read.into_iter().enumerate() {
                if n == at {
                    taken.extend(self.confirmed(&offer, figure));
                } else {
                    let why = text!("le prix de {place} répété", "the price of {place} again");
                    self.leave_offer(&offer, why);
                }
            }
            return;
        }
        let profile = first.profile.clone();
        if read.iter().any(|(offer, _)| offer.named.is_open()) {
            // Labels that may be one profile, at different prices: which of them it is must be said.
            for (offer, _) in read {
                self.ask(offer.named.label.as_ref().unwrap_or(&offer.label), &[offer.named.base], false);
                let why = text!(
                    "plusieurs libellés peuvent être `{profile}`, à des prix différents",
                    "several labels may be `{profile}`, at different prices"
                );
                self.leave_offer(&offer, why);
            }
            return;
        }
        let places: Vec<String> = read.iter().map(|(_, t)| format!("{} ({})", t.place, t.read)).collect();
        self.findings.push(prices_differ(&profile, &places, self.apart(&read)));
        for (offer, _) in read {
            let why = text!("un autre prix de `{profile}` est ailleurs", "another price for `{profile}` is elsewhere");
            self.leave_offer(&offer, why);
        }
    }

    /// The headers of two tables that figures of one profile are in, where they are in several.
    fn apart(&self, read: &[(Offer<'a>, Taken)]) -> Option<(usize, usize)> {
        let header = |of: &Offer<'_>| self.sheets[of.sheet].tables.columns[of.line.table].header;
        let mut headers: Vec<usize> = read.iter().map(|(offer, _)| header(offer)).collect();
        headers.dedup();
        if let [one, other, ..] = headers[..] { Some((one, other)) } else { None }
    }

    /// A figure whose name is sure, or accepted with all that is proposed; else it is asked for.
    fn confirmed(&mut self, offer: &Offer<'a>, figure: Taken) -> Option<Taken> {
        let named = &offer.named;
        if !named.is_open() || self.layout.accepts.proposals {
            if named.level {
                self.layout.level.get_or_insert_with(|| offer.seniority());
            }
            return Some(figure);
        }
        if let Some(label) = &named.label {
            self.ask(label, &[named.base], true);
        }
        if named.level {
            self.level.get_or_insert_with(|| offer.seniority());
        }
        let profile = named.profile;
        let why = text!("proposé : {profile}", "proposed: {profile}");
        self.leave_offer(offer, why);
        if let Some(left) = self.left.last_mut() {
            left.proposed = Some(Box::new(figure));
        }
        None
    }

    pub(super) fn leave_offer(&mut self, offer: &Offer<'_>, why: Text) {
        self.leave((offer.sheet, offer.line.row), offer.at, &offer.label, &offer.site, why);
    }

    /// Leaves a figure that cannot be right, and reports it.
    fn doubt(&mut self, offer: &Offer<'_>, doubt: &Doubt) {
        let place = self.place((offer.sheet, offer.line.row), offer.at);
        self.findings.push(doubtful(&place, &offer.label, doubt));
        self.leave_offer(offer, doubt.words());
    }

    /// `598,500` dinars, which have a thousand millimes: no day costs the thousandfold.
    fn in_thousandths(&self, column: &Readings, number: TypedNumber) -> Option<Decimal> {
        let TypedNumber::Either(_, decimals, thousands) = number else { return None };
        let is_day = |price: Decimal| self.is_within(DAY, price, Some(Per::Day));
        column.in_thousandths(number).filter(|_| self.has_thousandths && is_day(decimals) && !is_day(thousands))
    }

    fn figure(&mut self, offer: &Offer<'a>, columns: &HashMap<ColumnKey, Readings>) -> Option<Taken> {
        let column = columns.get(&offer.column())?;
        let place = self.place((offer.sheet, offer.line.row), offer.at);
        let settled = |number: TypedNumber| column.settle(number).or_else(|| self.in_thousandths(column, number));
        let range = offer.range.map(|(low, high)| (settled(low), settled(high)));
        let (Some(price), None | Some((Some(_), Some(_)))) = (settled(offer.value), range) else {
            let open = [Some(offer.value), offer.range.map(|r| r.0), offer.range.map(|r| r.1)];
            let readings = open.into_iter().flatten().find_map(|number| match number {
                TypedNumber::Either(_, decimals, thousands) => Some((decimals, thousands)),
                TypedNumber::Sure(..) => None,
            });
            let (decimals, thousands) = readings.unwrap_or_default();
            self.doubt(offer, &Doubt::Readings(offer.read.clone(), decimals, thousands));
            return None;
        };
        if let Some(mark) = &offer.mark {
            self.refers(offer.sheet, mark, &place);
        }
        if column.is_far(price) {
            self.doubt(offer, &Doubt::Column(price));
            return None;
        }
        if let (Some(stated), Some(found)) = (self.layout.per, offer.per)
            && stated != found
        {
            self.contradicted.get_or_insert((stated, found, place.clone()));
        }
        let per = self.layout.per.or(offer.per);
        let hours = self.layout.hours_per_day;
        // No day of work costs that: a year's or a month's money, or an hour's, whatever is stated.
        if offer.per.is_none() && (offer.is_longer || per != Some(Per::Hour) && !self.is_within(DAY, price, per)) {
            self.yearly.get_or_insert((place.clone(), price));
        }
        let daily = |price: Decimal| match per? {
            Per::Day => Some(price),
            Per::Hour => price.checked_mul(hours?).map(|cost| cost.normalize()),
        };
        let bounds = match range {
            Some((Some(low), Some(high))) => Some((low, high)),
            _ => None,
        };
        if let Some((low, high)) = bounds
            && !(low <= price && price <= high)
        {
            let why = text!("{price} n’est pas entre {low} et {high}", "{price} is not between {low} and {high}");
            self.leave_offer(offer, why);
            return None;
        }
        let (sheet, is_turned) = (&self.sheets[offer.sheet].name, self.sheets[offer.sheet].is_turned);
        let cell = super::turned::place(is_turned, offer.line.row, offer.at);
        Some(Taken {
            place,
            source: if sheet.is_empty() { cell } else { format!("{sheet}!{cell}") },
            label: offer.label.clone(),
            decided: match &offer.named.label {
                Some(label) => (label.clone(), offer.named.base.to_owned()),
                None => (offer.label.clone(), offer.named.profile.to_owned()),
            },
            accepted: offer.named.is_open(),
            profile: offer.named.profile.to_owned(),
            sure: offer.named.sure,
            read: offer.read.clone(),
            price,
            count: offer.count.filter(|count| *count != Decimal::ONE),
            per,
            from: offer.from,
            cost: daily(price),
            range: bounds.and_then(|(low, high)| Some((daily(low)?, daily(high)?))),
            hidden: offer.hidden,
        })
    }

    /// Notes that a figure refers to a footnote.
    fn refers(&mut self, sheet: usize, mark: &str, place: &str) {
        match self.marked.iter_mut().find(|(of, known, _)| *of == sheet && known == mark) {
            Some((.., cells)) => cells.push(place.to_owned()),
            None => self.marked.push((sheet, mark.to_owned(), vec![place.to_owned()])),
        }
    }

    /// Reports the footnotes that figures refer to.
    pub(super) fn footnotes(&mut self) {
        for (sheet, mark, cells) in std::mem::take(&mut self.marked) {
            let note = self.sheets[sheet].footnotes.iter().find(|(of, _)| same_mark(of, &mark));
            let cells = listed(cells.iter().map(String::as_str));
            self.findings.push(footnotes(&cells, &mark, note.map(|(_, text)| text.as_str())));
        }
    }

    /// What must be stated to know what a day costs.
    fn per_of(&mut self, cards: &[SiteCard]) {
        if let Some((stated, found, place)) = self.contradicted.take() {
            self.findings.push(per_differs(stated.id(), &found.name(), &place));
        }
        if let Some((place, price)) = self.yearly.take() {
            // Where words are asked that may say so, their answer comes first.
            if self.sheets.iter().all(|sheet| sheet.doubts.is_empty()) {
                self.findings.push(not_daily(&place, price));
            }
            return;
        }
        let open: BTreeSet<Option<&str>> = cards
            .iter()
            .flat_map(|card| &card.taken)
            .filter(|taken| taken.cost.is_none())
            .map(|taken| taken.per.map(Per::id))
            .collect();
        let clashes = self.sheets.iter().flat_map(|sheet| &sheet.used).flat_map(|used| &used.columns);
        let is_asked = clashes.filter_map(|column| column.clash.as_ref()).any(|of| of.what == Clash::Time);
        for per in open.into_iter().filter(|per| per.is_some() || !is_asked) {
            let why = match per {
                None => NoDailyCost::Per,
                Some(_) if self.layout.hours_per_day.is_none() => NoDailyCost::Hours,
                Some(_) => NoDailyCost::OutOfReach,
            };
            self.asks.extend(match why {
                NoDailyCost::Per => Some(Ask::Per),
                NoDailyCost::Hours => Some(Ask::Hours),
                NoDailyCost::OutOfReach => None,
            });
            self.findings.push(no_daily_cost(why));
        }
    }
}
