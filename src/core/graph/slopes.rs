//! How one cell moves with every figure, by one pass backwards (method §9, *Sensitivity*).

use super::node::Choice;
use super::{Float, Graph, Node, NodeId, Recorded, Values};
use crate::model::figure::Fig;
use crate::unit::Number as _;

/// The slopes of one cell: by every node of its graph, and so by every figure.
#[derive(Debug, Clone)]
pub struct Slopes {
    by_node: Vec<Float>,
    by_figure: Vec<Float>,
}

impl Slopes {
    /// `∂cell/∂figure`, towards greater values of the figure; nothing for one that is not in the graph.
    #[must_use]
    pub fn of(&self, fig: Fig) -> Float {
        self.by_figure.get(fig.index()).copied().unwrap_or(Float::ZERO)
    }

    /// `∂cell/∂other`, where `other` is a cell of the same recording. At a kink, the slope of the side taken.
    #[must_use]
    pub fn at(&self, other: Recorded<'_>) -> Float {
        other.node().map_or(Float::ZERO, |node| self.by_node[node.index()])
    }
}

impl Graph {
    /// The slope of a cell by every figure, at values of them.
    #[must_use]
    pub fn slopes(&self, values: &Values<Float>, cell: Recorded<'_>) -> Slopes {
        let mut by_node = vec![Float::ZERO; self.nodes.len()];
        let mut by_figure = Vec::new();
        let Some(output) = cell.node() else { return Slopes { by_node, by_figure } };
        by_node[output.index()] = Float::ONE;
        let mut ties = Vec::new();
        for place in (0..=output.index()).rev() {
            let slope = by_node[place];
            // What the cell does not follow may be undefined: the side of a choice that is not taken.
            if slope == Float::ZERO {
                continue;
            }
            let mut add = |to: NodeId, more: Float| by_node[to.index()] += more;
            match self.nodes[place] {
                Node::Figure(fig) => {
                    if by_figure.len() <= fig.index() {
                        by_figure.resize(fig.index() + 1, Float::ZERO);
                    }
                    by_figure[fig.index()] += slope;
                }
                Node::Constant(_) => {}
                Node::Add(a, b) => {
                    add(a, slope);
                    add(b, slope);
                }
                Node::Sub(a, b) => {
                    add(a, slope);
                    add(b, Float::ZERO - slope);
                }
                Node::Mul(a, b) => {
                    add(a, slope * values.at(b));
                    add(b, slope * values.at(a));
                }
                Node::Div(a, b) => {
                    let part = slope / values.at(b);
                    add(a, part);
                    add(b, Float::ZERO - part * values.0[place]);
                }
                Node::Rounded(a, _) | Node::Named(a, _) => add(a, slope),
                Node::Least(..) | Node::Greatest(..) | Node::Choice(_) => {
                    let (taken, tie) = self.taken(self.nodes[place], values, |_| Float::ZERO);
                    add(taken, slope);
                    ties.extend(tie.then_some(NodeId(u32::try_from(place).unwrap_or(u32::MAX))));
                }
            }
        }
        // Where two sides are equal, which one is taken depends on the figure that grows: what the tie then grows by
        // more than the side the pass took is added, at the slope of the tie.
        let upstream = self.upstream(ties.iter().copied());
        let mut growth = vec![Float::ZERO; self.nodes.len()];
        for fig in self.figures_of(ties.iter().copied()) {
            self.grow(values, fig, &upstream, &mut growth);
            let more = |tie: &NodeId| {
                let (side, _) = self.taken(self.nodes[tie.index()], values, |_| Float::ZERO);
                by_node[tie.index()] * (growth[tie.index()] - growth[side.index()])
            };
            let more: Float = ties.iter().map(more).sum();
            if by_figure.len() <= fig.index() {
                by_figure.resize(fig.index() + 1, Float::ZERO);
            }
            by_figure[fig.index()] += more;
        }
        Slopes { by_node, by_figure }
    }

    /// The operand whose value a node takes, where its operands grow by `growth`; and whether it hangs on that.
    fn taken(&self, node: Node, values: &Values<Float>, growth: impl Fn(NodeId) -> Float) -> (NodeId, bool) {
        // The value of `a` is less than that of `b`, or becomes so at once.
        let is_less = |a: NodeId, b: NodeId| {
            let tie = values.at(a).is_near(values.at(b));
            (if tie { growth(a) < growth(b) } else { values.at(a) < values.at(b) }, tie)
        };
        match node {
            Node::Least(a, b) => {
                let (less, tie) = is_less(b, a);
                (if less { b } else { a }, tie)
            }
            Node::Greatest(a, b) => {
                let (less, tie) = is_less(a, b);
                (if less { b } else { a }, tie)
            }
            Node::Choice(place) => {
                let Choice { value, limit, then, otherwise } = self.choice(place);
                // A side that is not defined where they are equal is not gone to.
                let defined = values.at(then).is_defined() && values.at(otherwise).is_defined();
                let (less, tie) =
                    if defined { is_less(value, limit) } else { (values.at(value) < values.at(limit), false) };
                (if less { then } else { otherwise }, tie)
            }
            // Not a node of two sides.
            Node::Figure(_)
            | Node::Constant(_)
            | Node::Add(..)
            | Node::Sub(..)
            | Node::Mul(..)
            | Node::Div(..)
            | Node::Rounded(..)
            | Node::Named(..) => (NodeId(0), false),
        }
    }

    /// The slopes of some nodes by one figure, by a pass forwards over them: each after its operands.
    fn grow(&self, values: &Values<Float>, fig: Fig, nodes: &[NodeId], growth: &mut [Float]) {
        for id in nodes {
            let of = |id: NodeId| growth[id.index()];
            let node = self.nodes[id.index()];
            let grown = match node {
                Node::Figure(own) if own == fig => Float::ONE,
                Node::Figure(_) | Node::Constant(_) => Float::ZERO,
                Node::Add(a, b) => of(a) + of(b),
                Node::Sub(a, b) => of(a) - of(b),
                Node::Mul(a, b) => of(a) * values.at(b) + values.at(a) * of(b),
                Node::Div(a, b) => (of(a) - values.at(*id) * of(b)) / values.at(b),
                Node::Rounded(a, _) | Node::Named(a, _) => of(a),
                Node::Least(..) | Node::Greatest(..) | Node::Choice(_) => of(self.taken(node, values, of).0),
            };
            growth[id.index()] = grown;
        }
    }
}
