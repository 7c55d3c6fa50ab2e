//! What the command line takes.

use std::path::PathBuf;

use clap::{Args as Group, Parser, Subcommand};

mod import;
mod scenario;

pub use import::{Import, ImportQuantities, ImportRates, ImportVerb};
pub use scenario::{Bridge, Compare, Portfolio, Scenarios, Solve, Sweep};

pub use super::choices::{
    CheckFormat, CompareBy, Format, Goal, Lang, PnlBy, PortfolioShow, PriceBy, StaffingBy, SweepShow,
};

/// Price the four-lot Build & Run contract of the French digital health agency.
///
/// The bid is a folder of TOML files (lots, rate cards, mixes, policy) and a folder of DQE layouts.
/// `chiffrage new DIR` writes both to start from.
#[derive(Parser)]
#[command(name = "chiffrage", version, max_term_width = 100)]
#[command(
    after_help = "Example:\n  chiffrage price\n  chiffrage dqe -o dqe.xlsx\n\nExit code: 0 success, 1 a refused or failed job, 2 a bad model or argument."
)]
pub struct Args {
    /// The folder of the bid's models
    #[arg(long, value_name = "DIR", default_value = "models", global = true)]
    pub models: PathBuf,
    /// The folder of the DQE layouts [default: `templates` beside the models]
    #[arg(long, value_name = "DIR", global = true)]
    pub templates: Option<PathBuf>,
    /// The scenario to lay over the bid; `chiffrage scenarios` lists them
    #[arg(long, value_name = "SCENARIO", default_value = crate::scenario::BASE, global = true)]
    pub scenario: String,
    /// The language of reports; the DQE is always in French
    #[arg(long, value_enum, default_value = "fr", global = true)]
    pub lang: Lang,
    /// What to do
    #[command(subcommand)]
    pub verb: Verb,
}

