//! The workbook of a comparison: summary, lots, staffing side by side, bridges with their waterfalls, what
//! each scenario changes. Differences and totals are formulas.

use rust_decimal::Decimal;

use typed_index_collections::TiVec;

use super::super::{Audience, Book, Cell, Chart, Column, Drawn, Row, Seen, Sheet, Style, internal_mark, scenarios};
use super::cascades::cascades;
use super::cells::{at, formula, lot_name};
use super::{Width, cents, compare, listed, share};
use crate::diag::Sources;
use crate::engine::margin;
use crate::model::Bid;
use crate::model::bid::LotId;
use crate::scenario::{Comparison, Driver, Outcome, Steps};
use crate::unit::{Exact, Lang, Number as _, apportioned};

// Places of columns of the lots' table.
const NET: usize = 1;
const DELTA: usize = 2;
const SHARE: usize = 3;
const FULL: usize = 4;
const EUROS: usize = 5;

/// The workbook of a comparison, for the bidder's eyes.
#[must_use]
pub fn compare_book(comparison: &Comparison, lot: Option<&str>, sources: &Sources, lang: Lang) -> Book {
    let listed = listed(comparison);
    let [summary, further] = summary(comparison, lot, lang);
    let sheets = [
        summary,
        further,
        lots(comparison, lot, lang),
        staffing(comparison, lot, lang),
        years(comparison, lot, lang),
        bridges(comparison, lot, lang),
        cascades(comparison, lot, lang),
        scenarios(&listed, sources, super::listing(comparison, lang)),
    ];
    let author = comparison.outcomes.first().map(|first| first.bid.document.bidder.clone());
    Book {
        title: lang.pick("Comparaison de scénarios", "Comparison of scenarios").into(),
        author: author.unwrap_or_default(),
        audience: Audience::Internal,
        sheets: sheets
            .into_iter()
            .filter(|sheet| !sheet.rows.is_empty())
            .map(|sheet| Sheet { footer: internal_mark(lang).into(), ..sheet })
            .collect(),
        names: Vec::new(),
    }
}

/// The table of all with its headline, and beside it what has no room on its page.
fn summary(comparison: &Comparison, lot: Option<&str>, lang: Lang) -> [Sheet; 2] {
    const FIRST: usize = 16;
    let mut summary = compare(comparison, lot, Width::Wide, lang);
    // Whoever reads it knows scenarios by their names.
    for column in summary.columns.iter_mut().filter(|column| column.key == "scenario") {
        column.seen = Seen::ByCharts;
    }
    let mut further = Sheet {
        name: lang.pick("Indicateurs", "Indicators").into(),
        title: std::iter::once(
            lang.pick("Scénarios comparés : autres indicateurs", "Scenarios compared: other figures").into(),
        )
        .chain(summary.title.iter().skip(1).cloned())
        .collect(),
        frozen: summary.frozen,
        ..Sheet::default()
    };
    if summary.columns.len() > FIRST {
        let apart = summary.columns.split_off(FIRST);
        further.columns = [&summary.columns[..2], &apart].concat();
        for row in &mut summary.rows {
            let apart = row.cells.split_off(FIRST);
            further.rows.push(Row::of(row.style, [&row.cells[..2], &apart].concat()));
        }
    }
    [summary, further]
}

