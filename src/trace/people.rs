//! People of a lot or of all, or of a cut of them: heads, days, what they cost, the share away from France.

use super::Scope;
use super::Unit;
use super::expr::Expr;
use super::measure::ratio;
use super::tree::{Step, Trace};
use super::words::{nature_name, text, titled};
use crate::engine::{Post, Staffing, cell};
use crate::model::Bid;
use crate::model::bid::{Index, Nature, Zone};
use crate::unit::{Exact, Number as _, Text};

/// People of some lots, summed up.
pub(super) struct People<'a> {
    pub lots: Vec<Index>,
    pub scope: Scope,
    pub bid: &'a Bid,
    pub staffing: &'a Staffing<Exact>,
}

impl People<'_> {
    /// Is a post of the scope?
    fn takes(&self, post: &Post) -> bool {
        let Scope { nature, profile, site, zone, .. } = self.scope;
        self.lots.contains(&post.lot)
            && nature.is_none_or(|nature| nature == post.nature)
            && profile.is_none_or(|profile| profile == post.profile)
            && site.is_none_or(|site| site == post.site)
            && zone.is_none_or(|zone| zone == self.bid.sites[post.site].zone)
    }

    /// The natures of the scope.
    pub fn natures(&self) -> impl Iterator<Item = Nature> + use<> {
        let wanted = self.scope.nature;
        Nature::ALL.into_iter().filter(move |nature| wanted.is_none_or(|one| one == *nature))
    }
}

