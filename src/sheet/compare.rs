//! Scenarios side by side (method §8).

use rust_decimal::Decimal;

use super::price::span;
use super::{Cell, Column, Row, Sheet, Style};
use crate::engine::{Estimate, Inputs, Post, away_share, margin, staffing};
use crate::model::Bid;
use crate::model::bid::Index;
use crate::unit::{Exact, Lang, Number};

/// What a scenario comes to, for one lot or for all.
#[derive(Debug, Clone)]
pub struct Compared {
    /// Its id.
    pub id: String,
    /// Its name.
    pub label: String,
    /// HT.
    pub net: Exact,
    /// TTC.
    pub gross: Exact,
    /// Full cost.
    pub full: Exact,
    /// Days worked.
    pub days: Exact,
    /// Average heads.
    pub average: Exact,
    /// The most heads in a month.
    pub peak: Exact,
    /// The share of the work asked for away from France.
    pub asked: Exact,
    /// The share of days worked there.
    pub obtained: Exact,
}

/// Sums up a scenario's estimate.
#[must_use]
pub fn compared(
    id: &str, label: &str, bid: &Bid, inputs: &Inputs<Exact>, estimate: &Estimate<Exact>, lot: Option<Index>,
) -> Compared {
    let people = staffing(bid, inputs, &estimate.plan);
    let in_lot = |post: &Post| lot.is_none_or(|l| post.lot == l);
    let heads = people.heads_where(in_lot);
    let total = lot.map_or(&estimate.dqe.total, |l| &estimate.dqe.lots[l]);
    let away = away_share(bid, inputs, &estimate.plan, &people, lot);
    let months = Exact::whole(u32::try_from(bid.contract.months).unwrap_or(u32::MAX));
    Compared {
        id: id.to_owned(),
        label: label.to_owned(),
        net: total.net,
        gross: total.gross,
        full: total.full,
        days: people.days_where(&estimate.plan, in_lot).into_iter().sum(),
        average: heads.iter().copied().sum::<Exact>() / months,
        peak: heads.into_iter().fold(Exact::ZERO, Exact::greatest),
        asked: away.asked,
        obtained: away.obtained,
    }
}

/// Scenarios side by side, each against the first.
#[must_use]
pub fn compare(all: &[Compared], bid: &Bid, lang: Lang) -> Sheet {
    let first = all.first().map_or(Exact::ZERO, |one| one.net);
    let rows = all.iter().enumerate().map(|(i, one)| {
        let delta = one.net - first;
        let share = if first.is_zero() { Exact::ZERO } else { delta / first };
        let per_day = if one.days.is_zero() { Exact::ZERO } else { one.net / one.days };
        let cells = vec![
            one.id.as_str().into(),
            one.label.as_str().into(),
            Cell::Number(one.net.shown(), 2),
            if i == 0 { Cell::Empty } else { Cell::Number(delta.shown(), 0) },
            if i == 0 { Cell::Empty } else { Cell::Percent(share.shown()) },
            Cell::Number(one.gross.shown(), 2),
            Cell::Number(one.full.shown(), 0),
            Cell::Percent(margin(one.net, one.full).shown()),
            Cell::Number(one.days.shown(), 0),
            Cell::Number(one.average.shown(), 1),
            Cell::Number(one.peak.shown(), 1),
            Cell::Percent(one.asked.shown()),
            Cell::Percent(one.obtained.shown()),
            Cell::Number(per_day.shown(), 0),
        ];
        Row { style: if i == 0 { Style::Subtotal } else { Style::Body }, cells }
    });
    let rows: Vec<Row> = rows.collect();
    Sheet {
        name: lang.pick("Comparaison", "Comparison").into(),
        title: vec![
            lang.pick("Scénarios comparés", "Scenarios compared").into(),
            format!(
                "{} {}",
                lang.pick("En euros HT, écarts au premier,", "Euros before VAT, differences to the first,"),
                span(bid, lang)
            ),
        ],
        columns: vec![
            Column::key("scenario"),
            Column::text("label", lang.pick("Scénario", "Scenario"), 30),
            Column::number("net", lang.pick("Prix HT", "Net price"), 15),
            Column::number("delta", lang.pick("Écart", "Delta"), 12),
            Column::number("delta_share", "%", 8),
            Column::key("gross"),
            Column::number("full_cost", lang.pick("Coût", "Cost"), 13),
            Column::number("margin", lang.pick("Marge", "Margin"), 8),
            Column::key("days"),
            Column::number("average_fte", lang.pick("ETP", "FTE"), 7),
            Column::number("peak_fte", lang.pick("Pic", "Peak"), 7),
            Column::number("away_asked", lang.pick("demandé", "asked"), 9),
            Column::number("away_obtained", lang.pick("obtenu", "obtained"), 9),
            Column::number("daily_rate", "TJM", 7),
        ],
        rows,
        notes: notes(all, lang),
        ..Sheet::default()
    }
}

/// The headline: what is cheapest, and that nearshore is obtained only where work may leave France.
fn notes(all: &[Compared], lang: Lang) -> Vec<String> {
    let asked = lang.pick(
        "Demandé, obtenu : part du travail hors de France selon les mix, puis selon les jours une fois",
        "Asked, obtained: the share of work away from France by the mixes, then by days once",
    );
    let moved = lang.pick(
        "déplacé au site de référence ce qui doit rester en France (Q22).",
        "work that must stay onshore has moved (Q22).",
    );
    let loss = all.iter().filter(|one| margin(one.net, one.full).shown() < Decimal::ZERO);
    let mut notes = vec![asked.to_owned(), moved.to_owned()];
    notes.extend(loss.map(|one| format!("{} {}", lang.pick("À perte :", "At a loss:"), one.label)));
    notes
}
