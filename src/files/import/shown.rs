//! What the number format of a cell says beside its number: a currency, a time, a multiple, or what is not understood.

use super::currency::currency;
use super::held::Held;
use super::per::Per;
use super::price::{Price, price};

/// How a cell shows its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// How it shows a hundred: `100 €/h`.
    sample: String,
    /// What that says as a price; none where it is not understood.
    pub price: Option<Price>,
}

impl Shown {
    /// Of a hundred, as it is shown.
    #[must_use]
    pub fn of(sample: &str) -> Self {
        Self { sample: sample.to_owned(), price: price(Some(&Held::Text(sample.to_owned()))).ok() }
    }

    /// The currency that it shows.
    #[must_use]
    pub fn currency(&self) -> Option<&'static str> {
        currency(&self.sample)
    }

    /// What it shows that a price buys.
    #[must_use]
    pub fn per(&self) -> Option<Per> {
        self.price.as_ref().and_then(|price| price.per)
    }

    /// A number as it is shown, but for the way its digits are grouped.
    #[must_use]
    pub fn words(&self, held: &Held) -> String {
        self.sample.replacen("100", &held.words(), 1)
    }
}
