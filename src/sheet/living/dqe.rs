//! The DQE as the buyer will read it, each price with what it comes from (method §5).

use super::super::{Cell, Column, Row, Sheet, Style};
use super::grid::Calc;
use super::price::Prices;
use super::quantities::Quantities;
use super::{Model, lot_title};
use crate::engine::LineAmounts;
use crate::model::bid::{Index, Rule};
use crate::model::{nature_name, unit_name};
use crate::unit::Exact;

/// Columns before the quantities.
const BEFORE: usize = 7;
const UNROUNDED: usize = 5;
const PRICE: usize = 6;

/// The sheet of the DQE.
pub struct Dqe {
    pub sheet: Sheet,
    /// By lot: the row of its net total, followed by those of its VAT and its gross total.
    pub lots: Vec<usize>,
    years: usize,
}

impl Dqe {
    pub fn new(model: &Model, prices: &Prices, quantities: &Quantities) -> Self {
        let Model { bid, lang, .. } = *model;
        let years = bid.years();
        let mut columns = vec![
            Column::text("code", lang.pick("N° de prix", "Code"), 9),
            Column::text("label", lang.pick("Désignation", "Line"), 50),
            Column::text("unit", lang.pick("Unité", "Unit"), 9),
            Column::text("nature", "Nature", 22),
            Column::text("rule", lang.pick("Règle de prix", "Price rule"), 14),
            Column::number("unrounded", lang.pick("Prix calculé", "Price worked out"), 14),
            Column::number("unit_price", lang.pick("Prix unitaire HT", "Unit price"), 14),
        ];
        for (key, word, width) in
            [("quantity", lang.pick("Qté", "Qty"), 9), ("amount", lang.pick("Montant HT", "Amount"), 15)]
        {
            let of_year = |k: usize| Column::number(&format!("{key}_{k}"), &format!("{word} {k}"), width);
            columns.extend((1..=years).map(of_year));
            columns.push(Column::number(key, &format!("{word} {}", lang.pick("totale", "total")), width + 1));
        }
        columns.push(Column::number("gross_unit_price", lang.pick("Prix unitaire TTC", "Gross unit price"), 14));
        let mut dqe = Self {
            sheet: Sheet {
                name: "DQE".into(),
                title: vec![
                    lang.pick("DQE : prix unitaires, quantités, montants en euros", "DQE: unit prices, quantities, amounts in euros").into(),
                    lang.pick(
                        "Prix unitaire = prix calculé (feuille Prix), arrondi. Document interne : « chiffrage dqe » écrit celui de l’acheteur.",
                        "Unit price = price worked out (sheet Prices), rounded. Internal: `chiffrage dqe` writes the buyer’s.",
                    )
                    .into(),
                ],
                columns,
                frozen: 2,
                ..Sheet::default()
            },
            lots: Vec::new(),
            years,
        };
        for l in 0..bid.lots.len() {
            dqe.lot(model, prices, quantities, l);
        }
        dqe.recap(model);
        dqe
    }

    fn at(&self, row: usize, column: usize) -> String {
        self.sheet.address(row, column)
    }

    /// The column of an amount: of a contract year, or of all.
    fn amount(&self, k: usize) -> usize {
        BEFORE + self.years + 1 + k
    }

    fn lot(&mut self, model: &Model, prices: &Prices, quantities: &Quantities, l: Index) {
        let Model { bid, estimate, lang, .. } = *model;
        let lot = &bid.lots[l];
        self.sheet.rows.push(Row::of(Style::Section, vec![Cell::Empty, lot_title(bid, l, lang).into()]));
        let first = self.sheet.rows.len();
        for j in 0..lot.lines.len() {
            let row = self.line(model, prices, quantities, l, j);
            self.sheet.rows.push(Row::body(row));
        }
        let lines = first..self.sheet.rows.len();
        let total = &estimate.dqe.lots[l];
        let net = self.sheet.rows.len();
        let mut cells = vec![Cell::Empty, lang.pick("Total HT", "Net total").into()];
        cells.resize(self.amount(0), Cell::Empty);
        for k in 0..=self.years {
            let column = self.amount(k);
            let amount = |line: &LineAmounts<Exact>| line.amounts.get(k).copied().unwrap_or(line.amount);
            let value = estimate.dqe.lines[l].iter().map(amount).sum();
            let formula = if lines.is_empty() {
                "0".to_owned()
            } else {
                format!("SUM({}:{})", self.at(lines.start, column), self.at(lines.end - 1, column))
            };
            cells.push(Calc::new(formula, value).cell(money, 2));
        }
        self.sheet.rows.push(Row::of(Style::Total, cells));
        let last = self.amount(self.years);
        let net_at = self.at(net, last);
        let vat = format!("ROUND({net_at}*{},2)", model.figures.of(bid.contract.vat));
        self.closing(lang.pick("TVA", "VAT"), Calc::new(vat, total.vat));
        let gross = format!("{net_at}+{}", self.at(net + 1, last));
        self.closing(lang.pick("Total TTC", "Gross total"), Calc::new(gross, total.gross));
        self.lots.push(net);
    }

