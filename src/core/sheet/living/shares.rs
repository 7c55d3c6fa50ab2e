//! The shares that mixes give to sites, once work that must stay onshore has moved (method §3).

use super::super::{Sheet, Style};
use super::grid::Grid;
use super::{Model, keys};
use crate::engine::Spread;
use crate::graph::Recorded;
use crate::model::bid::{MixId, SiteId};

/// A mix by contract year, for work that may move or must stay onshore.
struct Placement<'m> {
    mix: &'m [MixId],
    onshore: bool,
    /// Sites, each with its row.
    sites: Vec<(SiteId, usize)>,
}

/// The sheet of shares.
pub fn shares(model: &Model) -> Sheet {
    let Model { bid, lang, .. } = *model;
    let title = [
        lang.pick("Répartition : part de chaque site, obtenue", "Shares: of each site, as obtained"),
        lang.pick(
            "Ce qui doit rester en France prend les parts des autres zones au site de référence. Chaque total fait 1.",
            "Work that must stay onshore takes the shares of other zones to the reference site. Each total is 1.",
        ),
    ];
    let names =
        [lang.pick("Mix par année", "Mix by year"), lang.pick("Maintien", "Kept"), lang.pick("Site", "Site"), ""];
    let mut grid = model.yearly(lang.pick("Répartition", "Shares"), title, names, [34, 12, 22, 3], "", 4);
    let mut placements: Vec<Placement> = Vec::new();
    for spread in &model.recorded.estimate.plan.spreads {
        let known = placements.iter().position(|of| of.mix == spread.mix() && of.onshore == spread.onshore());
        let at = known.unwrap_or_else(|| {
            placements.push(placement(model, &mut grid, spread));
            placements.len() - 1
        });
        // Every effort that is placed so has its shares here.
        for of in &spread.sites {
            let row = placements[at].sites.iter().find(|(site, _)| *site == of.site);
            for (k, (_, row)) in (0..bid.years()).zip(row.into_iter().cycle()) {
                model.method.put(of.share[bid.months_of(k).start], grid.year_place(*row, k));
            }
        }
    }
    grid.sheet
}

/// The rows of a mix.
fn placement<'m>(model: &Model, grid: &mut Grid, spread: &'m Spread<Recorded<'_>>) -> Placement<'m> {
    let Model { bid, lang, .. } = *model;
    let mut names: Vec<&str> = spread.mix().iter().map(|m| bid.mixes[*m].label.get(lang)).collect();
    names.dedup();
    let name = names.join(lang.pick(", puis ", ", then "));
    let kept = if spread.onshore() { lang.pick("en France", "onshore") } else { "" };
    let first = grid.sheet.rows.len();
    let rows = spread.sites.iter().map(|of| {
        let of_year = |k: usize| Some(of.share[bid.months_of(k).start]).filter(|share| share.node().is_some());
        let years: Vec<_> = (0..bid.years()).map(of_year).collect();
        let names = keys([name.clone(), kept.to_owned(), bid.sites[of.site].label.get(lang).to_owned()]);
        (of.site, grid.unsummed(model, Style::Body, names, &years))
    });
    let sites: Vec<_> = rows.collect();
    let rows = first..grid.sheet.rows.len();
    let sums = (0..bid.years()).map(|k| Some(grid.column_here(rows.clone(), k))).collect();
    grid.years(Style::Subtotal, keys([name.clone(), kept.to_owned(), "Total".to_owned()]), None, sums);
    Placement { mix: spread.mix(), onshore: spread.onshore(), sites }
}
