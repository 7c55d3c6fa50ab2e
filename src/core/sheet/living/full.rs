//! The full cost of each nature of each lot, where it falls (method §4).

use typed_index_collections::TiVec;

use super::super::{Cell, Style};
use super::grid::{Grid, KEYS};
use super::{Model, keys, lot_short, lot_title, percent, there};
use crate::engine::{FullCost, Monthly, Parts, cell, monthly};
use crate::graph::Recorded;
use crate::model::bid::{LotId, Nature};
use crate::model::nature_name;
use crate::unit::Number as _;

/// The sheet of full costs.
pub struct Full<'a> {
    pub grid: Grid<'a>,
    /// By lot and contract year: its full cost.
    pub lots: TiVec<LotId, Vec<Recorded<'a>>>,
}

/// A part of the direct cost of a nature.
type Part<'a> = fn(&Parts<Recorded<'a>>) -> Recorded<'a>;

impl<'a> Full<'a> {
    pub fn new(model: &'a Model<'a>) -> Self {
        let Model { bid, lang, .. } = *model;
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
        let estimate = &model.recorded.estimate;
        let monthly = monthly(bid, &model.recorded.inputs, &estimate.plan, &estimate.cost.rates);
        let mut full = Self { grid, lots: TiVec::new() };
        for l in bid.lots.keys() {
            full.grid.section(&lot_title(bid, l, lang));
            let mut lot = vec![Recorded::ZERO; bid.years()];
            for nature in Nature::ALL {
                let years = full.nature(model, &monthly, l, nature);
                lot.iter_mut().zip(years).for_each(|(sum, full)| *sum += full);
            }
            let names =
                keys([lot_short(bid, l), String::new(), lang.pick("Total du lot", "Total of the lot").to_owned()]);
            full.grid.recorded_years(model, Style::Total, names, &there(&lot), None);
            full.lots.push(lot);
        }
        full
    }

    /// A nature of a lot: its full cost in each contract year, none where nothing can cost anything.
    fn nature(
        &mut self, model: &Model<'a>, monthly: &Monthly<Recorded<'a>>, l: LotId, nature: Nature,
    ) -> Vec<Recorded<'a>> {
        let Model { bid, lang, .. } = *model;
        let (inputs, cost) = (&model.recorded.inputs, &model.recorded.estimate.cost);
        let place = cell(l, nature);
        let years: Vec<Parts<Recorded>> = (0..bid.years()).map(|k| monthly.within(place, bid.months_of(k))).collect();
        if cost.direct[place].direct().node().is_none() {
            return Vec::new();
        }
        let mut row = |style, label: &str, rate: Cell, years: &[Recorded<'a>], total: Option<Recorded<'a>>| {
            let [lot, nature, label, _]: [Cell; KEYS] =
                keys([lot_short(bid, l), nature_name(nature, lang).to_owned(), label.to_owned()]);
            if years.iter().any(|year| year.node().is_some()) {
                self.grid.recorded_years(model, style, [lot, nature, label, rate], &there(years), total);
            }
        };
        let parts: [(&str, Part<'a>); 4] = [
            (lang.pick("Main-d’œuvre propre", "Own labour"), |parts| parts.own),
            (lang.pick("Main-d’œuvre des partenaires", "Partners’ labour"), |parts| parts.partners),
            (lang.pick("Plateforme", "Platform"), |parts| parts.platform),
            (lang.pick("Coûts ponctuels", "One-off costs"), |parts| parts.one_offs),
        ];
        for (label, part) in parts {
            let of_years: Vec<_> = years.iter().map(part).collect();
            row(Style::Body, label, Cell::Empty, &of_years, Some(part(&cost.direct[place])));
        }
        let of_year = |(k, parts): (usize, &Parts<Recorded<'a>>)| parts.full_in_year(bid, inputs, l, nature, k);
        let years: Vec<FullCost<Recorded>> = years.iter().enumerate().map(of_year).collect();
        // A year that nothing can cost anything in has no cells.
        let of = |part: &dyn Fn(&FullCost<Recorded<'a>>) -> Recorded<'a>| -> Vec<Recorded<'a>> {
            let there = |full: &FullCost<Recorded<'a>>| full.direct.node().map_or(Recorded::ZERO, |_| part(full));
            years.iter().map(there).collect()
        };
        row(Style::Subtotal, lang.pick("Coût direct", "Direct cost"), Cell::Empty, &of(&|full| full.direct), None);
        for (o, overhead) in bid.overheads.iter_enumerated() {
            let rate = percent(model.fig(overhead.rate));
            row(Style::Body, overhead.label.get(lang), rate, &of(&|full| full.overheads[o]), None);
        }
        let rate = percent(model.fig(bid.lots[l].terms(nature).provision));
        row(Style::Body, lang.pick("Provision", "Provision"), rate, &of(&|full| full.provision), None);
        let full = of(&|full| full.full);
        row(Style::Subtotal, lang.pick("Coût complet", "Full cost"), Cell::Empty, &full, Some(cost.full[place]));
        full
    }
}
