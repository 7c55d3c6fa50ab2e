//! The words that options take.

use clap::ValueEnum;

use crate::app;
use crate::report;
use crate::risk;
use crate::scenario;
use crate::sheet;
use crate::unit;

/// A language.
#[derive(Clone, Copy, ValueEnum)]
pub enum Lang {
    /// French
    Fr,
    /// English
    En,
}

impl From<Lang> for unit::Lang {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Fr => Self::Fr,
            Lang::En => Self::En,
        }
    }
}

/// How a table is written.
#[derive(Clone, Copy, ValueEnum)]
pub enum Format {
    /// For people
    Table,
    /// For programs
    Json,
    /// For programs and spreadsheets
    Csv,
    /// For documents
    Markdown,
}

impl From<Format> for report::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Table => Self::Table,
            Format::Json => Self::Json,
            Format::Csv => Self::Csv,
            Format::Markdown => Self::Markdown,
        }
    }
}

/// How what is no table is written.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// For people
    Table,
    /// For programs
    Json,
}

/// How `price` divides a lot.
#[derive(Clone, Copy, ValueEnum)]
pub enum PriceBy {
    /// By nature
    Nature,
    /// By contract year
    Year,
}

impl From<PriceBy> for sheet::By {
    fn from(by: PriceBy) -> Self {
        match by {
            PriceBy::Nature => Self::Nature,
            PriceBy::Year => Self::Year,
        }
    }
}

/// What a grid shows.
#[derive(Clone, Copy, ValueEnum)]
pub enum SweepShow {
    /// The price
    Price,
    /// The price against today's
    Delta,
    /// The margin
    Margin,
    /// The full cost
    Cost,
}

impl From<SweepShow> for sheet::Shown {
    fn from(show: SweepShow) -> Self {
        match show {
            SweepShow::Price => Self::Price,
            SweepShow::Delta => Self::Delta,
            SweepShow::Margin => Self::Margin,
            SweepShow::Cost => Self::Cost,
        }
    }
}

/// How `compare` cuts scenarios.
#[derive(Clone, Copy, ValueEnum)]
pub enum CompareBy {
    /// By contract year
    Year,
    /// By nature
    Nature,
    /// By profile: days, people and their cost
    Profile,
    /// By site: days, people and their cost
    Site,
}

/// What `compare` recommends a scenario for.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CompareFor {
    /// The highest margin as a share of the price, then the lowest price
    Margin,
    /// The lowest price without a loss
    Price,
    /// The least chance of a loss, then the highest margin that 80% of the draws reach
    Risk,
    /// The most people onshore, then the lowest price
    Onshore,
}

impl From<CompareFor> for scenario::Aim {
    fn from(aim: CompareFor) -> Self {
        match aim {
            CompareFor::Margin => Self::Margin,
            CompareFor::Price => Self::Price,
            CompareFor::Risk => Self::Risk,
            CompareFor::Onshore => Self::Onshore,
        }
    }
}

impl From<CompareBy> for sheet::Cutting {
    fn from(by: CompareBy) -> Self {
        match by {
            CompareBy::Year => Self::Year,
            CompareBy::Nature => Self::Nature,
            CompareBy::Profile => Self::Profile,
            CompareBy::Site => Self::Site,
        }
    }
}

/// What `drivers` ranks ranges by.
#[derive(Clone, Copy, ValueEnum)]
pub enum RiskOf {
    /// Full cost
    Cost,
    /// The price that the margins of the policy make
    Price,
    /// The margin at the unit prices of the bid, in euros
    Margin,
}

impl From<RiskOf> for risk::Outcome {
    fn from(of: RiskOf) -> Self {
        match of {
            RiskOf::Cost => Self::Cost,
            RiskOf::Price => Self::Price,
            RiskOf::Margin => Self::Margin,
        }
    }
}

/// How `sensitivity` groups figures.
#[derive(Clone, Copy, ValueEnum)]
pub enum SensitivityBy {
    /// Each figure of the model
    Figure,
    /// All figures of a source together
    Source,
    /// The cost of people at each site
    Site,
    /// The cost of people of each profile
    Profile,
}

impl From<SensitivityBy> for sheet::SensitivityBy {
    fn from(by: SensitivityBy) -> Self {
        match by {
            SensitivityBy::Figure => Self::Figure,
            SensitivityBy::Source => Self::Source,
            SensitivityBy::Site => Self::Site,
            SensitivityBy::Profile => Self::Profile,
        }
    }
}

/// How `staffing` divides time.
#[derive(Clone, Copy, ValueEnum)]
pub enum StaffingBy {
    /// Contract years
    Year,
    /// Quarters of contract years
    Quarter,
    /// Contract months
    Month,
}

impl From<StaffingBy> for sheet::Period {
    fn from(by: StaffingBy) -> Self {
        match by {
            StaffingBy::Year => Self::Year,
            StaffingBy::Quarter => Self::Quarter,
            StaffingBy::Month => Self::Month,
        }
    }
}

/// Which table of whole people.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StaffingShow {
    /// Whole people by profile and site
    Plan,
    /// Arrivals and departures, month by month
    Moves,
    /// What the price of a move changes
    Kappa,
}

/// How `pnl` divides time.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PnlBy {
    /// Contract years
    Year,
    /// Contract months
    Month,
}

impl From<PnlBy> for app::PnlPeriod {
    fn from(by: PnlBy) -> Self {
        match by {
            PnlBy::Year => Self::Year,
            PnlBy::Month => Self::Month,
        }
    }
}

/// What `portfolio` shows.
#[derive(Clone, Copy, ValueEnum)]
pub enum PortfolioShow {
    /// Every set of lots
    Sets,
    /// What the rest of each set costs if a lot is lost
    Losses,
    /// The profiles sold by the day at different prices in different lots
    Profiles,
}

impl From<PortfolioShow> for app::LotSetTable {
    fn from(show: PortfolioShow) -> Self {
        match show {
            PortfolioShow::Sets => Self::Sets,
            PortfolioShow::Losses => Self::Losses,
            PortfolioShow::Profiles => Self::Profiles,
        }
    }
}

/// What an imported price buys.
#[derive(Clone, Copy, ValueEnum)]
pub enum ImportPer {
    /// A day of a person
    Day,
    /// An hour of a person
    Hour,
}

impl From<ImportPer> for crate::import::Per {
    fn from(per: ImportPer) -> Self {
        match per {
            ImportPer::Day => Self::Day,
            ImportPer::Hour => Self::Hour,
        }
    }
}
