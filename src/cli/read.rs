use std::path::{Path, PathBuf};

use super::args::{Args, Read};
use super::bid::text;
use super::console::{Console, Failed, note};
use super::files;
use crate::app;

/// `read`: the changes made in a living workbook are imported as a scenario.
pub fn run(args: &Args, verb: &Read, console: &Console) -> Result<(), Failed> {
    let document = files::document(&verb.workbook)?;
    let text = text(args)?;
    let paths = text.paths.clone();
    let read = app::workbook_changes(text, document, &args.scenario, console.lang)?;
    if let Some(path) = &verb.output {
        // A scenario may be tried again, but none extends itself.
        let own = |input: &&PathBuf| input.file_stem().is_some_and(|stem| stem == read.scenario.as_str());
        let inputs: Vec<PathBuf> = paths.iter().filter(|path| !is_scenario(path) || own(path)).cloned().collect();
        files::ready_toml(path, verb.force, &inputs)?;
    }
    console.findings(&read.findings, &read.sources);
    console.draw(&read.changes, verb.shape.format);
    let Some(path) = &verb.output else { return Ok(()) };
    files::write(path, read.scenario_text()?.as_bytes())?;
    console.written(path);
    // As a scenario of the bid it can be compared at once.
    if is_scenario(path) {
        let (next, colon) = (console.lang.pick("ensuite", "next"), console.lang.colon());
        let id = path.file_stem().unwrap_or_default().to_string_lossy();
        note(&format!("{next}{colon}chiffrage bridge {} {id}\n", read.scenario));
    }
    Ok(())
}

/// Is this a scenario of a bid, by its folder?
fn is_scenario(path: &Path) -> bool {
    path.parent().is_some_and(|folder| folder.ends_with("scenarios"))
}
