//! What a unit price is made of (method §9b, *Sub-detail of prices*).

use std::collections::BTreeMap;

use super::cost::{PostMonth, post_months};
use super::id::RowId;
use super::{Estimate, Inputs, Name, Origin, Parts, What, formula};
use crate::model::Bid;
use crate::model::bid::{
    ItemId, LineId, LotId, Nature, OneOffId, OverheadId, Payer, PositionId, ProfileId, Rule, SiteId,
};
use crate::unit::{Exact, Number as _, apportioned};

/// What a part of a price pays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pays {
    /// The work of a profile at a site.
    Work {
        /// The site.
        site: SiteId,
        /// The profile.
        profile: ProfileId,
    },
    /// The coordination of the people at a site.
    Coordination {
        /// The site that is coordinated.
        site: SiteId,
    },
    /// An item of the lot's platform.
    Item(ItemId),
    /// A cost that falls once.
    OneOff(OneOffId),
    /// An overhead.
    Overhead(OverheadId),
    /// The provision for risk.
    Provision,
    /// The lot's natures that are spread over the others.
    Spread,
    /// The margin.
    Margin,
}

/// A part of a price.
#[derive(Debug, Clone, Copy)]
pub struct Piece {
    /// What it pays.
    pub pays: Pays,
    /// The days of work or coordination in a unit; none of what is no work.
    pub days: Option<Exact>,
    /// Its part of a unit price.
    pub unit: Exact,
    /// Its part of the line's amount.
    pub amount: Exact,
}

/// What the unit price of a line is made of. The parts of a line total its unit price, and its amount, to the last decimal.
///
/// A line by the day holds the cost of its own days; any other has a part of all that its nature costs, in proportion to its
/// price: that of a nature's lines together is what the nature sells for.
#[must_use]
pub fn sub_detail(bid: &Bid, inputs: &Inputs<Exact>, estimate: &Estimate<Exact>, l: LotId, j: LineId) -> Vec<Piece> {
    let line = &bid.lots[l].lines[j];
    let figures = &estimate.dqe.lines[l][j];
    let sold = match line.rule {
        Rule::Day(position) => Sold::of_days(bid, inputs, estimate, l, position),
        _ => Sold::of_nature(bid, inputs, estimate, l, line.nature),
    };
    // A price that pays for nothing is margin alone.
    let (parts, sell) = if sold.sell.is_zero() {
        (vec![(Pays::Margin, None, Exact::ONE)], Exact::ONE)
    } else {
        (sold.parts, sold.sell)
    };
    let written = |total: Exact, places: u32| {
        let shares: Vec<Exact> = parts.iter().map(|(.., euros)| *euros * total / sell).collect();
        apportioned(&shares, total.shown(), places)
    };
    let units = written(figures.unit_price, bid.contract.price_decimals);
    let amounts = written(figures.amount, 2);
    let pieces = parts.iter().zip(units).zip(amounts);
    pieces
        .map(|(((pays, days, _), unit), amount)| Piece {
            pays: *pays,
            days: days.map(|days| days * figures.unit_price / sell),
            unit: unit.into(),
            amount: amount.into(),
        })
        .collect()
}

/// What is paid, with its days where it is work, and its euros, over the contract.
type Paid = (Pays, Option<Exact>, Exact);

/// What a nature, or the days of a line, sell for, and what that pays.
struct Sold {
    parts: Vec<Paid>,
    sell: Exact,
}

impl Sold {
    fn of_nature(bid: &Bid, inputs: &Inputs<Exact>, estimate: &Estimate<Exact>, l: LotId, nature: Nature) -> Self {
        let lot = &bid.lots[l];
        let is_of = |row: RowId| {
            let of = estimate.plan.rows[row];
            !of.idle && of.lot == l && of.nature == nature
        };
        let (mut parts, mut direct) = people(bid, inputs, estimate, is_of);
        for (i, item) in lot.platform.iter_enumerated() {
            if item.nature == nature && item.paid_by == Payer::Bidder {
                let euros = estimate.cost.platform[l][i];
                direct.platform += euros;
                parts.push((Pays::Item(i), None, euros));
            }
        }
        for (o, one_off) in lot.one_offs.iter_enumerated().filter(|(_, one_off)| one_off.nature == nature) {
            let euros = inputs[one_off.amount];
            direct.one_offs += euros;
            parts.push((Pays::OneOff(o), None, euros));
        }
        Self::of(bid, inputs, estimate, l, nature, parts, &direct)
    }

    fn of_days(bid: &Bid, inputs: &Inputs<Exact>, estimate: &Estimate<Exact>, l: LotId, position: PositionId) -> Self {
        let is_of = |row: RowId| {
            let of = estimate.plan.rows[row];
            of.lot == l && of.origin == Origin::Position(position)
        };
        let (parts, direct) = people(bid, inputs, estimate, is_of);
        Self::of(bid, inputs, estimate, l, Nature::OnDemand, parts, &direct)
    }

    /// With overheads, provision, the natures that are spread, and margin.
    fn of(
        bid: &Bid, inputs: &Inputs<Exact>, estimate: &Estimate<Exact>, l: LotId, nature: Nature, mut parts: Vec<Paid>,
        direct: &Parts<Exact>,
    ) -> Self {
        let own = direct.full_of(bid, inputs, l, nature, Name::of(What::Full).nature(l, nature));
        parts.extend(own.overheads.iter_enumerated().map(|(o, euros)| (Pays::Overhead(o), None, *euros)));
        let spread = own.full * estimate.price.spread[l];
        let full = own.full + spread;
        let sell = formula::sell(full, inputs[bid.lots[l].terms(nature).margin]);
        parts.extend([
            (Pays::Provision, None, own.provision),
            (Pays::Spread, None, spread),
            (Pays::Margin, None, sell - full),
        ]);
        parts.retain(|(.., euros)| !euros.is_zero());
        Self { parts, sell }
    }
}

/// The people of some rows of the plan, those at one's own sites first, and what they cost.
fn people(
    bid: &Bid, inputs: &Inputs<Exact>, estimate: &Estimate<Exact>, is_of: impl Fn(RowId) -> bool,
) -> (Vec<Paid>, Parts<Exact>) {
    let (plan, rates) = (&estimate.plan, &estimate.cost.rates);
    let mut direct = Parts::ZERO;
    let mut all: BTreeMap<(bool, Pays), (Exact, Exact)> = BTreeMap::new();
    for (place, post) in plan.posts.iter_enumerated().filter(|(_, post)| is_of(post.row)) {
        let is_partner = bid.sites[post.site].partner.is_some();
        for PostMonth { month, work, coordinators } in post_months(bid, inputs, plan, rates, place) {
            let mut add = |is_partner: bool, pays: Pays, site: SiteId, heads: Exact, euros: Exact| {
                *(if is_partner { &mut direct.partners } else { &mut direct.own }) += euros;
                let (days, cost) = all.entry((is_partner, pays)).or_default();
                *days += heads * plan.worked.row(site)[month];
                *cost += euros;
            };
            let heads = plan.heads.row(place)[month];
            add(is_partner, Pays::Work { site: post.site, profile: post.profile }, post.site, heads, work);
            if let Some(by) = coordinators {
                // Those who coordinate a partner's people are one's own.
                add(false, Pays::Coordination { site: post.site }, bid.contract.reference, by.heads, by.cost);
            }
        }
    }
    (all.into_iter().map(|((_, pays), (days, euros))| (pays, Some(days), euros)).collect(), direct)
}
