//! Use cases: each a function from a typed request to a typed answer (sheets, books, findings), or to why it is refused.
//! None reads or writes a file, prints, or knows an exit code or an argument: the command line is one of its users.

mod amount;
mod assumptions;
mod check;
mod compare;
mod document;
mod dqe;
mod explain;
mod fill;
mod forecast;
mod leaks;
mod map;
mod portfolio;
mod priced;
mod quantities;
mod rates;
mod read;
mod refused;
mod risk;
mod scenarios;
mod sensitivity;
mod settings;
mod sweep;
mod tables;

pub use assumptions::Assumptions;
pub use check::check;
pub use compare::{CompareRequest, Compared, VersionRequest, bridge, compare, compare_versions};
pub use document::Document;
pub use dqe::dqe;
pub use explain::{ExplainRequest, Explanation, explanation};
pub use fill::{FillAnswer, FillRequest, FilledForm};
pub use forecast::{break_evens, forecast, loads};
pub use leaks::{LeaksReport, LeaksRequest};
pub use map::{MapRequest, Mapped};
pub use portfolio::LotSetTable;
pub use priced::{Priced, lot_named, priced};
pub use quantities::{QuantitiesAnswer, QuantitiesRequest, TakenQuantities};
pub use rates::{RatesAnswer, RatesRequest, Stated, rates};
pub use read::{WorkbookChanges, workbook_changes};
pub use refused::Refused;
pub use risk::{RiskReport, RiskRequest};
pub use scenarios::scenarios;
pub use sensitivity::SensitivityReport;
pub use settings::{SettingsRequest, TRIAL};
pub use sweep::{Argument, PricedGrid, SolveRequest, SweepRequest, solve, sweep};
pub use tables::PnlPeriod;
