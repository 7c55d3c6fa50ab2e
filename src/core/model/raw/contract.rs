//! The contract's terms.

use super::{DateCell, Fact, MonthCell, Safeguard};
use crate::model::figure::Source;
use crate::model::number::{Hours, Of, Rate, Share, Yearly};
use crate::model::shape::{Keyed, Whole, Words, record};
use crate::unit::Text;

record! {
    /// The terms of the contract (`models/contract.toml`).
    pub struct Contract {
        /// The title of the consultation.
        title: Text,
        /// The buyer's name.
        buyer: Text,
        /// The first calendar month of the contract, as "2027-03".
        start: MonthCell,
        /// How many months it lasts.
        months: Whole,
        /// The site in whose FTE and days all effort is stated.
        reference_site: Words,
        /// Decimals of a unit price (method §0): 2 unless the consultation says otherwise.
        price_decimals: Option<Whole>,
        /// Hours of a day of work, where the buyer asks for prices by the hour.
        hours_per_day: Option<Of<Hours>>,
        /// The VAT rate.
        vat: Of<Rate>,
        /// Months between the month worked and the month paid.
        payment_delay: Whole,
        /// The yearly rate at which negative cash is financed.
        financing_rate: Of<Rate>,
        /// The dates of the consultation, once it is published.
        tender: Option<Tender>,
        /// How prices are revised; absent where they are firm.
        revision: Option<Revision>,
        /// What the tender leaves out, with the question that says so. Nothing is priced for it.
        out_of_scope: Keyed<OutOfScope>,
        /// Which lots may not be held together, once the consultation says so (Q1).
        exclusivity: Keyed<Exclusivity>,
        /// What the buyer said of the whole consultation, without being a number.
        facts: Keyed<Fact>,
    }
}

record! {
    /// The dates of the consultation, and its rules on questions.
    pub struct Tender {
        /// The last day to hand in offers.
        offers_due: DateCell,
        /// How many days before that day the last question must reach the buyer.
        answer_days: Option<Whole>,
        /// Who says so: the rules of the consultation and their clause.
        source: Source,
    }
}

record! {
    /// Price revision: `fixed + variable × (1 + index)^(k − 1)` in contract year k (method §6).
    pub struct Revision {
        /// The part that never moves.
        fixed: Of<Share>,
        /// The part that follows the index. With `fixed` it totals 1.
        variable: Of<Share>,
        /// The yearly growth expected of the index (Syntec).
        index: Of<Yearly>,
        /// The first contract year whose prices are revised; past the contract's last, none is.
        from_year: Whole,
        /// The most a price may rise, as `safeguard` counts it; absent where nothing caps it.
        cap: Option<Of<Rate>>,
        /// What the cap is a rise on: the coefficient of the year before, unless written.
        safeguard: Option<Safeguard>,
        /// Decimals to which the contract rounds the coefficient.
        decimals: Whole,
    }
}

record! {
    /// Something the contract does not cover.
    pub struct OutOfScope {
        /// What it is.
        label: Text,
        /// Who says so.
        source: Source,
        /// What the buyer said of it.
        note: Option<Words>,
    }
}

record! {
    /// A rule of exclusivity between lots: of `lots`, one bidder holds `at_most` so many.
    pub struct Exclusivity {
        /// What the rule says.
        label: Text,
        /// Who says so.
        source: Source,
        /// The lots it is about, by their ids; all of them unless written.
        lots: Option<Vec<Words>>,
        /// How many of them one bidder may hold; 1 unless written, so that lots listed exclude one another.
        at_most: Option<Whole>,
    }
}
