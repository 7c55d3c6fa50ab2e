//! What a comparison says, in a few sentences.

use rust_decimal::Decimal;

use super::Shown;
use crate::engine::{SiteBreakEven, site_break_even};
use crate::model::bid::{LotId, Nature, Zone};
use crate::model::nature_name;
use crate::scenario::{BASE, Bridge, Comparison, Driver, Figures, Outcome, Steps};
use crate::unit::{Exact, Lang, MINUS, Number as _, digits, percent, round_half_away, share};

/// What to take away, and how it is counted.
#[derive(Debug, Clone, Default)]
pub struct Headline {
    /// The most nearshore and what it is worth, by lot and by nature; the least; the cheapest; where nearshore does not
    /// pay; who makes a loss.
    pub sentences: Vec<String>,
    /// What the shares asked for and obtained are shares of.
    pub counted: Option<String>,
}

/// The headline of what is shown of a comparison, for one lot or for all.
#[must_use]
pub fn headline(comparison: &Comparison, shown: &[Shown<'_>], lot: Option<&str>, lang: Lang) -> Headline {
    let Some((&(_, first, reference), others)) = shown.split_first() else { return Headline::default() };
    // A scenario with other lots or another length is another bid: it saves nothing by being smaller.
    let alike: Vec<&Shown<'_>> = others.iter().filter(|(_, outcome, _)| outcome.is_alike(first, lot)).collect();
    let writer = Writer { comparison, first, reference, lot, lang };
    let mut sentences = Vec::new();
    if let Some(held) = &comparison.held {
        sentences.extend(others.iter().filter_map(|one| writer.moved(one)));
        sentences.extend(others.iter().filter_map(|(_, outcome, _)| super::own_prices(held, outcome, lang)));
        sentences.extend(writer.losses(shown));
        return Headline { sentences, counted: None };
    }
    // Only a scenario of which the mix moves something shows what nearshore is worth.
    let mixed: Vec<&Shown<'_>> = alike.iter().copied().filter(|one| writer.moves_mix(one)).collect();
    let most = mixed.iter().copied().max_by_key(|(_, _, figures)| figures.obtained.shown());
    if let Some(most) = most.filter(|(_, _, figures)| figures.obtained > writer.reference.obtained) {
        sentences.push(writer.most_nearshore(most));
        sentences.extend(writer.lots(most));
        sentences.extend(writer.natures(most));
    }
    sentences.extend(writer.least_nearshore(&mixed));
    // Of many, that which moves most.
    let mut moved: Vec<&Shown<'_>> = others.iter().filter(|one| !writer.is_by_mix(one)).collect();
    moved.sort_by_key(|(_, _, figures)| std::cmp::Reverse((figures.net - writer.reference.net).shown().abs()));
    sentences
        .extend(moved.into_iter().take(if others.len() > FEW { 1 } else { FEW }).filter_map(|one| writer.moved(one)));
    sentences.extend(writer.cheapest(&alike));
    sentences.extend(writer.dearer(&mixed));
    // Where sites pay is of no matter to scenarios that leave the mix as it is.
    sentences.extend((others.is_empty() || !mixed.is_empty()).then(|| writer.sites()).flatten());
    sentences.extend(writer.losses(shown));
    let reference = first.bid.sites[first.bid.contract.reference].label.get(lang);
    let counted = match lang {
        Lang::Fr => format!(
            "Demandé, obtenu : part du travail hors de France selon les mix, puis une fois ramené à {reference} ce qui doit rester en France (Q22)."
        ),
        Lang::En => format!(
            "Asked, obtained: the share of the work away from France by the mixes, then once what must stay onshore is back in {reference} (Q22)."
        ),
    };
    Headline { sentences, counted: Some(counted) }
}

/// Of so many scenarios each is named for what moves it.
const FEW: usize = 3;

struct Writer<'a> {
    comparison: &'a Comparison,
    first: &'a Outcome,
    reference: Figures,
    lot: Option<&'a str>,
    lang: Lang,
}

