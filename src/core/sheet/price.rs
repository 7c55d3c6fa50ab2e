//! Lots by natures: days, people, cost, price, margin (method §4 and §5).

use rust_decimal::Decimal;

use super::{Cell, Column, Row, Sheet, Style};
use crate::engine::{Cut, Estimate, Inputs, Ledger, margin};
use crate::model::Bid;
use crate::model::bid::{LotId, Nature};
use crate::model::nature_name;
use crate::unit::{Exact, Lang, Number, apportioned};

/// How `price` divides the bid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// By lot and nature.
    Nature,
    /// By lot and contract year.
    Year,
}

// Places among the cells of a row.
const FULL: usize = 3;
const PRICE: usize = 4;
const MARGIN: usize = 5;
const RATE: usize = 7;

/// A row of the table: a nature or a year of a lot.
struct Line {
    label: String,
    cut: Cut<Exact>,
    /// FTE are averages over so many months.
    months: usize,
    /// Is its cost carried by the lot's other natures?
    spread: bool,
}

/// A lot, or all of them: its rows, and what they come to.
struct Block {
    lines: Vec<Line>,
    total: Cut<Exact>,
}

impl Block {
    fn of(bid: &Bid, ledger: &Ledger<Exact>, by: By, lot: LotId, lang: Lang) -> Self {
        let nature = |n: Nature| Line {
            label: nature_name(n, lang).to_owned(),
            cut: ledger.nature(lot, n),
            months: bid.contract.months,
            spread: bid.lots[lot].terms(n).spread,
        };
        let year = |k: usize| Line {
            label: format!("{} {}", lang.pick("Année", "Year"), k + 1),
            cut: ledger.year(lot, k),
            months: bid.months_of(k).len(),
            spread: false,
        };
        let lines: Vec<Line> = match by {
            By::Nature => Nature::ALL.into_iter().map(nature).collect(),
            By::Year => (0..bid.years()).map(year).collect(),
        };
        let lines: Vec<Line> = lines.into_iter().filter(|line| !line.cut.is_nothing()).collect();
        let mut total = Cut::ZERO;
        for line in &lines {
            total.add(&line.cut);
        }
        Self { lines, total }
    }
}

/// The costs of rows as they are written, direct and full, to the cent: they add up to those of their total.
fn costs<'a>(cuts: impl IntoIterator<Item = &'a Cut<Exact>>, total: [Decimal; 2]) -> Vec<[Decimal; 2]> {
    let cuts: Vec<&Cut<Exact>> = cuts.into_iter().collect();
    let column = |get: fn(&Cut<Exact>) -> Exact, total| {
        apportioned(&cuts.iter().map(|cut| get(cut)).collect::<Vec<_>>(), total, 2)
    };
    let (direct, full) = (column(|cut| cut.direct, total[0]), column(|cut| cut.full, total[1]));
    direct.into_iter().zip(full).map(|(direct, full)| [direct, full]).collect()
}

/// The cells of a row, with its costs as they are written.
fn cells(cut: &Cut<Exact>, [direct, full]: [Decimal; 2], months: usize) -> [Cell; 8] {
    let months = Exact::whole(u32::try_from(months).unwrap_or(u32::MAX));
    let over_days =
        |amount: Exact| if cut.days.is_zero() { Cell::Empty } else { Cell::Euros((amount / cut.days).shown()) };
    [
        Cell::Number(cut.days.shown(), 0),
        Cell::Number((cut.heads / months).shown(), 1),
        Cell::Euros(direct),
        Cell::Euros(full),
        Cell::Euros(cut.price.shown()),
        Cell::share(margin(cut.price, cut.full)),
        over_days(cut.labour),
        over_days(cut.price),
    ]
}

