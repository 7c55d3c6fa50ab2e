//! Machines, services, licences, and costs that fall once (method §4).

use super::super::{Sheet, Style};
use super::effort::all;
use super::grid::{Grid, Sum};
use super::{Model, keys, lot_short};
use crate::engine::{Name, Thing, What, item_months};
use crate::model::bid::{Item, LotId, Nature, Payer};
use crate::model::nature_name;

/// The sheet of the platform.
pub fn platform(model: &Model) -> Sheet {
    let Model { bid, lang, .. } = *model;
    let title = [
        lang.pick("Plateforme et coûts ponctuels, en euros", "Platform and one-off costs, in euros"),
        lang.pick(
            "Nombre × prix d’un par mois × (1 + dérive) à la puissance des janviers depuis le mois de base.",
            "Count × price of one a month × (1 + drift) to the power of the Januaries since the base month.",
        ),
    ];
    let mut grid = model.months(lang.pick("Plateforme", "Platform"), title, lang.pick("Total", "Total"), 2);
    grid.section(lang.pick("Payé par le candidat", "Paid by the bidder"));
    for l in bid.lots.keys() {
        for nature in Nature::ALL {
            items(model, &mut grid, l, |item| item.paid_by == Payer::Bidder && item.nature == nature);
        }
    }
    grid.section(lang.pick("Coûts ponctuels", "One-off costs"));
    for l in bid.lots.keys() {
        for nature in Nature::ALL {
            one_offs(model, &mut grid, l, nature);
        }
    }
    let buyer = lang.pick(
        "Payé par l’acheteur, hors prix : coût total de possession",
        "Paid by the buyer, not priced: total cost of ownership",
    );
    grid.section(buyer);
    for l in bid.lots.keys() {
        items(model, &mut grid, l, |item| item.paid_by == Payer::Buyer);
    }
    grid.sheet
}

fn items(model: &Model, grid: &mut Grid, l: LotId, keep: impl Fn(&Item) -> bool) {
    let Model { bid, lang, .. } = *model;
    for (place, item) in bid.lots[l].platform.iter_enumerated().filter(|(_, item)| keep(item)) {
        let months = all(&item_months(bid, &model.recorded.inputs, l, place));
        let names = keys([
            format!("{} · {}", lot_short(bid, l), nature_name(item.nature, lang)),
            item.label.get(lang).to_owned(),
            item.provider.clone().unwrap_or_default(),
            item.base_month.to_string(),
        ]);
        grid.recorded(model, Style::Body, names, &months, Sum::Total);
    }
}

fn one_offs(model: &Model, grid: &mut Grid, l: LotId, nature: Nature) {
    let (bid, lang) = (model.bid, model.lang);
    for (place, one_off) in bid.lots[l].one_offs.iter_enumerated().filter(|(_, one_off)| one_off.nature == nature) {
        let name = Name::of(What::OneOff).lot(l).thing(Thing::OneOff(place)).month(one_off.month);
        let amount = model.recorder.step(name);
        let months: Vec<_> = (0..bid.contract.months).map(|m| amount.filter(|_| m == one_off.month)).collect();
        let names = keys([
            format!("{} · {}", lot_short(bid, l), nature_name(nature, lang)),
            one_off.label.get(lang).to_owned(),
        ]);
        grid.recorded(model, Style::Body, names, &months, Sum::Total);
    }
}
