//! What the verbs that hold scenarios and sets of lots side by side take.

use std::path::PathBuf;

use clap::Args as Group;

use super::{CompareBy, Format, Output, PortfolioShow, SweepShow, Table};

/// `compare`
#[derive(Group)]
pub struct Compare {
    /// The scenarios, the first of which the others are held against; against the base where one is named, all where none is
    #[arg(value_name = "SCENARIO")]
    pub scenarios: Vec<String>,
    #[command(flatten)]
    pub table: Table,
    /// Cut each scenario, in place of the whole
    #[arg(long, value_enum, conflicts_with = "output")]
    pub by: Option<CompareBy>,
    /// The workbook, or the page for a committee, to write
    #[arg(short, long, value_name = "FILE.xlsx|FILE.html")]
    pub output: Option<PathBuf>,
    /// Overwrite a file that chiffrage did not make
    #[arg(long)]
    pub force: bool,
}

/// `bridge`
#[derive(Group)]
pub struct Bridge {
    /// The scenario to explain; the two, where another than the base is to be left from
    #[arg(value_name = "SCENARIO", required = true, num_args = 1..=2)]
    pub scenarios: Vec<String>,
    #[command(flatten)]
    pub table: Table,
}

/// `sweep`
#[derive(Group)]
pub struct Sweep {
    /// A value by its path or pattern, and what it takes; once for each axis of the grid
    #[arg(long, value_name = "PATH=FROM..TO:STEP", required = true)]
    pub vary: Vec<String>,
    /// `price` keeps unit prices, so that the margin moves; a path keeps that share of a mix as it is
    #[arg(long, value_name = "price|PATH")]
    pub keep: Vec<String>,
    /// What a grid of two values shows [default: price, or margin where prices are kept]
    #[arg(long, value_enum)]
    pub show: Option<SweepShow>,
    #[command(flatten)]
    pub table: Table,
    /// The workbook, or the page with its heat maps, to write
    #[arg(short, long, value_name = "FILE.xlsx|FILE.html")]
    pub output: Option<PathBuf>,
    /// Overwrite a file that chiffrage did not make
    #[arg(long)]
    pub force: bool,
}

/// `solve`
#[derive(Group)]
pub struct Solve {
    /// What to reach: `price=9,9 M€`, `margin=18 %`, `cost=8500000`
    #[arg(long = "for", value_name = "GOAL=VALUE")]
    pub goal: String,
    /// The value to turn, by its path or pattern
    #[arg(long, value_name = "PATH")]
    pub by: String,
    /// Where to look [default: all that the value can be]
    #[arg(long, value_name = "LOW..HIGH", allow_hyphen_values = true)]
    pub between: Option<String>,
    /// `price` keeps unit prices, so that the margin moves; a path keeps that share of a mix as it is
    #[arg(long, value_name = "price|PATH")]
    pub keep: Vec<String>,
    #[command(flatten)]
    pub table: Table,
}

/// `scenarios`
#[derive(Group)]
pub struct Scenarios {
    /// How the table is written
    #[arg(long, value_enum, default_value = "table")]
    pub format: Format,
}

/// `portfolio`
#[derive(Group)]
pub struct Portfolio {
    /// How the table is written
    #[arg(long, value_enum, default_value = "table")]
    pub format: Format,
    /// Only the sets that hold this lot, by its id, and the profiles it sells
    #[arg(long, value_name = "LOT")]
    pub lot: Option<String>,
    /// Which table; the workbook holds all three
    #[arg(long, value_enum, default_value = "sets")]
    pub show: PortfolioShow,
    #[command(flatten)]
    pub output: Output,
}
