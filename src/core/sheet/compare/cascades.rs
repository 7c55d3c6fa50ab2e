//! The waterfalls of a comparison's workbook: rows that formulas sum, each with its chart beside it.

use rust_decimal::Decimal;

use super::super::{Cell, Chart, Column, Drawn, Row, Seen, Sheet, Style};
use super::cells::{at, formula, lot_name};
use crate::scenario::{Comparison, Driver, Steps};
use crate::unit::Lang;

// Places of columns.
const AMOUNT: usize = 1;
const SUM: usize = 2;
/// The rows that a chart takes beside its own.
const CHART: usize = 12;

/// The price of the first scenario, or its margin where prices are held, made that of each other one, step by step: the figures of a chart beside them.
pub(super) fn cascades(comparison: &Comparison, lot: Option<&str>, lang: Lang) -> Sheet {
    let Some(first) = comparison.outcomes.first() else { return Sheet::default() };
    let number = |key: &str, fr: &str, en: &str| Column::number(key, lang.pick(fr, en), 16);
    let helper = |column: Column| Column { seen: Seen::ByCharts, ..column };
    let mut sheet = Sheet {
        name: lang.pick("Cascades", "Waterfalls").into(),
        title: vec![
            match comparison.held {
                None => lang.pick("D’un prix à l’autre", "From one price to the other"),
                Some(_) => lang.pick("D’une marge à l’autre", "From one margin to the other"),
            }
            .into(),
            super::subtitle(&first.bid, lot, lang),
        ],
        columns: vec![
            Column::text("step", lang.pick("Étape", "Step"), 36),
            number("amount", "Montant", "Amount"),
            helper(number("sum", "Cumul", "Sum")),
            helper(number("base", "Socle", "Base")),
            match comparison.held {
                None => helper(number("total", "Prix", "Price")),
                Some(_) => helper(number("total", "Marge", "Margin")),
            },
            helper(number("up", "Hausse", "Up")),
            helper(number("down", "Baisse", "Down")),
        ],
        ..Sheet::default()
    };
    // All lots, or the one asked for: the bridges have each lot's figures.
    let parts = std::iter::once(lot);
    let bridged = || comparison.outcomes.iter().skip(1).zip(&comparison.bridges);
    for (part, (outcome, bridge)) in parts.flat_map(|part| bridged().map(move |one| (part, one))) {
        let Some(sides) = bridge.of(part) else { continue };
        let Steps { before, after, parts, .. } = &comparison.explained(sides);
        // One step is no waterfall: the bridge says all of it.
        if parts.iter().filter(|part| !part.is_zero()).count() < 2 {
            continue;
        }
        let name = match part.filter(|part| lot != Some(*part)) {
            Some(id) => format!("{}{}{}", lot_name(comparison, id, lang), lang.colon(), outcome.label.get(lang)),
            None => outcome.label.get(lang).to_owned(),
        };
        sheet.rows.push(Row::of(Style::Section, vec![name.as_str().into()]));
        let start = sheet.rows.len();
        let letter = |column: usize, row: usize| at(&sheet, row, column);
        let amount = |value: Decimal| Cell::Euros(value);
        let mut rows = vec![Row::of(
            Style::Subtotal,
            vec![
                first.label.get(lang).into(),
                amount(*before),
                formula(letter(AMOUNT, start), amount(*before)),
                Cell::Empty,
                formula(letter(AMOUNT, start), amount(*before)),
            ],
        )];
        let (mut sum, mut least) = (*before, (*before).min(*after));
        for driver in Driver::ALL.into_iter().filter(|driver| !parts[*driver as usize].is_zero()) {
            let (row, part) = (start + rows.len(), parts[driver as usize]);
            let (was, now) = (sum, sum + part);
            let [here, above, value] = [letter(SUM, row), letter(SUM, row - 1), letter(AMOUNT, row)];
            rows.push(Row::body(vec![
                driver.name(lang).into(),
                Cell::More(part),
                formula(format!("{above}+{value}"), amount(now)),
                formula(format!("MIN({above},{here})"), amount(was.min(now))),
                Cell::Empty,
                formula(format!("MAX({value},0)"), amount(part.max(Decimal::ZERO))),
                formula(format!("MAX(-{value},0)"), amount((-part).max(Decimal::ZERO))),
            ]));
            (sum, least) = (now, least.min(now));
        }
        let row = start + rows.len();
        rows.push(Row::of(
            Style::Subtotal,
            vec![
                outcome.label.get(lang).into(),
                formula(letter(SUM, row - 1), amount(*after)),
                formula(letter(AMOUNT, row), amount(*after)),
                Cell::Empty,
                formula(letter(AMOUNT, row), amount(*after)),
            ],
        ));
        sheet.rows.extend(rows);
        let most = (*before).max(*after);
        sheet.charts.push(Chart {
            title: format!("{} → {name}", first.label.get(lang)),
            axis: match comparison.held {
                None => lang.pick("Prix HT, axe tronqué", "Net price, truncated axis"),
                Some(_) => lang.pick("Marge, axe tronqué", "Margin, truncated axis"),
            }
            .into(),
            of: None,
            drawn: Drawn::Waterfall { rows: start..row + 1, from: floor_below(least, most) },
        });
        // Room for the chart beside them.
        let room = (start + CHART).saturating_sub(sheet.rows.len()).max(1);
        sheet.rows.extend((0..room).map(|_| Row::of(Style::Blank, Vec::new())));
    }
    sheet
}

/// Where a truncated axis begins: below the least amount by half of what there is to see, on a round figure.
fn floor_below(least: Decimal, most: Decimal) -> Decimal {
    let room = (most - least).max(Decimal::ONE);
    let mut unit = Decimal::ONE;
    while unit * Decimal::TEN <= room {
        unit *= Decimal::TEN;
    }
    let floor = (least - room / Decimal::TWO).checked_div(unit).unwrap_or_default().floor() * unit;
    floor.max(Decimal::ZERO)
}
