//! What may happen to each scenario, on the same draws (method §9).

use super::super::{Cell, Column, Row, Section, Sheet};
use super::shown;
use crate::risk::{Assured, Summary};
use crate::scenario::Comparison;
use crate::unit::{Lang, digits};

/// What may happen to a scenario.
#[derive(Debug, Clone)]
pub struct ScenarioRisk {
    /// What its draws say.
    pub summary: Summary,
    /// What it earns at 80 % confidence.
    pub assured: Assured,
}

/// The risks of the scenarios of a comparison.
#[derive(Debug, Clone)]
pub struct Risks {
    /// By scenario that has the lot, in the order of the comparison.
    pub of: Vec<ScenarioRisk>,
    /// How many draws were made.
    pub draws: u32,
    /// From which seed.
    pub seed: u64,
}

impl Risks {
    /// A table of its own, for people.
    #[must_use]
    pub fn sheet(&self, comparison: &Comparison, lot: Option<&str>, lang: Lang) -> Sheet {
        let (draws, seed) = (digits(self.draws.into(), 0, lang), self.seed);
        let title = match lang {
            Lang::Fr => format!("Risque des scénarios\u{a0}: {draws} tirages, les mêmes pour tous, graine {seed}"),
            Lang::En => format!("Risk of the scenarios: {draws} draws, the same for all, seed {seed}"),
        };
        let labels = shown(comparison, lot).into_iter().map(|(_, outcome, _)| outcome.label.get(lang).to_owned());
        let row = |(label, risk): (String, &ScenarioRisk)| {
            Row::body(std::iter::once(label.into()).chain(cells(risk)).collect())
        };
        Sheet {
            name: lang.pick("Risque", "Risk").into(),
            title: vec![title],
            columns: std::iter::once(Column::text("label", lang.pick("Scénario", "Scenario"), 34))
                .chain(columns(lang))
                .collect(),
            rows: labels.zip(&self.of).map(row).collect(),
            notes: vec![
                lang.pick(
                    "Aléa\u{a0}: ce qu’il faut au-delà du coût sans provision pour couvrir 80\u{a0}% des tirages. Marges aux prix de chaque scénario\u{a0}; à 80\u{a0}%\u{a0}: celle que 80\u{a0}% des tirages atteignent.",
                    "Contingency: what covering 80% of the draws takes over the cost without provision. Margins at the prices of each scenario; at 80%: what 80% of the draws reach.",
                )
                .to_owned(),
            ],
            ..Sheet::default()
        }
    }

    /// The same as columns of a table whose rows are the scenarios.
    pub fn extend(&self, sheet: &mut Sheet, lang: Lang) {
        sheet.columns.extend(columns(lang).map(|column| Column { only_data: true, ..column }));
        sheet.rows.iter_mut().zip(&self.of).for_each(|(row, risk)| row.cells.extend(cells(risk)));
    }

    /// The section of a page.
    #[must_use]
    pub fn section(&self, comparison: &Comparison, lot: Option<&str>, lang: Lang) -> Section {
        let sheet = self.sheet(comparison, lot, lang);
        let heading = lang.pick("Ce qui peut arriver", "What may happen").to_owned();
        Section { heading, tables: vec![sheet], ..Section::default() }
    }
}

fn columns(lang: Lang) -> impl Iterator<Item = Column> {
    let column = move |key: &str, fr: &str, en: &str| Column::number(key, lang.pick(fr, en), 14);
    [
        column("cost_p50", "Coût P50", "Cost P50"),
        column("cost_p80", "Coût P80", "Cost P80"),
        column("contingency", "Aléa", "Contingency"),
        column("provision", "Provision", "Provision"),
        column("margin_p50", "Marge P50", "Margin P50"),
        column("margin_at_80", "Marge à 80\u{a0}%", "Margin at 80%"),
        column("loss", "Perte", "Loss"),
    ]
    .into_iter()
}

fn cells(risk: &ScenarioRisk) -> impl Iterator<Item = Cell> {
    let ScenarioRisk { summary, assured } = risk;
    let euros = [
        summary.cost.at(50),
        summary.cost.at(80),
        summary.contingency.bare,
        summary.contingency.provision,
        summary.margin.at(50),
        assured.margin,
    ];
    euros.map(|value| Cell::Number(value, 0)).into_iter().chain([Cell::Percent(assured.loss)])
}
