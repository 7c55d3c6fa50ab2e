//! Decimals as the numbers of a file.

use rust_decimal::Decimal;

/// A number as a file writes it: past the 15 digits that any float holds, those of the float nearest to it.
pub fn digits(value: Decimal) -> String {
    let value = value.normalize();
    if value.mantissa().unsigned_abs() < 1_000_000_000_000_000 { value.to_string() } else { float(value).to_string() }
}

/// The float nearest to a decimal: what a cell holds.
pub fn float(value: Decimal) -> f64 {
    // The text is read to the nearest float; conversions by arithmetic may miss it by one.
    value.to_string().parse().unwrap_or(f64::NAN)
}
