//! From full cost to what each nature sells for, and to the price of a day (method §4 and §5).

use super::super::{Cell, Column, Row, Sheet, Style};
use super::calc::Calc;
use super::full::Full;
use super::grid::whole;
use super::on_demand::OnDemand;
use super::quantities::Quantities;
use super::{Model, lot_short, lot_title, percent};
use crate::engine::{cell, formula};
use crate::model::bid::{Index, Line, Nature, OverheadBase, Rule};
use crate::model::nature_name;
use crate::unit::{Exact, Number};

/// The columns of natures: lot, nature, own full cost, part of those spread, full cost, margin, price, given
/// prices, what is shared, by what.
const OWN: usize = 2;
const SPREAD: usize = 3;
const FULL: usize = 4;
const MARGIN: usize = 5;
const SELL: usize = 6;
const GIVEN: usize = 7;
const SHARED: usize = 8;
const WEIGHTS: usize = 9;

/// The sheet of prices.
pub struct Prices {
    pub sheet: Sheet,
    /// Each nature of each lot: its row, and what its price comes to.
    rows: Vec<(Index, Nature, usize)>,
    /// By lot: the row of its total.
    pub lots: Vec<usize>,
    /// By lot and line that sells days: its row.
    days: Vec<(Index, Index, usize)>,
}

/// What prices are worked out from.
#[derive(Clone, Copy)]
pub struct Before<'a, 'b> {
    pub full: &'b Full<'a>,
    pub on_demand: &'b OnDemand<'a>,
    pub quantities: &'b Quantities<'a>,
}

impl Prices {
    pub fn new(model: &Model, before: Before) -> Self {
        let (bid, lang) = (model.bid, model.lang);
        let sheet = Sheet {
            name: lang.pick("Prix", "Prices").into(),
            title: vec![
                lang.pick("Prix de vente par nature, et prix d’un jour, en euros HT", "Selling price by nature, and price of a day, in euros before VAT").into(),
                lang.pick(
                    "Prix = coût complet / (1 − marge). Les lignes d’une nature partagent son prix, les prix imposés déduits, par poids × quantité.",
                    "Price = full cost / (1 − margin). A nature’s lines share its price, given prices taken off, by weight × quantity.",
                ).into(),
            ],
            columns: vec![
                Column::text("lot", "Lot", 26),
                Column::text("nature", lang.pick("Nature ou ligne", "Nature or line"), 44),
                Column::number("own", lang.pick("Coût complet propre", "Own full cost"), 16),
                Column::number("spread", lang.pick("Part des natures réparties", "Part of natures spread"), 16),
                Column::number("full", lang.pick("Coût complet", "Full cost"), 16),
                Column::number("margin", lang.pick("Marge visée", "Margin aimed at"), 9),
                Column::number("sell", lang.pick("Prix de vente", "Selling price"), 16),
                Column::number("given", lang.pick("Prix imposés", "Given prices"), 14),
                Column::number("shared", lang.pick("À partager", "To share"), 16),
                Column::number("weights", lang.pick("Σ poids × quantité", "Σ weight × quantity"), 14),
            ],
            frozen: 2,
            ..Sheet::default()
        };
        let mut prices = Self { sheet, rows: Vec::new(), lots: Vec::new(), days: Vec::new() };
        for l in 0..bid.lots.len() {
            prices.lot(model, before, l);
        }
        for l in 0..bid.lots.len() {
            prices.days(model, before, l);
        }
        prices
    }

    fn at(&self, row: usize, column: usize) -> String {
        self.sheet.address(row, column)
    }

