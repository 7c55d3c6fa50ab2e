//! The prices that one of our lines gives where a form asks for several: by the hour, half-day and day, or by year.
//!
//! An hour costs the price of a day divided by the hours of a day of the contract; half a day, half a day unless the map
//! says otherwise; three, six or twelve months, as many times that of a month; a contract year, the unit price, or the unit price times the forecast revision coefficient of that year
//! (method §6), as the map says. Each is rounded as a unit price is (method §5).

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use crate::buyer::form::{self, Measure, Per, View, letters};
use crate::buyer::{Answer, Money, Table, Yearly};
use crate::diag::message::priced::{self as message, OtherMeasures};
use crate::diag::{At, Finding};
use crate::engine::{Inputs, formula, revision_coefficients};
use crate::model::Bid;
use crate::model::bid::{LineId, LotId, Unit};
use crate::model::unit_name;
use crate::unit::{Exact, Number, Text};

/// What the price columns of a table take, and what is missing for it.
pub(super) struct Prices<'a> {
    bid: &'a Bid,
    table: &'a Table,
    hours: Option<Exact>,
    /// By contract year, what a unit price is multiplied by; `None` where it is to be decided.
    yearly: Option<Vec<Exact>>,
    /// What all of its prices are multiplied by, for their period; `None` where it is to be decided.
    period: Option<Exact>,
    /// What they are counted in; `None` where it is to be decided.
    money: Option<Exact>,
    /// How many units each quantity may count, where that is to be decided.
    scale: Option<form::Scale>,
    found: Vec<Finding>,
    lacks_hours: Option<At>,
    /// The hours of a day that the form states, where the contract does not give as many, and the first row that it matters for.
    other_day: Option<Decimal>,
    of_other_day: Option<At>,
    lacks_years: Option<At>,
    /// What the form calls the period.
    apart: Option<String>,
    /// Does any row take a price?
    asked: bool,
}

/// What a line is sold by, and what the row that it is on is priced by, where that is another time.
#[derive(Debug, Clone, Copy)]
pub(super) struct By {
    pub unit: Unit,
    pub row: Option<Per>,
}

impl<'a> Prices<'a> {
    /// Of a table of the map, which is `forms` of the buyer's.
    pub fn of(bid: &'a Bid, table: &'a Table, forms: &[&form::Table], view: &View) -> Self {
        let inputs = Inputs::exact(bid);
        let yearly = match table.yearly {
            Some(Yearly::Flat) => Some(vec![Exact::ONE; bid.years()]),
            Some(Yearly::Revision) => Some(revision_coefficients(bid, &inputs)),
            Some(Yearly::Open) | None => None,
        };
        let apart = forms.iter().filter(|form| form.is_period).find_map(|form| form.apart.clone());
        let is_period = forms.iter().any(|form| form.is_period);
        let period = match table.year {
            Some(Answer::Number(year)) => {
                let at = year.to_usize().and_then(|year| year.checked_sub(1));
                at.and_then(|at| revision_coefficients(bid, &inputs).get(at).copied())
            }
            Some(Answer::Nothing) => Some(Exact::ONE),
            Some(Answer::Open) => None,
            None => (!is_period).then_some(Exact::ONE),
        };
        // Of a table that only the map knows, what is above its rows says it.
        let counted_in = || form::money_above(view, table.header, table.columns.asked()).is_some();
        let is_multiple =
            if forms.is_empty() { counted_in() } else { forms.iter().any(|form| form.columns.multiple.is_some()) };
        let money = match table.money {
            Some(money) => part_of(money),
            None => (!is_multiple).then_some(Exact::ONE),
        };
        let is_stated = matches!(table.quantity_scale, Some(Answer::Number(_)));
        let scale = forms.iter().find_map(|form| form.columns.scale.clone()).filter(|_| !is_stated);
        let hours = bid.contract.hours_per_day.map(|hours| inputs[hours]);
        Self {
            bid,
            table,
            hours,
            yearly,
            period,
            money,
            scale,
            found: Vec::new(),
            lacks_hours: None,
            other_day: forms
                .iter()
                .find_map(|form| form.columns.day)
                .filter(|day| hours.map(Exact::shown) != Some(*day)),
            of_other_day: None,
            lacks_years: None,
            apart,
            asked: false,
        }
    }

    /// Notes that a row, named at a place of the map, takes a price of a line sold by a unit, `meant` for it or not.
    pub fn ask(&mut self, unit: Unit, meant: bool, at: At) {
        self.asked = true;
        if unit == Unit::Day && !meant && self.other_day.is_some() {
            self.of_other_day = self.of_other_day.or(Some(at));
        }
    }

    /// Of some columns, those that take a price of the line that the map puts on a row, `meant` for it or not. Those that do not, of a line sold by another
    /// unit, are a finding where their cell `waits` for a price; where a `partial` file is asked for, a warning.
    pub fn of_line(
        &mut self, columns: &[(Measure, u32)], (lot, line, meant): (LotId, LineId, bool), (row, at): (u32, At),
        waits: impl Fn(u32) -> bool, partial: bool,
    ) -> Vec<(Measure, u32)> {
        let lot = &self.bid.lots[lot];
        let line = &lot.lines[line];
        let all = columns.iter().copied();
        let (taken, left): (Vec<_>, Vec<_>) =
            all.partition(|(of, _)| takes(*of, line.unit) || (meant && is_whole(*of)));
        let left: Vec<_> = left.into_iter().filter(|(_, column)| waits(*column)).collect();
        if !left.is_empty() {
            let asked = Text::each(|lang| {
                let each = left.iter().map(|(of, column)| format!("{} ({}{row})", of.name(lang), letters(*column)));
                each.collect::<Vec<_>>().join(", ")
            });
            let others = OtherMeasures {
                row,
                sheet: &self.table.sheet,
                asked,
                line: &format!("{}/{}", lot.id, line.code),
                sold: Text::each(|lang| unit_name(line.unit, lang).to_owned()),
                whole: left.iter().all(|(of, _)| is_whole(*of)),
            };
            self.found.push(others.finding(partial, at));
        }
        for (of, _) in &taken {
            self.take(*of, at);
        }
        taken
    }

