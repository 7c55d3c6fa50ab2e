//! Sweeps and searches: each point is what a scenario that wrote its values would come to.

use std::sync::atomic::{AtomicUsize, Ordering};

use assert_cmd::Command;
use chiffrage::diag::{At, FileId};
use chiffrage::model::{self, Text};
use chiffrage::report;
use chiffrage::scenario::{Axis, Base, Dial, Goal, Grid, Hold, Outcome, Point, Surface, places, solve};
use chiffrage::sheet::{AxisName, Cell, Drawing, Shown, Swept};
use chiffrage::unit::{Exact, Lang, Number as _, percent};
use rust_decimal::{Decimal, dec};
use serde_json::Value;

use crate::support;

/// The shipped bid, with scenarios written here.
fn shipped(scenarios: &[(&str, &str)]) -> Text {
    let folder = tempfile::tempdir().unwrap();
    let models = folder.path().join("models");
    support::copy(&support::root().join("models"), &models);
    for (id, changes) in scenarios {
        let head = "label = \"x\"\nwhy = \"To see.\"\n";
        std::fs::write(models.join(format!("scenarios/{id}.toml")), format!("{head}{changes}")).unwrap();
    }
    model::load(&models, &support::root().join("templates"))
}

fn nowhere() -> At {
    At::new(FileId::default(), &(0..0))
}

fn axis(outcome: &Outcome, path: &str, values: &[Decimal]) -> Axis {
    let dial = Dial::of(outcome, path, &[], nowhere()).unwrap_or_else(|f| panic!("{f:#?}"));
    Axis { dial, values: values.to_vec(), at: nowhere() }
}

/// A point of a grid over a share and a margin is the price of the scenario that writes them: the other shares of the
/// mix (Paris 0.25, Lyon 0.55 of 0.80) keep their proportion, 5 to 11.
#[test]
fn a_point_is_a_scenario() {
    let mix = "[changes.a]\nselect = \"mixes.hybrid.shares\"\nto = { paris = 0.1875, lyon = 0.4125, porto = 0.4 }\n";
    let two = "[changes.a]\nselect = \"mixes.hybrid.shares\"\nto = { paris = 0.4, lyon = 0.4, porto = 0.2 }\n";
    let margin = "[changes.b]\nselect = \"policy.margin.build\"\nto = 0.12\n";
    let text = shipped(&[("mine", &format!("{mix}{margin}")), ("mix", mix), ("two", two)]);
    let base = Base::of(&text).unwrap_or_else(|f| panic!("{f:#?}"));
    let outcome = base.outcome("base").unwrap();
    let axes = [
        axis(&outcome, "mixes.hybrid.shares.porto", &[dec!(0), dec!(0.2), dec!(0.4)]),
        axis(&outcome, "policy.margin.build", &[dec!(0.12), dec!(0.15)]),
    ];
    let reported = AtomicUsize::new(0);
    let surface = Surface::of(&outcome, Hold::Margins, None);
    let grid = surface.grid(&axes, &|| _ = reported.fetch_add(1, Ordering::Relaxed));
    assert_eq!((grid.points.len(), reported.into_inner()), (6, 6));
    let net = |id: &str| base.outcome(id).unwrap().estimate.dqe.total.net.value();
    let at = |share: usize, margin: usize| grid.points[share * 2 + margin].unwrap();
    assert_eq!(places(&axes, 5), [2, 1]);
    assert_eq!(at(2, 0).net.value(), net("mine"));
    assert_eq!(at(2, 1).net.value(), net("mix"));
    assert_eq!(at(1, 1).net.value(), net("base"));
    // Two shares of one mix: what both leave goes to the third. Porto 0.2 and Lyon 0.4 leave 0.4 to Paris.
    let shares = [
        axis(&outcome, "mixes.hybrid.shares.porto", &[dec!(0.2)]),
        axis(&outcome, "mixes.hybrid.shares.lyon", &[dec!(0.4), dec!(0.55)]),
    ];
    let two = surface.grid(&shares, &|| ());
    assert_eq!(two.points[0].unwrap().net.value(), net("two"));
    assert_eq!(two.points[1].unwrap().net.value(), net("base"));
    // The order of the axes changes the order of the points, not what they are.
    let [first, second] = axes;
    let turned = surface.grid(&[second, first], &|| ());
    assert_eq!(turned.points[2].unwrap().net.value(), net("mine"));
}

