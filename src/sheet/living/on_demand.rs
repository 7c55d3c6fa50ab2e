//! Days sold on demand: what one costs in each contract year, and what those ordered cost (method §5).

use super::super::Style;
use super::calc::Calc;
use super::calendar::Calendar;
use super::grid::Grid;
use super::learning::{Learning, Whose};
use super::quantities::Quantities;
use super::rates::Rates;
use super::shares::Shares;
use super::{Model, keys, lot_title};
use crate::engine::{formula, site_productivity};
use crate::model::bid::{Index, Rule, Who};
use crate::unit::{Exact, Number};

/// The sheet of days sold.
pub struct OnDemand<'a> {
    pub grid: Grid<'a>,
    /// By lot: the rows of what its days cost, one's own and partners'.
    lots: Vec<[Option<usize>; 2]>,
    /// By lot and line: what the days priced cost, one's own and partners'.
    lines: Vec<Vec<[Option<usize>; 2]>>,
}

/// What days are worked out from.
#[derive(Clone, Copy)]
pub struct Before<'a, 'b> {
    pub calendar: &'b Calendar<'a>,
    pub shares: &'b Shares<'a>,
    pub learning: &'b Learning<'a>,
    pub rates: &'b Rates<'a>,
    pub quantities: &'b Quantities<'a>,
}

/// A line that sells days.
#[derive(Clone, Copy)]
struct Day {
    lot: Index,
    line: Index,
    position: Index,
    profile: Index,
}

impl<'a> OnDemand<'a> {
    pub fn new(model: &'a Model, before: Before<'a, '_>) -> Self {
        let (bid, lang) = (model.bid, model.lang);
        let title = [
            lang.pick("À la demande : ce que coûtent les jours vendus, en euros", "On demand: what the days sold cost, in euros"),
            lang.pick(
                "Un jour vendu est un jour du site de référence, réparti sur l’année au prorata de ses jours travaillés. Sans quantité, le prix est dû : un jour par an.",
                "A day sold is a day of the reference site, spread over the year pro rata to its days worked. Without a quantity the price is still due: a day a year.",
            ),
        ];
        let names = [
            lang.pick("N° de prix", "Code"),
            lang.pick("Ligne", "Line"),
            lang.pick("Quoi", "What"),
            lang.pick("Site", "Site"),
        ];
        let total = lang.pick("Total", "Total");
        let grid = model.yearly(lang.pick("À la demande", "On demand"), title, names, [10, 44, 34, 20], total, 2);
        let mut days = Self { grid, lots: Vec::new(), lines: Vec::new() };
        for (l, lot) in bid.lots.iter().enumerate() {
            let mut of_lot: Vec<[Option<usize>; 2]> = Vec::new();
            let mut lines = Vec::new();
            days.grid.section(&lot_title(bid, l, lang));
            for (j, line) in lot.lines.iter().enumerate() {
                let Rule::Day(position) = line.rule else {
                    lines.push([None; 2]);
                    continue;
                };
                let Who::Profile(profile) = lot.positions[position].who else { continue };
                let (ordered, priced) = days.line(model, before, Day { lot: l, line: j, position, profile });
                of_lot.push(ordered);
                lines.push(priced);
            }
            days.lines.push(lines);
            let total = [0, 1].map(|part| {
                let rows: Vec<usize> = of_lot.iter().filter_map(|rows| rows[part]).collect();
                (!rows.is_empty()).then(|| days.total(model, part, &rows))
            });
            days.lots.push(total);
        }
        days
    }

    /// What the days of a lot cost, from the rows of its lines.
    fn total(&mut self, model: &Model, part: usize, rows: &[usize]) -> usize {
        let years = (0..model.bid.years()).map(|k| Some(self.sum_of(rows, k)));
        let years: Vec<Option<Calc>> = years.collect();
        let total = self.grid.sum_of_years(sum(&years));
        let words = model.lang.pick("Total du lot", "Total of the lot").to_owned();
        self.grid.years(Style::Total, keys([String::new(), words, part_name(model, part)]), Some(total), years)
    }

    /// Some rows of a contract year, added up.
    fn sum_of(&self, rows: &[usize], k: usize) -> Calc {
        added(&rows.iter().map(|row| self.grid.year_of(*row, k)).collect::<Vec<_>>())
    }

