//! The plain figures of a column, by which those of its figures that can be read in two ways are settled.

use rust_decimal::Decimal;

use crate::unit::{DecimalSign, TypedNumber};

/// What the figures of a column leave no doubt about.
#[derive(Debug)]
pub struct Readings {
    /// The signs before decimals.
    signs: Vec<DecimalSign>,
    /// Those that can be read in one way, from the least to the most.
    plain: Vec<Decimal>,
    /// The one sign before three digits of all of them, where there are several.
    thousandths: Option<DecimalSign>,
}

impl Readings {
    /// Of the figures of a column.
    #[must_use]
    pub fn of(numbers: &[TypedNumber]) -> Self {
        let (mut signs, mut plain) = (Vec::new(), Vec::new());
        for number in numbers {
            if let TypedNumber::Sure(value, sign) = *number {
                signs.extend(sign.filter(|sign| !signs.contains(sign)));
                plain.push(value);
            }
        }
        plain.sort_unstable();
        let sign = |number: &TypedNumber| match number {
            TypedNumber::Either(sign, ..) => Some(*sign),
            TypedNumber::Sure(..) => None,
        };
        let first = numbers.first().and_then(sign).filter(|_| numbers.len() > 1);
        let thousandths = first.filter(|first| numbers.iter().all(|number| sign(number) == Some(*first)));
        Self { signs, plain, thousandths }
    }

    /// The one reading that the other figures of the column leave: their sign says so and their size does not gainsay it,
    /// or two of them or more are of its size only.
    #[must_use]
    pub fn settle(&self, number: TypedNumber) -> Option<Decimal> {
        let (sign, decimals, thousands) = match number {
            TypedNumber::Sure(value, _) => return Some(value),
            TypedNumber::Either(sign, decimals, thousands) => (sign, decimals, thousands),
        };
        let (least, most) = (self.plain.first()?, self.plain.last()?);
        let times = |value: Decimal| value.saturating_mul(Decimal::TEN);
        let fits = |value: Decimal| times(value) >= *least && value <= times(*most);
        let by_size = match (fits(decimals), fits(thousands)) {
            (true, false) => Some(decimals),
            (false, true) => Some(thousands),
            _ => None,
        };
        match self.signs[..] {
            [only] => {
                let by_sign = if only == sign { decimals } else { thousands };
                fits(by_sign).then_some(by_sign)
            }
            [] => by_size.filter(|_| self.plain.len() > 1),
            _ => None,
        }
    }

    /// The reading of a figure of a currency that has thousandths, where all figures of the column have three digits after their sign.
    #[must_use]
    pub fn in_thousandths(&self, number: TypedNumber) -> Option<Decimal> {
        match number {
            TypedNumber::Either(sign, decimals, _) if self.thousandths == Some(sign) => Some(decimals),
            _ => None,
        }
    }

    /// Is a figure more than twenty times more or less than the middle one of the column? A share, a typing error, a
    /// month's cost is no daily cost.
    #[must_use]
    pub fn is_far(&self, value: Decimal) -> bool {
        let Some(middle) = self.plain.get(self.plain.len() / 2).filter(|_| self.plain.len() > 3) else { return false };
        let times = |value: Decimal| value.saturating_mul(20.into());
        times(value) < *middle || value > times(*middle)
    }
}
