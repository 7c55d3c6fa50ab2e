//! What unit prices say when they are read together, and what they say of the teams (method §2 and §5): warnings only,
//! no price follows from them.

use std::mem::discriminant;

use itertools::Itertools as _;

use super::{Estimate, Inputs, Load, loads};
use crate::diag::{At, Code, Finding, Findings};
use crate::model::Bid;
use crate::model::bid::{Index, Line, Rule, Unit};
use crate::unit::{Exact, Number as _, fold};

/// Loads outside the tolerance, and units that two lots sell at different prices.
pub(super) fn warnings(bid: &Bid, inputs: &Inputs<Exact>, estimate: &Estimate<Exact>) -> Findings {
    let mut findings = Findings::default();
    for load in loads(bid, inputs, &estimate.plan) {
        outside(bid, &load, &mut findings);
    }
    flat_scales(bid, estimate, &mut findings);
    gaps(bid, inputs, estimate, &mut findings);
    findings
}

/// Reports steps of a scale that cost no more than the step before.
fn flat_scales(bid: &Bid, estimate: &Estimate<Exact>, findings: &mut Findings) {
    for (lot, amounts) in bid.lots.iter().zip(&estimate.dqe.lines) {
        let steps = lot.scales.iter().flat_map(|scale| scale.lines.iter().tuple_windows());
        for (&lower, &higher) in steps {
            let [low, high] = [lower, higher].map(|j| amounts[j].unit_price);
            if high > low {
                continue;
            }
            let [low, high] = [low, high].map(Exact::shown);
            let [lower, higher] = [lower, higher].map(|j| &lot.lines[j]);
            let message = format!(
                "“{}” at {high} costs no more than “{}” at {low}, a step below it in `{}`",
                higher.label, lower.label, lot.id
            );
            findings.push(
                Finding::warning(Code::FlatScale, message)
                    .at(higher.at, high.to_string())
                    .at(lower.at, low.to_string())
                    .help("raise the weight or the price of the higher step, or correct the order of the scale"),
            );
        }
    }
}

/// Reports the years in which a nature is asked for more or less than it holds.
fn outside(bid: &Bid, load: &Load<Exact>, findings: &mut Findings) {
    let lot = &bid.lots[load.lot];
    let Some(at) = lot.lines.iter().find(|j| j.nature == load.nature && j.workload.is_some()).map(workload_at(bid))
    else {
        return;
    };
    let nature = load.nature.id();
    let partial = if load.partial { ", lines without a workload left out" } else { "" };
    let (least, most) = bid.tolerances.load;
    let years = || load.years.iter().enumerate();
    let without =
        years().filter(|(_, year)| year.capacity.is_zero() && !year.load.is_zero()).map(|(k, _)| k + 1).join(", ");
    if !without.is_empty() {
        let message = format!("nobody does the units that `{nature}` sells in `{}` in year {without}", lot.id);
        let help =
            format!("staff `{nature}` in that year, or correct the quantities: see `chiffrage load --lot {}`", lot.id);
        findings.push(Finding::warning(Code::NoCapacity, message).at(at, "this workload has no team").help(help));
    }
    let is_outside = |ratio: Exact| ratio.shown() < least || ratio.shown() > most;
    let ratios = years().filter_map(|(k, year)| Some((k + 1, year.ratio().filter(|ratio| is_outside(*ratio))?)));
    // With a decimal: 115.3 % is outside where 115 % is not.
    let share = |ratio: Exact| (ratio * Exact::whole(100)).rounded(1).shown().normalize();
    let ratios = ratios.map(|(k, ratio)| format!("{} % of its capacity in year {k}", share(ratio))).join(", ");
    if !ratios.is_empty() {
        let message = format!("the units sold load the `{nature}` of `{}` at {ratios}{partial}", lot.id);
        let hundred = |share: rust_decimal::Decimal| (share * rust_decimal::Decimal::ONE_HUNDRED).normalize();
        let bounds = format!("tolerated from {} % to {} %", hundred(least), hundred(most));
        let help = format!(
            "change the teams, the quantities or the workloads: see `chiffrage load --lot {}`; to let positions follow the quantities, drive them by the line",
            lot.id
        );
        findings.push(Finding::warning(Code::LoadOutside, message).at(at, bounds).help(help));
    }
}

