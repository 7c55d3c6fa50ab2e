//! What a day of each profile costs at each site, month by month (method §4).

use std::collections::BTreeMap;

use super::super::Style;
use super::grid::{Calc, Grid, Sum};
use super::shares::Shares;
use super::{Model, keys};
use crate::engine::daily_costs;
use crate::model::bid::{Index, Who};
use crate::unit::Exact;

/// The sheet of daily costs.
pub struct Rates<'a> {
    pub grid: Grid<'a>,
    /// By site and profile.
    rows: BTreeMap<(Index, Index), DailyCosts>,
}

/// What a day of a profile costs at a site: its row, and what it comes to.
struct DailyCosts {
    row: usize,
    /// By month; none where the card lacks it.
    values: Vec<Option<Exact>>,
}

impl<'a> Rates<'a> {
    pub fn new(model: &'a Model, shares: &Shares) -> Self {
        let Model { bid, inputs, lang, .. } = *model;
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
            let (drift, fx) = (place.drift, bid.currencies[card.currency].thing);
            let values = daily_costs(bid, inputs, profile, site);
            let cells = values.iter().enumerate().map(|(m, value)| {
                let month = bid.calendar_month(m);
                let (stated, fig) = card.in_force(profile, month)?;
                let rise = match stated.januaries_to(month) {
                    0 => String::new(),
                    januaries => format!("*(1+{})^{januaries}", model.figures.of(drift)),
                };
                let formula = format!("{}{rise}*{}", model.figures.of(fig), model.figures.of(fx));
                Some(Calc::new(formula, (*value)?))
            });
            let names = keys([
                place.label.get(lang).to_owned(),
                bid.profiles[profile].label.get(lang).to_owned(),
                format!("{} {}", card.id, card.base),
                bid.currencies[card.currency].id.clone(),
            ]);
            let cells = cells.collect();
            let row = grid.months(Style::Body, names, cells, Sum::Nothing);
            rows.insert((site, profile), DailyCosts { row, values });
        }
        Self { grid, rows }
    }

    /// The cost of a day in a month, and what it comes to; none where the card lacks it.
    pub fn month(&self, profile: Index, site: Index, m: usize) -> Option<Calc> {
        let DailyCosts { row, values } = self.rows.get(&(site, profile))?;
        values[m].map(|_| self.grid.month(*row, m))
    }

    /// The costs of a day in some months; none where the card lacks one of them.
    pub fn span(&self, profile: Index, site: Index, months: std::ops::Range<usize>) -> Option<String> {
        let DailyCosts { row, values } = self.rows.get(&(site, profile))?;
        values[months.clone()].iter().all(Option::is_some).then(|| self.grid.span(*row, months))
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
