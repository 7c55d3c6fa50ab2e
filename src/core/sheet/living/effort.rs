//! Volumes, and the effort of every position (method §2).

use super::super::names::{post_name, who_name};
use super::super::{Sheet, Style};
use super::grid::{Grid, Sum};
use super::{Model, keys, lot_title};
use crate::engine::{on_board, volumes};
use crate::graph::Recorded;
use crate::model::bid::{Base, LotId, Volume};
use crate::model::nature_name;
use crate::unit::Number as _;

impl Model<'_> {
    /// The sheet of volumes.
    pub fn volumes(&self) -> Sheet {
        let Self { bid, lang, .. } = *self;
        let title = [
            lang.pick("Volumes : ce qui entraîne la charge", "Volumes: what drives effort"),
            lang.pick(
                "Une application compte dès le mois où elle arrive, pour sa taille.",
                "An application counts from the month it joins, for its size.",
            ),
        ];
        let mut grid = self.months(lang.pick("Volumes", "Volumes"), title, lang.pick("Moyenne", "Average"), 2);
        let reference = self.recorded.estimate.plan.worked.row(bid.contract.reference);
        for (l, lot) in bid.lots.iter_enumerated() {
            if !lot.volumes.is_empty() {
                grid.section(&lot_title(bid, l, lang));
            }
            let months = volumes(bid, &self.recorded.inputs, l, reference);
            for ((id, volume, label), months) in lot.volumes.iter().zip(months) {
                let name = label.as_ref().map_or(id.as_str(), |label| label.get(lang)).to_owned();
                let (style, of) = match volume {
                    Volume::Applications => {
                        self.applications(&mut grid, l);
                        (Style::Subtotal, lang.pick("applications à bord", "applications on board").to_owned())
                    }
                    Volume::Line(line) => {
                        let what = lang.pick("quantités de la ligne", "quantities of line");
                        (Style::Body, format!("{what} {}", lot.lines[*line].code))
                    }
                    Volume::PerMonth(_) | Volume::Items(_) => (Style::Body, String::new()),
                };
                grid.recorded(self, style, keys([name, of]), &all(&months), Sum::Average);
            }
        }
        grid.sheet
    }

    /// The applications of a lot, each for the part of the month it is on board.
    fn applications(&self, grid: &mut Grid, l: LotId) {
        for (place, application) in self.bid.lots[l].applications.iter_enumerated() {
            let months = on_board(self.bid, &self.recorded.inputs, l, place);
            let names = keys([application.label.get(self.lang).to_owned()]);
            grid.recorded(self, Style::Body, names, &all(&months), Sum::Average);
        }
    }
}

/// Every month.
pub fn all<'r>(months: &[Recorded<'r>]) -> Vec<Option<Recorded<'r>>> {
    months.iter().copied().map(Some).collect()
}

/// Those that a figure can make something, or that are so.
pub fn there<'r>(numbers: &[Recorded<'r>]) -> Vec<Option<Recorded<'r>>> {
    let is_there = |number: &Recorded<'r>| number.node().is_some() || !number.value().is_zero();
    numbers.iter().map(|number| Some(*number).filter(is_there)).collect()
}

/// The sheet of effort.
pub fn effort(model: &Model) -> Sheet {
    let Model { bid, lang, .. } = *model;
    let title = [
            lang.pick("Charge : ETP du site de référence, gains déduits", "Effort: FTE of the reference site, after gains"),
            lang.pick(
                "ETP du poste, ou volume × jours par unité / jours travaillés ; × (1 − gain) à la puissance des années écoulées.",
                "The position’s FTE, or volume × days for a unit / days worked; × (1 − gain) to the power of the years gone by.",
            ),
        ];
    let mut grid = model.months(lang.pick("Charge", "Effort"), title, lang.pick("ETP moyen", "Average FTE"), 3);
    for (l, lot) in bid.lots.iter_enumerated() {
        grid.section(&lot_title(bid, l, lang));
        for (p, position) in lot.positions.iter_enumerated() {
            if matches!(position.base, Base::DayLine { .. }) {
                continue;
            }
            let months = model.recorded.estimate.plan.demand[l].row(p).iter().enumerate();
            let cells = months.map(|(m, effort)| position.window.contains(&m).then_some(*effort));
            let who = who_name(bid, position.who, lang);
            let nature = nature_name(position.nature, lang).to_owned();
            let names = keys([nature, post_name(bid, l, p, lang), who]);
            grid.recorded(model, Style::Body, names, &cells.collect::<Vec<_>>(), Sum::Average);
        }
    }
    grid.sheet
}
