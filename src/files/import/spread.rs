//! A quantity of the whole contract, divided over its years.

use rust_decimal::Decimal;

/// What quantities come to.
pub fn sum(values: &[Decimal]) -> Decimal {
    values.iter().fold(Decimal::ZERO, |sum, value| sum.saturating_add(*value))
}

/// A total over the years in the proportions of other quantities, evenly where these are 0: to the total's own last
/// decimal, what is over to the largest remainders, the earliest first.
pub fn divided(total: Decimal, like: &[Decimal]) -> Option<Vec<Decimal>> {
    let even = sum(like).is_zero();
    let weights: Vec<Decimal> = like.iter().map(|w| if even { Decimal::ONE } else { *w }).collect();
    let all = sum(&weights);
    let unit = Decimal::new(1, total.scale());
    let mut parts = Vec::new();
    for (at, weight) in weights.iter().enumerate() {
        let exact = total.checked_mul(*weight)?.checked_div(all)?;
        let part = exact.trunc_with_scale(total.scale());
        parts.push((at, part, exact.checked_sub(part)?));
    }
    let mut over = total.checked_sub(parts.iter().map(|p| p.1).sum())?;
    parts.sort_by_key(|(at, _, rest)| (std::cmp::Reverse(*rest), *at));
    for part in &mut parts {
        if over < unit {
            break;
        }
        part.1 = part.1.checked_add(unit)?;
        over = over.checked_sub(unit)?;
    }
    parts.sort_by_key(|p| p.0);
    Some(parts.into_iter().map(|p| p.1).collect())
}

#[cfg(test)]
mod tests {
    use super::divided;
    use rust_decimal::{Decimal, dec};

    #[test]
    fn a_total_is_divided_to_its_last_unit() {
        let of = |total, like: &[Decimal]| divided(total, like).unwrap();
        assert_eq!(of(dec!(400), &[dec!(0); 4]), [dec!(100); 4]);
        // 10 over 1, 1, 1: 3.33 each, and one over to the first.
        assert_eq!(of(dec!(10), &[dec!(5); 3]), [dec!(4), dec!(3), dec!(3)]);
        // 100 as 60, 80, 80, 80: 20, 26.67 thrice; two over to the first two of the larger remainders.
        assert_eq!(of(dec!(100), &[dec!(60), dec!(80), dec!(80), dec!(80)]), [dec!(20), dec!(27), dec!(27), dec!(26)]);
        assert_eq!(of(dec!(0.5), &[dec!(1), dec!(1)]), [dec!(0.3), dec!(0.2)]);
        assert_eq!(of(dec!(0), &[dec!(1), dec!(1)]), [dec!(0), dec!(0)]);
    }
}
