//! How much is to be done (method §2): courses, volumes, efforts, pools, quantities.

use super::expr::Expr;
use super::tree::{Step, Trace, Unit};
use super::words::{line_name, text, titled};
use crate::engine::{Origin, Row};
use crate::model::bid::{Application, Base, Course, Index, Quantity, Toward, Volume, Who};
use crate::unit::{Number as _, Text};

impl Trace<'_> {
    /// The effort of a row of the plan in the month `m`, from 0, in FTE. `idle` is a line sold by the day without
    /// any quantity, `told` whether the tree has already explained a pool's charge of that month.
    pub(super) fn row_effort(&self, row: &Row, idle: bool, m: usize, told: bool) -> Step {
        match row.origin {
            Origin::Position(position) => self.effort(row.lot, position, idle, m),
            Origin::Pool(pool) => self.charge(row.lot, pool, m, told),
        }
    }

    /// `effort(p, m) = b(p, m) × (1 − gain)^(k − 1)`.
    fn effort(&self, lot: Index, position: Index, idle: bool, m: usize) -> Step {
        let of = &self.bid.lots[lot];
        let position = &of.positions[position];
        let k = self.bid.year_of(m);
        let reference = self.bid.contract.reference;
        let gained = |base: Expr| match k {
            0 => base,
            k => base * self.rest_of_one(of.terms(position.nature).gain).power(k),
        };
        let effort = if position.window.contains(&m) {
            match &position.base {
                Base::Capacity(course) => gained(self.course(course, m, Unit::Fte)),
                Base::Driver { volume, days } => {
                    let driven = Expr::of(self.volume(lot, *volume, m)) * self.fig(*days, Unit::Days);
                    gained(driven) / Expr::of(self.worked(reference, m))
                }
                Base::DayLine { line } => {
                    let days = if idle { Expr::whole(1, Unit::Days) } else { self.yearly(lot, *line, k, Unit::Days) };
                    gained(days) / Expr::of(self.worked_in_year(reference, k))
                }
            }
        } else {
            Expr::nothing()
        };
        let id = &position.id;
        let label = match &position.base {
            Base::DayLine { line } => {
                let line = line_name(&of.lines[*line]);
                text(
                    format!("effort des jours vendus à la ligne {line}"),
                    format!("effort of the days sold by line {line}"),
                )
            }
            _ => text(format!("effort de {id}"), format!("effort of {id}")),
        };
        effort.step(label, Unit::Fte)
    }

    /// What a pool charges to a lot in the month `m`: `need × demand(l) / Σ demand`.
    fn charge(&self, lot: Index, pool: Index, m: usize, told: bool) -> Step {
        let name = &self.bid.pools[pool].label;
        let lot_name = &self.bid.lots[lot].label;
        let label = Text::each(|lang| {
            let charge = lang.pick("charge du pool", "charge of the pool");
            let to = lang.pick("pour le lot", "to the lot");
            format!("{charge} « {} » {to} {}", name.get(lang), lot_name.get(lang))
        });
        if told {
            let label =
                Text::each(|lang| format!("{} ({})", label.get(lang), lang.pick("voir plus haut", "see above")));
            return Step::mention(label, Unit::Fte, self.estimate.plan.pools[pool].charge.row(lot)[m]);
        }
        let own = self.demand(lot, pool, m);
        let lots = (0..self.bid.lots.len()).map(|l| if l == lot { seen(&own) } else { self.demand(l, pool, m) });
        let lots: Vec<Step> = lots.filter(|demand| !demand.is_nothing()).collect();
        let total = Step::sum(text("demande de tous les lots", "demand of all lots"), Unit::Fte, lots);
        if total.is_nothing() {
            return Expr::nothing().step(label, Unit::Fte);
        }
        let shared = Expr::mention(&total);
        let minimum = self.course(&self.bid.pools[pool].minimum, m, Unit::Fte);
        let need = minimum.greatest(Expr::of(total)).step(
            text(
                "besoin : le minimum du pool ou la demande, le plus grand",
                "need: the pool's minimum or the demand, the greater",
            ),
            Unit::Fte,
        );
        (Expr::of(need) * Expr::of(own) / shared).step(label, Unit::Fte)
    }

    /// What a lot asks of a pool in the month `m`.
    fn demand(&self, lot: Index, pool: Index, m: usize) -> Step {
        let of = &self.bid.lots[lot];
        let positions = (0..of.positions.len()).filter(|p| of.positions[*p].who == Who::Pool(pool));
        let demands = positions.map(|p| self.effort(lot, p, false, m)).filter(|step| !step.is_nothing());
        let label =
            Text::each(|lang| titled(lang, lang.pick("demande du lot", "demand of the lot"), of.label.get(lang)));
        Step::sum(label, Unit::Fte, demands.collect())
    }

    /// A volume of a lot in the month `m`.
    fn volume(&self, lot: Index, volume: Index, m: usize) -> Step {
        let of = &self.bid.lots[lot];
        let (id, volume, _) = &of.volumes[volume];
        let label = |fr: &str, en: &str| text(format!("volume {id}{fr}"), format!("volume {id}{en}"));
        match volume {
            Volume::PerMonth(course) => {
                self.course(course, m, Unit::Count).step(label(" du mois", " of the month"), Unit::Count)
            }
            Volume::Items(item) => {
                let count = self.course(&of.platform[*item].count, m, Unit::Count);
                count.step(label(" : quantité à la plateforme", ": how many the platform counts"), Unit::Count)
            }
            Volume::Applications => {
                let applications = of.applications.iter().map(|application| self.on_board(application, m));
                let on_board = applications.filter(|step| !step.is_nothing()).collect();
                Step::sum(label(" : applications à bord", ": applications on board"), Unit::Count, on_board)
            }
            Volume::Line(line) => {
                let (k, reference) = (self.bid.year_of(m), self.bid.contract.reference);
                let in_month = self.yearly(lot, *line, k, Unit::Count) * Expr::of(self.worked(reference, m))
                    / Expr::of(self.worked_in_year(reference, k));
                let name = line_name(&of.lines[*line]);
                let fr = format!(" : quantité au DQE de la ligne {name}, au prorata des jours travaillés");
                let en = format!(": quantity in the DQE of line {name}, pro rata to the days worked");
                in_month.step(label(&fr, &en), Unit::Count)
            }
        }
    }

    /// An application in the month `m`: its size times the share of the month it is on board for.
    fn on_board(&self, application: &Application, m: usize) -> Step {
        let joins = self.fig(application.joins, Unit::Count);
        let joins = application.late.map_or(joins.clone(), |late| joins + self.fig(late, Unit::Months));
        // Its own month is counted in: it is aboard from the start of the month it joins at.
        let aboard = (Expr::whole(m + 1, Unit::Count) + Expr::whole(1, Unit::Count) - joins).greatest(Expr::nothing());
        let aboard = aboard.least(Expr::whole(1, Unit::Count));
        let sized = application.size.map_or(aboard.clone(), |size| self.fig(size, Unit::Ratio) * aboard);
        sized.step(application.label.clone(), Unit::Count)
    }

    /// A course in the month `m`: the point in force, or the straight line between two.
    pub(super) fn course(&self, course: &Course, m: usize, unit: Unit) -> Expr {
        let place = course.at(m);
        let value = || self.fig(place.fig, unit);
        match place.toward {
            Some(Toward { fig, gone, span }) => {
                let reached = Expr::whole(gone, Unit::Count) / Expr::whole(span, Unit::Count);
                value() + (self.fig(fig, unit) - value()) * reached
            }
            None => value(),
        }
    }

    /// `q(j, k)`: a figure, or the months of the year.
    pub(super) fn yearly(&self, lot: Index, line: Index, k: usize, unit: Unit) -> Expr {
        match self.bid.lots[lot].lines[line].quantity[k] {
            Quantity::Figure(fig) => self.fig(fig, unit),
            Quantity::Months => Expr::whole(self.bid.months_of(k).len(), Unit::Months),
        }
    }

    /// `Q(j) = Σ_k q(j, k)`.
    pub(super) fn quantity(&self, lot: Index, line: Index) -> Step {
        let years = (0..self.bid.years()).map(|k| self.yearly(lot, line, k, Unit::Count));
        let sum = years.reduce(|sum, year| sum + year).unwrap_or_else(Expr::nothing);
        let name = line_name(&self.bid.lots[lot].lines[line]);
        let label = Text::each(|lang| {
            titled(lang, lang.pick("quantité au DQE, année par année", "quantity in the DQE, year by year"), &name)
        });
        sum.step(label, Unit::Count)
    }

    /// Is this line, sold by the day, one without any quantity?
    pub(super) fn is_idle(&self, row: &Row) -> bool {
        let same = |idle: &&Row| idle.lot == row.lot && idle.origin == row.origin;
        self.estimate.plan.idle.iter().find(same).is_some()
    }

    /// The effort that the plan holds for a row, by month.
    pub(super) fn planned(&self, row: &Row, m: usize) -> bool {
        !self.estimate.plan.effort.row(row.effort)[m].is_zero()
    }
}

/// A step that the tree explains elsewhere.
pub(super) fn seen(step: &Step) -> Step {
    let see = |label: &Text| text(format!("{} (voir par ailleurs)", label.fr), format!("{} (see beside)", label.en));
    Step::mention(see(&step.label), step.unit, step.exact())
}