/// With unit prices kept, the price is that of the quantities, whatever the cost; the margin is what is left.
#[test]
fn prices_kept_leave_the_margin_to_the_cost() {
    let text = shipped(&[("dear", "[changes.a]\nselect = \"sites.porto.productivity.steady\"\nto = 0.7\n")]);
    let base = Base::of(&text).unwrap_or_else(|f| panic!("{f:#?}"));
    let (outcome, dear) = (base.outcome("base").unwrap(), base.outcome("dear").unwrap());
    let axes = [axis(&outcome, "sites.porto.productivity.steady", &[dec!(0.7)])];
    let point = Surface::of(&outcome, Hold::Price, None).grid(&axes, &|| ()).points[0].unwrap();
    let (net, full) = (outcome.estimate.dqe.total.net, dear.estimate.dqe.total.full);
    assert_eq!(point.net.value(), net.value());
    assert_eq!(point.full.value(), full.value());
    assert_eq!(point.margin().and_then(Exact::value), ((net - full) / net).value());
}

/// Where the price is held, what moves leads: margins and costs, and no column or picture of one price.
#[test]
fn what_moves_leads() {
    let text = shipped(&[]);
    let base = Base::of(&text).unwrap_or_else(|f| panic!("{f:#?}"));
    let outcome = base.outcome("base").unwrap();
    let axes = [axis(&outcome, "sites.porto.productivity.steady", &[dec!(0.7), dec!(0.92), dec!(1)])];
    let reported = |hold: Hold| {
        let surface = Surface::of(&outcome, hold, None);
        let (grid, now) = (surface.grid(&axes, &|| ()), surface.now());
        let names = names(&outcome, &axes, Lang::En);
        let swept = Swept { axes: &axes, names: &names, grid: &grid, now: &now, of: "", lang: Lang::En };
        let columns: Vec<String> =
            swept.list().columns.into_iter().filter(|c| !c.only_data).map(|c| c.title).skip(1).collect();
        let pictures = swept.page().sections[0].pictures.iter().map(|one| one.title.clone()).collect::<Vec<_>>();
        let least =
            grid.points.iter().flatten().map(|point| point.margin().and_then(Exact::value).unwrap()).min().unwrap();
        (columns, pictures, swept.list().notes, least)
    };
    let (columns, pictures, notes, least) = reported(Hold::Price);
    assert_eq!(columns, ["Margin", "Full cost"]);
    let over = |picture: &String, measure: &str| {
        picture.starts_with(&format!("{measure}: from ")) && picture.ends_with("steady” goes from 0.7 to 1")
    };
    assert!(pictures.len() == 2 && over(&pictures[0], "Margin") && over(&pictures[1], "Full cost"), "{pictures:?}");
    assert!(notes[1].starts_with(&format!("Margin: from {}", percent(least, Lang::En))), "{notes:?}");
    let (columns, pictures, notes, _) = reported(Hold::Margins);
    assert_eq!(columns, ["Net price", "Delta", "Margin", "Full cost"]);
    // A margin that follows the policy does not move; a difference has the curve of the price.
    assert!(pictures.len() == 2 && over(&pictures[0], "Net price") && over(&pictures[1], "Full cost"), "{pictures:?}");
    assert!(notes[1].starts_with("Net price: from €"), "{notes:?}");
}

fn names(outcome: &Outcome, axes: &[Axis], lang: Lang) -> Vec<AxisName> {
    axes.iter().map(|axis| AxisName::of(&outcome.bid, &axis.dial, lang)).collect()
}

/// What is turned is named as a director reads it: no path, no key, no brace; a share is in percent. Data keep the path.
#[test]
fn axes_are_named_in_words() {
    let text = shipped(&[]);
    let outcome = Base::of(&text).unwrap_or_else(|f| panic!("{f:#?}")).outcome("base").unwrap();
    let named = |path: &str| names(&outcome, &[axis(&outcome, path, &[dec!(0.1)])], Lang::Fr).remove(0).words;
    let shares = "mixes.hybrid.shares.porto";
    let of_lots = "lots.{identite,annuaire}.volumes.incidents.per_month.years.1";
    for path in ["sites.porto.productivity.steady", shares, "policy.margin.*", of_lots, "lots.*.volumes.*.per_month"] {
        let words = named(path);
        assert!(!words.contains(['.', '_', '{', '*']) && !words.contains("steady") && !words.is_empty(), "{words}");
    }
    assert!(named(shares).starts_with("Part de Porto dans le mix "));
    assert!(named(of_lots).contains("Identité") && named(of_lots).contains("Annuaire"), "{}", named(of_lots));
    let sweep = ["sweep", "--vary", "mixes.hybrid.shares.porto=0..0.4:0.2"];
    let shown = chiffrage(&sweep).success();
    let shown = String::from_utf8(shown.get_output().stdout.clone()).unwrap();
    assert!(shown.contains("40\u{a0}%") && !shown.contains("mixes."), "{shown}");
    let data = chiffrage(&[&sweep[..], &["--format", "csv"]].concat()).success();
    assert!(String::from_utf8_lossy(&data.get_output().stdout).contains("mixes.hybrid.shares.porto,net,"));
}

