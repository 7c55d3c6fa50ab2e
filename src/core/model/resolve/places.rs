//! Calendars, currencies, profiles, rate cards, sites, partners, mixes, pools.

use rust_decimal::Decimal;
use typed_index_collections::{TiVec, ti_vec};

use super::Resolver;
use crate::diag::message::model::{self as message, MissingRate, Thing, Whole};
use crate::diag::{At, Findings, Reported};
use crate::model::bid::{
    Bid, Calendar, CalendarId, Card, CardId, CurrencyId, DatedCost, Member, Mix, MixId, Named, Partner, PartnerId,
    Pool, PoolId, ProfileId, Site, SiteId, Who, Window, Zone,
};
use crate::model::calendar::{Holiday, Rule, holidays_in, weekdays_in};
use crate::model::figure::Fig;
use crate::model::raw::{self, CourseUnit};
use crate::unit::Text;

impl Resolver<'_> {
    pub(super) fn calendars(&mut self) -> Result<TiVec<CalendarId, Calendar>, Reported> {
        let root = self.root;
        let calendars: Vec<_> = root.calendars.iter().map(|(id, _, raw)| self.calendar(id, raw)).collect();
        calendars.into_iter().collect()
    }

    fn calendar(&mut self, id: &str, raw: &raw::Calendar) -> Result<Calendar, Reported> {
        let holidays: Vec<_> = raw.holidays.iter().map(|(id, at, h)| self.holiday(id, at, h)).collect();
        let holidays = holidays.into_iter().collect::<Result<Vec<_>, _>>()?;
        let start = self.root.contract.start.month;
        let of_month = holidays_in(&holidays, start, self.months);
        let open = of_month
            .iter()
            .enumerate()
            .map(|(m, days)| weekdays_in(start.plus(m)).saturating_sub(u32::try_from(days.len()).unwrap_or(u32::MAX)));
        Ok(Calendar { id: id.into(), open: open.collect(), holidays: of_month })
    }

    fn holiday(&mut self, id: &str, at: At, raw: &raw::Holiday) -> Result<Holiday, Reported> {
        let rule = match (raw.month, raw.day, raw.easter, &raw.dates) {
            (Some(month), Some(day), None, None) => {
                // 29 February is a day in some years only, and still a valid rule.
                let valid = |m: i8, d: i8| jiff::civil::Date::new(2028, m, d).is_ok();
                match (i8::try_from(month), i8::try_from(day)) {
                    (Ok(month), Ok(day)) if valid(month, day) => Rule::Fixed { month, day },
                    _ => return Err(self.push(message::no_such_day(month, day, at))),
                }
            }
            (None, None, Some(offset), None) if offset.abs() <= 366 => Rule::Easter(offset),
            (None, None, None, Some(dates)) => {
                let dates: Vec<_> = dates.iter().map(|(_, _, cell)| cell.date).collect();
                let start = self.root.contract.start.month;
                let last = start.plus(self.months.saturating_sub(1));
                let years = (start.year()..=last.year()).filter(|y| !dates.iter().any(|d| i32::from(d.year()) == *y));
                let years: Vec<_> = years.map(|year| year.to_string()).collect();
                if self.has_length && !years.is_empty() {
                    self.push(message::holiday_without_year(id, years.iter().map(String::as_str), at));
                }
                Rule::Dates(dates)
            }
            _ => return Err(self.push(message::holiday_without_rule(id, at))),
        };
        let name = raw.label.as_ref().map_or_else(|| id.to_owned(), |label| label.fr.clone());
        let days = raw.days.unwrap_or(1);
        if !(1..=31).contains(&days) {
            return Err(self.push(message::long_holiday(at)));
        }
        Ok(Holiday { name, rule, days })
    }

    pub(super) fn currencies(&self) -> TiVec<CurrencyId, Named<Option<Fig>>> {
        let currencies = self.root.currencies.iter();
        currencies
            .map(|(id, at, raw)| Named {
                id: id.into(),
                label: raw.label.clone().unwrap_or_else(|| Text::same(id)),
                at,
                thing: raw.eur.rate(),
            })
            .collect()
    }

    pub(super) fn profiles(&self) -> TiVec<ProfileId, Named<()>> {
        let profiles = self.root.profiles.iter();
        profiles.map(|(id, at, raw)| Named { id: id.into(), label: raw.label.clone(), at, thing: () }).collect()
    }

    pub(super) fn partners(&mut self) -> TiVec<PartnerId, Named<Partner>> {
        let root = self.root;
        let partners = root.partners.iter().map(|(id, at, raw)| {
            let thing = Partner { role: raw.role, other_offers: self.lot_ids(&raw.other_offers) };
            Named { id: id.into(), label: raw.label.clone(), at, thing }
        });
        partners.collect()
    }

    pub(super) fn cards(&mut self) -> Result<TiVec<CardId, Card>, Reported> {
        let root = self.root;
        let cards: Vec<_> = root
            .rates
            .iter()
            .map(|(id, at, raw)| {
                let currency = self.find(Thing::Currency, &raw.currency, &root.currencies);
                let mut costs = ti_vec![Vec::new(); root.profiles.0.len()];
                for (profile, at, cost) in raw.daily_cost.iter() {
                    let words = crate::model::shape::Words { at, text: profile.to_owned() };
                    if let Ok(profile) = self.find::<ProfileId, _>(Thing::Profile, &words, &root.profiles) {
                        let step = |step: &raw::DatedCost| {
                            let from = step.from.map(|cell| cell.month);
                            let stated = step.stated.map(|cell| cell.month).or(from);
                            DatedCost { from, stated: stated.unwrap_or(raw.base_month.month), fig: step.cost.fig }
                        };
                        costs[profile] = cost.steps.iter().map(step).collect();
                    }
                }
                Ok(Card { id: id.into(), currency: currency?, base: raw.base_month.month, costs, at })
            })
            .collect();
        cards.into_iter().collect()
    }

    pub(super) fn sites(&mut self) -> Result<TiVec<SiteId, Site>, Reported> {
        let root = self.root;
        let sites: Vec<_> = root.sites.iter().map(|(id, at, raw)| self.site(id, at, raw)).collect();
        sites.into_iter().collect()
    }

    fn site(&mut self, id: &str, at: At, raw: &raw::Site) -> Result<Site, Reported> {
        let root = self.root;
        let calendar = self.find(Thing::Calendar, &raw.calendar, &root.calendars);
        let card = self.find(Thing::RateCard, &raw.card, &root.rates);
        let partner = raw.partner.as_ref().map(|words| self.find(Thing::Partner, words, &root.partners)).transpose();
        let coordinator =
            raw.coordinator.as_ref().map(|words| self.find(Thing::Profile, words, &root.profiles)).transpose();
        let coordinates = self.value(raw.coordination.fig) > Decimal::ZERO;
        if coordinates && raw.coordinator.is_none() {
            self.push(message::no_coordinator(id, raw.coordination.at));
        }
        let weights = raw.absence_weights.as_ref().map(|weights| self.weights(at, weights)).transpose();
        if raw.productivity.months.is_some() && raw.productivity.start.is_none() {
            self.push(message::no_ramp_start(id, raw.productivity.at));
        }
        Ok(Site {
            id: id.into(),
            label: raw.label.clone(),
            zone: raw.zone,
            calendar: calendar?,
            card: card?,
            partner: partner?,
            absence_days: raw.absence_days.fig,
            absence_weights: weights?,
            productivity_start: raw.productivity.start.map(|of| of.fig),
            productivity_steady: raw.productivity.steady.fig,
            ramp_months: raw.productivity.months.map(|of| of.fig),
            coordination: raw.coordination.fig,
            coordinator: coordinator?,
            drift: raw.drift.fig,
            per_head_month: raw.per_head_month.fig,
            at,
        })
    }

    fn weights(&mut self, at: At, raw: &raw::Weights) -> Result<[Fig; 12], Reported> {
        let months: [String; 12] = std::array::from_fn(|n| (n + 1).to_string());
        for (key, at, _) in raw.iter().filter(|(key, ..)| !months.iter().any(|month| month == key)) {
            self.push(message::not_a_calendar_month(key, at));
        }
        let Some(at) = written(raw) else {
            return Err(self.push(message::no_weights(at)));
        };
        if let Some(missing) = months.iter().find(|month| !raw.0.contains_key(*month)) {
            return Err(self.push(message::missing_weight(missing, at)));
        }
        let weights = months.map(|month| raw.0[&month].1.fig);
        self.totals_one(Whole::Absence, at, weights);
        Ok(weights)
    }

    pub(super) fn mixes(&mut self) -> Result<TiVec<MixId, Mix>, Reported> {
        let root = self.root;
        let mixes: Vec<_> = root.mixes.iter().map(|(id, at, raw)| self.mix(id, at, raw)).collect();
        mixes.into_iter().collect()
    }

    fn mix(&mut self, id: &str, at: At, raw: &raw::Mix) -> Result<Mix, Reported> {
        let steps = match (&raw.shares, &raw.years) {
            (Some(shares), None) => vec![(0, self.shares(id, at, shares)?)],
            (None, Some(years)) => {
                let starts = self.starts(CourseUnit::Years, years, 0);
                let shares: Vec<_> = years.list.iter().map(|(_, at, shares)| self.shares(id, *at, shares)).collect();
                let shares = shares.into_iter().collect::<Result<Vec<_>, _>>()?;
                starts?.into_iter().map(|month| month / 12).zip(shares).collect()
            }
            _ => return Err(self.push(message::mix_without_shares(id, at))),
        };
        Ok(Mix { id: id.into(), label: raw.label.clone(), steps })
    }

    fn shares(&mut self, id: &str, at: At, raw: &raw::Shares) -> Result<Vec<(SiteId, Fig)>, Reported> {
        let root = self.root;
        let at = written(raw).unwrap_or(at);
        self.totals_one(Whole::Mix(id), at, raw.iter().map(|(_, _, of)| of.fig));
        let shares: Vec<_> = raw
            .iter()
            .map(|(site, at, of)| {
                let words = crate::model::shape::Words { at, text: site.to_owned() };
                self.find(Thing::Site, &words, &root.sites).map(|site| (site, of.fig))
            })
            .collect();
        shares.into_iter().collect()
    }

    pub(super) fn pools(&mut self) -> Result<TiVec<PoolId, Pool>, Reported> {
        let root = self.root;
        let pools: Vec<_> = root.pools.iter().map(|(id, at, raw)| self.pool(id, at, raw)).collect();
        pools.into_iter().collect()
    }

    fn pool(&mut self, id: &str, at: At, raw: &raw::Pool) -> Result<Pool, Reported> {
        let root = self.root;
        let minimum = self.course(&raw.minimum);
        self.totals_one(Whole::Pool(id), at, raw.members.iter().map(|(_, _, m)| m.share.fig));
        let members: Vec<_> = raw
            .members
            .iter()
            .map(|(id, _, member)| {
                let profile = self.find(Thing::Profile, &member.profile, &root.profiles);
                let mix = member.mix.as_ref().or(raw.mix.as_ref()).unwrap_or(&root.policy.mix);
                let mix = self.yearly_mix(mix);
                Ok(Member { id: id.into(), profile: profile?, share: member.share.fig, mix: mix? })
            })
            .collect();
        Ok(Pool {
            id: id.into(),
            label: raw.label.clone(),
            nature: raw.nature,
            minimum: minimum?,
            members: members.into_iter().collect::<Result<_, _>>()?,
            onshore: raw.onshore.as_ref().map(|w| w.text.clone()),
            at,
        })
    }
}

