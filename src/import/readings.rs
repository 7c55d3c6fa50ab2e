//! The plain figures of a column, by which those of its figures that can be read in two ways are settled.

use rust_decimal::Decimal;

use crate::unit::{DecimalSign, TypedNumber};

/// What the figures of a column leave no doubt about.
#[derive(Debug, Default)]
pub struct Readings {
    /// The signs before decimals.
    signs: Vec<DecimalSign>,
    /// Those that can be read in one way.
    plain: Vec<Decimal>,
}

impl Readings {
    /// Adds a figure.
    pub fn put(&mut self, number: TypedNumber) {
        let TypedNumber::Sure(value, sign) = number else { return };
        self.signs.extend(sign.filter(|sign| !self.signs.contains(sign)));
        self.plain.push(value);
    }

    /// The one reading that the other figures of the column leave: their sign says so and their size does not gainsay it,
    /// or two of them or more are of its size only.
    #[must_use]
    pub fn settle(&self, number: TypedNumber) -> Option<Decimal> {
        let (sign, decimals, thousands) = match number {
            TypedNumber::Sure(value, _) => return Some(value),
            TypedNumber::Either(sign, decimals, thousands) => (sign, decimals, thousands),
        };
        let (least, most) = (self.plain.iter().min()?, self.plain.iter().max()?);
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

    /// Is a figure more than twenty times more or less than the middle one of the column? A share, a typing error, a
    /// month's cost is no daily cost.
    #[must_use]
    pub fn is_far(&self, value: Decimal) -> bool {
        let mut plain = self.plain.clone();
        plain.sort_unstable();
        let Some(middle) = plain.get(plain.len() / 2).filter(|_| plain.len() > 3) else { return false };
        let times = |value: Decimal| value.saturating_mul(20.into());
        times(value) < *middle || value > times(*middle)
    }
}