/// Each lot under each scenario, then all: their prices and costs are the sums of the lots'.
pub(super) fn lots(comparison: &Comparison, lot: Option<&str>, lang: Lang) -> Sheet {
    let Some(first) = comparison.outcomes.first() else { return Sheet::default() };
    let number = |key: &str, fr: &str, en: &str, width: u16| Column::number(key, lang.pick(fr, en), width);
    let delta = |key: &str, fr: &str, en: &str, width: u16| Column::delta(key, lang.pick(fr, en), width);
    let mut sheet = Sheet {
        name: lang.pick("Lots", "Lots").into(),
        title: vec![
            lang.pick("Scénarios comparés par lot", "Scenarios compared by lot").into(),
            super::subtitle(&first.bid, lot, lang),
        ],
        columns: vec![
            Column::text("label", lang.pick("Scénario", "Scenario"), 40),
            Column::number("net", super::net_title(comparison.held.as_ref(), lang), 12),
            delta("delta", "Écart", "Delta", 12),
            delta("delta_share", "Écart (%)", "Delta (%)", 9),
            number("full_cost", "Coût complet", "Full cost", 12),
            number("margin_euros", "Marge (€)", "Margin (€)", 12),
            number("margin", "Marge (%)", "Margin (%)", 9),
            number("days", "Jours", "Days", 10),
            number("average_fte", "ETP", "FTE", 8),
            number("away_asked", "Nearshore demandé", "Away, asked", 11),
            number("away_obtained", "Nearshore obtenu", "Away, obtained", 11),
            number("daily_cost", "CJM", "Daily cost", 10),
            number("daily_rate", "TJM", "TJM", 10),
            number("work_unit_price", "Prix moyen d’une UO", "Average work unit", 14),
        ],
        frozen: 1,
        ..Sheet::default()
    };
    let wanted: Vec<&str> = comparison.lots().into_iter().filter(|id| lot.is_none_or(|lot| lot == *id)).collect();
    let fulls: Vec<TiVec<LotId, Decimal>> = comparison.outcomes.iter().map(full_costs).collect();
    // The rows of each scenario, one a lot that it has.
    let mut rows_of: Vec<Vec<usize>> = vec![Vec::new(); comparison.outcomes.len()];
    let parts = wanted.iter().map(|id| Some(*id)).chain((wanted.len() > 1).then_some(None));
    for part in parts {
        let name = match part {
            Some(id) => lot_name(comparison, id, lang),
            None => lang.pick("Tous les lots", "All lots").to_owned(),
        };
        sheet.rows.push(Row::of(Style::Section, vec![name.into()]));
        let mut reference: Option<(usize, Decimal)> = None;
        for (place, outcome) in comparison.outcomes.iter().enumerate() {
            let Some(figures) = outcome.figures(part) else { continue };
            let row = sheet.rows.len();
            let total = |column: usize| {
                let cells: Vec<String> = rows_of[place].iter().map(|row| at(&sheet, *row, column)).collect();
                format!("SUM({})", cells.join(","))
            };
            let amount = |column: usize, value: Decimal| {
                let value = Cell::Euros(value);
                if part.is_none() && !rows_of[place].is_empty() { formula(total(column), value) } else { value }
            };
            let beside_all = part.filter(|_| lot.is_none()).and_then(|id| outcome.bid.lot(id));
            let (net, full) = (cents(figures.net), beside_all.map_or(cents(figures.full), |l| fulls[place][l]));
            let (first_row, first_net) = *reference.get_or_insert((row, net));
            let delta = net - first_net;
            let [margin_euros, margin_share] = super::less(&sheet, [(row, NET), (row, FULL)], (row, EUROS), (row, NET));
            let mut cells = vec![
                outcome.label.get(lang).into(),
                amount(NET, net),
                Cell::Empty,
                Cell::Empty,
                amount(FULL, full),
                formula(margin_euros, Cell::Euros(net - full)),
                match margin(net.into(), full.into()) {
                    Some(share) => formula(margin_share, Cell::share(Some(share))),
                    None => Cell::NoShare,
                },
                Cell::Number(figures.days.shown(), 0),
                Cell::Number(figures.average.shown(), 1),
                Cell::Percent(figures.asked.shown()),
                Cell::Percent(figures.obtained.shown()),
                Cell::Euros(figures.daily_cost().shown()),
                Cell::Euros(figures.daily_rate().shown()),
                if figures.work_unit.is_zero() { Cell::Empty } else { Cell::Euros(figures.work_unit.shown()) },
            ];
            if row > first_row {
                let first = (first_row, NET);
                let [less, part] = super::less(&sheet, [(row, NET), first], (row, DELTA), first);
                cells[DELTA] = formula(less, Cell::Euros(delta));
                cells[SHARE] = formula(part, Cell::Percent(share(delta, first_net)));
            }
            if part.is_some() {
                rows_of[place].push(row);
            }
            let style = if row == first_row { Style::Subtotal } else { Style::Body };
            sheet.rows.push(Row::of(style, cells));
        }
    }
    sheet
}

/// The full costs of a scenario's lots to the cent, so that they add up to that of all.
fn full_costs(outcome: &Outcome) -> TiVec<LotId, Decimal> {
    let dqe = &outcome.estimate.dqe;
    let fulls: Vec<Exact> = dqe.lots.iter().map(|lot| lot.full).collect();
    apportioned(&fulls, cents(dqe.total.full), 2).into()
}

