//! An explanation read from the recorded method: a cell down to the next steps, and each of these in its turn.

use std::collections::HashSet;

use super::Target;
use super::cell::Cells;
use super::expr::Expr;
use super::heading::Heading;
use super::label::Labels;
use super::term::{Kind, Reader, Term};
use super::tree::{Part, Step};
use super::words::{months, seen, span, titled};
use crate::diag::Errors;
use crate::engine::{Inputs, Name, Unit};
use crate::graph::{NodeId, Recorded, Recorder, record};
use crate::model::Bid;
use crate::unit::{Exact, Number as _, Text};

/// The most terms that a formula writes in a row; more are `Σ` of its children.
const IN_A_ROW: usize = 6;

/// What explains a number of a formula.
#[derive(Debug, Clone, PartialEq)]
enum Item {
    /// A step of the method.
    Step(NodeId),
    /// A step over several months.
    Row(Name, Vec<NodeId>),
    /// Months of a row that are made alike.
    Run(Name, Vec<NodeId>),
}

/// A step whose children are yet to be made.
struct Draft {
    step: Step,
    items: Vec<Item>,
    children: Vec<usize>,
    /// What it is a step of, which its children need not repeat.
    context: Option<Name>,
    /// The months that it is of.
    months: Option<(usize, usize)>,
}

/// Explains cells of a recorded bid.
pub(super) struct Explanation<'a> {
    reader: &'a Reader<'a>,
    labels: Labels<'a>,
    drafts: Vec<Draft>,
    /// What is explained somewhere in the tree.
    explained: HashSet<(u8, Vec<u32>)>,
}

impl<'a> Explanation<'a> {
    /// Explains a cell under a label of its own. What several steps need is explained once, where the tree is shallowest.
    pub fn of(reader: &'a Reader<'a>, cell: Recorded<'_>, heading: &Heading) -> Step {
        let labels = Labels { bid: reader.bid };
        let mut tree = Self { reader, labels, drafts: Vec::new(), explained: HashSet::new() };
        let term = cell.node().map_or_else(|| Term::constant(cell.value()), |node| reader.term(node));
        let value = cell.node().map_or_else(|| cell.value(), |node| reader.value(node));
        let draft = match (&term.kind, cell.node().and_then(|node| reader.step(node))) {
            (Kind::Step(_), Some((name, term))) if !heading.is_peak => {
                let mut draft = tree.draft(Text::same(""), name.what.unit(), value, &term);
                draft.step.label = labels.of(&name, None, &draft.step.figures);
                Draft { context: Some(name), ..draft }
            }
            _ => {
                let label =
                    if heading.is_peak { tree.in_its_month(&heading.label, &term) } else { heading.label.clone() };
                Draft { context: Some(heading.context), ..tree.draft(label, heading.unit, value, &term) }
            }
        };
        tree.drafts.push(draft);
        let mut next = 0;
        while next < tree.drafts.len() {
            for item in std::mem::take(&mut tree.drafts[next].items) {
                let child = tree.made(&item, next);
                tree.drafts.push(child);
                let place = tree.drafts.len() - 1;
                tree.drafts[next].children.push(place);
            }
            next += 1;
        }
        tree.grown()
    }

    /// A label with the month of the steps of an expression.
    fn in_its_month(&self, label: &Text, term: &Term) -> Text {
        let items = self.write(term, Unit::Count).taken_apart().3;
        let month =
            items.iter().find_map(|item| if let Item::Step(node) = item { self.reader.month(*node) } else { None });
        let month = month.map(|m| self.reader.bid.calendar_month(m));
        Text::each(|lang| match month {
            Some(month) => titled(lang, &month.name(lang), label.get(lang)),
            None => label.get(lang).to_owned(),
        })
    }

