//! Parts of the method worked out once more, from its words, for what the engine says to be held against.
#![allow(dead_code, reason = "each test uses its part")]

use std::collections::BTreeMap;

use chiffrage::engine::{Duty, Estimate, Inputs, Origin, Plan, Post, Staffing, staffing};
use chiffrage::model::bid::{
    Application, Bid, Course, Held, Lot, LotId, MemberId, Nature, Payer, PoolId, PositionId, ProfileId, Site, SiteId,
    Volume, VolumeId,
};
use chiffrage::model::figure::Fig;
use chiffrage::unit::{Exact, Number as _};
use rust_decimal::{Decimal, dec};

pub fn exact(number: Exact) -> Decimal {
    number.value().expect("a finished estimate has only defined figures")
}

pub fn total<'a>(numbers: impl IntoIterator<Item = &'a Exact>) -> Decimal {
    numbers.into_iter().map(|n| exact(*n)).sum()
}

/// Every head of the bid, each month.
pub fn heads(bid: &Bid, plan: &Plan<Exact>) -> Staffing<Exact> {
    staffing(bid, &Inputs::exact(bid), plan)
}

/// A volume of a lot in the month `m`, from 0, by method §2.
pub fn volume_in(bid: &Bid, lot: &Lot, volume: VolumeId, m: usize) -> Decimal {
    match &lot.volumes[volume].1 {
        Volume::PerMonth(per_month) => course(bid, per_month, m),
        Volume::Items(item) => course(bid, &lot.platform[*item].count, m),
        Volume::Applications => {
            let value = |fig| bid.figure(fig).value;
            let of = |application: &Application| {
                let late = application.late.map_or(Decimal::ZERO, value);
                let aboard = Decimal::from(m + 2) - value(application.joins) - late;
                application.size.map_or(Decimal::ONE, value) * aboard.clamp(Decimal::ZERO, Decimal::ONE)
            };
            lot.applications.iter().map(of).sum()
        }
        Volume::Line(line) => {
            let year = bid.months_of(bid.year_of(m));
            let quantity = lot.lines[*line].quantity[bid.year_of(m)].fig();
            let quantity = quantity.map_or_else(|| Decimal::from(year.len()), |fig| bid.figure(fig).value);
            let reference = &bid.sites[bid.contract.reference];
            quantity * worked(bid, reference, m) / year.map(|m| worked(bid, reference, m)).sum::<Decimal>()
        }
    }
}

/// Who learns, each from its own first month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Learner {
    /// A position of a lot.
    Position(LotId, PositionId),
    /// A member of a pool, whichever lot it serves.
    Member(PoolId, MemberId),
    /// Who coordinates a site for a lot.
    Coordinator(LotId, SiteId),
}

/// Who learns in a post.
pub fn learner(plan: &Plan<Exact>, post: &Post) -> Learner {
    match post.duty {
        Duty::Work { row, member } => match plan.rows[row].origin {
            Origin::Pool(pool) => Learner::Member(pool, member),
            Origin::Position(position) => Learner::Position(post.lot, position),
        },
        Duty::Coordination { site } => Learner::Coordinator(post.lot, site),
    }
}

/// The month in which each learner first has heads at each site.
pub fn first_months(bid: &Bid, plan: &Plan<Exact>, staffing: &Staffing<Exact>) -> BTreeMap<(Learner, SiteId), usize> {
    let mut first = BTreeMap::new();
    for (index, post) in staffing.posts.iter_enumerated() {
        let heads = staffing.heads.row(index);
        if let Some(m) = (0..bid.contract.months).find(|m| !heads[*m].is_zero()) {
            let month = first.entry((learner(plan, post), post.site)).or_insert(m);
            *month = m.min(*month);
        }
    }
    first
}

/// `productivity(s, t)` as method §3 writes it, apart from the engine.
pub fn productivity(bid: &Bid, site: SiteId, t: usize) -> Decimal {
    let site = &bid.sites[site];
    let value = |fig| bid.figure(fig).value;
    let steady = value(site.productivity_steady);
    match (site.productivity_start.map(value), site.ramp_months.map(value)) {
        (Some(start), Some(ramp)) if !ramp.is_zero() => start + (steady - start) * Decimal::from(t).min(ramp) / ramp,
        _ => steady,
    }
}

