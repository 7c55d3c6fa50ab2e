//! Scenarios side by side (method §8): the table of all, and what is made of it.

mod book;
mod bridge;
mod by;
mod cascades;
mod cells;
mod choice;
mod conditions;
mod decision;
mod headline;
mod page;
mod people;
mod risk;

pub use book::compare_book;
pub use bridge::{bridge, bridges};
pub use by::{Cutting, compare_by};
pub use decision::{Decision, decision};
pub use headline::{Headline, headline};
pub use page::compare_page;
pub use risk::{Risks, ScenarioRisk};

use rust_decimal::Decimal;

use super::price::span;
use super::{Cell, Column, Listed, Listing, Row, Sheet, Style};
use crate::diag::Sources;
use crate::engine::{margin, site_break_even};
use crate::model::Bid;
use crate::scenario::{Bridge, Comparison, Driver, Figures, HeldPrices, Outcome};
use crate::unit::{Exact, Lang, Number as _};

/// A scenario that is shown: its place in the comparison, and what it comes to.
pub type Shown<'a> = (usize, &'a Outcome, Figures);

/// What is shown of a comparison at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// What a terminal holds.
    Narrow,
    /// The same to see, and every figure as data.
    Data,
    /// Every column, differences as formulas: for a workbook.
    Wide,
}

/// Scenarios side by side, each against the first, for one lot or for all. A scenario without the lot has no row.
#[must_use]
pub fn compare(comparison: &Comparison, lot: Option<&str>, width: Width, lang: Lang) -> Sheet {
    let shown = shown(comparison, lot);
    let Some((_, first, _)) = shown.first() else { return Sheet::default() };
    // Where sites pay takes longer to work out than all else, and a terminal shows it in words.
    let reference = first.bid.contract.reference;
    let sites = first.bid.sites.iter_enumerated().filter(|(s, _)| width != Width::Narrow && *s != reference);
    let sites: Vec<(&str, &str)> = sites.map(|(_, site)| (site.id.as_str(), site.label.get(lang))).collect();
    let mut sheet = Sheet {
        name: match width {
            Width::Wide => lang.pick("Synthèse", "Summary").into(),
            Width::Narrow | Width::Data => lang.pick("Comparaison", "Comparison").into(),
        },
        title: [lang.pick("Scénarios comparés", "Scenarios compared").into(), subtitle(&first.bid, lot, lang)]
            .into_iter()
            .chain(comparison.held.as_ref().map(|_| held_title(first, lang)))
            .collect(),
        columns: columns(&sites, comparison.held.as_ref(), width, lang),
        frozen: if width == Width::Wide { 2 } else { 0 },
        ..Sheet::default()
    };
    for &(place, outcome, figures) in &shown {
        let against = shown[0].2;
        let row = sheet.rows.len();
        let mut cells = row_of(outcome, &figures, &against, row > 0, lang);
        if width != Width::Wide {
            cells.extend(parts(comparison.bridge(place), lot));
        }
        cells.extend(pays_from(outcome, lot, &sites));
        if width == Width::Wide {
            live(&sheet, row, &mut cells);
        }
        sheet.rows.push(Row { style: if row == 0 { Style::Subtotal } else { Style::Body }, cells });
    }
    let Headline { sentences, counted } = headline(comparison, &shown, lot, lang);
    sheet.notes = sentences.into_iter().chain(counted).collect();
    sheet
}

/// The scenarios that have a lot, or all of them, each with what it comes to.
pub(super) fn shown<'a>(comparison: &'a Comparison, lot: Option<&str>) -> Vec<Shown<'a>> {
    let all = comparison.outcomes.iter().enumerate();
    all.filter_map(|(place, outcome)| Some((place, outcome, outcome.figures(lot)?))).collect()
}

/// What each scenario of a comparison changes.
#[must_use]
pub fn changes(comparison: &Comparison, sources: &Sources, lang: Lang) -> Sheet {
    super::scenarios(&listed(comparison), sources, Listing { ids: true, ..listing(comparison, lang) })
}