fn workload_at(bid: &Bid) -> impl Fn(&Line) -> At {
    |line| line.workload.map_or(line.at, |fig| bid.figure(fig).at)
}

/// A unit that two lots sell: its line where it is cheapest, and where it is dearest.
#[derive(Clone, Copy)]
struct Pair<'a> {
    low: Sold<'a>,
    high: Sold<'a>,
}

/// A line of a lot with its unit price.
#[derive(Clone, Copy)]
struct Sold<'a> {
    lot: Index,
    line: &'a Line,
    price: Exact,
}

/// Reports work units and days of one wording and rule whose prices differ between lots by more than is tolerated:
/// one finding for what two lots sell of a nature.
fn gaps(bid: &Bid, inputs: &Inputs<Exact>, estimate: &Estimate<Exact>, findings: &mut Findings) {
    let lots = bid.lots.iter().zip(&estimate.dqe.lines).enumerate();
    let sold = lots.flat_map(|(lot, (of, amounts))| {
        let lines = of.lines.iter().zip(amounts);
        lines.map(move |(line, amounts)| Sold { lot, line, price: amounts.unit_price })
    });
    let units = sold.filter(|sold| matches!(sold.line.unit, Unit::WorkUnit | Unit::Day));
    let groups =
        units.into_group_map_by(|sold| (fold(&sold.line.label), sold.line.unit, discriminant(&sold.line.rule)));
    let apart = groups.into_values().filter_map(|sold| {
        let by_price = |sold: &&Sold| sold.price.shown();
        let (low, high) = (*sold.iter().min_by_key(by_price)?, *sold.iter().max_by_key(by_price)?);
        let tolerated = Exact::from(bid.tolerances.price_gap) * low.price;
        (low.lot != high.lot && high.price - low.price > tolerated).then_some(Pair { low, high })
    });
    let place = |pair: &Pair| (pair.low.lot, pair.high.lot, pair.low.line.nature as usize, pair.low.line.at);
    for (_, pairs) in &apart.sorted_by_key(place).chunk_by(|pair| (pair.low.lot, pair.high.lot, pair.low.line.nature)) {
        let pairs: Vec<Pair> = pairs.collect();
        let Pair { low, high } = pairs[0];
        let each = pairs.iter().map(|Pair { low, high }| {
            format!("“{}” at {} and {}", low.line.label, low.price.shown(), high.price.shown())
        });
        let [low_id, high_id] = [low, high].map(|sold| &bid.lots[sold.lot].id);
        let message =
            format!("`{low_id}` and `{high_id}` sell the same units at different prices: {}", each.format(", "));
        let why = |sold: Sold| {
            let id = format!("{}/{}: {}", bid.lots[sold.lot].id, sold.line.code, sold.price.shown());
            id + &reason(bid, inputs, estimate, sold)
        };
        findings.push(
            Finding::warning(Code::PriceGap, message).at(low.line.at, why(low)).at(high.line.at, why(high)).help(
                "align the quantities, the weights or the teams of the two lots, or widen `price_gap` in `policy.toml`",
            ),
        );
    }
}

/// What a price by share follows from: what the nature sells for, and the units that share it.
fn reason(bid: &Bid, inputs: &Inputs<Exact>, estimate: &Estimate<Exact>, sold: Sold) -> String {
    let Rule::Share(_) = sold.line.rule else { return String::new() };
    let lines = bid.lots[sold.lot].lines.iter().zip(&estimate.dqe.lines[sold.lot]);
    let shares = lines.filter_map(|(line, amounts)| match line.rule {
        Rule::Share(weight) if line.nature == sold.line.nature => {
            Some(inputs[weight] * amounts.quantities.iter().copied().sum())
        }
        _ => None,
    });
    let nature = sold.line.nature;
    let sell = estimate.price.of(sold.lot, nature).sell.rounded(0).shown();
    format!(", from {sell} of `{}` over {} weighted units", nature.id(), shares.sum::<Exact>().shown().normalize())
}