fn point(net: i64, full: i64) -> Option<Point> {
    let exact = |value: i64| Exact::from(Decimal::from(value));
    Some(Point { net: exact(net), full: exact(full) })
}

/// By hand: prices of 90, 110 and 130 at margins of 5, 10 and 15 %, today 100: it is met half way from 5 to 10, at 7.5 %. The
/// cost of 99 is a loss of 10 % of the price of 90 and a margin of 10 % of that of 110: nothing half way too.
#[test]
fn a_curve_marks_where_it_is_as_today_and_where_a_loss_begins() {
    let text = shipped(&[]);
    let outcome = Base::of(&text).unwrap_or_else(|f| panic!("{f:#?}")).outcome("base").unwrap();
    let marked = |path: &str, now: Point| {
        let axes = [axis(&outcome, path, &[dec!(0.05), dec!(0.10), dec!(0.15)])];
        let grid = Grid { points: vec![point(90, 99), point(110, 99), point(130, 99)], sample: None };
        let names = names(&outcome, &axes, Lang::En);
        let page = Swept { axes: &axes, names: &names, grid: &grid, now: &now, of: "", lang: Lang::En }.page();
        let of = |picture: usize| match &page.sections[0].pictures[picture].drawing {
            Drawing::Curve { marks, .. } => marks.clone(),
            other => panic!("a curve, not {other:?}"),
        };
        [of(0), of(1)]
    };
    // Margins differ from nature to nature: there is no point of today's, but where the price is today's.
    let [price, margin] = marked("policy.margin.*", point(100, 90).unwrap());
    assert_eq!(price, [("≈ 7.5%, as today".to_owned(), [Cell::Rate(dec!(0.075)), Cell::UnitPrice(dec!(100), 0)])]);
    let losses: Vec<_> = margin.iter().filter(|(name, _)| name.contains("no margin")).collect();
    assert_eq!(losses, [&("≈ 7.5%, no margin".to_owned(), [Cell::Rate(dec!(0.075)), Cell::Percent(dec!(0))])]);
    // The margin of build is 15 % today: one point, named, and its price.
    let [price, _] = marked("policy.margin.build", point(130, 99).unwrap());
    assert_eq!(price, [("Today (15%)".to_owned(), [Cell::Rate(dec!(0.15)), Cell::UnitPrice(dec!(130), 0)])]);
}

