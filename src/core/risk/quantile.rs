use itertools::Itertools as _;
use rust_decimal::Decimal;
use statrs::function::beta::beta_reg;

use crate::model::figure::{Distribution, Figure};
use crate::unit::Number as _;

use crate::graph::Float;

/// How many parts the range of a PERT distribution is cut into.
const PARTS: u32 = 512;

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

/// The beta distribution of a PERT range, at the ends of equal parts of it: the probability below each, and by how much a
/// value grows with it there.
#[derive(Debug, Clone)]
struct Pert {
    below: Vec<f64>,
    /// By equal parts of the probability from 0 to 1: the first end of a part whose probability below is greater than where it begins.
    guide: Vec<usize>,
    slopes: Vec<f64>,
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
        if self.whole { value.round() } else { value }
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
        let guide = (0..=PARTS).map(|n| below.partition_point(|below| *below <= part(n))).collect();
        Self { below, guide, slopes: (0..=PARTS).map(slope).collect(), powers: [alpha, beta] }
    }

    fn at(&self, share: f64) -> f64 {
        let last = self.below.len() - 1;
        let from = self.guide[whole(share * f64::from(PARTS)).min(last)];
        let further = self.below[from..].iter().take_while(|below| **below <= share).count();
        let part = (from + further).clamp(1, last);
        let (from, to) = (self.below[part - 1], self.below[part]);
        let step = f64::from(PARTS).recip();
        if part == 1 {
            return self.beside_end(0, share / to);
        }
        if part == last {
            return 1.0 - self.beside_end(1, (1.0 - share) / (1.0 - from));
        }
        // Between two places with their slopes: a cubic.
        let (high, t) = (to - from, (share - from) / (to - from));
        let (low_slope, high_slope) = (self.slopes[part - 1] * high, self.slopes[part] * high);
        let (t2, t3) = (t * t, t * t * t);
        let place = f64::from(u32::try_from(part - 1).unwrap_or(PARTS)) * step;
        place + (t3 - 2.0 * t2 + t) * low_slope + (3.0 * t2 - 2.0 * t3) * step + (t3 - t2) * high_slope
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

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in a table, from 0")]
fn whole(place: f64) -> usize {
    place as usize
}
