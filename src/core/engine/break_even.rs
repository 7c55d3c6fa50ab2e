//! Where a site pays (method §3).

use typed_index_collections::{TiVec, ti_vec};

use super::plan::{Origin, Plan};
use super::rates::daily_costs;
use super::{Inputs, Name, Named, What};
use crate::model::Bid;
use crate::model::bid::{LotId, ProfileId, SiteId};

/// A site against the reference site, for a profile, over the contract.
#[derive(Debug, Clone, Copy)]
pub struct BreakEven<N> {
    /// The site.
    pub site: SiteId,
    /// The profile.
    pub profile: ProfileId,
    /// The cost of a day worked, against one at the reference site.
    pub daily_cost: N,
    /// Days worked by a head, against one at the reference site.
    pub worked: N,
    /// `1 + coordination cost / labour cost`.
    pub coordination: N,
    /// Productivity once the ramp is over.
    pub productivity: N,
    /// The productivity from which the site pays.
    pub pays_from: N,
    /// What a head costs at the reference site over the contract, in days.
    pub reference: N,
}

/// A site against the reference site, for the work of a bid that may move.
#[derive(Debug, Clone, Copy)]
pub struct SiteBreakEven<N> {
    /// The site.
    pub site: SiteId,
    /// The productivity from which it pays.
    pub pays_from: N,
    /// Productivity once the ramp is over.
    pub productivity: N,
}

impl<N: Named> BreakEven<N> {
    /// What a unit of work costs there, against the reference site: the site pays below 1.
    #[must_use]
    pub fn ratio(&self) -> N {
        self.pays_from / self.productivity
    }
}

/// The break-even of each site and profile that both it and the reference site have a cost for.
#[must_use]
pub fn break_even<N: Named>(bid: &Bid, inputs: &Inputs<N>, plan: &Plan<N>) -> Vec<BreakEven<N>> {
    let reference = bid.contract.reference;
    let labour = |profile: ProfileId, site: SiteId| labour(bid, inputs, plan, profile, site);
    let mut all = Vec::new();
    // What heads cost at the reference site is asked again for each other site.
    let at_reference: TiVec<ProfileId, Option<N>> =
        bid.profiles.keys().map(|profile| labour(profile, reference)).collect();
    for (s, site) in bid.sites.iter_enumerated().filter(|(s, _)| *s != reference) {
        let name = |what: What| Name::of(what).site(s);
        let worked = (plan.worked.total(s) / plan.worked.total(reference)).named(|| name(What::WorkedRatio));
        let productivity = inputs[site.productivity_steady];
        let coordinator = site.coordinator.and_then(|c| at_reference[c]);
        for (profile, here) in at_reference.iter_enumerated() {
            let (Some(here), Some(there)) = (*here, labour(profile, s)) else { continue };
            let coordination = match coordinator {
                Some(cost) => N::ONE + inputs[site.coordination] * cost / there,
                None => N::ONE,
            };
            let coordination = coordination.named(|| name(What::CoordinationRatio).profile(profile));
            let daily_cost = (there / here / worked).named(|| name(What::DailyCostRatio).profile(profile));
            let pays_from = (daily_cost * worked * coordination).named(|| name(What::PaysFrom).profile(profile));
            all.push(BreakEven {
                site: s,
                profile,
                daily_cost,
                worked,
                coordination,
                productivity,
                pays_from,
                reference: here,
            });
        }
    }
    all
}

/// The break-even of each site for the profiles of the work of a lot, or of all, that may move, each for its effort; a site whose
/// card lacks one of them is judged on the others.
#[must_use]
pub fn site_break_even<N: Named>(
    bid: &Bid, inputs: &Inputs<N>, plan: &Plan<N>, lot: Option<LotId>,
) -> Vec<SiteBreakEven<N>> {
    let mut effort: TiVec<ProfileId, N> = ti_vec![N::ZERO; bid.profiles.len()];
    for row in plan.done().filter(|row| lot.is_none_or(|lot| lot == row.lot)) {
        let onshore = match row.origin {
            Origin::Position(p) => bid.lots[row.lot].positions[p].onshore.is_some(),
            Origin::Pool(p) => bid.pools[p].onshore.is_some(),
        };
        for member in plan.crews[row.crew].members.iter().filter(|_| !onshore) {
            effort[member.profile] += plan.effort.total(row.id) * member.share;
        }
    }
    for (profile, effort) in effort.iter_mut_enumerated() {
        *effort = effort.named(|| Name::of(What::Movable).profile(profile));
    }
    let of_profiles = break_even(bid, inputs, plan);
    let of_site = |site: SiteId| {
        let (mut here, mut there) = (N::ZERO, N::ZERO);
        for one in of_profiles.iter().filter(|one| one.site == site) {
            let name = Name::of(What::MovableHere).profile(one.profile);
            let cost = (effort[one.profile] * one.reference).named(|| name);
            here += cost;
            there += (cost * one.pays_from).named(|| name.step(What::MovableThere).site(site));
        }
        let productivity = inputs[bid.sites[site].productivity_steady];
        let name = Name::of(What::PaysFrom).site(site);
        let pays_from = || {
            let here = here.named(|| Name::of(What::MovableHere));
            (there.named(|| name.step(What::MovableThere)) / here).named(|| name)
        };
        (!here.is_zero()).then(|| SiteBreakEven { site, pays_from: pays_from(), productivity })
    };
    bid.sites.keys().filter_map(of_site).collect()
}

/// What a head of a profile costs at a site over the contract, in days: `Σ worked × daily_cost`;
/// `None` where the rate card lacks it, or costs nothing.
fn labour<N: Named>(bid: &Bid, inputs: &Inputs<N>, plan: &Plan<N>, profile: ProfileId, site: SiteId) -> Option<N> {
    let daily = daily_costs(bid, inputs, profile, site).into_iter().collect::<Option<Vec<N>>>()?;
    let name = Name::of(What::HeadDays).profile(profile).site(site);
    let months = daily.iter().zip(plan.worked.row(site)).enumerate();
    let total = months.map(|(m, (daily, worked))| (*worked * *daily).named(|| name.month(m))).sum::<N>().named(|| name);
    (!total.is_zero()).then_some(total)
}
