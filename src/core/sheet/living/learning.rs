//! How people learn where productivity ramps up: months since they came, and what they do by then (method §3).

use typed_index_collections::{TiVec, ti_vec};

use super::super::Style;
use super::super::names::post_name;
use super::grid::{Grid, Sum};
use super::{Model, keys, lot_short, there};
use crate::engine::{Origin, Row, SpreadId, SpreadSite};
use crate::graph::Recorded;
use crate::model::bid::{Base, MemberId, SiteId};

/// The sheet of learning.
pub fn learning<'a>(model: &'a Model) -> Grid<'a> {
    let Model { bid, lang, .. } = *model;
    let title = [
        lang.pick(
            "Apprentissage : où la productivité monte avec le temps",
            "Learning: where productivity rises with time",
        ),
        lang.pick(
            "Mois comptés depuis la première part de la charge sur le site : 0 le premier. Productivité de ces mois.",
            "Months since the site’s first share of the effort: 0 in the first. The productivity of these months.",
        ),
    ];
    let mut grid = model.months(lang.pick("Apprentissage", "Learning"), title, lang.pick("Saisie", "Typed"), 4);
    let plan = &model.recorded.estimate.plan;
    let mut known: TiVec<SpreadId, bool> = ti_vec![false; plan.spreads.len()];
    let mut followed = Vec::new();
    for row in &plan.rows {
        for (place, member) in plan.crews[row.crew].members.iter_enumerated() {
            if !std::mem::replace(&mut known[member.spread], true) {
                let sites =
                    plan.spreads[member.spread].sites.iter().filter(|at| bid.sites[at.site].ramp_months.is_some());
                followed.extend(sites.map(|at| (at, who(model, row, place))));
            }
        }
    }
    let mut sites: Vec<SiteId> = followed.iter().map(|(at, _)| at.site).collect();
    sites.sort_unstable();
    sites.dedup();
    for site in sites {
        ramp(model, &mut grid, site);
    }
    for (at, who) in followed {
        follow(model, &mut grid, at, &who);
    }
    grid
}

/// How productivity rises at a site, as it is typed.
fn ramp(model: &Model, grid: &mut Grid, site: SiteId) {
    let Model { bid, lang, .. } = *model;
    let place = &bid.sites[site];
    grid.section(place.label.get(lang));
    for (fig, what) in [
        (place.productivity_start, lang.pick("productivité du premier mois", "productivity of the first month")),
        (Some(place.productivity_steady), lang.pick("productivité en régime", "steady productivity")),
        (place.ramp_months, lang.pick("mois d’apprentissage", "months to learn")),
    ] {
        let Some(fig) = fig else { continue };
        let names = keys([place.label.get(lang).to_owned(), what.to_owned()]);
        grid.total_of(model, Style::Body, names, model.recorded.inputs[fig]);
    }
}

/// The months of people at a site, and what they do in each.
fn follow(model: &Model, grid: &mut Grid, at: &SpreadSite<Recorded<'_>>, who: &str) {
    let Model { bid, lang, .. } = *model;
    let names = |what: &str| keys([bid.sites[at.site].label.get(lang).to_owned(), who.to_owned(), what.to_owned()]);
    grid.places = 0;
    let months = there(&at.months_there);
    grid.recorded(model, Style::Body, names(lang.pick("mois sur le site", "months there")), &months, Sum::Nothing);
    grid.places = 4;
    let productivity = there(&at.productivity);
    let words = names(lang.pick("productivité", "productivity"));
    grid.recorded(model, Style::Subtotal, words, &productivity, Sum::Nothing);
}

/// Who does what a row does: a position of a lot, what a line sells, a pool's member.
fn who(model: &Model, row: &Row, member: MemberId) -> String {
    let Model { bid, lang, .. } = *model;
    match row.origin {
        Origin::Position(p) => {
            let position = &bid.lots[row.lot].positions[p];
            let name = match &position.base {
                Base::DayLine { line } if row.idle => {
                    format!("{} · {}", bid.lots[row.lot].lines[*line].code, lang.pick("jours du prix", "days priced"))
                }
                Base::DayLine { line } => bid.lots[row.lot].lines[*line].code.clone(),
                _ => {
                    let who = super::super::names::who_name(bid, position.who, lang);
                    format!("{} · {who}", post_name(bid, row.lot, p, lang))
                }
            };
            format!("{} · {name}", lot_short(bid, row.lot))
        }
        Origin::Pool(pool) => {
            let profile = bid.pools[pool].members[member].profile;
            format!("{} · {}", bid.pools[pool].label.get(lang), bid.profiles[profile].label.get(lang))
        }
    }
}
