//! In which format a table is printed.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{ArgMatches, Args, Command, Error, FromArgMatches};

use crate::cli::choices::Format;
use crate::report;

/// The options that say so.
#[derive(Args)]
struct Options {
    /// The format of the table
    #[arg(long, value_enum, default_value = "table", default_value_if("excel", "true", "csv"))]
    format: Format,
    /// CSV that a French Excel opens: titles, semicolons, decimal commas
    #[arg(long)]
    excel: bool,
}

/// A format that the options name together.
pub struct Shape {
    /// The format.
    pub format: report::Format,
}

/// The rows of a ranking that people are shown, unless `--top` says otherwise; data and files have every row.
const TOP: usize = 20;

impl Shape {
    /// How many rows of a ranking to draw, where so many are asked for or none are.
    pub fn top(&self, asked: Option<usize>) -> Option<usize> {
        asked.or_else(|| self.format.is_to_read().then_some(TOP))
    }
}

impl FromArgMatches for Shape {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let Options { format, excel } = Options::from_arg_matches(matches)?;
        match format {
            Format::Csv if excel => Ok(Self { format: report::Format::ExcelCsv }),
            _ if excel => {
                let mut error = Error::new(ErrorKind::ArgumentConflict);
                let other = format!("--format {}", report::Format::from(format).name());
                error.insert(ContextKind::InvalidArg, ContextValue::String("--excel".to_owned()));
                error.insert(ContextKind::PriorArg, ContextValue::String(other));
                Err(error)
            }
            _ => Ok(Self { format: format.into() }),
        }
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl Args for Shape {
    fn augment_args(command: Command) -> Command {
        Options::augment_args(command)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Options::augment_args_for_update(command)
    }
}
