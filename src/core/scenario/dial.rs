//! A value of the bid that a sweep or a search turns: the figures that take it, and the shares beside them
//! that make room for it.

use std::sync::Arc;

use rust_decimal::{Decimal, dec};

use super::Outcome;
use super::select::{Select, node_at, put};
use super::share::made;
use crate::diag::message::scenario::{BadDial, bad_dial, unknown_figure};
use crate::diag::{At, Errors};
use crate::engine::Inputs;
use crate::model::bid::Bid;
use crate::model::figure::Fig;
use crate::model::tree::{Entry, Node, Value};
use crate::unit::Exact;

/// A value to turn.
#[derive(Debug, Clone)]
pub struct Dial {
    /// The path or pattern it goes by.
    pub path: String,
    /// What it is in the bid, where all its figures are the same.
    pub now: Option<Decimal>,
    /// The figures that take the value.
    figs: Vec<Fig>,
    /// The sets of shares that some of them are of.
    sets: Vec<Shares>,
}

/// Shares that total 1.
#[derive(Debug, Clone)]
struct Shares {
    /// Each with what it is in the bid, and whether it stays so.
    all: Vec<(Fig, Decimal, bool)>,
}

impl Dial {
    /// The value that a path or pattern names, reported at `at` where it is none. Shares named by `kept` do not
    /// make room for it.
    ///
    /// # Errors
    /// A path that leads to no figure, or to one that must total 1 with others that cannot make room.
    pub fn of(outcome: &Outcome, path: &str, kept: &[String], at: At) -> Result<Self, Errors> {
        let Outcome { bid, root, .. } = outcome;
        let select = Select::parse(path).map_err(|why| bad_dial(&BadDial::Path(&why), at))?;
        let there = select.paths(root).into_iter().filter(|path| node_at(root, path).is_some());
        let paths: Vec<String> = there.map(|path| path.join(".")).collect();
        let (mut figs, mut sets) = (Vec::new(), Vec::new());
        for found in &paths {
            // The last of a path is the one that is used: earlier ones are of a text that a scenario changed.
            let Some(place) = bid.figures.iter().rposition(|figure| figure.path == *found) else { continue };
            let fig = Fig::at(place);
            let shares = Shares::of(bid, fig, kept).map_err(|why| bad_dial(&why, at))?;
            figs.push(fig);
            sets.extend(shares);
        }
        if figs.is_empty() {
            let known = bid.figures.iter().map(|figure| figure.path.as_str());
            return Err(unknown_figure(path, known, at).into());
        }
        let value = |fig: &Fig| bid.figure(*fig).value;
        let now = figs.first().map(value).filter(|now| figs.iter().all(|fig| value(fig) == *now));
        Ok(Self { path: path.to_owned(), now, figs, sets })
    }

    /// All that the value can sensibly be: a share or a rate from 0 to 1 (a margin to just below), anything else
    /// from nothing to ten times what it is.
    #[must_use]
    pub fn bracket(&self, outcome: &Outcome) -> (Decimal, Decimal) {
        let Some(fig) = self.figs.first() else { return (Decimal::ZERO, Decimal::ONE) };
        let figure = outcome.bid.figure(*fig);
        let whole = self.sets.first().map(Shares::movable);
        match (whole, figure.unit) {
            (Some(whole), _) => (Decimal::ZERO, whole),
            (None, "share of price") => (Decimal::ZERO, dec!(0.95)),
            (None, "rate" | "share") => (Decimal::ZERO, Decimal::ONE),
            (None, "per year") => (Decimal::ZERO, dec!(0.5)),
            (None, "per head") => (dec!(0.2), dec!(2)),
            (None, "EUR per unit") => (figure.value / Decimal::TEN, figure.value * Decimal::TEN),
            _ => (Decimal::ZERO, figure.value.abs().max(Decimal::ONE) * Decimal::TEN),
        }
    }

    /// The figures that take the value.
    #[must_use]
    pub fn figures(&self) -> &[Fig] {
        &self.figs
    }

    /// Is it of a share, for which others make room?
    #[must_use]
    pub fn is_share(&self) -> bool {
        !self.sets.is_empty()
    }