impl Writer<'_> {
    /// The bridge to a scenario, where it shows what nearshore is worth: no drivers joined, and yearly gains, which are
    /// of the driver productivity too, as in the first.
    fn nearshore_bridge(&self, place: usize) -> Option<&Bridge> {
        let bridge = self.comparison.bridge(place).filter(|bridge| bridge.joined.is_empty())?;
        same_gains(self.first, &self.comparison.outcomes[place]).then_some(bridge)
    }

    /// What mix and productivity add to the price of a scenario, where its bridge shows it.
    fn nearshore_worth(&self, place: usize) -> Option<Decimal> {
        Some(worth(&self.nearshore_bridge(place)?.of(self.lot)?.price))
    }

    /// Does the mix move anything in the price of a scenario, as far as its bridge shows?
    fn moves_mix(&self, (place, ..): &Shown<'_>) -> bool {
        let sides = self.comparison.bridge(*place).and_then(|bridge| bridge.of(self.lot));
        sides.is_none_or(|sides| !sides.price.parts[Driver::Mix as usize].is_zero())
    }

    /// Is the mix what moves the price of a scenario most?
    fn is_by_mix(&self, (place, ..): &Shown<'_>) -> bool {
        let sides = self.comparison.bridge(*place).and_then(|bridge| bridge.of(self.lot));
        sides.is_none_or(|sides| matches!(sides.price.largest().first(), Some((Driver::Mix, _)) | None))
    }

    /// What moves a scenario, by the largest drivers of its bridge: its price, or its margin where unit prices are held.
    fn moved(&self, (place, outcome, figures): &Shown<'_>) -> Option<String> {
        let lang = self.lang;
        let steps = self.comparison.explained(self.comparison.bridge(*place)?.of(self.lot)?);
        let largest = steps.largest();
        let words = match largest.len() {
            0 => return None,
            1 => lang.pick("cause", "driver"),
            _ => lang.pick("causes", "drivers"),
        };
        let parts = largest.into_iter().map(|(driver, part)| signed(named(driver, lang), part, lang));
        let parts = parts.collect::<Vec<_>>().join(", ");
        let label = outcome.label.get(lang);
        let amount = if self.comparison.held.is_some() {
            let share = |figures: &Figures| share(figures.margin_share(), lang);
            let (from, to) = (share(&self.reference), share(figures));
            let delta = steps.after - steps.before;
            let less = delta.is_sign_negative();
            let amount = digits(delta.abs(), 0, lang);
            match lang {
                Lang::Fr => {
                    format!("{amount}\u{a0}€ de marge en {} ({from} → {to})", if less { "moins" } else { "plus" })
                }
                Lang::En => format!("{} margin ({from} → {to})", euros(delta, lang)),
            }
        } else {
            self.against(figures)
        };
        Some(format!("{label}{0}{amount}{1}{words}{0}{parts}.", lang.colon(), separator(lang)))
    }

    /// The scenarios that cost more than they are sold for.
    fn losses(&self, shown: &[Shown<'_>]) -> Vec<String> {
        let words = self.lang.pick("À perte :", "At a loss:");
        let at_a_loss = shown.iter().filter(|(_, _, figures)| figures.net < figures.full);
        at_a_loss.map(|(_, outcome, _)| format!("{words} {}.", outcome.label.get(self.lang))).collect()
    }

    fn most_nearshore(&self, (place, most, figures): &Shown<'_>) -> String {
        let lang = self.lang;
        let delta = (figures.net - self.reference.net).shown();
        let worth = self.nearshore_worth(*place).filter(|worth| *worth != delta);
        let of_which = worth.map_or_else(String::new, |worth| {
            let words = lang.pick("par le mix et la productivité", "by mix and productivity");
            format!(", {} {} {words}", lang.pick("dont", "of which"), euros(worth, lang))
        });
        let (obtained, asked) = (percent(figures.obtained.shown(), lang), percent(figures.asked.shown(), lang));
        let (against, people) = (self.against(figures), self.people(most));
        match lang {
            Lang::Fr => format!(
                "Le plus de nearshore, {}\u{a0}: {against}{of_which}\u{a0}; {obtained} du travail hors de France pour {asked} demandés, {people}.",
                most.label.fr,
            ),
            Lang::En => format!(
                "Most nearshore, {}: {against}{of_which}; {obtained} of the work away from France for {asked} asked, {people}.",
                most.label.en,
            ),
        }
    }

    /// What it costs to have less nearshore than the first scenario.
    fn least_nearshore(&self, alike: &[&Shown<'_>]) -> Option<String> {
        let (_, least, figures) = alike.iter().min_by_key(|(_, _, figures)| figures.obtained.shown())?;
        (figures.obtained < self.reference.obtained && same_gains(self.first, least)).then(|| {
            let words = self.lang.pick("Le moins de nearshore,", "Least nearshore,");
            let label = least.label.get(self.lang);
            format!("{words} {label}{}{}, {}.", self.lang.colon(), self.against(figures), self.people(least))
        })
    }

    /// `16,4 ETP de moins en France (sur 73,6)`.
    fn people(&self, other: &Outcome) -> String {
        let number = |value: Exact| digits(value.shown(), 1, self.lang);
        let (before, after) = (onshore(self.first, self.lot), onshore(other, self.lot));
        let delta = if after < before { before - after } else { after - before };
        let (fewer, delta, before) = (after < before, number(delta), number(before));
        match (fewer, self.lang) {
            (true, Lang::Fr) => format!("{delta}\u{a0}ETP de moins en France (sur {before})"),
            (false, Lang::Fr) => format!("{delta}\u{a0}ETP de plus en France (sur {before})"),
            (true, Lang::En) => format!("{delta}\u{a0}FTE fewer in France (of {before})"),
            (false, Lang::En) => format!("{delta}\u{a0}FTE more in France (of {before})"),
        }
    }

    /// What the most nearshore is worth lot by lot, by mix and productivity: where it pays, and where it does not.
    fn lots(&self, (place, most, _): &Shown<'_>) -> Option<String> {
        let lang = self.lang;
        let bridge = self.nearshore_bridge(*place)?;
        if self.lot.is_some() || bridge.lots.len() < 2 {
            return None;
        }
        let mut lots: Vec<(Decimal, &str)> = Vec::new();
        for (id, sides) in &bridge.lots {
            let obtained = |outcome: &Outcome| outcome.bid.lot(id).map(|lot| outcome.effort_away(Some(lot)).1);
            let label = most.bid.lot(id).map(|l| most.bid.lots[l].label.get(lang));
            // Where no more of the work goes away, nearshore is worth nothing, for better or worse.
            let label = label.filter(|_| obtained(most) > obtained(self.first));
            lots.extend(label.map(|label| (worth(&sides.price), label)));
        }
        lots.sort_by_key(|lot| lot.0);
        let list = |pays: bool| {
            let some = lots.iter().filter(|(worth, _)| (*worth < Decimal::ZERO) == pays);
            let names: Vec<String> = some.map(|(worth, label)| signed(label, *worth, lang)).collect();
            (!names.is_empty()).then(|| names.join(", "))
        };
        Some(match (list(true), list(false), lang) {
            (Some(pays), Some(not), Lang::Fr) => {
                format!("Il est rentable dans\u{a0}: {pays}\u{a0}; pas dans\u{a0}: {not}.")
            }
            (Some(pays), Some(not), Lang::En) => format!("It pays in: {pays}; not in: {not}."),
            (Some(pays), None, Lang::Fr) => format!("Il est rentable dans chaque lot qui en prend\u{a0}: {pays}."),
            (Some(pays), None, Lang::En) => format!("It pays in each lot that takes some: {pays}."),
            (None, Some(not), Lang::Fr) => format!("Il n’est rentable dans aucun lot\u{a0}: {not}."),
            (None, Some(not), Lang::En) => format!("It pays in no lot: {not}."),
            (None, None, _) => return None,
        })
    }

    /// What the most nearshore is worth nature by nature, and those it does not move; only where mix and productivity
    /// are all that differs, since bridges are not cut by nature.
    fn natures(&self, (place, most, _): &Shown<'_>) -> Option<String> {
        let lang = self.lang;
        let steps = &self.nearshore_bridge(*place)?.of(self.lot)?.price;
        if worth(steps) != steps.after - steps.before {
            return None;
        }
        let (mut moved, mut still): (Vec<(Decimal, &str)>, Vec<&str>) = Default::default();
        for nature in Nature::ALL {
            let [before, after] = [self.first, most].map(|outcome| price_of(outcome, self.lot, nature));
            // Without what is in brackets, too long for a sentence: `Build (recette comprise)`.
            let name = nature_name(nature, lang).split(" (").next().unwrap_or_default();
            let delta = round_half_away(after - before, 0);
            if !delta.is_zero() {
                moved.push((delta, name));
            } else if !before.is_zero() {
                still.push(name);
            }
        }
        moved.sort_by_key(|nature| nature.0);
        let moved: Vec<String> = moved.into_iter().map(|(delta, name)| signed(name, delta, lang)).collect();
        let nothing = lang.pick("rien sur", "nothing on");
        let still = (!still.is_empty()).then(|| format!("{}{nothing} {}", separator(lang), still.join(", ")));
        (!moved.is_empty()).then(|| {
            let words = lang.pick("Par nature", "By nature");
            format!("{words}{}{}{}.", lang.colon(), moved.join(", "), still.unwrap_or_default())
        })
    }

    fn cheapest(&self, alike: &[&Shown<'_>]) -> Option<String> {
        let (_, cheapest, figures) = alike.iter().min_by_key(|(_, _, figures)| figures.net.shown())?;
        let margin = share(figures.margin_share(), self.lang);
        (figures.net < self.reference.net).then(|| match self.lang {
            Lang::Fr => {
                format!("Le moins cher, {} : {}, {margin} de marge.", cheapest.label.fr, self.against(figures))
            }
            Lang::En => format!("Cheapest, {}: {}, {margin} margin.", cheapest.label.en, self.against(figures)),
        })
    }

    /// Scenarios with more work away from France whose mix and productivity cost more all the same.
    fn dearer(&self, alike: &[&Shown<'_>]) -> Option<String> {
        let lang = self.lang;
        let name = |(place, outcome, figures): &&Shown<'_>| {
            let worth = self.nearshore_worth(*place)?;
            let more = figures.obtained > self.reference.obtained && worth > Decimal::ZERO;
            more.then(|| format!("{} ({})", outcome.label.get(lang), euros(worth, lang)))
        };
        let names: Vec<String> = alike.iter().filter_map(name).collect();
        let words = lang.pick(
            "Le nearshore n’est pas rentable, par le mix et la productivité :",
            "Nearshore does not pay, by mix and productivity:",
        );
        (!names.is_empty()).then(|| format!("{words} {}.", names.join(separator(lang))))
    }

    /// The productivity from which each site away from France pays, beside the one assumed.
    fn sites(&self) -> Option<String> {
        let (first, lang) = (self.first, self.lang);
        let lot = self.lot.and_then(|id| first.bid.lot(id));
        let all = site_break_even(&first.bid, &first.inputs, &first.estimate.plan, lot);
        let away = all.iter().filter(|one| first.bid.sites[one.site].zone != Zone::Onshore);
        let one = |one: &SiteBreakEven<Exact>| {
            format!(
                "{} {} ({} {})",
                first.bid.sites[one.site].label.get(lang),
                digits(one.pays_from.shown(), 2, lang),
                digits(one.productivity.shown(), 2, lang),
                lang.pick("retenue", "assumed"),
            )
        };
        let list: Vec<String> = away.map(one).collect();
        let reference = first.bid.sites[first.bid.contract.reference].label.get(lang);
        let words = match lang {
            Lang::Fr => format!("Seuil de productivité contre {reference}, hors montée en charge :"),
            Lang::En => format!("Break-even productivity against {reference}, once ramps are over:"),
        };
        (!list.is_empty()).then(|| format!("{words} {}.", list.join(separator(lang))))
    }

    /// `1 964 280 € de moins que l’offre de base (4,7 %)`.
    fn against(&self, other: &Figures) -> String {
        let delta = (other.net - self.reference.net).shown();
        let share = percent(delta.checked_div(self.reference.net.shown()).unwrap_or_default().abs(), self.lang);
        let first = match (self.first.id == BASE, self.lang) {
            (true, Lang::Fr) => "que l’offre de base".to_owned(),
            (true, Lang::En) => "than the base bid".to_owned(),
            (false, Lang::Fr) => format!("que «\u{a0}{}\u{a0}»", self.first.label.fr),
            (false, Lang::En) => format!("than “{}”", self.first.label.en),
        };
        format!("{} {first} ({share})", euros(delta, self.lang))
    }
}

/// A driver in a sentence: what it is of, where its name does not say so.
pub(super) fn named(driver: Driver, lang: Lang) -> &'static str {
    match driver {
        Driver::Volume => lang.pick("volumes, effectifs et dates", "volumes, FTE and dates"),
        other => other.name(lang),
    }
}

/// What mix and productivity add to a price.
fn worth(price: &Steps) -> Decimal {
    price.parts[Driver::Mix as usize] + price.parts[Driver::Productivity as usize]
}

/// What a nature is sold for.
fn price_of(outcome: &Outcome, lot: Option<&str>, nature: Nature) -> Decimal {
    let lots = outcome.bid.lots_or(lot.and_then(|id| outcome.bid.lot(id)));
    lots.map(|l| outcome.estimate.dqe.amount(&outcome.bid, l, nature, None)).sum::<Exact>().shown()
}

/// Do the lots of two scenarios gain as much by the year?
fn same_gains(first: &Outcome, other: &Outcome) -> bool {
    let gains = |outcome: &Outcome, lot: LotId| {
        Nature::ALL.map(|nature| outcome.inputs[outcome.bid.lots[lot].terms(nature).gain])
    };
    let lots = first.bid.lots.iter_enumerated();
    lots.filter_map(|(l, lot)| Some((l, other.bid.lot(&lot.id)?))).all(|(l, o)| gains(first, l) == gains(other, o))
}

fn separator(lang: Lang) -> &'static str {
    lang.pick("\u{a0}; ", "; ")
}

