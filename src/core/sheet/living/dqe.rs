//! The DQE as the buyer will read it, each price with what it comes from (method §5).

use typed_index_collections::TiVec;

use super::super::{Cell, Column, Print, Row, Sheet, Style};
use super::calc::Calc;
use super::written::Place;
use super::{Model, lot_title};
use crate::graph::Recorded;
use crate::model::bid::{LineId, LotId, Rule};
use crate::model::{nature_name, unit_name};

/// Columns before the quantities.
const BEFORE: usize = 7;
const UNROUNDED: usize = 5;
const PRICE: usize = 6;

/// The sheet of the DQE.
pub struct Dqe {
    sheet: Sheet,
    /// By lot: the row of its first line.
    lots: TiVec<LotId, usize>,
    years: usize,
    /// The number it was entered under.
    entered: usize,
}

impl Dqe {
    pub fn new(model: &Model) -> Self {
        let Model { bid, lang, .. } = *model;
        let years = bid.years();
        let mut columns = vec![
            Column::text("code", lang.pick("N° de prix", "Code"), 9),
            Column::text("label", lang.pick("Désignation", "Line"), 40),
            Column::text("unit", lang.pick("Unité", "Unit"), 9),
            Column::text("nature", "Nature", 18),
            Column::text("rule", lang.pick("Règle de prix", "Price rule"), 11),
            Column::number("unrounded", lang.pick("Prix calculé", "Price worked out"), 12),
            Column::number("unit_price", lang.pick("Prix unitaire HT", "Unit price"), 12),
        ];
        for (key, word, width) in
            [("quantity", lang.pick("Qté", "Qty"), 8), ("amount", lang.pick("Montant HT", "Amount"), 13)]
        {
            let year = lang.pick("année", "year");
            let of_year = |k: usize| Column::number(&format!("{key}_{k}"), &format!("{word} {year} {k}"), width);
            columns.extend((1..=years).map(of_year));
            let all = if key == "quantity" { lang.pick("totale", "total") } else { lang.pick("total", "total") };
            columns.push(Column::number(key, &format!("{word} {all}"), width + 1));
        }
        columns.push(Column::number("gross_unit_price", lang.pick("Prix unitaire TTC", "Gross unit price"), 12));
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
                print: Print::Sections { portrait: false },
                ..Sheet::default()
            },
            lots: TiVec::new(),
            years,
            entered: model.method.enter("'DQE'!"),
        };
        // Each lot has its heading, its lines and three totals.
        let mut first = 1;
        for lot in &bid.lots {
            dqe.lots.push(first);
            first += lot.lines.len() + 4;
        }
        dqe
    }

    /// The sheet, once prices are worked out.
    pub fn into_sheet(mut self, model: &Model) -> Sheet {
        for l in model.bid.lots.keys() {
            self.lot(model, l);
        }
        self.recap(model);
        self.sheet
    }

    /// Where the amount of a line over the contract will be.
    pub fn amount_of(&self, lot: LotId, line: LineId) -> Place {
        self.place(self.lots[lot] + usize::from(line), self.amount(self.years))
    }

    fn at(&self, row: usize, column: usize) -> String {
        self.sheet.address(row, column)
    }

    /// The column of an amount: of a contract year, or of all.
    fn amount(&self, k: usize) -> usize {
        BEFORE + self.years + 1 + k
    }

    /// A recorded number in a cell of the next row, where formulas find it from then on.
    fn calc(&self, model: &Model, number: Recorded<'_>, column: usize) -> Calc {
        let calc = model.calc(number, self.entered);
        self.put(model, number, column);
        calc
    }

    fn put(&self, model: &Model, number: Recorded<'_>, column: usize) {
        model.method.put(number, self.place(self.sheet.rows.len(), column));
    }

    fn place(&self, row: usize, column: usize) -> Place {
        Place { sheet: self.entered, row: self.sheet.body_row(row) + 1, column }
    }

    fn lot(&mut self, model: &Model, l: LotId) {
        let Model { bid, estimate, lang, .. } = *model;
        let lot = &bid.lots[l];
        self.sheet.rows.push(Row::of(Style::Section, vec![Cell::Empty, lot_title(bid, l, lang).into()]));
        let first = self.sheet.rows.len();
        for j in lot.lines.keys() {
            let row = self.line(model, l, j);
            self.sheet.rows.push(Row::body(row));
        }
        let lines = first..self.sheet.rows.len();
        let net = self.sheet.rows.len();
        let mut cells = vec![Cell::Empty, lang.pick("Total HT", "Net total").into()];
        cells.resize(self.amount(0), Cell::Empty);
        for k in 0..self.years {
            let column = self.amount(k);
            let value = estimate.dqe.lines[l].iter().map(|line| line.amounts[k]).sum();
            let formula = if lines.is_empty() {
                "0".to_owned()
            } else {
                format!("SUM({}:{})", self.at(lines.start, column), self.at(lines.end - 1, column))
            };
            cells.push(Calc::new(formula, value).cell(money, 2));
            let amounts = model.recorded.estimate.dqe.lines[l].iter().map(|line| line.amounts[k]);
            model.method.put_sum(amounts, self.place(net, column));
        }
        let total = &model.recorded.estimate.dqe.lots[l];
        cells.push(self.calc(model, total.net, self.amount(self.years)).cell(money, 2));
        self.sheet.rows.push(Row::of(Style::Total, cells));
        self.closing(model, lang.pick("TVA", "VAT"), total.vat);
        self.closing(model, lang.pick("Total TTC", "Gross total"), total.gross);
    }

    fn closing(&mut self, model: &Model, label: &str, total: Recorded<'_>) {
        let calc = self.calc(model, total, self.amount(self.years));
        let mut cells = vec![Cell::Empty, label.into()];
        cells.resize(self.amount(self.years), Cell::Empty);
        cells.push(calc.cell(money, 2));
        self.sheet.rows.push(Row::of(Style::Total, cells));
    }

    fn line(&self, model: &Model, l: LotId, j: LineId) -> Vec<Cell> {
        let Model { bid, estimate, lang, .. } = *model;
        let (line, amounts) = (&bid.lots[l].lines[j], &estimate.dqe.lines[l][j]);
        let (row, places) = (self.sheet.rows.len(), bid.contract.price_decimals);
        let at = |column: usize| self.at(row, column);
        let rule = match line.rule {
            Rule::Share(_) => lang.pick("part", "share"),
            Rule::Given(_) => lang.pick("imposé", "given"),
            Rule::Day(_) => lang.pick("jour", "day"),
        };
        let recorded = &model.recorded.estimate.dqe.lines[l][j];
        let mut cells = vec![
            line.code.as_str().into(),
            line.label.as_str().into(),
            unit_name(line.unit, lang).into(),
            nature_name(line.nature, lang).into(),
            rule.into(),
            self.calc(model, recorded.unrounded, UNROUNDED).cell(Cell::Number, places + 2),
            self.calc(model, recorded.unit_price, PRICE).cell(Cell::UnitPrice, places),
        ];
        let quantity = |calc: Calc| calc.cell(Cell::Number, amounts.quantity_places());
        for of_year in &recorded.quantities {
            cells.push(quantity(model.calc(*of_year, self.entered)));
        }
        let all = amounts.quantities.iter().copied().sum();
        let sum = format!("SUM({}:{})", at(BEFORE), at(BEFORE + self.years - 1));
        cells.push(quantity(Calc::new(sum, all)));
        for (k, (amount, quantity)) in recorded.amounts.iter().zip(&recorded.quantities).enumerate() {
            // One figure may be the quantity of several years.
            self.put(model, *quantity, BEFORE + k);
            cells.push(self.calc(model, *amount, self.amount(k)).cell(money, 2));
        }
        let all = self.amount(self.years);
        cells.push(self.calc(model, recorded.amount, all).cell(money, 2));
        cells.push(self.calc(model, recorded.gross_unit_price, all + 1).cell(Cell::UnitPrice, places));
        cells
    }

    /// The lots added up.
    fn recap(&mut self, model: &Model) {
        let (total, lang) = (&model.recorded.estimate.dqe.total, model.lang);
        let heading = lang.pick("Ensemble des lots", "All lots").into();
        self.sheet.rows.push(Row::of(Style::Section, vec![Cell::Empty, heading]));
        self.closing(model, lang.pick("Total HT", "Net total"), total.net);
        self.closing(model, lang.pick("TVA", "VAT"), total.vat);
        self.closing(model, lang.pick("Total TTC", "Gross total"), total.gross);
    }
}

/// Euros, whatever the decimals of the sheet.
fn money(value: rust_decimal::Decimal, _: u32) -> Cell {
    Cell::Money(value)
}
