#![allow(clippy::float_arithmetic, reason = "the home of floats, which never reach a DQE")]

use std::collections::{HashMap, HashSet};

use super::linear::{Atom, Linear};
use super::node::Choice;
use super::program::{Check, Program, Step, Test};
use super::{Cell, Condition, Float, Graph, Node, NodeId, Question, Values};
use crate::model::figure::Fig;
use crate::unit::{Exact, Number as _};

/// A product of two sums of at most so many products in all is multiplied out: a month's constants are then in the
/// coefficients, and months share their atoms.
const MULTIPLIED_OUT: usize = 16;
/// A longer sum that is used several times is computed once.
const LONG: usize = 3;

impl Graph {
    /// The program that computes some cells from the figures that vary, roundings included. All else has its value of
    /// `base`: constants are folded, sums of constants times atoms are one step, and equal atoms are computed once.
    #[must_use]
    pub fn specialise(&self, base: &Values<Exact>, varies: impl Fn(Fig) -> bool, cells: &[Cell]) -> Program {
        let mut live = vec![false; self.nodes.len()];
        for (place, node) in self.nodes.iter().enumerate() {
            let mut moves = matches!(*node, Node::Figure(fig) if varies(fig));
            self.operands(*node, |operand| moves |= live[operand.index()]);
            live[place] = moves;
        }
        let asked = |condition: &Condition| match condition.question {
            Question::IsZero(a) => live[a.index()].then_some([a, a]),
            // What is undefined makes the cells so.
            Question::IsDefined(_) => None,
            Question::IsLess(a, b) | Question::IsEqual(a, b) => (live[a.index()] || live[b.index()]).then_some([a, b]),
        };
        let roots = cells.iter().filter_map(|cell| cell.node);
        let roots: Vec<NodeId> = roots.chain(self.conditions.iter().filter_map(asked).flatten()).collect();
        let nodes: Vec<NodeId> = self.upstream(roots.iter().copied()).into_iter().filter(|n| live[n.index()]).collect();
        let mut uses = vec![0_u32; self.nodes.len()];
        for root in &roots {
            uses[root.index()] += 1;
        }
        for node in &nodes {
            self.operands(self.nodes[node.index()], |operand| uses[operand.index()] += 1);
        }
        let mut builder = Builder::default();
        let mut forms = Forms { base, live: &live, uses, made: vec![Linear::default(); self.nodes.len()] };
        for id in nodes {
            let form = match self.nodes[id.index()] {
                Node::Figure(fig) => Linear::atom(builder.figure(fig)),
                Node::Constant(_) => continue,
                Node::Named(a, _) => forms.take(a),
                Node::Add(a, b) => forms.take(a).plus(&forms.take(b), 1.0),
                Node::Sub(a, b) => forms.take(a).plus(&forms.take(b), -1.0),
                Node::Mul(a, b) => builder.product(forms.take(a), forms.take(b)),
                Node::Div(a, b) => {
                    let inverse = builder.inverse(forms.take(b));
                    builder.product(forms.take(a), inverse)
                }
                Node::Rounded(a, places) => builder.rounded(&forms.take(a), places),
                // The second, and what the first falls short of it.
                Node::Least(a, b) => {
                    let (a, b) = (forms.take(a), forms.take(b));
                    let shortfall = builder.negative_part(a.plus(&b, -1.0));
                    b.plus(&shortfall, 1.0)
                }
                Node::Greatest(a, b) => {
                    let (a, b) = (forms.take(a), forms.take(b));
                    let shortfall = builder.negative_part(a.clone().plus(&b, -1.0));
                    a.plus(&shortfall, -1.0)
                }
                Node::Choice(place) => {
                    let Choice { value, limit, then, otherwise } = self.choice(place);
                    let gap = forms.take(value).plus(&forms.take(limit), -1.0);
                    builder.choice(gap, forms.take(then), forms.take(otherwise))
                }
            };
            let form = if form.len() > LONG && forms.uses[id.index()] > 1 { builder.shared(form) } else { form };
            forms.made[id.index()] = form;
        }
        let mut checks = HashSet::new();
        let mut never = false;
        for condition in &self.conditions {
            let Some([a, b]) = asked(condition) else { continue };
            let (gap, test) = match condition.question {
                Question::IsLess(..) => (forms.at(a).plus(&forms.at(b), -1.0), Test::IsNegative),
                Question::IsEqual(..) => (forms.at(a).plus(&forms.at(b), -1.0), Test::IsZero),
                Question::IsZero(_) | Question::IsDefined(_) => (forms.at(a), Test::IsZero),
            };
            never |= !builder.check(gap, test, condition.answer, &mut checks);
        }
        let outputs = cells.iter().map(|cell| match cell.node {
            Some(node) => forms.at(node),
            None => Linear::constant(float(cell.value)),
        });
        let outputs: Vec<Linear> = outputs.collect();
        let checks: Vec<Check> = checks.into_iter().collect();
        Program::new(builder.steps, outputs, &checks, never)
    }
}

