//! What the command line takes.

use std::path::PathBuf;

use clap::{Args as Group, Parser, Subcommand};
use rust_decimal::Decimal;

mod buyer;
mod import;
mod scenario;
mod shape;

pub use buyer::{Fill, Leaks, Map};
pub use import::{Import, ImportQuantities, ImportRates, ImportVerb};
pub use scenario::{
    Bridge, Compare, Concede, Drivers, Portfolio, Questions, Report, Risk, Scenarios, Sensitivity, Solve, Sweep,
};
pub use shape::Shape;

pub use super::choices::{
    CheckFormat, CompareBy, CompareFor, Lang, PnlBy, PortfolioShow, PriceBy, RiskOf, SensitivityBy, StaffingBy,
    StaffingShow, SweepShow,
};

/// Price the four-lot Build & Run contract of the French digital health agency.
///
/// The bid is a folder of TOML files (lots, rate cards, mixes, policy) and a folder of DQE layouts.
/// `chiffrage new DIR` creates both.
#[derive(Parser)]
#[command(name = "chiffrage", version = env!("CHIFFRAGE_VERSION"), max_term_width = 100)]
#[command(
    after_help = "Examples:\n  chiffrage price\n  chiffrage dqe -o dqe.xlsx\n\nExit code: 0 for success, 1 for a refused or failed job, 2 for an invalid model or argument."
)]
pub struct Args {
    /// The folder of the bid's models
    #[arg(long, value_name = "DIR", default_value = "models", global = true, display_order = 101)]
    pub models: PathBuf,
    /// The folder of the DQE layouts [default: `templates`, beside the models]
    #[arg(long, value_name = "DIR", global = true, display_order = 102)]
    pub templates: Option<PathBuf>,
    /// The scenario applied to the bid; `chiffrage scenarios` lists them
    #[arg(long, value_name = "SCENARIO", default_value = crate::scenario::BASE, global = true, display_order = 103)]
    pub scenario: String,
    /// An assumption to try: `PATH = VALUE`, `*=` to multiply or `+=` to add; repeat for each
    #[arg(long, value_name = "PATH=VALUE", global = true, display_order = 104)]
    pub set: Vec<String>,
    /// Keep what --set assumes, or what `concede` proposes, as a scenario of the bid
    #[arg(long, value_name = "NAME", global = true, display_order = 105)]
    pub save: Option<String>,
    /// The language of reports and messages [default: the system's, or French]; the DQE is always in French
    #[arg(long, value_enum, env = super::language::VARIABLE, hide_env_values = true, global = true, display_order = 106)]
    pub lang: Option<Lang>,
    /// What to do
    #[command(subcommand)]
    pub verb: Verb,
}

