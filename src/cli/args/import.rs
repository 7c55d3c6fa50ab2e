//! What `import` takes.

use std::path::PathBuf;

use clap::{Args as Group, Subcommand};

use super::Shape;
use crate::cli::choices::ImportPer;

/// `import`
#[derive(Group)]
pub struct Import {
    /// What to import
    #[command(subcommand)]
    pub what: ImportVerb,
}

/// What to import.
#[derive(Subcommand)]
pub enum ImportVerb {
    /// Import a rate card (.xlsx, .xlsm, .xls, .ods, .csv); -o writes it, otherwise it is shown
    #[command(after_help = RATES_HELP)]
    Rates(ImportRates),
    /// Import the quantities of the buyer's DQE (.xlsx, .xlsm); --write writes them, otherwise changes are shown
    #[command(
        after_help = "Examples:\n  chiffrage import quantities dqe.xlsx --lot ror\n  chiffrage import quantities dqe.xlsx --lot ror --map ror.map.toml --write\n\nThey are written to the DQE layout of the lot; lines shared with other lots do not change."
    )]
    Quantities(ImportQuantities),
}

const RATES_HELP: &str = "Examples:
  chiffrage import rates grille.xlsx
  chiffrage import rates grille.xlsx --base-month 2026-01 -o models/rates/lyon.toml
  chiffrage import rates grille.xlsx --accept --base-month 2026-01 -o models/rates
  chiffrage import rates partner.csv --as-cost --per hour --hours-per-day 7.5 --format csv

A map says how to read a layout; -o writes one to models/rates/maps/ for the next import.
What is to be decided is marked `?`, with proposals beside it. Columns are named by their
headings, as in messages, or by letters if the map gives the row of the header (0: none):
  header = 8
  level = \"Confirmé\"
  columns = { profile = \"Métier\", price = \"CJM\" }
  columns = { profile = \"A\", years = { 1 = \"C\", 2 = \"D\" } }
  columns = { profile = \"A\", prices = { \"C\" = { level = \"Junior\", site = \"Lyon\" } } }
  profiles = { \"Ingénieur logiciel\" = \"developer\" }
  sites = { \"Agence de Lyon\" = \"lyon\" }
  ignore = [\"Stagiaire\"]";

/// `import quantities`
#[derive(Group)]
pub struct ImportQuantities {
    /// The buyer's workbook
    #[arg(value_name = "FILE.xlsx")]
    pub file: PathBuf,
    /// The lot whose quantities are read, by its id
    #[arg(long, value_name = "LOT")]
    pub lot: String,
    /// The map that `chiffrage map` writes [default: lines are matched by code and label]
    #[arg(long, value_name = "MAP.toml")]
    pub map: Option<PathBuf>,
    /// Divide totals over the years in the proportions of our quantities (evenly if these are 0): an assumption
    #[arg(long)]
    pub spread: bool,
    #[command(flatten)]
    pub shape: Shape,
    /// Write the quantities to the DQE layout of the lot, templates/dqe/LOT.toml
    #[arg(long)]
    pub write: bool,
}

/// `import rates`
#[derive(Group)]
pub struct ImportRates {
    /// The workbook or text file
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The sheet to read, if several hold rates
    #[arg(long, value_name = "SHEET")]
    pub sheet: Option<String>,
    /// The map of the layout, created if it does not exist [default: the one in `maps`, beside the card]
    #[arg(long, value_name = "MAP.toml")]
    pub map: Option<PathBuf>,
    /// Only the costs of this site: a value or heading of a column, or a sheet
    #[arg(long, value_name = "SITE")]
    pub site: Option<String>,
    #[command(flatten)]
    pub accepts: Accepts,
    /// The currency of the prices [default: the one in the file, or EUR]
    #[arg(long, value_name = "CODE")]
    pub currency: Option<String>,
    /// What a price pays for, if the file does not say
    #[arg(long, value_enum)]
    pub per: Option<ImportPer>,
    /// Hours in a day, for hourly prices: an assumption
    #[arg(long, value_name = "HOURS")]
    pub hours_per_day: Option<String>,
    /// Import prices as costs: the price of a subcontractor is our cost
    #[arg(long)]
    pub as_cost: bool,
    /// The month of the prices, from which they drift
    #[arg(long, value_name = "YYYY-MM")]
    pub base_month: Option<String>,
    #[command(flatten)]
    pub shape: Shape,
    /// The rate card to write, or the folder `rates` for one card per site
    #[arg(short, long, value_name = "CARD.toml|rates")]
    pub output: Option<PathBuf>,
    /// Update an existing card: only figures that differ change
    #[arg(long)]
    pub force: bool,
}

/// What is accepted of a whole file at once.
#[derive(Group)]
pub struct Accepts {
    /// Accept every proposal: profiles with other labels, the middle seniority
    #[arg(long)]
    pub accept: bool,
    /// You have read the sentences around the prices that are not understood: none changes an amount
    #[arg(long)]
    pub notes_change_nothing: bool,
}
