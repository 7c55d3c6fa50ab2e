//! Figures of sets of lots, bid without the others. What each is made of is a cell of the bid of a set, which its name
//! explains: `set/ror+pfc/all/net`. Each set is recorded once, however many of its cells are asked for.

use std::collections::BTreeMap;

use super::explanation::explain_all;
use super::expr::Expr;
use super::tree::Step;
use super::words::text;
use super::{Target, Unit};
use crate::diag::message::cell as message;
use crate::diag::{Errors, Finding};
use crate::engine::Inputs;
use crate::model::Bid;
use crate::model::bid::LotId;
use crate::unit::{Exact, Number as _, Text};

/// The lots of a set, in the order of the bid.
type Set = Vec<LotId>;
/// Cells of sets with their explanations.
type Explained = BTreeMap<(Set, String), Step>;

/// A figure of a set of lots.
struct OfSet {
    set: Set,
    figure: Figure,
}

enum Figure {
    /// A cell of the bid of the set.
    Cell(String),
    /// What pooling saves of a cell, against the lots bid alone.
    Saved(&'static str),
    /// What pooling saves, as a share of the cost of the lots bid alone.
    SavedShare,
    /// What becomes of the rest of the set if one of its lots is lost.
    Rest { of: OfRest, lost: LotId, rest: Set },
}

enum OfRest {
    /// What the set had planned for it.
    Planned,
    /// What it costs alone.
    Cost,
    /// What it costs beyond what was planned, as a share of that if `share`.
    Stranded { share: bool },
}

/// The cell that costs of sets are read from.
const COST: &str = "all/cost";

/// Explains a figure of a set of lots, bid without the others: `saved` and `saved-price`, what pooling saves against the lots
/// bid alone; `stranded/LOT`, what the rest costs beyond its part of the set if the lot is lost; or any cell of that bid.
///
/// # Errors
/// [`UnknownCell`](crate::diag::Code::UnknownCell) for a lot or a figure that is not there; what makes the set impossible to price.
pub fn of_set(bid: &Bid, inputs: &Inputs<Exact>, lots: &str, cell: &str) -> Result<Step, Errors> {
    let steps = of_sets(bid, inputs, &[(lots, cell)])?;
    Ok(steps.into_iter().next().unwrap_or_else(|| Step::valued(Exact::ZERO)))
}

/// Explains figures of sets of lots, each asked for as its lots and its cell. See [`of_set`].
///
/// # Errors
/// As [`of_set`].
pub fn of_sets(bid: &Bid, inputs: &Inputs<Exact>, asked: &[(&str, &str)]) -> Result<Vec<Step>, Errors> {
    let asked = asked.iter().map(|(lots, cell)| OfSet::parse(bid, lots, cell)).collect::<Result<Vec<_>, Errors>>()?;
    let mut cells: BTreeMap<Set, Vec<String>> = BTreeMap::new();
    for (set, cell) in asked.iter().flat_map(|one| one.parts(bid)) {
        cells.entry(set).or_default().push(cell);
    }
    let mut explained = Explained::new();
    for (set, mut cells) in cells {
        cells.sort_unstable();
        cells.dedup();
        let part = bid.only(&set);
        let targets = cells.iter().map(|cell| Target::parse(&part, cell)).collect::<Result<Vec<_>, Finding>>()?;
        let steps = explain_all(&part, inputs, &targets)?;
        explained.extend(cells.into_iter().map(|cell| (set.clone(), cell)).zip(steps));
    }
    Ok(asked.iter().map(|one| one.step(bid, &explained)).collect())
}

impl OfSet {
    /// Reads a set of lots, `ror+pfc`, and one of its figures.
    fn parse(bid: &Bid, lots: &str, cell: &str) -> Result<Self, Errors> {
        let mut set = Set::new();
        for written in lots.split('+') {
            let one = lot(bid, written)?;
            if set.contains(&one) {
                return Err(message::lot_twice(lots, &bid.lots[one].id).into());
            }
            set.push(one);
        }
        set.sort_unstable();
        let figure = match cell.split_once('/') {
            None => match cell {
                "saved" => Figure::Saved(COST),
                "saved-price" => Figure::Saved("all/net"),
                "saved-share" => Figure::SavedShare,
                _ => Figure::Cell(format!("all/{cell}")),
            },
            Some((what @ ("planned" | "rest" | "stranded" | "stranded-share"), lost)) => {
                let lost = lot(bid, lost)?;
                let rest: Set = set.iter().copied().filter(|l| *l != lost).collect();
                if rest.is_empty() || rest.len() == set.len() {
                    return Err(message::no_rest(lots, &bid.lots[lost].id).into());
                }
                let of = match what {
                    "planned" => OfRest::Planned,
                    "rest" => OfRest::Cost,
                    what => OfRest::Stranded { share: what == "stranded-share" },
                };
                Figure::Rest { of, lost, rest }
            }
            Some(_) => Figure::Cell(cell.to_owned()),
        };
        Ok(Self { set, figure })
    }

