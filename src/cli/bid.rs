//! The bid of the command line's folders.

use std::path::{Path, PathBuf};

use super::args::{Args, Verb};
use super::console::{Console, Failed, note};
use super::files;
use crate::app::{self, Priced, SettingsRequest};
use crate::diag::message::command::scenario_exists;
use crate::diag::{Findings, Severity};
use crate::model::{self, Text};
use crate::scenario::Setting;
use crate::unit::Lang;

/// The texts of the bid, with what the command line assumes as one more scenario.
pub fn text(args: &Args) -> Result<Text, Failed> {
    let mut text = model::load(&args.models, &templates(args));
    if let Some(name) = &args.save {
        SettingsRequest::usable(name)?;
        if saved_at(args, name).exists() {
            return Err(scenario_exists(name).into());
        }
    }
    if let Some(settings) = settings(args) {
        settings.add(&mut text)?;
    }
    Ok(text)
}

/// The scenario of the command line: what it assumes, where it assumes anything.
pub fn scenario(args: &Args) -> &str {
    match (&args.set[..], &args.save) {
        ([], _) => &args.scenario,
        (_, Some(name)) if !proposes(args) => name,
        _ => app::TRIAL,
    }
}

/// What the command line assumes; nothing where it assumes nothing.
fn settings(args: &Args) -> Option<SettingsRequest<'_>> {
    let (scenario, save) = (args.scenario.as_str(), args.save.as_deref().filter(|_| !proposes(args)));
    (!args.set.is_empty()).then_some(SettingsRequest { settings: &args.set, scenario, save })
}

/// Keeps what the command line assumes as a scenario, where it is asked to.
pub fn save(args: &Args, console: &Console) -> Result<(), Failed> {
    match (settings(args), &args.save) {
        (Some(settings), Some(name)) if !proposes(args) => write(args, name, &settings.text(), console),
        _ => Ok(()),
    }
}

/// Keeps a concession as a scenario, after what the command line assumes, where it is asked to.
pub fn save_concession(args: &Args, changes: Vec<Setting>, console: &Console) -> Result<(), Failed> {
    let Some(name) = &args.save else { return Ok(()) };
    let settings = SettingsRequest { settings: &args.set, scenario: &args.scenario, save: Some(name) };
    write(args, name, &settings.conceded_text(changes), console)
}

/// Does the command propose changes, so that these are kept and not what it assumes alone?
fn proposes(args: &Args) -> bool {
    matches!(args.verb, Verb::Concede(_))
}

fn write(args: &Args, name: &str, text: &str, console: &Console) -> Result<(), Failed> {
    let path = saved_at(args, name);
    files::make_folder(&args.models.join("scenarios"))?;
    files::write(&path, text.as_bytes())?;
    console.written(&path);
    Ok(())
}

/// Where a scenario of a name is kept.
fn saved_at(args: &Args, name: &str) -> PathBuf {
    args.models.join("scenarios").join(format!("{name}.toml"))
}

/// The bid under the scenario of the command line, priced.
pub fn priced(args: &Args) -> Result<Priced, Failed> {
    Ok(app::priced(text(args)?, scenario(args))?)
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
