//! What the verbs that hold scenarios and sets of lots side by side take.

use std::path::PathBuf;

use clap::Args as Group;

use super::{CompareBy, CompareFor, PortfolioShow, RiskOf, SensitivityBy, Shape, SweepShow, Table};

/// `compare`
#[derive(Group)]
pub struct Compare {
    /// The first is the baseline [default: all scenarios against the base]
    #[arg(value_name = "SCENARIO", conflicts_with = "with")]
    pub scenarios: Vec<String>,
    /// Compare with an earlier version of the bid: its folder, or a revision of this one in git
    #[arg(long, value_name = "DIR|git:REVISION")]
    pub with: Option<String>,
    /// Keep the unit prices of the first, as after signature: revenue, cost and margin move
    #[arg(long)]
    pub hold_prices: bool,
    #[command(flatten)]
    pub table: Table,
    /// Add P50, P80 and the chance of a loss of each, on the same draws
    #[arg(long, conflicts_with = "by")]
    pub risk: bool,
    #[command(flatten)]
    pub draws: Draws,
    /// Recommend a scenario by this rule [default, with -o: margin]
    #[arg(long = "for", value_name = "FOR", value_enum, conflicts_with_all = ["with", "by"])]
    pub aim: Option<CompareFor>,
    /// Break each scenario down
    #[arg(long, value_enum, conflicts_with_all = ["output", "charts"])]
    pub by: Option<CompareBy>,
    #[command(flatten)]
    pub report: Report,
}

/// `bridge`
#[derive(Group)]
pub struct Bridge {
    /// The scenario to explain, after the one to start from if it is not the base
    #[arg(value_name = "SCENARIO", required_unless_present_any = ["set", "with"], conflicts_with = "with", num_args = 1..=2)]
    pub scenarios: Vec<String>,
    /// Start from an earlier version of the bid: its folder, or a revision of this one in git
    #[arg(long, value_name = "DIR|git:REVISION")]
    pub with: Option<String>,
    /// Keep the unit prices of the first, as after signature: revenue, cost and margin move
    #[arg(long)]
    pub hold_prices: bool,
    #[command(flatten)]
    pub table: Table,
}

/// Where a report goes that is a workbook or a page.
#[derive(Group)]
pub struct Report {
    /// The workbook, or the page with its charts, to write
    #[arg(short, long, value_name = "FILE.xlsx|FILE.html")]
    pub output: Option<PathBuf>,
    /// Write the charts of the page as SVG files in this folder, for slides
    #[arg(long, value_name = "DIR")]
    pub charts: Option<PathBuf>,
    /// Overwrite a file that chiffrage did not write
    #[arg(long)]
    pub force: bool,
}

/// Which draws are made.
#[derive(Group)]
pub struct Draws {
    /// How many draws to make [default: 100,000 for `risk`, 10,000 to rank, 5,000 otherwise]
    #[arg(id = "draws", long = "draws", value_name = "N", allow_negative_numbers = true, value_parser = clap::value_parser!(u32).range(100..=10_000_000))]
    pub count: Option<u32>,
    /// From which number the draws start
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
}

/// `sensitivity`
#[derive(Group)]
pub struct Sensitivity {
    /// `price`, `cost`, `margin`, or a lot, lot/nature or lot/CODE as `explain` takes them
    #[arg(long, value_name = "CELL", default_value = "price")]
    pub of: String,
    #[command(flatten)]
    pub table: Table,
    /// How to group the figures
    #[arg(long, value_enum, default_value = "figure")]
    pub by: SensitivityBy,
    /// How many rows to show, the greatest effects first [default: 20 in a table, all in data and files]
    #[arg(long, value_name = "N")]
    pub top: Option<usize>,
    #[command(flatten)]
    pub report: Report,
}

/// `risk`
#[derive(Group)]
pub struct Risk {
    #[command(flatten)]
    pub draws: Draws,
    /// The file of all draws to write: the figures by path, and what each lot comes to
    #[arg(long, value_name = "FILE.csv")]
    pub draws_out: Option<PathBuf>,
    /// The confidence of contingency and of the price to bid, in percent
    #[arg(long, value_name = "PERCENT", allow_negative_numbers = true, default_value_t = crate::risk::COVERED, value_parser = clap::value_parser!(u8).range(1..=99))]
    pub confidence: u8,
    /// Show only what is earned at the unit prices of the bid
    #[arg(long, conflicts_with = "reprice")]
    pub hold: bool,
    /// Show only what the bid would have to be priced at
    #[arg(long)]
    pub reprice: bool,
    #[command(flatten)]
    pub table: Table,
    #[command(flatten)]
    pub report: Report,
}

