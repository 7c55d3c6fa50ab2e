//! Volumes, and the effort of every position (method §2).

use super::super::Style;
use super::calendar::Calendar;
use super::grid::{Calc, Grid, Sum};
use super::names::{post_name, who_name};
use super::quantities::Quantities;
use super::{Model, keys, lot_title};
use crate::engine::{course_value, formula};
use crate::model::bid::{Base, Course, Index, Lot, Position, Toward, Volume};
use crate::model::nature_name;
use crate::unit::{Exact, Number};

/// The sheet of volumes.
pub struct Volumes<'a> {
    pub grid: Grid<'a>,
    /// By lot and volume: its row.
    rows: Vec<Vec<usize>>,
}

impl<'a> Volumes<'a> {
    pub fn new(model: &'a Model, calendar: &Calendar, quantities: &Quantities) -> Self {
        let Model { bid, lang, .. } = *model;
        let title = [
            lang.pick("Volumes : ce qui entraîne la charge", "Volumes: what drives effort"),
            lang.pick(
                "Une application compte dès le mois où elle arrive, pour sa taille.",
                "An application counts from the month it joins, for its size.",
            ),
        ];
        let mut grid = model.months(lang.pick("Volumes", "Volumes"), title, lang.pick("Moyenne", "Average"), 2);
        let mut rows = Vec::new();
        for (l, lot) in bid.lots.iter().enumerate() {
            if !lot.volumes.is_empty() {
                grid.section(&lot_title(bid, l, lang));
            }
            let of_lot = lot.volumes.iter().map(|(id, volume, label)| {
                let name = label.as_ref().map_or(id.as_str(), |label| label.get(lang));
                match volume {
                    Volume::Line(line) => line_row(model, calendar, quantities, &mut grid, (l, *line), name),
                    Volume::Applications => applications_rows(model, calendar, &mut grid, lot, name),
                    Volume::PerMonth(course) => course_row(model, &mut grid, course, name),
                    Volume::Items(item) => course_row(model, &mut grid, &lot.platform[*item].count, name),
                }
            });
            rows.push(of_lot.collect());
        }
        Self { grid, rows }
    }
}

fn course_row(model: &Model, grid: &mut Grid, course: &Course, name: &str) -> usize {
    let cells = (0..model.bid.contract.months).map(|m| Some(model.course(course, m))).collect();
    grid.months(Style::Body, keys([name.to_owned()]), cells, Sum::Average)
}

/// The lot's applications, each for the part of the month it is on board, then their sum.
fn applications_rows(model: &Model, calendar: &Calendar, grid: &mut Grid, lot: &Lot, name: &str) -> usize {
    let (months, lang) = (model.bid.contract.months, model.lang);
    let first = grid.sheet.rows.len();
    for application in &lot.applications {
        let on_board = (0..months).map(|m| {
            let number = calendar.grid.month(calendar.number, m).formula;
            let (joins, late) = (model.fig(application.joins), application.late.map(|late| model.fig(late)));
            let size = application.size.map(|size| model.fig(size));
            let value = formula::on_board(m, joins.value, late.as_ref().map_or(Exact::ZERO, |late| late.value));
            let late = late.map_or(String::new(), |late| format!("-{}", late.formula));
            let share = format!("MAX(0,MIN(1,{number}+1-{}{late}))", joins.formula);
            Some(match size {
                Some(size) => Calc::new(format!("{}*{share}", size.formula), size.value * value),
                None => Calc::new(share, value),
            })
        });
        let names = keys([application.label.get(lang).to_owned()]);
        let cells = on_board.collect();
        grid.months(Style::Body, names, cells, Sum::Average);
    }
    let names = keys([name.to_owned(), lang.pick("applications à bord", "applications on board").to_owned()]);
    let rows = first..grid.sheet.rows.len();
    if rows.is_empty() {
        let none = (0..months).map(|_| Some(Calc::plain(Exact::ZERO))).collect();
        return grid.months(Style::Subtotal, names, none, Sum::Average);
    }
    grid.subtotal(Style::Subtotal, names, rows)
}

