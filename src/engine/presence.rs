//! Who is where, summed up: people at each site by lot, and the share of the work away from France
//! (method §3). What a comparison needs of every scenario, without a post for each profile.

use super::{Inputs, Plan, Spread, Table};
use crate::model::Bid;
use crate::model::bid::{Index, Zone};
use crate::unit::Number;

/// Heads and days by lot and site, coordination among them.
#[derive(Debug, Clone)]
pub struct Presence<N> {
    sites: usize,
    /// Heads, a row for each lot and site.
    heads: Table<N>,
    /// Days over the contract, likewise.
    days: Vec<N>,
    /// By lot: its effort, and the parts of it asked for and done away from France.
    effort: Vec<[N; 3]>,
    /// By lot: days of the work itself, and those away from France.
    work: Vec<(N, N)>,
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

/// Places the plan's effort at sites, all profiles together.
#[must_use]
pub fn presence<N: Number>(bid: &Bid, inputs: &Inputs<N>, plan: &Plan<N>) -> Presence<N> {
    let (lots, sites, spreads) = (bid.lots.len(), bid.sites.len(), plan.spreads.len());
    let months = bid.contract.months;
    let mut effort: Table<N> = Table::new(lots * spreads, months);
    for row in &plan.rows {
        for member in &plan.crews[row.crew].members {
            let sum = effort.row_mut(row.lot * spreads + member.spread);
            let whole = member.share == N::ONE;
            for (sum, e) in sum.iter_mut().zip(plan.effort.row(row.effort)).filter(|(_, e)| !e.is_zero()) {
                *sum += if whole { *e } else { *e * member.share };
            }
        }
    }
    let mut presence = Presence {
        sites,
        heads: Table::new(lots * sites, months),
        days: vec![N::ZERO; lots * sites],
        effort: vec![[N::ZERO; 3]; lots],
        work: vec![(N::ZERO, N::ZERO); lots],
    };
    for lot in 0..lots {
        for (s, spread) in plan.spreads.iter().enumerate() {
            let effort = effort.row(lot * spreads + s);
            presence.shares(bid, inputs, lot, spread, effort);
            for (site, per_fte) in &spread.sites {
                add_product(presence.heads.row_mut(lot * sites + site), effort, per_fte);
            }
        }
        for site in 0..sites {
            let days = presence.sum_days(plan, lot, site);
            let (all, away) = &mut presence.work[lot];
            *all += days;
            if is_away(bid, site) {
                *away += days;
            }
        }
        presence.coordinate(bid, inputs, lot);
        // Coordination is done at the reference site alone.
        presence.sum_days(plan, lot, bid.contract.reference);
    }
    presence
}

/// Adds `Σ effort × heads for an FTE`; months of the same two are multiplied once.
fn add_product<N: Number>(sum: &mut [N], effort: &[N], per_fte: &[N]) {
    let mut last = (N::ZERO, N::ZERO, N::ZERO);
    for (sum, (e, per_fte)) in sum.iter_mut().zip(effort.iter().zip(per_fte)).filter(|(_, (e, _))| !e.is_zero()) {
        if last.0 != *e || last.1 != *per_fte {
            last = (*e, *per_fte, *e * *per_fte);
        }
        *sum += last.2;
    }
}

impl<N: Number> Presence<N> {
    fn shares(&mut self, bid: &Bid, inputs: &Inputs<N>, lot: Index, spread: &Spread<N>, effort: &[N]) {
        for (k, mix) in spread.mix().iter().enumerate() {
            let done: N = effort[bid.months_of(k)].iter().copied().sum();
            if done.is_zero() {
                continue;
            }
            let shares = bid.mixes[*mix].in_year(k).iter().filter(|(site, _)| is_away(bid, *site));
            let share: N = shares.map(|(_, share)| inputs[*share]).sum();
            let [all, asked, obtained] = &mut self.effort[lot];
            *all += done;
            *asked += done * share;
            if !spread.onshore() {
                *obtained += done * share;
            }
        }
    }

    /// Sums up the days at a site, and says what they are.
    fn sum_days(&mut self, plan: &Plan<N>, lot: Index, site: Index) -> N {
        let place = lot * self.sites + site;
        let months = self.heads.row(place).iter().zip(plan.worked.row(site));
        self.days[place] = months.filter(|(head, _)| !head.is_zero()).map(|(head, worked)| *head * *worked).sum();
        self.days[place]
    }

    /// Coordinators are not coordinated: all are worked out from the heads of the work itself.
    fn coordinate(&mut self, bid: &Bid, inputs: &Inputs<N>, lot: Index) {
        let mut added = vec![N::ZERO; self.heads.months()];
        for (s, site) in bid.sites.iter().enumerate() {
            let ratio = inputs[site.coordination];
            if site.coordinator.is_some() && !ratio.is_zero() {
                let heads = self.heads.row(lot * self.sites + s);
                let there = added.iter_mut().zip(heads).filter(|(_, head)| !head.is_zero());
                there.for_each(|(sum, head)| *sum += *head * ratio);
            }
        }
        let reference = self.heads.row_mut(lot * self.sites + bid.contract.reference);
        reference.iter_mut().zip(added).for_each(|(sum, more)| *sum += more);
    }

    /// Heads by month at a site, of one lot or of all.
    #[must_use]
    pub fn heads_at(&self, lot: Option<Index>, site: Index) -> Vec<N> {
        let mut sum = vec![N::ZERO; self.heads.months()];
        for lot in self.lots(lot) {
            let row = self.heads.row(lot * self.sites + site);
            sum.iter_mut().zip(row).for_each(|(sum, head)| *sum += *head);
        }
        sum
    }

    /// Heads by month at all sites, of one lot or of all.
    #[must_use]
    pub fn heads(&self, lot: Option<Index>) -> Vec<N> {
        let mut sum = vec![N::ZERO; self.heads.months()];
        for site in 0..self.sites {
            sum.iter_mut().zip(self.heads_at(lot, site)).for_each(|(sum, head)| *sum += head);
        }
        sum
    }

    /// Days over the contract at a site, of one lot or of all.
    #[must_use]
    pub fn days_at(&self, lot: Option<Index>, site: Index) -> N {
        self.lots(lot).map(|lot| self.days[lot * self.sites + site]).sum()
    }

    /// Days over the contract, of one lot or of all.
    #[must_use]
    pub fn days(&self, lot: Option<Index>) -> N {
        (0..self.sites).map(|site| self.days_at(lot, site)).sum()
    }

    /// The share of the work that is not onshore, of one lot or of all.
    #[must_use]
    pub fn away(&self, lot: Option<Index>) -> ZoneShare<N> {
        let over = |part: N, all: N| if all.is_zero() { N::ZERO } else { part / all };
        let effort = |part: usize| self.lots(lot).map(|lot| self.effort[lot][part]).sum::<N>();
        let work = |part: fn(&(N, N)) -> N| self.lots(lot).map(|lot| part(&self.work[lot])).sum::<N>();
        ZoneShare {
            asked: over(effort(1), effort(0)),
            obtained: over(effort(2), effort(0)),
            days: over(work(|parts| parts.1), work(|parts| parts.0)),
        }
    }

    fn lots(&self, lot: Option<Index>) -> std::ops::Range<Index> {
        lot.map_or(0..self.work.len(), |lot| lot..lot + 1)
    }
}

fn is_away(bid: &Bid, site: Index) -> bool {
    bid.sites[site].zone != Zone::Onshore
}
