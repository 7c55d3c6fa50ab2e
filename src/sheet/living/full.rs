//! The full cost of each nature of each lot, where it falls (method §4).

use super::super::{Cell, Style};
use super::calc::Calc;
use super::grid::{Grid, KEYS};
use super::on_demand::OnDemand;
use super::people::People;
use super::platform::Platform;
use super::{Model, keys, lot_title, percent};
use crate::engine::{Monthly, Parts, cell, monthly};
use crate::model::bid::{Index, Nature, OverheadBase};
use crate::model::nature_name;
use crate::unit::Exact;

/// The sheet of full costs.
pub struct Full<'a> {
    pub grid: Grid<'a>,
    /// Each nature of each lot that has a cost: the row of its full cost.
    pub rows: Vec<(Index, Nature, usize)>,
}

/// What full costs are worked out from.
#[derive(Clone, Copy)]
pub struct Before<'a, 'b> {
    pub people: &'b People<'a>,
    pub on_demand: &'b OnDemand<'a>,
    pub platform: &'b Platform<'a>,
}

/// The rows of the direct cost of a nature: those that it has.
#[derive(Default)]
struct Direct {
    own: Option<usize>,
    partners: Option<usize>,
    platform: Option<usize>,
    one_offs: Option<usize>,
    all: usize,
}

impl Direct {
    fn base(&self, base: OverheadBase) -> Option<usize> {
        match base {
            OverheadBase::OwnLabour => self.own,
            OverheadBase::Partners => self.partners,
            OverheadBase::Platform => self.platform,
            OverheadBase::Direct => Some(self.all),
        }
    }
}

impl<'a> Full<'a> {
    pub fn new(model: &'a Model, before: Before<'a, '_>) -> Self {
        let Model { bid, inputs, estimate, lang, .. } = *model;
        let title = [
            lang.pick("Coûts complets par nature, en euros, là où ils tombent", "Full costs by nature, in euros, where they fall"),
            lang.pick(
                "Direct + frais (taux × base) + provision × (direct + frais). Les natures réparties le sont dans la feuille Prix.",
                "Direct + overheads (rate × base) + provision × (direct + overheads). Natures that are spread are so in the sheet Prices.",
            ),
        ];
        let names = [lang.pick("Lot", "Lot"), "Nature", lang.pick("Poste de coût", "Cost"), lang.pick("Taux", "Rate")];
        let name = lang.pick("Coûts complets", "Full costs");
        let grid = model.yearly(name, title, names, [24, 26, 36, 8], lang.pick("Total", "Total"), 2);
        let monthly = monthly(bid, inputs, &estimate.plan, &estimate.cost.rates);
        let mut full = Self { grid, rows: Vec::new() };
        for l in 0..bid.lots.len() {
            full.grid.section(&lot_title(bid, l, lang));
            for nature in Nature::ALL {
                if let Some(row) = full.nature(model, before, &monthly, l, nature) {
                    full.rows.push((l, nature, row));
                }
            }
        }
        full
    }

