//! Bridges: what explains the difference between scenarios, as tables (method §8).

use rust_decimal::Decimal;

use super::super::{Cell, Column, Row, Sheet, Style};
use crate::scenario::{Bridge, Comparison, Driver, HeldPrices, Outcome, Steps};
use crate::unit::{Exact, Lang, apportioned, euros_more, percent_more, round_divided, round_half_away};

/// What explains the difference of each scenario to the first, in price, or in margin where unit prices are held, for one
/// lot or for all.
#[must_use]
pub fn bridges(comparison: &Comparison, lot: Option<&str>, lang: Lang) -> Sheet {
    let mut rows = Vec::new();
    let mut notes = Vec::new();
    for (outcome, bridge) in comparison.outcomes.iter().skip(1).zip(&comparison.bridges) {
        let name: Cell = outcome.label.get(lang).into();
        // A scenario without the lot has no row here either.
        let there = lot.is_none_or(|id| outcome.bid.lot(id).is_some());
        let Some(sides) = bridge.of(lot).filter(|_| there) else { continue };
        let Steps { before, after, parts, .. } = comparison.explained(sides);
        let delta = round_half_away(after - before, 0);
        let parts = apportioned(&parts.map(Exact::from), delta, 0).into_iter().map(whole);
        let cells = [outcome.id.as_str().into(), name].into_iter().chain(parts);
        rows.push(Row::body(cells.chain([Cell::Number(delta, 0)]).collect()));
        notes.extend(joined(bridge, lang).map(|words| format!("{}{}{words}", outcome.label.get(lang), lang.colon())));
    }
    let mut columns = vec![
        Column::key("scenario"),
        Column::text(
            "label",
            match comparison.held {
                None => lang.pick("Écart de prix par cause", "Price difference by driver"),
                Some(_) => lang.pick("Écart de marge par cause", "Margin difference by driver"),
            },
            34,
        ),
    ];
    let short = |driver| match driver {
        Driver::Rates => lang.pick("Taux", "Rates"),
        Driver::Productivity => lang.pick("Product.", "Product."),
        Driver::Platform => lang.pick("Platef.", "Platf."),
        Driver::Overheads => lang.pick("Frais", "Overh."),
        other => other.name(lang),
    };
    // A driver that moves nothing anywhere takes no room.
    let moves = |driver: Driver| rows.iter().any(|row: &Row| row.cells[2 + driver as usize] != Cell::Empty);
    columns.extend(
        Driver::ALL.map(|driver| Column { only_data: !moves(driver), ..Column::delta(driver.id(), short(driver), 12) }),
    );
    columns.push(Column::delta("delta", lang.pick("Écart", "Delta"), 12));
    Sheet { name: lang.pick("Ponts", "Bridges").into(), columns, rows, notes, ..Sheet::default() }
}

fn whole(part: Decimal) -> Cell {
    if part.is_zero() { Cell::Empty } else { Cell::Number(part, 0) }
}

/// Which drivers move as one, where some do.
fn joined(bridge: &Bridge, lang: Lang) -> Option<String> {
    let names: Vec<&str> = bridge.joined.iter().map(|driver| driver.name(lang)).collect();
    let (last, first) = names.split_last()?;
    let (and, words) = (
        lang.pick("et", "and"),
        lang.pick(
            "sont indissociables, leur part commune est portée par la première cause",
            "cannot be separated, their common part is counted with the first",
        ),
    );
    Some(format!("{} {and} {last} {words}.", first.join(", ")))
}