/// What to do.
#[derive(Subcommand)]
pub enum Verb {
    /// Check the bid and report every problem
    #[command(after_help = "Example:\n  chiffrage check --models models")]
    Check(Check),
    /// Show days, people, cost, price and margin of each lot
    #[command(
        after_help = "Examples:\n  chiffrage price\n  chiffrage price --by year --lot ror\n  chiffrage price --set 'lots.*.volumes.incidents.per_month *= 2'\n  chiffrage price --format csv > price.csv"
    )]
    Price(Price),
    /// Write the DQE workbook for the buyer
    #[command(after_help = "Examples:\n  chiffrage dqe\n  chiffrage dqe --lot ror -o lot-3.xlsx")]
    Dqe(Dqe),
    /// Check a file meant for the buyer for internal figures and words, and for hidden content
    #[command(
        after_help = "Examples:\n  chiffrage leaks dqe.xlsx\n  chiffrage leaks filled.xlsx --buyer form.xlsx\n  chiffrage leaks page.html --format json\n\nA DQE or a list of questions is compared with that of the models, a filled form with the buyer's: every difference is listed.\nOther files are searched for internal figures and words.\n\nExit code: 1 if something leaks, differs or could not be read."
    )]
    Leaks(Leaks),
    /// Write the bid as a workbook with live formulas, from the inputs to the DQE
    #[command(
        after_help = "Examples:\n  chiffrage workbook\n  chiffrage workbook --scenario nearshore-30 -o nearshore.xlsx\n\nChange a daily cost, a share or a margin in Excel: the DQE follows. `chiffrage read` imports the changes."
    )]
    Workbook(Output),
    /// Import the changes made in a workbook of `chiffrage workbook` as a scenario
    #[command(
        after_help = "Examples:\n  chiffrage read modele.xlsx\n  chiffrage read modele.xlsx -o models/scenarios/finance.toml\n\nThe scenario extends the one the workbook was made from."
    )]
    Read(Read),
    /// Show people by profile and site, over time
    #[command(
        after_help = "Examples:\n  chiffrage staffing --lot ror\n  chiffrage staffing --by month --site porto\n  chiffrage staffing --whole\n  chiffrage staffing -o staffing.xlsx"
    )]
    Staffing(Staffing),
    /// Write what unit prices are made of, for a buyer who asks: it holds costs
    #[command(
        after_help = "Examples:\n  chiffrage justify --disclose-costs -o sous-detail.xlsx\n  chiffrage justify --lot ror --line 3.1 --disclose-costs -o sous-detail.html\n\nIt defends a price that the buyer calls abnormally low. It is in French, and `leaks` reports it."
    )]
    Justify(Justify),
    /// Fill the buyer's workbook with our prices, and change nothing else
    #[command(
        after_help = "Examples:\n  chiffrage fill BPU-DQE.xlsx --map ror.map.toml -o reponse.xlsx\n  chiffrage fill BPU-DQE.xlsx --map ror.map.toml -o draft.xlsx --partial\n\n`chiffrage map BPU-DQE.xlsx -o ror.map.toml` writes the map."
    )]
    Fill(Fill),
    /// List every figure with its source, and what the price rests on
    #[command(
        after_help = "Examples:\n  chiffrage assumptions\n  chiffrage assumptions --all --format csv\n  chiffrage assumptions -o assumptions.xlsx"
    )]
    Assumptions(Assumptions),
    /// Compare the workload of the DQE's quantities with the capacity of the teams
    #[command(after_help = "Examples:\n  chiffrage load\n  chiffrage load --lot ror --format json")]
    Load(Load),
    /// Show revenue, cost, margin and cash over the contract
    #[command(after_help = "Examples:\n  chiffrage pnl\n  chiffrage pnl --by month --lot pfc")]
    Pnl(Pnl),
    /// Show from when each site costs less than the reference site, by profile
    #[command(after_help = "Examples:\n  chiffrage break-even --site porto\n  chiffrage break-even -o break-even.html")]
    BreakEven(BreakEven),
    /// Compare scenarios: price, cost, margin, people, nearshore share
    #[command(
        after_help = "Examples:\n  chiffrage compare\n  chiffrage compare base nearshore-30 nearshore-50 --lot ror\n  chiffrage compare base start-later --hold-prices\n  chiffrage compare --with ../bid-of-monday\n  chiffrage compare --with git:HEAD~3\n  chiffrage compare --risk\n  chiffrage compare --for onshore -o scenarios.html\n  chiffrage compare --by site\n  chiffrage compare -o scenarios.xlsx\n  chiffrage compare -o scenarios.html"
    )]
    Compare(Compare),
    /// Explain the difference between two scenarios, driver by driver
    #[command(
        after_help = "Examples:\n  chiffrage bridge nearshore-50\n  chiffrage bridge onshore nearshore-50 --lot ror\n  chiffrage bridge --set 'lots.*.volumes.*.per_month *= 2' --hold-prices"
    )]
    Bridge(Bridge),
    /// Rank every figure of the model by its effect on the price, the cost or the margin
    #[command(
        after_help = "Examples:\n  chiffrage sensitivity\n  chiffrage sensitivity --of cost --lot ror --top 10\n  chiffrage sensitivity --by source\n  chiffrage sensitivity --of ror/3.1 --format csv\n  chiffrage sensitivity -o sensitivity.html\n\nThe effect of a figure is its value times the slope of the result: a hundred times what a rise of 1% adds."
    )]
    Sensitivity(Sensitivity),
    /// Draw the ranges of the model: what may happen to cost, price and margin
    #[command(
        after_help = "Examples:\n  chiffrage risk\n  chiffrage risk --scenario nearshore-30 --lot ror --hold\n  chiffrage risk --draws 1000000 --seed 7 --format json\n  chiffrage risk -o risk.html\n\nThe same seed gives the same figures. A range is PERT unless the model gives it another `distribution`."
    )]
    Risk(Risk),
    /// Rank the ranges of the model by what they move: swing, share of variance
    #[command(
        after_help = "Examples:\n  chiffrage drivers\n  chiffrage drivers --of margin --lot ror --top 10\n  chiffrage drivers --format csv\n  chiffrage drivers -o drivers.html"
    )]
    Drivers(Drivers),
    /// Rank the questions to ask the buyer by what an answer is worth
    #[command(
        after_help = "Examples:\n  chiffrage questions\n  chiffrage questions --top 3 -o questions.xlsx\n  chiffrage questions --lot ror --format csv\n\nThe file holds the text of the questions alone, lot by lot, ready to send."
    )]
    Questions(Questions),
    /// Compute price, margin and cost over a grid of input values
    #[command(
        after_help = "Examples:\n  chiffrage sweep --vary mixes.hybrid.shares.porto=0..0.5:0.05\n  chiffrage sweep --vary mixes.hybrid.shares.porto=0..0.5:0.1 --vary policy.margin.build=0.10..0.20:0.02\n  chiffrage sweep --vary sites.porto.productivity.steady=0.6..1:0.05 --keep price -o grid.html\n\nThe other shares of a mix adjust pro rata, unless --keep names them."
    )]
    Sweep(Sweep),
    /// Find the value of one input that reaches a target price, margin or cost
    #[command(
        after_help = "Examples:\n  chiffrage solve --for \"price=40 M€\" --by policy.margin.build\n  chiffrage solve --for margin=15% --by mixes.hybrid.shares.porto --keep price"
    )]
    Solve(Solve),
    /// Find where to take a reduction of the price: what each lever gives at its floor, and a proposal
    #[command(
        after_help = "Examples:\n  chiffrage concede -5%\n  chiffrage concede -5% --floor 'policy.margin.*=0.05' --floor policy.margin.build=0.10\n  chiffrage concede -200k€ --floor 'policy.margin.*=0.05' --only policy.margin.build --save conceded\n\nLevers are margins, provisions, gains, shares of mixes away from France and one-offs. Without a floor they are listed with what a point of each gives."
    )]
    Concede(Concede),
    /// List the scenarios of the bid and what each changes
    #[command(after_help = "Examples:\n  chiffrage scenarios\n  chiffrage price --scenario nearshore-30")]
    Scenarios(Scenarios),
    /// Price every set of lots: margin, savings from pooling, stranded cost of a lost lot
    #[command(
        after_help = "Examples:\n  chiffrage portfolio\n  chiffrage portfolio --lot ror --show losses\n  chiffrage portfolio --show profiles\n  chiffrage portfolio -o lots.xlsx"
    )]
    Portfolio(Portfolio),
    /// Find the lines of the buyer's price form and match them with ours
    #[command(
        after_help = "Examples:\n  chiffrage map buyer.xlsx\n  chiffrage map buyer.xlsx --layout buyer-templates\n  chiffrage map buyer.xlsx --templates buyer-templates -o map.toml\n\nCheck and complete the map, then run `chiffrage fill`. Lines to decide are marked `?`."
    )]
    Map(Map),
    /// Explain a figure down to its sources, or the code of a finding
    #[command(
        after_help = "Examples:\n  chiffrage explain ror/3.1\n  chiffrage explain ror/build\n  chiffrage explain pfc\n  chiffrage explain all/away --scenario nearshore-50\n  chiffrage explain ror/site/porto/year/2/fte\n  chiffrage explain all/net/delta --scenario nearshore-50\n  chiffrage explain ror/bridge/mix --scenario nearshore-50 --against onshore\n  chiffrage explain set/ror+pfc/saved\n  chiffrage explain E0302\n\nFigures of a comparison, after a lot or `all`:\n  gross net cost margin margin-euros buyer days fte peak asked away away-days\n  labour daily-cost daily-rate work-unit pays-from/SITE\n  vat revenue revised cash peak-need financing load capacity load-ratio\nOf a line: LOT/CODE/gross-price, LOT/CODE/amount, LOT/CODE/year/N/amount.\nThe revision coefficient of a contract year: all/revision/N.\nCuts before days, fte, labour and daily-cost: year/N, month/N, nature/N, profile/P, site/S,\n  zone/onshore.\nCuts by year or nature before net, cost, margin, margin-euros, load, capacity and load-ratio.\nCuts by year or month before revenue, revised, cash and cost.\nBetween --against and --scenario: CELL/delta, CELL/delta-share,\n  bridge/DRIVER, LOT/bridge/DRIVER, bridge/cost/DRIVER.\nOf a set of lots: set/LOT+LOT/CELL, and saved, saved-price, saved-share,\n  planned/LOT, rest/LOT, stranded/LOT, stranded-share/LOT."
    )]
    Explain(Explain),
    /// Print the JSON Schema of the model files, for completion and checks in an editor
    #[command(
        after_help = "Examples:\n  chiffrage schema\n  chiffrage schema lot\n  chiffrage schema --write models/schema"
    )]
    Schema(Schema),
    /// Import rate cards and quantities from other files
    #[command(
        after_help = "Example:\n  chiffrage import rates grille.xlsx --base-month 2026-01 -o models/rates/lyon.toml"
    )]
    Import(Import),
    /// Create a complete bid folder
    #[command(after_help = "Example:\n  chiffrage new my-bid")]
    New(New),
    /// Print the completions of a shell
    #[command(after_help = "Example:\n  chiffrage completions powershell >> $PROFILE")]
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
}

