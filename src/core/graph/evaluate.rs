use super::node::Choice;
use super::{Cell, Condition, Float, Graph, Node, NodeId, Question};
use crate::engine::Inputs;
use crate::unit::{Exact, Number};

/// The value of every node of a graph.
#[derive(Debug, Clone)]
pub struct Values<N>(pub(super) Vec<N>);

impl<N: Number> Values<N> {
    /// The value of a node.
    #[must_use]
    pub fn at(&self, node: NodeId) -> N {
        self.0[node.index()]
    }
}

impl Values<Exact> {
    /// The value of a cell of the estimate that was recorded.
    #[must_use]
    pub fn of(&self, cell: impl Into<Cell>) -> Exact {
        let Cell { value, node } = cell.into();
        node.map_or(value, |node| self.at(node))
    }
}

impl Graph {
    /// Evaluates every node on other values of the figures, in exact decimals: the digits of the engine.
    /// [`holds`](Self::holds) says whether the graph is right for these values.
    #[must_use]
    pub fn exact(&self, inputs: &Inputs<Exact>) -> Values<Exact> {
        self.run(inputs, &self.constants)
    }

    /// The same in floats, unrounded.
    #[must_use]
    pub fn floats(&self, inputs: &Inputs<Float>) -> Values<Float> {
        self.run(inputs, &self.floats)
    }

    fn run<N: Number>(&self, inputs: &Inputs<N>, constants: &[N]) -> Values<N> {
        let mut values: Vec<N> = Vec::with_capacity(self.nodes.len());
        for node in &self.nodes {
            let at = |id: NodeId| values[id.index()];
            let value = match *node {
                Node::Figure(fig) => inputs[fig],
                Node::Constant(place) => constants[place as usize],
                Node::Add(a, b) => at(a) + at(b),
                Node::Sub(a, b) => at(a) - at(b),
                Node::Mul(a, b) => at(a) * at(b),
                Node::Div(a, b) => at(a) / at(b),
                Node::Rounded(a, places) => at(a).rounded(places),
                Node::Named(a, _) => at(a),
                Node::Least(a, b) => at(a).least(at(b)),
                Node::Greatest(a, b) => at(a).greatest(at(b)),
                Node::Choice(place) => {
                    let Choice { value, limit, then, otherwise } = self.choice(place);
                    at(value).choose(at(limit), at(then), at(otherwise))
                }
            };
            values.push(value);
        }
        Values(values)
    }

    /// Would the engine take the same branches on these values?
    #[must_use]
    pub fn holds<N: Number>(&self, values: &Values<N>) -> bool {
        self.conditions.iter().all(|Condition { question, answer }| {
            let now = match *question {
                Question::IsZero(node) => values.at(node).is_zero(),
                Question::IsDefined(node) => values.at(node).is_defined(),
                Question::IsLess(a, b) => values.at(a) < values.at(b),
                Question::IsEqual(a, b) => values.at(a) == values.at(b),
            };
            now == *answer
        })
    }
}
