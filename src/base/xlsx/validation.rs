//! Which numbers the author of a sheet lets into its cells.

use rust_decimal::Decimal;

use crate::formula::{Address, Rect};

/// What a sheet asks of the numbers in some of its cells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Validation {
    /// The cells.
    pub areas: Vec<Rect>,
    /// Only whole numbers?
    pub whole: bool,
    /// The least of them, where a number says it.
    pub least: Option<Decimal>,
    /// The most.
    pub most: Option<Decimal>,
}

impl Validation {
    /// Of an operator and its numbers; `None` where it bounds nothing.
    pub(super) fn of(kind: &str, operator: Option<&str>, [first, second]: [Option<Decimal>; 2]) -> Option<Self> {
        let whole = match kind {
            "whole" => true,
            "decimal" => false,
            _ => return None,
        };
        let (least, most) = match operator.unwrap_or("between") {
            "between" => (first, second),
            "equal" => (first, first),
            "greaterThan" | "greaterThanOrEqual" => (first, None),
            "lessThan" | "lessThanOrEqual" => (None, first),
            _ => (None, None),
        };
        Some(Self { areas: Vec::new(), whole, least, most })
    }

    /// Does it keep a number out of a cell?
    #[must_use]
    pub fn keeps_out(&self, cell: Address, number: Decimal) -> bool {
        self.areas.iter().any(|area| area.holds(cell))
            && ((self.whole && !number.is_integer())
                || self.least.is_some_and(|least| number < least)
                || self.most.is_some_and(|most| number > most))
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::dec;

    use super::Validation;
    use crate::formula::{Address, Rect};

    #[test]
    fn numbers_that_are_kept_out() {
        let area = Rect::parse("C4:C5").unwrap();
        let cell = Address { row: 4, column: 3 };
        let (low, high) = (Some(dec!(0)), Some(dec!(600)));
        let cases = [
            ("whole", None, [low, high], dec!(600), false),
            ("whole", Some("between"), [low, high], dec!(690.81), true),
            ("whole", Some("between"), [low, high], dec!(590.5), true),
            ("decimal", None, [low, high], dec!(590.5), false),
            ("decimal", Some("lessThanOrEqual"), [high, None], dec!(601), true),
            ("decimal", Some("greaterThan"), [high, None], dec!(599), true),
            ("decimal", Some("greaterThan"), [None, None], dec!(599), false),
            ("decimal", Some("notBetween"), [low, high], dec!(5), false),
        ];
        for (kind, operator, numbers, number, out) in cases {
            let mut validation = Validation::of(kind, operator, numbers).unwrap();
            validation.areas.push(area);
            assert_eq!(validation.keeps_out(cell, number), out, "{kind} {operator:?} {number}");
            assert!(!validation.keeps_out(Address { row: 6, column: 3 }, number));
        }
        assert_eq!(Validation::of("list", None, [None, None]), None);
    }
}