/// What each node is made of, while a graph is specialised.
struct Forms<'a> {
    base: &'a Values<Exact>,
    live: &'a [bool],
    uses: Vec<u32>,
    made: Vec<Linear>,
}

impl Forms<'_> {
    fn at(&self, id: NodeId) -> Linear {
        if self.live[id.index()] { self.made[id.index()].clone() } else { Linear::constant(float(self.base.at(id))) }
    }

    /// The same; the last use of it takes it.
    fn take(&mut self, id: NodeId) -> Linear {
        let uses = &mut self.uses[id.index()];
        *uses = uses.saturating_sub(1);
        if self.live[id.index()] && *uses == 0 { std::mem::take(&mut self.made[id.index()]) } else { self.at(id) }
    }
}

/// What makes two atoms the same.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Key {
    Figure(Fig),
    Sum(u64, Vec<(Atom, u64)>),
    Product(Vec<Atom>),
    Inverse(Atom),
    Negative(Atom),
    Rounded(Atom, u32),
    Choice(Atom, Atom, Atom),
}

/// A program as it grows: every atom once.
#[derive(Debug, Default)]
struct Builder {
    steps: Vec<Step>,
    /// What each atom is a product of, in order: itself where it is none.
    factors: Vec<Vec<Atom>>,
    known: HashMap<Key, Atom>,
}

impl Builder {
    fn atom(&mut self, key: Key, step: impl FnOnce(&Key) -> Step) -> Atom {
        if let Some(atom) = self.known.get(&key) {
            return *atom;
        }
        let atom = Atom::try_from(self.steps.len()).unwrap_or(Atom::MAX);
        self.steps.push(step(&key));
        self.factors.push(if let Key::Product(factors) = &key { factors.clone() } else { vec![atom] });
        self.known.insert(key, atom);
        atom
    }

    fn figure(&mut self, fig: Fig) -> Atom {
        self.atom(Key::Figure(fig), |_| Step::Figure(fig))
    }

    /// An atom of which a sum is a multiple, and the multiple.
    fn multiple(&mut self, form: Linear) -> (Atom, f64) {
        let scale = form.scale();
        self.scaled(form, scale)
    }

    /// The same, the multiple being positive.
    fn positive_multiple(&mut self, form: Linear) -> (Atom, f64) {
        let scale = form.scale().abs();
        self.scaled(form, scale)
    }

    fn scaled(&mut self, form: Linear, scale: f64) -> (Atom, f64) {
        let form = form.scaled(scale.recip());
        if let Some((atom, 1.0)) = form.as_single() {
            return (atom, scale);
        }
        let bits = form.terms.iter().map(|(atom, coefficient)| (*atom, coefficient.to_bits()));
        let key = Key::Sum(form.constant.to_bits(), bits.collect());
        (self.atom(key, |_| Step::Sum(form)), scale)
    }

    /// A sum computed once.
    fn shared(&mut self, form: Linear) -> Linear {
        let (atom, scale) = self.multiple(form);
        Linear::atom(atom).scaled(scale)
    }