    /// What a line's days cost: the rows of those ordered, and of those priced, one's own and partners'.
    fn line(&mut self, model: &Model, before: Before, day: Day) -> ([Option<usize>; 2], [Option<usize>; 2]) {
        let (bid, lang) = (model.bid, model.lang);
        let line = &bid.lots[day.lot].lines[day.line];
        let position = &bid.lots[day.lot].positions[day.position];
        let name =
            |what: &str, site: &str| keys([line.code.clone(), line.label.clone(), what.to_owned(), site.to_owned()]);
        let mut parts: [Vec<usize>; 2] = [Vec::new(), Vec::new()];
        for site in before.shares.sites(&position.mix, position.onshore.is_some()) {
            let place = &bid.sites[site];
            let label = place.label.get(lang);
            let cells = (0..bid.years()).map(|k| unit_cost(model, before, day, site, k)).collect();
            let row = self.grid.years(Style::Body, name(lang.pick("un jour vendu", "a day sold"), label), None, cells);
            parts[usize::from(place.partner.is_some())].push(row);
            if let Some(coordinator) = place.coordinator {
                let cells =
                    (0..bid.years()).map(|k| coordination_cost(model, before, day, site, coordinator, k)).collect();
                let what = lang.pick("coordination d’un jour vendu", "coordination of a day sold");
                let row = self.grid.years(Style::Body, name(what, label), None, cells);
                parts[0].push(row);
            }
        }
        let quantity = |k: usize| before.quantities.year(day.lot, day.line, k);
        let all = before.quantities.total(day.lot, day.line);
        let ordered = [0, 1].map(|part| {
            if parts[part].is_empty() {
                return None;
            }
            let years = (0..bid.years()).map(|k| {
                let one = self.sum_of(&parts[part], k);
                let quantity = quantity(k);
                Some(Calc::new(format!("{}*({})", quantity.formula, one.formula), quantity.value * one.value))
            });
            let years: Vec<Option<Calc>> = years.collect();
            let total = self.grid.sum_of_years(sum(&years));
            let what = format!("{} · {}", lang.pick("jours commandés", "days ordered"), part_name(model, part));
            Some(self.grid.years(Style::Subtotal, name(&what, ""), Some(total), years))
        });
        let priced = [0, 1].map(|part| {
            // Without a quantity, one day in each contract year.
            let ordered = ordered[part]?;
            let ones: Vec<Calc> = (0..bid.years()).map(|k| self.sum_of(&parts[part], k)).collect();
            let (ones, ordered) = (added(&ones), self.grid.total_of(ordered));
            let value = if all.value.is_zero() { ones.value } else { ordered.value };
            let formula = format!("IF({}=0,{},{})", all.formula, ones.formula, ordered.formula);
            let what = format!("{} · {}", lang.pick("jours du prix", "days priced"), part_name(model, part));
            let none = vec![None; bid.years()];
            Some(self.grid.years(Style::Subtotal, name(&what, ""), Some(Calc::new(formula, value)), none))
        });
        (ordered, priced)
    }

    /// What the days of a lot cost in a contract year: one's own (0) and partners' (1).
    pub fn of_lot(&self, lot: Index, part: usize, k: usize) -> Option<Calc> {
        self.lots[lot][part].map(|row| self.grid.year(row, k))
    }

    /// What the days priced of a line cost: one's own (0) and partners' (1).
    pub fn priced(&self, lot: Index, line: Index, part: usize) -> Option<Calc> {
        self.lines[lot][line][part].map(|row| self.grid.total(row))
    }
}

fn part_name(model: &Model, part: usize) -> String {
    let lang = model.lang;
    if part == 0 { lang.pick("propre", "own") } else { lang.pick("partenaires", "partners") }.to_owned()
}

/// Some calculations, added up.
fn added(parts: &[Calc]) -> Calc {
    let formulas: Vec<&str> = parts.iter().map(|part| part.formula.as_str()).collect();
    Calc::new(formulas.join("+"), parts.iter().map(|part| part.value).sum())
}

fn sum(cells: &[Option<Calc>]) -> Exact {
    cells.iter().flatten().map(|calc| calc.value).sum()
}

/// What one day sold in a contract year takes of people at a site: the formula that multiplies it, without the
/// cost of their days, and the exact heads for it, by month.
fn taken(model: &Model, before: Before, day: Day, site: Index, k: usize) -> Option<(String, Vec<Exact>)> {
    let (bid, inputs) = (model.bid, model.inputs);
    let position = &bid.lots[day.lot].positions[day.position];
    let share = before.shares.share(&position.mix, position.onshore.is_some(), site, k)?;
    let whose = Whose::Position(day.lot, day.position);
    let months = bid.months_of(k);
    let gain = inputs[bid.lots[day.lot].terms(position.nature).gain];
    let left = model.after_gain(day.lot, position.nature, k);
    let worked = before.calendar.worked_in(bid.contract.reference, months.clone());
    let worked_value: Exact = months.clone().map(|m| before.calendar.worked(bid.contract.reference, m).value).sum();
    let effort = share.value * formula::after_gain(gain, k) / worked_value;
    let steady = match before.learning.heads(whose, site, months.start) {
        Some(_) => String::new(),
        None => format!("/{}", model.figures.of(bid.sites[site].productivity_steady)),
    };
    let per_fte = |m: usize| match before.learning.heads(whose, site, m) {
        Some(heads) => heads.value,
        None => Exact::ONE / site_productivity(bid, inputs, site, 0),
    };
    let heads = months.map(|m| effort * per_fte(m)).collect();
    Some((format!("{}{steady}{left}/SUM({worked})", share.formula), heads))
}