/// `1 964 280 € de moins`.
fn euros(delta: Decimal, lang: Lang) -> String {
    let euros = digits(delta.abs(), 0, lang);
    match (delta < Decimal::ZERO, lang) {
        (true, Lang::Fr) => format!("{euros}\u{a0}€ de moins"),
        (false, Lang::Fr) => format!("{euros}\u{a0}€ de plus"),
        (true, Lang::En) => format!("€{euros} less"),
        (false, Lang::En) => format!("€{euros} more"),
    }
}

/// `Build −905 555 €`, never broken before its figure.
pub(super) fn signed(name: &str, delta: Decimal, lang: Lang) -> String {
    let sign = if delta < Decimal::ZERO { MINUS } else { '+' };
    let euros = digits(delta.abs(), 0, lang);
    match lang {
        Lang::Fr => format!("{name}\u{a0}{sign}{euros}\u{a0}€"),
        Lang::En => format!("{name}\u{a0}{sign}€{euros}"),
    }
}

/// Average heads onshore.
pub(super) fn onshore(outcome: &Outcome, lot: Option<&str>) -> Exact {
    let lot = lot.and_then(|id| outcome.bid.lot(id));
    let sites = outcome.bid.sites.iter_enumerated().filter(|(_, site)| site.zone == Zone::Onshore);
    let presence = outcome.presence(lot);
    let heads: Exact = sites.flat_map(|(s, _)| presence.heads_at(s)).copied().sum();
    heads / Exact::whole(u32::try_from(outcome.bid.contract.months).unwrap_or(u32::MAX))
}
