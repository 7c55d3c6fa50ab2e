//! The expressions of a recorded graph: how a cell is made, down to the next steps of the method and the figures of the model.

use std::cell::RefCell;
use std::rc::Rc;

use foldhash::HashMap;

use crate::engine::{Inputs, Name, Unit};
use crate::graph::{Graph, Node, NodeId, Values};
use crate::model::Bid;
use crate::model::figure::Fig;
use crate::unit::{Exact, Number as _};

/// An expression, or a part of one.
#[derive(Debug, Clone)]
pub(super) struct Term {
    /// What is made alike of the same figures is of the same class, whatever the month.
    class: u64,
    pub kind: Kind,
}

/// What an expression is.
#[derive(Debug, Clone)]
pub(super) enum Kind {
    /// A step of the method.
    Step(NodeId),
    /// A step of the method over some months.
    Row(Name, Vec<NodeId>),
    /// A figure of the model.
    Figure(Fig),
    /// A constant.
    Constant(Exact),
    /// So many months.
    Months(usize),
    /// Terms, those to subtract marked.
    Sum(Vec<(bool, Term)>),
    /// Factors, those to divide by marked.
    Product(Vec<(bool, Term)>),
    /// A factor taken so many times.
    Power(Box<Term>, usize),
    /// A function of two.
    Call(&'static str, Box<[Term; 2]>),
}

/// The class of what a fold made, which is like nothing else: folds are not folded again.
const FOLDED: u64 = u64::MAX;

impl Kind {
    /// The terms of a sum.
    fn terms(&self) -> Option<&Vec<(bool, Term)>> {
        if let Self::Sum(terms) = self { Some(terms) } else { None }
    }

    /// The factors of a product.
    fn factors(&self) -> Option<&Vec<(bool, Term)>> {
        if let Self::Product(factors) = self { Some(factors) } else { None }
    }

    fn term(self, class: u64) -> Term {
        Term { class, kind: self }
    }
}

/// Reads the expressions of a graph.
pub(super) struct Reader<'a> {
    pub bid: &'a Bid,
    inputs: &'a Inputs<Exact>,
    graph: &'a Graph,
    values: &'a Values<Exact>,
    classes: Vec<u32>,
    /// How the steps that were asked for are made: the cells of a bid rest on the same ones.
    steps: RefCell<HashMap<NodeId, Rc<Term>>>,
    /// The runs of rows that were asked for.
    runs: RefCell<HashMap<Vec<NodeId>, Rc<Runs>>>,
}

/// Consecutive months of a row that are made alike, with how.
pub(super) type Runs = Vec<(Vec<NodeId>, Term)>;

impl<'a> Reader<'a> {
    pub fn of(bid: &'a Bid, inputs: &'a Inputs<Exact>, graph: &'a Graph, values: &'a Values<Exact>) -> Self {
        let mut rows: HashMap<Name, u32> = HashMap::default();
        let mut known: HashMap<(u8, u32, u32), u32> = HashMap::default();
        let mut classes: Vec<u32> = Vec::with_capacity(graph.nodes().len());
        for node in graph.nodes() {
            let of = |node: NodeId| classes[node.index()];
            let key = match *node {
                Node::Figure(fig) => (0, u32::try_from(fig.index()).unwrap_or(u32::MAX), 0),
                Node::Constant(place) => (1, place, 0),
                Node::Add(a, b) => (2, of(a), of(b)),
                Node::Sub(a, b) => (3, of(a), of(b)),
                Node::Mul(a, b) => (4, of(a), of(b)),
                Node::Div(a, b) => (5, of(a), of(b)),
                Node::Rounded(a, places) => (6, of(a), places),
                Node::Least(a, b) => (7, of(a), of(b)),
                Node::Greatest(a, b) => (8, of(a), of(b)),
                Node::Named(a, name) => {
                    let next = u32::try_from(rows.len()).unwrap_or(u32::MAX);
                    (9, of(a), *rows.entry(graph.name(name).row()).or_insert(next))
                }
                // It is the side that is taken.
                Node::Choice(place) => {
                    classes.push(of(graph.choice(place).taken(values)));
                    continue;
                }
            };
            let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
            classes.push(*known.entry(key).or_insert(next));
        }
        Self { bid, inputs, graph, values, classes, steps: RefCell::default(), runs: RefCell::default() }
    }

