//! From the command line's folders to a priced bid.

use std::path::{Path, PathBuf};

use super::args::Args;
use super::console::{Console, Failed, note};
use crate::app;
use crate::diag::message::command::{Named, unknown};
use crate::diag::{Findings, Severity, Sources};
use crate::engine::{Estimate, Inputs};
use crate::model::{self, Bid, Node};
use crate::unit::{Exact, Lang};

/// A bid and its estimate, with the texts it comes from.
pub struct Priced {
    /// The bid.
    pub bid: Bid,
    /// The values of its figures.
    pub inputs: Inputs<Exact>,
    /// Its plan, cost and price.
    pub estimate: Estimate<Exact>,
    /// The texts.
    pub sources: Sources,
    /// The tree of the texts, scenarios among them.
    pub root: Node,
    /// The files, none of which may be written over.
    pub paths: Vec<PathBuf>,
    /// The warnings: none of them stops a price.
    pub warnings: Findings,
}

/// Reads and prices the bid, with the scenario asked for laid over it, or reports every problem.
pub fn priced(args: &Args) -> Result<Priced, Failed> {
    priced_under(args, &args.scenario)
}

/// The same with a scenario laid over it.
pub fn priced_under(args: &Args, scenario: &str) -> Result<Priced, Failed> {
    let text = model::load(&args.models, &templates(args));
    let priced = app::priced(&text, scenario).map_err(|errors| Failed::new(errors, text.sources.clone()))?;
    let app::Priced { bid, inputs, estimate, warnings } = priced;
    let model::Text { sources, root, paths, .. } = text;
    Ok(Priced { bid, inputs, estimate, sources, root, paths, warnings })
}

/// The same, printing the warnings in full: for verbs that print or write unit prices.
pub fn priced_with_warnings(args: &Args, console: &Console) -> Result<Priced, Failed> {
    let priced = priced(args)?;
    console.findings(&priced.warnings, &priced.sources);
    Ok(priced)
}

/// The same, printing how many warnings there are.
pub fn priced_with_count(args: &Args, console: &Console) -> Result<Priced, Failed> {
    let priced = priced(args)?;
    let count = priced.warnings.count(Severity::Warning);
    if count > 0 {
        note(&format!("{}{}chiffrage check\n", counted(count, console.lang), console.lang.colon()));
    }
    Ok(priced)
}

/// `2 avertissements`.
pub fn counted(warnings: usize, lang: Lang) -> String {
    let words = match warnings {
        0 | 1 => lang.pick("avertissement", "warning"),
        _ => lang.pick("avertissements", "warnings"),
    };
    let words = if warnings == 0 { lang.pick(words, "warnings") } else { words };
    format!("{warnings} {words}")
}

/// The templates folder: as named, or beside the models.
pub fn templates(args: &Args) -> PathBuf {
    args.templates.clone().unwrap_or_else(|| match args.models.file_name() {
        Some(_) => args.models.parent().unwrap_or(Path::new("")).join("templates"),
        // `--models .`: beside the current folder.
        None => args.models.join("..").join("templates"),
    })
}

impl Priced {
    /// The lot that an option names, if it names one.
    pub fn lot(&self, id: Option<&str>) -> Result<Option<usize>, Failed> {
        lot_of(&self.bid, id)
    }

    /// The site that an option names, if it names one.
    pub fn site(&self, id: Option<&str>) -> Result<Option<usize>, Failed> {
        let Some(id) = id else { return Ok(None) };
        let ids = || self.bid.sites.iter().map(|site| site.id.as_str());
        named(Named::Site, id, ids).map(Some)
    }
}

/// The lot that an option names, if it names one.
pub fn lot_of(bid: &Bid, id: Option<&str>) -> Result<Option<usize>, Failed> {
    let Some(id) = id else { return Ok(None) };
    // A lot goes by its number too, as every sheet calls it.
    let number = |l: usize| bid.lot_number(l).to_string();
    if let Some(lot) = (0..bid.lots.len()).find(|l| number(*l) == id || bid.lots[*l].id.eq_ignore_ascii_case(id)) {
        return Ok(Some(lot));
    }
    let ids = || bid.lots.iter().map(|lot| lot.id.as_str());
    named(Named::Lot, id, ids).map(Some)
}

fn named<'a, I: Iterator<Item = &'a str> + Clone>(what: Named, id: &str, ids: impl Fn() -> I) -> Result<usize, Failed> {
    ids().position(|known| known == id).ok_or_else(|| unknown(what, id, ids()).into())
}
