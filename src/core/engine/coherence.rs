//! What unit prices say when they are read together, and what they say of the teams (method §2 and §5): warnings only,
//! no price follows from them.

use std::mem::discriminant;

use itertools::Itertools as _;

use super::{Estimate, Inputs, Load, loads};
use crate::diag::message::estimate::{self as message, Loaded, Priced, Reason, SoldTwice};
use crate::diag::{At, Findings};
use crate::model::Bid;
use crate::model::bid::{Line, LineId, LotId, Rule, Unit};
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
            let priced = |j: LineId, price: Exact| {
                let line = &lot.lines[j];
                Priced { label: &line.label, price: price.shown(), at: line.at }
            };
            findings.push(message::flat_scale(&lot.id, priced(lower, low), priced(higher, high)));
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
    let tolerated @ (least, most) = bid.tolerances.load;
    let years = || load.years.iter().enumerate();
    let without = years().filter(|(_, year)| year.capacity.is_zero() && !year.load.is_zero()).map(|(k, _)| k + 1);
    let without = without.collect::<Vec<_>>();
    if !without.is_empty() {
        findings.push(message::no_capacity(&lot.id, nature, &without, at));
    }
    let is_outside = |ratio: Exact| ratio.shown() < least || ratio.shown() > most;
    let ratios = years().filter_map(|(k, year)| Some((k + 1, year.ratio().filter(|ratio| is_outside(*ratio))?)));
    // With a decimal: 115.3 % is outside where 115 % is not.
    let years: Vec<_> = ratios.map(|(year, ratio)| (year, ratio.rounded(3).shown())).collect();
    if !years.is_empty() {
        let loaded = Loaded { lot: &lot.id, nature, years: &years, partial: load.partial, tolerated };
        findings.push(message::load_outside(loaded, at));
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
    lot: LotId,
    line: &'a Line,
    price: Exact,
}

/// Reports work units and days of one wording and rule whose prices differ between lots by more than is tolerated:
/// one finding for what two lots sell of a nature.
fn gaps(bid: &Bid, inputs: &Inputs<Exact>, estimate: &Estimate<Exact>, findings: &mut Findings) {
    let lots = bid.lots.iter_enumerated().zip(&estimate.dqe.lines);
    let sold = lots.flat_map(|((lot, of), amounts)| {
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
        let units = pairs.iter().map(|Pair { low, high }| SoldTwice {
            label: &low.line.label,
            low: low.price.shown(),
            high: high.price.shown(),
        });
        let units: Vec<_> = units.collect();
        let [low, high] = [low, high].map(|sold| reason(bid, inputs, estimate, sold));
        findings.push(message::price_gap(&units, low, high));
    }
}

/// What a price follows from: of a price by share, what the nature sells for, and the units that share it.
fn reason<'a>(bid: &'a Bid, inputs: &Inputs<Exact>, estimate: &Estimate<Exact>, sold: Sold<'a>) -> Reason<'a> {
    let Sold { lot, line, price } = sold;
    let lines = bid.lots[lot].lines.iter().zip(&estimate.dqe.lines[lot]);
    let shares = lines.filter_map(|(other, amounts)| match other.rule {
        Rule::Share(weight) if other.nature == line.nature => {
            Some(inputs[weight] * amounts.quantities.iter().copied().sum())
        }
        _ => None,
    });
    let share = matches!(line.rule, Rule::Share(_)).then(|| {
        let sell = estimate.price.of(lot, line.nature).sell.rounded(0).shown();
        (sell, line.nature.id(), shares.sum::<Exact>().shown().normalize())
    });
    Reason { lot: &bid.lots[lot].id, code: &line.code, price: price.shown(), share, at: line.at }
}
