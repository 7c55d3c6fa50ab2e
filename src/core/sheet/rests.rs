//! What the price rests on, layer by layer (method §0).

use rust_decimal::Decimal;

use super::assumptions::strength_name;
use super::{Cell, Column, Row, Sheet, Style};
use crate::model::figure::Strength;
use crate::trace::{Layer, Rests};
use crate::unit::{Lang, capital, percent};

const STRENGTHS: [Strength; 4] = [Strength::Buyer, Strength::Document, Strength::RateCard, Strength::Assumption];

fn layer_name(layer: Layer, lang: Lang) -> &'static str {
    match layer {
        Layer::Effort => lang.pick("Combien : ETP, volumes, quantités", "How much: FTE, volumes, quantities"),
        Layer::Place => lang.pick("Où : mix, productivité, absences", "Where: mixes, productivity, absence"),
        Layer::Rates => {
            lang.pick("À quel coût : CJM, dérive, plateforme", "At what cost: daily costs, drift, platform")
        }
        Layer::Policy => {
            lang.pick("À quel prix : frais, provision, marge", "At what price: overheads, provision, margin")
        }
    }
}

/// How much of the price rests on what the buyer said, on documents, on rate cards, on assumptions.
#[must_use]
pub fn rests(rests: &Rests, lang: Lang) -> Sheet {
    let euros = |value: Decimal| Cell::Number(value, 0);
    let row = |style, label: &str, by: &[Decimal; 4], untouched: Cell| {
        let mut cells = vec![Cell::from(label)];
        cells.extend(by.iter().map(|value| euros(*value)));
        cells.push(untouched);
        Row { style, cells }
    };
    let mut rows: Vec<Row> = Layer::ALL
        .into_iter()
        .map(|layer| {
            let rest = rests.of(layer);
            row(Style::Body, layer_name(layer, lang), &rest.by, euros(rest.untouched))
        })
        .collect();
    let all = lang.pick("Ensemble : le plus faible appui", "All: the weakest support");
    rows.push(row(Style::Total, all, &rests.all, Cell::Empty));
    let mut columns = vec![Column::text("layer", lang.pick("Ce qui fait le prix", "What makes the price"), 40)];
    columns.extend(
        STRENGTHS.map(|s| {
            Column::number(&strength_name(s, Lang::En).replace(' ', "_"), &capital(strength_name(s, lang)), 16)
        }),
    );
    columns.push(Column::number("untouched", lang.pick("Sans objet", "Not involved"), 14));
    let total: Decimal = rests.all.iter().sum();
    let supported = total - rests.on(Strength::Assumption);
    let share = supported.checked_div(total).unwrap_or_default();
    let note = match lang {
        Lang::Fr => format!("{} du prix ne repose sur aucune hypothèse.", percent(share, lang)),
        Lang::En => format!("{} of the price rests on no assumption at all.", percent(share, lang)),
    };
    Sheet {
        name: lang.pick("Ce qui porte le prix", "Support").into(),
        title: vec![
            lang.pick("Sur quoi repose le prix", "What the price rests on").into(),
            lang.pick(
                "En euros HT, prix avant arrondi ; un euro compte pour la source la plus faible des chiffres qui l’ont fait.",
                "Euros before VAT, price unrounded; a euro counts for the weakest source among the figures that made it.",
            )
            .into(),
        ],
        columns,
        rows,
        notes: vec![note],
        ..Sheet::default()
    }
}
