//! The model files as they are written: every table, key by key. Permissive about what ids mean,
//! strict about keys and types; `resolve` turns it into a valid [`Bid`](super::bid::Bid).

mod cell;
mod choice;
mod contract;
mod course;
mod layout;
mod lot;
mod map;
mod places;
mod policy;
mod scenario;

pub use cell::{DailyCost, DateCell, DatedCost, MonthCell, Shares, Weights, Worth};
pub use choice::{Nature, OverheadBase, Payer, Role, Safeguard, Unit, Zone};
pub use contract::{Contract, Exclusivity, Revision, Tender};
pub use course::{ByNature, Course, CourseUnit, Quantity, Steps, YearQuantity, YearlyRef};
pub use layout::{Document, Layout, Line};
pub use lot::{Application, Fact, Item, Lot, OneOff, Position, Team, Volume};
pub use map::{ColumnsFile, MapFile, Money, TableFile, Yearly};
pub use places::{Calendar, Currency, Holiday, Mix, Partner, Pool, Profile, RateCard, Site};
pub use policy::{Correlation, Policy, Spread};
pub use scenario::{Change, Scenario};

use std::sync::Arc;

use crate::model::shape::{Keyed, record};

record! {
    /// All the files of a bid as one table: `lots/ror.toml` is `lots.ror`.
    pub struct Root {
        /// The contract's terms.
        contract: Arc<Contract>,
        /// Public holidays, by country.
        calendars: Arc<Keyed<Calendar>>,
        /// Currencies, by their ISO code.
        currencies: Arc<Keyed<Currency>>,
        /// Job profiles.
        profiles: Arc<Keyed<Profile>>,
        /// Rate cards.
        rates: Keyed<Arc<RateCard>>,
        /// Where people work.
        sites: Keyed<Arc<Site>>,
        /// Companies that take part in the bid.
        partners: Arc<Keyed<Partner>>,
        /// Shares of the work by site.
        mixes: Arc<Keyed<Mix>>,
        /// People shared by several lots.
        pools: Arc<Keyed<Pool>>,
        /// Overheads, provision, margins, gains.
        policy: Arc<Policy>,
        /// The lots.
        lots: Keyed<Arc<Lot>>,
        /// The same bid under other assumptions.
        scenarios: Arc<Keyed<Scenario>>,
        /// What every DQE workbook says on its first page.
        document: Arc<Document>,
        /// The DQE layout of each lot.
        dqe: Keyed<Arc<Layout>>,
    }
}
