//! Machines, services, licences, and costs that fall once (method §4).

use std::ops::Range;

use super::super::Style;
use super::effort::all;
use super::grid::{Grid, Sum};
use super::{Model, keys, lot_short};
use crate::engine::item_months;
use crate::model::bid::{Index, Item, Nature, Payer};
use crate::model::nature_name;

/// The sheet of the platform.
pub struct Platform<'a> {
    pub grid: Grid<'a>,
    /// By lot and nature: the rows of the items that the bidder pays, of costs that fall once.
    items: Vec<(Index, Nature, Range<usize>)>,
    one_offs: Vec<(Index, Nature, Range<usize>)>,
}

impl<'a> Platform<'a> {
    pub fn new(model: &'a Model) -> Self {
        let Model { bid, lang, .. } = *model;
        let title = [
            lang.pick("Plateforme et coûts ponctuels, en euros", "Platform and one-off costs, in euros"),
            lang.pick(
                "Nombre × prix d’un par mois × (1 + dérive) à la puissance des janviers depuis le mois de base.",
                "Count × price of one a month × (1 + drift) to the power of the Januaries since the base month.",
            ),
        ];
        let grid = model.months(lang.pick("Plateforme", "Platform"), title, lang.pick("Total", "Total"), 2);
        let mut platform = Self { grid, items: Vec::new(), one_offs: Vec::new() };
        platform.grid.section(lang.pick("Payé par le candidat", "Paid by the bidder"));
        for l in 0..bid.lots.len() {
            for nature in Nature::ALL {
                let rows = platform.items(model, l, |item| item.paid_by == Payer::Bidder && item.nature == nature);
                platform.items.extend((!rows.is_empty()).then_some((l, nature, rows)));
            }
        }
        platform.grid.section(lang.pick("Coûts ponctuels", "One-off costs"));
        for l in 0..bid.lots.len() {
            for nature in Nature::ALL {
                let rows = platform.one_offs(model, l, nature);
                platform.one_offs.extend((!rows.is_empty()).then_some((l, nature, rows)));
            }
        }
        let buyer = lang.pick(
            "Payé par l’acheteur, hors prix : coût total de possession",
            "Paid by the buyer, not priced: total cost of ownership",
        );
        platform.grid.section(buyer);
        for l in 0..bid.lots.len() {
            platform.items(model, l, |item| item.paid_by == Payer::Buyer);
        }
        platform
    }

    fn items(&mut self, model: &Model, l: Index, keep: impl Fn(&Item) -> bool) -> Range<usize> {
        let Model { bid, lang, .. } = *model;
        let first = self.grid.sheet.rows.len();
        for (place, item) in bid.lots[l].platform.iter().enumerate().filter(|(_, item)| keep(item)) {
            let months = all(&item_months(bid, &model.recorded.inputs, l, place));
            let names = keys([
                format!("{} · {}", lot_short(bid, l), nature_name(item.nature, lang)),
                item.label.get(lang).to_owned(),
                item.provider.clone().unwrap_or_default(),
                item.base_month.to_string(),
            ]);
            self.grid.recorded(model, Style::Body, names, &months, Sum::Total);
        }
        first..self.grid.sheet.rows.len()
    }

    fn one_offs(&mut self, model: &Model, l: Index, nature: Nature) -> Range<usize> {
        let (bid, lang) = (model.bid, model.lang);
        let first = self.grid.sheet.rows.len();
        for one_off in bid.lots[l].one_offs.iter().filter(|one_off| one_off.nature == nature) {
            let amount = model.recorded.inputs[one_off.amount];
            let months: Vec<_> = (0..bid.contract.months).map(|m| (m == one_off.month).then_some(amount)).collect();
            let names = keys([
                format!("{} · {}", lot_short(bid, l), nature_name(nature, lang)),
                one_off.label.get(lang).to_owned(),
            ]);
            self.grid.recorded(model, Style::Body, names, &months, Sum::Total);
        }
        first..self.grid.sheet.rows.len()
    }

    /// The rows of what the bidder pays for a nature of a lot.
    pub fn items_of(&self, lot: Index, nature: Nature) -> Option<Range<usize>> {
        self.items.iter().find(|(l, n, _)| (*l, *n) == (lot, nature)).map(|(.., rows)| rows.clone())
    }

    /// The rows of the costs that fall once for a nature of a lot.
    pub fn one_offs_of(&self, lot: Index, nature: Nature) -> Option<Range<usize>> {
        self.one_offs.iter().find(|(l, n, _)| (*l, *n) == (lot, nature)).map(|(.., rows)| rows.clone())
    }
}
