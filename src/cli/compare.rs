use super::args::{Args, Compare};
use super::bid::{lot_of, templates, told, with_scenario};
use super::console::{Console, Failed};
use crate::engine::{Inputs, estimate_with};
use crate::model;
use crate::scenario::{BASE, Scenarios};
use crate::sheet::{self, compared};

/// Compares scenarios: those named, or all of them against the base.
pub fn run(args: &Args, verb: &Compare, console: &Console) -> Result<(), Failed> {
    // The base must be whole before what changes it means anything.
    let base = told(args)?;
    let text = model::load(&args.models, &templates(args));
    let refused = |findings| Failed::new(findings, text.sources.clone());
    let scenarios = Scenarios::of(&text).map_err(refused)?;
    let mut ids: Vec<&str> = verb.scenarios.iter().map(String::as_str).collect();
    if ids.is_empty() {
        ids = std::iter::once(BASE).chain(scenarios.iter().map(|(id, _, _)| id)).collect();
    }
    let mut all = Vec::new();
    for id in ids {
        let (bid, _) = if id == BASE { model::bid(&text) } else { with_scenario(id, &text) }.map_err(refused)?;
        let inputs = Inputs::exact(&bid);
        let estimate = estimate_with(&bid, &inputs).map_err(refused)?;
        let label = scenarios.iter().find(|s| s.0 == id).map(|s| s.1.get(console.lang));
        let label = label.unwrap_or_else(|| console.lang.pick("Offre de base", "Base bid"));
        // A scenario may leave out the lot asked for: then it has no row.
        let lot = match &verb.table.lot {
            Some(lot) if bid.lot(lot).is_none() && base.bid.lot(lot).is_some() => continue,
            lot => lot_of(&bid, lot.as_deref())?,
        };
        all.push(compared(id, label, &bid, &inputs, &estimate, lot));
    }
    console.draw(&sheet::compare(&all, &base.bid, console.lang), verb.table.format.into());
    Ok(())
}
