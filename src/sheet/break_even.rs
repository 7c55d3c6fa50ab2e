//! Where a site pays, for each profile (method §3).

use super::{Cell, Column, Row, Sheet, zone_name};
use crate::engine::BreakEven;
use crate::model::Bid;
use crate::unit::{Exact, Lang};

/// The break-even of each site and profile against the reference site.
#[must_use]
pub fn break_even(bid: &Bid, all: &[BreakEven<Exact>], lang: Lang) -> Sheet {
    let reference = bid.sites[bid.contract.reference].label.get(lang);
    let rows = all.iter().map(|one| {
        let site = &bid.sites[one.site];
        let ratio = |value: Exact| Cell::Number(value.shown(), 3);
        let pays = one.ratio() < Exact::from(rust_decimal::Decimal::ONE);
        Row::body(vec![
            site.label.get(lang).into(),
            zone_name(site.zone, lang).into(),
            bid.profiles[one.profile].label.get(lang).into(),
            ratio(one.daily_cost),
            ratio(one.worked),
            ratio(one.coordination),
            ratio(one.productivity),
            ratio(one.ratio()),
            ratio(one.pays_from),
            (if pays { lang.pick("oui", "yes") } else { lang.pick("non", "no") }).into(),
        ])
    });
    Sheet {
        name: lang.pick("Seuils", "Break-even").into(),
        title: vec![
            lang.pick("Seuil de rentabilité des sites", "Break-even of the sites").into(),
            format!("{} {reference}", lang.pick("Rapports au site de référence,", "Ratios to the reference site,")),
        ],
        columns: vec![
            Column::text("site", "Site", 20),
            Column::text("zone", "Zone", 10),
            Column::text("profile", lang.pick("Profil", "Profile"), 32),
            Column::number("daily_cost_ratio", "CJM", 8),
            Column::number("worked_ratio", lang.pick("Jours", "Days"), 8),
            Column::number("coordination_ratio", "Coord.", 8),
            Column::number("productivity", lang.pick("Product.", "Product."), 9),
            Column::number("ratio", lang.pick("Coût", "Cost"), 8),
            Column::number("pays_from_productivity", lang.pick("Seuil", "From"), 8),
            Column::text("pays", lang.pick("Rentable", "Pays"), 9),
        ],
        rows: rows.collect(),
        notes: vec![
            lang.pick(
                "Coût = CJM × jours × coordination / productivité : le site est rentable sous 1, donc dès que sa productivité dépasse le seuil.",
                "Cost = daily cost × days × coordination / productivity: the site pays below 1, so from the productivity shown.",
            )
            .into(),
        ],
        ..Sheet::default()
    }
}
