//! Which figures made a number: their sources flow down the recorded method.

use crate::engine::{Inputs, Name, Thing, Unit, What};
use crate::graph::{Graph, Node, NodeId, Values};
use crate::model::Bid;
use crate::model::bid::Base;
use crate::model::figure::{Fig, Strength};
use crate::unit::{Exact, Number as _};

/// The weakest source of some figures; `None` of no figure.
pub(super) type Weakest = Option<Strength>;

/// The weakest figure of effort, of place and of rates.
pub(super) type Made = [Weakest; 3];

/// The sources behind a node.
#[derive(Debug, Clone, Copy, Default)]
struct Sources {
    layers: Made,
    /// Of figures whose step is yet to come: it says of which layer they are.
    open: Weakest,
    /// Days worked that it is divided by: multiplied by them again, it does not rest on them.
    over: Option<NodeId>,
}

impl Sources {
    fn with(self, other: Self) -> Self {
        let layers = [0, 1, 2].map(|layer| self.layers[layer].max(other.layers[layer]));
        Self { layers, open: self.open.max(other.open), over: None }
    }

    /// The same once their step is known.
    fn of_step(mut self, layer: usize) -> Self {
        self.layers[layer] = self.layers[layer].max(self.open.take());
        self
    }
}

/// The layer of a step of the method: effort (§2), place (§1 and §3), rates (§4).
fn layer(name: &Name) -> usize {
    match name.what.section() {
        2 => 0,
        1 | 3 => 1,
        _ => 2,
    }
}

/// Sources by node of a recorded bid.
pub(super) struct Provenance<'a> {
    graph: &'a Graph,
    values: &'a Values<Exact>,
    sources: Vec<Sources>,
}

impl<'a> Provenance<'a> {
    pub fn of(bid: &Bid, inputs: &Inputs<Exact>, graph: &'a Graph, values: &'a Values<Exact>) -> Self {
        let mut flow = Self { graph, values, sources: Vec::with_capacity(graph.nodes().len()) };
        let neutral = neutral(bid, inputs);
        for node in graph.nodes() {
            let sources = match *node {
                Node::Figure(fig) if neutral.contains(&fig) => Sources::default(),
                Node::Figure(fig) => Sources { open: Some(bid.figure(fig).source.strength()), ..Sources::default() },
                Node::Constant(_) => Sources::default(),
                Node::Rounded(a, _) => flow.at(a),
                Node::Choice(choice) => flow.at(graph.choice(choice).taken(values)),
                Node::Div(a, b) if flow.is_worked(b) && flow.at(a).over.is_none() => {
                    Sources { over: Some(b), ..flow.at(a) }
                }
                Node::Mul(a, b) => flow.product(a, b),
                Node::Add(a, b) | Node::Sub(a, b) | Node::Div(a, b) | Node::Least(a, b) | Node::Greatest(a, b) => {
                    flow.whole(a).with(flow.whole(b))
                }
                Node::Named(a, name) => flow.named(bid, a, &graph.name(name)),
            };
            flow.sources.push(sources);
        }
        flow
    }

    fn at(&self, node: NodeId) -> Sources {
        self.sources[node.index()]
    }

    /// The sources of a node, those of days worked that it is divided by among them.
    fn whole(&self, node: NodeId) -> Sources {
        self.settled(self.at(node))
    }

    fn settled(&self, sources: Sources) -> Sources {
        match sources.over {
            Some(worked) => sources.with(self.at(worked)),
            None => sources,
        }
    }

    fn product(&self, a: NodeId, b: NodeId) -> Sources {
        match (self.at(a), self.at(b)) {
            (x, y) if x.over.is_some() && y.over.is_some() => self.whole(a).with(self.whole(b)),
            (x, y) => Sources { over: x.over.or(y.over), ..x.with(y) },
        }
    }

    fn name(&self, node: NodeId) -> Option<Name> {
        match self.graph.nodes()[node.index()] {
            Node::Named(_, name) => Some(self.graph.name(name)),
            _ => None,
        }
    }

