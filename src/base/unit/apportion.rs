use rust_decimal::{Decimal, RoundingStrategy};

use super::{Exact, round_half_away};

/// Parts as they are written beside their `total`, to so many decimals, so that they add up to it: each rounded down,
/// then a unit of the last place more for those with the largest remainders, the first of equals first.
///
/// ```
/// use chiffrage_base::unit::{Exact, Number, apportioned};
/// use rust_decimal::dec;
/// // A third of a euro three times is a euro: 0.33, 0.33 and 0.33 leave a cent, which the first takes.
/// let third = Exact::ONE / Exact::whole(3);
/// assert_eq!(apportioned(&[third, third, third], dec!(1), 2), [dec!(0.34), dec!(0.33), dec!(0.33)]);
/// // Down: -0.34, 0.12, 1.00, which is 0.78; 0.79 is due, and 0.125 has the largest remainder.
/// let amounts = [dec!(-0.337), dec!(0.125), dec!(1.002)].map(Exact::from);
/// assert_eq!(apportioned(&amounts, dec!(0.79), 2), [dec!(-0.34), dec!(0.13), dec!(1.00)]);
/// ```
#[must_use]
pub fn apportioned(parts: &[Exact], total: Decimal, places: u32) -> Vec<Decimal> {
    let unit = Decimal::new(1, places);
    // A division leaves more than twelve decimals of noise.
    let settled = |part: &Exact| round_half_away(part.shown(), 12);
    let down = |part: &Exact| settled(part).round_dp_with_strategy(places, RoundingStrategy::ToNegativeInfinity);
    let mut written: Vec<Decimal> = parts.iter().map(down).collect();
    let mut order: Vec<usize> = (0..written.len()).collect();
    order.sort_by_key(|i| std::cmp::Reverse(settled(&parts[*i]) - written[*i]));
    let mut left = total - written.iter().sum::<Decimal>();
    // A total that was rounded on its own may be a unit further than its parts.
    for i in order.iter().copied().cycle().take(4 * written.len()) {
        if left >= unit {
            written[i] += unit;
            left -= unit;
        }
    }
    for i in order.into_iter().rev() {
        if left <= -unit {
            written[i] -= unit;
            left += unit;
        }
    }
    written
}
