//! What it costs (method §3 and §4): posts month by month, coordination, platform, one-offs, overheads, provision.

use super::effort::seen;
use super::expr::Expr;
use super::tree::{Step, Trace, Unit};
use super::words::{base_name, months, nature_name, text, titled};
use crate::engine::{Origin, Parts, Row};
use crate::model::bid::{Index, Item, Nature, OverheadBase, Payer};
use crate::unit::{Exact, Number as _, Text};

/// The direct cost of something, part by part.
pub(super) struct Direct {
    own: Step,
    partners: Step,
    platform: Step,
    one_offs: Step,
}

/// Heads of a post, kept for the coordination of its site.
struct Heads {
    site: Index,
    label: Text,
    by_month: Vec<Exact>,
}

impl Trace<'_> {
    /// `full(l, n)` of a nature of a lot, before any spread.
    pub(super) fn own_full(&self, lot: Index, nature: Nature) -> Step {
        let rows = self.estimate.plan.rows.iter().filter(|row| row.lot == lot && row.nature == nature);
        let [own, partners] = self.labour(rows);
        let of = &self.bid.lots[lot];
        let items = of.platform.iter().filter(|item| item.nature == nature && item.paid_by == Payer::Bidder);
        let platform = items.map(|item| self.item(item)).collect();
        let one_offs = of.one_offs.iter().filter(|one_off| one_off.nature == nature);
        let one_offs = one_offs.map(|o| self.fig(o.amount, Unit::Euros).step(dated(o.month, &o.label), Unit::Euros));
        let direct = Direct {
            own,
            partners,
            platform: Step::sum(text("plateforme", "platform"), Unit::Euros, platform),
            one_offs: Step::sum(text("coûts ponctuels", "one-offs"), Unit::Euros, one_offs.collect()),
        };
        let label = Text::each(|lang| titled(lang, lang.pick("coût complet", "full cost"), nature_name(nature, lang)));
        self.full(lot, nature, label, direct)
    }

    /// The full cost of the days of one row.
    pub(super) fn full_of_row(&self, row: &Row, label: Text) -> Step {
        let [own, partners] = self.labour(std::iter::once(row));
        let nothing = || Step::sum(text("", ""), Unit::Euros, Vec::new());
        let direct = Direct { own, partners, platform: nothing(), one_offs: nothing() };
        self.full(row.lot, row.nature, label, direct)
    }

    /// `full(l, n)` of a part of the contract, before any spread, from its direct cost.
    pub(super) fn full_within(&self, lot: Index, nature: Nature, parts: Parts<Exact>) -> Step {
        let part = |label: Text, value: Exact| Step::mention(label, Unit::Euros, value);
        let direct = Direct {
            own: part(text("main-d’œuvre propre", "own labour"), parts.own),
            partners: part(text("main-d’œuvre des partenaires", "partners' labour"), parts.partners),
            platform: part(text("plateforme", "platform"), parts.platform),
            one_offs: part(text("coûts ponctuels", "one-offs"), parts.one_offs),
        };
        let id = &self.bid.lots[lot].id;
        let label = Text::each(|lang| {
            let (cost, see) = (lang.pick("coût complet", "full cost"), lang.pick("voir", "see"));
            format!("{} ({see} {id}/{})", titled(lang, cost, nature_name(nature, lang)), nature.id())
        });
        self.full(lot, nature, label, direct)
    }

    /// `direct + Σ overheads (rate × base) + provision × (direct + overheads)`.
    fn full(&self, lot: Index, nature: Nature, label: Text, direct: Direct) -> Step {
        let Direct { own, partners, platform, one_offs } = direct;
        let [o, p, i, f] = [own.exact(), partners.exact(), platform.exact(), one_offs.exact()];
        let parts = [own, partners, platform, one_offs]
            .into_iter()
            .filter(|part| !(part.children.is_empty() && part.is_nothing()));
        let direct = Step::sum(text("coût direct", "direct cost"), Unit::Euros, parts.collect());
        let overheads = self.bid.overheads.iter().map(|overhead| {
            let base = match overhead.base {
                OverheadBase::OwnLabour => o,
                OverheadBase::Partners => p,
                OverheadBase::Platform => i,
                OverheadBase::Direct => o + p + i + f,
            };
            let label = Text::each(|lang| {
                let of = lang.pick("sur", "on");
                format!("{} ({of} {})", overhead.label.get(lang), base_name(overhead.base, lang))
            });
            (self.fig(overhead.rate, Unit::Share) * Expr::plain(base, Unit::Euros)).step(label, Unit::Euros)
        });
        let overheads: Vec<Step> = overheads.filter(|step| !step.is_nothing()).collect();
        let before = overheads.iter().map(Expr::mention).fold(Expr::mention(&direct), |sum, overhead| sum + overhead);
        let provision = (self.fig(self.bid.lots[lot].terms(nature).provision, Unit::Share) * before)
            .step(text("provision pour risques", "provision for risk"), Unit::Euros);
        let costs = std::iter::once(direct).chain(overheads).chain([provision]);
        Step::sum(label, Unit::Euros, costs.collect())
    }

    /// The people of some rows, those of partners apart: each post, then the coordination of each site.
    fn labour<'r>(&self, rows: impl Iterator<Item = &'r Row>) -> [Step; 2] {
        let (mut own, mut partners, mut placed) = (Vec::new(), Vec::new(), Vec::new());
        for row in rows {
            let mut told = vec![false; self.bid.contract.months];
            let crew = &self.estimate.plan.crews[row.crew];
            for (index, member) in crew.members.iter().enumerate() {
                for (site, per_fte) in &self.estimate.plan.spreads[member.spread].sites {
                    let (step, heads) = self.post(row, index, *site, per_fte, &mut told);
                    if step.children.is_empty() {
                        continue;
                    }
                    placed.push(heads);
                    let is_partner = self.bid.sites[*site].partner.is_some();
                    if is_partner { partners.push(step) } else { own.push(step) }
                }
            }
        }
        own.extend((0..self.bid.sites.len()).filter_map(|site| self.coordination(site, &placed)));
        let own_label = text("main-d’œuvre propre", "own labour");
        let partners_label = text("main-d’œuvre des partenaires", "partners' labour");
        [Step::sum(own_label, Unit::Euros, own), Step::sum(partners_label, Unit::Euros, partners)]
    }

    /// A member of a row's crew at a site: `head = effort × w(s) / productivity(s, t)`.
    fn post(&self, row: &Row, member: Index, site: Index, per_fte: &[Exact], told: &mut [bool]) -> (Step, Heads) {
        let of = &self.estimate.plan.crews[row.crew].members[member];
        let of_lot = &self.bid.lots[row.lot];
        // What the plan's spread was made from, to explain its heads.
        let (work, share, mix, onshore) = match row.origin {
            Origin::Position(p) => {
                let position = &of_lot.positions[p];
                (position.id.clone(), None, &position.mix, &position.onshore)
            }
            Origin::Pool(p) => {
                let pool = &self.bid.pools[p];
                let in_pool = &pool.members[member];
                (format!("{}.{}", pool.id, in_pool.id), Some(in_pool.share), &in_pool.mix, &pool.onshore)
            }
        };
        let label = self.post_name(of.profile, site, &work);
        let (onshore, idle) = (onshore.as_deref(), self.is_idle(row));
        let first = per_fte.iter().position(|heads| !heads.is_zero()).unwrap_or(0);
        let heads = |m: usize, told: bool| {
            let k = self.bid.year_of(m);
            if !self.planned(row, m) || !self.has_share(site, mix[k], onshore.is_some(), k) {
                return None;
            }
            let mut heads = Expr::of(self.row_effort(row, idle, m, told));
            if let Some(share) = share {
                heads = heads * self.fig(share, Unit::Share);
            }
            heads =
                heads * Expr::of(self.share(site, mix[k], onshore, k)) / Expr::of(self.productivity(site, m - first));
            let step = heads.step(text("personnes", "heads"), Unit::Heads);
            (!step.is_nothing()).then_some(step)
        };
        let mut by_month = Vec::with_capacity(told.len());
        for (m, told) in told.iter_mut().enumerate() {
            let step = heads(m, *told);
            *told |= step.is_some();
            by_month.push(step);
        }
        let kept = by_month.iter().map(|step| step.as_ref().map_or(Exact::ZERO, Step::exact)).collect();
        let runs = self.runs(of.profile, site, by_month);
        (Step::sum(label.clone(), Unit::Euros, runs), Heads { site, label, by_month: kept })
    }

    /// The coordination of the heads at a site, by a profile of the reference site; `None` where there is none.
    fn coordination(&self, site: Index, placed: &[Heads]) -> Option<Step> {
        let at = &self.bid.sites[site];
        let profile = at.coordinator.filter(|_| !self.inputs[at.coordination].is_zero())?;
        let of_month = |m: usize| {
            let here = placed.iter().filter(|heads| heads.site == site && !heads.by_month[m].is_zero());
            let here = here.map(|h| seen(&Step::mention(h.label.clone(), Unit::Heads, h.by_month[m])));
            let label = Text::each(|lang| {
                titled(lang, lang.pick("personnes à coordonner", "heads to coordinate"), at.label.get(lang))
            });
            let heads = Step::sum(label, Unit::Heads, here.collect());
            let label = text("personnes qui coordonnent", "heads that coordinate");
            let is_there = !heads.is_nothing();
            is_there.then(|| (Expr::of(heads) * self.fig(at.coordination, Unit::Ratio)).step(label, Unit::Heads))
        };
        let heads = (0..self.bid.contract.months).map(of_month).collect();
        let runs = self.runs(profile, self.bid.contract.reference, heads);
        let label = self.coordination_name(profile, site);
        (!runs.is_empty()).then(|| Step::sum(label, Unit::Euros, runs))
    }

    /// What heads at a site cost, months of the same heads and the same daily cost together:
    /// `heads × Σ worked × daily_cost + heads × months × per_head_month`.
    fn runs(&self, profile: Index, site: Index, heads: Vec<Option<Step>>) -> Vec<Step> {
        let mut runs: Vec<(usize, usize, Step, Step)> = Vec::new();
        for (m, heads) in heads.into_iter().enumerate() {
            let (Some(heads), Some(daily)) = (heads, self.daily_cost(profile, site, m)) else { continue };
            match runs.last_mut() {
                Some((_, last, of, at)) if *last + 1 == m && *of == heads && *at == daily => *last = m,
                _ => runs.push((m, m, heads, daily)),
            }
        }
        let run = |(first, last, heads, daily): (usize, usize, Step, Step)| {
            let per_head = Expr::mention(&heads) * Expr::whole(last + 1 - first, Unit::Months);
            let per_head = per_head * self.fig(self.bid.sites[site].per_head_month, Unit::EurosPerMonth);
            let per_head = per_head.step(text("coûts par personne", "per-head costs"), Unit::Euros);
            let days = Expr::of(heads) * Expr::of(self.worked_over(site, first..=last));
            let days = days.step(text("jours travaillés", "days worked"), Unit::Days);
            let cost = Expr::of(days) * Expr::of(daily) + Expr::of(per_head);
            cost.step(months(self.bid, first, last), Unit::Euros)
        };
        runs.into_iter().map(run).collect()
    }

    /// An item of the platform: `count × unit_month × (1 + drift)^J`, months alike together.
    pub(super) fn item(&self, item: &Item) -> Step {
        let mut runs: Vec<(usize, usize, Step)> = Vec::new();
        for m in 0..self.bid.contract.months {
            let count = self.course(&item.count, m, Unit::Count);
            let mut cost = count * self.fig(item.unit_month, Unit::EurosPerMonth);
            let januaries = item.base_month.januaries_to(self.bid.calendar_month(m)) as usize;
            if januaries > 0 {
                let risen = Expr::plain(Exact::ONE, Unit::Count) + self.fig(item.drift, Unit::Share);
                cost = cost * risen.power(januaries);
            }
            let cost = cost.step(text("par mois", "a month"), Unit::EurosPerMonth);
            match runs.last_mut() {
                Some((_, last, same)) if *same == cost => *last = m,
                _ => runs.push((m, m, cost)),
            }
        }
        let run = |(first, last, cost): (usize, usize, Step)| {
            let total = Expr::of(cost) * Expr::whole(last + 1 - first, Unit::Months);
            total.step(months(self.bid, first, last), Unit::Euros)
        };
        Step::sum(item.label.clone(), Unit::Euros, runs.into_iter().map(run).collect())
    }
}

/// A label with the contract month it falls in.
fn dated(m: usize, label: &Text) -> Text {
    Text::each(|lang| format!("{} ({} {})", label.get(lang), lang.pick("mois", "month"), m + 1))
}
