//! What a column may be for, and what its prices may pay for.

/// What a column is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Which lot a row belongs to.
    Lot,
    /// The number of a price.
    Code,
    /// What is bought.
    Label,
    /// By what it is counted.
    Unit,
    /// How many.
    Quantity,
    /// What one costs.
    UnitPrice,
    /// What all of them cost.
    Amount,
    /// The tax on it.
    Vat,
    /// By what a price is multiplied, or lowered: no price.
    Coefficient,
    /// A price or an amount in words: `Prix en lettres`.
    InWords,
}

impl Role {
    /// Does a column of it hold what a bidder is asked for?
    #[must_use]
    pub fn is_asked(self) -> bool {
        matches!(self, Self::UnitPrice | Self::Amount | Self::Coefficient)
    }
}

/// Before or after tax.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tax {
    /// HT.
    Net,
    /// TTC.
    Gross,
}

/// What a price pays for: one hour of work, half a day…
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Per {
    /// An hour.
    Hour,
    /// Half a day.
    HalfDay,
    /// A day.
    Day,
    /// A month.
    Month,
    /// Three months.
    Quarter,
    /// Six months.
    HalfYear,
    /// A year.
    Year,
}

impl Per {
    /// How many months it is, where it is some.
    #[must_use]
    pub fn months(self) -> Option<u32> {
        match self {
            Self::Hour | Self::HalfDay | Self::Day => None,
            Self::Month => Some(1),
            Self::Quarter => Some(3),
            Self::HalfYear => Some(6),
            Self::Year => Some(12),
        }
    }
}
