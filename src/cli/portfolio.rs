use super::args::{Args, Portfolio, PortfolioShow};
use super::bid::priced_with_count;
use super::console::{Console, Failed};
use super::files;
use crate::engine::portfolio;
use crate::sheet::LotSets;

/// Prices every set of the lots, and prints or writes what they come to.
pub fn run(args: &Args, verb: &Portfolio, console: &Console) -> Result<(), Failed> {
    let priced = priced_with_count(args, console)?;
    let only = priced.lot(verb.lot.as_deref())?;
    let sets = portfolio(&priced.bid, &priced.inputs, &priced.estimate);
    let sets = sets.map_err(|findings| Failed::new(findings, priced.sources.clone()))?;
    let sets = LotSets { bid: &priced.bid, portfolio: &sets, only, lang: console.lang };
    if let Some(path) = &verb.output.output {
        return files::write_book(&sets.book(), path, verb.output.force, &priced.paths, console);
    }
    let sheet = match verb.show {
        PortfolioShow::Sets => sets.sets(),
        PortfolioShow::Losses => sets.losses(),
        PortfolioShow::Profiles => sets.profiles(),
    };
    console.draw(&sheet, verb.format.into());
    Ok(())
}
