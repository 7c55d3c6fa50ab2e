//! The formulas of the workbook, read from the recorded method: how a step is made, over the cells of the steps and figures
//! that it is made of. A step that has no cell is written out where it is needed.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use super::calc::Calc;
use super::figures::Figures;
use super::written::{Binding, Place, Written, ranges};
use crate::engine::{Name, What};
use crate::graph::{Graph, Node, NodeId, Recorded, Recorder};

/// The recorded method, and where its steps are in the workbook so far.
pub struct Method<'a> {
    recorder: &'a Recorder,
    /// The names of sheets, as references from other sheets begin.
    sheets: RefCell<Vec<String>>,
    places: RefCell<Places>,
}

/// What is where.
#[derive(Default)]
struct Places {
    of: HashMap<Key, Place>,
    /// The cells that are left empty for nothing: they may be in a range.
    empty: HashSet<Place>,
    /// The sums that have a cell: of what, and where.
    sums: Vec<(Vec<Key>, Place)>,
    /// The sums that a term is in.
    sums_of: HashMap<Key, Vec<usize>>,
}

/// What has a cell: a step, by its name, or a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Key {
    Step(Name),
    Node(NodeId),
}

impl Places {
    fn get(&self, node: NodeId, graph: &Graph) -> Option<Place> {
        self.of.get(&Key::Node(node)).or_else(|| self.of.get(&Key::of(node, graph))).copied()
    }
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

    /// Keeps that a number is in a cell, where formulas find it from now on, and all that have its name.
    pub fn put(&self, number: Recorded<'_>, place: Place) {
        self.keep(number, place, Key::of);
    }

    /// Keeps that this number is in a cell, and no other that has its name.
    pub fn put_this(&self, number: Recorded<'_>, place: Place) {
        self.keep(number, place, |node, _| Key::Node(node));
    }

    /// Keeps that what a step is made of is in a cell: what several steps are alike.
    pub fn put_made(&self, number: Recorded<'_>, place: Place) {
        self.keep(number, place, |mut node, graph| {
            while let Node::Named(of, _) = graph.nodes()[node.index()] {
                node = of;
            }
            Key::Node(node)
        });
    }

    fn keep(&self, number: Recorded<'_>, place: Place, key: impl FnOnce(NodeId, &Graph) -> Key) {
        if let Some(node) = number.node() {
            let key = key(node, &self.recorder.graph());
            self.places.borrow_mut().of.insert(key, place);
        }
    }

    /// Keeps that a cell is left empty for nothing.
    pub fn leave_empty(&self, place: Place) {
        self.places.borrow_mut().empty.insert(place);
    }

    /// Keeps that a cell adds numbers up: sums that have all their terms refer to it.
    pub fn put_sum<'r>(&self, of: impl IntoIterator<Item = Recorded<'r>>, place: Place) {
        let graph = &*self.recorder.graph();
        let mut places = self.places.borrow_mut();
        let mut keys = Vec::new();
        for number in of {
            // A sum that takes off or has a part that nothing makes is no other's part.
            let Some(node) = number.node() else { return };
            let terms = terms(node, graph, &places);
            if terms.iter().any(|(minus, _)| *minus) {
                return;
            }
            keys.extend(terms.into_iter().map(|(_, node)| Key::of(node, graph)));
        }
        let once: HashSet<Key> = keys.iter().copied().collect();
        if keys.is_empty() {
            places.empty.insert(place);
        }
        // Nor is one that adds something twice.
        if once.len() < keys.len() || keys.is_empty() {
            return;
        }
        let sum = places.sums.len();
        for key in &keys {
            places.sums_of.entry(*key).or_default().push(sum);
        }
        places.sums.push((keys, place));
    }

    /// Is a number a step of the method?
    pub fn is_step(&self, number: Recorded<'_>) -> bool {
        let graph = self.recorder.graph();
        number.node().is_some_and(|node| matches!(graph.nodes()[node.index()], Node::Named(..)))
    }

    /// A recorded number as a cell of a sheet: how it is made, and what it comes to.
    pub fn calc(&self, number: Recorded<'_>, sheet: usize, figures: &Figures) -> Calc {
        let Some(node) = number.node() else { return Calc::plain(number.value()) };
        let graph = &*self.recorder.graph();
        let writer = Writer { places: &self.places.borrow(), figures, graph };
        let written = writer.write(node);
        Calc::new(written.in_sheet(sheet, &self.sheets.borrow()), number.value())
    }
}

impl Key {
    fn of(node: NodeId, graph: &Graph) -> Self {
        match graph.nodes()[node.index()] {
            Node::Named(_, name) if !is_shared(graph.name(name)) => Self::Step(graph.name(name)),
            _ => Self::Node(node),
        }
    }
}

