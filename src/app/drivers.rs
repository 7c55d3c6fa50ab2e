use super::risk::refused_draw;
use super::{Priced, Refused};
use crate::model::bid::LotId;
use rust_decimal::Decimal;

use crate::risk::{Driver, Outcome, Sample, at_modes, draws, drivers};
use crate::sheet::{Book, Driven, Page, Sheet};
use crate::unit::Lang;

/// What is asked of drivers.
#[derive(Debug, Clone, Copy)]
pub struct DriversRequest {
    /// What they move.
    pub outcome: Outcome,
    /// Of one lot alone.
    pub lot: Option<LotId>,
    /// How many draws to make.
    pub draws: u32,
    /// From which seed.
    pub seed: u64,
}

/// What the ranges of a priced bid move.
pub struct DriversReport<'a> {
    priced: &'a Priced,
    request: DriversRequest,
    sample: Sample,
    drivers: Vec<Driver>,
    modes: Decimal,
    lang: Lang,
}

impl Priced {
    /// Ranks the ranges of the bid by what they move. `tick` is called with the number of draws that are done.
    ///
    /// # Errors
    /// The method refuses a draw; it is named with its values.
    pub fn drivers(
        &self, request: DriversRequest, lang: Lang, tick: &(impl Fn(u64) + Sync),
    ) -> Result<DriversReport<'_>, Refused> {
        let (bid, inputs, estimate) = (&self.bid, &self.inputs, &self.estimate);
        let sample = Sample::of(bid, request.draws, request.seed);
        let draws = draws(bid, inputs, estimate, &sample, tick).map_err(|refusal| refused_draw(self, refusal))?;
        let drivers = drivers(bid, inputs, estimate, (&sample, &draws), request.outcome, request.lot);
        let modes = at_modes(&draws, request.outcome, request.lot);
        Ok(DriversReport { priced: self, request, sample, drivers, modes, lang })
    }
}

impl DriversReport<'_> {
    fn driven(&self, top: Option<usize>) -> Driven<'_> {
        let DriversRequest { outcome, lot, draws, seed } = self.request;
        Driven {
            bid: &self.priced.bid,
            sources: &self.priced.text.sources,
            axes: &self.sample.axes,
            drivers: &self.drivers,
            outcome,
            modes: self.modes,
            lot,
            top,
            draws,
            seed,
            lang: self.lang,
        }
    }

    /// The table, of at most `top` rows.
    #[must_use]
    pub fn table(&self, top: Option<usize>) -> Sheet {
        self.driven(top).sheet()
    }

    /// The workbook.
    #[must_use]
    pub fn book(&self, top: Option<usize>) -> Book {
        self.driven(top).book()
    }

    /// The page, with its bars.
    #[must_use]
    pub fn page(&self, top: Option<usize>) -> Page {
        self.driven(top).page()
    }
}