    fn lot(&mut self, model: &Model, before: Before, l: Index) {
        let Model { bid, estimate, lang, .. } = *model;
        self.sheet.rows.push(Row::of(Style::Section, vec![lot_title(bid, l, lang).into()]));
        let lot = &bid.lots[l];
        let sold = |nature: Nature| lot.lines.iter().any(|line| line.nature == nature);
        let natures: Vec<Nature> =
            Nature::ALL.into_iter().filter(|n| before.full.of(l, *n).is_some() || sold(*n)).collect();
        let first = self.sheet.rows.len();
        let spread: Vec<usize> =
            (first..).zip(&natures).filter(|(_, n)| lot.terms(**n).spread).map(|(row, _)| row).collect();
        let end = first + natures.len();
        for (row, nature) in (first..).zip(&natures) {
            let own = before.full.of(l, *nature).unwrap_or_else(|| Calc::plain(Exact::ZERO));
            let own = Calc { value: estimate.cost.full[cell(l, *nature)], ..own };
            let terms = lot.terms(*nature);
            let ratio = estimate.price.spread[l];
            let price = estimate.price.of(l, *nature);
            let part = if spread.is_empty() {
                Calc::plain(Exact::ZERO)
            } else if terms.spread {
                Calc::new(format!("-{}", self.at(row, OWN)), Exact::ZERO - own.value)
            } else {
                Calc::new(format!("{}*{}", self.at(row, OWN), self.at(end, SPREAD)), own.value * ratio)
            };
            let margin = model.fig(terms.margin);
            let full = Calc::new(format!("{}+{}", self.at(row, OWN), self.at(row, SPREAD)), price.full);
            let sell = Calc::new(format!("{}/(1-{})", self.at(row, FULL), self.at(row, MARGIN)), price.sell);
            let (given, weights) = (given(model, before, l, *nature), weights(model, before, l, *nature));
            let shared = Calc::new(format!("{}-{}", self.at(row, SELL), self.at(row, GIVEN)), price.sell - given.value);
            let margin = percent(margin);
            let money = |calc: Calc| calc.cell(Cell::Number, 2);
            let mut cells = vec![
                lot_short(bid, l).into(),
                nature_name(*nature, lang).into(),
                money(own),
                money(part),
                money(full),
                margin,
                money(sell),
            ];
            // What is sold by the day is not shared.
            if !weights.formula.is_empty() {
                cells.extend([given, shared, weights].map(money));
            }
            self.sheet.rows.push(Row::body(cells));
            self.rows.push((l, *nature, row));
        }
        let total = &estimate.dqe.lots[l];
        let sum = |column: usize, value: Exact| {
            Calc::new(format!("SUM({}:{})", self.at(first, column), self.at(end - 1, column)), value)
                .cell(Cell::Number, 2)
        };
        let own: Exact = natures.iter().map(|n| estimate.cost.full[cell(l, *n)]).sum();
        let mut cells = vec![lot_short(bid, l).into(), lang.pick("Total du lot", "Total of the lot").into()];
        let ratio = if spread.is_empty() {
            Cell::Empty
        } else {
            let moved = spread.iter().map(|row| self.at(*row, OWN)).collect::<Vec<_>>().join("+");
            let formula = format!("IF({moved}=0,0,({moved})/({}-({moved})))", self.at(end, OWN));
            percent(Calc::new(formula, estimate.price.spread[l]))
        };
        cells.extend([sum(OWN, own), ratio, sum(FULL, total.full), Cell::Empty, sum(SELL, total.sell)]);
        self.lots.push(self.sheet.rows.len());
        self.sheet.rows.push(Row::of(Style::Total, cells));
    }

    /// The price of a day of each line that sells days.
    fn days(&mut self, model: &Model, before: Before, l: Index) {
        let Model { bid, estimate, lang, .. } = *model;
        let lot = &bid.lots[l];
        if !lot.lines.iter().any(|line| matches!(line.rule, Rule::Day(_))) {
            return;
        }
        let heading = format!("{} · {}", lot_title(bid, l, lang), lang.pick("prix d’un jour", "price of a day"));
        self.sheet.rows.push(Row::of(Style::Section, vec![heading.into()]));
        let has_spread =
            Nature::ALL.into_iter().any(|nature| lot.terms(nature).spread && self.row(l, nature).is_some());
        for (j, line) in lot.lines.iter().enumerate() {
            if !matches!(line.rule, Rule::Day(_)) {
                continue;
            }
            let row = self.sheet.rows.len();
            let full = day_full(model, l, [0, 1].map(|part| before.on_demand.priced(l, j, part)));
            let quantity = before.quantities.total(l, j);
            let years = bid.years();
            let days = if quantity.value.is_zero() { whole(years) } else { quantity.value };
            let days = Calc::new(format!("IF({0}=0,{years},{0})", quantity.formula), days);
            // Spread natures are carried by a day as by the whole of its nature.
            let part = if has_spread {
                let at = format!("{}*{}", self.at(row, OWN), self.at(self.lots[l], SPREAD));
                Calc::new(at, full.value * estimate.price.spread[l])
            } else {
                Calc::plain(Exact::ZERO)
            };
            let whole_cost =
                Calc::new(format!("{}+{}", self.at(row, OWN), self.at(row, SPREAD)), full.value + part.value);
            let price = formula::sell(whole_cost.value / days.value, model.inputs[lot.terms(Nature::OnDemand).margin]);
            let sell = format!("{}/{}/(1-{})", self.at(row, FULL), self.at(row, WEIGHTS), self.at(row, MARGIN));
            let margin = model.fig(lot.terms(Nature::OnDemand).margin);
            let margin = percent(margin);
            let money = |calc: Calc| calc.cell(Cell::Number, 2);
            self.sheet.rows.push(Row::body(vec![
                lot_short(bid, l).into(),
                line_name(line).into(),
                money(full),
                money(part),
                money(whole_cost),
                margin,
                money(Calc::new(sell, price)),
                Cell::Empty,
                Cell::Empty,
                money(days),
            ]));
            self.days.push((l, j, row));
        }
    }

