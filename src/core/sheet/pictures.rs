//! Pictures of a priced bid: from its direct cost to its price, and its money over time.

use rust_decimal::Decimal;

use super::{Cell, Column, Drawing, Picture, Row, Seen, Sheet, Style};
use super::{Chart, Drawn};
use crate::engine::{Cash, Estimate, Inputs, Outlook, cell};
use crate::model::Bid;
use crate::model::bid::{LotId, Nature};
use crate::unit::{Exact, Lang, Number as _, euros};

/// From the direct cost of a lot, or of all, to the price of the rounded DQE. The steps make the difference to the cent.
#[must_use]
pub fn price_steps(
    bid: &Bid, inputs: &Inputs<Exact>, estimate: &Estimate<Exact>, only: Option<LotId>, lang: Lang,
) -> Picture {
    let lots: Vec<LotId> = bid.lots_or(only).collect();
    let (mut direct, mut provision) = (Exact::ZERO, Exact::ZERO);
    for (l, n) in lots.iter().flat_map(|l| Nature::ALL.map(|n| (*l, n))) {
        let parts = estimate.cost.direct[cell(l, n)].full_in_year(bid, inputs, l, n, 0);
        (direct, provision) = (direct + parts.direct, provision + parts.provision);
    }
    let total = |get: fn(&crate::engine::LotTotal<Exact>) -> Exact| -> Exact {
        lots.iter().map(|l| get(&estimate.dqe.lots[*l])).sum()
    };
    let cents = |value: Exact| value.rounded(2).shown();
    let [direct, provision] = [direct, provision].map(cents);
    let [full, sell, net] = [total(|lot| lot.full), total(|lot| lot.sell), total(|lot| lot.net)].map(cents);
    let steps = [
        (lang.pick("Frais généraux", "Overheads"), full - provision - direct),
        (lang.pick("Provision pour risque", "Provision for risk"), provision),
        (lang.pick("Marge", "Margin"), sell - full),
        (lang.pick("Arrondi et prix imposés", "Rounding and given prices"), net - sell),
    ];
    let share = |part: Decimal| crate::unit::percent(part.checked_div(net).unwrap_or_default(), lang);
    let (cost, margin) = (share(direct), share(net - full));
    Picture {
        title: match lang {
            Lang::Fr => format!("Du coût direct au prix\u{a0}: {cost} de coût direct, {margin} de marge"),
            Lang::En => format!("From direct cost to price: {cost} of direct cost, {margin} of margin"),
        },
        summary: match lang {
            Lang::Fr => format!("De {} de coût direct à {} de prix HT.", euros(direct, lang), euros(net, lang)),
            Lang::En => format!("From {} of direct cost to {} of net price.", euros(direct, lang), euros(net, lang)),
        },
        drawing: Drawing::Waterfall {
            from: (lang.pick("Coût direct", "Direct cost").to_owned(), Cell::Euros(direct)),
            steps: steps.into_iter().map(|(name, step)| (name.to_owned(), Cell::More(step))).collect(),
            to: (lang.pick("Prix HT", "Net price").to_owned(), Cell::Euros(net)),
        },
    }
}

