//! The quantities of the DQE's lines (method §5).

use super::super::{Column, Sheet, Style};
use super::{Model, keys, lot_title};
use crate::engine::{Name, Thing, What};
use crate::model::unit_name;

/// The sheet of quantities.
pub fn quantities(model: &Model) -> Sheet {
    let Model { bid, estimate, lang, .. } = *model;
    let title = [
        lang.pick("Quantités du DQE par année", "Quantities of the DQE by year"),
        lang.pick(
            "Elles viennent de la saisie ; une ligne au mois compte les mois de l’année.",
            "They come from the input sheet; a line by the month counts the year’s months.",
        ),
    ];
    let names = [lang.pick("N° de prix", "Code"), lang.pick("Désignation", "Line"), lang.pick("Unité", "Unit"), ""];
    let widths = [10, 58, 10, 3];
    let total = lang.pick("Quantité totale", "Total quantity");
    let mut grid = model.yearly(lang.pick("Quantités", "Quantities"), title, names, widths, total, 2);
    let weighted = lang.pick("Poids × quantité", "Weight × quantity");
    grid.sheet.columns.push(Column::number("weighted", weighted, 14));
    for (l, lot) in bid.lots.iter_enumerated() {
        grid.section(&lot_title(bid, l, lang));
        for ((j, line), amounts) in lot.lines.iter_enumerated().zip(&estimate.dqe.lines[l]) {
            let names = keys([line.code.clone(), line.label.clone(), unit_name(line.unit, lang).to_owned()]);
            let years: Vec<_> = model.recorded.estimate.dqe.lines[l][j].quantities.iter().copied().map(Some).collect();
            let of_line = |what: What| model.recorder.step(Name::of(what).lot(l).thing(Thing::Line(j)));
            grid.places = amounts.quantity_places();
            let row = grid.unsummed(model, Style::Body, names, &years);
            grid.sum_years(row, of_line(What::Quantity));
            grid.after_years(model, row, of_line(What::Weighted));
        }
    }
    grid.sheet
}
