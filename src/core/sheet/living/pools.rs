//! What each pool takes, and what each lot is charged of it (method §2).

use super::super::{Sheet, Style};
use super::effort::all;
use super::grid::{Grid, Sum};
use super::{Model, keys, lot_title};
use crate::engine::course_value;
use crate::graph::Recording;
use crate::model::bid::{LotId, PoolId, Who};

/// The sheet of pools.
pub fn pools(model: &Model) -> Sheet {
    let lang = model.lang;
    let title = [
        lang.pick("Pools : besoin commun et charge de chaque lot", "Pools: what they need, and each lot’s charge"),
        lang.pick(
            "Besoin = le plus grand du minimum et de la demande, nul sans demande ; réparti au prorata des demandes.",
            "Need = the greater of minimum and demand, nothing without demand; charged pro rata to demand.",
        ),
    ];
    let mut grid = model.months(lang.pick("Pools", "Pools"), title, lang.pick("ETP moyen", "Average FTE"), 3);
    for pool in model.bid.pools.keys() {
        of_pool(model, &mut grid, pool);
    }
    grid.sheet
}

fn of_pool(model: &Model, grid: &mut Grid, pool: PoolId) {
    let (bid, lang) = (model.bid, model.lang);
    let Recording { inputs, estimate } = &model.recorded;
    let plan = &estimate.plan.pools[pool];
    grid.section(bid.pools[pool].label.get(lang));
    let asks = |l: &LotId| bid.lots[*l].positions.iter().any(|position| position.who == Who::Pool(pool));
    let lots: Vec<LotId> = bid.lots.keys().filter(asks).collect();
    let names = |words: &str| keys([words.to_owned()]);
    let of_lot = |what: &str, l: LotId| keys([what.to_owned(), lot_title(bid, l, lang)]);
    for &l in &lots {
        let demand = all(plan.of_lots.row(l));
        grid.recorded(model, Style::Body, of_lot(lang.pick("Demande", "Demand"), l), &demand, Sum::Average);
    }
    let demand = all(&plan.demand);
    let words = names(lang.pick("Demande totale", "Total demand"));
    grid.recorded(model, Style::Subtotal, words, &demand, Sum::Average);
    let minimum = |m: usize| Some(course_value(&bid.pools[pool].minimum, inputs, m));
    let minimum: Vec<_> = (0..bid.contract.months).map(minimum).collect();
    grid.recorded(model, Style::Body, names("Minimum"), &minimum, Sum::Average);
    let need = all(&plan.need);
    grid.recorded(model, Style::Subtotal, names(lang.pick("Besoin", "Need")), &need, Sum::Average);
    for &l in &lots {
        let charged = all(plan.charge.row(l));
        grid.recorded(model, Style::Body, of_lot("Charge", l), &charged, Sum::Average);
    }
}
