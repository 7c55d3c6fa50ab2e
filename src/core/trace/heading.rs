//! What an explanation is called, where its cell is no step of the method itself.

use super::words::text;
use super::{Measure, Target};
use crate::engine::{Name, Unit, What};
use crate::model::Bid;
use crate::model::bid::LotId;
use crate::unit::Text;

/// The label and the unit of a cell.
pub(super) struct Heading {
    pub label: Text,
    pub unit: Unit,
    /// What the cell is of, which the steps below it need not repeat.
    pub context: Name,
    /// Is it the month in which it is the most?
    pub is_peak: bool,
}

impl Heading {
    /// The heading of a cell; a step of the method has its own.
    pub fn of(bid: &Bid, target: Target) -> Self {
        let of_lot = |lot: Option<LotId>| Name { lot, ..Name::of(What::FullOfLot) };
        match target {
            Target::Line { lot, .. } | Target::OfLine { lot, .. } | Target::Nature { lot, .. } | Target::Lot(lot) => {
                Self::plain(text("valeur", "value"), Unit::Euros, of_lot(Some(lot)))
            }
            Target::Measure { scope, measure } => {
                let context = Name {
                    nature: scope.nature,
                    profile: scope.profile,
                    site: scope.site,
                    year: scope.year,
                    month: scope.month,
                    ..of_lot(scope.lot)
                };
                let (label, unit) = words(measure);
                Self { is_peak: measure == Measure::Peak, ..Self::plain(label, unit, context) }
            }
            Target::Revision { year } => {
                let words = What::Coefficient.words();
                let year = year + 1;
                let label = text(format!("{}, année {year}", words.0), format!("{}, year {year}", words.1));
                Self::plain(label, Unit::Ratio, of_lot(None))
            }
            Target::PaysFrom { lot, site } => {
                let words = What::PaysFrom.words();
                let site = &bid.sites[site].label;
                let label = Text::each(|lang| super::words::titled(lang, lang.pick(words.0, words.1), site.get(lang)));
                Self::plain(label, Unit::Ratio, of_lot(lot))
            }
        }
    }

    /// The heading of the margin beside a lot's total.
    pub fn of_margin() -> Self {
        let label = text("marge du DQE arrondi (taux de marque)", "margin of the rounded DQE");
        Self::plain(label, Unit::Share, Name::of(What::Gross))
    }

    fn plain(label: Text, unit: Unit, context: Name) -> Self {
        Self { label, unit, context, is_peak: false }
    }
}

/// What a measure is called, and what it counts.
fn words(measure: Measure) -> (Text, Unit) {
    match measure {
        Measure::Gross => (text("total TTC", "gross total"), Unit::Euros),
        Measure::Net => (text("total HT", "net total"), Unit::Euros),
        Measure::Cost => (text("coût complet", "full cost"), Unit::Euros),
        Measure::Margin => (text("marge du DQE arrondi", "margin of the rounded DQE"), Unit::Share),
        Measure::MarginEuros => (text("marge", "margin"), Unit::Euros),
        Measure::Days => (text("jours travaillés", "days worked"), Unit::Days),
        Measure::Fte => (text("personnes en moyenne", "average heads"), Unit::Heads),
        Measure::Peak => (text("personnes au plus fort", "heads at the most"), Unit::Heads),
        Measure::Labour => (text("coût des équipes", "cost of people"), Unit::Euros),
        Measure::Buyer => (text("coût total pour l’acheteur", "buyer’s total cost"), Unit::Euros),
        Measure::WorkUnit => (text("prix moyen d’une UO", "average price of a work unit"), Unit::Euros),
        Measure::Asked => (text("part demandée hors de France", "share asked for away from France"), Unit::Share),
        Measure::Away => (text("part obtenue hors de France", "share obtained away from France"), Unit::Share),
        Measure::AwayDays => (text("part des jours hors de France", "share of days away from France"), Unit::Share),
        Measure::DailyCost => (text("CJM", "average daily cost"), Unit::EurosPerDay),
        Measure::DailyRate => (text("TJM", "average daily rate"), Unit::EurosPerDay),
        Measure::Vat => (text("TVA", "VAT"), Unit::Euros),
        Measure::Revenue => (text("CA remis", "revenue"), Unit::Euros),
        Measure::Revised => (text("CA révisé", "revised revenue"), Unit::Euros),
        Measure::Cash => (text("trésorerie cumulée", "cash balance"), Unit::Euros),
        Measure::PeakNeed => (text("besoin de trésorerie maximal", "peak cash need"), Unit::Euros),
        Measure::Load => (text("charge des unités d’œuvre", "load of the work units"), Unit::Days),
        Measure::Capacity => (text("capacité des équipes", "capacity of the teams"), Unit::Days),
        Measure::LoadRatio => (text("charge / capacité", "load / capacity"), Unit::Ratio),
        Measure::Financing => (text("coût de financement", "cost of financing"), Unit::Euros),
    }
}
