//! Scenarios side by side, cut by contract year, nature, profile or site.

use super::super::{Cell, Column, Row, Sheet, Style};
use super::subtitle;
use crate::engine::{Cut, Ledger, margin};
use crate::model::bid::{Index, Nature};
use crate::model::nature_name;
use crate::scenario::{Comparison, Outcome};
use crate::unit::{Exact, Lang, Number as _};

/// How scenarios are cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cutting {
    /// By contract year; cost where it falls.
    Year,
    /// By nature.
    Nature,
    /// By profile: people only.
    Profile,
    /// By site: people only.
    Site,
}

/// A part of a cut scenario: its id, its name, what it comes to, and over how many months.
type Part = (String, String, Cut<Exact>, usize);

/// Scenarios side by side in each year, nature, profile or site, for one lot or for all.
#[must_use]
pub fn compare_by(comparison: &Comparison, cutting: Cutting, lot: Option<&str>, lang: Lang) -> Sheet {
    let Some(first) = comparison.outcomes.first() else { return Sheet::default() };
    let cut: Vec<(&Outcome, Vec<Part>)> = comparison
        .outcomes
        .iter()
        .filter(|outcome| lot.is_none_or(|id| outcome.bid.lot(id).is_some()))
        .map(|outcome| (outcome, parts(outcome, cutting, lot, lang)))
        .collect();
    // Those of the first scenario, then those that only others have.
    let mut keys: Vec<(&str, &str)> = Vec::new();
    for (id, name, cut, _) in cut.iter().flat_map(|(_, parts)| parts) {
        let is_known = keys.iter().any(|(known, _)| known == id);
        if !is_known && (!cut.days.is_zero() || !cut.price.is_zero()) {
            keys.push((id, name));
        }
    }
    let priced = matches!(cutting, Cutting::Year | Cutting::Nature);
    let mut rows = Vec::new();
    for (key, name) in keys {
        rows.push(Row::of(Style::Section, vec![Cell::Empty, Cell::Empty, name.into()]));
        let mut reference = None;
        for (outcome, parts) in &cut {
            let part = parts.iter().find(|part| part.0 == key);
            let (figures, months) = part.map_or((Cut::ZERO, 1), |part| (part.2, part.3));
            let amount = if priced { figures.price } else { figures.labour };
            let delta = reference.map(|reference| amount - reference);
            reference = reference.or(Some(amount));
            rows.push(Row::body(cells(outcome, key, &figures, months, delta, priced, lang)));
        }
    }
    let title = match cutting {
        Cutting::Year => lang.pick("Scénarios comparés par année", "Scenarios compared by year"),
        Cutting::Nature => lang.pick("Scénarios comparés par nature", "Scenarios compared by nature"),
        Cutting::Profile => lang.pick("Scénarios comparés par profil", "Scenarios compared by profile"),
        Cutting::Site => lang.pick("Scénarios comparés par site", "Scenarios compared by site"),
    };
    Sheet {
        name: title.into(),
        title: vec![title.into(), subtitle(&first.bid, lot, lang)],
        columns: columns(priced, lang),
        rows,
        ..Sheet::default()
    }
}

fn columns(priced: bool, lang: Lang) -> Vec<Column> {
    let number = |key: &str, fr: &str, en: &str, width: u16| Column::number(key, lang.pick(fr, en), width);
    let mut columns = vec![
        Column::key("scenario"),
        Column::key("part"),
        Column::text("label", lang.pick("Scénario", "Scenario"), 34),
        number("days", "Jours", "Days", 10),
        number("average_fte", "ETP", "FTE", 8),
        number("labour", "Coût des équipes", "People", 16),
    ];
    if priced {
        columns.push(number("full_cost", "Coût complet", "Full cost", 16));
        columns.push(number("price", "Prix HT", "Net price", 16));
        columns.push(number("margin", "Marge", "Margin", 8));
    } else {
        columns.push(number("daily_cost", "CJM", "Daily cost", 9));
    }
    columns.push(number("delta", "Écart", "Delta", 14));
    columns
}

fn cells(
    outcome: &Outcome, key: &str, figures: &Cut<Exact>, months: usize, delta: Option<Exact>, priced: bool, lang: Lang,
) -> Vec<Cell> {
    let euros = |value: Exact| Cell::Number(value.shown(), 0);
    let months = Exact::whole(u32::try_from(months).unwrap_or(u32::MAX));
    let mut cells = vec![
        outcome.id.as_str().into(),
        key.into(),
        outcome.label.get(lang).into(),
        euros(figures.days),
        Cell::Number((figures.heads / months).shown(), 1),
        euros(figures.labour),
    ];
    if priced {
        let share = margin(figures.price, figures.full);
        cells.extend([euros(figures.full), euros(figures.price)]);
        cells.push(if figures.price.is_zero() { Cell::Empty } else { Cell::Percent(share.shown()) });
    } else if figures.days.is_zero() {
        cells.push(Cell::Empty);
    } else {
        cells.push(Cell::Number((figures.labour / figures.days).shown(), 2));
    }
    cells.push(delta.map_or(Cell::Empty, euros));
    cells
}

fn parts(outcome: &Outcome, cutting: Cutting, lot: Option<&str>, lang: Lang) -> Vec<Part> {
    let bid = &outcome.bid;
    let ledger = Ledger::of(bid, &outcome.inputs, &outcome.estimate);
    let lots: Vec<Index> = match lot.and_then(|id| bid.lot(id)) {
        Some(lot) => vec![lot],
        None => (0..bid.lots.len()).collect(),
    };
    let sum = |cut: &dyn Fn(Index) -> Cut<Exact>| {
        let mut sum = Cut::ZERO;
        for l in &lots {
            sum.add(&cut(*l));
        }
        sum
    };
    let months = bid.contract.months;
    match cutting {
        Cutting::Year => (0..bid.years())
            .map(|k| {
                let name = format!("{} {}", lang.pick("Année", "Year"), k + 1);
                ((k + 1).to_string(), name, sum(&|l| ledger.year(l, k)), bid.months_of(k).len())
            })
            .collect(),
        Cutting::Nature => Nature::ALL
            .into_iter()
            .map(|n| (n.id().to_owned(), nature_name(n, lang).to_owned(), sum(&|l| ledger.nature(l, n)), months))
            .collect(),
        Cutting::Profile => (0..bid.profiles.len())
            .map(|p| {
                let (id, name) = (bid.profiles[p].id.clone(), bid.profiles[p].label.get(lang).to_owned());
                (id, name, sum(&|l| ledger.people(l, |post| post.profile == p)), months)
            })
            .collect(),
        Cutting::Site => (0..bid.sites.len())
            .map(|s| {
                let (id, name) = (bid.sites[s].id.clone(), bid.sites[s].label.get(lang).to_owned());
                (id, name, sum(&|l| ledger.people(l, |post| post.site == s)), months)
            })
            .collect(),
    }
}
