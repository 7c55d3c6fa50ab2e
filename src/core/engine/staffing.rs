//! Heads and days: people by month, profile and site, coordination among them (method §3).

use typed_index_collections::TiVec;

use super::id::{CellId, PostId, RowId, WorkPostId};
use super::table::cells;
use super::{Inputs, Name, Named, Plan, Table, Thing, What, cell};
use crate::model::Bid;
use crate::model::bid::{LotId, MemberId, Nature, ProfileId, SiteId};

/// People, each month.
#[derive(Debug, Clone)]
pub struct Staffing<N> {
    /// Who is where, each a row of `heads`.
    pub posts: TiVec<PostId, Post>,
    /// `head(p, s, m)`.
    pub heads: Table<PostId, N>,
}

/// A profile at a site, for a row of the plan.
#[derive(Debug, Clone, Copy)]
pub struct Post {
    /// The lot.
    pub lot: LotId,
    /// The nature.
    pub nature: Nature,
    /// The profile.
    pub profile: ProfileId,
    /// The site.
    pub site: SiteId,
    /// What it is for.
    pub duty: Duty,
}

/// What a post is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duty {
    /// The work of a row of the plan.
    Work {
        /// The row.
        row: RowId,
        /// Its member in the row's crew.
        member: MemberId,
    },
    /// Coordination of the heads at a site.
    Coordination {
        /// The site coordinated.
        site: SiteId,
    },
}

/// Places the plan's effort: every head, every month.
#[must_use]
pub fn staffing<N: Named>(bid: &Bid, inputs: &Inputs<N>, plan: &Plan<N>) -> Staffing<N> {
    let months = bid.contract.months;
    let mut staffing = Staffing { posts: TiVec::new(), heads: Table::with_capacity(plan.rows.len() * 2, months) };
    let mut by_site: TiVec<CellId, Table<SiteId, N>> = cells(bid, Table::new(bid.sites.len(), months));
    for (place, post) in plan.posts.iter_enumerated().filter(|(_, post)| !plan.rows[post.row].idle) {
        let row = &plan.rows[post.row];
        let heads = plan.heads.row(place);
        staffing.heads.push(heads.iter().copied());
        let duty = Duty::Work { row: post.row, member: post.member };
        let (profile, site) = (post.profile, post.site);
        staffing.posts.push(Post { lot: row.lot, nature: row.nature, profile, site, duty });
        let sum = by_site[cell(row.lot, row.nature)].row_mut(site);
        sum.iter_mut().zip(heads).for_each(|(sum, head)| *sum += *head);
    }
    // Coordinators are not coordinated: they come after all others are counted.
    for lot in bid.lots.keys() {
        for nature in Nature::ALL {
            for (s, site) in bid.sites.iter_enumerated() {
                let heads = by_site[cell(lot, nature)].row(s);
                let ratio = inputs[site.coordination];
                if let Some(profile) = site.coordinator
                    && !ratio.is_absent()
                    && heads.iter().any(|h| !h.is_absent())
                {
                    let name = Name::of(What::Coordinators).nature(lot, nature).profile(profile).site(s);
                    let months = heads.iter().enumerate();
                    staffing.heads.push(months.map(|(m, h)| (*h * ratio).named(|| name.month(m))));
                    let duty = Duty::Coordination { site: s };
                    staffing.posts.push(Post { lot, nature, profile, site: bid.contract.reference, duty });
                }
            }
        }
    }
    staffing
}

impl Post {
    /// The name of a step of what a post does.
    #[must_use]
    pub fn name<N: Named>(&self, plan: &Plan<N>, step: What) -> Name {
        match self.duty {
            Duty::Work { row, member } => plan.rows[row].name(member, step),
            Duty::Coordination { site } => Name::of(step).nature(self.lot, self.nature).thing(Thing::Coordinated(site)),
        }
    }
}

impl<N: Named> Staffing<N> {
    /// `days(p, s, m)` of a post.
    pub fn days<'a>(&'a self, plan: &'a Plan<N>, post: PostId) -> impl Iterator<Item = N> + 'a {
        let of = self.posts[post];
        let name = of.name(plan, What::Days).profile(of.profile).site(of.site);
        let months = self.heads.row(post).iter().zip(plan.worked.row(of.site)).enumerate();
        months.map(move |(m, (head, worked))| (*head * *worked).named(|| name.month(m)))
    }

    /// The post of a member of a crew at a site, of a row that is done: they come first, in the order of the plan.
    #[must_use]
    pub fn of_work(&self, post: WorkPostId) -> PostId {
        usize::from(post).into()
    }

    /// The posts that `keep` takes, with their places.
    pub fn posts_where(&self, keep: impl Fn(&Post) -> bool) -> impl Iterator<Item = (PostId, &Post)> {
        self.posts.iter_enumerated().filter(move |(_, post)| keep(post))
    }

    /// `head × productivity(s, t)` of the work of the posts that `keep` takes, by month: what their people do, in FTE
    /// of the reference site. Over their heads it is how far they have learnt.
    #[must_use]
    pub fn output_where(&self, plan: &Plan<N>, keep: impl Fn(&Post) -> bool) -> Vec<N> {
        let mut sum = vec![N::ZERO; self.heads.months()];
        for (index, post) in self.posts_where(keep) {
            let Duty::Work { row, member } = post.duty else { continue };
            let spread = &plan.spreads[plan.crews[plan.rows[row].crew].members[member].spread];
            let Some(at) = spread.sites.iter().find(|at| at.site == post.site) else { continue };
            let there = sum.iter_mut().zip(self.heads.row(index)).zip(&at.productivity);
            there.for_each(|((sum, head), productivity)| *sum += *head * *productivity);
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
