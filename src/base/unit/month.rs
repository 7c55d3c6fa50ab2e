use std::fmt;

use super::Lang;

/// A calendar month, such as March 2027, written `2027-03`.
///
/// ```
/// use chiffrage_base::unit::Month;
/// let start = Month::parse("2027-03").unwrap();
/// assert_eq!(start.plus(10).to_string(), "2028-01");
/// assert_eq!(start.januaries_to(start.plus(46)), 4); // 2028, 2029, 2030 and 2031
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(i32);

impl Month {
    /// The month `month` (1 to 12) of `year`; `None` outside the years 1900 to 2200.
    #[must_use]
    pub fn new(year: i32, month: u32) -> Option<Self> {
        let zero_based = i32::try_from(month).ok()?.checked_sub(1)?;
        ((1900..=2200).contains(&year) && (0..12).contains(&zero_based)).then_some(Self(year * 12 + zero_based))
    }

    /// Reads `2027-03`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (year, month) = text.split_once('-')?;
        if year.len() != 4 || month.len() != 2 || !text.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
            return None;
        }
        Self::new(year.parse().ok()?, month.parse().ok()?)
    }

    /// The calendar year.
    #[must_use]
    pub fn year(self) -> i32 {
        self.0.div_euclid(12)
    }

    /// The month of the year, 1 to 12.
    #[must_use]
    pub fn number(self) -> u32 {
        self.0.rem_euclid(12).unsigned_abs() + 1
    }

    /// The month `n` months later.
    #[must_use]
    pub fn plus(self, n: usize) -> Self {
        Self(self.0.saturating_add(i32::try_from(n).unwrap_or(i32::MAX)))
    }

    /// How many months this is after `start`; `None` before it.
    #[must_use]
    pub fn since(self, start: Self) -> Option<usize> {
        usize::try_from(self.0 - start.0).ok()
    }

    /// `J` of method §4: how many Januaries fall after this month, up to and including `later`;
    /// 0 where `later` is not later.
    #[must_use]
    pub fn januaries_to(self, later: Self) -> u32 {
        u32::try_from(later.year() - self.year()).unwrap_or(0)
    }

    /// The month in two short lines, for the head of a column: `mars`, `2027`.
    #[must_use]
    pub fn short(self, lang: Lang) -> String {
        const FR: [&str; 12] =
            ["janv.", "févr.", "mars", "avril", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];
        const EN: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        let i = self.number() as usize - 1;
        format!("{}\n{}", lang.pick(FR[i], EN[i]), self.year())
    }

    /// The month as a reader of `lang` writes it: `mars 2027`, `March 2027`.
    #[must_use]
    pub fn name(self, lang: Lang) -> String {
        format!("{} {}", self.of_year(lang), self.year())
    }

    /// Its name within its year: `mars`, `March`.
    #[must_use]
    pub fn of_year(self, lang: Lang) -> &'static str {
        const FR: [&str; 12] = [
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        ];
        const EN: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let i = self.number() as usize - 1;
        lang.pick(FR[i], EN[i])
    }
}

/// A day as a reader of `lang` writes it: `12 mars 2027`, `12 March 2027`.
#[must_use]
pub fn day(date: jiff::civil::Date, lang: Lang) -> String {
    let month = u32::try_from(date.month()).ok().and_then(|month| Month::new(date.year().into(), month));
    let (number, ordinal) = (date.day(), if date.day() == 1 && lang == Lang::Fr { "er" } else { "" });
    month.map_or_else(|| date.to_string(), |month| format!("{number}{ordinal} {}", month.name(lang)))
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.number())
    }
}
