//! The formulas of the workbook, read from the recorded method: how a step is made, over the cells of the steps and figures
//! that it is made of. A step that has no cell is written out where it is needed.

use std::cell::RefCell;
use std::collections::HashMap;

use super::super::column_letters;
use super::calc::Calc;
use super::figures::Figures;
use crate::engine::Name;
use crate::graph::{Graph, Node, NodeId, Recorded, Recorder};

/// A cell of a sheet that is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The sheet, by the number it was entered under.
    sheet: usize,
    /// Its column, from 0.
    column: usize,
    /// The number that a spreadsheet gives its row.
    row: u32,
}

/// The recorded method, and where its steps are in the workbook so far.
pub struct Method<'a> {
    recorder: &'a Recorder,
    /// The names of sheets, as references from other sheets begin.
    sheets: RefCell<Vec<String>>,
    places: RefCell<HashMap<Key, Place>>,
}

/// What has a cell: a step, by its name, or a node that is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Key {
    Step(Name),
    Node(NodeId),
}

/// How tightly the outermost operation of a formula binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Sum,
    Product,
    Power,
    Atom,
}

/// A formula, or a part of one.
struct Written {
    text: String,
    binding: Binding,
}

impl<'a> Method<'a> {
    /// A method of which nothing is in the workbook yet.
    pub fn new(recorder: &'a Recorder) -> Self {
        Self { recorder, sheets: RefCell::default(), places: RefCell::default() }
    }

    /// Enters a sheet: the number that its places have. `quoted` is its name as a reference begins, `'Coûts'!`.
    pub fn enter(&self, quoted: &str) -> usize {
        let mut sheets = self.sheets.borrow_mut();
        sheets.push(quoted.to_owned());
        sheets.len() - 1
    }

    /// Keeps that a number is in a cell, where formulas find it from now on.
    pub fn put(&self, number: Recorded<'_>, sheet: usize, column: usize, row: u32) {
        if let Some(node) = number.node() {
            let key = Key::of(node, &self.recorder.graph());
            self.places.borrow_mut().insert(key, Place { sheet, column, row });
        }
    }

    /// Is a number a step of the method?
    pub fn is_step(&self, number: Recorded<'_>) -> bool {
        let graph = self.recorder.graph();
        number.node().is_some_and(|node| matches!(graph.nodes()[node.index()], Node::Named(..)))
    }

    /// A recorded number as a cell of a sheet: how it is made, and what it comes to.
    pub fn calc(&self, number: Recorded<'_>, sheet: usize, figures: &Figures) -> Calc {
        let Some(node) = number.node() else { return Calc::plain(number.value()) };
        let writer = Writer { method: self, figures, graph: &self.recorder.graph(), sheet };
        Calc::new(writer.write(node).text, number.value())
    }
}

impl Key {
    fn of(node: NodeId, graph: &Graph) -> Self {
        match graph.nodes()[node.index()] {
            Node::Named(_, name) => Self::Step(graph.name(name)),
            _ => Self::Node(node),
        }
    }
}

/// Writes formulas for a sheet.
struct Writer<'a, 'r> {
    method: &'a Method<'r>,
    figures: &'a Figures,
    graph: &'a Graph,
    sheet: usize,
}

impl Writer<'_, '_> {
    /// A node that has a cell, or the operation that makes it: a step that has no cell is what it is made of.
    fn made(&self, mut node: NodeId) -> (NodeId, Made) {
        loop {
            if let Some(place) = self.method.places.borrow().get(&Key::of(node, self.graph)) {
                return (node, Made::There(*place));
            }
            match self.graph.nodes()[node.index()] {
                Node::Named(inner, _) => node = inner,
                made => return (node, Made::By(made)),
            }
        }
    }

    fn write(&self, node: NodeId) -> Written {
        let (node, made) = self.made(node);
        let made = match made {
            Made::There(place) => return Written::atom(self.reference(place, 1, 1)),
            Made::By(made) => made,
        };
        match made {
            Node::Named(of, _) => self.write(of),
            Node::Figure(fig) => Written::atom(self.figures.of(fig)),
            Node::Constant(place) => {
                let value = self.graph.constant(place).shown().normalize();
                let binding = if value.is_sign_negative() { Binding::Sum } else { Binding::Atom };
                Written { text: value.to_string(), binding }
            }
            Node::Add(..) | Node::Sub(..) => self.sum(node),
            Node::Mul(..) | Node::Div(..) => self.product(node),
            Node::Rounded(of, places) => Written::atom(format!("ROUND({},{places})", self.write(of).text)),
            Node::Least(a, b) => self.call("MIN", &[a, b]),
            Node::Greatest(a, b) => self.call("MAX", &[a, b]),
            Node::Choice(place) => {
                let choice = self.graph.choice(place);
                let [value, limit] = [choice.value, choice.limit].map(|node| self.write(node).text);
                let [then, otherwise] = [choice.then, choice.otherwise].map(|node| self.write(node).text);
                Written::atom(format!("IF({value}<{limit},{then},{otherwise})"))
            }
        }
    }

