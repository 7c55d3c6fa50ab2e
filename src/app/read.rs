use super::{Document, Refused};
use crate::diag::message::output::{formulas_replaced, nothing_changed, sheets_missing};
use crate::diag::{At, Errors, Findings, Sources, listed};
use crate::engine::{Inputs, estimate, estimate_with};
use crate::model::{self, Bid, Node, Text};
use crate::scenario::{BASE, Scenarios, Setting, Written, set, written};
use crate::sheet::{Living, Sheet, Trial, Tried, trials};
use crate::unit::Lang;
use crate::workbook;
use crate::xlsx::Book;

/// The changes made in a workbook of `chiffrage workbook`.
#[derive(Debug)]
pub struct WorkbookChanges {
    /// The scenario that the workbook shows.
    pub scenario: String,
    /// The changes, one a row.
    pub changes: Sheet,
    /// Warnings.
    pub findings: Findings,
    /// The texts that they underline.
    pub sources: Sources,
    name: String,
    text: Option<String>,
}

impl WorkbookChanges {
    /// The changes as the file of a scenario.
    ///
    /// # Errors
    /// Nothing was changed.
    pub fn scenario_text(&self) -> Result<&str, Refused> {
        self.text.as_deref().ok_or_else(|| nothing_changed(&self.name).into())
    }
}

/// Reads the changes made in a workbook, under the scenario that it shows or another.
///
/// # Errors
/// The workbook is not one of `chiffrage workbook`, is damaged, or belongs to another bid; a value in it is not valid; the
/// bid with the changes cannot be priced.
pub fn workbook_changes(
    mut text: Text, document: Document, scenario: &str, lang: Lang,
) -> Result<WorkbookChanges, Refused> {
    let name = document.name();
    let book = Book::open(document.bytes)?;
    let tried = workbook::tried(&book)?;
    let scenario = match &tried.scenario {
        Some(shown) if scenario == BASE => shown.clone(),
        _ => scenario.to_owned(),
    };
    let (bid, root) = laid(&scenario, &text).map_err(|errors| Refused::new(errors, &text.sources))?;
    let (changed, mut findings) = tried.against(&bid);
    findings.append(typed_over(&book, &bid, &tried, &scenario)?);
    findings.append(book.damaged());
    let findings = findings.without_errors().map_err(|errors| Refused::new(errors, &text.sources))?;
    let home = home(&changed, &scenario, &name);
    let sources = text.sources.clone();
    priced(&home, &mut text, &changed, &root, &name).map_err(|errors| Refused::new(errors, &text.sources))?;
    book.package.budget().draw(0)?;
    let text = (!changed.is_empty()).then_some(home.text);
    Ok(WorkbookChanges { scenario, changes: trials(&changed, lang), findings, sources, name, text })
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
fn typed_over(book: &Book, bid: &Bid, tried: &Tried, scenario: &str) -> Result<Findings, Refused> {
    // Of other figures, its formulas would be elsewhere.
    let Some(estimate) = estimate(bid).ok().filter(|_| tried.is_of(bid)) else { return Ok(Findings::default()) };
    let inputs = Inputs::exact(bid);
    let living = Living { bid, inputs: &inputs, estimate: &estimate, scenario, lang: tried.lang };
    let Ok(ours) = living.book() else { return Ok(Findings::default()) };
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
    Setting { path: trial.path.clone(), key: "to", value: trial.after.to_string(), remark }
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
