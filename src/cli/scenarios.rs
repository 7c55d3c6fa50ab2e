use super::args::{Args, Scenarios as Verb};
use super::bid::priced_with_count;
use super::console::{Console, Failed};
use crate::model;
use crate::scenario::Scenarios;
use crate::sheet;

/// Lists the scenarios, with what each changes.
pub fn run(args: &Args, verb: &Verb, console: &Console) -> Result<(), Failed> {
    // The base must be whole before what changes it means anything.
    let _ = priced_with_count(args, console)?;
    let text = model::load(&args.models, &super::bid::templates(args));
    let refused = |findings| Failed::new(findings, text.sources.clone());
    let scenarios = Scenarios::of(&text).map_err(refused)?;
    let mut laid = Vec::new();
    for (id, label, why) in scenarios.iter() {
        laid.push((id, label, why, scenarios.lay(id, &text).map_err(refused)?.changes));
    }
    console.draw(&sheet::scenarios(&laid, &text.sources, false, console.lang), verb.format.into());
    Ok(())
}
