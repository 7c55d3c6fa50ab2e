//! What makes one price another in a comparison's workbook: rows that formulas sum, each with its chart beside it.

use super::super::{Cell, Chart, Column, Drawn, Row, Sheet, Style};
use super::cells::{at, formula, lot_name};
use crate::scenario::{Comparison, Driver, Steps};
use crate::unit::{Lang, euros_more, percent_more};

// The place of a column.
const AMOUNT: usize = 1;
/// The rows that a chart takes beside its own.
const CHART: usize = 12;

/// The price of the first scenario, or its margin where prices are held, made that of each other one, cause by cause: the figures of a chart beside them.
pub(super) fn cascades(comparison: &Comparison, lot: Option<&str>, lang: Lang) -> Sheet {
    let Some(first) = comparison.outcomes.first() else { return Sheet::default() };
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
            Column::text("step", lang.pick("Cause", "Driver"), 36),
            Column::number("amount", lang.pick("Montant", "Amount"), 16),
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
        let cell = |row: usize| at(&sheet, row, AMOUNT);
        let total = |name: &str, amount: Cell| Row::of(Style::Subtotal, vec![name.into(), amount]);
        let mut rows = vec![total(first.label.get(lang), Cell::Euros(*before))];
        let moving = Driver::ALL.into_iter().filter(|driver| !parts[*driver as usize].is_zero());
        rows.extend(moving.map(|driver| Row::body(vec![driver.name(lang).into(), Cell::More(parts[driver as usize])])));
        let (delta, end) = (*after - *before, start + rows.len());
        let sum = format!("SUM({}:{})", cell(start + 1), cell(end - 1));
        rows.push(total(lang.pick("Écart", "Difference"), formula(sum, Cell::More(delta))));
        rows.push(total(
            outcome.label.get(lang),
            formula(format!("{}+{}", cell(start), cell(end)), Cell::Euros(*after)),
        ));
        sheet.rows.extend(rows);
        let share = delta.checked_div(*before).map(|share| format!(" ({})", percent_more(share, lang)));
        sheet.charts.push(Chart {
            title: format!(
                "{} → {name}{}{}{}",
                first.label.get(lang),
                lang.colon(),
                euros_more(delta, lang),
                share.unwrap_or_default()
            ),
            axis: String::new(),
            of: None,
            drawn: Drawn::Steps { rows: start + 1..end + 1, amounts: AMOUNT },
        });
        // Room for the chart beside them.
        let room = (start + CHART).saturating_sub(sheet.rows.len()).max(1);
        sheet.rows.extend((0..room).map(|_| Row::of(Style::Blank, Vec::new())));
    }
    sheet
}
