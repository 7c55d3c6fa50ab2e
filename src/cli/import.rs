//! `import`: external files into the models.

use super::args::{Args, Import, ImportQuantities, ImportVerb};
use super::bid::{priced_with_count, priced_with_warnings, templates};
use super::console::{Console, Failed, note};
use super::{files, rates};
use crate::app::QuantitiesRequest;
use crate::unit::Lang;

/// `import`
pub fn run(args: &Args, verb: &Import, console: &Console) -> Result<(), Failed> {
    match &verb.what {
        ImportVerb::Rates(verb) => rates::run(args, verb, console),
        ImportVerb::Quantities(verb) => quantities(args, verb, console),
    }
}

/// `import quantities`
fn quantities(args: &Args, verb: &ImportQuantities, console: &Console) -> Result<(), Failed> {
    let priced = priced_with_count(args, console)?;
    let request = QuantitiesRequest {
        lot: &verb.lot,
        form: files::document(&verb.file)?,
        map: verb.map.as_deref().map(files::document).transpose()?,
        spread: verb.spread,
    };
    let answer = priced.quantities(request, console.lang)?;
    console.draw(&answer.preview, verb.shape.format);
    let taken = answer.taken?;
    console.findings(&taken.findings, &taken.sources);
    let path = templates(args).join("dqe").join(format!("{}.toml", taken.lot));
    if !verb.write {
        note(&match console.lang {
            Lang::Fr => format!("Rien n’est écrit. --write met ces quantités dans {}\n", path.display()),
            Lang::En => format!("Nothing was written. --write puts these quantities into {}\n", path.display()),
        });
        return Ok(());
    }
    let before = files::read_text(&path)?;
    files::write(&path, taken.layout(&before, &path.display().to_string())?.as_bytes())?;
    let changed = taken.changed();
    note(&match console.lang {
        Lang::Fr => format!("écrit : {} ({changed} lignes changées)\n", path.display()),
        Lang::En => format!("written: {} ({changed} lines changed)\n", path.display()),
    });
    // Other quantities may leave a nature without any: that is reported at once.
    priced_with_warnings(args, console).map(drop)
}
