//! The shares that mixes give to sites, once work that must stay onshore has moved (method §3).

use super::super::Style;
use super::calc::Calc;
use super::grid::Grid;
use super::{Model, keys};
use crate::engine::obtained;
use crate::model::bid::Index;

/// The sheet of shares.
pub struct Shares<'a> {
    grid: Grid<'a>,
    /// Each way of placing work, once.
    placements: Vec<Placement>,
}

/// A mix by contract year, for work that may move or must stay onshore.
struct Placement {
    mix: Vec<Index>,
    onshore: bool,
    /// Sites, each with its row, and the years in which the mix names it.
    sites: Vec<(Index, usize, Vec<bool>)>,
}

impl<'a> Shares<'a> {
    pub fn new(model: &'a Model) -> Self {
        let lang = model.lang;
        let title = [
            lang.pick("Répartition : part de chaque site, obtenue", "Shares: of each site, as obtained"),
            lang.pick(
                "Ce qui doit rester en France prend les parts des autres zones au site de référence. Chaque total fait 1.",
                "Work that must stay onshore takes the shares of other zones to the reference site. Each total is 1.",
            ),
        ];
        let names =
            [lang.pick("Mix par année", "Mix by year"), lang.pick("Maintien", "Kept"), lang.pick("Site", "Site"), ""];
        let widths = [34, 12, 22, 3];
        let mut shares = Self {
            grid: model.yearly(lang.pick("Répartition", "Shares"), title, names, widths, "", 4),
            placements: Vec::new(),
        };
        let bid = model.bid;
        for position in bid.lots.iter().flat_map(|lot| &lot.positions) {
            if let crate::model::bid::Who::Profile(_) = position.who {
                shares.add(model, &position.mix, position.onshore.is_some());
            }
        }
        for pool in &bid.pools {
            for member in &pool.members {
                shares.add(model, &member.mix, pool.onshore.is_some());
            }
        }
        shares
    }

    fn add(&mut self, model: &Model, mix: &[Index], onshore: bool) {
        if self.placements.iter().any(|known| known.mix == mix && known.onshore == onshore) {
            return;
        }
        let Model { bid, lang, .. } = *model;
        let grid = &mut self.grid;
        let mut names: Vec<&str> = mix.iter().map(|m| bid.mixes[*m].label.get(lang)).collect();
        names.dedup();
        let name = names.join(lang.pick(", puis ", ", then "));
        let kept = if onshore { lang.pick("en France", "onshore") } else { "" };
        let by_year: Vec<_> =
            mix.iter().enumerate().map(|(k, mix)| obtained(bid, &model.recorded.inputs, *mix, onshore, k)).collect();
        let mut sites: Vec<Index> = by_year.iter().flatten().map(|(site, _)| *site).collect();
        sites.sort_unstable();
        sites.dedup();
        let first = grid.sheet.rows.len();
        let rows = sites.into_iter().map(|site| {
            let of_year = |k: usize| by_year[k].iter().find(|(there, _)| *there == site).map(|(_, share)| *share);
            let years: Vec<_> = (0..bid.years()).map(of_year).collect();
            let there = years.iter().map(Option::is_some).collect();
            let names = keys([name.clone(), kept.to_owned(), bid.sites[site].label.get(lang).to_owned()]);
            (site, grid.recorded_years(model, Style::Body, names, &years), there)
        });
        let sites: Vec<_> = rows.collect();
        let rows = first..grid.sheet.rows.len();
        let sums = (0..bid.years()).map(|k| Some(grid.column_here(rows.clone(), k))).collect();
        grid.years(Style::Subtotal, keys([name, kept.to_owned(), lang.pick("Total", "Total").to_owned()]), None, sums);
        self.placements.push(Placement { mix: mix.to_vec(), onshore, sites });
    }

    fn placement(&self, mix: &[Index], onshore: bool) -> Option<&Placement> {
        self.placements.iter().find(|known| known.mix == mix && known.onshore == onshore)
    }

    /// The sites that a mix names in some year.
    pub fn sites(&self, mix: &[Index], onshore: bool) -> Vec<Index> {
        self.placement(mix, onshore).map_or_else(Vec::new, |p| p.sites.iter().map(|(site, ..)| *site).collect())
    }

    /// The share of a site in a contract year; nothing where the mix of that year does not name it.
    pub fn share(&self, mix: &[Index], onshore: bool, site: Index, k: usize) -> Option<Calc> {
        let (_, row, there) = self.placement(mix, onshore)?.sites.iter().find(|(known, ..)| *known == site)?;
        there[k].then(|| self.grid.year(*row, k))
    }

    /// The sheet.
    pub fn into_sheet(self) -> super::super::Sheet {
        self.grid.sheet
    }
}
