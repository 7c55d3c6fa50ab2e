use rayon::prelude::*;
use serde_json::json;

use super::args::{Args, Check, CheckFormat};
use super::bid::{counted, templates, with_scenario};
use super::console::{Console, Failed, tell, tell_findings};
use crate::buyer::leaks::{Secrets, internal};
use crate::diag::{Errors, Findings, Severity, Sources, to_json};
use crate::engine::{Inputs, estimate_with, warnings};
use crate::model::{self, Bid, Node};
use crate::scenario::Scenarios;
use crate::unit::Lang;

/// Tells every problem of the bid and of its scenarios, their prices too: what cannot be priced is a
/// problem.
pub fn run(args: &Args, verb: &Check, console: &Console) -> Result<(), Failed> {
    let text = model::load(&args.models, &templates(args));
    let mut findings = told(model::bid(&text), &text.root);
    if !findings.has_errors() {
        match Scenarios::of(&text) {
            Ok(scenarios) => {
                // What the base tells already is not told again of each scenario.
                let of_base = findings.clone();
                let ids: Vec<&str> = scenarios.iter().map(|(id, _, _)| id).collect();
                let of_each = ids
                    .par_iter()
                    .map(|id| told(with_scenario(id, &text), &text.root).beyond(&of_base).of_scenario(id));
                of_each.collect::<Vec<_>>().into_iter().for_each(|of_one| findings.append(of_one));
            }
            Err(errors) => findings.append(errors),
        }
    }
    report(&findings, &text.sources, text.paths.len(), verb.format, console)
}

/// All that is to be told of a bid: of its models, of its price, and of what its DQE would tell the buyer.
fn told(bid: Result<(Bid, Findings), Errors>, root: &Node) -> Findings {
    match bid {
        Err(errors) => errors.into(),
        Ok((bid, mut findings)) => {
            let inputs = Inputs::exact(&bid);
            match estimate_with(&bid, &inputs) {
                Ok(estimate) => {
                    findings.append(warnings(&bid, &inputs, &estimate));
                    findings.append(internal(&Secrets::of(&bid, &inputs, &estimate, root), root));
                }
                Err(errors) => findings.append(errors),
            }
            findings
        }
    }
}

fn report(
    findings: &Findings, sources: &Sources, files: usize, format: CheckFormat, console: &Console,
) -> Result<(), Failed> {
    let (mut errors, warnings) = (findings.count(Severity::Error), findings.count(Severity::Warning));
    if errors > 0 {
        errors += findings.left_out();
    }
    if format == CheckFormat::Json {
        let data =
            json!({ "files": files, "errors": errors, "warnings": warnings, "findings": to_json(findings, sources) });
        console.print(&format!("{data:#}\n"));
        return if errors == 0 { Ok(()) } else { Err(Failed::Reported(2)) };
    }
    if errors > 0 {
        tell_findings(findings, sources);
        let summary = match errors {
            1 => console.lang.pick("erreur", "error"),
            _ => console.lang.pick("erreurs", "errors"),
        };
        tell(&format!("{errors} {summary}\n"));
        return Err(Failed::Reported(2));
    }
    tell_findings(findings, sources);
    let summary = match console.lang {
        Lang::Fr => format!("{files} fichiers lus, aucune erreur, {}\n", counted(warnings, console.lang)),
        Lang::En => format!("{files} files read, no error, {}\n", counted(warnings, console.lang)),
    };
    console.print(&summary);
    Ok(())
}
