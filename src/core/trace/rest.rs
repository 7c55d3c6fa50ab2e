//! What the price rests on: the buyer's word, documents, rate cards, assumptions.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::provenance::{Made, Provenance, Weakest};
use crate::diag::Errors;
use crate::engine::{Inputs, Parts, What, cell};
use crate::graph::{Graph, Node, NodeId, Recorded, Recorder, Recording, Values, record};
use crate::model::Bid;
use crate::model::bid::Nature;
use crate::model::figure::Strength;
use crate::unit::{Exact, Number as _};

/// A layer of the method: what kind of figure a euro rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layer {
    /// How much is to be done: FTE, volumes, days for a unit, quantities of lines sold by the day, gains, pools'
    /// minima and shares, how many items of the platform (method §2).
    Effort,
    /// Where: shares of mixes, productivity, coordination, absence (§1 and §3).
    Place,
    /// At what cost: daily costs, drift, exchange rates, per-head costs, unit prices of the platform, one-offs (§4).
    Rates,
    /// At what price: overheads, provision, margin (§4 and §5).
    Policy,
}

impl Layer {
    /// Every layer, in the order of the method.
    pub const ALL: [Self; 4] = [Self::Effort, Self::Place, Self::Rates, Self::Policy];
}

/// Euros by the weakest source among the figures of one layer that made them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rest {
    /// In the order of [`Strength`]: the buyer's word, documents, rate cards, assumptions.
    pub by: [Decimal; 4],
    /// Euros that no figure of this layer made: a one-off has no place, and no effort.
    pub untouched: Decimal,
}

impl Rest {
    /// All of its euros: the price.
    #[must_use]
    pub fn total(&self) -> Decimal {
        self.by.iter().sum::<Decimal>() + self.untouched
    }
}

/// What the price of a bid rests on. See [`rests`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rests {
    /// Layer by layer, in the order of [`Layer::ALL`].
    pub layers: [Rest; 4],
    /// All layers together: each euro counts for the weakest source of all the figures that made it. In the order of
    /// [`Strength`].
    pub all: [Decimal; 4],
}

impl Rests {
    /// One layer.
    #[must_use]
    pub fn of(&self, layer: Layer) -> &Rest {
        &self.layers[layer as usize]
    }

    /// Euros that rest on nothing weaker than this, all layers together.
    #[must_use]
    pub fn on(&self, strength: Strength) -> Decimal {
        self.all[strength as usize]
    }
}

/// How much of the bid's price rests on what: euros of `Σ sell`, unrounded, by the weakest source among the figures
/// that made them. Each layer, and all of them together, totals `Σ sell` but for the last of 28 digits (to 1e-9).
///
/// **A euro** is one of direct cost, month by month: of the days of a row of the plan at a site, of the per-head cost
/// of those heads, of the days and per-head costs of those who coordinate them, of an item of the platform, of a
/// one-off. Its overheads (those whose base it is part of), provision and margin are added to it in proportion, so
/// that the euros of a nature make its selling price. A euro of a spread nature is sold in each nature that carries
/// it, at that nature's margin; the key of the spread is not counted, since it says where a euro goes and not that
/// it is there.
///
/// **A figure made a euro** if it enters the formula of that euro in that month. A course counts by the point in force, two points on a slope. The
/// coordination ratio of a site counts for all work done there, 0 or not; the coordinator's rates only for the
/// coordinator's own euros.
///
/// **It did not** where it cannot matter:
/// - the gain of the first year, and a gain of exactly 0 without a range; the drift before the first January; an exchange rate of exactly 1;
/// - the productivity of the reference site where it is 1 without a ramp, which is the definition of the reference;
/// - of a ramp, the start once the ramp is over (its length still counts, since it says that it is over);
/// - absence weights that the model does not state (a twelfth each), and all absence for per-head costs;
/// - the reference site's days, for the days that a driver takes at the reference site itself: they cancel out;
/// - of a pool, the minimum and the other lots' demands in a month where the demand is above the minimum (one's own
///   demand is then the charge);
/// - an application, in a month where it is not yet on board;
/// - quantities and weights of shared lines, prices given, VAT: they say how a price is asked for, not what is sold.
///
/// Public holidays, the start and the length of the contract and the spans of teams are not figures: they carry no
/// source in the bid and are not counted.
///
/// # Errors
/// As [`engine::estimate`](crate::engine::estimate).
pub fn rests(bid: &Bid, inputs: &Inputs<Exact>) -> Result<Rests, Errors> {
    let recorder = Recorder::naming();
    let Recording { estimate, .. } = record(&recorder, bid, inputs, |_| true)?;
    let graph = recorder.finish();
    let values = graph.exact(inputs);
    let provenance = Provenance::of(bid, inputs, &graph, &values);
    let mut layers = [[Exact::ZERO; 5]; 4];
    let mut all = [Exact::ZERO; 5];
    // The last place is for no figure at all.
    let place = |weakest: Weakest| weakest.map_or(4, |strength| strength as usize);
    for lot in bid.lots.keys() {
        let sells = Nature::ALL.map(|nature| estimate.price.of(lot, nature).sell.node());
        let sells: Vec<NodeId> = sells.into_iter().flatten().collect();
        for nature in Nature::ALL {
            let Parts { own, partners, platform, one_offs } = estimate.cost.direct[cell(lot, nature)];
            for part in [own, partners, platform, one_offs].into_iter().filter_map(Recorded::node) {
                let mut euros: BTreeMap<Made, Exact> = BTreeMap::new();
                provenance.euros(part, |made, cost| *euros.entry(made).or_insert(Exact::ZERO) += cost);
                for Outlet { price, policy } in outlets(&graph, &values, &provenance, part, &sells) {
                    for ([effort, site, rates], cost) in &euros {
                        let made = [*effort, *site, *rates, policy];
                        let sold = *cost * price;
                        for (layer, weakest) in layers.iter_mut().zip(made) {
                            layer[place(weakest)] += sold;
                        }
                        all[place(made.into_iter().max().flatten())] += sold;
                    }
                }
            }
        }
    }
    let rest = |[a, b, c, d, none]: [Exact; 5]| Rest { by: [a, b, c, d].map(Exact::shown), untouched: none.shown() };
    Ok(Rests { layers: layers.map(rest), all: rest(all).by })
}

