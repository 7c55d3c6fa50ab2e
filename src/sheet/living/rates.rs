//! What a day of each profile costs at each site, month by month (method §4).

use std::collections::BTreeMap;

use super::super::Style;
use super::calc::Calc;
use super::grid::{Grid, Sum};
use super::shares::Shares;
use super::{Model, keys};
use crate::engine::daily_costs;
use crate::model::bid::{Index, Who};

/// The sheet of daily costs.
pub struct Rates<'a> {
    pub grid: Grid<'a>,
    /// By site and profile.
    rows: BTreeMap<(Index, Index), DailyCosts>,
}

/// What a day of a profile costs at a site: its row.
struct DailyCosts {
    row: usize,
    /// By month: does the card have it?
    there: Vec<bool>,
}

impl<'a> Rates<'a> {
    pub fn new(model: &'a Model, shares: &Shares) -> Self {
        let Model { bid, lang, .. } = *model;
        let title = [
            lang.pick("CJM : coût d’un jour par profil et par site, en euros", "Daily costs: a day of a profile at a site, in euros"),
            lang.pick(
                "Grille × (1 + dérive) à la puissance des janviers depuis le mois de base × cours de la devise. Vide : hors grille.",
                "Card × (1 + drift) to the power of the Januaries since its base month × exchange rate. Empty: not on the card.",
            ),
        ];
        let mut grid = model.months(lang.pick("CJM", "Daily costs"), title, "", 2);
        let mut rows = BTreeMap::new();
        for (site, profile) in pairs(model, shares) {
            let place = &bid.sites[site];
            let card = &bid.cards[place.card];
            let months = daily_costs(bid, &model.recorded.inputs, profile, site);
            let names = keys([
                place.label.get(lang).to_owned(),
                bid.profiles[profile].label.get(lang).to_owned(),
                format!("{} {}", card.id, card.base),
                bid.currencies[card.currency].id.clone(),
            ]);
            let row = grid.recorded(model, Style::Body, names, &months, Sum::Nothing);
            rows.insert((site, profile), DailyCosts { row, there: months.iter().map(Option::is_some).collect() });
        }
        Self { grid, rows }
    }

    /// The cost of a day in a month, and what it comes to; none where the card lacks it.
    pub fn month(&self, profile: Index, site: Index, m: usize) -> Option<Calc> {
        let DailyCosts { row, there } = self.rows.get(&(site, profile))?;
        there[m].then(|| self.grid.month(*row, m))
    }

    /// The costs of a day in some months; none where the card lacks one of them.
    pub fn span(&self, profile: Index, site: Index, months: std::ops::Range<usize>) -> Option<String> {
        let DailyCosts { row, there } = self.rows.get(&(site, profile))?;
        there[months.clone()].iter().all(|there| *there).then(|| self.grid.span(*row, months))
    }
}

/// Who may work where: each site and profile once, by site.
fn pairs(model: &Model, shares: &Shares) -> Vec<(Index, Index)> {
    let bid = model.bid;
    let mut pairs = Vec::new();
    let mut add = |profile: Index, mix: &[Index], onshore: bool| {
        for site in shares.sites(mix, onshore) {
            pairs.push((site, profile));
            pairs.extend(bid.sites[site].coordinator.map(|coordinator| (bid.contract.reference, coordinator)));
        }
    };
    for position in bid.lots.iter().flat_map(|lot| &lot.positions) {
        if let Who::Profile(profile) = position.who {
            add(profile, &position.mix, position.onshore.is_some());
        }
    }
    for pool in &bid.pools {
        for member in &pool.members {
            add(member.profile, &member.mix, pool.onshore.is_some());
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}