/// What to do.
#[derive(Subcommand)]
pub enum Verb {
    /// Read the whole bid and tell every problem at once
    #[command(after_help = "Example:\n  chiffrage check --models models")]
    Check(Check),
    /// Days, people, cost, price and margin of each lot
    #[command(
        after_help = "Examples:\n  chiffrage price\n  chiffrage price --by year --lot ror\n  chiffrage price --format csv > price.csv"
    )]
    Price(Price),
    /// Write the DQE workbook for the buyer
    #[command(after_help = "Examples:\n  chiffrage dqe\n  chiffrage dqe --lot ror -o lot-3.xlsx")]
    Dqe(Dqe),
    /// What must not be in a file meant for the buyer: figures and words of ours, what is out of sight
    #[command(
        after_help = "Examples:\n  chiffrage leaks dqe.xlsx\n  chiffrage leaks filled.xlsx --buyer form.xlsx\n  chiffrage leaks page.html --format json\n\nA DQE is compared with the one that the models give, a filled form with the buyer's own: all that differs is listed.\nOther files are searched for figures and words that can be recognised.\n\nExit code: 1 where something leaks, differs, or could not be read."
    )]
    Leaks(Leaks),
    /// Write the internal model as a workbook of formulas, from typed figures to the DQE
    #[command(
        after_help = "Examples:\n  chiffrage workbook\n  chiffrage workbook --scenario nearshore-30 -o nearshore.xlsx\n\nChange a daily cost, a share, a margin in Excel: the DQE follows. `chiffrage read` brings the changes home."
    )]
    Workbook(Output),
    /// Read a workbook of `workbook` back: what was changed in it, as a scenario
    #[command(
        after_help = "Examples:\n  chiffrage read modele.xlsx\n  chiffrage read modele.xlsx -o models/scenarios/finance.toml\n\nThe scenario extends the one that the workbook was made under."
    )]
    Read(Read),
    /// People by profile and site, over time
    #[command(
        after_help = "Examples:\n  chiffrage staffing --lot ror\n  chiffrage staffing --by quarter\n  chiffrage staffing -o staffing.xlsx"
    )]
    Staffing(Staffing),
    /// Put our prices into the buyer's own workbook, and change nothing else
    #[command(
        after_help = "Examples:\n  chiffrage fill BPU-DQE.xlsx --map ror.map.toml -o reponse.xlsx\n  chiffrage fill BPU-DQE.xlsx --map ror.map.toml -o draft.xlsx --partial\n\n`chiffrage map BPU-DQE.xlsx -o ror.map.toml` proposes the map."
    )]
    Fill(Fill),
    /// Every number with its source, and what the price rests on
    #[command(
        after_help = "Examples:\n  chiffrage assumptions\n  chiffrage assumptions --all --format csv\n  chiffrage assumptions -o assumptions.xlsx"
    )]
    Assumptions(Assumptions),
    /// What the DQE's quantities ask of the teams, against what the teams hold
    #[command(after_help = "Examples:\n  chiffrage load\n  chiffrage load --lot ror --format json")]
    Load(Load),
    /// Revenue, cost, margin, scissors and cash
    #[command(after_help = "Examples:\n  chiffrage pnl\n  chiffrage pnl --by month --lot pfc")]
    Pnl(Pnl),
    /// Where each site pays against the reference site, by profile
    #[command(after_help = "Example:\n  chiffrage break-even --site porto")]
    BreakEven(BreakEven),
    /// Scenarios side by side: price, cost, margin, people, share nearshore
    #[command(
        after_help = "Examples:\n  chiffrage compare\n  chiffrage compare base nearshore-30 nearshore-50 --lot ror\n  chiffrage compare --by site\n  chiffrage compare -o scenarios.xlsx\n  chiffrage compare -o scenarios.html"
    )]
    Compare(Compare),
    /// What explains the difference between two scenarios, driver by driver
    #[command(
        after_help = "Examples:\n  chiffrage bridge nearshore-50\n  chiffrage bridge onshore nearshore-50 --lot ror"
    )]
    Bridge(Bridge),
    /// Price, margin and cost over a grid of one or more values
    #[command(
        after_help = "Examples:\n  chiffrage sweep --vary mixes.hybrid.shares.porto=0..0.5:0.05\n  chiffrage sweep --vary mixes.hybrid.shares.porto=0..0.5:0.1 --vary policy.margin.build=0.10..0.20:0.02\n  chiffrage sweep --vary sites.porto.productivity.steady=0.6..1:0.05 --keep price -o grid.html\n\nOther shares of a mix make room pro rata, unless --keep names them."
    )]
    Sweep(Sweep),
    /// The value of one input that reaches a price, a margin or a cost
    #[command(
        after_help = "Examples:\n  chiffrage solve --for \"price=40 M€\" --by policy.margin.build\n  chiffrage solve --for margin=15% --by mixes.hybrid.shares.porto --keep price"
    )]
    Solve(Solve),
    /// The scenarios of the bid, and what each changes
    #[command(after_help = "Examples:\n  chiffrage scenarios\n  chiffrage price --scenario nearshore-30")]
    Scenarios(Scenarios),
    /// Every set of the lots: price, margin, what pooling saves, what losing a lot strands
    #[command(
        after_help = "Examples:\n  chiffrage portfolio\n  chiffrage portfolio --lot ror --show losses\n  chiffrage portfolio --show profiles\n  chiffrage portfolio -o lots.xlsx"
    )]
    Portfolio(Portfolio),
    /// Find the lines of the buyer's price file, and which of ours goes on each
    #[command(
        after_help = "Examples:\n  chiffrage map buyer.xlsx\n  chiffrage map buyer.xlsx --layout buyer-templates\n  chiffrage map buyer.xlsx --templates buyer-templates -o map.toml\n\nThe map is yours to correct; `chiffrage fill` reads it. Lines to decide hold `?` in it."
    )]
    Map(Map),
    /// How a figure was made, down to the sources; or what a finding's code means
    #[command(
        after_help = "Examples:\n  chiffrage explain ror/3.1\n  chiffrage explain ror/build\n  chiffrage explain pfc\n  chiffrage explain all/away --scenario nearshore-50\n  chiffrage explain ror/site/porto/year/2/fte\n  chiffrage explain all/net/delta --scenario nearshore-50\n  chiffrage explain ror/bridge/mix --scenario nearshore-50 --against onshore\n  chiffrage explain set/ror+pfc/saved\n  chiffrage explain E0302\n\nFigures of a comparison, after a lot or `all`:\n  gross net cost margin margin-euros buyer days fte peak asked away away-days\n  labour daily-cost daily-rate work-unit pays-from/SITE\nCuts before days, fte, labour and daily-cost: year/N, nature/N, profile/P, site/S,\n  zone/onshore; year and nature also before net, cost, margin and margin-euros.\nBetween --against and --scenario: CELL/delta, CELL/delta-share,\n  bridge/DRIVER, LOT/bridge/DRIVER, and bridge/cost/DRIVER of the full cost.\nOf a set of lots: set/LOT+LOT/CELL, and saved, saved-price, saved-share,\n  planned/LOT, rest/LOT, stranded/LOT, stranded-share/LOT."
    )]
    Explain(Explain),
    /// The JSON Schema of the model files, for completion and checks in an editor
    #[command(
        after_help = "Examples:\n  chiffrage schema\n  chiffrage schema lot\n  chiffrage schema --write models/schema"
    )]
    Schema(Schema),
    /// Files of others into the models: rate cards from workbooks and text
    #[command(
        after_help = "Example:\n  chiffrage import rates grille.xlsx --base-month 2026-01 -o models/rates/lyon.toml"
    )]
    Import(Import),
    /// Write a complete bid folder to start from
    #[command(after_help = "Example:\n  chiffrage new my-bid")]
    New(New),
    /// Completions for a shell
    #[command(after_help = "Example:\n  chiffrage completions powershell >> $PROFILE")]
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
}

