use rayon::prelude::*;

use super::priced::{Estimated, estimated_at, laid};
use super::{break_evens, forecast, loads, placeholders};
use crate::buyer::leaks::{Secrets, internal_texts};
use crate::diag::{Code, Finding, Findings};
use crate::model::Text;
use crate::scenario::{BASE, Scenarios};

/// Every problem of a text, of its scenarios, of their prices and of what is made of them: whatever a command would refuse
/// about the models.
#[must_use]
pub fn check(text: &Text) -> Findings {
    let mut findings = found(text, BASE);
    // A scenario may write into a file that is not there, which then lacks all the rest.
    let lacks_a_file = |finding: &&Finding| finding.code == Code::MissingKey && finding.labels.is_empty();
    if text.findings.has_errors() || findings.sorted().iter().any(lacks_a_file) {
        return findings;
    }
    match Scenarios::of(text) {
        Ok(scenarios) => {
            // What the base reports already is not reported again of each scenario.
            let of_base = findings.clone();
            let ids: Vec<&str> = scenarios.iter().map(|(id, _, _)| id).collect();
            let of_each = ids.par_iter().map(|id| found(text, id).beyond(&of_base).of_scenario(id));
            of_each.collect::<Vec<_>>().into_iter().for_each(|of_one| findings.append(of_one));
        }
        Err(errors) => findings.append(errors),
    }
    findings
}

/// What is found under a scenario.
fn found(text: &Text, scenario: &str) -> Findings {
    let laid = laid(text, scenario).and_then(|root| Ok((estimated_at(text, &root)?, placeholders(&root))));
    let (Estimated { bid, inputs, estimate, warnings: mut findings }, open) = match laid {
        Ok(laid) => laid,
        Err(errors) => return errors.into(),
    };
    findings.append(open);
    let made = [
        forecast(&bid, &inputs, &estimate, None).map(drop),
        loads(&bid, &inputs, &estimate, None).map(drop),
        break_evens(&bid, &inputs, &estimate, None).map(drop),
    ];
    made.into_iter().filter_map(Result::err).for_each(|errors| findings.append(errors));
    let secrets = Secrets::of(&bid, &inputs, &estimate, &text.root);
    findings.append(internal_texts(&secrets, &text.root));
    findings
}
