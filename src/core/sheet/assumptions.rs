//! Every number of the model, with where it comes from (method §0).

use rust_decimal::Decimal;

use super::{Cell, Column, Row, Sheet};
use crate::diag::Sources;
use crate::model::Bid;
use crate::model::figure::Strength;
use crate::unit::Lang;

/// What a reader calls a strength.
#[must_use]
pub fn strength_name(strength: Strength, lang: Lang) -> &'static str {
    match strength {
        Strength::Buyer => lang.pick("acheteur", "buyer"),
        Strength::Document => lang.pick("document", "document"),
        Strength::RateCard => lang.pick("grille de coûts", "rate card"),
        Strength::Assumption => lang.pick("hypothèse", "assumption"),
    }
}

/// The numbers of the model, strongest source first.
#[must_use]
pub fn assumptions(bid: &Bid, sources: &Sources, lang: Lang) -> Sheet {
    let mut figures: Vec<_> = bid.figures.iter().collect();
    figures.sort_by_key(|f| (f.source.strength(), sources.name(f.at.file).to_owned(), f.at));
    let number = |value: Decimal| Cell::Number(value, value.scale());
    let rows = figures.into_iter().map(|figure| {
        let bound =
            |get: fn((Decimal, Decimal)) -> Decimal| figure.range.map_or(Cell::Empty, |range| number(get(range)));
        Row::body(vec![
            figure.path.as_str().into(),
            number(figure.value),
            bound(|r| r.0),
            bound(|r| r.1),
            figure.unit.into(),
            strength_name(figure.source.strength(), lang).into(),
            figure.source.to_string().into(),
            figure.note.as_deref().unwrap_or_default().into(),
            figure.ask.as_deref().unwrap_or_default().into(),
            sources.place(figure.at).into(),
        ])
    });
    Sheet {
        name: lang.pick("Hypothèses", "Assumptions").into(),
        title: vec![
            lang.pick("Les chiffres du modèle et leurs sources", "The model’s figures and their sources").into(),
        ],
        columns: vec![
            Column::text("path", lang.pick("Chiffre", "Figure"), 52),
            Column::number("value", lang.pick("Valeur", "Value"), 12),
            Column::number("low", lang.pick("Bas", "Low"), 10),
            Column::number("high", lang.pick("Haut", "High"), 10),
            Column::text("unit", lang.pick("Unité", "Unit"), 14),
            Column::text("strength", lang.pick("Appui", "Rests on"), 15),
            Column::text("source", "Source", 24),
            Column::text("note", "Note", 50),
            Column::text("ask", lang.pick("Question à poser", "Question to ask"), 50),
            Column::text("place", lang.pick("Où", "Where"), 34),
        ],
        rows: rows.collect(),
        frozen: 1,
        ..Sheet::default()
    }
}