/// `drivers`
#[derive(Group)]
pub struct Drivers {
    /// What the ranges move
    #[arg(long, value_enum, default_value = "cost")]
    pub of: RiskOf,
    #[command(flatten)]
    pub draws: Draws,
    #[command(flatten)]
    pub table: Table,
    /// How many rows to show, the greatest effects first [default: 20 in a table, all in data and files]
    #[arg(long, value_name = "N")]
    pub top: Option<usize>,
    #[command(flatten)]
    pub report: Report,
}

/// `questions`
#[derive(Group)]
pub struct Questions {
    #[command(flatten)]
    pub draws: Draws,
    #[command(flatten)]
    pub table: Table,
    /// How many questions to keep, those worth the most [default: all]
    #[arg(long, value_name = "N")]
    pub top: Option<usize>,
    /// The questions as a list to send, in French and with nothing internal
    #[arg(short, long, value_name = "FILE.xlsx|FILE.md")]
    pub output: Option<PathBuf>,
    /// Overwrite a file that chiffrage did not write
    #[arg(long)]
    pub force: bool,
}

/// `sweep`
#[derive(Group)]
pub struct Sweep {
    /// The path or pattern of an input and its values; repeat for each axis of the grid
    #[arg(long, value_name = "PATH=FROM..TO:STEP", required = true)]
    pub vary: Vec<String>,
    /// `price` keeps unit prices, so that the margin varies; a path keeps that share of a mix
    #[arg(long, value_name = "price|PATH")]
    pub keep: Vec<String>,
    /// What a grid of two inputs shows [default: price, or margin if prices are kept]
    #[arg(long, value_enum)]
    pub show: Option<SweepShow>,
    #[command(flatten)]
    pub table: Table,
    #[command(flatten)]
    pub report: Report,
}

/// `solve`
#[derive(Group)]
pub struct Solve {
    /// The target: `price=9,9 M€`, `price=-5%` (5% less than today), `margin=18 %`, `cost=8500000`
    #[arg(long = "for", value_name = "GOAL=VALUE")]
    pub goal: String,
    /// The path or pattern of the input to vary
    #[arg(long, value_name = "PATH")]
    pub by: String,
    /// The bracket to search [default: every valid value]
    #[arg(long, value_name = "LOW..HIGH", allow_hyphen_values = true)]
    pub between: Option<String>,
    /// `price` keeps unit prices, so that the margin varies; a path keeps that share of a mix
    #[arg(long, value_name = "price|PATH")]
    pub keep: Vec<String>,
    #[command(flatten)]
    pub table: Table,
}

/// `concede`
#[derive(Group)]
pub struct Concede {
    /// The reduction, or the price to reach: `-5%`, `-200k€`, `40M€`
    #[arg(value_name = "TARGET", allow_hyphen_values = true)]
    pub target: String,
    /// How far levers may go, by path or pattern; repeat for each, the last one of a lever holds
    #[arg(long, value_name = "PATH=VALUE")]
    pub floor: Vec<String>,
    /// Move only these levers, by path or pattern [default: all that have a floor]
    #[arg(long, value_name = "PATH")]
    pub only: Vec<String>,
    /// Move these levers before the others, by path or pattern
    #[arg(long, value_name = "PATH")]
    pub first: Vec<String>,
    #[command(flatten)]
    pub draws: Draws,
    #[command(flatten)]
    pub table: Table,
}

/// `scenarios`
#[derive(Group)]
pub struct Scenarios {
    #[command(flatten)]
    pub shape: Shape,
}

/// `portfolio`
#[derive(Group)]
pub struct Portfolio {
    #[command(flatten)]
    pub shape: Shape,
    /// Only the sets with this lot, by its id, and the profiles it sells
    #[arg(long, value_name = "LOT")]
    pub lot: Option<String>,
    /// The table to show; the workbook holds all three
    #[arg(long, value_enum, default_value = "sets")]
    pub show: PortfolioShow,
    #[command(flatten)]
    pub report: Report,
}
