//! From values to places on a picture, in exact decimals: no division by zero, no endless axis.

use rust_decimal::{Decimal, dec};

/// The stretch of values that an axis shows, in steps of 1, 2 or 5 times a power of ten. It is never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Where the axis starts.
    pub low: Decimal,
    /// Where it ends, past `low`.
    pub high: Decimal,
    /// From one tick to the next.
    pub step: Decimal,
}

impl Span {
    /// The values with zero, in about `count` steps.
    pub fn with_zero(values: &[Decimal], count: u32) -> Self {
        Self::around(values.iter().copied().chain([Decimal::ZERO]), count)
    }

    /// The values alone where zero is so far that they would look alike, else with zero.
    pub fn near(values: &[Decimal], count: u32) -> Self {
        let all = Self::around(values.iter().copied(), count);
        let reach = all.low.abs().max(all.high.abs());
        let far = all.low.is_sign_negative() == all.high.is_sign_negative() && !all.low.is_zero();
        let equal = values.iter().all(|value| Some(value) == values.first());
        if far && !equal && (all.high - all.low) * dec!(4) < reach { all } else { Self::with_zero(values, count) }
    }

    /// The values alone, in about `count` steps, on whole steps at both ends.
    pub fn around(values: impl Iterator<Item = Decimal>, count: u32) -> Self {
        let mut bounds: Option<(Decimal, Decimal)> = None;
        for value in values {
            let (low, high) = bounds.unwrap_or((value, value));
            bounds = Some((low.min(value), high.max(value)));
        }
        let (mut low, mut high) = bounds.unwrap_or_default();
        if low == high {
            // One value is in the middle of something: of itself and zero twice over, or of 0 to 1.
            let half = if low.is_zero() { Decimal::ZERO } else { low.abs() / Decimal::TWO };
            (low, high) = if low.is_zero() { (low, Decimal::ONE) } else { (low - half, high + half) };
        }
        let step = nice((high - low) / Decimal::from(count.max(1)));
        Self { low: (low / step).floor() * step, high: (high / step).ceil() * step, step }
    }

    /// One step nearer to zero where that is out of sight: the smallest bar is still a bar.
    #[must_use]
    pub fn roomy(self) -> Self {
        let Self { low, high, step } = self;
        let zero = Decimal::ZERO;
        Self {
            low: if low > zero { low - step } else { low },
            high: if high < zero { high + step } else { high },
            step,
        }
    }

    /// Is zero out of sight?
    pub fn is_cut(&self) -> bool {
        self.low > Decimal::ZERO || self.high < Decimal::ZERO
    }

    /// Where the ticks are.
    pub fn ticks(&self) -> Vec<Decimal> {
        (0..64).map(|i| self.low + self.step * Decimal::from(i)).take_while(|tick| *tick <= self.high).collect()
    }
}

/// The least of 1, 2 and 5 times a power of ten that is not below `rough`, which is positive.
fn nice(rough: Decimal) -> Decimal {
    let mut power = Decimal::ONE;
    while power > rough && power > dec!(0.000000000001) {
        power /= Decimal::TEN;
    }
    while power * Decimal::TEN <= rough {
        power *= Decimal::TEN;
    }
    let steps = [Decimal::ONE, Decimal::TWO, dec!(5), Decimal::TEN];
    steps.into_iter().map(|n| power * n).find(|step| *step >= rough).unwrap_or(power * Decimal::TEN).normalize()
}

/// A span laid on the picture from one coordinate to another.
#[derive(Debug, Clone, Copy)]
pub struct Scale {
    /// The span.
    pub span: Span,
    from: Decimal,
    to: Decimal,
}

impl Scale {
    /// The low end of the span at `from`, its high end at `to`.
    pub fn new(span: Span, from: Decimal, to: Decimal) -> Self {
        Self { span, from, to }
    }

    /// Where a value is; at an end of the axis where it is past it.
    pub fn at(&self, value: Decimal) -> Decimal {
        let Span { low, high, .. } = self.span;
        let share = (value.clamp(low, high) - low) / (high - low);
        self.from + share * (self.to - self.from)
    }

    /// Where bars start: at zero, or at the end of the axis that is nearest to it.
    pub fn base(&self) -> Decimal {
        self.at(Decimal::ZERO)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(values: &[Decimal]) -> (Decimal, Decimal, Decimal) {
        let Span { low, high, step } = Span::around(values.iter().copied(), 5);
        (low, high, step)
    }

    #[test]
    fn whole_steps_around_any_values() {
        assert_eq!(span(&[dec!(0), dec!(13.68)]), (dec!(0), dec!(15), dec!(5)));
        assert_eq!(span(&[dec!(-3), dec!(7)]), (dec!(-4), dec!(8), dec!(2)));
        assert_eq!(span(&[dec!(0.0012), dec!(0.0019)]), (dec!(0.0012), dec!(0.002), dec!(0.0002)));
        assert_eq!(span(&[]), (dec!(0), dec!(1), dec!(0.2)));
        assert_eq!(span(&[dec!(0), dec!(0)]), (dec!(0), dec!(1), dec!(0.2)));
        assert_eq!(span(&[dec!(8)]), (dec!(4), dec!(12), dec!(2)));
        assert_eq!(span(&[dec!(-8)]), (dec!(-12), dec!(-4), dec!(2)));
    }

    /// What pictures draw is clamped: from the finest to the greatest, an axis ends and places are on it.
    #[test]
    fn extremes_stay_on_the_picture() {
        let extremes = [dec!(0), dec!(0.000000001), dec!(-0.000000001), dec!(1e15), dec!(-1e15), dec!(999999999999999)];
        for a in extremes {
            for b in extremes {
                for span in [Span::with_zero(&[a, b], 5), Span::near(&[a, b], 5)] {
                    assert!(span.low < span.high && (2..=8).contains(&span.ticks().len()), "{span:?}");
                    let scale = Scale::new(span, dec!(10), dec!(110));
                    assert!([a, b].iter().all(|v| (dec!(10)..=dec!(110)).contains(&scale.at(*v))), "{span:?}");
                }
            }
        }
    }

    #[test]
    fn zero_is_left_out_only_where_values_would_look_alike() {
        assert!(Span::near(&[dec!(62.1), dec!(62.9)], 5).is_cut());
        assert!(Span::near(&[dec!(-62.1), dec!(-62.9)], 5).is_cut());
        assert!(!Span::near(&[dec!(40), dec!(62.9)], 5).is_cut());
        assert!(!Span::near(&[dec!(62), dec!(62)], 5).is_cut());
        assert!(!Span::near(&[dec!(-1), dec!(62)], 5).is_cut());
    }
}
