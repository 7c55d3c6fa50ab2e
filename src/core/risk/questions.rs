use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
use rust_decimal::Decimal;

use typed_index_collections::{TiSlice, TiVec};

use super::draws::{Cells, total};
use super::drivers::share_of_variance;
use super::ends::Moved;
use super::summary::quantiles;
use super::{Draws, Quantile, Sample};
use crate::engine::{Estimate, Inputs};
use crate::graph::Float;
use crate::model::Bid;
use crate::model::bid::{LotId, Question};
use crate::model::figure::Fig;
use crate::unit::{Exact, Number as _};

/// What an answer of the buyer moves, in euros.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Answer {
    /// How much lower one could bid at the same confidence: `(Q80(y) − mean y) × (1 − √(1 − S))`.
    pub worth: Decimal,
    /// The outcome with all figures of the question at the ends that lower it.
    pub low: Decimal,
    /// The same at the ends that raise it.
    pub high: Decimal,
}

/// What a question is worth (method §9, *Questions to ask*).
#[derive(Debug, Clone, PartialEq)]
pub struct Worth {
    /// Its place among the questions of the bid.
    pub question: usize,
    /// Of full cost, and of cost less revenue at the unit prices of the bid; nothing where no figure of the question varies,
    /// or where the bid has no price at an end.
    pub answers: Option<[Answer; 2]>,
    /// The lots whose cost it moves.
    pub lots: Vec<LotId>,
}

impl Worth {
    /// The greater of what it is worth for cost and for the result.
    #[must_use]
    pub fn worth(&self) -> Option<Decimal> {
        self.answers.as_ref().map(|[cost, loss]| cost.worth.max(loss.worth))
    }
}

/// The outcomes that an answer moves: full cost, and the result at held prices, its sign turned.
const OUTCOMES: [fn(&Cells<f64>) -> f64; 2] = [|cells| cells.cost, |cells| cells.cost - cells.revenue];

/// What the questions of a bid are worth, the most first; those without a range come last, in the order of the bid.
#[must_use]
pub fn worths(
    bid: &Bid, inputs: &Inputs<Exact>, priced: &Estimate<Exact>, (sample, draws): (&Sample, &Draws),
    questions: &[Question], lot: Option<LotId>,
) -> Vec<Worth> {
    let of = |lots: &TiSlice<LotId, Cells<f64>>| lot.map_or_else(|| total(lots), |lot| lots[lot]);
    let cells: Vec<Cells<f64>> = (0..draws.len()).map(|draw| of(draws.at(draw))).collect();
    let outcomes = OUTCOMES.map(|outcome| cells.iter().map(outcome).collect::<Vec<f64>>());
    let rooms = outcomes.each_ref().map(|values| room(values));
    let asked = Asked { bid, sample, moved: Moved::new(bid, inputs, priced, sample) };
    let worth = |(question, of_question): (usize, &Question)| {
        let ranged: Vec<Ranged<'_>> = of_question.figures.iter().filter_map(|fig| asked.ranged(*fig)).collect();
        let moved = (!ranged.is_empty()).then(|| asked.ends(&ranged)).flatten();
        let answers = moved.as_ref().and_then(|ends| {
            let answer = |at: usize| {
                let outcome = |lots: &TiSlice<LotId, Cells<f64>>| OUTCOMES[at](&of(lots));
                asked.answer(&ranged, ends, outcome, &outcomes[at], rooms[at])
            };
            Some([answer(0)?, answer(1)?])
        });
        Worth { question, answers, lots: lots_of(moved.as_deref().unwrap_or_default(), bid) }
    };
    let numbered: Vec<(usize, &Question)> = questions.iter().enumerate().collect();
    let mut worths: Vec<Worth> = numbered.par_iter().map(|numbered| worth(*numbered)).collect();
    worths.sort_by_key(|worth| std::cmp::Reverse(worth.worth()));
    worths
}