    /// The value of a figure.
    pub fn figure(&self, fig: Fig) -> Exact {
        self.inputs[fig]
    }

    /// The class of a node.
    pub fn class(&self, node: NodeId) -> u32 {
        self.classes[node.index()]
    }

    /// The value of a node.
    pub fn value(&self, node: NodeId) -> Exact {
        self.values.at(node)
    }

    /// The name of a step, and how it is made.
    pub fn step(&self, node: NodeId) -> Option<(Name, Rc<Term>)> {
        let Node::Named(inner, name) = self.graph.nodes()[node.index()] else { return None };
        let known = self.steps.borrow().get(&node).map(Rc::clone);
        let term = known.unwrap_or_else(|| {
            let term = Rc::new(self.term(inner));
            self.steps.borrow_mut().insert(node, Rc::clone(&term));
            term
        });
        Some((self.graph.name(name), term))
    }

    /// The name of a step.
    pub fn name(&self, node: NodeId) -> Option<Name> {
        match self.graph.nodes()[node.index()] {
            Node::Named(_, name) => Some(self.graph.name(name)),
            _ => None,
        }
    }

    /// The month of a step.
    pub fn month(&self, node: NodeId) -> Option<usize> {
        self.name(node).and_then(|name| name.month)
    }

    /// The runs of a row.
    pub fn runs(&self, nodes: &[NodeId]) -> Rc<Runs> {
        if let Some(known) = self.runs.borrow().get(nodes) {
            return Rc::clone(known);
        }
        let mut runs: Vec<(Vec<NodeId>, Vec<Rc<Term>>, Term)> = Vec::new();
        for node in nodes {
            let Some((_, term)) = self.step(*node) else { continue };
            let longer = runs.last().and_then(|(nodes, terms, _)| {
                let last = nodes.last().and_then(|node| self.month(*node))?;
                let terms: Vec<&Term> = terms.iter().chain([&term]).map(Rc::as_ref).collect();
                self.fold(&terms).filter(|_| self.month(*node) == Some(last + 1))
            });
            match (longer, runs.last_mut()) {
                (Some(folded), Some(run)) => {
                    run.0.push(*node);
                    run.1.push(term);
                    run.2 = folded;
                }
                _ => runs.push((vec![*node], vec![Rc::clone(&term)], Term::clone(&term))),
            }
        }
        let runs = Rc::new(runs.into_iter().map(|(nodes, _, term)| (nodes, term)).collect());
        self.runs.borrow_mut().insert(nodes.to_vec(), Rc::clone(&runs));
        runs
    }

    /// How a node is made, down to the next steps.
    pub fn term(&self, node: NodeId) -> Term {
        let call = |name: &'static str, a: Term, b: Term| Kind::Call(name, Box::new([a, b]));
        let kind = match self.graph.nodes()[node.index()] {
            Node::Named(..) => Kind::Step(node),
            Node::Figure(fig) => Kind::Figure(fig),
            Node::Constant(place) => Kind::Constant(self.graph.constant(place)),
            Node::Add(..) | Node::Sub(..) => self.sum(node),
            Node::Mul(..) | Node::Div(..) => self.product(node),
            Node::Rounded(a, places) => call("round(", self.term(a), Kind::Constant(Exact::whole(places)).term(FOLDED)),
            // Of many, the least is the one that it is.
            Node::Least(a, b) if matches!(self.graph.nodes()[a.index()], Node::Least(..)) => {
                return self.term(if self.value(b) < self.value(a) { b } else { a });
            }
            Node::Least(a, b) => call("min(", self.term(a), self.term(b)),
            Node::Greatest(a, b) => call("max(", self.term(a), self.term(b)),
            Node::Choice(place) => self.term(self.graph.choice(place).taken(self.values)).kind,
        };
        kind.term(u64::from(self.class(node)))
    }

