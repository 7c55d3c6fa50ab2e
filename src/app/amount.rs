//! Amounts as people type them.

use rust_decimal::{Decimal, dec};

/// Reads an amount: `9900000`, `9,9 M€`, `9.9M`, `18 %`, `0.18`, `1 234 567,89 €`.
///
/// A comma and a point are both decimal, whichever is alone; spaces are between thousands.
pub fn amount(text: &str) -> Option<Decimal> {
    let text: String =
        text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '_' | '\u{a0}' | '\u{202f}')).collect();
    let text = text.trim_end_matches('€').trim_start_matches('€');
    let (number, factor) = match text.char_indices().next_back()? {
        (at, '%') => (&text[..at], dec!(0.01)),
        (at, 'k' | 'K') => (&text[..at], dec!(1_000)),
        (at, 'M' | 'm') => (&text[..at], dec!(1_000_000)),
        _ => (text, Decimal::ONE),
    };
    let commas = number.matches(',').count();
    let number = match (commas, number.contains('.')) {
        (0, _) => number.to_owned(),
        (1, false) => number.replace(',', "."),
        // Commas between thousands, and a point.
        (_, true) if number.rfind(',') < number.find('.') => number.replace(',', ""),
        _ => return None,
    };
    crate::unit::parse_decimal(&number)?.checked_mul(factor).map(|value| value.normalize())
}

#[cfg(test)]
mod tests {
    use super::amount;
    use rust_decimal::dec;

    #[test]
    fn amounts_as_typed() {
        let cases = [
            ("9900000", dec!(9_900_000)),
            ("9,9 M€", dec!(9_900_000)),
            ("9.9M", dec!(9_900_000)),
            ("18 %", dec!(0.18)),
            ("0.18", dec!(0.18)),
            ("1\u{a0}234\u{202f}567,89 €", dec!(1_234_567.89)),
            ("1,234,567.89", dec!(1_234_567.89)),
            ("-250k", dec!(-250_000)),
        ];
        for (text, value) in cases {
            assert_eq!(amount(text), Some(value), "{text}");
        }
        for text in ["", "€", "%", "a", "1,2,3", "1.2,3", "--1", "1M€M"] {
            assert_eq!(amount(text), None, "{text}");
        }
    }
}
