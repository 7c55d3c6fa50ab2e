//! Revenue, cost and margin by contract year (method §6).

use typed_index_collections::TiSlice;

use super::super::{Cell, Column, Row, Sheet, Style};
use super::calc::Calc;
use super::written::Place;
use super::{Model, lot_title, margin_cell};
use crate::engine::{Revised, margin, revisions};
use crate::graph::Recorded;
use crate::model::bid::LotId;
use crate::unit::{Exact, Number as _};

/// Columns: period, revenue, coefficient, revised revenue, cost, result, margin.
pub const REVENUE: usize = 1;
const COEFFICIENT: usize = 2;
pub const REVISED: usize = 3;
pub const COST: usize = 4;
pub const RESULT: usize = 5;

/// The sheet of the profit and loss.
struct Pnl<'m, 'r> {
    model: &'m Model<'r>,
    sheet: Sheet,
    /// The number it was entered under.
    entered: usize,
    /// By contract year: the revision of prices.
    revisions: Vec<Revised<Recorded<'r>>>,
}

/// The figures of a lot, or of all, in a contract year.
#[derive(Clone, Copy)]
struct Year<'r> {
    revenue: Recorded<'r>,
    cost: Recorded<'r>,
}

/// The sheet of the profit and loss; `costs` are the full costs of lots by contract year.
pub fn pnl<'r>(model: &Model<'r>, costs: &TiSlice<LotId, Vec<Recorded<'r>>>) -> Sheet {
    let Model { bid, lang, .. } = *model;
    let name = lang.pick("Compte de résultat", "P&L");
    let sheet = Sheet {
        name: name.into(),
        title: vec![
            lang.pick("Compte de résultat prévisionnel, en euros HT", "Forecast profit and loss, in euros before VAT")
                .into(),
            lang.pick(
                "CA du DQE par année × coefficient de révision, moins les coûts complets là où ils tombent.",
                "Revenue of the DQE by year × revision coefficient, less full costs where they fall.",
            )
            .into(),
        ],
        columns: vec![
            Column::text("period", lang.pick("Période", "Period"), 40),
            Column::number("revenue", lang.pick("CA remis", "Revenue"), 18),
            Column::number("coefficient", lang.pick("Révision des prix", "Price revision"), 11),
            Column::number("revised", lang.pick("CA révisé", "Revised"), 18),
            Column::number("cost", lang.pick("Coût complet", "Full cost"), 18),
            Column::number("result", lang.pick("Résultat", "Result"), 18),
            Column::number("margin", lang.pick("Marge", "Margin"), 9),
        ],
        frozen: 1,
        ..Sheet::default()
    };
    let entered = model.method.enter(&format!("'{name}'!"));
    let mut pnl = Pnl { model, sheet, entered, revisions: revisions(bid, &model.recorded.inputs) };
    pnl.revision();
    let mut all: Vec<Year> = vec![Year { revenue: Recorded::ZERO, cost: Recorded::ZERO }; bid.years()];
    for (l, costs) in costs.iter_enumerated() {
        let lines = &model.recorded.estimate.dqe.lines[l];
        let revenue = |k: usize| lines.iter().map(|line| line.amounts[k]).sum();
        let years = costs.iter().enumerate().map(|(k, cost)| Year { revenue: revenue(k), cost: *cost });
        let years: Vec<Year> = years.collect();
        pnl.block(&lot_title(bid, l, lang), &years);
        for (all, year) in all.iter_mut().zip(&years) {
            *all = Year { revenue: all.revenue + year.revenue, cost: all.cost + year.cost };
        }
    }
    pnl.block(lang.pick("Ensemble des lots", "All lots"), &all);
    pnl.sheet
}

