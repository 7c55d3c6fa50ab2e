//! Scenarios: overlays of the shipped bid, and what is wrong with them told at their lines (method §7).

mod support;

use chiffrage::diag::Errors;
use chiffrage::engine::{Estimate, estimate};
use chiffrage::model::{self, Text, bid_of};
use chiffrage::scenario::{BASE, Scenarios};
use chiffrage::unit::Exact;

fn shipped() -> Text {
    model::load(&support::root().join("models"), &support::root().join("templates"))
}

/// The shipped bid under a scenario written here.
fn under(scenario: &str) -> Result<Estimate<Exact>, Errors> {
    let folder = tempfile::tempdir().unwrap();
    let models = folder.path().join("models");
    support::copy(&support::root().join("models"), &models);
    std::fs::write(models.join("scenarios/mine.toml"), scenario).unwrap();
    let text = model::load(&models, &support::root().join("templates"));
    let laid = Scenarios::of(&text)?.lay("mine", &text)?;
    let (bid, _) = bid_of(&text, &laid.root)?;
    estimate(&bid)
}

const HEAD: &str = "label = \"Mine\"\nwhy = \"To see.\"\n";

fn codes(result: Result<Estimate<Exact>, Errors>) -> Vec<&'static str> {
    result.err().map(|f| f.sorted().iter().map(|f| f.code.name()).collect()).unwrap_or_default()
}

#[test]
fn every_shipped_scenario_is_priced_and_changes_something() {
    let text = shipped();
    let scenarios = Scenarios::of(&text).unwrap();
    let base = support::shipped().2.dqe.total.net.shown();
    let mut count = 0;
    for (id, label, why) in scenarios.iter() {
        let laid = scenarios.lay(id, &text).unwrap();
        assert!(!laid.changes.is_empty() && !label.fr.is_empty() && why.en.ends_with('.'), "{id}");
        assert!(laid.changes.iter().all(|c| c.before != c.after), "{id}: a change that changes nothing");
        let (bid, _) = bid_of(&text, &laid.root).unwrap();
        assert_ne!(estimate(&bid).unwrap().dqe.total.net.shown(), base, "{id}");
        count += 1;
    }
    assert_eq!(count, 10);
}

/// An overlay makes a new text: the base is priced as before, after and without it.
#[test]
fn the_base_stays_as_it_was() {
    let text = shipped();
    let before = format!("{:?}", text.root);
    let scenarios = Scenarios::of(&text).unwrap();
    scenarios.lay("nearshore-50", &text).unwrap();
    assert_eq!(format!("{:?}", text.root), before);
    assert!(scenarios.lay(BASE, &text).unwrap().changes.is_empty());
}

/// A scenario that extends another changes it further: one change a path, from what the base has.
#[test]
fn chains_of_extends_are_laid_in_order() {
    let text = shipped();
    let laid = Scenarios::of(&text).unwrap().lay("nearshore-50", &text).unwrap();
    let change = laid.changes.iter().find(|c| c.path == "lots.ror.teams.alpha.mix").unwrap();
    assert_eq!((change.before.as_deref(), change.after.as_deref()), (Some("\"hybrid\""), Some("\"nearshore-50\"")));
    assert_eq!(laid.changes.iter().filter(|c| c.path == "lots.ror.teams.alpha.mix").count(), 1);
}

/// From a contract year on: before it, what was there stays, the mix of the team's lot or policy included.
#[test]
fn a_change_may_begin_in_a_year() {
    let change =
        "[changes.a]\nselect = \"lots.{ror,pfc}.teams.*[nature=run].mix\"\nto = \"nearshore-30\"\nfrom_year = 3\n";
    let changed = under(&format!("{HEAD}{change}")).unwrap();
    let (_, _, base) = support::shipped();
    let ror = support::shipped().0.lot("ror").unwrap();
    let heads = |e: &Estimate<Exact>, m: usize| {
        e.plan
            .rows
            .iter()
            .filter(|r| r.lot == ror && r.nature.id() == "run")
            .map(|r| e.plan.crews[r.crew].members[0].spread)
            .map(|s| e.plan.spreads[s].sites.iter().filter(|(_, heads)| !heads[m].shown().is_zero()).count())
            .max()
            .unwrap()
    };
    // Two sites before the third year as in the base, three from then on.
    assert_eq!((heads(&base, 23), heads(&base, 24)), (2, 2));
    assert_eq!((heads(&changed, 23), heads(&changed, 24)), (2, 3));
}

#[test]
fn what_is_wrong_with_a_scenario_is_told_at_its_line() {
    let cases = [
        ("extends = \"nowhere\"\n[changes.a]\nselect = \"policy.mix\"\nto = \"onshore\"", "E0301"),
        ("extends = \"mine\"\n[changes.a]\nselect = \"policy.mix\"\nto = \"onshore\"", "E0314"),
        ("[changes.a]\nselect = \"lots.*.teams.*[nature=biuld].mix\"\nto = \"onshore\"", "E0313"),
        ("[changes.a]\nselect = \"lots.rorr.mix\"\nto = \"onshore\"", "E0313"),
        ("[changes.a]\nselect = \"lots.{ror,annuare}.teams.*[nature=build].mix\"\nto = \"onshore\"", "E0313"),
        ("[changes.a]\nselect = \"lots.ror.teams.beta\"\nremove = true\nfrom_year = 3", "E0305"),
        ("[changes.a]\nselect = \"lots.{ror.mix\"\nto = \"onshore\"", "E0313"),
        ("[changes.a]\nselect = \"lots.ror.mixx\"\nto = \"onshore\"", "E0202"),
        ("[changes.a]\nselect = \"policy.margin.build\"\nto = 1.2", "E0206"),
        ("[changes.a]\nselect = \"policy.mix\"\nto = \"onshor\"", "E0301"),
        ("[changes.a]\nselect = \"policy.mix\"", "E0305"),
    ];
    for (scenario, code) in cases {
        assert!(codes(under(&format!("{HEAD}{scenario}\n"))).contains(&code), "{scenario}");
    }
    let findings = under(&format!("{HEAD}[changes.a]\nselect = \"policy.margin.build\"\nto = 1.2\n")).unwrap_err();
    // Its place is the scenario's value, not the model's.
    assert_eq!(findings.sorted().len(), 1);
}