/// The options of a table.
#[derive(Group)]
pub struct Table {
    /// How the table is written
    #[arg(long, value_enum, default_value = "table")]
    pub format: Format,
    /// One lot only, by its id
    #[arg(long, value_name = "LOT")]
    pub lot: Option<String>,
}

/// `check`
#[derive(Group)]
pub struct Check {
    /// How the findings are written
    #[arg(long, value_enum, default_value = "table")]
    pub format: CheckFormat,
}

/// `price`
#[derive(Group)]
pub struct Price {
    #[command(flatten)]
    pub table: Table,
    /// How each lot is divided
    #[arg(long, value_enum, default_value = "nature")]
    pub by: PriceBy,
}

/// `dqe`
#[derive(Group)]
pub struct Dqe {
    #[command(flatten)]
    pub table: Table,
    #[command(flatten)]
    pub output: Output,
}

/// `leaks`
#[derive(Group)]
pub struct Leaks {
    /// The file: a workbook, or a file of text (csv, html, markdown); of others, what reads as text
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The buyer's own file that this one was made from: all that differs from it is judged
    #[arg(long, value_name = "ORIGINAL.xlsx")]
    pub buyer: Option<PathBuf>,
    /// The map that it was filled by: without it, prices may stand where the form asks for them
    #[arg(long, value_name = "MAP.toml", requires = "buyer")]
    pub map: Option<PathBuf>,
    /// How the table is written
    #[arg(long, value_enum, default_value = "table")]
    pub format: Format,
}

/// Where a workbook goes.
#[derive(Group)]
pub struct Output {
    /// The workbook to write
    #[arg(short, long, value_name = "FILE.xlsx")]
    pub output: Option<PathBuf>,
    /// Overwrite a file that chiffrage did not make
    #[arg(long)]
    pub force: bool,
}

/// `read`
#[derive(Group)]
pub struct Read {
    /// The workbook
    #[arg(value_name = "FILE.xlsx")]
    pub workbook: PathBuf,
    /// The scenario to write
    #[arg(short, long, value_name = "FILE.toml")]
    pub output: Option<PathBuf>,
    /// Overwrite a scenario that is there
    #[arg(long)]
    pub force: bool,
    /// How the table of changes is written
    #[arg(long, value_enum, default_value = "table")]
    pub format: Format,
}

/// `staffing`
#[derive(Group)]
pub struct Staffing {
    #[command(flatten)]
    pub table: Table,
    /// How time is divided
    #[arg(long, value_enum, default_value = "year")]
    pub by: StaffingBy,
    /// Days worked in each period in place of heads
    #[arg(long)]
    pub days: bool,
    #[command(flatten)]
    pub output: Output,
}

