//! Every number of the model in words, with where it comes from (method §0).

use rust_decimal::Decimal;

use super::names::Names;
use super::stakes::is_share;
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
    let names = Names { bid, lang };
    let rows = figures.into_iter().map(|figure| {
        let number = |value: Decimal| {
            if is_share(figure.unit) { Cell::Rate(value) } else { Cell::Number(value, value.scale()) }
        };
        let bound =
            |get: fn((Decimal, Decimal)) -> Decimal| figure.range.map_or(Cell::Empty, |range| number(get(range)));
        Row::body(vec![
            figure.path.as_str().into(),
            names.group_of(&figure.path).into(),
            names.figure(&figure.path).into(),
            number(figure.value),
            bound(|r| r.0),
            bound(|r| r.1),
            figure.unit.into(),
            names.unit(figure).into(),
            strength_name(figure.source.strength(), lang).into(),
            figure.source.to_string().into(),
            names.source(&figure.source).into(),
            figure.note.as_deref().unwrap_or_default().into(),
            figure.ask.as_deref().unwrap_or_default().into(),
            sources.place(figure.at).into(),
        ])
    });
    Sheet {
        name: lang.pick("Registre", "Register").into(),
        title: vec![
            lang.pick("Les chiffres du modèle et leurs sources", "The model’s figures and their sources").into(),
        ],
        columns: vec![
            Column::key("path"),
            Column::drawn(lang.pick("De quoi", "Of what"), 24),
            Column::drawn(lang.pick("Chiffre", "Figure"), 46),
            Column::number("value", lang.pick("Valeur", "Value"), 11),
            Column::number("low", lang.pick("Bas", "Low"), 9),
            Column::number("high", lang.pick("Haut", "High"), 9),
            Column::key("unit"),
            Column::drawn(lang.pick("Unité", "Unit"), 13),
            Column::text("strength", lang.pick("Appui", "Rests on"), 15),
            Column::key("source"),
            Column::drawn("Source", 22),
            Column::text("note", lang.pick("Justification", "Note"), 40),
            Column::text("ask", lang.pick("Question à poser", "Question to ask"), 46),
            Column::key("place"),
        ],
        rows: rows.collect(),
        frozen: 2,
        filtered: true,
        ..Sheet::default()
    }
}