impl Trace<'_> {
    /// The contract months of a scope.
    pub(super) fn months_of(&self, scope: Scope) -> std::ops::Range<usize> {
        scope.year.map_or(0..self.bid.contract.months, |k| self.bid.months_of(k))
    }

    /// The cost of people: of each nature of each lot, or of a profile or site or year, month by month.
    pub(super) fn labour_cost(&self, people: &People<'_>) -> Step {
        if !people.scope.is_of_people() && people.scope.year.is_none() {
            return self.labour_of(people);
        }
        let sites = 0..self.bid.sites.len();
        let posts = sites.flat_map(|site| (0..self.bid.profiles.len()).map(move |profile| (site, profile)));
        let steps = posts.filter_map(|(site, profile)| self.labour_at(people, site, profile)).collect();
        Step::sum(text("coût des équipes", "cost of people"), Unit::Euros, steps)
    }

    /// `Σ heads × (worked × daily_cost + per_head_month)` of a profile at a site; `None` where nobody is there.
    fn labour_at(&self, people: &People<'_>, site: Index, profile: Index) -> Option<Step> {
        let of_month = |m: usize| {
            let heads = self.heads_at(people, site, m, &|post| post.profile == profile);
            let daily = self.daily_cost(profile, site, m).filter(|_| !heads.is_nothing())?;
            let per_head = Expr::mention(&heads) * self.fig(self.bid.sites[site].per_head_month, Unit::EurosPerMonth);
            let cost = Expr::of(heads) * Expr::of(self.worked(site, m)) * Expr::of(daily) + per_head;
            let month = self.bid.calendar_month(m);
            Some(cost.step(Text::each(|lang| month.name(lang)), Unit::Euros))
        };
        let months: Vec<Step> = self.months_of(people.scope).filter_map(of_month).collect();
        let (profile, site) = (&self.bid.profiles[profile].label, &self.bid.sites[site].label);
        let label = Text::each(|lang| format!("{}, {}", profile.get(lang), site.get(lang)));
        (!months.is_empty()).then(|| Step::sum(label, Unit::Euros, months))
    }

    /// The cost of people, of each nature of each lot.
    fn labour_of(&self, people: &People<'_>) -> Step {
        let natures = people.lots.iter().flat_map(|lot| people.natures().map(move |nature| (*lot, nature)));
        let of_nature = |(lot, nature): (Index, Nature)| {
            let of = &self.bid.lots[lot];
            let label = Text::each(|lang| {
                let see = lang.pick("voir", "see");
                let name = nature_name(nature, lang);
                format!("{}, {name} ({see} {}/{})", of.label.get(lang), of.id, nature.id())
            });
            Step::mention(label, Unit::Euros, self.estimate.cost.direct[cell(lot, nature)].labour())
        };
        let natures = natures.map(of_nature).filter(|step| !step.is_nothing()).collect();
        Step::sum(text("coût des équipes", "cost of people"), Unit::Euros, natures)
    }

    /// Heads in the month `m`, site by site.
    pub(super) fn heads(&self, people: &People<'_>, m: usize) -> Step {
        let sites = (0..self.bid.sites.len()).map(|site| self.heads_at(people, site, m, &|_| true));
        let month = self.bid.calendar_month(m);
        let label = Text::each(|lang| titled(lang, &month.name(lang), lang.pick("personnes", "heads")));
        Step::sum(label, Unit::Heads, sites.filter(|step| !step.is_nothing()).collect())
    }

    /// Heads of the posts that `keep` takes, at a site in the month `m`.
    fn heads_at(&self, people: &People<'_>, site: Index, m: usize, keep: &dyn Fn(&Post) -> bool) -> Step {
        let posts = people.staffing.posts_where(|post| post.site == site && people.takes(post) && keep(post));
        let of_post = |(index, post): (Index, &Post)| {
            let of = &self.bid.lots[post.lot];
            let label = Text::each(|lang| {
                let profile = self.bid.profiles[post.profile].label.get(lang);
                format!("{profile} ({} {}/{})", lang.pick("voir", "see"), of.id, post.nature.id())
            });
            Step::mention(label, Unit::Heads, people.staffing.heads.row(index)[m])
        };
        let posts = posts.map(of_post).filter(|step| !step.is_nothing()).collect();
        let label = Text::each(|lang| {
            titled(lang, self.bid.sites[site].label.get(lang), lang.pick("personnes présentes", "heads present"))
        });
        Step::sum(label, Unit::Heads, posts)
    }

    /// Days of the posts that `keep` takes, site by site: `Σ heads × worked`.
    pub(super) fn days(&self, people: &People<'_>, label: Text, keep: impl Fn(&Post) -> bool) -> Step {
        let of_site = |site: Index| {
            let of_month = |m: usize| {
                let heads = self.heads_at(people, site, m, &keep);
                let month = self.bid.calendar_month(m);
                let label = Text::each(|lang| month.name(lang));
                (!heads.is_nothing())
                    .then(|| (Expr::of(heads) * Expr::of(self.worked(site, m))).step(label, Unit::Days))
            };
            let months: Vec<Step> = self.months_of(people.scope).filter_map(of_month).collect();
            let label =
                Text::each(|lang| titled(lang, self.bid.sites[site].label.get(lang), lang.pick("jours", "days")));
            (!months.is_empty()).then(|| Step::sum(label, Unit::Days, months))
        };
        Step::sum(label, Unit::Days, (0..self.bid.sites.len()).filter_map(of_site).collect())
    }

    /// The effort that mixes ask for away from France, or that is done there where work that must stay onshore does,
    /// over all effort.
    pub(super) fn away(&self, people: &People<'_>, obtained: bool) -> Step {
        let (mut all, mut away) = (Vec::new(), Vec::new());
        let plan = &self.estimate.plan;
        for row in plan.rows.iter().filter(|row| people.lots.contains(&row.lot)) {
            let of = &self.bid.lots[row.lot];
            for member in &plan.crews[row.crew].members {
                for (k, mix) in plan.spreads[member.spread].mix().iter().enumerate() {
                    let effort = &plan.effort.row(row.effort)[self.bid.months_of(k)];
                    let done = effort.iter().copied().sum::<Exact>() * member.share;
                    if done.is_zero() {
                        continue;
                    }
                    let label = Text::each(|lang| {
                        let profile = self.bid.profiles[member.profile].label.get(lang);
                        let (year, see) = (lang.pick("année", "year"), lang.pick("voir", "see"));
                        format!("{profile}, {year} {} ({see} {}/{})", k + 1, of.id, row.nature.id())
                    });
                    let done = Step::mention(label.clone(), Unit::Fte, done);
                    let shares = self.bid.mixes[*mix].in_year(k).iter();
                    let shares = shares.filter(|(site, _)| self.bid.sites[*site].zone != Zone::Onshore);
                    let share = shares.map(|(_, fig)| self.fig(*fig, Unit::Share)).reduce(|sum, share| sum + share);
                    let stays = obtained && plan.spreads[member.spread].onshore();
                    if let Some(share) = share.filter(|_| !stays) {
                        away.push((Expr::of(done.clone()) * share).step(label, Unit::Fte));
                    }
                    all.push(done);
                }
            }
        }
        let (part, share) = if obtained {
            let part = text("effort hors de France", "effort away from France");
            (part, text("part obtenue hors de France", "share obtained away from France"))
        } else {
            let part = text("effort demandé hors de France", "effort asked for away from France");
            (part, text("part demandée hors de France", "share asked for away from France"))
        };
        let away = Step::sum(part, Unit::Fte, away);
        let all = Step::sum(text("effort, mois par mois", "effort, month by month"), Unit::Fte, all);
        ratio(away, all).step(share, Unit::Share)
    }
}