    /// The tree: children come after their parents in the list.
    fn grown(self) -> Step {
        let mut steps: Vec<Option<Step>> = Vec::new();
        steps.resize_with(self.drafts.len(), || None);
        for (place, draft) in self.drafts.into_iter().enumerate().rev() {
            let children = draft.children.iter().filter_map(|child| steps[*child].take()).collect();
            steps[place] = Some(Step { children, ..draft.step });
        }
        steps.into_iter().next().flatten().unwrap_or_else(|| Step::valued(Exact::ZERO))
    }

    /// The value of an item.
    fn value(&self, item: &Item) -> Exact {
        match item {
            Item::Step(node) => self.reader.value(*node),
            Item::Row(_, nodes) | Item::Run(_, nodes) => nodes.iter().map(|node| self.reader.value(*node)).sum(),
        }
    }

    /// A step with what its formula needs.
    fn draft(&self, label: Text, unit: Unit, value: Exact, term: &Term) -> Draft {
        let (formula, figures, mut items) = match &term.kind {
            Kind::Sum(terms)
                if terms.len() > IN_A_ROW && terms.iter().all(|(minus, term)| !minus && term.is_step()) =>
            {
                let items = terms.iter().filter_map(|(_, term)| Self::item(term)).collect();
                (vec![Part::Sign("Σ")], Vec::new(), items)
            }
            _ => {
                let (_, formula, figures, items) = self.write(term, unit).taken_apart();
                (formula, figures, items)
            }
        };
        let mut once: Vec<Item> = Vec::new();
        for item in items.drain(..) {
            if !once.contains(&item) {
                once.push(item);
            }
        }
        let step = Step { label, formula, unit, figures, ..Step::valued(value) };
        Draft { step, items: once, children: Vec::new(), context: None, months: None }
    }

    /// What an item explains, as a child of a draft; a reference where the tree explains it already.
    fn made(&mut self, item: &Item, parent: usize) -> Draft {
        let (context, within) = (self.drafts[parent].context, self.drafts[parent].months);
        let value = self.value(item);
        let class = |node: &NodeId| self.reader.class(*node);
        let (key, mut draft) = match item {
            Item::Step(node) => {
                let Some((name, term)) = self.reader.step(*node) else { return self.plain(value) };
                let mut draft = self.draft(Text::same(""), name.what.unit(), value, &term);
                draft.step.label = self.labels.of(&name, context.as_ref(), &draft.step.figures);
                let months = name.month.map(|m| (m, m));
                ((0, vec![class(node)]), Draft { context: Some(name), months, ..draft })
            }
            Item::Row(row, nodes) => {
                let key = (1, nodes.iter().map(class).collect());
                let runs = self.reader.runs(nodes);
                let label = self.labels.of(row, context.as_ref(), &[]);
                let unit = row.what.unit();
                let draft = if let [(nodes, term)] = runs.as_slice() {
                    let months = self.months(nodes);
                    let label = if within == Some(months) { label } else { span(&label, self.reader.bid, months) };
                    let draft = self.draft(label, unit, value, term);
                    Draft { months: Some(months), ..draft }
                } else {
                    let items: Vec<Item> = runs.iter().map(|(nodes, _)| Item::Run(*row, nodes.clone())).collect();
                    let sum = items.iter().map(|item| Expr::explained(self.value(item), unit, item.clone()));
                    let formula = if items.len() > IN_A_ROW {
                        vec![Part::Sign("Σ")]
                    } else {
                        sum.reduce(|sum, run| sum + run).unwrap_or_else(Expr::nothing).taken_apart().1
                    };
                    let step = Step { label, formula, unit, ..Step::valued(value) };
                    Draft { step, items, children: Vec::new(), context: None, months: None }
                };
                (key, Draft { context: Some(*row), ..draft })
            }
            Item::Run(row, nodes) => {
                let runs = self.reader.runs(nodes);
                let label = match (nodes.as_slice(), self.reader.name(nodes[0])) {
                    ([_], Some(name)) => self.labels.in_month(&name),
                    _ => months(self.reader.bid, self.months(nodes).0, self.months(nodes).1),
                };
                let unit = row.what.unit();
                let term = runs.first().map_or_else(|| Term::constant(Exact::ZERO), |(_, term)| term.clone());
                let draft = self.draft(label, unit, value, &term);
                let months = Some(self.months(nodes));
                ((2, nodes.iter().map(class).collect()), Draft { context: Some(*row), months, ..draft })
            }
        };
        let is_known = !self.explained.insert(key);
        // What has figures alone below it is short: it is shown wherever it is needed.
        if is_known && !draft.items.is_empty() {
            let step = Step { unit: draft.step.unit, ..Step::valued(value) };
            draft = Draft { step: Step { label: seen(&draft.step.label), ..step }, items: Vec::new(), ..draft };
        }
        draft
    }

