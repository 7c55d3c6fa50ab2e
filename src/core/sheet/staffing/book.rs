//! The staffing plan as a workbook.

use rust_decimal::Decimal;

use super::super::{Book, Sheet};
use super::{Measure, People, Period, Whom};

impl People<'_> {
    /// The first page for the delivery lead, whole people, then people by quarter of all and of each lot, and their months
    /// and days on sheets of their own.
    #[must_use]
    pub fn book(&self, kappa: Decimal) -> Book {
        let Self { bid, lang, whom, .. } = *self;
        let lots: Vec<_> = match whom.lot {
            Some(_) => vec![whom],
            None => std::iter::once(whom).chain(bid.lots.keys().map(|l| Whom { lot: Some(l), ..whom })).collect(),
        };
        let mut sheets = vec![self.lead(kappa), self.by_team()];
        sheets.extend([self.whole(Period::Quarter, kappa), self.moves(kappa), self.kappas(kappa)]);
        let cuts = [(Period::Quarter, Measure::Heads), (Period::Month, Measure::Heads), (Period::Month, Measure::Days)];
        for (period, measure) in cuts {
            sheets.extend(lots.iter().map(|whom| {
                let sheet = self.of(*whom).sheet(period, measure);
                if period == Period::Month {
                    // Two years a page, and the picture with the quarters alone.
                    let pages_wide = u16::try_from(bid.years().div_ceil(2)).unwrap_or(1);
                    return Sheet { pages_wide, charts: Vec::new(), ..sheet };
                }
                sheet
            }));
        }
        sheets.retain(|sheet| !sheet.rows.is_empty());
        Book::internal(lang.pick("Plan de charge", "Staffing plan"), bid, sheets, lang)
    }
}
