//! What moves a figure: by hand, as scenarios that write the values, and where a pool holds it.

use chiffrage::engine::{Inputs, cell};
use chiffrage::graph::{FigureMove, Held, Output, Sensitivity, sensitivity};
use chiffrage::model::bid::{LotId, Nature, PoolId};
use chiffrage::model::{self, Bid, Text};
use chiffrage::scenario::Base;
use chiffrage::unit::Number as _;
use rust_decimal::{Decimal, dec};
use serde_json::Value;

use crate::support;

/// The shipped bid with a scenario that writes some values.
fn written(changes: &[(&str, &str)]) -> Text {
    let folder = tempfile::tempdir().unwrap();
    let models = folder.path().join("models");
    support::copy(&support::root().join("models"), &models);
    let mut scenario = "label = \"x\"\nwhy = \"To see.\"\n".to_owned();
    for (number, (path, to)) in changes.iter().enumerate() {
        scenario += &format!("[changes.c{number}]\nselect = \"{path}\"\nto = {to}\n");
    }
    std::fs::write(models.join("scenarios/mine.toml"), scenario).unwrap();
    model::load(&models, &support::root().join("templates"))
}

fn of(bid: &Bid, output: Output) -> Sensitivity {
    sensitivity(bid, &Inputs::exact(bid), output).unwrap_or_else(|errors| panic!("{errors:#?}"))
}

fn moved<'a>(bid: &Bid, sensitivity: &'a Sensitivity, path: &str) -> &'a FigureMove {
    let is = |moved: &&FigureMove| bid.figure(moved.fig).path == path;
    sensitivity.figures.iter().find(is).unwrap_or_else(|| panic!("{path} moves nothing"))
}

/// The euro is what exchange rates are stated in: its own is no figure that could move, be moved, or rest on anything. The
/// dirham is one.
#[test]
fn the_euro_is_no_figure_of_the_model() {
    let (bid, _, _) = support::shipped();
    let rates: Vec<&str> =
        bid.figures.iter().map(|figure| figure.path.as_str()).filter(|path| path.starts_with("currencies.")).collect();
    assert_eq!(rates, ["currencies.MAD.eur", "currencies.TND.eur"]);
    let text = written(&[("currencies.EUR.eur", "1.1")]);
    let refused = Base::of(&text).unwrap().outcome("mine").unwrap_err();
    let codes: Vec<&str> = refused.sorted().iter().map(|finding| finding.code.name()).collect();
    assert_eq!(codes, ["E0206"]);
}

/// A margin m of a nature sells for full / (1 − m): m times its slope is Σ full × m / (1 − m)².
#[test]
fn a_margin_moves_the_price_as_by_hand() {
    let (bid, _, estimate) = support::shipped();
    let build = |lot: LotId| estimate.price.sold[cell(lot, Nature::Build)].full.shown();
    let full: Decimal = bid.lots.keys().map(build).sum();
    let expected = full * dec!(0.15) / (dec!(0.85) * dec!(0.85));
    let moves = moved(&bid, &of(&bid, Output::Price(None)), "policy.margin.build").moves;
    assert!((moves - expected).abs() < dec!(0.01), "{moves}, by hand {expected}");
    // The cost knows no margin.
    assert!(!of(&bid, Output::Cost(None)).figures.iter().any(|m| bid.figure(m.fig).path == "policy.margin.build"));
}