impl Verb {
    /// Does it price the bid, or check that it can be priced?
    pub fn prices(&self) -> bool {
        let imports = |import: &Import| matches!(import.what, ImportVerb::Quantities(_));
        match self {
            Self::Read(_) | Self::Schema(_) | Self::New(_) | Self::Completions { .. } => false,
            Self::Import(import) => imports(import),
            _ => true,
        }
    }
}

/// The options of a table.
#[derive(Group)]
pub struct Table {
    #[command(flatten)]
    pub shape: Shape,
    /// One lot only, by its id
    #[arg(long, value_name = "LOT")]
    pub lot: Option<String>,
}

/// `check`
#[derive(Group)]
pub struct Check {
    /// The format of the findings
    #[arg(long, value_enum, default_value = "table")]
    pub format: CheckFormat,
}

/// `price`
#[derive(Group)]
pub struct Price {
    #[command(flatten)]
    pub table: Table,
    /// How to divide each lot
    #[arg(long, value_enum, default_value = "nature")]
    pub by: PriceBy,
    #[command(flatten)]
    pub report: Report,
}

/// `dqe`
#[derive(Group)]
pub struct Dqe {
    #[command(flatten)]
    pub table: Table,
    #[command(flatten)]
    pub output: Output,
}

/// Where a workbook goes.
#[derive(Group)]
pub struct Output {
    /// The workbook to write
    #[arg(short, long, value_name = "FILE.xlsx")]
    pub output: Option<PathBuf>,
    /// Overwrite a file that chiffrage did not write
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
    /// Overwrite an existing scenario
    #[arg(long)]
    pub force: bool,
    #[command(flatten)]
    pub shape: Shape,
}

