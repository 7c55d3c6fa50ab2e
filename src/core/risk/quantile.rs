use itertools::Itertools as _;
use rust_decimal::Decimal;
use statrs::function::beta::beta_reg;

use crate::model::figure::{Distribution, Figure};
use crate::unit::Number as _;

use crate::graph::Float;

/// How many parts the range of a PERT distribution is cut into.
const PARTS: u32 = 512;

/// How many places of the probability from 0 to 1 have a guide: so many that few parts end between two of them.
const GUIDES: u32 = 4 * PARTS;

/// The values of a range by the probability of a lower one (method §9).
#[derive(Debug, Clone)]
pub struct Quantile {
    low: f64,
    width: f64,
    /// Does it take whole numbers alone?
    whole: bool,
    shape: Shape,
}

/// The same on a range from 0 to 1.
#[derive(Debug, Clone)]
enum Shape {
    /// With the mode.
    Triangular(f64),
    Uniform,
    Pert(Box<Pert>),
    /// By value in ascending order: where it is, and the probability of a value that is not greater.
    Discrete(Vec<(f64, f64)>),
}

/// The beta distribution of a PERT range, in equal parts of it.
#[derive(Debug, Clone)]
struct Pert {
    /// The probability below the end of each part.
    below: Vec<f64>,
    /// By equal parts of the probability from 0 to 1: the first end of a part whose probability below is greater than where it begins.
    guide: Vec<usize>,
    /// Of each part: the probability below it, one over its probability, and the cubic through its ends with their slopes, by the
    /// share of its probability.
    cubics: Vec<(f64, f64, [f64; 4])>,
    /// How fast the probability grows from both ends.
    powers: [f64; 2],
}

impl Quantile {
    /// Of a figure, which may be a whole number; nothing where it has no range, or one of equal ends.
    #[must_use]
    pub fn of(figure: &Figure, whole: bool) -> Option<Self> {
        let (low, high) = figure.range.filter(|(low, high)| low < high)?;
        let [low, mode, high] = [low, figure.value, high].map(|value| Float::from_decimal(value).0);
        let width = high - low;
        let mode = (mode - low) / width;
        let shape = match figure.distribution {
            _ if !figure.outcomes.is_empty() => {
                let mut below = Decimal::ZERO;
                let ordered = figure.outcomes.iter().sorted();
                let outcomes = ordered.map(|(value, weight)| {
                    below += *weight;
                    ((Float::from_decimal(*value).0 - low) / width, Float::from_decimal(below).0)
                });
                Shape::Discrete(outcomes.collect())
            }
            Distribution::Pert => Shape::Pert(Box::new(Pert::of(mode))),
            Distribution::Triangular => Shape::Triangular(mode),
            Distribution::Uniform => Shape::Uniform,
        };
        Some(Self { low, width, whole, shape })
    }

    /// Does it take few values, so that draws have the same one?
    #[must_use]
    pub fn is_stepped(&self) -> bool {
        self.whole || matches!(self.shape, Shape::Discrete(_))
    }

    /// The value that a share of all values is below.
    #[must_use]
    pub fn at(&self, share: f64) -> f64 {
        let place = match &self.shape {
            Shape::Uniform => share,
            Shape::Triangular(mode) if share < *mode => (share * mode).sqrt(),
            Shape::Triangular(mode) => 1.0 - ((1.0 - share) * (1.0 - mode)).sqrt(),
            Shape::Pert(pert) => pert.at(share),
            Shape::Discrete(outcomes) => {
                outcomes.iter().find(|(_, below)| share < *below).or(outcomes.last()).map_or(0.0, |(place, _)| *place)
            }
        };
        let value = self.low + self.width * place.clamp(0.0, 1.0);
        if self.whole { nearest(value) } else { value }
    }
}

impl Pert {
    /// With a mode, λ = 4.
    fn of(mode: f64) -> Self {
        let (alpha, beta) = (1.0 + 4.0 * mode, 1.0 + 4.0 * (1.0 - mode));
        let part = |n: u32| f64::from(n) / f64::from(PARTS);
        let below: Vec<f64> = (0..=PARTS).map(|n| beta_reg(alpha, beta, part(n))).collect();
        let scale = statrs::function::beta::ln_beta(alpha, beta);
        let slope = |n: u32| {
            let x = part(n);
            (scale - (alpha - 1.0) * x.ln() - (beta - 1.0) * (1.0 - x).ln()).exp()
        };
        let slopes: Vec<f64> = (0..=PARTS).map(slope).collect();
        let step = f64::from(PARTS).recip();
        let cubic = |n: u32, (below, slopes): (&[f64], &[f64])| {
            let high = below[1] - below[0];
            let (low_slope, high_slope) = (slopes[0] * high, slopes[1] * high);
            let bends = [3.0 * step - 2.0 * low_slope - high_slope, low_slope + high_slope - 2.0 * step];
            (below[0], high.recip(), [part(n), low_slope, bends[0], bends[1]])
        };
        let cubics = (0..PARTS).zip(below.windows(2).zip(slopes.windows(2))).map(|(n, ends)| cubic(n, ends)).collect();
        let guided = |n: u32| f64::from(n) / f64::from(GUIDES);
        let guide = (0..=GUIDES).map(|n| below.partition_point(|below| *below <= guided(n))).collect();
        Self { below, guide, cubics, powers: [alpha, beta] }
    }

    fn at(&self, share: f64) -> f64 {
        let last = self.below.len() - 1;
        let mut part = self.guide[whole(share * f64::from(GUIDES)).min(self.guide.len() - 1)];
        // Hardly ever more than one further, which costs no more than none.
        part += usize::from(self.below[part.min(last)] <= share);
        part += self.below[part.min(last)..].iter().take_while(|below| **below <= share).count();
        let part = part.clamp(1, last);
        if part == 1 {
            return self.beside_end(0, share / self.below[part]);
        }
        if part == last {
            return 1.0 - self.beside_end(1, (1.0 - share) / (1.0 - self.below[part - 1]));
        }
        let (from, times, [place, once, twice, thrice]) = self.cubics[part - 1];
        let t = (share - from) * times;
        place + t * (once + t * (twice + t * thrice))
    }

    /// How far from an end of the range a value is, in the part beside it, by its share of the probability of that part.
    /// From an end where the density is `x^(α − 1) (1 − x)^(β − 1)` the probability grows as `x^α (1 − c x)`, with
    /// `c = (β − 1) α / (α + 1)`.
    fn beside_end(&self, end: usize, share: f64) -> f64 {
        let step = f64::from(PARTS).recip();
        let (alpha, beta) = (self.powers[end], self.powers[1 - end]);
        let bend = (beta - 1.0) * alpha / (alpha + 1.0);
        let first = share.powf(alpha.recip());
        let bent = (1.0 - bend * step) / (1.0 - bend * step * first);
        step * first * bent.powf(alpha.recip())
    }
}

/// The nearest whole number, half away from zero; without the call that rounding is on processors of any age.
#[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "whole-number figures are small")]
fn nearest(value: f64) -> f64 {
    ((value.abs() + 0.5) as i64 as f64).copysign(value)
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in a table, from 0")]
fn whole(place: f64) -> usize {
    place as usize
}