/// Own people, partners, platform and one-offs of each (lot, nature), each euro met once on the plan's heads.
pub fn direct_again(bid: &Bid, estimate: &Estimate<Exact>) -> BTreeMap<(LotId, Nature), [Decimal; 4]> {
    let mut direct: BTreeMap<_, [Decimal; 4]> = BTreeMap::new();
    let staffing = heads(bid, &estimate.plan);
    let months = 0..bid.contract.months;
    for (index, post) in staffing.posts.iter_enumerated() {
        let site = &bid.sites[post.site];
        let part = usize::from(site.partner.is_some());
        let head_month = |m: usize| {
            let head = exact(staffing.heads.row(index)[m]);
            let cost = || {
                worked(bid, site, m) * daily_cost(bid, post.profile, site, m) + bid.figure(site.per_head_month).value
            };
            if head.is_zero() { head } else { head * cost() }
        };
        direct.entry((post.lot, post.nature)).or_default()[part] += months.clone().map(head_month).sum::<Decimal>();
    }
    for (l, lot) in bid.lots.iter_enumerated() {
        for item in lot.platform.iter().filter(|item| item.paid_by == Payer::Bidder) {
            let price = bid.figure(item.unit_month).value;
            let drift = Decimal::ONE + bid.figure(item.drift).value;
            for m in months.clone() {
                let januaries = item.base_month.januaries_to(bid.calendar_month(m));
                let drifted = (0..januaries).fold(price, |price, _| price * drift);
                direct.entry((l, item.nature)).or_default()[2] += course(bid, &item.count, m) * drifted;
            }
        }
        for one_off in &lot.one_offs {
            direct.entry((l, one_off.nature)).or_default()[3] += bid.figure(one_off.amount).value;
        }
    }
    direct
}

/// `worked(s, m)` by method §1.
pub fn worked(bid: &Bid, site: &Site, m: usize) -> Decimal {
    let number = bid.calendar_month(m).number() as usize;
    let absence = bid.figure(site.absence_days).value;
    let absent = site.absence_weights.map_or_else(|| absence / dec!(12), |w| absence * bid.figure(w[number - 1]).value);
    Decimal::from(bid.calendars[site.calendar].open[m]) - absent
}

/// `daily_cost(profile, s, m)` by method §4: the Januaries are counted one by one.
pub fn daily_cost(bid: &Bid, profile: ProfileId, site: &Site, m: usize) -> Decimal {
    let card = &bid.cards[site.card];
    let month = bid.calendar_month(m);
    let (stated, figure) = card.in_force(profile, month).expect("the plan uses what the card holds");
    let euros = bid.currencies[card.currency].thing.map_or(Decimal::ONE, |rate| bid.figure(rate).value);
    let mut cost = bid.figure(figure).value * euros;
    let later = (1..).map(|n| stated.plus(n)).take_while(|later| *later <= month);
    later.filter(|later| later.number() == 1).for_each(|_| cost *= Decimal::ONE + bid.figure(site.drift).value);
    cost
}

/// A course's value in the month `m`, from 0, by method §2.
pub fn course(bid: &Bid, course: &Course, m: usize) -> Decimal {
    let value = |fig: &Fig| bid.figure(*fig).value;
    let (_, held) = course.parts.iter().rev().find(|(from, _)| *from <= m).expect("a course starts at the first month");
    let (unit, points) = match held {
        Held::Figure(fig) => return value(fig),
        Held::Ramp { unit, points } => (unit, points),
    };
    let place = m / unit;
    let before = points.iter().rev().find(|(at, _)| *at <= place).expect("a ramp starts where it holds from");
    match points.iter().find(|(at, _)| *at > place) {
        Some(after) => {
            let (done, all) = (Decimal::from(place - before.0), Decimal::from(after.0 - before.0));
            value(&before.1) + (value(&after.1) - value(&before.1)) * done / all
        }
        None => value(&before.1),
    }
}