/// By hand, against today's 100: in the first row 120 is above, 90 and 80 are below; in the second 130 and 110 are above, 100 is
/// even. Sides change from 120 to 90, from 110 to 100, and down from 90 to 110. Today's margin of build of 15 % and
/// productivity of 0.92 are nearest to the second row and the second column of figures.
#[test]
fn a_map_goes_both_ways_from_today() {
    let text = shipped(&[]);
    let outcome = Base::of(&text).unwrap_or_else(|f| panic!("{f:#?}")).outcome("base").unwrap();
    let axes = [
        axis(&outcome, "policy.margin.build", &[dec!(0.10), dec!(0.15)]),
        axis(&outcome, "sites.porto.productivity.steady", &[dec!(0.8), dec!(0.9), dec!(1)]),
    ];
    let points = [120, 90, 80, 130, 110, 100].map(|net| point(net, 70)).to_vec();
    let grid = Grid { points, sample: None };
    let names = names(&outcome, &axes, Lang::En);
    let now = point(100, 70).unwrap();
    let swept = Swept { axes: &axes, names: &names, grid: &grid, now: &now, of: "", lang: Lang::En };
    let map = swept.table(Shown::Price).diverging.unwrap();
    assert_eq!((map.centre, map.today, map.exact), (dec!(100), Some((1, 2)), false));
    let page = report::html(&swept.page());
    let classes = page.split("<td class=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let classes: Vec<&str> = classes.flat_map(|class| class.split(' ')).collect();
    let count = |class: &str| classes.iter().filter(|one| **one == class).count();
    // Three maps: of the price, of its difference, and of the margin, whose sides are those of the price.
    assert_eq!(["up", "down", "even"].map(count), [9, 6, 3]);
    assert_eq!(["turns-left", "turns-top", "today", "near"].map(count), [6, 3, 3, 3]);
    assert!(page.contains("Dashed frame: the point nearest to today."));
    // Where one value changes nothing there is no map of it: a curve of the other, and words.
    let same = Grid { points: [120, 90, 80, 120, 90, 80].map(|net| point(net, 70)).to_vec(), sample: None };
    let flat = Swept { grid: &same, ..swept }.page();
    assert!(flat.sections[0].tables.iter().all(|table| table.heat.is_none()));
    assert!(matches!(&flat.sections[0].pictures[0].drawing, Drawing::Curve { points, .. } if points.len() == 3));
    assert!(flat.headline.iter().any(|line| line.ends_with(": without effect here.")), "{:?}", flat.headline);
}

/// A grid too large to price every point by the engine is computed in floats, roundings of the DQE included: the same cents,
/// where Porto takes no share and where it takes some. The points that are shown to differ most are priced again.
#[test]
fn a_large_grid_has_the_engines_cents() {
    let text = shipped(&[]);
    let base = Base::of(&text).unwrap_or_else(|f| panic!("{f:#?}"));
    let outcome = base.outcome("base").unwrap();
    let shares: Vec<Decimal> = (0..5).map(|i| Decimal::new(i, 1)).collect();
    let margins: Vec<Decimal> = (0..101).map(|i| dec!(0.05) + Decimal::new(i, 3)).collect();
    let axes = [axis(&outcome, "mixes.hybrid.shares.porto", &shares), axis(&outcome, "policy.margin.build", &margins)];
    for hold in [Hold::Margins, Hold::Price] {
        let surface = Surface::of(&outcome, hold, None);
        let reported = AtomicUsize::new(0);
        let grid = surface.grid(&axes, &|| _ = reported.fetch_add(1, Ordering::Relaxed));
        assert_eq!((grid.points.len(), reported.into_inner()), (505, 505));
        let sample = grid.sample.expect("505 points are more than 500");
        assert!(sample.count >= 100 && sample.difference.is_zero(), "{sample:?}");
        for point in (2..505).step_by(31) {
            let [share, margin] = places(&axes, point)[..] else { panic!("two axes") };
            let exact = surface.at(&[(&axes[0].dial, shares[share]), (&axes[1].dial, margins[margin])]).unwrap();
            let own = grid.points[point].unwrap();
            assert_eq!(own.net.rounded(2), exact.net.rounded(2), "{} {}", shares[share], margins[margin]);
            assert_eq!(own.full.rounded(2), exact.full.rounded(2), "{} {}", shares[share], margins[margin]);
        }
    }
}

/// By hand: build alone carries margin m, so its price is F / (1 − m). The one build margin that brings the bid to a
/// price P is m = 1 − F / (P − the price of the rest), up to the rounding of unit prices.
#[test]
fn a_search_finds_the_margin_of_a_price() {
    let text = shipped(&[]);
    let base = Base::of(&text).unwrap_or_else(|f| panic!("{f:#?}"));
    let outcome = base.outcome("base").unwrap();
    let (mut full, mut sell) = (Exact::ZERO, Exact::ZERO);
    for lot in outcome.bid.lots.keys() {
        let sold = outcome.estimate.price.of(lot, chiffrage::model::bid::Nature::Build);
        (full, sell) = (full + sold.full, sell + sold.sell);
    }
    let target = dec!(40_000_000);
    let rest = outcome.estimate.dqe.total.net.value().unwrap() - sell.value().unwrap();
    let by_hand = Decimal::ONE - full.value().unwrap() / (target - rest);
    let dial = Dial::of(&outcome, "policy.margin.build", &[], nowhere()).unwrap();
    let surface = Surface::of(&outcome, Hold::Margins, None);
    let found = solve(&surface, &dial, Goal::Price, target, (dec!(0), dec!(0.95)));
    let (margin, point) = found.found.unwrap();
    assert!((margin - by_hand).abs() < dec!(0.00001), "{margin} for {by_hand}");
    assert!((point.net.value().unwrap() - target).abs() < dec!(5));
    // The bid with that margin written in a scenario comes to the same.
    let text = shipped(&[("mine", &format!("[changes.a]\nselect = \"policy.margin.build\"\nto = {margin}\n"))]);
    let written = Base::of(&text).unwrap_or_else(|f| panic!("{f:#?}")).outcome("mine").unwrap();
    assert_eq!(written.estimate.dqe.total.net.value(), point.net.value());
    // Met just where it is now: once, not at the two ends of the steps beside it.
    let now = outcome.estimate.dqe.total.net.value().unwrap();
    assert_eq!(solve(&surface, &dial, Goal::Price, now, (dec!(0.07), dec!(0.23))).crossings, 1);
    // Out of reach: no margin from 0 to 0.1 makes it fifty million.
    let none = solve(&surface, &dial, Goal::Price, dec!(50_000_000), (dec!(0), dec!(0.1)));
    assert!(none.found.is_none() && none.crossings == 0 && none.searched.len() == 65);
}

fn chiffrage(args: &[&str]) -> assert_cmd::assert::Assert {
    Command::from_std(support::chiffrage()).current_dir(support::root()).args(args).assert()
}

#[test]
fn the_commands_say_what_they_found_or_why_not() {
    let vary =
        ["sweep", "--vary", "policy.margin.build=10%..0,20:0.05", "--vary", "mixes.hybrid.shares.porto=0..0.4:0.2"];
    let table = chiffrage(&vary).success();
    let table = String::from_utf8(table.get_output().stdout.clone()).unwrap();
    assert!(table.contains("Variation") && table.contains("40\u{a0}%"), "{table}");
    let json = chiffrage(&[&vary[..], &["--format", "json"]].concat()).success();
    let json: Value = serde_json::from_slice(&json.get_output().stdout).unwrap();
    assert_eq!(json["rows"].as_array().unwrap().len(), 9);
    assert_eq!(json["rows"][4]["net"].to_string(), "42055184.23");

    let found =
        chiffrage(&["solve", "--for", "price=40 M€", "--by", "policy.margin.build", "--format", "csv"]).success();
    assert!(String::from_utf8_lossy(&found.get_output().stdout).contains("total,found,"));

    let refused = |args: &[&str], exit: i32, says: &str| {
        let reported = chiffrage(&[args, &["--lang", "en"]].concat()).code(exit);
        let reported = String::from_utf8_lossy(&reported.get_output().stderr).into_owned();
        assert!(reported.contains(says), "{args:?}: {reported}");
    };
    refused(&["sweep", "--vary", "policy.margn.build=0..0.1:0.1"], 2, "did you mean `policy.margin.build`");
    refused(&["sweep", "--vary", "policy.margin.build=0.9..1.2:0.1"], 2, "E0206");
    refused(&["sweep", "--vary", "policy.margin.build=0..0.1"], 2, "E0505");
    refused(&["sweep", "--vary", "policy.margin.build=0..0.1:0"], 2, "E0505");
    refused(&["sweep", "--vary", "policy.margin.build=0..0.9:0.0000001"], 2, "points");
    let twice = ["sweep", "--vary", "policy.margin.build=0..0.1:0.1", "--vary", "policy.margin.*=0..0.1:0.1"];
    refused(&twice, 2, "another axis turns");
    let useless = ["sweep", "--vary", "mixes.hybrid.shares.porto=0..0.4:0.2", "--keep", "policy.margin.build"];
    refused(&useless, 2, "keeps nothing");
    refused(&["sweep", "--vary", "policy.margin.build=0..0.1:0.1", "-o", "x.pdf"], 2, ".html");
    // A currency is never worth nothing: the bracket searched is one that it can have, and the answer lies in it.
    let fx =
        chiffrage(&["solve", "--for", "price=42055184.23", "--by", "currencies.MAD.eur", "--format", "csv"]).success();
    assert!(String::from_utf8_lossy(&fx.get_output().stdout).contains("total,found,Trouvé,0.0925,"));
    let bracket = ["solve", "--for", "price=40M€", "--by", "policy.margin.build", "--format", "csv", "--between"];
    let within = chiffrage(&[&bracket[..], &["0..0.5"]].concat()).success();
    assert!(
        String::from_utf8_lossy(&within.get_output().stdout).contains("total,found,Trouvé,0.07690192,40000001.45,")
    );
    refused(&[&bracket[..], &["0.5..0"]].concat(), 2, "write 0..0.5");
    let kept = ["sweep", "--vary", "mixes.hybrid.shares.{porto,lyon,paris}=0..0.4:0.2"];
    refused(&kept, 2, "E0302");
    refused(&["sweep", "--vary", "sites.paris.absence_weights.3=0..1:0.5"], 2, "total 1");
    refused(&["sweep", "--vary", "mixes.paris-only.shares.paris=0..1:0.5"], 2, "make room");
    refused(&["solve", "--for", "profit=1", "--by", "policy.margin.build"], 2, "E0505");
    // A search that finds nothing is a job that failed, not a bad argument.
    let aim = ["solve", "--for", "margin=18%", "--by", "mixes.hybrid.shares.porto"];
    refused(&aim, 1, "E0408");
    refused(&aim, 1, "--keep price");
}
