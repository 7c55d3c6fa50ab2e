//! From the command line's folders to a priced bid.

use std::path::{Path, PathBuf};

use super::args::Args;
use super::console::{Failed, tell_findings};
use crate::diag::{Code, Finding, Findings, Sources, nearest};
use crate::engine::{self, Estimate, Inputs, estimate_with};
use crate::model::{self, Bid};
use crate::unit::Exact;

/// A bid and its estimate, with the texts it comes from.
pub struct Priced {
    /// The bid.
    pub bid: Bid,
    /// The values of its figures.
    pub inputs: Inputs<Exact>,
    /// What it comes to.
    pub estimate: Estimate<Exact>,
    /// The texts.
    pub sources: Sources,
    /// The files, none of which may be written over.
    pub paths: Vec<PathBuf>,
    /// What to look at all the same.
    pub warnings: Findings,
}

/// Reads and prices the bid, or tells every problem.
pub fn priced(args: &Args) -> Result<Priced, Failed> {
    let text = model::load(&args.models, &templates(args));
    let model::Text { sources, paths, .. } = &text;
    let (sources, paths) = (sources.clone(), paths.clone());
    let (bid, mut warnings) = match model::bid(&text) {
        Ok(bid) => bid,
        Err(findings) => return Err(Failed::new(findings, sources)),
    };
    let inputs = Inputs::exact(&bid);
    match estimate_with(&bid, &inputs) {
        Ok(estimate) => {
            warnings.append(engine::warnings(&bid, &estimate));
            Ok(Priced { bid, inputs, estimate, sources, paths, warnings })
        }
        Err(findings) => Err(Failed::new(findings, sources)),
    }
}

/// The same, warnings told.
pub fn told(args: &Args) -> Result<Priced, Failed> {
    let priced = priced(args)?;
    tell_findings(&priced.warnings, &priced.sources);
    Ok(priced)
}

/// The templates folder: as named, or beside the models.
pub fn templates(args: &Args) -> PathBuf {
    args.templates.clone().unwrap_or_else(|| args.models.parent().unwrap_or(Path::new("")).join("templates"))
}

impl Priced {
    /// The lot that an option names, if it names one.
    pub fn lot(&self, id: Option<&str>) -> Result<Option<usize>, Failed> {
        let Some(id) = id else { return Ok(None) };
        let ids = || self.bid.lots.iter().map(|lot| lot.id.as_str());
        named("lot", id, ids).map(Some)
    }

    /// The site that an option names, if it names one.
    pub fn site(&self, id: Option<&str>) -> Result<Option<usize>, Failed> {
        let Some(id) = id else { return Ok(None) };
        let ids = || self.bid.sites.iter().map(|site| site.id.as_str());
        named("site", id, ids).map(Some)
    }
}

fn named<'a, I: Iterator<Item = &'a str>>(what: &str, id: &str, ids: impl Fn() -> I) -> Result<usize, Failed> {
    ids().position(|known| known == id).ok_or_else(|| {
        let help = match nearest(id, ids()) {
            Some(candidate) => format!("did you mean `{candidate}`?"),
            None => format!("the bid has: {}", ids().collect::<Vec<_>>().join(", ")),
        };
        Finding::error(Code::UnknownId, format!("there is no {what} `{id}` in the bid")).help(help).into()
    })
}
