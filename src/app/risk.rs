use itertools::Itertools as _;
use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

use super::{Priced, Refused};
use crate::diag::Errors;
use crate::diag::message::estimate::of_draw;
use crate::model::Bid;
use crate::model::bid::LotId;
use crate::report::csv_records;
use crate::risk::{Draws, Outcome, Refusal, Sample, Summary, Watch, at_modes, draws, drivers, summary};
use crate::sheet::{Book, Driven, Page, RiskShow, Risked, Sheet};
use crate::unit::Lang;

/// What is asked of a risk.
#[derive(Debug, Clone, Copy)]
pub struct RiskRequest {
    /// How many draws to make.
    pub draws: u32,
    /// From which seed: the same draws each time.
    pub seed: u64,
    /// The confidence of contingency and of the price to bid, in percent.
    pub confidence: u8,
    /// What is shown.
    pub show: RiskShow,
    /// One lot alone.
    pub lot: Option<LotId>,
}

/// What may happen to a priced bid.
pub struct RiskReport<'a> {
    priced: &'a Priced,
    request: RiskRequest,
    lots: Vec<(Option<LotId>, Summary)>,
    sample: Sample,
    draws: Draws,
    lang: Lang,
}

impl Priced {
    /// Draws the ranges of the bid, and sums up what it then costs and earns, on all draws that `watch` wants.
    ///
    /// # Errors
    /// The method refuses a draw; it is named with its values.
    pub fn risk(&self, request: RiskRequest, lang: Lang, watch: &impl Watch) -> Result<RiskReport<'_>, Refused> {
        let sample = Sample::of(&self.bid, request.draws, request.seed);
        let draws = draws(&self.bid, &self.inputs, &self.estimate, &sample, watch)
            .map_err(|refusal| refused_draw(self, refusal))?;
        let all = (self.bid.lots.len() > 1).then_some(None);
        let lots: Vec<Option<LotId>> = match request.lot {
            Some(lot) => vec![Some(lot)],
            None => all.into_iter().chain(self.bid.lots.keys().map(Some)).collect(),
        };
        let lots = lots.into_par_iter().map(|lot| (lot, summary(&draws, lot, request.confidence))).collect();
        Ok(RiskReport { priced: self, request, lots, sample, draws, lang })
    }
}

impl RiskReport<'_> {
    /// How many draws were made: fewer than asked for where the rest was not wanted.
    #[must_use]
    pub fn made(&self) -> u32 {
        u32::try_from(self.draws.len()).unwrap_or(u32::MAX)
    }

    fn risked(&self) -> Risked<'_> {
        Risked {
            bid: &self.priced.bid,
            lots: &self.lots,
            confidence: self.request.confidence,
            show: self.request.show,
            draws: self.made(),
            asked: self.request.draws,
            seed: self.request.seed,
            ranges: self.sample.axes.iter().map(|axis| axis.figures.len()).sum(),
            lang: self.lang,
        }
    }

    /// The table.
    #[must_use]
    pub fn table(&self) -> Sheet {
        self.risked().sheet()
    }

    /// What a terminal shows of it.
    #[must_use]
    pub fn overview(&self) -> Vec<Sheet> {
        self.risked().overview()
    }

    /// Bars of how often each outcome was met.
    #[must_use]
    pub fn histograms(&self) -> Vec<Sheet> {
        self.risked().histograms()
    }

    /// Every draw as CSV: the figures by path, and what each lot then comes to.
    #[must_use]
    pub fn draws(&self) -> Vec<u8> {
        let names = Draws::names(&self.priced.bid, &self.sample);
        csv_records(&names, self.draws.records(&self.sample))
    }

    /// The workbook.
    #[must_use]
    pub fn book(&self) -> Book {
        self.risked().book()
    }

    /// The page, with its curve, its columns, and what moves cost.
    #[must_use]
    pub fn page(&self) -> Page {
        let (bid, inputs, estimate) = (&self.priced.bid, &self.priced.inputs, &self.priced.estimate);
        let (outcome, lot) = (Outcome::Cost, self.request.lot);
        let drivers = drivers(bid, inputs, estimate, (&self.sample, &self.draws), outcome, lot);
        let driven = Driven {
            bid,
            sources: &self.priced.text.sources,
            axes: &self.sample.axes,
            drivers: &drivers,
            outcome,
            modes: at_modes(&self.draws, outcome, lot),
            lot,
            top: None,
            draws: self.made(),
            seed: self.request.seed,
            lang: self.lang,
        };
        self.risked().page((!drivers.is_empty()).then(|| driven.tornado()))
    }
}

/// Why the method refuses a draw, naming it with its values.
pub(super) fn refused_draw(priced: &Priced, refusal: Refusal) -> Refused {
    priced.refused(reported_draw(&priced.bid, refusal))
}

/// The same as errors.
pub(super) fn reported_draw(bid: &Bid, refusal: Refusal) -> Errors {
    let value = |(fig, value)| format!("`{}` = {}", bid.figure(fig).path, value);
    let values = refusal.values.into_iter().map(value).join(", ");
    refusal.errors.under(&of_draw(refusal.draw + 1, &values))
}
