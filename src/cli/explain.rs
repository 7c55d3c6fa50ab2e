use super::args::{Args, CheckFormat, Explain};
use super::bid::{count_warnings, scenario, text};
use super::console::{Console, Failed, width};
use crate::app::{self, ExplainRequest};
use crate::diag::Code;
use crate::report::Trunk;

/// The depth that is printed unless another is asked for: a price has a hundred thousand steps below it.
const DEPTH: usize = 5;
/// The most steps that a table prints unless a depth is asked for: some three screens of a terminal.
const STEPS: usize = 150;

/// `explain`: the code of a finding, a figure of the estimate, or a figure between two scenarios.
pub fn run(args: &Args, verb: &Explain, console: &Console) -> Result<(), Failed> {
    if let Some(code) = Code::ALL.iter().find(|code| code.name().eq_ignore_ascii_case(&verb.cell)) {
        let colon = console.lang.colon();
        console.print(&format!("{}{colon}{}\n", code.name(), code.explanation(console.lang)));
        return Ok(());
    }
    let request = ExplainRequest {
        cell: &verb.cell,
        scenario: scenario(args),
        against: verb.against.as_deref(),
        drivers: &verb.drivers,
    };
    let explanation = app::explanation(text(args)?, &request)?;
    count_warnings(&explanation.warnings, console);
    let depth = match verb.format {
        CheckFormat::Table => explanation.step.depth_of(STEPS).min(DEPTH),
        CheckFormat::Json => DEPTH,
    };
    let trunk = Trunk {
        bid: &explanation.bid,
        sources: &explanation.sources,
        lang: console.lang,
        depth: verb.depth.unwrap_or(depth).max(1),
        width: width(),
    };
    console.print(&match verb.format {
        CheckFormat::Table => trunk.text(&explanation.step),
        CheckFormat::Json => format!("{:#}\n", trunk.json(&explanation.step)),
    });
    Ok(())
}