    fn call(&self, name: &str, of: &[NodeId]) -> Written {
        let operands: Vec<String> = of.iter().map(|node| self.write(*node).text).collect();
        Written::atom(format!("{name}({})", operands.join(",")))
    }

    /// A sum; cells that follow one another in a row or a column are a range.
    fn sum(&self, node: NodeId) -> Written {
        let mut terms: Vec<(bool, NodeId)> = Vec::new();
        let mut next = vec![(false, node)];
        while let Some((minus, node)) = next.pop() {
            match self.made(node).1 {
                Made::By(Node::Add(a, b)) => next.extend([(minus, b), (minus, a)]),
                Made::By(Node::Sub(a, b)) => next.extend([(!minus, b), (minus, a)]),
                _ => terms.push((minus, node)),
            }
        }
        let (mut text, mut count, mut at) = (String::new(), 0, 0);
        while let Some((minus, node)) = terms.get(at).copied() {
            let range = self.range(&terms[at..]);
            let term = match self.made(node).1 {
                Made::There(first) if range.len > 1 => {
                    format!("SUM({})", self.reference(first, range.rows, range.columns))
                }
                _ => self.write(node).within(if minus { Binding::Product } else { Binding::Sum }),
            };
            match (minus, text.is_empty()) {
                (true, _) => text.push('-'),
                (false, false) => text.push('+'),
                (false, true) => {}
            }
            text.push_str(&term);
            (at, count) = (at + range.len, count + 1);
        }
        let is_range = count == 1 && text.starts_with("SUM(");
        Written { text, binding: if is_range { Binding::Atom } else { Binding::Sum } }
    }

    /// How many of the first terms are added up as cells of one row or of one column, one after another.
    fn range(&self, terms: &[(bool, NodeId)]) -> Extent {
        let mut extent = Extent { len: 1, rows: 1, columns: 1 };
        let place = |(minus, node): &(bool, NodeId)| match self.made(*node).1 {
            Made::There(place) if !minus => Some(place),
            _ => None,
        };
        let Some(first) = terms.first().and_then(place) else { return extent };
        for (count, term) in (1..).zip(&terms[1..]) {
            let Some(next) = place(term).filter(|next| next.sheet == first.sheet) else { break };
            let (right, below) = (next.column.checked_sub(first.column), next.row.checked_sub(first.row));
            match (right, below) {
                (Some(right), Some(0)) if right == count && extent.rows == 1 => extent.columns = count + 1,
                (Some(0), Some(below)) if below as usize == count && extent.columns == 1 => extent.rows = below + 1,
                _ => break,
            }
            extent.len = count + 1;
        }
        extent
    }

    /// A product; a factor that follows itself is a power.
    fn product(&self, node: NodeId) -> Written {
        let mut factors: Vec<(bool, NodeId, usize)> = Vec::new();
        let mut next = vec![(false, node)];
        while let Some((over, node)) = next.pop() {
            let (node, made) = self.made(node);
            match made {
                Made::By(Node::Mul(a, b)) => next.extend([(over, b), (over, a)]),
                Made::By(Node::Div(a, b)) => next.extend([(!over, b), (over, a)]),
                _ => match factors.last_mut() {
                    Some((same, last, times)) if *same == over && *last == node => *times += 1,
                    _ => factors.push((over, node, 1)),
                },
            }
        }
        let mut text = String::new();
        for (over, node, times) in factors {
            let factor = self.write(node);
            match (over, text.is_empty()) {
                (false, true) => {}
                (false, false) => text.push('*'),
                (true, true) => text.push_str("1/"),
                (true, false) => text.push('/'),
            }
            let needs = if over { Binding::Power } else { Binding::Product };
            if times == 1 {
                text.push_str(&factor.within(needs));
            } else {
                text.extend([&factor.within(Binding::Atom), "^", &times.to_string()]);
            }
        }
        Written { text, binding: Binding::Product }
    }

    /// A cell, or so many rows and columns from it, as this sheet refers to them.
    fn reference(&self, first: Place, rows: u32, columns: usize) -> String {
        let address = |row: u32, column: usize| format!("{}{row}", column_letters(column));
        let cells = match address(first.row, first.column) {
            first if (rows, columns) == (1, 1) => first,
            from => format!("{from}:{}", address(first.row + rows - 1, first.column + columns - 1)),
        };
        if first.sheet == self.sheet {
            return cells;
        }
        format!("{}{cells}", self.method.sheets.borrow()[first.sheet])
    }
}

/// Where a node is, or how it is made.
enum Made {
    There(Place),
    By(Node),
}

/// The cells that a range of a formula covers.
struct Extent {
    len: usize,
    rows: u32,
    columns: usize,
}

impl Written {
    fn atom(text: impl Into<String>) -> Self {
        Self { text: text.into(), binding: Binding::Atom }
    }

    /// In a place that needs so tight a binding.
    fn within(self, needs: Binding) -> String {
        if self.binding < needs { format!("({})", self.text) } else { self.text }
    }
}
