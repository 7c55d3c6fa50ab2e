//! Where it is done and what a day costs there (method §1, §3, §4): worked days, shares, productivity, daily cost.

use super::expr::Expr;
use super::tree::{Step, Trace, Unit};
use super::words::{text, titled};
use crate::engine::obtained;
use crate::model::bid::{Index, Zone};
use crate::unit::{Exact, Number as _, Text};

impl Trace<'_> {
    /// `worked(s, m)`: the open days of the calendar month, less its part of the year's absence.
    pub(super) fn worked(&self, site: Index, m: usize) -> Step {
        let at = &self.bid.sites[site];
        let calendar = &self.bid.calendars[at.calendar];
        let month = self.bid.calendar_month(m);
        let open = Expr::plain(Exact::whole(calendar.open[m]), Unit::Days);
        let absence = self.fig(at.absence_days, Unit::Days);
        let absent = match at.absence_weights {
            Some(weights) => absence * self.fig(weights[month.number() as usize - 1], Unit::Share),
            None => absence / Expr::whole(12, Unit::Months),
        };
        let holidays: Vec<&str> = calendar.holidays[m].iter().map(|(_, name)| name.as_str()).collect();
        let label = Text::each(|lang| {
            let title = format!("{}, {}", month.name(lang), at.label.get(lang));
            let open = lang.pick("jours ouvrés moins absences", "open days less absence");
            match holidays.as_slice() {
                [] => titled(lang, &title, open),
                names => {
                    titled(lang, &title, &format!("{open} ({} {})", lang.pick("fériés", "holidays"), names.join(", ")))
                }
            }
        });
        (open - absent).step(label, Unit::Days)
    }

    /// `Σ worked` over some months.
    pub(super) fn worked_over(&self, site: Index, months: impl Iterator<Item = usize>) -> Step {
        let name = &self.bid.sites[site].label;
        let label = Text::each(|lang| {
            titled(lang, lang.pick("jours travaillés par personne", "days worked by a head"), name.get(lang))
        });
        Step::sum(label, Unit::Days, months.map(|m| self.worked(site, m)).collect())
    }

    /// `Σ worked` over the contract year `k`, from 0.
    pub(super) fn worked_in_year(&self, site: Index, k: usize) -> Step {
        let mut step = self.worked_over(site, self.bid.months_of(k));
        step.label = Text::each(|lang| format!("{}, {} {}", step.label.get(lang), lang.pick("année", "year"), k + 1));
        step
    }

    /// `w(s)`: the share of a site in a mix in the contract year `k`, with what must stay onshore where the site is
    /// the reference.
    pub(super) fn share(&self, site: Index, mix: Index, onshore: Option<&str>, k: usize) -> Step {
        let of = &self.bid.mixes[mix];
        let at = &self.bid.sites[site];
        let is_kept = |s: Index| onshore.is_some() && self.bid.sites[s].zone != Zone::Onshore;
        let goes_to = |s: Index| if is_kept(s) { self.bid.contract.reference } else { s };
        let here = || of.in_year(k).iter().filter(|(s, _)| goes_to(*s) == site);
        let sum = here().map(|(_, fig)| self.fig(*fig, Unit::Share)).reduce(|sum, share| sum + share);
        let label = Text::each(|lang| {
            let share = format!("{} {}", lang.pick("part de", "share of"), at.label.get(lang));
            let share = format!("{share}, {} « {} »", lang.pick("mix", "mix"), of.label.get(lang));
            let moved: Vec<&str> =
                here().filter(|(s, _)| is_kept(*s)).map(|(s, _)| self.bid.sites[*s].label.get(lang)).collect();
            match onshore {
                Some(why) if !moved.is_empty() => {
                    let kept = lang.pick("ramenée en France, depuis", "kept onshore, from");
                    format!("{share}, {kept} {} ({why})", moved.join(", "))
                }
                _ => share,
            }
        });
        sum.unwrap_or_else(Expr::nothing).step(label, Unit::Share)
    }

    /// Has this site a share of a mix in the contract year `k`?
    pub(super) fn has_share(&self, site: Index, mix: Index, onshore: bool, k: usize) -> bool {
        obtained(self.bid, self.inputs, mix, onshore, k).iter().any(|(s, share)| *s == site && !share.is_zero())
    }

    /// `productivity(s, t)`, `t` months after the site first had a share of the work.
    pub(super) fn productivity(&self, site: Index, t: usize) -> Step {
        let at = &self.bid.sites[site];
        let steady = self.fig(at.productivity_steady, Unit::Ratio);
        let ramp = at.productivity_start.zip(at.ramp_months);
        let months = Exact::whole(u32::try_from(t).unwrap_or(u32::MAX));
        let (expr, learning) = match ramp {
            Some((start, ramp)) if months < self.inputs[ramp] => {
                let start = || self.fig(start, Unit::Ratio);
                let reached = Expr::whole(t, Unit::Months) / self.fig(ramp, Unit::Months);
                (start() + (steady - start()) * reached, Some(t))
            }
            _ => (steady, None),
        };
        let label = Text::each(|lang| {
            let title = titled(lang, lang.pick("productivité", "productivity"), at.label.get(lang));
            match learning {
                Some(t) => format!("{title}, {} {t}", lang.pick("montée en compétence, mois", "learning, month")),
                None => title,
            }
        });
        expr.step(label, Unit::Ratio)
    }

    /// `daily_cost(profile, s, m)`; `None` where the card lacks it. An exchange rate of exactly 1 is left out.
    pub(super) fn daily_cost(&self, profile: Index, site: Index, m: usize) -> Option<Step> {
        let at = &self.bid.sites[site];
        let card = &self.bid.cards[at.card];
        let currency = self.bid.currencies[card.currency].thing;
        let month = self.bid.calendar_month(m);
        let (stated, fig) = card.in_force(profile, month)?;
        let in_euros = self.inputs[currency] == Exact::ONE;
        let mut expr = self.fig(fig, if in_euros { Unit::EurosPerDay } else { Unit::MoneyPerDay(card.currency) });
        let januaries = stated.januaries_to(month) as usize;
        if januaries > 0 {
            let risen = Expr::plain(Exact::ONE, Unit::Count) + self.fig(at.drift, Unit::Share);
            expr = expr * risen.power(januaries);
        }
        if !in_euros {
            expr = expr * self.fig(currency, Unit::Fx);
        }
        let profile = &self.bid.profiles[profile].label;
        let label = Text::each(|lang| {
            let (cost, at) = (lang.pick("coût journalier (CJM)", "daily cost"), at.label.get(lang));
            let since = if januaries == 0 {
                String::new()
            } else {
                format!(", {} {stated}", lang.pick("barème de", "card of"))
            };
            format!("{}, {at}{since}", titled(lang, cost, profile.get(lang)))
        });
        Some(expr.step(label, Unit::EurosPerDay))
    }

    /// The label of a profile at a site, for some work.
    pub(super) fn post_name(&self, profile: Index, site: Index, work: &str) -> Text {
        let (profile, site) = (&self.bid.profiles[profile].label, &self.bid.sites[site].label);
        Text::each(|lang| format!("{} ({work}), {}", profile.get(lang), site.get(lang)))
    }

    /// The label of the coordination of a site.
    pub(super) fn coordination_name(&self, profile: Index, site: Index) -> Text {
        let (profile, at) = (&self.bid.profiles[profile].label, &self.bid.sites[site].label);
        text(
            format!("coordination de {} : {}", at.fr, profile.fr),
            format!("coordination of {}: {}", at.en, profile.en),
        )
    }
}