    fn is_worked(&self, node: NodeId) -> bool {
        self.name(node).is_some_and(|name| name.what == What::Worked)
    }

    /// The sources of a step.
    fn named(&self, bid: &Bid, inner: NodeId, name: &Name) -> Sources {
        // What is nothing makes nothing: an application that is not on board yet.
        if self.values.at(inner).is_zero() {
            return Sources::default();
        }
        let also =
            |fig: Option<Fig>| Sources { open: fig.map(|fig| bid.figure(fig).source.strength()), ..Sources::default() };
        let site = name.site.map(|site| &bid.sites[site]);
        let sources = match name.what {
            What::Effort if is_driven(bid, name) => self.at(inner),
            // Work at a site takes its coordination, be it nothing.
            What::Heads => {
                let own = self.at(inner);
                Sources { over: own.over, ..own.with(also(site.map(|site| site.coordination))) }
            }
            // The length of a ramp says that it is over.
            What::Productivity => self.whole(inner).with(also(site.and_then(|site| site.ramp_months))),
            // The days worked in a month of its year say when a quantity falls, not how much it is.
            What::Volume => Sources { layers: [self.at(inner).layers[0], None, None], ..self.at(inner) },
            _ => self.whole(inner),
        };
        sources.of_step(layer(name))
    }

    /// The weakest source of all that is behind a node.
    pub fn weakest(&self, node: NodeId) -> Weakest {
        let Sources { layers, open, .. } = self.whole(node);
        layers.into_iter().max().flatten().max(open)
    }

    /// The euros that a cell in euros is the sum of, each with what made it.
    pub fn euros(&self, cell: NodeId, mut each: impl FnMut(Made, Exact)) {
        // A node, what it is multiplied by, the sources of that, and the layer of the step that it is of.
        let mut next = vec![(cell, Exact::ONE, Sources::default(), 2)];
        while let Some((node, times, made, of_layer)) = next.pop() {
            if self.values.at(node).is_zero() {
                continue;
            }
            match self.graph.nodes()[node.index()] {
                Node::Named(inner, name) => next.push((inner, times, made, layer(&self.graph.name(name)))),
                Node::Add(a, b) => next.extend([(b, times, made, of_layer), (a, times, made, of_layer)]),
                Node::Mul(a, b) if self.is_euros(b) => {
                    let own = self.at(a);
                    let over = made.over.or(own.over);
                    next.push((b, times * self.values.at(a), Sources { over, ..made.with(own) }, of_layer));
                }
                Node::Mul(a, b) if made.over == Some(a) => {
                    let made = Sources { over: None, ..made }.with(self.whole(b)).of_step(of_layer);
                    each(made.layers, times * self.values.at(node));
                }
                _ => {
                    let made = self.settled(made).with(self.whole(node)).of_step(of_layer);
                    each(made.layers, times * self.values.at(node));
                }
            }
        }
    }

    /// Is a node a step that counts euros?
    fn is_euros(&self, node: NodeId) -> bool {
        self.name(node).is_some_and(|name| name.what.unit() == Unit::Euros)
    }
}

/// Is an effort that of a driver: so many days for each of a volume?
fn is_driven(bid: &Bid, name: &Name) -> bool {
    match (name.lot, name.thing) {
        (Some(lot), Some(Thing::Position(p))) => matches!(bid.lots[lot].positions[p].base, Base::Driver { .. }),
        _ => false,
    }
}

/// Figures that made no euro: the productivity of the reference site where it is 1 without a ramp, which is the definition of
/// the reference; a gain of exactly 0 without a range.
fn neutral(bid: &Bid, inputs: &Inputs<Exact>) -> Vec<Fig> {
    let reference = &bid.sites[bid.contract.reference];
    let steady = Some(reference.productivity_steady).filter(|_| reference.productivity_start.is_none());
    let one = steady.into_iter().filter(|fig| inputs[*fig] == Exact::ONE);
    let gains = bid.lots.iter().flat_map(|lot| &lot.terms).map(|terms| terms.gain);
    one.chain(gains.filter(|fig| inputs[*fig].is_zero() && bid.figure(*fig).range.is_none())).collect()
}