/// The sites of all scenarios, each with its id and name.
pub(super) fn sites(comparison: &Comparison, lang: Lang) -> Vec<(&str, &str)> {
    let mut sites: Vec<(&str, &str)> = Vec::new();
    for site in comparison.outcomes.iter().flat_map(|outcome| &outcome.bid.sites) {
        if !sites.iter().any(|(id, _)| *id == site.id) {
            sites.push((&site.id, site.label.get(lang)));
        }
    }
    sites
}

/// Average heads of a scenario at a site over some months, to two decimals as they are written.
pub(super) fn heads(outcome: &Outcome, lot: Option<&str>, site: &str, months: std::ops::Range<usize>) -> Decimal {
    let lot = match lot.map(|id| outcome.bid.lot(id)) {
        // A scenario without the lot has nobody in it.
        Some(None) => return Decimal::ZERO,
        Some(found) => found,
        None => None,
    };
    let Some(site) = outcome.bid.sites.position(|one| one.id == site) else { return Decimal::ZERO };
    let count = Exact::whole(u32::try_from(months.len()).unwrap_or(u32::MAX)).greatest(Exact::ONE);
    let heads = outcome.presence(lot).heads_at(site);
    let within = heads.get(months).unwrap_or_default();
    (within.iter().copied().sum::<Exact>() / count).rounded(2).shown()
}

/// Adds a row for each site where anybody works, a column for some months of a scenario, and their totals.
fn by_site(
    sheet: &mut Sheet, comparison: &Comparison, lot: Option<&str>, columns: &[(&Outcome, std::ops::Range<usize>)],
    total: Style, lang: Lang,
) {
    let start = sheet.rows.len();
    let mut sums = vec![Decimal::ZERO; columns.len()];
    for (id, name) in sites(comparison, lang) {
        let of = |(outcome, months): &(&Outcome, std::ops::Range<usize>)| heads(outcome, lot, id, months.clone());
        let values: Vec<Decimal> = columns.iter().map(of).collect();
        if values.iter().all(Decimal::is_zero) {
            continue;
        }
        sums.iter_mut().zip(&values).for_each(|(sum, value)| *sum += value);
        let cells = values.into_iter().map(|value| Cell::Number(value, 2));
        sheet.rows.push(Row::body(std::iter::once(name.into()).chain(cells).collect()));
    }
    let Some(end) = sheet.rows.len().checked_sub(1).filter(|end| *end >= start) else { return };
    let sum = |(place, sum): (usize, Decimal)| {
        let range = format!("SUM({}:{})", at(sheet, start, place + 1), at(sheet, end, place + 1));
        formula(range, Cell::Number(sum, 2))
    };
    let cells = std::iter::once("Total".into()).chain(sums.into_iter().enumerate().map(sum)).collect();
    sheet.rows.push(Row::of(total, cells));
}

/// What heads are counted, and of what.
pub(super) fn present(bid: &Bid, lot: Option<&str>, lang: Lang) -> String {
    let counted = lang.pick("ETP présents, coordination comprise,", "FTE present, coordination included,");
    format!("{counted} {}", super::scope(bid, lot, lang))
}

/// Average heads at each site, a column a scenario.
fn staffing(comparison: &Comparison, lot: Option<&str>, lang: Lang) -> Sheet {
    let Some(first) = comparison.outcomes.first() else { return Sheet::default() };
    let mut columns = vec![Column::text("site", "Site", 26)];
    columns.extend(comparison.outcomes.iter().map(|one| Column::number(&one.id, one.label.get(lang), 15)));
    let mut sheet = Sheet {
        name: lang.pick("Effectifs", "Staffing").into(),
        title: vec![
            lang.pick("Effectifs moyens par site", "Average heads by site").into(),
            present(&first.bid, lot, lang),
        ],
        columns,
        frozen: 1,
        ..Sheet::default()
    };
    let columns =
        comparison.outcomes.iter().map(|outcome| (outcome, 0..outcome.bid.contract.months)).collect::<Vec<_>>();
    by_site(&mut sheet, comparison, lot, &columns, Style::Total, lang);
    let body = sheet.rows.len().saturating_sub(1);
    sheet.charts.push(Chart {
        title: lang.pick("Effectifs moyens par site", "Average heads by site").into(),
        axis: lang.pick("ETP", "FTE").into(),
        of: None,
        drawn: Drawn::Rows {
            series: (0..body).collect(),
            colours: (0..body).collect(),
            names: 0,
            points: 1..comparison.outcomes.len() + 1,
        },
    });
    sheet
}

