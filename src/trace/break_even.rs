//! Where a site pays (method §3): the cost of the work that may move, there and at the reference site.

use super::Unit;
use super::expr::Expr;
use super::measure::ratio;
use super::tree::{Step, Trace};
use super::words::{text, titled};
use crate::engine::Origin;
use crate::model::bid::Index;
use crate::unit::{Exact, Number as _, Text};

impl Trace<'_> {
    /// `Σ effort × (cost there + coordination) / Σ effort × cost at the reference site`, over profiles that both
    /// have a cost for: the productivity from which the site pays.
    pub(super) fn pays_from(&self, lot: Option<Index>, site: Index) -> Step {
        let reference = self.bid.contract.reference;
        let at = &self.bid.sites[site];
        let (mut there, mut here) = (Vec::new(), Vec::new());
        for profile in 0..self.bid.profiles.len() {
            let effort = self.may_move(lot, profile);
            let costs = self.head_cost(profile, site).zip(self.head_cost(profile, reference));
            let Some((cost, at_reference)) = costs.filter(|_| !effort.is_nothing()) else { continue };
            let label = &self.bid.profiles[profile].label;
            let mut head = Expr::of(cost);
            if let Some(coordinator) = at.coordinator.and_then(|c| self.head_cost(c, reference)) {
                head = head + self.fig(at.coordination, Unit::Ratio) * Expr::of(coordinator);
            }
            let head = head.step(text("une personne, coordonnée", "a head, coordinated"), Unit::Euros);
            there.push((Expr::mention(&effort) * Expr::of(head)).step(label.clone(), Unit::Euros));
            here.push((Expr::of(effort) * Expr::of(at_reference)).step(label.clone(), Unit::Euros));
        }
        let sum = |place: Index, steps: Vec<Step>| {
            let place = &self.bid.sites[place].label;
            let label = Text::each(|lang| {
                titled(lang, lang.pick("le travail qui peut bouger", "the work that may move"), place.get(lang))
            });
            Step::sum(label, Unit::Euros, steps)
        };
        let label = Text::each(|lang| {
            let from =
                lang.pick("productivité dès laquelle le site est rentable", "productivity from which the site pays");
            titled(lang, from, at.label.get(lang))
        });
        ratio(sum(site, there), sum(reference, here)).step(label, Unit::Ratio)
    }

    /// The effort of a profile that may leave France, row by row of the plan.
    fn may_move(&self, lot: Option<Index>, profile: Index) -> Step {
        let plan = &self.estimate.plan;
        let mut steps = Vec::new();
        for row in plan.rows.iter().filter(|row| lot.is_none_or(|lot| lot == row.lot)) {
            let of = &self.bid.lots[row.lot];
            let onshore = match row.origin {
                Origin::Position(p) => &of.positions[p].onshore,
                Origin::Pool(p) => &self.bid.pools[p].onshore,
            };
            let members = &plan.crews[row.crew].members;
            for member in members.iter().filter(|member| onshore.is_none() && member.profile == profile) {
                let see = format!("{}/{}", of.id, row.nature.id());
                let label = text(format!("effort (voir {see})"), format!("effort (see {see})"));
                steps.push(Step::mention(label, Unit::Fte, plan.effort.total(row.effort) * member.share));
            }
        }
        steps.retain(|step| !step.is_nothing());
        let label = text("effort qui peut bouger, mois par mois", "effort that may move, month by month");
        Step::sum(label, Unit::Fte, steps)
    }

    /// What a head costs at a site over the contract, in days: `Σ worked × daily_cost`; `None` where the card lacks it,
    /// or costs nothing.
    fn head_cost(&self, profile: Index, site: Index) -> Option<Step> {
        let of_month = |m: usize| {
            let daily = self.daily_cost(profile, site, m)?;
            let month = self.bid.calendar_month(m);
            let label = Text::each(|lang| month.name(lang));
            Some((Expr::of(self.worked(site, m)) * Expr::of(daily)).step(label, Unit::Euros))
        };
        let months = (0..self.bid.contract.months).map(of_month).collect::<Option<Vec<Step>>>()?;
        let (profile, at) = (&self.bid.profiles[profile].label, &self.bid.sites[site].label);
        let label = Text::each(|lang| {
            let days = lang.pick("une personne sur le contrat, en jours", "a head over the contract, in days");
            titled(lang, days, &format!("{}, {}", profile.get(lang), at.get(lang)))
        });
        let cost = Step::sum(label, Unit::Euros, months);
        (cost.exact() != Exact::ZERO).then_some(cost)
    }
}
