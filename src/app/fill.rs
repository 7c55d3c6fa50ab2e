use serde_json::Value as Json;

use super::{Document, Priced, Refused};
use crate::buyer::faults::Fault;
use crate::buyer::fill::{self, Lost, Plan, Proof, Read, Report, TableTotal};
use crate::diag::{Findings, Sources};
use crate::sheet::Sheet;
use crate::unit::Lang;
use crate::xlsx::{Book, Package};

/// A buyer's file to fill.
#[derive(Debug)]
pub struct FillRequest {
    /// The buyer's file.
    pub form: Vec<u8>,
    /// The map: which of our lines each row is.
    pub map: Document,
    /// May prices that are not decided stay empty?
    pub partial: bool,
    /// Are quantities that the buyer leaves blank filled too?
    pub quantities: bool,
}

/// The cells of a buyer's file to fill, and the file filled or why it is not.
#[derive(Debug)]
pub struct FillAnswer {
    /// The cells, with their values before and after, then the faults of the buyer's own file.
    pub plan: Vec<Sheet>,
    /// Warnings.
    pub findings: Findings,
    /// The texts that they underline.
    pub sources: Sources,
    /// The file, filled.
    pub filled: Result<FilledForm, Refused>,
}

/// A buyer's file with our prices in it.
#[derive(Debug)]
pub struct FilledForm {
    /// The file.
    pub bytes: Vec<u8>,
    /// The totals of the buyer's tables.
    pub totals: Sheet,
    /// The proof that nothing else changed.
    pub proof: Sheet,
    /// All of it as data.
    pub data: Json,
}

impl Priced {
    /// Puts our prices into a copy of the buyer's file, and proves that nothing else changed.
    ///
    /// # Errors
    /// The file or the map cannot be read.
    pub fn fill(&self, request: FillRequest, lang: Lang) -> Result<FillAnswer, Refused> {
        let mut sources = self.text.sources.clone();
        let map = request.map.map(&self.bid, &mut sources)?;
        let read = Read::of(Book::open(request.form)?)?;
        let asked = fill::Asked { partial: request.partial, quantities: request.quantities };
        let plan = Plan::of(&self.bid, &self.estimate.dqe, &map, &read, asked);
        let faults = plan.faults();
        let sheets = std::iter::once(plan.report(lang)).chain(fill::faults(&faults, lang)).collect();
        let (findings, filled) = match plan.findings.clone().without_errors() {
            Ok(findings) => (findings, filled(&plan, &faults, lang)),
            Err(errors) => (Findings::default(), Err(Refused::new(errors, &sources))),
        };
        Ok(FillAnswer { plan: sheets, findings, sources, filled })
    }
}

fn filled(plan: &Plan<'_>, faults: &[Fault], lang: Lang) -> Result<FilledForm, Refused> {
    let filled = plan.write()?;
    let totals = TableTotal::all(plan, &filled);
    let proof = Proof::of(plan, &filled, &Package::open(filled.bytes.clone())?)?;
    let report = Report { plan, filled: &filled, proof: &proof, faults, totals, lost: Lost::all(plan), lang };
    plan.book.package.budget().draw(0)?;
    let (totals, proof, data) = (report.totals(), report.proof(), report.to_json());
    Ok(FilledForm { bytes: filled.bytes, totals, proof, data })
}
