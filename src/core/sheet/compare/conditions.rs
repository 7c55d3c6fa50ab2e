//! What must be true for a scenario to be what it is recommended for.

use rust_decimal::Decimal;

use super::choice::{Choice, quoted};
use crate::engine::site_break_even;
use crate::model::bid::SiteId;
use crate::model::bid::Zone;
use crate::unit::{Exact, Lang, Number as _, digits, euros, percent, round_half_away};

/// Of that many things out of our hands the dearest are named.
const NAMED: usize = 3;

/// The conditions of one scenario, against the first: productivity away, what the buyer and the management accept, and what
/// would cost most if it happened.
pub(super) fn conditions(
    best: &Choice<'_>, first: &Choice<'_>, hazards: &[Choice<'_>], lot: Option<&str>, lang: Lang,
) -> Vec<String> {
    let mut all = sites(best, lot, lang);
    if round_half_away(best.away, 3) > round_half_away(first.away, 3) {
        let [now, before] = [best, first].map(|choice| percent(choice.away, lang));
        all.push(match lang {
            Lang::Fr => {
                format!("L’acheteur accepte {now} du travail hors de France ({before} dans le premier scénario).")
            }
            Lang::En => {
                format!("The buyer accepts {now} of the work away from France ({before} in the first scenario).")
            }
        });
    }
    if round_half_away(best.rate, 3) < round_half_away(first.rate, 3) {
        let [now, before] = [best, first].map(|choice| percent(choice.rate, lang));
        all.push(match lang {
            Lang::Fr => format!("La direction accepte {now} de marge ({before} dans le premier scénario)."),
            Lang::En => format!("The management accepts a margin of {now} ({before} in the first scenario)."),
        });
    }
    let cost = |choice: &Choice<'_>| choice.net - choice.earned;
    let dearer = |choice: &Choice<'_>| cost(choice) - cost(first);
    let mut dear: Vec<&Choice<'_>> = hazards.iter().filter(|choice| dearer(choice) >= Decimal::ONE).collect();
    dear.sort_by_key(|choice| std::cmp::Reverse(dearer(choice)));
    let named: Vec<String> = dear
        .into_iter()
        .take(NAMED)
        .map(|choice| {
            let cost = lang.pick("coût", "cost");
            format!("{} ({cost} +{})", quoted(choice.name(lang), lang), euros(dearer(choice), lang))
        })
        .collect();
    if !named.is_empty() {
        let words = lang.pick(
            "Ne se produit pas ce qui coûterait le plus, contre le premier scénario",
            "What would cost most, against the first scenario, does not happen",
        );
        all.push(format!("{words}{}{}.", lang.colon(), named.join(lang.pick("\u{a0}; ", "; "))));
    }
    all
}

/// The productivity that each site away must reach, of those where people work.
fn sites(best: &Choice<'_>, lot: Option<&str>, lang: Lang) -> Vec<String> {
    let outcome = best.outcome;
    let bid = &outcome.bid;
    let lot = lot.and_then(|id| bid.lot(id));
    let presence = outcome.presence(lot);
    let is_staffed = |site: SiteId| presence.heads_at(site).iter().copied().sum::<Exact>() > Exact::ZERO;
    let all = site_break_even(bid, &outcome.inputs, &outcome.estimate.plan, lot);
    let away = all.iter().filter(|one| bid.sites[one.site].zone != Zone::Onshore && is_staffed(one.site));
    let reference = bid.sites[bid.contract.reference].label.get(lang);
    let site = |one: &crate::engine::SiteBreakEven<Exact>| {
        let (name, zero) = (bid.sites[one.site].label.get(lang), Exact::ZERO);
        if one.pays_from <= zero {
            return None;
        }
        let [least, assumed] = [one.pays_from, one.productivity].map(|value| digits(value.shown(), 2, lang));
        Some(match lang {
            Lang::Fr => format!(
                "{name} atteint une productivité d’au moins {least} ({assumed} retenue)\u{a0}; en dessous, le travail y coûte plus qu’à {reference}."
            ),
            Lang::En => format!(
                "{name} reaches a productivity of at least {least} ({assumed} assumed); below, work costs more there than in {reference}."
            ),
        })
    };
    away.filter_map(site).collect()
}
