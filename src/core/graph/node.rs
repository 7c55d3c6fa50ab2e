use super::{Float, Values};
use crate::engine::Name;
use crate::model::figure::Fig;
use crate::unit::{Exact, Number};

/// A node of a graph, by its place. Operands come before what is made of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub(super) u32);

impl NodeId {
    /// Its place in the graph.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// How a number is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Node {
    /// A figure of the model.
    Figure(Fig),
    /// A constant, by its place among the graph's.
    Constant(u32),
    /// A sum.
    Add(NodeId, NodeId),
    /// A difference.
    Sub(NodeId, NodeId),
    /// A product.
    Mul(NodeId, NodeId),
    /// A quotient.
    Div(NodeId, NodeId),
    /// Rounded to so many decimals.
    Rounded(NodeId, u32),
    /// The smaller of the two.
    Least(NodeId, NodeId),
    /// The greater of the two.
    Greatest(NodeId, NodeId),
    /// One of two, by its place among the graph's choices.
    Choice(u32),
    /// The same number as a step of the method, by its place among the graph's names.
    Named(NodeId, u32),
}

/// `then` where `value < limit`, `otherwise` where it is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// What is compared.
    pub value: NodeId,
    /// With what.
    pub limit: NodeId,
    /// Taken where it is less.
    pub then: NodeId,
    /// Taken where it is not.
    pub otherwise: NodeId,
}

impl Choice {
    /// The side that it takes on these values.
    #[must_use]
    pub fn taken<N: Number>(self, values: &Values<N>) -> NodeId {
        if values.at(self.value) < values.at(self.limit) { self.then } else { self.otherwise }
    }
}

/// What the engine asked of a value, and branched on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// Is it nothing?
    IsZero(NodeId),
    /// Did everything behind it stay in range?
    IsDefined(NodeId),
    /// Is the first less than the second?
    IsLess(NodeId, NodeId),
    /// Are the two equal?
    IsEqual(NodeId, NodeId),
}

/// A question with the answer it had: the graph is right where every answer is the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Condition {
    /// What was asked.
    pub question: Question,
    /// The answer.
    pub answer: bool,
}

/// The method as recorded for a bid.
#[derive(Debug, Clone, Default)]
pub struct Graph {
    pub(super) nodes: Vec<Node>,
    pub(super) constants: Vec<Exact>,
    /// The same as floats.
    pub(super) floats: Vec<Float>,
    pub(super) choices: Vec<Choice>,
    pub(super) names: Vec<Name>,
    pub(super) conditions: Vec<Condition>,
}

impl Graph {
    /// Its nodes, operands before what is made of them.
    #[must_use]
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The conditions under which it is right.
    #[must_use]
    pub fn conditions(&self) -> &[Condition] {
        &self.conditions
    }

    /// The value of a constant.
    #[must_use]
    pub fn constant(&self, place: u32) -> Exact {
        self.constants[place as usize]
    }

    /// What a step is called.
    #[must_use]
    pub fn name(&self, place: u32) -> Name {
        self.names[place as usize]
    }

    /// A choice of this graph.
    #[must_use]
    pub fn choice(&self, place: u32) -> Choice {
        self.choices[place as usize]
    }

    /// Calls `each` with every operand of a node.
    pub(super) fn operands(&self, node: Node, mut each: impl FnMut(NodeId)) {
        match node {
            Node::Figure(_) | Node::Constant(_) => {}
            Node::Rounded(a, _) | Node::Named(a, _) => each(a),
            Node::Add(a, b)
            | Node::Sub(a, b)
            | Node::Mul(a, b)
            | Node::Div(a, b)
            | Node::Least(a, b)
            | Node::Greatest(a, b) => [a, b].into_iter().for_each(each),
            Node::Choice(place) => {
                let Choice { value, limit, then, otherwise } = self.choice(place);
                [value, limit, then, otherwise].into_iter().for_each(each);
            }
        }
    }

    /// The figures that some nodes are made of.
    #[must_use]
    pub fn figures_of(&self, of: impl IntoIterator<Item = NodeId>) -> Vec<Fig> {
        let figure = |node: &NodeId| if let Node::Figure(fig) = self.nodes[node.index()] { Some(fig) } else { None };
        self.upstream(of).iter().filter_map(figure).collect()
    }

    /// Some nodes and all that they are made of, operands first.
    pub(super) fn upstream(&self, of: impl IntoIterator<Item = NodeId>) -> Vec<NodeId> {
        let mut reached = vec![false; self.nodes.len()];
        of.into_iter().for_each(|node| reached[node.index()] = true);
        for (place, node) in self.nodes.iter().enumerate().rev() {
            if reached[place] {
                self.operands(*node, |operand| reached[operand.index()] = true);
            }
        }
        let places = (0..).zip(reached).filter(|(_, reached)| *reached);
        places.map(|(place, _)| NodeId(place)).collect()
    }
}