    fn closing(&mut self, label: &str, calc: Calc) {
        let mut cells = vec![Cell::Empty, label.into()];
        cells.resize(self.amount(self.years), Cell::Empty);
        cells.push(calc.cell(money, 2));
        self.sheet.rows.push(Row::of(Style::Total, cells));
    }

    fn line(&self, model: &Model, prices: &Prices, quantities: &Quantities, l: Index, j: Index) -> Vec<Cell> {
        let Model { bid, estimate, lang, .. } = *model;
        let (line, amounts) = (&bid.lots[l].lines[j], &estimate.dqe.lines[l][j]);
        let (row, places) = (self.sheet.rows.len(), bid.contract.price_decimals);
        let at = |column: usize| self.at(row, column);
        let rule = match line.rule {
            Rule::Share(_) => lang.pick("part", "share"),
            Rule::Given(_) => lang.pick("imposé", "given"),
            Rule::Day(_) => lang.pick("jour", "day"),
        };
        let rounded = Calc::new(format!("ROUND({},{places})", at(UNROUNDED)), amounts.unit_price);
        let mut cells = vec![
            line.code.as_str().into(),
            line.label.as_str().into(),
            unit_name(line.unit, lang).into(),
            nature_name(line.nature, lang).into(),
            rule.into(),
            prices.unrounded(model, l, j).cell(Cell::Number, places + 2),
            rounded.cell(Cell::UnitPrice, places),
        ];
        let of_year = |k: usize| quantities.year(l, j, k);
        let quantity = |calc: Calc| calc.cell(Cell::Number, amounts.quantity_places());
        cells.extend((0..self.years).map(|k| quantity(Calc::new(of_year(k).formula, amounts.quantities[k]))));
        let all = amounts.quantities.iter().copied().sum();
        let sum = format!("SUM({}:{})", at(BEFORE), at(BEFORE + self.years - 1));
        cells.push(quantity(Calc::new(sum, all)));
        for (k, amount) in amounts.amounts.iter().enumerate() {
            cells.push(Calc::new(format!("ROUND({}*{},2)", at(PRICE), at(BEFORE + k)), *amount).cell(money, 2));
        }
        let (from, to) = (self.amount(0), self.amount(self.years - 1));
        cells.push(Calc::new(format!("SUM({}:{})", at(from), at(to)), amounts.amount).cell(money, 2));
        let gross = format!("ROUND({}*(1+{}),{places})", at(PRICE), model.figures.of(bid.contract.vat));
        cells.push(Calc::new(gross, amounts.gross_unit_price).cell(Cell::UnitPrice, places));
        cells
    }

    /// The lots added up.
    fn recap(&mut self, model: &Model) {
        let (total, lang) = (&model.estimate.dqe.total, model.lang);
        let heading = lang.pick("Ensemble des lots", "All lots").into();
        self.sheet.rows.push(Row::of(Style::Section, vec![Cell::Empty, heading]));
        let last = self.amount(self.years);
        let parts = [
            (lang.pick("Total HT", "Net total"), total.net),
            (lang.pick("TVA", "VAT"), total.vat),
            (lang.pick("Total TTC", "Gross total"), total.gross),
        ];
        for (place, (label, value)) in parts.into_iter().enumerate() {
            let lots: Vec<String> = self.lots.iter().map(|row| self.at(row + place, last)).collect();
            self.closing(label, Calc::new(lots.join("+"), value));
        }
    }

    /// The net total of a lot in a contract year.
    pub fn net_of_year(&self, lot: Index, k: usize) -> String {
        self.sheet.reference(self.lots[lot], self.amount(k))
    }

    /// A total of a lot: 0 is net, 1 the VAT, 2 gross.
    pub fn total(&self, lot: Index, which: usize) -> String {
        self.sheet.reference(self.lots[lot] + which, self.amount(self.years))
    }
}

/// Euros, whatever the decimals of the sheet.
fn money(value: rust_decimal::Decimal, _: u32) -> Cell {
    Cell::Money(value)
}
