//! Where a site pays, for each profile (method §3).

use itertools::Itertools as _;

use super::{Cell, Column, Row, Sheet, Style};
use crate::engine::BreakEven;
use crate::model::Bid;
use crate::model::zone_name;
use crate::unit::{Exact, Lang, Number as _};

/// The break-even of each site and profile against the reference site.
#[must_use]
pub fn break_even(bid: &Bid, all: &[BreakEven<Exact>], lang: Lang) -> Sheet {
    let reference = bid.sites[bid.contract.reference].label.get(lang);
    let mut rows: Vec<Row> = Vec::new();
    for (site, ones) in &all.iter().chunk_by(|one| one.site) {
        let site = &bid.sites[site];
        let heading = format!("{} ({})", site.label.get(lang), zone_name(site.zone, lang));
        rows.push(Row::of(Style::Section, vec![Cell::Empty, heading.into()]));
        rows.extend(ones.map(|one| {
            let ratio = |value: Exact| Cell::Number(value.shown(), 3);
            let pays = one.ratio() < Exact::ONE;
            Row::body(vec![
                site.id.as_str().into(),
                bid.profiles[one.profile].label.get(lang).into(),
                ratio(one.daily_cost),
                ratio(one.worked),
                ratio(one.coordination),
                ratio(one.productivity),
                ratio(one.ratio()),
                ratio(one.pays_from),
                (if pays { lang.pick("oui", "yes") } else { lang.pick("non", "no") }).into(),
            ])
        }));
    }
    Sheet {
        name: lang.pick("Seuils", "Break-even").into(),
        title: vec![
            lang.pick("Seuil de rentabilité des sites", "Break-even of the sites").into(),
            format!("{} {reference}", lang.pick("Rapports au site de référence,", "Ratios to the reference site,")),
        ],
        columns: vec![
            Column::key("site"),
            Column::text("profile", lang.pick("Profil", "Profile"), 32),
            Column::number("daily_cost_ratio", "CJM", 8),
            Column::number("worked_ratio", lang.pick("Jours", "Days"), 8),
            Column::number("coordination_ratio", "Coord.", 8),
            Column::number("productivity", lang.pick("Product.", "Product."), 9),
            Column::number("ratio", lang.pick("Coût", "Cost"), 8),
            Column::number("pays_from_productivity", lang.pick("Seuil", "From"), 8),
            Column::text("pays", lang.pick("Rentable", "Pays"), 9),
        ],
        rows,
        notes: vec![
            lang.pick(
                "Coût = CJM × jours × coord. / productivité ; rentable sous 1 : productivité au-delà du seuil.",
                "Cost = daily cost × days × coord. / productivity: pays below 1, so past the productivity shown.",
            )
            .into(),
        ],
        ..Sheet::default()
    }
}
