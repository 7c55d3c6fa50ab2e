//! From full cost to what each nature sells for, and to the price of a day (method §4 and §5).

use super::super::{Cell, Column, Row, Sheet, Style};
use super::calc::Calc;
use super::dqe::Dqe;
use super::written::Place;
use super::{Model, lot_short, lot_title, percent};
use crate::engine::{Name, Thing, What, cell};
use crate::graph::Recorded;
use crate::model::bid::{Line, LineId, LotId, Nature, PositionId, Rule};
use crate::model::figure::Fig;
use crate::model::nature_name;
use crate::unit::Number as _;

/// The columns of natures: lot, nature, own full cost, part of those spread, full cost, margin, price, given
/// prices, what is shared, Σ weight × quantity.
const OWN: usize = 2;
const SPREAD: usize = 3;
const FULL: usize = 4;
const MARGIN: usize = 5;
const SELL: usize = 6;
const GIVEN: usize = 7;
const WEIGHTS: usize = 9;
/// What the price of a day is made of: labour, one's own and partners', direct cost, provision.
const OWN_LABOUR: usize = 10;
const PARTNERS: usize = 11;
const DIRECT: usize = 12;
const PROVISION: usize = 13;

/// The sheet of prices.
struct Prices<'m, 'r> {
    model: &'m Model<'r>,
    sheet: Sheet,
    /// The number it was entered under.
    entered: usize,
}

/// A number in a column of a row.
type At<'r> = (usize, Recorded<'r>);

/// The sheet of prices; the amounts of given prices are where the DQE has them.
pub fn prices(model: &Model, dqe: &Dqe) -> Sheet {
    let (bid, lang) = (model.bid, model.lang);
    let name = lang.pick("Prix", "Prices");
    let number = |key: &str, title: &str, width: u16| Column::number(key, title, width);
    let sheet = Sheet {
        name: name.into(),
        title: vec![
            lang.pick("Prix de vente par nature, et prix d’un jour, en euros HT, avant arrondi", "Selling price by nature, and price of a day, in euros before VAT, unrounded").into(),
            lang.pick(
                "Prix = coût complet / (1 − marge). Les lignes d’une nature partagent son prix, les prix imposés déduits, par poids × quantité.",
                "Price = full cost / (1 − margin). A nature’s lines share its price, given prices taken off, by weight × quantity.",
            ).into(),
        ],
        columns: vec![
            Column::text("lot", "Lot", 22),
            Column::text("nature", lang.pick("Nature ou ligne", "Nature or line"), 42),
            number("own", lang.pick("Coût complet propre", "Own full cost"), 16),
            number("spread", lang.pick("Part des natures réparties", "Part of natures spread"), 16),
            number("full", lang.pick("Coût complet", "Full cost"), 16),
            number("margin", lang.pick("Marge visée", "Margin aimed at"), 9),
            number("sell", lang.pick("Prix de vente", "Selling price"), 16),
            number("given", lang.pick("Prix imposés", "Given prices"), 14),
            number("shared", lang.pick("À partager", "To share"), 16),
            number("weights", lang.pick("Σ poids × quantité", "Σ weight × quantity"), 14),
            number("own_labour", lang.pick("Main-d’œuvre propre", "Own labour"), 14),
            number("partners", lang.pick("Main-d’œuvre des partenaires", "Partners’ labour"), 14),
            number("direct", lang.pick("Coût direct", "Direct cost"), 14),
            number("provision", "Provision", 14),
        ],
        frozen: 2,
        ..Sheet::default()
    };
    let mut prices = Prices { model, sheet, entered: model.method.enter(&format!("'{name}'!")) };
    for l in bid.lots.keys() {
        prices.lot(dqe, l);
    }
    for l in bid.lots.keys() {
        prices.days(l);
    }
    prices.sheet
}