/// A line's quantities by month, pro rata to the days worked.
fn line_row(
    model: &Model, calendar: &Calendar, quantities: &Quantities, grid: &mut Grid, (lot, line): (Index, Index),
    name: &str,
) -> usize {
    let bid = model.bid;
    let reference = bid.contract.reference;
    let of_month = |m: usize| {
        let k = bid.year_of(m);
        let months = bid.months_of(k);
        let (quantity, worked) = (quantities.year(lot, line, k), calendar.worked(reference, m));
        let in_year: Exact = months.clone().map(|m| calendar.worked(reference, m).value).sum();
        let value = formula::in_month(quantity.value, worked.value, in_year);
        let in_year = calendar.worked_in(reference, months);
        Some(Calc::new(format!("{}*{}/SUM({in_year})", quantity.formula, worked.formula), value))
    };
    let cells = (0..bid.contract.months).map(of_month).collect();
    let code = bid.lots[lot].lines[line].code.clone();
    let what = format!("{} {code}", model.lang.pick("quantités de la ligne", "quantities of line"));
    grid.months(Style::Body, keys([name.to_owned(), what]), cells, Sum::Average)
}

/// The sheet of effort.
pub struct Effort<'a> {
    pub grid: Grid<'a>,
    /// By lot and position: its row; none for days sold, which have a sheet of their own.
    rows: Vec<Vec<Option<usize>>>,
}

impl<'a> Effort<'a> {
    pub fn new(model: &'a Model, calendar: &Calendar, volumes: &Volumes) -> Self {
        let Model { bid, lang, .. } = *model;
        let title = [
            lang.pick("Charge : ETP du site de référence, gains déduits", "Effort: FTE of the reference site, after gains"),
            lang.pick(
                "ETP du poste, ou volume × jours par unité / jours travaillés ; × (1 − gain) à la puissance des années écoulées.",
                "The position’s FTE, or volume × days for a unit / days worked; × (1 − gain) to the power of the years gone by.",
            ),
        ];
        let mut grid = model.months(lang.pick("Charge", "Effort"), title, lang.pick("ETP moyen", "Average FTE"), 3);
        let mut rows = Vec::new();
        for (l, lot) in bid.lots.iter().enumerate() {
            grid.section(&lot_title(bid, l, lang));
            let of_lot = lot.positions.iter().enumerate().map(|(p, position)| {
                if matches!(position.base, Base::DayLine { .. }) {
                    return None;
                }
                let of_month =
                    |m: usize| position.window.contains(&m).then(|| effort(model, calendar, volumes, l, p, m));
                let who = who_name(bid, position.who, lang);
                let nature = nature_name(position.nature, lang).to_owned();
                let cells = (0..bid.contract.months).map(of_month).collect();
                Some(grid.months(Style::Body, keys([nature, post_name(bid, l, p, lang), who]), cells, Sum::Average))
            });
            rows.push(of_lot.collect());
        }
        Self { grid, rows }
    }

    /// A position's effort in a month; nothing where it is not there.
    pub fn month(&self, model: &Model, lot: Index, p: Index, m: usize) -> Option<Calc> {
        let position: &Position = &model.bid.lots[lot].positions[p];
        position.window.contains(&m).then(|| self.rows[lot][p].map(|row| self.grid.month(row, m)))?
    }
}

fn effort(model: &Model, calendar: &Calendar, volumes: &Volumes, l: Index, p: Index, m: usize) -> Calc {
    let Model { bid, estimate, .. } = *model;
    let position = &bid.lots[l].positions[p];
    let base = match &position.base {
        Base::Capacity(course) => model.course(course, m).formula,
        Base::Driver { volume, days } => {
            let volume = volumes.grid.month(volumes.rows[l][*volume], m).formula;
            let worked = calendar.worked(bid.contract.reference, m).formula;
            format!("{volume}*{}/{worked}", model.figures.of(*days))
        }
        Base::DayLine { .. } => String::new(),
    };
    let left = model.after_gain(l, position.nature, bid.year_of(m));
    Calc::new(format!("{base}{left}"), estimate.plan.demand[l].row(p)[m])
}

impl Model<'_> {
    /// A course in a month.
    pub fn course(&self, course: &Course, m: usize) -> Calc {
        let place = course.at(m);
        let here = self.figures.of(place.fig);
        let formula = match place.toward {
            Some(Toward { fig, gone, span }) => format!("({here}+({}-{here})*{gone}/{span})", self.figures.of(fig)),
            None => here.to_owned(),
        };
        Calc::new(formula, course_value(course, self.inputs, m))
    }
}