/// The lots whose cost each question moves.
#[must_use]
pub fn moved_lots(
    bid: &Bid, inputs: &Inputs<Exact>, priced: &Estimate<Exact>, questions: &[Question],
) -> Vec<Vec<LotId>> {
    // Which figures vary, and in which range, is the same of any number of draws.
    let sample = &Sample::of(bid, 1, 0);
    let asked = Asked { bid, sample, moved: Moved::new(bid, inputs, priced, sample) };
    let moved = |question: &Question| {
        let ranged: Vec<Ranged<'_>> = question.figures.iter().filter_map(|fig| asked.ranged(*fig)).collect();
        lots_of(&asked.ends(&ranged).unwrap_or_default(), bid)
    };
    questions.par_iter().map(moved).collect()
}

/// The lots whose cost differs between the ends of any of these figures.
fn lots_of(ends: &[Ends], bid: &Bid) -> Vec<LotId> {
    bid.lots.keys().filter(|lot| ends.iter().any(|ends| ends.moves(*lot))).collect()
}

/// What a question has at stake: an outcome with all its figures at the ends that lower it, then at those that raise it.
#[derive(Debug, Clone, PartialEq)]
pub struct Stake {
    /// Its place among the questions of the bid.
    pub question: usize,
    /// Of full cost, and of cost less revenue at the unit prices of the bid; nothing where no figure of the question varies,
    /// or where the bid has no price at an end.
    pub ends: Option<[(Decimal, Decimal); 2]>,
    /// The lots whose cost it moves.
    pub lots: Vec<LotId>,
}

impl Stake {
    /// The euros between both ends: of cost or of the result, whichever are more.
    #[must_use]
    pub fn swing(&self) -> Option<Decimal> {
        self.ends.map(|ends| ends.map(|(low, high)| high - low)).map(|[cost, loss]| cost.max(loss))
    }

    /// Is it of the result, more than of cost?
    #[must_use]
    pub fn is_of_result(&self) -> bool {
        // Floats that are the same euros may differ in their last digits.
        self.ends.is_some_and(|[cost, loss]| loss.1 - loss.0 > cost.1 - cost.0 + Decimal::ONE)
    }
}

/// What the questions of a bid have at stake, the most first; those without a range come last, in the order of the bid.
#[must_use]
pub fn stakes(bid: &Bid, inputs: &Inputs<Exact>, priced: &Estimate<Exact>, questions: &[Question]) -> Vec<Stake> {
    // Ends are no draws: a sample of one names the ranges.
    let sample = &Sample::of(bid, 1, 0);
    let asked = Asked { bid, sample, moved: Moved::new(bid, inputs, priced, sample) };
    let stake = |(question, of_question): (usize, &Question)| {
        let ranged: Vec<Ranged<'_>> = of_question.figures.iter().filter_map(|fig| asked.ranged(*fig)).collect();
        let moved = (!ranged.is_empty()).then(|| asked.ends(&ranged)).flatten();
        let both = moved.as_ref().and_then(|ends| {
            let of = |outcome: fn(&Cells<f64>) -> f64| {
                let outcome = |lots: &TiSlice<LotId, Cells<f64>>| outcome(&total(lots));
                let rises: Vec<f64> = ends.iter().map(|ends| outcome(&ends.high) - outcome(&ends.low)).collect();
                Some((asked.at(&ranged, &rises, outcome, false)?, asked.at(&ranged, &rises, outcome, true)?))
            };
            Some([of(OUTCOMES[0])?, of(OUTCOMES[1])?])
        });
        Stake { question, ends: both, lots: lots_of(moved.as_deref().unwrap_or_default(), bid) }
    };
    let numbered: Vec<(usize, &Question)> = questions.iter().enumerate().collect();
    let mut stakes: Vec<Stake> = numbered.par_iter().map(|numbered| stake(*numbered)).collect();
    stakes.sort_by_key(|stake| std::cmp::Reverse(stake.swing()));
    stakes
}