    fn nature(
        &mut self, model: &Model, before: Before, monthly: &Monthly<Exact>, l: Index, nature: Nature,
    ) -> Option<usize> {
        let (bid, lang) = (model.bid, model.lang);
        let parts: Vec<Parts<Exact>> =
            (0..bid.years()).map(|k| monthly.within(cell(l, nature), bid.months_of(k))).collect();
        let block = before.people.blocks.iter().find(|block| (block.lot, block.nature) == (l, nature));
        let labour = |part: usize| {
            let rows = block.map(|block| if part == 0 { block.own.clone() } else { block.partners.clone() });
            let rows = rows.filter(|rows| !rows.is_empty());
            let of_year = |k: usize| {
                let people = rows.clone().map(|rows| before.people.costs.column(rows, k));
                let days = before.on_demand.of_lot(l, part, k).filter(|_| nature == Nature::OnDemand);
                let formulas: Vec<String> = people.into_iter().chain(days).map(|calc| calc.formula).collect();
                let value = if part == 0 { parts[k].own } else { parts[k].partners };
                (!formulas.is_empty()).then(|| Calc::new(formulas.join("+"), value))
            };
            (0..bid.years()).map(of_year).collect::<Vec<_>>()
        };
        let bought = |rows: Option<std::ops::Range<usize>>, get: fn(&Parts<Exact>) -> Exact| {
            let of_year = |k: usize| {
                let rows = rows.clone()?;
                Some(Calc { value: get(&parts[k]), ..before.platform.grid.column(rows, k) })
            };
            (0..bid.years()).map(of_year).collect::<Vec<_>>()
        };
        let mut direct = Direct {
            own: self.part(model, l, nature, lang.pick("Main-d’œuvre propre", "Own labour"), labour(0)),
            partners: self.part(
                model,
                l,
                nature,
                lang.pick("Main-d’œuvre des partenaires", "Partners’ labour"),
                labour(1),
            ),
            platform: {
                let years = bought(before.platform.items_of(l, nature), |p| p.platform);
                self.part(model, l, nature, lang.pick("Plateforme", "Platform"), years)
            },
            one_offs: {
                let years = bought(before.platform.one_offs_of(l, nature), |p| p.one_offs);
                self.part(model, l, nature, lang.pick("Coûts ponctuels", "One-off costs"), years)
            },
            all: 0,
        };
        let pieces: Vec<usize> =
            [direct.own, direct.partners, direct.platform, direct.one_offs].into_iter().flatten().collect();
        if pieces.is_empty() {
            return None;
        }
        let sum_here = |grid: &Grid, rows: &[usize], k: usize| {
            rows.iter().map(|row| grid.year_here(*row, k)).collect::<Vec<_>>().join("+")
        };
        let years = (0..bid.years()).map(|k| Some(Calc::new(sum_here(&self.grid, &pieces, k), parts[k].direct())));
        let years = years.collect();
        direct.all =
            self.row(model, (l, nature), Style::Subtotal, lang.pick("Coût direct", "Direct cost"), Cell::Empty, years);
        let mut sums = vec![direct.all];
        for overhead in &bid.overheads {
            let Some(base) = direct.base(overhead.base) else { continue };
            let rate = model.fig(overhead.rate);
            let of_year = |k: usize| {
                let formula = format!("{}*{}", rate.formula, self.grid.year_here(base, k));
                Some(Calc::new(formula, rate.value * parts[k].base(overhead.base)))
            };
            let years = (0..bid.years()).map(of_year).collect();
            sums.push(self.row(model, (l, nature), Style::Body, overhead.label.get(lang), percent(rate), years));
        }
        let provision = model.fig(bid.lots[l].terms(nature).provision);
        let before_provision = |k: usize| parts[k].direct() + parts[k].overheads(bid, model.inputs);
        let of_year = |k: usize| {
            let formula = format!("{}*({})", provision.formula, sum_here(&self.grid, &sums, k));
            Some(Calc::new(formula, provision.value * before_provision(k)))
        };
        let years = (0..bid.years()).map(of_year).collect();
        let label = lang.pick("Provision", "Provision");
        sums.push(self.row(model, (l, nature), Style::Body, label, percent(provision), years));
        let of_year =
            |k: usize| Some(Calc::new(sum_here(&self.grid, &sums, k), parts[k].full(bid, model.inputs, l, nature)));
        let years = (0..bid.years()).map(of_year).collect();
        let label = lang.pick("Coût complet", "Full cost");
        Some(self.row(model, (l, nature), Style::Subtotal, label, Cell::Empty, years))
    }

    /// A part of the direct cost, where there is any.
    fn part(
        &mut self, model: &Model, l: Index, nature: Nature, label: &str, years: Vec<Option<Calc>>,
    ) -> Option<usize> {
        let there = years.iter().any(Option::is_some);
        there.then(|| self.row(model, (l, nature), Style::Body, label, Cell::Empty, years))
    }

    fn row(
        &mut self, model: &Model, (l, nature): (Index, Nature), style: Style, label: &str, rate: Cell,
        years: Vec<Option<Calc>>,
    ) -> usize {
        let [lot, nature, label, _]: [Cell; KEYS] =
            keys([super::lot_short(model.bid, l), nature_name(nature, model.lang).to_owned(), label.to_owned()]);
        let total = self.grid.sum_of_years(years.iter().flatten().map(|calc| calc.value).sum());
        self.grid.years(style, [lot, nature, label, rate], Some(total), years)
    }

    /// The full cost of a nature of a lot.
    pub fn of(&self, lot: Index, nature: Nature) -> Option<Calc> {
        let (_, _, row) = self.rows.iter().find(|(l, n, _)| (*l, *n) == (lot, nature))?;
        Some(self.grid.total(*row))
    }
}
