use super::args::{Args, Leaks};
use super::bid::{priced_with_count, scenario};
use super::console::{Console, Failed};
use super::files;
use crate::app::LeaksRequest;

/// `leaks`
pub fn run(args: &Args, verb: &Leaks, console: &Console) -> Result<(), Failed> {
    let file = files::document(&verb.file)?;
    let priced = priced_with_count(args, console)?;
    let request = LeaksRequest {
        file,
        buyer: verb.buyer.as_deref().map(files::read).transpose()?,
        map: verb.map.as_deref().map(files::document).transpose()?,
        scenario: scenario(args),
    };
    let report = priced.leaks(request, console.lang)?;
    console.draw(&report.sheet, verb.shape.format);
    if report.is_clean { Ok(()) } else { Err(Failed::Reported(1)) }
}
