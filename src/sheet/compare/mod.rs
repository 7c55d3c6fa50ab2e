//! Scenarios side by side (method §8): the table of all, and what is made of it.

mod book;
mod bridge;
mod by;
mod headline;
mod page;

pub use book::compare_book;
pub use bridge::{bridge, bridges};
pub use by::{Cutting, compare_by};
pub use headline::headline;
pub use page::compare_page;

use rust_decimal::Decimal;

use super::price::span;
use super::{Cell, Column, Row, Sheet, Style};
use crate::engine::site_break_even;
use crate::model::Bid;
use crate::scenario::{Bridge, Comparison, Driver, Figures, Outcome};
use crate::unit::{Exact, Lang, Number as _, round_half_away};

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
    let Some(first) = comparison.outcomes.first() else { return Sheet::default() };
    // Where sites pay takes longer to work out than all else, and a terminal shows it in words.
    let sites = first.bid.sites.iter().filter(|_| width != Width::Narrow);
    let sites: Vec<&str> = sites.map(|site| site.id.as_str()).collect();
    let mut sheet = Sheet {
        name: lang.pick("Comparaison", "Comparison").into(),
        title: vec![lang.pick("Scénarios comparés", "Scenarios compared").into(), subtitle(&first.bid, lot, lang)],
        columns: columns(&sites, width, lang),
        frozen: if width == Width::Wide { 2 } else { 0 },
        ..Sheet::default()
    };
    let shown: Vec<(usize, &Outcome, Figures)> = comparison
        .outcomes
        .iter()
        .enumerate()
        .filter_map(|(place, outcome)| Some((place, outcome, outcome.figures(lot)?)))
        .collect();
    for (i, outcome, figures) in shown.iter().copied() {
        let against = shown[0].2;
        let bridge = i.checked_sub(1).and_then(|i| comparison.bridges.get(i)?.as_ref().ok());
        let row = sheet.rows.len();
        let mut cells = row_of(outcome, &figures, &against, row > 0, lang);
        if width != Width::Wide {
            cells.extend(parts(bridge, lot));
        }
        cells.extend(pays_from(outcome, &sites));
        if width == Width::Wide {
            live(&sheet, row, &mut cells);
        }
        sheet.rows.push(Row { style: if row == 0 { Style::Subtotal } else { Style::Body }, cells });
    }
    sheet.notes =
        headline(&shown.iter().map(|(_, outcome, figures)| (*outcome, *figures)).collect::<Vec<_>>(), lot, lang);
    sheet
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

fn columns(sites: &[&str], width: Width, lang: Lang) -> Vec<Column> {
    let number = |key: &str, fr: &str, en: &str, width: u16| Column::number(key, lang.pick(fr, en), width);
    let more = |column: Column| Column { only_data: width != Width::Wide, ..column };
    let mut columns = vec![
        more(Column::text("scenario", lang.pick("Identifiant", "Id"), 20)),
        Column::text("label", lang.pick("Scénario", "Scenario"), 34),
        number("net", "Prix HT", "Net price", 17),
        number("delta", "Écart", "Delta", 16),
        number("delta_share", "%", "%", 9),
        more(number("gross", "Prix TTC", "Gross price", 17)),
        number("full_cost", "Coût", "Cost", 17),
        more(number("margin_euros", "Marge €", "Margin €", 16)),
        number("margin", "Marge", "Margin", 9),
        more(number("days", "Jours", "Days", 10)),
        number("average_fte", "ETP", "FTE", 8),
        number("peak_fte", "Pic", "Peak", 8),
        number("away_asked", "demandé", "asked", 10),
        number("away_obtained", "obtenu", "obtained", 10),
        more(number("daily_cost", "CJM", "Daily cost", 9)),
        number("daily_rate", "TJM", "TJM", 9),
        more(number("work_unit_price", "Prix moyen d’une UO", "Average work unit", 12)),
    ];
    // A workbook has the drivers on a sheet of their own.
    for side in ["price", "cost"].into_iter().filter(|_| width != Width::Wide) {
        for driver in Driver::ALL {
            let words = if side == "price" { lang.pick("prix", "price") } else { lang.pick("coût", "cost") };
            let title = format!("{} ({words})", bridge::driver_name(driver, lang));
            columns.push(more(Column::number(&format!("{side}_{}", driver.id()), &title, 16)));
        }
    }
    for site in sites {
        let title = format!("{} {site}", lang.pick("Seuil", "Pays from"));
        columns.push(more(Column::number(&format!("pays_from_{site}"), &title, 10)));
    }
    columns
}