/// What explains the difference between two scenarios, in price, cost and margin, in all and by lot, with a waterfall: of
/// the price, or of the margin where unit prices are `held`.
#[must_use]
pub fn bridge(
    bridge: &Bridge, from: &Outcome, to: &Outcome, held: Option<&HeldPrices>, lot: Option<&str>, lang: Lang,
) -> Sheet {
    let mut rows = Vec::new();
    let all = || (None, lang.pick("Tous les lots", "All lots").to_owned());
    let lots = bridge.lots.iter().map(|(id, _)| (Some(id.as_str()), lot_label(id, from, to, lang)));
    let wanted: Vec<(Option<&str>, String)> = match lot {
        Some(lot) => lots.filter(|(id, _)| *id == Some(lot)).collect(),
        None => std::iter::once(all()).chain(lots).collect(),
    };
    let several = wanted.len() > 1;
    let drawn = |id: Option<&str>| {
        let sides = bridge.of(id)?;
        Some(if held.is_some() { sides.margin() } else { sides.price.clone() })
    };
    // One scale for all lots.
    let widest = wanted.iter().filter_map(|(id, _)| drawn(*id)).map(|steps| span_of(&steps)).max().unwrap_or_default();
    for (id, name) in wanted {
        let Some(sides) = bridge.of(id) else { continue };
        let key = || Cell::from(id.unwrap_or("all"));
        if several {
            rows.push(Row::of(Style::Section, vec![Cell::Empty, Cell::Empty, name.into()]));
        }
        let bars = drawn(id).map(|steps| waterfall(&steps, widest)).unwrap_or_default();
        let mut line = |style, driver: &str, label: &str, values: [Decimal; 2], bar: &str| {
            let amount = if matches!(driver, "before" | "after") { Cell::Euros } else { Cell::More };
            let [price, cost, margin] = [values[0], values[1], values[0] - values[1]].map(amount);
            rows.push(Row::of(style, vec![key(), driver.into(), label.into(), price, cost, margin, bar.into()]));
        };
        let (price, cost) = (&sides.price, &sides.cost);
        line(Style::Subtotal, "before", from.label.get(lang), [price.before, cost.before], "");
        for driver in Driver::ALL {
            let parts = [price.parts[driver as usize], cost.parts[driver as usize]];
            if parts.iter().any(|part| !part.is_zero()) {
                let bar = bars.get(driver as usize).map_or("", String::as_str);
                line(Style::Body, driver.id(), driver.name(lang), parts, bar);
            }
        }
        line(Style::Subtotal, "after", to.label.get(lang), [price.after, cost.after], "");
        let delta = [price.after - price.before, cost.after - cost.before];
        line(Style::Total, "delta", lang.pick("Écart", "Difference"), delta, "");
    }
    Sheet {
        name: lang.pick("Pont", "Bridge").into(),
        title: std::iter::once(title(bridge, from, to, held.is_some(), lot, lang))
        .chain(held.map(|_| super::held_title(from, lang)))
        .collect(),
        columns: vec![
            Column::key("lot"),
            Column::key("driver"),
            Column::text("label", "", 34),
            Column::number("price", super::net_title(held, lang), 18),
            Column::number("cost", lang.pick("Coût complet", "Full cost"), 18),
            Column {
                only_data: held.is_none(),
                ..Column::number("margin", lang.pick("Marge", "Margin"), 18)
            },
            Column::drawn(
                match held {
                    None => lang.pick("Prix : de l’un à l’autre", "Price: from one to the other"),
                    Some(_) => lang.pick("Marge : de l’une à l’autre", "Margin: from one to the other"),
                },
                32,
            ),
        ],
        rows,
        notes: vec![
            lang.pick(
                "La part d’une cause est sa valeur de Shapley : la moyenne sur tous les ordres où les causes pourraient changer.",
                "A driver’s part is its Shapley value: the average over all orders in which the drivers could change.",
            )
            .into(),
        ]
        .into_iter()
        .chain(joined(bridge, lang))
        .chain(held.and_then(|held| super::own_prices(held, to, lang)))
        .collect(),
        ..Sheet::default()
    }
}

/// `Offre de base → Nearshore 50 % : prix −982 138 € (−2,3 %), coût −835 583 €`; of the margin where prices are held.
fn title(bridge: &Bridge, from: &Outcome, to: &Outcome, is_held: bool, lot: Option<&str>, lang: Lang) -> String {
    let names = format!("{} → {}", from.label.get(lang), to.label.get(lang));
    let Some(sides) = bridge.of(lot) else { return names };
    let moved = |steps: &Steps| {
        let delta = steps.after - steps.before;
        let share = delta.checked_div(steps.before).map(|share| format!(" ({})", percent_more(share, lang)));
        format!("{}{}", euros_more(delta, lang), share.unwrap_or_default())
    };
    let [price, cost, margin] = [&sides.price, &sides.cost, &sides.margin()].map(moved);
    let (net, full, earned) =
        (lang.pick("prix HT", "net price"), lang.pick("coût", "cost"), lang.pick("marge", "margin"));
    let words = if is_held { format!("{earned} {margin}") } else { format!("{net} {price}, {full} {cost}") };
    format!("{names}{}{words}", lang.colon())
}

fn lot_label(id: &str, from: &Outcome, to: &Outcome, lang: Lang) -> String {
    let of = |outcome: &Outcome| {
        outcome.bid.lot(id).map(|l| format!("Lot {}", super::super::price::lot_name(&outcome.bid, l, lang)))
    };
    of(from).or_else(|| of(to)).unwrap_or_else(|| id.to_owned())
}

/// Where each step of a waterfall ends, from nothing.
fn ends(steps: &Steps) -> impl Iterator<Item = Decimal> {
    steps.parts.iter().scan(Decimal::ZERO, |sum, part| {
        *sum += part;
        Some(*sum)
    })
}

/// The least and the most that a waterfall comes to on its way, nothing included.
fn reach(steps: &Steps) -> (Decimal, Decimal) {
    ends(steps).fold((Decimal::ZERO, Decimal::ZERO), |(low, high), end| (low.min(end), high.max(end)))
}

/// How much of a scale a waterfall takes.
fn span_of(steps: &Steps) -> Decimal {
    let (low, high) = reach(steps);
    high - low
}

/// The bar of each driver, where the one before ends: `   ███`, as wide as its part of the widest waterfall.
fn waterfall(steps: &Steps, widest: Decimal) -> Vec<String> {
    const WIDTH: Decimal = rust_decimal::dec!(30);
    let (low, _) = reach(steps);
    let place = |value: Decimal| {
        let part = ((value - low) * WIDTH).checked_div(widest).unwrap_or_default();
        usize::try_from(round_divided(part, 0).mantissa()).unwrap_or(0)
    };
    let mut start = Decimal::ZERO;
    let mut bars = Vec::with_capacity(steps.parts.len());
    for (end, part) in ends(steps).zip(&steps.parts) {
        let (from, to) = (place(start.min(end)), place(start.max(end)));
        let mark = if part.is_sign_negative() { '░' } else { '█' };
        // No-break spaces: a table would wrap at others.
        let bar = "\u{a0}".repeat(from).chars().chain(std::iter::repeat_n(mark, (to - from).max(1))).collect();
        bars.push(if part.is_zero() { String::new() } else { bar });
        start = end;
    }
    bars
}
