//! Heads and days: people by month, profile and site, coordination among them (method §3).

use super::{Inputs, Plan, Table, cell, site_productivity};
use crate::model::Bid;
use crate::model::bid::{Index, Nature};
use crate::unit::Number;

/// People, each month.
#[derive(Debug, Clone)]
pub struct Staffing<N> {
    /// Who is where, each a row of `heads`.
    pub posts: Vec<Post>,
    /// `head(p, s, m)`.
    pub heads: Table<N>,
}

/// A profile at a site, for a row of the plan.
#[derive(Debug, Clone, Copy)]
pub struct Post {
    /// The lot.
    pub lot: Index,
    /// The nature.
    pub nature: Nature,
    /// The profile.
    pub profile: Index,
    /// The site.
    pub site: Index,
    /// What it is for.
    pub duty: Duty,
}

/// What a post is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duty {
    /// The work of a row of the plan.
    Work {
        /// The row.
        row: Index,
        /// Its member in the row's crew.
        member: Index,
    },
    /// Coordination of the heads at a site.
    Coordination {
        /// The site coordinated.
        site: Index,
    },
}

/// Places the plan's effort: every head, every month.
#[must_use]
pub fn staffing<N: Number>(bid: &Bid, inputs: &Inputs<N>, plan: &Plan<N>) -> Staffing<N> {
    let months = bid.contract.months;
    let sites = bid.sites.len();
    let mut staffing = Staffing { posts: Vec::new(), heads: Table::with_capacity(plan.rows.len() * 2, months) };
    let mut by_site: Table<N> = Table::new(bid.lots.len() * Nature::ALL.len() * sites, months);
    for (r, row) in plan.rows.iter().enumerate() {
        let effort = plan.effort.row(row.effort);
        for (index, member) in plan.crews[row.crew].members.iter().enumerate() {
            for (site, per_fte) in &plan.spreads[member.spread].sites {
                let heads = effort.iter().zip(per_fte).map(|(e, per_fte)| *e * member.share * *per_fte);
                let place = staffing.heads.push(heads);
                let duty = Duty::Work { row: r, member: index };
                staffing.posts.push(Post {
                    lot: row.lot,
                    nature: row.nature,
                    profile: member.profile,
                    site: *site,
                    duty,
                });
                let sum = by_site.row_mut(cell(row.lot, row.nature) * sites + site);
                sum.iter_mut().zip(staffing.heads.row(place)).for_each(|(sum, head)| *sum += *head);
            }
        }
    }
    // Coordinators are not coordinated: they come after all others are counted.
    for lot in 0..bid.lots.len() {
        for nature in Nature::ALL {
            for (s, site) in bid.sites.iter().enumerate() {
                let heads = by_site.row(cell(lot, nature) * sites + s);
                let ratio = inputs[site.coordination];
                if let Some(profile) = site.coordinator
                    && !ratio.is_zero()
                    && heads.iter().any(|h| !h.is_zero())
                {
                    staffing.heads.push(heads.iter().map(|h| *h * ratio));
                    let duty = Duty::Coordination { site: s };
                    staffing.posts.push(Post { lot, nature, profile, site: bid.contract.reference, duty });
                }
            }
        }
    }
    staffing
}

impl<N: Number> Staffing<N> {
    /// `days(p, s, m)` of a post.
    pub fn days<'a>(&'a self, plan: &'a Plan<N>, post: Index) -> impl Iterator<Item = N> + 'a {
        let worked = plan.worked.row(self.posts[post].site);
        self.heads.row(post).iter().zip(worked).map(|(head, worked)| *head * *worked)
    }

    /// The posts that `keep` takes, with their places.
    pub fn posts_where(&self, keep: impl Fn(&Post) -> bool) -> impl Iterator<Item = (Index, &Post)> {
        self.posts.iter().enumerate().filter(move |(_, post)| keep(post))
    }

    /// `head × productivity(s, t)` of the work of the posts that `keep` takes, by month: what their people do, in FTE
    /// of the reference site. Over their heads it is how far they have learnt.
    #[must_use]
    pub fn output_where(&self, bid: &Bid, inputs: &Inputs<N>, plan: &Plan<N>, keep: impl Fn(&Post) -> bool) -> Vec<N> {
        let mut sum = vec![N::ZERO; self.heads.months()];
        for (index, post) in self.posts_where(keep) {
            let Duty::Work { row, member } = post.duty else { continue };
            let spread = &plan.spreads[plan.crews[plan.rows[row].crew].members[member].spread];
            let per_fte = spread.sites.iter().find(|(site, _)| *site == post.site).map_or(&[][..], |(_, heads)| heads);
            let first = per_fte.iter().position(|heads| !heads.is_zero()).unwrap_or(0);
            for (m, (sum, head)) in sum.iter_mut().zip(self.heads.row(index)).enumerate() {
                if !head.is_zero() {
                    *sum += *head * site_productivity(bid, inputs, post.site, m.saturating_sub(first));
                }
            }
        }
        sum
    }

    /// `Σ days` of the posts that `keep` takes, by month.
    #[must_use]
    pub fn days_where(&self, plan: &Plan<N>, keep: impl Fn(&Post) -> bool) -> Vec<N> {
        let mut sum = vec![N::ZERO; self.heads.months()];
        for (index, _) in self.posts_where(keep) {
            sum.iter_mut().zip(self.days(plan, index)).for_each(|(sum, days)| *sum += days);
        }
        sum
    }

    /// `Σ heads` of the posts that `keep` takes, by month.
    #[must_use]
    pub fn heads_where(&self, keep: impl Fn(&Post) -> bool) -> Vec<N> {
        let mut sum = vec![N::ZERO; self.heads.months()];
        for (index, _) in self.posts_where(keep) {
            sum.iter_mut().zip(self.heads.row(index)).for_each(|(sum, head)| *sum += *head);
        }
        sum
    }
}
