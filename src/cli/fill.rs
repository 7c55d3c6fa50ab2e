use std::mem::ManuallyDrop;
use std::path::Path;

use super::args::{Args, CheckFormat, Fill};
use super::bid::{Priced, warned};
use super::console::{Console, Failed, page, tell, tell_findings};
use super::files;
use super::staged::StagedFile;
use crate::buyer::Map;
use crate::buyer::fill::{self, Lost, Plan, Proof, Read, Report, TableTotal};
use crate::report::{self, Format};
use crate::sheet::Sheet;
use crate::xlsx::{Book, Package};

/// Puts our prices into a copy of the buyer's file: reports, writes, proves.
pub fn run(args: &Args, verb: &Fill, console: &Console) -> Result<(), Failed> {
    let open = || -> Result<Read, Failed> { Ok(Read::of(Book::open(files::read(&verb.file)?)?)?) };
    let asked = || -> Result<(Priced, Map), Failed> {
        let mut priced = warned(args)?;
        let inputs = [&priced.paths[..], &[verb.file.clone(), verb.map.clone()]].concat();
        files::ready_like(&verb.output, &verb.file, verb.force, &inputs)?;
        let map = map(&verb.map, &mut priced)?;
        Ok((priced, map))
    };
    let (asked, read) = rayon::join(asked, open);
    let (priced, map) = asked?;
    // The process ends with the report: nobody waits for the bid and a hundred thousand cells to be freed.
    let (priced, read) = (ManuallyDrop::new(priced), ManuallyDrop::new(read?));
    let asked_for = fill::Asked { partial: verb.partial, quantities: verb.quantities };
    let plan = Plan::of(&priced.bid, &priced.estimate.dqe, &map, &read, asked_for);
    let (faults, filled) = rayon::join(|| plan.faults(), || plan.write());
    let (table, lang, page) = (verb.format == CheckFormat::Table, console.lang, page());
    let drawn = |sheet: Sheet| report::draw(&sheet, Format::Table, lang, page) + "\n";
    let planned = || -> String {
        let sheets = std::iter::once(plan.report(lang)).chain(fill::faults(&faults, lang));
        if table { sheets.map(drawn).collect() } else { String::new() }
    };
    if let Err(errors) = plan.findings.clone().without_errors() {
        console.print(&planned());
        return Err(Failed::new(errors, priced.sources.clone()));
    }
    let filled = match filled {
        Ok(filled) => ManuallyDrop::new(filled),
        Err(finding) => {
            console.print(&planned());
            tell_findings(&plan.findings, &priced.sources);
            return Err(finding.into());
        }
    };
    // While it is proved and told, the file is made ready beside its place, which it takes once nothing speaks against it.
    let told_first = || (planned(), TableTotal::all(&plan, &filled));
    let proved = || Proof::of(&plan, &filled, &Package::open(filled.bytes.clone())?);
    let written = || StagedFile::of(&verb.output, &filled.bytes);
    let ((planned, totals), (proof, written)) = rayon::join(told_first, || rayon::join(proved, written));
    console.print(&planned);
    tell_findings(&plan.findings, &priced.sources);
    let proof = proof?;
    let report =
        Report { plan: &plan, filled: &filled, proof: &proof, faults: &faults, totals, lost: Lost::all(&plan), lang };
    let told_last = if table {
        drawn(report.totals()) + &report::draw(&report.proof(), Format::Table, lang, page)
    } else {
        format!("{:#}\n", report.to_json())
    };
    plan.book.package.budget().draw(0)?;
    written?.take_place()?;
    tell(&format!("{} {}\n", lang.pick("écrit :", "written:"), verb.output.display()));
    console.print(&told_last);
    Ok(())
}

/// Reads a map, its text kept among the bid's sources.
pub fn map(path: &Path, priced: &mut Priced) -> Result<Map, Failed> {
    let (file, text) = files::read_text(path, &mut priced.sources)?;
    Map::read(file, &text, &priced.bid).map_err(|findings| Failed::new(findings, priced.sources.clone()))
}
