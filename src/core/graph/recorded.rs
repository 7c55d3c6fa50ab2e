use std::cell::{Ref, RefCell};
use std::cmp::Ordering;
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Sub};

use foldhash::HashMap;
use rust_decimal::Decimal;

use super::node::Choice;
use super::{Condition, Float, Graph, Node, NodeId, Question};
use crate::engine::{Name, Named};
use crate::model::figure::Fig;
use crate::unit::{Exact, Number};

/// Numbers with the nodes that they have.
type Nodes = Vec<(Exact, NodeId)>;

/// Where numbers are recorded.
#[derive(Debug, Default)]
pub struct Recorder {
    graph: RefCell<Graph>,
    /// Of each node so far asked whether it is nothing: asked once, it need not be asked again.
    asked: RefCell<Vec<bool>>,
    /// The nodes of constants, by their digits: each has one node.
    known: RefCell<HashMap<[u8; 16], Nodes>>,
    /// Are the names of steps kept?
    keeps_names: bool,
    /// Is every structure kept, whatever is nothing on these figures?
    keeps_structure: bool,
    /// Where every structure is kept, the first number of each name.
    steps: RefCell<HashMap<Name, (Exact, NodeId)>>,
}

impl Recorder {
    /// Nothing recorded yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Nothing recorded yet; the steps of the method will have their names, for what explains them.
    #[must_use]
    pub fn naming() -> Self {
        Self { keeps_names: true, ..Self::default() }
    }

    /// The same, and what is nothing on these figures is recorded wherever others make it something: the graph is right
    /// for all of them, as a workbook in which any figure may be typed asks. It is some times as large.
    #[must_use]
    pub fn of_every_structure() -> Self {
        Self { keeps_structure: true, ..Self::naming() }
    }

    /// The step of a name, where every structure is recorded; none where the method has not met it.
    pub fn step(&self, name: Name) -> Option<Recorded<'_>> {
        let (value, node) = *self.steps.borrow().get(&name)?;
        Some(Recorded { value, recorder: Some(self), node })
    }

    /// A figure of the model, with its value.
    pub fn figure(&self, fig: Fig, value: Exact) -> Recorded<'_> {
        Recorded { value, recorder: Some(self), node: self.push(Node::Figure(fig)) }
    }

    /// What was recorded so far, to read: nothing can be recorded meanwhile.
    #[must_use]
    pub fn graph(&self) -> Ref<'_, Graph> {
        self.graph.borrow()
    }

    /// Ends the recording: what was recorded so far.
    #[must_use]
    pub fn finish(&self) -> Graph {
        let mut graph = self.graph.take();
        graph.floats = graph.constants.iter().map(|value| Float::from_decimal(value.shown())).collect();
        graph
    }

    fn push(&self, node: Node) -> NodeId {
        self.graph.borrow_mut().push(node)
    }

    /// The node of a number; a constant becomes one where it meets what is recorded.
    fn node(&self, number: Recorded<'_>) -> NodeId {
        if number.recorder.is_some() {
            return number.node;
        }
        let mut known = self.known.borrow_mut();
        let alike = known.entry(number.value.shown().serialize()).or_default();
        if let Some((_, node)) = alike.iter().find(|(value, _)| value.is_same(number.value)) {
            return *node;
        }
        let mut graph = self.graph.borrow_mut();
        let place = u32::try_from(graph.constants.len()).unwrap_or(u32::MAX);
        graph.constants.push(number.value);
        let node = graph.push(Node::Constant(place));
        alike.push((number.value, node));
        node
    }

    /// One of two, as a number is less than a limit or not, with the value of the one taken.
    fn choice<'r>(
        &'r self, number: Recorded<'_>, limit: Recorded<'_>, sides: [Recorded<'_>; 2], taken: Exact,
    ) -> Recorded<'r> {
        let [value, limit, then, otherwise] = [number, limit, sides[0], sides[1]].map(|number| self.node(number));
        let mut graph = self.graph.borrow_mut();
        graph.choices.push(Choice { value, limit, then, otherwise });
        let place = u32::try_from(graph.choices.len() - 1).unwrap_or(u32::MAX);
        let node = graph.push(Node::Choice(place));
        Recorded { value: taken, recorder: Some(self), node }
    }

    fn ask(&self, question: Question, answer: bool) {
        if let Question::IsZero(node) = question {
            let mut asked = self.asked.borrow_mut();
            if asked.len() <= node.index() {
                asked.resize(node.index() + 1, false);
            }
            if std::mem::replace(&mut asked[node.index()], true) {
                return;
            }
        }
        self.graph.borrow_mut().conditions.push(Condition { question, answer });
    }
}

