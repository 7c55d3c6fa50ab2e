//! Every set of the bid's lots, each priced on its own: what pooling saves, what losing a lot strands, which rules a
//! set breaks, and where one profile is sold at several prices.

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use typed_index_collections::TiVec;

use super::{Dqe, Estimate, Inputs, LotTotal, Named, Plan, estimate_with};
use crate::diag::message::estimate as message;
use crate::diag::{Errors, Findings};
use crate::model::Bid;
use crate::model::bid::{ExclusivityId, LineId, LotId, PartnerId, ProfileId, Role, Rule, Who};
use crate::text;
use crate::unit::Text;

/// The most lots whose sets are priced: 1,023 sets.
pub const MOST_LOTS: usize = 10;

/// The sets of a bid's lots.
#[derive(Debug, Clone)]
pub struct Portfolio<N> {
    /// Every set but the empty one: the smallest first, then in the order of their lots.
    pub sets: Vec<LotSet<N>>,
    /// The profiles that the whole bid sells by the day at different prices in different lots, in the bid's order.
    pub profiles: Vec<ProfilePrices<N>>,
}

/// Lots bid together, without the others.
#[derive(Debug, Clone)]
pub struct LotSet<N> {
    /// The lots, by their places in the whole bid, in order.
    pub lots: Vec<LotId>,
    /// What the set comes to.
    pub total: LotTotal<N>,
    /// What each of its lots comes to within it.
    pub by_lot: TiVec<LotId, LotTotal<N>>,
    /// What its lots come to, each bid alone.
    pub alone: LotTotal<N>,
    /// What would be stranded if one of its lots were lost, by lot; none where there is no rest.
    pub losses: Vec<Loss<N>>,
    /// The rules that no bidder holding the set would keep.
    pub broken: Vec<Broken>,
}

impl<N: Named> LotSet<N> {
    /// What pooling saves: the full cost of the lots bid alone less that of the set.
    #[must_use]
    pub fn saved(&self) -> N {
        self.alone.full - self.total.full
    }

    /// What the buyer saves by it: the price of the lots bid alone less that of the set.
    #[must_use]
    pub fn saved_price(&self) -> N {
        self.alone.net - self.total.net
    }
}

/// A lot of a set that might be lost, and the full cost of the rest.
#[derive(Debug, Clone, Copy)]
pub struct Loss<N> {
    /// The lot, by its place in the whole bid.
    pub lot: LotId,
    /// What the set had planned for the rest: `full(set) − full(lot in the set)`.
    pub planned: N,
    /// What the rest costs without it: `full(rest)`.
    pub rest: N,
}

impl<N: Named> Loss<N> {
    /// The shared cost that the rest would carry beyond its plan.
    #[must_use]
    pub fn stranded(&self) -> N {
        self.rest - self.planned
    }
}

/// A rule that a set breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Broken {
    /// A rule of exclusivity between lots, by its place in the bid.
    Exclusivity(ExclusivityId),
    /// A lead or co-contractor who works in a lot and is in another group's offer for it (Q21).
    Partner {
        /// The partner.
        partner: PartnerId,
        /// The lot, by its place in the whole bid.
        lot: LotId,
    },
}

/// A profile sold by the day at different prices.
#[derive(Debug, Clone)]
pub struct ProfilePrices<N> {
    /// The profile.
    pub profile: ProfileId,
    /// Its lines, in the order of the lots.
    pub lines: Vec<SoldDay<N>>,
    /// The lowest of its unit prices.
    pub lowest: N,
    /// The highest.
    pub highest: N,
}

impl<N: Named> ProfilePrices<N> {
    /// From the lowest price to the highest.
    #[must_use]
    pub fn spread(&self) -> N {
        self.highest - self.lowest
    }
}

/// A line sold by the day.
#[derive(Debug, Clone, Copy)]
pub struct SoldDay<N> {
    /// The lot.
    pub lot: LotId,
    /// The line of the lot.
    pub line: LineId,
    /// Its unit price.
    pub unit_price: N,
}

/// What a set comes to, and the partners who may not work in its lots.
type Priced<N> = (LotTotal<N>, TiVec<LotId, LotTotal<N>>, Vec<Broken>);

/// Prices every set of the bid's lots, once each; `whole` is the estimate of all of them.
///
/// # Errors
/// More than [`MOST_LOTS`] lots, and what the figures make impossible in a set.
pub fn portfolio<N: Named + Send + Sync>(
    bid: &Bid, inputs: &Inputs<N>, whole: &Estimate<N>,
) -> Result<Portfolio<N>, Errors> {
    let count = bid.lots.len();
    if count > MOST_LOTS {
        return Err(message::too_many_lots(count, MOST_LOTS).into());
    }
    // A set is the bits of a number: the set `n` is at `n − 1`.
    let all: Vec<Vec<LotId>> = (1..1_usize << count).map(|bits| lots_of(bits, bid)).collect();
    let price = |lots: &Vec<LotId>| {
        if lots.len() == count {
            return Ok(priced(bid, lots, whole));
        }
        let part = bid.only(lots);
        let estimate = estimate_with(&part, inputs).map_err(|findings| findings.under(&alone(bid, lots)))?;
        Ok(priced(bid, lots, &estimate))
    };
    let results: Vec<Result<Priced<N>, Errors>> = all.par_iter().map(price).collect();
    let mut findings = Findings::default();
    let mut by_bits = Vec::with_capacity(results.len());
    for result in results {
        match result {
            Ok(priced) => by_bits.push(priced),
            Err(errors) => findings.append(errors),
        }
    }
    findings.without_errors()?;
    let full = |bits: usize| by_bits[bits - 1].0;
    let mut sets: Vec<LotSet<N>> = all
        .into_iter()
        .zip(1..)
        .map(|(lots, bits)| {
            let (total, by_lot, partners) = by_bits[bits - 1].clone();
            let loss = |(lot, within): (&LotId, &LotTotal<N>)| {
                let rest = bits & !bit(*lot);
                (rest > 0).then(|| Loss { lot: *lot, planned: total.full - within.full, rest: full(rest).full })
            };
            let losses = lots.iter().zip(&by_lot).filter_map(loss).collect();
            let broken = exclusions(bid, &lots).chain(partners).collect();
            LotSet { total, alone: lots.iter().map(|l| full(bit(*l))).sum(), losses, broken, by_lot, lots }
        })
        .collect();
    sets.sort_by(|a, b| (a.lots.len(), &a.lots).cmp(&(b.lots.len(), &b.lots)));
    Ok(Portfolio { sets, profiles: profiles(bid, &whole.dqe) })
}

