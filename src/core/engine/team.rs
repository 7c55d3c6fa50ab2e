//! Whole people: whom to hire and when, for the heads that the method asks for (method §3).

use std::collections::BTreeSet;

use rust_decimal::{Decimal, dec};

use super::{Post, Rates, Staffing};
use crate::model::Bid;
use crate::model::bid::{ProfileId, SiteId};
use crate::unit::{Exact, Number as _};

/// The whole people of a profile at a site.
#[derive(Debug, Clone)]
pub struct Team {
    /// The profile.
    pub profile: ProfileId,
    /// The site.
    pub site: SiteId,
    /// `h(m)`: the heads asked for.
    pub heads: Vec<Exact>,
    /// `W(m)`: the people who are there.
    pub people: Vec<u32>,
    /// What a person costs in each month.
    pub head_month: Vec<Exact>,
}

/// The whole people of a bid, and who is none: no month staffs them with a whole person.
#[derive(Debug, Clone, Default)]
pub struct Teams {
    /// By site, then by profile.
    pub whole: Vec<Team>,
    /// The same of those who are there part of their time alone. They have no team plan.
    pub part_time: Vec<Team>,
}

/// People who are there beside the heads asked for: too many, or too few.
#[derive(Debug, Clone, Copy, Default)]
pub struct Apart {
    /// In person-months.
    pub months: Exact,
    /// In euros.
    pub cost: Exact,
}

impl Apart {
    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self { months: self.months + other.months, cost: self.cost + other.cost }
    }
}

impl Team {
    /// Who arrives at the beginning of each month.
    pub fn arrivals(&self) -> impl Iterator<Item = u32> + '_ {
        self.before().map(|(before, now)| now.saturating_sub(before))
    }

    /// Who has left by the beginning of each month, and last by the end of the contract.
    pub fn departures(&self) -> impl Iterator<Item = u32> + '_ {
        let last = self.people.last().copied().unwrap_or(0);
        self.before().map(|(before, now)| before.saturating_sub(now)).chain([last])
    }

    /// The people of the month before each, and of each.
    fn before(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        std::iter::once(0).chain(self.people.iter().copied()).zip(self.people.iter().copied())
    }

    /// The bench: people beyond the heads asked for.
    #[must_use]
    pub fn bench(&self) -> Apart {
        self.apart(|people, heads| people - heads)
    }

    /// The shortfall: heads asked for beyond the people.
    #[must_use]
    pub fn shortfall(&self) -> Apart {
        self.apart(|people, heads| heads - people)
    }

    fn apart(&self, difference: impl Fn(Exact, Exact) -> Exact) -> Apart {
        let mut apart = Apart::default();
        for ((people, heads), cost) in self.people.iter().zip(&self.heads).zip(&self.head_month) {
            let months = difference(Exact::whole(*people), *heads).greatest(Exact::ZERO);
            apart = apart.and(Apart { months, cost: months * *cost });
        }
        apart
    }
}

/// The whole people of the posts that `keep` takes. `kappa` is what an arrival or a departure is worth, in months of one
/// person.
#[must_use]
pub fn teams(
    bid: &Bid, staffing: &Staffing<Exact>, rates: &Rates<Exact>, kappa: Exact, keep: impl Fn(&Post) -> bool,
) -> Teams {
    let mut teams = Teams::default();
    for site in bid.sites.keys() {
        for profile in bid.profiles.keys() {
            let heads = staffing.heads_where(|post| post.site == site && post.profile == profile && keep(post));
            if heads.iter().all(|heads| heads.is_zero()) {
                continue;
            }
            let is_whole = heads.iter().any(|heads| heads.shown().round_dp(DIGITS) >= Decimal::ONE);
            let people = if is_whole { team_plan(&heads, kappa) } else { vec![0; heads.len()] };
            let head_month = rates.head_month(profile, site).to_vec();
            let list = if is_whole { &mut teams.whole } else { &mut teams.part_time };
            list.push(Team { profile, site, heads, people, head_month });
        }
    }
    teams
}

/// Costs that differ by less tie; heads that do are the same.
const TIE: Decimal = dec!(0.000000001);
/// Its decimals.
const DIGITS: u32 = 9;

