//! What a comparison shows of a bid, or of a lot: price, cost, margin, days, people, the share away from France.

use super::Unit;
use super::expr::Expr;
use super::tree::{Step, Trace};
use super::words::{each, line_name, nature_name, text, titled};
use crate::engine::{Duty, Post, Staffing, cell, staffing};
use crate::model::bid::{Index, Nature, Unit as LineUnit, Zone};
use crate::unit::{Exact, Number as _, Text};

/// A figure of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// The price, TTC.
    Gross,
    /// The price, HT.
    Net,
    /// The full cost.
    Cost,
    /// The margin of the rounded DQE, a share of the price.
    Margin,
    /// Days worked.
    Days,
    /// Average heads.
    Fte,
    /// The most heads in a month.
    Peak,
    /// The share of the work that the mixes ask for away from France.
    Asked,
    /// The share of the work done away from France.
    Away,
    /// The share of the days of work away from France.
    AwayDays,
    /// The margin of the rounded DQE, in euros.
    MarginEuros,
    /// The average price of a work unit.
    WorkUnit,
    /// The average cost of a day.
    DailyCost,
    /// The average price of a day.
    DailyRate,
}

impl Measure {
    /// Every one.
    pub const ALL: [Self; 14] = [
        Self::Gross,
        Self::Net,
        Self::Cost,
        Self::Margin,
        Self::Days,
        Self::Fte,
        Self::Peak,
        Self::Asked,
        Self::Away,
        Self::AwayDays,
        Self::MarginEuros,
        Self::WorkUnit,
        Self::DailyCost,
        Self::DailyRate,
    ];

    /// The name it goes by, after a lot or `all`: `ror/cost`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Gross => "gross",
            Self::Net => "net",
            Self::Cost => "cost",
            Self::Margin => "margin",
            Self::Days => "days",
            Self::Fte => "fte",
            Self::Peak => "peak",
            Self::Asked => "asked",
            Self::Away => "away",
            Self::AwayDays => "away-days",
            Self::MarginEuros => "margin-euros",
            Self::WorkUnit => "work-unit",
            Self::DailyCost => "daily-cost",
            Self::DailyRate => "daily-rate",
        }
    }
}

/// People of some lots, summed up.
struct People<'a> {
    lots: Vec<Index>,
    staffing: &'a Staffing<Exact>,
}

