//! `read`: the changes made in a living workbook are imported as a scenario.

use std::path::PathBuf;

use super::args::{Args, Read};
use super::bid::templates;
use super::console::{Console, Failed, note};
use super::files;
use crate::diag::message::output::{formulas_replaced, nothing_changed, sheets_missing};
use crate::diag::{At, Errors, Findings, listed};
use crate::engine::{Inputs, estimate, estimate_with};
use crate::model::{self, Bid, Node, Text};
use crate::scenario::{BASE, Scenarios, Setting, Written, set, written};
use crate::sheet::{Living, Trial, Tried, trials};
use crate::workbook;
use crate::xlsx::Book;

/// Reads a workbook, shows what was changed in it, and writes it as a scenario.
pub fn run(args: &Args, verb: &Read, console: &Console) -> Result<(), Failed> {
    let book = Book::open(files::read(&verb.workbook)?)?;
    let tried = workbook::tried(&book)?;
    let mut text = model::load(&args.models, &templates(args));
    let scenario = match &tried.scenario {
        Some(scenario) if args.scenario == BASE => scenario.clone(),
        _ => args.scenario.clone(),
    };
    let failed = |errors: Errors, text: &Text| Failed::new(errors, text.sources.clone());
    let (bid, root) = laid(&scenario, &text).map_err(|findings| failed(findings, &text))?;
    if let Some(path) = &verb.output {
        // A scenario may be tried again, but none extends itself.
        let own = |input: &&PathBuf| input.file_stem().is_some_and(|stem| stem == scenario.as_str());
        let is_scenario = |input: &&PathBuf| input.parent().is_some_and(|folder| folder.ends_with("scenarios"));
        let inputs = text.paths.iter().filter(|input| !is_scenario(input) || own(input)).cloned().collect::<Vec<_>>();
        files::ready_toml(path, verb.force, &inputs)?;
    }
    let (changed, mut findings) = tried.against(&bid);
    findings.append(typed_over(&book, &bid, &tried, &scenario)?);
    findings.append(book.damaged());
    let findings = findings.without_errors().map_err(|errors| failed(errors, &text))?;
    console.findings(&findings, &text.sources);
    let name = verb.workbook.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let home = home(&changed, &scenario, &name);
    priced(&home, &mut text, &changed, &root, &name).map_err(|findings| failed(findings, &text))?;
    console.draw(&trials(&changed, console.lang), verb.format.into());
    if let Some(path) = &verb.output {
        if changed.is_empty() {
            return Err(nothing_changed(&name).into());
        }
        files::write(path, home.text.as_bytes())?;
        console.written(path);
        // As a scenario of the bid it can be compared at once.
        if path.parent().is_some_and(|folder| folder.ends_with("scenarios")) {
            let id = path.file_stem().unwrap_or_default().to_string_lossy();
            note(&format!(
                "{}{}chiffrage bridge {scenario} {id}\n",
                console.lang.pick("ensuite", "next"),
                console.lang.colon()
            ));
        }
    }
    Ok(())
}

/// The bid of a text under a scenario, and its tree.
fn laid(scenario: &str, text: &Text) -> Result<(Bid, Node), Errors> {
    // A text that cannot be read reports its own problems first.
    let (bid, _) = model::bid(text)?;
    if scenario == BASE {
        return Ok((bid, text.root.clone()));
    }
    let root = Scenarios::of(text)?.lay(scenario, text)?.root;
    let (bid, _) = model::bid_of(text, &root).map_err(|findings| findings.of_scenario(scenario))?;
    Ok((bid, root))
}

/// Reports formulas that were typed over: they are not imported.
fn typed_over(book: &Book, bid: &Bid, tried: &Tried, scenario: &str) -> Result<Findings, Failed> {
    // Of other figures, its formulas would stand elsewhere.
    let Some(estimate) = estimate(bid).ok().filter(|_| tried.is_of(bid)) else { return Ok(Findings::default()) };
    let inputs = Inputs::exact(bid);
    let ours = Living { bid, inputs: &inputs, estimate: &estimate, scenario, lang: tried.lang }.book();
    let over = workbook::typed_over(book, &ours)?;
    let mut findings = Findings::default();
    if !over.sheets.is_empty() {
        findings.push(sheets_missing(&listed(over.sheets.iter().map(String::as_str))));
    }
    if let Some(first) = over.cells.first() {
        findings.push(formulas_replaced(first, over.cells.len()));
    }
    Ok(findings)
}

/// What was changed, as the text of a scenario.
fn home(changed: &[Trial], scenario: &str, name: &str) -> Written {
    let settings: Vec<Setting> = changed.iter().map(setting).collect();
    let (fr, en) = (format!("Essai dans {name}"), format!("Tried in {name}"));
    let why = ["Ce qui a été saisi dans le classeur.", "What was typed in the workbook."];
    written(scenario, [&fr, &en], why, &settings)
}

fn setting(trial: &Trial) -> Setting {
    let remark = format!("{}, {} before", trial.place, trial.before.normalize());
    Setting { path: trial.path.clone(), value: trial.after, remark }
}

/// Prices the bid with what was changed, so that no scenario is written that cannot be priced.
fn priced(home: &Written, text: &mut Text, changed: &[Trial], root: &Node, name: &str) -> Result<(), Errors> {
    let file = text.sources.add(name.to_owned(), home.text.clone());
    // It is read as part of the bid: what it says has a default source too.
    text.defaults.push(None);
    let settings: Vec<(Setting, At)> =
        changed.iter().zip(&home.values).map(|(trial, span)| (setting(trial), At::new(file, span))).collect();
    let (bid, _) = model::bid_of(text, &set(root, &settings))?;
    estimate_with(&bid, &Inputs::exact(&bid)).map(drop)
}