/// The price of the bid, or of one lot, by nature or by year.
#[must_use]
pub fn price(
    bid: &Bid, inputs: &Inputs<Exact>, estimate: &Estimate<Exact>, by: By, only: Option<LotId>, lang: Lang,
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
    let lots: Vec<LotId> = bid.lots_or(only).collect();
    let blocks: Vec<Block> = lots.iter().map(|l| Block::of(bid, &ledger, by, *l, lang)).collect();
    let mut all = Cut::ZERO;
    for block in &blocks {
        all.add(&block.total);
    }
    let cents = [all.direct, all.full].map(|cost| cost.rounded(2).shown());
    let totals = costs(blocks.iter().map(|block| &block.total), cents);
    let months = bid.contract.months;
    for ((&l, block), total) in lots.iter().zip(&blocks).zip(totals) {
        let heading = format!("Lot {}", lot_name(bid, l, lang));
        sheet.rows.push(Row::of(Style::Section, vec![Cell::Empty, heading.into()]));
        let row = |style, label: String, cells: [Cell; 8]| {
            Row::of(style, [bid.lots[l].id.clone(), label].map(Cell::Text).into_iter().chain(cells).collect())
        };
        for (line, costs) in block.lines.iter().zip(costs(block.lines.iter().map(|line| &line.cut), total)) {
            let mut cells = cells(&line.cut, costs, line.months);
            let mut label = line.label.clone();
            if line.spread {
                // What the other natures carry is in their full costs and prices.
                label = format!("{label} {}", lang.pick("(répartie)", "(spread)"));
                for place in [FULL, PRICE, MARGIN, RATE] {
                    cells[place] = Cell::Empty;
                }
            }
            sheet.rows.push(row(Style::Body, label, cells));
        }
        let label = lang.pick("Total du lot", "Total of the lot").to_owned();
        sheet.rows.push(row(Style::Subtotal, label, cells(&block.total, total, months)));
    }
    if lots.len() > 1 {
        let cells = [Cell::Empty, Cell::Text(lang.pick("Tous les lots", "All lots").into())]
            .into_iter()
            .chain(cells(&all, cents, months));
        sheet.rows.push(Row::of(Style::Total, cells.collect()));
    }
    sheet.notes = notes(bid, estimate, &lots, lang);
    if blocks.iter().flat_map(|block| &block.lines).any(|line| line.spread) {
        let words = lang.pick(
            "Nature répartie : son coût complet est porté par les autres natures du lot, et compris dans le leur.",
            "Spread nature: its full cost is carried by the lot’s other natures, and included in theirs.",
        );
        sheet.notes.push(words.to_owned());
    }
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
        Column::number("direct_cost", lang.pick("Coût direct", "Direct cost"), 12),
        Column::number("full_cost", lang.pick("Coût complet", "Full cost"), 12),
        Column::number("price", lang.pick("Prix HT", "Net price"), 12),
        Column::number("margin", lang.pick("Marge", "Margin"), 8),
        Column::number("daily_cost", "CJM", 10),
        Column::number("daily_rate", "TJM", 10),
    ]
}

fn notes(bid: &Bid, estimate: &Estimate<Exact>, lots: &[LotId], lang: Lang) -> Vec<String> {
    let sum = |get: fn(&crate::engine::LotTotal<Exact>) -> Exact| {
        lots.iter().map(|l| get(&estimate.dqe.lots[*l])).sum::<Exact>()
    };
    let money = |value: Decimal| crate::unit::euros(value, lang);
    let total = |net: &str, vat: &str, gross: &str| {
        let (n, v, g) = (sum(|t| t.net), sum(|t| t.vat), sum(|t| t.gross));
        format!("{net} {}   {vat} {}   {gross} {}", money(n.shown()), money(v.shown()), money(g.shown()))
    };
    let buyer: Exact = lots.iter().map(|l| estimate.cost.buyer(bid, *l)).sum();
    // What is left of roundings to the cent is of cents.
    let residue = crate::unit::money(sum(crate::engine::LotTotal::residue).shown(), lang);
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
pub fn lot_name(bid: &Bid, lot: LotId, lang: Lang) -> String {
    format!("{} {}", bid.lot_number(lot), bid.lots[lot].label.get(lang))
}

/// `48 mois dès mars 2027`.
#[must_use]
pub fn span(bid: &Bid, lang: Lang) -> String {
    let contract = &bid.contract;
    format!("{} {} {}", contract.months, lang.pick("mois dès", "months from"), contract.start.name(lang))
}
