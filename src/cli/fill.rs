use super::args::{Args, CheckFormat, Fill};
use super::bid::priced_with_warnings;
use super::console::{Console, Failed, page};
use super::files;
use crate::app::FillRequest;
use crate::report::{self, Format};
use crate::sheet::Sheet;

/// `fill`: puts our prices into a copy of the buyer's file.
pub fn run(args: &Args, verb: &Fill, console: &Console) -> Result<(), Failed> {
    let priced = priced_with_warnings(args, console)?;
    let inputs = [&priced.text.paths[..], &[verb.file.clone(), verb.map.clone()]].concat();
    files::ready_like(&verb.output, &verb.file, verb.force, &inputs)?;
    let request = FillRequest {
        map: files::document(&verb.map)?,
        form: files::read(&verb.file)?,
        partial: verb.partial,
        quantities: verb.quantities,
    };
    let answer = priced.fill(request, console.lang)?;
    let (table, page) = (verb.format == CheckFormat::Table, page());
    let drawn = |sheet: &Sheet| report::draw(sheet, Format::Table, console.lang, page);
    if table {
        console.print(&answer.plan.iter().map(|sheet| drawn(sheet) + "\n").collect::<String>());
    }
    console.findings(&answer.findings, &answer.sources);
    let filled = answer.filled?;
    files::write(&verb.output, &filled.bytes)?;
    console.written(&verb.output);
    console.print(&if table {
        drawn(&filled.totals) + "\n" + &drawn(&filled.proof)
    } else {
        format!("{:#}\n", filled.data)
    });
    Ok(())
}
