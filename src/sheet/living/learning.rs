//! How people learn where productivity ramps up: months since they came, heads for one FTE (method §3).

use std::collections::HashMap;

use super::super::Style;
use super::calc::Calc;
use super::grid::{Grid, Sum, whole};
use super::{Model, keys};
use crate::engine::site_productivity;
use crate::model::bid::Index;
use crate::unit::{Exact, Number};

/// Whose presence at a site counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Whose {
    /// A position of a lot.
    Position(Index, Index),
    /// A pool's member: its people learn whichever lot they serve.
    Member(Index, Index),
}

/// The sheet of learning.
pub struct Learning<'a> {
    pub grid: Grid<'a>,
    rows: HashMap<(Whose, Index), usize>,
}

impl<'a> Learning<'a> {
    pub fn new(model: &'a Model) -> Self {
        let lang = model.lang;
        let title = [
            lang.pick(
                "Apprentissage : où la productivité monte avec le temps",
                "Learning: where productivity rises with time",
            ),
            lang.pick(
                "Mois comptés depuis la première charge sur le site ; personnes par ETP = 1 / productivité de ce mois.",
                "Months since the first work at the site; heads for one FTE = 1 / that month’s productivity.",
            ),
        ];
        let grid = model.months(lang.pick("Apprentissage", "Learning"), title, "", 4);
        Self { grid, rows: HashMap::new() }
    }

    /// Follows people at a site where productivity ramps up: `there` says by month whether there is work, as the
    /// condition of a formula with its truth; nothing where there can be none.
    pub fn follow(
        &mut self, model: &Model, whose: Whose, site: Index, name: &str,
        there: impl Fn(usize) -> Option<(String, bool)>,
    ) {
        let Model { bid, inputs, lang, .. } = *model;
        let place = &bid.sites[site];
        let (Some(start), Some(months)) = (place.productivity_start, place.ramp_months) else { return };
        if self.rows.contains_key(&(whose, site)) {
            return;
        }
        let grid = &mut self.grid;
        let row = grid.sheet.rows.len();
        let (mut count, mut began) = (0, false);
        let mut stays = Vec::with_capacity(bid.contract.months);
        for m in 0..bid.contract.months {
            let condition = there(m);
            if condition.is_none() && !began {
                stays.push(None);
                continue;
            }
            let truth = condition.as_ref().is_some_and(|(_, truth)| *truth);
            count = if count > 0 { count + 1 } else { usize::from(truth) };
            let first = condition.map_or_else(|| "0".to_owned(), |(words, _)| format!("IF({words},1,0)"));
            let formula = if began {
                let before = grid.month_here(row, m - 1);
                format!("IF({before}>0,{before}+1,{first})")
            } else {
                first
            };
            began = true;
            stays.push(Some((Calc::new(formula, whole(count)), count)));
        }
        let names = |what: &str| keys([place.label.get(lang).to_owned(), name.to_owned(), what.to_owned()]);
        let counts = stays.iter().map(|stay| stay.as_ref().map(|(calc, _)| calc.clone())).collect();
        grid.places = 0;
        grid.months(Style::Body, names(lang.pick("mois sur le site", "months there")), counts, Sum::Nothing);
        let (start, months) = (model.figures.of(start), model.figures.of(months));
        let steady = model.figures.of(place.productivity_steady);
        let heads = stays.iter().enumerate().map(|(m, stay)| {
            let (_, count) = stay.as_ref()?;
            let at = grid.month_here(row, m);
            let learnt = format!("IF({at}-1<{months},{start}+({steady}-{start})*({at}-1)/{months},{steady})");
            let value = match count.checked_sub(1) {
                Some(t) => Exact::ONE / site_productivity(bid, inputs, site, t),
                None => Exact::ZERO,
            };
            Some(Calc::new(format!("IF({at}=0,0,1/{learnt})"), value))
        });
        let heads = heads.collect();
        grid.places = 4;
        let row = grid.months(
            Style::Subtotal,
            names(lang.pick("personnes par ETP", "heads for one FTE")),
            heads,
            Sum::Nothing,
        );
        self.rows.insert((whose, site), row);
    }

    /// Heads for one FTE in a month, where productivity ramps up.
    pub fn heads(&self, whose: Whose, site: Index, m: usize) -> Option<Calc> {
        self.rows.get(&(whose, site)).map(|row| self.grid.month(*row, m))
    }

    /// Heads for one FTE in some months, where productivity ramps up.
    pub fn heads_in(&self, whose: Whose, site: Index, months: std::ops::Range<usize>) -> Option<String> {
        self.rows.get(&(whose, site)).map(|row| self.grid.span(*row, months))
    }
}
