//! The model files as they are written: every table, key by key. Permissive about what ids mean,
//! strict about keys and types; `resolve` turns it into a valid [`Bid`](super::bid::Bid).

mod cell;
mod choice;
mod contract;
mod course;
mod layout;
mod lot;
mod places;
mod policy;
mod scenario;

pub use cell::{DailyCost, DateCell, MonthCell, Shares, Weights};
pub use choice::{Nature, OverheadBase, Payer, Role, Unit, Zone};
pub use contract::{Contract, Revision};
pub use course::{ByNature, Course, CourseUnit, Quantity, YearlyRef};
pub use layout::{Document, Layout, Line};
pub use lot::{Application, Fact, Item, Lot, OneOff, Position, Team, Volume};
pub use places::{Calendar, Currency, Holiday, Mix, Partner, Pool, Profile, RateCard, Site};
pub use policy::{Policy, Spread};
pub use scenario::{Any, Change, Scenario};

use crate::model::shape::{Keyed, record};

record! {
    /// All the files of a bid as one table: `lots/ror.toml` is `lots.ror`.
    pub struct Root {
        /// The contract's terms.
        contract: Contract,
        /// Public holidays, by country.
        calendars: Keyed<Calendar>,
        /// Currencies, by their ISO code.
        currencies: Keyed<Currency>,
        /// Job profiles.
        profiles: Keyed<Profile>,
        /// Rate cards.
        rates: Keyed<RateCard>,
        /// Where people work.
        sites: Keyed<Site>,
        /// Companies that take part in the bid.
        partners: Keyed<Partner>,
        /// Shares of the work by site.
        mixes: Keyed<Mix>,
        /// People shared by several lots.
        pools: Keyed<Pool>,
        /// Overheads, provision, margins, gains.
        policy: Policy,
        /// The lots.
        lots: Keyed<Lot>,
        /// The same bid under other assumptions.
        scenarios: Keyed<Scenario>,
        /// What every DQE workbook says on its first page.
        document: Document,
        /// The DQE layout of each lot.
        dqe: Keyed<Layout>,
    }
}