/// How what scenarios change is listed: by the names of the first, without ids.
pub(super) fn listing(comparison: &Comparison, lang: Lang) -> Listing<'_> {
    let bids = comparison.outcomes.iter().map(|outcome| (outcome.id.as_str(), &outcome.bid)).collect();
    Listing { bid: comparison.outcomes.first().map(|first| &first.bid), bids, ids: false, lang }
}

/// The scenarios that change something, for the table of what each changes.
pub(super) fn listed(comparison: &Comparison) -> Vec<Listed<'_>> {
    let changing = comparison.outcomes.iter().filter(|outcome| !outcome.changes.is_empty());
    changing.map(|one| (one.id.as_str(), &one.label, &one.why, one.changes.clone())).collect()
}

/// The heading of what is sold: the price, or the revenue at prices that are held.
pub(super) fn net_title(held: Option<&HeldPrices>, lang: Lang) -> &'static str {
    match held {
        None => lang.pick("Prix HT", "Net price"),
        Some(_) => lang.pick("CA HT", "Revenue"),
    }
}

/// `Aux prix unitaires de « Offre de base »`
pub(super) fn held_title(first: &Outcome, lang: Lang) -> String {
    match lang {
        Lang::Fr => format!("Aux prix unitaires de «\u{a0}{}\u{a0}»", first.label.fr),
        Lang::En => format!("At the unit prices of “{}”", first.label.en),
    }
}

/// The lines of a scenario that keep their own price, where prices are held that have none for them.
pub(super) fn own_prices(held: &HeldPrices, outcome: &Outcome, lang: Lang) -> Option<String> {
    let lines = held.lines_without(&outcome.bid);
    let label = outcome.label.get(lang);
    (!lines.is_empty()).then(|| match lang {
        Lang::Fr => {
            format!("{label}\u{a0}: lignes à leur propre prix, absentes du premier\u{a0}: {}.", lines.join(", "))
        }
        Lang::En => format!("{label}: lines at their own price, which the first does not have: {}.", lines.join(", ")),
    })
}

fn subtitle(bid: &Bid, lot: Option<&str>, lang: Lang) -> String {
    let euros = lang.pick("En euros HT, écarts au premier,", "Euros before VAT, differences to the first,");
    format!("{euros} {}", scope(bid, lot, lang))
}

/// `lot 3 ROR, 48 mois dès mars 2027`.
fn scope(bid: &Bid, lot: Option<&str>, lang: Lang) -> String {
    let of_lot = lot.and_then(|id| bid.lot(id)).map(|l| format!("lot {}, ", super::price::lot_name(bid, l, lang)));
    format!("{}{}", of_lot.unwrap_or_default(), span(bid, lang))
}