    /// A sum: what is one step over several months together, and what is alike month by month.
    fn sum(&self, node: NodeId) -> Kind {
        let mut slots: Vec<(bool, Vec<Term>)> = Vec::new();
        let mut rows: HashMap<(bool, Name), usize> = HashMap::default();
        let mut next = vec![(false, node)];
        while let Some((minus, node)) = next.pop() {
            match self.graph.nodes()[node.index()] {
                Node::Add(a, b) => next.extend([(minus, b), (minus, a)]),
                Node::Sub(a, b) => next.extend([(!minus, b), (minus, a)]),
                _ => {
                    let term = self.term(node);
                    if self.is_nothing(&term) {
                        continue;
                    }
                    let row = self.name(node).filter(|name| name.month.is_some()).map(Name::row);
                    let slot = match row {
                        Some(row) => {
                            Some(*rows.entry((minus, row)).or_insert(slots.len())).filter(|s| *s < slots.len())
                        }
                        None => self.alike(&slots, minus, &term),
                    };
                    match slot {
                        Some(slot) => slots[slot].1.push(term),
                        None => slots.push((minus, vec![term])),
                    }
                }
            }
        }
        let folded = |(minus, terms): (bool, Vec<Term>)| {
            let terms: Vec<&Term> = terms.iter().collect();
            Some((minus, self.row(&terms).or_else(|| self.fold(&terms))?))
        };
        let mut terms: Vec<(bool, Term)> = slots.into_iter().filter_map(folded).collect();
        match terms.as_slice() {
            [] => Kind::Constant(Exact::ZERO),
            [(false, _)] => terms.remove(0).1.kind,
            _ => Kind::Sum(terms),
        }
    }

    /// The slot of products that one more goes with.
    fn alike(&self, slots: &[(bool, Vec<Term>)], minus: bool, term: &Term) -> Option<usize> {
        const RECENT: usize = 8;
        if !matches!(term.kind, Kind::Product(_)) {
            return None;
        }
        let fits = |(other, terms): &&(bool, Vec<Term>)| {
            let with = || terms.iter().chain([term]).collect::<Vec<_>>();
            *other == minus && matches!(terms[0].kind, Kind::Product(_)) && self.fold(&with()).is_some()
        };
        let recent = slots.len().saturating_sub(RECENT);
        slots[recent..].iter().position(|slot| fits(&slot)).map(|slot| recent + slot)
    }

    fn product(&self, node: NodeId) -> Kind {
        let mut factors: Vec<(bool, Term)> = Vec::new();
        let mut next = vec![(false, node)];
        while let Some((over, node)) = next.pop() {
            match self.graph.nodes()[node.index()] {
                Node::Mul(a, b) => next.extend([(over, b), (over, a)]),
                Node::Div(a, b) => next.extend([(!over, b), (over, a)]),
                _ => {
                    let term = self.term(node);
                    match factors.last_mut() {
                        Some((last, same)) if *last == over && same.base_class() == term.class => same.raise(),
                        _ => factors.push((over, term)),
                    }
                }
            }
        }
        // What is divided by comes after what it divides.
        if factors[0].0 {
            factors.sort_by_key(|(over, _)| *over);
        }
        Kind::Product(factors)
    }

    /// Is it nothing whatever the figures are?
    fn is_nothing(&self, term: &Term) -> bool {
        match &term.kind {
            Kind::Constant(value) => value.is_zero(),
            Kind::Product(factors) => factors.iter().any(|(over, factor)| !over && self.is_nothing(factor)),
            Kind::Step(node) => {
                self.value(*node).is_zero() && self.step(*node).is_some_and(|(_, of)| self.is_nothing(&of))
            }
            _ => false,
        }
    }

    /// The sum of expressions that are alike but for one step over several months: `a × x + a × y` is `a × Σ`. Nothing
    /// where they differ in more than that.
    pub fn fold(&self, terms: &[&Term]) -> Option<Term> {
        let (first, rest) = terms.split_first()?;
        let is_sum = matches!(first.kind, Kind::Sum(_)) && !rest.is_empty();
        if !is_sum && first.class != FOLDED && rest.iter().all(|term| term.class == first.class) {
            let months = (false, Kind::Months(terms.len()).term(FOLDED));
            let factors = match &first.kind {
                _ if rest.is_empty() => return Some((*first).clone()),
                Kind::Product(factors) => factors.iter().cloned().chain([months]).collect(),
                _ => vec![(false, (*first).clone()), months],
            };
            return Some(Kind::Product(factors).term(FOLDED));
        }
        let kind = match &first.kind {
            Kind::Step(_) => return self.row(terms),
            Kind::Sum(parts) => {
                let columns = Self::columns(terms, parts, Kind::terms)?;
                let fold = |column: &[&Term]| self.row(column).or_else(|| self.fold(column));
                let folded = columns.iter().map(|(minus, column)| Some((*minus, fold(column)?)));
                Kind::Sum(folded.collect::<Option<_>>()?)
            }
            Kind::Product(parts) => {
                let columns = Self::columns(terms, parts, Kind::factors)?;
                let mut varies = 0;
                let folded = columns.into_iter().map(|(over, column)| {
                    if column.iter().all(|term| term.class == column[0].class && term.class != FOLDED) {
                        return Some((over, column[0].clone()));
                    }
                    varies += 1;
                    (!over).then(|| self.fold(&column)).flatten().map(|folded| (over, folded))
                });
                let folded = folded.collect::<Option<_>>()?;
                (varies == 1).then_some(Kind::Product(folded))?
            }
            _ => return None,
        };
        Some(kind.term(FOLDED))
    }

