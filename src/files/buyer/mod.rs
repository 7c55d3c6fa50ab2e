//! The buyer's own price form.

mod data;
pub mod faults;
pub mod fill;
pub mod form;
mod layout;
pub mod leaks;
mod map;
pub mod matching;
mod propose;
mod report;
mod scales;
mod unread;

pub use layout::Layout;
pub use map::{Answer, Columns, Map, Money, Table, Target, Yearly};
pub use report::{MatchReport, named};
pub use unread::{
    Unread, no_form, no_price_column, open_columns, open_years, out_of_sight, unread_tables, without_prices,
};