    fn row(&self, lot: Index, nature: Nature) -> Option<usize> {
        self.rows.iter().find(|(l, n, _)| (*l, *n) == (lot, nature)).map(|(.., row)| *row)
    }

    /// The price of a line before rounding.
    pub fn unrounded(&self, model: &Model, lot: Index, line: Index) -> Calc {
        let value = model.estimate.dqe.lines[lot][line].unrounded;
        let of_line = &model.bid.lots[lot].lines[line];
        let formula = match of_line.rule {
            Rule::Given(fig) => model.figures.of(fig).to_owned(),
            Rule::Share(weight) => {
                let Some(row) = self.row(lot, of_line.nature) else { return Calc::plain(value) };
                let (shared, weights) = (self.sheet.reference(row, SHARED), self.sheet.reference(row, WEIGHTS));
                format!("IF({weights}=0,0,{shared}*{}/{weights})", model.figures.of(weight))
            }
            Rule::Day(_) => {
                let found = self.days.iter().find(|(l, j, _)| (*l, *j) == (lot, line));
                let Some((.., row)) = found else { return Calc::plain(value) };
                self.sheet.reference(*row, SELL)
            }
        };
        Calc::new(formula, value)
    }

    /// What a lot should sell for, and what it costs.
    pub fn lot_cost(&self, lot: Index) -> String {
        self.sheet.reference(self.lots[lot], FULL)
    }
}

/// A line by its code and its wording.
pub fn line_name(line: &Line) -> String {
    format!("{} {}", line.code, line.label)
}

/// The full cost of days, before any spread: from what they cost, one's own and partners'.
fn day_full(model: &Model, l: Index, [own, partners]: [Option<Calc>; 2]) -> Calc {
    let (bid, inputs) = (model.bid, model.inputs);
    let direct = added([own.clone(), partners.clone()].into_iter().flatten().collect());
    let mut parts = vec![direct.clone()];
    for overhead in &bid.overheads {
        let base = match overhead.base {
            OverheadBase::OwnLabour => own.clone(),
            OverheadBase::Partners => partners.clone(),
            OverheadBase::Direct => Some(Calc::new(format!("({})", direct.formula), direct.value)),
            OverheadBase::Platform => None,
        };
        let Some(base) = base else { continue };
        let rate = model.fig(overhead.rate);
        parts.push(Calc::new(format!("{}*{}", rate.formula, base.formula), rate.value * base.value));
    }
    let before = added(parts);
    let provision = bid.lots[l].terms(Nature::OnDemand).provision;
    let formula = format!("({})*(1+{})", before.formula, model.figures.of(provision));
    Calc::new(formula, before.value + before.value * inputs[provision])
}

/// What the given prices of a nature come to.
fn given(model: &Model, before: Before, l: Index, nature: Nature) -> Calc {
    let places = model.bid.contract.price_decimals;
    let lines = model.bid.lots[l].lines.iter().enumerate().filter(|(_, line)| line.nature == nature);
    let amounts = lines.filter_map(|(j, line)| {
        let Rule::Given(fig) = line.rule else { return None };
        let price = model.fig(fig);
        let rounded = price.value.rounded(places);
        let of_year = move |k: usize| {
            let quantity = before.quantities.year(l, j, k);
            let formula = format!("ROUND(ROUND({},{places})*{},2)", price.formula, quantity.formula);
            Calc::new(formula, formula::amount(rounded, quantity.value))
        };
        Some((0..model.bid.years()).map(of_year))
    });
    added(amounts.flatten().collect())
}

/// `Σ weight × quantity` over the lines that share a nature.
fn weights(model: &Model, before: Before, l: Index, nature: Nature) -> Calc {
    let lines = model.bid.lots[l].lines.iter().enumerate().filter(|(_, line)| line.nature == nature);
    let shares = lines.filter_map(|(j, line)| {
        let Rule::Share(fig) = line.rule else { return None };
        let (weight, quantity) = (model.fig(fig), before.quantities.total(l, j));
        Some(Calc::new(format!("{}*{}", weight.formula, quantity.formula), weight.value * quantity.value))
    });
    added(shares.collect())
}

fn added(parts: Vec<Calc>) -> Calc {
    let value = parts.iter().map(|part| part.value).sum();
    let formulas: Vec<String> = parts.into_iter().map(|part| part.formula).collect();
    Calc::new(formulas.join("+"), value)
}