/// The cells of a scenario up to its bridge, in the order of [`columns`].
fn row_of(outcome: &Outcome, figures: &Figures, first: &Figures, is_other: bool, lang: Lang) -> Vec<Cell> {
    let delta = cents(figures.net) - cents(first.net);
    let euros = |value: Exact, places: u32| Cell::Number(value.shown(), places);
    vec![
        outcome.id.as_str().into(),
        outcome.label.get(lang).into(),
        euros(figures.net, 2),
        if is_other { Cell::Number(delta, 0) } else { Cell::Empty },
        if is_other { Cell::Percent(share(delta, cents(first.net))) } else { Cell::Empty },
        euros(figures.gross, 2),
        euros(figures.full, 0),
        euros(figures.margin(), 0),
        Cell::Percent(share(cents(figures.net) - cents(figures.full), cents(figures.net))),
        euros(figures.days, 0),
        euros(figures.average, 1),
        euros(figures.peak, 1),
        Cell::Percent(figures.asked.shown()),
        Cell::Percent(figures.obtained.shown()),
        euros(figures.daily_cost(), 2),
        euros(figures.daily_rate(), 0),
        if figures.work_unit.is_zero() { Cell::Empty } else { euros(figures.work_unit, 2) },
    ]
}

/// What each driver adds to the price, then to the cost.
fn parts(bridge: Option<&Bridge>, lot: Option<&str>) -> Vec<Cell> {
    let Some(sides) = bridge.and_then(|bridge| bridge.of(lot)) else { return vec![Cell::Empty; 2 * Driver::ALL.len()] };
    sides.price.parts.iter().chain(&sides.cost.parts).map(|part| Cell::Number(*part, 2)).collect()
}

/// The productivity from which each site pays, for the work of the scenario that may move.
fn pays_from(outcome: &Outcome, sites: &[&str]) -> Vec<Cell> {
    if sites.is_empty() {
        return Vec::new();
    }
    let all = site_break_even(&outcome.bid, &outcome.inputs, &outcome.estimate.plan);
    let of_site = |id: &&str| {
        let found = all.iter().find(|one| outcome.bid.sites[one.site].id == **id);
        found.map_or(Cell::Empty, |one| Cell::Number(one.pays_from.shown(), 3))
    };
    sites.iter().map(of_site).collect()
}

/// Money to the cent, and differences as formulas over the cells that a reader sees.
fn live(sheet: &Sheet, row: usize, cells: &mut [Cell]) {
    // Places of the columns.
    const NET: usize = 2;
    const DELTA: usize = 3;
    const SHARE: usize = 4;
    const GROSS: usize = 5;
    const FULL: usize = 6;
    const EUROS: usize = 7;
    const MARGIN: usize = 8;
    for place in [NET, GROSS, FULL, EUROS, DELTA] {
        if let Cell::Number(value, _) = cells[place] {
            cells[place] = Cell::Money(value);
        }
    }
    let at = |column: usize| sheet.address(row, column);
    let first = sheet.address(0, NET);
    let mut formula = |place: usize, text: String| {
        if cells[place] != Cell::Empty {
            cells[place] = Cell::Formula(text, Box::new(cells[place].clone()));
        }
    };
    formula(DELTA, format!("{}-{first}", at(NET)));
    formula(SHARE, format!("{}/{first}", at(DELTA)));
    formula(EUROS, format!("{}-{}", at(NET), at(FULL)));
    formula(MARGIN, format!("{}/{}", at(EUROS), at(NET)));
}

fn cents(value: Exact) -> Decimal {
    round_half_away(value.shown(), 2)
}

fn share(part: Decimal, whole: Decimal) -> Decimal {
    part.checked_div(whole).unwrap_or_default()
}
