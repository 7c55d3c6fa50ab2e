//! Who is where, summed up: people at each site, and the share of the work away from France (method §3). What a
//! comparison needs of every scenario, without a post for each profile.

use typed_index_collections::TiVec;

use super::id::{CrewId, SpreadId};
use super::{Inputs, Name, Named, Plan, Table, Thing, What};
use crate::model::Bid;
use crate::model::bid::{LotId, MixId, SiteId, Zone};

/// Heads and days by site, coordination among them, of one lot or of all.
#[derive(Debug, Clone)]
pub struct Presence<N> {
    /// Heads, a row for each site.
    heads: Table<SiteId, N>,
    /// Days over the contract, by site.
    days: TiVec<SiteId, N>,
    /// The share of the work away from France.
    away: ZoneShare<N>,
}

/// The share of the work away from France: as the mixes ask for it, and as obtained once work that must stay
/// onshore has moved (method §3). Coordination is not counted.
#[derive(Debug, Clone, Copy)]
pub struct ZoneShare<N> {
    /// Of effort, by the mixes asked for.
    pub asked: N,
    /// Of effort, by the mixes obtained.
    pub obtained: N,
    /// Of days worked: more than of effort where people there do less in a day.
    pub days: N,
}

/// Places the plan's effort for a lot, or for all, at sites, all profiles together.
#[must_use]
pub fn presence<N: Named>(bid: &Bid, inputs: &Inputs<N>, plan: &Plan<N>, lot: Option<LotId>) -> Presence<N> {
    let effort = efforts(plan, lot);
    let mut heads: Table<SiteId, N> = Table::new(bid.sites.len(), bid.contract.months);
    for (s, spread) in plan.spreads.iter_enumerated() {
        for at in &spread.sites {
            add_product(heads.row_mut(at.site), effort.row(s), &at.heads);
        }
    }
    let days = |heads: &[N], site: SiteId| -> N {
        let months = heads.iter().zip(plan.worked.row(site)).filter(|(head, _)| !head.is_zero());
        months.map(|(head, worked)| *head * *worked).sum()
    };
    let mut at_site: TiVec<SiteId, N> = bid.sites.keys().map(|site| days(heads.row(site), site)).collect();
    let away = at_site.iter_enumerated().filter(|(site, _)| is_away(bid, *site)).map(|(_, days)| *days).sum();
    let all = at_site.iter().copied().sum();
    let (asked, obtained) = shares(bid, inputs, plan, &effort);
    // Coordination is done at the reference site alone.
    let (added, reference) = (coordinators(bid, inputs, &heads), bid.contract.reference);
    at_site[reference] += days(&added, reference);
    heads.row_mut(reference).iter_mut().zip(added).for_each(|(sum, more)| *sum += more);
    Presence { heads, days: at_site, away: ZoneShare { asked, obtained, days: over(away, all) } }
}

/// The shares of the effort for a lot, or for all, that the mixes ask for and obtain away from France.
#[must_use]
pub fn effort_away<N: Named>(bid: &Bid, inputs: &Inputs<N>, plan: &Plan<N>, lot: Option<LotId>) -> (N, N) {
    shares(bid, inputs, plan, &efforts(plan, lot))
}

/// The shares of an effort that are asked for and obtained away.
fn shares<N: Named>(bid: &Bid, inputs: &Inputs<N>, plan: &Plan<N>, effort: &Table<SpreadId, N>) -> (N, N) {
    // By mix, whether it must stay onshore, and contract year.
    let mut placed: Vec<((MixId, bool, usize), N)> = Vec::new();
    for (s, spread) in plan.spreads.iter_enumerated() {
        for (k, mix) in spread.mix().iter().enumerate() {
            let done: N = effort.row(s)[bid.months_of(k)].iter().filter(|e| !e.is_zero()).copied().sum();
            let key = (*mix, spread.onshore(), k);
            match placed.iter_mut().find(|(known, _)| *known == key) {
                Some((_, sum)) => *sum += done,
                None if done.is_zero() => {}
                None => placed.push((key, done)),
            }
        }
    }
    let (mut all, mut asked, mut obtained) = (N::ZERO, N::ZERO, N::ZERO);
    for ((mix, onshore, k), done) in placed {
        let of_mix = if onshore { Thing::MixOnshore(mix) } else { Thing::Mix(mix) };
        let name = Name::of(What::Placed).thing(of_mix).year(k);
        let done = done.named(|| name);
        let shares = bid.mixes[mix].in_year(k).iter().filter(|(site, _)| is_away(bid, *site));
        let away = done * shares.map(|(_, share)| inputs[*share]).sum();
        let away = away.named(|| name.step(What::PlacedAway));
        all += done;
        asked += away;
        if !onshore {
            obtained += away;
        }
    }
    let all = all.named(|| Name::of(What::Placed));
    let share = |away: N| over(away.named(|| Name::of(What::PlacedAway)), all);
    (share(asked), share(obtained))
}