fn lots_of(bits: usize, bid: &Bid) -> Vec<LotId> {
    bid.lots.keys().filter(|l| bits & bit(*l) != 0).collect()
}

/// The bit of a lot in the number of a set.
fn bit(lot: LotId) -> usize {
    1 << usize::from(lot)
}

/// Under which circumstances a set of lots was priced, for what was found then.
fn alone(bid: &Bid, lots: &[LotId]) -> Text {
    let ids: Vec<_> = lots.iter().map(|l| format!("`{}`", bid.lots[*l].id)).collect();
    let ids = ids.join(", ");
    text!("offre sans les autres lots : {ids}", "bid without the other lots: {ids}")
}

/// The rules that a bidder of all the bid's lots breaks.
pub(super) fn broken<'a, N: Named>(bid: &'a Bid, estimate: &Estimate<N>) -> impl Iterator<Item = Broken> + use<'a, N> {
    let all: Vec<LotId> = bid.lots.keys().collect();
    let (_, _, partners) = priced(bid, &all, estimate);
    let rules: Vec<Broken> = exclusions(bid, &all).collect();
    rules.into_iter().chain(partners)
}

/// What is kept of a set's estimate, whose lots have their places in `lots`.
fn priced<N: Named>(bid: &Bid, lots: &[LotId], estimate: &Estimate<N>) -> Priced<N> {
    let in_two_offers = |partner: PartnerId, lot: LotId| {
        let thing = &bid.partners[partner].thing;
        // The law of 1975 lets a subcontractor be in several offers (Q21).
        thing.role != Role::Subcontractor && thing.other_offers.contains(&bid.lots[lot].id)
    };
    let places = estimate.dqe.lots.keys();
    let partners = places.zip(lots).flat_map(|(place, &lot)| {
        let partners = bid.partners.keys().filter(move |partner| in_two_offers(*partner, lot));
        let works = partners.filter(move |partner| works_in(bid, &estimate.plan, *partner, place));
        works.map(move |partner| Broken::Partner { partner, lot })
    });
    (estimate.dqe.total, estimate.dqe.lots.clone(), partners.collect())
}

/// Do a partner's people do some of a lot's work, or of what its lines price without a quantity?
fn works_in<N: Named>(bid: &Bid, plan: &Plan<N>, partner: PartnerId, lot: LotId) -> bool {
    let rows = plan.rows.iter().filter(|row| row.lot == lot);
    rows.into_iter().any(|row| {
        let effort = plan.effort.row(row.id);
        let members = plan.crews[row.crew].members.iter().filter(|member| !member.share.is_zero());
        let mut sites = members.flat_map(|member| &plan.spreads[member.spread].sites);
        sites.any(|at| {
            bid.sites[at.site].partner == Some(partner)
                && effort.iter().zip(&at.heads).any(|(effort, heads)| !effort.is_zero() && !heads.is_zero())
        })
    })
}

/// The rules of exclusivity that a set breaks.
fn exclusions(bid: &Bid, lots: &[LotId]) -> impl Iterator<Item = Broken> {
    let broken = bid.exclusivity.iter_enumerated().filter(move |(_, rule)| {
        let held = lots.iter().filter(|l| rule.lots.contains(&bid.lots[**l].id));
        held.count() > rule.at_most
    });
    broken.map(|(place, _)| Broken::Exclusivity(place))
}

/// The profiles sold by the day in several lots, and not at one price.
fn profiles<N: Named>(bid: &Bid, dqe: &Dqe<N>) -> Vec<ProfilePrices<N>> {
    let of_profile = |profile: ProfileId| {
        let mut lines = Vec::new();
        for (l, lot) in bid.lots.iter_enumerated() {
            for (j, line) in lot.lines.iter_enumerated() {
                if let Rule::Day(position) = line.rule
                    && lot.positions[position].who == Who::Profile(profile)
                {
                    lines.push(SoldDay { lot: l, line: j, unit_price: dqe.lines[l][j].unit_price });
                }
            }
        }
        let first = lines.first()?;
        let prices = lines.iter().map(|line| line.unit_price);
        let (lowest, highest) =
            prices.fold((first.unit_price, first.unit_price), |(low, high), p| (low.least(p), high.greatest(p)));
        let several = lines.iter().any(|line| line.lot != first.lot);
        (several && lowest != highest).then_some(ProfilePrices { profile, lines, lowest, highest })
    };
    bid.profiles.keys().filter_map(of_profile).collect()
}
