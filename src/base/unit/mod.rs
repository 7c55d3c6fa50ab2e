//! What every other module uses: exact numbers, calendar months, rounding, languages, what reading a file may take.

mod apportion;
mod budget;
mod fold;
mod format;
mod lang;
mod month;
mod number;
mod seen;
mod spelt;
mod typed;

pub use apportion::apportioned;
pub use budget::{Budget, Spent};
pub use fold::{fold, takes_no_room};
pub use format::{
    DASH, MINUS, brief, capital, digits, digits_more, euros, euros_more, money, one_line, percent, percent_more, rate,
    share, shortened,
};
pub use lang::{Lang, Text};
pub use month::{Month, day};
pub use number::{Exact, LONGEST, Number, parse_decimal, round_divided, round_half_away};
pub use seen::seen;
pub use spelt::euros_in_words;
pub use typed::{DecimalSign, TypedNumber, typed_number};