    /// The cells that the figure is made of, each with its set.
    fn parts(&self, bid: &Bid) -> Vec<(Set, String)> {
        let own = |cell: &str| (self.set.clone(), cell.to_owned());
        let pooled = |cell: &str| {
            let alone = self.set.iter().map(|l| (vec![*l], cell.to_owned()));
            alone.chain([own(cell)]).collect()
        };
        match &self.figure {
            Figure::Cell(cell) => vec![own(cell)],
            Figure::Saved(cell) => pooled(cell),
            Figure::SavedShare => pooled(COST),
            Figure::Rest { lost, rest, .. } => {
                vec![own(COST), own(&cost_of(bid, *lost)), (rest.clone(), COST.to_owned())]
            }
        }
    }

    /// The figure from its parts.
    fn step(&self, bid: &Bid, explained: &Explained) -> Step {
        let cell = |set: &[LotId], cell: &str| explained[&(set.to_vec(), cell.to_owned())].clone();
        // A cell of a set, which its name explains.
        let of = |set: &[LotId], name: &str| {
            let step = cell(set, name);
            let ids: Vec<&str> = set.iter().map(|l| bid.lots[*l].id.as_str()).collect();
            let name = format!("set/{}/{name}", ids.join("+"));
            let label = Text::each(|lang| format!("{} ({} {name})", step.label.get(lang), lang.pick("voir", "see")));
            Step::mention(label, step.unit, step.exact())
        };
        let alone = |cell: &str| {
            let each = self.set.iter().map(|l| of(&[*l], cell)).collect();
            Step::sum(text("chaque lot seul", "each lot alone"), Unit::Euros, each)
        };
        let saving = text("ce que la mise en commun économise", "what pooling saves");
        match &self.figure {
            Figure::Cell(name) => cell(&self.set, name),
            Figure::Saved(cell) => (Expr::of(alone(cell)) - Expr::of(of(&self.set, cell))).step(saving, Unit::Euros),
            Figure::SavedShare => {
                let alone = alone(COST);
                let again = Step::mention(alone.label.clone(), alone.unit, alone.exact());
                let saved = (Expr::of(alone) - Expr::of(of(&self.set, COST))).step(saving.clone(), Unit::Euros);
                share(Expr::of(saved), Expr::of(again)).step(saving, Unit::Share)
            }
            Figure::Rest { of: figure, lost, rest } => {
                let label = text("ce que l’ensemble prévoyait pour le reste", "what the set had planned for the rest");
                let planned = || {
                    let within = of(&self.set, &cost_of(bid, *lost));
                    (Expr::of(of(&self.set, COST)) - Expr::of(within)).step(label.clone(), Unit::Euros)
                };
                match figure {
                    OfRest::Planned => planned(),
                    OfRest::Cost => of(rest, COST),
                    OfRest::Stranded { share: as_share } => {
                        let label = text("surcoût du reste", "stranded cost");
                        let planned = planned();
                        let again = Expr::mention(&planned);
                        let stranded = Expr::of(of(rest, COST)) - Expr::of(planned);
                        if *as_share {
                            share(stranded, again).step(label, Unit::Share)
                        } else {
                            stranded.step(label, Unit::Euros)
                        }
                    }
                }
            }
        }
    }
}

/// A share of a whole; nothing where the whole is.
fn share(part: Expr, whole: Expr) -> Expr {
    if whole.is_nothing() { Expr::nothing() } else { part / whole }
}

/// The cell of the cost of a lot.
fn cost_of(bid: &Bid, lot: LotId) -> String {
    format!("{}/cost", bid.lots[lot].id)
}

/// A lot by its id or its number.
fn lot(bid: &Bid, written: &str) -> Result<LotId, Finding> {
    let number = |l: LotId| bid.lot_number(l).to_string();
    let found = bid.lots.keys().find(|l| bid.lots[*l].id.eq_ignore_ascii_case(written) || number(*l) == written);
    found.ok_or_else(|| {
        let ids: Vec<&str> = bid.lots.iter().map(|lot| lot.id.as_str()).collect();
        message::unknown_lot(written, &ids)
    })
}