/// Revenue against cost, their indices, and cumulative cash with its trough.
#[must_use]
pub fn money_curves(bid: &Bid, outlook: &Outlook<Exact>, cash: &Cash<Exact>, lang: Lang) -> Vec<Picture> {
    let names = |count: usize| (0..count).map(|m| bid.calendar_month(m).name(lang)).collect::<Vec<_>>();
    let amounts = |values: &[Exact]| values.iter().map(|value| Cell::UnitPrice(value.shown(), 0)).collect::<Vec<_>>();
    let scissors: Vec<_> = (0..bid.years()).map(|k| outlook.scissors(bid, k)).collect();
    let gap: Exact = scissors.iter().map(|year| year.gained - year.drifted).sum();
    let indices = |get: &dyn Fn(usize) -> Exact| (0..bid.years()).map(|k| Cell::Number(get(k).shown(), 4)).collect();
    let trough = match cash.peak_month() {
        Some(m) => {
            let (need, month) = (euros(-cash.peak_need.shown(), lang), bid.calendar_month(m).name(lang));
            match lang {
                Lang::Fr => format!("Trésorerie cumulée\u{a0}: au plus bas {need}, en {month}"),
                Lang::En => format!("Cumulative cash: at its lowest {need}, in {month}"),
            }
        }
        None => lang.pick("Trésorerie cumulée : jamais négative", "Cumulative cash: never negative").to_owned(),
    };
    let revised: Exact = outlook.revised.iter().copied().sum();
    let cost: Exact = outlook.cost.iter().copied().sum();
    let [revised, cost] = [revised, cost].map(|sum| euros(sum.shown(), lang));
    let years = (0..bid.years()).map(|k| format!("{} {}", lang.pick("Année", "Year"), k + 1));
    let gap = euros(gap.shown(), lang);
    vec![
        Picture {
            title: match lang {
                Lang::Fr => format!("CA révisé et coût complet par mois\u{a0}: {revised} et {cost} en tout"),
                Lang::En => format!("Revised revenue and full cost by month: {revised} and {cost} in all"),
            },
            summary: String::new(),
            drawing: Drawing::Lines {
                axis: lang.pick("Euros HT par mois", "Euros before VAT, by month").to_owned(),
                points: names(outlook.revised.len()),
                series: vec![
                    (lang.pick("CA révisé", "Revised revenue").to_owned(), amounts(&outlook.revised)),
                    (lang.pick("Coût complet", "Full cost").to_owned(), amounts(&outlook.cost)),
                ],
            },
        },
        Picture {
            title: match lang {
                Lang::Fr => format!("Révision des prix et dérive des coûts\u{a0}: {gap} sur le contrat"),
                Lang::En => format!("Revision of prices and drift of costs: {gap} over the contract"),
            },
            summary: lang
                .pick(
                    "Ce que la révision ajoute au CA, moins ce que la dérive ajoute aux coûts, est l’écart entre les deux indices.",
                    "What revision adds to revenue, less what drift adds to cost, is the gap between the two indices.",
                )
                .to_owned(),
            drawing: Drawing::Lines {
                axis: lang.pick("Indice, 1 à la remise", "Index, 1 as bid").to_owned(),
                points: years.collect(),
                series: vec![
                    (lang.pick("Indice des prix", "Price index").to_owned(), indices(&|k| scissors[k].prices)),
                    (lang.pick("Indice des coûts", "Cost index").to_owned(), indices(&|k| scissors[k].costs)),
                ],
            },
        },
        Picture {
            title: trough,
            summary: String::new(),
            drawing: Drawing::Lines {
                axis: lang.pick("Trésorerie cumulée", "Cumulative cash").to_owned(),
                points: names(cash.balance.len()),
                series: vec![(lang.pick("Trésorerie", "Cash").to_owned(), amounts(&cash.balance))],
            },
        },
    ]
}

/// A waterfall as the sheet of a workbook: its steps, with a chart beside them.
#[must_use]
pub fn waterfall_sheet(picture: &Picture, name: &str, lang: Lang) -> Option<Sheet> {
    let Drawing::Waterfall { from, steps, to } = &picture.drawing else { return None };
    let amount = |cell: &Cell| cell.number().unwrap_or_default();
    let helper =
        |key: &str, fr: &str, en: &str| Column { seen: Seen::ByCharts, ..Column::number(key, lang.pick(fr, en), 16) };
    let total = |(name, cell): &(String, Cell)| {
        let cells = vec![name.as_str().into(), cell.clone(), cell.clone(), Cell::Empty, cell.clone()];
        Row::of(Style::Subtotal, cells)
    };
    let mut rows = vec![total(from)];
    let mut sum = amount(&from.1);
    let mut least = sum;
    for (name, cell) in steps {
        let (before, step) = (sum, amount(cell));
        sum += step;
        least = least.min(sum);
        let [up, down] = [step, -step].map(|step| Cell::Euros(step.max(Decimal::ZERO)));
        let base = Cell::Euros(before.min(sum));
        rows.push(Row::body(vec![name.as_str().into(), cell.clone(), Cell::Euros(sum), base, Cell::Empty, up, down]));
    }
    rows.push(total(to));
    let count = rows.len();
    // Amounts are lengths: the axis begins at zero, or below where a sum is.
    let axis_from = least.min(Decimal::ZERO);
    rows.extend((count..14).map(|_| Row::of(Style::Blank, Vec::new())));
    Some(Sheet {
        name: name.to_owned(),
        title: vec![picture.title.clone(), picture.summary.clone()],
        columns: vec![
            Column::text("step", lang.pick("Étape", "Step"), 30),
            Column::number("amount", lang.pick("Montant", "Amount"), 18),
            helper("sum", "Cumul", "Sum"),
            helper("base", "Socle", "Base"),
            helper("total", "Total", "Total"),
            helper("up", "Hausse", "Up"),
            helper("down", "Baisse", "Down"),
        ],
        rows,
        charts: vec![Chart {
            title: picture.title.clone(),
            axis: lang.pick("Euros HT", "Euros before VAT").to_owned(),
            of: None,
            drawn: Drawn::Waterfall { rows: 0..count, from: axis_from },
        }],
        ..Sheet::default()
    })
}
