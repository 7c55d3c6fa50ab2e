//! The scenarios that a decision chooses from, and how each aim ranks them.

use rust_decimal::Decimal;

use super::headline::onshore;
use super::{ScenarioRisk, Shown, cents};
use crate::engine::margin;
use crate::scenario::{Aim, Merits, Outcome};
use crate::unit::{Exact, Lang};

/// The rule of an aim, as a reader of the page checks it.
pub(super) fn rule(aim: Aim, lang: Lang) -> &'static str {
    match aim {
        Aim::Margin => lang.pick(
            "la marge la plus haute en part du prix, au dixième de point ; à égalité, le prix le plus bas",
            "the highest margin as a share of the price, to a tenth of a point; among equals, the lowest price",
        ),
        Aim::Price => lang.pick("le prix le plus bas sans perte", "the lowest price without a loss"),
        Aim::Risk => lang.pick(
            "la probabilité de perte la plus faible, au dixième de point ; à égalité, la marge la plus haute que 80 % des tirages atteignent",
            "the least chance of a loss, to a tenth of a point; among equals, the highest margin that 80% of the draws reach",
        ),
        Aim::Onshore => lang.pick(
            "le plus de personnes en France, au dixième d’ETP ; à égalité, le prix le plus bas",
            "the most people in France, to a tenth of an FTE; among equals, the lowest price",
        ),
    }
}

/// A scenario to choose from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Choice<'a> {
    pub(super) place: usize,
    pub(super) outcome: &'a Outcome,
    /// HT, in euros.
    pub(super) net: Decimal,
    /// What is earned, in euros.
    pub(super) earned: Decimal,
    /// The same as a share of the price; 0 where nothing is sold.
    pub(super) rate: Decimal,
    /// Average heads onshore.
    pub(super) onshore: Exact,
    /// The share of the work done away.
    pub(super) away: Decimal,
    pub(super) risk: Option<&'a ScenarioRisk>,
}

impl<'a> Choice<'a> {
    pub(super) fn of((place, outcome, figures): Shown<'a>, risk: Option<&'a ScenarioRisk>, lot: Option<&str>) -> Self {
        let (net, full) = (cents(figures.net), cents(figures.full));
        let rate = margin(net.into(), full.into()).map(Exact::shown).unwrap_or_default();
        let (earned, onshore, away) = (net - full, onshore(outcome, lot), figures.obtained.shown());
        Self { place, outcome, net, earned, rate, onshore, away, risk }
    }

    /// Less is better.
    pub(super) fn rank(&self, aim: Aim) -> (Decimal, Decimal) {
        let risk = self.risk.map(|risk| (risk.assured.loss, risk.assured.margin));
        let &Self { net, earned, rate, .. } = self;
        aim.rank(&Merits { net, earned, rate, onshore: self.onshore.shown(), risk })
    }

    pub(super) fn name(&self, lang: Lang) -> &'a str {
        self.outcome.label.get(lang)
    }
}

/// A name of several words in a sentence: `« Nearshore 30 %, productivité faible »`.
pub(super) fn quoted(name: &str, lang: Lang) -> String {
    match lang {
        Lang::Fr => format!("«\u{a0}{name}\u{a0}»"),
        Lang::En => format!("“{name}”"),
    }
}
