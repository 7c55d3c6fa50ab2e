//! Every number that a comparison shows is followed by `explain`: each column, row by row, has a cell whose explanation
//! comes to the number shown.

use std::collections::HashMap;
use std::path::Path;

use chiffrage::engine::{Inputs, estimate_with, portfolio};
use chiffrage::model::bid::Zone;
use chiffrage::model::{self, Bid};
use chiffrage::scenario::{Base, Comparison, Driver, Outcome, compare, mixed};
use chiffrage::sheet::{self, Cell, Cutting, LotSets, Sheet, Style, Width};
use chiffrage::trace::{Across, Step, Target, delta, explain_all, of_sets, part};
use chiffrage::unit::Lang;
use rust_decimal::{Decimal, RoundingStrategy, dec};

const IDS: [&str; 2] = ["base", "nearshore-weak"];

fn with_two_scenarios(test: impl FnOnce(&Base<'_>, &Comparison)) {
    let text = model::load(Path::new("models"), Path::new("templates"));
    let base = Base::of(&text).expect("the shipped bid");
    let comparison = compare(&base, &IDS.map(str::to_owned), true).expect("two scenarios");
    test(&base, &comparison);
}

/// What cells come to in the second scenario, or from the first to it: each scenario and each set of lots is recorded once
/// for all of them.
fn explained(comparison: &Comparison, cells: &[&str]) -> Vec<Step> {
    let Comparison { outcomes, bridges, .. } = comparison;
    let across = cells.iter().map(|cell| Across::parse(cell).expect("a cell"));
    let asked: Vec<(&str, Option<Across>)> = cells.iter().copied().zip(across).collect();
    let (mut own, mut sets) = ([Vec::new(), Vec::new()], Vec::new());
    for (cell, across) in &asked {
        match across {
            None => own[1].push(*cell),
            Some(Across::Delta { cell, .. }) => own.iter_mut().for_each(|own| own.push(cell)),
            Some(Across::Part { .. }) => {}
            Some(Across::Set { lots, cell }) => sets.push((*lots, *cell)),
        }
    }
    let own: Vec<HashMap<&str, Step>> = own
        .into_iter()
        .zip(outcomes)
        .map(|(cells, Outcome { bid, inputs, .. })| {
            let target = |cell| Target::parse(bid, cell).unwrap_or_else(|finding| panic!("{cell}: {finding:?}"));
            let targets: Vec<Target> = cells.iter().map(|cell| target(cell)).collect();
            cells.into_iter().zip(explain_all(bid, inputs, &targets).expect("a priced bid")).collect()
        })
        .collect();
    let first = &outcomes[0];
    let of_sets = of_sets(&first.bid, &first.inputs, &sets).unwrap_or_else(|findings| panic!("{findings:?}"));
    let mut of_sets = of_sets.into_iter();
    let step = |(cell, across): (&str, Option<Across>)| match across {
        None => own[1][cell].clone(),
        Some(Across::Delta { cell, share }) => delta(cell, IDS, [&own[0][cell], &own[1][cell]], share),
        Some(Across::Part { lot, cost, driver }) => {
            part(&bridges[0], lot, cost, driver, IDS).unwrap_or_else(|| panic!("{cell}"))
        }
        Some(Across::Set { .. }) => of_sets.next().expect("a figure of a set"),
    };
    asked.into_iter().map(step).collect()
}

/// Each number shown is its cell's value, to the decimals shown; differences of cents may be a cent off what they round.
fn follow(comparison: &Comparison, shown: &[(&Cell, String)]) {
    let shown: Vec<_> = shown.iter().filter(|(shown, _)| *shown.shown() != Cell::Empty).collect();
    let cells: Vec<&str> = shown.iter().map(|(_, cell)| cell.as_str()).collect();
    for ((shown, cell), step) in shown.iter().zip(explained(comparison, &cells)) {
        is_shown(shown, cell, &step);
    }
}

fn is_shown(shown: &Cell, cell: &str, step: &Step) {
    let places = match shown.shown() {
        // Whole euros for people, which data and formulas have to the cent.
        _ if matches!(shown, Cell::Carried(_)) => 2,
        Cell::Money(_) | Cell::Euros(_) | Cell::More(_) => 2,
        Cell::Number(_, places) | Cell::UnitPrice(_, places) => *places,
        Cell::Percent(_) => 6,
        other => panic!("{cell} is no number: {other:?}"),
    };
    let value = step.value.round_dp(18).round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    let shown = shown.number().expect("a number");
    let within = if places == 2 { dec!(0.01) } else { Decimal::ZERO };
    assert!((value - shown).abs() <= within, "{cell} is explained as {value}, shown as {shown}");
}

fn column(sheet: &Sheet, key: &str) -> usize {
    sheet.columns.iter().position(|column| column.key == key).unwrap_or_else(|| panic!("no {key}"))
}

fn words(cell: &Cell) -> &str {
    match cell {
        Cell::Text(text) => text,
        other => panic!("no words: {other:?}"),
    }
}

/// The cell of a column of the comparison, after a lot or `all`; nothing for what is no figure of an estimate.
fn cell_of(key: &str) -> Option<String> {
    let name = |key: &str| {
        Some(
            match key {
                "full_cost" => "cost",
                "average_fte" => "fte",
                "peak_fte" => "peak",
                "away_asked" => "asked",
                "away_obtained" => "away",
                "away_days" => "away-days",
                "margin_euros" => "margin-euros",
                "daily_cost" => "daily-cost",
                "daily_rate" => "daily-rate",
                "work_unit_price" => "work-unit",
                "buyer_total" => "buyer",
                "net" | "gross" | "margin" | "days" | "labour" => key,
                _ => return None,
            }
            .to_owned(),
        )
    };
    if let Some(site) = key.strip_prefix("pays_from_") {
        return Some(format!("pays-from/{site}"));
    }
    if let Some((side, driver)) = key.split_once('_').filter(|(side, _)| ["price", "cost"].contains(side)) {
        return Some(format!("bridge/{}/{driver}", if side == "price" { "net" } else { "cost" }));
    }
    let key = if key.starts_with("delta") { format!("net_{key}") } else { key.to_owned() };
    if let Some(of) = key.strip_suffix("_delta_share") {
        return name(of).map(|name| format!("{name}/delta-share"));
    }
    if let Some(of) = key.strip_suffix("_delta") {
        return name(of).map(|name| format!("{name}/delta"));
    }
    name(&key)
}

#[test]
fn every_column_of_a_comparison_has_a_cell() {
    with_two_scenarios(|_, comparison| {
        for lot in [None, Some("pfc")] {
            let sheet = sheet::compare(comparison, lot, Width::Data, Lang::En);
            let mut cells = Vec::new();
            for (column, shown) in sheet.columns.iter().zip(&sheet.rows[1].cells) {
                if ["scenario", "label", "months"].contains(&column.key.as_str()) {
                    continue;
                }
                let cell = cell_of(&column.key).unwrap_or_else(|| panic!("nothing explains {}", column.key));
                // What is a sum over the lots is followed in one of them.
                if lot.is_some() || cell.starts_with("bridge") {
                    cells.push((shown, format!("{}/{cell}", lot.unwrap_or("all"))));
                }
            }
            assert!(cells.len() >= if lot.is_some() { 35 } else { 14 }, "{}", cells.len());
            follow(comparison, &cells);
        }
    });
}

/// Follows the cells of a comparison of a lot by years, natures, profiles or sites.
fn every_cell_of(cutting: Cutting, kind: &str) {
    with_two_scenarios(|_, comparison| {
        let sheet = sheet::compare_by(comparison, cutting, Some("pfc"), Lang::Fr);
        let second = sheet.rows.iter().filter(|row| row.cells[0] == Cell::from(IDS[1]));
        let mut cells = Vec::new();
        for row in second {
            for (column, shown) in sheet.columns.iter().zip(&row.cells).skip(3) {
                let cell = cell_of(&column.key).unwrap_or_else(|| panic!("nothing explains {}", column.key));
                cells.push((shown, format!("pfc/{kind}/{}/{cell}", words(&row.cells[1]))));
            }
        }
        follow(comparison, &cells);
    });
}

#[test]
fn every_year_of_a_comparison_has_cells() {
    every_cell_of(Cutting::Year, "year");
}

#[test]
fn every_nature_of_a_comparison_has_cells() {
    every_cell_of(Cutting::Nature, "nature");
}

#[test]
fn every_profile_of_a_comparison_has_cells() {
    every_cell_of(Cutting::Profile, "profile");
}

#[test]
fn every_site_of_a_comparison_has_cells() {
    every_cell_of(Cutting::Site, "site");
}

/// The people of the workbook, by site, in all and by year.
#[test]
fn the_people_at_each_site_have_cells() {
    with_two_scenarios(|_, comparison| {
        let text = model::load(Path::new("models"), Path::new("templates"));
        let book = sheet::compare_book(comparison, Some("ror"), &text.sources, Lang::En);
        let named = |name: &str| book.sheets.iter().find(|sheet| sheet.name == name).expect("a sheet");
        let site_of = |label: &Cell| {
            let sites = &comparison.outcomes[1].bid.sites;
            sites.iter().find(|site| site.label.en == words(label)).map(|site| site.id.clone())
        };
        let mut cells = Vec::new();
        for row in named("Staffing").rows.iter().filter(|row| row.style == Style::Body) {
            let site = site_of(&row.cells[0]).expect("a site");
            cells.push((&row.cells[2], format!("ror/site/{site}/fte")));
        }
        let years = named("Staffing by year");
        let second = years.rows.iter().rposition(|row| row.style == Style::Section).expect("a scenario");
        for row in years.rows[second..].iter().filter(|row| row.style == Style::Body) {
            let site = site_of(&row.cells[0]).expect("a site");
            for (k, shown) in row.cells.iter().enumerate().skip(1) {
                cells.push((shown, format!("ror/site/{site}/year/{k}/fte")));
            }
        }
        assert!(cells.len() > 15, "{}", cells.len());
        follow(comparison, &cells);
        // People in France, as the headline counts them.
        let sites = comparison.outcomes[1].bid.sites.iter().filter(|site| site.zone == Zone::Onshore);
        let sites: Vec<String> = sites.map(|site| format!("all/site/{}/fte", site.id)).collect();
        let cells: Vec<&str> =
            ["all/zone/onshore/fte", "all/fte"].into_iter().chain(sites.iter().map(String::as_str)).collect();
        let values: Vec<Decimal> = explained(comparison, &cells).iter().map(|step| step.value.round_dp(18)).collect();
        let [onshore, all, sites @ ..] = values.as_slice() else { panic!("{values:?}") };
        let by_site: Decimal = sites.iter().sum();
        assert_eq!(onshore.round_dp(9), by_site.round_dp(9));
        assert!(by_site > Decimal::ONE && by_site < *all, "{by_site}");
    });
}

/// What the sets of lots come to, what pooling saves, what losing a lot strands.
#[test]
fn every_set_of_lots_has_cells() {
    with_two_scenarios(|_, comparison| {
        let Outcome { bid, inputs, estimate, .. } = &comparison.outcomes[0];
        let sets = portfolio(bid, inputs, estimate).expect("sets");
        let sets = LotSets { bid, portfolio: &sets, only: bid.lot("pfc"), lang: Lang::En };
        let mut cells = Vec::new();
        let (sheet, losses) = (sets.sets(), sets.losses());
        for row in sheet.rows.iter().take(3) {
            let set = words(&row.cells[column(&sheet, "lots")]);
            for (column, shown) in sheet.columns.iter().zip(&row.cells) {
                let cell = match column.key.as_str() {
                    "lots" | "lot_ids" | "breaks" => continue,
                    "net" | "gross" | "margin" | "saved" => column.key.clone(),
                    "full_cost" => "cost".to_owned(),
                    "margin_amount" => "margin-euros".to_owned(),
                    "saved_share" => "saved-share".to_owned(),
                    "saved_price" => "saved-price".to_owned(),
                    key => key.replace('_', "/"),
                };
                cells.push((shown, format!("set/{set}/{cell}")));
            }
        }
        for row in losses.rows.iter().take(2) {
            let [set, lost] = ["lots", "lost_id"].map(|key| words(&row.cells[column(&losses, key)]));
            for (key, cell) in [
                ("planned", "planned"),
                ("rest_cost", "rest"),
                ("stranded", "stranded"),
                ("stranded_share", "stranded-share"),
            ] {
                cells.push((&row.cells[column(&losses, key)], format!("set/{set}/{cell}/{lost}")));
            }
        }
        follow(comparison, &cells);
    });
}

/// Each mixture that a bridge weighs is a bid of its own: what `--drivers` names comes to the amount weighed.
#[test]
fn every_mixture_of_a_bridge_is_a_bid() {
    with_two_scenarios(|base, comparison| {
        let [before, after] = [&comparison.outcomes[0], &comparison.outcomes[1]];
        let bridge = &comparison.bridges[0];
        assert_eq!(bridge.movers, [vec![Driver::Mix], vec![Driver::Productivity]]);
        let net = |bid: &Bid| estimate_with(bid, &Inputs::exact(bid)).expect("a price").dqe.total.net.shown();
        let alone = net(&mixed(base, before, after, &[Driver::Mix]).expect("a mixture"));
        let [from, to] = [before, after].map(|outcome| outcome.estimate.dqe.total.net.shown());
        // By hand: the mix moves first or second, each in one of two orders.
        let other = net(&mixed(base, before, after, &[Driver::Productivity]).expect("a mixture"));
        let half = ((alone - from) + (to - other)) / dec!(2);
        let step = part(bridge, None, false, Driver::Mix, IDS).expect("a part");
        assert!((step.value - half).abs() < dec!(0.01), "{} and {half}", step.value);
        let text = |step: &Step| step.walk().map(|step| step.label.en.clone()).collect::<Vec<_>>().join("\n");
        assert!(
            text(&step).contains("with Mix (see all/net --scenario nearshore-weak --drivers mix)"),
            "{}",
            text(&step)
        );
        // What does not move is nothing, and says so.
        let still = part(bridge, None, true, Driver::Margin, IDS).expect("a part");
        assert!(still.value.is_zero() && still.label.en.contains("nothing of it moves"), "{}", still.label.en);
        assert!(part(bridge, Some("nowhere"), false, Driver::Mix, IDS).is_none());
    });
}