/// How far the outcome that is not exceeded in 80 % of the draws lies above its mean.
fn room(outcomes: &[f64]) -> f64 {
    let count = u32::try_from(outcomes.len()).unwrap_or(u32::MAX);
    quantiles(&mut outcomes.to_vec(), &[0.8])[0] - outcomes.iter().sum::<f64>() / f64::from(count)
}

/// A bid whose questions are weighed.
struct Asked<'a> {
    bid: &'a Bid,
    sample: &'a Sample,
    moved: Moved<'a>,
}

/// A figure with a range.
struct Ranged<'a> {
    fig: Fig,
    /// Its place among the axes of the sample.
    axis: usize,
    quantile: &'a Quantile,
    range: (Decimal, Decimal),
}

/// The lots with one figure at its low and at its high end, all others at their modes.
struct Ends {
    low: TiVec<LotId, Cells<f64>>,
    high: TiVec<LotId, Cells<f64>>,
}

impl Ends {
    /// Do they differ in the cost of a lot, by a tenth of a cent or more?
    fn moves(&self, lot: LotId) -> bool {
        (self.high[lot].cost - self.low[lot].cost).abs() >= 1e-3
    }
}

impl<'a> Asked<'a> {
    fn ranged(&self, fig: Fig) -> Option<Ranged<'a>> {
        let range = self.bid.figure(fig).range?;
        let of_axis = |(axis, of): (usize, &'a super::Axis)| {
            let (_, quantile) = of.figures.iter().find(|(own, _)| *own == fig)?;
            Some(Ranged { fig, axis, quantile, range })
        };
        self.sample.axes.iter().enumerate().find_map(of_axis)
    }

    /// The lots at both ends of each figure.
    fn ends(&self, ranged: &[Ranged<'_>]) -> Option<Vec<Ends>> {
        let of = |figure: &Ranged<'_>| {
            let (low, high) = figure.range;
            Some(Ends { low: self.moved.lots([(figure.fig, low)])?, high: self.moved.lots([(figure.fig, high)])? })
        };
        ranged.iter().map(of).collect()
    }

    fn answer(
        &self, ranged: &[Ranged<'_>], ends: &[Ends], outcome: impl Fn(&TiSlice<LotId, Cells<f64>>) -> f64,
        outcomes: &[f64], room: f64,
    ) -> Option<Answer> {
        let rises: Vec<f64> = ends.iter().map(|ends| outcome(&ends.high) - outcome(&ends.low)).collect();
        let slopes: Vec<f64> = ranged.iter().zip(&rises).map(|(figure, rise)| rise / width(figure.range)).collect();
        let key = |draw: u32| {
            let term =
                |(figure, slope): (&Ranged<'_>, &f64)| slope * figure.quantile.at(self.sample.share(figure.axis, draw));
            ranged.iter().zip(&slopes).map(term).sum::<f64>()
        };
        let moves = slopes.iter().any(|slope| *slope != 0.0);
        let share = if moves { share_of_variance((0..self.sample.draws()).map(key), outcomes) } else { 0.0 };
        let at = |raises: bool| self.at(ranged, &rises, &outcome, raises);
        let worth = Float(room * (1.0 - (1.0 - share).max(0.0).sqrt())).decimal()?;
        Some(Answer { worth, low: at(false)?, high: at(true)? })
    }

    /// The outcome with each figure at its end that raises it, or at the one that lowers it.
    fn at(
        &self, ranged: &[Ranged<'_>], rises: &[f64], outcome: impl Fn(&TiSlice<LotId, Cells<f64>>) -> f64, raises: bool,
    ) -> Option<Decimal> {
        let end = |(figure, rise): (&Ranged<'_>, &f64)| {
            let (low, high) = figure.range;
            (figure.fig, if (*rise > 0.0) == raises { high } else { low })
        };
        Float(outcome(&self.moved.lots(ranged.iter().zip(rises).map(end))?)).decimal()
    }
}

fn width((low, high): (Decimal, Decimal)) -> f64 {
    Float::from_decimal(high - low).0
}
