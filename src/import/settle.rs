//! Of what the rows of a rate card offer, the one figure of each profile and month.

use std::collections::{BTreeMap, HashMap};

use rust_decimal::Decimal;

use super::cell::address;
use super::price::{Mark, Number, Per, both};
use super::rates::{Left, Offer, Settling, Taken};
use crate::diag::{Code, Finding, listed};
use crate::unit::Month;

impl<'a> Settling<'a> {
    /// Of several rows for a profile and month the surest; where they disagree, none.
    pub(super) fn settle(&mut self, offers: Vec<Offer<'a>>) -> Vec<Taken> {
        let mark = mark(&offers);
        let mut by: BTreeMap<(usize, Option<Month>), Vec<Offer<'a>>> = BTreeMap::new();
        let order: HashMap<&str, usize> =
            self.known.profiles.iter().enumerate().map(|(n, p)| (p.0.as_str(), n)).collect();
        let mut surest: HashMap<&str, u8> = HashMap::new();
        for offer in &offers {
            let place = surest.entry(offer.profile).or_insert(offer.sure.place());
            *place = offer.sure.place().min(*place);
        }
        for offer in offers {
            if surest.get(offer.profile).is_some_and(|place| *place < offer.sure.place()) {
                let profile = offer.profile;
                let why = both(
                    format!("une autre ligne désigne mieux `{profile}`"),
                    format!("another row names `{profile}` more surely"),
                );
                self.leave(offer.line.row, offer.at, &offer.line.label, why);
                continue;
            }
            by.entry((order[offer.profile], offer.from)).or_default().push(offer);
        }
        let mut taken = Vec::new();
        for ((_, _), offers) in by {
            let read: Vec<Taken> = offers.into_iter().filter_map(|offer| self.figure(offer, mark)).collect();
            self.one(read, &mut taken);
        }
        self.per_of(&taken);
        taken
    }

    /// The one price of a profile and month.
    fn one(&mut self, mut read: Vec<Taken>, taken: &mut Vec<Taken>) {
        let Some(first) = read.first().cloned() else { return };
        let same = |a: &Taken, b: &Taken| (a.price, a.cost, a.range) == (b.price, b.cost, b.range);
        if read.iter().all(|other| same(other, &first)) {
            for other in read.drain(1..) {
                self.left.push(Left {
                    why: both(
                        format!("le prix de {} répété", first.place),
                        format!("the price of {} again", first.place),
                    ),
                    place: other.place,
                    label: other.label,
                    row: other.row,
                });
            }
            taken.push(first);
            return;
        }
        let places: Vec<String> = read.iter().map(|t| format!("{} ({})", t.place, t.read)).collect();
        let message =
            format!("`{}` has different prices: {}", first.profile, listed(places.iter().map(String::as_str)));
        self.findings.push(Finding::warning(Code::Disagree, message).help(
            "none is taken: choose rows with --site, leave labels out by `ignore` in a map, or have the file mended",
        ));
        for other in read {
            let profile = &other.profile;
            let why = both(
                format!("un autre prix de `{profile}` est ailleurs"),
                format!("another price for `{profile}` stands elsewhere"),
            );
            self.left.push(Left { place: other.place, label: other.label, why, row: other.row });
        }
    }

    fn figure(&mut self, offer: Offer<'a>, mark: Option<Mark>) -> Option<Taken> {
        let number = |number: Number| match number {
            Number::Sure(value, _) => Some(value),
            Number::Either(with, decimals, thousands) => {
                mark.map(|mark| if mark == with { decimals } else { thousands })
            }
        };
        let range = offer.range.map(|(low, high)| (number(low), number(high)));
        let (Some(price), None | Some((Some(_), Some(_)))) = (number(offer.value), range) else {
            let read = &offer.read;
            let why = both(
                format!("`{read}` : décimales ou milliers ?"),
                format!("`{read}` has decimals or thousands: nothing else in the file tells which"),
            );
            let place = address(offer.line.row, offer.at);
            let message = format!("{place}: {}", why.en);
            self.findings.push(
                Finding::warning(Code::NotTaken, message).help("write the price with its decimals, such as 1013.00"),
            );
            self.leave(offer.line.row, offer.at, &offer.line.label, why);
            return None;
        };
        let per = self.layout.per.or(offer.per);
        let hours = self.layout.hours_per_day;
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
            let why = both(
                format!("{price} n’est pas entre {low} et {high}"),
                format!("{price} is not between {low} and {high}"),
            );
            self.leave(offer.line.row, offer.at, &offer.line.label, why);
            return None;
        }
        if per == Some(Per::Hour) {
            self.layout.per = self.layout.per.or(per);
        }
        Some(Taken {
            place: address(offer.line.row, offer.at),
            label: offer.line.label.clone(),
            profile: offer.profile.to_owned(),
            sure: offer.sure,
            read: offer.read,
            price,
            from: offer.from,
            cost: daily(price),
            range: bounds.and_then(|(low, high)| Some((daily(low)?, daily(high)?))),
            row: offer.line.row,
            hidden: offer.hidden,
        })
    }

    /// What must be stated to know what a day costs.
    fn per_of(&mut self, taken: &[Taken]) {
        if taken.iter().all(|t| t.cost.is_some()) {
            return;
        }
        let (message, help) = match self.layout.per {
            Some(Per::Hour) if self.layout.hours_per_day.is_none() => (
                "the prices are by the hour, and nothing says how many hours a day has",
                "say it with --hours-per-day 7.5; it is recorded as an assumption",
            ),
            Some(_) => ("a daily cost is past what exact decimals hold", "look at the prices, and at --hours-per-day"),
            None => ("nothing says whether the prices buy an hour or a day", "say it with --per day or --per hour"),
        };
        self.findings.push(Finding::error(Code::Unstated, message).help(help));
    }
}

/// The sign that parts decimals in a file, as its plain prices show it.
fn mark(offers: &[Offer<'_>]) -> Option<Mark> {
    let mut marks = offers.iter().filter_map(|o| if let Number::Sure(_, mark) = o.value { mark } else { None });
    let first = marks.next()?;
    marks.all(|mark| mark == first).then_some(first)
}
