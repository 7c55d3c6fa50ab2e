//! Lots by natures: days, people, cost, price, margin (method §4 and §5).

use rust_decimal::Decimal;

use super::{Cell, Column, Row, Sheet, Style};
use crate::engine::{Cut, Estimate, Inputs, Ledger, margin};
use crate::model::Bid;
use crate::model::bid::{Index, Nature};
use crate::model::nature_name;
use crate::unit::{Exact, Lang, Number};

/// How `price` divides the bid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// By lot and nature.
    Nature,
    /// By lot and contract year.
    Year,
}

/// The cells of a row; FTE are averages over `months`.
fn cells(cut: &Cut<Exact>, months: usize) -> [Cell; 8] {
    let months = Exact::whole(u32::try_from(months).unwrap_or(u32::MAX));
    let over_days =
        |amount: Exact| if cut.days.is_zero() { Cell::Empty } else { Cell::Number((amount / cut.days).shown(), 2) };
    let margin = if cut.price.is_zero() { Cell::Empty } else { Cell::Percent(margin(cut.price, cut.full).shown()) };
    [
        Cell::Number(cut.days.shown(), 0),
        Cell::Number((cut.heads / months).shown(), 1),
        Cell::Number(cut.direct.shown(), 2),
        Cell::Number(cut.full.shown(), 2),
        Cell::Number(cut.price.shown(), 2),
        margin,
        over_days(cut.labour),
        over_days(cut.price),
    ]
}

/// The price of the bid, or of one lot, by nature or by year.
#[must_use]
pub fn price(
    bid: &Bid, inputs: &Inputs<Exact>, estimate: &Estimate<Exact>, by: By, only: Option<Index>, lang: Lang,
) -> Sheet {
    let ledger = Ledger::of(bid, inputs, estimate);
    let mut sheet = Sheet {
        name: lang.pick("Prix", "Price").into(),
        title: vec![
            format!(
                "{} {}",
                lang.pick("Prix, coûts et marges :", "Prices, costs and margins:"),
                bid.contract.buyer.get(lang)
            ),
            format!(
                "{} {}",
                lang.pick(
                    "En euros HT, prix et marges du DQE arrondi,",
                    "Euros before VAT, prices and margins of the rounded DQE,"
                ),
                span(bid, lang)
            ),
        ],
        columns: columns(by, lang),
        ..Sheet::default()
    };
    let lots: Vec<Index> = only.map_or_else(|| (0..bid.lots.len()).collect(), |l| vec![l]);
    let mut all = Cut::ZERO;
    for &l in &lots {
        let heading = format!("Lot {}", lot_name(bid, l, lang));
        sheet.rows.push(Row::of(Style::Section, vec![Cell::Empty, heading.into()]));
        let name = bid.lots[l].id.clone();
        let mut total = Cut::ZERO;
        let years = 0..bid.years();
        let rows: Vec<(String, Cut<Exact>, usize)> = match by {
            By::Nature => Nature::ALL
                .into_iter()
                .map(|n| (nature_name(n, lang).to_owned(), ledger.nature(l, n), bid.contract.months))
                .collect(),
            By::Year => years
                .map(|k| {
                    (format!("{} {}", lang.pick("Année", "Year"), k + 1), ledger.year(l, k), bid.months_of(k).len())
                })
                .collect(),
        };
        for (label, cut, months) in rows {
            total.add(&cut);
            if cut.full.is_zero() && cut.price.is_zero() {
                continue;
            }
            let cells = [Cell::Text(name.clone()), label.into()].into_iter().chain(cells(&cut, months));
            sheet.rows.push(Row::body(cells.collect()));
        }
        all.add(&total);
        let cells = [Cell::Text(name), lang.pick("Total du lot", "Total of the lot").into()]
            .into_iter()
            .chain(cells(&total, bid.contract.months));
        sheet.rows.push(Row::of(Style::Subtotal, cells.collect()));
    }
    if lots.len() > 1 {
        let cells = [Cell::Empty, Cell::Text(lang.pick("Tous les lots", "All lots").into())]
            .into_iter()
            .chain(cells(&all, bid.contract.months));
        sheet.rows.push(Row::of(Style::Total, cells.collect()));
    }
    sheet.notes = notes(bid, estimate, &lots, lang);
    sheet
}

fn columns(by: By, lang: Lang) -> Vec<Column> {
    let second = match by {
        By::Nature => Column::text("nature", "Nature", 26),
        By::Year => Column::text("year", lang.pick("Année", "Year"), 12),
    };
    vec![
        Column::key("lot"),
        second,
        Column::number("days", lang.pick("Jours", "Days"), 10),
        Column::number("average_fte", lang.pick("ETP", "FTE"), 8),
        Column::number("direct_cost", lang.pick("Coût direct", "Direct cost"), 16),
        Column::number("full_cost", lang.pick("Coût complet", "Full cost"), 16),
        Column::number("price", lang.pick("Prix HT", "Net price"), 16),
        Column::number("margin", lang.pick("Marge", "Margin"), 8),
        Column::number("daily_cost", "CJM", 10),
        Column::number("daily_rate", "TJM", 10),
    ]
}

fn notes(bid: &Bid, estimate: &Estimate<Exact>, lots: &[Index], lang: Lang) -> Vec<String> {
    let sum = |get: fn(&crate::engine::LotTotal<Exact>) -> Exact| {
        lots.iter().map(|l| get(&estimate.dqe.lots[*l])).sum::<Exact>()
    };
    let money = |value: Decimal| crate::unit::money(value, lang);
    let total = |net: &str, vat: &str, gross: &str| {
        let (n, v, g) = (sum(|t| t.net), sum(|t| t.vat), sum(|t| t.gross));
        format!("{net} {}   {vat} {}   {gross} {}", money(n.shown()), money(v.shown()), money(g.shown()))
    };
    let buyer: Exact = lots.iter().map(|l| estimate.cost.buyer(bid, *l)).sum();
    let residue = money(sum(crate::engine::LotTotal::residue).shown());
    let mut notes = match lang {
        Lang::Fr => vec![
            total("HT", "TVA", "TTC"),
            format!("Écart laissé par l’arrondi des prix unitaires et les prix imposés : {residue}"),
        ],
        Lang::En => vec![
            total("Net", "VAT", "Gross"),
            format!("Left by the rounding of unit prices and by given prices: {residue}"),
        ],
    };
    if !buyer.is_zero() {
        let words =
            lang.pick("Plateforme payée par l’acheteur, hors prix :", "Platform paid by the buyer, not priced:");
        notes.push(format!("{words} {}", money(buyer.shown())));
        let words = lang
            .pick("Coût total pour l’acheteur, TTC et plateforme :", "Total cost of ownership, gross and platform:");
        notes.push(format!("{words} {}", money((sum(|t| t.gross) + buyer).shown())));
    }
    notes
}

/// `3 ROR`.
#[must_use]
pub fn lot_name(bid: &Bid, lot: Index, lang: Lang) -> String {
    format!("{} {}", bid.lot_number(lot), bid.lots[lot].label.get(lang))
}

/// `48 mois dès mars 2027`.
#[must_use]
pub fn span(bid: &Bid, lang: Lang) -> String {
    let contract = &bid.contract;
    format!("{} {} {}", contract.months, lang.pick("mois dès", "months from"), contract.start.name(lang))
}