/// What heads spread over some months cost: the formula of it for one head each month, and their exact cost.
fn cost_of(
    model: &Model, before: Before, day: Day, site: Index, at: (Index, Index), heads: &[Exact], k: usize,
) -> (Option<String>, Exact) {
    let bid = model.bid;
    let (profile, place) = at;
    let months = bid.months_of(k);
    let per_head = model.fig(bid.sites[place].per_head_month);
    let whose = Whose::Position(day.lot, day.position);
    let worked = before.calendar.worked_in(place, months.clone());
    let learnt = before.learning.heads_in(whose, site, months.clone());
    let formula = before.rates.span(profile, place, months.clone()).map(|daily| match &learnt {
        Some(learnt) => format!("(SUMPRODUCT({worked},{daily},{learnt})+{}*SUM({learnt}))", per_head.formula),
        None => format!("(SUMPRODUCT({worked},{daily})+{}*{})", per_head.formula, months.len()),
    });
    let value = months.zip(heads).map(|(m, head)| {
        let worked = before.calendar.worked(place, m).value;
        *head * formula::head_month(worked, model.daily(profile, place, m), per_head.value)
    });
    (formula, value.sum())
}

/// What the people at a site cost for one day sold in a contract year.
fn unit_cost(model: &Model, before: Before, day: Day, site: Index, k: usize) -> Option<Calc> {
    let (times, heads) = taken(model, before, day, site, k)?;
    let (formula, value) = cost_of(model, before, day, site, (day.profile, site), &heads, k);
    Some(match formula {
        Some(cost) => Calc::new(format!("{times}*{cost}"), value),
        // The card lacks this profile: the workbook warns whoever sends work there.
        None => Calc::new(format!("IF({times}=0,0,NA())"), Exact::ZERO),
    })
}

/// What coordinating them costs.
fn coordination_cost(
    model: &Model, before: Before, day: Day, site: Index, coordinator: Index, k: usize,
) -> Option<Calc> {
    let (times, heads) = taken(model, before, day, site, k)?;
    let ratio = model.fig(model.bid.sites[site].coordination);
    let heads: Vec<Exact> = heads.into_iter().map(|head| head * ratio.value).collect();
    let at = (coordinator, model.bid.contract.reference);
    let (formula, value) = cost_of(model, before, day, site, at, &heads, k);
    Some(match formula {
        Some(cost) => Calc::new(format!("{}*{times}*{cost}", ratio.formula), value),
        None => Calc::new(format!("IF({}*{times}=0,0,NA())", ratio.formula), Exact::ZERO),
    })
}

/// Follows the people of days sold where productivity ramps up.
pub fn follow(model: &Model, shares: &Shares, quantities: &Quantities, learning: &mut Learning) {
    let bid = model.bid;
    for (l, lot) in bid.lots.iter().enumerate() {
        for (j, line) in lot.lines.iter().enumerate() {
            let Rule::Day(p) = line.rule else { continue };
            let position = &lot.positions[p];
            let all = quantities.total(l, j);
            for site in shares.sites(&position.mix, position.onshore.is_some()) {
                let name = format!("{} · {}", super::lot_short(bid, l), line.code);
                learning.follow(model, Whose::Position(l, p), site, &name, |m| {
                    let k = bid.year_of(m);
                    let share = shares.share(&position.mix, position.onshore.is_some(), site, k)?;
                    let quantity = quantities.year(l, j, k);
                    let asked = all.value.is_zero() || !quantity.value.is_zero();
                    let words = format!("AND({}<>0,OR({}=0,{}<>0))", share.formula, all.formula, quantity.formula);
                    Some((words, asked && !share.value.is_zero()))
                });
            }
        }
    }
}

/// A cell of this sheet, from the same sheet.
impl Grid<'_> {
    fn year_of(&self, row: usize, k: usize) -> Calc {
        Calc { formula: self.year_here(row, k), ..self.year(row, k) }
    }

    fn total_of(&self, row: usize) -> Calc {
        Calc { formula: self.total_here(row), ..self.total(row) }
    }
}