/// `fill`
#[derive(Group)]
pub struct Fill {
    /// The buyer's file
    #[arg(value_name = "BUYER.xlsx")]
    pub file: PathBuf,
    /// Which of our lines goes into which of its rows
    #[arg(long, value_name = "MAP.toml")]
    pub map: PathBuf,
    /// The filled file to write
    #[arg(short, long, value_name = "OUT.xlsx")]
    pub output: PathBuf,
    /// Leave prices empty where the map is open
    #[arg(long)]
    pub partial: bool,
    /// Put our quantities too where the buyer leaves them blank
    #[arg(long)]
    pub quantities: bool,
    /// Overwrite a file that chiffrage did not make
    #[arg(long)]
    pub force: bool,
    /// How the report and the proof are written
    #[arg(long, value_enum, default_value = "table")]
    pub format: CheckFormat,
}

/// `assumptions`
#[derive(Group)]
pub struct Assumptions {
    /// How the table is written
    #[arg(long, value_enum, default_value = "table")]
    pub format: Format,
    /// List every figure, not only what the price rests on and the questions to ask
    #[arg(long)]
    pub all: bool,
    #[command(flatten)]
    pub output: Output,
}

/// `load`
#[derive(Group)]
pub struct Load {
    #[command(flatten)]
    pub table: Table,
}

/// `pnl`
#[derive(Group)]
pub struct Pnl {
    #[command(flatten)]
    pub table: Table,
    /// How time is divided
    #[arg(long, value_enum, default_value = "year")]
    pub by: PnlBy,
}

/// `break-even`
#[derive(Group)]
pub struct BreakEven {
    /// How the table is written
    #[arg(long, value_enum, default_value = "table")]
    pub format: Format,
    /// One site only, by its id
    #[arg(long, value_name = "SITE")]
    pub site: Option<String>,
}

/// `map`
#[derive(Group)]
pub struct Map {
    /// The buyer's price file, .xlsx or .xlsm
    #[arg(value_name = "BUYER.xlsx")]
    pub file: PathBuf,
    /// The map to write
    #[arg(short, long, value_name = "MAP.toml")]
    pub output: Option<PathBuf>,
    /// The lot of what the file says of none, by its id
    #[arg(long, value_name = "LOT")]
    pub lot: Option<String>,
    /// A folder to make: the templates, with the DQE of each lot laid out as the file has it
    #[arg(long, value_name = "DIR")]
    pub layout: Option<PathBuf>,
    /// Overwrite a file that is there
    #[arg(long)]
    pub force: bool,
    /// How what was found is written
    #[arg(long, value_enum, default_value = "table")]
    pub format: CheckFormat,
}

/// `explain`
#[derive(Group)]
pub struct Explain {
    /// A lot, a lot/nature, a lot/CODE, a DQE code, a figure of a comparison or of a set of lots, or a finding's code
    #[arg(value_name = "CELL")]
    pub cell: String,
    /// How deep to go: 1 is the figure alone [default: 5]
    #[arg(long, value_name = "N")]
    pub depth: Option<usize>,
    /// The scenario that a difference or a bridge leaves from [default: base]
    #[arg(long, value_name = "SCENARIO")]
    pub against: Option<String>,
    /// What a bridge weighs: only these drivers as in --scenario, the others as in --against
    #[arg(long, value_name = "DRIVERS", value_delimiter = ',')]
    pub drivers: Vec<String>,
    /// How it is written
    #[arg(long, value_enum, default_value = "table")]
    pub format: CheckFormat,
}

/// `schema`
#[derive(Group)]
pub struct Schema {
    /// The kind of file; without it, the kinds are listed
    #[arg(value_name = "KIND")]
    pub kind: Option<String>,
    /// Write every schema to this folder
    #[arg(long, value_name = "DIR", conflicts_with = "kind")]
    pub write: Option<PathBuf>,
}

/// `new`
#[derive(Group)]
pub struct New {
    /// The folder to make; it must not exist yet, or be empty
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
}
