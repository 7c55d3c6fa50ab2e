//! How an effort is placed at the sites of its mix, and what people do there as they learn (method §3).

use super::formula;
use super::{Inputs, Name, Named, Thing, What};
use crate::model::Bid;
use crate::model::bid::{MixId, SiteId, Zone};

/// How an effort is placed at the sites of a mix.
#[derive(Debug, Clone)]
pub struct Spread<N> {
    mix: Vec<MixId>,
    onshore: bool,
    /// The sites, each with its part.
    pub sites: Vec<SpreadSite<N>>,
}

/// The part of a site in an effort, by month.
#[derive(Debug, Clone)]
pub struct SpreadSite<N> {
    /// The site.
    pub site: SiteId,
    /// `w(s)`, as obtained.
    pub share: Vec<N>,
    /// `t`: the months since the site first had a share of the effort.
    pub months_there: Vec<N>,
    /// `productivity(s, t)`; nothing in months without effort.
    pub productivity: Vec<N>,
    /// Heads for one FTE of effort: `w(s) / productivity(s, t)`; nothing in months without effort.
    pub heads: Vec<N>,
}

impl<N> Spread<N> {
    /// The mix asked for, by contract year.
    #[must_use]
    pub fn mix(&self) -> &[MixId] {
        &self.mix
    }

    /// Must the work stay onshore, whatever the mix asks for?
    #[must_use]
    pub fn onshore(&self) -> bool {
        self.onshore
    }
}

impl<N: Named> Spread<N> {
    /// The mix of each contract year, obtained, and what people do at its sites while there is an effort.
    pub(super) fn of(bid: &Bid, inputs: &Inputs<N>, mix: &[MixId], onshore: bool, effort: &[N]) -> Self {
        Self { mix: mix.to_vec(), onshore, sites: placed(bid, inputs, mix, onshore, effort) }
    }
}

/// The share of a mix asked of each site, and that obtained once work that must stay onshore has
/// moved to the reference site, in the contract year `k`, from 0.
#[must_use]
pub fn obtained<N: Named>(bid: &Bid, inputs: &Inputs<N>, mix: MixId, onshore: bool, k: usize) -> Vec<(SiteId, N)> {
    let mut shares: Vec<(SiteId, N)> = Vec::new();
    for (site, share) in bid.mixes[mix].in_year(k) {
        let moved = onshore && bid.sites[*site].zone != Zone::Onshore;
        let site = if moved { bid.contract.reference } else { *site };
        match shares.iter_mut().find(|s| s.0 == site) {
            Some(existing) => existing.1 += inputs[*share],
            None => shares.push((site, inputs[*share])),
        }
    }
    shares
}

/// The part of each site of a mix in an effort.
fn placed<N: Named>(bid: &Bid, inputs: &Inputs<N>, mix: &[MixId], onshore: bool, effort: &[N]) -> Vec<SpreadSite<N>> {
    let nothing = || vec![N::ZERO; effort.len()];
    let mut sites: Vec<SpreadSite<N>> = Vec::new();
    for (k, mix) in mix.iter().enumerate() {
        let of_mix = if onshore { Thing::MixOnshore(*mix) } else { Thing::Mix(*mix) };
        for (site, share) in obtained(bid, inputs, *mix, onshore, k) {
            if share.is_absent() {
                continue;
            }
            let place = sites.iter().position(|s| s.site == site).unwrap_or_else(|| {
                let (share, months_there) = (nothing(), nothing());
                sites.push(SpreadSite { site, share, months_there, productivity: nothing(), heads: nothing() });
                sites.len() - 1
            });
            let share = share.named(|| Name::of(What::Share).site(site).thing(of_mix));
            sites[place].share[bid.months_of(k)].fill(share);
        }
    }
    for site in &mut sites {
        site.learn(bid, inputs, effort);
    }
    sites
}

impl<N: Named> SpreadSite<N> {
    /// What people do there as the months go by.
    fn learn(&mut self, bid: &Bid, inputs: &Inputs<N>, effort: &[N]) {
        for m in 0..effort.len() {
            if m > 0 {
                let t = formula::months_there(self.months_there[m - 1], effort[m - 1], self.share[m - 1]);
                self.months_there[m] = t.named(|| Name::of(What::MonthsThere).site(self.site).month(m));
            }
            if effort[m].is_absent() || self.share[m].is_absent() {
                continue;
            }
            let t = self.months_there[m];
            let learning = || Thing::Learning(usize::try_from(t.shown().trunc().mantissa()).unwrap_or_default());
            let productivity = site_productivity(bid, inputs, self.site, t);
            self.productivity[m] =
                productivity.named(|| Name::of(What::Productivity).site(self.site).thing(learning()));
            self.heads[m] = self.share[m] / self.productivity[m];
        }
    }
}

/// `productivity(s, t)`.
#[must_use]
pub fn site_productivity<N: Named>(bid: &Bid, inputs: &Inputs<N>, site: SiteId, t: N) -> N {
    let site = &bid.sites[site];
    let ramp = site.productivity_start.zip(site.ramp_months).map(|(start, months)| (inputs[start], inputs[months]));
    formula::productivity(ramp, inputs[site.productivity_steady], t)
}
