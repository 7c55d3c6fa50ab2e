use std::path::Path;

use super::args::{Args, CheckFormat, Fill};
use super::bid::priced_with_warnings;
use super::console::{Console, Failed, page};
use super::files;
use crate::app::Priced;
use crate::buyer::Map;
use crate::buyer::fill::{self, Lost, Plan, Proof, Read, Report, TableTotal};
use crate::report::{self, Format};
use crate::sheet::Sheet;
use crate::xlsx::{Book, Package};

/// Puts our prices into a copy of the buyer's file: reports, writes, proves.
pub fn run(args: &Args, verb: &Fill, console: &Console) -> Result<(), Failed> {
    let mut priced = priced_with_warnings(args, console)?;
    let inputs = [&priced.paths[..], &[verb.file.clone(), verb.map.clone()]].concat();
    files::ready_like(&verb.output, &verb.file, verb.force, &inputs)?;
    let map = map(&verb.map, &mut priced)?;
    let read = Read::of(Book::open(files::read(&verb.file)?)?)?;
    let asked_for = fill::Asked { partial: verb.partial, quantities: verb.quantities };
    let plan = Plan::of(&priced.bid, &priced.estimate.dqe, &map, &read, asked_for);
    let faults = plan.faults();
    let (table, lang, page) = (verb.format == CheckFormat::Table, console.lang, page());
    let drawn = |sheet: Sheet| report::draw(&sheet, Format::Table, lang, page) + "\n";
    if table {
        let sheets = std::iter::once(plan.report(lang)).chain(fill::faults(&faults, lang));
        console.print(&sheets.map(drawn).collect::<String>());
    }
    if let Err(errors) = plan.findings.clone().without_errors() {
        return Err(Failed::new(errors, priced.sources.clone()));
    }
    console.findings(&plan.findings, &priced.sources);
    let filled = plan.write()?;
    let totals = TableTotal::all(&plan, &filled);
    let proof = Proof::of(&plan, &filled, &Package::open(filled.bytes.clone())?)?;
    let report =
        Report { plan: &plan, filled: &filled, proof: &proof, faults: &faults, totals, lost: Lost::all(&plan), lang };
    plan.book.package.budget().draw(0)?;
    files::write(&verb.output, &filled.bytes)?;
    console.written(&verb.output);
    console.print(&if table {
        drawn(report.totals()) + &report::draw(&report.proof(), Format::Table, lang, page)
    } else {
        format!("{:#}\n", report.to_json())
    });
    Ok(())
}

/// Reads a map, its text kept among the bid's sources.
pub fn map(path: &Path, priced: &mut Priced) -> Result<Map, Failed> {
    let (file, text) = files::read_text(path, &mut priced.sources)?;
    Map::read(file, &text, &priced.bid).map_err(|findings| Failed::new(findings, priced.sources.clone()))
}