/// The ends of a swing are what scenarios that write those values come to; the points of a course move as one.
#[test]
fn a_swing_is_two_scenarios() {
    let (bid, _, _) = support::shipped();
    let sensitivity = of(&bid, Output::Cost(None));
    let course = "lots.identite.volumes.incidents.per_month.years";
    type Changes<'a> = &'a [(&'a str, &'a str)];
    let cases: [(&str, [Changes<'_>; 2]); 2] = [
        (
            "sites.porto.productivity.steady",
            [&[("sites.porto.productivity.steady", "0.86")], &[("sites.porto.productivity.steady", "0.97")]],
        ),
        (
            &format!("{course}.1"),
            [
                &[(&format!("{course}.1"), "30"), (&format!("{course}.3"), "20")],
                &[(&format!("{course}.1"), "90"), (&format!("{course}.3"), "80")],
            ],
        ),
    ];
    for (path, ends) in cases {
        let swing = moved(&bid, &sensitivity, path).swing.expect("it has a range");
        for (changes, end) in ends.iter().zip([swing.low, swing.high]) {
            let text = written(changes);
            let base = Base::of(&text).unwrap_or_else(|errors| panic!("{errors:#?}"));
            let outcome = base.outcome("mine").unwrap_or_else(|errors| panic!("{errors:#?}"));
            // To a millionth of a euro.
            let cost = outcome.estimate.dqe.total.full.rounded(6).value();
            assert_eq!(end.and_then(|end| end.value()), cost, "{path} at {changes:?}");
        }
    }
}

/// A pool whose minimum exceeds every demand costs the same whatever is demanded of it, and the report names it; one that demand
/// exceeds does not follow its minimum.
#[test]
fn a_pool_holds_what_it_does_not_follow() {
    let text = written(&[("pools.infra.minimum", "30")]);
    let base = Base::of(&text).unwrap_or_else(|errors| panic!("{errors:#?}"));
    let bid = base.outcome("mine").unwrap_or_else(|errors| panic!("{errors:#?}")).bid;
    let demand = "lots.identite.teams.infrastructure.positions.vms.days";
    let at_minimum = Held { pool: PoolId::from(0), at_minimum: true, months: 48 };
    let sensitivity = of(&bid, Output::Cost(None));
    let held = moved(&bid, &sensitivity, demand);
    assert_eq!(held.held, [at_minimum]);
    assert!(held.moves.abs() < dec!(0.01), "{}", held.moves);
    let minimum = moved(&bid, &sensitivity, "pools.infra.minimum");
    assert!(minimum.held.is_empty() && minimum.moves > dec!(1_000_000), "{minimum:?}");
    let (shipped, _, _) = support::shipped();
    let sensitivity = of(&shipped, Output::Cost(None));
    let minimum = moved(&shipped, &sensitivity, "pools.infra.minimum");
    assert_eq!((minimum.moves, &minimum.held[..]), (dec!(0), &[Held { at_minimum: false, ..at_minimum }][..]));
    assert!(moved(&shipped, &sensitivity, demand).held.is_empty());
}

fn run(args: &[&str]) -> (Option<i32>, String, String) {
    let output = support::chiffrage().current_dir(support::root()).arg("sensitivity").args(args).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

fn rows(args: &[&str]) -> Vec<Value> {
    let (_, out, err) = run(&[args, &["--format", "json"]].concat());
    let json: Value = serde_json::from_str(&out).unwrap_or_else(|why| panic!("{why}: {err}"));
    json["rows"].as_array().unwrap().clone()
}

/// What the figures of each source move together is what they move one by one.
#[test]
fn sources_total_their_figures() {
    let cents = |row: &Value| (row["moves"].as_f64().unwrap() * 100.0).round() as i64;
    let figures = rows(&["--of", "cost", "--lot", "ror"]);
    for source in rows(&["--of", "cost", "--lot", "ror", "--by", "source"]) {
        let own: Vec<&Value> = figures.iter().filter(|figure| figure["source"] == source["source"]).collect();
        assert_eq!(source["figures"].as_f64(), Some(own.len() as f64));
        let sum: i64 = own.iter().map(|figure| cents(figure)).sum();
        // Each is rounded to the cent.
        assert!((sum - cents(&source)).abs() <= own.len() as i64, "{source}");
    }
    assert_eq!(rows(&["--of", "ror/cost", "--top", "3"]), figures[..3]);
}

#[test]
fn a_figure_without_sensitivity_is_refused() {
    let (code, out, err) = run(&["--of", "all/away"]);
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert!(err.contains("E0507") && err.contains("`all/away`"), "{err}");
    let (code, _, err) = run(&["--of", "ror/nowhere"]);
    assert_eq!(code, Some(2));
    assert!(err.contains("E0503"), "{err}");
}
