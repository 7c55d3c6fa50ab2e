//! Scenarios: the same bid under other assumptions (method §7). An overlay makes a new text of the bid,
//! before anything is computed; the old one stays as it was.

mod aim;
mod base;
mod bridge;
mod compare;
mod concede;
mod dial;
mod held;
mod overlay;
mod pieces;
mod relative;
mod select;
mod share;
mod solve;
mod start;
mod surface;
mod sweep;
mod version;
mod written;

pub use aim::{Aim, Merits};
pub use base::{Base, Outcome};
pub use bridge::{Bridge, Sides, Steps, bridge, bridge_at, mixed};
pub use compare::{Comparison, Figures, compare, compare_ticking};
pub use concede::{Concession, Floor, Lever, LeverKind, concede, levers};
pub use dial::Dial;
pub use held::HeldPrices;
pub use overlay::Changed;
pub use pieces::Driver;
pub use select::Select;
pub use solve::{Goal, Solution, solve};
pub use surface::{Hold, Point, Surface};
pub use sweep::{Axis, Grid, Sample, checked, places};
pub use version::versions;
pub use written::{Setting, Written, set, written};

use crate::diag::message::model::{Thing, unknown_id};
use crate::diag::message::scenario as message;
use crate::diag::{Errors, Findings};
use crate::model::raw::Scenario;
use crate::model::shape::{Keyed, Reader, Shape as _};
use crate::model::{Node, Text};
use crate::unit;

/// The scenario that changes nothing.
pub const BASE: &str = "base";

/// A scenario laid over a bid.
#[derive(Debug)]
pub struct Laid {
    /// The bid's text, with the changes in it.
    pub root: Node,
    /// What was changed, in order, by the scenarios it extends first.
    pub changes: Vec<Changed>,
}

/// The scenarios that a bid has.
#[derive(Debug)]
pub struct Scenarios(Keyed<Scenario>);

impl Scenarios {
    /// Reads those of a text.
    ///
    /// # Errors
    /// What is wrong in their files.
    pub fn of(text: &Text) -> Result<Self, Errors> {
        let mut reader = Reader::default();
        let node = text.root.table().and_then(|table| table.get("scenarios"));
        let read = match node {
            Some(entry) => reader.within("scenarios", |reader| Keyed::read(&entry.node, reader)),
            None => Ok(Keyed::default()),
        };
        let (scenarios, _) = reader.findings.settle(read.map(Self))?;
        match scenarios.0.0.get(BASE) {
            Some((at, _)) => Err(message::base_as_name(BASE, *at).into()),
            None => Ok(scenarios),
        }
    }

    /// Their ids with their names and why each is there, in the order of the files.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &unit::Text, &unit::Text)> {
        self.0.iter().map(|(id, _, scenario)| (id, &scenario.label.0, &scenario.why.0))
    }

    /// Lays a scenario over a text.
    ///
    /// # Errors
    /// A scenario that is not there, a circle of `extends`, a change that matches nothing.
    pub fn lay(&self, id: &str, text: &Text) -> Result<Laid, Errors> {
        let chain = self.chain(id)?;
        let mut root = text.root.clone();
        let mut findings = Findings::default();
        let mut changes: Vec<Changed> = Vec::new();
        for scenario in chain.into_iter().rev() {
            for change in overlay::apply(&mut root, scenario, &text.defaults, &mut findings) {
                // What a scenario changes further is one change, from what the base has.
                match changes.iter_mut().find(|before| before.path == change.path) {
                    Some(before) => {
                        *before = Changed { before: before.before.take(), inherited: before.inherited.take(), ..change }
                    }
                    None => changes.push(change),
                }
            }
        }
        // A pattern may meet values that are as it wants them already.
        changes.retain(|change| change.before != change.after);
        findings.without_errors().map(|_| Laid { root, changes }).map_err(|errors| errors.of_scenario(id))
    }

    /// A scenario and those it extends, itself first.
    fn chain(&self, first: &str) -> Result<Vec<&Scenario>, Errors> {
        let mut chain: Vec<(&str, &Scenario)> = Vec::new();
        let mut next = (first, None);
        while next.0 != BASE {
            let (id, at) = next;
            let Some((_, scenario)) = self.0.0.get(id) else {
                let ids = self.0.0.keys().map(String::as_str).chain([BASE]);
                let errors = Errors::from(unknown_id(Thing::Scenario, id, ids, at));
                return Err(if at.is_some() { errors.of_scenario(first) } else { errors });
            };
            if chain.iter().any(|(before, _)| *before == id) {
                return Err(Errors::from(message::extends_itself(id, at)).of_scenario(first));
            }
            chain.push((id, scenario));
            next = match &scenario.extends {
                Some(words) => (words.text.as_str(), Some(words.at)),
                None => (BASE, None),
            };
        }
        Ok(chain.into_iter().map(|(_, scenario)| scenario).collect())
    }
}
