//! The quantities of the DQE's lines (method §5).

use super::super::{Cell, Style};
use super::calc::Calc;
use super::grid::{Grid, whole};
use super::{Model, keys, lot_title};
use crate::model::bid::{Index, Quantity};
use crate::model::unit_name;
use crate::unit::Exact;

/// The sheet of quantities.
pub struct Quantities<'a> {
    pub grid: Grid<'a>,
    /// By lot and line: its row.
    rows: Vec<Vec<usize>>,
}

impl<'a> Quantities<'a> {
    pub fn new(model: &'a Model) -> Self {
        let Model { bid, estimate, lang, .. } = *model;
        let title = [
            lang.pick("Quantités du DQE par année", "Quantities of the DQE by year"),
            lang.pick(
                "Elles viennent de la saisie ; une ligne au mois compte les mois de l’année.",
                "They come from the input sheet; a line by the month counts the year’s months.",
            ),
        ];
        let names = [lang.pick("N° de prix", "Code"), lang.pick("Désignation", "Line"), lang.pick("Unité", "Unit"), ""];
        let widths = [10, 58, 10, 3];
        let total = lang.pick("Quantité totale", "Total quantity");
        let mut grid = model.yearly(lang.pick("Quantités", "Quantities"), title, names, widths, total, 2);
        let mut rows = Vec::new();
        for (l, lot) in bid.lots.iter().enumerate() {
            grid.section(&lot_title(bid, l, lang));
            let of_lot = lot.lines.iter().zip(&estimate.dqe.lines[l]).map(|(line, amounts)| {
                let of_year = |k: usize| {
                    let calc = match line.quantity[k] {
                        Quantity::Figure(fig) => Calc::new(model.figures.of(fig), amounts.quantities[k]),
                        Quantity::Months => Calc::plain(whole(bid.months_of(k).len())),
                    };
                    Some(calc)
                };
                let names = keys([line.code.clone(), line.label.clone(), unit_name(line.unit, lang).to_owned()]);
                let total: Exact = amounts.quantities.iter().copied().sum();
                let years = (0..bid.years()).map(of_year).collect();
                let total = Some(grid.sum_of_years(total));
                grid.years_as(Style::Body, names, total, years, Cell::Number, amounts.quantity_places())
            });
            rows.push(of_lot.collect());
        }
        Self { grid, rows }
    }

    /// The quantity of a line in a contract year.
    pub fn year(&self, lot: Index, line: Index, k: usize) -> Calc {
        self.grid.year(self.rows[lot][line], k)
    }

    /// The quantity of a line in all.
    pub fn total(&self, lot: Index, line: Index) -> Calc {
        self.grid.total(self.rows[lot][line])
    }
}