    /// Does it leave a share that it could move as it is, because it was asked to?
    #[must_use]
    pub fn keeps(&self, bid: &Bid, path: &str) -> bool {
        self.sets.iter().flat_map(|set| &set.all).any(|(fig, _, stays)| *stays && bid.figure(*fig).path == path)
    }

    /// Does it turn a figure that another turns?
    #[must_use]
    pub fn shares_a_figure_with(&self, other: &Self) -> bool {
        self.figs.iter().any(|fig| other.figs.contains(fig))
    }
}

/// The figures that dials turned together give a value: their own, and shares beside those, which make room pro rata.
pub(super) fn turned(dials: &[(&Dial, Decimal)]) -> Vec<(Fig, Decimal)> {
    let own = dials.iter().flat_map(|(dial, value)| dial.figs.iter().map(move |fig| (*fig, *value)));
    let mut values: Vec<(Fig, Decimal)> = own.collect();
    let own = values.len();
    for set in dials.iter().flat_map(|(dial, _)| &dial.sets) {
        let given = |fig: Fig| values[..own].iter().find(|(turned, _)| *turned == fig).map(|(_, value)| *value);
        // Two dials may be of one set: it is shared out once.
        if set.all.iter().any(|share| values[own..].iter().any(|(fig, _)| *fig == share.0)) {
            continue;
        }
        let stays = |share: &&(Fig, Decimal, bool)| share.2 || given(share.0).is_some();
        let fixed: Decimal = set.all.iter().filter(stays).map(|(fig, now, _)| given(*fig).unwrap_or(*now)).sum();
        let room = Decimal::ONE - fixed;
        let others: Vec<(Fig, Decimal)> =
            set.all.iter().filter(|share| !stays(share)).map(|(fig, now, _)| (*fig, *now)).collect();
        let (others, now): (Vec<Fig>, Vec<Decimal>) = others.into_iter().unzip();
        values.extend(others.into_iter().zip(made(room, &now)));
    }
    values
}

/// Gives dials turned together their values.
pub fn turn(dials: &[(&Dial, Decimal)], inputs: &mut Inputs<Exact>) {
    for (fig, value) in turned(dials) {
        inputs.set(fig, value.into());
    }
}

/// Writes their values in the text of the bid, to have them checked as if a scenario had.
pub fn write(dials: &[(&Dial, Decimal)], bid: &Bid, root: &mut Node, at: At) {
    for (fig, value) in turned(dials) {
        let path: Vec<String> = bid.figure(fig).path.split('.').map(str::to_owned).collect();
        let node = Arc::new(Node { at, value: Value::Number(value.to_string()) });
        put(root, &path, Some(Entry { key_at: at, node }));
    }
}

impl Shares {
    /// The shares that a figure must total 1 with; none where it is no such share.
    fn of<'a>(bid: &'a Bid, fig: Fig, kept: &[String]) -> Result<Option<Self>, BadDial<'a>> {
        let shares = beside(bid, fig);
        let path = &bid.figure(fig).path;
        if shares.is_empty() {
            let tied = ["contract.revision.fixed", "contract.revision.variable"].contains(&path.as_str())
                || path.contains(".absence_weights.");
            return if tied { Err(BadDial::Tied(path)) } else { Ok(None) };
        }
        let all: Vec<(Fig, Decimal, bool)> = shares
            .into_iter()
            .map(|share| (share, bid.figure(share).value, share != fig && kept.contains(&bid.figure(share).path)))
            .collect();
        if all.iter().all(|(share, now, stays)| *stays || *share == fig || now.is_zero()) {
            return Err(BadDial::NoRoom(path));
        }
        Ok(Some(Self { all }))
    }

    /// What those that stay leave to the others.
    fn movable(&self) -> Decimal {
        Decimal::ONE - self.all.iter().filter(|share| share.2).map(|share| share.1).sum::<Decimal>()
    }
}

/// The shares that a figure must total 1 with, itself among them; none where it is no such share.
fn beside(bid: &Bid, fig: Fig) -> Vec<Fig> {
    let mixes = bid.mixes.iter().flat_map(|mix| &mix.steps).map(|(_, shares)| shares.iter().map(|s| s.1).collect());
    let pools = bid.pools.iter().map(|pool| pool.members.iter().map(|member| member.share).collect());
    mixes.chain(pools).find(|shares: &Vec<Fig>| shares.contains(&fig)).unwrap_or_default()
}