/// `staffing`
#[derive(Group)]
pub struct Staffing {
    #[command(flatten)]
    pub table: Table,
    /// How to divide time
    #[arg(long, value_enum, default_value = "quarter")]
    pub by: StaffingBy,
    /// Only the people of this site
    #[arg(long, value_name = "SITE")]
    pub site: Option<String>,
    /// Only the people of this profile
    #[arg(long, value_name = "PROFILE")]
    pub profile: Option<String>,
    /// Only the people of this team of a lot, or of this pool
    #[arg(long, value_name = "TEAM")]
    pub team: Option<String>,
    /// Show days worked in each period instead of people
    #[arg(long, conflicts_with = "whole")]
    pub days: bool,
    /// Show whole people: whom to hire and when, the bench and the shortfall
    #[arg(long)]
    pub whole: bool,
    /// What an arrival or a departure is worth, in months of one person: the more, the steadier the team
    #[arg(long, value_name = "MONTHS", default_value = "1", value_parser = kappa)]
    pub kappa: Decimal,
    /// Which table of whole people [default: all of them, the first in data]
    #[arg(long, value_enum, requires = "whole")]
    pub show: Option<StaffingShow>,
    #[command(flatten)]
    pub output: Output,
}

/// `justify`
#[derive(Group)]
pub struct Justify {
    /// One lot only, by its id
    #[arg(long, value_name = "LOT")]
    pub lot: Option<String>,
    /// Only the lines of this code
    #[arg(long, value_name = "CODE")]
    pub line: Option<String>,
    /// The buyer is to read costs and margins: without this, nothing is written
    #[arg(long)]
    pub disclose_costs: bool,
    /// The workbook or the page to write
    #[arg(short, long, value_name = "FILE.xlsx|FILE.html")]
    pub output: PathBuf,
    /// Overwrite a file that chiffrage did not write
    #[arg(long)]
    pub force: bool,
}

