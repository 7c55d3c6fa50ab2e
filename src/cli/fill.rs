use std::mem::ManuallyDrop;
use std::path::Path;

use super::args::{Args, CheckFormat, Fill};
use super::bid::{Priced, told};
use super::console::{Console, Failed, tell, tell_findings};
use super::{files, leaks};
use crate::buyer::Map;
use crate::buyer::fill::{self, Lost, Plan, Proof, Read, Report, TableTotal};
use crate::diag::Findings;
use crate::report::Format;
use crate::xlsx::{Book, Package};

/// Puts our prices into a copy of the buyer's file: reports, writes, proves.
pub fn run(args: &Args, verb: &Fill, console: &Console) -> Result<(), Failed> {
    let open = || -> Result<Read, Failed> { Ok(Read::of(Book::open(files::read(&verb.file)?)?)?) };
    let asked = || -> Result<(Priced, Map), Failed> {
        let mut priced = told(args)?;
        let inputs = [&priced.paths[..], &[verb.file.clone(), verb.map.clone()]].concat();
        files::ready_like(&verb.output, &verb.file, verb.force, &inputs)?;
        let map = map(&verb.map, &mut priced)?;
        Ok((priced, map))
    };
    let (asked, read) = rayon::join(asked, open);
    let (priced, map) = asked?;
    // The process ends with the report: nobody waits for the bid and a hundred thousand cells to be freed.
    let (priced, read) = (ManuallyDrop::new(priced), ManuallyDrop::new(read?));
    let (plan, secrets) = rayon::join(
        || Plan::of(&priced.bid, &priced.estimate.dqe, &map, &read, verb.partial),
        || leaks::secrets(&priced),
    );
    let (faults, filled) = rayon::join(|| plan.faults(), || plan.write());
    let table = verb.format == CheckFormat::Table;
    if table {
        console.draw(&plan.report(console.lang), Format::Table);
        console.print("\n");
        if let Some(sheet) = fill::faults(&faults, console.lang) {
            console.draw(&sheet, Format::Table);
            console.print("\n");
        }
    }
    if plan.findings.has_errors() {
        return Err(Failed::new(plan.findings.clone(), priced.sources.clone()));
    }
    tell_findings(&plan.findings, &priced.sources);
    let filled = filled?;
    let proof = Proof::of(&plan, &filled, &Package::open(filled.bytes.clone())?)?;
    // The results of the buyer's formulas tell no more than the prices in them.
    let put = proof.cells.iter().filter(|cell| !cell.result).map(|cell| {
        let sheet = &read.book.sheets[cell.sheet];
        (sheet.part.as_str(), format!("{}!{}", sheet.name, cell.at), &cell.new)
    });
    let leaks = leaks::none_among(put, &secrets, &priced.sources)?;
    files::write(&verb.output, &filled.bytes)?;
    tell(&format!("{} {}\n", console.lang.pick("écrit :", "written:"), verb.output.display()));
    let totals = TableTotal::all(&plan, &filled);
    let (lang, leaks) = (console.lang, &leaks[..]);
    let report = Report {
        plan: &plan,
        filled: &filled,
        proof: &proof,
        faults: &faults,
        totals,
        lost: Lost::all(&plan),
        leaks,
        lang,
    };
    if table {
        console.draw(&report.totals(), Format::Table);
        console.print("\n");
        console.draw(&report.proof(), Format::Table);
    } else {
        console.print(&format!("{:#}\n", report.to_json()));
    }
    Ok(())
}

/// Reads a map, its text kept among the bid's sources.
fn map(path: &Path, priced: &mut Priced) -> Result<Map, Failed> {
    let text = files::read_text(path)?;
    let file = priced.sources.add(path.display().to_string(), text.clone());
    Map::read(file, &text, &priced.bid).map_err(|findings: Findings| Failed::new(findings, priced.sources.clone()))
}