impl Graph {
    fn push(&mut self, node: Node) -> NodeId {
        self.nodes.push(node);
        NodeId(u32::try_from(self.nodes.len() - 1).unwrap_or(u32::MAX))
    }
}

/// An exact number that records how it is made. One made of constants alone is a constant itself: it has no node.
///
/// ```
/// use chiffrage_core::graph::Recorder;
/// use chiffrage_core::model::figure::Fig;
/// use chiffrage_base::unit::{Exact, Number as _};
/// let recorder = Recorder::new();
/// let days = recorder.figure(Fig::at(0), Exact::whole(3));
/// let euros = days * chiffrage_core::graph::Recorded::whole(720);
/// assert_eq!(euros.value(), Exact::whole(2160));
/// assert_eq!(recorder.finish().nodes().len(), 3);
/// ```
#[derive(Clone, Copy)]
pub struct Recorded<'r> {
    value: Exact,
    /// None for a constant, whose node means nothing.
    recorder: Option<&'r Recorder>,
    node: NodeId,
}

/// A cell that was recorded, apart from its recorder.
#[derive(Debug, Clone, Copy)]
pub struct Cell {
    /// Its value on the figures it was recorded with.
    pub value: Exact,
    /// Its node; none for a constant.
    pub node: Option<NodeId>,
}

impl From<Recorded<'_>> for Cell {
    fn from(recorded: Recorded<'_>) -> Self {
        Self { value: recorded.value, node: recorded.node() }
    }
}

impl<'r> Recorded<'r> {
    const fn constant(value: Exact) -> Self {
        Self { value, recorder: None, node: NodeId(0) }
    }

    /// Its value on the figures it was recorded with.
    #[must_use]
    pub fn value(self) -> Exact {
        self.value
    }

    /// Its node; none for a constant.
    #[must_use]
    pub fn node(self) -> Option<NodeId> {
        self.recorder.map(|_| self.node)
    }

    /// What is made of two numbers; constants fold.
    fn with(self, other: Self, value: Exact, make: impl FnOnce(NodeId, NodeId) -> Node) -> Self {
        let Some(recorder) = self.recorder.or(other.recorder) else { return Self::constant(value) };
        let (a, b) = (recorder.node(self), recorder.node(other));
        Self { value, recorder: Some(recorder), node: recorder.push(make(a, b)) }
    }

    /// Where every structure is recorded and a figure can make this number something or nothing.
    fn open(self) -> Option<&'r Recorder> {
        self.recorder.filter(|recorder| recorder.keeps_structure)
    }

    fn is_constant(self, value: Exact) -> bool {
        self.recorder.is_none() && self.value.is_same(value)
    }

    /// Keeps a question about two numbers with its answer.
    fn asked(self, other: Self, answer: bool, question: impl FnOnce(NodeId, NodeId) -> Question) -> bool {
        if let Some(recorder) = self.recorder.or(other.recorder) {
            let (a, b) = (recorder.node(self), recorder.node(other));
            recorder.ask(question(a, b), answer);
        }
        answer
    }

    fn asked_alone(self, answer: bool, question: impl FnOnce(NodeId) -> Question) -> bool {
        if let Some(recorder) = self.recorder {
            recorder.ask(question(self.node), answer);
        }
        answer
    }
}

impl From<Exact> for Recorded<'_> {
    fn from(value: Exact) -> Self {
        Self::constant(value)
    }
}

impl fmt::Debug for Recorded<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl PartialEq for Recorded<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.asked(*other, self.value == other.value, Question::IsEqual)
    }
}

impl PartialOrd for Recorded<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        let ordering = self.value.partial_cmp(&other.value);
        self.asked(*other, ordering == Some(Ordering::Less), Question::IsLess);
        self.asked(*other, ordering == Some(Ordering::Equal), Question::IsEqual);
        ordering
    }

    fn lt(&self, other: &Self) -> bool {
        self.asked(*other, self.value < other.value, Question::IsLess)
    }

    fn gt(&self, other: &Self) -> bool {
        other.lt(self)
    }

    // What is undefined is never in order: `<=` is no negation of `>`, and the answers differ where it appears.
    fn le(&self, other: &Self) -> bool {
        !other.asked(*self, other.value < self.value, Question::IsLess) && self.value <= other.value
    }

    fn ge(&self, other: &Self) -> bool {
        other.le(self)
    }
}