/// Average heads at each site by contract year, scenario after scenario.
fn years(comparison: &Comparison, lot: Option<&str>, lang: Lang) -> Sheet {
    let Some(first) = comparison.outcomes.first() else { return Sheet::default() };
    let years = comparison.outcomes.iter().map(|outcome| outcome.bid.years()).max().unwrap_or(0);
    let mut columns = vec![Column::text("site", lang.pick("Scénario, site", "Scenario, site"), 40)];
    let year = lang.pick("Année", "Year");
    columns.extend((1..=years).map(|k| Column::number(&format!("year_{k}"), &format!("{year} {k}"), 11)));
    let mut sheet = Sheet {
        name: lang.pick("Effectifs par an", "Staffing by year").into(),
        title: vec![
            lang.pick("Effectifs moyens par site et par année", "Average heads by site and year").into(),
            present(&first.bid, lot, lang),
        ],
        columns,
        frozen: 1,
        ..Sheet::default()
    };
    for outcome in &comparison.outcomes {
        sheet.rows.push(Row::of(Style::Section, vec![outcome.label.get(lang).into()]));
        let columns = (0..outcome.bid.years()).map(|k| (outcome, outcome.bid.months_of(k))).collect::<Vec<_>>();
        by_site(&mut sheet, comparison, lot, &columns, Style::Subtotal, lang);
    }
    sheet
}

/// What each driver adds to the price and to the cost of each scenario; the differences are their sums.
fn bridges(comparison: &Comparison, lot: Option<&str>, lang: Lang) -> Sheet {
    let mut columns = vec![Column::text("label", lang.pick("Scénario", "Scenario"), 40)];
    columns.push(Column::number("before", lang.pick("Premier scénario", "First scenario"), 12));
    columns.extend(Driver::ALL.map(|driver| Column::delta(driver.id(), driver.name(lang), 13)));
    columns.push(Column::delta("delta", lang.pick("Écart", "Delta"), 12));
    columns.push(Column::number("after", lang.pick("Prix ou coût", "Price or cost"), 12));
    let last = 2 + Driver::ALL.len();
    let mut sheet = Sheet {
        name: lang.pick("Ponts", "Bridges").into(),
        title: vec![
            lang.pick("Ce qui explique chaque écart", "What explains each difference").into(),
            lang.pick(
                "La part d’une cause est sa valeur de Shapley : la moyenne sur tous les ordres des causes",
                "A driver’s part is its Shapley value: the average over all orders of the drivers",
            )
            .into(),
        ],
        columns,
        frozen: 1,
        ..Sheet::default()
    };
    let net = super::net_title(comparison.held.as_ref(), lang);
    let sides = [(false, net), (true, lang.pick("Coût complet", "Full cost"))];
    let lots = comparison.lots();
    // All lots, then each; or the one asked for.
    let parts = std::iter::once(lot).chain(lots.iter().filter(|_| lot.is_none() && lots.len() > 1).map(|id| Some(*id)));
    for (part, (cost, name)) in parts.flat_map(|part| sides.map(|side| (part, side))) {
        let of = match part {
            Some(id) => lot_name(comparison, id, lang),
            None => lang.pick("Tous les lots", "All lots").to_owned(),
        };
        sheet.rows.push(Row::of(Style::Section, vec![format!("{of}{}{name}", lang.colon()).into()]));
        for (outcome, bridge) in comparison.outcomes.iter().skip(1).zip(&comparison.bridges) {
            // A scenario without the lot has no row here, as nowhere else.
            let there = part.is_none_or(|id| outcome.bid.lot(id).is_some());
            let Some(sides) = bridge.of(part).filter(|_| there) else { continue };
            let Steps { before, after, parts, .. } = if cost { &sides.cost } else { &sides.price };
            let row = sheet.rows.len();
            let mut cells = vec![outcome.label.get(lang).into(), Cell::Euros(*before)];
            cells.extend(parts.iter().map(|part| if part.is_zero() { Cell::Empty } else { Cell::Euros(*part) }));
            let sum = format!("SUM({}:{})", at(&sheet, row, 2), at(&sheet, row, last - 1));
            cells.push(formula(sum, Cell::Euros(after - before)));
            let end = format!("{}+{}", at(&sheet, row, 1), at(&sheet, row, last));
            cells.push(formula(end, Cell::Euros(*after)));
            sheet.rows.push(Row::body(cells));
        }
    }
    sheet
}