    fn plain(&self, value: Exact) -> Draft {
        self.draft(Text::same(""), Unit::Count, value, &Term::constant(value))
    }

    /// The first and the last month of some nodes of a row.
    fn months(&self, nodes: &[NodeId]) -> (usize, usize) {
        let months = || nodes.iter().filter_map(|node| self.reader.month(*node));
        (months().min().unwrap_or(0), months().max().unwrap_or(0))
    }

    /// What explains a term.
    fn item(term: &Term) -> Option<Item> {
        match &term.kind {
            Kind::Step(node) => Some(Item::Step(*node)),
            Kind::Row(row, nodes) => Some(Item::Row(*row, nodes.clone())),
            _ => None,
        }
    }

    /// Writes an expression; `unit` is what a constant of it counts.
    fn write(&self, term: &Term, unit: Unit) -> Expr<Item> {
        match &term.kind {
            Kind::Step(_) | Kind::Row(..) => {
                let Some(item) = Self::item(term) else { return Expr::nothing() };
                Expr::explained(self.value(&item), self.unit(term).unwrap_or(unit), item)
            }
            Kind::Figure(fig) => {
                let value = self.reader.figure(*fig);
                Expr::figure(value, self.reader.unit(*fig), *fig)
            }
            Kind::Constant(value) => Expr::plain(*value, if value.is_zero() { Unit::Count } else { unit }),
            Kind::Months(count) => Expr::whole(*count, Unit::Months),
            Kind::Sum(terms) => {
                let unit = terms
                    .iter()
                    .find_map(|(_, term)| self.unit(term))
                    .filter(|unit| counts(*unit))
                    .unwrap_or(Unit::Count);
                let written = terms.iter().map(|(minus, term)| (*minus, self.write(term, unit)));
                let mut sum: Option<Expr<Item>> = None;
                for (minus, term) in written {
                    sum = Some(match (sum, minus) {
                        (Some(sum), false) => sum + term,
                        (Some(sum), true) => sum - term,
                        (None, false) => term,
                        (None, true) => Expr::nothing() - term,
                    });
                }
                sum.unwrap_or_else(Expr::nothing)
            }
            Kind::Product(factors) => {
                let mut product: Option<Expr<Item>> = None;
                for (over, factor) in factors {
                    let factor = self.write(factor, Unit::Count);
                    product = Some(match (product, over) {
                        (Some(product), false) => product * factor,
                        (Some(product), true) => product / factor,
                        (None, false) => factor,
                        (None, true) => Expr::plain(Exact::ONE, Unit::Count) / factor,
                    });
                }
                product.unwrap_or_else(|| Expr::plain(Exact::ONE, Unit::Count))
            }
            Kind::Power(base, n) => self.write(base, Unit::Count).power(*n),
            Kind::Call(name, operands) => {
                let unit = operands.iter().find_map(|term| self.unit(term)).unwrap_or(unit);
                let [a, b] = [self.write(&operands[0], unit), self.write(&operands[1], unit)];
                match *name {
                    "max(" => a.greatest(b),
                    "min(" => a.least(b),
                    _ => match &operands[1].kind {
                        Kind::Constant(places) => a.rounded(u32::try_from(places.shown()).unwrap_or(0)),
                        _ => a,
                    },
                }
            }
        }
    }