impl Add for Recorded<'_> {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        if self.is_constant(Exact::ZERO) {
            return other;
        }
        if other.is_constant(Exact::ZERO) {
            return self;
        }
        self.with(other, self.value + other.value, Node::Add)
    }
}

impl Sub for Recorded<'_> {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        if other.is_constant(Exact::ZERO) {
            return self;
        }
        self.with(other, self.value - other.value, Node::Sub)
    }
}

impl Mul for Recorded<'_> {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        if self.is_constant(Exact::ONE) {
            return other;
        }
        if other.is_constant(Exact::ONE) {
            return self;
        }
        self.with(other, self.value * other.value, Node::Mul)
    }
}

impl Div for Recorded<'_> {
    type Output = Self;
    fn div(self, other: Self) -> Self {
        self.with(other, self.value / other.value, Node::Div)
    }
}

impl AddAssign for Recorded<'_> {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sum for Recorded<'_> {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, |sum, number| sum + number)
    }
}

impl Number for Recorded<'_> {
    const ZERO: Self = Self::constant(Exact::ZERO);
    const ONE: Self = Self::constant(Exact::ONE);

    fn from_decimal(value: Decimal) -> Self {
        Self::constant(value.into())
    }

    fn rounded(self, places: u32) -> Self {
        let value = self.value.rounded(places);
        match self.recorder {
            Some(recorder) => Self { value, node: recorder.push(Node::Rounded(self.node, places)), ..self },
            None => Self::constant(value),
        }
    }

    fn is_defined(self) -> bool {
        self.asked_alone(self.value.is_defined(), Question::IsDefined)
    }

    fn shown(self) -> Decimal {
        self.value.shown()
    }

    fn is_zero(self) -> bool {
        self.asked_alone(self.value.is_zero(), Question::IsZero)
    }

    fn shape(self) -> u32 {
        match self.open() {
            Some(_) => self.node.0 + 2,
            None => u32::from(!self.is_zero()),
        }
    }

    fn if_any(self, then: Self, otherwise: Self) -> Self {
        let taken = if self.value.is_zero() { otherwise } else { then };
        match self.open() {
            Some(_) if then.is_same(otherwise) => then,
            Some(recorder) => recorder.choice(Self::ZERO, self, [then, otherwise], taken.value),
            None if self.is_zero() => otherwise,
            None => then,
        }
    }

    /// The same node, and so the same number whatever the figures are.
    fn is_same(self, other: Self) -> bool {
        match (self.recorder, other.recorder) {
            (None, None) => self.value.is_same(other.value),
            (Some(_), Some(_)) => self.node == other.node,
            _ => false,
        }
    }

    fn least(self, other: Self) -> Self {
        self.with(other, self.value.least(other.value), Node::Least)
    }

    fn greatest(self, other: Self) -> Self {
        self.with(other, self.value.greatest(other.value), Node::Greatest)
    }

    fn choose(self, limit: Self, then: Self, otherwise: Self) -> Self {
        // Between constants, it is known which side is taken.
        let Some(recorder) = self.recorder.or(limit.recorder) else {
            return if self.value < limit.value { then } else { otherwise };
        };
        let value = self.value.choose(limit.value, then.value, otherwise.value);
        recorder.choice(self, limit, [then, otherwise], value)
    }
}

impl Named for Recorded<'_> {
    fn named(self, name: impl FnOnce() -> Name) -> Self {
        let Some(recorder) = self.recorder.filter(|recorder| recorder.keeps_names) else { return self };
        let mut graph = recorder.graph.borrow_mut();
        let name = name();
        graph.names.push(name);
        let place = u32::try_from(graph.names.len() - 1).unwrap_or(u32::MAX);
        let node = graph.push(Node::Named(self.node, place));
        if recorder.keeps_structure {
            recorder.steps.borrow_mut().entry(name).or_insert((self.value, node));
        }
        Self { node, ..self }
    }
}
