//! Scenarios side by side (method §8): what each comes to, and what explains its difference to the first.

use rayon::iter::{IntoParallelIterator as _, IntoParallelRefIterator as _, ParallelIterator as _};

use super::{Base, Bridge, HeldPrices, Hold, Outcome, Sides, Steps, bridge_at};
use crate::diag::{Errors, Findings};
use crate::engine::{LotTotal, cell, margin};
use crate::model::bid::{Nature, Unit};
use crate::unit::{Exact, Number};

/// Scenarios side by side.
#[derive(Debug, Default)]
pub struct Comparison {
    /// What they come to, the first of which is the baseline.
    pub outcomes: Vec<Outcome>,
    /// What explains the difference of each other one to the first, in their order, where it is asked for.
    pub bridges: Vec<Bridge>,
    /// The unit prices of the first, where those of all scenarios are held at them.
    pub held: Option<HeldPrices>,
}

impl Comparison {
    /// The ids of the lots of all scenarios: those of the first, then those that only others have.
    #[must_use]
    pub fn lots(&self) -> Vec<&str> {
        let mut lots: Vec<&str> = Vec::new();
        for lot in self.outcomes.iter().flat_map(|outcome| &outcome.bid.lots) {
            if !lots.contains(&lot.id.as_str()) {
                lots.push(&lot.id);
            }
        }
        lots
    }

    /// What a bridge explains: the price, or the margin where unit prices are held.
    #[must_use]
    pub fn explained(&self, sides: &Sides) -> Steps {
        if self.held.is_some() { sides.margin() } else { sides.price.clone() }
    }

    /// The bridge to a scenario, by its place; nothing for the first, and where there is none.
    #[must_use]
    pub fn bridge(&self, place: usize) -> Option<&Bridge> {
        self.bridges.get(place.checked_sub(1)?)
    }
}

/// What a scenario comes to, for one lot or for all.
#[derive(Debug, Clone, Copy)]
pub struct Figures {
    /// HT, in euros.
    pub net: Exact,
    /// TTC, in euros.
    pub gross: Exact,
    /// Full cost, in euros.
    pub full: Exact,
    /// The cost of people, in euros.
    pub labour: Exact,
    /// Days worked.
    pub days: Exact,
    /// Average heads.
    pub average: Exact,
    /// The most heads in a month.
    pub peak: Exact,
    /// The share of the work that the mixes ask for away from France.
    pub asked: Exact,
    /// The share of the work done there.
    pub obtained: Exact,
    /// The share of days worked there.
    pub away_days: Exact,
    /// What the buyer spends in all: TTC and the platform it pays itself, in euros.
    pub buyer: Exact,
    /// The average price of a work unit, in euros; 0 where none is sold.
    pub work_unit: Exact,
}

impl Figures {
    /// The margin made on the price, in euros.
    #[must_use]
    pub fn margin(&self) -> Exact {
        self.net - self.full
    }

    /// The margin as a share of the price; `None` where nothing is sold.
    #[must_use]
    pub fn margin_share(&self) -> Option<Exact> {
        margin(self.net, self.full)
    }

    /// The average cost of a day; 0 where there is none.
    #[must_use]
    pub fn daily_cost(&self) -> Exact {
        over(self.labour, self.days)
    }

    /// The average price of a day; 0 where there is none.
    #[must_use]
    pub fn daily_rate(&self) -> Exact {
        over(self.net, self.days)
    }
}

fn over(amount: Exact, count: Exact) -> Exact {
    if count.is_zero() { Exact::ZERO } else { amount / count }
}

impl Outcome {
    /// Is this the same bid as another under other assumptions: the same lots, or the one lot looked at, over as many
    /// months?
    #[must_use]
    pub fn is_alike(&self, other: &Self, lot: Option<&str>) -> bool {
        let ids = |outcome: &Self| outcome.bid.lots.iter().map(|lot| lot.id.clone()).collect::<Vec<_>>();
        self.bid.contract.months == other.bid.contract.months && (lot.is_some() || ids(self) == ids(other))
    }