    /// What an expression counts, where its parts say so.
    fn unit(&self, term: &Term) -> Option<Unit> {
        match &term.kind {
            Kind::Step(node) => self.reader.name(*node).map(|name| name.what.unit()),
            Kind::Row(row, _) => Some(row.what.unit()),
            Kind::Figure(fig) => Some(self.reader.unit(*fig)),
            Kind::Constant(_) | Kind::Power(..) => None,
            Kind::Months(_) => Some(Unit::Months),
            Kind::Sum(terms) => terms.iter().find_map(|(_, term)| self.unit(term)),
            Kind::Product(factors) => {
                let units = |over: bool| {
                    let of_side = factors.iter().filter(move |(own, _)| *own == over);
                    of_side.filter_map(|(_, factor)| self.unit(factor)).filter(|unit| counts(*unit))
                };
                let mut below: Vec<Unit> = units(true).collect();
                // What is multiplied by and divided by counts nothing.
                units(false).find(|unit| match below.iter().position(|other| other == unit) {
                    Some(place) => {
                        below.swap_remove(place);
                        false
                    }
                    None => true,
                })
            }
            Kind::Call(_, operands) => operands.iter().find_map(|term| self.unit(term)),
        }
    }
}

/// Is it a unit of its own, and no share or plain number?
fn counts(unit: Unit) -> bool {
    !matches!(unit, Unit::Share | Unit::Ratio | Unit::Count | Unit::Fx)
}

/// Explains cells of a bid, from their price down to the figures of the model.
///
/// - A **line** is its unit price (method §5): what is shared, or the cost of its days, or the figure given.
/// - A **nature** of a lot is its selling price before rounding, `sell(l, n)`.
/// - A **lot** is its total with VAT; beside it the margin of the rounded DQE.
/// - A **measure** of a lot, of all or of a cut of them is a figure of a comparison: cost, days, people, the share
///   away from France.
/// - Where a site **pays from** is its break-even productivity, for the work that may move.
///
/// # Errors
/// As [`engine::estimate`](crate::engine::estimate).
pub fn explain_all(bid: &Bid, inputs: &Inputs<Exact>, targets: &[Target]) -> Result<Vec<Step>, Errors> {
    let recorder = Recorder::naming();
    let recording = record(&recorder, bid, inputs, |_| true)?;
    let cells = Cells::of(bid, &recording.inputs, &recording.estimate);
    let beside = |target: &Target| if let Target::Lot(lot) = target { Some(cells.margin(*lot)) } else { None };
    let found: Vec<_> = targets.iter().map(|target| (*target, cells.cell(*target), beside(target))).collect();
    let graph = recorder.finish();
    let values = graph.exact(inputs);
    let reader = Reader::of(bid, inputs, &graph, &values);
    let explained = |(target, cell, beside): (Target, Recorded<'_>, Option<Recorded<'_>>)| {
        let mut step = Explanation::of(&reader, cell, &Heading::of(bid, target));
        if let Some(margin) = beside {
            let margin = Explanation::of(&reader, margin, &Heading::of_margin());
            step.children.push(Step { aside: true, ..margin });
        }
        step
    };
    Ok(found.into_iter().map(explained).collect())
}

/// Explains one cell of a bid. See [`explain_all`].
///
/// # Errors
/// As [`engine::estimate`](crate::engine::estimate).
pub fn explain(bid: &Bid, inputs: &Inputs<Exact>, target: Target) -> Result<Step, Errors> {
    let steps = explain_all(bid, inputs, &[target])?;
    Ok(steps.into_iter().next().unwrap_or_else(|| Step::valued(Exact::ZERO)))
}