    /// One step over several months.
    fn row(&self, terms: &[&Term]) -> Option<Term> {
        let of = |term: &Term| match term.kind {
            Kind::Step(node) => self.name(node).filter(|name| name.month.is_some()).map(|name| (node, name.row())),
            _ => None,
        };
        let (_, row) = of(terms.first().filter(|_| terms.len() > 1)?)?;
        let nodes = terms.iter().map(|term| of(term).filter(|(_, name)| *name == row).map(|(node, _)| node));
        Some(Kind::Row(row, nodes.collect::<Option<_>>()?).term(FOLDED))
    }

    /// The parts of expressions of the same form, side by side.
    fn columns<'t>(
        terms: &[&'t Term], first: &[(bool, Term)], parts: impl Fn(&'t Kind) -> Option<&'t Vec<(bool, Term)>>,
    ) -> Option<Vec<(bool, Vec<&'t Term>)>> {
        let mut columns: Vec<(bool, Vec<&Term>)> = first.iter().map(|(mark, _)| (*mark, Vec::new())).collect();
        for term in terms {
            let parts = parts(&term.kind)?;
            if parts.len() != columns.len() {
                return None;
            }
            for ((mark, column), (own, part)) in columns.iter_mut().zip(parts) {
                if mark != own {
                    return None;
                }
                column.push(part);
            }
        }
        Some(columns)
    }

    /// What a figure counts.
    pub fn unit(&self, fig: Fig) -> Unit {
        match self.bid.figure(fig).unit {
            "FTE" => Unit::Fte,
            "share" | "rate" | "per year" | "share of price" => Unit::Share,
            "days" => Unit::Days,
            "months" => Unit::Months,
            "EUR per unit" => Unit::Fx,
            "money" => self.money(fig),
            "count" => Unit::Count,
            _ => Unit::Ratio,
        }
    }

    /// Euros, for what or in what currency.
    fn money(&self, fig: Fig) -> Unit {
        let bid = self.bid;
        let card = bid.cards.iter().find(|card| card.costs.iter().flatten().any(|cost| cost.fig == fig));
        if let Some(card) = card {
            let in_euros = bid.currencies[card.currency].thing.is_none();
            return if in_euros { Unit::EurosPerDay } else { Unit::MoneyPerDay(card.currency) };
        }
        let by_month = bid.sites.iter().any(|site| site.per_head_month == fig)
            || bid.lots.iter().flat_map(|lot| &lot.platform).any(|item| item.unit_month == fig);
        if by_month { Unit::EurosPerMonth } else { Unit::Euros }
    }
}

impl Term {
    /// A constant.
    pub fn constant(value: Exact) -> Self {
        Kind::Constant(value).term(FOLDED)
    }

    /// Is it one step of the method, in a month or over several?
    pub fn is_step(&self) -> bool {
        matches!(self.kind, Kind::Step(_) | Kind::Row(..))
    }

    /// The class of what it is a power of.
    fn base_class(&self) -> u64 {
        match &self.kind {
            Kind::Power(base, _) => base.class,
            _ => self.class,
        }
    }

    /// Once more as a factor.
    fn raise(&mut self) {
        match &mut self.kind {
            Kind::Power(_, n) => *n += 1,
            _ => self.kind = Kind::Power(Box::new(self.clone()), 2),
        }
        // Powers of the same are alike where they are the same power.
        self.class = self.class.saturating_add(1 << 32);
    }
}