fn columns(sites: &[(&str, &str)], held: Option<&HeldPrices>, width: Width, lang: Lang) -> Vec<Column> {
    let number = |key: &str, fr: &str, en: &str, width: u16| Column::number(key, lang.pick(fr, en), width);
    let delta = |key: &str, fr: &str, en: &str, width: u16| Column::delta(key, lang.pick(fr, en), width);
    // A terminal has no room for the words, which a note says.
    let short = |short: [&'static str; 2], long: [&'static str; 2]| match width {
        Width::Narrow => lang.pick(short[0], short[1]),
        _ => lang.pick(long[0], long[1]),
    };
    let away =
        |key: &str, words: [&'static str; 2], long: [&'static str; 2]| Column::number(key, short(words, long), 11);
    let full = |column: Column| Column { only_data: width != Width::Wide, ..column };
    let mut columns = vec![
        full(Column::text("scenario", lang.pick("Identifiant", "Id"), 20)),
        Column::text("label", lang.pick("Scénario", "Scenario"), 34),
        Column::number("net", net_title(held, lang), 12),
        delta("delta", "Écart", "Delta", 12),
        Column::delta("delta_share", short(["%", "%"], ["Écart (%)", "Delta (%)"]), 9),
        full(number("gross", "Prix TTC", "Gross price", 12)),
        Column::number("full_cost", short(["Coût", "Cost"], ["Coût complet", "Full cost"]), 12),
        full(number("margin_euros", "Marge (€)", "Margin (€)", 12)),
        Column::number("margin", short(["Marge", "Margin"], ["Marge (%)", "Margin (%)"]), 9),
        full(number("days", "Jours", "Days", 10)),
        number("average_fte", "ETP", "FTE", 8),
        full(number("peak_fte", "Pic", "Peak", 8)),
        away("away_asked", ["demandé", "asked"], ["Nearshore demandé", "Away, asked"]).if_wide(),
        away("away_obtained", ["obtenu", "obtained"], ["Nearshore obtenu", "Away, obtained"]),
        full(number("daily_cost", "CJM", "Daily cost", 9)),
        full(number("daily_rate", "TJM", "Daily rate", 9)),
        full(number("work_unit_price", "Prix moyen d’une UO", "Average work unit", 12)),
        full(number("away_days", "Jours hors de France", "Days away", 10)),
        full(number("buyer_total", "Coût total acheteur", "Buyer’s total cost", 12)),
        full(number("months", "Mois", "Months", 7)),
        full(delta("full_cost_delta", "Écart de coût", "Cost delta", 12)),
        full(delta("full_cost_delta_share", "Écart de coût (%)", "Cost delta (%)", 9)),
        full(delta("margin_euros_delta", "Écart de marge", "Margin delta", 12)),
        full(delta("days_delta", "Écart de jours", "Days delta", 10)),
        full(delta("average_fte_delta", "Écart d’ETP", "FTE delta", 9)),
    ];
    // A workbook has the drivers on a sheet of their own.
    for side in ["price", "cost"].into_iter().filter(|_| width != Width::Wide) {
        for driver in Driver::ALL {
            let words = if side == "price" { lang.pick("prix", "price") } else { lang.pick("coût", "cost") };
            let title = format!("{} ({words})", driver.name(lang));
            columns.push(full(Column::delta(&format!("{side}_{}", driver.id()), &title, 12)));
        }
    }
    for (id, label) in sites {
        let title = format!("{} {label}", lang.pick("Seuil", "Pays from"));
        columns.push(full(Column::number(&format!("pays_from_{id}"), &title, 10)));
    }
    columns
}

/// The cells of a scenario up to its bridge, in the order of [`columns`].
fn row_of(outcome: &Outcome, figures: &Figures, first: &Figures, is_other: bool, lang: Lang) -> Vec<Cell> {
    let number = |value: Decimal, places: u32| Cell::Number(value, places);
    let amount = Cell::Euros;
    let against = |cell: Cell| if is_other { cell } else { Cell::Empty };
    let ratio = |part: Decimal, whole: Decimal| match part.checked_div(whole) {
        Some(share) if is_other => Cell::Percent(share),
        _ => Cell::Empty,
    };
    let delta = cents(figures.net) - cents(first.net);
    let (earned, first_earned) = (cents(figures.net) - cents(figures.full), cents(first.net) - cents(first.full));
    let cost_delta = cents(figures.full) - cents(first.full);
    vec![
        outcome.id.as_str().into(),
        outcome.label.get(lang).into(),
        amount(figures.net.shown()),
        against(amount(delta)),
        ratio(delta, cents(first.net)),
        amount(figures.gross.shown()),
        amount(figures.full.shown()),
        amount(earned),
        Cell::share(margin(cents(figures.net).into(), cents(figures.full).into())),
        number(figures.days.shown(), 0),
        number(figures.average.shown(), 1),
        number(figures.peak.shown(), 1),
        Cell::Percent(figures.asked.shown()),
        Cell::Percent(figures.obtained.shown()),
        amount(figures.daily_cost().shown()),
        amount(figures.daily_rate().shown()),
        if figures.work_unit.is_zero() { Cell::Empty } else { amount(figures.work_unit.shown()) },
        Cell::Percent(figures.away_days.shown()),
        amount(figures.buyer.shown()),
        Cell::Number(Decimal::from(outcome.bid.contract.months), 0),
        against(amount(cost_delta)),
        ratio(cost_delta, cents(first.full)),
        against(amount(earned - first_earned)),
        against(number((figures.days - first.days).shown(), 0)),
        against(number((figures.average - first.average).shown(), 1)),
    ]
}