    fn product(&mut self, a: Linear, b: Linear) -> Linear {
        match (a.as_constant(), b.as_constant()) {
            (Some(constant), _) => return b.scaled(constant),
            (_, Some(constant)) => return a.scaled(constant),
            (None, None) => {}
        }
        let (mut a, mut b) = (a, b);
        if a.len() * b.len() > MULTIPLIED_OUT {
            if a.len() > b.len() {
                std::mem::swap(&mut a, &mut b);
            }
            b = self.shared(b);
            if a.len() > MULTIPLIED_OUT {
                a = self.shared(a);
            }
        }
        let mut product = Linear::constant(a.constant * b.constant);
        product = product.plus(&Linear { constant: 0.0, ..b.clone() }, a.constant);
        product = product.plus(&Linear { constant: 0.0, ..a.clone() }, b.constant);
        for (x, of_x) in &a.terms {
            for (y, of_y) in &b.terms {
                let atom = self.product_of_atoms(*x, *y);
                product = product.plus(&Linear::atom(atom), of_x * of_y);
            }
        }
        product
    }

    fn product_of_atoms(&mut self, a: Atom, b: Atom) -> Atom {
        let mut factors = [&self.factors[a as usize][..], &self.factors[b as usize][..]].concat();
        factors.sort_unstable();
        self.product_of(&factors)
    }

    /// The product of some atoms, by that of all but the last.
    fn product_of(&mut self, factors: &[Atom]) -> Atom {
        match factors {
            [before @ .., last] if !before.is_empty() => {
                let before = self.product_of(before);
                self.atom(Key::Product(factors.to_vec()), |_| Step::Product(before, *last))
            }
            [only] => *only,
            _ => 0,
        }
    }

    fn inverse(&mut self, form: Linear) -> Linear {
        if let Some(constant) = form.as_constant() {
            return Linear::constant(constant.recip());
        }
        let (atom, scale) = self.multiple(form);
        let inverse = self.atom(Key::Inverse(atom), |_| Step::Inverse(atom));
        Linear::atom(inverse).scaled(scale.recip())
    }

    fn rounded(&mut self, form: &Linear, places: u32) -> Linear {
        let (atom, _) = self.scaled(form.clone(), 1.0);
        Linear::atom(self.atom(Key::Rounded(atom, places), |_| Step::Rounded(atom, places)))
    }

    /// Itself where it is negative, 0 where it is not.
    fn negative_part(&mut self, form: Linear) -> Linear {
        if let Some(constant) = form.as_constant() {
            return Linear::constant(constant.min(0.0));
        }
        let (atom, scale) = self.multiple(form);
        let negative = self.atom(Key::Negative(atom), |_| Step::Negative(atom));
        if scale > 0.0 {
            return Linear::atom(negative).scaled(scale);
        }
        // Of a negative multiple: the positive part.
        Linear::atom(atom).plus(&Linear::atom(negative), -1.0).scaled(scale)
    }

    fn choice(&mut self, gap: Linear, then: Linear, otherwise: Linear) -> Linear {
        if let Some(gap) = gap.as_constant() {
            return if gap < 0.0 { then } else { otherwise };
        }
        if then == otherwise {
            return then;
        }
        let (gap, _) = self.positive_multiple(gap);
        let [then, otherwise] = [then, otherwise].map(|side| self.scaled(side, 1.0).0);
        let step = |_: &Key| Step::Choice { gap, then, otherwise };
        Linear::atom(self.atom(Key::Choice(gap, then, otherwise), step))
    }

    /// Adds what is to be checked of a number; false where the answer is another one whatever the figures are.
    fn check(&mut self, form: Linear, test: Test, answer: bool, checks: &mut HashSet<Check>) -> bool {
        if let Some(constant) = form.as_constant() {
            return test.of(constant) == answer;
        }
        let (atom, _) = self.positive_multiple(form);
        let factors = self.factors[atom as usize].clone();
        match (test, answer) {
            // A product is nothing where a factor is.
            (Test::IsZero, false) => checks.extend(factors.into_iter().map(|atom| Check { atom, test, answer })),
            _ => {
                checks.insert(Check { atom, test, answer });
            }
        }
        true
    }
}

fn float(value: Exact) -> f64 {
    value.value().map_or(f64::NAN, |value| Float::from_decimal(value).0)
}
