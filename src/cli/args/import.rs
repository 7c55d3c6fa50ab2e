//! What `import` takes.

use std::path::PathBuf;

use clap::{Args as Group, Subcommand};

use crate::cli::choices::{Format, ImportPer};

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
    /// A rate card (.xlsx, .xlsm, .xls, .ods, .csv): shows what it would give, writes it with -o
    #[command(after_help = RATES_HELP)]
    Rates(ImportRates),
    /// The quantities of the buyer's DQE (.xlsx, .xlsm): shows what changes, writes it with --write
    #[command(
        after_help = "Examples:\n  chiffrage import quantities dqe.xlsx --lot ror\n  chiffrage import quantities dqe.xlsx --lot ror --map ror.map.toml --write\n\nThey go to the lot's own DQE layout: what it shares with other lots stays as it is."
    )]
    Quantities(ImportQuantities),
}

const RATES_HELP: &str = "Examples:
  chiffrage import rates grille.xlsx
  chiffrage import rates grille.xlsx --base-month 2026-01 -o models/rates/lyon.toml
  chiffrage import rates grille.xlsx --accept --base-month 2026-01 -o models/rates
  chiffrage import rates partner.csv --as-cost --per hour --hours-per-day 7.5 --format csv

A map says how a layout is read; -o writes one to models/rates/maps/, and the next import to the same
card repeats it. What must be decided is a `?` there, what is proposed for it beside it. Its columns go by
their headings as messages name them, or by letters where it has the row of the header (0: no header):
  header = 8
  level = \"Confirmé\"                                    # of profiles that the bid has at one level
  columns = { profile = \"Métier\", price = \"CJM\" }      # or years = { 1 = \"C\", 2 = \"D\" }
  columns = { profile = \"A\", prices = { \"C\" = { level = \"Junior\", site = \"Lyon\" } } }
  profiles = { \"Ingénieur logiciel\" = \"developer\" }
  sites = { \"Agence de Lyon\" = \"lyon\" }               # the card of a site
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
    /// Which row is which line of ours, as `chiffrage map` writes it [default: found by code and label]
    #[arg(long, value_name = "MAP.toml")]
    pub map: Option<PathBuf>,
    /// Divide totals without years as our quantities are now, evenly where these are 0: an assumption
    #[arg(long)]
    pub spread: bool,
    /// How the preview is written
    #[arg(long, value_enum, default_value = "table")]
    pub format: Format,
    /// Write them to the lot's DQE layout, templates/dqe/LOT.toml
    #[arg(long)]
    pub write: bool,
}

/// `import rates`
#[derive(Group)]
pub struct ImportRates {
    /// The workbook or text file
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The sheet, where several hold rates
    #[arg(long, value_name = "SHEET")]
    pub sheet: Option<String>,
    /// How the layout is read; written where it does not exist [default: the map beside the card, in `maps`]
    #[arg(long, value_name = "MAP.toml")]
    pub map: Option<PathBuf>,
    /// Only the costs of this site: a value of a column, the heading of one, or a sheet
    #[arg(long, value_name = "SITE")]
    pub site: Option<String>,
    /// Take all that is proposed: labels that name a profile in other words, the middle seniority
    #[arg(long)]
    pub accept: bool,
    /// The currency of the prices [default: as the file says, else EUR]
    #[arg(long, value_name = "CODE")]
    pub currency: Option<String>,
    /// What a price buys, where the file does not say
    #[arg(long, value_enum)]
    pub per: Option<ImportPer>,
    /// Hours of a day, where prices are by the hour: an assumption
    #[arg(long, value_name = "HOURS")]
    pub hours_per_day: Option<String>,
    /// Take prices as costs: what a subcontractor sells at is what we pay
    #[arg(long)]
    pub as_cost: bool,
    /// The month the prices are stated at, from which they drift
    #[arg(long, value_name = "YYYY-MM")]
    pub base_month: Option<String>,
    /// How the preview is written
    #[arg(long, value_enum, default_value = "table")]
    pub format: Format,
    /// The rate card to write, or the folder `rates` for a card of each site
    #[arg(short, long, value_name = "CARD.toml|rates")]
    pub output: Option<PathBuf>,
    /// Update the card that is there: only figures that change are touched
    #[arg(long)]
    pub force: bool,
}