/// What each driver adds to the price, then to the cost.
fn parts(bridge: Option<&Bridge>, lot: Option<&str>) -> Vec<Cell> {
    let Some(sides) = bridge.and_then(|bridge| bridge.of(lot)) else { return vec![Cell::Empty; 2 * Driver::ALL.len()] };
    sides.price.parts.iter().chain(&sides.cost.parts).map(|part| Cell::Euros(*part)).collect()
}

/// The productivity from which each site pays, for the work of the scenario that may move.
fn pays_from(outcome: &Outcome, lot: Option<&str>, sites: &[(&str, &str)]) -> Vec<Cell> {
    if sites.is_empty() {
        return Vec::new();
    }
    let lot = lot.and_then(|id| outcome.bid.lot(id));
    let all = site_break_even(&outcome.bid, &outcome.inputs, &outcome.estimate.plan, lot);
    let of_site = |(id, _): &(&str, &str)| {
        let found = all.iter().find(|one| outcome.bid.sites[one.site].id == *id);
        found.map_or(Cell::Empty, |one| Cell::Number(one.pays_from.shown(), 3))
    };
    sites.iter().map(of_site).collect()
}

/// Differences as formulas over the cells that a reader sees.
fn live(sheet: &Sheet, row: usize, cells: &mut [Cell]) {
    // Places of the columns.
    const NET: usize = 2;
    const DELTA: usize = 3;
    const SHARE: usize = 4;
    const FULL: usize = 6;
    const EUROS: usize = 7;
    const MARGIN: usize = 8;
    const COST_DELTA: usize = 20;
    const COST_SHARE: usize = 21;
    const MARGIN_DELTA: usize = 22;
    let mut formulas = |amounts: [(usize, usize); 2], places: [usize; 2], whole: (usize, usize)| {
        for (place, text) in places.into_iter().zip(less(sheet, amounts, (row, places[0]), whole)) {
            if cells[place].number().is_some() {
                cells[place] = Cell::Formula(text, Box::new(cells[place].clone()));
            }
        }
    };
    formulas([(row, NET), (0, NET)], [DELTA, SHARE], (0, NET));
    formulas([(row, NET), (row, FULL)], [EUROS, MARGIN], (row, NET));
    // These are on the sheet beside, and refer to this one.
    let from = |column: usize| format!("{}-{}", sheet.reference(row, column), sheet.reference(0, column));
    let share = format!("({})/{}", from(FULL), sheet.reference(0, FULL));
    for (place, text) in [(COST_DELTA, from(FULL)), (COST_SHARE, share), (MARGIN_DELTA, from(EUROS))] {
        if cells[place].number().is_some() {
            cells[place] = Cell::Formula(text, Box::new(cells[place].clone()));
        }
    }
}

/// The formulas of a difference of two amounts, and of its share of a whole: `C5-C4`, `D5/C4`. Places are rows and
/// columns; `at` is that of the difference.
fn less(sheet: &Sheet, amounts: [(usize, usize); 2], at: (usize, usize), whole: (usize, usize)) -> [String; 2] {
    let place = |(row, column): (usize, usize)| sheet.address(row, column);
    [format!("{}-{}", place(amounts[0]), place(amounts[1])), format!("{}/{}", place(at), place(whole))]
}

fn cents(value: Exact) -> Decimal {
    value.rounded(2).shown()
}

fn share(part: Decimal, whole: Decimal) -> Decimal {
    part.checked_div(whole).unwrap_or_default()
}
