//! Of what the rows of a rate card offer, the one figure of each profile and month.

use std::collections::{BTreeMap, HashMap};

use rust_decimal::Decimal;

use super::cell::address;
use super::price::{Per, both};
use super::rates::{Left, Offer, Settling, Taken};
use crate::diag::{Code, Finding, listed};
use crate::unit::{DecimalSign, Month, TypedNumber};

impl<'a> Settling<'a> {
    /// Of several rows for a profile and month the surest; where they disagree, none.
    pub(super) fn settle(&mut self, offers: Vec<Offer<'a>>) -> Vec<Taken> {
        let mut columns: HashMap<(usize, usize), Column> = HashMap::new();
        for offer in &offers {
            columns.entry((offer.line.table, offer.at)).or_default().put(offer.value);
        }
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
            let read: Vec<Taken> = offers.into_iter().filter_map(|offer| self.figure(offer, &columns)).collect();
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

    fn figure(&mut self, offer: Offer<'a>, columns: &HashMap<(usize, usize), Column>) -> Option<Taken> {
        let column = columns.get(&(offer.line.table, offer.at))?;
        let range = offer.range.map(|(low, high)| (column.settle(low), column.settle(high)));
        let (Some(price), None | Some((Some(_), Some(_)))) = (column.settle(offer.value), range) else {
            let open = [Some(offer.value), offer.range.map(|r| r.0), offer.range.map(|r| r.1)];
            let readings = open.into_iter().flatten().find_map(|number| match number {
                TypedNumber::Either(_, decimals, thousands) => Some((decimals, thousands)),
                TypedNumber::Sure(..) => None,
            });
            let (decimals, thousands) = readings.unwrap_or_default();
            let read = &offer.read;
            let why = both(
                format!("`{read}` : {decimals} ou {thousands} ?"),
                format!("`{read}` can be {decimals} or {thousands}: nothing else in its column says which"),
            );
            let place = address(offer.line.row, offer.at);
            let message = format!("{place}: {}", why.en);
            let help = format!("write {decimals} or {thousands} as a number in a copy of the file, and use the copy");
            self.findings.push(Finding::warning(Code::NotTaken, message).help(help));
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

/// The plain figures of a column, by which those of its figures that can be read in two ways are settled.
#[derive(Default)]
struct Column {
    /// The signs before decimals.
    signs: Vec<DecimalSign>,
    /// How many, the least and the most of them.
    plain: Option<(usize, Decimal, Decimal)>,
}

impl Column {
    fn put(&mut self, number: TypedNumber) {
        let TypedNumber::Sure(value, sign) = number else { return };
        self.signs.extend(sign.filter(|sign| !self.signs.contains(sign)));
        let (n, least, most) = self.plain.unwrap_or((0, value, value));
        self.plain = Some((n + 1, least.min(value), most.max(value)));
    }

    /// The one reading that the other figures of the column leave: their sign says so and their size does not gainsay
    /// it, or two of them or more are of its size only.
    fn settle(&self, number: TypedNumber) -> Option<Decimal> {
        let (sign, decimals, thousands) = match number {
            TypedNumber::Sure(value, _) => return Some(value),
            TypedNumber::Either(sign, decimals, thousands) => (sign, decimals, thousands),
        };
        let (n, least, most) = self.plain?;
        let times = |value: Decimal| value.saturating_mul(Decimal::TEN);
        let fits = |value: Decimal| times(value) >= least && value <= times(most);
        let by_size = match (fits(decimals), fits(thousands)) {
            (true, false) => Some(decimals),
            (false, true) => Some(thousands),
            _ => None,
        };
        match self.signs[..] {
            [only] => {
                let by_sign = if only == sign { decimals } else { thousands };
                fits(by_sign).then_some(by_sign)
            }
            [] => by_size.filter(|_| n > 1),
            _ => None,
        }
    }
}
