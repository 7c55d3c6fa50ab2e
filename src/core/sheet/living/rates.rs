//! What a day and what a head cost: of each profile at each site, month by month (method §4).

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::Style;
use super::effort::all;
use super::grid::{Grid, KEYS, Sum};
use super::{Model, keys};
use crate::engine::{SpreadSite, daily_costs};
use crate::model::bid::{ProfileId, SiteId};

/// The sheet of daily costs.
pub struct Rates<'a> {
    pub grid: Grid<'a>,
    /// By site and profile, by month: does the card have it?
    there: BTreeMap<(SiteId, ProfileId), Vec<bool>>,
}

impl<'a> Rates<'a> {
    pub fn new(model: &'a Model) -> Self {
        let Model { bid, lang, .. } = *model;
        let title = [
            lang.pick("CJM : coût d’un jour par profil et par site, en euros", "Daily costs: a day of a profile at a site, in euros"),
            lang.pick(
                "Grille × (1 + dérive) à la puissance des janviers depuis le mois de base × cours de la devise. Vide : hors grille.",
                "Card × (1 + drift) to the power of the Januaries since its base month × exchange rate. Empty: not on the card.",
            ),
        ];
        let mut grid = model.months(lang.pick("CJM", "Daily costs"), title, "", 2);
        let pairs = pairs(model);
        let names = |site: SiteId, profile: ProfileId| -> [super::Cell; KEYS] {
            let place = &bid.sites[site];
            let card = &bid.cards[place.card];
            keys([
                place.label.get(lang).to_owned(),
                bid.profiles[profile].label.get(lang).to_owned(),
                format!("{} {}", card.id, card.base),
                bid.currencies[card.currency].id.clone(),
            ])
        };
        let mut there = BTreeMap::new();
        for &(site, profile) in &pairs {
            let months = daily_costs(bid, &model.recorded.inputs, profile, site);
            grid.recorded(model, Style::Body, names(site, profile), &months, Sum::Nothing);
            there.insert((site, profile), months.iter().map(Option::is_some).collect());
        }
        grid.section(lang.pick(
            "Coût d’une personne dans le mois : jours travaillés × CJM + coût par personne",
            "Cost of a head in the month: days worked × daily cost + cost of a head",
        ));
        let rates = &model.recorded.estimate.cost.rates;
        for (site, profile) in pairs {
            let months = all(rates.head_month(profile, site));
            grid.recorded(model, Style::Body, names(site, profile), &months, Sum::Nothing);
        }
        Self { grid, there }
    }

    /// Does the card have a profile at a site in all of these months?
    pub fn has(&self, profile: ProfileId, site: SiteId, mut months: Range<usize>) -> bool {
        self.there.get(&(site, profile)).is_some_and(|there| months.all(|m| there[m]))
    }
}

/// Who may work where: each site and profile once, by site.
fn pairs(model: &Model) -> Vec<(SiteId, ProfileId)> {
    let Model { bid, recorded, .. } = model;
    let plan = &recorded.estimate.plan;
    let mut pairs = Vec::new();
    for member in plan.crews.iter().flat_map(|crew| &crew.members) {
        for SpreadSite { site, .. } in &plan.spreads[member.spread].sites {
            pairs.push((*site, member.profile));
            pairs.extend(bid.sites[*site].coordinator.map(|coordinator| (bid.contract.reference, coordinator)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}
