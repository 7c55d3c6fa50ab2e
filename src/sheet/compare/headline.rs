//! What a comparison says, in a few sentences.

use rust_decimal::Decimal;

use crate::engine::site_break_even;
use crate::model::bid::Zone;
use crate::scenario::{Figures, Outcome};
use crate::unit::{Exact, Lang, Number as _, digits, percent};

/// The cheapest, what the most nearshore is worth and costs in people onshore, where a site does not pay.
#[must_use]
pub fn headline(all: &[(&Outcome, Figures)], lot: Option<&str>, lang: Lang) -> Vec<String> {
    let Some(((first, reference), others)) = all.split_first() else { return Vec::new() };
    let mut lines = Vec::new();
    // A scenario with other lots is another bid: it saves nothing by being smaller.
    let same_lots = |outcome: &Outcome| lot.is_some() || outcome.bid.lots.len() == first.bid.lots.len();
    let alike = || others.iter().filter(|(outcome, _)| same_lots(outcome));
    let net = |figures: &Figures| figures.net.shown();
    if let Some((most, figures)) = alike().max_by_key(|(_, figures)| figures.obtained.shown())
        && figures.obtained > reference.obtained
    {
        let share = |value: Exact| percent(value.shown(), lang);
        let (before, after) = (onshore(first, lot), onshore(most, lot));
        let people = digits((before - after).shown().abs(), 1, lang);
        let fewer = after < before;
        lines.push(match lang {
            Lang::Fr => format!(
                "Le plus de nearshore : {}, {} des jours pour {} demandés : {}, et {people} ETP de {} en France.",
                most.label.fr,
                share(figures.obtained),
                share(figures.asked),
                against(reference, figures, lang),
                if fewer { "moins" } else { "plus" },
            ),
            Lang::En => format!(
                "Most nearshore: {}, {} of days for {} asked: {}, and {people} FTE {} in France.",
                most.label.en,
                share(figures.obtained),
                share(figures.asked),
                against(reference, figures, lang),
                if fewer { "fewer" } else { "more" },
            ),
        });
    }
    if let Some((cheapest, figures)) = alike().min_by_key(|(_, figures)| net(figures))
        && figures.net < reference.net
    {
        lines.push(match lang {
            Lang::Fr => format!(
                "Le moins cher : {}, {} ({} de marge).",
                cheapest.label.fr,
                against(reference, figures, lang),
                percent(figures.margin_share().shown(), lang)
            ),
            Lang::En => format!(
                "Cheapest: {}, {} ({} margin).",
                cheapest.label.en,
                against(reference, figures, lang),
                percent(figures.margin_share().shown(), lang)
            ),
        });
    }
    lines.extend(dearer(reference, alike(), lang));
    lines.extend(sites(first, lang));
    lines.push(
        lang.pick(
            "Demandé, obtenu : part du travail hors de France selon les mix, puis en jours une fois ramené à Paris ce qui doit rester (Q22).",
            "Asked, obtained: the share of work away from France by the mixes, then in days once what must stay onshore is back (Q22).",
        )
        .to_owned(),
    );
    for (outcome, _) in all.iter().filter(|(_, figures)| figures.net < figures.full) {
        lines.push(format!("{} {}", lang.pick("À perte :", "At a loss:"), outcome.label.get(lang)));
    }
    lines
}

/// `1 964 280 € de moins, -4,7 %`.
fn against(first: &Figures, other: &Figures, lang: Lang) -> String {
    let delta = (other.net - first.net).shown();
    let share = delta.checked_div(first.net.shown()).unwrap_or_default();
    let euros = digits(delta.abs(), 0, lang);
    let words = match (delta < Decimal::ZERO, lang) {
        (true, Lang::Fr) => format!("{euros}\u{a0}€ de moins"),
        (false, Lang::Fr) => format!("{euros}\u{a0}€ de plus"),
        (true, Lang::En) => format!("€{euros} less"),
        (false, Lang::En) => format!("€{euros} more"),
    };
    format!("{words}, {}", percent(share, lang))
}

/// Average heads onshore.
fn onshore(outcome: &Outcome, lot: Option<&str>) -> Exact {
    let lot = lot.and_then(|id| outcome.bid.lot(id));
    let sites = outcome.bid.sites.iter().enumerate().filter(|(_, site)| site.zone == Zone::Onshore);
    let heads: Exact = sites.flat_map(|(s, _)| outcome.presence.heads_at(lot, s)).sum();
    heads / Exact::whole(u32::try_from(outcome.bid.contract.months).unwrap_or(u32::MAX))
}

/// Scenarios with more work away from France than the first that cost more all the same.
fn dearer<'a>(first: &Figures, others: impl Iterator<Item = &'a (&'a Outcome, Figures)>, lang: Lang) -> Option<String> {
    let worse = others.filter(|(_, figures)| figures.obtained > first.obtained && figures.net > first.net);
    let names: Vec<String> = worse
        .map(|(outcome, figures)| format!("{} ({})", outcome.label.get(lang), against(first, figures, lang)))
        .collect();
    let words = lang.pick("Le nearshore n’y gagne pas :", "Where nearshore does not pay:");
    (!names.is_empty()).then(|| format!("{words} {}.", names.join(" ; ")))
}

/// The productivity from which each site away from France pays, beside the one reckoned with.
fn sites(first: &Outcome, lang: Lang) -> Option<String> {
    let all = site_break_even(&first.bid, &first.inputs, &first.estimate.plan);
    let away = all.iter().filter(|one| first.bid.sites[one.site].zone != Zone::Onshore);
    let one = |one: &crate::engine::SiteBreakEven<Exact>| {
        format!(
            "{} {} {} {}",
            first.bid.sites[one.site].label.get(lang),
            digits(one.pays_from.shown(), 2, lang),
            lang.pick("contre", "against"),
            digits(one.productivity.shown(), 2, lang)
        )
    };
    let list: Vec<String> = away.map(one).collect();
    let words = lang.pick(
        "Un site paie dès une productivité de (contre celle retenue) :",
        "A site pays from a productivity of (against the one reckoned with):",
    );
    (!list.is_empty()).then(|| format!("{words} {}.", list.join(" ; ")))
}
