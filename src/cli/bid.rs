//! The bid of the command line's folders.

use std::path::{Path, PathBuf};

use super::args::Args;
use super::console::{Console, Failed, note};
use crate::app::{self, Priced};
use crate::diag::{Findings, Severity};
use crate::model::{self, Text};
use crate::unit::Lang;

/// The texts of the bid.
pub fn text(args: &Args) -> Text {
    model::load(&args.models, &templates(args))
}

/// The bid under the scenario of the command line, priced.
pub fn priced(args: &Args) -> Result<Priced, Failed> {
    Ok(app::priced(text(args), &args.scenario)?)
}

/// The same, printing the warnings in full: for verbs that print or write unit prices.
pub fn priced_with_warnings(args: &Args, console: &Console) -> Result<Priced, Failed> {
    let priced = priced(args)?;
    console.findings(&priced.warnings, &priced.text.sources);
    Ok(priced)
}

/// The same, printing how many warnings there are.
pub fn priced_with_count(args: &Args, console: &Console) -> Result<Priced, Failed> {
    let priced = priced(args)?;
    count_warnings(&priced.warnings, console);
    Ok(priced)
}

/// Prints how many warnings there are, if any, and how to read them.
pub fn count_warnings(findings: &Findings, console: &Console) {
    let count = findings.count(Severity::Warning);
    if count > 0 {
        note(&format!("{}{}chiffrage check\n", counted(count, console.lang), console.lang.colon()));
    }
}

/// `2 avertissements`.
pub fn counted(warnings: usize, lang: Lang) -> String {
    let words = match warnings {
        0 | 1 => lang.pick("avertissement", "warning"),
        _ => lang.pick("avertissements", "warnings"),
    };
    let words = if warnings == 0 { lang.pick(words, "warnings") } else { words };
    format!("{warnings} {words}")
}

/// The templates folder: as named, or beside the models.
pub fn templates(args: &Args) -> PathBuf {
    args.templates.clone().unwrap_or_else(|| match args.models.file_name() {
        Some(_) => args.models.parent().unwrap_or(Path::new("")).join("templates"),
        // `--models .`: beside the current folder.
        None => args.models.join("..").join("templates"),
    })
}
