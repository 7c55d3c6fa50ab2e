//! The command line: one file for each verb, which loads, estimates, lays out, writes.

mod args;
mod bid;
mod check;
mod choices;
mod compare;
mod concede;
mod console;
mod explain;
mod files;
mod fill;
mod french;
mod import;
mod language;
mod leaks;
mod map;
mod new;
mod phrases;
mod progress;
mod rates;
mod read;
mod risk;
mod sensitivity;
mod staged;
mod sweep;
mod tables;
mod threads;
mod version;

use std::env;
use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _};

use args::{Args, Verb};
use console::{Console, Failed};
use french::{French, french};
use language::language;

use crate::diag::message::command::{nothing_to_save, settings_of_no_price};
use crate::unit::{Budget, Lang};

/// The memory that may be in use while files from outside are read: with the program itself, its threads and what the
/// allocator keeps, 256 MiB.
const MEMORY_AT_MOST: usize = 160 << 20;

/// Runs the command line. Exit code 0 for success, 1 for a refused or failed job, 2 for a bad model
/// or argument.
#[must_use]
pub fn run() -> ExitCode {
    Budget::limit_memory(MEMORY_AT_MOST);
    let given: Vec<OsString> = env::args_os().collect();
    let lang = language(&given);
    match parsed(&given, lang) {
        Ok(args) => threads::on_every_core(|| verb(&args, &Console::new(args.lang.map_or(lang, Lang::from)))),
        Err(code) => code,
    }
}

/// The arguments, or the exit code where they are wrong or ask for help alone.
fn parsed(given: &[OsString], lang: Lang) -> Result<Args, ExitCode> {
    let command = match lang {
        Lang::Fr => french(Args::command()),
        Lang::En => Args::command(),
    };
    let args = command.try_get_matches_from(given).and_then(|matches| Args::from_arg_matches(&matches));
    args.map_err(|error| {
        let code = error.exit_code();
        let _ = match lang {
            Lang::Fr if error.use_stderr() => error.apply::<French>().print(),
            _ => error.print(),
        };
        ExitCode::from(u8::try_from(code).unwrap_or(2))
    })
}

fn verb(args: &Args, console: &Console) -> ExitCode {
    if !args.set.is_empty() && !args.verb.prices() {
        return Failed::from(settings_of_no_price()).exit(console);
    }
    if args.save.is_some() && args.set.is_empty() && !matches!(args.verb, Verb::Concede(_)) {
        return Failed::from(nothing_to_save()).exit(console);
    }
    let done = match &args.verb {
        Verb::Check(verb) => check::run(args, verb, console),
        Verb::Price(verb) => tables::price(args, verb, console),
        Verb::Dqe(verb) => tables::dqe(args, verb, console),
        Verb::Leaks(verb) => leaks::run(args, verb, console),
        Verb::Read(verb) => read::run(args, verb, console),
        Verb::Workbook(verb) => tables::workbook(args, verb, console),
        Verb::Fill(verb) => fill::run(args, verb, console),
        Verb::Staffing(verb) => tables::staffing(args, verb, console),
        Verb::Justify(verb) => tables::justify(args, verb, console),
        Verb::Load(verb) => tables::load(args, verb, console),
        Verb::Assumptions(verb) => tables::assumptions(args, verb, console),
        Verb::Pnl(verb) => tables::pnl(args, verb, console),
        Verb::BreakEven(verb) => tables::break_even(args, verb, console),
        Verb::Compare(verb) => compare::run(args, verb, console),
        Verb::Bridge(verb) => compare::bridge(args, verb, console),
        Verb::Sensitivity(verb) => sensitivity::run(args, verb, console),
        Verb::Risk(verb) => risk::run(args, verb, console),
        Verb::Drivers(verb) => risk::drivers(args, verb, console),
        Verb::Questions(verb) => risk::questions(args, verb, console),
        Verb::Sweep(verb) => sweep::run(args, verb, console),
        Verb::Solve(verb) => sweep::solve(args, verb, console),
        Verb::Concede(verb) => concede::run(args, verb, console),
        Verb::Scenarios(verb) => tables::scenarios(args, verb, console),
        Verb::Portfolio(verb) => tables::portfolio(args, verb, console),
        Verb::Map(verb) => map::run(args, verb, console),
        Verb::Explain(verb) => explain::run(args, verb, console),
        Verb::Schema(verb) => new::schema(verb, console),
        Verb::Import(verb) => import::run(args, verb, console),
        Verb::New(verb) => new::run(verb, console),
        Verb::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Args::command(), "chiffrage", &mut script);
            console.print(&String::from_utf8_lossy(&script));
            Ok(())
        }
    };
    match done.and_then(|()| bid::save(args, console)) {
        Ok(()) => console.finish(),
        Err(failed) => failed.exit(console),
    }
}