impl Trace<'_> {
    /// A measure of a lot or of all.
    pub(super) fn measure(&self, lot: Option<Index>, measure: Measure) -> Step {
        let lots: Vec<Index> = lot.map_or_else(|| (0..self.bid.lots.len()).collect(), |l| vec![l]);
        let staffing = staffing(self.bid, self.inputs, &self.estimate.plan);
        let people = People { lots, staffing: &staffing };
        match measure {
            Measure::Gross => self.over(&people, text("total TTC", "gross total"), Self::lot),
            Measure::Net => self.over(&people, text("total HT", "net total"), Self::net),
            Measure::Cost => self.cost(&people),
            Measure::Margin => {
                let net = self.over(&people, text("total HT", "net total"), Self::net);
                let again = Expr::mention(&net);
                let margin = (Expr::of(net) - Expr::of(self.cost(&people))) / again;
                margin.step(text("marge du DQE arrondi", "margin of the rounded DQE"), Unit::Share)
            }
            Measure::Days => self.days(&people, text("jours travaillés", "days worked"), |_| true),
            Measure::Fte => {
                let months = self.bid.contract.months;
                let by_month = (0..months).map(|m| self.heads(&people, m)).collect();
                let sum =
                    Step::sum(text("Σ personnes, mois par mois", "Σ heads, month by month"), Unit::Heads, by_month);
                let average = Expr::of(sum) / Expr::whole(months, Unit::Months);
                average.step(text("personnes en moyenne", "average heads"), Unit::Heads)
            }
            Measure::Peak => {
                let months = (0..self.bid.contract.months).map(|m| self.heads(&people, m));
                let peak = months.reduce(|peak, month| if month.value > peak.value { month } else { peak });
                peak.unwrap_or_else(|| Expr::nothing().step(text("personnes", "heads"), Unit::Heads))
            }
            Measure::MarginEuros => {
                let net = self.over(&people, text("total HT", "net total"), Self::net);
                (Expr::of(net) - Expr::of(self.cost(&people))).step(text("marge", "margin"), Unit::Euros)
            }
            Measure::WorkUnit => self.work_unit(&people),
            Measure::Asked => self.away(&people, false),
            Measure::Away => self.away(&people, true),
            Measure::AwayDays => {
                let is_work = |post: &Post| matches!(post.duty, Duty::Work { .. });
                let away = |post: &Post| is_work(post) && self.bid.sites[post.site].zone != Zone::Onshore;
                let all = self.days(
                    &people,
                    text("jours de travail, hors coordination", "days of work, without coordination"),
                    is_work,
                );
                let there = self.days(&people, text("jours hors de France", "days away from France"), away);
                ratio(there, all)
                    .step(text("part des jours hors de France", "share of days away from France"), Unit::Share)
            }
            Measure::DailyCost => {
                let days = self.days(&people, text("jours travaillés", "days worked"), |_| true);
                ratio(self.labour_of(&people), days).step(text("CJM", "average daily cost"), Unit::EurosPerDay)
            }
            Measure::DailyRate => {
                let days = self.days(&people, text("jours travaillés", "days worked"), |_| true);
                let net = self.over(&people, text("total HT", "net total"), Self::net);
                ratio(net, days).step(text("TJM", "average daily rate"), Unit::EurosPerDay)
            }
        }
    }

    /// A step of each lot, summed where there are several.
    fn over(&self, people: &People<'_>, label: Text, of_lot: impl Fn(&Self, Index) -> Step) -> Step {
        let mut steps: Vec<Step> = people.lots.iter().map(|lot| of_lot(self, *lot)).collect();
        if steps.len() == 1 { steps.remove(0) } else { Step::sum(label, Unit::Euros, steps) }
    }

    /// The full cost, of every nature as it is sold.
    fn cost(&self, people: &People<'_>) -> Step {
        self.over(people, text("coût complet", "full cost"), |trace, lot| {
            let natures = Nature::ALL.into_iter().map(|nature| trace.full_sold(lot, nature));
            let label = each(|lang| {
                titled(
                    lang,
                    lang.pick("coût complet du lot", "full cost of the lot"),
                    trace.bid.lots[lot].label.get(lang),
                )
            });
            Step::sum(label, Unit::Euros, natures.filter(|step| !step.is_nothing()).collect())
        })
    }

    /// The cost of people, of each nature of each lot.
    fn labour_of(&self, people: &People<'_>) -> Step {
        let natures = people.lots.iter().flat_map(|lot| Nature::ALL.into_iter().map(move |nature| (*lot, nature)));
        let of_nature = |(lot, nature): (Index, Nature)| {
            let of = &self.bid.lots[lot];
            let label = each(|lang| {
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
    fn heads(&self, people: &People<'_>, m: usize) -> Step {
        let sites = (0..self.bid.sites.len()).map(|site| self.heads_at(people, site, m, &|_| true));
        let month = self.bid.calendar_month(m);
        let label = each(|lang| titled(lang, &month.name(lang), lang.pick("personnes", "heads")));
        Step::sum(label, Unit::Heads, sites.filter(|step| !step.is_nothing()).collect())
    }

    /// Heads of the posts that `keep` takes, at a site in the month `m`.
    fn heads_at(&self, people: &People<'_>, site: Index, m: usize, keep: &dyn Fn(&Post) -> bool) -> Step {
        let posts =
            people.staffing.posts_where(|post| post.site == site && people.lots.contains(&post.lot) && keep(post));
        let of_post = |(index, post): (Index, &Post)| {
            let of = &self.bid.lots[post.lot];
            let label = each(|lang| {
                let profile = self.bid.profiles[post.profile].label.get(lang);
                format!("{profile} ({} {}/{})", lang.pick("voir", "see"), of.id, post.nature.id())
            });
            Step::mention(label, Unit::Heads, people.staffing.heads.row(index)[m])
        };
        let posts = posts.map(of_post).filter(|step| !step.is_nothing()).collect();
        let label = each(|lang| {
            titled(lang, self.bid.sites[site].label.get(lang), lang.pick("personnes présentes", "heads present"))
        });
        Step::sum(label, Unit::Heads, posts)
    }

    /// Days of the posts that `keep` takes, site by site: `Σ heads × worked`.
    fn days(&self, people: &People<'_>, label: Text, keep: impl Fn(&Post) -> bool) -> Step {
        let of_site = |site: Index| {
            let of_month = |m: usize| {
                let heads = self.heads_at(people, site, m, &keep);
                let month = self.bid.calendar_month(m);
                let label = each(|lang| month.name(lang));
                (!heads.is_nothing())
                    .then(|| (Expr::of(heads) * Expr::of(self.worked(site, m))).step(label, Unit::Days))
            };
            let months: Vec<Step> = (0..self.bid.contract.months).filter_map(of_month).collect();
            let label = each(|lang| titled(lang, self.bid.sites[site].label.get(lang), lang.pick("jours", "days")));
            (!months.is_empty()).then(|| Step::sum(label, Unit::Days, months))
        };
        Step::sum(label, Unit::Days, (0..self.bid.sites.len()).filter_map(of_site).collect())
    }

    /// The effort that mixes ask for away from France, or that is done there where work that must stay onshore does,
    /// over all effort.
    fn away(&self, people: &People<'_>, obtained: bool) -> Step {
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
                    let label = each(|lang| {
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

    /// The amounts of lines sold by the work unit, over how many are sold.
    fn work_unit(&self, people: &People<'_>) -> Step {
        let (mut amounts, mut counts) = (Vec::new(), Vec::new());
        for &lot in &people.lots {
            let of = &self.bid.lots[lot];
            for (j, line) in of.lines.iter().enumerate().filter(|(_, line)| line.unit == LineUnit::WorkUnit) {
                let see = format!("{}/{}", of.id, line.code);
                let label = text(format!("prix unitaire HT (voir {see})"), format!("unit price, net (see {see})"));
                let price = Step::mention(label, Unit::Euros, self.estimate.dqe.lines[lot][j].unit_price);
                let amount = Expr::of(price) * Expr::of(self.quantity(lot, j));
                amounts.push(amount.step(Text::same(&line_name(line)), Unit::Euros));
                counts.push(self.quantity(lot, j));
            }
        }
        let amounts = Step::sum(text("montants des UO", "amounts of work units"), Unit::Euros, amounts);
        let counts = Step::sum(text("UO vendues", "work units sold"), Unit::Count, counts);
        ratio(amounts, counts).step(text("prix moyen d’une UO", "average price of a work unit"), Unit::Euros)
    }
}

/// One over the other; nothing over nothing.
fn ratio(part: Step, whole: Step) -> Expr {
    if whole.is_nothing() { Expr::nothing() } else { Expr::of(part) / Expr::of(whole) }
}
