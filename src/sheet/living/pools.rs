//! What each pool takes, and what each lot is charged of it (method §2).

use super::super::Style;
use super::effort::Effort;
use super::grid::{Calc, Grid, Sum};
use super::{Model, keys, lot_title};
use crate::engine::course_value;
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
    pub fn new(model: &'a Model, effort: &Effort) -> Self {
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
            let rows = pools.pool(model, effort, pool);
            pools.rows.push(rows);
        }
        pools
    }

    fn pool(&mut self, model: &Model, effort: &Effort, pool: Index) -> PoolRows {
        let (bid, lang, plan) = (model.bid, model.lang, &model.estimate.plan.pools[pool]);
        let months = || 0..bid.contract.months;
        let grid = &mut self.grid;
        grid.section(bid.pools[pool].label.get(lang));
        let asks = |l: Index| {
            (0..bid.lots[l].positions.len()).filter(move |p| bid.lots[l].positions[*p].who == Who::Pool(pool))
        };
        let lots: Vec<Index> = (0..bid.lots.len()).filter(|l| asks(*l).next().is_some()).collect();
        let label = |what: &str, l: Index| keys([what.to_owned(), lot_title(bid, l, lang)]);
        let first = grid.sheet.rows.len();
        for &l in &lots {
            let of_month = |m: usize| {
                let asked: Vec<Calc> = asks(l).filter_map(|p| effort.month(model, l, p, m)).collect();
                let formulas: Vec<&str> = asked.iter().map(|calc| calc.formula.as_str()).collect();
                let value = asked.iter().map(|calc| calc.value).sum();
                (!asked.is_empty()).then(|| Calc::new(formulas.join("+"), value))
            };
            let cells = months().map(of_month).collect();
            grid.months(Style::Body, label(lang.pick("Demande", "Demand"), l), cells, Sum::Average);
        }
        let demands = first..grid.sheet.rows.len();
        let names = |words: &str| keys([words.to_owned()]);
        let demand = if demands.is_empty() {
            let none = months().map(|_| None).collect();
            grid.months(Style::Body, names(lang.pick("Demande totale", "Total demand")), none, Sum::Average)
        } else {
            grid.subtotal(Style::Subtotal, names(lang.pick("Demande totale", "Total demand")), demands.clone())
        };
        let least = months().map(|m| {
            let course = &bid.pools[pool].minimum;
            Some(Calc { value: course_value(course, model.inputs, m), ..model.course(course, m) })
        });
        let least = least.collect();
        let minimum = grid.months(Style::Body, names(lang.pick("Minimum", "Minimum")), least, Sum::Average);
        let needed = months().map(|m| {
            let (asked, least) = (grid.month_here(demand, m), grid.month_here(minimum, m));
            Some(Calc::new(format!("IF({asked}=0,0,MAX({least},{asked}))"), plan.need[m]))
        });
        let needed = needed.collect();
        let need = grid.months(Style::Subtotal, names(lang.pick("Besoin", "Need")), needed, Sum::Average);
        let mut charge = vec![None; bid.lots.len()];
        for (&l, row) in lots.iter().zip(demands) {
            let charged = months().map(|m| {
                let (own, all, need) = (grid.month_here(row, m), grid.month_here(demand, m), grid.month_here(need, m));
                Some(Calc::new(format!("IF({all}=0,0,{need}*{own}/{all})"), plan.charge.row(l)[m]))
            });
            let charged = charged.collect();
            charge[l] = Some(grid.months(Style::Body, label(lang.pick("Charge", "Charge"), l), charged, Sum::Average));
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
