//! The bid that scenarios are laid over: read once, and read again only where a scenario changes it.

use std::sync::OnceLock;

use typed_index_collections::{TiVec, ti_vec};

use super::{BASE, Changed, Laid, Scenarios};
use crate::diag::Errors;
use crate::engine::{Estimate, Inputs, Presence, effort_away, estimate_with, presence};
use crate::model::bid::LotId;
use crate::model::{Bid, Known, Node, Text};
use crate::unit::{self, Exact};

/// A text with its scenarios.
pub struct Base<'a> {
    text: &'a Text,
    scenarios: Scenarios,
    known: Known,
    bid: Bid,
}

/// A scenario, priced.
#[derive(Debug)]
pub struct Outcome {
    /// Its id.
    pub id: String,
    /// Its name.
    pub label: unit::Text,
    /// Why it is there.
    pub why: unit::Text,
    /// What it changes in the base.
    pub changes: Vec<Changed>,
    /// The bid under it.
    pub bid: Bid,
    /// The values of its figures.
    pub inputs: Inputs<Exact>,
    /// What it comes to.
    pub estimate: Estimate<Exact>,
    /// Who is where, in all.
    presence: OnceLock<Presence<Exact>>,
    /// The same of each lot.
    presence_of: TiVec<LotId, OnceLock<Presence<Exact>>>,
    /// The tree it was read from.
    pub(super) root: Node,
}

impl Outcome {
    /// Who is where, of one lot or of all; worked out when it is first asked for.
    #[must_use]
    pub fn presence(&self, lot: Option<LotId>) -> &Presence<Exact> {
        let known = lot.map_or(&self.presence, |lot| &self.presence_of[lot]);
        known.get_or_init(|| presence(&self.bid, &self.inputs, &self.estimate.plan, lot))
    }

    /// The shares of the effort for a lot, or for all, that the mixes ask for and obtain away from France.
    #[must_use]
    pub fn effort_away(&self, lot: Option<LotId>) -> (Exact, Exact) {
        effort_away(&self.bid, &self.inputs, &self.estimate.plan, lot)
    }
}

impl<'a> Base<'a> {
    /// Reads a text and its scenarios.
    ///
    /// # Errors
    /// What is wrong with either.
    pub fn of(text: &'a Text) -> Result<Self, Errors> {
        let (known, bid) = Known::of(text)?;
        Ok(Self { text, scenarios: Scenarios::of(text)?, known, bid })
    }

    /// The bid itself.
    #[must_use]
    pub fn bid(&self) -> &Bid {
        &self.bid
    }

    /// The ids of the base and of every scenario, in the order of the files.
    #[must_use]
    pub fn ids(&self) -> Vec<String> {
        std::iter::once(BASE).chain(self.scenarios.iter().map(|(id, _, _)| id)).map(str::to_owned).collect()
    }

    /// The bid of a tree made from the text.
    ///
    /// # Errors
    /// What does not fit together in it.
    pub fn bid_of(&self, root: &Node) -> Result<Bid, Errors> {
        self.known.bid_of(self.text, root)
    }

    /// Lays a scenario over the bid.
    ///
    /// # Errors
    /// A scenario that is not there, or that matches nothing.
    pub fn lay(&self, id: &str) -> Result<Laid, Errors> {
        self.scenarios.lay(id, self.text)
    }

    /// Prices the bid under a scenario.
    ///
    /// # Errors
    /// What is wrong with the scenario, or with the bid under it.
    pub fn outcome(&self, id: &str) -> Result<Outcome, Errors> {
        let Laid { root, changes } = self.lay(id)?;
        let bid = if changes.is_empty() {
            self.bid.clone()
        } else {
            self.bid_of(&root).map_err(|findings| of_scenario(findings, id))?
        };
        let (label, why) = match self.scenarios.iter().find(|scenario| scenario.0 == id) {
            Some((_, label, why)) => (label.clone(), why.clone()),
            None => (
                unit::Text { fr: "Offre de base".into(), en: "Base bid".into() },
                unit::Text { fr: "Les modèles tels qu’écrits.".into(), en: "The models as written.".into() },
            ),
        };
        let inputs = Inputs::exact(&bid);
        let estimate = estimate_with(&bid, &inputs).map_err(|findings| of_scenario(findings, id))?;
        let (presence, presence_of) = (OnceLock::new(), ti_vec![OnceLock::new(); bid.lots.len()]);
        Ok(Outcome { id: id.to_owned(), label, why, changes, bid, inputs, estimate, presence, presence_of, root })
    }
}

/// Findings of the bid under a scenario, said to be so.
fn of_scenario(errors: Errors, id: &str) -> Errors {
    if id == BASE { errors } else { errors.of_scenario(id) }
}
