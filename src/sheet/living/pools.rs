//! What each pool takes, and what each lot is charged of it (method §2).

use super::super::Style;
use super::calc::Calc;
use super::effort::all;
use super::grid::{Grid, Sum};
use super::{Model, keys, lot_title};
use crate::engine::course_value;
use crate::graph::Recording;
use crate::model::bid::{Index, Who};

/// The sheet of pools.
pub struct Pools<'a> {
    pub grid: Grid<'a>,
    rows: Vec<PoolRows>,
}

struct PoolRows {
    need: usize,
    /// By lot: the row of its charge, where it has a demand on the pool.
    charge: Vec<Option<usize>>,
}

impl<'a> Pools<'a> {
    pub fn new(model: &'a Model) -> Self {
        let lang = model.lang;
        let title = [
            lang.pick("Pools : besoin commun et charge de chaque lot", "Pools: what they need, and each lot’s charge"),
            lang.pick(
                "Besoin = le plus grand du minimum et de la demande, nul sans demande ; réparti au prorata des demandes.",
                "Need = the greater of minimum and demand, nothing without demand; charged pro rata to demand.",
            ),
        ];
        let grid = model.months(lang.pick("Pools", "Pools"), title, lang.pick("ETP moyen", "Average FTE"), 3);
        let mut pools = Self { grid, rows: Vec::new() };
        for pool in 0..model.bid.pools.len() {
            let rows = pools.pool(model, pool);
            pools.rows.push(rows);
        }
        pools
    }

    fn pool(&mut self, model: &Model, pool: Index) -> PoolRows {
        let (bid, lang) = (model.bid, model.lang);
        let Recording { inputs, estimate } = &model.recorded;
        let plan = &estimate.plan.pools[pool];
        let grid = &mut self.grid;
        grid.section(bid.pools[pool].label.get(lang));
        let asks = |l: &Index| bid.lots[*l].positions.iter().any(|position| position.who == Who::Pool(pool));
        let lots: Vec<Index> = (0..bid.lots.len()).filter(asks).collect();
        let names = |words: &str| keys([words.to_owned()]);
        let of_lot = |what: &str, l: Index| keys([what.to_owned(), lot_title(bid, l, lang)]);
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
        let need = grid.recorded(model, Style::Subtotal, names(lang.pick("Besoin", "Need")), &need, Sum::Average);
        let mut charge = vec![None; bid.lots.len()];
        for &l in &lots {
            let charged = all(plan.charge.row(l));
            let words = of_lot("Charge", l);
            charge[l] = Some(grid.recorded(model, Style::Body, words, &charged, Sum::Average));
        }
        PoolRows { need, charge }
    }

    /// What the pool needs in a month.
    pub fn need(&self, pool: Index, m: usize) -> Calc {
        self.grid.month(self.rows[pool].need, m)
    }

    /// What a lot is charged of the pool in a month; nothing where it asks nothing of it.
    pub fn charge(&self, pool: Index, lot: Index, m: usize) -> Option<Calc> {
        self.rows[pool].charge[lot].map(|row| self.grid.month(row, m))
    }

    /// Does the lot ask anything of the pool?
    pub fn serves(&self, pool: Index, lot: Index) -> bool {
        self.rows[pool].charge[lot].is_some()
    }
}