/// The whole people `W` that minimise `Σ |W(m) − h(m)| + κ × (W(1) + Σ |W(m) − W(m − 1)| + W(N))`, the smaller plan at a
/// tie: the first month in which two differ decides.
///
/// A plan that stays at some level for some months is best at one next to a figure of `h`, or at the level of the months
/// beside it: between those its cost is a straight line. So these levels alone are looked at.
#[must_use]
pub fn team_plan(heads: &[Exact], kappa: Exact) -> Vec<u32> {
    let near = |heads: &Exact| {
        let heads = heads.shown().round_dp(DIGITS);
        [heads.floor(), heads.ceil()].map(|whole| u32::try_from(whole).unwrap_or(0))
    };
    let levels: Vec<u32> = heads.iter().flat_map(near).chain([0]).collect::<BTreeSet<_>>().into_iter().collect();
    let apart = |level: u32, heads: Exact| {
        let level = Exact::whole(level);
        (level - heads).greatest(heads - level)
    };
    let step = |from: u32, to: u32| kappa * Exact::whole(from.abs_diff(to));
    // What the months after each cost at best, by the level of that month; from the last on back, whose people all leave.
    let mut after: Vec<Vec<Exact>> = vec![levels.iter().map(|level| step(*level, 0)).collect()];
    for heads in heads.iter().skip(1).rev() {
        let next = after.last().into_iter().flatten();
        let mut best: Vec<Exact> = next.zip(&levels).map(|(cost, level)| *cost + apart(*level, *heads)).collect();
        // Each level is reached from the one below it or above it: all of them in two passes.
        for place in 1..levels.len() {
            best[place] = best[place].least(best[place - 1] + step(levels[place - 1], levels[place]));
        }
        for place in (1..levels.len()).rev() {
            best[place - 1] = best[place - 1].least(best[place] + step(levels[place - 1], levels[place]));
        }
        after.push(best);
    }
    let mut people: Vec<u32> = Vec::with_capacity(heads.len());
    for (heads, after) in heads.iter().zip(after.iter().rev()) {
        let before = people.last().copied().unwrap_or(0);
        let cost = |place: usize| step(before, levels[place]) + apart(levels[place], *heads) + after[place];
        let least = (0..levels.len()).map(cost).reduce(Exact::least).unwrap_or(Exact::ZERO);
        let ties = |place: &usize| cost(*place) < least + Exact::from(TIE);
        people.push((0..levels.len()).find(ties).map_or(0, |place| levels[place]));
    }
    people
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(heads: &[&str], kappa: &str) -> Vec<u32> {
        let exact = |text: &str| Exact::from(text.parse::<Decimal>().unwrap());
        team_plan(&heads.iter().map(|heads| exact(heads)).collect::<Vec<_>>(), exact(kappa))
    }

    /// Each with its working: a gap of one month costs 1 to stay, 2 κ to leave and come back.
    #[test]
    fn plans_by_hand() {
        // 1 to stay < 2 to leave and come back.
        assert_eq!(plan(&["1", "1", "0", "1", "1"], "1"), [1, 1, 1, 1, 1]);
        // 1 to stay > 0.5.
        assert_eq!(plan(&["1", "1", "0", "1", "1"], "0.25"), [1, 1, 0, 1, 1]);
        // 1 either way: the smaller.
        assert_eq!(plan(&["1", "1", "0", "1", "1"], "0.5"), [1, 1, 0, 1, 1]);
        // One month of one person is not worth an arrival and a departure: 1 without, 2 with.
        assert_eq!(plan(&["1"], "1"), [0]);
        assert_eq!(plan(&["1", "1"], "1"), [0, 0], "2 either way");
        assert_eq!(plan(&["1", "1", "1"], "1"), [1, 1, 1]);
        // Without a price of moving, the nearest; a half goes down.
        assert_eq!(plan(&["1.4", "1.5", "1.6", "2.5000000001"], "0"), [1, 1, 2, 2]);
        // A rise that lasts is followed, a peak of one month is not: 1 short against 2 of moves.
        assert_eq!(plan(&["2", "2", "3", "2", "2", "2"], "1"), [2, 2, 2, 2, 2, 2]);
        assert_eq!(plan(&["2", "2", "3", "3", "3", "2"], "1"), [2, 2, 3, 3, 3, 2]);
        assert!(plan(&[], "1").is_empty());
    }

    /// Every plan of up to three people over five months, tried: none costs less, and the first of those that cost the same is
    /// the smallest.
    #[test]
    fn no_plan_costs_less() {
        let cost = |plan: &[u32], tenths: &[i64], kappa: i64| -> i64 {
            let apart: i64 = plan.iter().zip(tenths).map(|(w, h)| (10 * i64::from(*w) - h).abs()).sum();
            let ends = std::iter::once(0).chain(plan.iter().copied()).chain([0]).collect::<Vec<_>>();
            apart + kappa * ends.windows(2).map(|w| i64::from(w[0].abs_diff(w[1]))).sum::<i64>()
        };
        let mut seed = 7_u64;
        for round in 0..300 {
            let mut next = || {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                i64::try_from(seed >> 40).unwrap()
            };
            let tenths: Vec<i64> = (0..5).map(|_| next() % 31).collect();
            let kappa = [0, 5, 7, 10, 20][round % 5];
            let all = (0..4_u32.pow(5)).map(|n| (0..5).rev().map(|at| n / 4_u32.pow(at) % 4).collect::<Vec<_>>());
            let best = all.min_by_key(|plan| (cost(plan, &tenths, kappa), plan.clone())).unwrap();
            let heads: Vec<Exact> = tenths.iter().map(|h| Exact::from(Decimal::new(*h, 1))).collect();
            assert_eq!(team_plan(&heads, Exact::from(Decimal::new(kappa, 1))), best, "{tenths:?}, {kappa}");
        }
    }
}
