//! The DQE: what it says of itself, sections, lines.

use super::{DateCell, Nature, Quantity, Unit, YearlyRef};
use crate::model::number::{Count, Days, Money, Of};
use crate::model::shape::{Decided, Keyed, Whole, Words, record};

record! {
    /// What every DQE workbook says of itself (`templates/document.toml`).
    pub struct Document {
        /// The title.
        title: Words,
        /// The bidder's name.
        bidder: Words,
        /// The consultation's reference, once there is one.
        reference: Option<Words>,
        /// The day of the offer.
        date: Option<DateCell>,
        /// For how many days the offer holds, from the last day to hand it in.
        validity_days: Option<Whole>,
        /// Who signs it.
        signature: Option<Signature>,
        /// The line at the foot of each page.
        footer: Words,
        /// Notes under the recap, in the order of the file.
        notes: Keyed<Words>,
    }
}

record! {
    /// Who signs the offer, and where. What is not written stays to be filled in by hand.
    pub struct Signature {
        /// The place.
        place: Option<Words>,
        /// The person's name.
        name: Option<Words>,
        /// In which capacity, such as "Directrice générale".
        capacity: Option<Words>,
    }
}

record! {
    /// The DQE of a lot (`templates/dqe/NAME.toml`).
    pub struct Layout {
        /// Sections, in the order of the file.
        sections: Keyed<Section>,
        /// Scales: lines that are one service in steps, such as simple, medium, complex, each as `section.line`, from the
        /// least to the most.
        scales: Keyed<Vec<Words>>,
    }
}

record! {
    /// A section of a DQE.
    pub struct Section {
        /// Its code.
        code: Words,
        /// Its title.
        label: Words,
        /// Its lines, in the order of the file.
        lines: Keyed<Decided<Line>>,
    }
}

record! {
    /// A DQE line, with exactly one price rule: `weight`, `given` or `day`.
    pub struct Line {
        /// Its code, unique in the lot.
        code: Words,
        /// Its wording.
        label: Words,
        /// Its unit.
        unit: Unit,
        /// The nature it recovers.
        nature: Nature,
        /// Quantity in each contract year, or "months" for the months of the year.
        quantity: Quantity,
        /// Days of the reference site behind one unit: what the quantities ask of the nature's teams.
        workload: Option<Of<Days>>,
        /// Price rule: a share of the nature's price, by this weight.
        weight: Option<Of<Count>>,
        /// Price rule: this price.
        given: Option<Of<Money>>,
        /// Price rule: a day of this profile.
        day: Option<Words>,
        /// Where a day sold is worked; the lot's mix unless written.
        mix: Option<YearlyRef>,
        /// Why a day sold must stay onshore; absent where it may move.
        onshore: Option<Words>,
    }
}
