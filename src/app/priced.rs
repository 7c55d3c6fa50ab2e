use itertools::Itertools as _;

use super::Refused;
use crate::diag::message::command::{Named, unknown};
use crate::diag::{Errors, Findings};
use crate::engine::{Estimate, Inputs, estimate_with, warnings};
use crate::model::bid::{LotId, SiteId};
use crate::model::{self, Bid, Node, Text};
use crate::scenario::{BASE, Scenarios};
use crate::sheet::Whom;
use crate::unit::{Exact, Lang};

/// A bid with its plan, cost and price, and the texts that it comes from.
#[derive(Debug)]
pub struct Priced {
    /// The bid.
    pub bid: Bid,
    /// The values of its figures.
    pub inputs: Inputs<Exact>,
    /// Its plan, cost and price.
    pub estimate: Estimate<Exact>,
    /// The warnings: none of them stops a price.
    pub warnings: Findings,
    /// The texts.
    pub text: Text,
}

/// Which people a request is of, by the ids of the models; all where nothing is named.
#[derive(Debug, Clone, Default)]
pub struct People {
    /// Of this lot, or of the lot of this number.
    pub lot: Option<String>,
    /// At this site.
    pub site: Option<String>,
    /// Of this profile.
    pub profile: Option<String>,
    /// Of this team or pool.
    pub team: Option<String>,
}

/// Prices the bid of a text under a scenario.
///
/// # Errors
/// Every problem of the text, of the scenario, of the bid under it and of its price, naming the scenario.
pub fn priced(text: Text, scenario: &str) -> Result<Priced, Refused> {
    match estimated(&text, scenario) {
        Ok(Estimated { bid, inputs, estimate, warnings }) => Ok(Priced { bid, inputs, estimate, warnings, text }),
        Err(errors) => Err(Refused::new(errors, &text.sources)),
    }
}

impl Priced {
    /// The lot that a request names, if it names one: by its id, in any case, or by its number.
    ///
    /// # Errors
    /// There is no such lot.
    pub fn lot(&self, named: Option<&str>) -> Result<Option<LotId>, Refused> {
        lot_named(&self.bid, named)
    }

    /// The site that a request names, if it names one.
    ///
    /// # Errors
    /// There is no such site.
    pub fn site(&self, named: Option<&str>) -> Result<Option<SiteId>, Refused> {
        let Some(id) = named else { return Ok(None) };
        let ids = || self.bid.sites.iter().map(|site| site.id.as_str());
        position(Named::Site, id, ids).map(Some)
    }

    /// The people that a request names: of a lot, at a site, of a profile, of a team or a pool, each by its id.
    ///
    /// # Errors
    /// There is no such lot, site, profile or team.
    pub fn whom(&self, named: &People) -> Result<Whom, Refused> {
        let lot = self.lot(named.lot.as_deref())?;
        let profiles = || self.bid.profiles.iter().map(|profile| profile.id.as_str());
        let profile = named.profile.as_deref().map(|id| position(Named::Profile, id, profiles)).transpose()?;
        let teams = Whom::teams(&self.bid, Lang::Fr);
        // A pool is of every lot; a team of another lot than the one named is none.
        let known: Vec<_> =
            (0..teams.len()).filter(|t| lot.is_none() || teams[*t].lot.is_none_or(|l| Some(l) == lot)).collect();
        let ids = || known.iter().map(|t| teams[*t].id.as_str()).unique();
        let team =
            named.team.as_deref().map(|id| position(Named::Team, id, ids).map(|place| ids().nth(place))).transpose()?;
        let team = team.flatten().and_then(|id| known.iter().copied().find(|t| teams[*t].id == id));
        Ok(Whom { lot, site: self.site(named.site.as_deref())?, profile, team })
    }

    /// Errors in the texts of the bid.
    pub(super) fn refused(&self, errors: impl Into<Errors>) -> Refused {
        Refused::new(errors, &self.text.sources)
    }
}

/// The lot of a bid that a request names, if it names one.
///
/// # Errors
/// There is no such lot.
pub fn lot_named(bid: &Bid, named: Option<&str>) -> Result<Option<LotId>, Refused> {
    named.map(|id| lot_of(bid, id)).transpose()
}

/// The lot of a bid by its id, in any case, or by its number, which every sheet shows.
///
/// # Errors
/// There is no such lot.
pub fn lot_of(bid: &Bid, id: &str) -> Result<LotId, Refused> {
    let number = |lot: LotId| bid.lot_number(lot).to_string();
    if let Some(lot) = bid.lots.keys().find(|l| number(*l) == id || bid.lots[*l].id.eq_ignore_ascii_case(id)) {
        return Ok(lot);
    }
    let ids = || bid.lots.iter().map(|lot| lot.id.as_str());
    position(Named::Lot, id, ids)
}

/// The place of an id among those of its kind.
fn position<'a, K: From<usize>, I: Iterator<Item = &'a str> + Clone>(
    what: Named, id: &str, ids: impl Fn() -> I,
) -> Result<K, Refused> {
    ids().position(|known| known == id).map(K::from).ok_or_else(|| unknown(what, id, ids()).into())
}

/// A bid with its plan, cost and price.
pub(super) struct Estimated {
    pub bid: Bid,
    pub inputs: Inputs<Exact>,
    pub estimate: Estimate<Exact>,
    pub warnings: Findings,
}

/// The estimate of a text under a scenario.
fn estimated(text: &Text, scenario: &str) -> Result<Estimated, Errors> {
    // A text that cannot be read reports its own problems before a scenario reports what follows from them.
    if text.findings.has_errors() {
        model::bid(text)?;
    }
    let named = |errors: Errors| if scenario == BASE { errors } else { errors.of_scenario(scenario) };
    estimated_at(text, &laid(text, scenario)?).map_err(named)
}

/// The tree of a text, with a scenario laid over it.
pub(super) fn laid(text: &Text, scenario: &str) -> Result<Node, Errors> {
    if scenario == BASE {
        return Ok(text.root.clone());
    }
    Ok(Scenarios::of(text)?.lay(scenario, text)?.root)
}

/// The estimate of another tree of a text.
pub(super) fn estimated_at(text: &Text, root: &Node) -> Result<Estimated, Errors> {
    let (bid, mut findings) = model::bid_of(text, root)?;
    let inputs = Inputs::exact(&bid);
    let estimate = estimate_with(&bid, &inputs)?;
    findings.append(warnings(&bid, &inputs, &estimate));
    Ok(Estimated { bid, inputs, estimate, warnings: findings })
}
