//! What the buyer said that shapes the bid without being a number, what is left out, and who takes part.

use super::price::lot_name;
use super::{Cell, Column, Row, Sheet, Style};
use crate::diag::Sources;
use crate::model::Bid;
use crate::model::bid::Statement;
use crate::model::role_name;
use crate::unit::Lang;

/// Facts of the consultation and of each lot, with their questions; what is out of scope; partners.
#[must_use]
pub fn facts(bid: &Bid, sources: &Sources, lang: Lang) -> Sheet {
    let mut rows = Vec::new();
    let mut section = |name: &str, statements: &[Statement]| {
        if statements.is_empty() {
            return;
        }
        rows.push(Row::of(Style::Section, vec![Cell::Empty, name.into()]));
        rows.extend(statements.iter().map(|statement| {
            Row::body(vec![
                name.into(),
                statement.label.get(lang).into(),
                statement.source.name(lang).into(),
                sources.place(statement.at).into(),
            ])
        }));
    };
    section(lang.pick("Consultation", "Consultation"), &bid.facts);
    for (l, lot) in bid.lots.iter_enumerated() {
        section(&format!("Lot {}", lot_name(bid, l, lang)), &lot.facts);
    }
    let rules: Vec<Statement> = bid.exclusivity.iter().map(|one| one.rule.clone()).collect();
    section(lang.pick("Exclusivité entre lots", "Exclusivity between lots"), &rules);
    section(lang.pick("Hors périmètre", "Out of scope"), &bid.out_of_scope);
    let partners = bid.partners.iter().map(|partner| {
        let role = role_name(partner.thing.role, lang);
        let group = lang.pick("Partenaires", "Partners");
        let label = format!("{} ({role})", partner.label.get(lang));
        Row::body(vec![group.into(), label.into(), Cell::Empty, sources.place(partner.at).into()])
    });
    let partners: Vec<Row> = partners.collect();
    if !partners.is_empty() {
        let heading = lang.pick("Partenaires", "Partners");
        rows.push(Row::of(Style::Section, vec![Cell::Empty, heading.into()]));
        rows.extend(partners);
    }
    Sheet {
        name: lang.pick("Faits", "Facts").into(),
        title: vec![
            lang.pick(
                "Ce que l’acheteur a dit, le périmètre, les partenaires",
                "What the buyer said, the scope, the partners",
            )
            .into(),
        ],
        columns: vec![
            Column::key("group"),
            Column::text("fact", lang.pick("Fait", "Fact"), 100),
            Column::text("source", "Source", 12),
            Column::key("place"),
        ],
        rows,
        ..Sheet::default()
    }
}
