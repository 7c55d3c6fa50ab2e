//! Who works where under each scenario, on the page: curves of the few that matter most, and a line for each.

use rust_decimal::Decimal;

use super::super::{Cell, Column, Drawing, Picture, Row, Section, Sheet, Style};
use super::book::{heads, present, sites};
use super::page::Maker;
use crate::model::bid::Zone;
use crate::scenario::{Figures, Outcome};
use crate::unit::{Exact, Lang, digits};

impl<'a> Maker<'a> {
    /// Curves of heads at each site of a few scenarios, and the average heads of all.
    pub(super) fn people(&self) -> Section {
        let drawn = self.curved();
        let mut sites = sites(self.comparison, self.lang);
        sites.retain(|(id, _)| drawn.iter().any(|outcome| !self.average(outcome, id).is_zero()));
        let names: Vec<String> = drawn.iter().map(|outcome| self.name(outcome)).collect();
        let mut text = vec![self.pick(
            "Personnes présentes par site, coordination comprise. Un effort en jours demande plus de personnes les mois où l’on travaille moins (août).",
            "Heads by site, coordination included. An effort in days takes more heads in months with fewer days worked (August).",
        )];
        if drawn.len() < self.shown().count() {
            let words = self.pick(
                "En courbes, le premier scénario, le plus et le moins de nearshore",
                "As curves, the first scenario, the most and the least nearshore",
            );
            text.push(format!("{words}{}{}.", self.lang.colon(), names.join(", ")));
        }
        Section {
            heading: self.pick("Les équipes", "People"),
            text,
            pictures: drawn.iter().map(|outcome| self.curves(outcome, &sites)).collect(),
            tables: vec![self.heads()],
        }
    }

    /// All of a few scenarios; of many, the first, and of those like it the most and the least nearshore.
    fn curved(&self) -> Vec<&'a Outcome> {
        const FEW: usize = 3;
        let shown: Vec<(&Outcome, Figures)> = self.shown().collect();
        let Some((first, _)) = shown.first() else { return Vec::new() };
        if shown.len() <= FEW {
            return shown.iter().map(|(outcome, _)| *outcome).collect();
        }
        let alike = || shown.iter().filter(|(outcome, _)| outcome.is_alike(first, self.lot));
        let most = alike().max_by_key(|(_, figures)| figures.obtained.shown());
        let least = alike().min_by_key(|(_, figures)| figures.obtained.shown());
        let mut drawn = vec![*first];
        for (outcome, _) in [most, least].into_iter().flatten() {
            if drawn.iter().all(|other| other.id != outcome.id) {
                drawn.push(outcome);
            }
        }
        drawn
    }

    /// Average heads of a scenario at a site.
    fn average(&self, outcome: &Outcome, site: &str) -> Decimal {
        heads(outcome, self.lot, site, 0..outcome.bid.contract.months)
    }

    /// Average heads, a row a scenario and a column a site, as the workbook has them.
    fn heads(&self) -> Sheet {
        let Some(first) = self.comparison.outcomes.first() else { return Sheet::default() };
        let rows: Vec<(&Outcome, Figures)> = self.shown().collect();
        let mut sites = sites(self.comparison, self.lang);
        sites.retain(|(id, _)| rows.iter().any(|(outcome, _)| !self.average(outcome, id).is_zero()));
        let number = |key: &str, title: &str| Column::number(key, title, 12);
        let mut columns = vec![Column::text("label", self.lang.pick("Scénario", "Scenario"), 34)];
        columns.extend(sites.iter().map(|(id, name)| number(id, name)));
        columns.push(number("total", "Total"));
        columns.push(number("onshore", self.lang.pick("dont France", "in France")));
        columns.push(number("peak", self.lang.pick("Pic", "Peak")));
        let row = |(place, (outcome, figures)): (usize, &(&Outcome, Figures))| {
            let values: Vec<Decimal> = sites.iter().map(|(id, _)| self.average(outcome, id)).collect();
            let is_onshore =
                |id: &str| outcome.bid.sites.iter().any(|site| site.id == id && site.zone == Zone::Onshore);
            let onshore: Decimal =
                sites.iter().zip(&values).filter(|((id, _), _)| is_onshore(id)).map(|(_, value)| *value).sum();
            let total: Decimal = values.iter().copied().sum();
            let mut cells: Vec<Cell> = vec![self.name(outcome).into()];
            cells.extend(values.into_iter().chain([total, onshore]).map(|value| Cell::Number(value, 2)));
            cells.push(Cell::Number(figures.peak.shown(), 2));
            Row::of(if place == 0 { Style::Subtotal } else { Style::Body }, cells)
        };
        Sheet {
            name: self.pick("Effectifs", "Staffing"),
            title: vec![
                self.pick("Effectifs moyens par site", "Average heads by site"),
                present(&first.bid, self.lot, self.lang),
            ],
            columns,
            rows: rows.iter().enumerate().map(row).collect(),
            frozen: 1,
            ..Sheet::default()
        }
    }

    fn curves(&self, outcome: &Outcome, sites: &[(&str, &str)]) -> Picture {
        let bid = &outcome.bid;
        let lot = self.lot.and_then(|id| bid.lot(id));
        // A site where nobody of this scenario works keeps its place, so that each has its colour in every picture.
        let of_site = |(id, name): &(&str, &str)| -> (String, Vec<Cell>) {
            let site = bid.sites.position(|site| site.id == *id);
            let heads = site.map_or(&[][..], |site| outcome.presence(lot).heads_at(site));
            let any = heads.iter().any(|head| !head.shown().is_zero());
            let cell = |head: &Exact| if any { Cell::Number(head.shown(), 1) } else { Cell::Empty };
            ((*name).to_owned(), heads.iter().map(cell).collect())
        };
        let series: Vec<_> = sites.iter().map(of_site).collect();
        let there = series.iter().filter(|(_, cells)| cells.iter().any(|cell| *cell != Cell::Empty)).count();
        let figures = outcome.figures(self.lot);
        let peak = figures.map_or_else(String::new, |figures| digits(figures.peak.shown(), 1, self.lang));
        Picture {
            title: format!(
                "{}{}{}",
                self.name(outcome),
                self.lang.colon(),
                self.lang.pick("ETP par site et par mois", "FTE by site and month")
            ),
            summary: match self.lang {
                Lang::Fr => format!("{there} sites, un pic de {peak} ETP en tout."),
                Lang::En => format!("{there} sites, a peak of {peak} FTE in all."),
            },
            drawing: Drawing::Lines {
                axis: self.pick("ETP présents", "FTE present"),
                points: (0..bid.contract.months).map(|m| bid.calendar_month(m).name(self.lang)).collect(),
                series,
            },
        }
    }
}
