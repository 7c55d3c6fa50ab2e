//! Open days (method §1): weekdays of a month less the holidays that fall on weekdays.

use jiff::civil::{Date, Weekday};

use crate::unit::Month;

/// When a holiday falls.
#[derive(Debug, Clone)]
pub enum Rule {
    /// The same day every year.
    Fixed {
        /// 1 to 12.
        month: i8,
        /// Day of the month.
        day: i8,
    },
    /// Days from Easter Sunday.
    Easter(i32),
    /// Explicit dates.
    Dates(Vec<Date>),
}

/// A holiday: a rule, and how many days in a row.
#[derive(Debug, Clone)]
pub struct Holiday {
    /// Its name.
    pub name: String,
    /// When it begins.
    pub rule: Rule,
    /// Days in a row.
    pub days: u32,
}

impl Holiday {
    /// Every day of this holiday that begins in `year`.
    fn dates_in(&self, year: i16) -> Vec<Date> {
        let begins: Vec<Date> = match &self.rule {
            Rule::Fixed { month, day } => Date::new(year, *month, *day).into_iter().collect(),
            Rule::Easter(offset) => shifted(easter_sunday(year), *offset).into_iter().collect(),
            Rule::Dates(dates) => dates.iter().copied().filter(|d| d.year() == year).collect(),
        };
        let run = |begin: Date| (0..self.days).filter_map(move |n| shifted(begin, i32::try_from(n).ok()?));
        begins.into_iter().flat_map(run).collect()
    }
}

fn shifted(date: Date, days: i32) -> Option<Date> {
    // Most holidays are a day, on the day that their rule names.
    if days == 0 { Some(date) } else { date.checked_add(jiff::Span::new().try_days(days).ok()?).ok() }
}

/// Easter Sunday of the Gregorian calendar (the anonymous algorithm, 1876).
fn easter_sunday(year: i16) -> Date {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let days_from_march = h + l - 7 * m + 114;
    let small = |n: i32| i8::try_from(n).unwrap_or(1);
    jiff::civil::date(year, small(days_from_march / 31), small(days_from_march % 31 + 1))
}

/// The holidays of each month of a span that fall on weekdays, each day once, in order.
#[must_use]
pub fn holidays_in(holidays: &[Holiday], start: Month, months: usize) -> Vec<Vec<(Date, String)>> {
    let mut by_month = vec![Vec::new(); months];
    let year = |month: Month| i16::try_from(month.year()).unwrap_or(i16::MAX);
    // A run of days may cross the turn of the year.
    let years = year(start) - 1..=year(start.plus(months.saturating_sub(1)));
    for holiday in holidays {
        for date in years.clone().flat_map(|year| holiday.dates_in(year)).filter(|date| is_weekday(*date)) {
            let month = Month::new(i32::from(date.year()), u32::from(date.month().unsigned_abs()));
            if let Some(days) = month.and_then(|month| by_month.get_mut(month.since(start)?)) {
                days.push((date, holiday.name.clone()));
            }
        }
    }
    for days in &mut by_month {
        days.sort();
        days.dedup_by_key(|(date, _)| *date);
    }
    by_month
}

/// The weekdays of a calendar month.
#[must_use]
pub fn weekdays_in(month: Month) -> u32 {
    let year = i16::try_from(month.year()).unwrap_or(i16::MAX);
    let first = jiff::civil::date(year, i8::try_from(month.number()).unwrap_or(1), 1);
    // Four weeks have twenty; what is left of the month begins on the weekday of its first day.
    let over = first.days_in_month().unsigned_abs() - 28;
    let left = (0..over).filter(|n| (first.weekday().to_monday_zero_offset().unsigned_abs() + n) % 7 < 5);
    20 + u32::try_from(left.count()).unwrap_or(0)
}

fn is_weekday(date: Date) -> bool {
    !matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
}

#[cfg(test)]
mod tests {
    use super::easter_sunday;
    use jiff::civil::date;

    #[test]
    fn easter_as_published() {
        // Bureau des longitudes: 28 March 2027, 16 April 2028, 1 April 2029, 21 April 2030, 13 April 2031.
        let published = [(2027, 3, 28), (2028, 4, 16), (2029, 4, 1), (2030, 4, 21), (2031, 4, 13)];
        for (year, month, day) in published {
            assert_eq!(easter_sunday(year), date(year, month, day));
        }
    }
}
