//! What a comparison shows of a bid, of a lot, or of a cut of them: price, cost, margin, days, people, shares.

use super::expr::Expr;
use super::people::People;
use super::tree::{Step, Trace};
use super::words::{text, titled};
use super::{Measure, Scope, Unit};
use crate::engine::{Duty, Post, cell, monthly, staffing};
use crate::model::bid::{Index, Payer, Unit as LineUnit, Zone};
use crate::unit::Text;

impl Trace<'_> {
    /// A measure of a lot or of all.
    pub(super) fn measure(&self, scope: Scope, measure: Measure) -> Step {
        let lots: Vec<Index> = scope.lot.map_or_else(|| (0..self.bid.lots.len()).collect(), |l| vec![l]);
        let staffing = staffing(self.bid, self.inputs, &self.estimate.plan);
        let people = People { lots, scope, bid: self.bid, staffing: &staffing };
        match measure {
            Measure::Gross => self.over(&people, text("total TTC", "gross total"), Self::lot),
            Measure::Net => self.price(&people),
            Measure::Cost => self.cost(&people),
            Measure::Margin => {
                let net = self.price(&people);
                let again = Expr::mention(&net);
                let margin = Expr::of(net) - Expr::of(self.cost(&people));
                (margin / again).step(text("marge du DQE arrondi", "margin of the rounded DQE"), Unit::Share)
            }
            Measure::Days => self.days(&people, text("jours travaillés", "days worked"), |_| true),
            Measure::Fte => {
                let months = self.months_of(scope);
                let (count, by_month) = (months.len(), months.map(|m| self.heads(&people, m)).collect());
                let sum =
                    Step::sum(text("Σ personnes, mois par mois", "Σ heads, month by month"), Unit::Heads, by_month);
                let average = Expr::of(sum) / Expr::whole(count, Unit::Months);
                average.step(text("personnes en moyenne", "average heads"), Unit::Heads)
            }
            Measure::Peak => {
                let months = (0..self.bid.contract.months).map(|m| self.heads(&people, m));
                let peak = months.reduce(|peak, month| if month.value > peak.value { month } else { peak });
                peak.unwrap_or_else(|| Expr::nothing().step(text("personnes", "heads"), Unit::Heads))
            }
            Measure::MarginEuros => {
                let net = self.price(&people);
                (Expr::of(net) - Expr::of(self.cost(&people))).step(text("marge", "margin"), Unit::Euros)
            }
            Measure::Labour => self.labour_cost(&people),
            Measure::Buyer => {
                let gross = self.over(&people, text("total TTC", "gross total"), Self::lot);
                let items = people.lots.iter().flat_map(|lot| &self.bid.lots[*lot].platform);
                let paid = items.filter(|item| item.paid_by == Payer::Buyer).map(|item| self.item(item)).collect();
                let label = text("plateforme payée par l’acheteur", "platform paid by the buyer");
                (Expr::of(gross) + Expr::of(Step::sum(label, Unit::Euros, paid)))
                    .step(text("coût total pour l’acheteur", "buyer’s total cost"), Unit::Euros)
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
                ratio(self.labour_cost(&people), days).step(text("CJM", "average daily cost"), Unit::EurosPerDay)
            }
            Measure::DailyRate => {
                let days = self.days(&people, text("jours travaillés", "days worked"), |_| true);
                let net = self.price(&people);
                ratio(net, days).step(text("TJM", "average daily rate"), Unit::EurosPerDay)
            }
        }
    }

    /// A step of each lot, summed where there are several.
    fn over(&self, people: &People<'_>, label: Text, of_lot: impl Fn(&Self, Index) -> Step) -> Step {
        let mut steps: Vec<Step> = people.lots.iter().map(|lot| of_lot(self, *lot)).collect();
        if steps.len() == 1 { steps.remove(0) } else { Step::sum(label, Unit::Euros, steps) }
    }

    /// The price without VAT: of whole lots, or the amounts of a nature's lines, in a year or in all.
    fn price(&self, people: &People<'_>) -> Step {
        let Scope { year, nature, .. } = people.scope;
        if !people.scope.is_cut() {
            return self.over(people, text("total HT", "net total"), Self::net);
        }
        let mut amounts = Vec::new();
        for &lot in &people.lots {
            for (j, line) in self.bid.lots[lot].lines.iter().enumerate() {
                if nature.is_none_or(|nature| nature == line.nature) {
                    amounts.push(self.sold(lot, j, year));
                }
            }
        }
        amounts.retain(|amount| !amount.is_nothing());
        Step::sum(text("montants HT du DQE", "net amounts of the DQE"), Unit::Euros, amounts)
    }

    /// The full cost: of every nature as it is sold, or where it falls in a year.
    fn cost(&self, people: &People<'_>) -> Step {
        let monthly =
            people.scope.year.map(|_| monthly(self.bid, self.inputs, &self.estimate.plan, &self.estimate.cost.rates));
        let months = self.months_of(people.scope);
        self.over(people, text("coût complet", "full cost"), |trace, lot| {
            let of_nature = |nature| match &monthly {
                Some(monthly) => trace.full_within(lot, nature, monthly.within(cell(lot, nature), months.clone())),
                None => trace.full_sold(lot, nature),
            };
            let label = Text::each(|lang| {
                titled(
                    lang,
                    lang.pick("coût complet du lot", "full cost of the lot"),
                    trace.bid.lots[lot].label.get(lang),
                )
            });
            let natures = people.natures().map(of_nature).filter(|step| !step.is_nothing()).collect();
            Step::sum(label, Unit::Euros, natures)
        })
    }

    /// The amounts of lines sold by the work unit, over how many are sold.
    fn work_unit(&self, people: &People<'_>) -> Step {
        let (mut amounts, mut counts) = (Vec::new(), Vec::new());
        for &lot in &people.lots {
            let of = &self.bid.lots[lot];
            for (j, _) in of.lines.iter().enumerate().filter(|(_, line)| line.unit == LineUnit::WorkUnit) {
                amounts.push(self.sold(lot, j, None));
                counts.push(self.quantity(lot, j));
            }
        }
        let amounts = Step::sum(text("montants des UO", "amounts of work units"), Unit::Euros, amounts);
        let counts = Step::sum(text("UO vendues", "work units sold"), Unit::Count, counts);
        ratio(amounts, counts).step(text("prix moyen d’une UO", "average price of a work unit"), Unit::Euros)
    }
}

/// One over the other; nothing over nothing.
pub(super) fn ratio(part: Step, whole: Step) -> Expr {
    if whole.is_nothing() { Expr::nothing() } else { Expr::of(part) / Expr::of(whole) }
}