/// Where a euro of direct cost is sold: in its own nature, or in those that carry it.
#[derive(Debug, Clone, Copy)]
struct Outlet {
    /// What it sells for there.
    price: Exact,
    /// The weakest figure of policy in that: overheads, provision, margin.
    policy: Weakest,
}

/// What a euro of a part of the direct cost sells for in each of some natures, followed from the part to their prices.
fn outlets(
    graph: &Graph, values: &Values<Exact>, provenance: &Provenance<'_>, part: NodeId, sells: &[NodeId],
) -> Vec<Outlet> {
    let last = sells.iter().max().map_or(part.index(), |sell| sell.index());
    // By node from the part on: nothing where the euro does not go.
    let mut on_way: Vec<Option<Outlet>> = vec![Some(Outlet { price: Exact::ONE, policy: None })];
    let step = |node: NodeId| match graph.nodes()[node.index()] {
        Node::Named(_, name) => Some(graph.name(name).what),
        _ => None,
    };
    for node in graph.nodes().iter().take(last + 1).skip(part.index() + 1) {
        let at = |node: NodeId| on_way.get(node.index().checked_sub(part.index())?).copied().flatten();
        let sum = |a: Option<Outlet>, b: Option<Outlet>| match (a, b) {
            (Some(a), Some(b)) => Some(Outlet { price: a.price + b.price, policy: a.policy.max(b.policy) }),
            (a, b) => a.or(b),
        };
        // A factor of the euro, with its figures.
        let times = |of: Option<Outlet>, factor: NodeId| {
            of.map(|of| Outlet {
                price: of.price * values.at(factor),
                policy: of.policy.max(provenance.weakest(factor)),
            })
        };
        let outlet = match *node {
            // What carries a spread says where a euro goes, not that it is there: it is not counted.
            Node::Named(_, name) if graph.name(name).what == What::Carriers => None,
            Node::Mul(own, key) if step(key) == Some(What::SpreadKey) => {
                at(key).map(|of| Outlet { price: of.price * values.at(own), ..of })
            }
            Node::Div(a, b) if step(b) == Some(What::Carriers) => {
                at(a).map(|of| Outlet { price: of.price / values.at(b), ..of })
            }
            Node::Named(a, _) => at(a),
            Node::Add(a, b) => sum(at(a), at(b)),
            Node::Mul(a, b) => sum(times(at(a), b), times(at(b), a)),
            Node::Div(a, b) => {
                at(a).map(|of| Outlet { price: of.price / values.at(b), policy: of.policy.max(provenance.weakest(b)) })
            }
            _ => None,
        };
        on_way.push(outlet);
    }
    sells.iter().filter_map(|sell| on_way.get(sell.index() - part.index()).copied().flatten()).collect()
}
