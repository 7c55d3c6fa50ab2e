//! The staffing plan as a workbook.

use rust_decimal::Decimal;

use super::super::{Book, Print, Sheet};
use super::{Measure, People, Period, Whom};

impl People<'_> {
    /// The first page for the delivery lead, whole people, then people by quarter of all and of each lot, and their months
    /// and days on sheets of their own, which are not printed.
    #[must_use]
    pub fn book(&self, kappa: Decimal) -> Book {
        let Self { bid, lang, whom, .. } = *self;
        let lots: Vec<_> = match whom.lot {
            Some(_) => vec![whom],
            None => std::iter::once(whom).chain(bid.lots.keys().map(|l| Whom { lot: Some(l), ..whom })).collect(),
        };
        let mut lead = self.lead(kappa);
        lead.notes.push(
            lang.pick(
                "À l’impression : cette synthèse et les trimestres ; les mois et les jours, sur leurs feuilles, sont pour l’écran.",
                "On paper: this overview and the quarters; months and days, on their sheets, are for the screen.",
            )
            .into(),
        );
        let mut sheets = vec![lead, self.by_team()];
        sheets.extend([self.whole(Period::Quarter, kappa), self.moves(kappa), self.kappas(kappa)]);
        let cuts = [(Period::Quarter, Measure::Heads), (Period::Month, Measure::Heads), (Period::Month, Measure::Days)];
        for (period, measure) in cuts {
            sheets.extend(lots.iter().map(|whom| {
                let sheet = self.of(*whom).sheet(period, measure);
                if period == Period::Month {
                    // For the screen: on paper, the quarters.
                    return Sheet { print: Print::Nothing, charts: Vec::new(), ..sheet };
                }
                // The first page has the picture of all.
                if whom.lot.is_some() { sheet } else { Sheet { charts: Vec::new(), ..sheet } }
            }));
        }
        sheets.retain(|sheet| !sheet.rows.is_empty());
        Book::internal(lang.pick("Plan de charge", "Staffing plan"), bid, sheets, lang)
    }
}