/// What a move is worth: from nothing to a thousand months.
fn kappa(text: &str) -> Result<Decimal, String> {
    let value = crate::unit::parse_decimal(&text.replace(',', "."));
    let most = Decimal::ONE_THOUSAND;
    value.filter(|value| (Decimal::ZERO..=most).contains(value)).ok_or_else(|| format!("0..{most}"))
}

/// `assumptions`
#[derive(Group)]
pub struct Assumptions {
    #[command(flatten)]
    pub shape: Shape,
    /// List every figure, in addition to the summary and the questions
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
    /// How to divide time
    #[arg(long, value_enum, default_value = "year")]
    pub by: PnlBy,
    #[command(flatten)]
    pub report: Report,
}

/// `break-even`
#[derive(Group)]
pub struct BreakEven {
    #[command(flatten)]
    pub shape: Shape,
    /// One site only, by its id
    #[arg(long, value_name = "SITE")]
    pub site: Option<String>,
    #[command(flatten)]
    pub report: Report,
}

/// `explain`
#[derive(Group)]
pub struct Explain {
    /// A lot, lot/nature, lot/CODE, DQE code, figure of a comparison or of a set of lots, or the code of a finding
    #[arg(value_name = "CELL")]
    pub cell: String,
    /// The depth of the explanation: 1 is the figure alone [default: 5; a table at most 150 steps]
    #[arg(long, value_name = "N")]
    pub depth: Option<usize>,
    /// The scenario that a difference or a bridge starts from [default: base]
    #[arg(long, value_name = "SCENARIO")]
    pub against: Option<String>,
    /// The drivers to take from --scenario, the others staying as in --against
    #[arg(long, value_name = "DRIVERS", value_delimiter = ',')]
    pub drivers: Vec<String>,
    /// The format of the result
    #[arg(long, value_enum, default_value = "table")]
    pub format: CheckFormat,
}

/// `schema`
#[derive(Group)]
pub struct Schema {
    /// The kind of file; without it, the kinds are listed
    #[arg(value_name = "KIND")]
    pub kind: Option<String>,
    /// The folder to write every schema to
    #[arg(long, value_name = "DIR", conflicts_with = "kind")]
    pub write: Option<PathBuf>,
}

/// `new`
#[derive(Group)]
pub struct New {
    /// The folder to create; it must not exist, or be empty
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
}
