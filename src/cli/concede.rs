use super::args::{Args, Concede};
use super::bid::{self, scenario, text};
use super::console::{Console, Failed};
use crate::app::{self, Argument, ConcedeRequest};

/// The draws that the risk of each lever is made of, unless `--draws` says otherwise.
const DRAWS: u32 = 5_000;

/// `concede`: where to take a reduction of the price.
pub fn run(args: &Args, verb: &Concede, console: &Console) -> Result<(), Failed> {
    let mut text = text(args)?;
    let request = ConcedeRequest {
        target: Argument { name: "TARGET", text: &verb.target },
        floors: named("--floor", &verb.floor),
        only: named("--only", &verb.only),
        first: named("--first", &verb.first),
        scenario: scenario(args),
        lot: verb.table.lot.as_deref(),
        draws: verb.draws.count.unwrap_or(DRAWS),
        seed: verb.draws.seed,
    };
    let report = app::concede(&mut text, &request, console.lang)?;
    console.draw(&report.table, verb.table.shape.format);
    if let Some(short) = report.short {
        return Err(short.into());
    }
    if let Some(settings) = report.settings {
        bid::save_concession(args, settings, console)?;
    }
    Ok(())
}

/// Arguments of an option.
fn named<'a>(name: &'a str, texts: &'a [String]) -> Vec<Argument<'a>> {
    texts.iter().map(|text| Argument { name, text }).collect()
}
