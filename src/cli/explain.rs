use super::args::{Args, CheckFormat, Explain};
use super::bid::told;
use super::console::{Console, Failed};
use crate::diag::Code;
use crate::report::Trunk;
use crate::trace::{Target, explain};

/// Explains a finding's code, or a cell of the estimate.
pub fn run(args: &Args, verb: &Explain, console: &Console) -> Result<(), Failed> {
    if let Some(code) = Code::ALL.iter().find(|code| code.name().eq_ignore_ascii_case(&verb.cell)) {
        console.print(&format!("{}: {}\n", code.name(), code.explanation()));
        return Ok(());
    }
    let priced = told(args)?;
    let target = Target::parse(&priced.bid, &verb.cell).map_err(|f| Failed::new(f, priced.sources.clone()))?;
    let step = explain(&priced.bid, &priced.inputs, &priced.estimate, target);
    let depth = verb.depth.unwrap_or(match verb.format {
        CheckFormat::Table => 5,
        // Every post of every month stands below a figure of a comparison.
        CheckFormat::Json if matches!(target, Target::Measure { .. }) => 4,
        CheckFormat::Json => usize::MAX,
    });
    let trunk = Trunk { bid: &priced.bid, sources: &priced.sources, lang: console.lang, depth: depth.max(1) };
    console.print(&match verb.format {
        CheckFormat::Table => trunk.text(&step),
        CheckFormat::Json => format!("{:#}\n", trunk.json(&step)),
    });
    Ok(())
}
