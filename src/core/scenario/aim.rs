//! How scenarios are ranked for a decision.

use rust_decimal::Decimal;

use crate::unit::round_half_away;

/// What a decision aims at: the rule that ranks the scenarios to choose from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Aim {
    /// The highest margin as a share of the price, to a tenth of a point; among equals, the lowest price.
    #[default]
    Margin,
    /// The lowest price without a loss.
    Price,
    /// The least chance of a loss, to a tenth of a point; among equals, the highest margin that 80 % of the draws reach.
    Risk,
    /// The most people onshore, to a tenth; among equals, the lowest price.
    Onshore,
}

/// What a scenario is ranked by. Amounts are in euros, before VAT.
#[derive(Debug, Clone, Copy)]
pub struct Merits {
    /// The price.
    pub net: Decimal,
    /// What is earned: the price less its full cost.
    pub earned: Decimal,
    /// The same as a share of the price; 0 where nothing is sold.
    pub rate: Decimal,
    /// Average FTE onshore.
    pub onshore: Decimal,
    /// The chance of a loss and the margin that 80 % of the draws reach, where they were drawn.
    pub risk: Option<(Decimal, Decimal)>,
}

impl Aim {
    /// The rank of a scenario: less is better.
    #[must_use]
    pub fn rank(self, merits: &Merits) -> (Decimal, Decimal) {
        let Merits { net, earned, rate, onshore, risk } = *merits;
        match self {
            Self::Margin => (-round_half_away(rate, 3), net),
            Self::Price => (if earned < Decimal::ZERO { Decimal::ONE } else { Decimal::ZERO }, net),
            Self::Risk => risk.map_or((Decimal::ONE, net), |(loss, margin)| (round_half_away(loss, 3), -margin)),
            Self::Onshore => (-round_half_away(onshore, 1), net),
        }
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::{Decimal, dec};

    use super::{Aim, Merits};

    fn merits(net: Decimal, earned: Decimal, onshore: Decimal, risk: Option<(Decimal, Decimal)>) -> Merits {
        Merits { net, earned, rate: earned / net, onshore, risk }
    }

    #[test]
    fn each_aim_prefers_its_own_and_breaks_ties_by_its_second() {
        // Margins of 15.02 and 15.04 % are equal to a tenth of a point: the price decides. 15.06 % is 15.1 %.
        let [dear, cheap] =
            [merits(dec!(1000), dec!(150.4), dec!(20), None), merits(dec!(900), dec!(135.18), dec!(19.96), None)];
        let richer = merits(dec!(1000), dec!(150.6), dec!(10), None);
        assert!(Aim::Margin.rank(&cheap) < Aim::Margin.rank(&dear));
        assert!(Aim::Margin.rank(&richer) < Aim::Margin.rank(&cheap));
        // A loss is no low price.
        let lost = merits(dec!(800), dec!(-1), dec!(30), None);
        assert!(Aim::Price.rank(&cheap) < Aim::Price.rank(&lost));
        // 19.96 people are 20.0: the price decides.
        assert!(Aim::Onshore.rank(&cheap) < Aim::Onshore.rank(&dear));
        assert!(Aim::Onshore.rank(&lost) < Aim::Onshore.rank(&cheap));
        // 4.96 % and 5.04 % of a loss are both 5.0 %: the margin decides. What was not drawn comes last.
        let of = |loss, margin| merits(dec!(1000), dec!(100), dec!(20), Some((loss, margin)));
        assert!(Aim::Risk.rank(&of(dec!(0.0504), dec!(60))) < Aim::Risk.rank(&of(dec!(0.0496), dec!(50))));
        assert!(Aim::Risk.rank(&of(dec!(0.9), dec!(1))) < Aim::Risk.rank(&dear));
    }
}