/// Is a name one that several steps have? What is of a spread is not called by the effort that is spread.
fn is_shared(name: Name) -> bool {
    matches!(name.what, What::Share | What::MonthsThere | What::Productivity)
}

/// What a node adds up and takes off: down to what has a cell or is no sum.
fn terms(node: NodeId, graph: &Graph, places: &Places) -> Vec<(bool, NodeId)> {
    let mut terms = Vec::new();
    let mut next = vec![(false, node)];
    while let Some((minus, node)) = next.pop() {
        let mut made = node;
        while let (None, Node::Named(of, _)) = (places.get(made, graph), graph.nodes()[made.index()]) {
            made = of;
        }
        match graph.nodes()[made.index()] {
            _ if places.get(made, graph).is_some() => terms.push((minus, node)),
            Node::Add(a, b) => next.extend([(minus, b), (minus, a)]),
            Node::Sub(a, b) => next.extend([(!minus, b), (minus, a)]),
            _ => terms.push((minus, node)),
        }
    }
    terms
}

/// Writes formulas.
struct Writer<'a> {
    places: &'a Places,
    figures: &'a Figures,
    graph: &'a Graph,
}

/// A term of a sum.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Term {
    Cell(Place),
    Node(NodeId),
}

impl Writer<'_> {
    /// A node that has a cell, or the operation that makes it: a step that has no cell is what it is made of.
    fn made(&self, mut node: NodeId) -> (NodeId, Made) {
        loop {
            if let Some(place) = self.places.get(node, self.graph) {
                return (node, Made::There(place));
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
            Made::There(place) => return Written::cells(place),
            Made::By(made) => made,
        };
        match made {
            Node::Named(of, _) => self.write(of),
            Node::Figure(fig) => Written::atom(self.figures.of(fig)),
            Node::Constant(place) => {
                let value = self.graph.constant(place).shown().normalize();
                let binding = if value.is_sign_negative() { Binding::Sum } else { Binding::Atom };
                Written::text(&value.to_string(), binding)
            }
            Node::Add(..) | Node::Sub(..) => self.sum(node),
            Node::Mul(..) | Node::Div(..) => self.product(node),
            Node::Rounded(of, places) => {
                let places = Written::atom(&places.to_string());
                Written::call("ROUND", [self.write(of), places])
            }
            Node::Least(a, b) => Written::call("MIN", [a, b].map(|node| self.write(node))),
            Node::Greatest(a, b) => Written::call("MAX", [a, b].map(|node| self.write(node))),
            Node::Choice(place) => {
                let choice = self.graph.choice(place);
                let mut test = self.write(choice.value);
                test.push("<");
                test.append(self.write(choice.limit));
                let [then, otherwise] = [choice.then, choice.otherwise].map(|node| self.write(node));
                Written::call("IF", [test, then, otherwise])
            }
        }
    }

    /// A sum; cells side by side are a range, and so are those of products that are alike.
    fn sum(&self, node: NodeId) -> Written {
        let mut plus = Vec::new();
        let mut minus = Vec::new();
        for (is_minus, node) in terms(node, self.graph, self.places) {
            if is_minus { minus.push(self.write(node)) } else { plus.push(node) }
        }
        let terms = self.summed(&plus);
        let cells: Vec<Place> = terms.iter().filter_map(|term| term.cell()).collect();
        let mut ranges = ranges(&cells, &self.places.empty);
        let (mut parts, mut like): (Vec<Written>, Vec<Written>) = (Vec::new(), Vec::new());
        let mut seen = HashSet::new();
        for term in terms {
            let node = match term {
                // A range is where the first of its cells is; a cell that is added twice is so.
                Term::Cell(cell) if !seen.insert(cell) => {
                    parts.push(Written::cells(cell));
                    continue;
                }
                Term::Cell(cell) => {
                    let found = ranges.iter().position(|range| range.holds(cell));
                    parts.extend(found.map(|at| ranges.swap_remove(at).sum()));
                    continue;
                }
                Term::Node(node) => node,
            };
            let next = self.write(node);
            match like.last().and_then(|last| last.beside(&next)) {
                Some(both) => {
                    like.pop();
                    like.push(both);
                }
                None => like.push(next),
            }
        }
        parts.extend(like.into_iter().map(Written::over_ranges));
        Written::sum(parts, minus)
    }

    /// What is added up, with the cells of sums in place of their terms.
    fn summed(&self, nodes: &[NodeId]) -> Vec<Term> {
        let mut at: HashMap<Key, usize> = HashMap::new();
        let mut count: HashMap<usize, usize> = HashMap::new();
        for (place, node) in nodes.iter().enumerate() {
            let key = Key::of(*node, self.graph);
            if at.insert(key, place).is_none() {
                self.places
                    .sums_of
                    .get(&key)
                    .into_iter()
                    .flatten()
                    .for_each(|sum| *count.entry(*sum).or_default() += 1);
            }
        }
        let mut whole: Vec<usize> = count
            .into_iter()
            .filter(|(sum, count)| self.places.sums[*sum].0.len() == *count)
            .map(|(sum, _)| sum)
            .collect();
        whole.sort_by_key(|sum| (std::cmp::Reverse(self.places.sums[*sum].0.len()), *sum));
        let own = |node: &NodeId| self.places.get(*node, self.graph).map_or(Term::Node(*node), Term::Cell);
        let mut terms: Vec<Option<Term>> = nodes.iter().map(|node| Some(own(node))).collect();
        let mut is_taken = vec![false; nodes.len()];
        for sum in whole {
            let (keys, cell) = &self.places.sums[sum];
            let of: Vec<usize> = keys.iter().map(|key| at[key]).collect();
            if of.iter().any(|place| is_taken[*place]) {
                continue;
            }
            for place in &of {
                (is_taken[*place], terms[*place]) = (true, None);
            }
            if let Some(first) = of.iter().min() {
                terms[*first] = Some(Term::Cell(*cell));
            }
        }
        terms.into_iter().flatten().collect()
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
        let mut product: Option<Written> = None;
        for (over, node, times) in factors {
            let sign = if over { "/" } else { "*" };
            let mut all = match product {
                Some(mut before) => {
                    before.push(sign);
                    before
                }
                None => Written::atom(if over { "1/" } else { "" }),
            };
            let factor = self.write(node);
            if times == 1 {
                all.append(factor.within(if over { Binding::Power } else { Binding::Product }));
            } else {
                all.append(factor.within(Binding::Atom));
                all.push(&format!("^{times}"));
            }
            product = Some(all);
        }
        product.unwrap_or_else(|| Written::atom("1")).bound(Binding::Product)
    }
}

