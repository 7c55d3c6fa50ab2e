//! What the DQE's quantities ask of the teams, beside what the teams hold (method §2, *Workload*).

use super::effort::quantity;
use super::{Inputs, Name, Named, Plan, What, formula};
use crate::model::Bid;
use crate::model::bid::{LineId, LotId, Nature, Who};

/// The load and the capacity of a nature of a lot whose lines state a workload.
#[derive(Debug, Clone)]
pub struct Load<N> {
    /// The lot.
    pub lot: LotId,
    /// The nature.
    pub nature: Nature,
    /// Does a line of the nature state no workload, so that the load is not all of it?
    pub partial: bool,
    /// By contract year.
    pub years: Vec<YearLoad<N>>,
}

/// A year's load and capacity, in days of the reference site.
#[derive(Debug, Clone, Copy)]
pub struct YearLoad<N> {
    /// `Σ d(j) × q(j, k) × (1 − gain)^(k − 1)` over the lines that state a workload.
    pub load: N,
    /// The days of effort of the nature's positions, demands on pools excluded.
    pub capacity: N,
}

impl<N: Named> YearLoad<N> {
    /// `load / capacity`; nothing where there is no capacity.
    #[must_use]
    pub fn ratio(&self) -> Option<N> {
        (!self.capacity.is_zero()).then(|| self.load / self.capacity)
    }
}

/// The loads of a bid, by lot, then by nature; those alone of which a line states a workload.
#[must_use]
pub fn loads<N: Named>(bid: &Bid, inputs: &Inputs<N>, plan: &Plan<N>) -> Vec<Load<N>> {
    let natures = bid.lots.keys().flat_map(|l| Nature::ALL.map(|nature| (l, nature)));
    let stated = natures.filter(|(l, n)| bid.lots[*l].lines.iter().any(|j| j.nature == *n && j.workload.is_some()));
    stated.map(|(lot, nature)| load(bid, inputs, plan, lot, nature)).collect()
}

fn load<N: Named>(bid: &Bid, inputs: &Inputs<N>, plan: &Plan<N>, l: LotId, nature: Nature) -> Load<N> {
    let lot = &bid.lots[l];
    let lines: Vec<LineId> = lot.lines.keys().filter(|j| lot.lines[*j].nature == nature).collect();
    let gain = inputs[lot.terms(nature).gain];
    let worked = plan.worked.row(bid.contract.reference);
    let positions = lot.positions.iter_enumerated();
    let staffed = positions.filter(|(_, p)| p.nature == nature && matches!(p.who, Who::Profile(_)));
    let staffed: Vec<&[N]> = staffed.map(|(p, _)| plan.demand[l].row(p)).collect();
    let of_year = |k: usize| {
        let asked = lines.iter().filter_map(|j| {
            let days = inputs[lot.lines[*j].workload?];
            Some(days * quantity(bid, inputs, lot, *j, k))
        });
        let load = asked.sum::<N>() * formula::after_gain(gain, k);
        let capacity = staffed.iter().flat_map(|effort| bid.months_of(k).map(|m| effort[m] * worked[m])).sum::<N>();
        let name = Name::of(What::Load).nature(l, nature).year(k);
        YearLoad { load: load.named(|| name), capacity: capacity.named(|| name.step(What::Capacity)) }
    };
    Load {
        lot: l,
        nature,
        partial: lines.iter().any(|j| lot.lines[*j].workload.is_none()),
        years: (0..bid.years()).map(of_year).collect(),
    }
}
