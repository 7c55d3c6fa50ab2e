use rust_decimal::Decimal;

use super::parse_decimal;

/// A number as people type it, with French or English separators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TypedNumber {
    /// It can be read in one way only; the sign before its decimals, where it has some or shows which one it is.
    Sure(Decimal, Option<DecimalSign>),
    /// `1.234` or `1,234`: the number if the sign precedes decimals, then the number if it separates thousands.
    Either(DecimalSign, Decimal, Decimal),
}

/// The sign before the decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecimalSign {
    /// `1234.5`
    Point,
    /// `1234,5`
    Comma,
}

/// Reads digits with the signs that separate thousands and decimals; `None` where they are no number.
///
/// ```
/// use chiffrage_base::unit::{DecimalSign, TypedNumber, typed_number};
/// use rust_decimal::dec;
/// let comma = Some(DecimalSign::Comma);
/// assert_eq!(typed_number("1.266,00"), Some(TypedNumber::Sure(dec!(1266.00), comma)));
/// assert_eq!(typed_number("1 266,5"), Some(TypedNumber::Sure(dec!(1266.5), comma)));
/// assert_eq!(typed_number("1,266"), Some(TypedNumber::Either(DecimalSign::Comma, dec!(1.266), dec!(1266))));
/// assert_eq!(typed_number("12 5"), None);
/// ```
#[must_use]
pub fn typed_number(text: &str) -> Option<TypedNumber> {
    // Blanks and apostrophes separate thousands and nothing else: `12 5` and `15 06 2026` are no numbers.
    let is_gap = |c: char| c.is_whitespace() || matches!(c, '\'' | '’');
    let trimmed = text.trim();
    if trimmed.contains(is_gap) {
        let units = trimmed.split([',', '.']).next().unwrap_or_default();
        let mut groups = units.split(is_gap);
        let first = groups.next().is_some_and(|group| (1..=3).contains(&group.len()));
        if !first || !groups.all(|group| group.len() == 3) || trimmed[units.len()..].contains(is_gap) {
            return None;
        }
    }
    let spaced = trimmed.contains(is_gap);
    let text: String = trimmed.chars().filter(|c| !is_gap(*c)).collect();
    if !text.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.')) {
        return None;
    }
    let whole = |text: &str| parse_decimal(&text.replace([',', '.'], ""));
    let grouped = |text: &str, sign: char| {
        let mut groups = text.split(sign);
        let first = groups.next().is_some_and(|g| (1..=3).contains(&g.len()));
        first && groups.all(|g| g.len() == 3)
    };
    let decimals = |mark: DecimalSign, sign: char, other: char| {
        let (units, decimals) = text.rsplit_once(sign)?;
        let plain = !units.contains(sign) && (!units.contains(other) || grouped(units, other));
        let number = format!("{}.{decimals}", units.replace(other, ""));
        plain.then(|| parse_decimal(&number)).flatten().map(|value| TypedNumber::Sure(value, Some(mark)))
    };
    match (text.matches(',').count(), text.matches('.').count()) {
        (0, 0) => whole(&text).map(|value| TypedNumber::Sure(value, None)),
        (0, 1) | (1, 0) => {
            let (mark, sign, other) =
                if text.contains(',') { (DecimalSign::Comma, ',', '.') } else { (DecimalSign::Point, '.', ',') };
            let read = decimals(mark, sign, other)?;
            match read {
                // Where blanks separate the thousands, the sign does not.
                TypedNumber::Sure(value, _) if grouped(&text, sign) && !text.starts_with('0') && !spaced => {
                    Some(TypedNumber::Either(mark, value, whole(&text)?))
                }
                read => Some(read),
            }
        }
        (commas, points) if commas == 0 || points == 0 => {
            let (sign, mark) = if points == 0 { (',', DecimalSign::Point) } else { ('.', DecimalSign::Comma) };
            grouped(&text, sign).then(|| whole(&text)).flatten().map(|value| TypedNumber::Sure(value, Some(mark)))
        }
        _ if text.rfind(',') > text.rfind('.') => decimals(DecimalSign::Comma, ',', '.'),
        _ => decimals(DecimalSign::Point, '.', ','),
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::{Decimal, dec};

    use super::{DecimalSign, TypedNumber, typed_number};

    #[test]
    fn french_and_english_separators() {
        let (point, comma) = (Some(DecimalSign::Point), Some(DecimalSign::Comma));
        let cases: [(&str, Decimal, Option<DecimalSign>); 12] = [
            ("1266", dec!(1266), None),
            ("1 266", dec!(1266), None),
            ("1\u{202f}266,00", dec!(1266.00), comma),
            ("1\u{2009}266,00", dec!(1266.00), comma),
            ("1\u{a0}266.50", dec!(1266.50), point),
            ("1'266.50", dec!(1266.50), point),
            ("1.266,00", dec!(1266.00), comma),
            ("1,266.00", dec!(1266.00), point),
            ("1.266.500", dec!(1266500), comma),
            ("0,266", dec!(0.266), comma),
            ("1266,00", dec!(1266.00), comma),
            ("134.3844", dec!(134.3844), point),
        ];
        for (text, value, sign) in cases {
            assert_eq!(typed_number(text), Some(TypedNumber::Sure(value, sign)), "{text}");
        }
        for text in ["1.266,0.0", "1,23,4", "12 34", "1 266 5", "1.2.3,4", "", "12-5"] {
            assert_eq!(typed_number(text), None, "{text}");
        }
        let either = TypedNumber::Either(DecimalSign::Point, dec!(1.266), dec!(1266));
        assert_eq!(typed_number("1.266"), Some(either));
    }
}
