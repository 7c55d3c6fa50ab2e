//! The policy that turns cost into price.

use super::{ByNature, OverheadBase, YearlyRef};
use crate::model::figure::Source;
use crate::model::number::{Correlated, Gain, Margin, Of, Plain, Rate};
use crate::model::shape::{Keyed, Words, record};
use crate::unit::Text;

record! {
    /// How cost becomes price (`models/policy.toml`).
    pub struct Policy {
        /// The mix of all that names none.
        mix: YearlyRef,
        /// Indirect costs: a rate on a base, by id.
        overheads: Keyed<Overhead>,
        /// Provision for risk, a rate on direct cost and overheads.
        provision: ByNature<Rate>,
        /// Margin on the selling price.
        margin: ByNature<Margin>,
        /// Yearly productivity gain committed to.
        gain: ByNature<Gain>,
        /// Natures whose cost is spread over the lot's others.
        spread: Option<Spread>,
        /// How far loads and prices may differ before it is a warning.
        tolerances: Option<Tolerances>,
        /// Which ranges go together, by an id of your choice; the others have nothing to do with one another.
        correlations: Keyed<Correlation>,
    }
}

record! {
    /// How two ranges go together; no price follows from it, but what is drawn does (`risk`, `drivers`, `questions`).
    pub struct Correlation {
        /// The paths of two figures with a range. A point of a course means the whole course, a figure of a `group` for the group;
        /// where one of the two has no range, as in some scenario, there is nothing to draw.
        of: Vec<Words>,
        /// From -1 (one is high where the other is low) to 1 (both are high); that of their normal scores, close to that of their ranks.
        coefficient: Plain<Correlated>,
        /// Who says so; an assumption unless written.
        source: Option<Source>,
        /// Why.
        note: Option<Words>,
    }
}

record! {
    /// How far loads and prices may differ before it is a warning; none of them changes a price.
    pub struct Tolerances {
        /// The least load of a nature, as a share of its capacity; 0.85 unless written.
        load_low: Option<Of<Rate>>,
        /// The greatest load of a nature, as a share of its capacity; 1.15 unless written.
        load_high: Option<Of<Rate>>,
        /// By how much unit prices of the same wording may differ between lots, as a share of the lowest; 0.10 unless written.
        price_gap: Option<Of<Rate>>,
    }
}

record! {
    /// An indirect cost.
    pub struct Overhead {
        /// Its name.
        label: Text,
        /// The rate.
        rate: Of<Rate>,
        /// What it is a rate of.
        base: OverheadBase,
    }
}

record! {
    /// Natures that are spread over the others (true) or priced on their own lines.
    pub struct Spread {
        /// Taking over.
        transition_in = "transition-in": Option<bool>,
        /// Steering and coordination.
        governance: Option<bool>,
        /// Build, acceptance testing included.
        build: Option<bool>,
        /// Running the applications.
        run: Option<bool>,
        /// MCO and MCS of the infrastructure.
        infrastructure: Option<bool>,
        /// What is ordered by the day.
        on_demand = "on-demand": Option<bool>,
        /// Handing over.
        transition_out = "transition-out": Option<bool>,
    }
}