impl<'r> Prices<'_, 'r> {
    /// A recorded number in a cell of a row, where formulas find it from then on.
    fn calc(&self, row: usize, (column, number): At<'r>) -> Calc {
        let calc = self.model.calc(number, self.entered);
        let place = Place { sheet: self.entered, row: self.sheet.body_row(row) + 1, column };
        self.model.method.put_this(number, place);
        calc
    }

    fn money(&self, row: usize, at: At<'r>) -> Cell {
        self.calc(row, at).cell(Cell::Number, 2)
    }

    /// A margin, where it is typed; the prices of its row are made of the cell beside them.
    fn margin(&self, row: usize, margin: Fig) -> Cell {
        self.calc(row, (MARGIN, self.model.recorded.inputs[margin]));
        percent(self.model.fig(margin))
    }

    fn step(&self, name: Name) -> Option<Recorded<'r>> {
        self.model.recorder.step(name)
    }

    fn lot(&mut self, dqe: &Dqe, l: LotId) {
        let Model { bid, lang, ref recorded, .. } = *self.model;
        let (price, cost) = (&recorded.estimate.price, &recorded.estimate.cost);
        self.sheet.rows.push(Row::of(Style::Section, vec![lot_title(bid, l, lang).into()]));
        let lot = &bid.lots[l];
        let sold = |nature: Nature| lot.lines.iter().any(|line| line.nature == nature);
        let own = |nature: Nature| cost.full[cell(l, nature)];
        let natures = Nature::ALL.into_iter().filter(|n| own(*n).node().is_some() || sold(*n));
        let natures: Vec<Nature> = natures.collect();
        let first = self.sheet.rows.len();
        let end = first + natures.len();
        let owns: Vec<Cell> =
            (first..).zip(&natures).map(|(row, nature)| self.money(row, (OWN, own(*nature)))).collect();
        let ratio = price.spread[l];
        let ratio = ratio.node().map_or(Cell::Empty, |_| percent(self.calc(end, (SPREAD, ratio))));
        for (nature, own_cell) in natures.iter().zip(owns) {
            let row = self.sheet.rows.len();
            let of = price.of(l, *nature);
            // Where nothing is spread, its cost is its own: the same number.
            let is_own = of.full.is_same(own(*nature));
            let full = self.money(row, (FULL, of.full));
            let part = if is_own { Recorded::ZERO } else { of.full - own(*nature) };
            let part = self.model.calc(part, self.entered).cell(Cell::Number, 2);
            let margin = self.margin(row, lot.terms(*nature).margin);
            let sell = self.money(row, (SELL, of.sell));
            let mut cells =
                vec![lot_short(bid, l).into(), nature_name(*nature, lang).into(), own_cell, part, full, margin, sell];
            let name = Name::of(What::Given).nature(l, *nature);
            // What is sold by the day is not shared.
            if let Some(weights) = self.step(name.step(What::Weights)) {
                for (j, line) in lot.lines.iter_enumerated().filter(|(_, line)| matches!(line.rule, Rule::Given(_))) {
                    let amount = self.step(Name::of(What::LineAmount).lot(l).thing(Thing::Line(j)));
                    if let Some(amount) = amount.filter(|_| line.nature == *nature) {
                        self.model.method.put_this(amount, dqe.amount_of(l, j));
                    }
                }
                let given = self.step(name).unwrap_or(Recorded::ZERO);
                cells.push(self.money(row, (GIVEN, given)));
                let shared = if given.node().is_none() { of.sell } else { of.sell - given };
                cells.push(self.model.calc(shared, self.entered).cell(Cell::Number, 2));
                cells.push(self.money(row, (WEIGHTS, weights)));
            }
            self.sheet.rows.push(Row::body(cells));
        }
        let total = &recorded.estimate.dqe.lots[l];
        let all = natures.iter().map(|nature| own(*nature)).sum();
        let all = self.model.calc(all, self.entered).cell(Cell::Number, 2);
        let words = lang.pick("Total du lot", "Total of the lot").into();
        let cells = vec![
            lot_short(bid, l).into(),
            words,
            all,
            ratio,
            self.money(end, (FULL, total.full)),
            Cell::Empty,
            self.money(end, (SELL, total.sell)),
        ];
        self.sheet.rows.push(Row::of(Style::Total, cells));
    }

    /// The price of a day of each line that sells days.
    fn days(&mut self, l: LotId) {
        let Model { bid, lang, ref recorded, .. } = *self.model;
        let lot = &bid.lots[l];
        let days = lot.lines.iter_enumerated().filter_map(|(j, line)| match line.rule {
            Rule::Day(position) => Some((j, line, position)),
            _ => None,
        });
        let days: Vec<(LineId, &Line, PositionId)> = days.collect();
        if days.is_empty() {
            return;
        }
        let heading = format!("{} · {}", lot_title(bid, l, lang), lang.pick("prix d’un jour", "price of a day"));
        self.sheet.rows.push(Row::of(Style::Section, vec![heading.into()]));
        let years = Recorded::whole(u32::try_from(bid.years()).unwrap_or(u32::MAX));
        for (j, line, position) in days {
            let row = self.sheet.rows.len();
            let name = Name::of(What::Full).nature(l, Nature::OnDemand).thing(Thing::Position(position));
            // Where an order makes no difference, the days priced are those that are done.
            let labour = |what: What| {
                let of = |thing: Thing| self.step(name.step(what).thing(thing));
                of(Thing::Priced(position)).or_else(|| of(Thing::Position(position)))
            };
            let made = [
                (OWN_LABOUR, labour(What::Labour)),
                (PARTNERS, labour(What::PartnerLabour)),
                (DIRECT, self.step(name.step(What::Direct))),
                (PROVISION, self.step(name.step(What::Provision))),
            ];
            let made = made.map(|(at, step)| step.map_or(Cell::Empty, |step| self.money(row, (at, step))));
            let own = self.step(name).unwrap_or(Recorded::ZERO);
            let own_cell = self.money(row, (OWN, own));
            let full = self.step(name.step(What::Sold));
            let full_cell = self.money(row, (FULL, full.unwrap_or(own)));
            let part = full.map_or(Recorded::ZERO, |full| full - own);
            let part = self.model.calc(part, self.entered).cell(Cell::Number, 2);
            let margin = self.margin(row, lot.terms(Nature::OnDemand).margin);
            let sell = self.money(row, (SELL, recorded.estimate.dqe.lines[l][j].unrounded));
            let quantity = self.step(Name::of(What::Quantity).lot(l).thing(Thing::Line(j))).unwrap_or(years);
            let days = self.model.calc(quantity.if_any(quantity, years), self.entered).cell(Cell::Number, 2);
            let mut cells = vec![
                lot_short(bid, l).into(),
                line_name(line).into(),
                own_cell,
                part,
                full_cell,
                margin,
                sell,
                Cell::Empty,
                Cell::Empty,
                days,
            ];
            cells.extend(made);
            self.sheet.rows.push(Row::body(cells));
        }
    }
}

/// A line by its code and its wording.
fn line_name(line: &Line) -> String {
    format!("{} {}", line.code, line.label)
}