    /// What the scenario comes to, in all or for a lot; nothing where the lot is not in it.
    #[must_use]
    pub fn figures(&self, lot: Option<&str>) -> Option<Figures> {
        let lot = match lot {
            Some(id) => Some(self.bid.lot(id)?),
            None => None,
        };
        let dqe = &self.estimate.dqe;
        let LotTotal { net, gross, full, .. } = *lot.map_or(&dqe.total, |l| &dqe.lots[l]);
        let lots = self.bid.lots_or(lot);
        let cells = lots.clone().flat_map(|l| Nature::ALL.into_iter().map(move |n| cell(l, n)));
        let labour = cells.map(|cell| self.estimate.cost.direct[cell].labour()).sum();
        let presence = self.presence(lot);
        let heads = presence.heads();
        let months = Exact::whole(u32::try_from(self.bid.contract.months).unwrap_or(u32::MAX));
        let away = presence.away();
        let (mut units, mut sold) = (Exact::ZERO, Exact::ZERO);
        let bought: Exact = lots.clone().map(|l| self.estimate.cost.buyer(&self.bid, l)).sum();
        for l in lots {
            let lines = self.bid.lots[l].lines.iter().zip(&dqe.lines[l]);
            for (_, amounts) in lines.filter(|(line, _)| line.unit == Unit::WorkUnit) {
                units += amounts.quantities.iter().copied().sum();
                sold += amounts.amount;
            }
        }
        Some(Figures {
            net,
            gross,
            full,
            labour,
            days: presence.days(),
            average: heads.iter().copied().sum::<Exact>() / months,
            peak: heads.into_iter().fold(Exact::ZERO, Exact::greatest),
            asked: away.asked,
            obtained: away.obtained,
            away_days: away.days,
            buyer: gross + bought,
            work_unit: over(sold, units),
        })
    }
}

impl Outcome {
    /// The same with unit prices held: its quantities and costs are its own.
    #[must_use]
    pub fn at_prices(mut self, held: &HeldPrices) -> Self {
        self.estimate.dqe = held.on(&self.bid, &self.inputs, &self.estimate.dqe);
        self
    }
}

/// Prices scenarios and, where `bridged`, explains the difference of each to the first.
///
/// # Errors
/// What is wrong with any of them.
pub fn compare(base: &Base<'_>, ids: &[String], bridged: bool) -> Result<Comparison, Errors> {
    compare_ticking(base, ids, bridged, Hold::Margins, &|| ())
}

/// The same, with margins or unit prices held; `tick` is called at each scenario that is priced, and each bridge.
///
/// # Errors
/// As [`compare`].
pub fn compare_ticking(
    base: &Base<'_>, ids: &[String], bridged: bool, hold: Hold, tick: &(impl Fn() + Sync),
) -> Result<Comparison, Errors> {
    let priced = |id: &String| {
        let outcome = base.outcome(id)?;
        // Every table asks who is where: it is worked out here, on every core.
        let _ = outcome.presence(None);
        tick();
        Ok::<_, Errors>(outcome)
    };
    let outcomes: Vec<_> = ids.par_iter().map(priced).collect();
    let mut findings = Findings::default();
    let mut priced = Vec::with_capacity(ids.len());
    for outcome in outcomes {
        match outcome {
            Ok(outcome) => priced.push(outcome),
            Err(errors) => findings.append(errors),
        }
    }
    findings.without_errors()?;
    let held = priced.first().filter(|_| hold == Hold::Price).map(HeldPrices::of);
    if let Some(held) = &held {
        priced = priced.into_iter().map(|outcome| outcome.at_prices(held)).collect();
    }
    let bridges = match priced.split_first() {
        Some((first, others)) if bridged => {
            let bridged = |other| {
                let bridge = bridge_at(base, first, other, held.as_ref());
                tick();
                bridge
            };
            others.into_par_iter().map(bridged).collect()
        }
        _ => Vec::new(),
    };
    Ok(Comparison { outcomes: priced, bridges, held })
}
