//! `import`: external files into the models.

use std::path::Path;

use super::args::{Args, Import, ImportQuantities, ImportVerb};
use super::bid::{priced_with_count, priced_with_warnings, templates};
use super::console::{Console, Failed, note};
use super::{files, rates};
use crate::buyer::form::{SheetForm, form, views};
use crate::buyer::matching::{LotBy, matching_of, ours};
use crate::buyer::{Map, no_form, out_of_sight};
use crate::diag::{Finding, Sources};
use crate::import::{self, Buyer, By};
use crate::text;
use crate::unit::{Lang, Text};
use crate::xlsx::Book;

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
    let lot = priced.lot(Some(&verb.lot))?.unwrap_or_default();
    let book = Book::open(files::read(&verb.file)?).map_err(|finding| of_file(finding, &verb.file))?;
    let sheets = book.all_sheets().map_err(|finding| of_file(finding, &verb.file))?;
    let views = views(&book, &sheets);
    let mut cells = book.calculation_of(&sheets);
    cells.recalculate_all();
    let form = form(&views);
    book.package.budget().draw(0).map_err(|spent| of_file(spent.into(), &verb.file))?;
    if !form.sheets.iter().any(SheetForm::is_priced) {
        return Err(no_form(&book, &views, &form).into());
    }
    let mut sources = Sources::default();
    let map = match &verb.map {
        None => None,
        Some(map) => {
            let (file, text) = files::read_text(map, &mut sources)?;
            Some(Map::read(file, &text, &priced.bid).map_err(|findings| Failed::new(findings, sources.clone()))?)
        }
    };
    let ours = ours(&priced.bid, &priced.estimate.dqe);
    let matched = matching_of(&form, &ours, Some((lot, LotBy::Asked)));
    book.package.budget().draw(0).map_err(|spent| of_file(spent.into(), &verb.file))?;
    let name = verb.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let by = map.as_ref().map_or(By::Matching(&matched), By::Map);
    let buyer =
        Buyer { file: &name, book: &book, sheets: &sheets, cells: &cells, views: &views, form: &form, ours: &ours, by };
    let of = &priced.bid.lots[lot];
    let read = import::quantities(&buyer, lot, of, verb.spread);
    console.draw(&import::preview_quantities(&read, of.label.get(console.lang), console.lang), verb.format.into());
    let mut findings = read.findings.clone();
    findings.append(book.damaged());
    out_of_sight(&book, &views, &form)?.into_iter().for_each(|finding| findings.push(finding));
    let findings = findings.without_errors().map_err(|errors| Failed::new(errors, sources.clone()))?;
    console.findings(&findings, &sources);
    let path = templates(args).join("dqe").join(format!("{}.toml", of.id));
    if !verb.write {
        note(&match console.lang {
            Lang::Fr => format!("Rien n’est écrit. --write met ces quantités dans {}\n", path.display()),
            Lang::En => format!("Nothing was written. --write puts these quantities into {}\n", path.display()),
        });
        return Ok(());
    }
    let (_, before) = files::read_text(&path, &mut sources)?;
    let after = import::layout(&before, &read).map_err(|finding| of_file(finding, &path))?;
    files::write(&path, after.as_bytes())?;
    let changed = read.counted.iter().filter(|c| c.before != c.after).count();
    note(&match console.lang {
        Lang::Fr => format!("écrit : {} ({changed} lignes changées)\n", path.display()),
        Lang::En => format!("written: {} ({changed} lines changed)\n", path.display()),
    });
    // Other quantities may leave a nature without any: that is reported at once.
    priced_with_warnings(args, console).map(drop)
}

/// A finding about a file, with its name.
pub(super) fn of_file(mut finding: Finding, path: &Path) -> Failed {
    let (path, Text { fr, en }) = (path.display(), finding.message);
    finding.message = text!("`{path}` : {fr}", "`{path}`: {en}");
    finding.into()
}
