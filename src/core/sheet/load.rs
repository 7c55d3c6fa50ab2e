//! What the quantities ask of the teams, beside what the teams hold (method §2, *Workload*).

use itertools::Itertools as _;

use super::price::{lot_name, span};
use super::{Cell, Column, Row, Sheet, Style};
use crate::engine::{Load, YearLoad};
use crate::model::{Bid, nature_name};
use crate::unit::{Exact, Lang, percent};

/// Load and capacity by lot, nature and contract year.
#[must_use]
pub fn load(bid: &Bid, loads: &[Load<Exact>], lang: Lang) -> Sheet {
    let mut rows = Vec::new();
    for (lot, of_lot) in &loads.iter().chunk_by(|load| load.lot) {
        let heading = format!("Lot {}", lot_name(bid, lot, lang));
        rows.push(Row::of(Style::Section, vec![Cell::Empty, heading.into()]));
        for load in of_lot {
            let years = load.years.iter().enumerate();
            rows.extend(
                years.map(|(k, year)| row(bid, load, &format!("{} {}", lang.pick("Année", "Year"), k + 1), year, lang)),
            );
            let all = YearLoad {
                load: load.years.iter().map(|year| year.load).sum(),
                capacity: load.years.iter().map(|year| year.capacity).sum(),
            };
            rows.push(Row { style: Style::Subtotal, ..row(bid, load, lang.pick("Contrat", "Contract"), &all, lang) });
        }
    }
    let (least, most) = bid.tolerances.load;
    let bounds = [least, most].map(|bound| percent(bound, lang));
    let mut notes = vec![match lang {
        Lang::Fr => format!("Tolérance : de {} à {} de la capacité.", bounds[0], bounds[1]),
        Lang::En => format!("Tolerance: {} to {} of the capacity.", bounds[0], bounds[1]),
    }];
    let partial = loads.iter().any(|load| load.partial);
    if partial {
        notes.push(
            lang.pick(
                "Partielle : une ligne au moins de la nature n’indique pas sa charge unitaire.",
                "Partial: at least one line of the nature states no workload.",
            )
            .into(),
        );
    }
    if loads.is_empty() {
        notes.push(
            lang.pick("Aucune ligne du DQE n’indique sa charge unitaire.", "No line of the DQE states its workload.")
                .into(),
        );
    }
    Sheet {
        name: lang.pick("Charge et capacité", "Load and capacity").into(),
        title: vec![
            lang.pick(
                "Charge des unités d’œuvre et capacité des équipes",
                "Load of the work units and capacity of the teams",
            )
            .into(),
            format!(
                "{}, {}",
                lang.pick("En jours du site de référence", "In days of the reference site"),
                span(bid, lang)
            ),
        ],
        columns: vec![
            Column::key("lot"),
            Column::text("nature", "Nature", 26),
            Column::text("year", lang.pick("Année", "Year"), 10),
            Column::number("load", lang.pick("Charge (j)", "Load (d)"), 12),
            Column::number("capacity", lang.pick("Capacité (j)", "Capacity (d)"), 14),
            Column::number("ratio", lang.pick("Charge / capacité", "Load / capacity"), 18),
            Column { only_data: !partial, ..Column::text("partial", lang.pick("Partielle", "Partial"), 10) },
        ],
        rows,
        notes,
        ..Sheet::default()
    }
}

fn row(bid: &Bid, load: &Load<Exact>, period: &str, year: &YearLoad<Exact>, lang: Lang) -> Row {
    Row::body(vec![
        bid.lots[load.lot].id.as_str().into(),
        nature_name(load.nature, lang).into(),
        period.into(),
        Cell::Number(year.load.shown(), 1),
        Cell::Number(year.capacity.shown(), 1),
        year.ratio().map_or(Cell::Empty, |ratio| Cell::Percent(ratio.shown())),
        (if load.partial { lang.pick("oui", "yes") } else { "" }).into(),
    ])
}