impl<'r> Pnl<'_, 'r> {
    /// A recorded number in a cell of the next row, where formulas find it from then on.
    fn calc(&self, column: usize, number: Recorded<'r>) -> Calc {
        let calc = self.model.calc(number, self.entered);
        self.model.method.put_this(number, self.place(self.sheet.rows.len(), column));
        calc
    }

    fn place(&self, row: usize, column: usize) -> Place {
        Place { sheet: self.entered, row: self.sheet.body_row(row) + 1, column }
    }

    /// The coefficient of each year: capped, then rounded.
    fn revision(&mut self) {
        let lang = self.model.lang;
        let heading = lang.pick("Révision : coefficient, puis arrondi", "Revision: coefficient, then rounded");
        self.sheet.rows.push(Row::of(Style::Section, vec![heading.into()]));
        if let Some(revision) = &self.model.bid.contract.revision {
            for (what, fig) in [
                (lang.pick("Part fixe", "Fixed part"), Some(revision.fixed)),
                (lang.pick("Part variable", "Variable part"), Some(revision.variable)),
                (lang.pick("Indice, par an", "Index, per year"), Some(revision.index)),
                (lang.pick("Plafond", "Cap"), revision.cap.map(|(cap, _)| cap)),
            ] {
                let Some(fig) = fig else { continue };
                let figure = self.calc(REVENUE, self.model.recorded.inputs[fig]).cell(Cell::Number, 4);
                self.sheet.rows.push(Row::body(vec![what.into(), figure]));
            }
        }
        for (k, Revised { capped, coefficient }) in self.revisions.clone().into_iter().enumerate() {
            let capped = self.calc(REVENUE, capped).cell(Cell::Number, 6);
            let coefficient = self.calc(COEFFICIENT, coefficient).cell(Cell::Number, 4);
            self.sheet.rows.push(Row::body(vec![year_name(self.model, k).into(), capped, coefficient]));
        }
    }

    /// The years of a lot, or of all, and their total.
    fn block(&mut self, title: &str, years: &[Year<'r>]) {
        self.sheet.rows.push(Row::of(Style::Section, vec![title.into()]));
        let first = self.sheet.rows.len();
        let money = |calc: Calc| calc.cell(|value, _| Cell::Euros(value), 0);
        let mut total = [Exact::ZERO; 3];
        for (k, year) in years.iter().enumerate() {
            let row = self.sheet.rows.len();
            let coefficient = self.revisions[k].coefficient;
            let coefficient_cell = self.model.calc(coefficient, self.entered).cell(Cell::Number, 4);
            let revenue = money(self.calc(REVENUE, year.revenue));
            let revised = year.revenue * coefficient;
            let revised_cell = money(self.calc(REVISED, revised));
            let cost = money(self.calc(COST, year.cost));
            let mut cells = vec![year_name(self.model, k).into(), revenue, coefficient_cell, revised_cell, cost];
            cells.extend(self.result(row, revised.value(), year.cost.value()));
            self.sheet.rows.push(Row::body(cells));
            for (sum, part) in total.iter_mut().zip([year.revenue, revised, year.cost]) {
                *sum += part.value();
            }
        }
        let row = self.sheet.rows.len();
        let sum = |column: usize, value: Exact| {
            let (from, to) = (self.sheet.address(first, column), self.sheet.address(row - 1, column));
            money(Calc::new(format!("SUM({from}:{to})"), value))
        };
        let [revenue, revised, cost] = total;
        let mut cells =
            vec!["Total".into(), sum(REVENUE, revenue), Cell::Empty, sum(REVISED, revised), sum(COST, cost)];
        cells.extend(self.result(row, revised, cost));
        self.sheet.rows.push(Row::of(Style::Total, cells));
    }

    fn result(&self, row: usize, revised: Exact, cost: Exact) -> [Cell; 2] {
        let at = |column: usize| self.sheet.address(row, column);
        let result = Calc::new(format!("{}-{}", at(REVISED), at(COST)), revised - cost);
        let rate = format!("{}/{}", at(RESULT), at(REVISED));
        [result.cell(Cell::Number, 2), margin_cell(&at(REVISED), &rate, margin(revised, cost))]
    }
}

fn year_name(model: &Model, k: usize) -> String {
    format!("{} {}", model.lang.pick("Année", "Year"), k + 1)
}
