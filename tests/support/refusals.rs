//! What the commands refuse about models, and what of it `check` does not report.

use std::collections::BTreeMap;

use chiffrage::app::{break_evens, dqe, forecast, loads, priced};
use chiffrage::diag::{Errors, Finding, Findings, Severity, render};
use chiffrage::model::Text;
use chiffrage::scenario::{Base, compare};
use chiffrage::workbook;

/// What each command refuses, by its name.
fn refusals(text: &Text, scenarios: &[&str]) -> BTreeMap<String, Errors> {
    let mut refusals = BTreeMap::new();
    let mut add = |name: String, errors: Option<Errors>| refusals.extend(errors.map(|errors| (name, errors)));
    for scenario in scenarios {
        match priced(text.clone(), scenario) {
            Err(refused) => add(format!("price --scenario {scenario}"), Some(refused.errors)),
            Ok(it) => {
                let of = |name: &str| format!("{name} --scenario {scenario}");
                add(of("pnl"), forecast(&it.bid, &it.inputs, &it.estimate, None).err());
                add(of("pnl --lot"), forecast(&it.bid, &it.inputs, &it.estimate, it.bid.lots.first_key()).err());
                add(of("load"), loads(&it.bid, &it.inputs, &it.estimate, None).err());
                add(of("break-even"), break_evens(&it.bid, &it.inputs, &it.estimate, None).err());
                match dqe(&it.bid, &it.inputs, &it.estimate, &text.root, None) {
                    Err(errors) => add(of("dqe"), Some(errors)),
                    // Sheets and names that the format does not hold would be refused by no finding of the models.
                    Ok(book) => drop(workbook::bytes(&book).unwrap()),
                }
            }
        }
    }
    let compared = Base::of(text).and_then(|base| compare(&base, &base.ids(), true));
    add("compare".to_owned(), compared.err());
    refusals
}

/// A finding without the name of the scenario it was found under: of what the base has too, `check` reports the base's.
fn unnamed(finding: &Finding) -> Finding {
    let message = finding.message.en.split(" (scenario `").next().unwrap_or_default().to_owned();
    Finding { message: message.into(), ..finding.clone() }
}

/// The first command that refuses what `check` does not report, in words; none where there is none. `found` is what
/// `check` reports.
pub fn overlooked(text: &Text, found: &Findings, scenarios: &[&str]) -> Option<String> {
    let known: Vec<Finding> = found.sorted().into_iter().map(unnamed).collect();
    refusals(text, scenarios).into_iter().find_map(|(command, errors)| {
        let mut errors_alone = errors.sorted().into_iter().filter(|error| error.severity == Severity::Error);
        let is_known = found.has_errors() && errors_alone.all(|error| known.contains(&unnamed(error)));
        (!is_known).then(|| format!("`{command}` reports what `check` does not:\n{}", shown(&errors, text)))
    })
}

/// Findings as a terminal shows them.
pub fn shown(findings: &Findings, text: &Text) -> String {
    render(findings, &text.sources, chiffrage::unit::Lang::En, false, None)
}