/// Where a node is, or how it is made.
enum Made {
    There(Place),
    By(Node),
}

impl Term {
    fn cell(self) -> Option<Place> {
        if let Self::Cell(place) = self { Some(place) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::{Figures, Method, Place};
    use crate::graph::{Recorded, Recorder};
    use crate::model::figure::Fig;
    use crate::unit::Exact;

    /// `B3`, on the only sheet.
    fn at(address: &str) -> Place {
        let (letter, row) = address.split_at(1);
        let column = usize::from(letter.as_bytes()[0] - b'A');
        Place { sheet: 0, row: row.parse().unwrap_or_default(), column }
    }

    /// Numbers in cells: those of a column, of a row, and one apart.
    fn cells<'r>(recorder: &'r Recorder, method: &Method<'_>, addresses: &[&str]) -> Vec<Recorded<'r>> {
        let number = |(place, address): (usize, &&str)| {
            let number = recorder.figure(Fig::at(place), Exact::from(rust_decimal::Decimal::from(place + 2)));
            method.put(number, at(address));
            number
        };
        addresses.iter().enumerate().map(number).collect()
    }

    #[test]
    fn formulas_refer_to_the_cells_of_what_they_add_up() {
        let recorder = Recorder::of_every_structure();
        let method = Method::new(&recorder);
        method.enter("'S'!");
        let column = cells(&recorder, &method, &["A1", "A2", "A3", "C1", "C3", "F1", "F2"]);
        let [a, b, c, beside, beyond, one, two] = [0, 1, 2, 3, 4, 5, 6].map(|place| column[place]);
        method.put_sum([one, two], at("G1"));
        method.put_sum([a, a], at("G2"));
        method.leave_empty(at("B3"));
        let row = cells(&recorder, &method, &["A5", "B5", "C5"]);
        let price = cells(&recorder, &method, &["E9"])[0];
        let like = row.iter().map(|count| price * *count).sum::<Recorded<'_>>();
        for (number, formula) in [
            (a + b + c, "SUM(A1:A3)"),
            (a + c, "A1+A3"),
            // Twice the same is no range, and no sum of others.
            (a + a + b, "SUM(A1:A2)+A1"),
            (a + a, "A1+A1"),
            // B1 is no cell that is left empty, B3 is.
            (a + beside, "A1+C1"),
            (c + beyond, "SUM(A3:C3)"),
            (one + a + two, "G1+A1"),
            (one + a, "F1+A1"),
            (price - (a + b), "E9-A1-A2"),
            (like, "SUMPRODUCT(E9*A5:C5)"),
            (like + a, "A1+SUMPRODUCT(E9*A5:C5)"),
            ((a + b) * c / (a - b), "SUM(A1:A2)*A3/(A1-A2)"),
        ] {
            assert_eq!(method.calc(number, 0, &Figures::default()).formula, formula);
        }
    }
}
