use super::args::{Args, CheckFormat, Explain};
use super::bid::{priced_with_count, templates};
use super::console::{Console, Failed, width};
use crate::diag::message::command::{bridge_of_unknown_lot, options_of_another_cell};
use crate::diag::{Code, Errors, Finding, Sources};
use crate::engine::{Inputs, estimate_with};
use crate::model::{self, Bid, Text};
use crate::report::Trunk;
use crate::scenario::{BASE, Base, Driver, Outcome, bridge, mixed};
use crate::trace::{Across, Step, Target, delta, driver, explain, of_set, part};

/// Explains a finding's code, a cell of the estimate, or a figure between two scenarios.
pub fn run(args: &Args, verb: &Explain, console: &Console) -> Result<(), Failed> {
    if let Some(code) = Code::ALL.iter().find(|code| code.name().eq_ignore_ascii_case(&verb.cell)) {
        let colon = console.lang.colon();
        console.print(&format!("{}{colon}{}\n", code.name(), code.explanation(console.lang)));
        return Ok(());
    }
    let cell = verb.cell.trim().trim_end_matches('/');
    let across = Across::parse(cell)?;
    let one_bid = matches!(across, None | Some(Across::Set { .. }));
    if one_bid && verb.drivers.is_empty() && verb.against.is_none() {
        let priced = priced_with_count(args, console)?;
        let step = match across {
            Some(Across::Set { lots, cell }) => of_set(&priced.bid, &priced.inputs, lots, cell),
            _ => Target::parse(&priced.bid, cell)
                .map(|target| explain(&priced.bid, &priced.inputs, &priced.estimate, target))
                .map_err(Errors::from),
        };
        let step = step.map_err(|findings| Failed::new(findings, priced.sources.clone()))?;
        draw(&step, &priced.bid, &priced.sources, verb, console);
        return Ok(());
    }
    if one_bid == verb.drivers.is_empty() {
        return Err(options_of_another_cell(cell).into());
    }
    let drivers = verb.drivers.iter().map(|id| driver(id)).collect::<Result<Vec<Driver>, Finding>>()?;
    let text = model::load(&args.models, &templates(args));
    let (step, bid) = between(&text, args, verb, across.as_ref(), &drivers)
        .map_err(|findings| Failed::new(findings, text.sources.clone()))?;
    draw(&step, &bid, &text.sources, verb, console);
    Ok(())
}

/// What is between two scenarios: a difference, a part of their bridge, a mixture of them.
fn between(
    text: &Text, args: &Args, verb: &Explain, across: Option<&Across<'_>>, drivers: &[Driver],
) -> Result<(Step, Bid), Errors> {
    let base = Base::of(text)?;
    let before = base.outcome(verb.against.as_deref().unwrap_or(BASE))?;
    let after = base.outcome(&args.scenario)?;
    let ids = [before.id.as_str(), after.id.as_str()];
    let step = match across {
        Some(Across::Delta { cell, share }) => {
            let of = |outcome: &Outcome| -> Result<Step, Errors> {
                let target = Target::parse(&outcome.bid, cell)?;
                Ok(explain(&outcome.bid, &outcome.inputs, &outcome.estimate, target))
            };
            delta(cell, ids, [&of(&before)?, &of(&after)?], *share)
        }
        Some(Across::Part { lot, cost, driver }) => {
            let part = part(&bridge(&base, &before, &after), *lot, *cost, *driver, ids);
            part.ok_or_else(|| bridge_of_unknown_lot(lot.unwrap_or_default()))?
        }
        one => {
            let bid = mixed(&base, &before, &after, drivers)?;
            let inputs = Inputs::exact(&bid);
            let step = match one {
                Some(Across::Set { lots, cell }) => of_set(&bid, &inputs, lots, cell)?,
                _ => explain(&bid, &inputs, &estimate_with(&bid, &inputs)?, Target::parse(&bid, &verb.cell)?),
            };
            return Ok((step, bid));
        }
    };
    Ok((step, after.bid))
}

fn draw(step: &Step, bid: &Bid, sources: &Sources, verb: &Explain, console: &Console) {
    // A whole price has a hundred thousand steps below it.
    let depth = verb.depth.unwrap_or(5).max(1);
    let trunk = Trunk { bid, sources, lang: console.lang, depth, width: width() };
    console.print(&match verb.format {
        CheckFormat::Table => trunk.text(step),
        CheckFormat::Json => format!("{:#}\n", trunk.json(step)),
    });
}
