//! The buyer's file: mapped, filled, searched for what it may not hold.

use std::path::PathBuf;

use clap::Args as Group;

use super::{CheckFormat, Shape};

/// `map`
#[derive(Group)]
pub struct Map {
    /// The buyer's price file, .xlsx or .xlsm
    #[arg(value_name = "BUYER.xlsx")]
    pub file: PathBuf,
    /// The map to write
    #[arg(short, long, value_name = "MAP.toml")]
    pub output: Option<PathBuf>,
    /// The lot of the lines for which the file names none, by its id
    #[arg(long, value_name = "LOT")]
    pub lot: Option<String>,
    /// The folder to create: the templates, each DQE laid out as in the file
    #[arg(long, value_name = "DIR")]
    pub layout: Option<PathBuf>,
    /// A map that is answered: its lines are laid out as it says
    #[arg(long = "map", value_name = "MAP.toml", requires = "layout")]
    pub answers: Option<PathBuf>,
    /// Overwrite an existing file
    #[arg(long)]
    pub force: bool,
    /// The format of the result
    #[arg(long, value_enum, default_value = "table")]
    pub format: CheckFormat,
}

/// `fill`
#[derive(Group)]
pub struct Fill {
    /// The buyer's file
    #[arg(value_name = "BUYER.xlsx")]
    pub file: PathBuf,
    /// The map: which of our lines goes to which row
    #[arg(long, value_name = "MAP.toml")]
    pub map: PathBuf,
    /// The filled file to write
    #[arg(short, long, value_name = "OUT.xlsx")]
    pub output: PathBuf,
    /// Leave undecided prices empty
    #[arg(long)]
    pub partial: bool,
    /// Also fill quantities that the buyer leaves blank
    #[arg(long)]
    pub quantities: bool,
    /// Overwrite a file that chiffrage did not write
    #[arg(long)]
    pub force: bool,
    /// The format of the report
    #[arg(long, value_enum, default_value = "table")]
    pub format: CheckFormat,
}

/// `leaks`
#[derive(Group)]
pub struct Leaks {
    /// The file: a workbook or a text file (csv, html, markdown); of other files, their text
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The buyer's file that this one was made from: only differences are checked
    #[arg(long, value_name = "ORIGINAL.xlsx")]
    pub buyer: Option<PathBuf>,
    /// The map used to fill it [default: any price cell of the form may hold a price]
    #[arg(long, value_name = "MAP.toml", requires = "buyer")]
    pub map: Option<PathBuf>,
    #[command(flatten)]
    pub shape: Shape,
}