/// From the first share written to the last: what must total 1.
fn written(shares: &raw::Shares) -> Option<At> {
    let mut shares = shares.iter().map(|(_, at, of)| at.to(of.at));
    let first = shares.next()?;
    Some(shares.last().map_or(first, |last| first.to(last)))
}

/// Reports every daily cost that the bid needs and no rate card gives.
pub(super) fn check_rates(bid: &Bid, findings: &mut Findings) {
    for lot in &bid.lots {
        for position in &lot.positions {
            if let Who::Profile(profile) = position.who {
                let onshore = position.onshore.is_some();
                check_position(bid, profile, &position.mix, onshore, &position.window, position.at, findings);
            }
        }
    }
    let whole = 0..bid.contract.months;
    for pool in &bid.pools {
        for member in &pool.members {
            check_position(bid, member.profile, &member.mix, pool.onshore.is_some(), &whole, pool.at, findings);
        }
    }
}

fn check_position(
    bid: &Bid, profile: ProfileId, mix: &[MixId], onshore: bool, window: &Window, at: At, findings: &mut Findings,
) {
    let reference = bid.contract.reference;
    let from = window.start;
    for (k, mix) in mix.iter().enumerate().take(window.end.div_ceil(12)).skip(bid.year_of(from)) {
        for (site, share) in bid.mixes[*mix].in_year(k) {
            let figure = bid.figure(*share);
            if figure.value.is_zero() && figure.range.is_none() {
                continue;
            }
            let moved = onshore && bid.sites[*site].zone != Zone::Onshore;
            let site = if moved { reference } else { *site };
            check_cost(bid, profile, site, from.max(k * 12), at, findings);
            if let Some(coordinator) = bid.sites[site].coordinator {
                check_cost(bid, coordinator, reference, from.max(k * 12), at, findings);
            }
        }
    }
}

fn check_cost(bid: &Bid, profile: ProfileId, site: SiteId, from: usize, at: At, findings: &mut Findings) {
    let site = &bid.sites[site];
    let card = &bid.cards[site.card];
    if card.in_force(profile, bid.calendar_month(from)).is_some() {
        return;
    }
    let month = (!card.costs[profile].is_empty()).then(|| bid.calendar_month(from));
    let rate = MissingRate { profile: &bid.profiles[profile].id, site: &site.id, card: &card.id, month };
    findings.push(message::missing_rate(rate, at, card.at));
}
