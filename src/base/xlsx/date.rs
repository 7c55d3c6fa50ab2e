use jiff::civil::{Date, date};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use super::book::Book;
use super::cell::{Cell, Value};

impl Book {
    /// The date that a cell shows, as `2027-03-01`, or the time, as `12:30`; `None` where it shows something else: its
    /// number is a date by its format alone.
    #[must_use]
    pub fn date(&self, cell: &Cell) -> Option<String> {
        if let Value::Date(text) = &cell.value {
            return Some(text.to_string());
        }
        let number = cell.value.number()?;
        self.styles.get(cell.style as usize)?.is_date().then(|| shown(number, self.date1904))
    }
}

/// A count of days as the date that it means; of less than one, as a time.
fn shown(days: Decimal, from_1904: bool) -> String {
    let whole = days.floor();
    let first: Date = match from_1904 {
        true => date(1904, 1, 1),
        // The 29th of February 1900 is day 60, and never was.
        false if whole < Decimal::from(60) => date(1899, 12, 31),
        false => date(1899, 12, 30),
    };
    if whole.is_zero() {
        let minutes = ((days - whole) * Decimal::from(1440)).round().to_u32().unwrap_or_default();
        return format!("{:02}:{:02}", minutes / 60, minutes % 60);
    }
    let span = whole.to_i64().and_then(|days| jiff::Span::new().try_days(days).ok());
    let day = span.and_then(|span| first.checked_add(span).ok());
    day.map_or_else(|| days.to_string(), |day| day.to_string())
}