    /// Notes that the row named at a place of the map takes a price of a measure, and what is missing for it.
    pub fn take(&mut self, of: Measure, at: At) {
        match of {
            Measure::Per(Per::Hour) if self.hours.is_none() => self.lacks_hours = self.lacks_hours.or(Some(at)),
            Measure::InYear(_) if self.yearly.is_none() => self.lacks_years = self.lacks_years.or(Some(at)),
            _ => {}
        }
    }

    /// What goes into a column of a measure for a unit price, rounded as unit prices are; `None` where something is missing
    /// for it.
    pub fn price(&self, of: Measure, unit_price: Exact, by: By) -> Option<Decimal> {
        Some((self.rounded(of, unit_price, by)? * self.money?).shown())
    }

    /// The same with VAT.
    pub fn gross(&self, of: Measure, unit_price: Exact, by: By) -> Option<Decimal> {
        self.with_vat(self.rounded(of, unit_price, by)?)
    }

    /// A unit price as the table asks for it.
    pub fn unit(&self, unit_price: Exact) -> Option<Decimal> {
        let price = (unit_price * self.period?).rounded(self.bid.contract.price_decimals);
        Some((price * self.money?).shown())
    }

    /// The same with VAT.
    pub fn gross_unit(&self, unit_price: Exact) -> Option<Decimal> {
        let price = (unit_price * self.period?).rounded(self.bid.contract.price_decimals);
        self.with_vat(price)
    }

    fn with_vat(&self, price: Exact) -> Option<Decimal> {
        let vat = Exact::from(self.bid.figure(self.bid.contract.vat).value);
        let gross = formula::gross_unit_price(price, vat, self.bid.contract.price_decimals);
        Some((gross * self.money?).shown())
    }

    fn rounded(&self, of: Measure, unit_price: Exact, by: By) -> Option<Exact> {
        let price = match of {
            Measure::Per(time) => self.of_time(time, unit_price, by.unit)?,
            Measure::InYear(year) => {
                let price = by.row.map_or(Some(unit_price), |time| self.of_time(time, unit_price, by.unit))?;
                price * *self.yearly.as_ref()?.get((year as usize).checked_sub(1)?)?
            }
            // A map names contract years.
            Measure::InCalendar(_) => return None,
        };
        Some((price * self.period?).rounded(self.bid.contract.price_decimals))
    }

    /// The price of a time, from that of the unit that a line is sold by.
    fn of_time(&self, time: Per, unit_price: Exact, unit: Unit) -> Option<Exact> {
        Some(match time {
            Per::Hour => unit_price / self.hours?,
            Per::HalfDay => unit_price * Exact::from(self.table.half_day),
            _ if unit == Unit::Month => unit_price * Exact::from(Decimal::from(time.months()?)),
            _ => unit_price,
        })
    }

    /// What keeps the prices from being filled: what is missing, once for the table.
    pub fn findings(self) -> Vec<Finding> {
        let mut found = self.found;
        let sheet = &self.table.sheet;
        if self.asked {
            let at = self.table.at;
            found.extend(self.period.is_none().then(|| message::prices_of_period(sheet, self.apart.as_deref(), at)));
            found.extend(self.money.is_none().then(|| message::prices_in_thousands(sheet, at)));
            found.extend(self.scale.map(|of| message::quantities_in_several(sheet, &of.words, of.times, at)));
        }
        let day = self.other_day.zip(self.of_other_day);
        found.extend(day.map(|(day, at)| message::other_day(sheet, day, self.hours.map(Exact::shown), at)));
        found.extend(self.lacks_hours.filter(|_| day.is_none()).map(|at| message::hours_per_day(sheet, at)));
        found.extend(self.lacks_years.map(|at| message::prices_by_year(sheet, at)));
        found
    }
}

/// What an amount in euros is multiplied by to be counted in another money.
pub(super) fn part_of(money: Money) -> Option<Exact> {
    match money {
        Money::Euros => Some(Exact::ONE),
        Money::Thousands => Some(Decimal::new(1, 3).into()),
        Money::Millions => Some(Decimal::new(1, 6).into()),
        Money::Open => None,
    }
}

/// Does a column of a measure take a unit price as it is, where the map says that it is meant? Of an hour or half a day a price
/// must first be known to be one of a day.
fn is_whole(of: Measure) -> bool {
    !matches!(of, Measure::Per(Per::Hour | Per::HalfDay))
}

/// Does a column of a measure take the price of a line sold by a unit? That of a month gives those of longer times, none of a
/// day.
fn takes(of: Measure, unit: Unit) -> bool {
    match of {
        Measure::Per(Per::Hour | Per::HalfDay | Per::Day) => unit == Unit::Day,
        Measure::Per(Per::Month | Per::Quarter | Per::HalfYear) => unit == Unit::Month,
        Measure::Per(Per::Year) => matches!(unit, Unit::Month | Unit::LumpSum | Unit::WorkUnit),
        Measure::InYear(_) | Measure::InCalendar(_) => true,
    }
}
