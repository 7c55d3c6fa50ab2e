//! Revenue, cost and margin by contract year (method §6).

use super::super::{Cell, Column, Row, Sheet, Style};
use super::calc::Calc;
use super::dqe::Dqe;
use super::full::Full;
use super::{Model, lot_title, margin_cell};
use crate::engine::{cell, formula, margin, monthly, revision_coefficients};
use crate::model::bid::{Index, Nature, Safeguard};
use crate::unit::{Exact, Number};

/// Columns: period, revenue, coefficient, revised revenue, cost, result, margin.
const REVENUE: usize = 1;
const COEFFICIENT: usize = 2;
const REVISED: usize = 3;
const COST: usize = 4;
const RESULT: usize = 5;

/// The sheet of the profit and loss.
pub struct Pnl {
    pub sheet: Sheet,
    /// By contract year: the row of its revision.
    revision: Vec<usize>,
}

/// The exact figures of a lot, or of all, in a contract year.
#[derive(Clone, Copy)]
struct Year {
    revenue: Exact,
    cost: Exact,
}

impl Pnl {
    pub fn new(model: &Model, dqe: &Dqe, full: &Full) -> Self {
        let Model { bid, inputs, estimate, lang, .. } = *model;
        let sheet = Sheet {
            name: lang.pick("Compte de résultat", "P&L").into(),
            title: vec![
                lang.pick(
                    "Compte de résultat prévisionnel, en euros HT",
                    "Forecast profit and loss, in euros before VAT",
                )
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
        let mut pnl = Self { sheet, revision: Vec::new() };
        pnl.revision(model);
        let monthly = monthly(bid, inputs, &estimate.plan, &estimate.cost.rates);
        let of_lot = |l: Index, k: usize| {
            let months = bid.months_of(k);
            let natures = || Nature::ALL.into_iter();
            let full = |n: Nature| monthly.within(cell(l, n), months.clone()).full(bid, inputs, l, n);
            Year {
                revenue: natures().map(|n| estimate.dqe.amount(bid, l, n, Some(k))).sum(),
                cost: natures().map(full).sum(),
            }
        };
        let mut lots = Vec::new();
        for l in 0..bid.lots.len() {
            let rows = full.rows.iter().filter(|(lot, ..)| *lot == l).map(|(.., row)| *row);
            let rows: Vec<usize> = rows.collect();
            let cost = |k: usize| rows.iter().map(|row| full.grid.year(*row, k).formula).collect::<Vec<_>>().join("+");
            let years: Vec<(String, String, Year)> =
                (0..bid.years()).map(|k| (dqe.net_of_year(l, k), cost(k), of_lot(l, k))).collect();
            lots.push(pnl.block(model, &lot_title(bid, l, lang), years));
        }
        let all = |k: usize| {
            let at = |column: usize| {
                lots.iter().map(|first| pnl.sheet.address(first + k, column)).collect::<Vec<_>>().join("+")
            };
            let years: Vec<Year> = (0..bid.lots.len()).map(|l| of_lot(l, k)).collect();
            let year =
                Year { revenue: years.iter().map(|y| y.revenue).sum(), cost: years.iter().map(|y| y.cost).sum() };
            (at(REVENUE), at(COST), year)
        };
        let years = (0..bid.years()).map(all).collect();
        pnl.block(model, lang.pick("Ensemble des lots", "All lots"), years);
        pnl
    }

    /// The coefficient of each year: capped, then rounded.
    fn revision(&mut self, model: &Model) {
        let Model { bid, inputs, lang, .. } = *model;
        let heading = lang.pick("Révision : coefficient, puis arrondi", "Revision: coefficient, then rounded");
        self.sheet.rows.push(Row::of(Style::Section, vec![heading.into()]));
        let coefficients = revision_coefficients(bid, inputs);
        let mut before: Option<(String, Exact)> = None;
        for (k, coefficient) in coefficients.into_iter().enumerate() {
            let row = self.sheet.rows.len();
            let (free, rounded) = match &bid.contract.revision {
                Some(revision) if k >= revision.from_year => {
                    let at = |fig| model.figures.of(fig);
                    let value =
                        formula::revision(inputs[revision.fixed], inputs[revision.variable], inputs[revision.index], k);
                    let words =
                        format!("{}+{}*(1+{})^{k}", at(revision.fixed), at(revision.variable), at(revision.index));
                    let free = match revision.cap {
                        Some((cap, safeguard)) => {
                            let earlier = before.clone().filter(|_| safeguard == Safeguard::Yearly);
                            let (on, was) = earlier.unwrap_or_else(|| ("1".to_owned(), Exact::ONE));
                            Calc::new(
                                format!("MIN({words},{on}*(1+{}))", at(cap)),
                                value.least(was * (Exact::ONE + inputs[cap])),
                            )
                        }
                        None => Calc::new(words, value),
                    };
                    let formula = format!("ROUND({},{})", self.sheet.address(row, REVENUE), revision.decimals);
                    (free, Calc::new(formula, coefficient))
                }
                _ => (Calc::plain(Exact::ONE), Calc::plain(Exact::ONE)),
            };
            if !free.formula.is_empty() {
                before = Some((self.sheet.address(row, REVENUE), free.value));
            }
            self.sheet.rows.push(Row::body(vec![
                year_name(model, k).into(),
                free.cell(Cell::Number, 6),
                rounded.cell(Cell::Number, 4),
            ]));
            self.revision.push(row);
        }
    }

    /// The years of a lot, or of all, and their total: the row of the first.
    fn block(&mut self, model: &Model, title: &str, years: Vec<(String, String, Year)>) -> usize {
        let coefficients = revision_coefficients(model.bid, model.inputs);
        self.sheet.rows.push(Row::of(Style::Section, vec![title.into()]));
        let first = self.sheet.rows.len();
        let (mut revenue, mut revised, mut cost) = (Exact::ZERO, Exact::ZERO, Exact::ZERO);
        for (k, (revenue_at, cost_at, year)) in years.into_iter().enumerate() {
            let row = self.sheet.rows.len();
            let coefficient = Calc::new(self.sheet.address(self.revision[k], COEFFICIENT), coefficients[k]);
            let after = year.revenue * coefficients[k];
            let product = format!("{}*{}", self.sheet.address(row, REVENUE), self.sheet.address(row, COEFFICIENT));
            let cost_at = if cost_at.is_empty() { "0".to_owned() } else { cost_at };
            let mut cells = vec![
                year_name(model, k).into(),
                Calc::new(revenue_at, year.revenue).cell(Cell::Number, 2),
                coefficient.cell(Cell::Number, 4),
                Calc::new(product, after).cell(Cell::Number, 2),
                Calc::new(cost_at, year.cost).cell(Cell::Number, 2),
            ];
            cells.extend(self.result(row, after, year.cost));
            self.sheet.rows.push(Row::body(cells));
            revenue += year.revenue;
            revised += after;
            cost += year.cost;
        }
        let row = self.sheet.rows.len();
        let sum = |column: usize, value: Exact| {
            let (from, to) = (self.sheet.address(first, column), self.sheet.address(row - 1, column));
            Calc::new(format!("SUM({from}:{to})"), value).cell(Cell::Number, 2)
        };
        let mut cells =
            vec!["Total".into(), sum(REVENUE, revenue), Cell::Empty, sum(REVISED, revised), sum(COST, cost)];
        cells.extend(self.result(row, revised, cost));
        self.sheet.rows.push(Row::of(Style::Total, cells));
        first
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