/// The effort for a lot, or for all, by month, a row for each of the plan's spreads. What a crew does for several lots is
/// shared out among its members once.
fn efforts<N: Named>(plan: &Plan<N>, lot: Option<LotId>) -> Table<SpreadId, N> {
    let months = plan.effort.months();
    let mut of_crew: Table<CrewId, N> = Table::new(plan.crews.len(), months);
    for row in plan.done().filter(|row| lot.is_none_or(|lot| lot == row.lot)) {
        add(of_crew.row_mut(row.crew), plan.effort.row(row.id), N::ONE);
    }
    let mut effort: Table<SpreadId, N> = Table::new(plan.spreads.len(), months);
    for (c, crew) in plan.crews.iter_enumerated() {
        for member in &crew.members {
            add(effort.row_mut(member.spread), of_crew.row(c), member.share);
        }
    }
    effort
}

/// Adds a share of an effort, month by month.
fn add<N: Named>(sum: &mut [N], effort: &[N], share: N) {
    for (sum, e) in sum.iter_mut().zip(effort).filter(|(_, e)| !e.is_zero()) {
        *sum += *e * share;
    }
}

/// Adds `Σ effort × heads for an FTE`; months of the same two are multiplied once.
fn add_product<N: Named>(sum: &mut [N], effort: &[N], per_fte: &[N]) {
    let mut last = (N::ZERO, N::ZERO, N::ZERO);
    for (sum, (e, per_fte)) in sum.iter_mut().zip(effort.iter().zip(per_fte)).filter(|(_, (e, _))| !e.is_zero()) {
        if !last.0.is_same(*e) || !last.1.is_same(*per_fte) {
            last = (*e, *per_fte, *e * *per_fte);
        }
        *sum += last.2;
    }
}

/// Those who coordinate the people at sites, by month. Coordinators are not coordinated: all are worked out from the
/// heads of the work itself.
fn coordinators<N: Named>(bid: &Bid, inputs: &Inputs<N>, heads: &Table<SiteId, N>) -> Vec<N> {
    let mut added = vec![N::ZERO; heads.months()];
    for (s, site) in bid.sites.iter_enumerated() {
        let ratio = inputs[site.coordination];
        if site.coordinator.is_some() && !ratio.is_zero() {
            let there = added.iter_mut().zip(heads.row(s)).filter(|(_, head)| !head.is_zero());
            there.for_each(|(sum, head)| *sum += *head * ratio);
        }
    }
    added
}

impl<N: Named> Presence<N> {
    /// Heads by month at a site.
    #[must_use]
    pub fn heads_at(&self, site: SiteId) -> &[N] {
        self.heads.row(site)
    }

    /// Heads by month at all sites.
    #[must_use]
    pub fn heads(&self) -> Vec<N> {
        let mut sum = vec![N::ZERO; self.heads.months()];
        for site in self.days.keys() {
            let there = sum.iter_mut().zip(self.heads_at(site)).filter(|(_, head)| !head.is_zero());
            there.for_each(|(sum, head)| *sum += *head);
        }
        sum
    }

    /// Days over the contract.
    #[must_use]
    pub fn days(&self) -> N {
        self.days.iter().copied().sum()
    }

    /// The share of the work that is not onshore.
    #[must_use]
    pub fn away(&self) -> ZoneShare<N> {
        self.away
    }
}

fn over<N: Named>(part: N, all: N) -> N {
    if all.is_zero() { N::ZERO } else { part / all }
}

fn is_away(bid: &Bid, site: SiteId) -> bool {
    bid.sites[site].zone != Zone::Onshore
}
